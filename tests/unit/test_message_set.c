/* SPDX-License-Identifier: Apache-2.0 */
/* test_message_set.c - magic 0 and 1 of codec/batch: single messages, and
 * wrappers with their rules for offsets. */
#include "tests/test.h"

#include <stdlib.h>

#include "codec/batch.h"
#include "tests/lib/batches.h"

enum { SET_MAX = 8 };

/* What comes out of the first entry of a set. */
struct outcome {
	enum decode_error error;
	struct batch batch;
	int32_t count;
	int64_t offsets[SET_MAX];
	int32_t deltas[SET_MAX];
	int64_t timestamps[SET_MAX];
	struct bytes values[SET_MAX];
	struct inflate scratch;
};

static struct outcome outcome_of(struct bytes set)
{
	struct outcome o = { 0 };
	struct record_iterator it;
	struct record r;
	struct cursor c;

	cursor_init(&c, set);
	assert_int_equal(batch_next(&c, &o.batch), BATCH_GOT);
	o.error = batch_records(&o.batch, &o.scratch, &it);
	while (!o.error && record_next(&it, &r)) {
		assert_true(o.count < SET_MAX);
		o.offsets[o.count] = r.offset;
		o.deltas[o.count] = r.offset_delta;
		o.timestamps[o.count] = r.timestamp;
		o.values[o.count++] = r.value;
	}
	o.error = o.error ? o.error : it.c.error;
	return o;
}

static struct bytes no_bytes(void)
{
	return bytes_of(NULL, 0);
}

/* A wrapper by hand: `set` compressed, at this offset. */
static void put_wrapper(struct writer *w, int8_t magic, int64_t offset,
			struct bytes set)
{
	struct bytes block =
		compress_block(COMPRESSION_GZIP, false, magic, set);
	size_t mark;

	writer_i64(w, offset);
	mark = writer_reserve_i32(w);
	writer_i32(w, 0);
	writer_i8(w, magic);
	writer_i8(w, COMPRESSION_GZIP);
	if (magic == 1)
		writer_i64(w, 555);
	writer_bytes_field(w, no_bytes(), false);
	writer_bytes_field(w, block, false);
	writer_fill_i32(w, mark);
	free((void *)(uintptr_t)block.p);
}

static void put_message(struct writer *w, int8_t magic, int8_t attributes,
			int64_t offset)
{
	writer_i64(w, offset);
	size_t mark = writer_reserve_i32(w);

	writer_i32(w, 0);
	writer_i8(w, magic);
	writer_i8(w, attributes);
	if (magic == 1)
		writer_i64(w, 1000 + offset);
	writer_bytes_field(w, no_bytes(), false);
	writer_bytes_field(w, bytes_of("v", 1), false);
	writer_fill_i32(w, mark);
}

static void messages_read_back_as_they_were_written(void **state)
{
	struct test_record *records = test_records(5, 40);
	struct test_batch wanted = test_batch(records, 5);

	(void)state;
	wanted.base_offset = 300;
	for (int i = 0; i < 8; i++) {
		int8_t magic = (int8_t)(i / 4);
		struct writer w;

		wanted.compression = (enum compression)(i % 4);
		writer_init(&w, 0);
		make_message_set(&w, magic, &wanted);
		struct outcome o = outcome_of(writer_bytes(&w));

		assert_int_equal(o.error, DECODE_OK);
		assert_true(batch_crc_ok(&o.batch));
		assert_int_equal(o.batch.magic, magic);
		assert_int_equal(o.batch.producer_id, -1);
		assert_int_equal(o.batch.leader_epoch, -1);
		assert_int_equal(o.count, wanted.compression ? 5 : 1);
		assert_int_equal(o.batch.count, o.count);
		assert_int_equal(o.batch.base_offset, 300);
		assert_int_equal(o.batch.last_offset, 300 + o.count - 1);
		for (int32_t n = 0; n < o.count; n++) {
			assert_int_equal(o.offsets[n], 300 + n);
			assert_int_equal(o.deltas[n], n);
			assert_int_equal(o.timestamps[n],
					 magic ? 1700000000000 + n : -1);
			assert_true(bytes_equal(o.values[n], records[n].value));
		}
		inflate_release(&o.scratch);
		writer_release(&w);
	}
	free(records);
}

