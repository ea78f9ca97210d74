/* SPDX-License-Identifier: Apache-2.0 */
/* test_stretches.c - where a reader went on without a break; and that the checks
 * that look closely only where stretches meet find what they find when each fetch
 * is a stretch of its own. */
#include "store/stretches.h"

#include "replay/check.h"
#include "tests/lib/new_tape.h"
#include "tests/lib/tape_rows.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fetch `id` of partition `tp` over connection `c`, sent at `q`, answered 4 later
 * (`d` is 0: never): from `offset` to `next`; -1: none; the log ends at `end`. */
struct fetch {
	int id, c, tp, q, d, offset, next, end;
};

static void add(struct new_tape *t, const struct fetch *f)
{
	char sql[800];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO exchange (id, connection, instance, api_key,"
		 " q, f, r, d) VALUES (%d, %d, %d, 1, %d, %d, %d,"
		 " nullif(%d, 0));"
		 "INSERT INTO fetch (id, exchange, tp, fetch_offset,"
		 " offset_from, in_response, error_code, next_offset,"
		 " high_watermark) VALUES (%d, %d, %d, nullif(%d, -1), '%s', 1,"
		 " 0, nullif(%d, -1), nullif(%d, -1))",
		 f->id, f->c, (f->c + 1) / 2, f->q, f->q + 1, f->q + 3, f->d,
		 f->id, f->id, f->tp, f->offset,
		 f->offset < 0 ? "unknown" : "wire", f->next, f->end);
	new_tape_fill(t, sql);
}

static void make(struct new_tape *t)
{
	struct err e = { 0 };

	if (tape_make_stretches(t->open, false, &e) < 0)
		fail_msg("%s", e.text);
}

/* Of each stretch: fetches, offsets, and whether an end of the log was lowered. */
#define STRETCHES                                                  \
	"SELECT first_fetch || '-' || last_fetch, fetches, given," \
	" coalesce(last_given, '-'), first_offset, next_offset,"   \
	" offset_from, coalesce(until, '-'), lowered FROM stretch" \
	" ORDER BY first_fetch"

static void assert_stretches(struct new_tape *t, const struct fetch *fetches,
			     const char *rows)
{
	new_tape_fill(t, "DELETE FROM fetch; DELETE FROM exchange");
	for (; fetches->id; fetches++)
		add(t, fetches);
	make(t);
	assert_rows(t->open, STRETCHES, rows);
	make(t); /* again: the same */
	assert_rows(t->open, STRETCHES, rows);
}

#define FETCHES(...) ((const struct fetch[]) { __VA_ARGS__, { 0 } })

static void a_reader_goes_on(void **state)
{
	struct new_tape *t = *state;

	/* also where an answer brought nothing */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 1, 1, 20, 24, 5, -1, 9 },
				 { 3, 1, 1, 30, 34, 5, 9, 9 }),
			 "1-3|3|2|3|0|9|known|34|0");
	/* each for itself: two partitions, two connections of one client */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 1, 2, 11, 15, 0, 1, 9 },
				 { 3, 2, 1, 20, 24, 5, 6, 9 },
				 { 4, 1, 2, 21, 25, 1, 2, 9 },
				 { 5, 1, 1, 30, 34, 5, 9, 9 }),
			 "1-5|2|2|5|0|9|known|34|0 2-4|2|2|4|0|2|known|25|0"
			 " 3-3|1|1|3|5|6|known|24|0");
}

