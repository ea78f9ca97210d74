/* SPDX-License-Identifier: Apache-2.0 */
/* tee.c - the loop's end of the queue: which tier an event goes to, when there
 * is no room, when there is again, and the end.  The tiers themselves are
 * queue.c (memory) and spiller.c (disk), the other end is recorder.c.
 *
 *   memory ──used up──▶ a range of the spill file ──┬─ the recorder is close
 *     ▲                                             ├─ buffers or file full,
 *     └───────── memory has room, and ──────────────┘  or the disk fails
 *
 *   full: neither has room
 */
#include "proxy/tee.h"

#include "proxy/drops.h"
#include "proxy/recorder.h"
#include "store/spill.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum {
	MEMORY = 256 * 1024 * 1024,
	COPIED = 16 * 1024, /* larger pieces are pinned */
	SPILL_BUFFER = 4 * 1024 * 1024,
	/* of a small memory these parts */
	SLABS = 32,
	BEHIND = 8,
};

struct tee {
	uv_loop_t *loop;
	int news_fd; /* an eventfd, written to by the recorder */
	uv_poll_t news;
	uv_prepare_t prepare; /* once a turn of the loop: wake the recorder */
	int handles;
	struct queue queue;
	uint64_t memory; /* bound of it */
	struct spiller *spiller;
	struct recorder *recorder;
	struct drops drops;
	bool full;
	enum on_full on_full;
	void (*on_room)(void *ctx);
	void *ctx;

	bool unsignalled;
	uint64_t slabs; /* of the queue, when last signalled */
	uint64_t events;
	int64_t first;    /* stamp of the first */
	int64_t stamp;    /* and the newest */
	uint64_t came_at; /* uv_now() of the newest */

	bool joined;
	void (*done)(void *ctx, const struct err *error);
	void *done_ctx;
};

/* ---- room */

static bool memory_has_room(const struct tee *t)
{
	return queue_used(&t->queue) < t->memory;
}

static bool spill_has_room(const struct tee *t)
{
	return t->spiller && spiller_has_room(t->spiller);
}

/* Is the recorder so close behind that memory will do again? */
static bool caught_up(const struct tee *t)
{
	return queue_used(&t->queue) <= t->memory / 2 &&
	       spiller_waiting(t->spiller) <= t->memory / 16;
}

bool tee_full(struct tee *t)
{
	if (!t->full && !memory_has_room(t) && !spill_has_room(t)) {
		t->full = true;
		recorder_want_news(t->recorder, true);
	}
	return t->full;
}

enum on_full tee_on_full(const struct tee *t)
{
	return t->on_full;
}

/* Does the next event go to the spill file?  Opens and closes its ranges. */
static bool goes_to_spill(struct tee *t)
{
	struct spiller *s = t->spiller;
	bool room;

	if (!s)
		return false;
	room = memory_has_room(t);
	if (!spiller_taking(s))
		return !room && spiller_has_room(s) &&
		       spiller_begin(s, t->stamp) == 0;
	/* a file that is open gets the end, for whoever reads it in */
	if (!room || t->done || (spiller_has_room(s) && !caught_up(t)))
		return true;
	spiller_end(s);
	recorder_want_news(t->recorder, true);
	return false;
}

/* ---- taking */

static void drop(struct tee *t, const struct event *event, uint64_t bytes)
{
	drops_add(&t->drops,
		  &(struct drop) { .connection = event->connection,
				   .exchange = event->exchange,
				   .api_key = -1,
				   .frames = (event->flags & EVENT_LAST) != 0,
				   .bytes = bytes,
				   .since = event->stamp,
				   .until = event->stamp });
}

/* Only memory that can't be had loses an event. */
static void append(struct tee *t, const struct event *event,
		   struct buffer *buffer, struct bytes payload)
{
	int result;

	if (event->stamp > t->stamp)
		t->stamp = event->stamp;
	if (!t->first)
		t->first = event->stamp;
	if (goes_to_spill(t))
		result = spiller_take(t->spiller, event, payload);
	else if (buffer && payload.n >= COPIED)
		result = queue_pin(&t->queue, event, buffer, payload);
	else
		result = queue_copy(&t->queue, event, payload);
	if (result < 0) {
		drop(t, event, payload.n);
		return;
	}
	t->events++;
	t->came_at = uv_now(t->loop);
	t->unsignalled = true;
	if (t->slabs != t->queue.slabs) {
		t->slabs = t->queue.slabs;
		recorder_wake(t->recorder, WAKE_PRESSURE);
	}
}

