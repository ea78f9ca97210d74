/* SPDX-License-Identifier: Apache-2.0 */
/* link.c - one question, one answer, on a connection of our own.
 *
 *	dial ─▶ ApiVersions ─▶ opened() ─▶ link_send() ─▶ answered() ─▶ ...
 *	  └────────┴─ error, end or 10 s without an answer ─▶ failed()
 */
#include "proxy/link.h"

#include "codec/frame.h"
#include "codec/header.h"
#include "codec/walk.h"
#include "proxy/ask.h"
#include "proxy/dial.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	KEYS = 128,                    /* API keys whose versions are kept */
	ANSWER_MAX = 64 * 1024 * 1024, /* metadata of a very large cluster */
};

/* A request on its way: of its own, since the answer may be read, and the next
 * question asked, before libuv has said that the last one was written. */
struct question {
	uv_write_t write;
	struct buffer *bytes;
};

struct link {
	struct proxy *proxy;
	const struct link_owner *owner;
	void *ctx;
	int32_t node_id;
	uint64_t connection, exchange;
	struct dial *dial;
	uv_tcp_t *tcp;
	uv_timer_t timer;
	struct buffer *answer; /* without size prefix, as far as it has come */
	uint8_t prefix[FRAME_PREFIX];
	size_t prefix_size;
	int open_handles;
	bool asked, opened, closing;
	struct {
		int16_t min, max;
	} versions[KEYS];
};

/* ---- the end */

static void on_closed(uv_handle_t *handle)
{
	struct link *l = handle->data;

	if (handle == (uv_handle_t *)l->tcp)
		free(handle);
	if (--l->open_handles)
		return;
	buffer_release(l->answer);
	free(l);
}

void link_close(struct link *l, const char *reason)
{
	struct event_closed e = { bytes_of_string("ktape"),
				  bytes_of_string(reason) };

	if (!l || l->closing)
		return;
	l->closing = true;
	dial_cancel(l->dial);
	uv_close((uv_handle_t *)&l->timer, on_closed);
	if (!l->tcp)
		return;
	event_write_closed(relay_payload(&l->proxy->relay), &e);
	relay_note(&l->proxy->relay, EVENT_CLOSED, l->connection, 0);
	uv_close((uv_handle_t *)l->tcp, on_closed);
}

static void fail(struct link *l, bool reached, const char *why)
{
	if (!l->closing)
		l->owner->failed(l->ctx, reached, why);
}

static void on_timeout(uv_timer_t *timer)
{
	fail(timer->data, true, "no answer within 10 s");
}

/* ---- recording */

static void record(struct link *l, struct buffer *b, struct bytes frame,
		   uint8_t direction, int64_t since)
{
	struct relay *r = &l->proxy->relay;
	struct event e = {
		.type = EVENT_FRAME,
		.flags = direction | EVENT_FIRST | EVENT_LAST,
		.length = (uint32_t)frame.n,
		.frame_size = (uint32_t)frame.n,
		.connection = l->connection,
		.exchange = l->exchange,
		.stamp = since,
		.stamp2 = relay_stamp(r),
	};

	if (r->tee)
		tee_frame(r->tee, &e, b, frame);
}

static void note_opened(struct link *l)
{
	struct relay *r = &l->proxy->relay;
	const struct set *set = &l->proxy->brokers.sets[0];
	struct event_opened e = {
		.broker = brokers_tape_id(set, l->node_id),
		.source = bytes_of_string("probe"),
	};

	l->connection = ++r->last_connection;
	event_write_opened(relay_payload(r), &e);
	relay_note(r, EVENT_OPENED, l->connection, 0);
}

/* ---- answers */

static void read_versions(struct link *l, struct bytes frame)
{
	struct cursor c;
	struct walk w;
	int16_t key = -1, min = 0;
	int32_t correlation_id;

	cursor_init(&c, frame);
	response_header_read(&c, API_API_VERSIONS, 0, &correlation_id);
	walk_init(&w, message_find(API_API_VERSIONS, 0, MESSAGE_RESPONSE), 0,
		  cursor_take(&c, cursor_left(&c)));
	while (walk_next(&w)) {
		if (w.field == API_VERSIONS_RESPONSE_API_KEYS_API_KEY)
			key = (int16_t)w.number;
		else if (w.field == API_VERSIONS_RESPONSE_API_KEYS_MIN_VERSION)
			min = (int16_t)w.number;
		else if (w.field ==
				 API_VERSIONS_RESPONSE_API_KEYS_MAX_VERSION &&
			 key >= 0 && key < KEYS) {
			l->versions[key].min = min;
			l->versions[key].max = (int16_t)w.number;
		}
	}
}

