/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_READING_H
#define STORE_READING_H

#include "codec/walk.h"
#include "store/parts.h"
#include "store/topics.h"

/* What observers take out of one message: facts about the whole, and lists of
 * parts.  Filled field by field while the message is walked, used once it is
 * known to be well-formed. */

/* A growing array. */
struct list {
	void *items;
	size_t count, capacity;
};

struct reading {
	/* the topic, group or resource that the walk is in */
	struct bytes topic, topic_id;
	struct bytes key;

	struct list parts;   /* struct part */
	struct list aborted; /* struct aborted_range */
	struct list ranges;  /* struct offset_range */
	struct list groups;  /* struct group_part */
	struct list txns;    /* struct txn_part */
	struct list members; /* struct member_part */
	struct list names;   /* struct bytes: topics of a subscription */
	struct list news;    /* struct topic_news */
	struct list brokers; /* struct broker_part */
	bool no_memory;

	struct bytes group, member, group_instance, transactional_id;
	struct bytes protocol_type, assignor, regex;
	struct bytes software_name, software_version, mechanism, cluster_id;
	int64_t producer_id;
	struct bytes reason;
	int32_t generation;
	int32_t owned; /* partitions that a member says it has; -1: not said */
	int32_t session_timeout_ms, rebalance_timeout_ms; /* -1: not said */
	int32_t session_id, session_epoch, replica_id;
	int16_t producer_epoch, acks;
	int8_t isolation;
	bool require_stable, validate_only;
	bool assigned;   /* an assignment is in it, which may be empty */
	bool subscribed; /* a list of topics is, which may be empty */
	int8_t key_type;
	bool secret; /* it holds what may not be kept */

	/* responses: the first error that is not 0, the message's own before
	 * those of its parts */
	int16_t top_error, error;
};

/* Zero-initialise, then reset before each message; the memory is kept, but for
 * what was unusually large. */
void reading_reset(struct reading *r);
void reading_release(struct reading *r);

/* One more, with the current topic (group) and nothing else said.  Never NULL:
 * without memory it is a place that nobody reads, and `no_memory` is set. */
struct part *reading_add_part(struct reading *r);
struct aborted_range *reading_add_aborted(struct reading *r);
struct offset_range *reading_add_range(struct reading *r);
struct group_part *reading_add_group(struct reading *r);
struct txn_part *reading_add_txn(struct reading *r);
struct member_part *reading_add_member(struct reading *r);
struct bytes *reading_add_name(struct reading *r);
struct topic_news *reading_add_news(struct reading *r);
struct broker_part *reading_add_broker(struct reading *r);
/* The one that was added last; there must be one. */
struct part *reading_part(struct reading *r);
struct aborted_range *reading_aborted(struct reading *r);
struct offset_range *reading_range(struct reading *r);
struct group_part *reading_group(struct reading *r);
struct txn_part *reading_txn(struct reading *r);
struct member_part *reading_member(struct reading *r);
struct topic_news *reading_news(struct reading *r);
struct broker_part *reading_broker(struct reading *r);

static inline struct part *part_at(const struct reading *r, size_t i)
{
	return (struct part *)r->parts.items + i;
}

/* Set `tp` of every part. */
int reading_resolve(struct reading *r, struct topics *topics, int64_t stamp,
		    struct err *e);
/* Set `other` of the parts of both messages that are the same partition.  One
 * that is named twice counts the first time only.  `pass`: another number each
 * time. */
void reading_pair(struct reading *request, struct reading *response,
		  uint64_t pass);

#endif
