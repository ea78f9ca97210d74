/* SPDX-License-Identifier: Apache-2.0 */
/* player_events.c - what became of what was sent, and waiting for it. */
#include "replay/player_internal.h"

#include "replay/cluster.h"

#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

enum { PROGRESS_US = 200000 };

_Static_assert(sizeof(void *) >= 8, "run and place fit into a pointer");

void *player_opaque(uint32_t run, uint32_t at)
{
	return (void *)((uintptr_t)run << 32 | at);
}

static bool is_network(rd_kafka_resp_err_t code)
{
	return code == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT ||
	       code == RD_KAFKA_RESP_ERR__TRANSPORT ||
	       code == RD_KAFKA_RESP_ERR__TIMED_OUT;
}

/* Stopped short is 5; if nothing at all came through, it's the network. */
static enum err_code network_code(const struct player *p)
{
	return p->result.acked ? ERR_UNPROVEN : ERR_NETWORK;
}

/* ---- records that are not in the log */

/* What the person can do about it. */
static const char *advice(rd_kafka_resp_err_t code)
{
	switch (code) {
	case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
	case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
		return "; the topic's max.message.bytes is smaller than it was";
	case RD_KAFKA_RESP_ERR__QUEUE_FULL:
		return "; queue.buffering.max.kbytes is smaller than it is";
	case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
		return "; --timestamps=now gives it a new one";
	default: return "";
	}
}

static void lose(struct player *p, const struct plan_run *run, int64_t record,
		 rd_kafka_resp_err_t code, bool maybe)
{
	const struct plan_lane *lane = &p->plan->lanes[run->lane];
	const struct player_hooks *hooks = &p->options.hooks;
	const char *text = code == RD_KAFKA_RESP_ERR__BAD_MSG
				   ? "its headers are not what ktape writes"
				   : rd_kafka_err2str(code);
	struct err why = { 0 };

	p->result.failed++;
	p->result.maybe += maybe;
	if (is_network(code))
		err_set(&why, network_code(p),
			"record %" PRId64 " of %s-%d: %s%s%s", record,
			lane->name, (int)lane->partition, text,
			*p->said ? "; " : "", p->said);
	else
		err_set(&why, ERR_UNPROVEN, "record %" PRId64 " of %s-%d: %s%s",
			record, lane->name, (int)lane->partition, text,
			advice(code));
	player_halt(p, &why);
	if (hooks->failed)
		hooks->failed(hooks->ctx, record, maybe, text);
}

void player_refused(struct player *p, const struct plan_run *run,
		    int64_t record, rd_kafka_resp_err_t code)
{
	lose(p, run, record, code, false);
}

/* ---- events of librdkafka */

static void acknowledge(struct player *p, struct lane *lane,
			const struct plan_run *run, int64_t record,
			const rd_kafka_message_t *m)
{
	const struct player_hooks *hooks = &p->options.hooks;

	p->result.acked++;
	if (run->txn != PLAN_NONE)
		p->senders[1 + p->plan->txns[run->txn].producer].acked++;
	if (hooks->acked)
		hooks->acked(hooks->ctx, record, rd_kafka_topic_name(m->rkt),
			     m->partition, m->offset);
	if (lane->waiting == WAIT_ACK && !lane->unacked)
		player_give_turn(p, run->lane);
}

static void report(struct player *p, const rd_kafka_message_t *m)
{
	uintptr_t opaque = (uintptr_t)m->_private;
	const struct plan_run *run = &p->plan->runs[opaque >> 32];
	int64_t record = run->first + (int64_t)(opaque & UINT32_MAX);
	struct lane *lane = &p->lanes[run->lane];
	rd_kafka_msg_status_t status = rd_kafka_message_status(m);

	p->outstanding--;
	p->outstanding_bytes -= m->key_len + m->len;
	lane->unacked--;
	if (m->err == RD_KAFKA_RESP_ERR__PURGE_QUEUE &&
	    status == RD_KAFKA_MSG_STATUS_NOT_PERSISTED)
		p->result.sent--; /* it never left */
	else if (m->err)
		lose(p, run, record, m->err,
		     status == RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED);
	else
		acknowledge(p, lane, run, record, m);
}

static void hear(struct player *p, rd_kafka_t *handle, rd_kafka_event_t *event)
{
	rd_kafka_resp_err_t code = rd_kafka_event_error(event);
	struct err why = { 0 };
	char fatal[200];

	snprintf(p->said, sizeof(p->said), "%s",
		 rd_kafka_event_error_string(event));
	if (code == RD_KAFKA_RESP_ERR__FATAL) {
		rd_kafka_fatal_error(handle, fatal, sizeof(fatal));
		err_set(&why, ERR_UNPROVEN, "the producer can't go on: %s",
			fatal);
	} else if (cluster_refuses(code)) {
		err_set(&why, network_code(p), "the cluster refuses us: %s",
			p->said);
	} else {
		return;
	}
	player_halt(p, &why);
}

static void serve(struct player *p, struct producer *producer)
{
	rd_kafka_event_t *event;
	const rd_kafka_message_t *m;

	while (producer->events &&
	       (event = rd_kafka_queue_poll(producer->events, 0))) {
		if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_DR)
			while ((m = rd_kafka_event_message_next(event)))
				report(p, m);
		else if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR)
			hear(p, producer->handle, event);
		rd_kafka_event_destroy(event);
	}
}

/* ---- waiting */

static void show_progress(struct player *p)
{
	int64_t now = player_now_us();

	if (!p->options.hooks.progress || now - p->progress_us < PROGRESS_US)
		return;
	p->progress_us = now;
	p->options.hooks.progress(p->options.hooks.ctx, p->result.sent,
				  p->result.acked);
}

void player_look(struct player *p)
{
	for (uint32_t i = 0; i <= p->plan->producer_count; i++)
		serve(p, &p->senders[i].producer);
	player_txns_look(p);
	if (atomic_exchange(&p->woken, false))
		player_give_turns(p, WAIT_GATE, PLAN_NONE);
	if (atomic_load(&p->stops))
		player_halt(p, &(struct err) { ERR_UNPROVEN,
					       "stopped before the end" });
	show_progress(p);
}

void player_rest(struct player *p, int64_t us)
{
	struct pollfd fd = { .fd = p->wake[0], .events = POLLIN };
	int64_t ending = player_txns_due_us(p);
	char rung[64];

	if (us < 0 || us > PROGRESS_US)
		us = PROGRESS_US; /* awake for the progress, at least */
	if (ending != INT64_MAX && ending - player_now_us() < us)
		us = ending - player_now_us();
	if (us < 0)
		us = 0;
	const struct timespec t = { .tv_sec = us / 1000000,
				    .tv_nsec = us % 1000000 * 1000 };

	if (ppoll(&fd, 1, &t, NULL) > 0)
		while (read(p->wake[0], rung, sizeof(rung)) > 0)
			;
	player_look(p);
}
