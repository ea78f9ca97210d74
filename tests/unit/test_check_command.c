/* SPDX-License-Identifier: Apache-2.0 */
/* test_check_command.c - `ktape check`: which checks it runs, what it prints in
 * which form, and the status it ends with.  Whether the checks are right is
 * tests/kafka/test_checks.py's. */
#include "store/tape.h"
#include "tests/lib/captured.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two batches, the second with a wrong checksum; one was refused. */
static const char content[] =
	"INSERT INTO topic(id, name) VALUES (1, 'orders');"
	"INSERT INTO topic_partition(id, topic, partition) VALUES (1, 1, 3);"
	"INSERT INTO exchange(id, api_key, q, f, r, d, fate) VALUES"
	" (1, 0, 1, 2, 3, 4, 'answered'), (2, 0, 5, 6, 7, 8, 'answered');"
	"INSERT INTO batch(id, tp, base_offset, last_offset, records, exchange,"
	" in_log, crc_ok, complete, origin, logical_batch, producer_id) VALUES"
	" (1, 1, 0, 0, 1, 1, 1, 1, 1, 'produced', 1, -1),"
	" (2, 1, 1, 1, 1, 2, 1, 0, 1, 'produced', 2, -1);"
	"INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)"
	" VALUES (1, 1, 1, 1, 0, 'ok'), (2, 1, 2, -1, 0, 'ok');";

struct place {
	char *folder, tape[256], other[256];
};

static void make(struct place *p, const char *sql, bool seal)
{
	struct tape *t = NULL;
	struct err e = { 0 };
	char *why = NULL;

	if (tape_open(&t, p->tape, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	if (sqlite3_exec(tape_db(t), sql, NULL, NULL, &why))
		fail_msg("%s", why);
	assert_int_equal(tape_complete(t, 9, &e), 0);
	if (seal && tape_seal(t, NULL, NULL, &e) < 0)
		fail_msg("%s", e.text);
	tape_close(t);
}

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->folder = temp_folder();
	snprintf(p->tape, sizeof(p->tape), "%s/a.ktape", p->folder);
	snprintf(p->other, sizeof(p->other), "%s/other", p->folder);
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;

	temp_remove(p->folder);
	free(p);
	return 0;
}

#define CHECK(p, ...)                                                         \
	captured_run(cmd_check,                                               \
		     (const char *const[]) { "check", (p)->tape, __VA_ARGS__, \
					     NULL },                          \
		     NULL)

static void expect(struct captured c, int status, const char *out,
		   const char *err)
{
	if (!strstr(c.out, out))
		fail_msg("'%s' is not in '%s' ('%s')", out, c.out, c.err);
	if (!strstr(c.err, err))
		fail_msg("'%s' is not in '%s'", err, c.err);
	assert_int_equal(c.status, status);
	captured_release(&c);
}

static void a_fault_is_a_failure(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	expect(CHECK(p, "--only", "capture"), 1,
	       "  FAIL     capture.corrupt            1 finding in 2 batches\n"
	       "             orders-3 offset 1: a batch of 1 records has a "
	       "wrong checksum, as its producer sent it  (exchange 2)\n",
	       "");
	expect(CHECK(p, "--skip", "capture"), 0,
	       "0 failed, 1 suspect, 6 passed", "");
}

static void what_was_asked_and_not_examined_is_not_proven(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	expect(CHECK(p, "--only", "transaction.torn"), 5,
	       "  NONE     transaction.torn           no transactions that "
	       "ended\n",
	       "");
	expect(CHECK(p, "--only", "order.realtime"), 5, "NONE", "");
	expect(CHECK(p, "--only", "transaction"), 5, "0 passed", "");
	/* of a family it is enough that something was */
	expect(CHECK(p, "--only", "order"), 0, "NONE", "");
	expect(CHECK(p, "--only", "order", "--only", "group"), 5, "", "");
}

static void strict_makes_a_suspicion_a_failure(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	expect(CHECK(p, "--only", "hazard.producer-config"), 0,
	       "SUSPECT  hazard.producer-config", "");
	expect(CHECK(p, "--only", "hazard.producer-config", "--strict"), 1,
	       "innocent: the data is worth no more\n", "");
}

static void strict_reports_say_so(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	expect(CHECK(p, "--only", "hazard.producer-config", "--report", "tap"),
	       0, "ok 1 - hazard.producer-config", "");
	expect(CHECK(p, "--only", "hazard.producer-config", "--report",
		     "tap,junit", "--strict"),
	       1, "failures=\"1\" skipped=\"0\"", "");
	expect(CHECK(p, "--only", "hazard.producer-config", "--report", "tap",
		     "--strict"),
	       1, "not ok 1 - hazard.producer-config", "");
}

static void a_long_value_is_cut(void **state)
{
	static const char sql[] =
		"-- long\nSELECT printf('%.*c', 200000, 'x') AS v;";
	struct place *p = *state;
	struct captured c;
	FILE *f = fopen(p->other, "w");

	fputs(sql, f);
	fclose(f);
	make(p, content, true);
	c = CHECK(p, "--skip", "capture", "--assert", p->other);
	assert_non_null(strstr(c.out, "v=xxxxx"));
	assert_true(strlen(c.out) < 20000);
	assert_int_equal(c.status, 1);
	captured_release(&c);
}

static void unknown_names_are_refused(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	expect(CHECK(p, "--only", "order.sequenze"), 2, "",
	       "no check 'order.sequenze'");
	expect(CHECK(p, "--skip", "ord"), 2, "", "no check 'ord'");
	expect(CHECK(p, "--report", "xml"), 2, "", "--report is text, json");
	expect(CHECK(p, "--report", "tap,tap,tap,tap,tap,tap,tap,tap,tap"), 2,
	       "", "--report is text, json");
}

static void an_unsealed_tape_is_not_checked(void **state)
{
	struct place *p = *state;

	make(p, content, false);
	expect(CHECK(p, "--all"), 5, "", "is not sealed: run `ktape seal ");
}

static void a_damaged_tape_says_what_could_be_done(void **state)
{
	static const char zeros[4096];
	struct place *p = *state;
	int fd;

	make(p,
	     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	     " WHERE i < 60000) INSERT INTO gap(why, frames) SELECT 'x', i "
	     "FROM n",
	     true);
	fd = open(p->tape, O_WRONLY);
	assert_true(fd >= 0);
	for (off_t at = 32768 * 30; at < 32768 * 33; at += 4096)
		assert_int_equal(pwrite(fd, zeros, sizeof(zeros), at), 4096);
	close(fd);
	expect(CHECK(p, "--only", "capture"), 3, "6 not examined", "damaged");
}

/* `ktape check` runs what it can on a copy with zeros for what is missing. */
static void a_tape_cut_short_is_checked_as_far_as_it_goes(void **state)
{
	struct place *p = *state;
	struct stat st;
	char *sql;

	assert_true(asprintf(&sql,
			     "%s WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
			     "SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO "
			     "gap(why, frames) SELECT 'x', i FROM n",
			     content) > 0);
	make(p, sql, true);
	free(sql);
	assert_int_equal(stat(p->tape, &st), 0);
	assert_int_equal(truncate(p->tape, 32768 * 40), 0);
	expect(CHECK(p, "--only", "capture"), 3, "", "is cut short");
	assert_int_equal(truncate(p->tape, st.st_size), 0);
	expect(CHECK(p, "--only", "capture"), 3, "NONE     capture.session",
	       " checks could be made all the same");
}

static void a_killed_recording_is_checked_and_says_so(void **state)
{
	struct place *p = *state;
	char *sql;

	assert_true(asprintf(&sql,
			     "%s INSERT INTO gap(why, since) VALUES ('killed', "
			     "8)",
			     content) > 0);
	make(p, sql, true);
	free(sql);
	expect(CHECK(p, "--only", "capture"), 1,
	       "  SUSPECT  capture.gap                1 finding in 2 exchanges"
	       "\n             killed\n",
	       "");
}

static void an_older_tape_gives_none(void **state)
{
	struct place *p = *state;

	make(p, content, true);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->tape, &db), SQLITE_OK);
	sqlite3_exec(db, "DROP TABLE batch_link", NULL, NULL, NULL);
	sqlite3_close(db);
	expect(CHECK(p, "--only", "order.divergence"), 5,
	       "of an older ktape (no such table: batch_link)", "");
}

