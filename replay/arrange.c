/* SPDX-License-Identifier: Apache-2.0 */
/* arrange.c - the order in which records are sent again, and when. */
#include "replay/arrange.h"

#include <stdlib.h>

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_lane(const void *a, const void *b)
{
	const struct raw_run *x = a, *y = b;
	int c = compare(x->run.lane, y->run.lane);

	if (!c)
		c = compare(x->tp, y->tp);
	if (!c)
		c = compare(x->offset, y->offset);
	return c ? c : compare(x->run.first, y->run.first);
}

/* `before` is the place in the lane here: runs of one time stay in order. */
static int by_time(const void *a, const void *b)
{
	const struct raw_run *x = a, *y = b;
	int c = compare(x->run.at_us, y->run.at_us);

	if (!c)
		c = compare(x->run.lane, y->run.lane);
	return c ? c : compare((int64_t)x->run.before, (int64_t)y->run.before);
}

static void sort(struct raw_run *runs, uint32_t count,
		 int (*order)(const void *, const void *))
{
	for (uint32_t i = 1; i < count; i++) {
		if (order(&runs[i - 1], &runs[i]) <= 0)
			continue;
		qsort(runs, count, sizeof(*runs), order);
		return;
	}
}

/* The place of a run without an offset: that of the highest so far of its
 * partition, behind which the sort then puts it, for its id is higher. */
static void place_unknown(struct raw_run *runs, uint32_t count, int64_t *tops,
			  uint32_t lanes)
{
	for (uint32_t i = 0; i < lanes; i++)
		tops[i] = -1;
	for (uint32_t i = 0; i < count; i++) {
		int64_t *top = &tops[runs[i].run.lane];

		if (runs[i].offset < 0)
			runs[i].offset = *top;
		else if (runs[i].offset > *top)
			*top = runs[i].offset;
	}
}

/* The runs of one lane, in its order: what was only read was in the log before
 * what is behind it was sent; and nothing is sent before what it follows. */
static void settle_times(struct raw_run *lane, uint32_t count)
{
	int64_t latest = INT64_MAX, earliest = INT64_MIN;

	for (uint32_t i = count; i-- > 0;) {
		if (!lane[i].produced && lane[i].run.at_us > latest)
			lane[i].run.at_us = latest;
		else if (lane[i].run.at_us != INT64_MIN)
			latest = lane[i].run.at_us;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (lane[i].run.at_us < earliest)
			lane[i].run.at_us = earliest;
		earliest = lane[i].run.at_us;
		lane[i].run.before = i;
	}
}

static int64_t start_of(const struct raw_run *runs, uint32_t count)
{
	int64_t start = INT64_MAX;

	for (uint32_t i = 0; i < count; i++)
		if (runs[i].run.at_us != INT64_MIN && runs[i].run.at_us < start)
			start = runs[i].run.at_us;
	return start;
}

int arrange(struct raw_run *runs, uint32_t count, uint32_t lanes,
	    int64_t *start)
{
	int64_t *tops = malloc((lanes + 1) * sizeof(*tops));

	if (!tops)
		return -1;
	*start = start_of(runs, count);
	place_unknown(runs, count, tops, lanes);
	free(tops);
	sort(runs, count, by_lane);
	for (uint32_t i = 0, n; i < count; i += n) {
		for (n = 1; i + n < count; n++)
			if (runs[i + n].run.lane != runs[i].run.lane)
				break;
		settle_times(runs + i, n);
	}
	for (uint32_t i = 0; i < count; i++)
		runs[i].run.at_us = runs[i].run.at_us == INT64_MIN
					    ? 0
					    : runs[i].run.at_us - *start;
	sort(runs, count, by_time);
	return 0;
}
