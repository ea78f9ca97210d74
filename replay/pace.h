/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PACE_H
#define REPLAY_PACE_H

#include "replay/plan.h"

/* When a record is due.  All of it is counted from one moment, the anchor, so
 * that lateness is never carried on from one record to the next. */
enum pace {
	PACE_TIME,  /* as recorded, times a speed, or at a rate */
	PACE_CAUSE, /* once the one before it on its partition is acknowledged */
	PACE_OPEN,  /* as fast as the broker takes it */
};

struct pacing {
	enum pace pace;
	double speed; /* PACE_TIME: 2 is twice as fast */
	int64_t rate; /* PACE_TIME: records a second, instead; 0: none */
};

/* Microseconds from the anchor to when record `i` of the run is due; 0 when
 * nothing waits for the clock. */
int64_t pace_due_us(const struct pacing *p, const struct plan_run *run,
		    uint32_t i);
/* The same for something else that happened `at_us` after the first record; 0
 * also at a rate. */
int64_t pace_at_us(const struct pacing *p, int64_t at_us);
/* How long so many loops of the plan are to take; -1: as long as the brokers
 * do. */
int64_t pace_span_us(const struct pacing *p, const struct plan *plan,
		     int64_t loops);

/* How late records were: counts in buckets at most 3 % wide. */
enum { LATENESS_BUCKETS = 2048 };
struct lateness {
	uint64_t count[LATENESS_BUCKETS];
	uint64_t total;
	int64_t max_us;
};

void lateness_add(struct lateness *l, int64_t late_us);
/* The lateness that `percent` of the records did not exceed; 0 of none. */
int64_t lateness_percentile(const struct lateness *l, double percent);

#endif
