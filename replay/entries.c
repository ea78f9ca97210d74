/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c - reads the records of a topic and puts them into the orders that
 * are compared.  Contents are hashed as they pass and not kept: 48 bytes a
 * record is what it costs. */
#include "replay/entries.h"

#include "store/hash.h"

#include <stdlib.h>

enum column {
	RECORD,
	PARTITION,
	OFFSET,
	TP,
	ABORTED,
	KEY,
	VALUE,
	HEADERS,
};

static const char records_sql[] =
	"SELECT record, partition, offset,"
	" (SELECT x.tp FROM record x WHERE x.id = records.record),"
	" aborted, key, value, headers FROM records WHERE topic = %Q";

/* ---- contents */

static struct bytes column_bytes(sqlite3_stmt *row, int column)
{
	const void *p;

	switch (sqlite3_column_type(row, column)) {
	case SQLITE_NULL: return bytes_of(NULL, 0);
	case SQLITE_TEXT: p = sqlite3_column_text(row, column); break;
	default: p = sqlite3_column_blob(row, column);
	}
	return bytes_of(p ? p : "", (size_t)sqlite3_column_bytes(row, column));
}

static struct content content_at(sqlite3_stmt *row, int first)
{
	return (struct content) { column_bytes(row, first),
				  column_bytes(row, first + 1),
				  column_bytes(row, first + 2) };
}

sqlite3_stmt *content_statement(struct tape *t, struct err *e)
{
	static const char sql[] =
		"SELECT key, value, headers FROM record WHERE id = ?";
	sqlite3_stmt *st = NULL;

	/* not tape_statement(): both sides may be one tape */
	if (sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL) != SQLITE_OK)
		err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
			sqlite3_errmsg(tape_db(t)));
	return st;
}

static int damaged(sqlite3_stmt *st, struct err *e)
{
	sqlite3 *db = sqlite3_db_handle(st);

	return err_set(e, ERR_TAPE, "cannot read '%s': %s",
		       sqlite3_db_filename(db, "main"), sqlite3_errmsg(db));
}

int content_read(sqlite3_stmt *statement, int64_t record, struct content *out,
		 struct err *e)
{
	sqlite3_reset(statement);
	sqlite3_bind_int64(statement, 1, record);
	if (sqlite3_step(statement) != SQLITE_ROW)
		return damaged(statement, e);
	*out = content_at(statement, 0);
	return 0;
}

/* ---- loading */

static void add_key_patterns(sqlite3_str *sql, const struct normal *n)
{
	const struct normal_globs *g = &n->globs[NORMAL_KEY];

	for (size_t i = 0; i < g->count; i++)
		sqlite3_str_appendf(sql, " AND coalesce(key NOT GLOB %Q, 1)",
				    g->items[i]);
}

static struct entry *entry_new(struct entries *s)
{
	if (s->count == s->capacity) {
		size_t capacity = s->capacity ? s->capacity * 2 : 1024;
		void *more = realloc(s->rows, capacity * sizeof(*s->rows));

		if (!more)
			return NULL;
		s->rows = more;
		s->capacity = capacity;
	}
	return &s->rows[s->count++];
}

/* Which records are in one order with it. */
static uint64_t sequence_of(const struct entry *entry, enum diff_by by,
			    const struct normal *n, const struct content *c,
			    struct content_space *space)
{
	if (by == DIFF_BY_KEY && c->key.p && !n->all[NORMAL_KEY])
		return hash_number(1, content_key_hash(n, c, space));
	if (by == DIFF_BY_TOPIC || n->all[NORMAL_PARTITION])
		return 0;
	return hash_number(2, (uint64_t)entry->partition);
}

static int add(struct entries *s, sqlite3_stmt *row, enum diff_by by,
	       const struct normal *n, struct content_space *space,
	       struct err *e)
{
	struct content c = content_at(row, KEY);
	struct entry *entry;

	if (sqlite3_column_int(row, ABORTED)) {
		s->aborted++;
		return 0;
	}
	entry = entry_new(s);
	if (!entry)
		return err_set(e, ERR_IO, "no memory for %zu records",
			       s->count);
	*entry = (struct entry) {
		.hash = content_hash(n, &c, space),
		.record = sqlite3_column_int64(row, RECORD),
		.offset = sqlite3_column_type(row, OFFSET) == SQLITE_NULL
				  ? -1
				  : sqlite3_column_int64(row, OFFSET),
		.partition = sqlite3_column_int(row, PARTITION),
		.tp = sqlite3_column_int(row, TP),
	};
	entry->sequence = sequence_of(entry, by, n, &c, space);
	return 0;
}

/* ---- order */

/* Of one partition: by offset; what has none yet is behind, as it was sent. */
static int in_partition(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->tp != b->tp)
		return a->tp < b->tp ? -1 : 1;
	if (a->offset != b->offset)
		return (uint64_t)a->offset < (uint64_t)b->offset ? -1 : 1;
	return a->record < b->record ? -1 : a->record > b->record;
}

static int in_sequence(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;

	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return in_partition(a, b);
}

/* Across partitions only time is an order, and record ids grow with it; within
 * one the offsets hold. */
static void put_in_order(struct entries *s)
{
	uint64_t latest = 0;

	qsort(s->rows, s->count, sizeof(*s->rows), in_partition);
	for (size_t i = 0; i < s->count; i++) {
		struct entry *entry = &s->rows[i];

		if (i && entry->tp != entry[-1].tp)
			latest = 0;
		if ((uint64_t)entry->record > latest)
			latest = (uint64_t)entry->record;
		entry->order = latest;
	}
	qsort(s->rows, s->count, sizeof(*s->rows), in_sequence);
}

int entries_load(struct entries *out, const struct diff_source *source,
		 const char *topic, enum diff_by by,
		 const struct normal *normal, struct content_space *space,
		 struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(tape_db(source->tape));
	sqlite3_stmt *st;
	int rc, result = 0;

	sqlite3_str_appendf(sql, records_sql, topic);
	selection_add(&source->selection, sql);
	add_key_patterns(sql, normal);
	st = selection_prepare(&source->selection, source->tape, sql, e);
	if (!st)
		return -1;
	while (!result && (rc = sqlite3_step(st)) == SQLITE_ROW)
		result = add(out, st, by, normal, space, e);
	if (!result && rc != SQLITE_DONE)
		result = selection_failed(&source->selection, source->tape, e);
	sqlite3_finalize(st);
	if (!result && out->count)
		put_in_order(out);
	return result;
}

void entries_release(struct entries *s)
{
	free(s->rows);
	*s = (struct entries) { 0 };
}
