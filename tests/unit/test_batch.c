/* SPDX-License-Identifier: Apache-2.0 */
/* test_batch.c - record batches: what is read is what was written, whatever
 * the codec; and what is broken is refused. */
#include "tests/test.h"

#include <stdlib.h>

#include "codec/batch.h"
#include "tests/lib/batches.h"

/* The first batch of `records`, and an iterator over it. */
static enum decode_error start(struct bytes records, struct batch *b,
			       struct inflate *scratch,
			       struct record_iterator *it)
{
	struct cursor c;

	cursor_init(&c, records);
	assert_int_equal(batch_next(&c, b), BATCH_GOT);
	return batch_records(b, scratch, it);
}

static void assert_bytes(struct bytes got, struct bytes wanted)
{
	assert_true(bytes_equal(got, wanted));
}

static void assert_records(struct record_iterator *it,
			   const struct test_batch *wanted)
{
	struct record r;

	for (int32_t i = 0; i < wanted->count; i++) {
		const struct test_record *w = &wanted->records[i];

		assert_true(record_next(it, &r));
		assert_int_equal(r.offset,
				 wanted->base_offset + w->offset_delta);
		assert_int_equal(r.offset_delta, w->offset_delta);
		assert_bytes(r.key, w->key);
		assert_bytes(r.value, w->value);
		assert_int_equal(r.header_count, w->header_count);
	}
	assert_false(record_next(it, &r));
	assert_int_equal(it->c.error, DECODE_OK);
}

static void a_batch_reads_back_as_it_was_written(void **state)
{
	struct inflate scratch = { 0 };
	struct test_record *records = test_records(1000, 300);
	struct test_batch wanted = test_batch(records, 1000);

	(void)state;
	wanted.base_offset = 5000000000;
	wanted.producer_id = 77;
	wanted.producer_epoch = 3;
	wanted.base_sequence = 2147483000;
	wanted.leader_epoch = 9;
	wanted.transactional = true;
	for (int i = 0; i <= COMPRESSION_ZSTD + 1; i++) {
		struct record_iterator it;
		struct writer w;
		struct batch b;

		wanted.xerial = i > COMPRESSION_ZSTD;
		wanted.compression = wanted.xerial ? COMPRESSION_SNAPPY
						   : (enum compression)i;
		writer_init(&w, 0);
		make_batch(&w, &wanted);
		assert_int_equal(start(writer_bytes(&w), &b, &scratch, &it),
				 DECODE_OK);
		assert_true(batch_crc_ok(&b));
		assert_int_equal(b.magic, 2);
		assert_int_equal(b.compression, wanted.compression);
		assert_int_equal(b.base_offset, 5000000000);
		assert_int_equal(b.last_offset, 5000000999);
		assert_int_equal(b.producer_id, 77);
		assert_int_equal(b.producer_epoch, 3);
		assert_int_equal(b.base_sequence, 2147483000);
		assert_int_equal(b.leader_epoch, 9);
		assert_int_equal(b.count, 1000);
		assert_int_equal(b.max_timestamp, b.base_timestamp + 999);
		assert_true(b.transactional);
		assert_false(b.control || b.log_append_time ||
			     b.delete_horizon);
		assert_int_equal(b.whole.n, w.size);
		assert_records(&it, &wanted);
		writer_release(&w);
	}
	inflate_release(&scratch);
	free(records);
}

static void nulls_and_empties_stay_what_they_are(void **state)
{
	static const struct test_header headers[] = { { "a", "1" },
						      { "", "" },
						      { "null", NULL } };
	const struct test_record records[] = {
		{ .key = { NULL, 0 }, .value = bytes_of_string("v") },
		{ .key = bytes_of_string(""),
		  .value = { NULL, 0 },
		  .offset_delta = 1,
		  .timestamp_delta = -70000 },
		{ .key = bytes_of_string("k"),
		  .value = bytes_of_string(""),
		  .offset_delta = 5,
		  .header_count = 3,
		  .headers = headers },
	};
	struct test_batch wanted = test_batch(records, 3);
	struct inflate scratch = { 0 };
	struct record_iterator it;
	struct writer w;
	struct batch b;
	struct record r;
	struct cursor c;
	struct bytes key, value;

	(void)state;
	writer_init(&w, 0);
	make_batch(&w, &wanted);
	struct guarded g = guarded(writer_bytes(&w));

	assert_int_equal(start(g.bytes, &b, &scratch, &it), DECODE_OK);
	assert_int_equal(b.last_offset, 5);
	assert_records(&it, &wanted);

	start(g.bytes, &b, &scratch, &it);
	assert_true(record_next(&it, &r));
	assert_null(r.key.p);
	assert_int_equal(r.timestamp, 1700000000000);
	assert_true(record_next(&it, &r));
	assert_non_null(r.key.p);
	assert_null(r.value.p);
	assert_int_equal(r.timestamp, 1700000000000 - 70000);
	assert_true(record_next(&it, &r));
	cursor_init(&c, r.headers);
	for (int i = 0; i < 3; i++) {
		assert_true(record_header_next(&c, &key, &value));
		assert_bytes(key, bytes_of_string(headers[i].key));
		assert_bytes(value, bytes_of_string(headers[i].value));
	}
	assert_false(record_header_next(&c, &key, &value));
	assert_true(cursor_ok(&c));
	guarded_release(&g);
	writer_release(&w);
}

