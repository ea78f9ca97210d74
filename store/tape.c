/* SPDX-License-Identifier: Apache-2.0 */
/* tape.c - what one does with an open tape besides inserting: facts,
 * transactions, kept statements, and the end of a recording.  A failure of
 * SQLite becomes a sentence here. */
#include "store/tape_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

int tape_error(const struct tape *t, struct err *e, int rc, const char *what)
{
	const char *why = t->db && (sqlite3_extended_errcode(t->db) == rc ||
				    sqlite3_errcode(t->db) == rc)
				  ? sqlite3_errmsg(t->db)
				  : sqlite3_errstr(rc);
	int system = t->db ? sqlite3_system_errno(t->db) : 0;

	switch (rc & 0xff) {
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return err_set(e, ERR_TAPE, "tape '%s' is damaged: %s", t->path,
			       why);
	case SQLITE_FULL:
		return err_set(e, ERR_IO,
			       "cannot %s '%s': no space left: free some", what,
			       t->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_IO,
			       "cannot %s '%s': another program has it locked",
			       what, t->path);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		if (system)
			return err_set(e, ERR_IO, "cannot %s '%s': %s (%s)",
				       what, t->path, strerror(system), why);
		break;
	default: break;
	}
	return err_set(e, ERR_IO, "cannot %s '%s': %s", what, t->path, why);
}

