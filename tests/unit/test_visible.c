/* SPDX-License-Identifier: Apache-2.0 */
/* test_visible.c - which records of a fetch answer the view `delivered` shows:
 * as many as Kafka's own consumer, of made-up logs and answers.  The model is
 * org.apache.kafka.clients.consumer.internals.CompletedFetch. */
#include "tests/test.h"

#include "store/tape.h"

#include <stdio.h>
#include <stdlib.h>

enum { BATCHES = 24, PRODUCERS = 3, ABORTED = 8, ROUNDS = 400 };

struct made {
	int64_t base, last; /* offsets */
	int producer;       /* 0: none */
	bool transactional, commit, abort;
};

struct range {
	int producer;
	int64_t first;
};

struct answer {
	int first; /* batch in it */
	int64_t offset;
	bool committed;
	struct range aborted[ABORTED];
	int aborted_count;
};

static uint32_t seed;

static int below(int n)
{
	seed = seed * 1664525 + 1013904223;
	return (int)((seed >> 8) % (uint32_t)n);
}

/* ---- a log, and an answer as a broker may give it */

static void make_log(struct made *log)
{
	int64_t next = 0;

	for (int i = 0; i < BATCHES; i++) {
		int kind = below(10), records = 1 + below(3);

		log[i] = (struct made) { .base = next };
		log[i].producer = below(PRODUCERS + 1);
		if (kind < 3 && log[i].producer) {
			log[i].abort = kind < 2;
			log[i].commit = kind == 2;
			records = 1;
		}
		log[i].transactional = log[i].producer && kind < 9;
		log[i].last = next + records - 1;
		next += records;
	}
}

/* Any ranges, in any order, also twice; most begin at a batch. */
static void make_answer(struct answer *a, const struct made *log)
{
	*a = (struct answer) { .first = below(BATCHES / 2) };
	a->offset = log[a->first].base +
		    below((int)(log[a->first].last - log[a->first].base) + 1);
	a->committed = below(4) > 0;
	a->aborted_count = below(ABORTED + 1);
	for (int i = 0; i < a->aborted_count; i++) {
		const struct made *b = &log[below(BATCHES)];

		a->aborted[i].producer = 1 + below(PRODUCERS);
		a->aborted[i].first = b->base;
		if (b->producer)
			a->aborted[i].producer = b->producer;
		if (i && below(4) == 0)
			a->aborted[i] = a->aborted[i - 1];
	}
}

/* ---- CompletedFetch.nextFetchedRecord() */

static bool is_delivered(const struct answer *a, const struct made *log, int at)
{
	bool aborted[PRODUCERS + 1] = { false }, used[ABORTED] = { false };

	for (int i = a->first; i <= at; i++) {
		const struct made *b = &log[i];

		if (!a->committed || !b->producer)
			continue;
		for (int n = 0; n < a->aborted_count; n++)
			if (!used[n] && a->aborted[n].first <= b->last) {
				aborted[a->aborted[n].producer] = true;
				used[n] = true;
			}
		if (b->abort)
			aborted[b->producer] = false;
		else if (b->transactional && aborted[b->producer] && i == at)
			return false;
	}
	return !log[at].commit && !log[at].abort;
}

/* ---- the same on a tape */

