/* SPDX-License-Identifier: Apache-2.0 */
/* test_diff.c - what two tapes, or two parts of one, differ in. */
#include "replay/diff.h"

#include "tests/lib/pair.h"
#include "tests/test.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What was found, a line each. */
struct found {
	char text[4096];
	struct diff_result result;
	sqlite3 *shell; /* A with B as b, to run the queries; NULL: not */
};

static void say(struct found *f, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void say(struct found *f, const char *format, ...)
{
	size_t n = strlen(f->text);
	va_list args;

	va_start(args, format);
	vsnprintf(f->text + n, sizeof(f->text) - n, format, args);
	va_end(args);
}

/* How many rows of each side the item's query gives. */
static void query(sqlite3 *db, const char *sql, int rows[DIFF_SIDES])
{
	sqlite3_stmt *st = NULL;

	rows[DIFF_A] = rows[DIFF_B] = 0;
	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL))
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	while (sqlite3_step(st) == SQLITE_ROW)
		rows[sqlite3_column_text(st, 0)[0] == 'B']++;
	assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
}

static void the_query_shows_it(sqlite3 *db, const struct diff_item *i)
{
	int rows[DIFF_SIDES];

	query(db, i->sql, rows);
	if (i->part != DIFF_RECORDS) {
		assert_true(rows[DIFF_A] + rows[DIFF_B] > 0);
		return;
	}
	switch (i->class) {
	case DIFF_MISSING:
		assert_true(rows[DIFF_A] > 0);
		assert_int_equal(rows[DIFF_B], 0);
		break;
	case DIFF_EXTRA:
		assert_int_equal(rows[DIFF_A], 0);
		assert_true(rows[DIFF_B] > 0);
		break;
	case DIFF_DUPLICATE: assert_true(rows[DIFF_B] > rows[DIFF_A]); break;
	default: assert_true(rows[DIFF_A] && rows[DIFF_B]);
	}
}

/* "missing orders-0 5>" : offsets on A and on B. */
static void on_item(void *ctx, const struct diff_item *i)
{
	struct found *f = ctx;

	if (f->shell)
		the_query_shows_it(f->shell, i);
	say(f, "%s%s ", i->proven ? "" : "perhaps ",
	    diff_class_names[i->class]);
	if (i->part != DIFF_RECORDS) {
		say(f, "%s %s-%" PRId64 ": %s > %s\n", i->name,
		    i->topic ? i->topic : "", i->partition,
		    i->words[DIFF_A] ? i->words[DIFF_A] : "nothing",
		    i->words[DIFF_B] ? i->words[DIFF_B] : "nothing");
		return;
	}
	say(f, "%s ", i->topic);
	for (int s = 0; s < DIFF_SIDES; s++) {
		if (i->content[s])
			say(f, "%" PRId64 ":%" PRId64, i->at[s].partition,
			    i->at[s].offset);
		say(f, "%s", s == DIFF_A ? ">" : "\n");
	}
}

static void on_hole(void *ctx, enum diff_side side, const char *words)
{
	say(ctx, "hole on %c: %s\n", side == DIFF_A ? 'A' : 'B', words);
}

static struct diff_source source(struct pair *p, int side)
{
	struct diff_source s = { .selection = SELECTION_ALL };
	struct err e = { 0 };

	if (tape_open(&s.tape, p->path[side], TAPE_READ, &e) < 0)
		fail_msg("%s", e.text);
	return s;
}

