/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/walk.h"

#include <stdio.h>
#include <stdlib.h>

/* The walk as one line: a=1 s="x" b=<ff> array[2] { struct fields } #tag=<..> */
struct line {
	char text[2048];
	size_t n;
};

__attribute__((format(printf, 2, 3))) static void say(struct line *l,
						      const char *format, ...)
{
	va_list args;

	va_start(args, format);
	l->n += (size_t)vsnprintf(l->text + l->n, sizeof(l->text) - l->n,
				  format, args);
	va_end(args);
	assert_true(l->n < sizeof(l->text));
}

static void say_bytes(struct line *l, struct bytes b)
{
	say(l, "<");
	for (size_t i = 0; i < b.n; i++)
		say(l, "%02x", b.p[i]);
	say(l, "> ");
}

static void say_value(struct line *l, const struct walk *w)
{
	say(l, "%s=", w->row->name);
	if (w->null)
		say(l, "null ");
	else if (w->row->type == FIELD_STRING)
		say(l, "\"%.*s\" ", (int)w->bytes.n, (char *)w->bytes.p);
	else if (w->row->type == FIELD_FLOAT64)
		say(l, "%g ", w->real);
	else if (w->row->type == FIELD_UUID || w->row->type == FIELD_BYTES ||
		 w->row->type == FIELD_RECORDS)
		say_bytes(l, w->bytes);
	else
		say(l, "%lld ", (long long)w->number);
}

static enum decode_error walk_all(const struct message *m, int16_t version,
				  struct bytes body, struct line *l)
{
	struct walk w;

	l->n = 0;
	l->text[0] = '\0';
	walk_init(&w, m, version, body);
	while (walk_next(&w)) {
		assert_true(w.begin <= w.end && w.end <= body.n);
		switch (w.event) {
		case WALK_VALUE: say_value(l, &w); break;
		case WALK_ARRAY: say(l, "%s[%d] ", w.row->name, w.count); break;
		case WALK_BEGIN: say(l, w.null ? "{null " : "{ "); break;
		case WALK_END: say(l, "} "); break;
		case WALK_TAG: say(l, "#%u=", w.tag); say_bytes(l, w.bytes);
		}
	}
	assert_false(walk_next(&w));
	return walk_error(&w);
}

struct message_case {
	const char *message;
	int16_t version;
	const char *hex, *line;
};

#define UUID "000102030405060708090a0b0c0d0e0f"

