/* SPDX-License-Identifier: Apache-2.0 */
/* test_decode.c - `ktape decode --raw`: bytes in, JSON out, and what is said
 * of wrong operands and wrong bytes.  That the JSON is Kafka's own is shown by
 * tests/oracle. */
#include "tests/lib/captured.h"
#include "tests/test.h"
#include "tools/cmd.h"

enum { WORDS_MAX = 8 };

struct run {
	const char *words[WORDS_MAX]; /* behind "decode --raw" */
	const char *input, *out, *err;
	int status;
};

static void check(const struct run *runs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *words[WORDS_MAX + 3] = { "decode", "--raw" };
		struct captured c;

		for (int k = 0; k < WORDS_MAX && runs[i].words[k]; k++)
			words[k + 2] = runs[i].words[k];
		c = captured_run(cmd_decode, words, runs[i].input);
		assert_string_equal(c.out, runs[i].out);
		assert_string_equal(c.err, runs[i].err);
		assert_int_equal(c.status, runs[i].status);
		captured_release(&c);
	}
}

static void a_message_is_named_by_api_version_and_direction(void **state)
{
	static const struct run runs[] = {
		{ { "FindCoordinator", "0", "request", "--hex" },
		  "00 01 67\n",
		  "{\"key\":\"g\"}\n",
		  "",
		  0 },
		{ { "10", "1", "request", "--hex" },
		  "000167 00",
		  "{\"key\":\"g\",\"keyType\":0}\n",
		  "",
		  0 },
		{ { "heartbeat", "0", "response", "--hex" },
		  "001B",
		  "{\"errorCode\":27}\n",
		  "",
		  0 },
		{ { "ApiVersions", "0", "request" }, "", "{}\n", "", 0 },
		{ { "Heartbeat", "0", "response" },
		  "!!",
		  "{\"errorCode\":8481}\n",
		  "",
		  0 },
	};

	(void)state;
	check(runs, sizeof(runs) / sizeof(*runs));
}

static void a_frame_has_its_header_printed_first(void **state)
{
	static const struct run runs[] = {
		{ { "FindCoordinator", "0", "request", "--hex", "--header" },
		  "000a 0000 00000005 0002 6d65 000167",
		  "{\"header\":{\"requestApiKey\":10,\"requestApiVersion\":0,"
		  "\"correlationId\":5,\"clientId\":\"me\"},"
		  "\"body\":{\"key\":\"g\"}}\n",
		  "",
		  0 },
		{ { "Heartbeat", "0", "response", "--hex", "--header" },
		  "00000005 001b",
		  "{\"header\":{\"correlationId\":5},"
		  "\"body\":{\"errorCode\":27}}\n",
		  "",
		  0 },
		{ { "FindCoordinator", "1", "request", "--hex", "--header" },
		  "000a 0000 00000005 ffff 000167",
		  "",
		  "ktape decode: the header says API 10 v0, not 10 v1\n",
		  3 },
		{ { "Heartbeat", "0", "response", "--hex", "--header" },
		  "0000",
		  "",
		  "ktape decode: malformed response header\n",
		  3 },
	};

	(void)state;
	check(runs, sizeof(runs) / sizeof(*runs));
}

static void with_lines_there_is_one_of_json_for_each(void **state)
{
	static const struct run runs[] = {
		{ { "--lines" }, "", "", "", 0 },
		{ { "--lines" },
		  "FindCoordinator 0 request 000167\n"
		  "12 0 response 001B\r\n"
		  "HeartbeatResponse 0 001b\n"
		  " ConsumerProtocolSubscription  0  00000000ffffffff\n"
		  "ApiVersionsRequest 0 -",
		  "{\"key\":\"g\"}\n"
		  "{\"errorCode\":27}\n"
		  "{\"errorCode\":27}\n"
		  "{\"topics\":[],\"userData\":null}\n"
		  "{}\n",
		  "",
		  0 },
		{ { "--lines", "--header" },
		  "HeartbeatResponse 0 00000005001b\n"
		  "ControlledShutdown 0 request 0007000000000005000000ff\n",
		  "{\"header\":{\"correlationId\":5},"
		  "\"body\":{\"errorCode\":27}}\n"
		  "{\"header\":{\"requestApiKey\":7,\"requestApiVersion\":0,"
		  "\"correlationId\":5},\"body\":{\"brokerId\":255}}\n",
		  "",
		  0 },
	};

	(void)state;
	check(runs, sizeof(runs) / sizeof(*runs));
}

