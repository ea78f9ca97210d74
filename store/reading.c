/* SPDX-License-Identifier: Apache-2.0 */
/* reading.c - the lists that a message's partitions are gathered in while it is
 * walked.  Nothing here knows a message. */
#include "store/reading.h"

#include <stdlib.h>

enum { KEEP = 64 }; /* items whose memory is kept for the next message */

/* Written to when there is no memory, never read. */
static _Thread_local union {
	struct part part;
	struct aborted_range aborted;
	struct offset_range range;
	struct group_part group;
	struct txn_part txn;
	struct member_part member;
	struct bytes name;
	struct topic_news news;
	struct broker_part broker;
} nowhere;

static void *add(struct reading *r, struct list *list, size_t size)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 4;
		void *items = realloc(list->items, capacity * size);

		if (!items) {
			r->no_memory = true;
			return &nowhere;
		}
		list->items = items;
		list->capacity = capacity;
	}
	return (char *)list->items + size * list->count++;
}

static void empty(struct list *list)
{
	list->count = 0;
	if (list->capacity <= KEEP)
		return;
	free(list->items);
	*list = (struct list) { 0 };
}

void reading_reset(struct reading *r)
{
	struct reading fresh = {
		.producer_id = -1,
		.producer_epoch = -1,
		.generation = -1,
		.owned = -1,
		.session_timeout_ms = -1,
		.rebalance_timeout_ms = -1,
		.session_epoch = -1,
		.replica_id = -1,
	};

	empty(&r->parts);
	empty(&r->aborted);
	empty(&r->ranges);
	empty(&r->groups);
	empty(&r->txns);
	empty(&r->members);
	empty(&r->names);
	empty(&r->news);
	empty(&r->brokers);
	fresh.parts = r->parts;
	fresh.aborted = r->aborted;
	fresh.ranges = r->ranges;
	fresh.groups = r->groups;
	fresh.txns = r->txns;
	fresh.members = r->members;
	fresh.names = r->names;
	fresh.news = r->news;
	fresh.brokers = r->brokers;
	*r = fresh;
}

void reading_release(struct reading *r)
{
	free(r->parts.items);
	free(r->aborted.items);
	free(r->ranges.items);
	free(r->groups.items);
	free(r->txns.items);
	free(r->members.items);
	free(r->names.items);
	free(r->news.items);
	free(r->brokers.items);
	*r = (struct reading) { 0 };
}

struct part *reading_add_part(struct reading *r)
{
	struct part *part = add(r, &r->parts, sizeof(*part));

	*part = (struct part) {
		.topic = r->topic,
		.topic_id = r->topic_id,
		.offset = -1,
		.timestamp = -1,
		.high_watermark = -1,
		.last_stable_offset = -1,
		.log_start_offset = -1,
		.diverging_end_offset = -1,
		.other = PART_NONE,
		.group = r->groups.count ? r->groups.count - 1 : 0,
		.txn = r->txns.count ? r->txns.count - 1 : 0,
		.aborted = r->aborted.count,
		.ranges = r->ranges.count,
		.partition = -1,
		.leader_epoch = -1,
		.current_leader_epoch = -1,
		.diverging_epoch = -1,
		.preferred_replica = -1,
	};
	return part;
}

struct aborted_range *reading_add_aborted(struct reading *r)
{
	struct aborted_range *range = add(r, &r->aborted, sizeof(*range));

	*range = (struct aborted_range) { -1, -1 };
	reading_part(r)->aborted_count++;
	return range;
}

struct offset_range *reading_add_range(struct reading *r)
{
	struct offset_range *range = add(r, &r->ranges, sizeof(*range));

	*range = (struct offset_range) { -1, -1, 0, -1, 0 };
	reading_part(r)->range_count++;
	return range;
}

struct group_part *reading_add_group(struct reading *r)
{
	struct group_part *group = add(r, &r->groups, sizeof(*group));

	*group = (struct group_part) { .generation = -1, .empty = true };
	return group;
}

struct txn_part *reading_add_txn(struct reading *r)
{
	struct txn_part *txn = add(r, &r->txns, sizeof(*txn));

	*txn = (struct txn_part) {
		.producer_id = -1,
		.producer_epoch = -1,
		.timeout_ms = -1,
	};
	return txn;
}

struct member_part *reading_add_member(struct reading *r)
{
	struct member_part *member = add(r, &r->members, sizeof(*member));

	*member = (struct member_part) { 0 };
	return member;
}

struct bytes *reading_add_name(struct reading *r)
{
	return add(r, &r->names, sizeof(struct bytes));
}

struct topic_news *reading_add_news(struct reading *r)
{
	struct topic_news *news = add(r, &r->news, sizeof(*news));

	*news = (struct topic_news) { .partitions = -1 };
	return news;
}

struct broker_part *reading_add_broker(struct reading *r)
{
	struct broker_part *broker = add(r, &r->brokers, sizeof(*broker));

	*broker = (struct broker_part) { .node_id = -1 };
	return broker;
}

static void *last(struct reading *r, const struct list *list, size_t size)
{
	if (list->count)
		return (char *)list->items + size * (list->count - 1);
	r->no_memory = true;
	return &nowhere;
}

struct part *reading_part(struct reading *r)
{
	return last(r, &r->parts, sizeof(struct part));
}

struct aborted_range *reading_aborted(struct reading *r)
{
	return last(r, &r->aborted, sizeof(struct aborted_range));
}

struct offset_range *reading_range(struct reading *r)
{
	return last(r, &r->ranges, sizeof(struct offset_range));
}

struct group_part *reading_group(struct reading *r)
{
	return last(r, &r->groups, sizeof(struct group_part));
}

struct txn_part *reading_txn(struct reading *r)
{
	return last(r, &r->txns, sizeof(struct txn_part));
}

struct member_part *reading_member(struct reading *r)
{
	return last(r, &r->members, sizeof(struct member_part));
}

struct topic_news *reading_news(struct reading *r)
{
	return last(r, &r->news, sizeof(struct topic_news));
}

struct broker_part *reading_broker(struct reading *r)
{
	return last(r, &r->brokers, sizeof(struct broker_part));
}

int reading_resolve(struct reading *r, struct topics *topics, int64_t stamp,
		    struct err *e)
{
	if (r->no_memory)
		return err_set(e, ERR_IO,
			       "cannot take in a message: out of memory");
	for (size_t i = 0; i < r->parts.count; i++) {
		struct part *part = part_at(r, i);
		struct err failed = { 0 };

		part->tp = topics_find(topics, part->topic, part->topic_id,
				       part->partition, stamp, &failed);
		if (!part->tp && failed.code) {
			if (e)
				*e = failed;
			return -1;
		}
	}
	return 0;
}

void reading_pair(struct reading *request, struct reading *response,
		  uint64_t pass)
{
	for (size_t i = 0; i < request->parts.count; i++) {
		struct part *part = part_at(request, i);

		part->other = PART_NONE;
		if (!part->tp || part->forgotten || part->tp->mark == pass)
			continue;
		part->tp->mark = pass;
		part->tp->mark_at = i;
	}
	for (size_t i = 0; i < response->parts.count; i++) {
		struct part *part = part_at(response, i);

		part->other = PART_NONE;
		if (!part->tp || part->tp->mark != pass)
			continue;
		part->other = part->tp->mark_at;
		part_at(request, part->other)->other = i;
	}
}
