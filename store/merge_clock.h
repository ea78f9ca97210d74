/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MERGE_CLOCK_H
#define STORE_MERGE_CLOCK_H

#include "store/tape.h"

/* What the clock of the tape `src` is to that of `to`. */
struct merge_clock {
	int64_t shift; /* us by which it is ahead; taken off its stamps */
	int64_t slack; /* us that this may be wrong by, either way; -1: unknown */
};

/* Find it by what passed both, after merge_match.sql, and note in temp.shift and
 * temp.kept_stamp what the stamps become, so that none is there twice. */
int merge_clock_fit(struct tape *to, struct merge_clock *c, struct err *e);

#endif
