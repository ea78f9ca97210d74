/* SPDX-License-Identifier: Apache-2.0 */
/* stretches.c - where readers went on without a break: one ordered pass over all
 * fetches, with what each reader did last in memory.
 *
 *   fetch, exchange ─▶ goes_on()? ─ yes ─▶ the open stretch grows
 *                                 └ no ──▶ it is written, another is opened
 *
 * A break is always allowed: a stretch claims only what it holds.  So whatever is
 * odd is a stretch of its own, and the checks look closely where stretches meet. */
#include "store/stretches.h"

#include "store/hash.h"
#include "store/map.h"
#include "store/tape_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char store_schema_sql[];

enum {
	OPEN_MAX = 100000, /* stretches in memory at a time: some 20 MiB */
	US_PER_SECOND = 1000000,
};

#define UNKNOWN INT64_MIN

enum offset_from { KNOWN, HIDDEN, SHARE };

static const char *const offset_from_names[] = { "known", "unknown", "share" };

/* One partition in a fetch. */
struct fetched {
	int64_t id, tp, offset, next_offset;
	enum offset_from from;
	int64_t connection, instance, broker;
	int64_t q, f, r, d;
	int64_t told[3]; /* where the log ends and begins, as the answer says;
			  * UNKNOWN: it says nothing of it */
};

struct stretch {
	struct map_node node;
	int64_t connection, instance, tp;
	enum offset_from from;
	int64_t first_fetch, last_fetch, last_given, fetches, given;
	int64_t first_offset, next_offset;
	int64_t since, until;
	bool lowered;
	bool over;      /* nothing may go on from here */
	int64_t second; /* in which it was sampled last */
};

/* What a broker said last of a partition. */
struct log_told {
	struct map_node node;
	int64_t tp, broker;
	int64_t r;
	int64_t told[3];
};

struct pass {
	struct tape *tape;
	sqlite3_stmt *insert;
	sqlite3_stmt *sample; /* NULL: none are taken */
	struct map open, told;
};

/* ---- one fetch */

enum column {
	ID,
	TP,
	OFFSET,
	OFFSET_FROM,
	NEXT_OFFSET,
	CONNECTION,
	INSTANCE,
	BROKER,
	STAMP_Q,
	STAMP_F,
	STAMP_R,
	STAMP_D,
	ANSWERED, /* without an error */
	TOLD
};

static const char fetches_sql[] =
	"SELECT f.id, f.tp, f.fetch_offset, f.offset_from, f.next_offset,"
	" e.connection, e.instance, c.broker, e.q, e.f, e.r, e.d,"
	" f.in_response = 1 AND f.error_code = 0, f.high_watermark,"
	" f.last_stable_offset, f.log_start_offset"
	" FROM fetch f CROSS JOIN exchange e ON e.id = f.exchange"
	" LEFT JOIN connection c ON c.id = e.connection"
	" WHERE f.tp IS NOT NULL ORDER BY f.id";

static int64_t value(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_INTEGER
		       ? sqlite3_column_int64(st, column)
		       : UNKNOWN;
}

static enum offset_from offset_from(sqlite3_stmt *st, int64_t offset)
{
	const char *name = (const char *)sqlite3_column_text(st, OFFSET_FROM);

	if (name && !strcmp(name, "share"))
		return SHARE;
	return name && offset >= 0 ? KNOWN : HIDDEN;
}

static struct fetched fetched_of(sqlite3_stmt *st)
{
	struct fetched f = {
		.id = value(st, ID),
		.tp = value(st, TP),
		.offset = value(st, OFFSET),
		.next_offset = value(st, NEXT_OFFSET),
		.connection = value(st, CONNECTION),
		.instance = value(st, INSTANCE),
		.broker = value(st, BROKER),
		.q = value(st, STAMP_Q),
		.f = value(st, STAMP_F),
		.r = value(st, STAMP_R),
		.d = value(st, STAMP_D),
	};

	f.from = offset_from(st, f.offset);
	for (int i = 0; i < 3; i++)
		f.told[i] = sqlite3_column_int(st, ANSWERED)
				    ? value(st, TOLD + i)
				    : UNKNOWN;
	return f;
}

/* ---- what brokers tell of a log */

static struct log_told *told_by(struct map *told, const struct fetched *f)
{
	uint64_t hash = hash_number((uint64_t)f->tp, (uint64_t)f->broker);
	struct map_node *n = map_find(told, hash);
	struct log_told *l;

	for (; n; n = map_find_next(n)) {
		l = map_entry(n, struct log_told, node);
		if (l->tp == f->tp && l->broker == f->broker)
			return l;
	}
	l = calloc(1, sizeof(*l));
	if (!l)
		return NULL;
	*l = (struct log_told) { .tp = f->tp,
				 .broker = f->broker,
				 .r = UNKNOWN,
				 .told = { UNKNOWN, UNKNOWN, UNKNOWN } };
	map_add(told, &l->node, hash);
	return l;
}