static void write_gap(struct tee *t, const struct drop *one)
{
	const struct event event = { .type = EVENT_GAP,
				     .connection = one->connection,
				     .exchange = one->exchange,
				     .stamp = one->since,
				     .stamp2 = one->until };
	const struct event_gap gap = { .why = bytes_of_string("queue full"),
				       .api_key = one->api_key,
				       .frames = (int64_t)one->frames,
				       .bytes = (int64_t)one->bytes };
	struct writer w;

	writer_init(&w, 0);
	event_write_gap(&w, &gap);
	append(t, &event, NULL, writer_bytes(&w));
	writer_release(&w);
}

/* Before what comes next: the recorder learns of the hole where it is. */
static void write_gaps(struct tee *t)
{
	struct drop one;

	while (drops_take(&t->drops, &one))
		write_gap(t, &one);
}

static void take(struct tee *t, const struct event *event,
		 struct buffer *buffer, struct bytes payload)
{
	if (drops_any(&t->drops) && !tee_full(t))
		write_gaps(t);
	append(t, event, buffer, payload);
}

void tee_frame(struct tee *t, const struct event *event, struct buffer *buffer,
	       struct bytes piece)
{
	take(t, event, buffer, piece);
}

void tee_note(struct tee *t, const struct event *event, struct bytes payload)
{
	take(t, event, NULL, payload);
}

void tee_drop(struct tee *t, uint64_t connection, uint64_t exchange,
	      int16_t api_key, uint64_t frames, uint64_t bytes, int64_t stamp)
{
	drops_add(&t->drops, &(struct drop) { .connection = connection,
					      .exchange = exchange,
					      .api_key = api_key,
					      .frames = frames,
					      .bytes = bytes,
					      .since = stamp,
					      .until = stamp });
}

/* ---- news */

static void on_closed(uv_handle_t *handle)
{
	struct tee *t = handle->data;

	if (--t->handles)
		return;
	if (t->recorder)
		t->done(t->done_ctx, recorder_error(t->recorder));
	else
		tee_finish(t); /* it never started */
}

static void close_handles(struct tee *t)
{
	uv_close((uv_handle_t *)&t->news, on_closed);
	uv_close((uv_handle_t *)&t->prepare, on_closed);
}

static bool has_room_again(const struct tee *t)
{
	return queue_used(&t->queue) <= t->memory / 4 * 3 || spill_has_room(t);
}

/* Look at all that may have changed. */
static void on_news(struct tee *t)
{
	bool tidy = !t->spiller || spiller_tidy(t->spiller);

	if (t->full && has_room_again(t)) {
		t->full = false;
		write_gaps(t);
		t->on_room(t->ctx);
	}
	recorder_want_news(t->recorder, t->full || !tidy);
	if (t->joined || !recorder_ended(t->recorder) ||
	    (t->spiller && !spiller_idle(t->spiller)))
		return;
	recorder_join(t->recorder);
	t->joined = true;
	close_handles(t);
}

static void on_poll(uv_poll_t *news, int status, int events)
{
	struct tee *t = news->data;
	eventfd_t count;

	(void)status;
	(void)events;
	eventfd_read(t->news_fd, &count);
	on_news(t);
}

static void on_prepare(uv_prepare_t *prepare)
{
	struct tee *t = prepare->data;

	if (!t->unsignalled)
		return;
	t->unsignalled = false;
	recorder_wake(t->recorder, WAKE_NEWS);
}

/* The spiller's: more may be read, or there is room. */
static void on_progress(void *ctx)
{
	struct tee *t = ctx;

	if (!t->joined)
		recorder_wake(t->recorder, WAKE_NEWS);
	on_news(t);
}

/* Called on the recorder's thread.  No uv_async_send(): the loop spins until the
 * sender has left it, and this one has the lower priority. */
static void tell(void *ctx)
{
	const struct tee *t = ctx;

	eventfd_write(t->news_fd, 1);
}

void tee_status(struct tee *t, struct tee_status *out)
{
	const struct scribe_counts *counts = recorder_counts(t->recorder);
	struct recorder_status recorder;

	recorder_status(t->recorder, &recorder);
	*out = (struct tee_status) {
		.memory_used = queue_used(&t->queue),
		.spill_used = t->spiller ? spiller_waiting(t->spiller) : 0,
		.exchanges = counts->exchanges,
		.records = counts->records,
		.bytes = counts->bytes,
		.gaps = counts->gaps,
		.failing = recorder.failing,
	};
	memcpy(out->error, recorder.error, sizeof(out->error));
	if (recorder.events >= t->events) {
		out->memory_used = 0; /* an open slab; nothing waits in it */
		return;
	}
	if (!recorder.stamp)
		recorder.stamp = t->first;
	if (t->stamp > recorder.stamp)
		out->lag_us = (uint64_t)(t->stamp - recorder.stamp);
	out->lag_us += (uv_now(t->loop) - t->came_at) * 1000;
}

