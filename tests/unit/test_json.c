/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/json.h"

#include <math.h>
#include <stdlib.h>

/* json_message() of hex; result, text and sentence stay until release(). */
struct printed {
	struct writer out;
	struct err why;
	bool ok;
};

static struct printed json_of(const char *name, int16_t version,
			      const char *hex, bool records_as_size)
{
	struct json_options options = { records_as_size };
	struct bytes body = unhex(hex);
	struct guarded g = guarded(body);
	struct printed p;

	writer_init(&p.out, 0);
	p.ok = json_message(message_named(name), version, g.bytes, &options,
			    &p.out, &p.why);
	writer_i8(&p.out, 0);
	guarded_release(&g);
	free((void *)body.p);
	return p;
}

struct json_case {
	const char *message;
	int16_t version;
	const char *hex, *json;
};

static void check_cases(const struct json_case *t, size_t count,
			bool records_as_size)
{
	for (size_t i = 0; i < count; i++, t++) {
		struct printed p = json_of(t->message, t->version, t->hex,
					   records_as_size);

		assert_string_equal((char *)p.out.data, t->json);
		assert_string_equal(p.why.text, "");
		assert_true(p.ok);
		writer_release(&p.out);
	}
}

#define UUID "000102030405060708090a0b0c0d0e0f"

/* As kafka-clients 4.4.0's generated *JsonConverter print these bodies with
 * serializeRecords=false. */
static void a_message_is_printed_as_kafka_prints_it(void **state)
{
	static const struct json_case cases[] = {
		{ "ApiVersionsRequest", 0, "", "{}" },
		{ "ApiVersionsRequest", 3, "03 6b74 04 312e30 00",
		  "{\"clientSoftwareName\":\"kt\","
		  "\"clientSoftwareVersion\":\"1.0\"}" },
		{ "MetadataResponse", 0, "00000000 00000000",
		  "{\"brokers\":[],\"topics\":[]}" },
		{ "FindCoordinatorResponse", 4,
		  "00000000 02 02 67 00000001 02 68 00002384 0000 00 00 00",
		  "{\"throttleTimeMs\":0,\"coordinators\":[{\"key\":\"g\","
		  "\"nodeId\":1,\"host\":\"h\",\"port\":9092,\"errorCode\":0,"
		  "\"errorMessage\":null}]}" },
		{ "ConsumerGroupHeartbeatResponse", 0,
		  "00000000 0000 00 02 6d 00000001 00001388 ff 00",
		  "{\"throttleTimeMs\":0,\"errorCode\":0,\"errorMessage\":null,"
		  "\"memberId\":\"m\",\"memberEpoch\":1,"
		  "\"heartbeatIntervalMs\":5000,\"assignment\":null}" },
		{ "ConsumerGroupHeartbeatResponse", 0,
		  "00000000 0000 00 02 6d 00000001 00001388 01 02 " UUID
		  " 03 00000003 00000004 00 00 00",
		  "{\"throttleTimeMs\":0,\"errorCode\":0,\"errorMessage\":null,"
		  "\"memberId\":\"m\",\"memberEpoch\":1,"
		  "\"heartbeatIntervalMs\":5000,\"assignment\":{"
		  "\"topicPartitions\":[{\"topicId\":"
		  "\"AAECAwQFBgcICQoLDA0ODw\",\"partitions\":[3,4]}]}}" },
		{ "ProduceRequest", 3,
		  "ffff ffff 00007530 00000001 0001 74 00000002 00000000"
		  "00000002 cafe 00000001 ffffffff",
		  "{\"transactionalId\":null,\"acks\":-1,\"timeoutMs\":30000,"
		  "\"topicData\":[{\"name\":\"t\",\"partitionData\":[{\"index\":"
		  "0,\"recordsSizeInBytes\":2},{\"index\":1,\"records\":null}]}"
		  "]}" },
		{ "AlterClientQuotasRequest", 0,
		  "00000001 00000000 00000001 0001 6b 3ff8000000000000 01 00",
		  "{\"entries\":[{\"entity\":[],\"ops\":[{\"key\":\"k\","
		  "\"value\":1.5,\"remove\":true}]}],\"validateOnly\":false}" },
	};

	(void)state;
	check_cases(cases, sizeof(cases) / sizeof(cases[0]), true);
}

