/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_ENTRIES_H
#define REPLAY_ENTRIES_H

#include "replay/diff.h"

/* The records of one topic on one side, as little as it takes to align them. */
struct entry {
	uint64_t sequence;      /* those of one number are in an order */
	uint64_t order;         /* in it */
	uint64_t hash;          /* content_hash() */
	int64_t record, offset; /* as in struct diff_place */
	int32_t partition;
	int32_t tp; /* the row topic_partition; higher for a topic made anew */
};

struct entries {
	struct entry *rows; /* by sequence, then order */
	size_t count, capacity;
	int64_t aborted; /* left out */
};

/* Load those that the source selects and `normal` doesn't leave out.  `out` is
 * zero-initialised; release it in any case. */
int entries_load(struct entries *out, const struct diff_source *source,
		 const char *topic, enum diff_by by,
		 const struct normal *normal, struct content_space *space,
		 struct err *e);
void entries_release(struct entries *s);

/* Read a record's content; it is valid until the next read by `statement`, which
 * is made by content_statement() and finalized by the caller. */
sqlite3_stmt *content_statement(struct tape *t, struct err *e);
int content_read(sqlite3_stmt *statement, int64_t record, struct content *out,
		 struct err *e);

#endif
