/* SPDX-License-Identifier: Apache-2.0 */
/* The proxy when somebody does not read, or the recorder has no room: memory is
 * bounded, nothing deadlocks, nothing is lost or it is said. */
#include "tests/unit/proxy_rig.h"

#include "codec/message.h"
#include "proxy/proxy_internal.h"
#include "proxy/session.h"

enum {
	CHUNK = 256 * 1024,
	LARGE = 24 * 1024 * 1024, /* more than anybody holds */
	NARROW = 64 * 1024,
	QUIET = 4 /* looks */
};

/* A frame's beginning, for a body of `size` zeros that follows in chunks. */
static void begin_frame(struct peer *p, bool request, uint32_t size)
{
	struct writer w;

	writer_init(&w, 0);
	if (request) {
		writer_i32(&w, (int32_t)size + 10);
		writer_i16(&w, API_LIST_GROUPS);
		writer_i16(&w, 0);
		writer_i32(&w, 1);
		writer_i16(&w, -1);
	} else {
		writer_i32(&w, (int32_t)size + 4);
		writer_i32(&w, 1);
	}
	peer_send(p, writer_bytes(&w));
	writer_release(&w);
}

static void send_request(struct peer *client, struct peer *broker)
{
	struct writer w;

	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of_string(""));
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_release(&w);
}

/* So that little fills it: how much the kernel takes otherwise is the machine's
 * business, and grows with use. */
static void narrow(uv_tcp_t *tcp)
{
	int size = NARROW;

	assert_int_equal(uv_send_buffer_size((uv_handle_t *)tcp, &size), 0);
	size = NARROW;
	assert_int_equal(uv_recv_buffer_size((uv_handle_t *)tcp, &size), 0);
}

static bool is_dialed(void *session)
{
	return ((struct session *)session)->broker_tcp;
}

/* A client, and the broker's end of its session, which is the newest one. */
static struct peer *narrow_client(struct rig *r, struct peer **broker)
{
	struct peer *client = rig_client(r, broker);
	struct session *s = r->proxy->sessions;

	wait_for(&r->loop, is_dialed, s);
	narrow(&client->tcp);
	narrow(s->client_tcp);
	narrow(s->broker_tcp);
	narrow(&(*broker)->tcp);
	return client;
}

/* Zeros that are sent through a pipe as long as anybody takes them. */
struct flood {
	struct peer *from;
	struct pipe *pipe;
	size_t sent;
	int quiet; /* looks since the last were taken */
};

/* Nothing more is taken, and the pipe holds what it could not pass on. */
static bool is_stuck(void *ctx)
{
	static uint8_t zeros[CHUNK];
	struct flood *f = ctx;

	f->quiet++;
	if (f->from->unsent == 0) {
		assert_true(f->sent + CHUNK < LARGE);
		peer_send(f->from, bytes_of(zeros, CHUNK));
		f->sent += CHUNK;
		f->quiet = 0;
	}
	return f->quiet >= QUIET && f->pipe->writing;
}

/* `n` of them, at the same moment. */
static void wait_stuck(struct rig *r, struct flood *floods, size_t n)
{
	size_t stuck = 0;

	for (size_t i = 0; i < n; i++)
		wait_for(&r->loop, is_stuck, &floods[i]);
	while (stuck < n) {
		stuck = 0;
		for (size_t i = 0; i < n; i++)
			stuck += is_stuck(&floods[i]);
		if (stuck < n)
			uv_run(&r->loop, UV_RUN_NOWAIT);
	}
}

static void fifty_half_read_answers_hold_one_read_each(void **state)
{
	enum { N = 50 };
	struct rig *r = rig_new();
	struct peer *clients[N], *brokers[N], *other, *other_broker;
	struct flood floods[N] = { 0 };

	(void)state;
	rig_start(r);
	for (int i = 0; i < N; i++) {
		clients[i] = narrow_client(r, &brokers[i]);
		send_request(clients[i], brokers[i]);
		peer_pause(clients[i], true);
		begin_frame(brokers[i], false, LARGE);
		floods[i].from = brokers[i];
		floods[i].pipe = &r->proxy->sessions->down;
	}
	wait_stuck(r, floods, N);
	for (struct session *s = r->proxy->sessions; s; s = s->next) {
		assert_true(s->down.writing);
		assert_false(s->down.reading);
		assert_true(uv_stream_get_write_queue_size(
				    (uv_stream_t *)s->client_tcp) <=
			    BUFFER_SIZE);
	}
	/* nobody else is slower for it */
	other = rig_client(r, &other_broker);
	send_request(other, other_broker);
	/* and all goes on when they read */
	for (int i = 0; i < N; i++) {
		peer_pause(clients[i], false);
		wait_received(clients[i], 8 + floods[i].sent);
		peer_forget(clients[i]);
		peer_close(clients[i]);
	}
	peer_close(other);
	rig_free(r);
	for (int i = 0; i < N; i++)
		peer_free(clients[i]);
	peer_free(other);
}

