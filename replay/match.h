/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_MATCH_H
#define REPLAY_MATCH_H

#include "replay/align.h"
#include "replay/entries.h"

/* Which records of one topic belong together, and how. */
struct match {
	struct entries entries[DIFF_SIDES];
	/* By index in the entries: of the other side, or ALIGN_NONE.  Of a
	 * duplicate: what it is one of, whose own partner is another. */
	uint32_t *partner[DIFF_SIDES];
	uint8_t *class[DIFF_SIDES]; /* enum diff_class */
	bool approximate;
	/* to read contents again */
	const struct normal *normal;
	struct content_space *space;
	sqlite3_stmt *read[DIFF_SIDES];
};

/* The entries are loaded; the rest is made.  Release it in any case. */
int match_make(struct match *m, struct err *e);
void match_release(struct match *m);

int match_content(const struct match *m, enum diff_side side, uint32_t at,
		  struct content *out, struct err *e);

/* Pair what is left between two pairs that are in order: what one side has there
 * became what the other has, the likelier the more they share. */
struct gap {
	const uint32_t *at[DIFF_SIDES]; /* indexes in the entries, in order */
	size_t count[DIFF_SIDES];
};
/* How many contents may still be held against each other in the topic. */
int gap_pair(struct match *m, const struct gap *gap, int64_t *budget,
	     struct err *e);

#endif
