/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SCRIBE_H
#define STORE_SCRIBE_H

#include "codec/bytes.h"
#include "codec/err.h"
#include "store/event.h"
#include "store/hook.h"
#include "store/tape.h"

/* The recorder's heart: takes whole frames in order, pairs request and
 * response, and hands each exchange to an observer, which makes the rows.  Each
 * row is inserted once: a request is held until its response, its connection's
 * end or one commit interval, whichever comes first; only what is still open
 * then is inserted with NULLs and updated later. */
struct scribe;

struct scribe_options {
	enum { FRAMES_CONTROL, FRAMES_ALL, FRAMES_NONE } frames;
	bool again; /* only for store/reread.c: the exchanges are on the tape */
	struct scribe_hook hook; /* .tell NULL: nobody wants to know */
};

/* The tape stays the caller's.  On a tape that is appended to, what the tape
 * knows (topics, ids) is read back. */
int scribe_new(struct scribe **out, struct tape *tape,
	       const struct scribe_options *options, struct err *e);
void scribe_free(struct scribe *s);

/* A whole frame without its 4-byte size, with the ids and stamps of `event`
 * (EVENT_FRAME, EVENT_LAST).  The bytes are the caller's and are copied where
 * they are kept. */
int scribe_frame(struct scribe *s, const struct event *event,
		 struct bytes frame, struct err *e);
/* Any other event.  EVENT_GAP and EVENT_ABANDONED also make fetch sessions,
 * members and transactions of that connection unknown until seen anew. */
int scribe_note(struct scribe *s, const struct event *event,
		struct bytes payload, struct err *e);

/* Are the uncommitted rows many (20,000)? */
bool scribe_full(const struct scribe *s);
/* Commit when `now` (a stamp) is one interval after the first uncommitted row,
 * or rows are many; then requests that came just now are held on.  `force`: in
 * any case, and with all that is held.  Call it when the queue is empty, too. */
int scribe_commit(struct scribe *s, int64_t now, bool force, struct err *e);

/* A failed write was rolled back: forget what leaned on the lost rows.  By how
 * much that cost more (or, below 0, less) than the requests that came since the
 * last commit: some of those are still held and will be written, some of
 * earlier ones were not written before and are lost. */
struct scribe_carried {
	int64_t requests, bytes;
};
struct scribe_carried scribe_forget(struct scribe *s);

/* Insert all that is still held (fate `cut` or `open`) and commit. */
int scribe_finish(struct scribe *s, struct err *e);

/* For the status line; read by another thread without a lock. */
struct scribe_counts {
	_Atomic uint64_t exchanges, records, bytes, gaps, undecoded, rows;
};
const struct scribe_counts *scribe_counts(const struct scribe *s);

#endif