static void log_append_time_is_the_batchs(void **state)
{
	struct test_record *records = test_records(3, 5);
	struct test_batch wanted = test_batch(records, 3);
	struct inflate scratch = { 0 };
	struct record_iterator it;

	(void)state;
	wanted.log_append_time = true;
	wanted.max_timestamp = 1800000000000;
	for (int8_t magic = 1; magic <= 2; magic++) {
		struct writer w;
		struct batch b;
		struct record r;

		wanted.compression = COMPRESSION_GZIP;
		writer_init(&w, 0);
		if (magic == 2)
			make_batch(&w, &wanted);
		else
			make_message_set(&w, magic, &wanted);
		assert_int_equal(start(writer_bytes(&w), &b, &scratch, &it),
				 DECODE_OK);
		assert_true(b.log_append_time);
		for (int i = 0; i < 3; i++) {
			assert_true(record_next(&it, &r));
			assert_int_equal(r.timestamp, 1800000000000);
		}
		writer_release(&w);
	}
	free(records);
	inflate_release(&scratch);
}

static void an_empty_batch_has_no_records(void **state)
{
	struct test_batch wanted = test_batch(NULL, 0);
	struct inflate scratch = { 0 };
	struct record_iterator it;
	struct writer w;
	struct batch b;

	(void)state;
	writer_init(&w, 0);
	make_batch(&w, &wanted);
	assert_int_equal(w.size, BATCH_HEADER);
	/* compaction keeps the codec, there is just nothing behind it */
	w.data[22] = COMPRESSION_ZSTD;
	assert_int_equal(start(writer_bytes(&w), &b, &scratch, &it), DECODE_OK);
	assert_int_equal(b.compression, COMPRESSION_ZSTD);
	assert_records(&it, &wanted);
	writer_release(&w);
}

static void a_marker_says_how_the_transaction_ended(void **state)
{
	static const enum control_type types[] = { CONTROL_ABORT,
						   CONTROL_COMMIT,
						   (enum control_type)3 };
	struct inflate scratch = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct cursor c;
		struct writer w;
		struct batch b;
		int32_t epoch = 0;

		writer_init(&w, 0);
		make_marker(&w, 41, 1000, 2, types[i], 70000);
		cursor_init(&c, writer_bytes(&w));
		assert_int_equal(batch_next(&c, &b), BATCH_GOT);
		assert_true(b.control && b.transactional && batch_crc_ok(&b));
		assert_int_equal(b.base_offset, 41);
		assert_int_equal(b.last_offset, 41);
		assert_int_equal(batch_control_type(&b, &scratch, &epoch),
				 types[i]);
		assert_int_equal(epoch, types[i] == 3 ? -1 : 70000);
		b.control = false;
		assert_int_equal(batch_control_type(&b, &scratch, &epoch),
				 CONTROL_NONE);
		b.control = true;
		b.count = 0;
		assert_int_equal(batch_control_type(&b, &scratch, &epoch),
				 CONTROL_NONE);
		b.count = 7;
		assert_int_equal(batch_control_type(&b, &scratch, &epoch),
				 CONTROL_NONE);
		writer_release(&w);
	}
}

/* Three batches, the first two whole; the first one's size in *first. */
static void put_three(struct writer *w, size_t *first)
{
	struct test_record *records = test_records(2, 10);
	struct test_batch b = test_batch(records, 2);

	writer_init(w, 0);
	make_batch(w, &b);
	*first = w->size;
	b.base_offset = 2;
	make_message_set(w, 1, &b);
	b.base_offset = 4;
	b.compression = COMPRESSION_LZ4;
	make_batch(w, &b);
	free(records);
}

static void batches_of_every_magic_may_follow_each_other(void **state)
{
	static const int64_t offsets[] = { 0, 2, 3, 4 };
	struct cursor c;
	struct writer w;
	struct batch b;
	size_t first;

	(void)state;
	put_three(&w, &first);
	cursor_init(&c, writer_bytes(&w));
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(batch_next(&c, &b), BATCH_GOT);
		assert_int_equal(b.base_offset, offsets[i]);
		assert_true(batch_crc_ok(&b));
	}
	assert_int_equal(batch_next(&c, &b), BATCH_END);
	writer_release(&w);
}

