/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_recognise.c - one batch in the log is one row, however often and
 * in whatever form it passes. */
#include "tests/lib/scene.h"

#include <stdlib.h>

static void fetched_after_the_acknowledgement_it_is_one_batch(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);
	struct scene *s = *state;

	send_batch(s, m.bytes, 7);
	fetch_batch(s, 7, log);
	assert_one_batch(s, "produced", 7, 1);
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void fetched_before_the_acknowledgement_it_is_one_batch(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);
	struct scene *s = *state;
	uint64_t x = send_batch(s, m.bytes, -1);

	fetch_batch(s, 7, log); /* the request is still held */
	assert_one_batch(s, "produced", 7, 1);
	assert_query(s, "SELECT outcome, proof FROM produce", "ok|fetched");
	acknowledge(s, x, 7);
	assert_one_batch(s, "produced", 7, 1);
	assert_query(s,
		     "SELECT outcome, proof, acked_at = r, fate FROM produce p "
		     "JOIN exchange x ON x.id = p.exchange JOIN batch b ON b.id"
		     " = p.batch",
		     "ok|response|1|answered");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void fetched_after_the_request_was_written_open(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);
	struct scene *s = *state;

	send_batch(s, m.bytes, -1);
	interval(s);
	fetch_batch(s, 7, log);
	assert_one_batch(s, "produced", 7, 1);
	closed(s, 1);
	assert_query(s, "SELECT outcome, proof FROM produce", "ok|fetched");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void a_maybe_is_proven_by_a_fetch(void **state)
{
	struct test_batch b = plain_batch(3);
	struct scene *s = *state;

	b.producer_id = 9;
	b.base_sequence = 0;
	b.producer_epoch = 0;
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);

	send_batch(s, m.bytes, -1);
	closed(s, 1);
	assert_query(s, "SELECT outcome, proof FROM produce", "maybe|none");
	fetch_batch(s, 7, log);
	assert_one_batch(s, "produced", 7, 1);
	assert_query(s, "SELECT outcome, proof FROM produce", "ok|fetched");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

/* What a broker may do to a batch on its way into the log. */
static void recompressed_or_stamped_batches_are_the_same(void **state)
{
	static const bool idempotent[] = { true, false };
	struct scene *s = *state;

	for (size_t i = 0; i < 2; i++)
		for (int order = 0; order < 2; order++) {
			struct test_batch b = plain_batch(5);
			int64_t at = (int64_t)i * 100 + order * 10;

			b.base_timestamp = 1000 + at;
			if (idempotent[i]) {
				b.producer_id = 5;
				b.producer_epoch = 0;
				b.base_sequence = order * 5;
			}
			struct batch_made sent = made(&b);

			b.compression = COMPRESSION_ZSTD;
			b.log_append_time = true;
			b.max_timestamp = 99000 + at;
			b.base_offset = at;
			struct batch_made log = made(&b);
			uint64_t x = send_batch(s, sent.bytes, order ? at : -1);

			fetch_batch(s, at, log.bytes);
			if (!order)
				acknowledge(s, x, at);
			fetch_batch(s, at, log.bytes);
			writer_release(&sent.out);
			writer_release(&log.out);
		}
	assert_query(s,
		     "SELECT group_concat(base_offset), count(*), (SELECT "
		     "count(*) FROM record), (SELECT count(*) FROM delivery) "
		     "FROM batch",
		     "0,10,100,110|4|20|8");
	assert_query(s,
		     "SELECT DISTINCT timestamp_type, timestamp FROM batch b "
		     "JOIN record r ON r.batch = b.id WHERE base_offset IN "
		     "(0, 100)",
		     "LogAppendTime|99000 LogAppendTime|99100");
}

