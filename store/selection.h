/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SELECTION_H
#define STORE_SELECTION_H

#include "store/tape.h"

/* Which records of a tape: what --topic, --where, --since and --until of the
 * commands say, as conditions on the view `records`.  How many of them is the
 * reader's business. */
struct selection {
	const char *const *topics; /* GLOB patterns, any of them; none: all */
	size_t topic_count;
	const char *where; /* SQL over the columns of `records`; NULL: none */
	/* When ktape first saw the record, on its way to the broker or from
	 * there, else its own timestamp; stamps, from since on, before until.
	 * A record of which none is known has no time and is not in a span. */
	int64_t since, until;
};

/* Every record. */
#define SELECTION_ALL                                  \
	{                                              \
		.since = INT64_MIN, .until = INT64_MAX \
	}

/* Append the conditions, each as " AND (...)", behind a WHERE over the view
 * `records` alone: with another table beside it the columns that `where` names
 * could become ambiguous. */
void selection_add(const struct selection *s, sqlite3_str *sql);

/* Finish `sql`, which is freed, and prepare it.  NULL: see `e`; ERR_USAGE with
 * "--where: ..." when `where` is what SQLite doesn't understand. */
sqlite3_stmt *selection_prepare(const struct selection *s, struct tape *t,
				sqlite3_str *sql, struct err *e);

/* -1, and why such a statement could not be stepped on: `where` may fail on
 * some records only, as json_extract() does where there is no JSON. */
int selection_failed(const struct selection *s, struct tape *t, struct err *e);

#endif
