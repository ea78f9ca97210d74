/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_exchange.c - exchanges, kept frames, secrets, clients, events. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

static const struct script nothing;

/* An exchange of an API with empty messages. */
static uint64_t exchange(struct scene *s, int16_t api, int16_t version)
{
	uint64_t x = request(s, 1, frame_request(api, version, "c", &nothing));

	response(s, 1, x, frame_response(api, version, &nothing));
	return x;
}

static struct bytes copy_of(struct bytes b)
{
	uint8_t *p = malloc(b.n + 1);

	memcpy(p, b.p, b.n);
	return bytes_of(p, b.n);
}

/* ---- exchanges */

static void both_halves_are_one_row(void **state)
{
	struct scene *s = *state;

	exchange(s, API_HEARTBEAT, 4);
	assert_query(s,
		     "SELECT id, connection, api_key, api_version, "
		     "correlation_id, client_id, request_bytes > 0, "
		     "response_bytes > 0, q < f AND f < r AND r < d, "
		     "error_code, fate FROM exchange",
		     "1|1|12|4|77|c|1|1|1|0|answered");
}

static void the_error_of_the_whole_comes_before_its_parts(void **state)
{
	struct scene *s = *state;
	struct script a = { 0 };
	uint64_t x = request(s, 1,
			     frame_request(API_OFFSET_FETCH, 3, "c", &nothing));

	say(&a, OFFSET_FETCH_RESPONSE_TOPICS, 1);
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS, 2);
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, 0);
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, 3);
	response(s, 1, x, frame_response(API_OFFSET_FETCH, 3, &a));
	say(&a, OFFSET_FETCH_RESPONSE_ERROR_CODE, -1);
	x = request(s, 1, frame_request(API_OFFSET_FETCH, 3, "c", &nothing));
	response(s, 1, x, frame_response(API_OFFSET_FETCH, 3, &a));
	a.count = 0;
	say(&a, ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW,
	    1);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION,
	    1);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE,
	    48);
	x = request(s, 1,
		    frame_request(API_ADD_PARTITIONS_TO_TXN, 0, "c", &nothing));
	response(s, 1, x, frame_response(API_ADD_PARTITIONS_TO_TXN, 0, &a));
	assert_query(s, "SELECT error_code FROM exchange", "3 -1 48");
}

static void a_response_without_its_request_is_noted(void **state)
{
	struct scene *s = *state;

	response(s, 1, 50, frame_response(API_HEARTBEAT, 4, &nothing));
	assert_query(s,
		     "SELECT x.id, connection, api_key, r > 0, fate, "
		     "direction, state, bytes IS NULL FROM exchange x JOIN "
		     "frame f ON f.exchange = x.id",
		     "50|1|NULL|1|answered|response|opaque|1");
	assert_query(s,
		     "SELECT why, connection, frames, bytes > 0, "
		     "since = until FROM gap",
		     "an answer whose request is lost|1|1|1|1");
}

static void what_is_open_at_the_end_says_so(void **state)
{
	struct scene *s = *state;

	request(s, 1, frame_request(API_JOIN_GROUP, 5, "c", &nothing));
	finish(s);
	assert_query(s, "SELECT fate, r, error_code FROM exchange",
		     "open|NULL|NULL");
	assert_query(s, "SELECT count(*) FROM frame", "1");
}

static void an_abandoned_exchange_is_forgotten(void **state)
{
	struct scene *s = *state;
	uint64_t x =
		request(s, 1, frame_request(API_HEARTBEAT, 4, "c", &nothing));

	note(s, EVENT_ABANDONED, 1, x, bytes_of(NULL, 0));
	finish(s);
	assert_query(s, "SELECT count(*) FROM exchange", "0");
}

/* ---- frames */

