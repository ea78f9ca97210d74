/* SPDX-License-Identifier: Apache-2.0 */
/* recorder.c - the thread that takes the queue's events and writes the tape.
 * How rows are made and what a failed write costs is the ledger's part; here is
 * when: sleeping, taking, committing, waiting for a disk, the end.
 *
 *          ┌──────────────── nothing there: nap, then sleep ◀─┐
 *          ▼                                                  │
 *   able to write? ──yes──▶ take a round ──▶ commit when due ─┴─▶ END: finish
 *          └─no: wait 200 ms, ask again; stopping: give up, finish
 */
#include "proxy/recorder.h"

#include "proxy/log.h"
#include "store/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>
#include <uv.h>

enum {
	ROUND_EVENTS = 512,
	ROUND_BYTES = 1024 * 1024,
	RETRY_MS = 200,
	/* Under steady traffic it naps instead of being woken for each event:
	 * a wake-up costs the loop more than the event does. */
	NAP_MS = 5,
	/* On a busy machine the traffic goes first, and the tape comes later. */
	NICE = 19,
	FREE_STEP = 32 * 1024 * 1024,
};

struct recorder {
	struct ledger ledger;
	struct queue *queue;
	struct spill_marks *marks;
	const char *spill_path;
	struct spill_reader reader;
	bool in_range, spilled;
	bool stays;   /* the spill file, with what was given up */
	bool drained; /* a range was read to its end: commit */
	void (*news)(void *ctx);
	void *ctx;

	uv_thread_t thread;
	uv_mutex_t lock;
	uv_cond_t cond;
	enum { AWAKE, NAPPING, ASLEEP } sleep; /* under the lock */
	bool failing;                          /* under the lock */
	char error[320];                       /* under the lock */

	_Atomic bool stopping, ended, wants_news;
	_Atomic uint64_t events;
	_Atomic int64_t stamp;
	struct err end; /* code 0: all is on the tape */
};

/* ---- failing, and well again: said once each */

static void failing(struct recorder *r, const char *why)
{
	bool said;

	uv_mutex_lock(&r->lock);
	said = r->failing;
	r->failing = true;
	snprintf(r->error, sizeof(r->error), "%s", why);
	uv_mutex_unlock(&r->lock);
	if (!said)
		log_line(LOG_ERROR, "the tape can't be written: %s", why);
}

static void well(struct recorder *r)
{
	bool said;

	/* only this thread changes it */
	if (!r->failing)
		return;
	uv_mutex_lock(&r->lock);
	said = r->failing;
	r->failing = false;
	uv_mutex_unlock(&r->lock);
	if (said)
		log_line(LOG_INFO, "the tape is written again");
}

/* ---- committing */

/* Give the disk back that the part of the spill file takes which is not needed
 * any more: at a full disk that is what lets the recorder go on. */
static void free_spill(struct recorder *r)
{
	uint64_t base = r->marks->base, freed = r->marks->freed;
	uint64_t low = intake_oldest(r->ledger.intake);

	if (low > r->ledger.position)
		low = r->ledger.position;
	if (low < freed + FREE_STEP || freed < base)
		return;
	if (fallocate(r->marks->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		      (off_t)(SPILL_HEADER + freed - base),
		      (off_t)(low - freed)) == 0)
		atomic_store(&r->marks->freed, low);
}

static int commit(struct recorder *r)
{
	struct err e = { 0 };

	if (ledger_commit(&r->ledger, &e) < 0) {
		failing(r, e.text);
		return -1;
	}
	r->drained = false;
	if (r->marks && r->ledger.position) {
		free_spill(r);
		atomic_store_explicit(&r->marks->committed, r->ledger.position,
				      memory_order_release);
	}
	return 0;
}

/* ---- taking */

enum taken {
	TAKEN,
	NOTHING, /* there is nothing */
	STUCK,   /* can't be taken now; it stays where it is */
	LOST,    /* taken, rolled back, and accounted for */
};

static enum taken feed(struct recorder *r, const struct event *event,
		       struct bytes payload, uint64_t position)
{
	struct err e = { 0 };
	enum intake_result result;