static void a_compacted_batch_is_the_same(void **state)
{
	struct test_record *records = test_records(4, 20);
	struct test_record kept[2];
	struct test_batch b = test_batch(records, 4);
	struct scene *s = *state;

	struct batch_made sent = made(&b);

	send_batch(s, sent.bytes, 20);
	kept[0] = records[1];
	kept[1] = records[3];
	b.records = kept;
	b.count = 2;
	b.base_offset = 20;
	struct batch_made log = made(&b);

	fetch_batch(s, 20, log.bytes);
	fetch_batch(s, 20, log.bytes);
	assert_one_batch(s, "produced", 20, 2);
	assert_query(s, "SELECT absent FROM delivery", "[20,22] [20,22]");
	assert_query(s, "SELECT DISTINCT offset FROM delivered ORDER BY 1",
		     "21 23");
	writer_release(&sent.out);
	writer_release(&log.out);
	free(records);
}

static void other_content_at_an_offset_is_another_batch(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made first = made(&b);
	struct scene *s = *state;

	b.records++;
	b.base_timestamp = 5;
	b.base_offset = 3;
	struct test_record records[2] = { b.records[0], b.records[1] };

	records[0].offset_delta = 0;
	records[1].offset_delta = 1;
	b.records = records;
	struct batch_made second = made(&b);

	send_batch(s, first.bytes, 3);
	fetch_batch(s, 3, second.bytes);
	assert_query(s, "SELECT origin, base_offset FROM batch",
		     "produced|3 fetched|3");
	assert_query(s, "SELECT batch FROM delivery", "2");
	writer_release(&first.out);
	writer_release(&second.out);
}

/* Its last byte but one, which is a record's, and the checksum as it was. */
static void damaged_on_the_way_it_is_another_batch(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);
	struct scene *s = *state;

	((uint8_t *)(uintptr_t)log.p)[log.n - 2] ^= 1;
	send_batch(s, m.bytes, 7);
	fetch_batch(s, 7, log);
	interval(s);
	assert_query(s,
		     "SELECT origin, base_offset, crc_ok FROM batch ORDER BY 1",
		     "fetched|7|0 produced|7|1");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void the_same_content_twice_in_the_log_is_two_batches(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct bytes first = at_offset(m.bytes, 4, 0);
	struct bytes second = at_offset(m.bytes, 6, 0);
	struct scene *s = *state;
	uint64_t x = send_batch(s, m.bytes, -1);

	/* a failed attempt that was written all the same, then the retry */
	struct sent sent = { .version = 9, .topic = "t" };

	response(s, 1, x, produce_response(&sent, 7, -1, -1));
	x = send_batch(s, m.bytes, -1);
	fetch_batch(s, 4, first);
	acknowledge(s, x, 6);
	fetch_batch(s, 6, second);
	assert_query(s,
		     "SELECT base_offset, records, origin FROM batch "
		     "ORDER BY base_offset",
		     "4|2|produced 6|2|produced");
	assert_query(s, "SELECT group_concat(offset) FROM record", "4,5,6,7");
	assert_query(s, "SELECT count(DISTINCT batch) FROM delivery", "2");
	free((void *)(uintptr_t)first.p);
	free((void *)(uintptr_t)second.p);
	writer_release(&m.out);
}

