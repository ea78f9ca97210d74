/* SPDX-License-Identifier: Apache-2.0 */
/* test_plan.c - from the rows of a tape to a plan: what is chosen, where it
 * goes, in which transaction, and what is left out. */
#include "replay/plan.h"
#include "store/tape.h"
#include "tests/lib/new_tape.h"
#include "tests/test.h"

#include <inttypes.h>
#include <stdio.h>

/* Two batches of orders-0, one of orders-3, one of bills-1, which was read and
 * never seen to be sent; all on a sealed tape. */
static const char plain[] =
	"INSERT INTO topic(id, name, partitions, cleanup_policy) VALUES"
	" (1, 'orders', 6, 'compact'), (2, 'bills', 2, NULL), (3, NULL, 1,"
	" NULL);"
	"INSERT INTO topic_partition(id, topic, partition) VALUES"
	" (1, 1, 0), (2, 1, 3), (3, 2, 1), (4, 3, 0);"
	"INSERT INTO exchange(id, q) VALUES (1, 1000), (2, 1100), (3, 1050);"
	"INSERT INTO batch(id, tp, base_offset, last_offset, records,"
	" first_record, exchange, in_log, producer_id, first_delivered_at) VALUES"
	" (1, 1, 0, 1, 2, 1, 1, 1, -1, NULL), (2, 1, 2, 2, 1, 3, 2, 1, -1, NULL),"
	" (3, 2, 0, 0, 1, 4, 3, 1, -1, NULL),"
	" (4, 3, 7, 8, 2, 5, NULL, 1, -1, 1200);"
	"INSERT INTO record(id, batch, tp, offset, key) VALUES"
	" (1, 1, 1, 0, 'a'), (2, 1, 1, 1, 'b'), (3, 2, 1, 2, 'c'),"
	" (4, 3, 2, 0, 'd'), (5, 4, 3, 7, 'e'), (6, 4, 3, 8, 'f');"
	"INSERT OR REPLACE INTO tape VALUES ('indexed', 1);";

/* "FIRSTxCOUNT@TIME>TOPIC-PARTITION" for each run, with #TXN. */
static void describe(const struct plan *p, char *out, size_t size)
{
	size_t at = 0;

	*out = '\0';
	for (uint32_t i = 0; i < p->run_count && at < size; i++) {
		const struct plan_run *r = &p->runs[i];
		const struct plan_lane *lane = &p->lanes[r->lane];

		at += (size_t)snprintf(out + at, size - at,
				       "%s%" PRId64 "x%u@%" PRId64 ">%s-%d",
				       i ? " " : "", r->first, r->count,
				       r->at_us, p->topics[lane->topic].name,
				       (int)lane->partition);
		if (r->txn != PLAN_NONE && at < size)
			at += (size_t)snprintf(out + at, size - at, "#%u",
					       r->txn);
	}
}

static struct plan made_once(struct new_tape *t, const struct plan_options *o,
			     const char *expected)
{
	struct err e = { 0 };
	struct plan p;
	char text[256];

	if (plan_make(&p, t->open, o, &e))
		fail_msg("%s", e.text);
	describe(&p, text, sizeof(text));
	assert_string_equal(text, expected);
	return p;
}

/* Also: a condition, which is asked of each record, changes nothing when it is
 * true of all. */
static struct plan made(struct new_tape *t, const struct plan_options *o,
			const char *expected)
{
	struct plan p = made_once(t, o, expected), by_record;
	struct plan_options each = *o;

	if (o->selection.where)
		return p;
	each.selection.where = "1";
	by_record = made_once(t, &each, expected);
	assert_int_equal(by_record.records, p.records);
	assert_memory_equal(&by_record.left_out, &p.left_out,
			    sizeof(p.left_out));
	plan_release(&by_record);
	return p;
}

static void all_of_it_by_time(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	p = made(t, &o,
		 "1x2@0>orders-0 4x1@50>orders-3 3x1@100>orders-0 "
		 "5x2@200>bills-1");
	assert_int_equal(p.records, 6);
	assert_int_equal(p.span_us, 200);
	assert_int_equal(p.runs[2].before, 3);
	assert_int_equal(p.runs[0].next, 2);
	assert_int_equal(p.runs[2].next, PLAN_NONE);
	for (uint32_t i = 0; i < p.topic_count; i++) {
		bool orders = !strcmp(p.topics[i].name, "orders");

		assert_int_equal(p.topics[i].partitions, orders ? 6 : 2);
		if (orders)
			assert_string_equal(p.topics[i].cleanup_policy,
					    "compact");
	}
	plan_release(&p);
}