	/* reading in the file again must find the end again */
	if (event->type == EVENT_END)
		position = 0;
	result = ledger_feed(&r->ledger, event, payload, position, &e);
	if (result != INTAKE_TAKEN)
		failing(r, e.text);
	if (result == INTAKE_AGAIN)
		return STUCK;
	atomic_fetch_add_explicit(&r->events, 1, memory_order_relaxed);
	if (event->stamp)
		atomic_store_explicit(&r->stamp, event->stamp,
				      memory_order_relaxed);
	return result == INTAKE_FAILED ? LOST : TAKEN;
}

static void went_on(struct recorder *r)
{
	atomic_store_explicit(&r->marks->taken, r->reader.position,
			      memory_order_release);
}

/* What can't be read is skipped up to what was written, which is the end of a
 * chunk, too. */
static enum taken skip_damaged(struct recorder *r, uint64_t written,
			       const struct err *why)
{
	struct event lost = { .type = EVENT_FRAME,
			      .length =
				      (uint32_t)(written - r->reader.position),
			      .stamp = r->stamp };

	log_line(LOG_ERROR, "'%s' is damaged: %s", r->spill_path,
		 why->text[0] ? why->text : "a wrong checksum");
	ledger_lose(&r->ledger, &lost, bytes_of("", 0), "spill file damaged");
	spill_reader_seek(&r->reader, r->marks->base, written);
	r->ledger.position = written;
	went_on(r);
	return TAKEN;
}

static uint64_t written(const struct recorder *r)
{
	return atomic_load_explicit(&r->marks->written, memory_order_acquire);
}

static enum taken take_spilled(struct recorder *r,
			       const struct queue_item *range)
{
	uint64_t before, limit = written(r);
	struct bytes payload;
	struct event event;
	struct err e = { 0 };
	enum taken taken;

	if (!r->in_range)
		spill_reader_seek(&r->reader, r->marks->base, range->start);
	r->in_range = r->spilled = true;
	if (r->reader.position == range->end) {
		queue_pop(r->queue, range);
		r->in_range = false;
		r->drained = true;
		return TAKEN;
	}
	before = r->reader.position;
	switch (spill_next(&r->reader, limit, &event, &payload, &e)) {
	case SPILL_GOT:
		taken = feed(r, &event, payload, r->reader.position);
		if (taken == STUCK)
			spill_reader_seek(&r->reader, r->marks->base, before);
		went_on(r);
		return taken;
	case SPILL_END: return NOTHING;
	default: return skip_damaged(r, limit, &e);
	}
}

static enum taken take(struct recorder *r, size_t *bytes)
{
	struct queue_item item;
	enum taken taken;

	switch (queue_peek(r->queue, &item)) {
	case QUEUE_EVENT:
		*bytes += item.payload.n;
		taken = feed(r, &item.event, item.payload, 0);
		if (taken != STUCK)
			queue_pop(r->queue, &item);
		return taken;
	case QUEUE_RANGE: return take_spilled(r, &item);
	default: return NOTHING;
	}
}

static enum taken take_round(struct recorder *r)
{
	enum taken taken = TAKEN;
	size_t bytes = 0;

	for (int i = 0; i < ROUND_EVENTS && bytes < ROUND_BYTES; i++) {
		taken = take(r, &bytes);
		if (taken != TAKEN)
			return i && taken == NOTHING ? TAKEN : taken;
		if (intake_ended(r->ledger.intake))
			break;
	}
	return taken;
}

/* ---- sleeping */

static bool has_something(struct recorder *r)
{
	struct queue_item item;

	switch (queue_peek(r->queue, &item)) {
	case QUEUE_EVENT: return true;
	case QUEUE_RANGE:
		return !r->in_range || r->reader.position == item.end ||
		       r->reader.position < written(r);
	default: return false;
	}
}

static void sleep_for(struct recorder *r, int64_t us)
{
	if (us < 0)
		uv_cond_wait(&r->cond, &r->lock);
	else
		uv_cond_timedwait(&r->cond, &r->lock, (uint64_t)us * 1000);
}