static void a_wrappers_offset_is_that_of_its_last_message(void **state)
{
	static const struct {
		const char *name;
		int8_t magic;
		int64_t outer, inner[3], wanted[3];
		enum decode_error error;
	} cases[] = {
		{ "relative", 1, 102, { 0, 1, 2 }, { 100, 101, 102 }, 0 },
		{ "compacted", 1, 107, { 0, 3, 7 }, { 100, 103, 107 }, 0 },
		{ "head gone", 1, 107, { 2, 3, 7 }, { 102, 103, 107 }, 0 },
		{ "unset", 1, 0, { 0, 1, 2 }, { 0, 1, 2 }, 0 },
		{ "absolute", 0, 102, { 100, 101, 102 }, { 100, 101, 102 }, 0 },
		{ "not numbered", 0, 0, { 0, 0, 0 }, { 0, 1, 2 }, 0 },
		{ "not numbered, 1", 1, 0, { 0, 0, 0 }, { 0, 1, 2 }, 0 },
		{ "not numbered, set", 1, 52, { 0, 0, 0 }, { 50, 51, 52 }, 0 },
		{ "beyond", 1, 5, { 0, 1, 6 }, { 0 }, DECODE_VALUE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct writer set, w;

		writer_init(&set, 0);
		writer_init(&w, 0);
		for (int n = 0; n < 3; n++)
			put_message(&set, cases[i].magic, 0, cases[i].inner[n]);
		put_wrapper(&w, cases[i].magic, cases[i].outer,
			    writer_bytes(&set));
		struct outcome o = outcome_of(writer_bytes(&w));

		if (o.error != cases[i].error)
			fail_msg("%s: %s", cases[i].name,
				 decode_error_text(o.error));
		for (int n = 0; n < 3 && !o.error; n++) {
			assert_int_equal(o.offsets[n], cases[i].wanted[n]);
			assert_int_equal(o.deltas[n],
					 o.offsets[n] - o.offsets[0]);
		}
		assert_int_equal(o.count, o.error ? 0 : 3);
		if (!o.error) {
			assert_int_equal(o.batch.base_offset, o.offsets[0]);
			assert_int_equal(o.batch.last_offset, o.offsets[2]);
		}
		inflate_release(&o.scratch);
		writer_release(&set);
		writer_release(&w);
	}
}

static void starting_twice_gives_the_same(void **state)
{
	struct writer set, w;
	struct record_iterator it;

	(void)state;
	writer_init(&set, 0);
	writer_init(&w, 0);
	put_message(&set, 1, 0, 0);
	put_message(&set, 1, 0, 1);
	put_wrapper(&w, 1, 71, writer_bytes(&set));
	struct outcome o = outcome_of(writer_bytes(&w));

	assert_int_equal(o.batch.base_offset, 70);
	assert_int_equal(batch_records(&o.batch, &o.scratch, &it), DECODE_OK);
	assert_int_equal(o.batch.base_offset, 70);
	assert_int_equal(o.batch.last_offset, 71);
	assert_int_equal(it.left, 2);
	inflate_release(&o.scratch);
	writer_release(&set);
	writer_release(&w);
}

static void a_set_may_be_cut_inside_a_wrapper(void **state)
{
	struct writer set;

	(void)state;
	writer_init(&set, 0);
	for (int n = 0; n < 3; n++)
		put_message(&set, 1, 0, n);
	for (size_t size = 0; size <= set.size; size++) {
		int32_t whole = (int32_t)(size / (set.size / 3));
		struct writer w;

		writer_init(&w, 0);
		put_wrapper(&w, 1, 100, bytes_of(set.data, size));
		struct outcome o = outcome_of(writer_bytes(&w));

		assert_int_equal(o.error, whole ? DECODE_OK : DECODE_SHORT);
		assert_int_equal(o.count, whole);
		if (whole)
			assert_int_equal(o.offsets[whole - 1], 100);
		inflate_release(&o.scratch);
		writer_release(&w);
	}
	writer_release(&set);
}

static void what_may_not_be_in_a_wrapper_is_refused(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		struct writer set, w;

		writer_init(&set, 0);
		writer_init(&w, 0);
		put_message(&set, 1, 0, 0);
		if (i == 0)
			put_message(&set, 0, 0, 1); /* another magic */
		else if (i == 1)
			put_message(&set, 1, COMPRESSION_GZIP, 1);
		else if (i == 2)
			set.data[11] = 13; /* size below a message's */
		else
			set.data[set.size - 2] = 9; /* a value beyond */
		put_wrapper(&w, 1, 1, writer_bytes(&set));
		struct outcome o = outcome_of(writer_bytes(&w));

		assert_int_not_equal(o.error, DECODE_OK);
		assert_int_equal(o.count, 0);
		inflate_release(&o.scratch);
		writer_release(&set);
		writer_release(&w);
	}
}

static void a_wrapper_without_a_value_is_refused(void **state)
{
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	writer_i64(&w, 0);
	writer_i32(&w, 14);
	writer_i32(&w, 0);
	writer_i8(&w, 0);
	writer_i8(&w, COMPRESSION_GZIP);
	writer_bytes_field(&w, no_bytes(), false);
	writer_bytes_field(&w, no_bytes(), false);
	assert_int_equal(outcome_of(writer_bytes(&w)).error, DECODE_NULL);
	writer_release(&w);
}

static void messages_with_wrong_lengths_are_refused(void **state)
{
	static const struct {
		size_t at; /* of the four bytes that are replaced */
		const char *bytes;
	} cases[] = {
		{ 18, "\xff\xff\xff\xfe" }, /* key -2 */
		{ 18, "\x7f\xff\xff\xff" },
		{ 18, "\x00\x00\x00\x06" }, /* over the end by one */
		{ 22, "\x00\x00\x00\x00" }, /* value empty, one byte left */
		{ 22, "\x80\x00\x00\x00" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct writer w;

		writer_init(&w, 0);
		put_message(&w, 0, 0, 0);
		memcpy(w.data + cases[i].at, cases[i].bytes, 4);
		struct guarded g = guarded(writer_bytes(&w));
		struct outcome o = outcome_of(g.bytes);

		assert_int_not_equal(o.error, DECODE_OK);
		assert_int_equal(o.count, 0);
		guarded_release(&g);
		writer_release(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_read_back_as_they_were_written),
		cmocka_unit_test(a_wrappers_offset_is_that_of_its_last_message),
		cmocka_unit_test(starting_twice_gives_the_same),
		cmocka_unit_test(a_set_may_be_cut_inside_a_wrapper),
		cmocka_unit_test(what_may_not_be_in_a_wrapper_is_refused),
		cmocka_unit_test(a_wrapper_without_a_value_is_refused),
		cmocka_unit_test(messages_with_wrong_lengths_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
