/* SPDX-License-Identifier: Apache-2.0 */
/* copy.c - rows from tape to tape.  The statements are made from the list of
 * references and from the columns that SQLite names, so that there is one way
 * for all tables:
 *
 *   INSERT INTO main.delivery (id, fetch, batch, ...)
 *   SELECT r.id + BASE, k_fetch.became, k_batch.became, ...
 *   FROM src.delivery r
 *   LEFT JOIN temp.kept_fetch k_fetch ON k_fetch.id = r.fetch ...
 *   WHERE (r.fetch IS NULL OR k_fetch.id IS NOT NULL) AND ... */
#include "store/copy.h"

#include "store/tape_internal.h"

enum { OPS_PER_CALL = 200000 };

static int on_progress(void *ctx)
{
	const struct copy_watch *w = ctx;

	return w->progress && !w->progress(w->ctx, 0);
}

/* ---- statements */

/* The new tape is sound: what it can't take is the other's fault. */
static int failed(const struct tape *to, int rc, struct err *e)
{
	const char *from = sqlite3_db_filename(to->db, "src");

	switch (from ? rc & 0xff : SQLITE_OK) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return err_set(e, ERR_TAPE,
			       "tape '%s' is damaged: %s; '%s' is not written",
			       from, sqlite3_errmsg(to->db), to->path);
	default: return tape_error(to, e, rc, "write");
	}
}

int copy_run(struct tape *to, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(to->db, sql, NULL, NULL, NULL);

	if (rc == SQLITE_INTERRUPT)
		return err_set(e, ERR_UNPROVEN, "stopped: '%s' is not written",
			       to->path);
	return rc == SQLITE_OK ? 0 : failed(to, rc, e);
}

int copy_run_built(struct tape *to, sqlite3_str *sql, struct err *e)
{
	char *text = sqlite3_str_finish(sql);
	int rc = text ? copy_run(to, text, e)
		      : err_set(e, ERR_IO, "out of memory");

	sqlite3_free(text);
	return rc;
}

/* ---- what stays */

/* `first` of all references to its table? */
static bool is_first(const struct reference *first)
{
	const struct reference *r = references;

	while (strcmp(r->to, first->to) != 0)
		r++;
	return r == first;
}

static bool to_records(const struct reference *r)
{
	return !strcmp(r->to, "record");
}

static bool is_kept_table(const char *table)
{
	const struct reference *r = references;

	while (r->table && strcmp(r->to, table) != 0)
		r++;
	return r->table && !to_records(r);
}

/* Run `format` for each kept table: its name, and the type of its ids. */
static int each_kept(struct tape *to, const char *format, struct err *e)
{
	for (const struct reference *r = references; r->table; r++) {
		sqlite3_str *sql;

		if (!is_first(r) || to_records(r))
			continue;
		sql = sqlite3_str_new(to->db);
		sqlite3_str_appendf(sql, format, r->to,
				    strcmp(r->to, REFERENCE_GROUP) ? "INTEGER"
								   : "TEXT");
		if (copy_run_built(to, sql, e) < 0)
			return -1;
	}
	return 0;
}

int copy_prepare(struct tape *to, const struct tape *from, struct err *e)
{
	if (tape_attach(to, from, "src", e) < 0 ||
	    copy_run(to,
		     "CREATE TEMP TABLE shift (us);"
		     "INSERT INTO shift VALUES (0)",
		     e) < 0)
		return -1;
	return each_kept(to,
			 "CREATE TABLE temp.kept_%s (id %s PRIMARY KEY,"
			 " became, there DEFAULT 0, first_record)",
			 e);
}

int copy_end(struct tape *to, struct err *e)
{
	if (each_kept(to, "DROP TABLE temp.kept_%s", e) < 0)
		return -1;
	return copy_run(to, "DROP TABLE temp.shift; DETACH src", e);
}

/* A stamp is of all rows, and what the seal makes is made anew. */
static bool decides(const struct reference *r)
{
	return !r->made && strcmp(r->to, REFERENCE_STAMP) != 0;
}

void copy_conditions(sqlite3_str *from, sqlite3_str *where, const char *table,
		     bool (*counts)(const struct reference *r))
{
	for (const struct reference *r = references; r->table; r++) {
		if (strcmp(r->table, table) != 0 || to_records(r) ||
		    (counts && !counts(r)))
			continue;
		sqlite3_str_appendf(from,
				    " LEFT JOIN temp.kept_%s k_%s"
				    " ON k_%s.id = r.\"%w\"",
				    r->to, r->column, r->column, r->column);
		if (decides(r))
			sqlite3_str_appendf(where,
					    " AND (r.\"%w\" IS NULL"
					    " OR k_%s.id IS NOT NULL)",
					    r->column, r->column);
	}
}

