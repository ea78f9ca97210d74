/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "codec/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* What one message says of each partition, group, member, transaction or broker
 * that it names.  Strings are views into the frame. */
struct topic_partition;

struct part {
	struct bytes topic;    /* name; p NULL: by id */
	struct bytes topic_id; /* 16 bytes; p NULL: by name */
	struct bytes records;
	struct bytes metadata;
	struct topic_partition *tp; /* by reading_resolve(); NULL: unnamed */
	int64_t offset;             /* -1 where not said, as all below */
	int64_t timestamp;
	int64_t high_watermark, last_stable_offset, log_start_offset;
	int64_t diverging_end_offset;
	int64_t row;  /* that was written for it; 0: none */
	size_t other; /* its part in the other message; PART_NONE */
	size_t group; /* in reading.groups */
	size_t txn;   /* in reading.txns */
	size_t aborted, aborted_count; /* in reading.aborted */
	size_t ranges, range_count;    /* in reading.ranges */
	int32_t partition;
	int32_t leader_epoch, current_leader_epoch;
	int32_t diverging_epoch;
	int32_t preferred_replica;
	int16_t error;
	int16_t acknowledge_error; /* of its share acknowledgements */
	bool forgotten;            /* Fetch: leaves the session */
};

#define PART_NONE SIZE_MAX

struct aborted_range {
	int64_t producer_id, first_offset;
};

/* Offsets that a share group was given, or has to say something about. */
struct offset_range {
	int64_t first, last;
	int64_t row;    /* that was written for it; 0: none */
	int16_t number; /* delivery count, or type of acknowledgement */
	int32_t types;  /* how many were said of it, one for each offset */
};

struct group_part {
	struct bytes id, member;
	int32_t generation;
	int16_t error;
	bool empty; /* no partition was named */
};

struct broker_part {
	int32_t node_id;
	struct bytes rack; /* p NULL: none */
};

/* What a message says of one group member. */
struct member_part {
	struct bytes id, instance, reason;
	struct bytes protocol; /* name of the assignor that `blob` is for */
	struct bytes blob;     /* ConsumerProtocol data */
	int16_t error;
};

struct txn_part {
	struct bytes id; /* transactional id; p NULL: none */
	int64_t producer_id;
	int32_t timeout_ms;
	int16_t producer_epoch;
	bool commits;     /* else it aborts */
	bool verify_only; /* a broker asks another; nothing is added */
};

#endif
