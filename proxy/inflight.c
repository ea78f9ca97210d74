/* SPDX-License-Identifier: Apache-2.0 */
/* inflight.c - a ring of requests that grows by doubling.
 *
 *	 first
 *	   v
 *	. [a][b][c] . . . .     push behind c, pop a
 *	   `- count -'
 */
#include "proxy/inflight.h"

#include <assert.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 8 };

void inflight_release(struct inflight *f)
{
	free(f->ring);
	*f = (struct inflight) { 0 };
}

static struct request *inflight_at(const struct inflight *f, uint32_t i)
{
	return &f->ring[(f->first + i) & (f->capacity - 1)];
}

static bool inflight_grow(struct inflight *f)
{
	uint32_t capacity = f->capacity ? f->capacity * 2 : FIRST_CAPACITY;
	struct request *ring = calloc(capacity, sizeof(*ring));

	if (!ring)
		return false;
	for (uint32_t i = 0; i < f->count; i++)
		ring[i] = *inflight_at(f, i);
	free(f->ring);
	f->ring = ring;
	f->first = 0;
	f->capacity = capacity;
	return true;
}

bool inflight_push(struct inflight *f, const struct request *r)
{
	if (f->count == f->capacity && !inflight_grow(f))
		return false;
	*inflight_at(f, f->count) = *r;
	f->count++;
	return true;
}

struct request *inflight_first(struct inflight *f)
{
	return f->count ? inflight_at(f, 0) : NULL;
}

struct request *inflight_last(struct inflight *f)
{
	return f->count ? inflight_at(f, f->count - 1) : NULL;
}

void inflight_pop(struct inflight *f)
{
	assert(f->count > 0);
	f->first = (f->first + 1) & (f->capacity - 1);
	f->count--;
}
