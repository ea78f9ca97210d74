/* SPDX-License-Identifier: Apache-2.0 */
/* order.c - what lies in order in the logs: one pass over all batches in the order
 * of rows, with what came last in each partition, and of each producer in it, in
 * memory.  Rows are mostly made in the order of the log, and then the next one
 * only needs to be compared with the last.  Where they are not, nothing is said. */
#include "store/order.h"

#include "store/hash.h"
#include "store/map.h"
#include "store/tape_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHAINS_MAX = 200000 }; /* in memory: some 20 MiB */

#define UNKNOWN INT64_MIN

struct batch {
	int64_t tp, offset, records;
	int64_t producer, epoch, sequence;
	int64_t leader_epoch;
	int64_t acked_at; /* UNKNOWN: or not known to be in the log */
	bool sequenced;   /* its sequence counts */
};

struct partition {
	struct map_node node;
	int64_t tp;
	int64_t offset;                 /* the highest so far */
	int64_t acked_offset, acked_at; /* of the last that was acknowledged */
	int64_t acked, sequenced;       /* how many */
	int64_t leader_epoch;
	bool unordered; /* its batches are not in the order of rows */
	bool late;      /* acknowledgements are not in the order of offsets */
	bool holed;     /* a sequence does not go on from the last */
	bool epochs;    /* several leader epochs */
};

/* Of one producer in one partition. */
struct chain {
	struct map_node node;
	int64_t tp, producer, epoch, next_sequence;
};

struct pass {
	struct tape *tape;
	struct map partitions, chains;
	bool odd; /* a batch of no partition */
};

enum column {
	TP,
	OFFSET,
	RECORDS,
	PRODUCER,
	EPOCH,
	SEQUENCE,
	LEADER_EPOCH,
	ACKED_AT,
	SEQUENCED
};

static const char batches_sql[] =
	"SELECT tp, base_offset, records, producer_id, producer_epoch,"
	" base_sequence, leader_epoch, CASE in_log WHEN 1 THEN acked_at END,"
	" producer_id >= 0 AND base_sequence >= 0 AND exchange IS NOT NULL"
	" AND in_log IS NOT 0 FROM batch NOT INDEXED";

static int64_t value(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_INTEGER
		       ? sqlite3_column_int64(st, column)
		       : UNKNOWN;
}

static struct batch batch_of(sqlite3_stmt *st)
{
	return (struct batch) {
		.tp = value(st, TP),
		.offset = value(st, OFFSET),
		.records = value(st, RECORDS),
		.producer = value(st, PRODUCER),
		.epoch = value(st, EPOCH),
		.sequence = value(st, SEQUENCE),
		.leader_epoch = value(st, LEADER_EPOCH),
		.acked_at = value(st, ACKED_AT),
		.sequenced = sqlite3_column_int(st, SEQUENCED),
	};
}

/* ---- what came before */

static struct partition *find_partition(const struct map *m, int64_t tp)
{
	struct map_node *n = map_find(m, hash_number(0, (uint64_t)tp));

	for (; n; n = map_find_next(n)) {
		struct partition *p = map_entry(n, struct partition, node);

		if (p->tp == tp)
			return p;
	}
	return NULL;
}

static int add_partition(struct map *m, int64_t tp, struct err *e)
{
	struct partition *p = calloc(1, sizeof(*p));

	if (!p)
		return err_set(e, ERR_IO, "out of memory");
	p->tp = tp;
	p->offset = p->acked_offset = p->acked_at = p->leader_epoch = UNKNOWN;
	map_add(m, &p->node, hash_number(0, (uint64_t)tp));
	return 0;
}

static uint64_t chain_hash(const struct batch *b)
{
	return hash_number((uint64_t)b->producer, (uint64_t)b->tp);
}

static struct chain *find_chain(const struct map *m, const struct batch *b)
{
	struct map_node *n = map_find(m, chain_hash(b));

	for (; n; n = map_find_next(n)) {
		struct chain *c = map_entry(n, struct chain, node);

		if (c->tp == b->tp && c->producer == b->producer)
			return c;
	}
	return NULL;
}

/* NULL: there are too many, or there is no memory. */
static struct chain *begin_chain(struct map *m, const struct batch *b)
{
	struct chain *c = m->count < CHAINS_MAX ? calloc(1, sizeof(*c)) : NULL;

	if (!c)
		return NULL;
	*c = (struct chain) { .tp = b->tp,
			      .producer = b->producer,
			      .epoch = b->epoch,
			      .next_sequence = b->sequence };
	map_add(m, &c->node, chain_hash(b));
	return c;
}

/* ---- one batch */

static void compare_acked(struct partition *p, const struct batch *b)
{
	p->late |= b->offset <= p->acked_offset || b->acked_at < p->acked_at;
	p->acked_offset = b->offset;
	p->acked_at = b->acked_at;
	p->acked++;
}

/* Does it go on where the producer's last one ended, or in a higher epoch? */
static bool goes_on(struct map *chains, const struct batch *b)
{
	struct chain *c = find_chain(chains, b);

	if (b->epoch == UNKNOWN || b->records <= 0)
		return false;
	if (!c)
		c = begin_chain(chains, b);
	if (!c || b->epoch < c->epoch)
		return false;
	if (b->epoch == c->epoch && b->sequence != c->next_sequence)
		return false;
	c->epoch = b->epoch;
	c->next_sequence = b->sequence + b->records;
	return true;
}