static void records_and_bytes_are_base64(void **state)
{
	static const struct json_case cases[] = {
		{ "ProduceRequest", 2,
		  "ffff 00007530 00000001 0001 74 00000001 00000000"
		  "00000002 cafe",
		  "{\"acks\":-1,\"timeoutMs\":30000,\"topicData\":[{\"name\":"
		  "\"t\",\"partitionData\":[{\"index\":0,\"records\":\"yv4=\"}"
		  "]}]}" },
		{ "SaslAuthenticateRequest", 0, "00000003 616263",
		  "{\"authBytes\":\"YWJj\"}" },
	};

	(void)state;
	check_cases(cases, sizeof(cases) / sizeof(cases[0]), false);
}

/* Kafka's own encoder leaves out what is at its default; others need not. */
static void a_tagged_field_at_its_default_is_left_out(void **state)
{
	static const struct json_case cases[] = {
		/* nodeEndpoints: empty, one */
		{ "FetchResponse", 16, "00000000 0000 00000000 01 01 00 01 01",
		  "{\"throttleTimeMs\":0,\"errorCode\":0,\"sessionId\":0,"
		  "\"responses\":[]}" },
		{ "FetchResponse", 16,
		  "00000000 0000 00000000 01 01 00 0d 02"
		  "00000002 02 68 00002385 00 00",
		  "{\"throttleTimeMs\":0,\"errorCode\":0,\"sessionId\":0,"
		  "\"responses\":[],\"nodeEndpoints\":[{\"nodeId\":2,\"host\":"
		  "\"h\",\"port\":9093,\"rack\":null}]}" },
		/* replicaState {-1, -1}, then {-1, 0} */
		{ "FetchRequest", 15,
		  "00000000 00000000 00000000 00 00000000 00000000 01 01 01"
		  "01 01 0d ffffffff ffffffffffffffff 00",
		  "{\"maxWaitMs\":0,\"minBytes\":0,\"maxBytes\":0,"
		  "\"isolationLevel\":0,\"sessionId\":0,\"sessionEpoch\":0,"
		  "\"topics\":[],\"forgottenTopicsData\":[],\"rackId\":\"\"}" },
		{ "FetchRequest", 15,
		  "00000000 00000000 00000000 00 00000000 00000000 01 01 01"
		  "02 00 02 02 63 01 0d ffffffff 0000000000000000 00",
		  "{\"maxWaitMs\":0,\"minBytes\":0,\"maxBytes\":0,"
		  "\"isolationLevel\":0,\"sessionId\":0,\"sessionEpoch\":0,"
		  "\"topics\":[],\"forgottenTopicsData\":[],\"rackId\":\"\","
		  "\"clusterId\":\"c\",\"replicaState\":{\"replicaId\":-1,"
		  "\"replicaEpoch\":0}}" },
		/* the same struct at its defaults, but with an unknown tag */
		{ "FetchRequest", 15,
		  "00000000 00000000 00000000 00 00000000 00000000 01 01 01"
		  "01 01 0f ffffffff ffffffffffffffff 01 09 00",
		  "{\"maxWaitMs\":0,\"minBytes\":0,\"maxBytes\":0,"
		  "\"isolationLevel\":0,\"sessionId\":0,\"sessionEpoch\":0,"
		  "\"topics\":[],\"forgottenTopicsData\":[],\"rackId\":\"\","
		  "\"replicaState\":{\"replicaId\":-1,\"replicaEpoch\":-1}}" },
	};

	(void)state;
	check_cases(cases, sizeof(cases) / sizeof(cases[0]), false);
}

