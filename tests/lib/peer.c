/* SPDX-License-Identifier: Apache-2.0 */
/* peer.c - clients and brokers without behaviour of their own: they send what
 * the test says and keep what they get. */
#include "tests/lib/peer.h"

#include "tests/test.h"

#include <stdlib.h>

enum { CHUNK = 256 * 1024, QUIET_TURNS = 20, WAKE_MS = 5 };

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
	static char chunk[CHUNK];

	(void)handle;
	(void)suggested;
	*out = uv_buf_init(chunk, sizeof(chunk));
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct peer *p = stream->data;

	if (n > 0)
		writer_raw(&p->got, bytes_of(buf->base, (size_t)n));
	if (n >= 0)
		return;
	p->ended = true;
	p->error = n == UV_EOF ? 0 : (int)n;
}

static struct peer *peer_new(uv_loop_t *loop)
{
	struct peer *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	writer_init(&p->got, 0);
	assert_int_equal(uv_tcp_init(loop, &p->tcp), 0);
	p->tcp.data = p;
	return p;
}

static void on_connected(uv_connect_t *request, int status)
{
	struct peer *p = request->data;

	p->connected = status == 0;
	p->ended = status != 0;
	p->error = status;
	uv_tcp_nodelay(&p->tcp, 1);
	if (p->connected && !p->paused)
		uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read);
}

struct peer *peer_connect(uv_loop_t *loop, int port)
{
	struct peer *p = peer_new(loop);
	struct sockaddr_in at;

	p->connect.data = p;
	uv_ip4_addr("127.0.0.1", port, &at);
	assert_int_equal(uv_tcp_connect(&p->connect, &p->tcp,
					(struct sockaddr *)&at, on_connected),
			 0);
	return p;
}

static void on_connection(uv_stream_t *stream, int status)
{
	struct acceptor *a = stream->data;
	struct peer *p = peer_new(stream->loop);

	assert_int_equal(status, 0);
	assert_true(a->count < PEERS_MAX);
	assert_int_equal(uv_accept(stream, (uv_stream_t *)&p->tcp), 0);
	uv_tcp_nodelay(&p->tcp, 1);
	p->connected = true;
	p->paused = a->paused;
	a->peers[a->count++] = p;
	if (!p->paused)
		uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read);
}

struct acceptor *acceptor_bound(uv_loop_t *loop)
{
	struct acceptor *a = calloc(1, sizeof(*a));
	struct sockaddr_in at;
	int size = sizeof(at);

	assert_non_null(a);
	uv_ip4_addr("127.0.0.1", 0, &at);
	assert_int_equal(uv_tcp_init(loop, &a->tcp), 0);
	assert_int_equal(uv_tcp_bind(&a->tcp, (struct sockaddr *)&at, 0), 0);
	uv_tcp_getsockname(&a->tcp, (struct sockaddr *)&at, &size);
	a->port = ntohs(at.sin_port);
	a->tcp.data = a;
	return a;
}

void acceptor_listen(struct acceptor *a)
{
	assert_int_equal(uv_listen((uv_stream_t *)&a->tcp, 512, on_connection),
			 0);
}

struct acceptor *acceptor_new(uv_loop_t *loop)
{
	struct acceptor *a = acceptor_bound(loop);

	acceptor_listen(a);
	return a;
}

void acceptor_close(struct acceptor *a)
{
	if (!uv_is_closing((uv_handle_t *)&a->tcp))
		uv_close((uv_handle_t *)&a->tcp, NULL);
}

/* ---- sending */

struct sending {
	uv_write_t request;
	struct peer *peer;
	size_t size;
	uint8_t data[];
};

static void on_sent(uv_write_t *request, int status)
{
	struct sending *s = request->data;

	(void)status;
	s->peer->unsent -= s->size;
	free(s);
}

void peer_send(struct peer *p, struct bytes b)
{
	struct sending *s = malloc(sizeof(*s) + b.n);
	uv_buf_t buf;

	assert_non_null(s);
	if (b.n)
		memcpy(s->data, b.p, b.n);
	s->peer = p;
	s->size = b.n;
	s->request.data = s;
	p->unsent += b.n;
	buf = uv_buf_init((char *)s->data, (unsigned)b.n);
	assert_int_equal(uv_write(&s->request, (uv_stream_t *)&p->tcp, &buf, 1,
				  on_sent),
			 0);
}

