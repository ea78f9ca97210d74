/* SPDX-License-Identifier: Apache-2.0 */
/* recording.c - one run of `ktape record`: what is opened and in which order,
 * the signals, CMD, and the end.
 *
 *   tape ▸ tee ▸ proxy ▸ ready: CMD ─▶ running
 *                                        │ signal, or CMD ended
 *   stopping: proxy_stop() ─▶ draining: tee_stop() ─▶ tape_complete ─▶ seal
 *
 * A second signal ends the process at once.  During the seal a signal ends the
 * seal only: the tape is complete by then. */
#include "tools/recording.h"

#include "proxy/log.h"
#include "tools/child.h"
#include "tools/reopen.h"
#include "tools/status.h"

#include <ctype.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum stage { STARTING, RUNNING, STOPPING, DRAINING, SEALING };

struct recording {
	struct recording_options *options;
	uv_loop_t loop;
	uv_signal_t signals[2];
	uv_timer_t timer;
	enum stage stage;
	struct tape *tape;
	struct tee *tee;
	struct proxy *proxy;
	struct broker_spec *known; /* --append */
	struct child *child;
	int child_status;
	bool terminal;
	bool interrupted; /* by a signal; later: the seal */
	bool was_interrupted;
	int64_t ended; /* stamp */
	struct err failure;
	struct status status;
	struct tee_status last; /* of the tee, which is gone at the end */
};

/* ---- CMD */

static void variable(char *out, size_t size, const char *service,
		     const char *bootstrap)
{
	int n = snprintf(out, size, "KTAPE_BOOTSTRAP_");

	for (; *service && (size_t)n + 1 < size; service++)
		out[n++] = isalnum((unsigned char)*service)
				   ? (char)toupper((unsigned char)*service)
				   : '_';
	snprintf(out + n, size - (size_t)n, "=%s", bootstrap);
}

/* The variables for CMD, NULL at the end; freed by free_variables(). */
static char **variables(const struct recording *r)
{
	const struct proxy_options *p = &r->options->proxy;
	char **all = calloc(p->listens + 2, sizeof(*all));
	char bootstrap[300], text[512];
	size_t n = 0;

	for (size_t i = 0; all && i < p->listens; i++) {
		proxy_bootstrap(r->proxy, i, bootstrap, sizeof(bootstrap));
		if (!i && asprintf(&all[n++], "KAFKA_BOOTSTRAP_SERVERS=%s",
				   bootstrap) < 0)
			abort();
		if (!p->listen[i].name)
			continue;
		variable(text, sizeof(text), p->listen[i].name, bootstrap);
		all[n++] = strdup(text);
	}
	return all;
}

static void free_variables(char **all)
{
	for (char **v = all; v && *v; v++)
		free(*v);
	free(all);
}

static void stop(struct recording *r);

static void command_ended(struct recording *r, int status)
{
	const struct recording_conductor *c = r->options->conductor;

	if (c) {
		c->command_ended(c->ctx, status);
		return;
	}
	r->child_status = status;
	stop(r);
}

static void on_child_exited(void *ctx, int status)
{
	struct recording *r = ctx;

	r->child = NULL;
	command_ended(r, status);
}

static void start_child(struct recording *r)
{
	struct err e = { 0 };
	char **extra = variables(r);
	int status = (r->options->conductor
			      ? child_start_all
			      : child_start)(&r->child, &r->loop,
					     r->options->command, extra,
					     on_child_exited, r, &e);

	free_variables(extra);
	if (status) {
		log_line(LOG_ERROR, "%s", e.text);
		command_ended(r, status);
	}
}

/* ---- running */

static void announce(const struct recording *r)
{
	const struct proxy_options *p = &r->options->proxy;
	const char *command = r->options->command[0];
	char bootstrap[300];

	for (size_t i = 0; i < p->listens; i++) {
		const char *name = p->listen[i].name;

		proxy_bootstrap(r->proxy, i, bootstrap, sizeof(bootstrap));
		log_line(LOG_INFO, "clients%s%s connect to %s",
			 name ? " of " : "", name ? name : "", bootstrap);
	}
	if (r->tape)
		log_line(LOG_INFO, "recording %s on '%s', until %s%s",
			 r->options->upstream, r->options->tape,
			 command ? command : "Ctrl-C", command ? " ends" : "");
	else
		log_line(LOG_INFO, "passing on to %s, recording nothing",
			 r->options->upstream);
}

static void on_ready(void *ctx)
{
	struct recording *r = ctx;

	if (r->stage != STARTING)
		return;
	r->stage = RUNNING;
	if (r->options->conductor) {
		r->options->conductor->ready(r->options->conductor->ctx, r);
		return;
	}
	announce(r);
	if (r->options->command[0])
		start_child(r);
}

