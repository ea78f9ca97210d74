/* SPDX-License-Identifier: Apache-2.0 */
/* plan_txns.c - the transactions of a plan: whose, in which order, how and when
 * they end.  The seal has found them (store/meaning/transactions.sql). */
#include "replay/plan_txns.h"

#include <stdlib.h>

/* One transaction of the tape of which records are sent. */
struct found {
	int64_t id; /* txn.id: they are by time */
	char *transactional_id;
	int64_t timeout_ms;
	uint32_t index; /* in plan.txns */
	struct plan_txn txn;
};

int plan_rows_end(struct tape *t, sqlite3_stmt *st, int rc, struct err *e)
{
	sqlite3_reset(st);
	if (rc == SQLITE_DONE)
		return 0;
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
		       sqlite3_errmsg(tape_db(t)));
}

int64_t plan_txn_of(struct tape *t, int64_t batch, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		t,
		"SELECT x.id FROM txn_batch w JOIN txn x ON x.id = w.txn "
		"WHERE w.batch = ?1 AND x.transactional_id <> '' "
		"AND x.outcome IN ('committed', 'aborted', 'open')",
		e);
	int64_t id = 0;
	int rc;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, batch);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	return plan_rows_end(t, st, rc, e) ? -1 : id;
}

static int by_id(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int by_producer(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int c = strcmp(x->transactional_id, y->transactional_id);

	return c ? c : by_id(a, b);
}

/* The transactions of the runs, each once, by id. */
static struct found *collect(const struct plan *p, const struct raw_run *raw,
			     uint32_t *count)
{
	struct found *all = calloc((size_t)p->run_count + 1, sizeof(*all));
	uint32_t n = 0, kept = 0;

	if (!all)
		return NULL;
	for (uint32_t i = 0; i < p->run_count; i++)
		if (raw[i].txn && (!n || all[n - 1].id != raw[i].txn))
			all[n++].id = raw[i].txn;
	qsort(all, n, sizeof(*all), by_id);
	for (uint32_t i = 0; i < n; i++)
		if (!kept || all[kept - 1].id != all[i].id)
			all[kept++] = all[i];
	*count = kept;
	return all;
}

/* What the tape says of it. */
static int describe(const struct plan *p, struct tape *t, struct found *f,
		    int64_t start, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		t,
		"SELECT transactional_id, outcome = 'committed', until, "
		"timeout_ms FROM txn WHERE id = ?1",
		e);
	const char *id;
	int rc;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, f->id);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		id = (const char *)sqlite3_column_text(st, 0);
		f->transactional_id = strdup(id ? id : "");
		f->txn.commit = sqlite3_column_int(st, 1) != 0;
		f->txn.end_us = sqlite3_column_type(st, 2) == SQLITE_NULL
					? p->span_us
					: sqlite3_column_int64(st, 2) - start;
		f->timeout_ms = sqlite3_column_int64(st, 3);
	}
	if (plan_rows_end(t, st, rc, e))
		return -1;
	return f->transactional_id ? 0
				   : err_set(e, ERR_IO,
					     "no memory for a "
					     "transaction");
}

/* By producer and, of each, by time: the plan's lists, and where in them. */
static int number(struct plan *p, struct found *all, uint32_t count)
{
	p->txns = calloc((size_t)count + 1, sizeof(*p->txns));
	p->producers = calloc((size_t)count + 1, sizeof(*p->producers));
	if (!p->txns || !p->producers)
		return -1;
	qsort(all, count, sizeof(*all), by_producer);
	for (uint32_t i = 0; i < count; i++) {
		struct plan_producer *of;

		if (!i || strcmp(all[i - 1].transactional_id,
				 all[i].transactional_id) != 0) {
			of = &p->producers[p->producer_count++];
			of->transactional_id = strdup(all[i].transactional_id);
			of->first = i;
			if (!of->transactional_id)
				return -1;
		}
		of = &p->producers[p->producer_count - 1];
		of->count++;
		if (all[i].timeout_ms > of->timeout_ms)
			of->timeout_ms = all[i].timeout_ms;
		all[i].index = i;
		p->txns[i] = all[i].txn;
		p->txns[i].producer = p->producer_count - 1;
		p->txn_count++;
	}
	qsort(all, count, sizeof(*all), by_id);
	return 0;
}

/* Tell each run its transaction, which ends behind all of them. */
static void assign(struct plan *p, const struct raw_run *raw,
		   const struct found *all, uint32_t count)
{
	for (uint32_t i = 0; i < p->run_count; i++) {
		const struct found wanted = { .id = raw[i].txn }, *f;
		struct plan_txn *txn;

		f = wanted.id ? bsearch(&wanted, all, count, sizeof(wanted),
					by_id)
			      : NULL;
		if (!f)
			continue;
		txn = &p->txns[f->index];
		p->runs[i].txn = f->index;
		txn->records += p->runs[i].count;
		if (txn->end_us < p->runs[i].at_us)
			txn->end_us = p->runs[i].at_us;
	}
}

int plan_txns(struct plan *p, struct tape *t, const struct raw_run *raw,
	      int64_t start, struct err *e)
{
	uint32_t count = 0;
	struct found *all = collect(p, raw, &count);
	int result = 0;

	if (!all)
		return err_set(e, ERR_IO, "no memory for the plan");
	for (uint32_t i = 0; !result && i < count; i++)
		result = describe(p, t, &all[i], start, e);
	if (!result && number(p, all, count))
		result = err_set(e, ERR_IO, "no memory for the plan");
	if (!result)
		assign(p, raw, all, count);
	for (uint32_t i = 0; i < count; i++)
		free(all[i].transactional_id);
	free(all);
	return result;
}
