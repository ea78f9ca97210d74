/* SPDX-License-Identifier: Apache-2.0 */
/* test_query.c - `ktape query`: modes, reports, and that it only reads. */
#include "store/tape.h"
#include "tests/lib/captured.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <unistd.h>

static struct fixture {
	char *folder, tape[256];
} f;

static int open_fixture(void **state)
{
	struct tape *t;
	struct err e;

	(void)state;
	f.folder = temp_folder();
	snprintf(f.tape, sizeof(f.tape), "%s/a.ktape", f.folder);
	if (tape_open(&t, f.tape, TAPE_CREATE, &e))
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

static struct captured query(const char *a, const char *b, const char *input)
{
	const char *words[] = { "query", f.tape, a, b, NULL };

	return captured_run(cmd_query, words, input);
}

static void assert_prints(const char *sql, const char *mode, const char *want)
{
	struct captured c = query(sql, mode, NULL);

	assert_string_equal(c.err, "");
	assert_string_equal(c.out, want);
	assert_int_equal(c.status, 0);
	captured_release(&c);
}

static void assert_fails(struct captured c, int status, const char *words)
{
	if (!strstr(c.err, words))
		fail_msg("'%s' is not in '%s'", words, c.err);
	assert_int_equal(c.status, status);
	captured_release(&c);
}

static void each_mode_prints_values_as_they_are(void **state)
{
	static const char sql[] =
		"SELECT 1 AS n, 'a,\"b' AS \"t,x\", NULL AS z, x'00ff' AS b,"
		" '' AS e UNION ALL SELECT 20, 'é' || char(10), 1.5, 'c', 'f'";
	static const struct {
		const char *mode, *want;
	} rows[] = {
		{ NULL, "1|a,\"b||x'00ff'|\n20|é\n|1.5|c|f\n" },
		{ "--list", "1|a,\"b||x'00ff'|\n20|é\n|1.5|c|f\n" },
		{ "--csv", "n,\"t,x\",z,b,e\r\n"
			   "1,\"a,\"\"b\",,x'00ff',\"\"\r\n"
			   "20,\"é\n\",1.5,c,f\r\n" },
		{ "--json", "[{\"n\":1,\"t,x\":\"a,\\\"b\",\"z\":null,"
			    "\"b\":{\"b64\":\"AP8=\"},\"e\":\"\"},\n"
			    "{\"n\":20,\"t,x\":\"é\\n\",\"z\":1.5,\"b\":\"c\","
			    "\"e\":\"f\"}]\n" },
		{ "--line", "  n = 1\nt,x = a,\"b\n  z = \n  b = x'00ff'\n"
			    "  e = \n\n"
			    "  n = 20\nt,x = é\n\n  z = 1.5\n  b = c\n"
			    "  e = f\n" },
		{ "--box", "┌────┬──────┬─────┬─────────┬───┐\n"
			   "│  n │ t,x  │   z │ b       │ e │\n"
			   "├────┼──────┼─────┼─────────┼───┤\n"
			   "│  1 │ a,\"b │     │ x'00ff' │   │\n"
			   "│ 20 │ é\\n  │ 1.5 │ c       │ f │\n"
			   "└────┴──────┴─────┴─────────┴───┘\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_prints(sql, rows[i].mode, rows[i].want);
}

static void no_rows_are_nothing_but_json_stays_json(void **state)
{
	(void)state;
	assert_prints("SELECT 1 AS n WHERE 0", "--json", "[]\n");
	assert_prints("SELECT 1 AS n WHERE 0", "--csv", "n\r\n");
	assert_prints("SELECT 1 AS n WHERE 0", "--box", "");
	assert_prints("SELECT 1 AS n WHERE 0", "--list", "");
}

static void a_long_table_prints_each_row_once(void **state)
{
	struct captured c = query("WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL "
				  "SELECT i + 1 FROM s WHERE i < 2500) "
				  "SELECT i, 'row' || i AS r FROM s",
				  "--box", NULL);
	int lines = 0;

	(void)state;
	for (char *p = c.out; (p = strchr(p, '\n')); p++)
		lines++;
	assert_int_equal(lines, 2500 + 4);
	assert_non_null(strstr(c.out, "│ 1000 │ row1000 │\n"));
	assert_non_null(strstr(c.out, "│ 1001 │ row1001 │\n"));
	assert_non_null(strstr(c.out, "│ 2500 │ row2500 │\n"));
	captured_release(&c);
}

static void sql_comes_from_stdin_too(void **state)
{
	struct captured c = query("-", NULL, "-- two\nSELECT 1; SELECT 2;\n");

	(void)state;
	assert_string_equal(c.err, "");
	assert_string_equal(c.out, "1\n2\n");
	assert_int_equal(c.status, 0);
	captured_release(&c);
	c = query("-", NULL, "");
	assert_string_equal(c.out, "");
	assert_int_equal(c.status, 0);
	captured_release(&c);
}

static void nothing_can_be_written(void **state)
{
	static const char *const tries[] = {
		"DELETE FROM tape",
		"INSERT INTO stall(why) VALUES ('x')",
		"CREATE TABLE x(y)",
		"CREATE TEMP TABLE x(y)",
		"DROP VIEW help",
		"PRAGMA user_version = 5",
		"PRAGMA query_only = 0; DELETE FROM tape",
		"PRAGMA writable_schema = 1; DELETE FROM sqlite_master",
		"VACUUM",
	};
	char sql[400], other[300];

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
		assert_fails(query(tries[i], NULL, NULL), ERR_USAGE, "");
	snprintf(other, sizeof(other), "%s/new", f.folder);
	snprintf(sql, sizeof(sql), "VACUUM INTO '%s'", other);
	struct captured c = query(sql, NULL, NULL);

	captured_release(&c);
	assert_int_equal(access(other, F_OK), -1);
	snprintf(sql, sizeof(sql), "ATTACH '%s' AS o; CREATE TABLE o.x(y)",
		 other);
	c = query(sql, NULL, NULL);
	captured_release(&c);
	assert_int_equal(access(other, F_OK), -1);
	assert_prints("SELECT count(*) FROM tape", NULL, "4\n");
}

static void reports_have_titles_and_run(void **state)
{
	const char *words[] = { "query", "-r", "list", NULL };
	struct captured list = captured_run(cmd_query, words, NULL);
	int reports = 0;

	(void)state;
	assert_int_equal(list.status, 0);
	for (char *p = strtok(list.out, "\n"); p; p = strtok(NULL, "\n")) {
		char name[32];

		assert_int_equal(sscanf(p, "%31s", name), 1);
		assert_true(strlen(p) > 20);
		struct captured c = query("-r", name, NULL);

		if (c.status)
			fail_msg("%s: %s", name, c.err);
		captured_release(&c);
		reports++;
	}
	assert_true(reports > 5);
	captured_release(&list);
	assert_fails(query("-r", "nonsense", NULL), ERR_USAGE, "-r list");
}

static void mistakes_are_said(void **state)
{
	const char *none[] = { "query", NULL };
	const char *gone[] = { "query", "/nonexistent.ktape", "SELECT 1",
			       NULL };

	(void)state;
	assert_fails(captured_run(cmd_query, none, NULL), ERR_USAGE, "TAPE");
	assert_fails(captured_run(cmd_query, gone, NULL), ERR_IO,
		     "No such file");
	assert_fails(query("SELEC 1", NULL, NULL), ERR_USAGE, "syntax error");
	assert_fails(query("SELECT * FROM nowhere", NULL, NULL), ERR_USAGE,
		     "nowhere");
	assert_fails(query("--json", "--csv", NULL), ERR_USAGE, "one of");
}

static void without_sql_it_tells_what_to_ask(void **state)
{
	struct captured c = query("--list", NULL, NULL);

	(void)state;
	assert_int_equal(c.status, 0);
	assert_non_null(strstr(c.out, "records||one row per record"));
	captured_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mode_prints_values_as_they_are),
		cmocka_unit_test(no_rows_are_nothing_but_json_stays_json),
		cmocka_unit_test(a_long_table_prints_each_row_once),
		cmocka_unit_test(sql_comes_from_stdin_too),
		cmocka_unit_test(nothing_can_be_written),
		cmocka_unit_test(reports_have_titles_and_run),
		cmocka_unit_test(mistakes_are_said),
		cmocka_unit_test(without_sql_it_tells_what_to_ask),
	};

	return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
