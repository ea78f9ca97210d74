/* SPDX-License-Identifier: Apache-2.0 */
/* session.c - a client with its own broker connection.
 *
 *	         up: requests_take()                  DIALING
 *	client ══════════════════════▶ broker            │ connected
 *	       ◀══════════════════════                RELAYING
 *	       down: responses_take()                    │ one side has ended
 *	                                              ENDING
 *	       both through the tee                      │ both have, or an error
 *	                                              CLOSING ──▶ freed
 *
 * Any state may go to CLOSING; it is entered once, by session_close().  The
 * session is freed when the last of its open handles is closed. */
#include "proxy/session.h"

#include "proxy/proxy_internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEEPALIVE_S = 60 };

static const struct {
	const char *name;
	unsigned next; /* legal moves, a bit each */
} states[] = {
	[SESSION_DIALING] = { "dialing",
			      1u << SESSION_RELAYING | 1u << SESSION_CLOSING },
	[SESSION_RELAYING] = { "relaying",
			       1u << SESSION_ENDING | 1u << SESSION_CLOSING },
	[SESSION_ENDING] = { "ending", 1u << SESSION_CLOSING },
	[SESSION_CLOSING] = { "closing", 0 },
};

static void session_move(struct session *s, enum session_state next)
{
	assert(states[s->state].next & 1u << next);
	log_line(LOG_DEBUG, "connection %llu: %s -> %s",
		 (unsigned long long)s->connection, states[s->state].name,
		 states[next].name);
	s->state = next;
}

/* ---- the end */

static void session_free(struct session *s)
{
	struct proxy *p = s->proxy;

	*s->link = s->next;
	if (s->next)
		s->next->link = s->link;
	pipe_release(&s->up);
	pipe_release(&s->down);
	inflight_release(&s->inflight);
	writer_release(&s->held);
	skim_free(s->skim);
	free(s);
	proxy_session_gone(p);
}

static void on_up_closed(uv_handle_t *handle)
{
	struct session *s = handle->data;

	free(handle);
	if (--s->open_handles == 0)
		session_free(s);
}

static void close_handle(struct session *s, uv_tcp_t *tcp)
{
	if (!tcp)
		return;
	tcp->data = s;
	uv_close((uv_handle_t *)tcp, on_up_closed);
}

static void note_closed(struct session *s)
{
	struct relay *r = &s->proxy->relay;
	struct event_closed e = { bytes_of_string(s->closed_by),
				  bytes_of_string(s->reason) };

	if (s->broker_tcp) {
		relay_payload(r);
		pipe_note_unwritten(&s->up, EVENT_UNSENT, s->connection);
		pipe_note_unwritten(&s->down, EVENT_UNDELIVERED, s->connection);
	}
	event_write_closed(relay_payload(r), &e);
	relay_note(r, EVENT_CLOSED, s->connection, 0);
}

static void session_end(struct session *s)
{
	session_move(s, SESSION_CLOSING);
	note_closed(s);
	dial_cancel(s->dial);
	s->dial = NULL;
	close_handle(s, s->client_tcp);
	close_handle(s, s->broker_tcp);
}

static void set_reason(struct session *s, const char *by, const char *format,
		       va_list args)
{
	if (s->closed_by)
		return;
	s->closed_by = by;
	vsnprintf(s->reason, sizeof(s->reason), format, args);
}

void session_fail(struct session *s, const char *by, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set_reason(s, by, format, args);
	va_end(args);
	log_line(LOG_WARN, "client %s closed: %s", s->peer, s->reason);
}

void session_close(struct session *s, const char *by, const char *format, ...)
{
	va_list args;

	if (s->state == SESSION_CLOSING)
		return;
	va_start(args, format);
	set_reason(s, by, format, args);
	va_end(args);
	log_line(LOG_DEBUG, "client %s closed by %s: %s", s->peer, s->closed_by,
		 s->reason);
	session_end(s);
}

void session_stop(struct session *s)
{
	if (s->first_end)
		session_close(s, s->first_end, "end of stream");
	else
		session_close(s, "ktape", "stopped");
}

/* ---- life */

/* An error on one side: what the other side is owed is still written. */
static bool close_if_broken(struct session *s)
{
	struct pipe *up = &s->up, *down = &s->down;
	int client = up->read_error ? up->read_error : down->write_error;
	int broker = down->read_error ? down->read_error : up->write_error;

	if (up->no_memory || down->no_memory)
		session_close(s, "ktape", "out of memory");
	else if (client && (!up->writing || broker))
		session_close(s, s->first_end ? s->first_end : "client", "%s",
			      uv_strerror(client));
	else if (broker && (!down->writing || client))
		session_close(s, s->first_end ? s->first_end : "broker", "%s",
			      uv_strerror(broker));
	else if (up->end_passed && down->end_passed)
		session_close(s, s->first_end, "end of stream");
	return s->state == SESSION_CLOSING;
}

/* Nothing half sent, nothing to be answered. */
static bool session_at_rest(const struct session *s)
{
	return !s->inflight.count && !s->request.left && !s->response.left &&
	       !s->up.writing && !s->down.writing;
}

