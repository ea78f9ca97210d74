/* SPDX-License-Identifier: Apache-2.0 */
/* test_dump.c - `ktape dump` on a small tape made by hand: kcat's fields, what
 * is null or binary, the filters, and the stable order. */
#include "store/tape.h"
#include "tests/lib/captured.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>

enum { WORDS_MAX = 12 };

/* Partitions of `orders` out of order, one batch that is not in the log. */
static const char content[] =
	"INSERT INTO broker (id, node_id) VALUES (1, 7);"
	"INSERT INTO connection (id, broker) VALUES (1, 1);"
	"INSERT INTO exchange (id, connection, client_id, q)"
	" VALUES (1, 1, 'checkout', 5000);"
	"INSERT INTO topic (id, name, incarnation) VALUES (1, 'orders', 1),"
	" (2, 'audit', 1);"
	"INSERT INTO topic_partition (id, topic, partition) VALUES (1, 1, 1),"
	" (2, 1, 0), (3, 2, 0);"
	"INSERT INTO batch (id, tp, first_record, records, timestamp_type,"
	" exchange, in_log, acked_at)"
	" VALUES (1, 1, 1, 2, 'CreateTime', 1, 1, 6000),"
	" (2, 2, 3, 1, 'LogAppendTime', NULL, 1, NULL),"
	" (3, 3, 4, 1, 'CreateTime', 1, NULL, NULL),"
	" (4, 3, 5, 1, 'CreateTime', 1, 0, NULL);"
	"INSERT INTO record (batch, tp, offset, timestamp, key, value, headers)"
	" VALUES (1, 1, 10, 100, 'k\"1', 'v', NULL),"
	" (1, 1, 11, 200, NULL, x'ff00',"
	"  '[[\"a]\\\\\",\"[x\"],[\"b\",null],[\"c\",{\"b64\":\"/w==\"}]]'),"
	" (2, 2, 5, 300, x'ff', '', NULL),"
	" (3, 3, NULL, 400, 'k', NULL, NULL),"
	" (4, 3, NULL, 500, 'refused', NULL, NULL);";

static struct fixture {
	char *folder, tape[512];
} f;

static int open_fixture(void **state)
{
	struct tape *t;
	struct err e;

	(void)state;
	f.folder = temp_folder();
	snprintf(f.tape, sizeof(f.tape), "%s/a.ktape", f.folder);
	if (tape_open(&t, f.tape, TAPE_CREATE, &e) ||
	    sqlite3_exec(tape_db(t), content, NULL, NULL, NULL))
		return -1;
	tape_close(t);
	return 0;
}

static int close_fixture(void **state)
{
	(void)state;
	temp_remove(f.folder);
	return 0;
}

static struct captured dump(const char *const *options)
{
	const char *words[WORDS_MAX + 3] = { "dump", f.tape };

	for (int i = 0; i < WORDS_MAX && options[i]; i++)
		words[i + 2] = options[i];
	return captured_run(cmd_dump, words, NULL);
}

#define LINE_1                                                            \
	"{\"topic\":\"orders\",\"partition\":1,\"offset\":10,"            \
	"\"tstype\":\"create\",\"ts\":100,\"broker\":7,"                  \
	"\"key\":\"k\\\"1\",\"payload\":\"v\",\"producer\":\"checkout\"," \
	"\"produced_at_us\":5000,\"acked_at_us\":6000}\n"
#define LINE_2                                                       \
	"{\"topic\":\"orders\",\"partition\":1,\"offset\":11,"       \
	"\"tstype\":\"create\",\"ts\":200,\"broker\":7,"             \
	"\"headers\":[\"a]\\\\\",\"[x\",\"b\",null,\"c\","           \
	"{\"b64\":\"/w==\"}],\"key\":null,\"payload_b64\":\"/wA=\"," \
	"\"producer\":\"checkout\",\"produced_at_us\":5000,\"acked_at_us\":6000}\n"
#define LINE_3                                                     \
	"{\"topic\":\"orders\",\"partition\":0,\"offset\":5,"      \
	"\"tstype\":\"logappend\",\"ts\":300,\"broker\":null,"     \
	"\"key_b64\":\"/w==\",\"payload\":\"\",\"producer\":null," \
	"\"produced_at_us\":null,\"acked_at_us\":null}\n"
