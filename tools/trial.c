/* SPDX-License-Identifier: Apache-2.0 */
/* trial.c - a service under test, from its start to its end.
 *
 *   feeder thread    player ──inputs──▶ ktape ──▶ broker
 *                    may it send? ◀──┐   │ ▲
 *   CMD              service ────────│───┘ │
 *   recorder thread  scribe ─events─▶ observed (under the lock)
 *   loop             changed ◀───────┘   all seen? stuck? ─▶ SIGTERM to CMD
 *
 * No step waits for the clock.  CMD starts when the topics are there; inputs go
 * when what led to them has happened; the end comes when the recorded effects
 * have, or can't any more; the recording ends when CMD has.  Two guards look at
 * the clock: for a service in which nothing happens any more, and for one that
 * SIGTERM does not end. */
#include "tools/trial.h"

#include "proxy/log.h"
#include "replay/player.h"
#include "tools/mock_cluster.h"
#include "tools/recording.h"
#include "tools/upstream.h"

#include <stdlib.h>
#include <string.h>

enum { BOOTSTRAP_MAX = 300, SERVICE_ROW = 1 /* the first set of listeners */ };

enum feeding { FEED_OPENING, FEED_OPENED, FEED_OVER };

struct trial {
	const struct side *side;
	const struct trial_options *options;
	struct trial_result *result;
	struct recording *recording;
	uv_thread_t feeder;
	bool feeder_started;
	struct tape *tape; /* the recorded one once more, for the feeder */
	struct plan inputs, outputs;
	char bootstrap[BOOTSTRAP_MAX];

	uv_async_t changed;
	uv_timer_t guard, killer;
	bool commits_follow, command_started, command_runs, ending, stopped;
	uint64_t progress; /* what the guard has seen */

	uv_mutex_t lock; /* of all below */
	struct observed *observed;
	struct player *player; /* NULL: not there yet */
	enum feeding feeding;
	bool listening; /* `changed` is open */
	struct err feed_error;
};

/* ---- from other threads */

static void tell_loop(struct trial *t)
{
	uv_mutex_lock(&t->lock);
	if (t->listening)
		uv_async_send(&t->changed);
	uv_mutex_unlock(&t->lock);
}

static void on_event(void *ctx, const struct scribe_event *event)
{
	struct trial *t = ctx;
	struct player *player;
	bool news;

	uv_mutex_lock(&t->lock);
	news = observed_event(t->observed, event);
	player = t->player;
	uv_mutex_unlock(&t->lock);
	if (!news)
		return;
	if (player)
		player_wake(player);
	tell_loop(t);
}

static bool may_send(void *ctx, int64_t record)
{
	struct trial *t = ctx;
	bool may;

	uv_mutex_lock(&t->lock);
	may = observed_may_send(t->observed, record);
	uv_mutex_unlock(&t->lock);
	return may;
}

static void on_acked(void *ctx, int64_t record, const char *topic,
		     int32_t partition, int64_t offset)
{
	struct trial *t = ctx;

	(void)topic;
	(void)partition;
	uv_mutex_lock(&t->lock);
	observed_sent(t->observed, record, offset);
	uv_mutex_unlock(&t->lock);
	tell_loop(t);
}

/* ---- the feeder's thread */

static void fill_player(const struct trial *t, struct player_options *o)
{
	player_options_init(o);
	o->brokers = t->bootstrap;
	o->properties = t->options->properties;
	o->property_count = t->options->property_count;
	o->pacing.pace = PACE_CAUSE;
	o->create = t->options->brokers != NULL;
	o->timeout_ms = t->options->timeout_ms;
}

/* The topics of the outputs, as recorded. */
static int make_output_topics(struct trial *t, struct err *e)
{
	struct player_options o;
	struct player *p = NULL;
	int result;

	if (!t->outputs.topic_count)
		return 0;
	fill_player(t, &o);
	result = player_open(&p, t->tape, &t->outputs, &o, e);
	player_close(p);
	return result;
}

static void set_feeding(struct trial *t, enum feeding feeding,
			struct player *player, const struct err *e)
{
	uv_mutex_lock(&t->lock);
	t->feeding = feeding;
	t->player = player;
	if (e)
		t->feed_error = *e;
	uv_mutex_unlock(&t->lock);
	tell_loop(t);
}

