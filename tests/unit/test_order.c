/* SPDX-License-Identifier: Apache-2.0 */
/* test_order.c - what lies in order in the logs; and that the checks that look only
 * where nothing says so find what they find when they look everywhere. */
#include "store/order.h"

#include "replay/check.h"
#include "tests/lib/new_tape.h"
#include "tests/lib/tape_rows.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A batch of partition `tp`: -1 is NULL, of `producer` none. */
struct batch {
	int tp, offset, acked, producer, epoch, sequence, records;
};

static int add(struct new_tape *t, int id, const struct batch *b)
{
	char sql[900];

	snprintf(
		sql, sizeof(sql),
		"INSERT INTO exchange (id, connection, api_key, q, f, r) VALUES"
		" (%d, 1, 0, %d, %d, nullif(%d, -1));"
		"INSERT INTO batch (id, tp, base_offset, last_offset,"
		" producer_id, producer_epoch, base_sequence, records,"
		" exchange, in_log, acked_at, leader_epoch) VALUES"
		" (%d, %d, nullif(%d, -1), %d, %d, %d, %d, %d, %d, %s,"
		" nullif(%d, -1), -1)",
		id, b->acked - 3, b->acked - 2, b->acked, id, b->tp, b->offset,
		b->offset + b->records - 1, b->producer, b->epoch, b->sequence,
		b->records, id, b->acked < 0 ? "NULL" : "1", b->acked);
	new_tape_fill(t, sql);
	return id;
}

static void find(struct new_tape *t)
{
	struct err e = { 0 };

	if (tape_find_order(t->open, &e) < 0)
		fail_msg("%s", e.text);
}

static int partitions(void **state)
{
	new_tape_setup(state);
	new_tape_fill(*state,
		      "INSERT INTO topic (id, name) VALUES (1, 'a'), (2, 'b');"
		      "INSERT INTO topic_partition (id, topic, partition)"
		      " VALUES (1, 1, 0), (2, 2, 0);"
		      "INSERT OR REPLACE INTO tape VALUES ('indexed', 1)");
	return 0;
}

/* ---- the facts */

/* Of each fact "tp:batches", and what batches.sql is told. */
#define FOUND                                                               \
	"SELECT (SELECT group_concat(j.key || ':' || j.value, ' ') FROM"    \
	" tape f, (SELECT * FROM json_each((SELECT value FROM tape WHERE"   \
	" key = 'acked_in_order')) ORDER BY key) j WHERE f.key ="           \
	" 'acked_in_order'), (SELECT group_concat(j.key || ':' || j.value," \
	" ' ') FROM (SELECT * FROM json_each((SELECT value FROM tape WHERE" \
	" key = 'sequences_whole')) ORDER BY key) j),"                      \
	" (SELECT group_concat(tp) FROM temp.unordered),"                   \
	" (SELECT group_concat(tp) FROM temp.epochs)"

static void assert_found(struct new_tape *t, const struct batch *b,
			 const char *rows)
{
	int id = 0;

	new_tape_fill(t, "DELETE FROM batch; DELETE FROM exchange");
	for (; b->tp; b++)
		add(t, ++id, b);
	find(t);
	assert_rows(t->open, FOUND, rows);
}

#define BATCHES(...) ((const struct batch[]) { __VA_ARGS__, { 0 } })

static void what_lies_in_order_is_counted(void **state)
{
	struct new_tape *t = *state;

	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 }, { 2, 0, 9, 7, 0, 0, 1 },
			     { 1, 5, 11, 7, 0, 5, 1 },
			     { 1, 6, 12, -1, -1, -1, 1 }),
		     "1:3 2:1|1:2 2:1|NULL|NULL");
	/* what nobody knows an offset or an acknowledgement of */
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 },
			     { 1, -1, -1, 7, 0, 5, 2 },
			     { 1, 9, -1, 7, 0, 7, 1 },
			     { 1, 7, 11, 7, 0, 8, 1 }),
		     "1:2 2:0|1:4 2:0|1|NULL");
	/* a higher epoch begins anew */
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 }, { 1, 5, 11, 7, 2, 3, 2 },
			     { 1, 7, 12, 7, 2, 5, 1 }),
		     "1:3 2:0|1:3 2:0|NULL|NULL");
}

