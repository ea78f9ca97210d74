/* SPDX-License-Identifier: Apache-2.0 */
/* cluster.c - topics and partitions out of a Metadata response.  Knows nothing
 * of connections. */
#include "proxy/cluster.h"

#include "codec/cursor.h"
#include "codec/header.h"
#include "codec/walk.h"

#include <search.h>
#include <stdlib.h>

void cluster_release(struct cluster *c)
{
	for (size_t i = 0; i < c->topic_count; i++)
		free(c->topics[i]);
	free(c->topics);
	free(c->partitions);
	*c = (struct cluster) { 0 };
}

static void *grow(void *vector, size_t *capacity, size_t size)
{
	size_t wanted = *capacity ? *capacity * 2 : 16;
	void *grown = reallocarray(vector, wanted, size);

	if (grown)
		*capacity = wanted;
	return grown;
}

static bool add_topic(struct cluster *c, struct bytes name)
{
	char *copy;

	if (c->topic_count == c->topic_capacity) {
		char **topics =
			grow(c->topics, &c->topic_capacity, sizeof(*topics));

		if (!topics)
			return false;
		c->topics = topics;
	}
	copy = strndup(name.p ? (const char *)name.p : "", name.n);
	if (!copy)
		return false;
	c->topics[c->topic_count++] = copy;
	return true;
}

static bool add_partition(struct cluster *c, int32_t index, int32_t leader)
{
	if (c->partition_count == c->partition_capacity) {
		struct partition *partitions =
			grow(c->partitions, &c->partition_capacity,
			     sizeof(*partitions));

		if (!partitions)
			return false;
		c->partitions = partitions;
	}
	c->partitions[c->partition_count++] =
		(struct partition) { c->topic_count - 1, index, leader };
	return true;
}

static int compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_partitions(const void *left, const void *right)
{
	const struct partition *a = left, *b = right;

	if (a->leader != b->leader)
		return compare_numbers(a->leader, b->leader);
	if (a->topic != b->topic)
		return a->topic < b->topic ? -1 : 1;
	return compare_numbers(a->index, b->index);
}

static bool body_of(int16_t version, struct bytes frame, struct bytes *body)
{
	struct cursor c;
	int32_t correlation_id;

	cursor_init(&c, frame);
	if (!response_header_read(&c, API_METADATA, version, &correlation_id))
		return false;
	*body = cursor_take(&c, cursor_left(&c));
	return true;
}

/* The fields of the broker or partition that is being read. */
struct reading {
	int32_t node_id, index;
	struct bytes host;
	bool good; /* the topic has no error */
};

static bool read_topic_field(struct cluster *c, const struct walk *w,
			     struct reading *r)
{
	switch ((int)w->field) {
	case METADATA_RESPONSE_TOPICS_ERROR_CODE:
		r->good = w->number == 0;
		return true;
	case METADATA_RESPONSE_TOPICS_NAME:
		r->good = r->good && w->bytes.n > 0;
		return !r->good || add_topic(c, w->bytes);
	case METADATA_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		r->index = (int32_t)w->number;
		return true;
	case METADATA_RESPONSE_TOPICS_PARTITIONS_LEADER_ID:
		return !r->good || w->number < 0 ||
		       add_partition(c, r->index, (int32_t)w->number);
	default: return true;
	}
}

/* Read the body into `c`, which is empty. */
static bool read_body(struct cluster *c, const struct message *m,
		      int16_t version, struct bytes body,
		      const struct broker_seen *broker)
{
	struct reading r = { 0 };
	struct walk w;
	bool good = true;

	walk_init(&w, m, version, body);
	while (good && walk_next(&w)) {
		if (w.event != WALK_VALUE)
			continue;
		if (w.field == METADATA_RESPONSE_BROKERS_NODE_ID)
			r.node_id = (int32_t)w.number;
		else if (w.field == METADATA_RESPONSE_BROKERS_HOST)
			r.host = w.bytes;
		else if (w.field == METADATA_RESPONSE_BROKERS_PORT)
			broker->call(broker->ctx, r.node_id, r.host,
				     (int32_t)w.number);
		else
			good = read_topic_field(c, &w, &r);
	}
	return good && walk_error(&w) == DECODE_OK;
}

bool cluster_read(struct cluster *c, int16_t version, struct bytes frame,
		  const struct broker_seen *broker)
{
	const struct message *m =
		message_find(API_METADATA, version, MESSAGE_RESPONSE);
	struct cluster fresh = { 0 };
	struct bytes body;

	if (!m || !body_of(version, frame, &body))
		return false;
	if (!read_body(&fresh, m, version, body, broker)) {
		cluster_release(&fresh);
		return false;
	}
	if (fresh.partition_count)
		qsort(fresh.partitions, fresh.partition_count,
		      sizeof(*fresh.partitions), compare_partitions);
	cluster_release(c);
	*c = fresh;
	return true;
}

size_t cluster_leader_end(const struct cluster *c, size_t from)
{
	size_t to = from;

	while (to < c->partition_count &&
	       c->partitions[to].leader == c->partitions[from].leader)
		to++;
	return to;
}

/* ---- names */

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, b);
}

void names_release(struct names *n)
{
	tdestroy(n->root, free);
	*n = (struct names) { 0 };
}

bool names_add(struct names *n, struct bytes name)
{
	char *copy;
	char *const *found;

	if (n->count == NAMES_MAX)
		return false;
	copy = strndup((const char *)name.p, name.n);
	if (!copy)
		return false;
	found = tsearch(copy, &n->root, compare_names);
	if (found && *found == copy) {
		n->count++;
		return true;
	}
	free(copy);
	return false;
}
