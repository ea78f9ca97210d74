/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_ROWS_H
#define TOOLS_ROWS_H

#include "codec/err.h"
#include "codec/writer.h"

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>

/* The rows of a query as text, in the modes of the sqlite3 shell. */
enum rows_mode {
	ROWS_BOX,    /* a drawn table */
	ROWS_COLUMN, /* a table without lines, numbers to the right */
	ROWS_LIST,   /* a|b, no header; NULL is empty */
	ROWS_LINE,   /* "name = value", a line each */
	ROWS_CSV,    /* RFC 4180, with a header */
	ROWS_JSON,   /* an array of objects; a BLOB is {"b64": "..."} */
};

/* Step `st` to its end and print each row to `out`.  A table is as wide as its
 * first thousand rows need.  Control characters are escaped where a person
 * reads: in tables, and on terminals.  *count (may be NULL): rows printed. */
int rows_print(FILE *out, sqlite3_stmt *st, enum rows_mode mode, int64_t *count,
	       struct err *e);

/* Append the row that `st` stands on as a JSON object. */
void rows_json(struct writer *out, sqlite3_stmt *st);

#endif
