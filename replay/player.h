/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PLAYER_H
#define REPLAY_PLAYER_H

#include "replay/pace.h"

/* Produces the records of a plan to a cluster, by librdkafka: to the recorded
 * partition, in recorded order per partition, with key, value, headers and
 * timestamp, null as null.
 *
 *	plan_make(&plan, tape, &plan_options, &e);
 *	player_open(&p, tape, &plan, &options, &e);     topics are there now
 *	player_run(p, &result, &e);                     blocks to the end
 *	player_close(p);
 *	plan_release(&plan);
 *
 * The tape and its SQLite handle are the player's from open to close: whoever
 * runs it on a thread of its own opens the tape once more for itself. */
struct player;

/* What the caller wants to know and to decide; each may be NULL.  All are
 * called on the thread of player_run(), which waits for them.  `record` is
 * record.id of the tape. */
struct player_hooks {
	/* May this record be sent now?  Asked for the next record of each
	 * partition that has its turn (by `pace`: it is due, or the one before
	 * it is acknowledged).  After a no its partition waits until
	 * player_wake(), which has all those asked again; others go on. */
	bool (*may_send)(void *ctx, int64_t record);
	/* It is in the log, there; its transaction may go on. */
	void (*acked)(void *ctx, int64_t record, const char *topic,
		      int32_t partition, int64_t offset);
	/* It is not, or (maybe) nobody knows.  The player stops then. */
	void (*failed)(void *ctx, int64_t record, bool maybe, const char *why);
	/* Now and then, at most five times a second. */
	void (*progress)(void *ctx, uint64_t sent, uint64_t acked);
	void *ctx;
};

/* Which partition of the topic a record goes to; from 0 on: that one. */
enum player_partition {
	PARTITION_RECORDED = -1,
	PARTITION_MODULO = -2, /* the recorded one, modulo how many there are */
	PARTITION_HASH =
		-3, /* by the key, as Java clients do; at random without */
};

struct player_options {
	const char *brokers; /* HOST:PORT,... */
	/* librdkafka's, KEY=VALUE; they win over what the player sets: an
	 * idempotent producer, which keeps order and makes no duplicates. */
	const char *const *properties;
	size_t property_count;
	struct pacing pacing;
	int32_t partition; /* enum player_partition, or a partition */
	bool create;       /* topics that aren't there, as recorded */
	bool now;          /* new timestamps instead of the recorded ones */
	int64_t loops; /* how often the plan is played; INT64_MAX: until stopped */
	int64_t timeout_ms; /* brokers silent for so long are gone for good */
	struct player_hooks hooks;
};

/* At speed 1, once, topics created, 2 min; without brokers. */
void player_options_init(struct player_options *o);

struct player_result {
	uint64_t planned; /* of all loops, UINT64_MAX: until stopped */
	uint64_t sent, acked, failed;
	uint64_t maybe; /* of the failed ones: they may be in the log */
	/* Transactions: ended as they were; aborted as it stopped short; not
	 * known to be ended, so that brokers abort them after their timeout. */
	uint64_t committed, aborted, cut, open;
	int64_t wall_us; /* from the first record to the last answer */
	int64_t plan_us; /* what it was to take; -1: no clock was followed */
	struct lateness lateness; /* of sending, against the plan */
};

/* Connects, and makes or checks the topics.  -1: see `e`; ERR_NETWORK when no
 * broker answers or lets us in, ERR_UNPROVEN when the topics don't fit. */
int player_open(struct player **out, struct tape *t, const struct plan *plan,
		const struct player_options *o, struct err *e);

/* Send all, and wait for the last acknowledgement.  0: each record of the plan
 * is in the log.  -1: it stopped short, `result` says at what, `e` (mostly
 * ERR_UNPROVEN) why.  Once per player. */
int player_run(struct player *p, struct player_result *result, struct err *e);

/* From any thread: a gate may have opened. */
void player_wake(struct player *p);
/* From any thread or a signal handler: send no more, wait for the answers to
 * what is under way.  The second time: don't wait. */
void player_stop(struct player *p);

/* Safe on NULL.  Not while it runs. */
void player_close(struct player *p);

#endif
