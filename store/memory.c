/* SPDX-License-Identifier: Apache-2.0 */
/* memory.c - what the scribe keeps between frames: made, given back, and put
 * right after a transaction was rolled back. */
#include "store/observe.h"

#include <stdlib.h>

int scribe_new(struct scribe **out, struct tape *tape,
	       const struct scribe_options *options, struct err *e)
{
	struct scribe *s = calloc(1, sizeof(*s));

	if (!s)
		return err_set(e, ERR_IO, "cannot record: out of memory");
	s->tape = tape;
	if (options)
		s->options = *options;
	record_rows_init(&s->rows, tape);
	s->cluster_id = tape_fact(tape, "cluster_id");
	if (topics_load(&s->topics, s->tape, e) < 0 ||
	    connections_load(&s->connections, tape, e) < 0) {
		scribe_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void scribe_free(struct scribe *s)
{
	if (!s)
		return;
	exchanges_release(&s->exchanges);
	batches_release(&s->batches);
	sessions_release(&s->sessions);
	topics_release(&s->topics);
	connections_release(&s->connections);
	frames_release(&s->frames);
	record_rows_release(&s->rows);
	reading_release(&s->answer);
	free(s->cluster_id);
	free(s);
}

/* Its rows are lost, or lean on lost ones: what can be done again is kept. */
static void forget_one(struct scribe *s, struct exchange *x)
{
	bool lost = s->writing && x->written && x->written_in == s->transaction;
	bool counted = lost || (s->writing && !x->written &&
				x->taken_in == s->transaction);

	x->attempts.count = 0;
	x->observer = NULL;
	reading_reset(&x->request);
	if (lost && !x->frame) {
		exchange_free(&s->exchanges, x);
		return;
	}
	if (lost)
		x->written = false;
	if (counted) {
		s->late.requests--;
		s->late.bytes -= x->request_size;
	}
}

struct scribe_carried scribe_forget(struct scribe *s)
{
	struct exchange *x = s->exchanges.oldest, *next;
	struct scribe_carried carried;

	for (; x; x = next) {
		next = x->newer;
		forget_one(s, x);
	}
	carried = s->late;
	s->late = (struct scribe_carried) { 0 };
	batches_release(&s->batches);
	sessions_release(&s->sessions);
	topics_release(&s->topics);
	free(s->cluster_id);
	s->cluster_id = NULL;
	s->writing = false;
	s->forgotten = true;
	return carried;
}

int scribe_restore(struct scribe *s, struct err *e)
{
	struct exchange *x = s->exchanges.oldest;

	if (topics_load(&s->topics, s->tape, e) < 0 ||
	    connections_restore(&s->connections, e) < 0)
		return -1;
	for (; x; x = x->newer)
		if (!x->written && scribe_read_request(s, x, e) < 0)
			return -1;
	return 0;
}
