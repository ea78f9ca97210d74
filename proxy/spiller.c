/* SPDX-License-Identifier: Apache-2.0 */
/* spiller.c - appends ranges of events to the spill file without waiting for
 * the disk.  One request is under way at a time; meanwhile the next buffers
 * fill.  It neither reads the file nor decides when to spill (tee.c does).
 *
 *   IDLE ──begin──▶ TAKING ──end──▶ ENDING ──all written──▶ IDLE
 *                     └──────────────┴──failed: cut the file, buffers ──▶ IDLE
 *                                      go back to the queue
 *
 * A file cut back to what was written whole holds nothing that is in the
 * queue, too: after a kill nothing is read in twice. */
#include "proxy/spiller.h"

#include "proxy/log.h"
#include "store/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { RETRY_MS = 1000 };

struct spiller {
	uv_loop_t *loop;
	char *path;
	uint64_t limit;
	size_t buffer;
	struct queue *queue;
	void (*progress)(void *ctx);
	void *ctx;
	struct spill_marks marks;

	enum { IDLE, TAKING, ENDING } state;
	struct segment *range;
	uint64_t tail; /* position behind the last event taken */

	/* buffers that wait, linked by next; the first is being written */
	struct segment *first, *last;
	struct segment *spare; /* by next: memory that was just used */
	size_t buffers;
	uint64_t offset; /* where the first one goes in the file */
	size_t done;     /* bytes of it that are there */
	bool busy;       /* a request is under way */
	bool failed;
	uint64_t retry_at; /* uv_now() */
	uv_fs_t request;
};

static uint64_t get(const _Atomic uint64_t *mark)
{
	return atomic_load_explicit(mark, memory_order_acquire);
}

static void set(_Atomic uint64_t *mark, uint64_t value)
{
	atomic_store_explicit(mark, value, memory_order_release);
}

static void refused(const char *path, struct err *e)
{
	if (errno == EEXIST)
		err_set(e, ERR_IO,
			"'%s' holds what an earlier recording had not yet "
			"written to its tape: run 'ktape seal' on that tape, "
			"or remove the file",
			path);
	else
		err_set(e, ERR_IO, "cannot make the spill file '%s': %s", path,
			strerror(errno));
}

