/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_PAIR_H
#define TESTS_LIB_PAIR_H

#include "store/tape.h"

/* Two tapes to compare, made of lines:
 *
 *	TOPIC PARTITION KEY VALUE [HEADERS]
 *
 * a record each, "-" is null.  Offsets count up in each partition, from 0 on A
 * and from 1000 on B. */
struct pair {
	char *folder;
	char path[2][256]; /* A, B */
};

int pair_begin(void **state);
int pair_end(void **state);
#define PAIR(f) cmocka_unit_test_setup_teardown(f, pair_begin, pair_end)

/* Make the tape of side 0 or 1, anew; lines end with NULL.  Then run `sql`
 * (may be NULL) on it, complete and seal it. */
void pair_make(struct pair *p, int side, const char *const *lines,
	       const char *sql);
#define LINES(...) ((const char *const[]) { __VA_ARGS__, NULL })

#endif
