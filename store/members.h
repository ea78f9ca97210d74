/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MEMBERS_H
#define STORE_MEMBERS_H

#include "store/observe.h"

/* Rows of what group members say and are told. */
struct member_news {
	const char *event; /* join, assign, heartbeat, leave */
	struct bytes member, instance, reason, assignor;
	struct bytes subscription; /* as on the tape; p NULL: not said */
	int64_t owned;             /* -1: not said */
	int32_t generation;        /* -1: not said */
	int32_t error;             /* ERROR_NOT_KNOWN: no answer */
};

/* Nothing said but the event of the group that the request names. */
struct member_news member_news(const struct exchange *x, const char *event);

/* A row of member_event. `protocol`: classic, consumer, share, streams. */
int member_event_write(struct scribe *s, const struct exchange *x,
		       const char *protocol, const struct member_news *n,
		       struct err *e);
/* The rows that were written while there was no answer are written anew. */
int member_events_withdraw(struct scribe *s, const struct exchange *x,
			   struct err *e);

/* Who was given what, as rows of `assignment`. */
struct given {
	const char *source;   /* member, leader */
	const char *protocol; /* classic, consumer, share */
	struct bytes member, instance;
	int32_t generation;
	int64_t since; /* stamp */
};
int assignment_write(struct scribe *s, const struct exchange *x,
		     const struct given *g, const struct topic_partition *tp,
		     struct err *e);
/* All that a ConsumerProtocolAssignment names; one that can't be read (of
 * another kind of group: Connect, say) gives no rows. */
int assignment_write_blob(struct scribe *s, struct exchange *x,
			  const struct given *g, struct bytes blob,
			  struct err *e);

/* The topics as a JSON array; false: out of memory. */
bool subscription_text(const struct bytes *topics, size_t count,
		       struct writer *out);
/* The same of a ConsumerProtocolSubscription, with the number of partitions that
 * the member says it has (-1: the version has no such field).  False: it is none,
 * and `out` is empty. */
bool subscription_read(struct bytes blob, struct writer *out, int64_t *owned);

#endif
