/* SPDX-License-Identifier: Apache-2.0 */
/* intake.c - pieces of frames to whole frames, everything else straight to the
 * scribe.  It does not look into frames and writes no rows of its own but gaps.
 *
 *   FIRST|LAST piece ────────────────────────────────▶ scribe_frame()
 *   FIRST … … LAST ──▶ half (memory, or a region) ───▶ scribe_frame()
 *   CLOSED, or no beginning ──▶ dropped, EVENT_GAP ──▶ scribe_note()
 *
 * A half is found by exchange and direction; all are in a list by age. */
#include "store/intake.h"

#include "codec/writer.h"
#include "store/scratch.h"

#include <stdlib.h>

enum {
	BUCKETS = 4096,
	/* below it a half frame is not worth a place on the disk */
	SMALL = 4 * 1024,
};

struct half {
	struct half *chain;         /* in its bucket */
	struct half *older, *newer; /* by age */
	uint64_t connection, exchange, position;
	int64_t since;
	uint8_t direction; /* EVENT_REQUEST or EVENT_RESPONSE */
	uint32_t size;     /* of the whole frame */
	uint32_t have;
	uint8_t *data; /* in memory, up to `capacity`, or ... */
	size_t capacity;
	struct region region; /* ... on the disk */
};

struct intake {
	struct scribe *scribe;
	struct scratch scratch;
	struct half *buckets[BUCKETS];
	struct half *oldest, *newest;
	size_t memory;
	uint64_t position;
	int64_t stamp; /* the highest seen */
	bool ended;
};

struct intake *intake_new(struct scribe *scribe, const char *folder)
{
	struct intake *in = calloc(1, sizeof(*in));

	if (!in)
		return NULL;
	in->scribe = scribe;
	in->position = INTAKE_NOWHERE;
	if (scratch_init(&in->scratch, folder, NULL) < 0) {
		free(in);
		return NULL;
	}
	return in;
}

/* ---- halves */

static struct half **bucket(struct intake *in, uint64_t exchange, int direction)
{
	uint64_t hash = (exchange * 2 + (direction == EVENT_RESPONSE)) *
			0x9e3779b97f4a7c15ULL;

	return &in->buckets[hash >> 52];
}

_Static_assert(BUCKETS == 1 << 12, "a bucket is the hash's highest 12 bits");

static struct half *half_find(struct intake *in, uint64_t exchange,
			      int direction)
{
	struct half *h = *bucket(in, exchange, direction);

	while (h && (h->exchange != exchange || h->direction != direction))
		h = h->chain;
	return h;
}

static struct half *half_new(struct intake *in, const struct event *event)
{
	struct half *h = calloc(1, sizeof(*h));
	struct half **at;

	if (!h)
		return NULL;
	h->connection = event->connection;
	h->exchange = event->exchange;
	h->direction = event->flags & (EVENT_REQUEST | EVENT_RESPONSE);
	h->position = in->position;
	h->since = in->stamp;
	h->size = event->frame_size;
	at = bucket(in, h->exchange, h->direction);
	h->chain = *at;
	*at = h;
	h->older = in->newest;
	if (in->newest)
		in->newest->newer = h;
	else
		in->oldest = h;
	in->newest = h;
	return h;
}

static void half_free(struct intake *in, struct half *h)
{
	struct half **at = bucket(in, h->exchange, h->direction);

	while (*at != h)
		at = &(*at)->chain;
	*at = h->chain;
	*(h->older ? &h->older->newer : &in->oldest) = h->newer;
	*(h->newer ? &h->newer->older : &in->newest) = h->older;
	in->memory -= h->capacity;
	free(h->data);
	region_free(&h->region);
	free(h);
}

void intake_free(struct intake *in)
{
	if (!in)
		return;
	while (in->oldest)
		half_free(in, in->oldest);
	scratch_release(&in->scratch);
	free(in);
}

