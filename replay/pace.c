/* SPDX-License-Identifier: Apache-2.0 */
/* pace.c - when records are due, and how late they were. */
#include "replay/pace.h"

/* The clock of a plan, in microseconds, at this pace. */
static int64_t scaled(double us)
{
	return us < 9e18 ? (int64_t)us : INT64_MAX / 2;
}

int64_t pace_at_us(const struct pacing *p, int64_t at_us)
{
	if (p->pace != PACE_TIME || p->rate)
		return 0;
	return scaled((double)at_us / p->speed);
}

int64_t pace_due_us(const struct pacing *p, const struct plan_run *run,
		    uint32_t i)
{
	if (p->pace != PACE_TIME)
		return 0;
	if (p->rate)
		return scaled((double)(run->before + i) * 1e6 /
			      (double)p->rate);
	return pace_at_us(p, run->at_us);
}

int64_t pace_span_us(const struct pacing *p, const struct plan *plan,
		     int64_t loops)
{
	const struct plan_run *last;

	if (p->pace != PACE_TIME)
		return -1;
	if (!plan->run_count)
		return 0;
	last = &plan->runs[plan->run_count - 1];
	return scaled((double)pace_due_us(p, last, last->count - 1) *
		      (double)loops);
}

/* ---- lateness: 32 buckets for each power of two */

enum { SUB_BITS = 5, SUB = 1 << SUB_BITS };

static uint32_t bucket_of(uint64_t us)
{
	uint32_t power;

	if (us < SUB)
		return (uint32_t)us;
	power = 63 - (uint32_t)__builtin_clzll(us) - SUB_BITS;
	power = power * SUB + (uint32_t)(us >> power);
	return power < LATENESS_BUCKETS ? power : LATENESS_BUCKETS - 1;
}

/* The highest lateness that goes into it. */
static int64_t bucket_top(uint32_t bucket)
{
	uint32_t power = bucket / SUB;

	if (!power)
		return bucket;
	power--;
	return (int64_t)(((uint64_t)(bucket - power * SUB + 1) << power) - 1);
}

void lateness_add(struct lateness *l, int64_t late_us)
{
	if (late_us < 0)
		late_us = 0;
	l->count[bucket_of((uint64_t)late_us)]++;
	l->total++;
	if (late_us > l->max_us)
		l->max_us = late_us;
}

int64_t lateness_percentile(const struct lateness *l, double percent)
{
	double wanted = (double)l->total * percent / 100;
	uint64_t seen = 0;

	for (uint32_t i = 0; i < LATENESS_BUCKETS; i++) {
		int64_t top = bucket_top(i);

		seen += l->count[i];
		if (seen && (double)seen >= wanted)
			return top < l->max_us ? top : l->max_us;
	}
	return 0;
}