static sqlite3 *shell(struct pair *p)
{
	sqlite3 *db = NULL;
	char *attach = sqlite3_mprintf("ATTACH %Q AS b", p->path[1]);

	assert_int_equal(sqlite3_open(p->path[0], &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(attach);
	return db;
}

static void compare(struct found *f, const struct diff_source s[DIFF_SIDES],
		    const struct diff_options *options)
{
	struct diff_reader reader = { .ctx = f,
				      .item = on_item,
				      .hole = on_hole };
	struct err e = { 0 };

	f->text[0] = '\0';
	if (diff_run(s, options, &reader, &f->result, &e) < 0)
		fail_msg("%s", e.text);
}

/* Compare the pair by those options; what is found is exactly `expected`. */
static void expect(struct pair *p, const struct diff_options *options,
		   const char *expected, enum err_code status)
{
	struct diff_source s[DIFF_SIDES] = { source(p, 0), source(p, 1) };
	struct found f = { .shell = shell(p) };

	compare(&f, s, options);
	assert_string_equal(f.text, expected);
	assert_int_equal(diff_status(&f.result), status);
	sqlite3_close(f.shell);
	tape_close(s[DIFF_A].tape);
	tape_close(s[DIFF_B].tape);
}

static const struct diff_options by_key = { .by = DIFF_BY_KEY },
				 by_partition = { .by = DIFF_BY_PARTITION },
				 by_topic = { .by = DIFF_BY_TOPIC };

#define A(p, ...) pair_make(p, 0, LINES(__VA_ARGS__), NULL)
#define B(p, ...) pair_make(p, 1, LINES(__VA_ARGS__), NULL)
#define NOTHING   ((const char *const[]) { NULL })

static void equal_records_are_the_same_whatever_their_offsets(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v2", "t 1 - v3", "u 0 k -");
	B(*state, "t 0 k v1", "t 0 k v2", "t 1 - v3", "u 0 k -");
	expect(*state, &by_key, "", ERR_NONE);
	expect(*state, &by_partition, "", ERR_NONE);
	expect(*state, &by_topic, "", ERR_NONE);
}

static void a_lost_record_is_one_that_is_missing(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v2", "t 0 k v3", "t 0 k v4");
	B(*state, "t 0 k v1", "t 0 k v3", "t 0 k v4");
	expect(*state, &by_key, "missing t 0:1>\n", ERR_DIFFERS);
	expect(*state, &by_partition, "missing t 0:1>\n", ERR_DIFFERS);
}

static void one_more_is_extra(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v3");
	B(*state, "t 0 k v1", "t 0 k v2", "t 0 k v3");
	expect(*state, &by_key, "extra t >0:1001\n", ERR_DIFFERS);
}

static void another_content_in_its_place_is_changed(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v2", "t 0 k v3");
	B(*state, "t 0 k v1", "t 0 k v9", "t 0 k v3");
	expect(*state, &by_key, "changed t 0:1>0:1001\n", ERR_DIFFERS);
}

static void the_same_once_more_is_a_duplicate(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v2");
	B(*state, "t 0 k v1", "t 0 k v2", "t 0 k v1");
	expect(*state, &by_key, "duplicate t 0:0>0:1002\n", ERR_DIFFERS);
}

static void another_order_in_a_key_is_reordered(void **state)
{
	A(*state, "t 0 k v1", "t 0 k v2", "t 0 k v3");
	B(*state, "t 0 k v2", "t 0 k v3", "t 0 k v1");
	expect(*state, &by_key, "reordered t 0:0>0:1002\n", ERR_DIFFERS);
}

static void another_partition_is_moved(void **state)
{
	A(*state, "t 0 k v1", "t 0 - v2");
	B(*state, "t 1 k v1", "t 1 - v2");
	expect(*state, &by_key, "moved t 0:0>1:1000\nmoved t 0:1>1:1001\n",
	       ERR_DIFFERS);
	expect(*state, &by_partition,
	       "moved t 0:0>1:1000\nmoved t 0:1>1:1001\n", ERR_DIFFERS);
}

static void what_is_in_order_depends_on_what_is_asked(void **state)
{
	A(*state, "t 0 a 1", "t 0 b 2", "t 1 c 3");
	B(*state, "t 1 c 3", "t 0 b 2", "t 0 a 1");
	expect(*state, &by_key, "", ERR_NONE);
	expect(*state, &by_partition, "reordered t 0:0>0:1001\n", ERR_DIFFERS);
	expect(*state, &by_topic,
	       "reordered t 0:0>0:1001\nreordered t 0:1>0:1000\n", ERR_DIFFERS);
}

static void a_change_beside_a_loss_finds_its_like(void **state)
{
	A(*state, "t 0 - {\"id\":1,\"cents\":5}",
	  "t 0 - {\"id\":2,\"cents\":6}", "t 0 - {\"id\":3,\"cents\":7}");
	B(*state, "t 0 - {\"id\":1,\"cents\":50}",
	  "t 0 - {\"id\":3,\"cents\":70}");
	expect(*state, &by_key,
	       "changed t 0:0>0:1000\nmissing t 0:1>\n"
	       "changed t 0:2>0:1001\n",
	       ERR_DIFFERS);
}

/* More than fit into a window, each with a field that changed; one is lost. */
static void many_changes_find_their_like(struct pair *p, const char *key)
{
	enum { N = 300, LOST = 120 };
	const char *lines[2][N + 1] = { 0 };
	const struct diff_options *const ways[] = { &by_key, &by_partition };
	size_t n[2] = { 0 };

	for (int side = 0; side < 2; side++)
		for (int i = 0; i < N; i++) {
			char *line = NULL, name[8] = "-";

			if (side && i == LOST)
				continue;
			if (key)
				snprintf(name, sizeof(name), "k%d", i % 20);
			assert_true(asprintf(&line,
					     "t 0 %s {\"id\":%d,\"on\":%d}",
					     name, i, side) > 0);
			lines[side][n[side]++] = line;
		}
	pair_make(p, 0, lines[0], NULL);
	pair_make(p, 1, lines[1], NULL);
	for (int w = 0; w < 2; w++) {
		struct diff_source s[] = { source(p, 0), source(p, 1) };
		struct found f = { 0 };

		compare(&f, s, ways[w]);
		assert_int_equal(f.result.count[DIFF_RECORDS][DIFF_CHANGED],
				 N - 1);
		assert_int_equal(f.result.count[DIFF_RECORDS][DIFF_MISSING], 1);
		assert_int_equal(f.result.count[DIFF_RECORDS][DIFF_EXTRA], 0);
		assert_false(f.result.approximate);
		tape_close(s[DIFF_A].tape);
		tape_close(s[DIFF_B].tape);
	}
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < n[side]; i++)
			free((void *)(uintptr_t)lines[side][i]);
}

static void long_gaps_are_paired_by_their_keys(void **state)
{
	many_changes_find_their_like(*state, "k");
}

static void long_gaps_without_keys_are_paired_by_likeness(void **state)
{
	many_changes_find_their_like(*state, NULL);
}

static void nothing_is_never_the_same(void **state)
{
	pair_make(*state, 0, NOTHING, NULL);
	pair_make(*state, 1, NOTHING, NULL);
	expect(*state, &by_key, "", ERR_UNPROVEN);
	B(*state, "t 0 k v");
	expect(*state, &by_key, "extra t >0:1000\n", ERR_DIFFERS);
}

static void parts_of_one_tape_can_be_compared(void **state)
{
	struct diff_source s[DIFF_SIDES];
	struct found f = { 0 };

	A(*state, "t 0 k v1", "t 0 k v2", "t 0 k v1", "t 0 k v3");
	s[DIFF_A] = source(*state, 0);
	s[DIFF_B] = s[DIFF_A];
	s[DIFF_A].selection.where = "offset < 2";
	s[DIFF_B].selection.where = "offset >= 2";
	compare(&f, s, &by_key);
	assert_string_equal(f.text, "changed t 0:1>0:3\n");
	tape_close(s[DIFF_A].tape);
}

/* ---- what the others did */

#define COMMIT(group, tp, at, offset)                                          \
	"INSERT INTO exchange (id, api_key, q, d) VALUES (9" #at ", 8, " #at   \
	", " #at ");"                                                          \
	"INSERT INTO offset_commit (exchange, group_id, tp, committed_offset," \
	" outcome, kind, effective_from, certain_from) VALUES (9" #at          \
	", '" group "', " #tp ", " #offset ", 'ok', 'plain', " #at ", " #at    \
	");"

static void commits_are_compared_in_records(void **state)
{
	const char *const *three = LINES("t 0 k 1", "t 0 k 2", "t 0 k 3");

	pair_make(*state, 0, three, COMMIT("g", 1, 1, 1) COMMIT("g", 1, 5, 2));
	pair_make(*state, 1, three, COMMIT("g", 1, 9, 1002));
	expect(*state, &by_key, "", ERR_NONE);
	pair_make(*state, 1, three, COMMIT("g", 1, 9, 1003));
	expect(*state, &by_key,
	       "changed g t-0: 2 of 3 records (offset 2) > 3 of 3 records "
	       "(offset 1003)\n",
	       ERR_DIFFERS);
	pair_make(*state, 1, three, COMMIT("h", 1, 9, 1002));
	expect(*state, &by_key,
	       "missing g t-0: 2 of 3 records (offset 2) > nothing\n"
	       "extra h t-0: nothing > 2 of 3 records (offset 1002)\n",
	       ERR_DIFFERS);
}

static void a_group_at_the_end_of_another_log_is_at_its_end(void **state)
{
	pair_make(*state, 0, LINES("t 0 k 1", "t 0 k 2", "t 0 k 3"),
		  COMMIT("g", 1, 5, 3));
	pair_make(*state, 1, LINES("t 0 k 1", "t 0 k 3"),
		  COMMIT("g", 1, 9, 1002));
	expect(*state, &by_key, "missing t 0:1>\n", ERR_DIFFERS);
}

static void a_deleted_commit_is_none(void **state)
{
	pair_make(*state, 0, LINES("t 0 k 1"), COMMIT("g", 1, 5, 1));
	pair_make(*state, 1, LINES("t 0 k 1"),
		  COMMIT("g", 1, 5, 1001) COMMIT("g", 1, 9, -1));
	expect(*state, &by_key,
	       "missing g t-0: 1 of 1 records (offset 1) > nothing\n",
	       ERR_DIFFERS);
}

#define TXN(id, outcome, records)                                                  \
	"INSERT INTO txn (transactional_id, since, outcome, records) VALUES ('" id \
	"', 5, '" outcome "', " #records ");"
/* the seal makes txn anew, so what is planted there comes after it */
static void after_the_seal(struct pair *p, int side, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(p->path[side], &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void transactions_are_compared_by_how_they_ended(void **state)
{
	A(*state, "t 0 k 1");
	B(*state, "t 0 k 1");
	after_the_seal(*state, 0, TXN("pay", "committed", 2));
	after_the_seal(*state, 1, TXN("pay", "committed", 2));
	expect(*state, &by_key, "", ERR_NONE);
	after_the_seal(*state, 1, TXN("pay", "aborted", 1));
	expect(*state, &by_key,
	       "changed pay --1: 1 committed (2 records), 0 aborted > "
	       "1 committed (2 records), 1 aborted\n",
	       ERR_DIFFERS);
	after_the_seal(*state, 0, TXN("only a", "open", 0));
	after_the_seal(*state, 1, "DELETE FROM txn");
	expect(*state, &by_key,
	       "missing only a --1: 0 committed (0 records), 0 aborted, "
	       "1 open > nothing\n"
	       "missing pay --1: 1 committed (2 records), 0 aborted > "
	       "nothing\n",
	       ERR_DIFFERS);
}

static void an_unknown_end_proves_nothing(void **state)
{
	A(*state, "t 0 k 1");
	B(*state, "t 0 k 1");
	after_the_seal(*state, 0, TXN("pay", "committed", 2));
	after_the_seal(*state, 1, TXN("pay", "unknown", 2));
	expect(*state, &by_key,
	       "perhaps changed pay --1: 1 committed (2 records), 0 aborted > "
	       "0 committed (0 records), 0 aborted, 1 unknown\n",
	       ERR_UNPROVEN);
}

static void records_of_aborted_transactions_are_nobodys(void **state)
{
	struct diff_source s[DIFF_SIDES];
	struct found f = { 0 };

	A(*state, "t 0 k 1", "t 0 k 2");
	B(*state, "t 0 k 1", "t 0 k x", "t 0 k 2");
	/* the second of B's */
	after_the_seal(
		*state, 1,
		"UPDATE batch SET transactional = 1, producer_id = 7"
		" WHERE id = 2;"
		"INSERT INTO batch (tp, base_offset, control, producer_id)"
		" VALUES (1, 1009, 'ABORT', 7)");
	s[DIFF_A] = source(*state, 0);
	s[DIFF_B] = source(*state, 1);
	compare(&f, s, &by_key);
	assert_string_equal(f.text, "");
	assert_int_equal(f.result.aborted[DIFF_A], 0);
	assert_int_equal(f.result.aborted[DIFF_B], 1);
	tape_close(s[DIFF_A].tape);
	tape_close(s[DIFF_B].tape);
	/* also when A's was not aborted */
	A(*state, "t 0 k 1", "t 0 k x", "t 0 k 2");
	expect(*state, &by_key, "missing t 0:1>\n", ERR_DIFFERS);
}

/* ---- what is not on the tapes */

#define GAP(columns, values)                                       \
	"INSERT INTO gap (why, since, until, " columns ") VALUES " \
	"('queue full', 5, 6, " values ");"

static void a_gap_makes_what_it_could_explain_unproven(void **state)
{
	pair_make(*state, 0, LINES("t 0 k 1", "t 0 k 2", "u 0 k 1"), NULL);
	pair_make(*state, 1, LINES("t 0 k 1", "u 0 k 1"),
		  GAP("topic, api_key, frames", "'t', 0, 2"));
	expect(*state, &by_key,
	       "perhaps missing t 0:1>\n"
	       "hole on B: a gap: queue full, 2 requests and answers of "
	       "Produce of t\n",
	       ERR_UNPROVEN);
	/* what B has and A has not is no gap of B's */
	pair_make(*state, 0, LINES("u 0 k 1"), NULL);
	expect(*state, &by_key,
	       "extra t >0:1000\n"
	       "hole on B: a gap: queue full, 2 requests and answers of "
	       "Produce of t\n",
	       ERR_DIFFERS);
}

static void equal_beside_a_gap_is_not_proven(void **state)
{
	static const char *const u[] = { "u" };
	struct diff_source s[DIFF_SIDES];
	struct found f = { 0 };

	A(*state, "t 0 k 1", "u 0 k 1");
	pair_make(*state, 1, LINES("t 0 k 1", "u 0 k 1"), GAP("topic", "'t'"));
	expect(*state, &by_key, "hole on B: a gap: queue full of t\n",
	       ERR_UNPROVEN);
	/* but it is where the gap can't touch */
	for (int i = 0; i < DIFF_SIDES; i++) {
		s[i] = source(*state, i);
		s[i].selection.topics = u;
		s[i].selection.topic_count = 1;
	}
	compare(&f, s, &by_key);
	assert_string_equal(f.text, "");
	assert_int_equal(diff_status(&f.result), ERR_NONE);
	for (int i = 0; i < DIFF_SIDES; i++) {
		s[i].selection.topic_count = 0;
		s[i].selection.since = 100;
		s[i].selection.where = "0";
	}
	compare(&f, s, &by_key);
	assert_string_equal(f.text, ""); /* and when it was not yet */
	assert_int_equal(diff_status(&f.result), ERR_UNPROVEN); /* nothing */
	tape_close(s[DIFF_A].tape);
	tape_close(s[DIFF_B].tape);
}

static void a_gap_in_commits_touches_commits_alone(void **state)
{
	pair_make(*state, 0, LINES("t 0 k 1", "t 0 k 2"), COMMIT("g", 1, 5, 2));
	pair_make(*state, 1, LINES("t 0 k 1"),
		  GAP("group_id, api_key", "'g', 8"));
	expect(*state, &by_key,
	       "missing t 0:1>\n"
	       "perhaps missing g t-0: 2 of 2 records (offset 2) > nothing\n"
	       "hole on B: a gap: queue full of OffsetCommit of group g\n",
	       ERR_DIFFERS);
}

static void a_tape_that_was_cut_short_proves_nothing_missing(void **state)
{
	A(*state, "t 0 k 1", "t 0 k 2");
	B(*state, "t 0 k 1");
	after_the_seal(*state, 1,
		       "UPDATE tape SET value = 0 WHERE key = 'complete'");
	expect(*state, &by_key,
	       "perhaps missing t 0:1>\n"
	       "hole on B: its recording did not come to its end\n",
	       ERR_UNPROVEN);
}

static void what_could_not_be_read_is_a_hole(void **state)
{
	static const char sql[] =
		"INSERT INTO batch (tp, base_offset, records, complete, crc_ok)"
		" VALUES (1, 7, 3, 0, 1);"
		"INSERT INTO frame (exchange, direction, state) VALUES"
		" (1, 'request', 'malformed')";

	pair_make(*state, 0, LINES("t 0 k 1"), sql);
	B(*state, "t 0 k 1");
	expect(*state, &by_key,
	       "hole on A: 1 messages could not be read: malformed request of "
	       "an unknown API\n"
	       "hole on A: 1 batches of t could not be decoded\n",
	       ERR_UNPROVEN);
}

static void parts_can_be_left_out(void **state)
{
	const struct diff_options only_commits = { .leave_out = { true, false,
								  true } };
	const struct diff_options only_records = { .leave_out = { false, true,
								  true } };

	pair_make(*state, 0, LINES("t 0 k 1", "t 0 k 2"), COMMIT("g", 1, 5, 1));
	pair_make(*state, 1, LINES("t 0 k 1", "t 0 k x"),
		  COMMIT("g", 1, 5, 1002));
	expect(*state, &only_records, "changed t 0:1>0:1001\n", ERR_DIFFERS);
	expect(*state, &only_commits,
	       "changed g t-0: 1 of 2 records (offset 1) > 2 of 2 records "
	       "(offset 1002)\n",
	       ERR_DIFFERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAIR(equal_records_are_the_same_whatever_their_offsets),
		PAIR(a_lost_record_is_one_that_is_missing),
		PAIR(one_more_is_extra),
		PAIR(another_content_in_its_place_is_changed),
		PAIR(the_same_once_more_is_a_duplicate),
		PAIR(another_order_in_a_key_is_reordered),
		PAIR(another_partition_is_moved),
		PAIR(what_is_in_order_depends_on_what_is_asked),
		PAIR(a_change_beside_a_loss_finds_its_like),
		PAIR(long_gaps_are_paired_by_their_keys),
		PAIR(long_gaps_without_keys_are_paired_by_likeness),
		PAIR(nothing_is_never_the_same),
		PAIR(parts_of_one_tape_can_be_compared),
		PAIR(commits_are_compared_in_records),
		PAIR(a_group_at_the_end_of_another_log_is_at_its_end),
		PAIR(a_deleted_commit_is_none),
		PAIR(transactions_are_compared_by_how_they_ended),
		PAIR(an_unknown_end_proves_nothing),
		PAIR(records_of_aborted_transactions_are_nobodys),
		PAIR(a_gap_makes_what_it_could_explain_unproven),
		PAIR(equal_beside_a_gap_is_not_proven),
		PAIR(a_gap_in_commits_touches_commits_alone),
		PAIR(a_tape_that_was_cut_short_proves_nothing_missing),
		PAIR(what_could_not_be_read_is_a_hole),
		PAIR(parts_can_be_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