/* Move what is there to the disk; all further pieces go there, too. */
static int half_to_disk(struct intake *in, struct half *h, struct err *e)
{
	struct region region = { 0 };

	if (region_new(&in->scratch, &region, h->size, e) < 0)
		return -1;
	if (region_write(&region, 0, bytes_of(h->data, h->have), e) < 0) {
		region_free(&region);
		return -1;
	}
	h->region = region;
	in->memory -= h->capacity;
	free(h->data);
	h->data = NULL;
	h->capacity = 0;
	return 0;
}

static int half_grow(struct intake *in, struct half *h, size_t need)
{
	size_t capacity = h->capacity * 2 < h->size ? h->capacity * 2 : h->size;
	uint8_t *data;

	if (need <= h->capacity)
		return 0;
	if (capacity < need)
		capacity = need;
	data = realloc(h->data, capacity);
	if (!data)
		return -1;
	in->memory += capacity - h->capacity;
	h->data = data;
	h->capacity = capacity;
	return 0;
}

/* Does it have to leave memory when it grows to `need` bytes? */
static bool half_too_large(const struct intake *in, const struct half *h,
			   size_t need)
{
	return h->size > INTAKE_IN_MEMORY ||
	       (need > SMALL &&
		in->memory + need - h->have > INTAKE_ALL_IN_MEMORY);
}

static int half_add(struct intake *in, struct half *h, struct bytes piece,
		    struct err *e)
{
	size_t need = h->have + piece.n;

	if (!h->region.file &&
	    (half_too_large(in, h, need) || half_grow(in, h, need) < 0) &&
	    half_to_disk(in, h, e) < 0)
		return -1;
	if (h->region.file) {
		if (region_write(&h->region, h->have, piece, e) < 0)
			return -1;
	} else if (h->data && piece.n) {
		memcpy(h->data + h->have, piece.p, piece.n);
	}
	h->have += (uint32_t)piece.n;
	return 0;
}

/* ---- gaps */

static int note_gap(struct intake *in, struct event *gap, const char *why,
		    uint64_t bytes, struct err *e)
{
	struct writer w;
	int result;

	gap->type = EVENT_GAP;
	gap->stamp2 = in->stamp;
	writer_init(&w, 0);
	event_write_gap(&w, &(struct event_gap) { .why = bytes_of_string(why),
						  .api_key = -1,
						  .frames = 1,
						  .bytes = (int64_t)bytes });
	gap->length = (uint32_t)w.size;
	result = scribe_note(in->scribe, gap, writer_bytes(&w), e);
	writer_release(&w);
	return result;
}

/* Drop a half frame, and say so. */
static int half_drop(struct intake *in, struct half *h, const char *why,
		     struct err *e)
{
	struct event gap = { .connection = h->connection,
			     .exchange = h->exchange,
			     .stamp = h->since };
	uint64_t have = h->have;

	half_free(in, h);
	return note_gap(in, &gap, why, have, e);
}

/* ---- events */

/* The rest of a frame whose beginning is not here.  Said once, at its end. */
static int take_headless(struct intake *in, const struct event *event,
			 struct err *e)
{
	struct event gap = { .connection = event->connection,
			     .exchange = event->exchange,
			     .stamp = in->stamp };

	if (!(event->flags & EVENT_LAST))
		return INTAKE_TAKEN;
	return note_gap(in, &gap, "the beginning of a frame is missing",
			event->frame_size, e);
}

static int give_frame(struct intake *in, const struct event *event,
		      struct bytes frame, struct err *e)
{
	struct event whole = *event;

	whole.flags |= EVENT_FIRST | EVENT_LAST;
	whole.length = (uint32_t)frame.n;
	return scribe_frame(in->scribe, &whole, frame, e);
}

static int give_half(struct intake *in, const struct event *event,
		     struct half *h, struct err *e)
{
	struct bytes frame = bytes_of(h->data, h->have);
	int result;

