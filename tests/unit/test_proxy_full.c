/* SPDX-License-Identifier: Apache-2.0 */
/* The proxy when somebody does not read, or the recorder has no room: memory is
 * bounded, nothing deadlocks, nothing is lost or it is said. */
#include "tests/unit/proxy_rig.h"

#include "codec/message.h"
#include "proxy/proxy_internal.h"
#include "proxy/session.h"

enum { CHUNK = 256 * 1024, LARGE = 24 * 1024 * 1024 };

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

/* Send zeros until nobody takes any more, at most `limit`; gives how many. */
static size_t send_until_stuck(struct rig *r, struct peer *p, size_t limit)
{
	static uint8_t zeros[CHUNK];
	size_t sent = 0;

	for (int turns = 0; turns < 50 && sent < limit;) {
		size_t n = limit - sent < CHUNK ? limit - sent : CHUNK;

		if (p->unsent == 0) {
			peer_send(p, bytes_of(zeros, n));
			sent += n;
			turns = 0;
		}
		uv_run(&r->loop, UV_RUN_NOWAIT);
		turns++;
	}
	return sent;
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

static void fifty_half_read_answers_hold_one_read_each(void **state)
{
	enum { N = 50 };
	struct rig *r = rig_new();
	struct peer *clients[N], *brokers[N], *other, *other_broker;
	size_t sent[N];

	(void)state;
	rig_start(r);
	for (int i = 0; i < N; i++) {
		clients[i] = rig_client(r, &brokers[i]);
		send_request(clients[i], brokers[i]);
		peer_pause(clients[i], true);
		begin_frame(brokers[i], false, LARGE);
		sent[i] = send_until_stuck(r, brokers[i], LARGE);
		assert_true(sent[i] < LARGE);
	}
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
		wait_received(clients[i], 8 + sent[i]);
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
	size_t up, down;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	send_request(client, broker);
	peer_pause(client, true);
	peer_pause(broker, true);
	begin_frame(broker, false, LARGE);
	down = send_until_stuck(r, broker, LARGE);
	begin_frame(client, true, LARGE);
	up = send_until_stuck(r, client, LARGE);
	assert_true(down < LARGE);
	assert_true(up < LARGE);
	assert_true(r->proxy->sessions->up.writing);
	assert_true(r->proxy->sessions->down.writing);
	/* the broker reads, and only the broker */
	peer_pause(broker, false);
	wait_received(broker, 14 + up);
	assert_true(r->proxy->sessions->down.writing);
	peer_pause(client, false);
	wait_received(client, 8 + down);
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
	client = rig_client(r, &broker);
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

/* Many small answers: the last one that was read has not left. */
static void an_answer_that_was_read_but_never_left_is_undelivered(void **state)
{
	enum { N = 12000, SIZE = 1024 };
	static uint8_t zeros[SIZE];
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct event last;
	struct writer w, frame;
	size_t undelivered;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	peer_pause(client, true);
	writer_init(&w, 0);
	writer_init(&frame, 0);
	for (int i = 0; i < N; i++)
		put_request(&w, API_LIST_GROUPS, 0, i, bytes_of_string(""));
	peer_send(client, writer_bytes(&w));
	/* 8,192 of them are let through, and the rest of that read */
	wait_quiet(&r->loop);
	assert_true(r->proxy->sessions->inflight.count >= INFLIGHT_MAX);
	assert_true(r->proxy->sessions->up.held || broker->got.size == w.size);
	writer_reset(&w);
	for (int i = 0; i < 8000; i++)
		put_response(&w, i, bytes_of(zeros, SIZE));
	peer_send(broker, writer_bytes(&w));
	wait_quiet(&r->loop);
	assert_true(r->proxy->sessions->down.writing);
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
	wait_quiet(&r->loop);
	assert_int_equal(peer_got(broker).n, 0);
	r->tee.full = false;
	proxy_room(r->proxy);
	expect_got(broker, writer_bytes(&w));
	assert_int_equal(taken_count(&r->tee, EVENT_STALL), 0);
	/* a pause of more than a second is noted */
	r->tee.full = true;
	peer_send(client, writer_bytes(&w));
	wait_quiet(&r->loop);
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
