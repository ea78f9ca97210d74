/* SPDX-License-Identifier: Apache-2.0 */
/* relay.c - the buffer that all sockets are read into, and what the recorder
 * gets to know.
 *
 * One buffer serves all connections: a read is written on and handed to the
 * recorder before the next read begins, so that mostly nobody holds it any more
 * and the same cache-warm memory is filled again.  What a slow peer or the
 * recorder keeps stays where it is, and reads go on behind it:
 *
 *	| kept | free | kept |  next read ...  |
 *	                     ^size             ^capacity
 */
#include "proxy/relay.h"

enum {
	/* less room than this is not worth a read */
	READ_MIN = 64 * 1024,
	STALL_MIN_US = 1000 * 1000,
};

void relay_release(struct relay *r)
{
	buffer_release(r->buffer);
	r->buffer = NULL;
	output_release(&r->output);
	writer_release(&r->payload);
}

int64_t relay_stamp(struct relay *r)
{
	return stamp_next(&r->clock, uv_hrtime());
}

bool relay_blocked(struct relay *r)
{
	if (r->blocked || !r->tee || r->drop || !tee_full(r->tee))
		return r->blocked;
	r->blocked = true;
	r->blocked_since = relay_stamp(r);
	return true;
}

bool relay_dropping(const struct relay *r)
{
	return r->tee && r->drop && tee_full(r->tee);
}

void relay_room(struct relay *r)
{
	struct event_stall stall = {
		bytes_of_string("the recorder was full"),
	};
	struct event event = { .type = EVENT_STALL, .stamp = r->blocked_since };

	if (!r->blocked)
		return;
	r->blocked = false;
	event.stamp2 = relay_stamp(r);
	if (event.stamp2 - event.stamp < STALL_MIN_US)
		return;
	event_write_stall(relay_payload(r), &stall);
	event.length = (uint32_t)r->payload.size;
	tee_note(r->tee, &event, writer_bytes(&r->payload));
}

struct buffer *relay_buffer(struct relay *r, size_t wanted)
{
	struct buffer *b = r->buffer;

	if (b && b->capacity - b->size >= wanted + READ_MIN)
		return b;
	buffer_release(b);
	r->buffer = buffer_new(BUFFER_SIZE);
	return r->buffer;
}

void relay_buffer_done(struct relay *r)
{
	if (r->buffer && r->buffer->references == 1)
		r->buffer->size = 0;
}

struct writer *relay_payload(struct relay *r)
{
	writer_reset(&r->payload);
	return &r->payload;
}

void relay_note(struct relay *r, enum event_type type, uint64_t connection,
		uint64_t exchange)
{
	struct event event = {
		.type = (uint8_t)type,
		.length = (uint32_t)r->payload.size,
		.connection = connection,
		.exchange = exchange,
	};

	if (!r->tee)
		return;
	event.stamp = relay_stamp(r);
	tee_note(r->tee, &event, writer_bytes(&r->payload));
	writer_reset(&r->payload);
}

void relay_stamp_pieces(struct relay *r)
{
	struct output *o = &r->output;

	for (size_t i = 0; i < o->piece_count; i++) {
		struct event *e = &o->pieces[i].event;

		if (e->type == EVENT_FRAME && e->flags & EVENT_LAST)
			e->stamp2 = relay_stamp(r);
	}
}

void relay_record_pieces(struct relay *r, struct buffer *b)
{
	const struct output *o = &r->output;

	for (size_t i = 0; i < o->piece_count; i++) {
		const struct piece *p = &o->pieces[i];

		if (p->event.type == EVENT_FRAME)
			tee_frame(r->tee, &p->event, b, p->bytes);
		else if (p->event.type != EVENT_NONE)
			tee_note(r->tee, &p->event, bytes_of(NULL, 0));
	}
}
