/* SPDX-License-Identifier: Apache-2.0 */
/* plan.c - from the rows of a tape to what is sent in which order:
 *
 *   partitions of the tape ─▶ lanes; chosen records ─▶ runs, a batch or a piece
 *   of one each ─▶ arrange() ─▶ the first N ─▶ linked in their lanes ─▶ topics
 */
#include "replay/plan.h"

#include "replay/plan_txns.h"

#include <stdlib.h>
#include <string.h>

enum { PARTITION_MAX = 1000000 };

/* A partition of the tape: which lane it is. */
struct partition_row {
	int64_t tp;
	uint32_t lane;
};

struct builder {
	struct tape *tape;
	const struct plan_options *options;
	struct plan *plan;
	struct partition_row *partitions; /* by tp */
	uint32_t partition_count, partition_room, lane_room;
	struct raw_run *runs;
	uint32_t run_count, run_room;
	int64_t last_batch; /* of the newest run */
	int64_t start;      /* the stamp of the first run */
};

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "no memory for the plan");
}

/* Room for one more item of `size` bytes.  NULL: no memory, or more items than
 * a uint32_t counts; `items` then still is. */
static void *grow(void *items, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t wanted = *room ? *room * 2 : 64;
	void *grown;

	if (count < *room)
		return items;
	if (*room > UINT32_MAX / 4)
		return NULL;
	grown = reallocarray(items, wanted, size);
	if (grown)
		*room = wanted;
	return grown;
}

static const char *text(sqlite3_stmt *row, int column)
{
	return (const char *)sqlite3_column_text(row, column);
}

/* ---- partitions */

/* The lane of this name and partition: the newest, or a new one. */
static int lane_of(struct builder *b, const char *name, int32_t partition,
		   uint32_t *lane)
{
	struct plan *p = b->plan;
	struct plan_lane *lanes = p->lanes;

	*lane = p->lane_count - 1;
	if (p->lane_count && lanes[*lane].partition == partition &&
	    !strcmp(lanes[*lane].name, name))
		return 0;
	lanes = grow(lanes, p->lane_count, &b->lane_room, sizeof(*lanes));
	if (!lanes)
		return -1;
	p->lanes = lanes;
	*lane = p->lane_count;
	lanes[*lane] = (struct plan_lane) { .name = strdup(name),
					    .partition = partition,
					    .first = PLAN_NONE };
	if (!lanes[*lane].name)
		return -1;
	p->lane_count++;
	return 0;
}

static int by_tp(const void *a, const void *b)
{
	const struct partition_row *x = a, *y = b;

	return (x->tp > y->tp) - (x->tp < y->tp);
}

/* Several incarnations of a topic have the same lanes. */
static int load_partitions(struct builder *b, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		b->tape,
		"SELECT p.id, t.name, p.partition FROM topic_partition p "
		"JOIN topic t ON t.id = p.topic WHERE t.name IS NOT NULL "
		"ORDER BY t.name, p.partition, p.id",
		e);
	int rc;

	if (!st)
		return -1;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t partition = sqlite3_column_int64(st, 2);
		struct partition_row *rows = b->partitions, *row;

		if (partition < 0 || partition > PARTITION_MAX)
			continue;
		rows = grow(rows, b->partition_count, &b->partition_room,
			    sizeof(*rows));
		if (!rows)
			return no_memory(e);
		b->partitions = rows;
		row = &rows[b->partition_count++];
		row->tp = sqlite3_column_int64(st, 0);
		if (lane_of(b, text(st, 1), (int32_t)partition, &row->lane))
			return no_memory(e);
	}
	if (b->partitions)
		qsort(b->partitions, b->partition_count, sizeof(*b->partitions),
		      by_tp);
	return plan_rows_end(b->tape, st, rc, e);
}

/* ---- runs */

enum column {
	RECORD,
	BATCH,
	TP,
	OFFSET,
	SENT_AT,
	READ_AT,
	TRANSACTIONAL,
	ABORTED,
	COUNT, /* how many records the row stands for, from this one on */
};

/* Is each batch chosen as a whole or not at all, and are its records where the
 * batch says?  One that broke off has fewer; of one record that can't be.  -1: see
 * `e`. */
static int chooses_batches(struct builder *b, struct err *e)
{
	const struct selection *s = &b->options->selection;
	sqlite3_stmt *st;
	bool broken;
	int rc;

	if (s->where || s->since != INT64_MIN || s->until != INT64_MAX)
		return false;
	st = tape_statement(b->tape,
			    "SELECT 1 FROM batch b"
			    " WHERE first_record IS NOT NULL AND records <> 1"
			    " AND NOT EXISTS ("
			    "SELECT 1 FROM record r WHERE r.batch = b.id"
			    " AND r.id = b.first_record + b.records - 1)"
			    " LIMIT 1",
			    e);
	if (!st)
		return -1;
	rc = sqlite3_step(st);
	broken = rc == SQLITE_ROW;
	if (broken)
		rc = sqlite3_step(st);
	return plan_rows_end(b->tape, st, rc, e) ? -1 : !broken;
}

