/* SPDX-License-Identifier: Apache-2.0 */
/* queue.c - a list of segments with one appender and one taker.  What may be
 * taken is published by the stores to `filled`, `end` and `next` alone; who
 * sleeps and who wakes is the recorder's business.
 *
 *   head                                                        tail
 *   [slab e e e P e] ─▶ [range 0..90] ─▶ [chunks] ─▶ [slab e e . . .]
 *     ▲ at        └▶ pinned buffer   └ in TAPE.spill            ▲ filled
 */
#include "proxy/queue.h"

#include "store/spill.h"

#include <stdatomic.h>
#include <stdlib.h>

struct entry {
	struct event event;
	struct buffer *pinned; /* NULL: the payload follows */
	const uint8_t *p;
	size_t charge;
};

struct segment *segment_new(enum segment_kind kind)
{
	struct segment *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->kind = kind;
	atomic_init(&s->end, RANGE_OPEN);
	writer_init(&s->chunks, 0);
	return s;
}

void segment_free(struct segment *s)
{
	if (!s)
		return;
	buffer_release(s->memory);
	writer_release(&s->chunks);
	free(s);
}

int queue_init(struct queue *q, size_t slab)
{
	*q = (struct queue) { .slab = slab };
	q->head = q->tail = segment_new(SEGMENT_SLAB);
	return q->head ? 0 : -1;
}

void queue_release(struct queue *q)
{
	struct queue_item item = { 0 };

	if (!q->head)
		return;
	while (queue_peek(q, &item) != QUEUE_EMPTY)
		queue_pop(q, &item);
	segment_free(q->head);
	*q = (struct queue) { 0 };
}

uint64_t queue_used(const struct queue *q)
{
	return atomic_load_explicit(&q->used, memory_order_relaxed);
}

/* ---- the loop's side */

static void append(struct queue *q, struct segment *s)
{
	struct segment *last = q->tail;

	atomic_fetch_add_explicit(&q->used, s->charge, memory_order_relaxed);
	q->tail = s;
	q->slabs++;
	atomic_store_explicit(&last->next, s, memory_order_release);
}

static size_t filled(const struct segment *s)
{
	return atomic_load_explicit(&s->filled, memory_order_relaxed);
}

/* Room for `need` bytes at the end of the last slab, or of a new one. */
static uint8_t *reserve(struct queue *q, size_t need)
{
	struct segment *s = q->tail;

	if (s->kind == SEGMENT_SLAB && s->memory &&
	    need <= s->memory->capacity - filled(s))
		return s->memory->data + filled(s);
	s = segment_new(SEGMENT_SLAB);
	if (!s)
		return NULL;
	s->memory = buffer_new(need > q->slab ? need : q->slab);
	if (!s->memory) {
		segment_free(s);
		return NULL;
	}
	s->charge = s->memory->capacity;
	append(q, s);
	return s->memory->data;
}

/* Entries are aligned. */
static size_t entry_size(size_t payload)
{
	return sizeof(struct entry) + (payload + 7) / 8 * 8;
}

static void publish(struct queue *q, size_t size)
{
	struct segment *s = q->tail;

	atomic_store_explicit(&s->filled, filled(s) + size,
			      memory_order_release);
}

int queue_copy(struct queue *q, const struct event *event, struct bytes payload)
{
	struct entry entry = { .event = *event };
	size_t size = entry_size(payload.n);
	uint8_t *to = reserve(q, size);

	if (!to)
		return -1;
	entry.event.length = (uint32_t)payload.n;
	memcpy(to, &entry, sizeof(entry));
	if (payload.n)
		memcpy(to + sizeof(entry), payload.p, payload.n);
	publish(q, size);
	return 0;
}

int queue_pin(struct queue *q, const struct event *event, struct buffer *buffer,
	      struct bytes piece)
{
	struct entry entry = { .event = *event, .p = piece.p };
	size_t size = entry_size(0);
	uint8_t *to = reserve(q, size);

