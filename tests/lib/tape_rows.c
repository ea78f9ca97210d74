/* SPDX-License-Identifier: Apache-2.0 */
/* tape_rows.c - what is on a tape, asked by SQL. */
#include "tests/lib/tape_rows.h"

#include "store/references.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

char *rows_text(struct tape *t, const char *sql)
{
	sqlite3_stmt *st = NULL;
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(tape_db(t)), sql);
	while (sqlite3_step(st) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const unsigned char *v = sqlite3_column_text(st, i);

			fprintf(f, "%s%s",
				i          ? "|"
				: ftell(f) ? " "
					   : "",
				v ? (const char *)v : "NULL");
		}
	sqlite3_finalize(st);
	fclose(f);
	return text;
}

void assert_rows(struct tape *t, const char *sql, const char *rows)
{
	char *text = rows_text(t, sql);

	if (strcmp(text, rows) != 0)
		fail_msg("%s\n%s\nnot %s", sql, text, rows);
	free(text);
}

void assert_whole(struct tape *t)
{
	for (const struct reference *r = references; r->table; r++) {
		char sql[300];

		if (!strcmp(r->to, REFERENCE_GROUP) ||
		    !strcmp(r->to, REFERENCE_STAMP))
			continue;
		snprintf(sql, sizeof(sql),
			 "SELECT count(*) FROM %s WHERE %s IS NOT NULL AND %s"
			 " NOT IN (SELECT id FROM %s)",
			 r->table, r->column, r->column, r->to);
		assert_rows(t, sql, "0");
	}
	assert_rows(t,
		    "SELECT count(*) FROM batch b WHERE first_record IS NOT"
		    " NULL AND records <> (SELECT count(*) FROM record r"
		    " WHERE r.batch = b.id AND r.id BETWEEN b.first_record"
		    " AND b.first_record + b.records - 1)",
		    "0");
	assert_rows(t, "PRAGMA integrity_check", "ok");
}