static void on_timer(uv_timer_t *timer)
{
	struct recording *r = timer->data;
	struct proxy_status proxy;
	char waiting[STATUS_WORD], line[96];

	if (r->tee)
		tee_status(r->tee, &r->last);
	if (r->stage != DRAINING) {
		proxy_status(r->proxy, &proxy);
		status_show(&r->status, uv_now(&r->loop), &proxy,
			    r->tee ? &r->last : NULL);
	} else if (r->terminal) {
		status_bytes(waiting, r->last.memory_used + r->last.spill_used);
		snprintf(line, sizeof(line), "writing what waits: %s", waiting);
		log_status(line);
	}
}

/* ---- stopping */

static void on_tee_done(void *ctx, const struct err *error)
{
	struct recording *r = ctx;

	if (error)
		r->failure = *error;
	uv_stop(&r->loop);
}

static void on_proxy_done(void *ctx)
{
	struct recording *r = ctx;

	r->ended = proxy_stamp(r->proxy);
	r->stage = DRAINING;
	if (r->tee)
		tee_stop(r->tee, r->ended, on_tee_done, r);
	else
		uv_stop(&r->loop);
}

static void stop(struct recording *r)
{
	const struct recording_conductor *c = r->options->conductor;

	if (r->stage >= STOPPING)
		return;
	r->stage = STOPPING;
	if (c)
		c->stopping(c->ctx);
	proxy_stop(r->proxy, on_proxy_done, r);
}

/* The recorder may be in the middle of anything; the tape survives that. */
static void stop_at_once(struct recording *r)
{
	log_status(NULL);
	if (r->child)
		child_kill(r->child);
	if (r->tape)
		log_line(LOG_WARN,
			 "stopped at once: '%s' is incomplete; `ktape seal` "
			 "saves what is there",
			 r->options->tape);
	_exit(ERR_UNPROVEN);
}

static void on_signal(uv_signal_t *handle, int signum)
{
	struct recording *r = handle->data;

	r->was_interrupted = true;
	if (r->stage == SEALING) {
		r->interrupted = true;
	} else if (r->stage >= STOPPING || r->interrupted) {
		stop_at_once(r);
	} else if (r->child) {
		r->interrupted = true;
		log_line(LOG_INFO, "waiting for '%s' to end",
			 r->options->command[0]);
		child_pass_on(r->child, signum);
	} else {
		log_line(LOG_INFO, "stopping; once more to stop at once");
		stop(r);
	}
}

/* ---- for a conductor */

uv_loop_t *recording_loop(struct recording *r)
{
	return &r->loop;
}

void recording_bootstrap(const struct recording *r, size_t set, char *out,
			 size_t size)
{
	proxy_bootstrap(r->proxy, set, out, size);
}

void recording_start_command(struct recording *r)
{
	start_child(r);
}

void recording_end_command(struct recording *r, bool kill)
{
	if (r->child && kill)
		child_kill(r->child);
	else if (r->child)
		child_pass_on(r->child, SIGTERM);
}

void recording_stop(struct recording *r)
{
	stop(r);
}

bool recording_interrupted(const struct recording *r)
{
	return r->was_interrupted;
}

/* ---- the start */

static int64_t wall_clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
}

static int write_facts(struct recording *r, struct err *e)
{
	const struct recording_options *o = r->options;
	int64_t now = wall_clock_us();

	if (tape_begin(r->tape, e))
		return -1;
	if (tape_fact_int(r->tape, "started", 0) == 0 &&
	    tape_set_fact_int(r->tape, "started", now, e))
		return -1;
	if (tape_set_fact(r->tape, "ktape", KTAPE_VERSION, e) ||
	    tape_set_fact(r->tape, "upstream", o->upstream, e) ||
	    tape_set_fact(r->tape, "options", o->options, e))
		return -1;
	return tape_commit(r->tape, e);
}

static int open_tape(struct recording *r, struct err *e)
{
	struct recording_options *o = r->options;

	if (tape_open(&r->tape, o->tape, o->mode, e) ||
	    (o->mode == TAPE_APPEND &&
	     (reopen_finish(r->tape, &o->tee.scribe, e) ||
	      reopen_tape(r->tape, &o->proxy, &r->known, e))) ||
	    write_facts(r, e))
		return -1;
	return 0;
}

static void on_room(void *ctx)
{
	struct recording *r = ctx;

	proxy_room(r->proxy);
}

static void start_watchers(struct recording *r)
{
	static const int numbers[2] = { SIGINT, SIGTERM };

	for (int i = 0; i < 2; i++) {
		uv_signal_init(&r->loop, &r->signals[i]);
		uv_signal_start(&r->signals[i], on_signal, numbers[i]);
		r->signals[i].data = r;
	}
	uv_timer_init(&r->loop, &r->timer);
	uv_timer_start(&r->timer, on_timer, STATUS_EVERY_MS, STATUS_EVERY_MS);
	r->timer.data = r;
	r->terminal = isatty(STDERR_FILENO);
	/* with CMD the terminal is CMD's */
	status_init(&r->status, uv_now(&r->loop),
		    r->terminal && !r->options->command[0]);
}