static void on_shut(uv_shutdown_t *request, int status)
{
	(void)status;
	free(request);
}

void peer_end(struct peer *p)
{
	uv_shutdown_t *request = malloc(sizeof(*request));

	assert_non_null(request);
	assert_int_equal(uv_shutdown(request, (uv_stream_t *)&p->tcp, on_shut),
			 0);
}

void peer_reset(struct peer *p)
{
	p->closed = true;
	assert_int_equal(uv_tcp_close_reset(&p->tcp, NULL), 0);
}

void peer_close(struct peer *p)
{
	if (!p->closed)
		uv_close((uv_handle_t *)&p->tcp, NULL);
	p->closed = true;
}

void peer_pause(struct peer *p, bool paused)
{
	p->paused = paused;
	if (paused)
		uv_read_stop((uv_stream_t *)&p->tcp);
	else
		uv_read_start((uv_stream_t *)&p->tcp, on_alloc, on_read);
}

struct bytes peer_got(const struct peer *p)
{
	return writer_bytes(&p->got);
}

void peer_forget(struct peer *p)
{
	writer_reset(&p->got);
}

/* ---- waiting */

/* Wakes the loop, so that the condition is looked at. */
static void on_wake(uv_timer_t *timer)
{
	if (--*(int *)timer->data == 0)
		fail_msg("what the test waits for does not happen");
}

void wait_for(uv_loop_t *loop, bool (*holds)(void *ctx), void *ctx)
{
	uv_timer_t *wake = malloc(sizeof(*wake));
	int left = WAIT_MS / WAKE_MS;

	assert_non_null(wake);
	uv_timer_init(loop, wake);
	wake->data = &left;
	uv_timer_start(wake, on_wake, WAKE_MS, WAKE_MS);
	while (!holds(ctx))
		uv_run(loop, UV_RUN_ONCE);
	uv_close((uv_handle_t *)wake, (uv_close_cb)free);
}

struct wanted {
	struct peer *peer;
	struct acceptor *acceptor;
	size_t n;
};

static bool has_received(void *ctx)
{
	struct wanted *w = ctx;

	return w->peer->got.size >= w->n;
}

void wait_received(struct peer *p, size_t bytes)
{
	struct wanted w = { .peer = p, .n = bytes };

	wait_for(p->tcp.loop, has_received, &w);
}

static bool has_ended(void *ctx)
{
	return ((struct peer *)ctx)->ended;
}

void wait_ended(struct peer *p)
{
	wait_for(p->tcp.loop, has_ended, p);
}

static bool has_sent(void *ctx)
{
	return ((struct peer *)ctx)->unsent == 0;
}

void wait_sent(struct peer *p)
{
	wait_for(p->tcp.loop, has_sent, p);
}

static bool has_accepted(void *ctx)
{
	struct wanted *w = ctx;

	return w->acceptor->count > w->n;
}

struct peer *wait_accepted(struct acceptor *a, size_t i)
{
	struct wanted w = { .acceptor = a, .n = i };

	wait_for(a->tcp.loop, has_accepted, &w);
	return a->peers[i];
}

static void on_tick(uv_timer_t *timer)
{
	--*(int *)timer->data;
}

static bool is_quiet(void *ctx)
{
	return *(int *)ctx <= 0;
}

void wait_quiet(uv_loop_t *loop)
{
	uv_timer_t *tick = malloc(sizeof(*tick));
	int turns = QUIET_TURNS;

	assert_non_null(tick);
	uv_timer_init(loop, tick);
	tick->data = &turns;
	uv_timer_start(tick, on_tick, 1, 1);
	wait_for(loop, is_quiet, &turns);
	uv_close((uv_handle_t *)tick, (uv_close_cb)free);
}

/* ---- the end */

static void close_any(uv_handle_t *handle, void *ctx)
{
	(void)ctx;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

void peers_release(uv_loop_t *loop)
{
	uv_walk(loop, close_any, NULL);
	uv_run(loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(loop), 0);
}