static void a_break_is_where_anything_else_happens(void **state)
{
	struct new_tape *t = *state;

	/* back, and over something */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 1, 1, 20, 24, 4, 6, 9 },
				 { 3, 1, 1, 30, 34, 7, 9, 9 }),
			 "1-1|1|1|1|0|5|known|14|0 2-2|1|1|2|4|6|known|24|0"
			 " 3-3|1|1|3|7|9|known|34|0");
	/* asked before the answer was there; one whose answer never left */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 1, 1, 13, 24, 5, 6, 9 },
				 { 3, 1, 1, 30, 0, 6, 7, 9 },
				 { 4, 1, 1, 40, 44, 7, 8, 9 }),
			 "1-1|1|1|1|0|5|known|14|0 2-2|1|1|2|5|6|known|24|0"
			 " 3-3|1|1|3|6|7|known|-|0 4-4|1|1|4|7|8|known|44|0");
	/* an answer that ends before it begins; nobody knows where it was */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 1, 1, 20, 24, 5, 3, 9 },
				 { 3, 1, 1, 30, 34, 3, 4, 9 },
				 { 4, 1, 1, 40, 44, -1, 8, 9 },
				 { 5, 1, 1, 50, 54, -1, 7, 9 }),
			 "1-1|1|1|1|0|5|known|14|0 2-2|1|0|2|5|3|known|24|0"
			 " 3-3|1|1|3|3|4|known|34|0"
			 " 4-5|2|0|5|NULL|8|unknown|54|0");
}

static void an_end_that_goes_back_is_noted(void **state)
{
	struct new_tape *t = *state;

	new_tape_fill(t, "INSERT INTO connection (id, broker) VALUES (1, 1),"
			 " (2, 1), (3, 2)");
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 3, 1, 11, 15, 0, 5, 8 },
				 { 3, 1, 1, 20, 24, 5, 9, 9 }),
			 "1-3|2|2|3|0|9|known|24|0 2-2|1|1|2|0|5|known|15|0");
	/* to another connection of the same broker; across one that says nothing */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 10, 14, 0, 5, 9 },
				 { 2, 2, 1, 20, 24, 0, 1, -1 },
				 { 3, 2, 1, 30, 34, 1, 2, 8 }),
			 "1-1|1|1|1|0|5|known|14|0 2-3|2|2|3|0|2|known|34|1");
	/* out of order */
	assert_stretches(t,
			 FETCHES({ 1, 1, 1, 20, 24, 0, 5, 9 },
				 { 2, 2, 1, 10, 14, 0, 1, 9 }),
			 "1-1|1|1|1|0|5|known|24|0 2-2|1|1|2|0|1|known|14|1");
}

/* ---- a tape of an older ktape */

static void a_tape_without_stretches_is_lent_them(void **state)
{
	struct new_tape *t = *state;
	struct err e = { 0 };

	add(t, &(struct fetch) { 1, 1, 1, 10, 14, 0, 5, 9 });
	new_tape_fill(t, "DROP TABLE stretch");
	new_tape_close(t);
	assert_int_equal(tape_open(&t->open, t->path, TAPE_READ, &e), 0);
	assert_int_equal(tape_lend_stretches(t->open, &e), 0);
	assert_rows(t->open, "SELECT first_fetch, next_offset FROM stretch",
		    "1|5");
	assert_int_equal(tape_lend_stretches(t->open, &e), 0);
	assert_rows(t->open, "SELECT count(*) FROM stretch", "1");
	assert_rows(t->open, "PRAGMA query_only", "1");
	assert_rows(t->open,
		    "SELECT count(*) FROM main.sqlite_master"
		    " WHERE name = 'stretch'",
		    "0");
}

/* ---- what the checks make of them */

static const char *const names[] = {
	"order.bounds",       "order.rewind",     "order.skip",
	"duplicate.delivery", "loss.undelivered", "commit.off-by-one",
	"commit.uncommitted",
};

enum { NAMES = sizeof(names) / sizeof(*names), TAPES = 300 };

/* The closest look: all that spares the checks one is gone. */
static const char singles[] =
	"DELETE FROM stretch;"
	"INSERT INTO stretch (connection, instance, tp, offset_from,"
	" first_fetch, last_fetch, fetches, given, last_given, first_offset,"
	" next_offset, since, until, lowered) SELECT e.connection, e.instance,"
	" f.tp, CASE WHEN f.fetch_offset >= 0 THEN 'known' ELSE 'unknown' END,"
	" f.id, f.id, 1, coalesce(f.next_offset > f.fetch_offset, 0),"
	" CASE WHEN f.next_offset >= 0 THEN f.id END, f.fetch_offset,"
	" f.next_offset, e.q, e.d, 1"
	" FROM fetch f JOIN exchange e ON e.id = f.exchange;"
	"UPDATE batch SET first_delivered_at = NULL;";