static void a_broken_message_leaves_valid_json_and_a_sentence(void **state)
{
	static const struct json_case cases[] = {
		{ "MetadataResponse", 0,
		  "00000002 00000001 0001 68 00002384 00000002 0009 68 000000",
		  "{\"brokers\":[{\"nodeId\":1,\"host\":\"h\",\"port\":9092},"
		  "{\"nodeId\":2}]}" },
		{ "MetadataResponse", 0, "00", "{}" },
		{ "ConsumerGroupHeartbeatResponse", 0,
		  "00000000 0000 00 02 6d 00000001 00001388 ff",
		  "{\"throttleTimeMs\":0,\"errorCode\":0,\"errorMessage\":null,"
		  "\"memberId\":\"m\",\"memberEpoch\":1,"
		  "\"heartbeatIntervalMs\":5000,\"assignment\":null}" },
	};
	static const char *const sentences[] = {
		"MetadataResponse v0 brokers[1].host: length negative or "
		"beyond the end, at byte 19 of 25",
		"MetadataResponse v0 brokers: ends in the middle of a value, "
		"at byte 0 of 1",
		"ConsumerGroupHeartbeatResponse v0: ends in the middle of a "
		"value, at byte 18 of 18",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct printed p = json_of(cases[i].message, cases[i].version,
					   cases[i].hex, true);

		assert_false(p.ok);
		assert_int_equal(p.why.code, ERR_TAPE);
		assert_string_equal((char *)p.out.data, cases[i].json);
		assert_string_equal(p.why.text, sentences[i]);
		writer_release(&p.out);
	}
}

static void bytes_left_over_are_tolerated_and_said(void **state)
{
	struct printed p = json_of("ApiVersionsRequest", 0, "0102", false);

	(void)state;
	assert_true(p.ok);
	assert_string_equal((char *)p.out.data, "{}");
	assert_string_equal(
		p.why.text,
		"ApiVersionsRequest v0: 2 bytes behind the last field");
	writer_release(&p.out);
}

static void it_appends_and_says_when_there_is_no_room(void **state)
{
	const struct message *m = message_named("MetadataResponse");
	struct writer out;
	struct err why;

	(void)state;
	writer_init(&out, 12);
	json_raw(&out, "[");
	assert_true(json_message(message_named("ApiVersionsRequest"), 0,
				 bytes_of("", 0), NULL, &out, &why));
	assert_memory_equal(out.data, "[{}", 3);
	assert_false(json_message(m, 0, bytes_of("\0\0\0\0\0\0\0\0", 8), NULL,
				  &out, &why));
	assert_int_equal(why.code, ERR_IO);
	assert_string_equal(why.text,
			    "MetadataResponse v0: the JSON is too large");
	writer_release(&out);
}

struct text_case {
	const char *text;
	size_t n;
	const char *json;
	bool valid;
};

/* The eight-byte steps of utf8_valid() see each place of a word. */
static void an_odd_byte_is_found_wherever_it_is(void **state)
{
	static const uint8_t odd[] = { 0x00, 0x80, 0xc3, 0xff };

	(void)state;
	for (size_t size = 1; size <= 24; size++)
		for (size_t at = 0; at < size; at++)
			for (size_t k = 0; k < sizeof(odd); k++) {
				uint8_t text[24];

				memset(text, 'a', sizeof(text));
				struct guarded g =
					guarded(bytes_of(text, size));
				assert_true(utf8_valid(g.bytes));
				guarded_release(&g);
				text[at] = odd[k];
				g = guarded(bytes_of(text, size));
				assert_false(utf8_valid(g.bytes));
				guarded_release(&g);
			}
}