/* A row for each record; where whole batches are chosen, for the first one of
 * each.  The selection is about the view alone; what else is needed is joined to
 * it outside. */
static sqlite3_stmt *chosen_records(struct builder *b, struct err *e)
{
	int batches = chooses_batches(b, e);
	sqlite3_str *sql;

	if (batches < 0)
		return NULL;
	sql = sqlite3_str_new(tape_db(b->tape));
	sqlite3_str_appendf(
		sql,
		"SELECT s.record, s.batch, b.tp, s.offset, s.produced_at_us,"
		" coalesce(s.first_delivered_at_us, s.time_us),"
		" s.transactional, s.aborted, %s FROM"
		" (SELECT record, batch, offset, produced_at_us,"
		" first_delivered_at_us, time_us, transactional, aborted"
		" FROM records WHERE %s",
		batches ? "b.records" : "1",
		batches ? "record IN (SELECT first_record FROM batch)" : "1");
	selection_add(&b->options->selection, sql);
	sqlite3_str_appendall(sql, ") s JOIN batch b ON b.id = s.batch");
	if (batches)
		sqlite3_str_appendall(sql, " AND b.first_record = s.record");
	sqlite3_str_appendall(sql, " ORDER BY s.record");
	return selection_prepare(&b->options->selection, b->tape, sql, e);
}

/* A column's number, or `otherwise` for NULL. */
static int64_t number(sqlite3_stmt *row, int column, int64_t otherwise)
{
	return sqlite3_column_type(row, column) == SQLITE_NULL
		       ? otherwise
		       : sqlite3_column_int64(row, column);
}

static uint32_t count_of(sqlite3_stmt *row)
{
	return (uint32_t)sqlite3_column_int64(row, COUNT);
}

/* Does the record go on with the newest run? */
static bool extends(const struct builder *b, sqlite3_stmt *row)
{
	const struct plan_run *last = &b->runs[b->run_count - 1].run;

	return b->last_batch == sqlite3_column_int64(row, BATCH) &&
	       last->first + last->count == sqlite3_column_int64(row, RECORD) &&
	       last->count < UINT32_MAX;
}

static struct partition_row *partition_of(const struct builder *b, int64_t tp)
{
	const struct partition_row wanted = { .tp = tp };

	if (!b->partitions)
		return NULL;
	return bsearch(&wanted, b->partitions, b->partition_count,
		       sizeof(wanted), by_tp);
}

/* Are records that are in the log to be sent, and in which transaction (0: as a
 * plain one)?  -1: see `e`. */
static int judge(struct builder *b, sqlite3_stmt *row, int64_t *txn,
		 struct err *e)
{
	enum plan_transactions how = b->options->transactions;
	int64_t aborted;

	*txn = 0;
	if (how == TRANSACTIONS_NONE ||
	    sqlite3_column_int(row, TRANSACTIONAL) != 1)
		return true;
	if (!tape_fact_int(b->tape, "indexed", 0))
		return err_set(e, ERR_UNPROVEN,
			       "'%s' has transactions, which are known once it "
			       "is sealed: `ktape seal` it first, or give "
			       "--transactions=none",
			       tape_path(b->tape));
	if (how == TRANSACTIONS_AS_RECORDED)
		*txn = plan_txn_of(b->tape, sqlite3_column_int64(row, BATCH),
				   e);
	if (*txn)
		return *txn < 0 ? -1 : true;
	/* of one that was committed, but not by a producer that we know */
	aborted = number(row, ABORTED, -1);
	if (aborted > 0)
		b->plan->left_out.aborted += count_of(row);
	else if (aborted < 0)
		b->plan->left_out.undecided += count_of(row);
	return aborted == 0;
}

static int add_run(struct builder *b, sqlite3_stmt *row,
		   const struct partition_row *partition, int64_t txn)
{
	struct raw_run *runs =
		grow(b->runs, b->run_count, &b->run_room, sizeof(*runs));

	if (!runs)
		return -1;
	b->runs = runs;
	b->last_batch = sqlite3_column_int64(row, BATCH);
	runs[b->run_count++] = (struct raw_run) {
		.run = { .first = sqlite3_column_int64(row, RECORD),
			 .at_us = number(row, SENT_AT,
					 number(row, READ_AT, INT64_MIN)),
			 .count = count_of(row),
			 .lane = partition->lane,
			 .next = PLAN_NONE,
			 .txn = PLAN_NONE },
		.tp = partition->tp,
		.offset = number(row, OFFSET, -1),
		.txn = txn,
		.produced = sqlite3_column_type(row, SENT_AT) != SQLITE_NULL,
	};
	return 0;
}

