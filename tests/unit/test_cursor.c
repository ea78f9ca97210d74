/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/cursor.h"

#include <stdlib.h>

/* A cursor over `hex`, guarded; released with close_cursor(). */
struct input {
	struct cursor c;
	struct guarded g;
};

static struct input input(const char *hex)
{
	struct bytes b = unhex(hex);
	struct input in = { .g = guarded(b) };

	free((void *)b.p);
	cursor_init(&in.c, in.g.bytes);
	return in;
}

static void release(struct input *in)
{
	guarded_release(&in->g);
}

static void fixed_integers_are_big_endian_and_signed(void **state)
{
	struct input in = input("ff fffe 00010203 fffffffffffffffd fffe "
				"fffffffd 3ff8000000000000");

	(void)state;
	assert_int_equal(cursor_i8(&in.c), -1);
	assert_int_equal(cursor_i16(&in.c), -2);
	assert_int_equal(cursor_i32(&in.c), 0x010203);
	assert_true(cursor_i64(&in.c) == -3);
	assert_int_equal(cursor_u16(&in.c), 0xfffe);
	assert_int_equal(cursor_u32(&in.c), 0xfffffffd);
	assert_true(cursor_f64(&in.c) == 1.5);
	assert_true(cursor_ok(&in.c));
	assert_int_equal(cursor_left(&in.c), 0);
	release(&in);
}

static void a_view_of_null_is_empty(void **state)
{
	struct cursor c;

	(void)state;
	cursor_init(&c, bytes_of(NULL, 0));
	assert_int_equal(cursor_left(&c), 0);
	assert_int_equal(cursor_i8(&c), 0);
	assert_int_equal(c.error, DECODE_SHORT);
}

static void the_first_error_sticks_and_empties_the_cursor(void **state)
{
	struct input in = input("01 02 03 04 05");

	(void)state;
	cursor_i16(&in.c);
	assert_int_equal(cursor_i32(&in.c), 0);
	assert_int_equal(in.c.error, DECODE_SHORT);
	assert_int_equal(in.c.error_at, 2);
	assert_int_equal(cursor_left(&in.c), 0);
	assert_int_equal(cursor_i8(&in.c), 0);
	assert_null(cursor_take(&in.c, 0).p);
	cursor_fail(&in.c, DECODE_VALUE);
	assert_int_equal(in.c.error, DECODE_SHORT);
	assert_int_equal(in.c.error_at, 2);
	release(&in);
}

struct varint_case {
	const char *name, *hex;
	int64_t value;
	enum decode_error error;
};

