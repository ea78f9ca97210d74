/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/cursor.h"
#include "codec/writer.h"

#include <stdlib.h>

static void assert_written(const struct writer *w, const char *hex)
{
	struct bytes want = unhex(hex);

	assert_false(w->failed);
	assert_true(bytes_equal(writer_bytes(w), want));
	free((void *)want.p);
}

static void numbers_are_written_big_endian(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	writer_i8(&w, -1);
	writer_i16(&w, 0x0102);
	writer_i32(&w, -2);
	writer_i64(&w, 0x0102030405060708);
	writer_f64(&w, 1.5);
	assert_written(&w,
		       "ff 0102 fffffffe 0102030405060708 3ff8000000000000");
	writer_release(&w);
}

static void varints_read_back_as_written(void **state)
{
	static const int64_t values[] = { 0,         1,         -1,
					  63,        64,        -64,
					  -65,       INT32_MAX, INT32_MIN,
					  INT64_MAX, INT64_MIN };
	struct writer w;
	struct cursor c;

	(void)state;
	writer_init(&w, 0);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		writer_uvarint(&w, (uint32_t)values[i]);
		writer_varint(&w, (int32_t)values[i]);
		writer_varlong(&w, values[i]);
	}
	cursor_init(&c, writer_bytes(&w));
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(cursor_uvarint(&c) == (uint32_t)values[i]);
		assert_true(cursor_varint(&c) == (int32_t)values[i]);
		assert_true(cursor_varlong(&c) == values[i]);
	}
	assert_true(cursor_ok(&c));
	assert_int_equal(cursor_left(&c), 0);
	writer_release(&w);
}

static void strings_bytes_and_counts_have_both_forms(void **state)
{
	struct bytes null = { NULL, 0 };
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	writer_string(&w, bytes_of_string("ab"), false);
	writer_string(&w, null, false);
	writer_string(&w, bytes_of_string("ab"), true);
	writer_string(&w, null, true);
	assert_written(&w, "0002 6162 ffff 03 6162 00");
	writer_reset(&w);
	writer_bytes_field(&w, bytes_of_string(""), false);
	writer_bytes_field(&w, null, false);
	writer_bytes_field(&w, bytes_of_string(""), true);
	writer_bytes_field(&w, null, true);
	assert_written(&w, "00000000 ffffffff 01 00");
	writer_reset(&w);
	writer_count(&w, 3, false);
	writer_count(&w, -1, false);
	writer_count(&w, 200, true);
	writer_count(&w, -1, true);
	assert_written(&w, "00000003 ffffffff c901 00");
	writer_release(&w);
}

static void a_reserved_length_counts_what_came_after_it(void **state)
{
	struct writer w;
	size_t mark;

	(void)state;
	writer_init(&w, 0);
	writer_i8(&w, 9);
	mark = writer_reserve_i32(&w);
	writer_raw(&w, bytes_of_string("abc"));
	writer_fill_i32(&w, mark);
	assert_written(&w, "09 00000003 616263");
	writer_release(&w);
}

static void it_grows_and_keeps_what_it_has(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	for (int i = 0; i < 10000; i++)
		writer_i32(&w, i);
	assert_false(w.failed);
	assert_int_equal(w.size, 40000);
	assert_memory_equal(writer_bytes(&w).p + 4 * 9999, "\0\0\x27\x0f", 4);
	writer_release(&w);
}

static void past_its_bound_it_fails_and_stays_failed(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 6);
	writer_i32(&w, 1);
	writer_i32(&w, 2);
	assert_true(w.failed);
	assert_int_equal(w.size, 4);
	writer_i8(&w, 1);
	writer_fill_i32(&w, writer_reserve_i32(&w));
	assert_int_equal(w.size, 4);
	writer_reset(&w);
	assert_false(w.failed);
	writer_raw(&w, bytes_of_string("sixsix"));
	assert_false(w.failed);
	writer_release(&w);
}

static void a_string_that_no_prefix_can_hold_fails(void **state)
{
	uint8_t *p = calloc(1, 0x8000);
	struct writer w;

	(void)state;
	assert_non_null(p);
	writer_init(&w, 0);
	writer_string(&w, bytes_of(p, 0x8000), true);
	assert_true(w.failed);
	writer_reset(&w);
	writer_string(&w, bytes_of(p, 0x7fff), false);
	assert_false(w.failed);
	writer_release(&w);
	free(p);
}

static void what_was_truncated_is_forgotten(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	writer_i32(&w, 0x01020304);
	writer_truncate(&w, 5);
	writer_truncate(&w, 1);
	writer_i8(&w, 9);
	assert_written(&w, "01 09");
	writer_release(&w);
}

static void an_unused_writer_is_empty_not_null(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	assert_non_null(writer_bytes(&w).p);
	assert_int_equal(writer_bytes(&w).n, 0);
	writer_release(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_written_big_endian),
		cmocka_unit_test(varints_read_back_as_written),
		cmocka_unit_test(strings_bytes_and_counts_have_both_forms),
		cmocka_unit_test(a_reserved_length_counts_what_came_after_it),
		cmocka_unit_test(it_grows_and_keeps_what_it_has),
		cmocka_unit_test(past_its_bound_it_fails_and_stays_failed),
		cmocka_unit_test(a_string_that_no_prefix_can_hold_fails),
		cmocka_unit_test(what_was_truncated_is_forgotten),
		cmocka_unit_test(an_unused_writer_is_empty_not_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