static const struct message_case messages[] = {
	{ "ApiVersionsRequest", 2, "", "" },
	{ "ApiVersionsRequest", 3, "03 6b74 04 312e30 00",
	  "clientSoftwareName=\"kt\" clientSoftwareVersion=\"1.0\" " },
	{ "ApiVersionsResponse", 3,
	  "0000 03 0000 0000 000d 00 0012 0000 0004 00 00000005"
	  "02 00 08 02 02 61 0001 0002 00 01 08 ffffffffffffffff",
	  "errorCode=0 apiKeys[2] { apiKey=0 minVersion=0 maxVersion=13 } "
	  "{ apiKey=18 minVersion=0 maxVersion=4 } throttleTimeMs=5 "
	  "supportedFeatures[1] { name=\"a\" minVersion=1 maxVersion=2 } "
	  "finalizedFeaturesEpoch=-1 " },
	{ "MetadataResponse", 0,
	  "00000001 00000001 0001 68 00002384"
	  "00000001 0000 0001 74 00000001 0000 00000000 00000001"
	  "00000002 00000001 00000002 00000000",
	  "brokers[1] { nodeId=1 host=\"h\" port=9092 } topics[1] { "
	  "errorCode=0 name=\"t\" partitions[1] { errorCode=0 "
	  "partitionIndex=0 leaderId=1 replicaNodes[2] replicaNodes=1 "
	  "replicaNodes=2 isrNodes[0] } } " },
	{ "MetadataResponse", 12,
	  "00000000 02 00000001 02 68 00002384 00 00 02 63 00000001"
	  "02 0000 00 " UUID " 00 02 0000 00000000 00000001 00000003"
	  "02 00000001 01 01 00 80000000 00 00",
	  "throttleTimeMs=0 brokers[1] { nodeId=1 host=\"h\" port=9092 "
	  "rack=null } clusterId=\"c\" controllerId=1 topics[1] { errorCode=0 "
	  "name=null topicId=<" UUID "> isInternal=0 partitions[1] { "
	  "errorCode=0 partitionIndex=0 leaderId=1 leaderEpoch=3 "
	  "replicaNodes[1] replicaNodes=1 isrNodes[0] offlineReplicas[0] } "
	  "topicAuthorizedOperations=-2147483648 } " },
	{ "FetchResponse", 13,
	  "00000000 0000 00000009 02 " UUID " 02 00000000 0000"
	  "0000000000000005 0000000000000004 0000000000000000"
	  "02 0000000000000007 0000000000000003 00 ffffffff 04 aabbcc 00 00 00",
	  "throttleTimeMs=0 errorCode=0 sessionId=9 responses[1] { topicId=<" UUID
	  "> partitions[1] { partitionIndex=0 errorCode=0 "
	  "highWatermark=5 lastStableOffset=4 logStartOffset=0 "
	  "abortedTransactions[1] { producerId=7 firstOffset=3 } "
	  "preferredReadReplica=-1 records=<aabbcc> } } " },
	{ "FetchResponse", 16,
	  "00000000 0000 00000000 02 " UUID " 02 00000000 0006"
	  "ffffffffffffffff ffffffffffffffff ffffffffffffffff 00 ffffffff 00"
	  "02 01 09 00000002 00000005 00 7f 01 ee"
	  "00 01 00 0d 02 00000002 02 68 00002385 00 00",
	  "throttleTimeMs=0 errorCode=0 sessionId=0 responses[1] { topicId=<" UUID
	  "> partitions[1] { partitionIndex=0 errorCode=6 "
	  "highWatermark=-1 lastStableOffset=-1 logStartOffset=-1 "
	  "abortedTransactions[-1] preferredReadReplica=-1 records=null "
	  "{ leaderId=2 leaderEpoch=5 } #127=<ee> } } "
	  "nodeEndpoints[1] { nodeId=2 host=\"h\" port=9093 rack=null } " },
	{ "FindCoordinatorResponse", 0, "0000 00000001 0001 68 00002384",
	  "errorCode=0 nodeId=1 host=\"h\" port=9092 " },
	{ "FindCoordinatorResponse", 4,
	  "00000000 02 02 67 00000001 02 68 00002384 0000 00 00 00",
	  "throttleTimeMs=0 coordinators[1] { key=\"g\" nodeId=1 host=\"h\" "
	  "port=9092 errorCode=0 errorMessage=null } " },
	{ "ConsumerGroupHeartbeatResponse", 0,
	  "00000000 0000 00 02 6d 00000001 00001388 ff 00",
	  "throttleTimeMs=0 errorCode=0 errorMessage=null memberId=\"m\" "
	  "memberEpoch=1 heartbeatIntervalMs=5000 {null } " },
	{ "ConsumerGroupHeartbeatResponse", 0,
	  "00000000 0000 00 02 6d 00000001 00001388 01 02 " UUID
	  " 02 00000003 00 00 00",
	  "throttleTimeMs=0 errorCode=0 errorMessage=null memberId=\"m\" "
	  "memberEpoch=1 heartbeatIntervalMs=5000 { topicPartitions[1] { "
	  "topicId=<" UUID "> partitions[1] partitions=3 } } " },
	{ "ProduceRequest", 3,
	  "ffff ffff 00007530 00000001 0001 74 00000001 00000000 00000002 cafe",
	  "transactionalId=null acks=-1 timeoutMs=30000 topicData[1] { "
	  "name=\"t\" partitionData[1] { index=0 records=<cafe> } } " },
	{ "ConsumerProtocolAssignment", 0,
	  "00000001 0001 74 00000002 00000000 00000001 ffffffff",
	  "assignedPartitions[1] { topic=\"t\" partitions[2] partitions=0 "
	  "partitions=1 } userData=null " },
	{ "AlterClientQuotasRequest", 0,
	  "00000001 00000001 0001 75 ffff 00000001 0001 6b 3ff8000000000000 00"
	  "01",
	  "entries[1] { entity[1] { entityType=\"u\" entityName=null } ops[1] "
	  "{ key=\"k\" value=1.5 remove=0 } } validateOnly=1 " },
};

enum { MESSAGES = sizeof(messages) / sizeof(messages[0]) };

static void messages_of_all_kinds_are_walked(void **state)
{
	struct line l;

	(void)state;
	for (size_t i = 0; i < MESSAGES; i++) {
		const struct message *m = message_named(messages[i].message);
		struct bytes body = unhex(messages[i].hex);
		struct guarded g = guarded(body);

		assert_int_equal(walk_all(m, messages[i].version, g.bytes, &l),
				 DECODE_OK);
		assert_string_equal(l.text, messages[i].line);
		guarded_release(&g);
		free((void *)body.p);
	}
}

