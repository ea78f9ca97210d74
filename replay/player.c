/* SPDX-License-Identifier: Apache-2.0 */
/* player.c - the clock of a replay: whose turn it is, and when.
 *
 *             due?  predecessor acknowledged?  gate?  transaction?
 *   turns ──▶ lane ───────────────────────────────────▶ sender ──▶ brokers
 *     ▲                                                     │
 *     └── acknowledged, woken, ended ◀── events ◀───────────┘
 *
 * Everything but the transactors' waiting happens on one thread.  It sleeps in
 * ppoll() on a pipe that librdkafka, transactors, player_wake() and
 * player_stop() write to (player_events.c). */
#include "replay/player.h"

#include "replay/cluster.h"
#include "replay/player_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_EVERY = 512, /* records between two looks at the events */
	SETTINGS_MAX = 16,
	/* Bytes handed over and not answered, where nothing else sets the
	 * pace, for each of up to three brokers: five requests of 1 MB.  More
	 * only costs memory, whose first touch is most of what a large record
	 * costs (docs/performance.md). */
	AHEAD_A_BROKER = 5 * 1024 * 1024,
	AHEAD_BROKERS_MAX = 3,
};

int64_t player_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* ---- open and close */

void player_options_init(struct player_options *o)
{
	*o = (struct player_options) {
		.pacing = { .pace = PACE_TIME, .speed = 1 },
		.partition = PARTITION_RECORDED,
		.create = true,
		.loops = 1,
		.timeout_ms = 120000,
	};
}

int player_open_producer(struct player *p, struct producer *producer,
			 const struct producer_setting *more, struct err *e)
{
	const struct player_options *o = &p->options;
	struct producer_setting settings[SETTINGS_MAX] = {
		{ "bootstrap.servers", o->brokers },
		{ "client.id", "ktape-replay" },
		{ "enable.idempotence", "true" },
		{ "partitioner", "murmur2_random" },
		/* the broker knows what is too large, librdkafka doesn't */
		{ "message.max.bytes", "1000000000" },
		/* larger ones are sent from where they are */
		{ "message.copy.max.bytes", "2000" },
		/* who keeps time or waits for answers doesn't wait for more */
		{ "linger.ms", o->pacing.pace == PACE_OPEN ? "5" : "0" },
	};
	const struct producer_options options = {
		.settings = settings,
		.properties = o->properties,
		.property_count = o->property_count,
		.topic_count = p->plan->topic_count,
		.wake = p->wake[1],
	};
	size_t at = 0;

	while (settings[at].key)
		at++;
	for (; more->key && at + 1 < SETTINGS_MAX; more++)
		settings[at++] = *more;
	return producer_open(producer, &options, e);
}

static int open_plain(struct player *p, struct err *e)
{
	char timeout[24];
	const struct producer_setting more[] = {
		{ "message.timeout.ms", timeout },
		{ NULL, NULL },
	};

	snprintf(timeout, sizeof(timeout), "%" PRId64, p->options.timeout_ms);
	return player_open_producer(p, &p->senders[0].producer, more, e);
}

static int32_t destination(const struct player *p, const struct plan_lane *lane)
{
	switch (p->options.partition) {
	case PARTITION_RECORDED: return lane->partition;
	case PARTITION_MODULO:
		return lane->partition % p->partitions[lane->topic];
	case PARTITION_HASH: return RD_KAFKA_PARTITION_UA;
	default: return p->options.partition;
	}
}

/* Find each lane its partition. */
static int map_lanes(struct player *p, struct err *e)
{
	for (uint32_t i = 0; i < p->plan->lane_count; i++) {
		const struct plan_lane *lane = &p->plan->lanes[i];
		int32_t there = p->partitions[lane->topic];

		p->lanes[i].partition = destination(p, lane);
		if (p->lanes[i].partition < there)
			continue;
		return err_set(
			e, ERR_UNPROVEN,
			"the topic '%s' has %d partitions, and there are "
			"records for partition %d: nothing was sent. "
			"--map-partition=modulo or hash would put them "
			"into those that are there",
			p->plan->topics[lane->topic].name, (int)there,
			(int)p->lanes[i].partition);
	}
	return 0;
}

/* How many bytes may be under way. */
static uint64_t ahead_max(const struct player *p)
{
	int brokers = p->senders[0].producer.brokers;

	if (p->options.pacing.pace != PACE_OPEN)
		return UINT64_MAX;
	if (brokers < 1)
		brokers = 1;
	if (brokers > AHEAD_BROKERS_MAX)
		brokers = AHEAD_BROKERS_MAX;
	return (uint64_t)brokers * AHEAD_A_BROKER;
}

