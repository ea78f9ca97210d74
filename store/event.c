/* SPDX-License-Identifier: Apache-2.0 */
/* event.c - the payloads of events as bytes and back, in the wire's own
 * encodings (string: int32 length or -1 for null).  It neither queues events
 * nor acts on them. */
#include "store/event.h"

#include "codec/cursor.h"
#include "codec/writer.h"

static void put(struct writer *w, struct bytes b)
{
	writer_bytes_field(w, b, false);
}

static struct bytes get(struct cursor *c)
{
	return cursor_bytes(c, false);
}

/* A payload is good when all of it was read and nothing is left. */
static bool whole(const struct cursor *c)
{
	return cursor_ok(c) && cursor_left(c) == 0;
}

void event_write_opened(struct writer *w, const struct event_opened *e)
{
	writer_i64(w, e->service);
	writer_i64(w, e->broker);
	writer_i8(w, e->tls);
	put(w, e->source);
	put(w, e->peer);
}

bool event_read_opened(struct bytes payload, struct event_opened *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->service = cursor_i64(&c);
	e->broker = cursor_i64(&c);
	e->tls = cursor_i8(&c) != 0;
	e->source = get(&c);
	e->peer = get(&c);
	return whole(&c);
}

void event_write_closed(struct writer *w, const struct event_closed *e)
{
	put(w, e->closed_by);
	put(w, e->reason);
}

bool event_read_closed(struct bytes payload, struct event_closed *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->closed_by = get(&c);
	e->reason = get(&c);
	return whole(&c);
}

void event_write_service(struct writer *w, const struct event_service *e)
{
	writer_i64(w, e->id);
	put(w, e->name);
	put(w, e->listen);
}

bool event_read_service(struct bytes payload, struct event_service *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->id = cursor_i64(&c);
	e->name = get(&c);
	e->listen = get(&c);
	return whole(&c);
}

void event_write_broker(struct writer *w, const struct event_broker *e)
{
	writer_i64(w, e->id);
	writer_i64(w, e->service);
	writer_i32(w, e->node_id);
	put(w, e->host);
	writer_i32(w, e->port);
	put(w, e->rack);
	put(w, e->listen);
}

bool event_read_broker(struct bytes payload, struct event_broker *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->id = cursor_i64(&c);
	e->service = cursor_i64(&c);
	e->node_id = cursor_i32(&c);
	e->host = get(&c);
	e->port = cursor_i32(&c);
	e->rack = get(&c);
	e->listen = get(&c);
	return whole(&c);
}

void event_write_fact(struct writer *w, const struct event_fact *e)
{
	put(w, e->key);
	put(w, e->value);
}

bool event_read_fact(struct bytes payload, struct event_fact *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->key = get(&c);
	e->value = get(&c);
	return whole(&c);
}

void event_write_gap(struct writer *w, const struct event_gap *e)
{
	put(w, e->why);
	writer_i32(w, e->api_key);
	writer_i64(w, e->frames);
	writer_i64(w, e->bytes);
}

bool event_read_gap(struct bytes payload, struct event_gap *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->why = get(&c);
	e->api_key = cursor_i32(&c);
	e->frames = cursor_i64(&c);
	e->bytes = cursor_i64(&c);
	return whole(&c);
}

void event_write_stall(struct writer *w, const struct event_stall *e)
{
	put(w, e->why);
}

bool event_read_stall(struct bytes payload, struct event_stall *e)
{
	struct cursor c;

	cursor_init(&c, payload);
	e->why = get(&c);
	return whole(&c);
}