void session_update(struct session *s)
{
	bool gone;

	if (s->state == SESSION_CLOSING)
		return;
	if (s->closed_by) {
		session_end(s);
		return;
	}
	if (s->state == SESSION_DIALING) {
		if (s->proxy->stopping)
			session_stop(s);
		return;
	}
	if (close_if_broken(s))
		return;
	if (s->state == SESSION_RELAYING && (s->up.ended || s->down.ended)) {
		s->first_end = s->up.ended ? "client" : "broker";
		session_move(s, SESSION_ENDING);
	}
	if (s->proxy->stopping && session_at_rest(s)) {
		session_stop(s);
		return;
	}
	gone = s->up.read_error || s->down.read_error || s->up.write_error ||
	       s->down.write_error;
	s->up.held = gone || inflight_full(&s->inflight) ||
		     (s->proxy->stopping && !s->request.left);
	s->down.held = gone;
	pipe_update(&s->up);
	pipe_update(&s->down);
}

static void on_changed(struct pipe *p)
{
	session_update(p->data);
}

static const struct pipe_owner up_owner = { requests_take, on_changed };
static const struct pipe_owner down_owner = { responses_take, on_changed };

bool session_address(void *session, int32_t node_id, struct bytes host,
		     int32_t port, struct address *out)
{
	const struct session *s = session;
	const struct broker *b = brokers_learn(s->proxy, node_id, host, port);

	if (!b)
		return false;
	brokers_advertise(s->proxy, s->set, b, s->local, out);
	return true;
}

bool session_can_redial(struct session *s)
{
	const struct broker *b = brokers_find(s->proxy, s->node_id);

	if (!b || !b->known)
		return false;
	session_fail(s, "ktape",
		     "the address of broker %d is known now; it went to %s",
		     s->node_id, s->broker);
	return true;
}

/* ---- the beginning */

static void on_dialed(void *ctx, uv_tcp_t *tcp, size_t target, const char *why)
{
	struct session *s = ctx;
	struct proxy *p = s->proxy;

	s->dial = NULL;
	if (!tcp) {
		log_limited(&p->dial_errors, uv_now(p->relay.loop), LOG_WARN,
			    "client %s closed: %s", s->peer, why);
		p->upstream_reachable &= s->node_id >= 0;
		session_close(s, "broker", "%s", why);
		return;
	}
	if (s->node_id < 0 || s->misdialled)
		p->upstream = target;
	p->upstream_reachable = true;
	s->broker_tcp = tcp;
	s->open_handles++;
	peer_address(tcp, s->broker, sizeof(s->broker));
	pipe_open(&s->up, (uv_stream_t *)s->client_tcp, (uv_stream_t *)tcp);
	pipe_open(&s->down, (uv_stream_t *)tcp, (uv_stream_t *)s->client_tcp);
	session_move(s, SESSION_RELAYING);
	session_update(s);
}

/* A broker's port leads to that broker; the bootstrap port, and that of a broker
 * whose address is not known, to any that answers. */
static void dial(struct session *s)
{
	struct proxy *p = s->proxy;
	const struct broker *b =
		s->node_id < 0 ? NULL : brokers_find(p, s->node_id);

	s->misdialled = s->node_id >= 0 && !(b && b->known);
	if (b && b->known)
		s->dial = dial_start(p->relay.loop, &b->at, 1, 0, on_dialed, s);
	else
		s->dial = dial_start(p->relay.loop, p->options.upstream,
				     p->options.upstreams, p->upstream,
				     on_dialed, s);
	if (!s->dial)
		session_close(s, "ktape", "out of memory");
}

static void note_opened(struct session *s)
{
	struct relay *r = &s->proxy->relay;
	struct event_opened e = {
		.service = s->set->id,
		.broker = brokers_tape_id(s->set, s->node_id),
		.source = bytes_of_string("client"),
		.peer = bytes_of_string(s->peer),
	};

	event_write_opened(relay_payload(r), &e);
	relay_note(r, EVENT_OPENED, s->connection, 0);
}

static void session_link(struct session *s)
{
	struct proxy *p = s->proxy;

	s->link = &p->sessions;
	s->next = p->sessions;
	if (s->next)
		s->next->link = &s->next;
	p->sessions = s;
	p->connections++;
	p->accepted++;
}

static void on_refused(uv_handle_t *handle)
{
	free(handle);
}

void session_start(struct listener *listener, uv_tcp_t *tcp)
{
	struct session *s = calloc(1, sizeof(*s));
	struct proxy *p = listener->proxy;

	if (!s) {
		uv_close((uv_handle_t *)tcp, on_refused);
		return;
	}
	s->proxy = p;
	s->set = listener->set;
	s->node_id = listener->node_id;
	s->connection = ++p->relay.last_connection;
	s->client_tcp = tcp;
	s->open_handles = 1;
	peer_address(tcp, s->peer, sizeof(s->peer));
	local_address(tcp, s->local, sizeof(s->local));
	uv_tcp_nodelay(tcp, 1);
	uv_tcp_keepalive(tcp, 1, KEEPALIVE_S);
	pipe_init(&s->up, &p->relay, &up_owner, s);
	pipe_init(&s->down, &p->relay, &down_owner, s);
	s->up.bytes = &p->relay.bytes_up;
	s->down.bytes = &p->relay.bytes_down;
	responses_init(s);
	session_link(s);
	note_opened(s);
	dial(s);
}
