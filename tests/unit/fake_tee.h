/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_FAKE_TEE_H
#define TESTS_UNIT_FAKE_TEE_H

/* A recorder for tests of the proxy, instead of the real one (at link time):
 * keeps all events in memory and is full when the test says so. */
#include "codec/writer.h"
#include "proxy/tee.h"
#include "tests/test.h"

#include <stdlib.h>

struct taken {
	struct event event;
	uint8_t *data;
};

struct tee {
	bool full;
	enum on_full on_full;
	struct taken *taken;
	size_t count, capacity;
	uint64_t drops, dropped_bytes;
};

bool tee_full(struct tee *t)
{
	return t->full;
}

enum on_full tee_on_full(const struct tee *t)
{
	return t->on_full;
}

void tee_note(struct tee *t, const struct event *event, struct bytes payload)
{
	struct taken *k;

	assert_int_equal(event->length, payload.n);
	if (t->count == t->capacity) {
		t->capacity = t->capacity ? t->capacity * 2 : 64;
		t->taken = reallocarray(t->taken, t->capacity, sizeof(*k));
		assert_non_null(t->taken);
	}
	k = &t->taken[t->count++];
	k->event = *event;
	k->data = malloc(payload.n + 1);
	assert_non_null(k->data);
	if (payload.n)
		memcpy(k->data, payload.p, payload.n);
}

void tee_frame(struct tee *t, const struct event *event, struct buffer *buffer,
	       struct bytes piece)
{
	if (piece.n) {
		assert_true(piece.p >= buffer->data);
		assert_true(piece.p + piece.n <= buffer->data + buffer->size);
	}
	tee_note(t, event, piece);
}

void tee_drop(struct tee *t, uint64_t connection, uint64_t exchange,
	      int16_t api_key, uint64_t frames, uint64_t bytes, int64_t stamp)
{
	(void)connection;
	(void)exchange;
	(void)api_key;
	(void)frames;
	(void)stamp;
	t->drops++;
	t->dropped_bytes += bytes;
}

static inline void fake_tee_release(struct tee *t)
{
	for (size_t i = 0; i < t->count; i++)
		free(t->taken[i].data);
	free(t->taken);
	*t = (struct tee) { 0 };
}

/* How many events of this type. */
static inline size_t taken_count(const struct tee *t, enum event_type type)
{
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += t->taken[i].event.type == type;
	return n;
}

/* The first event of a type, of this exchange (0: of any). */
static inline const struct taken *taken_find(const struct tee *t,
					     enum event_type type,
					     uint64_t exchange)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->taken[i].event.type == type &&
		    (!exchange || t->taken[i].event.exchange == exchange))
			return &t->taken[i];
	return NULL;
}

/* Put the pieces of one direction of an exchange together; gives the last
 * one's event.  Checks the order of first and last. */
static inline struct event taken_frame(const struct tee *t, uint64_t exchange,
				       uint8_t direction, struct writer *out)
{
	struct event last = { 0 };
	bool begun = false;

	writer_reset(out);
	for (size_t i = 0; i < t->count; i++) {
		const struct event *e = &t->taken[i].event;

		if (e->type != EVENT_FRAME || e->exchange != exchange ||
		    !(e->flags & direction))
			continue;
		assert_int_equal(!begun, (e->flags & EVENT_FIRST) != 0);
		assert_false(last.flags & EVENT_LAST);
		begun = true;
		last = *e;
		writer_raw(out, bytes_of(t->taken[i].data, e->length));
	}
	return last;
}

#endif
