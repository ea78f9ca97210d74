/* SPDX-License-Identifier: Apache-2.0 */
/* probe.c - what to ask, and when.  A run is: Metadata from a bootstrap address,
 * the configuration of the topics, then from each leader the offsets of its
 * partitions.
 *
 *	RUN_START   all topics, before the first client is accepted; again after
 *	            a second while nobody answers
 *	RUN_TOPICS  topics that a client's Metadata names for the first time
 *	RUN_END     all topics, end offsets only, when the last client is gone
 *
 * The answers are recorded like a client's; of them only Metadata is read here. */
#include "proxy/probe.h"

#include "codec/frame.h"
#include "codec/message.h"
#include "proxy/ask.h"
#include "proxy/link.h"

#include <stdlib.h>

enum {
	BACKOFF_MS = 1000,
	/* a broker that has just started may hang up once or twice */
	REFUSALS_MAX = 3,
};

enum run { RUN_NONE, RUN_START, RUN_TOPICS, RUN_END };

enum step { STEP_METADATA, STEP_CONFIGS, STEP_EARLIEST, STEP_LATEST };

struct probe {
	struct proxy *proxy;
	void (*first)(struct proxy *p, bool answered);
	void (*ended)(struct proxy *p);
	enum run run;
	enum step step;
	struct link *link;
	uv_timer_t timer;
	struct cluster cluster;
	int16_t version; /* of the last question */
	size_t from, to; /* partitions of the leader that is asked */
	struct names known;
	char **fresh; /* topics that have not been asked about */
	size_t fresh_count;
	int refusals;
	bool up;  /* the first run went well */
	bool off; /* refused */
	struct log_limit unreachable;
};

static void start_run(struct probe *b, enum run run);

static void drop_link(struct probe *b, const char *reason)
{
	link_close(b->link, reason);
	b->link = NULL;
}

/* ---- the end of a run */

static void say_ended(struct probe *b)
{
	void (*ended)(struct proxy * p) = b->ended;

	b->ended = NULL;
	b->off = true;
	if (!uv_is_closing((uv_handle_t *)&b->timer))
		uv_close((uv_handle_t *)&b->timer, NULL);
	if (ended)
		ended(b->proxy);
}

static void fresh_release(struct probe *b)
{
	for (size_t i = 0; i < b->fresh_count; i++)
		free(b->fresh[i]);
	free(b->fresh);
	b->fresh = NULL;
	b->fresh_count = 0;
}

static void end_run(struct probe *b)
{
	enum run run = b->run;

	drop_link(b, "asked all");
	b->run = RUN_NONE;
	if (run == RUN_START) {
		b->up = true;
		b->first(b->proxy, true);
	} else if (run == RUN_END) {
		say_ended(b);
	}
	if (b->run == RUN_NONE && b->fresh_count && !b->off)
		start_run(b, RUN_TOPICS);
}

static void go_without(struct probe *b, const char *why)
{
	log_line(LOG_WARN,
		 "the brokers don't answer ktape's own questions (%s); if they "
		 "want SASL or TLS that is why. It records without a probe: no "
		 "end offsets, and broker ports only as clients learn them or "
		 "by --nodes, --map, --append",
		 why);
	b->off = true;
	b->run = RUN_NONE;
	b->first(b->proxy, true);
}

static void on_backoff(uv_timer_t *timer)
{
	start_run(timer->data, RUN_START);
}

/* The first run didn't come to its end. */
static void retry_start(struct probe *b, bool reached, const char *why)
{
	b->refusals += reached;
	if (b->refusals == REFUSALS_MAX) {
		go_without(b, why);
		return;
	}
	b->run = RUN_NONE;
	if (!reached) {
		log_limited(&b->unreachable, uv_now(b->proxy->relay.loop),
			    LOG_WARN, "%s; trying again every second", why);
		b->first(b->proxy, false);
	}
	if (b->run == RUN_NONE && !b->off)
		uv_timer_start(&b->timer, on_backoff, BACKOFF_MS, 0);
}

static void fail_run(struct probe *b, bool reached, const char *why)
{
	drop_link(b, why);
	/* the brokers are known: clients can be served */
	if (b->run == RUN_START && b->step == STEP_METADATA) {
		retry_start(b, reached, why);
		return;
	}
	log_line(LOG_WARN, "asking the brokers for offsets failed: %s", why);
	fresh_release(b);
	end_run(b);
}

/* ---- questions */

static void next_leader(struct probe *b);

static void send_metadata(struct probe *b, struct writer *w, int16_t version)
{
	if (b->run == RUN_TOPICS)
		ask_metadata(w, version, (const char *const *)b->fresh,
			     b->fresh_count);
	else
		ask_metadata(w, version, NULL, 0);
	fresh_release(b);
}

/* Ask what the step asks; false: the broker doesn't know that API. */
static bool send_step(struct probe *b)
{
	static const int16_t keys[] = {
		[STEP_METADATA] = API_METADATA,
		[STEP_CONFIGS] = API_DESCRIBE_CONFIGS,
		[STEP_EARLIEST] = API_LIST_OFFSETS,
		[STEP_LATEST] = API_LIST_OFFSETS,
	};
	int16_t version;
	struct writer w;

	if (!link_version(b->link, keys[b->step], &version))
		return false;
	b->version = version;
	writer_init(&w, 0);
	if (b->step == STEP_METADATA)
		send_metadata(b, &w, version);
	else if (b->step == STEP_CONFIGS)
		ask_topic_configs(&w, version, &b->cluster);
	else
		ask_offsets(&w, version, &b->cluster, b->from, b->to,
			    b->step == STEP_LATEST ? ASK_LATEST : ASK_EARLIEST);
	link_send(b->link, writer_bytes(&w));
	writer_release(&w);
	return true;
}