static void strings_are_escaped_and_invalid_utf8_is_replaced(void **state)
{
	static const struct text_case cases[] = {
		{ "", 0, "\"\"", true },
		{ "abc", 3, "\"abc\"", true },
		{ "a\"b\\c/", 6, "\"a\\\"b\\\\c/\"", true },
		{ "\b\f\n\r\t\x01\x1f\x7f", 8,
		  "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"", true },
		{ "a\0b", 3, "\"a\\u0000b\"", false },
		{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9,
		  "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"", true },
		{ "x\xff", 2, "\"x\xef\xbf\xbd\"", false },
		{ "\xc0\x80", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"", false },
		{ "\xe0\x9f\xbf", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"",
		  false },
		{ "\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"",
		  false },
		{ "\xf4\x90\x80\x80", 4,
		  "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"",
		  false },
		{ "\xe2\x82", 2, "\"\xef\xbf\xbd\xef\xbf\xbd\"", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct guarded g = guarded(bytes_of(cases[i].text, cases[i].n));
		struct writer out;

		writer_init(&out, 0);
		json_string(&out, g.bytes);
		writer_i8(&out, 0);
		assert_string_equal((char *)out.data, cases[i].json);
		assert_int_equal(utf8_valid(g.bytes), cases[i].valid);
		writer_release(&out);
		guarded_release(&g);
	}
}

static void numbers_read_back_the_same(void **state)
{
	static const double values[] = { 0,     1,      -1.5,   0.1,
					 1e300, 1e-300, 1. / 3, 1e16 };
	struct writer out;

	(void)state;
	writer_init(&out, 0);
	json_int(&out, INT64_MIN);
	writer_i8(&out, 0);
	assert_string_equal((char *)out.data, "-9223372036854775808");
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		writer_reset(&out);
		json_double(&out, values[i]);
		writer_i8(&out, 0);
		assert_true(strtod((char *)out.data, NULL) == values[i]);
		assert_non_null(strpbrk((char *)out.data, ".e"));
	}
	writer_reset(&out);
	json_double(&out, 0.1);
	json_double(&out, 2);
	json_double(&out, (double)NAN);
	json_double(&out, (double)-INFINITY);
	writer_i8(&out, 0);
	assert_string_equal((char *)out.data, "0.12.0\"NaN\"\"-Infinity\"");
	writer_release(&out);
}

static void base64_has_padding_and_a_uuid_has_none(void **state)
{
	static const uint8_t uuid[16] = { 0xff, 0xef, 0xbe, 0, 0, 0, 0, 0,
					  0,    0,    0,    0, 0, 0, 0, 1 };
	struct writer out;
	char text[23];

	(void)state;
	writer_init(&out, 0);
	json_base64(&out, bytes_of("", 0));
	json_base64(&out, bytes_of("f", 1));
	json_base64(&out, bytes_of("fo", 2));
	json_base64(&out, bytes_of("foo", 3));
	json_base64(&out, bytes_of("\xff\xef\xbe", 3));
	writer_i8(&out, 0);
	assert_string_equal((char *)out.data, "Zg==Zm8=Zm9v/+++");
	writer_release(&out);
	uuid_text(uuid, text);
	assert_string_equal(text, "_---AAAAAAAAAAAAAAAAAQ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_message_is_printed_as_kafka_prints_it),
		cmocka_unit_test(records_and_bytes_are_base64),
		cmocka_unit_test(a_tagged_field_at_its_default_is_left_out),
		cmocka_unit_test(
			a_broken_message_leaves_valid_json_and_a_sentence),
		cmocka_unit_test(bytes_left_over_are_tolerated_and_said),
		cmocka_unit_test(it_appends_and_says_when_there_is_no_room),
		cmocka_unit_test(an_odd_byte_is_found_wherever_it_is),
		cmocka_unit_test(
			strings_are_escaped_and_invalid_utf8_is_replaced),
		cmocka_unit_test(numbers_read_back_the_same),
		cmocka_unit_test(base64_has_padding_and_a_uuid_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
