/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_OBSERVED_H
#define REPLAY_OBSERVED_H

#include "replay/expected.h"
#include "store/hook.h"

/* A service under test: what has happened so far of what its recording expects,
 * which input may be sent now, and whether it is over.  Nothing here looks at a
 * clock.  One thread at a time. */
struct observed;

/* `x` must live on.  `service`: whose events count, scribe_event.service.  NULL:
 * no memory. */
struct observed *observed_new(const struct expected *x, int64_t service);
void observed_free(struct observed *o);

/* What the scribe tells.  True: something has changed that was waited for. */
bool observed_event(struct observed *o, const struct scribe_event *event);

/* May the input be sent?  A yes means that it is. */
bool observed_may_send(struct observed *o, int64_t record);
/* It is in the log, at this offset. */
void observed_sent(struct observed *o, int64_t record, int64_t offset);

enum observed_state {
	OBSERVED_GOING_ON,
	OBSERVED_ALL,   /* everything that the recording has */
	OBSERVED_STUCK, /* what is missing can't come any more: every input that
			 * can be sent is committed, and the recording committed
			 * only what had led to its outputs */
};
/* `commits_follow`: the recording did so (commit_order.h). */
enum observed_state observed_state(const struct observed *o,
				   bool commits_follow);

struct observed_counts {
	uint32_t inputs, inputs_acked; /* expected, and in the log */
	uint32_t outputs,
		outputs_acked; /* at most so many as expected, a topic */
	uint32_t commits, commits_seen; /* partitions of groups */
	uint32_t not_asked; /* partitions with inputs that wait for a fetch */
};
struct observed_counts observed_counts(const struct observed *o);

#endif