static void on_broker(void *ctx, int32_t node_id, struct bytes host,
		      int32_t port)
{
	brokers_learn(ctx, node_id, host, port);
}

static void know_topics(struct probe *b)
{
	for (size_t i = 0; i < b->cluster.topic_count; i++)
		names_add(&b->known, bytes_of_string(b->cluster.topics[i]));
}

static void after_metadata(struct probe *b)
{
	b->to = 0;
	if (!b->proxy->relay.tee || !b->cluster.topic_count) {
		end_run(b);
		return;
	}
	if (b->run == RUN_END) {
		next_leader(b);
		return;
	}
	b->step = STEP_CONFIGS;
	if (!send_step(b))
		next_leader(b);
}

static void on_answered(void *ctx, struct bytes frame)
{
	struct probe *b = ctx;
	struct broker_seen learn = { on_broker, b->proxy };

	switch (b->step) {
	case STEP_METADATA:
		if (!cluster_read(&b->cluster, b->version, frame, &learn)) {
			fail_run(b, true, "their Metadata can't be read");
			return;
		}
		know_topics(b);
		after_metadata(b);
		return;
	case STEP_EARLIEST:
		b->step = STEP_LATEST;
		if (send_step(b))
			return;
		break;
	case STEP_CONFIGS:
	case STEP_LATEST: break;
	}
	next_leader(b);
}

static void on_opened(void *ctx)
{
	struct probe *b = ctx;

	if (!send_step(b))
		fail_run(b, true, "no API version in common");
}

static void on_failed(void *ctx, bool reached, const char *why)
{
	fail_run(ctx, reached, why);
}

static const struct link_owner link_owner = { on_opened, on_answered,
					      on_failed };

/* The next leader that we know, behind the one that was asked. */
static const struct broker *find_leader(struct probe *b)
{
	const struct cluster *c = &b->cluster;
	const struct broker *leader;

	while (b->to < c->partition_count) {
		b->from = b->to;
		b->to = cluster_leader_end(c, b->from);
		leader = brokers_find(b->proxy, c->partitions[b->from].leader);
		if (leader && leader->known)
			return leader;
	}
	return NULL;
}

static void next_leader(struct probe *b)
{
	const struct broker *leader = find_leader(b);

	drop_link(b, "asked all");
	b->step = b->run == RUN_END ? STEP_LATEST : STEP_EARLIEST;
	if (leader)
		b->link = link_open(b->proxy, &leader->at, 1, leader->node_id,
				    &link_owner, b);
	if (!b->link)
		end_run(b);
}

static void start_run(struct probe *b, enum run run)
{
	b->run = run;
	b->step = STEP_METADATA;
	b->link = link_open(b->proxy, b->proxy->options.upstream,
			    b->proxy->options.upstreams, -1, &link_owner, b);
	if (!b->link)
		fail_run(b, false, "out of memory");
}

/* ---- the door */

static void on_first(uv_timer_t *timer)
{
	start_run(timer->data, RUN_START);
}

struct probe *probe_new(struct proxy *p,
			void (*first)(struct proxy *p, bool answered))
{
	struct probe *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	b->proxy = p;
	b->first = first;
	uv_timer_init(p->relay.loop, &b->timer);
	b->timer.data = b;
	uv_timer_start(&b->timer, on_first, 0, 0);
	return b;
}

/* ---- new topics */

static void add_fresh(struct probe *b, const char *name)
{
	char **fresh =
		reallocarray(b->fresh, b->fresh_count + 1, sizeof(*fresh));

	if (!fresh)
		return;
	b->fresh = fresh;
	fresh[b->fresh_count] = strdup(name);
	b->fresh_count += fresh[b->fresh_count] != NULL;
}

static void on_known_broker(void *ctx, int32_t node_id, struct bytes host,
			    int32_t port)
{
	(void)ctx;
	(void)node_id;
	(void)host;
	(void)port;
}

void probe_saw_metadata(struct probe *b, int16_t version, struct bytes frame)
{
	static const struct broker_seen ignore = { on_known_broker, NULL };
	struct cluster seen = { 0 };

	if (!b || !b->up || b->off || b->run == RUN_END)
		return;
	if (cluster_read(&seen, version, frame, &ignore))
		for (size_t i = 0; i < seen.topic_count; i++)
			if (names_add(&b->known,
				      bytes_of_string(seen.topics[i])))
				add_fresh(b, seen.topics[i]);
	cluster_release(&seen);
	if (b->fresh_count && b->run == RUN_NONE)
		start_run(b, RUN_TOPICS);
}

/* ---- the end */

static void on_end_late(uv_timer_t *timer)
{
	struct probe *b = timer->data;

	log_line(LOG_WARN, "the brokers didn't tell their end offsets in time");
	probe_abort(b);
}

void probe_end(struct probe *b, void (*done)(struct proxy *p))
{
	bool able = b->up && !b->off && b->proxy->relay.tee;

	drop_link(b, "stopped");
	uv_timer_stop(&b->timer);
	b->ended = done;
	if (!able) {
		say_ended(b);
		return;
	}
	uv_timer_start(&b->timer, on_end_late, PROBE_END_MS, 0);
	start_run(b, RUN_END);
}

void probe_abort(struct probe *b)
{
	drop_link(b, "stopped");
	b->run = RUN_NONE;
	say_ended(b);
}

void probe_free(struct probe *b)
{
	if (!b)
		return;
	cluster_release(&b->cluster);
	names_release(&b->known);
	fresh_release(b);
	free(b);
}