static int add_records(struct builder *b, sqlite3_stmt *row, struct err *e)
{
	const struct partition_row *partition;
	int64_t txn;
	int wanted;

	if (b->run_count && extends(b, row)) {
		b->runs[b->run_count - 1].run.count++;
		return 0;
	}
	partition = partition_of(b, sqlite3_column_int64(row, TP));
	if (!partition) {
		b->plan->left_out.nameless += count_of(row);
		return 0;
	}
	wanted = judge(b, row, &txn, e);
	if (wanted <= 0)
		return wanted;
	return add_run(b, row, partition, txn) ? no_memory(e) : 0;
}

static int load_records(struct builder *b, struct err *e)
{
	sqlite3_stmt *st = chosen_records(b, e);
	int rc, result = 0;

	if (!st)
		return -1;
	while (!result && (rc = sqlite3_step(st)) == SQLITE_ROW)
		result = add_records(b, st, e);
	if (!result && rc != SQLITE_DONE)
		result = selection_failed(&b->options->selection, b->tape, e);
	sqlite3_finalize(st);
	return result;
}

/* What is in the log and whose content the tape doesn't have.  Whether `where`
 * would choose it can't be told. */
static int count_empty(struct builder *b, struct err *e)
{
	struct selection s = b->options->selection;
	sqlite3_str *sql = sqlite3_str_new(tape_db(b->tape));
	sqlite3_stmt *st;
	int rc;

	s.where = NULL;
	sqlite3_str_appendall(
		sql,
		"SELECT coalesce(sum(records), 0) FROM (SELECT t.name AS topic,"
		" e.q AS produced_at_us, b.first_delivered_at AS"
		" first_delivered_at_us, b.max_timestamp * 1000 AS time_us,"
		" b.records AS records FROM batch b"
		" JOIN topic_partition p ON p.id = b.tp"
		" JOIN topic t ON t.id = p.topic"
		" LEFT JOIN exchange e ON e.id = b.exchange"
		" WHERE b.first_record IS NULL AND b.control IS NULL"
		" AND b.in_log IS NOT 0) WHERE 1");
	selection_add(&s, sql);
	st = selection_prepare(&s, b->tape, sql, e);
	if (!st)
		return -1;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		b->plan->left_out.empty = (uint64_t)sqlite3_column_int64(st, 0);
	rc = plan_rows_end(b->tape, st, rc, e);
	sqlite3_finalize(st);
	return rc;
}

/* ---- the plan of them */

/* The runs by time, up to the count, each linked to the one before it in its
 * lane. */
static int take_runs(struct builder *b, struct err *e)
{
	struct plan *p = b->plan;
	uint32_t *lasts = calloc(p->lane_count + 1, sizeof(*lasts));
	uint64_t left = (uint64_t)b->options->count;

	p->runs = calloc(b->run_count + 1, sizeof(*p->runs));
	if (!lasts || !p->runs) {
		free(lasts);
		return no_memory(e);
	}
	for (uint32_t i = 0; i < b->run_count && left; i++) {
		struct plan_run *run = &p->runs[i];
		struct plan_lane *lane;

		*run = b->runs[i].run;
		if (run->count > left)
			run->count = (uint32_t)left;
		left -= run->count;
		run->before = p->records;
		p->records += run->count;
		lane = &p->lanes[run->lane];
		if (lane->records)
			p->runs[lasts[run->lane]].next = i;
		else
			lane->first = i;
		lane->records += run->count;
		lasts[run->lane] = i;
		p->span_us = run->at_us;
		p->run_count++;
	}
	free(lasts);
	return 0;
}

/* Forget lanes that nothing is sent on. */
static int drop_empty_lanes(struct plan *p, struct err *e)
{
	uint32_t *now = calloc(p->lane_count + 1, sizeof(*now));
	uint32_t kept = 0;

	if (!now)
		return no_memory(e);
	for (uint32_t i = 0; i < p->lane_count; i++) {
		now[i] = kept;
		if (p->lanes[i].records)
			p->lanes[kept++] = p->lanes[i];
		else
			free(p->lanes[i].name);
	}
	p->lane_count = kept;
	for (uint32_t i = 0; i < p->run_count; i++)
		p->runs[i].lane = now[p->runs[i].lane];
	free(now);
	return 0;
}

/* ---- topics */

