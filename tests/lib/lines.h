/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_LINES_H
#define TESTS_LIB_LINES_H

#include <sqlite3.h>
#include <stddef.h>

/* A list of lines of text: what was seen from one side, to be compared with
 * what was seen from another.  Zero-initialise. */
struct lines {
	char **items;
	size_t count, capacity;
};

void lines_add(struct lines *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The first column of every row of the query. */
void lines_query(struct lines *l, sqlite3 *db, const char *sql);
void lines_sort(struct lines *l);
/* Sorts; drops a line that equals the one before it. */
void lines_unique(struct lines *l);
void lines_release(struct lines *l);

/* Sorts both; fails the test with the first lines that only one side has. */
void lines_assert_equal(const char *left, struct lines *a, const char *right,
			struct lines *b);

/* The query's one integer; the database's errors fail the test. */
long query_int(sqlite3 *db, const char *sql);

#endif
