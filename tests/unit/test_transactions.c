/* SPDX-License-Identifier: Apache-2.0 */
/* test_transactions.c - store/meaning/transactions.sql: which requests are one
 * transaction, how it ended, and what proves it. */
#include "tests/test.h"

#include "store/meaning.h"
#include "store/tape.h"

#include <stdio.h>
#include <stdlib.h>

/* Producer id 7 of transactional id "x" writes to partition 1 (also 2), one
 * exchange a call; its stamps are q, q + 1, q + 2, q + 3 with q = 100, 110... */
struct tale {
	struct tape *tape;
	char *folder;
	int64_t exchange, batch, offset[3];
	int16_t produce_version;
};

enum { LOST = -1000 }; /* in place of an error: no answer */

static void run(struct tale *t, const char *format, ...)
{
	char sql[1000], *why = NULL;
	va_list args;

	va_start(args, format);
	vsnprintf(sql, sizeof(sql), format, args);
	va_end(args);
	if (sqlite3_exec(tape_db(t->tape), sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
}

static int setup(void **state)
{
	struct tale *t = calloc(1, sizeof(*t));
	struct err e = { 0 };
	char path[256];

	t->folder = temp_folder();
	t->produce_version = 11;
	snprintf(path, sizeof(path), "%s/a.ktape", t->folder);
	if (tape_open(&t->tape, path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	run(t, "INSERT INTO topic(id, name) VALUES (1, 't');"
	       "INSERT INTO topic_partition(id, topic, partition) VALUES "
	       "(1, 1, 0), (2, 1, 1)");
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct tale *t = *state;

	tape_close(t->tape);
	temp_remove(t->folder);
	free(t);
	return 0;
}

static int64_t stamp(const struct tale *t)
{
	return 90 + 10 * t->exchange;
}

static int64_t exchanged(struct tale *t, int api, int version, int error)
{
	t->exchange++;
	run(t,
	    "INSERT INTO exchange(id, api_key, api_version, client_id, q, f, "
	    "r, d, error_code) VALUES (%d, %d, %d, 'c', %d, %d, "
	    "nullif(%d, 0), nullif(%d, 0), nullif(%d, -1000))",
	    (int)t->exchange, api, version, (int)stamp(t), (int)stamp(t) + 1,
	    error == LOST ? 0 : (int)stamp(t) + 2,
	    error == LOST ? 0 : (int)stamp(t) + 3, error);
	return t->exchange;
}

/* ---- what a producer does */

static void init(struct tale *t, int pid, int epoch)
{
	run(t,
	    "INSERT INTO txn_event(exchange, transactional_id, event, "
	    "error_code, timeout_ms, next_producer_id, next_producer_epoch) "
	    "VALUES (%d, 'x', 'init', 0, 60000, %d, %d)",
	    (int)exchanged(t, 22, 5, 0), pid, epoch);
}

static void event(struct tale *t, int epoch, const char *what, int error)
{
	int version = t->produce_version >= 12 ? 5 : 3;
	int api = strncmp(what, "add", 3) == 0 ? 24 : 26;

	run(t,
	    "INSERT INTO txn_event(exchange, transactional_id, producer_id, "
	    "producer_epoch, event, error_code) VALUES (%d, 'x', 7, %d, '%s', "
	    "nullif(%d, -1000))",
	    (int)exchanged(t, api, version, error), epoch, what, error);
}

/* One record; the batch's id. */
static int send(struct tale *t, int epoch, int tp, int error)
{
	int x = (int)exchanged(t, 0, t->produce_version, error);
	int64_t at = error ? -1 : t->offset[tp]++;

	t->batch++;
	run(t,
	    "INSERT INTO batch(id, tp, base_offset, last_offset, producer_id, "
	    "producer_epoch, records, transactional, exchange, in_log, "
	    "acked_at) VALUES (%d, %d, nullif(%d, -1), nullif(%d, -1), 7, %d, "
	    "1, 1, %d, %s, nullif(%d, 0))",
	    (int)t->batch, tp, (int)at, (int)at, epoch, x,
	    error == 0      ? "1"
	    : error == LOST ? "NULL"
			    : "0",
	    error ? 0 : (int)stamp(t) + 2);
	run(t,
	    "INSERT INTO produce(exchange, tp, batch, transactional_id, "
	    "error_code, outcome) VALUES (%d, %d, %d, 'x', nullif(%d, -1000), "
	    "'%s')",
	    x, tp, (int)t->batch, error,
	    error == 0      ? "ok"
	    : error == LOST ? "maybe"
			    : "no");
	return (int)t->batch;
}

static void send_offset(struct tale *t, int epoch, int offset, int error)
{
	run(t,
	    "INSERT INTO offset_commit(exchange, group_id, tp, "
	    "committed_offset, error_code, kind, producer_id, producer_epoch, "
	    "transactional_id, outcome) VALUES (%d, 'g', 1, %d, %d, 'txn', 7, "
	    "%d, 'x', '%s')",
	    (int)exchanged(t, 28, 3, error), offset, error, epoch,
	    error ? "no" : "ok");
}

/* ---- what others do */

/* A marker comes into the log and is fetched. */
static void fetch_marker(struct tale *t, int epoch, int tp, const char *control)
{
	int x = (int)exchanged(t, 1, 12, 0);
	int64_t at = t->offset[tp]++;

	t->batch++;
	run(t,
	    "INSERT INTO batch(id, tp, base_offset, last_offset, producer_id, "
	    "producer_epoch, records, transactional, control, in_log) VALUES "
	    "(%d, %d, %d, %d, 7, %d, 1, 1, '%s', 1)",
	    (int)t->batch, tp, (int)at, (int)at, epoch, control);
	run(t,
	    "INSERT INTO fetch(id, exchange, tp) VALUES (%d, %d, %d);"
	    "INSERT INTO delivery(fetch, batch) VALUES (%d, %d)",
	    x, x, tp, x, (int)t->batch);
}

static void read_back(struct tale *t, int offset)
{
	run(t,
	    "INSERT INTO offset_fetch(exchange, group_id, tp, "
	    "committed_offset, require_stable, error_code) VALUES (%d, 'g', 1, "
	    "%d, 1, 0)",
	    (int)exchanged(t, 9, 8, 0), offset);
}

/* ---- what the tape says of it */

static char *answer(struct tale *t, const char *sql)
{
	sqlite3_stmt *st = NULL;
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	const char *before = "";

	if (sqlite3_prepare_v2(tape_db(t->tape), sql, -1, &st, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(tape_db(t->tape)));
	while (sqlite3_step(st) == SQLITE_ROW) {
		for (int c = 0; c < sqlite3_column_count(st); c++) {
			const unsigned char *v = sqlite3_column_text(st, c);

			fprintf(out, "%s%s", c ? "|" : before,
				v ? (const char *)v : "-");
		}
		before = "\n";
	}
	sqlite3_finalize(st);
	fclose(out);
	return text;
}

static void assert_answer(struct tale *t, const char *sql, const char *expected)
{
	char *got = answer(t, sql);

	if (strcmp(got, expected) != 0)
		fail_msg("%s\n%s\nand not\n%s", sql, got, expected);
	free(got);
}

static void make_meaning(struct tale *t)
{
	struct err e = { 0 };

	if (tape_make_meaning(t->tape, &e) < 0)
		fail_msg("%s", e.text);
}

#define OUTCOMES \
	"SELECT producer_epoch, outcome, evidence, since, until FROM txn"

static void assert_outcomes(struct tale *t, const char *expected)
{
	make_meaning(t);
	assert_answer(t, OUTCOMES, expected);
}

/* ---- tests */

static void an_epoch_for_each_with_kip_890(void **state)
{
	struct tale *t = *state;

	t->produce_version = 12;
	init(t, 7, 0);            /* 100 */
	send(t, 0, 1, 0);         /* 110 */
	send(t, 0, 2, 0);         /* 120 */
	event(t, 0, "commit", 0); /* 130 */
	send(t, 1, 1, 0);         /* 140 */
	event(t, 1, "abort", 0);  /* 150 */
	send(t, 2, 1, 0);         /* 160 */
	run(t, "INSERT INTO tape VALUES ('ended', 100000000)");
	assert_outcomes(t, "0|committed|EndTxn|110|132\n"
			   "1|aborted|EndTxn|140|152\n"
			   "2|open|-|160|-");
	assert_answer(t, "SELECT * FROM txn_batch", "1|1\n2|1\n3|2\n4|3");
	assert_answer(t,
		      "SELECT transactional_id, producer_id, protocol, "
		      "timeout_ms, records, partitions, duration_us, overdue, "
		      "client FROM transactions",
		      "x|7|2|60000|2|2|22|0|c\n"
		      "x|7|2|60000|1|1|12|0|c\n"
		      "x|7|2|60000|1|1|99999840|1|c");
	assert_answer(t, "SELECT event, txn FROM txn_event",
		      "init|-\ncommit|1\nabort|2");
}

static void many_of_one_epoch_are_parted_by_their_ends(void **state)
{
	struct tale *t = *state;

	init(t, 7, 3);
	event(t, 3, "add partition", 0); /* 110 */
	send(t, 3, 1, 0);
	event(t, 3, "commit", 0);         /* 130 */
	event(t, 3, "add partition", 51); /* 140: the one before is not over */
	event(t, 3, "add partition", 0);
	send(t, 3, 1, 0);
	event(t, 3, "abort", 0);         /* 170 */
	event(t, 3, "add partition", 0); /* 180: never used */
	event(t, 3, "abort", 0);
	event(t, 3, "add partition", 0);
	send(t, 3, 1, 0);
	assert_outcomes(t, "3|committed|EndTxn|110|132\n"
			   "3|aborted|EndTxn|140|172\n"
			   "3|open|-|200|-");
	assert_answer(t, "SELECT DISTINCT protocol FROM txn", "1");
	assert_answer(t, "SELECT event, txn FROM txn_event ORDER BY id",
		      "init|-\nadd partition|1\ncommit|1\nadd partition|2\n"
		      "add partition|2\nabort|2\nadd partition|-\nabort|-\n"
		      "add partition|3");
}

static void an_end_that_is_sent_again_is_one(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);            /* 100 */
	event(t, 0, "commit", 51);   /* CONCURRENT_TRANSACTIONS */
	event(t, 0, "commit", LOST); /* 120 */
	event(t, 0, "commit", 16);   /* NOT_COORDINATOR */
	event(t, 0, "commit", 0);    /* 140 */
	send(t, 0, 1, 0);
	event(t, 0, "commit", 120); /* TRANSACTION_ABORTABLE */
	event(t, 0, "abort", 0);    /* 170 */
	assert_outcomes(t, "0|committed|EndTxn|100|142\n"
			   "0|aborted|EndTxn|150|172");
	assert_answer(t, "SELECT txn FROM txn_event", "1\n1\n1\n1\n2\n2");
}

static void an_end_without_answer_proves_nothing_by_itself(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	event(t, 0, "commit", LOST);
	assert_outcomes(t, "0|unknown|EndTxn without answer|100|-");
	/* nor when the id's next producer comes: it may be committed or not */
	init(t, 7, 2);
	assert_outcomes(t, "0|unknown|EndTxn without answer|100|-");
	fetch_marker(t, 0, 1, "COMMIT"); /* 130 */
	assert_outcomes(t, "0|committed|marker|100|132");
}

static void a_producer_that_goes_on_was_told_the_end(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	event(t, 0, "commit", LOST);
	send(t, 0, 1, LOST); /* 120 */
	make_meaning(t);
	assert_answer(t, OUTCOMES " WHERE id = 1",
		      "0|unknown|EndTxn without answer|100|-");
	send(t, 0, 1, 0); /* 130 */
	make_meaning(t);
	assert_answer(t, OUTCOMES " WHERE id = 1",
		      "0|committed|next transaction|100|132");
}

static void the_next_epoch_proves_it_unless_init_gave_it(void **state)
{
	struct tale *t = *state;

	t->produce_version = 12;
	send(t, 0, 1, 0);
	event(t, 0, "abort", LOST);
	send(t, 1, 1, 0); /* 120 */
	event(t, 1, "commit", LOST);
	init(t, 7, 2);
	send(t, 2, 1, 0);
	assert_outcomes(t, "0|aborted|next epoch|100|122\n"
			   "1|unknown|EndTxn without answer|120|-\n"
			   "2|open|-|150|-");
}

static void a_coordinator_that_lost_patience_leaves_its_marker(void **state)
{
	struct tale *t = *state;

	init(t, 7, 0);
	send(t, 0, 1, 0);
	send(t, 0, 2, 0);
	assert_outcomes(t, "0|open|-|110|-");
	fetch_marker(t, 1, 2, "ABORT"); /* 130 */
	assert_outcomes(t, "0|aborted|marker|110|132");
	event(t, 0, "commit", 47);
	assert_outcomes(t, "0|aborted|fenced, marker|110|132");
}

static void a_fenced_one_is_aborted(void **state)
{
	struct tale *t = *state;

	init(t, 7, 0);
	send(t, 0, 1, 0);          /* 110 */
	init(t, 7, 2);             /* 120: killed, and started again */
	send(t, 2, 1, 0);          /* 130 */
	send(t, 2, 1, 47);         /* fenced by one that is not on the tape */
	event(t, 0, "commit", 90); /* the zombie */
	assert_outcomes(t, "0|aborted|fenced by init|110|122\n"
			   "2|aborted|fenced|130|142");
	run(t, "DELETE FROM txn_event WHERE exchange = 3");
	assert_outcomes(t, "0|aborted|fenced|110|152\n"
			   "2|aborted|fenced|130|142");
}

static void an_id_may_go_on_under_another_producer_id(void **state)
{
	struct tale *t = *state;

	send(t, 32766, 1, 0);
	init(t, 8, 0);
	assert_outcomes(t, "32766|aborted|fenced by init|100|112");
}

static void what_was_refused_as_a_whole_is_aborted(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 29);
	assert_outcomes(t, "0|aborted|refused|100|102");
	assert_answer(t, "SELECT records, partitions FROM txn", "0|0");
}

static void markers_overrule_an_answer(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	event(t, 0, "commit", 0);
	fetch_marker(t, 0, 1, "COMMIT");
	send(t, 0, 1, 0); /* 130 */
	event(t, 0, "commit", 0);
	fetch_marker(t, 0, 1, "ABORT"); /* 150 */
	send(t, 0, 1, 0);
	send(t, 0, 2, 0);
	event(t, 0, "commit", 0);
	fetch_marker(t, 0, 1, "ABORT");
	fetch_marker(t, 0, 2, "COMMIT");
	assert_outcomes(t, "0|committed|EndTxn, marker|100|112\n"
			   "0|aborted|marker against EndTxn|130|152\n"
			   "0|unknown|markers disagree|160|-");
}

static void a_marker_behind_a_hole_may_be_anothers(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	event(t, 0, "commit", LOST);
	t->offset[1]++; /* something that nobody fetched */
	fetch_marker(t, 0, 1, "ABORT");
	assert_outcomes(t, "0|unknown|EndTxn without answer|100|-");
}

static void a_second_marker_ends_nothing(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	event(t, 0, "commit", 0);
	fetch_marker(t, 0, 1, "COMMIT");
	fetch_marker(t, 1, 1, "ABORT");
	assert_outcomes(t, "0|committed|EndTxn, marker|100|112");
}

static void an_admins_marker_counts(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	run(t,
	    "INSERT INTO txn_event(exchange, producer_id, producer_epoch, "
	    "event, error_code, tp) VALUES (%d, 7, 0, 'abort marker', 0, 1)",
	    (int)exchanged(t, 27, 1, 0));
	assert_outcomes(t, "0|aborted|marker|100|112");
	assert_answer(t, "SELECT txn FROM txn_event", "1");
}

static void missed_ends_are_made_up_by_markers(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0); /* 100 */
	send(t, 0, 2, 0);
	fetch_marker(t, 0, 1, "COMMIT"); /* 120 */
	fetch_marker(t, 0, 2, "COMMIT");
	send(t, 0, 1, 0); /* 140 */
	send(t, 0, 2, 0);
	fetch_marker(t, 0, 2, "ABORT"); /* 160 */
	send(t, 0, 2, 0);               /* 170 */
	event(t, 0, "commit", 0);
	assert_outcomes(t, "0|committed|marker|100|122\n"
			   "0|aborted|marker|140|162\n"
			   "0|committed|EndTxn|170|182");
	assert_answer(t, "SELECT batch, txn FROM txn_batch",
		      "1|1\n2|1\n5|2\n6|2\n8|3");
}

static void where_something_was_missed_silence_is_no_evidence(void **state)
{
	struct tale *t = *state;

	send(t, 0, 1, 0);
	run(t, "INSERT INTO gap(why, since, until) VALUES ('full', 105, 107)");
	init(t, 7, 2);
	assert_outcomes(t, "0|unknown|gap|100|-");
	run(t, "UPDATE gap SET api_key = 1");
	assert_outcomes(t, "0|aborted|fenced by init|100|112");
}

#define COMMITS                                                                \
	"SELECT committed_offset, outcome, effective_from, certain_from, txn " \
	"FROM offset_commit ORDER BY id"

static void offsets_hold_when_their_transaction_does(void **state)
{
	struct tale *t = *state;

	send_offset(t, 0, 10, 22); /* refused, then sent again */
	send_offset(t, 0, 10, 0);
	event(t, 0, "commit", LOST); /* 120 */
	event(t, 0, "commit", 0);    /* 130 */
	send_offset(t, 0, 20, 0);
	event(t, 0, "abort", 0);
	send_offset(t, 0, 30, 0);
	event(t, 0, "commit", LOST); /* 170 */
	assert_outcomes(t, "0|committed|EndTxn|100|132\n"
			   "0|aborted|EndTxn|140|152\n"
			   "0|unknown|EndTxn without answer|160|-");
	assert_answer(t, COMMITS,
		      "10|no|-|-|1\n10|ok|121|132|1\n20|ok|-|-|2\n"
		      "30|ok|171|-|3");
	assert_answer(t, "SELECT records, group_ids FROM txn", "0|g\n0|g\n0|g");
	assert_answer(t,
		      "SELECT committed_offset, transaction_outcome FROM "
		      "commits WHERE certain_from IS NOT NULL",
		      "10|committed");
	assert_answer(t, "SELECT committed_offset FROM lag", "10");
	assert_answer(t, "SELECT commits FROM groups", "1");
}

static void offsets_read_back_prove_their_transaction(void **state)
{
	struct tale *t = *state;

	read_back(t, 5);
	send_offset(t, 0, 10, 0);    /* 110 */
	event(t, 0, "commit", LOST); /* 120 */
	read_back(t, 10);            /* 130 */
	assert_outcomes(t, "0|committed|stable OffsetFetch|110|132");
	assert_answer(t, COMMITS, "10|ok|121|132|1");
	run(t, "UPDATE offset_fetch SET committed_offset = 5");
	assert_outcomes(t, "0|aborted|stable OffsetFetch|110|132");
	assert_answer(t, COMMITS, "10|ok|-|-|1");
	/* not when another may have committed it */
	run(t, "UPDATE offset_fetch SET committed_offset = 10 WHERE id = 2;"
	       "INSERT INTO offset_commit(exchange, group_id, tp, "
	       "committed_offset, kind, outcome) VALUES (3, 'g', 1, 10, "
	       "'plain', 'maybe')");
	assert_outcomes(t, "0|unknown|EndTxn without answer|110|-");
}

static void a_second_run_makes_the_same(void **state)
{
	static const char *const all[] = {
		"SELECT * FROM txn",
		"SELECT * FROM txn_batch",
		"SELECT * FROM txn_event",
		"SELECT * FROM offset_commit",
	};
	struct tale *t = *state;
	char *before[4];

	an_end_that_is_sent_again_is_one(state);
	send_offset(t, 0, 10, 0);
	fetch_marker(t, 0, 1, "COMMIT");
	make_meaning(t);
	for (int i = 0; i < 4; i++)
		before[i] = answer(t, all[i]);
	make_meaning(t);
	for (int i = 0; i < 4; i++) {
		assert_answer(t, all[i], before[i]);
		free(before[i]);
	}
}

#define TALE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TALE(an_epoch_for_each_with_kip_890),
		TALE(many_of_one_epoch_are_parted_by_their_ends),
		TALE(an_end_that_is_sent_again_is_one),
		TALE(an_end_without_answer_proves_nothing_by_itself),
		TALE(a_producer_that_goes_on_was_told_the_end),
		TALE(the_next_epoch_proves_it_unless_init_gave_it),
		TALE(a_coordinator_that_lost_patience_leaves_its_marker),
		TALE(a_fenced_one_is_aborted),
		TALE(an_id_may_go_on_under_another_producer_id),
		TALE(what_was_refused_as_a_whole_is_aborted),
		TALE(markers_overrule_an_answer),
		TALE(a_marker_behind_a_hole_may_be_anothers),
		TALE(a_second_marker_ends_nothing),
		TALE(an_admins_marker_counts),
		TALE(missed_ends_are_made_up_by_markers),
		TALE(where_something_was_missed_silence_is_no_evidence),
		TALE(offsets_hold_when_their_transaction_does),
		TALE(offsets_read_back_prove_their_transaction),
		TALE(a_second_run_makes_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
