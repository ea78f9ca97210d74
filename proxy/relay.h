/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_RELAY_H
#define PROXY_RELAY_H

#include "codec/writer.h"
#include "proxy/output.h"
#include "proxy/stamp.h"
#include "proxy/tee.h"

#include <uv.h>

/* What all connections share: the clock, the buffer that is read into, the way
 * to the recorder. */
struct relay {
	uv_loop_t *loop;
	struct tee *tee;       /* NULL: nothing is recorded */
	bool drop;             /* what doesn't fit is dropped; else: */
	bool blocked;          /* no socket is read until there is room */
	int64_t blocked_since; /* stamp */
	struct stamp_clock clock;
	struct buffer *buffer; /* reads go to its free end */
	struct output output;  /* of the read that is dealt with */
	struct writer payload; /* of an event, while it is written */
	uint64_t last_connection, last_exchange;
	uint64_t bytes_up, bytes_down, requests;
};

void relay_release(struct relay *r);

int64_t relay_stamp(struct relay *r);

/* Must reading stop, because the recorder has no room and nothing may be lost?
 * Once it says so, it does until relay_room(). */
bool relay_blocked(struct relay *r);
/* Must what comes now be dropped? */
bool relay_dropping(const struct relay *r);
/* There is room again; a long pause becomes an EVENT_STALL. */
void relay_room(struct relay *r);

/* The buffer to read into next, with room for `wanted` bytes and a good read
 * behind them at data + size; NULL: out of memory. */
struct buffer *relay_buffer(struct relay *r, size_t wanted);
/* A read was dealt with: start over in the buffer if nobody kept a part. */
void relay_buffer_done(struct relay *r);

/* Tell the recorder, if there is one.  relay_payload() gives the writer for the
 * payload, emptied; the payload of relay_note() is what is in it. */
struct writer *relay_payload(struct relay *r);
void relay_note(struct relay *r, enum event_type type, uint64_t connection,
		uint64_t exchange);
/* Give the frames in the output their second stamp: they are about to be
 * written.  And after that hand all pieces, which lie in `b`, to the recorder. */
void relay_stamp_pieces(struct relay *r);
void relay_record_pieces(struct relay *r, struct buffer *b);

#endif