/* The loop publishes before it asks for the lock; so what is not seen here is
 * still to be signalled. */
static void idle(struct recorder *r, bool nap)
{
	int64_t due = r->ledger.dirty
			      ? r->ledger.begun_us + LEDGER_INTERVAL_US -
					ledger_clock()
			      : -1;

	if (r->ledger.dirty && due <= 0)
		return;
	uv_mutex_lock(&r->lock);
	if (!has_something(r)) {
		r->sleep = nap ? NAPPING : ASLEEP;
		sleep_for(r, nap ? NAP_MS * 1000 : due);
		r->sleep = AWAKE;
	}
	uv_mutex_unlock(&r->lock);
}

static void wait_for_disk(struct recorder *r)
{
	uv_mutex_lock(&r->lock);
	r->sleep = ASLEEP;
	sleep_for(r, RETRY_MS * 1000);
	r->sleep = AWAKE;
	uv_mutex_unlock(&r->lock);
}

void recorder_wake(struct recorder *r, enum wake why)
{
	uv_mutex_lock(&r->lock);
	if (r->sleep == ASLEEP || (r->sleep == NAPPING && why == WAKE_PRESSURE))
		uv_cond_signal(&r->cond);
	uv_mutex_unlock(&r->lock);
}

/* ---- the thread */

/* May something be taken on?  The last of the disk is kept for a gap row and
 * the end. */
static bool able(struct recorder *r)
{
	struct tape *tape = r->ledger.tape;
	struct err e = { 0 };

	if (r->marks)
		atomic_store_explicit(
			&r->marks->disk_low,
			!tape_has_room(tape, 2 * (uint64_t)LEDGER_RESERVE),
			memory_order_relaxed);
	if (!tape_has_room(tape, LEDGER_RESERVE) &&
	    (commit(r) < 0 || tape_shrink_log(tape, &e) < 0 ||
	     !tape_has_room(tape, LEDGER_RESERVE))) {
		failing(r, "disk full: less than 32 MiB are left where the "
			   "tape lies; make room, and it goes on");
		return false;
	}
	if (ledger_has_lost(&r->ledger) && ledger_repair(&r->ledger, &e) < 0) {
		failing(r, e.text);
		return false;
	}
	return true;
}

/* Is there anything in the spill file that may not be on the tape? */
static bool holds_more(const struct recorder *r)
{
	return r->stays || written(r) > r->marks->base;
}

static void finish(struct recorder *r)
{
	struct err e = { 0 };
	bool ended = ledger_finish(&r->ledger, &e) == 0;

	if (ledger_has_lost(&r->ledger) && ledger_repair(&r->ledger, &e) < 0)
		err_set(&r->end, ERR_IO,
			"the tape lacks its end, and the gap row that would "
			"say so: %s",
			e.text);
	else if (!ended && ledger_finish(&r->ledger, &e) < 0 && !r->end.code)
		err_set(&r->end, ERR_IO, "the end is not on the tape: %s",
			e.text);
	if (!r->marks || (r->end.code && holds_more(r)))
		return;
	unlink(r->spill_path);
	if (!r->end.code)
		ledger_forget_spill(&r->ledger);
}

/* Go past the mark at the beginning of a range: what was before it in memory is
 * accounted for. */
static void pass_mark(struct recorder *r, uint64_t start)
{
	struct bytes payload;
	struct event event;

	if (r->spilled)
		return;
	r->spilled = true;
	spill_reader_seek(&r->reader, r->marks->base, start);
	if (spill_next(&r->reader, written(r), &event, &payload, NULL) ==
	    SPILL_GOT)
		r->ledger.position = r->reader.position;
}

/* The tape can't be written and will not be: what waits in memory is lost; what
 * is in the spill file stays there, for `ktape seal`. */