int spiller_open(struct spiller **out, uv_loop_t *loop,
		 const struct spiller_options *o, struct err *e)
{
	struct spiller *s = calloc(1, sizeof(*s));

	if (!s || !(s->path = strdup(o->path))) {
		free(s);
		return err_set(e, ERR_IO, "out of memory");
	}
	s->loop = loop;
	s->limit = o->limit;
	s->buffer = o->buffer;
	s->queue = o->queue;
	s->progress = o->progress;
	s->ctx = o->ctx;
	s->tail = o->base;
	set(&s->marks.base, o->base);
	set(&s->marks.written, o->base);
	set(&s->marks.taken, o->base);
	set(&s->marks.committed, o->base);
	set(&s->marks.freed, o->base);
	s->marks.fd =
		open(o->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (s->marks.fd < 0) {
		refused(o->path, e);
		spiller_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

/* ---- buffers */

static struct segment *buffer_next(const struct segment *b)
{
	return atomic_load_explicit(&b->next, memory_order_relaxed);
}

static struct segment *buffer_get(struct spiller *s)
{
	struct segment *b = s->spare;

	if (b)
		s->spare = buffer_next(b);
	else
		b = segment_new(SEGMENT_CHUNKS);
	if (!b)
		return NULL;
	atomic_store_explicit(&b->next, NULL, memory_order_relaxed);
	b->charge = s->buffer;
	atomic_fetch_add_explicit(&s->queue->used, b->charge,
				  memory_order_relaxed);
	s->buffers++;
	return b;
}

static void buffer_put(struct spiller *s, struct segment *b)
{
	atomic_fetch_sub_explicit(&s->queue->used, b->charge,
				  memory_order_relaxed);
	s->buffers--;
	writer_reset(&b->chunks);
	b->skip = 0;
	atomic_store_explicit(&b->next, s->spare, memory_order_relaxed);
	s->spare = b;
}

/* Take the oldest buffer off the list. */
static struct segment *buffer_shift(struct spiller *s)
{
	struct segment *b = s->first;

	s->first = buffer_next(b);
	if (!s->first)
		s->last = NULL;
	return b;
}

void spiller_free(struct spiller *s)
{
	if (!s)
		return;
	while (s->first)
		segment_free(buffer_shift(s));
	while (s->spare) {
		struct segment *b = s->spare;

		s->spare = buffer_next(b);
		segment_free(b);
	}
	if (s->marks.fd >= 0)
		close(s->marks.fd);
	free(s->path);
	free(s);
}

/* ---- writing */

static void write_on(struct spiller *s);

static uint64_t offset_of(const struct spiller *s, uint64_t position)
{
	uint64_t base = get(&s->marks.base);

	return position == base ? 0 : SPILL_HEADER + position - base;
}

static void range_done(struct spiller *s)
{
	struct segment *range = s->range;

	s->range = NULL;
	s->state = IDLE;
	range_close(range, get(&s->marks.written));
}

/* The file was cut to what is whole (or could not be: all the same). */
static void on_cut(uv_fs_t *request)
{
	struct spiller *s = request->data;
	struct segment *at = s->range;

	uv_fs_req_cleanup(request);
	s->busy = false;
	s->failed = false;
	while (s->first) {
		struct segment *b = buffer_shift(s);

		s->buffers--;
		range_insert(s->queue, at, b);
		at = b;
	}
	s->tail = get(&s->marks.written);
	range_done(s);
	s->progress(s->ctx);
}

static void fail(struct spiller *s, int status)
{
	if (uv_now(s->loop) >= s->retry_at + 10 * RETRY_MS)
		log_line(LOG_WARN,
			 "cannot write '%s': %s; memory is used alone", s->path,
			 uv_strerror(status));
	s->failed = true;
	s->retry_at = uv_now(s->loop) + RETRY_MS;
	uv_fs_ftruncate(s->loop, &s->request, s->marks.fd, (int64_t)s->offset,
			on_cut);
}

static void start(struct spiller *s)
{
	if (s->busy || !s->first)
		return;
	s->busy = true;
	s->done = 0;
	s->offset = offset_of(s, get(&s->marks.written));
	write_on(s);
}

static void on_written(uv_fs_t *request)
{
	struct spiller *s = request->data;
	ssize_t n = request->result;
	struct segment *b = s->first;

	uv_fs_req_cleanup(request);
	if (n <= 0) {
		fail(s, n ? (int)n : UV_ENOSPC);
		return;
	}
	s->done += (size_t)n;
	if (s->done < b->chunks.size) {
		write_on(s);
		return;
	}
	set(&s->marks.written,
	    get(&s->marks.written) + b->chunks.size - b->skip);
	buffer_put(s, buffer_shift(s));
	s->busy = false;
	if (s->state == ENDING && !s->first)
		range_done(s);
	start(s);
	s->progress(s->ctx);
}

static void write_on(struct spiller *s)
{
	struct writer *w = &s->first->chunks;
	uv_buf_t rest = uv_buf_init((char *)w->data + s->done,
				    (unsigned int)(w->size - s->done));

	s->request.data = s;
	uv_fs_write(s->loop, &s->request, s->marks.fd, &rest, 1,
		    (int64_t)(s->offset + s->done), on_written);
}

/* ---- taking */

struct spill_marks *spiller_marks(struct spiller *s)
{
	return &s->marks;
}

const char *spiller_path(const struct spiller *s)
{
	return s->path;
}

bool spiller_taking(const struct spiller *s)
{
	return s->state == TAKING;
}

bool spiller_has_room(const struct spiller *s)
{
	if (s->tail - get(&s->marks.freed) >= s->limit ||
	    atomic_load_explicit(&s->marks.disk_low, memory_order_relaxed))
		return false;
	if (s->state == TAKING)
		return !s->failed && s->buffers < SPILLER_BUFFERS;
	/* not while the file is being emptied: then `base` moves */
	return s->state == IDLE && !s->busy && uv_now(s->loop) >= s->retry_at;
}

int spiller_begin(struct spiller *s, int64_t stamp)
{
	const struct event mark = { .type = EVENT_SPILLED, .stamp = stamp };

	s->range = queue_range(s->queue, s->tail);
	if (!s->range)
		return -1;
	s->state = TAKING;
	if (spiller_take(s, &mark, bytes_of("", 0)) == 0)
		return 0;
	range_done(s);
	return -1;
}

static struct segment *buffer_for(struct spiller *s, size_t need)
{
	struct segment *b = s->last;

	if (b && !(s->busy && b == s->first) &&
	    b->chunks.size + need <= s->buffer)
		return b;
	b = buffer_get(s);
	if (!b)
		return NULL;
	if (offset_of(s, s->tail) == 0) {
		spill_write_header(&b->chunks, s->tail);
		b->skip = SPILL_HEADER;
	}
	if (s->last)
		atomic_store_explicit(&s->last->next, b, memory_order_relaxed);
	else
		s->first = b;
	s->last = b;
	return b;
}

int spiller_take(struct spiller *s, const struct event *event,
		 struct bytes payload)
{
	size_t need = SPILL_CHUNK + sizeof(*event) + payload.n;
	struct segment *b = buffer_for(s, need);
	size_t before;

	if (!b)
		return -1;
	before = b->chunks.size;
	spill_write(&b->chunks, event, payload);
	if (b->chunks.failed) {
		b->chunks.size = before;
		b->chunks.failed = false;
		return -1;
	}
	s->tail += need;
	start(s);
	return 0;
}

void spiller_end(struct spiller *s)
{
	s->state = ENDING;
	if (!s->first)
		range_done(s);
}

/* ---- the end of the file */

uint64_t spiller_waiting(const struct spiller *s)
{
	return s->tail - get(&s->marks.taken);
}

static void on_emptied(uv_fs_t *request)
{
	struct spiller *s = request->data;
	bool emptied = request->result == 0;

	uv_fs_req_cleanup(request);
	s->busy = false;
	if (emptied) {
		set(&s->marks.freed, s->tail);
		set(&s->marks.base, s->tail);
	} else {
		s->retry_at = uv_now(s->loop) + RETRY_MS;
	}
	s->progress(s->ctx);
}

bool spiller_tidy(struct spiller *s)
{
	if (s->state == IDLE && s->tail == get(&s->marks.base))
		return true;
	if (s->state != IDLE || s->busy || get(&s->marks.committed) < s->tail ||
	    uv_now(s->loop) < s->retry_at)
		return false;
	s->busy = true;
	s->request.data = s;
	uv_fs_ftruncate(s->loop, &s->request, s->marks.fd, 0, on_emptied);
	return false;
}

bool spiller_idle(const struct spiller *s)
{
	return !s->busy;
}