static int keep_groups(struct tape *to, struct err *e)
{
	for (const struct reference *r = references; r->table; r++) {
		sqlite3_str *sql;

		if (strcmp(r->to, REFERENCE_GROUP) != 0)
			continue;
		sql = sqlite3_str_new(to->db);
		sqlite3_str_appendf(sql,
				    "INSERT OR IGNORE INTO kept_group"
				    " (id, became) SELECT %s, %s FROM src.%s"
				    " WHERE %s IS NOT NULL",
				    r->column, r->column, r->table, r->column);
		if (copy_run_built(to, sql, e) < 0)
			return -1;
	}
	return 0;
}

int copy_keep(struct tape *to, const char *table, bool after, struct err *e)
{
	sqlite3_str *sql;
	int64_t base = 0;

	if (!strcmp(table, REFERENCE_GROUP))
		return keep_groups(to, e);
	if (after)
		base = tape_last_id(to, table);
	sql = sqlite3_str_new(to->db);
	sqlite3_str_appendf(sql,
			    "INSERT INTO kept_%s (id, became)"
			    " SELECT id, id + %lld FROM src.%s",
			    table, (long long)base, table);
	return copy_run_built(to, sql, e);
}

/* ---- one table */

struct table {
	struct tape *to;
	const char *name;
	enum copy_ids ids;
	int64_t records; /* the highest id of one that is here already */
};

static const struct reference *find(const char *table, const char *column)
{
	const struct reference *r = references;

	while (r->table &&
	       (strcmp(r->table, table) != 0 || strcmp(r->column, column) != 0))
		r++;
	return r->table ? r : NULL;
}

/* What becomes of the id of the row `r`. */
static void append_id(sqlite3_str *sql, const struct table *t)
{
	if (is_kept_table(t->name))
		sqlite3_str_appendall(sql, "k.became");
	else if (!strcmp(t->name, "record"))
		sqlite3_str_appendf(sql,
				    "r.id - b.first_record + coalesce("
				    "k.first_record, b.first_record + %lld)",
				    (long long)t->records);
	else if (t->ids == COPY_SAME_IDS)
		sqlite3_str_appendall(sql, "r.id");
	else
		sqlite3_str_appendall(sql, "NULL"); /* the next one */
}

/* What becomes of any other column. */
static void append_value(sqlite3_str *sql, const struct table *t,
			 const char *column)
{
	const struct reference *r = find(t->name, column);

	if (!r)
		sqlite3_str_appendf(sql, "r.\"%w\"", column);
	else if (to_records(r))
		sqlite3_str_appendf(sql,
				    "coalesce(k.first_record,"
				    " r.first_record + %lld)",
				    (long long)t->records);
	else if (!strcmp(r->to, REFERENCE_STAMP))
		sqlite3_str_appendf(sql,
				    "coalesce(k_%s.became, r.\"%w\""
				    " - (SELECT us FROM temp.shift))",
				    column, column);
	else
		sqlite3_str_appendf(sql, "k_%s.became", column);
}

