/* SPDX-License-Identifier: Apache-2.0 */
/* test_selection.c - which records of a tape a selection leaves, and what it
 * says of a condition that SQLite doesn't understand. */
#include "store/selection.h"
#include "tests/test.h"

#include <stdio.h>

/* orders 1: seen on its way in at 5000 · audit 2: fetched only, at 7000 ·
 * audit 3: never seen in time, its own is 8 ms · audit 4: no time at all ·
 * it's 5: refused, so not in the log */
static const char content[] =
	"INSERT INTO exchange (id, client_id, q) VALUES (1, 'checkout', 5000);"
	"INSERT INTO topic (id, name) VALUES (1, 'orders'), (2, 'audit'),"
	" (3, 'it''s');"
	"INSERT INTO topic_partition (id, topic, partition) VALUES (1, 1, 0),"
	" (2, 2, 0), (3, 3, 0);"
	"INSERT INTO batch (id, tp, first_record, records, exchange, in_log,"
	" first_delivered_at) VALUES (1, 1, 1, 1, 1, 1, 9000),"
	" (2, 2, 2, 1, NULL, 1, 7000), (3, 2, 3, 2, NULL, 1, NULL),"
	" (4, 3, 5, 1, 1, 0, NULL), (5, 3, 6, 1, 1, NULL, NULL);"
	"INSERT INTO record (batch, tp, offset, timestamp, key) VALUES"
	" (1, 1, 0, 100, 'a'), (2, 2, 0, 100, 'b'), (3, 2, 1, 8, 'c'),"
	" (3, 2, 2, -1, 'd'), (4, 3, 0, 1, 'e'), (5, 3, 1, 1, 'f');";

static struct fixture {
	char *folder;
	struct tape *tape;
} f;

static int open_fixture(void **state)
{
	char path[512];
	struct err e;

	(void)state;
	f.folder = temp_folder();
	snprintf(path, sizeof(path), "%s/a.ktape", f.folder);
	if (tape_open(&f.tape, path, TAPE_CREATE, &e))
		return -1;
	return sqlite3_exec(tape_db(f.tape), content, NULL, NULL, NULL);
}

static int close_fixture(void **state)
{
	(void)state;
	tape_close(f.tape);
	temp_remove(f.folder);
	return 0;
}

static sqlite3_stmt *prepare(const struct selection *s, struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(tape_db(f.tape));

	sqlite3_str_appendall(sql, "SELECT group_concat(key, '') FROM (SELECT "
				   "key FROM records WHERE 1");
	selection_add(s, sql);
	sqlite3_str_appendall(sql, " ORDER BY record)");
	return selection_prepare(s, f.tape, sql, e);
}

static void it_leaves_what_all_its_conditions_name(void **state)
{
	static const char *const orders[] = { "orders" };
	static const char *const both[] = { "ord*", "[a]udit" };
	static const char *const quoted[] = { "it's" };
	static const char *const none[] = { "x' OR 1 OR '" };
	static const struct {
		struct selection selection;
		const char *keys;
	} cases[] = {
		{ SELECTION_ALL, "abcdf" },
		{ { orders, 1, NULL, INT64_MIN, INT64_MAX }, "a" },
		{ { both, 2, NULL, INT64_MIN, INT64_MAX }, "abcd" },
		{ { quoted, 1, NULL, INT64_MIN, INT64_MAX }, "f" },
		{ { none, 1, NULL, INT64_MIN, INT64_MAX }, "" },
		{ { NULL, 0, "key = 'a' OR key = 'd'", INT64_MIN, INT64_MAX },
		  "ad" },
		{ { both, 2, "producer IS NULL -- fetched", INT64_MIN,
		    INT64_MAX },
		  "bcd" },
		{ { NULL, 0, NULL, 5000, 5001 }, "af" },
		{ { NULL, 0, NULL, 5001, INT64_MAX }, "bc" },
		{ { NULL, 0, NULL, INT64_MIN, 8000 }, "abf" },
		{ { NULL, 0, NULL, INT64_MIN, 8001 }, "abcf" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err e = { 0 };
		sqlite3_stmt *st = prepare(&cases[i].selection, &e);
		const char *keys;

		assert_string_equal(e.text, "");
		assert_int_equal(sqlite3_step(st), SQLITE_ROW);
		keys = (const char *)sqlite3_column_text(st, 0);
		assert_string_equal(keys ? keys : "", cases[i].keys);
		sqlite3_finalize(st);
	}
}

static void a_condition_that_is_no_sql_is_a_usage_error(void **state)
{
	static const struct {
		const char *where, *sentence;
	} cases[] = {
		{ "foo = 1", "--where: no such column: foo" },
		{ "key =", "--where: near \")\": syntax error" },
		{ "", "--where: near \")\": syntax error" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct selection s = SELECTION_ALL;
		struct err e = { 0 };

		s.where = cases[i].where;
		assert_null(prepare(&s, &e));
		assert_int_equal(e.code, ERR_USAGE);
		assert_string_equal(e.text, cases[i].sentence);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_leaves_what_all_its_conditions_name),
		cmocka_unit_test(a_condition_that_is_no_sql_is_a_usage_error),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