/* ---- start and end */

static int open_spill(struct tee *t, struct tape *tape,
		      const struct tee_options *o, struct err *e)
{
	struct spiller_options options = {
		.limit = o->spill,
		.buffer = t->memory / BEHIND / SPILLER_BUFFERS,
		.base = (uint64_t)tape_fact_int(tape, SPILL_FACT_READ, 0),
		.queue = &t->queue,
		.progress = on_progress,
		.ctx = t,
	};
	char *path;
	int result;

	if (!o->spill)
		return 0;
	if (options.buffer > SPILL_BUFFER)
		options.buffer = SPILL_BUFFER;
	path = spill_path(tape_path(tape));
	if (!path)
		return err_set(e, ERR_IO, "out of memory");
	options.path = path;
	result = spiller_open(&t->spiller, t->loop, &options, e);
	free(path);
	/* write-behind buffers count, too */
	t->memory -= SPILLER_BUFFERS * options.buffer;
	return result;
}

static int start_recorder(struct tee *t, struct tape *tape,
			  const struct tee_options *o, struct err *e)
{
	struct recorder_options options = {
		.tape = tape,
		.scribe = o->scribe,
		.queue = &t->queue,
		.news = tell,
		.ctx = t,
	};

	if (t->spiller) {
		options.marks = spiller_marks(t->spiller);
		options.spill_path = spiller_path(t->spiller);
	}
	return recorder_start(&t->recorder, &options, e);
}

static int open_handles(struct tee *t, struct err *e)
{
	int result;

	t->news_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (t->news_fd < 0)
		return err_set(e, ERR_IO, "eventfd: %s", strerror(errno));
	result = uv_poll_init(t->loop, &t->news, t->news_fd);
	if (result < 0) {
		close(t->news_fd);
		return err_set(e, ERR_IO, "eventfd: %s", uv_strerror(result));
	}
	uv_poll_start(&t->news, UV_READABLE, on_poll);
	uv_prepare_init(t->loop, &t->prepare);
	uv_prepare_start(&t->prepare, on_prepare);
	uv_unref((uv_handle_t *)&t->prepare);
	t->news.data = t->prepare.data = t;
	t->handles = 2;
	return 0;
}

int tee_start(struct tee **out, uv_loop_t *loop, struct tape *tape,
	      const struct tee_options *options, void (*on_room)(void *ctx),
	      void *ctx, struct err *e)
{
	struct tee *t = calloc(1, sizeof(*t));
	size_t slab;

	if (!t)
		return err_set(e, ERR_IO, "out of memory");
	t->loop = loop;
	t->on_full = options->on_full;
	t->on_room = on_room;
	t->ctx = ctx;
	t->memory = options->memory ? options->memory : MEMORY;
	slab = t->memory / SLABS < BUFFER_SIZE ? t->memory / SLABS
					       : BUFFER_SIZE;
	if (queue_init(&t->queue, slab) < 0) {
		free(t);
		return err_set(e, ERR_IO, "out of memory");
	}
	if (open_handles(t, e) < 0) {
		queue_release(&t->queue);
		free(t);
		return -1;
	}
	/* the thread uses them; closed again, and `t` with them, if it fails */
	if (open_spill(t, tape, options, e) < 0 ||
	    start_recorder(t, tape, options, e) < 0) {
		if (t->spiller)
			unlink(spiller_path(t->spiller));
		close_handles(t);
		return -1;
	}
	*out = t;
	return 0;
}

void tee_stop(struct tee *t, int64_t stamp,
	      void (*done)(void *ctx, const struct err *error), void *ctx)
{
	const struct event end = { .type = EVENT_END, .stamp = stamp };

	t->done = done;
	t->done_ctx = ctx;
	write_gaps(t);
	append(t, &end, NULL, bytes_of("", 0));
	recorder_stop(t->recorder);
}

void tee_finish(struct tee *t)
{
	recorder_free(t->recorder);
	queue_release(&t->queue);
	spiller_free(t->spiller);
	drops_release(&t->drops);
	close(t->news_fd);
	free(t);
}
