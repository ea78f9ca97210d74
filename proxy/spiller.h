/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_SPILLER_H
#define PROXY_SPILLER_H

#include "codec/err.h"
#include "proxy/queue.h"

#include <uv.h>

/* The loop's side of the spill file: takes events into write-behind buffers,
 * which libuv's thread pool writes.  What it can't write goes back into the
 * queue, at its place. */
struct spiller;

/* What the loop and the recorder tell each other about the file.  Positions as
 * in store/spill.h. */
struct spill_marks {
	int fd;                     /* constant */
	_Atomic uint64_t base;      /* of the file's first chunk */
	_Atomic uint64_t written;   /* loop: may be read up to here */
	_Atomic uint64_t taken;     /* recorder: has read up to here */
	_Atomic uint64_t committed; /* recorder: is on the tape up to here */
	_Atomic uint64_t freed;     /* recorder: takes no disk below here */
	_Atomic bool disk_low;      /* recorder: leave the rest to the tape */
};

struct spiller_options {
	const char *path;
	uint64_t limit; /* bytes of disk */
	size_t buffer;  /* bytes of one write-behind buffer */
	uint64_t base;  /* the first position */
	struct queue *queue;
	/* Called on the loop when a write has ended. */
	void (*progress)(void *ctx);
	void *ctx;
};

enum { SPILLER_BUFFERS = 4 };

/* Makes the file, which must not be there: what an earlier recording left is
 * not to be lost. */
int spiller_open(struct spiller **out, uv_loop_t *loop,
		 const struct spiller_options *options, struct err *e);
/* When spiller_idle(), or the loop is no more.  The file stays. */
void spiller_free(struct spiller *s);

struct spill_marks *spiller_marks(struct spiller *s);
const char *spiller_path(const struct spiller *s);

/* Is there an open range, which takes events? */
bool spiller_taking(const struct spiller *s);
/* May events go there, as far as buffers, disk and limit are concerned? */
bool spiller_has_room(const struct spiller *s);
/* Open a range at the queue's end; -1: out of memory. */
int spiller_begin(struct spiller *s, int64_t stamp);
/* Take an event into the open range; -1: out of memory. */
int spiller_take(struct spiller *s, const struct event *event,
		 struct bytes payload);
/* Close the range: later events are appended to the queue. */
void spiller_end(struct spiller *s);

/* Bytes that wait for the recorder. */
uint64_t spiller_waiting(const struct spiller *s);
/* Empty the file if all of it is on the tape.  True: there is nothing left to
 * do. */
bool spiller_tidy(struct spiller *s);
/* Is no request under way? */
bool spiller_idle(const struct spiller *s);

#endif