static void a_line_with_an_error_does_not_end_the_others(void **state)
{
	static const struct run runs[] = {
		{ { "--lines" },
		  "\n"
		  "Fish 0 00\n"
		  "HeartbeatResponse 99 00\n"
		  "Heartbeat 0 response 0x\n"
		  "Heartbeat 0 response 001b and more\n"
		  "Heartbeat 0 response 001b2a\n"
		  "Heartbeat 0 response 00\n"
		  "Heartbeat 0 response 001b\n",
		  "{\"error\":\"not NAME VERSION HEX, nor API VERSION "
		  "request|response HEX\"}\n"
		  "{\"error\":\"there is no message 'Fish'\"}\n"
		  "{\"error\":\"HeartbeatResponse has the versions 0 to 4, not "
		  "'99'\"}\n"
		  "{\"error\":\"byte 1 is not a hexadecimal digit\"}\n"
		  "{\"error\":\"not NAME VERSION HEX, nor API VERSION "
		  "request|response HEX\"}\n"
		  "{\"error\":\"HeartbeatResponse v0: 1 bytes behind the last "
		  "field\",\"message\":{\"errorCode\":27}}\n"
		  "{\"error\":\"HeartbeatResponse v0 errorCode: ends in the middle of a "
		  "value, at byte 0 of 1\",\"message\":{}}\n"
		  "{\"errorCode\":27}\n",
		  "ktape decode: 7 of 8 lines have an error\n",
		  3 },
		{ { "--lines", "--header" },
		  "ConsumerProtocolAssignment 0 00\n",
		  "{\"error\":\"ConsumerProtocolAssignment has no header\"}\n",
		  "ktape decode: 1 of 1 lines have an error\n",
		  3 },
	};

	(void)state;
	check(runs, sizeof(runs) / sizeof(*runs));
}

static void wrong_operands_are_a_usage_error(void **state)
{
	static const struct run runs[] = {
		{ { "Fish", "0", "request" },
		  "",
		  "",
		  "ktape decode: there is no API 'Fish'; see `ktape decode "
		  "--help`\n",
		  2 },
		{ { "Heartbeat", "99", "request" },
		  "",
		  "",
		  "ktape decode: Heartbeat has the versions 0 to 4, not '99'; "
		  "see `ktape decode --help`\n",
		  2 },
		{ { "Heartbeat", "0", "answer" },
		  "",
		  "",
		  "ktape decode: 'answer' is not request or response; see "
		  "`ktape decode --help`\n",
		  2 },
		{ { "Heartbeat", "0" },
		  "",
		  "",
		  "ktape decode: --raw needs API VERSION request|response, "
		  "or --lines; see `ktape decode --help`\n",
		  2 },
		{ { "Heartbeat", "0", "request", "--lines" },
		  "",
		  "",
		  "ktape decode: --raw needs API VERSION request|response, "
		  "or --lines; see `ktape decode --help`\n",
		  2 },
		{ { "Heartbeat", "0", "request", "--hex" },
		  "0x",
		  "",
		  "ktape decode: byte 1 is not a hexadecimal digit\n",
		  2 },
		{ { "Heartbeat", "0", "request", "--hex" },
		  "001",
		  "",
		  "ktape decode: an odd number of hexadecimal digits\n",
		  2 },
	};

	(void)state;
	check(runs, sizeof(runs) / sizeof(*runs));
}

static void a_malformed_message_is_status_3_and_still_json(void **state)
{
	const char *const words[] = { "decode", "--raw",   "FindCoordinator",
				      "0",      "request", "--hex",
				      NULL };
	struct captured c = captured_run(cmd_decode, words, "0005 67");

	(void)state;
	assert_int_equal(c.status, 3);
	assert_memory_equal(c.out, "{", 1);
	assert_string_equal(c.out + strlen(c.out) - 2, "}\n");
	assert_non_null(strstr(c.err, "FindCoordinatorRequest v0 key"));
	captured_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_message_is_named_by_api_version_and_direction),
		cmocka_unit_test(a_frame_has_its_header_printed_first),
		cmocka_unit_test(with_lines_there_is_one_of_json_for_each),
		cmocka_unit_test(a_line_with_an_error_does_not_end_the_others),
		cmocka_unit_test(wrong_operands_are_a_usage_error),
		cmocka_unit_test(
			a_malformed_message_is_status_3_and_still_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
