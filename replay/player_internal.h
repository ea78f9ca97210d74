/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PLAYER_INTERNAL_H
#define REPLAY_PLAYER_INTERNAL_H

#include "replay/player.h"

#include "replay/outgoing.h"
#include "replay/producer.h"
#include "replay/transactor.h"
#include "replay/turns.h"

#include <stdatomic.h>

/* Why a lane is not among the turns. */
enum waiting {
	WAIT_NOT,
	WAIT_ACK,  /* of what was sent on it before */
	WAIT_GATE, /* the caller's */
	WAIT_TXN,  /* its producer is not that far */
};

struct lane {
	uint32_t run, at;  /* the next record; run PLAN_NONE: all are sent */
	int32_t partition; /* where to */
	uint32_t sender;   /* of the newest record */
	uint32_t unacked;
	enum waiting waiting;
};

enum sender_state {
	SENDER_STARTING,
	SENDER_READY, /* no transaction, or none yet */
	SENDER_BUSY,  /* in one */
	SENDER_ENDING,
};

/* A producer: sender 0 is for plain records, sender 1 + i is producer i of the
 * plan. */
struct sender {
	struct producer producer;
	struct transactor *worker; /* NULL: it has no transactions */
	enum sender_state state;
	bool committing;
	bool cut;       /* ends before its time, as the replay stopped short */
	uint32_t txn;   /* its next or current one */
	uint64_t acked; /* records of it */
};

struct player {
	const struct plan *plan;
	struct player_options options;
	struct outgoing_reader contents;
	struct sender *senders; /* 1 + plan->producer_count */
	int32_t *partitions;    /* of each topic, in the cluster */
	struct lane *lanes;
	struct turns turns;
	int wake[2];
	atomic_bool woken;
	atomic_int stops; /* how often player_stop() was called */
	bool halted;      /* nothing more is sent */
	struct err why;   /* of halting */
	struct player_result result;
	uint64_t outstanding, outstanding_bytes; /* sent, not answered */
	uint64_t outstanding_max;                /* bytes */
	int64_t anchor_us, progress_us;
	char said[200]; /* what librdkafka said last */
};

/* ---- player.c */

int64_t player_now_us(void);
/* A producer of librdkafka's with the player's settings and these. */
int player_open_producer(struct player *p, struct producer *producer,
			 const struct producer_setting *more, struct err *e);
/* The lane has its turn again. */
void player_give_turn(struct player *p, uint32_t lane);
/* Those that wait for `what`, and (not PLAN_NONE) on that producer of the plan. */
void player_give_turns(struct player *p, enum waiting what, uint32_t producer);
/* Send nothing more; the first reason counts. */
void player_halt(struct player *p, const struct err *why);

/* ---- player_events.c */

/* The pointer that a record's report brings. */
void *player_opaque(uint32_t run, uint32_t at);
/* Take in all that has happened since the last look. */
void player_look(struct player *p);
/* Sleep for `us`, or (-1) until something happens; then look. */
void player_rest(struct player *p, int64_t us);
/* A record that librdkafka didn't take. */
void player_refused(struct player *p, const struct plan_run *run,
		    int64_t record, rd_kafka_resp_err_t code);

/* ---- player_txns.c */

/* Open the transactional producers, all at once. */
int player_txns_open(struct player *p, struct err *e);
void player_txns_close(struct player *p);
/* Back to the first of each, for another loop. */
void player_txns_rewind(struct player *p);
/* Can a record of this transaction be sent now? */
bool player_txn_can(const struct player *p, uint32_t txn);
/* See that it is open. */
void player_txn_begin(struct player *p, uint32_t txn);
/* End those that are due and go on with those that have ended. */
void player_txns_look(struct player *p);
/* When the next one is due to end, or INT64_MAX. */
int64_t player_txns_due_us(const struct player *p);
/* Does one still go on?  `moving`: by itself, without another record. */
bool player_txns_unfinished(const struct player *p, bool moving);
/* Stopped short: end them all as aborted. */
void player_txns_abort(struct player *p);

#endif