static const char *mapped(const struct plan_options *o, const char *topic)
{
	for (size_t i = 0; i < o->map_count; i++)
		if (!strcmp(o->maps[i].from, topic))
			return o->maps[i].to;
	return topic;
}

static char *column_copy(sqlite3_stmt *row, int column)
{
	const char *value = text(row, column);

	return value ? strdup(value) : NULL;
}

/* What the tape knows of the newest topic named `recorded`. */
static int describe(struct builder *b, struct plan_topic *t,
		    const char *recorded, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		b->tape,
		"SELECT partitions, cleanup_policy, timestamp_type FROM topic "
		"WHERE name = ?1 ORDER BY incarnation DESC, id DESC LIMIT 1",
		e);
	int rc;

	if (!st)
		return -1;
	sqlite3_bind_text(st, 1, recorded, -1, SQLITE_STATIC);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		int64_t partitions = sqlite3_column_int64(st, 0);

		if (partitions > t->partitions && partitions <= PARTITION_MAX)
			t->partitions = (int32_t)partitions;
		if (!t->cleanup_policy)
			t->cleanup_policy = column_copy(st, 1);
		if (!t->timestamp_type)
			t->timestamp_type = column_copy(st, 2);
		rc = sqlite3_step(st);
	}
	return plan_rows_end(b->tape, st, rc, e);
}

static int add_topic(struct builder *b, struct plan_lane *lane, struct err *e)
{
	struct plan *p = b->plan;
	const char *name = mapped(b->options, lane->name);
	struct plan_topic *topics;

	while (lane->topic < p->topic_count &&
	       strcmp(p->topics[lane->topic].name, name) != 0)
		lane->topic++;
	if (lane->topic < p->topic_count)
		return describe(b, &p->topics[lane->topic], lane->name, e);
	topics = reallocarray(p->topics, p->topic_count + 1, sizeof(*topics));
	if (!topics)
		return no_memory(e);
	p->topics = topics;
	topics[p->topic_count] = (struct plan_topic) { .name = strdup(name) };
	if (!topics[p->topic_count].name)
		return no_memory(e);
	return describe(b, &topics[p->topic_count++], lane->name, e);
}

/* The lanes are by name, so that each name is looked up once. */
static int find_topics(struct builder *b, struct err *e)
{
	struct plan *p = b->plan;

	for (uint32_t i = 0; i < p->lane_count; i++) {
		struct plan_lane *lane = &p->lanes[i];
		struct plan_topic *t;

		if (i && !strcmp(lane[-1].name, lane->name))
			lane->topic = lane[-1].topic;
		else if (add_topic(b, lane, e))
			return -1;
		t = &p->topics[lane->topic];
		if (lane->partition >= t->partitions)
			t->partitions = lane->partition + 1;
	}
	return 0;
}

/* A map of a topic that isn't there is a slip of the pen. */
static int check_maps(const struct builder *b, struct err *e)
{
	const struct plan *p = b->plan;

	for (size_t i = 0; i < b->options->map_count; i++) {
		const char *from = b->options->maps[i].from;
		uint32_t lane = 0;

		while (lane < p->lane_count &&
		       strcmp(p->lanes[lane].name, from) != 0)
			lane++;
		if (lane == p->lane_count)
			return err_set(e, ERR_USAGE,
				       "--map-topic: no record of the topic "
				       "'%s' is among the chosen ones",
				       from);
	}
	return 0;
}

int plan_make(struct plan *p, struct tape *t, const struct plan_options *o,
	      struct err *e)
{
	struct builder b = { .tape = t, .options = o, .plan = p };
	int result;

	*p = (struct plan) { .runs = NULL };
	result = load_partitions(&b, e) || load_records(&b, e);
	if (!result && arrange(b.runs, b.run_count, p->lane_count, &b.start))
		result = no_memory(e);
	if (!result)
		result = take_runs(&b, e) ||
			 plan_txns(p, t, b.runs, b.start, e) ||
			 drop_empty_lanes(p, e) || count_empty(&b, e) ||
			 find_topics(&b, e) || check_maps(&b, e);
	free(b.partitions);
	free(b.runs);
	return result ? -1 : 0;
}

void plan_release(struct plan *p)
{
	for (uint32_t i = 0; i < p->lane_count; i++)
		free(p->lanes[i].name);
	for (uint32_t i = 0; i < p->topic_count; i++) {
		free(p->topics[i].name);
		free(p->topics[i].cleanup_policy);
		free(p->topics[i].timestamp_type);
	}
	for (uint32_t i = 0; i < p->producer_count; i++)
		free(p->producers[i].transactional_id);
	free(p->lanes);
	free(p->topics);
	free(p->runs);
	free(p->producers);
	free(p->txns);
	*p = (struct plan) { .runs = NULL };
}
