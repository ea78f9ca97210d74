/* SPDX-License-Identifier: Apache-2.0 */
/* test_diff_command.c - `ktape diff`: its options, what it prints in which form,
 * and the status it ends with.  What differs is test_diff.c's. */
#include "tests/lib/captured.h"
#include "tests/lib/pair.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DIFF(p, ...)                                                    \
	captured_run(cmd_diff,                                          \
		     (const char *const[]) { "diff", (p)->path[0],      \
					     (p)->path[1], __VA_ARGS__, \
					     NULL },                    \
		     NULL)
#define A(p, ...) pair_make(p, 0, LINES(__VA_ARGS__), NULL)
#define B(p, ...) pair_make(p, 1, LINES(__VA_ARGS__), NULL)

static void expect(struct captured c, int status, const char *out,
		   const char *err)
{
	if (!strstr(c.out, out))
		fail_msg("'%s' is not in '%s' ('%s')", out, c.out, c.err);
	if (!strstr(c.err, err))
		fail_msg("'%s' is not in '%s'", err, c.err);
	if (c.status != status)
		fail_msg("status %d: '%s' '%s'", c.status, c.out, c.err);
	captured_release(&c);
}

/* ---- reports */

static void three_differences(struct pair *p)
{
	A(p, "orders 0 k {\"id\":1,\"cents\":5} [[\"trace\",\"x\"]]",
	  "orders 0 k lost", "audit 1 - same");
	B(p, "orders 0 k {\"cents\":6,\"id\":1} [[\"trace\",\"y\"]]",
	  "audit 1 - same", "orders 2 m \x01more");
}

static void text_shows_values_side_by_side(void **state)
{
	struct pair *p = *state;

	three_differences(p);
	expect(DIFF(p, "--all"), 1,
	       "records\n"
	       "  same      audit: 1 record\n"
	       "  DIFFERS   orders: 1 missing, 1 extra, 1 changed in 2 "
	       "records\n"
	       "    changed   orders-0, A offset 0, B offset 1000, key k\n"
	       "               $.cents                  5                   "
	       "                 | 6\n"
	       "               header trace             \"x\"                 "
	       "                 | \"y\"\n"
	       "               SELECT 'A' AS tape, ",
	       "");
	expect(DIFF(p, "--all"), 1,
	       "    missing   orders-0, A offset 1, key k\n"
	       "               lost\n",
	       "");
	expect(DIFF(p, "--all"), 1,
	       "    extra     orders-2, B offset 1000, key m\n"
	       "               \\x01more\n",
	       "");
	expect(DIFF(p, "--all"), 1,
	       "\n1 same, 1 missing, 1 extra, 1 changed\n"
	       "the queries run in: sqlite3 -box -cmd \"ATTACH '",
	       "");
}

static void json_has_all_of_it(void **state)
{
	struct pair *p = *state;

	three_differences(p);
	expect(DIFF(p, "--report", "json"), 1,
	       "{\"part\":\"records\",\"name\":\"orders\",\"a\":2,\"b\":2,"
	       "\"same\":0,\"missing\":1,\"extra\":1,\"changed\":1,"
	       "\"duplicate\":0,\"reordered\":0,\"moved\":0,\"unproven\":0,"
	       "\"approximate\":false,\"items\":[{\"class\":\"changed\","
	       "\"proven\":true,\"topic\":\"orders\",\"a\":{\"partition\":0,"
	       "\"offset\":0,\"record\":1},\"b\":{\"partition\":0,"
	       "\"offset\":1000,\"record\":1},\"key\":\"k\","
	       "\"value\":\"{\\\"id\\\":1,\\\"cents\\\":5}\","
	       "\"differences\":[{\"place\":\"$.cents\",\"a\":\"5\","
	       "\"b\":\"6\"},{\"place\":\"header trace\",\"a\":\"\\\"x\\\"\","
	       "\"b\":\"\\\"y\\\"\"}],\"sql\":\"SELECT 'A' AS tape",
	       "");
	expect(DIFF(p, "--report", "json"), 1,
	       "{\"status\":\"different\",\"a\":", "");
}

static void junit_has_a_case_a_topic(void **state)
{
	struct pair *p = *state;

	three_differences(p);
	expect(DIFF(p, "--report", "junit"), 1,
	       "<testsuite name=\"ktape diff\" tests=\"4\" failures=\"1\" "
	       "skipped=\"0\">\n"
	       "<testcase classname=\"tapes\" name=\"A\"></testcase>\n"
	       "<testcase classname=\"tapes\" name=\"B\"></testcase>\n"
	       "<testcase classname=\"records\" name=\"audit\"></testcase>\n"
	       "<testcase classname=\"records\" name=\"orders\">"
	       "<failure message=\"1 missing, 1 extra, 1 changed in 2 "
	       "records\">\n"
	       "changed orders-0, A offset 0, B offset 1000, key k\n",
	       "");
}

