/* SPDX-License-Identifier: Apache-2.0 */
/* test_exchanges.c - `ktape dump --exchanges`: what was kept is decoded, what
 * was not comes from rows and says so, secrets are nowhere. */
#include "codec/json.h"
#include "tests/lib/captured.h"
#include "tests/lib/scene.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MAX = 8 };

static const struct script nothing;

/* The output of `ktape dump TAPE OPTIONS...`; the caller frees it. */
static char *dump(struct scene *s, const char *const *options)
{
	const char *words[WORDS_MAX + 3] = { "dump", s->path };
	struct captured c;

	finish(s);
	for (int i = 0; i < WORDS_MAX && options[i]; i++)
		words[i + 2] = options[i];
	c = captured_run(cmd_dump, words, NULL);
	assert_string_equal(c.err, "");
	assert_int_equal(c.status, 0);
	free(c.err);
	return c.out;
}

#define DUMP(s, ...) dump(s, (const char *const[]) { __VA_ARGS__, NULL })

/* The line of exchange `id`, behind the columns of the view. */
static void assert_halves(struct scene *s, uint64_t id, const char *expected)
{
	char word[24], *line, *halves;

	snprintf(word, sizeof(word), "%llu", (unsigned long long)id);
	line = DUMP(s, "--exchange", word);
	halves = strstr(line, ",\"request\":");
	assert_non_null(halves);
	assert_string_equal(halves, expected);
	free(line);
}

static uint64_t heartbeat(struct scene *s, int16_t version)
{
	struct script q = { 0 };
	uint64_t x;

	say_text(&q, HEARTBEAT_REQUEST_GROUP_ID, "shop");
	say(&q, HEARTBEAT_REQUEST_GENERATION_ID, 3);
	say_text(&q, HEARTBEAT_REQUEST_MEMBER_ID, "m");
	x = request(s, 1, frame_request(API_HEARTBEAT, version, "c", &q));
	response(s, 1, x, frame_response(API_HEARTBEAT, version, &nothing));
	return x;
}

/* ---- what was kept */

static void a_kept_exchange_is_one_line_with_kafkas_names(void **state)
{
	struct scene *s = *state;
	uint64_t x = heartbeat(s, 3);
	char *line = DUMP(s, "--exchanges"), *want;

	assert_true(
		asprintf(&want,
			 "{\"exchange\":%llu,"
			 "\"time\":\"1970-01-01T00:00:01.000006Z\","
			 "\"api\":\"Heartbeat\",\"api_version\":3,"
			 "\"correlation_id\":77,\"client\":\"c\","
			 "\"service\":null,\"broker\":null,"
			 "\"source\":\"client\",\"peer\":\"127.0.0.1:5000\","
			 "\"connection\":1,\"fate\":\"answered\","
			 "\"error\":null,\"time_us\":1000006,"
			 "\"sent_us\":1000007,\"answered_us\":1000008,"
			 "\"delivered_us\":1000009,"
			 "\"request\":{\"size\":26,\"from\":\"frame\","
			 "\"header\":{\"requestApiKey\":12,"
			 "\"requestApiVersion\":3,\"correlationId\":77,"
			 "\"clientId\":\"c\"},\"body\":{\"groupId\":\"shop\","
			 "\"generationId\":3,\"memberId\":\"m\","
			 "\"groupInstanceId\":\"\"}},"
			 "\"response\":{\"size\":10,\"from\":\"frame\","
			 "\"header\":{\"correlationId\":77},"
			 "\"body\":{\"throttleTimeMs\":0,\"errorCode\":0}}}\n",
			 (unsigned long long)x) > 0);
	assert_string_equal(line, want);
	free(want);
	free(line);
}

static void a_request_without_an_answer_has_none(void **state)
{
	struct scene *s = *state;
	uint64_t x =
		request(s, 1, frame_request(API_LIST_GROUPS, 0, "c", &nothing));

	assert_halves(
		s, x,
		",\"request\":{\"size\":11,\"from\":\"frame\",\"header\":{"
		"\"requestApiKey\":16,\"requestApiVersion\":0,"
		"\"correlationId\":77,\"clientId\":\"c\"},\"body\":{}},"
		"\"response\":null}\n");
}