#define LINE_4                                                         \
	"{\"topic\":\"audit\",\"partition\":0,\"offset\":null,"        \
	"\"tstype\":\"create\",\"ts\":400,\"broker\":7,\"key\":\"k\"," \
	"\"payload\":null,\"producer\":\"checkout\","                  \
	"\"produced_at_us\":5000,\"acked_at_us\":null}\n"

static void a_record_is_a_line_with_the_fields_of_kcat(void **state)
{
	const char *const none[] = { NULL };
	struct captured c = dump(none);

	(void)state;
	assert_string_equal(c.err, "");
	assert_string_equal(c.out, LINE_1 LINE_2 LINE_3 LINE_4);
	assert_int_equal(c.status, 0);
	captured_release(&c);
}

static void filters_leave_what_they_name(void **state)
{
	static const struct {
		const char *options[WORDS_MAX];
		const char *want;
	} cases[] = {
		{ { "-t", "audit" }, LINE_4 },
		{ { "-t", "aud*", "-t", "orders", "-p", "0" }, LINE_3 LINE_4 },
		{ { "-t", "none" }, "" },
		{ { "-p", "1" }, LINE_1 LINE_2 },
		{ { "-c", "2" }, LINE_1 LINE_2 },
		{ { "-o", "beginning", "-c", "1" }, LINE_1 },
		{ { "-o", "10" }, LINE_1 LINE_2 },
		{ { "-o", "-1", "-t", "orders" }, LINE_2 LINE_3 },
		{ { "-o", "s@200", "-o", "e@400" }, LINE_2 LINE_3 },
		{ { "--where", "key = 'k' OR offset = 11" }, LINE_2 LINE_4 },
		{ { "--where", "producer IS NULL" }, LINE_3 },
		{ { "--where", "acked_at_us - produced_at_us = 1000", "-c",
		    "1" },
		  LINE_1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct captured c = dump(cases[i].options);

		assert_string_equal(c.err, "");
		assert_string_equal(c.out, cases[i].want);
		assert_int_equal(c.status, 0);
		captured_release(&c);
	}
}

static void stable_is_ordered_and_without_times(void **state)
{
	const char *const options[] = { "--stable", NULL };
	struct captured c = dump(options);

	(void)state;
	assert_string_equal(
		c.out, "{\"topic\":\"audit\",\"partition\":0,\"offset\":null,"
		       "\"key\":\"k\",\"payload\":null}\n"
		       "{\"topic\":\"orders\",\"partition\":0,\"offset\":5,"
		       "\"key_b64\":\"/w==\",\"payload\":\"\"}\n"
		       "{\"topic\":\"orders\",\"partition\":1,\"offset\":10,"
		       "\"key\":\"k\\\"1\",\"payload\":\"v\"}\n"
		       "{\"topic\":\"orders\",\"partition\":1,\"offset\":11,"
		       "\"headers\":[\"a]\\\\\",\"[x\",\"b\",null,\"c\","
		       "{\"b64\":\"/w==\"}],\"key\":null,"
		       "\"payload_b64\":\"/wA=\"}\n");
	captured_release(&c);
}

static void what_cannot_be_read_is_said(void **state)
{
	static const struct {
		const char *options[WORDS_MAX];
		const char *sentence;
		int status;
	} cases[] = {
		{ { "--where", "foo = 1" },
		  "ktape dump: --where: no such column: foo\n",
		  2 },
		{ { "-o", "soon" },
		  "ktape dump: --offset takes beginning, N, -N, s@MS or "
		  "e@MS, not 'soon'\n",
		  2 },
		{ { "-p", "x" },
		  "ktape dump: --partition takes a whole number, not 'x'\n",
		  2 },
	};
	const char *const missing[] = { "dump", "/no/such/tape", NULL };
	struct captured c = captured_run(cmd_dump, missing, NULL);

	(void)state;
	assert_int_equal(c.status, 6);
	assert_non_null(strstr(c.err, "/no/such/tape"));
	captured_release(&c);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		c = dump(cases[i].options);
		assert_string_equal(c.err, cases[i].sentence);
		assert_string_equal(c.out, "");
		assert_int_equal(c.status, cases[i].status);
		captured_release(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_is_a_line_with_the_fields_of_kcat),
		cmocka_unit_test(filters_leave_what_they_name),
		cmocka_unit_test(stable_is_ordered_and_without_times),
		cmocka_unit_test(what_cannot_be_read_is_said),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