static void tap_has_a_line_a_topic(void **state)
{
	struct pair *p = *state;

	three_differences(p);
	expect(DIFF(p, "--report", "tap"), 1,
	       "\nok 3 - records audit: 1 record\n"
	       "not ok 4 - records orders: 1 missing, 1 extra, 1 changed in 2 "
	       "records\n"
	       "# changed orders-0, A offset 0, B offset 1000, key k\n"
	       "#     SELECT 'A'",
	       "");
}

static void what_is_not_proven_is_skipped(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k 1", "t 0 k 2");
	pair_make(p, 1, LINES("t 0 k 1"),
		  "INSERT INTO gap (why, topic) VALUES ('disk full', 't')");
	expect(DIFF(p, "--report", "tap"), 5,
	       "\nok 2 - tapes B: ", "not proven: what is missing on a tape");
	expect(DIFF(p, "--report", "tap"), 5,
	       " lacks something # SKIP not proven\n"
	       "# a gap: disk full of t\n"
	       "ok 3 - records t: 1 missing in 2 and 1 record # SKIP not "
	       "proven\n"
	       "# missing (not proven) t-0, A offset 1, key k\n",
	       "");
	expect(DIFF(p, "--report", "junit"), 5, "failures=\"0\" skipped=\"2\">",
	       "");
	expect(DIFF(p, "--report", "json"), 5, "{\"status\":\"unproven\"", "");
	expect(DIFF(p, "--all"), 5,
	       "  differs?  t: 1 missing in 2 and 1 record\n"
	       "    missing   t-0, A offset 1, key k  (not proven",
	       "");
	expect(DIFF(p, "--all"), 5,
	       "B lacks something: a gap: disk full of t\n", "");
}

static void ten_are_shown_unless_all_are_asked_for(void **state)
{
	const char *lines[16] = { 0 };
	struct pair *p = *state;

	for (int i = 0; i < 15; i++)
		lines[i] = "t 0 - x";
	pair_make(p, 0, lines, NULL);
	B(p, "t 0 - x");
	expect(DIFF(p, "--by", "key"), 1, "    and 4 more: --all\n", "");
	expect(DIFF(p, "--all"), 1,
	       "  DIFFERS   t: 14 missing in 15 and 1 record\n", "");
}

/* ---- rules */

/* The two differ, but not when `rule` is given. */
static void is_ignored_by(struct pair *p, const char *rule)
{
	expect(DIFF(p, "--by", "key"), 1, "DIFFERS", "");
	expect(DIFF(p, "--ignore", rule), 0, "", "");
}

