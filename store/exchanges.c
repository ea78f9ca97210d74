/* SPDX-License-Identifier: Apache-2.0 */
/* exchanges.c - requests that wait for their responses: found by id, oldest
 * first, their memory used again.  What happens to them is the scribe's. */
#include "store/exchanges.h"

#include <stdlib.h>

enum {
	SPARES = 256,
	SPARE_FRAME = 64 * 1024, /* larger ones are given back */
};

struct exchange *exchange_new(struct exchanges *xs, uint64_t id,
			      struct bytes frame)
{
	struct exchange *x = xs->spare;

	if (x) {
		xs->spare = x->newer;
		xs->spares--;
	} else {
		x = calloc(1, sizeof(*x));
		if (!x)
			return NULL;
	}
	if (x->frame_capacity < frame.n || !x->frame) {
		free(x->frame);
		x->frame_capacity = frame.n < 512 ? 512 : frame.n;
		x->frame = malloc(x->frame_capacity);
		if (!x->frame) {
			reading_release(&x->request);
			free(x->attempts.items);
			free(x);
			return NULL;
		}
	}
	if (frame.n)
		memcpy(x->frame, frame.p, frame.n);
	x->frame_size = frame.n;
	xs->held_bytes += frame.n;
	x->id = id;
	x->response_size = -1;
	x->error = ERROR_NOT_KNOWN;
	reading_reset(&x->request);
	x->newer = NULL;
	x->older = xs->newest;
	*(xs->newest ? &xs->newest->newer : &xs->oldest) = x;
	xs->newest = x;
	map_add(&xs->by_id, &x->node, id);
	return x;
}

struct exchange *exchange_find(const struct exchanges *xs, uint64_t id)
{
	struct map_node *n = map_find(&xs->by_id, id);

	return n ? map_entry(n, struct exchange, node) : NULL;
}

void exchange_release_frame(struct exchanges *xs, struct exchange *x)
{
	xs->held_bytes -= x->frame_size;
	free(x->frame);
	x->frame = NULL;
	x->frame_capacity = 0;
	x->frame_size = 0;
	x->header.client_id = bytes_of(NULL, 0);
}

static void destroy(struct exchange *x)
{
	reading_release(&x->request);
	free(x->attempts.items);
	free(x->frame);
	free(x);
}

void exchange_free(struct exchanges *xs, struct exchange *x)
{
	*(x->older ? &x->older->newer : &xs->oldest) = x->newer;
	*(x->newer ? &x->newer->older : &xs->newest) = x->older;
	map_remove(&xs->by_id, &x->node);
	if (x->connection)
		x->connection->exchanges--;
	free(x->why);
	xs->held_bytes -= x->frame_size;
	if (xs->spares >= SPARES) {
		destroy(x);
		return;
	}
	if (x->frame_capacity > SPARE_FRAME) {
		free(x->frame);
		x->frame = NULL;
		x->frame_capacity = 0;
	}
	*x = (struct exchange) {
		.newer = xs->spare,
		.frame = x->frame,
		.frame_capacity = x->frame_capacity,
		.request = x->request,
		.attempts = { x->attempts.items, 0, x->attempts.capacity },
	};
	xs->spare = x;
	xs->spares++;
}

struct attempt *exchange_add_attempt(struct exchange *x)
{
	struct list *list = &x->attempts;
	struct attempt *a;

	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 1;
		void *items = realloc(list->items, capacity * sizeof(*a));

		if (!items)
			return NULL;
		list->items = items;
		list->capacity = capacity;
	}
	a = (struct attempt *)list->items + list->count++;
	*a = (struct attempt) { 0 };
	return a;
}

void exchanges_release(struct exchanges *xs)
{
	struct exchange *x;

	while (xs->oldest)
		exchange_free(xs, xs->oldest);
	while ((x = xs->spare)) {
		xs->spare = x->newer;
		destroy(x);
	}
	map_release(&xs->by_id);
	*xs = (struct exchanges) { 0 };
}
