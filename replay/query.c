/* SPDX-License-Identifier: Apache-2.0 */
/* query.c - SQL over a tape that is open for reading. */
#include "replay/query.h"

#include <stdarg.h>

static sqlite3_stmt *prepare(struct tape *t, struct err *e, const char *format,
			     va_list list)
{
	char *sql = sqlite3_vmprintf(format, list);
	sqlite3_stmt *st = NULL;

	if (!sql)
		err_set(e, ERR_IO, "no memory for a query");
	else if (sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL))
		err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
			sqlite3_errmsg(tape_db(t)));
	sqlite3_free(sql);
	return st;
}

sqlite3_stmt *query_prepare(struct tape *t, struct err *e, const char *format,
			    ...)
{
	sqlite3_stmt *st;
	va_list list;

	va_start(list, format);
	st = prepare(t, e, format, list);
	va_end(list);
	return st;
}

bool query_next(struct tape *t, sqlite3_stmt *st, int *result, struct err *e)
{
	int rc = st ? sqlite3_step(st) : SQLITE_ERROR;

	*result = rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
	if (st && *result)
		err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
			sqlite3_errmsg(tape_db(t)));
	return rc == SQLITE_ROW;
}

char *query_text(struct tape *t, struct err *e, const char *format, ...)
{
	const unsigned char *text = NULL;
	char *copy = NULL;
	sqlite3_stmt *st;
	va_list list;
	int rc;

	va_start(list, format);
	st = prepare(t, e, format, list);
	va_end(list);
	if (query_next(t, st, &rc, e))
		text = sqlite3_column_text(st, 0);
	if (rc == 0) {
		copy = sqlite3_mprintf("%s", text ? (const char *)text : "");
		if (!copy)
			err_set(e, ERR_IO, "no memory for a query");
	}
	sqlite3_finalize(st);
	return copy;
}

struct bytes query_bytes(sqlite3_stmt *st, int column)
{
	const uint8_t *p = sqlite3_column_blob(st, column);
	size_t n = (size_t)sqlite3_column_bytes(st, column);

	if (!p && sqlite3_column_type(st, column) != SQLITE_NULL)
		p = (const uint8_t *)"";
	return bytes_of(p, n);
}