static void feed(void *arg)
{
	struct trial *t = arg;
	struct player_result result;
	struct player_options o;
	struct player *p = NULL;
	struct err e = { 0 };

	fill_player(t, &o);
	o.hooks = (struct player_hooks) { .may_send = may_send,
					  .acked = on_acked,
					  .ctx = t };
	if (!make_output_topics(t, &e) &&
	    !player_open(&p, t->tape, &t->inputs, &o, &e)) {
		set_feeding(t, FEED_OPENED, p, NULL);
		player_run(p, &result, &e);
	}
	set_feeding(t, FEED_OVER, p, &e);
}

/* ---- the end */

/* CMD has ended: nothing more comes of it.  Then the feeder, then the
 * recording. */
static void wind_up(struct trial *t)
{
	enum feeding feeding;

	uv_mutex_lock(&t->lock);
	feeding = t->feeding;
	if (feeding == FEED_OPENED && !t->stopped) {
		player_stop(t->player);
		t->stopped = true;
	}
	uv_mutex_unlock(&t->lock);
	if (feeding == FEED_OVER)
		recording_stop(t->recording);
}

static void on_kill(uv_timer_t *timer)
{
	struct trial *t = timer->data;

	t->result->killed = true;
	recording_end_command(t->recording, true);
}

static void end(struct trial *t, enum trial_end why)
{
	if (t->ending)
		return;
	t->ending = true;
	t->result->end = why;
	uv_timer_stop(&t->guard);
	if (!t->command_runs) {
		wind_up(t);
		return;
	}
	recording_end_command(t->recording, false);
	uv_timer_start(&t->killer, on_kill, (uint64_t)t->options->kill_ms, 0);
}

/* Nothing happened for so long.  Before the topics are there that is the
 * brokers' fault, not CMD's, which doesn't run yet. */
static void on_guard(uv_timer_t *timer)
{
	struct trial *t = timer->data;
	enum feeding feeding;

	uv_mutex_lock(&t->lock);
	feeding = t->feeding;
	uv_mutex_unlock(&t->lock);
	if (feeding != FEED_OPENING || !t->options->brokers) {
		end(t, TRIAL_TIMEOUT);
		return;
	}
	err_set(&t->result->error, ERR_NETWORK,
		"no broker of %s answered within --timeout",
		t->options->brokers);
	end(t, TRIAL_FAILED);
}

static void on_command_ended(void *ctx, int status)
{
	struct trial *t = ctx;

	t->command_runs = false;
	uv_timer_stop(&t->killer);
	if (!t->ending) {
		t->result->command_status = status;
		end(t, recording_interrupted(t->recording)
			       ? TRIAL_INTERRUPTED
			       : TRIAL_COMMAND_ENDED);
	} else {
		wind_up(t);
	}
}

/* ---- something has happened */

static void look(struct trial *t, enum feeding feeding,
		 enum observed_state state)
{
	if (feeding == FEED_OVER && t->feed_error.code) {
		t->result->error = t->feed_error;
		end(t, TRIAL_FAILED);
	} else if (state == OBSERVED_ALL) {
		end(t, TRIAL_ALL);
	} else if (state == OBSERVED_STUCK) {
		end(t, TRIAL_STUCK);
	}
}

static void on_changed(uv_async_t *async)
{
	struct trial *t = async->data;
	struct observed_counts n;
	enum observed_state state;
	enum feeding feeding;
	uint64_t progress;

	uv_mutex_lock(&t->lock);
	feeding = t->feeding;
	state = observed_state(t->observed, t->commits_follow);
	n = observed_counts(t->observed);
	uv_mutex_unlock(&t->lock);
	if (t->ending) {
		if (!t->command_runs)
			wind_up(t);
		return;
	}
	t->result->counts = n;
	if (feeding != FEED_OPENING && !t->command_started &&
	    !t->feed_error.code) {
		t->command_started = t->command_runs = true;
		recording_start_command(t->recording);
	}
	progress = (uint64_t)n.inputs_acked + n.outputs_acked + n.commits_seen -
		   n.not_asked;
	if (progress != t->progress)
		uv_timer_again(&t->guard);
	t->progress = progress;
	look(t, feeding, state);
}

static void on_ready(void *ctx, struct recording *r)
{
	struct trial *t = ctx;
	uv_loop_t *loop = recording_loop(r);

	t->recording = r;
	t->result->counts = observed_counts(t->observed);
	recording_bootstrap(r, 1, t->bootstrap, sizeof(t->bootstrap));
	uv_async_init(loop, &t->changed, on_changed);
	uv_timer_init(loop, &t->guard);
	uv_timer_init(loop, &t->killer);
	t->changed.data = t->guard.data = t->killer.data = t;
	uv_timer_start(&t->guard, on_guard, (uint64_t)t->options->timeout_ms,
		       (uint64_t)t->options->timeout_ms);
	uv_mutex_lock(&t->lock);
	t->listening = true;
	uv_mutex_unlock(&t->lock);
	t->feeder_started = uv_thread_create(&t->feeder, feed, t) == 0;
	if (!t->feeder_started) {
		err_set(&t->result->error, ERR_IO, "cannot start a thread");
		t->feeding = FEED_OVER;
		end(t, TRIAL_FAILED);
	}
}