static void answer_complete(struct link *l)
{
	struct buffer *b = l->answer;
	struct bytes frame = bytes_of(b->data, b->size);

	uv_timer_stop(&l->timer);
	l->asked = false;
	l->answer = NULL;
	l->prefix_size = 0;
	record(l, b, frame, EVENT_RESPONSE, relay_stamp(&l->proxy->relay));
	if (l->opened) {
		l->owner->answered(l->ctx, frame);
	} else {
		l->opened = true;
		read_versions(l, frame);
		l->owner->opened(l->ctx);
	}
	buffer_release(b);
}

static bool answer_begin(struct link *l)
{
	uint32_t size;

	if (l->asked && frame_size(bytes_of(l->prefix, FRAME_PREFIX),
				   ANSWER_MAX, &size) == FRAME_KAFKA)
		l->answer = buffer_new(size);
	if (!l->answer)
		fail(l, true, "no Kafka response");
	return l->answer != NULL;
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *out)
{
	struct link *l = handle->data;
	struct buffer *b = l->answer;

	(void)suggested;
	if (b)
		*out = uv_buf_init((char *)b->data + b->size,
				   (unsigned)(b->capacity - b->size));
	else
		*out = uv_buf_init((char *)l->prefix + l->prefix_size,
				   (unsigned)(FRAME_PREFIX - l->prefix_size));
}

static void on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct link *l = stream->data;

	(void)buf;
	if (n < 0) {
		fail(l, true, uv_strerror((int)n));
		return;
	}
	if (l->answer) {
		l->answer->size += (size_t)n;
	} else {
		l->prefix_size += (size_t)n;
		if (l->prefix_size < FRAME_PREFIX || !answer_begin(l))
			return;
	}
	if (l->answer->size == l->answer->capacity)
		answer_complete(l);
}

/* ---- questions */

static void on_written(uv_write_t *request, int status)
{
	struct question *q = (struct question *)request;
	struct link *l = request->data;

	buffer_release(q->bytes);
	free(q);
	if (status < 0)
		fail(l, true, uv_strerror(status));
}

/* NULL: out of memory. */
static struct question *question_new(struct bytes frame)
{
	struct question *q = calloc(1, sizeof(*q));
	struct buffer *b = q ? buffer_new(frame.n) : NULL;

	if (!b) {
		free(q);
		return NULL;
	}
	memcpy(b->data, frame.p, frame.n);
	b->size = frame.n;
	q->bytes = b;
	return q;
}

void link_send(struct link *l, struct bytes frame)
{
	struct relay *r = &l->proxy->relay;
	struct question *q = question_new(frame);
	int64_t since = relay_stamp(r);
	struct buffer *b;
	uv_buf_t buf;

	uv_timer_start(&l->timer, on_timeout, LINK_TIMEOUT_MS, 0);
	if (!q)
		return; /* the timer ends it */
	b = q->bytes;
	l->asked = true;
	l->exchange = ++r->last_exchange;
	record(l, b, bytes_of(b->data + FRAME_PREFIX, frame.n - FRAME_PREFIX),
	       EVENT_REQUEST, since);
	buf = uv_buf_init((char *)b->data, (unsigned)b->size);
	q->write.data = l;
	uv_write(&q->write, (uv_stream_t *)l->tcp, &buf, 1, on_written);
}

bool link_version(const struct link *l, int16_t api_key, int16_t *version)
{
	return ask_version(api_key, l->versions[api_key].min,
			   l->versions[api_key].max, version);
}

/* ---- the beginning */

static void on_dialed(void *ctx, uv_tcp_t *tcp, size_t target, const char *why)
{
	struct link *l = ctx;
	struct writer w;

	l->dial = NULL;
	if (!tcp) {
		fail(l, false, why);
		return;
	}
	if (l->node_id < 0)
		l->proxy->upstream = target;
	l->proxy->upstream_reachable = true;
	l->tcp = tcp;
	l->tcp->data = l;
	l->open_handles++;
	note_opened(l);
	uv_read_start((uv_stream_t *)tcp, on_alloc, on_read);
	writer_init(&w, 0);
	ask_api_versions(&w);
	link_send(l, writer_bytes(&w));
	writer_release(&w);
}

struct link *link_open(struct proxy *p, const struct host_port *targets,
		       size_t count, int32_t node_id,
		       const struct link_owner *owner, void *ctx)
{
	struct link *l = calloc(1, sizeof(*l));

	if (!l)
		return NULL;
	l->proxy = p;
	l->owner = owner;
	l->ctx = ctx;
	l->node_id = node_id;
	for (size_t i = 0; i < KEYS; i++)
		l->versions[i].max = -1;
	l->dial = dial_start(p->relay.loop, targets, count,
			     node_id < 0 ? p->upstream : 0, on_dialed, l);
	if (!l->dial) {
		free(l);
		return NULL;
	}
	uv_timer_init(p->relay.loop, &l->timer);
	l->timer.data = l;
	l->open_handles = 1;
	return l;
}
