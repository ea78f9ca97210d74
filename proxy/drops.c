/* SPDX-License-Identifier: Apache-2.0 */
/* drops.c - sums of what was dropped, in an open hash table.  Policy (when to
 * drop, when to write gaps) is the tee's and the sessions'. */
#include "proxy/drops.h"

#include <stdlib.h>

static void sum(struct drop *to, const struct drop *one)
{
	if (!to->frames && !to->bytes)
		to->since = one->since;
	to->frames += one->frames;
	to->bytes += one->bytes;
	to->until = one->until;
}

static bool is_free(const struct drop *d)
{
	return !d->until && !d->frames && !d->bytes;
}

/* The slot of this connection and API, a free one, or NULL. */
static struct drop *find(struct drops *d, const struct drop *one)
{
	uint64_t hash = (one->connection * 131 + (uint16_t)one->api_key) *
			0x9e3779b97f4a7c15ULL;
	size_t at = hash % DROPS;

	if (!d->slots)
		d->slots = calloc(DROPS, sizeof(*d->slots));
	for (size_t i = 0; d->slots && i < DROPS; i++) {
		struct drop *slot = &d->slots[(at + i) % DROPS];

		if (is_free(slot))
			return d->count < DROPS / 2 ? slot : NULL;
		if (slot->connection == one->connection &&
		    slot->api_key == one->api_key)
			return slot;
	}
	return NULL;
}

void drops_add(struct drops *d, const struct drop *one)
{
	struct drop *slot = find(d, one);

	if (!slot) {
		d->rest.api_key = -1;
		sum(&d->rest, one);
	} else if (is_free(slot)) {
		*slot = *one;
		d->count++;
	} else {
		if (slot->exchange != one->exchange)
			slot->exchange = 0;
		sum(slot, one);
	}
}

bool drops_any(const struct drops *d)
{
	return d->count || !is_free(&d->rest);
}

bool drops_take(struct drops *d, struct drop *out)
{
	while (d->count) {
		struct drop *slot = &d->slots[d->at++ % DROPS];

		if (is_free(slot))
			continue;
		*out = *slot;
		*slot = (struct drop) { 0 };
		d->count--;
		return true;
	}
	if (is_free(&d->rest))
		return false;
	*out = d->rest;
	d->rest = (struct drop) { 0 };
	return true;
}

void drops_release(struct drops *d)
{
	free(d->slots);
	*d = (struct drops) { 0 };
}