static void run(struct tape *t, const char *format, ...)
{
	char sql[600], *why = NULL;
	va_list args;

	va_start(args, format);
	vsnprintf(sql, sizeof(sql), format, args);
	va_end(args);
	if (sqlite3_exec(tape_db(t), sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
}

static void write_log(struct tape *t, int tp, const struct made *log)
{
	run(t,
	    "INSERT INTO topic_partition(id, topic, partition) "
	    "VALUES (%d, 1, %d)",
	    tp, tp);
	for (int i = 0; i < BATCHES; i++) {
		int id = tp * BATCHES + i;
		int records = (int)(log[i].last - log[i].base) + 1;
		bool control = log[i].commit || log[i].abort;

		run(t,
		    "INSERT INTO batch(id, tp, base_offset, last_offset, "
		    "producer_id, records, first_record, transactional, "
		    "control, in_log) VALUES (%d, %d, %d, %d, %d, %d, "
		    "nullif(%d, 0), %d, %s, 1)",
		    id, tp, (int)log[i].base, (int)log[i].last,
		    log[i].producer ? log[i].producer : -1, records,
		    control ? 0 : id * 10, log[i].transactional,
		    log[i].abort    ? "'ABORT'"
		    : log[i].commit ? "'COMMIT'"
				    : "NULL");
		for (int r = 0; r < records && !control; r++)
			run(t,
			    "INSERT INTO record(id, batch, tp, offset) "
			    "VALUES (%d, %d, %d, %d)",
			    id * 10 + r, id, tp, (int)log[i].base + r);
	}
}

static void write_answer(struct tape *t, int tp, int fetch,
			 const struct answer *a, const struct made *log)
{
	run(t,
	    "INSERT INTO exchange(id, d) VALUES (%d, 1);"
	    "INSERT INTO fetch(id, exchange, tp, isolation) "
	    "VALUES (%d, %d, %d, %d)",
	    fetch, fetch, fetch, tp, a->committed);
	for (int i = 0; i < a->aborted_count; i++)
		run(t,
		    "INSERT INTO aborted(fetch, producer_id, first_offset) "
		    "VALUES (%d, %d, %d)",
		    fetch, a->aborted[i].producer, (int)a->aborted[i].first);
	for (int i = a->first; i < BATCHES; i++)
		run(t,
		    "INSERT INTO delivery(fetch, batch, first_visible_offset) "
		    "VALUES (%d, %d, %d)",
		    fetch, tp * BATCHES + i,
		    (int)(log[i].base > a->offset ? log[i].base : a->offset));
}

static void assert_delivered(struct tape *t, int fetch, const struct answer *a,
			     const struct made *log)
{
	char sql[100], got[1000] = "", expected[1000] = "";
	sqlite3_stmt *st = NULL;
	size_t n = 0;

	snprintf(sql, sizeof(sql),
		 "SELECT \"offset\" FROM delivered WHERE fetch = %d ORDER BY 1",
		 fetch);
	assert_int_equal(sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		n += (size_t)snprintf(got + n, sizeof(got) - n, "%d ",
				      sqlite3_column_int(st, 0));
	sqlite3_finalize(st);
	n = 0;
	for (int i = a->first; i < BATCHES; i++)
		for (int64_t o = log[i].base; o <= log[i].last; o++)
			if (o >= a->offset && is_delivered(a, log, i))
				n += (size_t)snprintf(expected + n,
						      sizeof(expected) - n,
						      "%d ", (int)o);
	if (strcmp(got, expected) != 0)
		fail_msg("answer %d: %s and not %s", fetch, got, expected);
}

static void delivered_is_what_kafkas_consumer_hands_out(void **state)
{
	char *folder = temp_folder(), path[256];
	struct tape *t = NULL;
	struct err e = { 0 };
	int dropped = 0;

	(void)state;
	seed = 5;
	snprintf(path, sizeof(path), "%s/a.ktape", folder);
	if (tape_open(&t, path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	run(t, "BEGIN");
	run(t, "INSERT INTO topic(id, name) VALUES (1, 't')");
	run(t, "CREATE INDEX d ON delivery (fetch)");
	for (int round = 1; round <= ROUNDS; round++) {
		struct made log[BATCHES];
		struct answer a;

		make_log(log);
		make_answer(&a, log);
		write_log(t, round, log);
		write_answer(t, round, round, &a, log);
		/* somebody else was given all of it */
		write_answer(t, round, ROUNDS + round, &(struct answer) { 0 },
			     log);
		assert_delivered(t, round, &a, log);
		for (int i = a.first; i < BATCHES; i++)
			dropped += !log[i].abort && !log[i].commit &&
				   !is_delivered(&a, log, i);
	}
	assert_true(dropped > ROUNDS);
	run(t, "COMMIT");
	tape_close(t);
	temp_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(delivered_is_what_kafkas_consumer_hands_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