int tape_exec(struct tape *t, const char *sql, const char *what, struct err *e)
{
	int rc = sqlite3_exec(t->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : tape_error(t, e, rc, what);
}

sqlite3 *tape_db(struct tape *t)
{
	return t->db;
}

const char *tape_path(const struct tape *t)
{
	return t->path;
}

bool tape_is_being_written(const struct tape *t)
{
	return t->being_written;
}

/* ---- kept statements */

sqlite3_stmt *tape_statement(struct tape *t, const char *sql, struct err *e)
{
	size_t i = 0;
	int rc;

	while (i < TAPE_STATEMENTS && t->statements[i].sql &&
	       t->statements[i].sql != sql)
		i++;
	if (i == TAPE_STATEMENTS) {
		err_set(e, ERR_IO,
			"over %d kept statements on '%s' (a bug in ktape)",
			TAPE_STATEMENTS, t->path);
		return NULL;
	}
	if (t->statements[i].sql)
		return t->statements[i].statement;
	rc = sqlite3_prepare_v3(t->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
				&t->statements[i].statement, NULL);
	if (rc != SQLITE_OK) {
		tape_error(t, e, rc, "use");
		return NULL;
	}
	t->statements[i].sql = sql;
	return t->statements[i].statement;
}

int tape_step(struct tape *t, sqlite3_stmt *statement, struct err *e)
{
	int rc;

	do
		rc = sqlite3_step(statement);
	while (rc == SQLITE_ROW);
	sqlite3_reset(statement);
	return rc == SQLITE_DONE ? 0 : tape_error(t, e, rc, "write");
}

/* ---- facts */

static const char set_fact[] = "INSERT OR REPLACE INTO tape VALUES (?, ?)";

int tape_set_fact(struct tape *t, const char *key, const char *value,
		  struct err *e)
{
	sqlite3_stmt *st = tape_statement(t, set_fact, e);

	if (!st)
		return -1;
	sqlite3_bind_text(st, 1, key, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(st, 2, value, -1, SQLITE_TRANSIENT);
	return tape_step(t, st, e);
}

int tape_set_fact_int(struct tape *t, const char *key, int64_t value,
		      struct err *e)
{
	sqlite3_stmt *st = tape_statement(t, set_fact, e);

	if (!st)
		return -1;
	sqlite3_bind_text(st, 1, key, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(st, 2, value);
	return tape_step(t, st, e);
}

/* A statement that stands on the fact's row, or NULL. */
static sqlite3_stmt *find_fact(struct tape *t, const char *key)
{
	sqlite3_stmt *st =
		tape_statement(t, "SELECT value FROM tape WHERE key = ?", NULL);

	if (!st)
		return NULL;
	sqlite3_bind_text(st, 1, key, -1, SQLITE_TRANSIENT);
	if (sqlite3_step(st) == SQLITE_ROW)
		return st;
	sqlite3_reset(st);
	return NULL;
}

char *tape_fact(struct tape *t, const char *key)
{
	sqlite3_stmt *st = find_fact(t, key);
	const char *text = st ? (const char *)sqlite3_column_text(st, 0) : NULL;
	char *copy = text ? strdup(text) : NULL;

	sqlite3_reset(st);
	return copy;
}

int64_t tape_fact_int(struct tape *t, const char *key, int64_t otherwise)
{
	sqlite3_stmt *st = find_fact(t, key);
	int64_t value = st && sqlite3_column_type(st, 0) != SQLITE_NULL
				? sqlite3_column_int64(st, 0)
				: otherwise;

	sqlite3_reset(st);
	return value;
}

bool tape_is_cut(struct tape *t)
{
	char *from = tape_fact(t, "cut_from");

	free(from);
	return from != NULL;
}

int tape_last(struct tape *t, int64_t *stamp, int64_t *connection,
	      int64_t *exchange, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		t,
		"SELECT max(a, b, c, d, o, s), x, y FROM ("
		" SELECT coalesce(max(q), 0) AS a, coalesce(max(f), 0) AS b,"
		"  coalesce(max(r), 0) AS c, coalesce(max(d), 0) AS d,"
		"  max(id) AS y FROM exchange), ("
		" SELECT coalesce(max(max(opened), coalesce(max(closed), 0)),"
		"  0) AS o, max(id) AS x FROM connection), ("
		" SELECT coalesce(max(s), 0) AS s FROM ("
		"  SELECT max(last_seen) AS s FROM broker"
		"  UNION ALL SELECT max(since) FROM gap"
		"  UNION ALL SELECT max(until) FROM gap"
		"  UNION ALL SELECT max(until) FROM stall"
		"  UNION ALL SELECT max(value) FROM tape"
		"   WHERE key IN ('started', 'ended')))",
		e);
	int rc;

	if (!st)
		return -1;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		*stamp = sqlite3_column_int64(st, 0);
		*connection = sqlite3_column_int64(st, 1);
		*exchange = sqlite3_column_int64(st, 2);
	}
	sqlite3_reset(st);
	return rc == SQLITE_ROW ? 0 : tape_error(t, e, rc, "read");
}

int64_t tape_last_id(struct tape *t, const char *table)
{
	char sql[80];
	sqlite3_stmt *st = NULL;
	int64_t id = 0;

	snprintf(sql, sizeof(sql), "SELECT max(id) FROM %s", table);
	if (sqlite3_prepare_v2(t->db, sql, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

/* ---- transactions */

int tape_begin(struct tape *t, struct err *e)
{
	sqlite3_stmt *st = tape_statement(t, "BEGIN", e);

	if (t->appending) {
		t->appending = false;
		if (tape_reopen(t, e) < 0)
			return -1;
	}
	return st ? tape_step(t, st, e) : -1;
}

int tape_commit(struct tape *t, struct err *e)
{
	sqlite3_stmt *st = tape_statement(t, "COMMIT", e);

	if (st && tape_step(t, st, e) == 0)
		return 0;
	tape_rollback(t);
	return -1;
}

void tape_rollback(struct tape *t)
{
	if (!sqlite3_get_autocommit(t->db))
		sqlite3_exec(t->db, "ROLLBACK", NULL, NULL, NULL);
}

bool tape_has_room(const struct tape *t, uint64_t reserve)
{
	struct statvfs fs;

	if (statvfs(t->path, &fs) < 0)
		return false;
	return (uint64_t)fs.f_bavail * fs.f_frsize >= reserve;
}

/* -1: not known. */
static int64_t pages(struct tape *t, struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(t,
			       "SELECT page_count * page_size "
			       "FROM pragma_page_count, pragma_page_size",
			       e);
	int64_t bytes = -1;

	if (st && sqlite3_step(st) == SQLITE_ROW)
		bytes = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return bytes;
}

int tape_shrink_log(struct tape *t, struct err *e)
{
	int64_t needed = pages(t, e);
	struct stat file;

	if (needed < 0 || stat(t->path, &file) < 0)
		return err_set(e, ERR_IO, "cannot read '%s'", t->path);
	needed -= file.st_size;
	if (needed > 0 && !tape_has_room(t, (uint64_t)needed))
		return 0;
	return tape_checkpoint(t, e);
}

/* ---- from one recording to the next */

int tape_reopen(struct tape *t, struct err *e)
{
	if (tape_drop_indexes(t, e) < 0 || tape_begin(t, e) < 0)
		return -1;
	if (tape_set_fact_int(t, "complete", 0, e) < 0 ||
	    tape_exec(t, "DELETE FROM tape WHERE key = 'ended'", "write", e) <
		    0) {
		tape_rollback(t);
		return -1;
	}
	return tape_commit(t, e);
}

int tape_complete(struct tape *t, int64_t ended, struct err *e)
{
	if (tape_begin(t, e) < 0)
		return -1;
	if (tape_set_fact_int(t, "ended", ended, e) < 0 ||
	    tape_set_fact_int(t, "complete", 1, e) < 0) {
		tape_rollback(t);
		return -1;
	}
	if (tape_commit(t, e) < 0)
		return -1;
	return tape_checkpoint(t, e);
}

int tape_note_killed(struct tape *t, struct err *e)
{
	int64_t stamp = 0, connection, exchange;
	sqlite3_stmt *st;

	if (tape_last(t, &stamp, &connection, &exchange, e) < 0)
		return -1;
	st = tape_statement(t,
			    "INSERT INTO gap (why, since) SELECT 'killed', ?1 "
			    "WHERE NOT EXISTS (SELECT 1 FROM gap "
			    "WHERE why = 'killed' AND since = ?1)",
			    e);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, stamp);
	return tape_step(t, st, e);
}