static void where_anything_is_odd_nothing_is_said(void **state)
{
	struct new_tape *t = *state;

	/* a lower offset later; the same twice */
	assert_found(t,
		     BATCHES({ 1, 5, 10, 7, 0, 0, 5 },
			     { 1, 0, 11, 7, 0, 5, 2 }),
		     "2:0|1:2 2:0|1|NULL");
	assert_found(t,
		     BATCHES({ 2, 5, 10, 7, 0, 0, 5 },
			     { 2, 5, 11, 7, 0, 5, 2 }),
		     "1:0|1:0 2:2|2|NULL");
	/* acknowledged before */
	assert_found(t,
		     BATCHES({ 1, 0, 11, 7, 0, 0, 5 },
			     { 1, 5, 10, 7, 0, 5, 2 }),
		     "2:0|1:2 2:0|NULL|NULL");
	/* a hole, a repetition, a lower epoch, no records */
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 },
			     { 1, 5, 11, 7, 0, 6, 2 }),
		     "1:2 2:0|2:0|NULL|NULL");
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 },
			     { 1, 5, 11, 7, 0, 0, 5 }),
		     "1:2 2:0|2:0|NULL|NULL");
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 1, 0, 5 },
			     { 1, 5, 11, 7, 0, 5, 1 }),
		     "1:2 2:0|2:0|NULL|NULL");
	assert_found(t, BATCHES({ 1, 0, 10, 7, 0, 0, 0 }),
		     "1:1 2:0|2:0|NULL|NULL");
	/* a batch of no partition */
	assert_found(t,
		     BATCHES({ 1, 0, 10, 7, 0, 0, 5 },
			     { 3, 0, 11, 7, 0, 0, 5 }),
		     "NULL|NULL|NULL|NULL");
}

static void leader_epochs_are_compared_where_they_are_known(void **state)
{
	struct new_tape *t = *state;

	add(t, 1, &(struct batch) { 1, 0, 10, -1, -1, -1, 1 });
	add(t, 2, &(struct batch) { 1, 1, 11, -1, -1, -1, 1 });
	add(t, 3, &(struct batch) { 2, 0, 12, -1, -1, -1, 1 });
	add(t, 4, &(struct batch) { 2, 1, 13, -1, -1, -1, 1 });
	new_tape_fill(t, "UPDATE batch SET leader_epoch = 4 WHERE id IN (1, 3);"
			 "UPDATE batch SET leader_epoch = 3 WHERE id = 4");
	find(t);
	assert_rows(t->open, FOUND, "1:2 2:2|1:0 2:0|NULL|2");
}

/* ---- what the checks make of them */

static const char *const names[] = { "order.realtime", "order.sequence" };

enum { NAMES = sizeof(names) / sizeof(*names), TAPES = 400 };

static int below(int n)
{
	return rand() % n;
}

