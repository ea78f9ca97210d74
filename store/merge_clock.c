/* SPDX-License-Identifier: Apache-2.0 */
/* merge_clock.c - two recorders' clocks become one: by bounds on how far they are
 * apart (merge_clocks.sql), and by moving stamps that both have by a microsecond
 * or some. */
#include "store/merge_clock.h"

#include "store/copy.h"
#include "store/tape_internal.h"

extern const char store_merge_clocks_sql[];

struct bounds {
	bool has_low, has_high;
	int64_t low, high;
};

static int read_bounds(struct tape *to, struct bounds *b, struct err *e)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(to->db,
				    "SELECT at_least, at_most FROM clock", -1,
				    &st, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		b->has_low = sqlite3_column_type(st, 0) != SQLITE_NULL;
		b->has_high = sqlite3_column_type(st, 1) != SQLITE_NULL;
		b->low = sqlite3_column_int64(st, 0);
		b->high = sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_ROW ? 0 : tape_error(to, e, rc, "read");
}

/* Clocks that may agree are left alone. */
static struct merge_clock fit(const struct bounds *b)
{
	bool both = b->has_low && b->has_high;
	struct merge_clock c = { .slack = -1 };

	if (both && b->low > b->high)
		return c; /* they contradict: one of them was changed */
	if ((b->has_high && b->high < 0) || (b->has_low && b->low > 0))
		c.shift = both         ? b->low + (b->high - b->low) / 2
			  : b->has_low ? b->low
				       : b->high;
	if (both)
		c.slack = b->high - c.shift > c.shift - b->low
				  ? b->high - c.shift
				  : c.shift - b->low;
	return c;
}

/* ---- no stamp twice */

/* All stamps of a tape, in order, each once. */
static sqlite3_stmt *all_stamps(struct tape *to, const char *schema,
				struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(to->db);
	sqlite3_stmt *st = NULL;
	const char *with = "";
	char *text;

	for (const struct reference *r = references; r->table; r++) {
		if (strcmp(r->to, REFERENCE_STAMP) != 0)
			continue;
		sqlite3_str_appendf(sql,
				    "%sSELECT \"%w\" AS at FROM %s.%s"
				    " WHERE \"%w\" IS NOT NULL",
				    with, r->column, schema, r->table,
				    r->column);
		with = " UNION ";
	}
	sqlite3_str_appendall(sql, " ORDER BY at");
	text = sqlite3_str_finish(sql);
	if (!text)
		err_set(e, ERR_IO, "out of memory");
	else if (sqlite3_prepare_v2(to->db, text, -1, &st, NULL) != SQLITE_OK)
		tape_error(to, e, sqlite3_errcode(to->db), "read");
	sqlite3_free(text);
	return st;
}

/* The next one; INT64_MAX behind the last. */
static int64_t next_stamp(sqlite3_stmt *st)
{
	return sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0)
					      : INT64_MAX;
}

static int move_stamp(sqlite3_stmt *insert, int64_t from, int64_t to)
{
	int rc;

	sqlite3_bind_int64(insert, 1, from);
	sqlite3_bind_int64(insert, 2, to);
	rc = sqlite3_step(insert);
	sqlite3_reset(insert);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* Go through both in order; each stamp of `there` becomes the first free one
 * that is behind its predecessor's. */
static int walk(sqlite3_stmt *here, sqlite3_stmt *there, sqlite3_stmt *insert,
		int64_t shift)
{
	int64_t taken = next_stamp(here), last = INT64_MIN, at;
	int rc = SQLITE_OK;

	while (rc == SQLITE_OK && (at = next_stamp(there)) != INT64_MAX) {
		int64_t became = at - shift > last ? at - shift : last + 1;

		while (taken < became)
			taken = next_stamp(here);
		for (; taken == became; taken = next_stamp(here))
			became++;
		if (became != at - shift)
			rc = move_stamp(insert, at, became);
		last = became;
	}
	return rc;
}

static int space_stamps(struct tape *to, int64_t shift, struct err *e)
{
	sqlite3_stmt *here = all_stamps(to, "main", e);
	sqlite3_stmt *there = here ? all_stamps(to, "src", e) : NULL;
	sqlite3_stmt *insert = NULL;
	int rc = sqlite3_prepare_v2(to->db,
				    "INSERT INTO kept_stamp (id, became)"
				    " VALUES (?, ?)",
				    -1, &insert, NULL);
	int result = there ? 0 : -1;

	if (rc == SQLITE_OK && there)
		rc = walk(here, there, insert, shift);
	if (rc != SQLITE_OK && there)
		result = tape_error(to, e, rc, "write");
	sqlite3_finalize(here);
	sqlite3_finalize(there);
	sqlite3_finalize(insert);
	return result;
}

int merge_clock_fit(struct tape *to, struct merge_clock *c, struct err *e)
{
	struct bounds b = { 0 };
	sqlite3_str *sql;

	if (copy_run(to, store_merge_clocks_sql, e) < 0 ||
	    read_bounds(to, &b, e) < 0)
		return -1;
	*c = fit(&b);
	sql = sqlite3_str_new(to->db);
	sqlite3_str_appendf(sql, "UPDATE temp.shift SET us = %lld",
			    (long long)c->shift);
	if (copy_run_built(to, sql, e) < 0)
		return -1;
	return space_stamps(to, c->shift, e);
}