static void unsigned_varints_are_read_as_java_reads_them(void **state)
{
	static const struct varint_case cases[] = {
		{ "zero", "00", 0, DECODE_OK },
		{ "one byte", "7f", 127, DECODE_OK },
		{ "two bytes", "8001", 128, DECODE_OK },
		{ "not canonical", "818000", 1, DECODE_OK },
		{ "32 bits", "ffffffff0f", 0xffffffff, DECODE_OK },
		{ "overflow is dropped", "ffffffff7f", 0xffffffff, DECODE_OK },
		{ "6 bytes", "ffffffffff01", 0, DECODE_VARINT },
		{ "cut", "80", 0, DECODE_SHORT },
		{ "nothing", "", 0, DECODE_SHORT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct input in = input(cases[i].hex);

		assert_true(cursor_uvarint(&in.c) == cases[i].value);
		assert_int_equal(in.c.error, cases[i].error);
		assert_int_equal(in.c.error_at, 0);
		release(&in);
	}
}

static void signed_varints_are_zig_zag(void **state)
{
	struct input in = input("00 01 02 feffffff0f ffffffff0f"
				"feffffffffffffffff01 ffffffffffffffffff01");
	struct input bad = input("ffffffffffffffffffff01");

	(void)state;
	assert_int_equal(cursor_varint(&in.c), 0);
	assert_int_equal(cursor_varint(&in.c), -1);
	assert_int_equal(cursor_varlong(&in.c), 1);
	assert_int_equal(cursor_varint(&in.c), INT32_MAX);
	assert_int_equal(cursor_varint(&in.c), INT32_MIN);
	assert_true(cursor_varlong(&in.c) == INT64_MAX);
	assert_true(cursor_varlong(&in.c) == INT64_MIN);
	assert_true(cursor_ok(&in.c));
	assert_int_equal(cursor_varlong(&bad.c), 0);
	assert_int_equal(bad.c.error, DECODE_VARINT);
	release(&in);
	release(&bad);
}

struct prefix_case {
	const char *hex;
	bool flexible;
	int n; /* -1: null */
	enum decode_error error;
};

static void check_prefixed(const struct prefix_case *t, size_t count,
			   struct bytes (*read)(struct cursor *, bool))
{
	for (size_t i = 0; i < count; i++, t++) {
		struct input in = input(t->hex);
		struct bytes b = read(&in.c, t->flexible);

		assert_int_equal(in.c.error, t->error);
		assert_int_equal(in.c.error_at, 0);
		assert_int_equal(b.p == NULL, t->n < 0);
		assert_int_equal(b.n, t->n < 0 ? 0 : t->n);
		release(&in);
	}
}

static void strings_have_an_int16_or_compact_length(void **state)
{
	static const struct prefix_case cases[] = {
		{ "0002 6162", false, 2, DECODE_OK },
		{ "0000", false, 0, DECODE_OK },
		{ "ffff", false, -1, DECODE_OK },
		{ "fffe", false, -1, DECODE_LENGTH },
		{ "0003 6162", false, -1, DECODE_LENGTH },
		{ "00", false, -1, DECODE_SHORT },
		{ "03 6162", true, 2, DECODE_OK },
		{ "01", true, 0, DECODE_OK },
		{ "00", true, -1, DECODE_OK },
		{ "04 6162", true, -1, DECODE_LENGTH },
		{ "ffffffff0f 6162", true, -1, DECODE_LENGTH },
		{ "80", true, -1, DECODE_SHORT },
	};

	(void)state;
	check_prefixed(cases, sizeof(cases) / sizeof(cases[0]), cursor_string);
}

static void byte_fields_have_an_int32_or_compact_length(void **state)
{
	static const struct prefix_case cases[] = {
		{ "00000002 6162", false, 2, DECODE_OK },
		{ "ffffffff", false, -1, DECODE_OK },
		{ "80000000", false, -1, DECODE_LENGTH },
		{ "7fffffff 61", false, -1, DECODE_LENGTH },
		{ "03 6162", true, 2, DECODE_OK },
		{ "00", true, -1, DECODE_OK },
	};

	(void)state;
	check_prefixed(cases, sizeof(cases) / sizeof(cases[0]), cursor_bytes);
}

static void a_string_over_32767_bytes_is_refused(void **state)
{
	uint8_t *p = calloc(1, 0x8000 + 3);
	struct cursor c;

	(void)state;
	assert_non_null(p);
	memcpy(p, "\x81\x80\x02", 3); /* 0x8001: length 0x8000 */
	cursor_init(&c, bytes_of(p, 0x8000 + 3));
	assert_null(cursor_string(&c, true).p);
	assert_int_equal(c.error, DECODE_LENGTH);
	cursor_init(&c, bytes_of(p, 0x8000 + 3));
	assert_int_equal(cursor_bytes(&c, true).n, 0x8000);
	free(p);
}

struct count_case {
	const char *hex;
	bool flexible;
	size_t min_size;
	int32_t count;
	enum decode_error error;
};

static void a_count_is_refused_where_it_is_read(void **state)
{
	static const struct count_case cases[] = {
		{ "00000002 0000 0000", false, 2, 2, DECODE_OK },
		{ "00000003 0000 0000", false, 2, 0, DECODE_COUNT },
		{ "00000000", false, 9, 0, DECODE_OK },
		{ "ffffffff", false, 1, -1, DECODE_OK },
		{ "fffffffe", false, 1, 0, DECODE_COUNT },
		{ "7fffffff 00", false, 0, 0, DECODE_COUNT },
		{ "03 0000", true, 1, 2, DECODE_OK },
		{ "04 0000", true, 1, 0, DECODE_COUNT },
		{ "00", true, 1, -1, DECODE_OK },
		{ "ffffffff0f", true, 1, 0, DECODE_COUNT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct input in = input(cases[i].hex);

		assert_int_equal(cursor_count(&in.c, cases[i].flexible,
					      cases[i].min_size),
				 cases[i].count);
		assert_int_equal(in.c.error, cases[i].error);
		release(&in);
	}
}

static void every_error_has_a_sentence(void **state)
{
	(void)state;
	for (unsigned int e = DECODE_OK; e <= DECODE_MEMORY; e++)
		assert_true(strlen(decode_error_text(e)) > 3);
	assert_string_equal(decode_error_text(99), "unknown error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixed_integers_are_big_endian_and_signed),
		cmocka_unit_test(a_view_of_null_is_empty),
		cmocka_unit_test(the_first_error_sticks_and_empties_the_cursor),
		cmocka_unit_test(unsigned_varints_are_read_as_java_reads_them),
		cmocka_unit_test(signed_varints_are_zig_zag),
		cmocka_unit_test(strings_have_an_int16_or_compact_length),
		cmocka_unit_test(byte_fields_have_an_int32_or_compact_length),
		cmocka_unit_test(a_string_over_32767_bytes_is_refused),
		cmocka_unit_test(a_count_is_refused_where_it_is_read),
		cmocka_unit_test(every_error_has_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