static void a_condition_may_cut_a_batch(void **state)
{
	struct new_tape *t = *state;
	struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	o.selection.where = "key IN ('b', 'c', 'e')";
	p = made(t, &o, "2x1@0>orders-0 3x1@100>orders-0 5x1@200>bills-1");
	plan_release(&p);
	o.selection.where = "key > 'a'";
	o.count = 4;
	p = made(t, &o,
		 "2x1@0>orders-0 4x1@50>orders-3 3x1@100>orders-0 "
		 "5x1@200>bills-1");
	assert_int_equal(p.lane_count, 3);
	plan_release(&p);
}

static void topics_go_where_they_are_sent(void **state)
{
	struct new_tape *t = *state;
	static const struct plan_map maps[] = { { "orders", "all" },
						{ "bills", "all" } };
	struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	o.maps = maps;
	o.map_count = 2;
	p = made(t, &o, "1x2@0>all-0 4x1@50>all-3 3x1@100>all-0 5x2@200>all-1");
	assert_int_equal(p.topic_count, 1);
	assert_int_equal(p.topics[0].partitions, 6);
	plan_release(&p);
}

static void a_map_of_nothing_is_refused(void **state)
{
	struct new_tape *t = *state;
	static const struct plan_map map = { "order", "x" };
	struct plan_options o = PLAN_OPTIONS_ALL;
	struct err e = { 0 };
	struct plan p;

	new_tape_fill(t, plain);
	o.maps = &map;
	o.map_count = 1;
	assert_int_equal(plan_make(&p, t->open, &o, &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	assert_non_null(strstr(e.text, "'order'"));
	plan_release(&p);
}

/* T1 commits batch 10, aborts 11 and leaves 12 open; 13 and 14 are of a producer
 * beside the tape, of which a marker aborts the first. */
static const char transactional[] =
	"INSERT INTO topic(id, name, partitions) VALUES (1, 'm', 1);"
	"INSERT INTO topic_partition(id, topic, partition) VALUES (1, 1, 0);"
	"INSERT INTO exchange(id, q) VALUES (1, 100), (2, 200), (3, 300),"
	" (4, 400);"
	"INSERT INTO batch(id, tp, base_offset, last_offset, records,"
	" first_record, exchange, in_log, producer_id, transactional, control,"
	" first_delivered_at) VALUES"
	" (9, 1, 0, 0, 1, 1, 1, 1, -1, 0, NULL, NULL),"
	" (10, 1, 1, 1, 1, 2, 2, 1, 7, 1, NULL, NULL),"
	" (11, 1, 3, 3, 1, 3, 3, 1, 7, 1, NULL, NULL),"
	" (12, 1, 5, 5, 1, 4, 4, 1, 7, 1, NULL, NULL),"
	" (13, 1, 6, 6, 1, 5, NULL, 1, 8, 1, NULL, 900),"
	" (14, 1, 7, 7, 1, NULL, NULL, 1, 8, 1, 'ABORT', 900),"
	" (15, 1, 8, 8, 1, 6, NULL, 1, 8, 1, NULL, 900);"
	"INSERT INTO record(id, batch, tp, offset) VALUES (1, 9, 1, 0),"
	" (2, 10, 1, 1), (3, 11, 1, 3), (4, 12, 1, 5), (5, 13, 1, 6),"
	" (6, 15, 1, 8);"
	"INSERT INTO txn(id, transactional_id, since, until, outcome,"
	" timeout_ms) VALUES (1, 'T1', 200, 250, 'committed', 5000),"
	" (2, 'T1', 300, 350, 'aborted', 7000), (3, 'T1', 400, NULL, 'open',"
	" NULL);"
	"INSERT INTO txn_batch VALUES (10, 1), (11, 2), (12, 3);";
/* The aborted one beside the tape has two records. */
static const char longer[] =
	"UPDATE batch SET first_record = 7, records = 2 WHERE id = 13;"
	"INSERT INTO record(id, batch, tp, offset) VALUES (7, 13, 1, 6),"
	" (8, 13, 1, 7);"
	"DELETE FROM record WHERE id = 5;";
static const char sealed[] =
	"INSERT OR REPLACE INTO tape VALUES ('indexed', 1);";

static void transactions_follow_each_other(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, transactional);
	new_tape_fill(t, sealed);
	p = made(t, &o, "1x1@0>m-0 2x1@100>m-0#0 3x1@200>m-0#1 4x1@300>m-0#2");
	assert_int_equal(p.producer_count, 1);
	assert_string_equal(p.producers[0].transactional_id, "T1");
	assert_int_equal(p.producers[0].count, 3);
	assert_int_equal(p.producers[0].timeout_ms, 7000);
	assert_true(p.txns[0].commit);
	assert_int_equal(p.txns[0].end_us, 150);
	assert_false(p.txns[1].commit);
	assert_false(p.txns[2].commit);
	assert_int_equal(p.txns[2].end_us, p.span_us);
	assert_int_equal(p.left_out.aborted, 1);
	assert_int_equal(p.left_out.undecided, 1);
	plan_release(&p);
	new_tape_fill(t, longer);
	p = made(t, &o, "1x1@0>m-0 2x1@100>m-0#0 3x1@200>m-0#1 4x1@300>m-0#2");
	assert_int_equal(p.left_out.aborted, 2);
	plan_release(&p);
}

static void only_what_was_committed(void **state)
{
	struct new_tape *t = *state;
	struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, transactional);
	new_tape_fill(t, sealed);
	o.transactions = TRANSACTIONS_COMMITTED;
	p = made(t, &o, "1x1@0>m-0 2x1@100>m-0");
	assert_int_equal(p.txn_count, 0);
	assert_int_equal(p.left_out.aborted, 2);
	assert_int_equal(p.left_out.undecided, 2);
	plan_release(&p);
	o.transactions = TRANSACTIONS_NONE;
	p = made(t, &o,
		 "1x1@0>m-0 2x1@100>m-0 3x1@200>m-0 4x1@300>m-0 5x1@800>m-0 "
		 "6x1@800>m-0");
	plan_release(&p);
}

