/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_FAKE_SCRIBE_H
#define TESTS_UNIT_FAKE_SCRIBE_H

/* A scribe that sees whether frames come in order and whole, can be held, and
 * fails when told to. */
#include "tests/unit/fake_tape.h"

#include "store/scribe.h"
#include "store/spill.h"

#include <stdio.h>
#include <stdlib.h>

struct scribe {
	int none;
};
static struct scribe_counts counts;

int scribe_new(struct scribe **out, struct tape *tape,
	       const struct scribe_options *options, struct err *e)
{
	(void)tape;
	(void)options;
	(void)e;
	*out = calloc(1, sizeof(**out));
	return 0;
}

void scribe_free(struct scribe *s)
{
	free(s);
}

const struct scribe_counts *scribe_counts(const struct scribe *s)
{
	(void)s;
	return &counts;
}

bool scribe_full(const struct scribe *s)
{
	(void)s;
	return false;
}

int scribe_frame(struct scribe *s, const struct event *event,
		 struct bytes frame, struct err *e)
{
	uint64_t sequence;
	int result = 0;

	(void)s;
	memcpy(&sequence, frame.p, sizeof(sequence));
	pthread_mutex_lock(&fake.lock);
	while (fake.held)
		pthread_cond_wait(&fake.changed, &fake.lock);
	if (sequence <= fake.last[event->connection % CONNECTIONS] ||
	    frame.p[frame.n - 1] != (uint8_t)sequence)
		fake.ordered = false;
	fake.last[event->connection % CONNECTIONS] = sequence;
	if (fails(&fake.fail_frames)) {
		result = err_set(e, ERR_IO, "row refused");
	} else {
		fake.taken.frames++;
		fake.taken.bytes += frame.n;
		counts.rows++;
	}
	pthread_mutex_unlock(&fake.lock);
	return result;
}

static inline void take_gap(struct bytes payload)
{
	struct event_gap gap;

	if (!event_read_gap(payload, &gap)) {
		fake.ordered = false;
		return;
	}
	fake.taken.gaps++;
	fake.taken.gap_frames += (uint64_t)gap.frames;
	fake.taken.gap_bytes += (uint64_t)gap.bytes;
	snprintf(fake.why, sizeof(fake.why), "%.*s", (int)gap.why.n, gap.why.p);
}

static inline void take_fact(struct bytes payload)
{
	struct event_fact fact;
	char text[32];

	if (!event_read_fact(payload, &fact) ||
	    !bytes_equal(fact.key, bytes_of_string(SPILL_FACT_READ)))
		return;
	snprintf(text, sizeof(text), "%.*s", (int)fact.value.n, fact.value.p);
	fake.spill_read = strtoull(text, NULL, 10);
}

int scribe_note(struct scribe *s, const struct event *event,
		struct bytes payload, struct err *e)
{
	(void)s;
	(void)e;
	pthread_mutex_lock(&fake.lock);
	if (event->type == EVENT_GAP)
		take_gap(payload);
	else if (event->type == EVENT_FACT)
		take_fact(payload);
	else if (event->type == EVENT_OPENED)
		fake.taken.opened++;
	else if (event->type == EVENT_CLOSED)
		fake.taken.closed++;
	pthread_mutex_unlock(&fake.lock);
	return 0;
}

static inline int commit(struct err *e)
{
	int result = 0;

	pthread_mutex_lock(&fake.lock);
	if (commit_fails())
		result = err_set(e, ERR_IO, "commit refused");
	else
		fake.committed = fake.taken;
	pthread_mutex_unlock(&fake.lock);
	return result;
}

int scribe_commit(struct scribe *s, int64_t now, bool force, struct err *e)
{
	(void)s;
	(void)now;
	(void)force;
	return commit(e);
}

int scribe_finish(struct scribe *s, struct err *e)
{
	(void)s;
	return commit(e);
}

struct scribe_carried scribe_forget(struct scribe *s)
{
	(void)s;
	return (struct scribe_carried) { 0 };
}

#endif
