/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_REFERENCES_H
#define STORE_REFERENCES_H

#include <stdbool.h>

/* Which column of which table names a row of another: schema.sql says it in
 * words, this says it to whoever copies rows from tape to tape.  A test holds
 * the list against the schema. */
struct reference {
	const char *table, *column;
	const char *to; /* a table: its column id; or one of those below */
	bool made;      /* found by the seal: NULL where that has not run */
};

/* A consumer group, by its name: no table, but rows hang together by it. */
#define REFERENCE_GROUP "group"

/* A stamp: rows that have the same one speak of the same moment. */
#define REFERENCE_STAMP "stamp"

/* Ends with a row of NULLs. */
extern const struct reference references[];

#endif
