/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_EXPECTED_H
#define REPLAY_EXPECTED_H

#include "replay/roles.h"

#include <stdint.h>

/* What a recording says will happen when a service is given its inputs again:
 * what each input waits for, which outputs come, how far its groups commit. */

/* An input's partition; its inputs lie one behind the other. */
struct lane {
	char *topic;
	int32_t partition;
	uint32_t first, count; /* in expected.inputs */
};

struct input {
	int64_t record; /* record.id */
	int64_t offset;
	uint32_t lane;
	/* It was sent when the service had asked for this partition already:
	 * one that begins at the end of the log would miss it otherwise. */
	bool after_asked;
	/* Whoever sent it had been given the first `needs` outputs of
	 * expected.askers[asker] by then, and may have sent it for that. */
	uint32_t asker, needs;
};

/* The n-th output of a topic and key: `slot` is output_slot(). */
struct need {
	uint64_t slot;
	uint32_t nth;
};

/* A client that sent inputs, and the outputs that it was given, in order. */
struct asker {
	char *name;
	struct need *needs;
	uint32_t count;
};

struct output_topic {
	char *topic;
	uint32_t count;
};

struct coverage { /* how far a group committed an input's partition */
	char *group;
	uint32_t lane;
	uint32_t inputs; /* of the lane, from its first on */
};

struct expected {
	struct input *inputs; /* by topic, partition, offset */
	struct lane *lanes;
	struct asker *askers;
	struct output_topic *outputs;
	struct coverage *commits;
	uint32_t input_count, lane_count, asker_count, output_count,
		commit_count;
	uint32_t outputs_all;    /* records of all topics */
	uint32_t outputs_in_txn; /* of them, of committed transactions */
	uint32_t *by_record;     /* indexes of inputs, by record */
	bool transactional;      /* some output or commit is of a transaction */
	bool commits_in_txn;     /* there are commits, and each is of one */
};

/* `t` is sealed.  -1: see `e`. */
int expected_load(struct expected *x, struct tape *t, const struct roles *r,
		  struct err *e);
void expected_release(struct expected *x);

/* The input of a record; NULL: it is none. */
const struct input *expected_input(const struct expected *x, int64_t record);

/* Outputs of one topic and key, by their hash.  Key p NULL: without a key. */
uint64_t output_slot(struct bytes topic, struct bytes key);

/* The lane of a partition; NULL: none of its records is an input. */
const struct lane *expected_lane(const struct expected *x, struct bytes topic,
				 int32_t partition);

#endif