static void both_sides_full_is_no_deadlock(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct flood floods[2] = { 0 };
	struct session *s;

	(void)state;
	rig_start(r);
	client = narrow_client(r, &broker);
	s = r->proxy->sessions;
	send_request(client, broker);
	peer_pause(client, true);
	peer_pause(broker, true);
	begin_frame(broker, false, LARGE);
	begin_frame(client, true, LARGE);
	floods[0] = (struct flood) { .from = broker, .pipe = &s->down };
	floods[1] = (struct flood) { .from = client, .pipe = &s->up };
	wait_stuck(r, floods, 2);
	/* the broker reads, and only the broker */
	peer_pause(broker, false);
	wait_received(broker, 14 + floods[1].sent);
	assert_true(s->down.writing);
	peer_pause(client, false);
	wait_received(client, 8 + floods[0].sent);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void a_request_that_was_read_but_never_left_is_unsent(void **state)
{
	enum { SIZE = 10 * 1024 };
	static uint8_t zeros[SIZE];
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer w;
	size_t sent = 0;

	(void)state;
	rig_start(r);
	client = narrow_client(r, &broker);
	peer_pause(broker, true);
	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of(zeros, SIZE));
	while (!r->proxy->sessions->up.writing && sent++ < 10000) {
		peer_send(client, writer_bytes(&w));
		wait_sent(client);
		uv_run(&r->loop, UV_RUN_NOWAIT);
	}
	assert_true(r->proxy->sessions->up.writing);
	proxy_stop(r->proxy, rig_on_done, r);
	rig_stop(r);
	assert_in_range(taken_count(&r->tee, EVENT_UNSENT), 1,
			BUFFER_SIZE / SIZE + 1);
	assert_int_equal(taken_count(&r->tee, EVENT_CLOSED), 1);
	writer_release(&w);
	rig_free(r);
	peer_free(client);
}

static bool requests_are_full(void *ctx)
{
	return ((struct session *)ctx)->inflight.count >= INFLIGHT_MAX;
}

/* A client that does not read, and answers of `size` bytes for it. */
struct unread {
	struct peer *client;
	struct session *session;
	size_t size;
};

/* A whole answer that was read waits to be written.  If it is only a piece of
 * one the client reads on. */
static bool an_answer_waits(void *ctx)
{
	struct unread *u = ctx;
	size_t waits = uv_stream_get_write_queue_size(
		(uv_stream_t *)u->session->client_tcp);

	peer_pause(u->client, waits == 0 || waits >= u->size);
	return waits >= u->size;
}

/* Many small answers: the last one that was read has not left. */
static void an_answer_that_was_read_but_never_left_is_undelivered(void **state)
{
	enum { N = 12000, SIZE = 1024 };
	static uint8_t zeros[SIZE];
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct unread unread;
	struct event last;
	struct writer w, frame;
	size_t undelivered;

	(void)state;
	rig_start(r);
	client = narrow_client(r, &broker);
	unread = (struct unread) { client, r->proxy->sessions, 8 + SIZE };
	peer_pause(client, true);
	writer_init(&w, 0);
	writer_init(&frame, 0);
	for (int i = 0; i < N; i++)
		put_request(&w, API_LIST_GROUPS, 0, i, bytes_of_string(""));
	peer_send(client, writer_bytes(&w));
	/* 8,192 of them are let through, and the rest of that read */
	wait_for(&r->loop, requests_are_full, r->proxy->sessions);
	wait_quiet(&r->loop);
	assert_true(r->proxy->sessions->up.held || broker->got.size == w.size);
	writer_reset(&w);
	for (int i = 0; i < 8000; i++)
		put_response(&w, i, bytes_of(zeros, SIZE));
	peer_send(broker, writer_bytes(&w));
	wait_for(&r->loop, an_answer_waits, &unread);
	proxy_stop(r->proxy, rig_on_done, r);
	rig_stop(r);
	undelivered = taken_count(&r->tee, EVENT_UNDELIVERED);
	assert_in_range(undelivered, 1, BUFFER_SIZE / SIZE);
	/* they are the last ones that were read */
	last = taken_find(&r->tee, EVENT_UNDELIVERED, 0)->event;
	assert_true(taken_frame(&r->tee, last.exchange, EVENT_RESPONSE, &frame)
			    .flags &
		    EVENT_LAST);
	assert_int_equal(taken_frame(&r->tee, last.exchange + undelivered,
				     EVENT_RESPONSE, &frame)
					 .flags &
				 EVENT_LAST,
			 0);
	writer_release(&w);
	writer_release(&frame);
	rig_free(r);
	peer_free(client);
}