/* Two partitions, three producers.  Mostly all goes on as it should. */
static void random_batches(struct new_tape *t)
{
	int end[3] = { 0 }, next[3][4] = { { 0 } }, epoch[4] = { 0 };
	int odd = 2 + below(60), now = 100;
	char sql[200];

	new_tape_fill(t, "DELETE FROM batch; DELETE FROM exchange;"
			 "DELETE FROM gap; DELETE FROM batch_link");
	for (int id = 1; id <= 3 + below(20); id++) {
		struct batch b = { .tp = 1 + below(2),
				   .records = 1 + below(3) };
		int producer = below(4);

		if (producer && !below(12)) {
			epoch[producer] += below(odd) ? 1 : -1;
			next[1][producer] = next[2][producer] = 0;
		}
		b.producer = producer ? producer : -1;
		b.epoch = producer ? epoch[producer] : -1;
		b.sequence = producer ? next[b.tp][producer] : -1;
		b.offset = end[b.tp];
		if (producer && !below(odd))
			b.sequence = abs(b.sequence + below(5) - 2);
		next[b.tp][producer] = b.sequence + b.records;
		if (!below(odd))
			b.offset = abs(b.offset + below(7) - 3);
		end[b.tp] = b.offset + b.records;
		now += below(odd) ? below(6) : -below(12);
		b.acked = below(odd) ? now : -1;
		if (!below(odd))
			b.offset = -1;
		add(t, id, &b);
		if (below(odd))
			continue;
		snprintf(sql, sizeof(sql), "UPDATE batch SET %s WHERE id = %d",
			 below(2) ? "in_log = 0" : "exchange = NULL", id);
		new_tape_fill(t, sql);
	}
	if (!below(4))
		new_tape_fill(t, "INSERT INTO gap (why, since, until) VALUES"
				 " ('queue full', 110, 130)");
	if (!below(8))
		new_tape_fill(t,
			      "INSERT INTO batch_link VALUES"
			      " (1, 'overwritten by', 2), (3, 'copy of', 4)");
}

/* All that it says. */
static char *findings(struct new_tape *t, const char *name, int *found)
{
	const struct check *c = checks;
	struct check_result r;
	struct err e = { 0 };
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	while (strcmp(c->name, name) != 0)
		c++;
	if (check_run(t->open, c, 200, NULL, NULL, &r, &e) < 0)
		fail_msg("%s: %s", name, e.text);
	fprintf(f, "%s: %lld %s\n", name, (long long)r.examined, r.unit);
	for (struct finding *i = r.findings; i; i = i->next)
		fprintf(f, "%d %s %d %d %d: %s\n", i->verdict, i->topic,
			(int)i->partition, (int)i->offset, (int)i->exchange,
			i->detail);
	fclose(f);
	*found += r.findings != NULL;
	check_result_release(&r);
	return text;
}

static void what_is_spared_would_have_found_nothing(void **state)
{
	struct new_tape *t = *state;
	int found[NAMES] = { 0 }, again[NAMES] = { 0 };

	for (unsigned seed = 1; seed <= TAPES; seed++) {
		char *spared[NAMES];

		srand(seed);
		random_batches(t);
		find(t);
		for (int i = 0; i < NAMES; i++)
			spared[i] = findings(t, names[i], &found[i]);
		new_tape_fill(t, "DELETE FROM tape WHERE key IN"
				 " ('acked_in_order', 'sequences_whole')");
		for (int i = 0; i < NAMES; i++) {
			char *all = findings(t, names[i], &again[i]);

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

/* A tape that was sealed, and then recorded on, says it no more. */
static void facts_count_only_on_a_sealed_tape(void **state)
{
	struct new_tape *t = *state;
	int found = 0;
	char *text;

	add(t, 1, &(struct batch) { 1, 0, 10, -1, -1, -1, 1 });
	find(t);
	add(t, 2, &(struct batch) { 1, 1, 5, -1, -1, -1, 1 });
	new_tape_fill(t, "UPDATE tape SET value = 0 WHERE key = 'indexed'");
	text = findings(t, "order.realtime", &found);
	assert_string_equal(text, "order.realtime: 2 acknowledged batches\n"
				  "3 a 0 1 1: was acknowledged (exchange 2)"
				  " before a write began that got offset 0\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_lies_in_order_is_counted,
						partitions, new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			where_anything_is_odd_nothing_is_said, partitions,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			leader_epochs_are_compared_where_they_are_known,
			partitions, new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			what_is_spared_would_have_found_nothing, partitions,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			facts_count_only_on_a_sealed_tape, partitions,
			new_tape_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