static void a_last_batch_cut_at_any_byte_is_no_error(void **state)
{
	struct writer w;
	struct batch b;
	size_t first;

	(void)state;
	put_three(&w, &first);
	for (size_t n = 0; n < first; n++) {
		struct guarded g = guarded(bytes_of(w.data, n));
		struct cursor c;

		cursor_init(&c, g.bytes);
		assert_int_equal(batch_next(&c, &b), n ? BATCH_CUT : BATCH_END);
		assert_true(cursor_ok(&c));
		guarded_release(&g);
	}
	for (size_t n = first; n < w.size; n++) {
		struct guarded g = guarded(bytes_of(w.data, n));
		struct cursor c;
		enum batch_result result = BATCH_GOT;

		cursor_init(&c, g.bytes);
		for (int i = 0; i < 4 && result == BATCH_GOT; i++)
			result = batch_next(&c, &b);
		assert_true(result == BATCH_CUT || result == BATCH_END);
		guarded_release(&g);
	}
	writer_release(&w);
}

static void heads_that_cannot_be_are_refused(void **state)
{
	static const struct {
		size_t at;
		const char *bytes; /* four */
		enum decode_error error;
	} heads[] = {
		{ 8, "\xff\xff\xff\xff", DECODE_LENGTH }, /* size -1 */
		{ 8, "\x00\x00\x00\x00", DECODE_LENGTH }, /* 0 */
		{ 8, "\x00\x00\x00\x30", DECODE_LENGTH }, /* one too small */
		{ 13, "\xff\xff\xff\x03", DECODE_VALUE }, /* magic 3 */
		{ 13, "\xff\xff\xff\xff", DECODE_VALUE }, /* magic -1 */
		{ 23, "\xff\xff\xff\xff", DECODE_VALUE }, /* last offset -1 */
	};
	struct writer w;
	size_t first;

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		struct cursor c;
		struct batch b;

		put_three(&w, &first);
		memcpy(w.data + heads[i].at, heads[i].bytes, 4);
		cursor_init(&c, writer_bytes(&w));
		assert_int_equal(batch_next(&c, &b), BATCH_MALFORMED);
		assert_int_equal(c.error, heads[i].error);
		assert_int_equal(batch_next(&c, &b), BATCH_MALFORMED);
		writer_release(&w);
	}
}

static void a_wrong_checksum_is_seen(void **state)
{
	struct cursor c;
	struct writer w;
	struct batch b;
	size_t first;

	(void)state;
	put_three(&w, &first);
	w.data[first - 1] ^= 1;
	w.data[first + 40] ^= 1;
	cursor_init(&c, writer_bytes(&w));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(batch_next(&c, &b), BATCH_GOT);
		assert_false(batch_crc_ok(&b));
	}
	writer_release(&w);
}

/* How many records come out of a batch that says `count` and has `body`. */
static int32_t count_records(struct bytes body, int32_t count,
			     enum decode_error *error)
{
	struct batch b = { .magic = 2, .count = count, .body = body };
	struct inflate scratch = { 0 };
	struct record_iterator it;
	struct record r;
	int32_t n = 0;

	*error = batch_records(&b, &scratch, &it);
	while (!*error && record_next(&it, &r))
		n++;
	*error = *error ? *error : it.c.error;
	return n;
}