/* 1: lower than what this broker told before, or nobody knows which came first;
 * 0: not; < 0: out of memory. */
static int is_lowered(struct map *told, const struct fetched *f)
{
	struct log_told *l;
	int lowered;

	if (f->told[0] == UNKNOWN || f->f == UNKNOWN || f->r == UNKNOWN)
		return 0;
	l = told_by(told, f);
	if (!l)
		return -1;
	lowered = f->r <= l->r;
	l->r = f->r;
	for (int i = 0; i < 3; i++) {
		if (f->told[i] == UNKNOWN)
			continue;
		lowered |= f->told[i] < l->told[i];
		l->told[i] = f->told[i];
	}
	return lowered;
}

/* ---- stretches */

static void bind(sqlite3_stmt *st, int parameter, int64_t v)
{
	if (v == UNKNOWN)
		sqlite3_bind_null(st, parameter);
	else
		sqlite3_bind_int64(st, parameter, v);
}

static int write_stretch(struct pass *p, const struct stretch *s, struct err *e)
{
	const int64_t values[] = {
		s->connection,   s->instance,    s->tp,      s->first_fetch,
		s->last_fetch,   s->last_given,  s->fetches, s->given,
		s->first_offset, s->next_offset, s->since,   s->until,
		s->lowered
	};
	int n = sizeof(values) / sizeof(*values), rc;

	for (int i = 0; i < n; i++)
		bind(p->insert, i + 1, values[i]);
	sqlite3_bind_text(p->insert, n + 1, offset_from_names[s->from], -1,
			  SQLITE_STATIC);
	rc = sqlite3_step(p->insert);
	sqlite3_reset(p->insert);
	return rc == SQLITE_DONE ? 0 : tape_error(p->tape, e, rc, "seal");
}

static int write_all(struct pass *p, struct err *e)
{
	struct map_node *n = map_each(&p->open, NULL), *next;
	int rc = 0;

	for (; n; n = next) {
		struct stretch *s = map_entry(n, struct stretch, node);

		next = map_each(&p->open, n);
		rc = rc ? rc : write_stretch(p, s, e);
		free(s);
	}
	map_release(&p->open);
	return rc;
}

static uint64_t stretch_hash(const struct fetched *f)
{
	return hash_number((uint64_t)f->connection, (uint64_t)f->tp);
}

static struct stretch *find_open(const struct pass *p, const struct fetched *f)
{
	struct map_node *n = map_find(&p->open, stretch_hash(f));

	for (; n; n = map_find_next(n)) {
		struct stretch *s = map_entry(n, struct stretch, node);

		if (s->connection == f->connection && s->tp == f->tp)
			return s;
	}
	return NULL;
}

/* Nobody saw the answer, or it ends before it begins. */
static bool is_odd(const struct fetched *f)
{
	return f->q == UNKNOWN || f->d == UNKNOWN ||
	       (f->next_offset != UNKNOWN && f->offset != UNKNOWN &&
		f->next_offset < f->offset);
}

/* The reader had the answer before when it asked for just what comes next. */
static bool goes_on(const struct stretch *s, const struct fetched *f)
{
	int64_t expected =
		s->next_offset == UNKNOWN ? s->first_offset : s->next_offset;

	return !s->over && !is_odd(f) && f->q > s->until &&
	       f->instance == s->instance && f->from == s->from &&
	       (f->from != KNOWN || f->offset == expected);
}

static void begin_stretch(struct stretch *s, const struct fetched *f)
{
	*s = (struct stretch) {
		.node = s->node,
		.second = s->second,
		.connection = f->connection,
		.instance = f->instance,
		.tp = f->tp,
		.from = f->from,
		.first_fetch = f->id,
		.last_given = UNKNOWN,
		.first_offset = f->from == KNOWN ? f->offset : UNKNOWN,
		.next_offset = UNKNOWN,
		.since = f->q,
		.over = is_odd(f),
	};
}

static void add_fetch(struct stretch *s, const struct fetched *f, bool lowered)
{
	s->last_fetch = f->id;
	s->fetches++;
	s->until = f->d;
	s->lowered |= lowered;
	if (f->next_offset == UNKNOWN)
		return;
	s->last_given = f->id;
	s->given += f->from == KNOWN && f->next_offset > f->offset;
	if (s->from == KNOWN || f->next_offset > s->next_offset)
		s->next_offset = f->next_offset;
}

/* The first fetch of a partition in each second stands for the others in it. */
static int take_sample(struct pass *p, struct stretch *s,
		       const struct fetched *f, struct err *e)
{
	int64_t second = f->q / US_PER_SECOND;
	int rc;

	if (!p->sample || f->from == SHARE || f->q == UNKNOWN ||
	    second == s->second)
		return 0;
	s->second = second;
	bind(p->sample, 1, f->connection);
	bind(p->sample, 2, f->tp);
	bind(p->sample, 3, f->q);
	rc = sqlite3_step(p->sample);
	sqlite3_reset(p->sample);
	return rc == SQLITE_DONE ? 0 : tape_error(p->tape, e, rc, "seal");
}

