/* SPDX-License-Identifier: Apache-2.0 */
/* proxy.c - start, stop, and what the sessions share.  Parses no options and
 * makes no decisions about bytes.
 *
 *	start ─▶ listeners open ─▶ probe ─▶ accepting ─▶ stop ─▶ drain ─▶ done
 *	             (clients wait)    │        ▲                  ▲
 *	                       upstream down: again        second stop: at once
 */
#include "proxy/proxy_internal.h"

#include "codec/frame.h"
#include "proxy/ports.h"
#include "proxy/probe.h"
#include "proxy/session.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum {
	CLOCK_READINGS = 8,
	/* descriptors that are not connections: tape, listeners, libuv */
	OTHER_FILES = 64,
};

/* ---- addresses */

static int address_port(const struct sockaddr_storage *at, char *out,
			size_t size)
{
	const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)at;

	if (at->ss_family == AF_INET) {
		const struct sockaddr_in *four = (const struct sockaddr_in *)at;

		uv_ip4_name(four, out, size);
		return ntohs(four->sin_port);
	}
	/* an IPv4 client of a listener on :: */
	if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr))
		uv_inet_ntop(AF_INET, &six->sin6_addr.s6_addr[12], out, size);
	else
		uv_ip6_name(six, out, size);
	return ntohs(six->sin6_port);
}

void local_address(const uv_tcp_t *tcp, char *out, size_t size)
{
	struct sockaddr_storage at = { 0 };
	int length = sizeof(at);

	*out = '\0';
	if (uv_tcp_getsockname(tcp, (struct sockaddr *)&at, &length) == 0)
		address_port(&at, out, size);
}

static void write_host_port(char *out, size_t size, const char *host, int port)
{
	bool six = strchr(host, ':') != NULL;

	snprintf(out, size, "%s%s%s:%d", six ? "[" : "", host, six ? "]" : "",
		 port);
}

void peer_address(const uv_tcp_t *tcp, char *out, size_t size)
{
	struct sockaddr_storage at = { 0 };
	int length = sizeof(at), port;
	char host[64];

	*out = '\0';
	if (uv_tcp_getpeername(tcp, (struct sockaddr *)&at, &length))
		return;
	port = address_port(&at, host, sizeof(host));
	write_host_port(out, size, host, port);
}

void proxy_bootstrap(const struct proxy *p, size_t set, char *out, size_t size)
{
	const struct set *s = &p->brokers.sets[set];
	const char *host = p->options.listen[set].at.host;

	if (p->options.advertise)
		host = p->options.advertise;
	else if (host_is_any(host))
		host = strchr(s->host, ':') ? "::1" : "127.0.0.1";
	write_host_port(out, size, host, s->bootstrap_port);
}

/* ---- start */

int proxy_check(const struct proxy_options *options, struct err *e)
{
	if (ports_check(options, e))
		return -1;
	for (size_t i = 0; i < options->listens; i++)
		if (listener_try(&options->listen[i].at, e))
			return -1;
	return 0;
}

static void raise_file_limit(struct proxy *p)
{
	struct rlimit limit;
	unsigned long room;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	getrlimit(RLIMIT_NOFILE, &limit);
	room = limit.rlim_cur > OTHER_FILES
		       ? (unsigned long)(limit.rlim_cur - OTHER_FILES) / 2
		       : 1;
	log_line(LOG_INFO, "%lu open files allow %lu client connections",
		 (unsigned long)limit.rlim_cur,
		 room < (unsigned long)p->options.max_connections
			 ? room
			 : (unsigned long)p->options.max_connections);
}

static struct stamp_reading read_clocks(void)
{
	struct stamp_reading r = { .before_ns = uv_hrtime() };
	struct timespec wall;

	clock_gettime(CLOCK_REALTIME, &wall);
	r.after_ns = uv_hrtime();
	r.wall_us = (int64_t)wall.tv_sec * 1000000 + wall.tv_nsec / 1000;
	return r;
}

static void start_clock(struct proxy *p)
{
	struct stamp_reading readings[CLOCK_READINGS];
	const struct stamp_reading *best;

	for (int i = 0; i < CLOCK_READINGS; i++)
		readings[i] = read_clocks();
	best = stamp_closest(readings, CLOCK_READINGS);
	stamp_init(&p->relay.clock, best->wall_us,
		   best->before_ns + (best->after_ns - best->before_ns) / 2,
		   p->options.first_stamp);
}

static void accept_clients(struct proxy *p)
{
	if (p->accepting || p->stopping)
		return;
	p->accepting = true;
	brokers_accept(p);
}

