/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include "store/tape.h"

/* In place of a value: NULL. */
#define CHANGE_NULL INT64_MIN

/* Run an UPDATE, INSERT or DELETE that takes numbers only: ?1 is v[0] and so on.
 * `sql` is a string constant, see tape_statement(). */
int change(struct tape *tape, const char *sql, const int64_t *v, size_t count,
	   struct err *e);

#endif