static void on_stopping(void *ctx)
{
	struct trial *t = ctx;

	if (!t->recording) /* before it was ready */
		return;
	uv_mutex_lock(&t->lock);
	t->listening = false;
	if (t->player && t->feeding == FEED_OPENED) {
		player_stop(t->player);
		player_stop(t->player);
	}
	uv_mutex_unlock(&t->lock);
	uv_close((uv_handle_t *)&t->changed, NULL);
	uv_close((uv_handle_t *)&t->guard, NULL);
	uv_close((uv_handle_t *)&t->killer, NULL);
}

/* ---- what it takes */

static int make_plans(struct trial *t, struct err *e)
{
	struct plan_options in = PLAN_OPTIONS_ALL, out = PLAN_OPTIONS_ALL;

	in.selection.where = t->side->roles.inputs;
	out.selection.where = t->side->roles.outputs;
	if (tape_open(&t->tape, tape_path(t->side->tape), TAPE_READ, e) ||
	    plan_make(&t->inputs, t->tape, &in, e) ||
	    plan_make(&t->outputs, t->tape, &out, e))
		return -1;
	t->observed = observed_new(&t->side->expected, SERVICE_ROW);
	return t->observed ? 0 : err_set(e, ERR_IO, "no memory for a test");
}

static int mock_topics(struct mock_cluster *m, const struct plan *plan,
		       struct err *e)
{
	for (uint32_t i = 0; i < plan->topic_count; i++)
		if (mock_cluster_topic(m, plan->topics[i].name,
				       plan->topics[i].partitions, e))
			return -1;
	return 0;
}

static int open_mock(struct trial *t, struct mock_cluster **m, struct err *e)
{
	if (mock_cluster_open(m, 1, e) || mock_topics(*m, &t->inputs, e))
		return -1;
	return mock_topics(*m, &t->outputs, e);
}

static int record(struct trial *t, const char *brokers, struct err *e)
{
	struct listen_spec listen[2] = {
		{ .name = t->side->roles.service, .at.host = "127.0.0.1" },
		{ .name = TRIAL_FEEDER, .at.host = "127.0.0.1" },
	};
	const struct recording_conductor conductor = { on_ready,
						       on_command_ended,
						       on_stopping, t };
	struct recording_options o = {
		.tape = t->options->out,
		.mode = TAPE_FORCE,
		.seal = true,
		.upstream = brokers,
		.options = t->options->words,
		.command = t->options->command,
		.conductor = &conductor,
		.tee = { .on_full = ON_FULL_BLOCK,
			 .scribe.hook = { on_event, t } },
	};
	struct host_port *upstream;

	proxy_options_init(&o.proxy);
	o.proxy.listen = listen;
	o.proxy.listens = 2;
	if (upstream_parse(brokers, &upstream, &o.proxy.upstreams, e) == 0) {
		o.proxy.upstream = upstream;
		t->result->recording = recording_run(&o);
	}
	free(upstream);
	return e->code ? -1 : 0;
}

int trial_run(const struct side *recorded, const struct trial_options *o,
	      struct trial_result *out, struct err *e)
{
	struct trial t = { .side = recorded, .options = o, .result = out };
	struct mock_cluster *mock = NULL;
	int result = -1;

	*out = (struct trial_result) { .end = TRIAL_INTERRUPTED };
	t.commits_follow = recorded->expected.commits_in_txn ||
			   commit_order_holds(recorded->order);
	uv_mutex_init(&t.lock);
	if (make_plans(&t, e) == 0 &&
	    (o->brokers || open_mock(&t, &mock, e) == 0))
		result = record(&t,
				o->brokers ? o->brokers
					   : mock_cluster_bootstrap(mock),
				e);
	if (t.feeder_started)
		uv_thread_join(&t.feeder);
	player_close(t.player);
	plan_release(&t.inputs);
	plan_release(&t.outputs);
	observed_free(t.observed);
	mock_cluster_close(mock);
	tape_close(t.tape);
	uv_mutex_destroy(&t.lock);
	return result;
}
