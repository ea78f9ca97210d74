/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_produce.c - Produce on the tape: batches, records, attempts. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>

static void a_batch_and_its_records_are_rows_of_every_version(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	char expected[64];
	int16_t min, max;

	assert_true(api_versions(API_PRODUCE, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		char topic[8];

		snprintf(topic, sizeof(topic), "%ct", 'a' + v);
		struct sent sent = { .version = v,
				     .acks = -1,
				     .topic = topic,
				     .partition = 2,
				     .records = m.bytes };
		uint64_t x = request(s, 1, produce_request(&sent));

		response(s, 1, x, produce_response(&sent, 0, 40, -1));
	}
	snprintf(expected, sizeof(expected), "%d|%d", max - min + 1,
		 (max - min + 1) * 3);
	assert_query(s,
		     "SELECT (SELECT count(*) FROM batch WHERE base_offset = 40"
		     " AND last_offset = 42 AND records = 3 AND complete = 1"
		     " AND crc_ok = 1 AND in_log = 1 AND origin = 'produced'"
		     " AND acked_at > 0 AND logical_batch = id),"
		     " (SELECT count(*) FROM record)",
		     expected);
	assert_query(s,
		     "SELECT r.offset, r.timestamp, r.key, length(r.value), "
		     "r.headers FROM record r WHERE r.batch = 1 ORDER BY r.id",
		     "40|1000|key-0|100|NULL 41|1001|key-1|100|NULL "
		     "42|1002|key-2|100|NULL");
	assert_query(
		s,
		"SELECT DISTINCT acks, p.error_code, p.base_offset, outcome,"
		" proof, x.fate, x.error_code, partition FROM produce p "
		"JOIN exchange x ON x.id = p.exchange JOIN topic_partition"
		" tp ON tp.id = p.tp",
		"-1|0|40|ok|response|answered|0|2");
	writer_release(&m.out);
}

static const struct test_record with_all[] = {
	{ .key = { (const uint8_t *)"k", 1 },
	  .value = { (const uint8_t *)"\xff\x00", 2 },
	  .header_count = 2,
	  .headers = (const struct test_header[]) { { "a", "1\"" },
						    { "a", NULL } } },
	{ .offset_delta = 1, .timestamp_delta = 5 },
};

static void keys_values_and_headers_are_text_blob_or_null(void **state)
{
	struct test_batch b = test_batch(with_all, 2);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = 1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, 0, 0, -1));
	assert_query(s,
		     "SELECT typeof(key), key, typeof(value), hex(value), "
		     "headers FROM record",
		     "text|k|blob|FF00|[[\"a\",\"1\\\"\"],[\"a\",null]] "
		     "null|NULL|null||NULL");
	writer_release(&m.out);
}

static void a_refused_batch_is_recognisable_and_has_no_offset(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 8, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, 10, -1, -1));
	assert_query(s,
		     "SELECT outcome, proof, p.error_code, b.in_log, "
		     "b.base_offset, b.records, x.error_code FROM produce p "
		     "JOIN batch b ON b.id = p.batch JOIN exchange x ON x.id = "
		     "p.exchange",
		     "no|response|10|0|NULL|2|10");
	assert_query(s, "SELECT count(*), count(offset) FROM record", "2|0");
	writer_release(&m.out);
}

static void outcomes_follow_the_error(void **state)
{
	static const struct {
		int16_t error;
		const char *outcome;
	} cases[] = { { 0, "ok" },    { 46, "ok" },    { 2, "no" },
		      { 87, "no" },   { 19, "no" },    { 90, "no" },
		      { 51, "no" },   { 120, "no" },   { 6, "maybe" },
		      { 7, "maybe" }, { 20, "maybe" }, { -1, "maybe" } };
	struct test_batch b = plain_batch(1);
	struct scene *s = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char sql[128], expected[32];

		b.base_timestamp = 1000 + (int64_t)i;
		struct batch_made m = made(&b);
		struct sent sent = { .version = 7,
				     .acks = -1,
				     .topic = "t",
				     .records = m.bytes };
		uint64_t x = request(s, 1, produce_request(&sent));

		response(s, 1, x,
			 produce_response(&sent, cases[i].error,
					  cases[i].error ? -1 : 5, -1));
		snprintf(sql, sizeof(sql),
			 "SELECT outcome FROM produce WHERE exchange = %d",
			 (int)x);
		snprintf(expected, sizeof(expected), "%s", cases[i].outcome);
		assert_query(s, sql, expected);
		writer_release(&m.out);
	}
}