static void give_up(struct recorder *r)
{
	struct queue_item item;
	enum queue_found found;

	while ((found = queue_peek(r->queue, &item)) != QUEUE_EMPTY) {
		if (found == QUEUE_EVENT) {
			ledger_lose(&r->ledger, &item.event, item.payload,
				    "disk full");
		} else {
			r->stays = true;
			pass_mark(r, item.start);
			if (item.end == RANGE_OPEN)
				break;
		}
		queue_pop(r->queue, &item);
	}
	if (r->stays)
		err_set(&r->end, ERR_IO,
			"the tape could not be written: %s; what is in '%s' "
			"goes there by 'ktape seal'",
			r->error, r->spill_path);
	else
		err_set(&r->end, ERR_IO, "the tape could not be written: %s",
			r->error);
}

/* One turn of the thread; how it went. */
static enum taken turn(struct recorder *r)
{
	enum taken taken = able(r) ? take_round(r) : STUCK;

	if (taken <= NOTHING &&
	    (r->drained || ledger_due(&r->ledger, ledger_clock())) &&
	    commit(r) < 0)
		taken = LOST;
	if (atomic_load(&r->wants_news))
		r->news(r->ctx);
	return taken;
}

static void run(void *arg)
{
	struct recorder *r = arg;
	enum taken taken = NOTHING, before;
	int stuck = 0;

	setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
	pthread_setname_np(pthread_self(), "recorder");
	while (!intake_ended(r->ledger.intake)) {
		before = taken;
		taken = turn(r);
		stuck = taken > NOTHING ? stuck + 1 : 0;
		if (stuck > 1 && r->stopping) {
			give_up(r);
			break;
		}
		if (stuck)
			wait_for_disk(r);
		else
			well(r);
		if (taken == NOTHING)
			idle(r, before == TAKEN);
	}
	finish(r);
	atomic_store(&r->ended, true);
	r->news(r->ctx);
}

/* ---- the loop's side */

/* Signals are the loop's business. */
static int start_thread(struct recorder *r)
{
	sigset_t all, before;
	int result;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	result = uv_thread_create(&r->thread, run, r);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return result;
}

int recorder_start(struct recorder **out, const struct recorder_options *o,
		   struct err *e)
{
	struct recorder *r = calloc(1, sizeof(*r));

	if (!r)
		return err_set(e, ERR_IO, "out of memory");
	uv_mutex_init(&r->lock);
	uv_cond_init(&r->cond);
	r->queue = o->queue;
	r->marks = o->marks;
	r->spill_path = o->spill_path;
	r->news = o->news;
	r->ctx = o->ctx;
	if (ledger_init(&r->ledger, o->tape, &o->scribe, e) < 0 ||
	    (r->marks && spill_reader_open(&r->reader, r->spill_path, e) < 0)) {
		recorder_free(r);
		return -1;
	}
	if (start_thread(r) != 0) {
		recorder_free(r);
		return err_set(e, ERR_IO, "cannot start the recorder thread");
	}
	*out = r;
	return 0;
}

void recorder_join(struct recorder *r)
{
	uv_thread_join(&r->thread);
}

void recorder_free(struct recorder *r)
{
	if (!r)
		return;
	spill_reader_close(&r->reader);
	ledger_release(&r->ledger);
	uv_cond_destroy(&r->cond);
	uv_mutex_destroy(&r->lock);
	free(r);
}

void recorder_want_news(struct recorder *r, bool wanted)
{
	atomic_store(&r->wants_news, wanted);
}

void recorder_stop(struct recorder *r)
{
	atomic_store(&r->stopping, true);
	recorder_wake(r, WAKE_PRESSURE);
}

bool recorder_ended(const struct recorder *r)
{
	return atomic_load(&r->ended);
}

const struct err *recorder_error(const struct recorder *r)
{
	return r->end.code ? &r->end : NULL;
}

void recorder_status(struct recorder *r, struct recorder_status *out)
{
	out->events = atomic_load_explicit(&r->events, memory_order_relaxed);
	out->stamp = atomic_load_explicit(&r->stamp, memory_order_relaxed);
	uv_mutex_lock(&r->lock);
	out->failing = r->failing;
	memcpy(out->error, r->error, sizeof(out->error));
	uv_mutex_unlock(&r->lock);
}

const struct scribe_counts *recorder_counts(const struct recorder *r)
{
	return r->ledger.scribe ? scribe_counts(r->ledger.scribe) : NULL;
}
