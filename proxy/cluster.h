/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_CLUSTER_H
#define PROXY_CLUSTER_H

#include "codec/bytes.h"

/* What a Metadata response says about topics, and which ones were seen. */
struct partition {
	size_t topic; /* index in topics */
	int32_t index, leader;
};

/* Zero-initialise. */
struct cluster {
	char **topics;
	size_t topic_count, topic_capacity;
	struct partition *partitions; /* those with a leader, sorted by leader,
				       * topic, index */
	size_t partition_count, partition_capacity;
};

void cluster_release(struct cluster *c);

/* Is called for each broker that a Metadata response names. */
struct broker_seen {
	void (*call)(void *ctx, int32_t node_id, struct bytes host,
		     int32_t port);
	void *ctx;
};

/* Read a Metadata response, without size prefix, in place of what was there.
 * False: malformed, or no memory; `c` is as it was. */
bool cluster_read(struct cluster *c, int16_t version, struct bytes frame,
		  const struct broker_seen *broker);

/* The end of the run of partitions that begins at `from` and has one leader. */
size_t cluster_leader_end(const struct cluster *c, size_t from);

/* A set of topic names.  Zero-initialise. */
struct names {
	void *root;
	size_t count;
};

enum { NAMES_MAX = 100000 };

void names_release(struct names *n);
/* True: it was not there and is now.  False also when there are NAMES_MAX. */
bool names_add(struct names *n, struct bytes name);

#endif
