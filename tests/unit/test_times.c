/* SPDX-License-Identifier: Apache-2.0 */
/* test_times.c - the quick text of times is SQLite's own, whatever is asked. */
#include "store/times.h"

#include "tests/lib/new_tape.h"
#include "tests/lib/tape_rows.h"
#include "tests/test.h"

#include <stdio.h>

/* The same statement on the tape, with the quick ones, and on none. */
static void assert_same(struct new_tape *t, sqlite3 *own, const char *sql)
{
	sqlite3_stmt *quick, *st;
	int rc;

	assert_int_equal(sqlite3_prepare_v2(tape_db(t->open), sql, -1, &quick,
					    NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(own, sql, -1, &st, NULL),
			 SQLITE_OK);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		const char *expected, *got;

		assert_int_equal(sqlite3_step(quick), SQLITE_ROW);
		expected = (const char *)sqlite3_column_text(st, 0);
		got = (const char *)sqlite3_column_text(quick, 0);
		if (!expected || !got)
			assert_ptr_equal(expected, got);
		else
			assert_string_equal(got, expected);
	}
	assert_int_equal(rc, SQLITE_DONE);
	assert_int_equal(sqlite3_step(quick), SQLITE_DONE);
	sqlite3_finalize(st);
	sqlite3_finalize(quick);
}

#define STAMP                                                     \
	"strftime('%Y-%m-%dT%H:%M:%S', v / 1000000, 'unixepoch')" \
	" || printf('.%06dZ', v % 1000000)"
#define TIMESTAMP                                                          \
	"strftime('%Y-%m-%dT%H:%M:%S', nullif(v, -1) / 1000, 'unixepoch')" \
	" || printf('.%03dZ', v % 1000)"

static void texts_are_the_same(void **state)
{
	static const char *const asked[] = {
		/* every day up to 2100, others up to 9999, and some before 1970
		 * and behind 9999 */
		"WITH d (n) AS (SELECT -800 UNION ALL SELECT"
		" CASE WHEN n < 50000 OR n > 2932000 THEN n + 1 ELSE n + 23 END"
		" FROM d WHERE n < 2932990), s (v) AS (SELECT (n * 86400 + n % 86400)"
		" * 1000000 + n % 1000000 FROM d) SELECT " STAMP " FROM s",
		"WITH d (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM d"
		" WHERE n < 100000), s (v) AS (SELECT 1700000000000000 +"
		" n * 864007 FROM d) SELECT " STAMP " FROM s",
		"WITH d (n) AS (SELECT -2000 UNION ALL SELECT n + 1 FROM d"
		" WHERE n < 100000), s (v) AS (SELECT n * 1009 FROM d) SELECT " TIMESTAMP
		" FROM s",
		/* what is none of that */
		"SELECT " STAMP " FROM (SELECT value AS v FROM json_each("
		"'[null, 1.5, \"\", \"12\", \"x\", 9223372036854775807,"
		" -9223372036854775808, 253402300799999999,"
		" 253402300800000000]'))",
		"SELECT strftime('%s', v, 'unixepoch') || printf('%d', v)"
		" FROM (SELECT 5 AS v UNION SELECT '7' UNION SELECT x'31')",
		"SELECT strftime('%Y-%m-%dT%H:%M:%S', 5, 'localtime')",
		"SELECT strftime(NULL, 5, NULL)",
		"SELECT printf('.%06dZ', 1000000) || printf('.%03dZ', 1000)"
		" || printf('.%03dZ', '12') || printf(NULL, 1)",
		"SELECT printf('%d-%s', 1, 'x') || strftime('%Y', 5)",
	};
	struct new_tape *t = *state;
	struct err e = { 0 };
	sqlite3 *own;

	assert_int_equal(sqlite3_open(":memory:", &own), SQLITE_OK);
	if (tape_quick_times(t->open, &e) < 0)
		fail_msg("%s", e.text);
	for (size_t i = 0; i < sizeof(asked) / sizeof(*asked); i++)
		assert_same(t, own, asked[i]);
	sqlite3_close(own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts_are_the_same,
						new_tape_setup,
						new_tape_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
