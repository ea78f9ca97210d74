/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_OUTPUT_H
#define PROXY_OUTPUT_H

#include "proxy/buffer.h"
#include "store/event.h"

#include <uv.h>

/* What came of one read: bytes to be written to the other side, and pieces of
 * frames for the recorder.  One for all connections, since a read is dealt with
 * before the next one begins. */
struct segment {
	struct buffer *buffer; /* a reference */
	struct bytes bytes;    /* in it */
};

struct piece {
	struct event event;
	struct bytes bytes; /* in the read buffer */
	uint64_t end; /* EVENT_LAST: where in the stream of all bytes written
		       * the frame's last byte lies */
};

/* Zero-initialise. */
struct output {
	struct segment *segments;
	uv_buf_t *bufs; /* room for as many */
	size_t segment_count, segment_capacity;
	struct piece *pieces;
	size_t piece_count, piece_capacity;
	uint64_t bytes; /* of all segments */
	bool failed;    /* out of memory: the connection has to be closed */
};

void output_release(struct output *o);
/* Forget the pieces, drop the references. */
void output_reset(struct output *o);

/* `bytes`, which lie in `b`, are to be written; joined to what came before if
 * they lie right behind it.  Takes its own reference. */
void output_pass(struct output *o, struct buffer *b, struct bytes bytes);
/* The same for bytes that lie elsewhere: they are copied. */
void output_copy(struct output *o, struct bytes bytes);
/* A piece or another event for the recorder, to be filled in; NULL: out of
 * memory. */
struct piece *output_piece(struct output *o);

/* The first `n` bytes are written.  What is left of them, if it is little, is
 * copied: a few bytes for a slow peer shall not hold a whole read buffer. */
enum { OUTPUT_COPIED = 16 * 1024 };
void output_skip(struct output *o, uint64_t n);
/* The segments as buffers for libuv. */
unsigned output_bufs(struct output *o, uv_buf_t **out);

#endif
