/* SPDX-License-Identifier: Apache-2.0 */
/* change.c - rows that are on the tape already, changed by number. */
#include "store/change.h"

int change(struct tape *tape, const char *sql, const int64_t *v, size_t count,
	   struct err *e)
{
	sqlite3_stmt *st = tape_statement(tape, sql, e);

	if (!st)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (v[i] == CHANGE_NULL)
			sqlite3_bind_null(st, (int)i + 1);
		else
			sqlite3_bind_int64(st, (int)i + 1, v[i]);
	return tape_step(tape, st, e);
}
