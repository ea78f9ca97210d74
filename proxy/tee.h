/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_TEE_H
#define PROXY_TEE_H

#include "codec/err.h"
#include "proxy/buffer.h"
#include "store/event.h"
#include "store/scribe.h"
#include "store/tape.h"

#include <uv.h>

/* The queue from the loop to the recorder thread, in two tiers: memory, bounded
 * in pinned capacity, and beyond it the spill file.  All functions but those
 * marked are called on the loop's thread; none waits for the disk.
 *
 *   pipes ──▶ slabs and pinned buffers ──▶ recorder thread ──▶ intake ▶ scribe
 *                  └─(full)─▶ TAPE.spill ─▶──┘      (in one order, see queue.h)
 */
struct tee;

enum on_full { ON_FULL_BLOCK, ON_FULL_DROP };

struct tee_options {
	uint64_t memory;      /* bytes of pinned capacity; 0: 256 MiB */
	uint64_t spill;       /* bytes of the spill file; 0: none */
	enum on_full on_full; /* when both are full */
	struct scribe_options scribe;
};

/* Starts the recorder thread on `tape`, which the thread owns until
 * tee_finish().  A spill file that an earlier recording left is an error: read
 * it in first (store/recovery.h).  `on_room(ctx)` is called on the loop after
 * tee_full() was true and no longer is. */
int tee_start(struct tee **out, uv_loop_t *loop, struct tape *tape,
	      const struct tee_options *options, void (*on_room)(void *ctx),
	      void *ctx, struct err *e);

/* Is there no room for more, in either tier?  Once true it stays so until
 * on_room(), when a quarter is free.  block: stop reading sockets until then.
 * drop: drop whole exchanges, see tee_drop(). */
bool tee_full(struct tee *t);
/* Which of the two it was started with. */
enum on_full tee_on_full(const struct tee *t);

/* Take a piece of a frame: `piece` lies in `buffer`, of which a reference is
 * kept if the piece is large; small ones are copied.  Always taken. */
void tee_frame(struct tee *t, const struct event *event, struct buffer *buffer,
	       struct bytes piece);
/* Take any other event; the payload is copied.  Always taken. */
void tee_note(struct tee *t, const struct event *event, struct bytes payload);

/* An exchange of `bytes` is not taken.  Counted by connection and API, written
 * as EVENT_GAP rows when there is room again, at the latest at the end. */
void tee_drop(struct tee *t, uint64_t connection, uint64_t exchange,
	      int16_t api_key, uint64_t frames, uint64_t bytes, int64_t stamp);

struct tee_status {
	uint64_t memory_used, spill_used; /* bytes waiting */
	uint64_t lag_us;                  /* age of the oldest one waiting */
	uint64_t exchanges, records, bytes, gaps;
	bool failing;    /* the tape can't be written now */
	char error[320]; /* why, while failing */
};
void tee_status(struct tee *t, struct tee_status *out);

/* No more events come: the recorder takes what waits (progress by
 * tee_status()), commits and stops; then `done(ctx, error)` is called on the
 * loop, error NULL when all is on the tape.  If the tape can't be written even
 * now, what waits in memory is a gap, and what is in the spill file stays
 * there. */
void tee_stop(struct tee *t, int64_t stamp,
	      void (*done)(void *ctx, const struct err *error), void *ctx);
/* After done(), or in it: free.  The tape is the caller's again. */
void tee_finish(struct tee *t);

#endif
