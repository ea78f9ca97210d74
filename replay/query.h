/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_QUERY_H
#define REPLAY_QUERY_H

#include "store/tape.h"

#include <stdbool.h>

/* Reading a tape with SQL of one's own.
 *
 *	st = query_prepare(t, e, "SELECT ... WHERE topic = %Q", topic);
 *	while (query_next(t, st, &rc, e))
 *		...
 *	sqlite3_finalize(st);
 *
 * The format is sqlite3_mprintf()'s.  NULL: see `e`; ERR_TAPE, or ERR_IO without
 * memory. */
sqlite3_stmt *query_prepare(struct tape *t, struct err *e, const char *format,
			    ...);
/* Is there another row?  `*result` becomes -1, with `e`, when reading failed; on
 * a NULL statement, too. */
bool query_next(struct tape *t, sqlite3_stmt *st, int *result, struct err *e);

/* The one value of a query as text, freed by sqlite3_free(); "" for NULL or no
 * row.  NULL: see `e`. */
char *query_text(struct tape *t, struct err *e, const char *format, ...);

/* A column's bytes: TEXT or BLOB; p NULL for NULL.  Until the next step. */
struct bytes query_bytes(sqlite3_stmt *st, int column);

#endif
