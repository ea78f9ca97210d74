/* SPDX-License-Identifier: Apache-2.0 */
/* selection.c - which records of a tape, as conditions of SQL. */
#include "store/selection.h"

/* When ktape first saw a record; its own time is the last resort. */
#define SEEN "coalesce(produced_at_us, first_delivered_at_us, time_us)"

static void add_topics(const struct selection *s, sqlite3_str *sql)
{
	if (!s->topic_count)
		return;
	sqlite3_str_appendall(sql, " AND (0");
	for (size_t i = 0; i < s->topic_count; i++)
		sqlite3_str_appendf(sql, " OR topic GLOB %Q", s->topics[i]);
	sqlite3_str_appendall(sql, ")");
}

void selection_add(const struct selection *s, sqlite3_str *sql)
{
	add_topics(s, sql);
	if (s->since != INT64_MIN)
		sqlite3_str_appendf(sql, " AND (" SEEN " >= %lld)",
				    (long long)s->since);
	if (s->until != INT64_MAX)
		sqlite3_str_appendf(sql, " AND (" SEEN " < %lld)",
				    (long long)s->until);
	if (s->where) /* on lines of its own: it may end in a comment */
		sqlite3_str_appendf(sql, " AND (%s\n)", s->where);
}

/* Does SQLite understand `where` by itself? */
static int check_where(const struct selection *s, sqlite3 *db, struct err *e)
{
	sqlite3_stmt *st = NULL;
	char *sql;
	int rc;

	if (!s->where)
		return 0;
	sql = sqlite3_mprintf("SELECT 1 FROM records WHERE (%s\n)", s->where);
	if (!sql)
		return err_set(e, ERR_IO, "no memory for the query");
	rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	sqlite3_finalize(st);
	sqlite3_free(sql);
	if (rc != SQLITE_OK)
		return err_set(e, ERR_USAGE, "--where: %s", sqlite3_errmsg(db));
	return 0;
}

sqlite3_stmt *selection_prepare(const struct selection *s, struct tape *t,
				sqlite3_str *sql, struct err *e)
{
	sqlite3 *db = tape_db(t);
	char *text = sqlite3_str_finish(sql);
	sqlite3_stmt *st = NULL;

	if (!text)
		err_set(e, ERR_IO, "no memory for the query");
	else if (!check_where(s, db, e) &&
		 sqlite3_prepare_v2(db, text, -1, &st, NULL) != SQLITE_OK)
		err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
			sqlite3_errmsg(db));
	sqlite3_free(text);
	return st;
}

int selection_failed(const struct selection *s, struct tape *t, struct err *e)
{
	sqlite3 *db = tape_db(t);

	if ((sqlite3_errcode(db) & 0xff) == SQLITE_INTERRUPT)
		return err_set(e, ERR_UNPROVEN, "stopped");
	if (s->where && (sqlite3_errcode(db) & 0xff) == SQLITE_ERROR)
		return err_set(e, ERR_USAGE,
			       "--where: %s, in some record (json_valid(value) "
			       "is true where it is JSON)",
			       sqlite3_errmsg(db));
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
		       sqlite3_errmsg(db));
}