static void requests_in_flight_are_bounded(void **state)
{
	enum { N = 40000 };
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer w;
	size_t size;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	for (int i = 0; i < N; i++)
		put_request(&w, API_LIST_GROUPS, 0, i, bytes_of_string(""));
	size = w.size;
	peer_send(client, writer_bytes(&w));
	wait_for(&r->loop, requests_are_full, r->proxy->sessions);
	wait_quiet(&r->loop);
	assert_in_range(r->proxy->sessions->inflight.count, INFLIGHT_MAX,
			INFLIGHT_MAX + BUFFER_SIZE / 18);
	assert_true(broker->got.size < size);
	/* answers make room */
	writer_reset(&w);
	for (int i = 0; i < N; i++)
		put_response(&w, i, bytes_of_string(""));
	for (size_t at = 0; at < w.size;) {
		size_t n = broker->got.size / 18 * 8; /* answers owed */

		peer_send(broker, bytes_of(w.data + at, n - at));
		at = n;
		wait_received(client, at);
		wait_quiet(&r->loop);
	}
	assert_int_equal(broker->got.size, size);
	writer_release(&w);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

/* ---- the recorder has no room */

static bool is_blocked(void *ctx)
{
	return ((struct rig *)ctx)->proxy->relay.blocked;
}

static void a_full_recorder_stops_reading_until_there_is_room(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer w;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	r->tee.full = true;
	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of_string("x"));
	peer_send(client, writer_bytes(&w));
	wait_for(&r->loop, is_blocked, r);
	wait_quiet(&r->loop);
	assert_int_equal(peer_got(broker).n, 0);
	/* it was short, however slow this machine is */
	r->proxy->relay.blocked_since += 3600 * 1000000LL;
	r->tee.full = false;
	proxy_room(r->proxy);
	expect_got(broker, writer_bytes(&w));
	assert_int_equal(taken_count(&r->tee, EVENT_STALL), 0);
	/* a pause of more than a second is noted */
	r->tee.full = true;
	peer_send(client, writer_bytes(&w));
	wait_for(&r->loop, is_blocked, r);
	r->proxy->relay.clock.offset += 1100000;
	r->tee.full = false;
	proxy_room(r->proxy);
	expect_got(broker, writer_bytes(&w));
	assert_int_equal(taken_count(&r->tee, EVENT_STALL), 1);
	writer_release(&w);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void pass_request(struct peer *client, struct peer *broker)
{
	struct writer w;

	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of_string("request"));
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_release(&w);
}

static void pass_response(struct peer *client, struct peer *broker)
{
	struct writer w;

	writer_init(&w, 0);
	put_response(&w, 1, bytes_of_string("response"));
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	writer_release(&w);
}

static void what_does_not_fit_is_dropped_exchange_by_exchange(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	r->tee.on_full = ON_FULL_DROP;
	rig_start(r);
	client = rig_client(r, &broker);

	/* 1: all fits */
	pass_request(client, broker);
	pass_response(client, broker);
	assert_int_equal(r->tee.drops, 0);
	/* 2: full at the request, room at the response: neither is taken */
	r->tee.full = true;
	pass_request(client, broker);
	r->tee.full = false;
	pass_response(client, broker);
	assert_int_equal(r->tee.drops, 2);
	assert_null(taken_find(&r->tee, EVENT_FRAME, 2));
	assert_null(taken_find(&r->tee, EVENT_ABANDONED, 2));
	/* 3: room at the request, full at the response: taken back */
	pass_request(client, broker);
	assert_non_null(taken_find(&r->tee, EVENT_FRAME, 3));
	r->tee.full = true;
	pass_response(client, broker);
	assert_non_null(taken_find(&r->tee, EVENT_ABANDONED, 3));
	assert_int_equal(r->tee.drops, 4);
	/* 4: after that, as before */
	r->tee.full = false;
	pass_request(client, broker);
	pass_response(client, broker);
	assert_int_equal(r->tee.drops, 4);
	assert_null(taken_find(&r->tee, EVENT_ABANDONED, 4));
	assert_non_null(taken_find(&r->tee, EVENT_FRAME, 4));
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void a_frame_that_has_begun_when_it_gets_full_is_abandoned(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer w;

	(void)state;
	r->tee.on_full = ON_FULL_DROP;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, 1, bytes_of_string("request"));
	peer_send(client, bytes_of(w.data, w.size - 3));
	wait_received(broker, w.size - 3);
	r->tee.full = true;
	peer_send(client, bytes_of(w.data + w.size - 3, 3));
	expect_got(broker, writer_bytes(&w));
	r->tee.full = false;
	pass_response(client, broker);
	assert_int_equal(taken_count(&r->tee, EVENT_ABANDONED), 1);
	assert_int_equal(taken_count(&r->tee, EVENT_FRAME), 1);
	assert_int_equal(r->tee.drops, 2);
	assert_int_equal(r->tee.dropped_bytes, w.size - 4 + 12);
	writer_release(&w);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_half_read_answers_hold_one_read_each),
		cmocka_unit_test(both_sides_full_is_no_deadlock),
		cmocka_unit_test(
			a_request_that_was_read_but_never_left_is_unsent),
		cmocka_unit_test(
			an_answer_that_was_read_but_never_left_is_undelivered),
		cmocka_unit_test(requests_in_flight_are_bounded),
		cmocka_unit_test(
			a_full_recorder_stops_reading_until_there_is_room),
		cmocka_unit_test(
			what_does_not_fit_is_dropped_exchange_by_exchange),
		cmocka_unit_test(
			a_frame_that_has_begun_when_it_gets_full_is_abandoned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
