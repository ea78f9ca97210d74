/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_TAPE_ROWS_H
#define TESTS_LIB_TAPE_ROWS_H

#include "store/tape.h"

/* The rows of a query as text: columns joined by '|', rows by ' ', "NULL" for
 * null.  The caller frees. */
char *rows_text(struct tape *t, const char *sql);
void assert_rows(struct tape *t, const char *sql, const char *rows);

/* No row names one that isn't there (store/references.h), each batch has its
 * records, and SQLite finds nothing wrong. */
void assert_whole(struct tape *t);

#endif