static void what_is_not_understood_comes_as_bytes(void **state)
{
	static const uint8_t frame[] = { 0x03, 0xe7, 0, 0, 0,   0,
					 0,    9,    0, 1, 'c', 0xab };
	struct scene *s = *state;
	uint8_t *copy = malloc(sizeof(frame));
	uint64_t x;

	memcpy(copy, frame, sizeof(frame));
	x = request(s, 1, bytes_of(copy, sizeof(frame)));
	assert_halves(s, x,
		      ",\"request\":{\"size\":12,\"from\":\"frame\","
		      "\"state\":\"opaque\",\"header\":{\"requestApiKey\":999,"
		      "\"requestApiVersion\":0,\"correlationId\":9,"
		      "\"clientId\":\"c\"},\"body\":null,"
		      "\"base64\":\"A+cAAAAAAAkAAWOr\"},\"response\":null}\n");
}

static void a_malformed_one_says_where_and_shows_what_it_can(void **state)
{
	struct scene *s = *state;
	struct bytes whole = frame_request(API_HEARTBEAT, 0, "c", &nothing);
	uint64_t x = request(s, 1, bytes_of(whole.p, whole.n - 1));
	char word[24], *line;

	snprintf(word, sizeof(word), "%llu", (unsigned long long)x);
	line = DUMP(s, "--exchange", word);
	assert_non_null(strstr(line, "\"state\":\"malformed\",\"why\":"
				     "\"HeartbeatRequest v0 memberId: "));
	assert_non_null(strstr(line, "\"body\":{\"groupId\":\"\","
				     "\"generationId\":0"));
	assert_non_null(strstr(line, "\"base64\":\"AAwAAAAAAE0"));
	free(line);
}

static void an_answer_in_version_0_to_a_newer_one_is_read(void **state)
{
	struct scene *s = *state;
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, API_VERSIONS_REQUEST_CLIENT_SOFTWARE_NAME, "x");
	say(&a, API_VERSIONS_RESPONSE_ERROR_CODE, 35);
	x = request(s, 1, frame_request(API_API_VERSIONS, 4, "c", &q));
	response(s, 1, x, frame_response(API_API_VERSIONS, 0, &a));
	char *line = DUMP(s, "--api", "ApiVersions");

	assert_non_null(strstr(line, "\"error\":\"UNSUPPORTED_VERSION\""));
	assert_non_null(
		strstr(line, "\"body\":{\"errorCode\":35,\"apiKeys\":[]}}}\n"));
	free(line);
}

/* ---- secrets */

static void a_withheld_one_is_null_and_says_so(void **state)
{
	struct scene *s = *state;
	struct script q = { 0 };
	uint64_t x;

	say_bytes(&q, SASL_AUTHENTICATE_REQUEST_AUTH_BYTES,
		  bytes_of_string("hunter2"));
	x = request(s, 1, frame_request(API_SASL_AUTHENTICATE, 1, "c", &q));
	response(s, 1, x, frame_response(API_SASL_AUTHENTICATE, 1, &nothing));
	assert_halves(s, x,
		      ",\"request\":{\"size\":22,\"withheld\":true,"
		      "\"header\":null,\"body\":null},"
		      "\"response\":{\"size\":20,\"withheld\":true,"
		      "\"header\":null,\"body\":null}}\n");
}

/* A tape that somebody else wrote. */
static void bytes_of_a_secret_are_not_printed_even_if_they_are_there(
	void **state)
{
	struct scene *s = *state;
	uint64_t x = heartbeat(s, 3);
	char *line;

	finish(s);
	assert_int_equal(sqlite3_exec(tape_db(s->tape),
				      "UPDATE exchange SET api_key = 36", NULL,
				      NULL, NULL),
			 SQLITE_OK);
	(void)x;
	line = DUMP(s, "--exchanges");
	assert_null(strstr(line, "shop"));
	assert_non_null(strstr(line, "\"withheld\":true"));
	free(line);
}

/* ---- Produce and Fetch */

struct told {
	struct sent sent;
	struct asked asked;
	uint64_t produced, fetched;
};