static int open_all(struct player *p, struct tape *t, struct err *e)
{
	const struct plan *plan = p->plan;

	if (pipe2(p->wake, O_CLOEXEC | O_NONBLOCK))
		return err_set(e, ERR_IO, "cannot make a pipe: %s",
			       strerror(errno));
	p->senders = calloc(plan->producer_count + 1, sizeof(*p->senders));
	p->lanes = calloc(plan->lane_count + 1, sizeof(*p->lanes));
	p->partitions = calloc(plan->topic_count + 1, sizeof(*p->partitions));
	if (!p->senders || !p->lanes || !p->partitions ||
	    !turns_init(&p->turns, plan->lane_count))
		return err_set(e, ERR_IO, "no memory for the player");
	if (outgoing_open(&p->contents, t, e) || open_plain(p, e) ||
	    cluster_prepare(&p->senders[0].producer, plan, p->options.create,
			    &p->stops, p->partitions, e) ||
	    map_lanes(p, e))
		return -1;
	p->outstanding_max = ahead_max(p);
	return player_txns_open(p, e);
}

int player_open(struct player **out, struct tape *t, const struct plan *plan,
		const struct player_options *o, struct err *e)
{
	struct player *p = calloc(1, sizeof(*p));

	if (!p)
		return err_set(e, ERR_IO, "no memory for the player");
	p->plan = plan;
	p->options = *o;
	p->wake[0] = p->wake[1] = -1;
	*out = p; /* from now on it may be stopped */
	return open_all(p, t, e);
}

void player_close(struct player *p)
{
	if (!p)
		return;
	if (p->senders) {
		player_txns_close(p);
		producer_close(&p->senders[0].producer);
	}
	outgoing_close(&p->contents);
	turns_release(&p->turns);
	free(p->senders);
	free(p->lanes);
	free(p->partitions);
	for (int i = 0; i < 2; i++)
		if (p->wake[i] >= 0)
			close(p->wake[i]);
	free(p);
}

/* ---- from other threads */

static void ring(struct player *p)
{
	if (write(p->wake[1], "w", 1) < 0)
		return; /* a full pipe wakes, too */
}

void player_wake(struct player *p)
{
	atomic_store(&p->woken, true);
	ring(p);
}

void player_stop(struct player *p)
{
	atomic_fetch_add(&p->stops, 1);
	ring(p);
}

/* ---- turns */

static uint64_t number_of(const struct player *p, const struct lane *lane)
{
	return p->plan->runs[lane->run].before + lane->at;
}

void player_give_turn(struct player *p, uint32_t lane)
{
	p->lanes[lane].waiting = WAIT_NOT;
	turns_add(&p->turns, number_of(p, &p->lanes[lane]), lane);
}

static uint32_t producer_of(const struct player *p, const struct lane *lane)
{
	uint32_t txn = p->plan->runs[lane->run].txn;

	return txn == PLAN_NONE ? PLAN_NONE : p->plan->txns[txn].producer;
}

void player_give_turns(struct player *p, enum waiting what, uint32_t producer)
{
	for (uint32_t i = 0; i < p->plan->lane_count; i++) {
		const struct lane *lane = &p->lanes[i];

		if (lane->waiting == what &&
		    (producer == PLAN_NONE || producer_of(p, lane) == producer))
			player_give_turn(p, i);
	}
}

static void step(struct player *p, struct lane *lane)
{
	const struct plan_run *run = &p->plan->runs[lane->run];

	lane->unacked++;
	if (++lane->at < run->count)
		return;
	lane->at = 0;
	lane->run = run->next;
}

void player_halt(struct player *p, const struct err *why)
{
	if (!p->halted)
		p->why = *why;
	p->halted = true;
}

/* ---- sending */

/* Who sends the next record of the lane. */
static uint32_t sender_of(const struct player *p, const struct lane *lane)
{
	uint32_t producer = producer_of(p, lane);

	return producer == PLAN_NONE ? 0 : 1 + producer;
}

/* Why the next record of the lane can't be sent now.  What another producer
 * sent on it must be in the log first. */
static enum waiting obstacle(const struct player *p, const struct lane *lane)
{
	const struct player_hooks *hooks = &p->options.hooks;
	const struct plan_run *run = &p->plan->runs[lane->run];

	if (lane->unacked && (p->options.pacing.pace == PACE_CAUSE ||
			      lane->sender != sender_of(p, lane)))
		return WAIT_ACK;
	if (run->txn != PLAN_NONE && !player_txn_can(p, run->txn))
		return WAIT_TXN;
	if (hooks->may_send &&
	    !hooks->may_send(hooks->ctx, run->first + lane->at))
		return WAIT_GATE;
	return WAIT_NOT;
}

/* Is enough under way?  One record always may be. */
static bool is_full(const struct player *p)
{
	return p->outstanding_bytes >= p->outstanding_max;
}

/* Hand it to librdkafka, which may have to be rid of others first. */
static rd_kafka_resp_err_t hand_over(struct player *p, struct lane *lane,
				     const struct outgoing *content)
{
	const struct plan_run *run = &p->plan->runs[lane->run];
	const struct plan_lane *from = &p->plan->lanes[run->lane];
	const struct destination to = {
		.topic = from->topic,
		.name = p->plan->topics[from->topic].name,
		.partition = lane->partition,
	};
	struct sender *s = &p->senders[sender_of(p, lane)];
	rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR__QUEUE_FULL;

	while (!p->halted) {
		if (!is_full(p))
			code = producer_send(&s->producer, &to, content,
					     player_opaque(lane->run,
							   lane->at));
		if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL || !p->outstanding)
			break;
		player_rest(p, -1);
	}
	return code;
}