static int below(int n)
{
	return rand() % n;
}

/* Two topics of twelve records, four connections of two clients in up to two
 * groups.  Readers mostly go on, and do whatever else now and then. */
static void random_fetches(struct new_tape *t)
{
	int at[5][3] = { { 0 } }, now = 100;

	for (int id = 1; id <= 4 + below(16); id++) {
		int c = 1 + below(4), tp = 1 + below(2);
		int offset = below(5) ? at[c][tp] : below(12);
		int next = below(4) ? offset + 1 + below(3) : -1;
		struct fetch f = { id,      c,      tp,   now,
				   now + 4, offset, next, 12 + id };

		if (next > 12)
			f.next = next = 12;
		if (!below(12))
			f.offset = -1;
		if (!below(12))
			f.d = 0;
		if (!below(12))
			f.end = 11;
		if (!below(20))
			f.next = below(12);
		now += below(4) ? 10 : 2;
		at[c][tp] = next < 0 ? offset : next;
		add(t, &f);
	}
}

/* After all its reads, each group leaves the last record of each partition. */
static void commit_off_by_one(struct new_tape *t)
{
	new_tape_fill(t,
		      "INSERT INTO exchange (id, connection, q, d) VALUES"
		      " (1000, 1, 900, 901), (1001, 1, 950, 951);"
		      "INSERT INTO offset_commit (exchange, group_id,"
		      " member_id, generation, tp, committed_offset,"
		      " error_code, kind, outcome, certain_from)"
		      " SELECT 1000, a.group_id, 'm', 1, f.tp,"
		      " max(f.next_offset) - 1, 0, 'plain', 'ok', 900 + n.value"
		      " FROM attribution a"
		      " JOIN exchange e ON e.connection = a.connection"
		      " JOIN fetch f ON f.exchange = e.id"
		      " JOIN json_each('[1, 2, 3, 4, 5]') n"
		      " WHERE f.next_offset > 0 GROUP BY a.group_id, f.tp,"
		      " n.value;"
		      "INSERT INTO member_event (exchange, group_id, event)"
		      " SELECT DISTINCT 1001, group_id, 'leave'"
		      " FROM attribution");
}