static struct told tell(struct scene *s)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct told t = {
		.sent = { 9, 1, "orders", NULL, 2, m.bytes },
		.asked = { 11, 1, 0, 0, -1, "orders", 2, 7, NULL },
	};
	struct bytes back = at_offset(m.bytes, 7, 0);

	t.produced = request(s, 1, produce_request(&t.sent));
	response(s, 1, t.produced, produce_response(&t.sent, 0, 7, -1));
	t.fetched = request(s, 2, fetch_request(&t.asked));
	response(s, 2, t.fetched, fetch_response(&t.asked, 0, 0, back));
	free((void *)(uintptr_t)back.p);
	writer_release(&m.out);
	return t;
}

#define BATCHES                                                          \
	"\"batches\":[{\"batch\":1,\"base_offset\":7,\"last_offset\":9," \
	"\"producer_id\":-1,\"producer_epoch\":-1,\"base_sequence\":-1," \
	"\"records\":3,\"first_record\":1,\"codec\":\"none\","           \
	"\"control\":null,\"bytes\":403}]"

static void what_was_not_kept_comes_from_rows(void **state)
{
	struct scene *s = *state;
	struct told t = tell(s);

	assert_halves(
		s, t.produced,
		",\"request\":{\"size\":444,\"from\":\"rows\",\"body\":{"
		"\"transactionalId\":null,\"acks\":1,\"topicData\":[{"
		"\"name\":\"orders\",\"topicId\":null,\"partitionData\":[{"
		"\"index\":2," BATCHES "}]}]}},"
		"\"response\":{\"size\":53,\"from\":\"rows\",\"body\":{"
		"\"responses\":[{\"name\":\"orders\",\"topicId\":null,"
		"\"partitionResponses\":[{\"index\":2,\"errorCode\":0,"
		"\"baseOffset\":7,\"logAppendTimeMs\":-1,"
		"\"logStartOffset\":null}]}]}}}\n");
	assert_halves(
		s, t.fetched,
		",\"request\":{\"size\":91,\"from\":\"rows\",\"body\":{"
		"\"isolationLevel\":1,\"topics\":[{\"topic\":\"orders\","
		"\"topicId\":null,\"partitions\":[{\"partition\":2,"
		"\"currentLeaderEpoch\":null,\"fetchOffset\":7,"
		"\"lastFetchedEpoch\":null}]}]}},"
		"\"response\":{\"size\":475,\"from\":\"rows\",\"body\":{"
		"\"responses\":[{\"topic\":\"orders\",\"topicId\":null,"
		"\"partitions\":[{\"partitionIndex\":2,\"errorCode\":0,"
		"\"highWatermark\":100,\"lastStableOffset\":null,"
		"\"logStartOffset\":null,\"divergingEpoch\":{\"epoch\":null,"
		"\"endOffset\":null},\"abortedTransactions\":[],"
		"\"preferredReadReplica\":null," BATCHES "}]}]}}}\n");
}