static int take_fetch(struct pass *p, const struct fetched *f, struct err *e)
{
	int lowered = is_lowered(&p->told, f);
	struct stretch *s = find_open(p, f);

	if (lowered < 0)
		return err_set(e, ERR_IO, "out of memory");
	if (!s) {
		if (p->open.count >= OPEN_MAX && write_all(p, e) < 0)
			return -1;
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_IO, "out of memory");
		s->second = UNKNOWN;
		map_add(&p->open, &s->node, stretch_hash(f));
		begin_stretch(s, f);
	} else if (!goes_on(s, f)) {
		if (write_stretch(p, s, e) < 0)
			return -1;
		begin_stretch(s, f);
	}
	add_fetch(s, f, lowered);
	return take_sample(p, s, f, e);
}

/* ---- the pass */

static int read_fetches(struct pass *p, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(p->tape->db, fetches_sql, -1, &st, NULL);
	int result = 0;

	while (rc == SQLITE_OK && !result) {
		struct fetched f;

		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		rc = SQLITE_OK;
		f = fetched_of(st);
		result = take_fetch(p, &f, e);
	}
	sqlite3_finalize(st);
	if (result || rc == SQLITE_DONE)
		return result;
	if (rc == SQLITE_INTERRUPT)
		return err_set(e, ERR_UNPROVEN, "reading '%s' was stopped",
			       p->tape->path);
	return tape_error(p->tape, e, rc, "read");
}

static void release(struct pass *p)
{
	struct map_node *n, *next;

	for (n = map_each(&p->open, NULL); n; n = next) {
		next = map_each(&p->open, n);
		free(map_entry(n, struct stretch, node));
	}
	map_release(&p->open);
	for (n = map_each(&p->told, NULL); n; n = next) {
		next = map_each(&p->told, n);
		free(map_entry(n, struct log_told, node));
	}
	map_release(&p->told);
	sqlite3_finalize(p->insert);
	sqlite3_finalize(p->sample);
}

/* Fills the table by the name of `stretch`, be it of the tape or lent. */
static int fill(struct tape *t, bool sampled, struct err *e)
{
	struct pass p = { .tape = t };
	int rc = sqlite3_prepare_v2(
		t->db,
		"INSERT INTO stretch (connection, instance, tp, first_fetch,"
		" last_fetch, last_given, fetches, given, first_offset,"
		" next_offset, since, until, lowered, offset_from)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		-1, &p.insert, NULL);
	int result;

	if (rc == SQLITE_OK && sampled)
		rc = sqlite3_prepare_v2(t->db,
					"INSERT INTO temp.sample"
					" VALUES (?, ?, ?)",
					-1, &p.sample, NULL);
	result = rc == SQLITE_OK ? read_fetches(&p, e)
				 : tape_error(t, e, rc, "seal");
	if (result == 0)
		result = write_all(&p, e);
	release(&p);
	return result;
}

/* Make the table as schema.sql has it, by another beginning of the statement. */
static int create(struct tape *t, const char *begin, struct err *e)
{
	static const char own[] = "CREATE TABLE stretch (";
	const char *body = strstr(store_schema_sql, own) + strlen(own);
	char *sql;
	int rc;

	if (asprintf(&sql, "%s (%.*s", begin,
		     (int)(strstr(body, ");") + 2 - body), body) < 0)
		return err_set(e, ERR_IO, "out of memory");
	rc = tape_exec(t, sql, "seal", e);
	free(sql);
	return rc;
}

int tape_make_stretches(struct tape *t, bool sampled, struct err *e)
{
	static const char samples[] =
		"DROP TABLE IF EXISTS temp.sample;"
		"CREATE TEMP TABLE sample (connection, tp, at);";

	if (tape_begin(t, e) < 0)
		return -1;
	/* one that was recorded by an older ktape has no such table */
	if (create(t, "CREATE TABLE IF NOT EXISTS stretch", e) == 0 &&
	    tape_exec(t, "DELETE FROM stretch", "seal", e) == 0 &&
	    (!sampled || tape_exec(t, samples, "seal", e) == 0) &&
	    fill(t, sampled, e) == 0)
		return tape_commit(t, e);
	tape_rollback(t);
	return -1;
}

int tape_lend_stretches(struct tape *t, struct err *e)
{
	int rc;

	if (sqlite3_table_column_metadata(t->db, NULL, "stretch", NULL, NULL,
					  NULL, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	/* a tape that is read lets nothing be made, not even that */
	if (tape_exec(t, "PRAGMA query_only = OFF", "read", e) < 0)
		return -1;
	rc = create(t, "CREATE TEMP TABLE stretch", e) < 0 ? -1
							   : fill(t, false, e);
	return tape_exec(t, "PRAGMA query_only = ON", "read", e) < 0 ? -1 : rc;
}