/* "a, b, c" to `columns` and what they become to `values`. */
static int append_columns(const struct table *t, sqlite3_str *columns,
			  sqlite3_str *values, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(t->to->db,
				    "SELECT name FROM pragma_table_info(?1,"
				    " 'src')",
				    -1, &st, NULL);

	sqlite3_bind_text(st, 1, t->name, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		const char *comma = sqlite3_str_length(columns) ? ", " : "";

		sqlite3_str_appendf(columns, "%s\"%w\"", comma, name);
		sqlite3_str_appendall(values, comma);
		if (!strcmp(name, "id"))
			append_id(values, t);
		else
			append_value(values, t, name);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_OK ? 0 : tape_error(t->to, e, rc, "read");
}

/* The row `r`; found by what stays, where that is known of the table itself. */
static void append_source(sqlite3_str *sql, const char *table)
{
	if (!strcmp(table, "record"))
		sqlite3_str_appendall(
			sql,
			"temp.kept_batch k"
			" CROSS JOIN src.batch b ON b.id = k.id AND NOT k.there"
			" CROSS JOIN src.record r ON r.batch = b.id"
			" AND r.id >= b.first_record"
			" AND r.id < b.first_record + b.records");
	else if (is_kept_table(table))
		sqlite3_str_appendf(sql,
				    "temp.kept_%s k CROSS JOIN src.%s r"
				    " ON r.id = k.id AND NOT k.there",
				    table, table);
	else
		sqlite3_str_appendf(sql, "src.%s r", table);
}

/* Rows of an exchange or a fetch in the order that those got. */
static void append_order(sqlite3_str *sql, const struct table *t)
{
	if (t->ids != COPY_IN_ORDER)
		return;
	if (is_kept_table(t->name) || !strcmp(t->name, "record"))
		sqlite3_str_appendall(sql, " ORDER BY k.became");
	else if (find(t->name, "exchange"))
		sqlite3_str_appendall(sql, " ORDER BY k_exchange.became, r.id");
	else if (find(t->name, "fetch"))
		sqlite3_str_appendall(sql, " ORDER BY k_fetch.became, r.id");
}

static int copy_table(const struct table *t, struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(t->to->db);
	sqlite3_str *values = sqlite3_str_new(t->to->db);
	sqlite3_str *where = sqlite3_str_new(t->to->db);
	sqlite3_str *columns = sqlite3_str_new(t->to->db);
	int rc = append_columns(t, columns, values, e);
	char *text;

	sqlite3_str_appendf(sql, "INSERT %sINTO main.%s (%s) SELECT %s FROM ",
			    t->ids == COPY_SAME_IDS ? "OR IGNORE " : "",
			    t->name, sqlite3_str_value(columns),
			    sqlite3_str_value(values));
	append_source(sql, t->name);
	copy_conditions(sql, where, t->name, NULL);
	text = sqlite3_str_finish(where);
	sqlite3_str_appendf(sql, " WHERE 1%s", text ? text : "");
	append_order(sql, t);
	sqlite3_free(text);
	sqlite3_free(sqlite3_str_finish(values));
	sqlite3_free(sqlite3_str_finish(columns));
	if (rc < 0) {
		sqlite3_free(sqlite3_str_finish(sql));
		return -1;
	}
	return copy_run_built(t->to, sql, e);
}

/* ---- all of them */

int copy_rows(struct tape *to, enum copy_ids ids, struct err *e)
{
	/* facts and names are each tape's own, and so are stretches: where a
	 * cut or a merge puts breaks, the seal finds */
	static const char sql[] =
		"SELECT name FROM src.sqlite_master WHERE type = 'table' AND"
		" name NOT IN ('tape', 'api', 'error', 'stretch',"
		" 'sqlite_stat1', 'sqlite_stat4') ORDER BY rowid";
	struct table t = { .to = to, .ids = ids };
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(to->db, sql, -1, &st, NULL), result = 0;

	if (ids == COPY_AFTER)
		t.records = tape_last_id(to, "record");
	while (rc == SQLITE_OK && !result) {
		rc = sqlite3_step(st);
		if (rc != SQLITE_ROW)
			break;
		rc = SQLITE_OK;
		t.name = (const char *)sqlite3_column_text(st, 0);
		result = copy_table(&t, e);
	}
	sqlite3_finalize(st);
	if (result || rc == SQLITE_DONE)
		return result;
	return tape_error(to, e, rc, "read");
}

/* ---- a new tape, from its first row to its end */

int copy_begin(struct tape *to, struct copy_watch *w, struct err *e)
{
	/* nothing is lost that a rollback would need, and what is not finished
	 * is removed */
	if (copy_run(to,
		     "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;"
		     "PRAGMA cache_size = -65536",
		     e) < 0)
		return -1;
	sqlite3_progress_handler(to->db, OPS_PER_CALL, on_progress, w);
	return 0;
}

void copy_unwatch(struct tape *to)
{
	sqlite3_progress_handler(to->db, 0, NULL, NULL);
}

int copy_finish(struct tape *to, bool complete, struct copy_watch *w,
		struct err *e)
{
	if (tape_seal(to, w->progress, w->ctx, e) < 0 ||
	    copy_run(to, "PRAGMA synchronous = FULL", e) < 0)
		return -1;
	return tape_set_fact_int(to, "complete", complete, e);
}

int copy_refuse_unsealed(struct tape *from, struct err *e)
{
	if (tape_is_being_written(from))
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is being recorded: wait until that ends",
			       from->path);
	if (!tape_fact_int(from, "indexed", 0))
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is not sealed: run `ktape seal %s` first",
			       from->path, from->path);
	return 0;
}

int copy_query_int(struct tape *t, const char *sql, int64_t *value,
		   struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(t->db, sql, -1, &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? 0 : tape_error(t, e, rc, "read");
}
