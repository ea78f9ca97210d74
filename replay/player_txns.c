/* SPDX-License-Identifier: Apache-2.0 */
/* player_txns.c - the transactions of a replay.  Each transactional producer has
 * one after the other:
 *
 *   READY ──first record──▶ BUSY ──all acknowledged, and due──▶ ENDING ──▶ READY
 *
 * A record whose producer isn't that far waits with its lane. */
#include "replay/player_internal.h"

#include <inttypes.h>
#include <stdio.h>

static struct sender *sender_of(const struct player *p, uint32_t txn)
{
	return &p->senders[1 + p->plan->txns[txn].producer];
}

/* The transactional ones. */
static struct sender *first(const struct player *p)
{
	return p->senders + 1;
}

static struct sender *last(const struct player *p)
{
	return p->senders + 1 + p->plan->producer_count;
}

/* ---- opening and closing */

static int open_sender(struct player *p, struct sender *s,
		       const struct plan_producer *of, struct err *e)
{
	int64_t timeout_ms = of->timeout_ms > p->options.timeout_ms
				     ? of->timeout_ms
				     : p->options.timeout_ms;
	char timeout[24], patience[24];
	const struct producer_setting settings[] = {
		{ "transactional.id", of->transactional_id },
		{ "transaction.timeout.ms", timeout },
		{ "message.timeout.ms", patience },
		{ NULL, NULL },
	};

	snprintf(timeout, sizeof(timeout), "%" PRId64, timeout_ms);
	snprintf(patience, sizeof(patience), "%" PRId64, p->options.timeout_ms);
	if (player_open_producer(p, &s->producer, settings, e) ||
	    transactor_start(&s->worker, s->producer.handle, p->wake[1],
			     p->options.timeout_ms, e))
		return -1;
	s->txn = of->first;
	s->state = SENDER_STARTING;
	transactor_ask(s->worker, TRANSACTOR_INIT);
	return 0;
}

static bool any(const struct player *p, enum sender_state state)
{
	for (const struct sender *s = first(p); s < last(p); s++)
		if (s->state == state)
			return true;
	return false;
}

int player_txns_open(struct player *p, struct err *e)
{
	for (struct sender *s = first(p); s < last(p); s++)
		if (open_sender(p, s, &p->plan->producers[s - first(p)], e))
			return -1;
	while (any(p, SENDER_STARTING) && !p->halted)
		player_rest(p, -1);
	if (!p->halted)
		return 0;
	*e = p->why;
	return -1;
}

void player_txns_close(struct player *p)
{
	for (struct sender *s = first(p); s < last(p); s++) {
		transactor_stop(s->worker);
		producer_close(&s->producer);
	}
}

void player_txns_rewind(struct player *p)
{
	for (struct sender *s = first(p); s < last(p); s++)
		s->txn = p->plan->producers[s - first(p)].first;
}

/* ---- beginning */

bool player_txn_can(const struct player *p, uint32_t txn)
{
	const struct sender *s = sender_of(p, txn);

	return s->txn == txn &&
	       (s->state == SENDER_READY || s->state == SENDER_BUSY);
}

void player_txn_begin(struct player *p, uint32_t txn)
{
	struct sender *s = sender_of(p, txn);
	rd_kafka_error_t *error;
	struct err why = { 0 };

	if (s->state == SENDER_BUSY)
		return;
	s->state = SENDER_BUSY;
	s->acked = 0;
	error = rd_kafka_begin_transaction(s->producer.handle);
	if (!error)
		return;
	err_set(&why, ERR_UNPROVEN, "cannot begin a transaction of '%s': %s",
		p->plan->producers[s - first(p)].transactional_id,
		rd_kafka_error_string(error));
	rd_kafka_error_destroy(error);
	player_halt(p, &why);
}

/* ---- ending */

static bool is_whole(const struct player *p, const struct sender *s)
{
	return s->state == SENDER_BUSY &&
	       s->acked == p->plan->txns[s->txn].records;
}

static int64_t due_us(const struct player *p, const struct sender *s)
{
	const struct plan_txn *txn = &p->plan->txns[s->txn];

	return p->anchor_us + pace_at_us(&p->options.pacing, txn->end_us);
}

int64_t player_txns_due_us(const struct player *p)
{
	int64_t due = INT64_MAX;

	for (const struct sender *s = first(p); s < last(p); s++)
		if (is_whole(p, s) && due_us(p, s) < due)
			due = due_us(p, s);
	return due;
}

static void end(struct player *p, struct sender *s)
{
	s->cut = p->halted;
	s->committing = p->plan->txns[s->txn].commit && !s->cut;
	s->state = SENDER_ENDING;
	transactor_ask(s->worker,
		       s->committing ? TRANSACTOR_COMMIT : TRANSACTOR_ABORT);
}

static void count_end(struct player_result *r, const struct sender *s)
{
	if (s->committing)
		r->committed++;
	else if (s->cut)
		r->cut++;
	else
		r->aborted++;
}

/* The coordinator didn't do what it was asked for.  A transaction that can't
 * be ended as it was is aborted, with all others. */
static enum sender_state fail(struct player *p, struct sender *s,
			      const struct err *why)
{
	struct err named = { 0 };

	err_set(&named, why->code, "transactional id '%s': %s",
		p->plan->producers[s - first(p)].transactional_id, why->text);
	player_halt(p, &named);
	if (s->state == SENDER_STARTING)
		return SENDER_READY;
	if (!s->cut)
		return SENDER_BUSY;
	p->result.open++;
	return SENDER_READY;
}

/* The job of a sender is done. */
static void go_on(struct player *p, struct sender *s, const struct err *why)
{
	if (why->code) {
		s->state = fail(p, s, why);
		return;
	}
	if (s->state == SENDER_ENDING) {
		count_end(&p->result, s);
		s->txn++;
	}
	s->state = SENDER_READY;
	player_give_turns(p, WAIT_TXN, (uint32_t)(s - first(p)));
}

void player_txns_look(struct player *p)
{
	struct err why;

	for (struct sender *s = first(p); s < last(p); s++) {
		if (is_whole(p, s) && !p->halted &&
		    due_us(p, s) <= player_now_us())
			end(p, s);
		else if (s->worker && transactor_done(s->worker, &why))
			go_on(p, s, &why);
	}
}

bool player_txns_unfinished(const struct player *p, bool moving)
{
	for (const struct sender *s = first(p); s < last(p); s++)
		if (s->state == SENDER_ENDING || is_whole(p, s) ||
		    (!moving && s->state == SENDER_BUSY))
			return true;
	return false;
}

void player_txns_abort(struct player *p)
{
	bool left;

	do {
		for (struct sender *s = first(p); s < last(p); s++)
			if (s->state == SENDER_BUSY)
				end(p, s);
		left = any(p, SENDER_ENDING);
		if (left)
			player_rest(p, -1);
	} while (left && atomic_load(&p->stops) < 2);
	for (struct sender *s = first(p); s < last(p); s++)
		p->result.open +=
			s->state == SENDER_BUSY || s->state == SENDER_ENDING;
}
