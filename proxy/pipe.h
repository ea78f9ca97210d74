/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PIPE_H
#define PROXY_PIPE_H

#include "proxy/relay.h"

/* One direction of a connection: read, look, write on, record; pause while the
 * other side can't take more. */
struct pipe;

struct pipe_owner {
	/* Look at what was read, `view` in the buffer `b`; fill relay->output;
	 * return how much was dealt with.  The rest comes again, with more
	 * behind it; it must be less than BUFFER_SIZE / 2. */
	size_t (*take)(struct pipe *p, struct buffer *b, struct bytes view);
	/* Something happened: bytes passed, all is written, the end was passed
	 * on, an error.  Called last: the pipe may be closed in it. */
	void (*changed)(struct pipe *p);
};

struct pipe {
	struct relay *relay;
	const struct pipe_owner *owner;
	void *data; /* the owner's */
	uv_stream_t *from, *to;
	uint64_t *bytes;     /* counter of what was read */
	struct writer carry; /* the beginning of a frame, to come again */
	bool held;           /* by the owner: don't read */
	bool reading;        /* as libuv sees it */
	bool writing;        /* `rest` is on its way */
	bool ended;          /* nothing more comes from `from` */
	bool end_passed;     /* and `to` knows */
	bool unsure;         /* a write failed somewhere in `rest` */
	bool no_memory;
	int read_error, write_error; /* libuv's; 0: none, not for the end */
	uint64_t put, written;       /* bytes to be written, and known to be */
	struct segment *rest;        /* what the socket didn't take at once */
	size_t rests;
	struct unwritten {
		uint64_t exchange, end;
	} * unwritten; /* exchanges whose last byte is in `rest` */
	size_t unwrittens;
	uv_write_t write;
	uv_shutdown_t shutdown;
};

/* Allocates nothing and reads nothing yet. */
void pipe_init(struct pipe *p, struct relay *relay,
	       const struct pipe_owner *owner, void *data);
/* Both handles are there; from->data is the pipe's from now on. */
void pipe_open(struct pipe *p, uv_stream_t *from, uv_stream_t *to);
/* Start or stop reading, as the state asks for. */
void pipe_update(struct pipe *p);
/* Has the socket taken all that was read? */
bool pipe_idle(const struct pipe *p);
/* Before its handles are closed: note each exchange whose last byte has never
 * left as `type`.  No note when a failed write leaves it unsure. */
void pipe_note_unwritten(struct pipe *p, enum event_type type,
			 uint64_t connection);
/* After its handles are closed. */
void pipe_release(struct pipe *p);

#endif