static void take_batch(struct pass *pass, const struct batch *b)
{
	struct partition *p = find_partition(&pass->partitions, b->tp);

	if (!p) {
		pass->odd = true;
		return;
	}
	if (b->leader_epoch >= 0) {
		p->epochs |= p->leader_epoch != UNKNOWN &&
			     p->leader_epoch != b->leader_epoch;
		p->leader_epoch = b->leader_epoch;
	}
	if (b->sequenced) {
		p->holed |= !goes_on(&pass->chains, b);
		p->sequenced++;
	}
	if (b->offset == UNKNOWN)
		return;
	if (b->acked_at != UNKNOWN)
		compare_acked(p, b);
	p->unordered |= b->offset <= p->offset;
	if (b->offset > p->offset)
		p->offset = b->offset;
}

/* ---- the pass */

static int stopped(struct tape *t, int rc, struct err *e)
{
	if (rc == SQLITE_INTERRUPT)
		return err_set(e, ERR_UNPROVEN, "reading '%s' was stopped",
			       t->path);
	return tape_error(t, e, rc, "read");
}

static int read_partitions(struct pass *p, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(p->tape->db,
				    "SELECT id FROM topic_partition", -1, &st,
				    NULL);
	int result = 0;

	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		result = add_partition(&p->partitions, value(st, 0), e);
		rc = result < 0 ? SQLITE_DONE : SQLITE_OK;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? result : stopped(p->tape, rc, e);
}

static int read_batches(struct pass *p, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(p->tape->db, batches_sql, -1, &st, NULL);

	while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct batch b = batch_of(st);

		take_batch(p, &b);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : stopped(p->tape, rc, e);
}

/* ---- what was found */

static bool is_unordered(const struct partition *p)
{
	return p->unordered;
}

static bool has_epochs(const struct partition *p)
{
	return p->epochs;
}

static int write_list(struct pass *p, const char *insert,
		      bool (*in)(const struct partition *), struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(p->tape->db, insert, -1, &st, NULL);
	struct map_node *n = map_each(&p->partitions, NULL);

	for (; rc == SQLITE_OK && n; n = map_each(&p->partitions, n)) {
		struct partition *i = map_entry(n, struct partition, node);

		if (!in(i))
			continue;
		sqlite3_bind_int64(st, 1, i->tp);
		rc = sqlite3_step(st) == SQLITE_DONE ? SQLITE_OK : SQLITE_IOERR;
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_OK ? 0 : tape_error(p->tape, e, rc, "seal");
}

static int64_t in_order(const struct partition *p)
{
	return p->late ? -1 : p->acked;
}

static int64_t whole(const struct partition *p)
{
	return p->holed ? -1 : p->sequenced;
}

/* Of which partitions it is true: those of which `batches` gives no -1. */
static int write_fact(struct pass *p, const char *key,
		      int64_t (*batches)(const struct partition *),
		      struct err *e)
{
	struct map_node *n = map_each(&p->partitions, NULL);
	char *text = NULL;
	const char *before = "";
	size_t size;
	FILE *f = open_memstream(&text, &size);
	int rc;

	if (!f)
		return err_set(e, ERR_IO, "out of memory");
	fputc('{', f);
	for (; n && !p->odd; n = map_each(&p->partitions, n)) {
		struct partition *i = map_entry(n, struct partition, node);

		if (batches(i) < 0)
			continue;
		fprintf(f, "%s\"%" PRId64 "\":%" PRId64, before, i->tp,
			batches(i));
		before = ",";
	}
	fputc('}', f);
	rc = fclose(f) ? err_set(e, ERR_IO, "out of memory")
		       : tape_set_fact(p->tape, key, text, e);
	free(text);
	return rc;
}

static int write_found(struct pass *p, struct err *e)
{
	static const char lists[] = "DROP TABLE IF EXISTS temp.unordered;"
				    "DROP TABLE IF EXISTS temp.epochs;"
				    "CREATE TEMP TABLE unordered (tp INTEGER);"
				    "CREATE TEMP TABLE epochs (tp INTEGER);";

	if (tape_exec(p->tape, lists, "seal", e) < 0 ||
	    write_list(p, "INSERT INTO temp.unordered VALUES (?)", is_unordered,
		       e) < 0 ||
	    write_list(p, "INSERT INTO temp.epochs VALUES (?)", has_epochs, e) <
		    0)
		return -1;
	return write_fact(p, "acked_in_order", in_order, e) < 0
		       ? -1
		       : write_fact(p, "sequences_whole", whole, e);
}

static void release(struct pass *p)
{
	struct map_node *n, *next;

	for (n = map_each(&p->partitions, NULL); n; n = next) {
		next = map_each(&p->partitions, n);
		free(map_entry(n, struct partition, node));
	}
	map_release(&p->partitions);
	for (n = map_each(&p->chains, NULL); n; n = next) {
		next = map_each(&p->chains, n);
		free(map_entry(n, struct chain, node));
	}
	map_release(&p->chains);
}

int tape_find_order(struct tape *t, struct err *e)
{
	struct pass p = { .tape = t };
	int rc = -1;

	if (tape_begin(t, e) < 0)
		return -1;
	if (read_partitions(&p, e) == 0 && read_batches(&p, e) == 0)
		rc = write_found(&p, e);
	release(&p);
	if (rc == 0)
		return tape_commit(t, e);
	tape_rollback(t);
	return -1;
}