static void a_sealed_tape_says_the_same(void **state)
{
	struct scene *s = *state;
	struct err e = { 0 };
	char *before, *after;

	tell(s);
	before = DUMP(s, "--exchanges");
	assert_int_equal(tape_seal(s->tape, NULL, NULL, &e), 0);
	after = DUMP(s, "--exchanges");
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void with_all_frames_the_bytes_are_there(void **state)
{
	const struct scribe_options all = { .frames = FRAMES_ALL };
	struct scene *s = *state;
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct writer records;
	struct told t;
	char word[24], *line, *text;

	scene_options(s, &all);
	t = tell(s);
	writer_init(&records, 0);
	json_base64(&records, m.bytes);
	assert_true(asprintf(&text, "\"records\":\"%.*s\"", (int)records.size,
			     (char *)records.data) > 0);
	snprintf(word, sizeof(word), "%llu", (unsigned long long)t.produced);
	line = DUMP(s, "--exchange", word);
	assert_non_null(strstr(line, text));
	assert_null(strstr(line, "\"from\":\"rows\""));
	free(line);
	free(text);
	writer_release(&records);
	writer_release(&m.out);
}

static void without_frames_the_rest_is_said_to_be_missing(void **state)
{
	const struct scribe_options none = { .frames = FRAMES_NONE };
	struct scene *s = *state;
	uint64_t x;

	scene_options(s, &none);
	x = heartbeat(s, 3);
	assert_halves(
		s, x,
		",\"request\":{\"size\":26,\"kept\":false,\"body\":null},"
		"\"response\":{\"size\":10,\"kept\":false,\"body\":null}}\n");
}

/* ---- which ones */

/* The APIs of the lines, one letter each: H, P or F. */
static void assert_apis(struct scene *s, const char *const *options,
			const char *expected)
{
	char *lines = dump(s, options), got[32] = "";
	size_t n = 0;

	for (char *at = lines; (at = strstr(at, "\"api\":\"")); at += 7)
		got[n++] = at[7];
	assert_string_equal(got, expected);
	free(lines);
}

static void filters_leave_what_they_name(void **state)
{
	static const struct {
		const char *options[WORDS_MAX];
		const char *want;
	} cases[] = {
		{ { "--exchanges" }, "HPF" },
		{ { "--exchanges", "-c", "2" }, "HP" },
		{ { "--exchanges", "-t", "ord*" }, "PF" },
		{ { "--exchanges", "-t", "ord*", "-p", "1" }, "" },
		{ { "--exchanges", "-p", "2" }, "PF" },
		{ { "--exchanges", "-t", "none", "-t", "orders" }, "PF" },
		{ { "--api", "heartbeat" }, "H" },
		{ { "--api", "Heartbeat", "--api", "0" }, "HP" },
		{ { "--api", "Fetch", "-t", "orders" }, "F" },
		{ { "--exchange", "1", "--exchange", "3" }, "HF" },
		{ { "--exchanges", "--where", "client = 'reader'" }, "F" },
		{ { "--exchanges", "--where",
		    "broker_us > 0 AND api <> 'Fetch'", "-c", "1" },
		  "H" },
	};
	struct scene *s = *state;

	heartbeat(s, 4);
	tell(s);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_apis(s, cases[i].options, cases[i].want);
}

static void what_cannot_be_asked_is_said(void **state)
{
	static const struct {
		const char *option, *value, *sentence;
	} cases[] = {
		{ "--where", "key = 1", "--where: no such column: key\n" },
		{ "--exchange", "x", "--exchange takes a whole number" },
		{ "--api", "Nothing", "--api: there is no API 'Nothing'" },
		{ "-o", "5", "--stable and --offset are for records" },
		{ "-p", "x", "--partition takes a whole number" },
	};
	struct scene *s = *state;

	finish(s);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *words[] = { "dump",         s->path,
					"--exchanges",  cases[i].option,
					cases[i].value, NULL };
		struct captured c = captured_run(cmd_dump, words, NULL);

		assert_non_null(strstr(c.err, cases[i].sentence));
		assert_string_equal(c.out, "");
		assert_int_equal(c.status, 2);
		captured_release(&c);
	}
}

static void a_damaged_frame_is_said(void **state)
{
	static const char *const damages[] = {
		"UPDATE frame SET size = size + 1",
		"UPDATE frame SET size = -1",
		"UPDATE frame SET bytes = x'00'",
		"UPDATE frame SET size = 0, bytes = x''",
	};
	struct scene *s = *state;
	const char *words[] = { "dump", s->path, "--exchanges", NULL };

	heartbeat(s, 4);
	finish(s);
	for (size_t i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		struct captured c;

		assert_int_equal(sqlite3_exec(tape_db(s->tape), damages[i],
					      NULL, NULL, NULL),
				 SQLITE_OK);
		c = captured_run(cmd_dump, words, NULL);
		assert_non_null(strstr(c.err, "a kept frame is damaged"));
		assert_int_equal(c.status, 3);
		captured_release(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_kept_exchange_is_one_line_with_kafkas_names),
		SCENE(a_request_without_an_answer_has_none),
		SCENE(what_is_not_understood_comes_as_bytes),
		SCENE(a_malformed_one_says_where_and_shows_what_it_can),
		SCENE(an_answer_in_version_0_to_a_newer_one_is_read),
		SCENE(a_withheld_one_is_null_and_says_so),
		SCENE(bytes_of_a_secret_are_not_printed_even_if_they_are_there),
		SCENE(what_was_not_kept_comes_from_rows),
		SCENE(a_sealed_tape_says_the_same),
		SCENE(with_all_frames_the_bytes_are_there),
		SCENE(without_frames_the_rest_is_said_to_be_missing),
		SCENE(filters_leave_what_they_name),
		SCENE(what_cannot_be_asked_is_said),
		SCENE(a_damaged_frame_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
