/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_RECORDER_H
#define PROXY_RECORDER_H

#include "proxy/queue.h"
#include "proxy/spiller.h"
#include "store/ledger.h"

/* The recorder thread: takes events off the queue, in order, and writes them to
 * the tape.  Functions are the loop's. */
struct recorder;

struct recorder_options {
	struct tape *tape; /* the thread's until recorder_join() */
	struct scribe_options scribe;
	struct queue *queue;
	struct spill_marks *marks; /* NULL: no spill file */
	const char *spill_path;    /* lives as long as the recorder */
	/* Called on the thread: see recorder_want_news(). */
	void (*news)(void *ctx);
	void *ctx;
};

int recorder_start(struct recorder **out, const struct recorder_options *o,
		   struct err *e);
/* Wait for the thread's end, which recorder_ended() announced. */
void recorder_join(struct recorder *r);
void recorder_free(struct recorder *r); /* NULL is fine; after the join */

enum wake {
	WAKE_NEWS,     /* there is something; it may go on napping */
	WAKE_PRESSURE, /* there is much, or an end */
};
void recorder_wake(struct recorder *r, enum wake why);
/* Call news() whenever something was taken, until told otherwise. */
void recorder_want_news(struct recorder *r, bool wanted);
/* EVENT_END is in the queue: if the tape can't be written, give up. */
void recorder_stop(struct recorder *r);

/* Has it taken EVENT_END, or given up, and written what it could?  news() is
 * called when it has. */
bool recorder_ended(const struct recorder *r);
/* After recorder_ended(): NULL, or why not all is on the tape. */
const struct err *recorder_error(const struct recorder *r);

struct recorder_status {
	uint64_t events; /* taken so far */
	int64_t stamp;   /* of the last one */
	bool failing;
	char error[320];
};
void recorder_status(struct recorder *r, struct recorder_status *out);
const struct scribe_counts *recorder_counts(const struct recorder *r);

#endif