static void records_that_do_not_add_up_are_refused(void **state)
{
	static const struct {
		const char *name, *hex;
		int32_t count;
		enum decode_error error;
	} cases[] = {
		{ "one", "0c 00 00 00 01 01 00", 1, DECODE_OK },
		{ "two said", "0c 00 00 00 01 01 00", 2, DECODE_COUNT },
		{ "two there", "0c000000010100 0c000000010100", 1,
		  DECODE_TRAILING },
		{ "three said", "0c000000010100 0e00000002780100 0c00", 2,
		  DECODE_TRAILING },
		{ "count negative", "0c 00 00 00 01 01 00", -1, DECODE_COUNT },
		{ "count huge", "0c 00 00 00 01 01 00", 2147483647,
		  DECODE_COUNT },
		{ "size too small", "0a 00 00 00 01 01 00", 1, DECODE_LENGTH },
		{ "size too large", "0e 00 00 00 01 01 00", 1, DECODE_LENGTH },
		{ "size larger", "0e 00 00 00 01 01 00 00", 1,
		  DECODE_TRAILING },
		{ "size negative", "01 00 00 00 01 01 00", 1, DECODE_LENGTH },
		{ "size huge", "feffffff0f 00 00 00 01 01 00", 1,
		  DECODE_LENGTH },
		{ "size six bytes", "ffffffffff0f 00 00 00 01 01 00", 1,
		  DECODE_VARINT },
		{ "key beyond", "0c 00 00 00 08 01 00", 1, DECODE_SHORT },
		{ "key into the next", "0c000000020102 0c000000010100", 1,
		  DECODE_LENGTH },
		{ "key -2", "0c 00 00 00 03 01 00", 1, DECODE_LENGTH },
		{ "value -2", "0c 00 00 00 01 03 00", 1, DECODE_LENGTH },
		{ "headers -1", "0c 00 00 00 01 01 01", 1, DECODE_COUNT },
		{ "headers missing", "0c 00 00 00 01 01 02", 1, DECODE_COUNT },
		{ "header", "10 00 00 00 01 01 02 00 01", 1, DECODE_OK },
		{ "header key null", "10 00 00 00 01 01 02 01 01", 1,
		  DECODE_NULL },
		{ "headers more", "14 00 00 00 01 01 02 00 01 00 01", 1,
		  DECODE_TRAILING },
		{ "headers fewer", "14 00 00 00 01 01 04 00 04 61 61", 1,
		  DECODE_SHORT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes body = unhex(cases[i].hex);
		struct guarded g = guarded(body);
		enum decode_error error;

		count_records(g.bytes, cases[i].count, &error);
		if (error != cases[i].error)
			fail_msg("%s: %s", cases[i].name,
				 decode_error_text(error));
		guarded_release(&g);
		free((void *)(uintptr_t)body.p);
	}
}

static void records_cut_at_any_byte_are_refused(void **state)
{
	static const struct test_header header = { "name", "value" };
	struct test_record *records = test_records(4, 30);
	struct test_batch wanted = test_batch(records, 4);
	struct writer w;

	(void)state;
	records[1].headers = &header;
	records[1].header_count = 1;
	writer_init(&w, 0);
	make_batch(&w, &wanted);
	for (size_t n = BATCH_HEADER; n < w.size; n++) {
		struct guarded g = guarded(
			bytes_of(w.data + BATCH_HEADER, n - BATCH_HEADER));
		enum decode_error error;

		assert_true(count_records(g.bytes, 4, &error) < 4);
		assert_int_not_equal(error, DECODE_OK);
		guarded_release(&g);
	}
	writer_release(&w);
	free(records);
}

static void a_bomb_is_malformed(void **state)
{
	const size_t size = (size_t)BATCH_MAX_DECOMPRESSED + 1;
	uint8_t *zeros = calloc(1, size);
	struct inflate scratch = { 0 };
	struct record_iterator it;

	(void)state;
	assert_non_null(zeros);
	struct bytes block = compress_block(COMPRESSION_ZSTD, false, 2,
					    bytes_of(zeros, size));
	struct batch b = { .magic = 2,
			   .count = 1,
			   .compression = COMPRESSION_ZSTD,
			   .body = block };

	assert_true(block.n < 100000);
	assert_int_equal(batch_records(&b, &scratch, &it), DECODE_MEMORY);
	free((void *)(uintptr_t)block.p);
	free(zeros);
	inflate_release(&scratch);
}

static void an_unknown_codec_is_an_error(void **state)
{
	struct batch b = { .magic = 2,
			   .count = 1,
			   .body = bytes_of_string("x") };
	struct inflate scratch = { 0 };
	struct record_iterator it;

	(void)state;
	for (int codec = COMPRESSION_ZSTD + 1; codec < 8; codec++) {
		b.compression = (enum compression)codec;
		assert_int_equal(batch_records(&b, &scratch, &it),
				 DECODE_VALUE);
		assert_string_equal(compression_name(b.compression), "unknown");
	}
	assert_string_equal(compression_name(COMPRESSION_ZSTD), "zstd");
	inflate_release(&scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_batch_reads_back_as_it_was_written),
		cmocka_unit_test(nulls_and_empties_stay_what_they_are),
		cmocka_unit_test(log_append_time_is_the_batchs),
		cmocka_unit_test(an_empty_batch_has_no_records),
		cmocka_unit_test(a_marker_says_how_the_transaction_ended),
		cmocka_unit_test(batches_of_every_magic_may_follow_each_other),
		cmocka_unit_test(a_last_batch_cut_at_any_byte_is_no_error),
		cmocka_unit_test(heads_that_cannot_be_are_refused),
		cmocka_unit_test(a_wrong_checksum_is_seen),
		cmocka_unit_test(records_that_do_not_add_up_are_refused),
		cmocka_unit_test(records_cut_at_any_byte_are_refused),
		cmocka_unit_test(a_bomb_is_malformed),
		cmocka_unit_test(an_unknown_codec_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