static void a_retry_adds_an_attempt_and_no_records(void **state)
{
	struct test_batch b = plain_batch(4);
	struct scene *s = *state;

	b.producer_id = 7;
	b.producer_epoch = 1;
	b.base_sequence = 0;
	struct batch_made m = made(&b);
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t first = request(s, 1, produce_request(&sent));

	response(s, 1, first, produce_response(&sent, 7, -1, -1));
	uint64_t second = request(s, 2, produce_request(&sent));

	response(s, 2, second, produce_response(&sent, 0, 10, -1));
	assert_query(s, "SELECT count(*) FROM record", "4");
	assert_query(
		s, "SELECT base_offset, in_log, exchange, count(*) FROM batch",
		"10|1|1|1");
	assert_query(s, "SELECT batch, outcome, error_code FROM produce",
		     "1|maybe|7 1|ok|0");
	assert_query(s, "SELECT group_concat(offset) FROM record",
		     "10,11,12,13");
	/* answered again with the original offset: nothing new */
	uint64_t third = request(s, 2, produce_request(&sent));

	response(s, 2, third, produce_response(&sent, 0, 10, 1000));
	assert_query(s, "SELECT count(*), max(timestamp_type) FROM batch",
		     "1|CreateTime");
	assert_query(s, "SELECT count(*), min(timestamp) FROM record",
		     "4|1000");
	writer_release(&m.out);
}

static void a_retry_without_a_producer_id_needs_a_failure_before(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = 1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, 0, 0, -1));
	/* the same bytes after a success are another message */
	x = request(s, 1, produce_request(&sent));
	response(s, 1, x, produce_response(&sent, 6, -1, -1));
	assert_query(s, "SELECT count(*) FROM batch", "2");
	x = request(s, 1, produce_request(&sent));
	response(s, 1, x, produce_response(&sent, 0, 1, -1));
	assert_query(s, "SELECT base_offset, in_log FROM batch", "0|1 1|1");
	assert_query(s, "SELECT batch, outcome FROM produce",
		     "1|ok 2|maybe 2|ok");
	writer_release(&m.out);
}

static void acks_0_is_written_at_once_and_unanswered(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = { .version = 3, .topic = "t", .records = m.bytes };

	note(s, EVENT_NO_ANSWER, 1, request(s, 1, produce_request(&sent)),
	     bytes_of(NULL, 0));
	assert_query(s,
		     "SELECT fate, r, outcome, proof, in_log FROM exchange x "
		     "JOIN produce p ON p.exchange = x.id JOIN batch b ON b.id "
		     "= p.batch",
		     "unanswered|NULL|maybe|none|NULL");
	writer_release(&m.out);
}

static void an_open_request_is_written_and_completed_later(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	assert_query(s, "SELECT count(*) FROM exchange", "0");
	interval(s);
	assert_query(s,
		     "SELECT fate, r, outcome, b.base_offset, in_log, offset "
		     "FROM exchange x JOIN produce p ON p.exchange = x.id JOIN "
		     "batch b ON b.id = p.batch JOIN record r ON r.batch = b.id"
		     " LIMIT 1",
		     "open|NULL|maybe|NULL|NULL|NULL");
	response(s, 1, x, produce_response(&sent, 0, 8, 5000));
	assert_query(s,
		     "SELECT fate, r > 0, outcome, b.base_offset, last_offset, "
		     "in_log, acked_at = x.r, timestamp_type, max_timestamp "
		     "FROM exchange x JOIN produce p ON p.exchange = x.id JOIN "
		     "batch b ON b.id = p.batch",
		     "answered|1|ok|8|9|1|1|LogAppendTime|5000");
	assert_query(s, "SELECT offset, timestamp FROM record",
		     "8|5000 9|5000");
	assert_query(s, "SELECT count(*) FROM exchange", "1");
	writer_release(&m.out);
}