static void say_ready(struct proxy *p)
{
	void (*ready)(void *ctx) = p->ready;

	p->ready = NULL;
	if (ready)
		ready(p->ready_ctx);
}

/* Clients are accepted when all listeners are open; while the upstream is down
 * they wait in the backlog. */
static void on_probed(struct proxy *p, bool answered)
{
	if (answered)
		accept_clients(p);
	say_ready(p);
}

static void on_start(uv_timer_t *timer)
{
	on_probed(timer->data, true);
}

int proxy_start(struct proxy **out, uv_loop_t *loop, struct tee *tee,
		const struct proxy_options *options, void (*ready)(void *ctx),
		void *ctx, struct err *e)
{
	struct proxy *p;

	*out = NULL;
	if (ports_check(options, e))
		return -1;
	p = calloc(1, sizeof(*p));
	if (!p)
		return err_set(e, ERR_IO, "out of memory");
	p->options = *options;
	p->relay.loop = loop;
	p->relay.tee = tee;
	p->relay.drop = tee && tee_on_full(tee) == ON_FULL_DROP;
	p->relay.last_connection = options->first_connection;
	p->relay.last_exchange = options->first_exchange;
	writer_init(&p->relay.payload, 0);
	p->ready = ready;
	p->ready_ctx = ctx;
	start_clock(p);
	raise_file_limit(p);
	if (brokers_start(p, e)) {
		/* what was opened frees itself when the loop runs */
		brokers_close(p);
		proxy_free(p);
		return -1;
	}
	uv_timer_init(loop, &p->timer);
	p->timer.data = p;
	*out = p;
	if (p->options.probe)
		p->probe = probe_new(p, on_probed);
	if (!p->probe)
		uv_timer_start(&p->timer, on_start, 0, 0);
	return 0;
}

/* ---- stop */

static void on_timer_closed(uv_handle_t *handle)
{
	struct proxy *p = handle->data;

	p->done(p->done_ctx);
}

static void finish(struct proxy *p)
{
	if (!uv_is_closing((uv_handle_t *)&p->timer))
		uv_close((uv_handle_t *)&p->timer, on_timer_closed);
}

/* All sessions are gone: the end offsets, and that is it. */
static void ask_last(struct proxy *p)
{
	uv_timer_stop(&p->timer);
	relay_room(&p->relay); /* a pause that lasts to the end is one too */
	if (!p->probe) {
		finish(p);
		return;
	}
	probe_end(p->probe, finish);
	if (p->hurry)
		probe_abort(p->probe);
}

static void close_all(struct proxy *p)
{
	struct session *next;

	for (struct session *s = p->sessions; s; s = next) {
		next = s->next;
		session_stop(s);
	}
}

static void update_all(struct proxy *p)
{
	struct session *next;

	for (struct session *s = p->sessions; s; s = next) {
		next = s->next;
		session_update(s);
	}
}

static void on_drained(uv_timer_t *timer)
{
	close_all(timer->data);
}

void proxy_session_gone(struct proxy *p)
{
	p->connections--;
	if (p->stopping && !p->connections)
		ask_last(p);
}

void proxy_stop(struct proxy *p, void (*done)(void *ctx), void *ctx)
{
	p->done = done;
	p->done_ctx = ctx;
	if (p->stopping) {
		p->hurry = true;
		close_all(p);
		if (p->probe && !p->connections)
			probe_abort(p->probe);
		return;
	}
	p->stopping = true;
	p->accepting = false;
	brokers_close(p);
	update_all(p);
	if (p->connections)
		uv_timer_start(&p->timer, on_drained,
			       (uint64_t)p->options.drain_ms, 0);
	else
		ask_last(p);
}

void proxy_free(struct proxy *p)
{
	if (!p)
		return;
	probe_free(p->probe);
	brokers_release(&p->brokers);
	relay_release(&p->relay);
	free(p);
}

/* ---- what others ask */

void proxy_room(void *proxy)
{
	struct proxy *p = proxy;

	relay_room(&p->relay);
	update_all(p);
}

int64_t proxy_stamp(struct proxy *p)
{
	return relay_stamp(&p->relay);
}

void proxy_saw_metadata(struct proxy *p, int16_t api_version,
			struct bytes frame)
{
	probe_saw_metadata(p->probe, api_version,
			   bytes_after(frame, FRAME_PREFIX));
}

void proxy_status(const struct proxy *p, struct proxy_status *out)
{
	*out = (struct proxy_status) {
		.connections = p->connections,
		.accepted = p->accepted,
		.refused = p->refused,
		.bytes_up = p->relay.bytes_up,
		.bytes_down = p->relay.bytes_down,
		.requests = p->relay.requests,
		.upstream_reachable = p->upstream_reachable,
	};
}