static int start(struct recording *r, struct err *e)
{
	struct recording_options *o = r->options;

	/* before a tape is replaced for a recording that can't start */
	if (proxy_check(&o->proxy, e) || (o->tape && open_tape(r, e)))
		return -1;
	if (r->tape &&
	    tee_start(&r->tee, &r->loop, r->tape, &o->tee, on_room, r, e))
		return -1;
	return proxy_start(&r->proxy, &r->loop, r->tee, &o->proxy, on_ready, r,
			   e);
}

/* ---- the end */

static bool on_seal_progress(void *ctx, int percent)
{
	struct recording *r = ctx;
	char line[64];

	uv_run(&r->loop, UV_RUN_NOWAIT); /* signals */
	snprintf(line, sizeof(line), "sealing: %d %%", percent);
	if (r->terminal)
		log_status(line);
	return !r->interrupted;
}

/* Indexes for the readers.  The recording is whole without them, so only an
 * error is one; the exit status. */
static int seal(struct recording *r)
{
	struct err e = { 0 };
	int result;

	r->stage = SEALING;
	r->interrupted = false;
	log_line(LOG_INFO, "'%s' is complete; sealing it", r->options->tape);
	result = tape_seal(r->tape, on_seal_progress, r, &e);
	log_status(NULL);
	if (!result && !tape_in_one_file(r->tape))
		log_line(LOG_INFO,
			 "somebody reads '%s': '%s-wal' stays beside it until "
			 "that ends",
			 r->options->tape, r->options->tape);
	if (!result)
		return 0;
	log_line(r->interrupted ? LOG_INFO : LOG_ERROR,
		 "the tape is complete, but not sealed: %s; `ktape seal %s` "
		 "does it",
		 r->interrupted ? "interrupted" : e.text, r->options->tape);
	return r->interrupted ? 0 : (int)e.code;
}

static void sum_up(const struct recording *r)
{
	char records[STATUS_WORD], exchanges[STATUS_WORD], bytes[STATUS_WORD];

	log_line(LOG_INFO, "'%s': %s records, %s exchanges, %s",
		 r->options->tape, status_count(records, r->last.records),
		 status_count(exchanges, r->last.exchanges),
		 status_bytes(bytes, r->last.bytes));
}

/* The recorder is done: close the tape; the exit status. */
static int finish_tape(struct recording *r)
{
	struct err e = r->failure;
	int status = 0;

	if (e.code || tape_complete(r->tape, r->ended, &e)) {
		log_line(LOG_ERROR, "'%s' is incomplete: %s", r->options->tape,
			 e.text);
		return (int)e.code;
	}
	if (r->options->seal)
		status = seal(r);
	sum_up(r);
	if (r->last.gaps) {
		log_line(LOG_WARN,
			 "%" PRIu64 " gap%s: not all that passed is on the "
			 "tape; SELECT * FROM gaps",
			 r->last.gaps, r->last.gaps == 1 ? "" : "s");
		return status ? status : ERR_UNPROVEN;
	}
	return status;
}

static void close_watchers(struct recording *r)
{
	for (int i = 0; i < 2; i++)
		uv_close((uv_handle_t *)&r->signals[i], NULL);
	uv_close((uv_handle_t *)&r->timer, NULL);
}

/* All handles closed: run the loop out and free. */
static void release(struct recording *r)
{
	uv_run(&r->loop, UV_RUN_DEFAULT);
	if (r->proxy)
		proxy_free(r->proxy);
	uv_loop_close(&r->loop);
	tape_close(r->tape);
	free(r->known);
}

static int run(struct recording *r)
{
	int status = 0;

	start_watchers(r);
	uv_run(&r->loop, UV_RUN_DEFAULT);
	log_status(NULL);
	uv_timer_stop(&r->timer);
	if (r->tee) {
		tee_status(r->tee, &r->last);
		tee_finish(r->tee);
		r->tee = NULL;
		status = finish_tape(r);
	}
	close_watchers(r);
	release(r);
	return r->child_status ? r->child_status : status;
}

int recording_run(struct recording_options *options)
{
	struct recording r = { .options = options };
	struct err e = { 0 };

	if (options->command[0]) {
		int status = child_check(options->command[0], &e);

		if (status) {
			log_line(LOG_ERROR, "%s", e.text);
			return status;
		}
	}
	uv_loop_init(&r.loop);
	if (!start(&r, &e))
		return run(&r);
	log_line(LOG_ERROR, "%s", e.text);
	if (r.tee) {
		tee_stop(r.tee, options->proxy.first_stamp, on_tee_done, &r);
		uv_run(&r.loop, UV_RUN_DEFAULT);
		tee_finish(r.tee);
	}
	release(&r);
	return (int)e.code;
}