static void a_message_cut_anywhere_is_an_error(void **state)
{
	struct line l;

	(void)state;
	for (size_t i = 0; i < MESSAGES; i++) {
		const struct message *m = message_named(messages[i].message);
		struct bytes body = unhex(messages[i].hex);

		for (size_t n = 0; n < body.n; n++) {
			struct guarded g = guarded(bytes_of(body.p, n));

			assert_int_not_equal(walk_all(m, messages[i].version,
						      g.bytes, &l),
					     DECODE_OK);
			assert_memory_equal(l.text, messages[i].line, l.n);
			guarded_release(&g);
		}
		free((void *)body.p);
	}
}

static void any_byte_may_be_wrong_without_harm(void **state)
{
	struct line l;

	(void)state;
	for (size_t i = 0; i < MESSAGES; i++) {
		const struct message *m = message_named(messages[i].message);
		struct bytes body = unhex(messages[i].hex);
		struct guarded g = guarded(body);
		uint8_t *p = (uint8_t *)g.bytes.p;

		for (size_t at = 0; at < body.n; at++)
			for (int bit = 0; bit < 8; bit++) {
				p[at] ^= (uint8_t)(1 << bit);
				walk_all(m, messages[i].version, g.bytes, &l);
				p[at] = body.p[at];
			}
		guarded_release(&g);
		free((void *)body.p);
	}
}

/* xorshift: the same bytes in each run, mostly small ones, so that counts and
 * lengths lead somewhere. */
static uint8_t next_byte(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	uint8_t b = (uint8_t)(*seed >> 32);

	return b & 0x80 ? b & 3 : *seed & 0x700 ? 0 : b;
}

static void walk_noise(const struct message *m, struct guarded *g,
		       uint64_t *seed)
{
	for (int16_t v = m->since; v <= m->until; v++) {
		size_t events = 0;
		struct walk w;

		for (size_t i = 0; i < g->bytes.n; i++)
			((uint8_t *)g->bytes.p)[i] = next_byte(seed);
		walk_init(&w, m, v, g->bytes);
		while (walk_next(&w))
			events++;
		/* at least one byte is read for each but BEGIN and END */
		assert_true(events <= 64 + 4 * g->bytes.n);
		assert_true(walk_trailing(&w) <= g->bytes.n);
	}
}

static void noise_is_walked_to_an_end_by_every_row(void **state)
{
	static const uint8_t zeros[200];
	struct guarded g = guarded(bytes_of(zeros, sizeof(zeros)));
	uint64_t seed = 88172645463325252;

	(void)state;
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < API_COUNT; i++) {
			walk_noise(&request_messages[i], &g, &seed);
			walk_noise(&response_messages[i], &g, &seed);
		}
		for (int i = 0; i < DATA_MESSAGE_COUNT; i++)
			walk_noise(&data_messages[i], &g, &seed);
	}
	guarded_release(&g);
}

static void bytes_behind_the_last_field_are_counted(void **state)
{
	struct bytes body = unhex("03 6b74 04 312e30 00 ffff");
	struct walk w;

	(void)state;
	walk_init(&w, message_find(API_API_VERSIONS, 3, MESSAGE_REQUEST), 3,
		  body);
	while (walk_next(&w))
		;
	assert_int_equal(walk_error(&w), DECODE_OK);
	assert_int_equal(walk_trailing(&w), 2);
	free((void *)body.p);
}

/* Offsets: what the address rewriting lives on. */
static void a_value_says_where_it_lies(void **state)
{
	/*   0        4    6        10 11 12 13 14 */
	struct bytes body = unhex("00000000 0000 00000000 01 01 00 0d 02"
				  /* 15     19     21       25 26 */
				  "00000002 02 68 00002385 00 00");
	const struct message *m = message_named("FetchResponse");
	bool host = false, element = false;
	struct walk w;

	(void)state;
	walk_init(&w, m, 16, body);
	while (walk_next(&w)) {
		if (w.field == FETCH_RESPONSE_SESSION_ID)
			assert_int_equal(w.tag_size_at, 0);
		if (w.field == FETCH_RESPONSE_NODE_ENDPOINTS_HOST) {
			host = true;
			assert_int_equal(w.begin, 19);
			assert_int_equal(w.end, 21);
			assert_int_equal(w.tag_size_at, 13);
		}
		if (w.event == WALK_END) {
			element = true;
			assert_int_equal(w.field,
					 FETCH_RESPONSE_NODE_ENDPOINTS);
			assert_int_equal(w.begin, 15);
			assert_int_equal(w.end, 27);
			assert_int_equal(w.tag_size_at, 13);
		}
	}
	assert_int_equal(walk_error(&w), DECODE_OK);
	assert_true(host && element);
	free((void *)body.p);
}

struct broken_case {
	const char *message;
	int16_t version;
	const char *hex;
	enum decode_error error;
	size_t at;
	const char *path;
};

