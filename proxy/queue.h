/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_QUEUE_H
#define PROXY_QUEUE_H

#include "codec/writer.h"
#include "proxy/buffer.h"
#include "store/event.h"

/* The one order of events between two threads: the loop appends, the recorder
 * takes; neither ever waits for the other and there is no lock.  A list of
 * segments: slabs that hold events, and ranges of the spill file that stand for
 * the events in it. */
struct segment {
	struct segment *_Atomic next; /* set once no more is added to this */
	enum segment_kind {
		SEGMENT_SLAB, /* entries: small payloads inline, large pinned */
		SEGMENT_CHUNKS, /* a write-behind buffer of the spill file */
		SEGMENT_RANGE,  /* chunks that are in the spill file */
	} kind;
	size_t charge;         /* of `used` */
	struct buffer *memory; /* SLAB */
	_Atomic size_t filled; /* SLAB: bytes that may be taken */
	struct writer chunks;  /* CHUNKS */
	size_t skip;           /* CHUNKS: bytes before the first one */
	uint64_t start;        /* RANGE: position where it begins */
	_Atomic uint64_t end;  /* RANGE: and ends; RANGE_OPEN: not known */
};

#define RANGE_OPEN UINT64_MAX

struct queue {
	struct segment *tail;       /* the loop's */
	struct buffer *last_pinned; /* the loop's; only compared */
	size_t slab;
	uint64_t slabs; /* begun so far */
	_Atomic uint64_t used;
	struct segment *head; /* the recorder's */
	size_t at;
};

/* `slab`: bytes of a slab. */
int queue_init(struct queue *q, size_t slab);
/* When the recorder is no more. */
void queue_release(struct queue *q);

/* Bytes of memory that the queue holds, in capacity. */
uint64_t queue_used(const struct queue *q);

struct segment *segment_new(enum segment_kind kind);
void segment_free(struct segment *s); /* NULL is fine */

/* ---- the loop's side; -1: out of memory, nothing was appended */

int queue_copy(struct queue *q, const struct event *event,
	       struct bytes payload);
/* `piece` lies in `buffer`, of which a reference is kept. */
int queue_pin(struct queue *q, const struct event *event, struct buffer *buffer,
	      struct bytes piece);
/* Append an open range; the caller closes it by range_close(). */
struct segment *queue_range(struct queue *q, uint64_t start);
/* Put CHUNKS behind an open range, before all that came after it. */
void range_insert(struct queue *q, struct segment *range,
		  struct segment *chunks);
/* From here on the recorder may go beyond it, and free it. */
void range_close(struct segment *range, uint64_t end);

/* ---- the recorder's side */

enum queue_found { QUEUE_EMPTY, QUEUE_EVENT, QUEUE_RANGE };

struct queue_item {
	struct event event;
	struct bytes payload; /* lives until queue_pop() */
	uint64_t start, end;  /* QUEUE_RANGE */
	/* for queue_pop() */
	struct buffer *pinned;
	size_t charge, size;
};

/* Look at the oldest. */
enum queue_found queue_peek(struct queue *q, struct queue_item *item);
/* Take it away. */
void queue_pop(struct queue *q, const struct queue_item *item);

#endif