static void headers_are_ignored(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k v [[\"a\",\"1\"],[\"trace-id\",\"x\"]]");
	B(p,
	  "t 0 k v [[\"trace-id\",\"y\"],[\"a\",\"1\"],[\"trace-of\",null]]");
	is_ignored_by(p, "header:trace-*");
	expect(DIFF(p, "--ignore", "header:trace-id"), 1, "header trace-of",
	       "");
}

static void places_in_values_are_ignored(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k {\"id\":1,\"at\":{\"ts\":5},\"l\":[{\"ts\":1}]}");
	B(p, "t 0 k {\"id\":1,\"at\":{\"ts\":6},\"l\":[{\"ts\":2}]}");
	is_ignored_by(p, "value:$.at.ts,value:$.l[*].ts");
	is_ignored_by(p, "value:$..ts");
	is_ignored_by(p, "value");
	expect(DIFF(p, "--ignore", "value:$.at"), 1, "$.l[0].ts", "");
}

static void keys_are_ignored(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 {\"id\":1,\"n\":1} v", "t 0 x1 w");
	B(p, "t 0 {\"n\":2,\"id\":1} v", "t 0 x1 w");
	is_ignored_by(p, "key:$.n");
	is_ignored_by(p, "key");
	is_ignored_by(p, "key:{*");
	expect(DIFF(p, "--ignore", "key:x*"), 1, "", "");
}

static void topics_partitions_and_groups_are_ignored(void **state)
{
	static const char commit[] =
		"INSERT INTO exchange (id, api_key, q) VALUES (99, 8, 9);"
		"INSERT INTO offset_commit (exchange, group_id, tp,"
		" committed_offset, outcome, certain_from) VALUES"
		" (99, 'console-1', 1, 1, 'ok', 9)";
	struct pair *p = *state;

	A(p, "t 0 k v", "noise 0 - a");
	B(p, "t 0 k v", "noise 0 - b");
	is_ignored_by(p, "topic:no*");
	A(p, "t 0 k v", "t 1 - w");
	B(p, "t 2 k v", "t 3 - w");
	is_ignored_by(p, "partition");
	pair_make(p, 0, LINES("t 0 k v"), commit);
	B(p, "t 0 k v");
	is_ignored_by(p, "group:console-*");
	expect(DIFF(p, "-G", "shop"), 0, "", "");
	expect(DIFF(p, "--only", "records"), 0, "", "");
}

static void transactions_are_ignored(void **state)
{
	struct pair *p = *state;
	sqlite3 *db = NULL;

	A(p, "t 0 k v");
	B(p, "t 0 k v");
	assert_int_equal(sqlite3_open(p->path[0], &db), SQLITE_OK);
	sqlite3_exec(db,
		     "INSERT INTO txn (transactional_id, since, outcome)"
		     " VALUES ('pay-1', 5, 'aborted')",
		     NULL, NULL, NULL);
	sqlite3_close(db);
	is_ignored_by(p, "transaction:pay-*");
	expect(DIFF(p, "--transactional-id", "other"), 0, "", "");
}

/* Ranges of a share group: (type, first, last, error), ... */
#define ACKS(rows)                                             \
	"INSERT INTO acknowledgement (exchange, group_id, tp," \
	" type, first_offset, last_offset, error_code)"        \
	" SELECT 1, 'works', 1, * FROM (VALUES " rows ")"

static void share_groups_are_compared_by_what_they_accepted(void **state)
{
	struct pair *p = *state;

	pair_make(p, 0, LINES("t 0 k v"),
		  ACKS("('accept', 0, 8, 0), ('reject', 9, 9, 0)"));
	/* in other ranges; a refusal, a release and more time mean nothing */
	pair_make(p, 1, LINES("t 0 k v"),
		  ACKS("('release', 1000, 1004, 0), ('renew', 1005, 1005, 0),"
		       "('accept', 1000, 1002, 0), ('accept', 1003, 1008, 121),"
		       "('accept', 1003, 1008, 0), ('gap', 1010, 1010, 0),"
		       "('reject', 1009, 1009, 0)"));
	expect(DIFF(p, "--by", "key"), 0,
	       "acknowledgements\n  same      works: 10 records\n", "");
	expect(DIFF(p, "--only", "acknowledgements"), 0, "works", "");
	pair_make(p, 1, LINES("t 0 k v"), ACKS("('accept', 1000, 1009, 0)"));
	expect(DIFF(p, "--by", "key"), 1,
	       "  DIFFERS   works: 1 changed in 10 records\n"
	       "    changed   t: A 9 accepted, 1 rejected, B 10 accepted, 0 "
	       "rejected\n"
	       "               SELECT 'A' AS tape, time, group_id, topic, "
	       "partition, first_offset, last_offset, type, outcome FROM "
	       "main.acknowledged",
	       "");
	is_ignored_by(p, "group:wor*");
	expect(DIFF(p, "-G", "other"), 0, "", "");
	expect(DIFF(p, "--only", "records,commits"), 0, "", "");
	B(p, "t 0 k v");
	expect(DIFF(p, "--by", "key"), 1,
	       "missing   t: A 9 accepted, 1 rejected, B none", "");
	expect(DIFF(p, "--until", "1970-01-01T00:00:00.000005Z"), 5, "", "");
}

static void an_acknowledgement_without_an_answer_proves_nothing(void **state)
{
	struct pair *p = *state;

	pair_make(p, 0, LINES("t 0 k v"), ACKS("('accept', 0, 9, 0)"));
	pair_make(
		p, 1, LINES("t 0 k v"),
		ACKS("('accept', 1000, 1007, 0), ('reject', 1008, 1009, NULL)"));
	expect(DIFF(p, "--by", "key"), 5, "differs?  works", "");
	/* but it was made again, and that one was answered */
	pair_make(
		p, 1, LINES("t 0 k v"),
		ACKS("('accept', 1000, 1004, NULL), ('accept', 1002, 1007, 0),"
		     "('accept', 1000, 1009, 0)"));
	expect(DIFF(p, "--by", "key"), 0, "same      works: 10 records", "");
}

static void numbers_may_differ_by_so_much(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k {\"x\":1.00}", "t 0 k {\"x\":79.999}", "t 0 k 5");
	B(p, "t 0 k {\"x\":1.01}", "t 0 k {\"x\":80.001}", "t 0 k 5.01");
	expect(DIFF(p, "--all"), 1, "3 changed", "");
	expect(DIFF(p, "--numeric-tol", "0.01"), 0, "3 same", "");
	expect(DIFF(p, "--numeric-tol", "0.009"), 1, "1 same, 2 changed", "");
	expect(DIFF(p, "--numeric-tol", "ten"), 2, "", "--numeric-tol takes");
	expect(DIFF(p, "--numeric-tol", "-1"), 2, "", "--numeric-tol takes");
}

/* ---- which records */

static void both_sides_are_selected_from(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k 1", "t 0 k 2", "u 0 k 3");
	B(p, "t 0 k 1", "u 0 k 4");
	expect(DIFF(p, "--where", "value = '1'"), 0, "1 same", "");
	expect(DIFF(p, "-t", "t", "--where-a", "value <> '2'"), 0, "1 same",
	       "");
	expect(DIFF(p, "--where", "topic = 't'", "--where-a", "offset = 0"), 0,
	       "1 same", "");
	/* the second of A's was recorded at 20 */
	expect(DIFF(p, "-t", "t", "--until", "20"), 0, "1 same", "");
	expect(DIFF(p, "-t", "t", "--since", "20"), 1, "0 same, 1 missing", "");
	expect(DIFF(p, "--where", "no_column = 1"), 2, "",
	       "--where: no such column: no_column");
}

static void nothing_compared_is_not_the_same(void **state)
{
	struct pair *p = *state;

	A(p, "t 0 k 1");
	B(p, "t 0 k 1");
	expect(DIFF(p, "-t", "other"), 5, "nothing was compared\n",
	       "not proven: nothing was compared");
	expect(DIFF(p, "-t", "other", "--report", "junit"), 5, "skipped=\"2\">",
	       "");
	pair_make(p, 1, (const char *const[]) { NULL }, NULL);
	expect(DIFF(p, "--by", "key"), 1, "1 missing in 1 and 0 records", "");
}

static void what_is_no_tape_is_refused(void **state)
{
	struct pair *p = *state;
	FILE *f;

	A(p, "t 0 k 1");
	expect(DIFF(p, "--all"), 6, "", "b.ktape': No such file");
	f = fopen(p->path[1], "w");
	fputs("no tape", f);
	fclose(f);
	expect(DIFF(p, "--all"), 3, "", "b.ktape");
	unlink(p->path[1]);
	B(p, "t 0 k 1");
	expect(DIFF(p, "--ignore", "values"), 2, "", "--ignore takes header:");
	expect(DIFF(p, "--ignore", "value:$."), 2, "", "is no path");
	expect(DIFF(p, "--ignore", "header"), 2, "", "not 'header'");
	expect(DIFF(p, "--ignore", "key,"), 2, "", "not ''");
	expect(DIFF(p, "--only", "offsets"), 2, "", "--only is records");
	expect(DIFF(p, "--by", "value"), 2, "", "--by takes");
	expect(DIFF(p, "--report", "xml"), 2, "", "--report is");
	expect(DIFF(p, "third"), 2, "", "unexpected 'third'");
	expect(captured_run(cmd_diff,
			    (const char *const[]) { "diff", p->path[0], NULL },
			    NULL),
	       2, "", "which two tapes?");
}

static void an_unsealed_tape_is_not_compared(void **state)
{
	struct pair *p = *state;
	sqlite3 *db = NULL;

	A(p, "t 0 k 1");
	B(p, "t 0 k 1");
	assert_int_equal(sqlite3_open(p->path[1], &db), SQLITE_OK);
	sqlite3_exec(db, "UPDATE tape SET value = 0 WHERE key = 'indexed'",
		     NULL, NULL, NULL);
	sqlite3_close(db);
	expect(DIFF(p, "--all"), 5, "", "is not sealed: run `ktape seal ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAIR(text_shows_values_side_by_side),
		PAIR(json_has_all_of_it),
		PAIR(junit_has_a_case_a_topic),
		PAIR(tap_has_a_line_a_topic),
		PAIR(what_is_not_proven_is_skipped),
		PAIR(ten_are_shown_unless_all_are_asked_for),
		PAIR(headers_are_ignored),
		PAIR(places_in_values_are_ignored),
		PAIR(keys_are_ignored),
		PAIR(topics_partitions_and_groups_are_ignored),
		PAIR(transactions_are_ignored),
		PAIR(share_groups_are_compared_by_what_they_accepted),
		PAIR(an_acknowledgement_without_an_answer_proves_nothing),
		PAIR(numbers_may_differ_by_so_much),
		PAIR(both_sides_are_selected_from),
		PAIR(nothing_compared_is_not_the_same),
		PAIR(what_is_no_tape_is_refused),
		PAIR(an_unsealed_tape_is_not_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