static void send_next(struct player *p, struct lane *lane)
{
	const struct plan_run *run = &p->plan->runs[lane->run];
	int64_t record = run->first + lane->at;
	rd_kafka_resp_err_t code;
	struct outgoing content;
	struct err why = { 0 };

	if (outgoing_read(&p->contents, record, &content, &why)) {
		player_halt(p, &why);
		return;
	}
	if (p->options.now)
		content.timestamp = -1;
	if (run->txn != PLAN_NONE)
		player_txn_begin(p, run->txn);
	if (p->halted)
		return;
	code = hand_over(p, lane, &content);
	if (code && !p->halted)
		player_refused(p, run, record, code);
	if (code)
		return;
	lane->sender = sender_of(p, lane);
	p->result.sent++;
	p->outstanding++;
	p->outstanding_bytes += content.key.n + content.value.n;
	step(p, lane);
}

static int64_t due_us(const struct player *p, const struct lane *lane)
{
	return p->anchor_us + pace_due_us(&p->options.pacing,
					  &p->plan->runs[lane->run], lane->at);
}

/* Send the next record of the lane, once it is due.  False: it has to wait, or
 * nothing is sent any more. */
static bool play_next(struct player *p, struct lane *lane)
{
	bool timed = p->options.pacing.pace == PACE_TIME;
	int64_t due = timed ? due_us(p, lane) : 0, left;

	while (timed && !p->halted && (left = due - player_now_us()) > 0)
		player_rest(p, left);
	if (p->halted)
		return false;
	lane->waiting = obstacle(p, lane);
	if (lane->waiting != WAIT_NOT)
		return false;
	send_next(p, lane);
	if (timed && !p->halted)
		lateness_add(&p->result.lateness, player_now_us() - due);
	if (p->result.sent % LOOK_EVERY == 0)
		player_look(p);
	return !p->halted;
}

/* What this lane may send before another has its turn. */
static void play_lane(struct player *p, uint32_t index)
{
	struct lane *lane = &p->lanes[index];

	while (play_next(p, lane)) {
		if (lane->run == PLAN_NONE)
			return;
		if (p->turns.count &&
		    p->turns.heap[0].number < number_of(p, lane)) {
			player_give_turn(p, index);
			return;
		}
	}
}

/* ---- the whole */

static bool any_waits(const struct player *p, enum waiting what)
{
	for (uint32_t i = 0; i < p->plan->lane_count; i++)
		if (p->lanes[i].waiting == what)
			return true;
	return false;
}

/* Nobody has a turn: are all done?  If they wait for each other, the tape lies
 * about who was first. */
static bool finished(struct player *p)
{
	bool gated = any_waits(p, WAIT_GATE);
	bool waits = gated || any_waits(p, WAIT_ACK) || any_waits(p, WAIT_TXN);

	if (!waits && !player_txns_unfinished(p, false))
		return true;
	if (!gated && !p->outstanding && !player_txns_unfinished(p, true))
		player_halt(p, &(struct err) {
				       ERR_UNPROVEN,
				       "transactions on the tape wait for each "
				       "other" });
	return false;
}

static void play_once(struct player *p)
{
	p->turns.count = 0;
	player_txns_rewind(p);
	for (uint32_t i = 0; i < p->plan->lane_count; i++) {
		p->lanes[i].run = p->plan->lanes[i].first;
		p->lanes[i].at = 0;
		player_give_turn(p, i);
	}
	while (!p->halted) {
		if (p->turns.count)
			play_lane(p, turns_take(&p->turns));
		else if (finished(p))
			return;
		else
			player_rest(p, -1);
	}
}

static void purge(struct player *p, int what)
{
	for (uint32_t i = 0; i <= p->plan->producer_count; i++)
		rd_kafka_purge(p->senders[i].producer.handle, what);
}

/* What is under way is answered, or (stopped again) given up. */
static void finish(struct player *p)
{
	if (p->halted)
		purge(p, RD_KAFKA_PURGE_F_QUEUE);
	while (p->outstanding && atomic_load(&p->stops) < 2)
		player_rest(p, -1);
	if (p->outstanding)
		purge(p, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
	while (p->outstanding)
		player_rest(p, -1);
	player_txns_abort(p);
}

int player_run(struct player *p, struct player_result *result, struct err *e)
{
	const struct player_options *o = &p->options;
	int64_t begun_us = player_now_us();

	p->result.planned = o->loops == INT64_MAX
				    ? UINT64_MAX
				    : p->plan->records * (uint64_t)o->loops;
	p->result.plan_us = pace_span_us(&o->pacing, p->plan, o->loops);
	for (int64_t i = 0; i < o->loops && !p->halted; i++) {
		int64_t planned = pace_span_us(&o->pacing, p->plan, i);

		p->anchor_us = begun_us + (planned > 0 ? planned : 0);
		play_once(p);
	}
	finish(p);
	p->result.wall_us = player_now_us() - begun_us;
	*result = p->result;
	if (!p->halted)
		return 0;
	*e = p->why;
	return -1;
}