	if (!to)
		return -1;
	/* one buffer with many pieces is one buffer of memory */
	if (buffer != q->last_pinned)
		entry.charge = buffer->capacity;
	q->last_pinned = buffer;
	entry.pinned = buffer_reference(buffer);
	entry.event.length = (uint32_t)piece.n;
	atomic_fetch_add_explicit(&q->used, entry.charge, memory_order_relaxed);
	memcpy(to, &entry, sizeof(entry));
	publish(q, size);
	return 0;
}

struct segment *queue_range(struct queue *q, uint64_t start)
{
	struct segment *s = segment_new(SEGMENT_RANGE);

	if (!s)
		return NULL;
	s->start = start;
	append(q, s);
	return s;
}

void range_insert(struct queue *q, struct segment *range,
		  struct segment *chunks)
{
	struct segment *next =
		atomic_load_explicit(&range->next, memory_order_relaxed);

	/* the recorder looks at range->next only when the range is closed */
	atomic_store_explicit(&chunks->next, next, memory_order_relaxed);
	atomic_store_explicit(&range->next, chunks, memory_order_release);
	if (!next)
		q->tail = chunks;
}

void range_close(struct segment *range, uint64_t end)
{
	atomic_store_explicit(&range->end, end, memory_order_release);
}

/* ---- the recorder's side */

static bool peek_slab(struct queue *q, struct queue_item *item)
{
	struct segment *s = q->head;
	struct entry entry;

	if (q->at == atomic_load_explicit(&s->filled, memory_order_acquire))
		return false;
	memcpy(&entry, s->memory->data + q->at, sizeof(entry));
	item->event = entry.event;
	item->pinned = entry.pinned;
	item->charge = entry.charge;
	item->size = entry_size(entry.pinned ? 0 : entry.event.length);
	item->payload =
		bytes_of(entry.pinned ? entry.p
				      : s->memory->data + q->at + sizeof(entry),
			 entry.event.length);
	return true;
}

static bool peek_chunks(struct queue *q, struct queue_item *item)
{
	struct bytes all = writer_bytes(&q->head->chunks);
	size_t at = q->head->skip + q->at;

	item->pinned = NULL;
	item->charge = 0;
	item->size = spill_parse(bytes_of(all.p + at, all.n - at), &item->event,
				 &item->payload);
	return item->size != 0;
}

static enum queue_found peek_head(struct queue *q, struct queue_item *item)
{
	switch (q->head->kind) {
	case SEGMENT_SLAB:
		return peek_slab(q, item) ? QUEUE_EVENT : QUEUE_EMPTY;
	case SEGMENT_CHUNKS:
		return peek_chunks(q, item) ? QUEUE_EVENT : QUEUE_EMPTY;
	case SEGMENT_RANGE:
		if (q->at)
			return QUEUE_EMPTY;
		item->start = q->head->start;
		item->end = atomic_load_explicit(&q->head->end,
						 memory_order_acquire);
		return QUEUE_RANGE;
	}
	return QUEUE_EMPTY;
}

enum queue_found queue_peek(struct queue *q, struct queue_item *item)
{
	for (;;) {
		/* before looking into the segment: what was added last is then
		 * seen */
		struct segment *next =
			atomic_load_explicit(&q->head->next,
					     memory_order_acquire);
		enum queue_found found = peek_head(q, item);

		if (found != QUEUE_EMPTY || !next)
			return found;
		atomic_fetch_sub_explicit(&q->used, q->head->charge,
					  memory_order_relaxed);
		segment_free(q->head);
		q->head = next;
		q->at = 0;
	}
}

void queue_pop(struct queue *q, const struct queue_item *item)
{
	if (q->head->kind == SEGMENT_RANGE) {
		q->at = 1;
		return;
	}
	q->at += item->size;
	if (!item->pinned)
		return;
	atomic_fetch_sub_explicit(&q->used, item->charge, memory_order_relaxed);
	buffer_release(item->pinned);
}
