/* SPDX-License-Identifier: Apache-2.0 */
/* assertions.c - cuts a file of SQL into named statements.  SQLite itself says
 * where one ends; running them is check.c's. */
#include "replay/assertions.h"

#include "replay/own_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The last line of comment before the statement that begins at `sql`. */
static char *name_of(const char *sql, size_t number)
{
	const char *name = NULL;
	size_t length = 0;
	char *text;

	for (;;) {
		sql += strspn(sql, " \t\r\n");
		if (strncmp(sql, "--", 2) != 0)
			break;
		sql += 2 + strspn(sql + 2, " ");
		name = sql;
		length = strcspn(sql, "\r\n");
		sql += length;
	}
	if (length ? asprintf(&text, "assert.%.*s", (int)length, name) < 0
		   : asprintf(&text, "assert.%zu", number) < 0)
		return NULL;
	return text;
}

static int add(struct assertions *a, const char *sql, size_t length,
	       struct err *e)
{
	void *more = realloc(a->checks, (a->count + 1) * sizeof(*a->checks));

	if (!more)
		return err_set(e, ERR_IO, "out of memory");
	a->checks = more;
	a->checks[a->count] = (struct check) {
		.name = name_of(sql, a->count + 1),
		.sql = strndup(sql, length),
		.assertion = true,
	};
	a->count++;
	return a->checks[a->count - 1].name && a->checks[a->count - 1].sql
		       ? 0
		       : err_set(e, ERR_IO, "out of memory");
}

static int add_all(struct assertions *a, struct tape *t, const char *path,
		   const char *text, struct err *e)
{
	size_t before = a->count;
	const char *rest;
	sqlite3_stmt *st;

	for (const char *sql = text; *sql; sql = rest) {
		bool query;

		if (sqlite3_prepare_v2(tape_db(t), sql, -1, &st, &rest) !=
		    SQLITE_OK)
			return err_set(e, ERR_USAGE, "'%s': %s", path,
				       sqlite3_errmsg(tape_db(t)));
		if (!st) /* comments, blanks */
			continue;
		/* ATTACH, BEGIN and many a PRAGMA are "read-only", too, and
		 * return no rows: they would pass */
		query = sqlite3_stmt_readonly(st) && sqlite3_column_count(st);
		sqlite3_finalize(st);
		if (!query)
			return err_set(e, ERR_USAGE,
				       "'%s': only queries are run", path);
		if (add(a, sql, (size_t)(rest - sql), e) < 0)
			return -1;
	}
	if (a->count == before)
		return err_set(e, ERR_USAGE,
			       "'%s' holds no statement: nothing would be "
			       "asserted",
			       path);
	return 0;
}

int assertions_read(struct assertions *a, struct tape *t, const char *path,
		    struct err *e)
{
	char *text = own_file_read(path, e);
	int rc = text ? add_all(a, t, path, text, e) : -1;

	free(text);
	return rc;
}

void assertions_release(struct assertions *a)
{
	for (size_t i = 0; i < a->count; i++) {
		free((void *)(uintptr_t)a->checks[i].name);
		free((void *)(uintptr_t)a->checks[i].sql);
	}
	free(a->checks);
	*a = (struct assertions) { 0 };
}
