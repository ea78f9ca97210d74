/* SPDX-License-Identifier: Apache-2.0 */
/* dial.c - one attempt to connect somewhere.  It frees itself when libuv holds
 * nothing of it any more, which may be long after it was answered or cancelled:
 * a name lookup can't be stopped.
 *
 *	start ──▶ look up target ──▶ connect to address ──▶ done(tcp)
 *	              ▲   ▲               │ failed
 *	   next target│   └──next address─┤
 *	              └───────────────────┴──▶ none left, or time is up: done(NULL)
 */
#include "proxy/dial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEEPALIVE_S = 60 };

struct dial {
	uv_loop_t *loop;
	dial_done done; /* NULL: cancelled */
	void *ctx;
	struct host_port *targets;
	size_t count, first, tried;
	uv_timer_t timer;
	uv_tcp_t *tcp;
	uv_getaddrinfo_t lookup;
	uv_connect_t connect;
	struct addrinfo *addresses, *next;
	int pending; /* handles and requests that libuv holds */
	bool over;
	char why[200];
};

static void try_next(struct dial *d);

static size_t current(const struct dial *d)
{
	return (d->first + d->tried - 1) % d->count;
}

static void let_go(struct dial *d)
{
	if (--d->pending)
		return;
	uv_freeaddrinfo(d->addresses);
	free(d->targets);
	free(d);
}

static void on_timer_closed(uv_handle_t *handle)
{
	let_go(handle->data);
}

static void on_tcp_closed(uv_handle_t *handle)
{
	struct dial *d = handle->data;

	free(handle);
	d->tcp = NULL;
	if (!d->over)
		try_next(d);
	let_go(d);
}

/* Nothing more is tried. */
static void end(struct dial *d)
{
	d->over = true;
	uv_close((uv_handle_t *)&d->timer, on_timer_closed);
	if (d->tcp && !uv_is_closing((uv_handle_t *)d->tcp))
		uv_close((uv_handle_t *)d->tcp, on_tcp_closed);
}

static void fail(struct dial *d)
{
	dial_done done = d->done;

	end(d);
	d->done = NULL;
	if (done)
		done(d->ctx, NULL, 0, d->why);
}

static void succeed(struct dial *d)
{
	uv_tcp_t *tcp = d->tcp;
	dial_done done = d->done;

	d->tcp = NULL;
	d->pending--;
	d->done = NULL;
	end(d);
	uv_tcp_nodelay(tcp, 1);
	uv_tcp_keepalive(tcp, 1, KEEPALIVE_S);
	done(d->ctx, tcp, current(d), NULL);
}

static void say_why(struct dial *d, const char *what, int status)
{
	const struct host_port *t = &d->targets[current(d)];

	snprintf(d->why, sizeof(d->why), "cannot %s %.100s:%d: %s", what,
		 t->host, t->port, uv_strerror(status));
}

static void on_connected(uv_connect_t *request, int status)
{
	struct dial *d = request->data;

	if (d->over)
		return;
	if (status == 0) {
		succeed(d);
		return;
	}
	say_why(d, "connect to", status);
	uv_close((uv_handle_t *)d->tcp, on_tcp_closed);
}

/* Connect to the next address of the current target. */
static void try_address(struct dial *d)
{
	const struct addrinfo *a = d->next;
	int error;

	d->next = a->ai_next;
	d->tcp = malloc(sizeof(*d->tcp));
	if (!d->tcp || uv_tcp_init(d->loop, d->tcp)) {
		free(d->tcp);
		d->tcp = NULL;
		snprintf(d->why, sizeof(d->why), "out of memory");
		fail(d);
		return;
	}
	d->pending++;
	d->tcp->data = d;
	error = uv_tcp_connect(&d->connect, d->tcp, a->ai_addr, on_connected);
	if (error) {
		say_why(d, "connect to", error);
		uv_close((uv_handle_t *)d->tcp, on_tcp_closed);
	}
}

static void on_looked_up(uv_getaddrinfo_t *request, int status,
			 struct addrinfo *addresses)
{
	struct dial *d = request->data;

	d->addresses = addresses;
	d->next = addresses;
	if (!d->over) {
		if (status < 0)
			say_why(d, "look up", status);
		try_next(d);
	}
	let_go(d);
}

/* Look up the next target; numeric addresses need no thread. */
static void try_target(struct dial *d)
{
	struct addrinfo hints = {
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
	};
	const struct host_port *t;
	char port[16];
	int error;

	d->tried++;
	t = &d->targets[current(d)];
	uv_freeaddrinfo(d->addresses);
	d->addresses = NULL;
	snprintf(port, sizeof(port), "%d", t->port);
	if (getaddrinfo(t->host, port, &hints, &d->addresses) == 0) {
		d->next = d->addresses;
		try_address(d);
		return;
	}
	d->addresses = NULL;
	hints.ai_flags = AI_NUMERICSERV;
	error = uv_getaddrinfo(d->loop, &d->lookup, on_looked_up, t->host, port,
			       &hints);
	if (error == 0) {
		d->pending++;
		return;
	}
	say_why(d, "look up", error);
	try_next(d);
}

static void try_next(struct dial *d)
{
	if (d->next)
		try_address(d);
	else if (d->tried < d->count)
		try_target(d);
	else
		fail(d);
}

static void on_timeout(uv_timer_t *timer)
{
	struct dial *d = timer->data;

	snprintf(d->why, sizeof(d->why),
		 "cannot connect to %.100s:%d: no "
		 "answer within %d s",
		 d->targets[current(d)].host, d->targets[current(d)].port,
		 DIAL_TIMEOUT_MS / 1000);
	fail(d);
}

static void on_start(uv_timer_t *timer)
{
	uv_timer_start(timer, on_timeout, DIAL_TIMEOUT_MS, 0);
	try_next(timer->data);
}

struct dial *dial_start(uv_loop_t *loop, const struct host_port *targets,
			size_t count, size_t first, dial_done done, void *ctx)
{
	struct dial *d = calloc(1, sizeof(*d));

	if (!d)
		return NULL;
	d->targets = calloc(count, sizeof(*targets));
	if (!d->targets) {
		free(d);
		return NULL;
	}
	memcpy(d->targets, targets, count * sizeof(*targets));
	d->loop = loop;
	d->done = done;
	d->ctx = ctx;
	d->count = count;
	d->first = first;
	d->pending = 1;
	d->lookup.data = d;
	d->connect.data = d;
	uv_timer_init(loop, &d->timer);
	d->timer.data = d;
	uv_timer_start(&d->timer, on_start, 0, 0);
	return d;
}

void dial_cancel(struct dial *d)
{
	if (!d || d->over)
		return;
	d->done = NULL;
	uv_cancel((uv_req_t *)&d->lookup);
	end(d);
}