static void random_tape(struct new_tape *t)
{
	char sql[1500];

	new_tape_fill(t, "DELETE FROM exchange; DELETE FROM fetch;"
			 "DELETE FROM delivery; DELETE FROM offset_commit;"
			 "DELETE FROM attribution; DELETE FROM member_event;"
			 "UPDATE batch SET first_delivered_at = NULL;");
	random_fetches(t);
	snprintf(sql, sizeof(sql),
		 /* some of it was given; d of it is not always known */
		 "INSERT INTO delivery (fetch, batch) SELECT f.id, b.id"
		 " FROM fetch f JOIN batch b ON b.tp = f.tp"
		 " AND b.base_offset >= f.fetch_offset"
		 " AND b.last_offset < f.next_offset"
		 " WHERE (f.id * 7 + b.id) %% %d <> 0;"
		 "UPDATE batch SET first_delivered_at = (SELECT min(e.d)"
		 " FROM delivery d JOIN fetch f ON f.id = d.fetch"
		 " JOIN exchange e ON e.id = f.exchange"
		 " WHERE d.batch = batch.id);"
		 "INSERT INTO attribution (connection, group_id, member_id,"
		 " confidence, since, until) SELECT id, 'g' || (id * %d / 4),"
		 " 'm' || id, CASE WHEN id = %d THEN 'ambiguous'"
		 " ELSE 'proven' END, 0, NULL FROM connection WHERE id < %d;",
		 5 + below(40), 1 + below(4), 1 + below(8), 3 + below(3));
	new_tape_fill(t, sql);
	if (below(2)) /* another member goes on over the same connection */
		new_tape_fill(t,
			      "INSERT INTO attribution (connection,"
			      " group_id, member_id, confidence, since)"
			      " SELECT connection, group_id, 'n', confidence,"
			      " 150 FROM attribution;"
			      "UPDATE attribution SET until = 150"
			      " WHERE member_id <> 'n'");
	if (!below(3))
		commit_off_by_one(t);
	for (int i = below(8); i > 0; i--) {
		snprintf(sql, sizeof(sql),
			 "INSERT INTO offset_commit (exchange, group_id,"
			 " member_id, generation, tp, committed_offset,"
			 " error_code, kind, outcome, effective_from,"
			 " certain_from) VALUES (1, 'g%d', 'm', 1, %d, %d, 0,"
			 " 'plain', 'ok', %d, %d)",
			 below(4), 1 + below(2), below(13), 100 + i * 20,
			 101 + i * 20);
		new_tape_fill(t, sql);
	}
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All that it says, in no order that depends on how it was found. */
static char *findings(struct new_tape *t, const char *name, int *found)
{
	char *lines[200], *text = NULL;
	const struct check *c = checks;
	struct check_result r;
	struct err e = { 0 };
	size_t n = 0, size;
	FILE *f = open_memstream(&text, &size);

	while (strcmp(c->name, name) != 0)
		c++;
	if (check_run(t->open, c, 200, NULL, NULL, &r, &e) < 0)
		fail_msg("%s: %s", name, e.text);
	for (struct finding *i = r.findings; i; i = i->next)
		assert_true(asprintf(&lines[n++], "%d %s %d %d %s %d: %s\n",
				     i->verdict, i->topic, (int)i->partition,
				     (int)i->offset, i->group_id,
				     (int)i->exchange, i->detail) > 0);
	qsort(lines, n, sizeof(*lines), by_text);
	fprintf(f, "%s: %lld %s\n", name, (long long)r.examined, r.unit);
	for (size_t i = 0; i < n; i++) {
		fputs(lines[i], f);
		free(lines[i]);
	}
	fclose(f);
	*found += n > 0;
	check_result_release(&r);
	return text;
}

static void what_is_spared_would_have_found_nothing(void **state)
{
	struct new_tape *t = *state;
	int found[NAMES] = { 0 };

	new_tape_fill(t,
		      "INSERT INTO topic (id, name) VALUES (1, 'a'), (2, 'b');"
		      "INSERT INTO topic_partition (id, topic, partition)"
		      " VALUES (1, 1, 0), (2, 2, 0);"
		      "INSERT INTO connection (id, source, broker) VALUES"
		      " (1, 'client', 1), (2, 'client', 1), (3, 'client', 2),"
		      " (4, 'client', 1);"
		      "INSERT INTO batch (id, tp, base_offset, last_offset,"
		      " records, first_record, in_log) SELECT value, 1 + value"
		      " / 12, value % 12, value % 12, 1, value + 1, 1"
		      " FROM json_each('[0, 1, 2, 3, 4, 5, 6, 7, 8,"
		      " 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,"
		      " 22, 23]');"
		      "INSERT INTO record (id, batch, tp, offset)"
		      " SELECT id, id, tp, base_offset FROM batch");
	for (unsigned seed = 1; seed <= TAPES; seed++) {
		char *spared[NAMES];
		int again = 0;

		srand(seed);
		random_tape(t);
		make(t);
		for (int i = 0; i < NAMES; i++)
			spared[i] = findings(t, names[i], &found[i]);
		new_tape_fill(t, singles);
		for (int i = 0; i < NAMES; i++) {
			char *all = findings(t, names[i], &again);

			if (strcmp(all, spared[i]) != 0)
				fail_msg("seed %u\n%sinstead of\n%s", seed,
					 spared[i], all);
			free(all);
			free(spared[i]);
		}
	}
	for (int i = 0; i < NAMES; i++) {
		print_message("%s: on %d tapes\n", names[i], found[i]);
		assert_in_range(found[i], 1, TAPES - 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_reader_goes_on,
						new_tape_setup,
						new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_break_is_where_anything_else_happens, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(an_end_that_goes_back_is_noted,
						new_tape_setup,
						new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_tape_without_stretches_is_lent_them, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			what_is_spared_would_have_found_nothing, new_tape_setup,
			new_tape_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