static void kept_frames_are_the_bytes(void **state)
{
	struct scene *s = *state;
	struct bytes frame = frame_request(API_HEARTBEAT, 4, "c", &nothing);
	struct bytes sent = copy_of(frame);
	sqlite3_stmt *st;
	char back[256];

	request(s, 1, frame);
	closed(s, 1);
	assert_int_equal(sqlite3_prepare_v2(tape_db(s->tape),
					    "SELECT bytes, size FROM frame", -1,
					    &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_int_equal(ZSTD_decompress(back, sizeof(back),
					 sqlite3_column_blob(st, 0),
					 (size_t)sqlite3_column_bytes(st, 0)),
			 sent.n);
	assert_memory_equal(back, sent.p, sent.n);
	assert_int_equal(sqlite3_column_int(st, 1), sent.n);
	sqlite3_finalize(st);
	free((void *)(uintptr_t)sent.p);
}

static void unknown_keys_and_versions_are_opaque_and_kept(void **state)
{
	struct scene *s = *state;
	struct bytes unknown = unhex("03e7 0000 0000004d 0001 63 aabbcc");
	struct bytes newer = unhex("0000 7fff 0000004d 0001 63 00 aabbcc");

	response(s, 1, request(s, 1, unknown), unhex("0000004d 01"));
	response(s, 1, request(s, 1, newer), unhex("0000004d 00 01"));
	assert_query(s,
		     "SELECT api_key, api_version, direction, state, bytes IS "
		     "NULL, error_code FROM exchange x JOIN frame f ON "
		     "f.exchange = x.id",
		     "999|0|request|opaque|0|NULL "
		     "999|0|response|opaque|0|NULL "
		     "0|32767|request|opaque|0|NULL "
		     "0|32767|response|opaque|0|NULL");
}

static void bytes_behind_the_end_are_flagged(void **state)
{
	struct scene *s = *state;
	struct bytes frame = frame_request(API_HEARTBEAT, 0, "c", &nothing);
	uint8_t *longer = malloc(frame.n + 3);

	memcpy(longer, frame.p, frame.n);
	memset(longer + frame.n, 0, 3);
	request(s, 1, bytes_of(longer, frame.n + 3));
	closed(s, 1);
	assert_query(s, "SELECT state FROM frame", "trailing");
	free((void *)(uintptr_t)frame.p);
}

static void a_header_that_is_none_is_malformed(void **state)
{
	struct scene *s = *state;

	request(s, 1, unhex("0012 00"));
	request(s, 1, copy_of(bytes_of_string("")));
	closed(s, 1);
	assert_query(s,
		     "SELECT api_key, fate, state, why IS NULL FROM exchange x "
		     "JOIN frame f ON f.exchange = x.id",
		     "NULL|cut|malformed|0 NULL|cut|malformed|0");
}

static void the_policy_decides_which_understood_frames_are_kept(void **state)
{
	static const struct {
		struct scribe_options options;
		const char *expected;
	} cases[] = { { { .frames = FRAMES_CONTROL }, "12" },
		      { { .frames = FRAMES_ALL }, "1 12" },
		      { { .frames = FRAMES_NONE }, "999" } };
	struct scene *s = *state;
	struct err e;

	for (size_t i = 0; i < 3; i++) {
		char sql[128];

		snprintf(sql, sizeof(sql),
			 "SELECT DISTINCT api_key FROM exchange x JOIN frame f "
			 "ON f.exchange = x.id WHERE x.id > %d ORDER BY 1",
			 (int)s->exchange);
		finish(s);
		scribe_free(s->scribe);
		assert_int_equal(scribe_new(&s->scribe, s->tape,
					    &cases[i].options, &e),
				 0);
		exchange(s, API_FETCH, 7);
		exchange(s, API_HEARTBEAT, 4);
		if (cases[i].options.frames == FRAMES_NONE)
			request(s, 1, unhex("03e7 0000 0000004d 0001 63"));
		finish(s);
		assert_query(s, sql, cases[i].expected);
	}
}

static void too_many_held_bytes_are_written_early(void **state)
{
	struct test_record *records = test_records(1, 1 << 20);
	struct test_batch b = test_batch(records, 1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = 1, .topic = "t", .records = m.bytes
	};

	for (int i = 0; i < 66; i++)
		request(s, 1, produce_request(&sent));
	assert_query(s, "SELECT id, fate FROM exchange",
		     "1|open 2|open 3|open");
	free(records);
	writer_release(&m.out);
}

/* ---- secrets */

static void secrets_are_never_kept(void **state)
{
	static const int16_t keys[] = { 17, 36, 38, 39, 40, 41, 50, 51 };
	struct scene *s = *state;

	for (size_t i = 0; i < 8; i++) {
		int16_t min, max;
		char hex[64];

		assert_true(api_versions(keys[i], &min, &max));
		exchange(s, keys[i], max);
		snprintf(hex, sizeof(hex), "%04x 7000 0000004d 0001 63 7365",
			 (unsigned)keys[i]);
		response(s, 1, request(s, 1, unhex(hex)),
			 unhex("0000004d 00 7365"));
	}
	assert_query(s,
		     "SELECT count(*), count(bytes), min(size) > 0 "
		     "FROM frame",
		     "32|0|1");
}

static void a_secret_with_a_cut_header_is_not_kept_either(void **state)
{
	struct scene *s = *state;

	request(s, 1, unhex("0024 0002 0000"));
	closed(s, 1);
	assert_query(s, "SELECT state, bytes IS NULL FROM frame",
		     "malformed|1");
}

static void withheld_frames_have_their_error_and_size(void **state)
{
	struct scene *s = *state;
	struct event event = { .type = EVENT_FRAME,
			       .connection = 1,
			       .exchange = 1,
			       .frame_size = 500,
			       .flags = EVENT_REQUEST | EVENT_FIRST |
					EVENT_LAST | EVENT_WITHHELD,
			       .stamp = 1000100,
			       .stamp2 = 1000101 };
	struct bytes head = unhex("0024 0001 0000004d 0001 63");
	struct bytes answer = unhex("0000004d 003a");
	struct err e;

	assert_int_equal(scribe_frame(s->scribe, &event, head, &e), 0);
	event.flags ^= EVENT_REQUEST | EVENT_RESPONSE;
	event.frame_size = 300;
	assert_int_equal(scribe_frame(s->scribe, &event, answer, &e), 0);
	assert_query(s,
		     "SELECT error_code, request_bytes, response_bytes, size, "
		     "state, bytes FROM exchange x JOIN frame f ON f.exchange "
		     "= x.id",
		     "58|500|300|500|understood|NULL "
		     "58|500|300|300|understood|NULL");
	free((void *)(uintptr_t)head.p);
	free((void *)(uintptr_t)answer.p);
}

static void configs_are_kept_of_topics_only(void **state)
{
	static const int64_t types[] = { 2, 4 };
	struct scene *s = *state;

	for (size_t i = 0; i < 2; i++) {
		struct script q = { 0 };

		say(&q, ALTER_CONFIGS_REQUEST_RESOURCES, 1);
		say(&q, ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE,
		    types[i]);
		request(s, 1, frame_request(API_ALTER_CONFIGS, 2, "c", &q));
		q.count = 0;
		say(&q, INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES, 1);
		say(&q,
		    INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE,
		    types[i]);
		request(s, 1,
			frame_request(API_INCREMENTAL_ALTER_CONFIGS, 1, "c",
				      &q));
	}
	request(s, 1, unhex("002c 7000 0000004d 0001 63 00 aabbcc"));
	closed(s, 1);
	assert_query(s, "SELECT bytes IS NULL FROM frame", "0 0 1 1 1");
}

/* ---- clients */

static void a_connection_says_its_software_and_mechanism(void **state)
{
	struct scene *s = *state;
	struct script q = { 0 };

	say_text(&q, API_VERSIONS_REQUEST_CLIENT_SOFTWARE_NAME, "librdkafka");
	say_text(&q, API_VERSIONS_REQUEST_CLIENT_SOFTWARE_VERSION, "2.0");
	request(s, 1, frame_request(API_API_VERSIONS, 3, "c", &q));
	q.count = 0;
	say_text(&q, SASL_HANDSHAKE_REQUEST_MECHANISM, "PLAIN");
	request(s, 1, frame_request(API_SASL_HANDSHAKE, 1, "c", &q));
	assert_query(s,
		     "SELECT software_name, software_version, mechanism, "
		     "principal, source, peer, opened > 0 FROM connection "
		     "WHERE id = 1",
		     "librdkafka|2.0|PLAIN|NULL|client|127.0.0.1:5000|1");
	assert_query(s, "SELECT source FROM connection WHERE id = 9", "probe");
}

static void an_answer_in_v0_to_a_newer_version_is_understood(void **state)
{
	struct scene *s = *state;
	uint64_t x = request(s, 1,
			     frame_request(API_API_VERSIONS, 3, "c", &nothing));
	struct script a = { 0 };

	say(&a, API_VERSIONS_RESPONSE_ERROR_CODE, 35);
	response(s, 1, x, frame_response(API_API_VERSIONS, 0, &a));
	assert_query(s,
		     "SELECT error_code, state FROM exchange x JOIN frame f ON "
		     "f.exchange = x.id WHERE direction = 'response'",
		     "35|understood");
}

static void instances_are_what_they_do(void **state)
{
	static const struct {
		uint64_t connection;
		int16_t api;
		const char *client;
	} done[] = {
		{ 1, API_METADATA, "a" },
		{ 1, API_INIT_PRODUCER_ID, "a" },
		{ 2, API_METADATA, "b" },
		{ 2, API_JOIN_GROUP, "b" },
		{ 3, API_FIND_COORDINATOR, "b" },
		{ 3, API_HEARTBEAT, "b" },
		{ 4, API_METADATA, "a" },
		{ 4, API_HEARTBEAT, "a" },
	};
	struct scene *s = *state;

	for (size_t i = 0; i < sizeof(done) / sizeof(done[0]); i++)
		request(s, done[i].connection,
			frame_request(done[i].api, 1, done[i].client,
				      &nothing));
	assert_query(s, "SELECT id, kind, client_id, service FROM instance",
		     "1|producer|a|1 2|consumer|b|1 3|consumer|a|1");
	assert_query(s, "SELECT instance FROM connection WHERE id <= 4",
		     "1 2 2 3");
	finish(s);
	assert_query(s, "SELECT instance FROM exchange ORDER BY id",
		     "1 1 2 2 2 2 1 3");
}

/* ---- events */

static void services_brokers_facts_and_stalls_are_rows(void **state)
{
	struct scene *s = *state;
	struct event_broker broker = { .id = 1,
				       .service = 1,
				       .node_id = -1,
				       .host = bytes_of_string("h"),
				       .port = 9092,
				       .listen = bytes_of_string("l") };
	struct writer w;

	writer_init(&w, 0);
	event_write_service(&w, &(struct event_service) {
					1, bytes_of_string("shop"),
					bytes_of_string("127.0.0.1:1") });
	note(s, EVENT_SERVICE, 0, 0, writer_bytes(&w));
	note(s, EVENT_SERVICE, 0, 0, writer_bytes(&w));
	writer_reset(&w);
	event_write_broker(&w, &broker);
	note(s, EVENT_BROKER, 0, 0, writer_bytes(&w));
	broker.node_id = 4;
	writer_reset(&w);
	event_write_broker(&w, &broker);
	note(s, EVENT_BROKER, 0, 0, writer_bytes(&w));
	writer_reset(&w);
	event_write_fact(&w, &(struct event_fact) { bytes_of_string("k"),
						    bytes_of_string("v") });
	note(s, EVENT_FACT, 0, 0, writer_bytes(&w));
	writer_reset(&w);
	event_write_stall(&w, &(struct event_stall) {
				      bytes_of_string("queue full") });
	note(s, EVENT_STALL, 0, 0, writer_bytes(&w));
	note(s, EVENT_TOKEN, 1, 0, bytes_of(NULL, 0));
	assert_query(s, "SELECT name, listen FROM service", "shop|127.0.0.1:1");
	assert_query(s,
		     "SELECT node_id, host, port, rack, listen, last_seen > "
		     "first_seen FROM broker",
		     "4|h|9092|NULL|l|1");
	assert_query(s, "SELECT value FROM tape WHERE key = 'k'", "v");
	assert_query(s, "SELECT why, until >= since FROM stall",
		     "queue full|1");
	writer_release(&w);
}

static void a_broker_s_rack_is_what_metadata_says(void **state)
{
	struct scene *s = *state;
	struct event_broker broker = { .id = 5, .service = 1, .node_id = 4 };
	struct script none = { 0 }, script = { 0 };
	struct writer w;
	uint64_t x;

	writer_init(&w, 0);
	event_write_broker(&w, &broker);
	note(s, EVENT_BROKER, 0, 0, writer_bytes(&w));
	x = request(s, 1, frame_request(API_METADATA, 1, "c", &none));
	say(&script, METADATA_RESPONSE_BROKERS, 1);
	say(&script, METADATA_RESPONSE_BROKERS_NODE_ID, 4);
	say_text(&script, METADATA_RESPONSE_BROKERS_RACK, "zone-a");
	response(s, 1, x, frame_response(API_METADATA, 1, &script));
	/* known at once, and not forgotten when its address is said again */
	note(s, EVENT_BROKER, 0, 0, writer_bytes(&w));
	assert_query(s, "SELECT rack FROM broker WHERE id = 5", "zone-a");
	writer_release(&w);
}

/* ---- a write that failed */

static void after_a_rollback_it_goes_on(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t written = request(s, 1, produce_request(&sent));
	struct err e;

	interval(s); /* its rows are safe */
	sent.topic = "u";
	uint64_t held = request(s, 2, produce_request(&sent));

	tape_rollback(s->tape);
	scribe_forget(s->scribe);
	response(s, 2, held, produce_response(&sent, 0, 10, -1));
	sent.topic = "t";
	response(s, 1, written, produce_response(&sent, 0, 20, -1));
	assert_int_equal(scribe_commit(s->scribe, s->stamp, true, &e), 0);
	assert_query(s,
		     "SELECT x.id, fate, outcome, b.base_offset FROM exchange x"
		     " JOIN produce p ON p.exchange = x.id JOIN batch b ON b.id"
		     " = p.batch",
		     "1|answered|maybe|NULL 2|answered|ok|10");
	assert_query(s,
		     "SELECT t.name, count(*) FROM record r JOIN "
		     "topic_partition p ON p.id = r.tp JOIN topic t ON t.id = "
		     "p.topic GROUP BY 1",
		     "t|2 u|2");
	writer_release(&m.out);
}

static struct scribe_carried rolled_back(struct scene *s)
{
	tape_rollback(s->tape);
	return scribe_forget(s->scribe);
}

/* More rows than an interval waits for, in one transaction. */
static void many_rows(struct scene *s)
{
	struct test_batch b = plain_batch(100);
	struct batch_made m = made(&b);
	struct sent sent = {
		.version = 9, .acks = 0, .topic = "many", .records = m.bytes
	};

	while (!scribe_full(s->scribe))
		request(s, 1, produce_request(&sent));
	writer_release(&m.out);
}

/* Whoever counts what a rollback cost counts what came since the commit. */
static void a_rollback_says_what_that_count_gets_wrong(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	struct scribe_carried carried;
	uint64_t held;
	int64_t size;
	struct err e;

	interval(s);
	request(s, 2, produce_request(&sent));
	carried = rolled_back(s);
	assert_int_equal(carried.requests, -1); /* still held */
	size = -carried.bytes;
	many_rows(s);
	assert_int_equal(scribe_commit(s->scribe, s->stamp, false, &e), 0);
	interval(s);
	assert_int_equal(rolled_back(s).requests, 0); /* all was committed */
	many_rows(s);
	held = request(s, 2, produce_request(&sent));
	assert_int_equal(scribe_commit(s->scribe, s->stamp, false, &e), 0);
	response(s, 2, held, produce_response(&sent, 0, 10, -1));
	carried = rolled_back(s);
	assert_int_equal(carried.requests, 1); /* lost with its answer */
	assert_int_equal(carried.bytes, size);
	writer_release(&m.out);
}

static void counts_are_kept(void **state)
{
	struct test_batch b = plain_batch(7);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct sent sent = {
		.version = 9, .acks = 0, .topic = "t", .records = m.bytes
	};

	request(s, 1, produce_request(&sent));
	request(s, 1, unhex("03e7 0000 0000004d 0001 63 aabbcc"));
	closed(s, 1);
	finish(s);
	const struct scribe_counts *c = scribe_counts(s->scribe);

	assert_int_equal(c->records, 7);
	assert_int_equal(c->exchanges, 2);
	assert_int_equal(c->undecoded, 1);
	assert_true(c->rows > 7);
	assert_true(c->bytes > m.bytes.n);
	writer_release(&m.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(both_halves_are_one_row),
		SCENE(the_error_of_the_whole_comes_before_its_parts),
		SCENE(a_response_without_its_request_is_noted),
		SCENE(what_is_open_at_the_end_says_so),
		SCENE(an_abandoned_exchange_is_forgotten),
		SCENE(kept_frames_are_the_bytes),
		SCENE(unknown_keys_and_versions_are_opaque_and_kept),
		SCENE(bytes_behind_the_end_are_flagged),
		SCENE(a_header_that_is_none_is_malformed),
		SCENE(the_policy_decides_which_understood_frames_are_kept),
		SCENE(too_many_held_bytes_are_written_early),
		SCENE(secrets_are_never_kept),
		SCENE(a_secret_with_a_cut_header_is_not_kept_either),
		SCENE(withheld_frames_have_their_error_and_size),
		SCENE(configs_are_kept_of_topics_only),
		SCENE(a_connection_says_its_software_and_mechanism),
		SCENE(an_answer_in_v0_to_a_newer_version_is_understood),
		SCENE(instances_are_what_they_do),
		SCENE(services_brokers_facts_and_stalls_are_rows),
		SCENE(a_broker_s_rack_is_what_metadata_says),
		SCENE(after_a_rollback_it_goes_on),
		SCENE(a_rollback_says_what_that_count_gets_wrong),
		SCENE(counts_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
