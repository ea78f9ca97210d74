/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_ARRANGE_H
#define REPLAY_ARRANGE_H

#include "replay/plan.h"

/* A run as the tape has it, before it has its place in the plan. */
struct raw_run {
	struct plan_run run; /* at_us: its stamp; INT64_MIN: not known */
	int64_t tp;          /* of one name, a later incarnation has more */
	int64_t offset;      /* of the first record; -1: not known */
	int64_t txn;         /* txn.id of the tape; 0: sent as a plain record */
	bool produced; /* at_us is when it was sent, not when it was read */
};

/* Put runs, which come in the order of the tape, into the order of the plan:
 * each lane by offset, one of which none is known behind what was recorded
 * before it; lanes among each other by time, which is made to go up in each
 * lane.  at_us then counts from the first, which was at the stamp
 * *start.  -1: no memory. */
int arrange(struct raw_run *runs, uint32_t count, uint32_t lanes,
	    int64_t *start);

#endif