static void write_other(const struct place *p, const char *text)
{
	FILE *f = fopen(p->other, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void own_statements_must_return_no_rows(void **state)
{
	static const char sql[] =
		"-- about batches\n-- no large batch\n"
		"SELECT id FROM batch WHERE records > 5;\n"
		"-- no batch at all\nSELECT id, records FROM batch;\n";
	struct place *p = *state;

	write_other(p, sql);
	make(p, content, true);
	expect(CHECK(p, "--skip", "capture", "--assert", p->other), 1,
	       "  FAIL     assert.no batch at all     2 findings in 1 "
	       "statement\n             id=1, records=1\n"
	       "             id=2, records=1\n"
	       "  PASS     assert.no large batch      1 statement\n",
	       "");
	write_other(p, "DELETE FROM batch");
	expect(CHECK(p, "--assert", p->other), 2, "", "only queries are run");
	write_other(p, "SELECT missing");
	expect(CHECK(p, "--assert", p->other), 2, "",
	       "no such column: missing");
	unlink(p->other);
	expect(CHECK(p, "--assert", p->other), 6, "", "cannot read");
}

static void own_statements_are_chosen_by_name(void **state)
{
	static const char sql[] =
		"-- no large batch\nSELECT id FROM batch WHERE records > 5;\n"
		"-- no batch at all\nSELECT id, records FROM batch;\n";
	struct place *p = *state;

	write_other(p, sql);
	make(p, content, true);
	expect(CHECK(p, "--assert", p->other, "--only", "assert"), 1,
	       "1 failed, 0 suspect, 1 passed, 0 not examined", "");
	expect(CHECK(p, "--assert", p->other, "--only",
		     "assert.no large batch"),
	       0, "0 failed, 0 suspect, 1 passed, 0 not examined", "");
	expect(CHECK(p, "--assert", p->other, "--only", "assert", "--skip",
		     "assert.no batch at all"),
	       0, "0 failed, 0 suspect, 1 passed, 0 not examined", "");
	expect(CHECK(p, "--assert", p->other, "--only", "assert.no large"), 0,
	       "1 passed", "");
	expect(CHECK(p, "--assert", p->other, "--only", "assert.no big batch"),
	       2, "", "no check 'assert.no big batch'");
	expect(CHECK(p, "--only", "assert"), 2, "", "no check 'assert'");
	expect(CHECK(p, "--assert", p->other, "--only", "order"), 2, "",
	       "--only leaves out all statements of --assert");
}

static void what_is_expected_and_not_examined_is_not_proven(void **state)
{
	static const char text[] = "[topic orders]\nrecords = 2\n"
				   "[topic nothing]\nrecords = 0\n";
	struct place *p = *state;
	FILE *f = fopen(p->other, "w");

	fputs(text, f);
	fclose(f);
	make(p, content, true);
	expect(CHECK(p, "--only", "expect", "--expect", p->other), 5,
	       "  PASS     expect.records orders      1 partition with 2 "
	       "records\n0 failed, 0 suspect, 1 passed, 1 not examined",
	       "");
	expect(CHECK(p, "--skip", "capture", "--skip", "expect.records",
		     "--expect", p->other),
	       0, "0 failed", "");
	/* a kind of which nothing is expected says so where it is asked for */
	expect(CHECK(p, "--only", "expect.lag"), 5,
	       "not examined: nothing is declared: ktape check --expect FILE",
	       "");
	expect(CHECK(p, "--only", "expect.lag", "--expect", p->other), 5, "",
	       "");
	unlink(p->other);
	expect(CHECK(p, "--expect", p->other), 6, "", "cannot read");
}

static void what_is_no_text_is_refused(void **state)
{
	struct place *p = *state;
	FILE *f = fopen(p->other, "w");

	make(p, content, true);
	fwrite("[topic a]\0records = 1", 1, 21, f);
	fclose(f);
	expect(CHECK(p, "--expect", p->other), 2, "",
	       "is no text: byte 9 is 0");
	expect(CHECK(p, "--assert", p->other), 2, "",
	       "is no text: byte 9 is 0");
	f = fopen(p->other, "w");
	for (int i = 0; i < 70000; i++)
		fputs("# many comments\n", f);
	fclose(f);
	expect(CHECK(p, "--expect", p->other), 2, "", "is larger than 1 MiB");
	expect(CHECK(p, "--expect", p->folder), 6, "", "cannot read");
}

static void reports_go_to_files(void **state)
{
	struct place *p = *state;
	char option[600], line[200];
	FILE *f;

	make(p, content, true);
	snprintf(option, sizeof(option), "tap,junit:%s", p->other);
	expect(CHECK(p, "--only", "capture.corrupt", "--report", option), 1,
	       "TAP version 14\n1..1\n"
	       "not ok 1 - capture.corrupt: 1 finding in 2 batches\n"
	       "# FAIL orders-3 offset 1: a batch of",
	       "");
	f = fopen(p->other, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	assert_non_null(fgets(line, sizeof(line), f));
	assert_string_equal(line, "<testsuite name=\"ktape check\" tests=\"1\""
				  " failures=\"1\" skipped=\"0\">\n");
	fclose(f);
	expect(CHECK(p, "--only", "capture.corrupt", "--report", "json"), 1,
	       "\"findings\":[{\"verdict\":\"FAIL\",\"topic\":\"orders\","
	       "\"partition\":3,\"offset\":1,\"group_id\":null,"
	       "\"exchange_id\":2,",
	       "");
	snprintf(option, sizeof(option), "text:%s/no/such", p->folder);
	expect(CHECK(p, "--report", option), 6, "", "cannot write");
}

static void the_list_names_what_they_look_for(void **state)
{
	(void)state;
	expect(captured_run(cmd_check,
			    (const char *const[]) { "check", "--list", NULL },
			    NULL),
	       0,
	       "duplicate.log              each record that a producer sent is "
	       "in the log once\n",
	       "");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_fault_is_a_failure),
		CASE(what_was_asked_and_not_examined_is_not_proven),
		CASE(strict_makes_a_suspicion_a_failure),
		CASE(strict_reports_say_so),
		CASE(a_long_value_is_cut),
		CASE(unknown_names_are_refused),
		CASE(an_unsealed_tape_is_not_checked),
		CASE(a_damaged_tape_says_what_could_be_done),
		CASE(a_tape_cut_short_is_checked_as_far_as_it_goes),
		CASE(a_killed_recording_is_checked_and_says_so),
		CASE(an_older_tape_gives_none),
		CASE(own_statements_must_return_no_rows),
		CASE(own_statements_are_chosen_by_name),
		CASE(what_is_expected_and_not_examined_is_not_proven),
		CASE(what_is_no_text_is_refused),
		CASE(reports_go_to_files),
		CASE(the_list_names_what_they_look_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