/* Magic 0 and 1: messages one by one, or in a wrapper. */
static void old_message_sets_are_batches_too(void **state)
{
	struct test_record *records = test_records(3, 20);
	struct scene *s = *state;

	for (int8_t magic = 0; magic <= 1; magic++)
		for (int wrapped = 0; wrapped <= 1; wrapped++) {
			int64_t at = magic * 20 + wrapped * 10;
			struct test_batch b = test_batch(records, 3);
			struct writer in, out;

			b.base_timestamp = at;
			b.compression =
				wrapped ? COMPRESSION_GZIP : COMPRESSION_NONE;
			writer_init(&in, 0);
			writer_init(&out, 0);
			make_message_set(&in, magic, &b);
			b.base_offset = at;
			make_message_set(&out, magic, &b);
			struct sent sent = { .version = magic == 0 ? 1 : 2,
					     .acks = 1,
					     .topic = "t",
					     .records = writer_bytes(&in) };
			uint64_t x = request(s, 1, produce_request(&sent));

			response(s, 1, x, produce_response(&sent, 0, at, -1));
			fetch_version(s, 3, at, writer_bytes(&out));
			writer_release(&in);
			writer_release(&out);
		}
	assert_query(s,
		     "SELECT magic, codec, base_offset, last_offset, records, "
		     "origin FROM batch",
		     "0|none|0|0|1|produced 0|none|1|1|1|produced "
		     "0|none|2|2|1|produced 0|gzip|10|12|3|produced "
		     "1|none|20|20|1|produced 1|none|21|21|1|produced "
		     "1|none|22|22|1|produced 1|gzip|30|32|3|produced");
	assert_query(s, "SELECT group_concat(offset) FROM record",
		     "0,1,2,10,11,12,20,21,22,30,31,32");
	assert_query(s, "SELECT count(*) FROM delivery", "8");
	free(records);
}

/* Another producer, who goes around ktape, at the same time as ours. */
static void a_strangers_batch_is_not_taken_for_ours(void **state)
{
	struct test_batch ours = plain_batch(3), theirs = plain_batch(3);
	struct scene *s = *state;

	theirs.base_timestamp = 77;
	theirs.records = test_records(3, 40);
	theirs.base_offset = 5;
	struct batch_made m = made(&ours), other = made(&theirs);
	uint64_t x = send_batch(s, m.bytes, -1);

	fetch_batch(s, 5, other.bytes);
	acknowledge(s, x, 8);
	assert_query(s, "SELECT origin, base_offset FROM batch ORDER BY 2",
		     "fetched|5 produced|8");
	assert_query(s, "SELECT count(*), count(DISTINCT offset) FROM record",
		     "6|6");
	free((void *)(uintptr_t)theirs.records);
	writer_release(&m.out);
	writer_release(&other.out);
}

/* The attempt that was fetched was made before the recording began. */
static void a_retry_of_what_was_only_fetched_is_the_same(void **state)
{
	struct test_batch b = plain_batch(3);
	struct scene *s = *state;

	b.producer_id = 5;
	b.producer_epoch = 0;
	b.base_sequence = 0;
	struct batch_made m = made(&b);

	b.base_offset = 9;
	b.log_append_time = true;
	b.max_timestamp = 4000;
	struct batch_made log = made(&b);

	fetch_batch(s, 9, log.bytes);
	send_batch(s, m.bytes, 9);
	assert_one_batch(s, "fetched", 9, 1);
	assert_query(s, "SELECT batch, outcome FROM produce", "1|ok");
	writer_release(&m.out);
	writer_release(&log.out);
}

static void an_appended_tape_knows_its_batches(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 7, 4);
	struct scene *s = *state;

	send_batch(s, m.bytes, 7);
	scene_reopen(s);
	fetch_batch(s, 7, log);
	assert_one_batch(s, "produced", 7, 1);
	assert_query(s, "SELECT count(*) FROM topic", "1");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(fetched_after_the_acknowledgement_it_is_one_batch),
		SCENE(fetched_before_the_acknowledgement_it_is_one_batch),
		SCENE(fetched_after_the_request_was_written_open),
		SCENE(a_maybe_is_proven_by_a_fetch),
		SCENE(recompressed_or_stamped_batches_are_the_same),
		SCENE(a_compacted_batch_is_the_same),
		SCENE(other_content_at_an_offset_is_another_batch),
		SCENE(damaged_on_the_way_it_is_another_batch),
		SCENE(the_same_content_twice_in_the_log_is_two_batches),
		SCENE(old_message_sets_are_batches_too),
		SCENE(a_strangers_batch_is_not_taken_for_ours),
		SCENE(a_retry_of_what_was_only_fetched_is_the_same),
		SCENE(an_appended_tape_knows_its_batches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
