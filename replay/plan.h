/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PLAN_H
#define REPLAY_PLAN_H

#include "store/selection.h"

/* Which records of a tape are sent again, in which order and when.  Order: each
 * recorded partition as its log had it; partitions among each other by time.
 * A plan is memory alone, about 100 bytes a batch while it is made; contents are read when they
 * are sent (content.h). */

enum { PLAN_NONE = UINT32_MAX }; /* no run, no transaction */

/* Records of one batch, one behind the other on the tape and in the log. */
struct plan_run {
	int64_t first;   /* record.id of the first; the others follow it */
	int64_t at_us;   /* when, since the first of the plan; as recorded */
	uint64_t before; /* records of the plan before this run */
	uint32_t count;
	uint32_t lane;
	uint32_t next; /* run of the same lane, or PLAN_NONE */
	uint32_t txn;  /* transaction, or PLAN_NONE: sent as plain records */
};

/* One recorded partition: its records stay in order. */
struct plan_lane {
	char *name; /* the topic as recorded */
	int32_t partition;
	uint32_t topic; /* where to: index in plan.topics */
	uint32_t first; /* run */
	uint64_t records;
};

/* A transaction to be made again; those of one producer follow each other. */
struct plan_txn {
	uint32_t producer;
	bool commit;      /* else it is aborted */
	int64_t end_us;   /* when it ended, since the first record */
	uint64_t records; /* of the plan */
};

struct plan_producer {
	char *transactional_id;
	int64_t timeout_ms;    /* of its transactions; 0: not known */
	uint32_t first, count; /* its transactions */
};

/* A topic to produce to. */
struct plan_topic {
	char *name;
	int32_t partitions; /* as recorded; at least what is sent needs */
	char *cleanup_policy, *timestamp_type; /* as recorded, or NULL */
};

struct plan_map {
	const char *from, *to;
};

enum plan_transactions {
	/* By a transactional producer for each that was recorded, committed or
	 * aborted as it was; open ones are aborted at the end. */
	TRANSACTIONS_AS_RECORDED,
	TRANSACTIONS_COMMITTED, /* the records of committed ones, as plain ones */
	TRANSACTIONS_NONE, /* all records as plain ones, also of aborted ones */
};

struct plan_options {
	struct selection selection;
	enum plan_transactions transactions;
	int64_t count; /* only so many, the first by time; INT64_MAX: all */
	const struct plan_map *maps; /* topics that go elsewhere */
	size_t map_count;
};

#define PLAN_OPTIONS_ALL                                                      \
	{                                                                     \
		.selection = SELECTION_ALL, .count = INT64_MAX, .maps = NULL, \
		.map_count = 0                                                \
	}

/* Records in the log that are chosen but can't be sent, or aren't meant to. */
struct plan_left_out {
	uint64_t nameless;  /* the tape doesn't know the name of their topic */
	uint64_t undecided; /* nor what became of their transaction */
	uint64_t empty;     /* nor their content */
	/* Of a transaction that was aborted: not meant to be sent, or by a
	 * producer that wasn't recorded. */
	uint64_t aborted;
};

struct plan {
	struct plan_run *runs; /* by time */
	struct plan_lane *lanes;
	struct plan_topic *topics;
	struct plan_producer *producers;
	struct plan_txn *txns; /* of each producer by time */
	uint32_t run_count, lane_count, topic_count, producer_count, txn_count;
	uint64_t records;
	int64_t span_us; /* from the first to the last, as recorded */
	struct plan_left_out left_out;
};

/* Reads the tape once.  A plan of no records is a plan.  -1: see `e`; ERR_USAGE
 * for conditions that SQLite doesn't understand and maps of topics that aren't
 * among the chosen ones. */
int plan_make(struct plan *p, struct tape *t, const struct plan_options *o,
	      struct err *e);
/* Also of one that could not be made. */
void plan_release(struct plan *p);

#endif