static void a_lost_connection_leaves_a_maybe(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};

	request(s, 1, produce_request(&sent));
	closed(s, 1);
	request(s, 2, produce_request(&sent));
	note(s, EVENT_UNSENT, 2, s->exchange, bytes_of(NULL, 0));
	closed(s, 2);
	assert_query(s,
		     "SELECT fate, f IS NULL, outcome, proof FROM exchange x "
		     "JOIN produce p ON p.exchange = x.id",
		     "cut|0|maybe|none cut|1|no|unsent");
	assert_query(s,
		     "SELECT closed > 0, closed_by FROM connection "
		     "WHERE id = 1",
		     "1|client");
	writer_release(&m.out);
}

static void a_body_cut_anywhere_is_kept_and_makes_no_rows(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	struct bytes whole = produce_request(&sent);
	char expected[32];

	for (size_t n = 0; n < whole.n; n++) {
		uint8_t *cut = malloc(n + 1);

		memcpy(cut, whole.p, n);
		request(s, 1, bytes_of(cut, n));
	}
	closed(s, 1);
	snprintf(expected, sizeof(expected), "%zu|%zu|0|0|0|0", whole.n,
		 whole.n);
	assert_query(s,
		     "SELECT (SELECT count(*) FROM exchange), (SELECT count(*) "
		     "FROM frame WHERE state = 'malformed' AND bytes IS NOT "
		     "NULL AND why IS NOT NULL), (SELECT count(*) FROM batch), "
		     "(SELECT count(*) FROM record), (SELECT count(*) FROM "
		     "produce), (SELECT count(*) FROM topic)",
		     expected);
	free((void *)(uintptr_t)whole.p);
	writer_release(&m.out);
}

static void bad_records_are_noted_and_the_frame_is_kept(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};

	m.out.data[BATCH_HEADER] ^= 0x55; /* the first record's size */
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, 2, -1, -1));
	assert_query(s,
		     "SELECT complete, crc_ok, first_record, b.records, outcome"
		     " FROM batch b JOIN produce p ON p.batch = b.id",
		     "0|0|NULL|3|no");
	assert_query(s, "SELECT count(*) FROM record", "0");
	assert_query(s, "SELECT direction, state, bytes IS NULL FROM frame",
		     "request|malformed|0");
	writer_release(&m.out);
}

static void produce_by_topic_id_is_named_by_metadata(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 13, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));
	struct script script = { 0 };

	response(s, 1, x, produce_response(&sent, 0, 0, -1));
	assert_query(s, "SELECT name, topic_id FROM topic",
		     "NULL|dHR0dHR0dHR0dHR0dHR0dA");
	x = request(s, 1, frame_request(API_METADATA, 12, "maker", &script));
	say_text(&script, METADATA_RESPONSE_CLUSTER_ID, "the-cluster");
	say(&script, METADATA_RESPONSE_TOPICS, 1);
	say_text(&script, METADATA_RESPONSE_TOPICS_NAME, "t");
	say_bytes(&script, METADATA_RESPONSE_TOPICS_TOPIC_ID, topic_id("t"));
	say(&script, METADATA_RESPONSE_TOPICS_PARTITIONS, 3);
	response(s, 1, x, frame_response(API_METADATA, 12, &script));
	assert_query(
		s, "SELECT count(*), name, incarnation, partitions FROM topic",
		"1|t|1|3");
	assert_query(s, "SELECT value FROM tape WHERE key = 'cluster_id'",
		     "the-cluster");
	writer_release(&m.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_batch_and_its_records_are_rows_of_every_version,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			keys_values_and_headers_are_text_blob_or_null,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			a_refused_batch_is_recognisable_and_has_no_offset,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(outcomes_follow_the_error,
						scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			a_retry_adds_an_attempt_and_no_records, scene_begin,
			scene_end),
		cmocka_unit_test_setup_teardown(
			a_retry_without_a_producer_id_needs_a_failure_before,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			acks_0_is_written_at_once_and_unanswered, scene_begin,
			scene_end),
		cmocka_unit_test_setup_teardown(
			an_open_request_is_written_and_completed_later,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			a_lost_connection_leaves_a_maybe, scene_begin,
			scene_end),
		cmocka_unit_test_setup_teardown(
			a_body_cut_anywhere_is_kept_and_makes_no_rows,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			bad_records_are_noted_and_the_frame_is_kept,
			scene_begin, scene_end),
		cmocka_unit_test_setup_teardown(
			produce_by_topic_id_is_named_by_metadata, scene_begin,
			scene_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
