/* SPDX-License-Identifier: Apache-2.0 */
/* insert.c - rows into the tape: one prepared statement a table, its columns
 * bound one after the other in schema order.  The columns are counted against
 * the schema, so a forgotten one is an error and never a shifted row.  What a
 * row means is the caller's business. */
#include "store/tape_internal.h"

#include "codec/json.h"

#include <stdio.h>

static const struct table {
	const char *name;
	bool id_given; /* the caller knows the id and binds it */
} tables[TABLES] = {
	[TABLE_SERVICE] = { "service", true },
	[TABLE_BROKER] = { "broker", true },
	[TABLE_CONNECTION] = { "connection", true },
	[TABLE_INSTANCE] = { "instance", false },
	[TABLE_EXCHANGE] = { "exchange", true },
	[TABLE_FRAME] = { "frame", false },
	[TABLE_TOPIC] = { "topic", false },
	[TABLE_TOPIC_PARTITION] = { "topic_partition", false },
	[TABLE_BATCH] = { "batch", false },
	[TABLE_RECORD] = { "record", false },
	[TABLE_PRODUCE] = { "produce", false },
	[TABLE_FETCH] = { "fetch", false },
	[TABLE_DELIVERY] = { "delivery", false },
	[TABLE_ABORTED] = { "aborted", false },
	[TABLE_OFFSET_COMMIT] = { "offset_commit", false },
	[TABLE_OFFSET_FETCH] = { "offset_fetch", false },
	[TABLE_OFFSET_LOOKUP] = { "offset_lookup", false },
	[TABLE_EPOCH_LOOKUP] = { "epoch_lookup", false },
	[TABLE_COORDINATOR] = { "coordinator", false },
	[TABLE_MEMBER_EVENT] = { "member_event", false },
	[TABLE_ASSIGNMENT] = { "assignment", false },
	[TABLE_ATTRIBUTION] = { "attribution", false },
	[TABLE_TXN] = { "txn", false },
	[TABLE_TXN_EVENT] = { "txn_event", false },
	[TABLE_ACQUISITION] = { "acquisition", false },
	[TABLE_ACKNOWLEDGEMENT] = { "acknowledgement", false },
	[TABLE_GAP] = { "gap", false },
	[TABLE_STALL] = { "stall", false },
};

/* The first value of a one-row query; 0 if there is none. */
static int query_int(struct tape *t, const char *sql, int64_t *value)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(t->db, sql, -1, &st, NULL);

	*value = 0;
	if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		*value = sqlite3_column_int64(st, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

static int insert_prepare(struct insert *i, const struct table *table)
{
	char sql[512], *p = sql, *end = sql + sizeof(sql);
	int64_t columns, last = 0;
	int rc;

	snprintf(sql, sizeof(sql),
		 "SELECT count(*) FROM pragma_table_info('%s')", table->name);
	rc = query_int(i->tape, sql, &columns);
	if (rc != SQLITE_OK)
		return rc;
	if (!table->id_given) {
		snprintf(sql, sizeof(sql), "SELECT max(id) FROM %s",
			 table->name);
		rc = query_int(i->tape, sql, &last);
		i->next_id = last + 1;
	}
	i->table = table->name;
	i->columns = (int)columns - !table->id_given;
	p += snprintf(p, sizeof(sql), "INSERT INTO %s VALUES (?", table->name);
	for (int64_t c = 1; c < columns && end - p > 3; c++)
		p += snprintf(p, (size_t)(end - p), ",?");
	snprintf(p, (size_t)(end - p), ")");
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v3(i->tape->db, sql, -1,
					SQLITE_PREPARE_PERSISTENT,
					&i->statement, NULL);
	return rc;
}

int inserts_prepare(struct tape *t, struct err *e)
{
	for (int table = 0; table < TABLES; table++) {
		struct insert *i = &t->inserts[table];

		i->tape = t;
		int rc = insert_prepare(i, &tables[table]);

		if (rc != SQLITE_OK)
			return tape_error(t, e, rc, "use");
	}
	return 0;
}

void inserts_release(struct tape *t)
{
	for (int table = 0; table < TABLES; table++)
		sqlite3_finalize(t->inserts[table].statement);
}

struct insert *tape_insert(struct tape *t, enum tape_table table)
{
	return &t->inserts[table];
}

int64_t insert_next_id(const struct insert *i)
{
	return i->next_id;
}

/* The parameter of the next column; the id, if it is ours, is the first. */
static int next_parameter(struct insert *i)
{
	return ++i->bound + (i->next_id != 0);
}

static void note(struct insert *i, int rc)
{
	if (rc != SQLITE_OK && i->error == SQLITE_OK)
		i->error = rc;
}

void insert_int(struct insert *i, int64_t v)
{
	note(i, sqlite3_bind_int64(i->statement, next_parameter(i), v));
}

void insert_null(struct insert *i)
{
	note(i, sqlite3_bind_null(i->statement, next_parameter(i)));
}

void insert_int_or_null(struct insert *i, int64_t v, int64_t unknown)
{
	if (v == unknown)
		insert_null(i);
	else
		insert_int(i, v);
}

void insert_view(struct insert *i, struct bytes text)
{
	note(i, sqlite3_bind_text64(i->statement, next_parameter(i),
				    (const char *)text.p, text.n, SQLITE_STATIC,
				    SQLITE_UTF8));
}

void insert_text(struct insert *i, const char *text)
{
	insert_view(i, bytes_of_string(text));
}

void insert_blob(struct insert *i, struct bytes blob)
{
	note(i, sqlite3_bind_blob64(i->statement, next_parameter(i), blob.p,
				    blob.n, SQLITE_STATIC));
}

void insert_text_or_blob(struct insert *i, struct bytes b)
{
	if (utf8_valid(b))
		insert_view(i, b);
	else
		insert_blob(i, b);
}

int64_t insert_row(struct insert *i, struct err *e)
{
	int bound = i->bound, rc = i->error;
	int64_t id = i->next_id;

	i->bound = 0;
	i->error = SQLITE_OK;
	if (rc != SQLITE_OK)
		return tape_error(i->tape, e, rc, "write");
	if (bound != i->columns)
		return err_set(
			e, ERR_IO,
			"cannot write '%s': %d of %d columns of a row of "
			"%s (a bug in ktape)",
			i->tape->path, bound, i->columns, i->table);
	if (id)
		sqlite3_bind_int64(i->statement, 1, id);
	rc = sqlite3_step(i->statement);
	sqlite3_reset(i->statement);
	if (rc != SQLITE_DONE)
		return tape_error(i->tape, e, rc, "write");
	if (!id)
		return sqlite3_last_insert_rowid(i->tape->db);
	i->next_id++;
	return id;
}