	if (h->region.file) {
		frame = region_map(&h->region);
		if (!frame.p)
			return half_drop(in, h, "out of memory", e);
	}
	result = give_frame(in, event, frame, e);
	if (h->region.file)
		region_unmap(frame);
	half_free(in, h);
	return result;
}

static int take_piece(struct intake *in, const struct event *event,
		      struct bytes piece, struct err *e)
{
	int direction = event->flags & (EVENT_REQUEST | EVENT_RESPONSE);
	bool first = event->flags & EVENT_FIRST;
	bool last = event->flags & EVENT_LAST;
	bool withheld = event->flags & EVENT_WITHHELD;
	struct half *h;

	if (first && last && (withheld || piece.n == event->frame_size))
		return give_frame(in, event, piece, e);
	h = half_find(in, event->exchange, direction);
	if (h && first) {
		if (half_drop(in, h, "the end of a frame is missing", e) < 0)
			return INTAKE_FAILED;
		h = NULL;
	}
	if (!h && first)
		h = half_new(in, event);
	if (!h)
		return take_headless(in, event, e);
	if (piece.n > h->size - h->have ||
	    (last && !withheld && piece.n != h->size - h->have))
		return half_drop(in, h, "pieces of a frame are missing", e);
	if (half_add(in, h, piece, e) < 0) {
		if (!h->have)
			half_free(in, h);
		return INTAKE_AGAIN;
	}
	return last ? give_half(in, event, h, e) : INTAKE_TAKEN;
}

/* Half a frame that its connection's end cut short is no gap: to Kafka it means
 * nothing. */
static int take_closed(struct intake *in, const struct event *event,
		       struct bytes payload, struct err *e)
{
	struct event closed = *event;
	uint64_t cut = 0;
	struct half *next;

	for (struct half *h = in->oldest; h; h = next) {
		next = h->newer;
		if (h->connection != event->connection)
			continue;
		cut += h->have;
		half_free(in, h);
	}
	closed.cut_bytes = cut < UINT32_MAX ? (uint32_t)cut : UINT32_MAX;
	return scribe_note(in->scribe, &closed, payload, e);
}

static void forget_exchange(struct intake *in, uint64_t exchange)
{
	static const int directions[] = { EVENT_REQUEST, EVENT_RESPONSE };

	for (size_t i = 0; i < 2; i++) {
		struct half *h = half_find(in, exchange, directions[i]);

		if (h)
			half_free(in, h);
	}
}

enum intake_result intake_feed(struct intake *in, const struct event *event,
			       struct bytes payload, struct err *e)
{
	if (event->stamp > in->stamp)
		in->stamp = event->stamp;
	switch (event->type) {
	case EVENT_FRAME: return take_piece(in, event, payload, e);
	case EVENT_NONE:
	case EVENT_SPILLED: return INTAKE_TAKEN;
	case EVENT_END: in->ended = true; return INTAKE_TAKEN;
	case EVENT_CLOSED: return take_closed(in, event, payload, e);
	case EVENT_ABANDONED: forget_exchange(in, event->exchange); break;
	default: break;
	}
	return scribe_note(in->scribe, event, payload, e);
}

bool intake_ended(const struct intake *in)
{
	return in->ended;
}

size_t intake_memory(const struct intake *in)
{
	return in->memory;
}

void intake_at(struct intake *in, uint64_t position)
{
	in->position = position;
}

uint64_t intake_oldest(const struct intake *in)
{
	const struct half *h = in->oldest;

	while (h && h->position == INTAKE_NOWHERE)
		h = h->newer;
	return h ? h->position : INTAKE_NOWHERE;
}

int intake_finish(struct intake *in, struct err *e)
{
	struct half *next;
	int result = 0;

	for (struct half *h = in->oldest; h && result == 0; h = next) {
		next = h->newer;
		result = half_drop(in, h, "the recording ended inside a frame",
				   e);
	}
	return result;
}