static void before_the_seal_nobody_knows_transactions(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct err e = { 0 };
	struct plan p;

	new_tape_fill(t, transactional);
	assert_int_equal(plan_make(&p, t->open, &o, &e), -1);
	assert_int_equal(e.code, ERR_UNPROVEN);
	assert_non_null(strstr(e.text, "ktape seal"));
	plan_release(&p);
}

static void what_has_no_name_or_content_is_counted(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	new_tape_fill(t, "INSERT INTO batch(id, tp, base_offset, records,"
			 " first_record, in_log) VALUES (20, 4, 0, 3, 20, 1),"
			 " (21, 1, 9, 5, NULL, 1), (22, 1, 14, 5, NULL, 0);"
			 "INSERT INTO record(id, batch, tp, offset) VALUES"
			 " (20, 20, 4, 0), (21, 20, 4, 1), (22, 20, 4, 2);");
	p = made(t, &o,
		 "1x2@0>orders-0 4x1@50>orders-3 3x1@100>orders-0 "
		 "5x2@200>bills-1");
	assert_int_equal(p.left_out.nameless, 3);
	assert_int_equal(p.left_out.empty, 5);
	plan_release(&p);
}

static void a_batch_that_broke_off_has_what_it_has(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	new_tape_fill(t, "UPDATE batch SET records = 3, complete = 0"
			 " WHERE id IN (1, 4);");
	p = made(t, &o,
		 "1x2@0>orders-0 4x1@50>orders-3 3x1@100>orders-0 "
		 "5x2@200>bills-1");
	assert_int_equal(p.records, 6);
	plan_release(&p);
}

static void hostile_numbers_cost_nothing(void **state)
{
	struct new_tape *t = *state;
	const struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan p;

	new_tape_fill(t, plain);
	new_tape_fill(t, "UPDATE topic_partition SET partition = 1 << 40"
			 " WHERE id = 2;"
			 "UPDATE topic SET partitions = -5 WHERE id = 2;"
			 "UPDATE batch SET records = 1 << 40 WHERE id = 1;");
	p = made(t, &o, "1x2@0>orders-0 3x1@100>orders-0 5x2@200>bills-1");
	assert_int_equal(p.left_out.nameless, 1);
	plan_release(&p);
}

#define TAPE(f) \
	cmocka_unit_test_setup_teardown(f, new_tape_setup, new_tape_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TAPE(all_of_it_by_time),
		TAPE(a_condition_may_cut_a_batch),
		TAPE(topics_go_where_they_are_sent),
		TAPE(a_map_of_nothing_is_refused),
		TAPE(transactions_follow_each_other),
		TAPE(only_what_was_committed),
		TAPE(before_the_seal_nobody_knows_transactions),
		TAPE(what_has_no_name_or_content_is_counted),
		TAPE(a_batch_that_broke_off_has_what_it_has),
		TAPE(hostile_numbers_cost_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
