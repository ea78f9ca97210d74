/* SPDX-License-Identifier: Apache-2.0 */
/* pipe.c - one direction of a connection.  Knows bytes and sockets, not Kafka:
 * what the bytes mean is its owner's business.
 *
 *	from ──read──▶ buffer ──take()──▶ segments ──write──▶ to
 *	               ▲    │                │  the socket is full:
 *	        carry ─┘    └─▶ pieces       └▶ rest; no reading until it is out
 *	   (a beginning of      ▼
 *	    a frame)          tee
 *
 * A write is tried at once; only what the socket doesn't take is queued in
 * libuv, the same buffers without a copy.  So a pipe holds at most what one read
 * brought, and the two directions of a connection never wait for each other. */
#include "proxy/pipe.h"

#include <assert.h>
#include <stdlib.h>

void pipe_init(struct pipe *p, struct relay *relay,
	       const struct pipe_owner *owner, void *data)
{
	*p = (struct pipe) { .relay = relay, .owner = owner, .data = data };
	writer_init(&p->carry, BUFFER_SIZE / 2);
	p->write.data = p;
	p->shutdown.data = p;
}

static void rest_release(struct pipe *p)
{
	for (size_t i = 0; i < p->rests; i++)
		buffer_release(p->rest[i].buffer);
	free(p->rest);
	p->rest = NULL;
	p->rests = 0;
}

static void unwritten_release(struct pipe *p)
{
	free(p->unwritten);
	p->unwritten = NULL;
	p->unwrittens = 0;
}

void pipe_release(struct pipe *p)
{
	rest_release(p);
	unwritten_release(p);
	writer_release(&p->carry);
}

bool pipe_idle(const struct pipe *p)
{
	return !p->writing;
}

/* ---- writing */

static void on_shut(uv_shutdown_t *request, int status)
{
	struct pipe *p = request->data;

	if (status == UV_ECANCELED)
		return;
	p->end_passed = true;
	if (status < 0 && status != UV_ENOTCONN)
		p->write_error = status;
	p->owner->changed(p);
}

/* The end of what comes from one side is told to the other. */
static void pass_end(struct pipe *p)
{
	int error = uv_shutdown(&p->shutdown, p->to, on_shut);

	if (error == UV_ENOTCONN)
		p->end_passed = true;
	else if (error)
		p->write_error = error;
}

static void on_written(uv_write_t *request, int status)
{
	struct pipe *p = request->data;

	p->writing = false;
	rest_release(p);
	if (status == UV_ECANCELED)
		return;
	if (status < 0) {
		p->write_error = status;
		p->unsure = true;
	} else {
		p->written = p->put;
		unwritten_release(p);
		if (p->ended && !p->read_error)
			pass_end(p);
	}
	p->owner->changed(p);
}

/* Remember which exchanges are not wholly written. */
static void remember_unwritten(struct pipe *p)
{
	const struct output *o = &p->relay->output;

	p->unwritten = calloc(o->piece_count, sizeof(*p->unwritten));
	if (!p->unwritten) {
		p->no_memory = o->piece_count > 0;
		return;
	}
	for (size_t i = 0; i < o->piece_count; i++) {
		const struct piece *piece = &o->pieces[i];

		if (piece->event.type == EVENT_FRAME &&
		    piece->event.flags & EVENT_LAST && piece->end > p->written)
			p->unwritten[p->unwrittens++] =
				(struct unwritten) { piece->event.exchange,
						     piece->end };
	}
}

/* The socket took only `sent` bytes: libuv writes the rest when it can. */
static void write_rest(struct pipe *p, uint64_t sent)
{
	struct output *o = &p->relay->output;
	uv_buf_t *bufs;
	unsigned n;
	int error;

	output_skip(o, sent);
	n = output_bufs(o, &bufs);
	p->rest = malloc(o->segment_count * sizeof(*p->rest));
	if (!p->rest) {
		p->no_memory = true;
		return;
	}
	/* the references go with them */
	memcpy(p->rest, o->segments, o->segment_count * sizeof(*p->rest));
	p->rests = o->segment_count;
	o->segment_count = 0;
	error = uv_write(&p->write, p->to, bufs, n, on_written);
	if (error)
		p->write_error = error;
	else
		p->writing = true;
}

static void write_output(struct pipe *p)
{
	struct output *o = &p->relay->output;
	uv_buf_t *bufs;
	unsigned n = output_bufs(o, &bufs);
	int sent;

	if (!n)
		return;
	assert(!p->writing);
	p->put += o->bytes;
	sent = uv_try_write(p->to, bufs, n);
	if (sent < 0 && sent != UV_EAGAIN)
		p->write_error = sent;
	sent = sent < 0 ? 0 : sent;
	p->written += (uint64_t)sent;
	if ((uint64_t)sent == o->bytes)
		return;
	remember_unwritten(p);
	if (!p->write_error)
		write_rest(p, (uint64_t)sent);
}

/* ---- reading */

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
	struct pipe *p = handle->data;
	struct buffer *b;
	size_t at;

	(void)suggested;
	*out = uv_buf_init(NULL, 0);
	if (relay_blocked(p->relay))
		return;
	b = relay_buffer(p->relay, p->carry.size);
	if (!b)
		return;
	at = b->size + p->carry.size;
	if (p->carry.size)
		memcpy(b->data + b->size, p->carry.data, p->carry.size);
	*out = uv_buf_init((char *)b->data + at, (unsigned)(b->capacity - at));
}

static void pass(struct pipe *p, size_t n)
{
	struct relay *r = p->relay;
	struct buffer *b = r->buffer;
	struct bytes view = bytes_of(b->data + b->size, p->carry.size + n);
	size_t taken;

	*p->bytes += n;
	b->size += view.n;
	writer_reset(&p->carry);
	output_reset(&r->output);
	taken = p->owner->take(p, b, view);
	relay_stamp_pieces(r);
	write_output(p);
	relay_record_pieces(r, b);
	if (taken < view.n)
		writer_raw(&p->carry, bytes_after(view, taken));
	p->no_memory |= r->output.failed || p->carry.failed;
	output_reset(&r->output);
	relay_buffer_done(r);
}

static void end(struct pipe *p, int status)
{
	p->ended = true;
	if (status != UV_EOF)
		p->read_error = status;
	else if (!p->writing)
		pass_end(p);
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct pipe *p = stream->data;

	(void)buf;
	if (n == 0)
		return;
	if (n > 0)
		pass(p, (size_t)n);
	else if (n != UV_ENOBUFS)
		end(p, (int)n);
	else
		p->no_memory = !p->relay->blocked;
	p->owner->changed(p);
}

void pipe_open(struct pipe *p, uv_stream_t *from, uv_stream_t *to)
{
	p->from = from;
	p->to = to;
	from->data = p;
}

void pipe_update(struct pipe *p)
{
	bool wanted = p->from && !p->held && !p->ended && !p->writing &&
		      !p->relay->blocked && !p->write_error;

	if (wanted == p->reading)
		return;
	p->reading = wanted;
	if (!wanted)
		uv_read_stop(p->from);
	else
		p->read_error = uv_read_start(p->from, on_alloc, on_read);
}

/* ---- the end */

void pipe_note_unwritten(struct pipe *p, enum event_type type,
			 uint64_t connection)
{
	uint64_t written = p->written;

	if (p->unsure)
		return;
	if (p->writing)
		written = p->put - uv_stream_get_write_queue_size(p->to);
	for (size_t i = 0; i < p->unwrittens; i++)
		if (p->unwritten[i].end > written)
			relay_note(p->relay, type, connection,
				   p->unwritten[i].exchange);
}