static void an_error_has_a_path_and_an_offset(void **state)
{
	static const struct broken_case cases[] = {
		{ "ApiVersionsRequest", 3, "00 01 00", DECODE_NULL, 0,
		  "clientSoftwareName" },
		{ "MetadataResponse", 0, "ffffffff 00000000", DECODE_NULL, 0,
		  "brokers" },
		{ "MetadataResponse", 0, "00000001 00000001 0009 68 00002384",
		  DECODE_LENGTH, 8, "brokers[0].host" },
		{ "MetadataResponse", 0, "00000000 00ffffff", DECODE_COUNT, 4,
		  "topics" },
		{ "FetchResponse", 16,
		  "00000000 0000 00000000 01 02 05 01 ff 05 01 ff", DECODE_TAG,
		  17, "tag 5" },
		{ "FetchResponse", 16, "00000000 0000 00000000 01 01 00 05 01",
		  DECODE_LENGTH, 14, "nodeEndpoints" },
		{ "FetchResponse", 16,
		  "00000000 0000 00000000 01 01 00 02 01 ff", DECODE_TAG, 15,
		  "nodeEndpoints" },
		{ "FetchResponse", 16, "00000000 0000 00000000 01 7f",
		  DECODE_COUNT, 12, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes body = unhex(cases[i].hex);
		char path[80];
		struct walk w;

		walk_init(&w, message_named(cases[i].message), cases[i].version,
			  body);
		while (walk_next(&w))
			;
		assert_int_equal(walk_error(&w), cases[i].error);
		assert_int_equal(w.c.error_at, cases[i].at);
		assert_string_equal(walk_path(&w, path, sizeof(path)),
				    cases[i].path);
		free((void *)body.p);
	}
}

static void a_path_fits_its_room(void **state)
{
	struct bytes body = unhex("00000001 00000001 0009 68 00002384");
	char path[8];
	struct walk w;

	(void)state;
	walk_init(&w, message_named("MetadataResponse"), 0, body);
	while (walk_next(&w))
		;
	assert_string_equal(walk_path(&w, path, sizeof(path)), "brokers");
	free((void *)body.p);
}

/* No message of 4.4 has these, but Kafka's generator knows them. */
static void a_tagged_struct_may_be_null_and_tags_may_begin_late(void **state)
{
	static const struct field inner[] = {
		{ "x", NULL, "0", 0, 9, 99, 99, NO_TAG, 99, 1, FIELD_INT8,
		  false },
		{ .type = FIELD_END },
	};
	static const struct field rows[] = {
		{ "a", inner, "null", 0, 9, 0, 9, 0, 0, 2, FIELD_STRUCT,
		  false },
		{ "b", NULL, "0", 0, 9, 99, 99, 1, 2, 3, FIELD_UINT16, false },
		{ .type = FIELD_END },
	};
	static const struct message m = { "M", rows, 0, 0, 9, 0, 0 };
	static const struct message_case cases[] = {
		{ "", 1, "0007 01 00 01 00", "b=7 {null } " },
		{ "", 1, "0007 01 00 03 01 05 00", "b=7 { x=5 } " },
		{ "", 2, "02 00 01 00 01 02 0007", "{null } b=7 " },
		{ "", 2, "01 02 02 0007", "#2=<0007> " },
	};
	struct line l;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes body = unhex(cases[i].hex);

		assert_int_equal(walk_all(&m, cases[i].version, body, &l),
				 DECODE_OK);
		assert_string_equal(l.text, cases[i].line);
		free((void *)body.p);
	}
}

static void a_newer_version_of_data_is_read_by_the_last_layout(void **state)
{
	struct bytes body = unhex("00000000 ffffffff beef");
	struct walk w;

	(void)state;
	walk_init(&w, message_named("ConsumerProtocolAssignment"), 77, body);
	while (walk_next(&w))
		;
	assert_int_equal(walk_error(&w), DECODE_OK);
	assert_int_equal(walk_trailing(&w), 2);
	free((void *)body.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages_of_all_kinds_are_walked),
		cmocka_unit_test(a_message_cut_anywhere_is_an_error),
		cmocka_unit_test(any_byte_may_be_wrong_without_harm),
		cmocka_unit_test(noise_is_walked_to_an_end_by_every_row),
		cmocka_unit_test(bytes_behind_the_last_field_are_counted),
		cmocka_unit_test(a_value_says_where_it_lies),
		cmocka_unit_test(an_error_has_a_path_and_an_offset),
		cmocka_unit_test(a_path_fits_its_room),
		cmocka_unit_test(
			a_tagged_struct_may_be_null_and_tags_may_begin_late),
		cmocka_unit_test(
			a_newer_version_of_data_is_read_by_the_last_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
