/* SPDX-License-Identifier: Apache-2.0 */
/* How connections through the proxy end: politely, by force, by what must not
 * pass, by the proxy's own stop. */
#include "tests/unit/proxy_rig.h"

#include "codec/message.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

static struct bytes body(void)
{
	return bytes_of_string("some bytes that nobody looks at");
}

static void send_request(struct peer *client, struct peer *broker,
			 int32_t correlation)
{
	struct writer w;

	writer_init(&w, 0);
	put_request(&w, API_LIST_GROUPS, 0, correlation, body());
	peer_send(client, writer_bytes(&w));
	if (broker)
		expect_got(broker, writer_bytes(&w));
	writer_release(&w);
}

static void send_response(struct peer *broker, struct peer *client,
			  int32_t correlation)
{
	struct writer w;

	writer_init(&w, 0);
	put_response(&w, correlation, body());
	peer_send(broker, writer_bytes(&w));
	if (client)
		expect_got(client, writer_bytes(&w));
	writer_release(&w);
}

static bool nobody_is_connected(void *ctx)
{
	struct proxy_status s;

	proxy_status(((struct rig *)ctx)->proxy, &s);
	return s.connections == 0;
}

static void wait_disconnected(struct rig *r)
{
	wait_for(&r->loop, nobody_is_connected, r);
}

static void expect_closed(const struct rig *r, const char *by,
			  const char *reason)
{
	const struct taken *k = taken_find(&r->tee, EVENT_CLOSED, 0);
	struct event_closed e;

	assert_non_null(k);
	assert_true(event_read_closed(bytes_of(k->data, k->event.length), &e));
	assert_true(bytes_equal(e.closed_by, bytes_of_string(by)));
	if (!memmem(e.reason.p, e.reason.n, reason, strlen(reason)))
		fail_msg("closed because of '%.*s'", (int)e.reason.n,
			 (const char *)e.reason.p);
}

static void a_half_close_is_passed_on_and_the_answer_still_comes(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	send_request(client, broker, 1);
	peer_end(client);
	wait_ended(broker);
	assert_false(client->ended);
	send_response(broker, client, 1);
	peer_end(broker);
	wait_ended(client);
	assert_int_equal(client->error, 0);
	wait_disconnected(r);
	expect_closed(r, "client", "end of stream");
	rig_free(r);
	peer_free(client);
}

static void a_broker_that_closes_ends_the_client(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	peer_close(broker);
	wait_ended(client);
	peer_close(client);
	wait_disconnected(r);
	expect_closed(r, "broker", "end of stream");
	rig_free(r);
	peer_free(client);
}

static void resets_end_the_session_from_either_side(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct rig *r = rig_new();
		struct peer *client, *broker;

		(void)state;
		rig_start(r);
		client = rig_client(r, &broker);
		send_request(client, broker, 1);
		peer_reset(i ? client : broker);
		wait_ended(i ? broker : client);
		wait_disconnected(r);
		expect_closed(r, i ? "client" : "broker", "connection reset");
		rig_free(r);
		peer_free(client);
	}
}

static void who_ends_first_is_to_blame_for_what_follows(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct rig *r = rig_new();
		struct peer *client, *broker;

		(void)state;
		rig_start(r);
		client = rig_client(r, &broker);
		peer_end(client);
		wait_ended(broker);
		if (i)
			peer_reset(broker);
		else
			rig_stop(r);
		wait_ended(client);
		wait_disconnected(r);
		expect_closed(r, "client", i ? "reset" : "end of stream");
		rig_free(r);
		peer_free(client);
	}
}

static void acks_0_gets_through_though_its_client_is_gone(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes none = unhex("0000 00000001 00000000"); /* v0: acks 0 */
	struct writer w;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	put_request(&w, API_PRODUCE, 0, 1, none);
	peer_send(client, writer_bytes(&w));
	wait_sent(client);
	peer_close(client);
	wait_ended(broker);
	expect_got(broker, writer_bytes(&w));
	writer_release(&w);
	free((void *)(uintptr_t)none.p);
	rig_free(r);
	peer_free(client);
}

static void a_broker_that_refuses_costs_that_client_only(void **state)
{
	struct rig *r = rig_new();
	struct acceptor *refusing = acceptor_bound(&r->loop);
	struct peer *client;

	(void)state;
	r->upstream.port = refusing->port;
	rig_start(r);
	client = peer_connect(&r->loop, r->port);
	wait_ended(client);
	wait_disconnected(r);
	expect_closed(r, "broker", "cannot connect to 127.0.0.1");
	rig_free(r);
	peer_free(client);
	free(refusing);
}

static void the_next_upstream_is_tried_when_one_is_down(void **state)
{
	struct rig *r = rig_new();
	struct host_port both[2];
	struct acceptor *dead = acceptor_bound(&r->loop);
	struct peer *client, *broker;

	(void)state;
	both[0] = both[1] = r->upstream;
	both[0].port = dead->port;
	r->options.upstream = both;
	r->options.upstreams = 2;
	rig_start(r);
	client = rig_client(r, &broker);
	send_request(client, broker, 1);
	send_response(broker, client, 1);
	peer_close(client);
	rig_free(r);
	peer_free(client);
	free(dead);
}

/* ---- what must not pass */

static void what_is_no_request_is_refused_and_never_gets_to_the_broker(
	void **state)
{
	static const struct {
		const char *hex, *reason;
	} cases[] = {
		{ "ffffffff", "a frame of negative size" },
		{ "06400001", "over the size limit" }, /* 100 MiB + 1 */
		{ "47455420 2f20485454502f312e310d0a0d0a", "HTTP" },
		{ "16030100 c8010000c40303", "TLS" },
		{ "00000000 00000000 00000000", "without a valid header" },
		{ "00000004 00120003 00000000", "without a valid header" },
		{ "9d2f1c6bfa0c7788", "negative" },
		/* Metadata in a version that ktape doesn't know */
		{ "00000100 0003 7fff 00000001 ffff", "newer than ktape" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rig *r = rig_new();
		struct peer *good, *good_broker, *client, *broker;
		struct bytes b = unhex(cases[i].hex);

		(void)state;
		rig_start(r);
		good = rig_client(r, &good_broker);
		client = rig_client(r, &broker);
		peer_send(client, b);
		wait_ended(client);
		wait_ended(broker);
		assert_int_equal(peer_got(broker).n, 0);
		expect_closed(r, "ktape", cases[i].reason);
		/* the other one does not notice */
		send_request(good, good_broker, 1);
		send_response(good_broker, good, 1);
		free((void *)(uintptr_t)b.p);
		peer_close(good);
		rig_free(r);
		peer_free(good);
		peer_free(client);
	}
}

static void the_largest_request_is_allowed_to_begin(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes b = unhex("06400000 00100000 00000001 0000");

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	peer_send(client, b);
	expect_got(broker, b);
	free((void *)(uintptr_t)b.p);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void an_answer_that_cannot_be_rewritten_is_not_passed_raw(void **state)
{
	static const struct {
		const char *hex, *reason;
	} cases[] = {
		{ "00000007 00000001 7fff00", "is malformed" },
		{ "00000012 00000001 00000001 00000000 7fff 61620000",
		  "is malformed" },
		{ "00000004 00000002", "another correlation id" },
		{ "00000002 0000", "answer without a header" },
		{ "80000000", "a frame of negative size" },
		{ "7fffffff 00000001", "too large to be rewritten" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct rig *r = rig_new();
		struct peer *client, *broker;
		struct bytes b = unhex(cases[i].hex);
		struct writer w;

		(void)state;
		rig_start(r);
		client = rig_client(r, &broker);
		writer_init(&w, 0);
		put_request(&w, API_METADATA, 0, 1, body());
		peer_send(client, writer_bytes(&w));
		wait_received(broker, w.size);
		peer_send(broker, b);
		wait_ended(client);
		assert_int_equal(peer_got(client).n, 0);
		expect_closed(r, "ktape", cases[i].reason);
		writer_release(&w);
		free((void *)(uintptr_t)b.p);
		rig_free(r);
		peer_free(client);
	}
}

static void an_answer_that_nobody_asked_for_closes(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	send_response(broker, NULL, 1);
	wait_ended(client);
	assert_int_equal(peer_got(client).n, 0);
	expect_closed(r, "ktape", "nobody asked for");
	rig_free(r);
	peer_free(client);
}

/* ---- limits */

static void more_than_max_connections_are_refused_at_once(void **state)
{
	struct rig *r = rig_new();
	struct peer *first, *second, *third, *broker;
	struct proxy_status s;

	(void)state;
	r->options.max_connections = 1;
	rig_start(r);
	first = rig_client(r, &broker);
	second = peer_connect(&r->loop, r->port);
	wait_ended(second);
	proxy_status(r->proxy, &s);
	assert_int_equal(s.refused, 1);
	send_request(first, broker, 1);
	send_response(broker, first, 1);
	peer_close(first);
	peer_close(broker);
	wait_disconnected(r);
	third = rig_client(r, &broker);
	send_request(third, broker, 1);
	peer_close(third);
	rig_free(r);
	peer_free(first);
	peer_free(second);
	peer_free(third);
}

/* Take all descriptors but `left`; gives how many were taken. */
static int take_descriptors(int *taken, int max, int left)
{
	int n = 0;

	while (n < max && (taken[n] = open("/dev/null", O_RDONLY)) >= 0)
		n++;
	assert_true(n > left && n < max);
	for (int i = 0; i < left; i++)
		close(taken[--n]);
	return n;
}

static void running_out_of_descriptors_costs_only_who_comes_then(void **state)
{
	enum { LIMIT = 256 };
	struct rig *r = rig_new();
	struct peer *before, *broker, *then, *after, *after_broker;
	struct rlimit old, low;
	int taken[LIMIT], n;

	(void)state;
	rig_start(r);
	before = rig_client(r, &broker);
	getrlimit(RLIMIT_NOFILE, &old);
	low = old;
	low.rlim_cur = LIMIT;
	setrlimit(RLIMIT_NOFILE, &low);
	n = take_descriptors(taken, LIMIT, 1);
	/* the client has the last one: it can't be accepted */
	then = peer_connect(&r->loop, r->port);
	wait_ended(then);
	send_request(before, broker, 1);
	send_response(broker, before, 1);
	while (n > 0)
		close(taken[--n]);
	setrlimit(RLIMIT_NOFILE, &old);
	after = rig_client(r, &after_broker);
	send_request(after, after_broker, 1);
	send_response(after_broker, after, 1);
	peer_close(before);
	peer_close(after);
	rig_free(r);
	peer_free(before);
	peer_free(then);
	peer_free(after);
}

/* ---- stop */

static void a_stop_waits_for_answers_and_takes_no_new_requests(void **state)
{
	struct rig *r = rig_new();
	struct peer *busy, *busy_broker, *idle, *idle_broker;

	(void)state;
	r->options.drain_ms = WAIT_MS;
	rig_start(r);
	busy = rig_client(r, &busy_broker);
	idle = rig_client(r, &idle_broker);
	send_request(busy, busy_broker, 1);
	proxy_stop(r->proxy, rig_on_done, r);
	wait_ended(idle);
	wait_ended(idle_broker);
	send_request(busy, NULL, 2);
	wait_quiet(&r->loop);
	assert_false(r->done);
	assert_int_equal(peer_got(busy_broker).n, 0);
	send_response(busy_broker, busy, 1);
	wait_for(&r->loop, rig_is_done, r);
	expect_closed(r, "ktape", "stopped");
	assert_int_equal(taken_count(&r->tee, EVENT_CLOSED), 2);
	rig_free(r);
	peer_free(busy);
	peer_free(idle);
}

static void a_long_poll_is_cut_at_the_end_of_the_drain(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	r->options.drain_ms = 20;
	rig_start(r);
	client = rig_client(r, &broker);
	send_request(client, broker, 1);
	rig_stop(r);
	assert_int_equal(taken_count(&r->tee, EVENT_CLOSED), 1);
	rig_free(r);
	peer_free(client);
}

static void a_second_stop_ends_at_once(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	r->options.drain_ms = 10 * WAIT_MS;
	rig_start(r);
	client = rig_client(r, &broker);
	send_request(client, broker, 1);
	proxy_stop(r->proxy, rig_on_done, r);
	rig_stop(r);
	rig_free(r);
	peer_free(client);
}

static void a_port_that_is_taken_is_said_at_start(void **state)
{
	struct rig *r = rig_new(), *other = rig_new();
	struct err e = { 0 };

	(void)state;
	rig_start(r);
	rig_start(other);
	other->listen.at.port = r->port;
	assert_int_equal(proxy_start(&(struct proxy *) { NULL }, &other->loop,
				     NULL, &other->options, rig_on_ready, other,
				     &e),
			 -1);
	assert_int_equal(e.code, ERR_NETWORK);
	assert_non_null(strstr(e.text, "address already in use"));
	rig_free(r);
	rig_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_half_close_is_passed_on_and_the_answer_still_comes),
		cmocka_unit_test(a_broker_that_closes_ends_the_client),
		cmocka_unit_test(resets_end_the_session_from_either_side),
		cmocka_unit_test(who_ends_first_is_to_blame_for_what_follows),
		cmocka_unit_test(acks_0_gets_through_though_its_client_is_gone),
		cmocka_unit_test(a_broker_that_refuses_costs_that_client_only),
		cmocka_unit_test(the_next_upstream_is_tried_when_one_is_down),
		cmocka_unit_test(
			what_is_no_request_is_refused_and_never_gets_to_the_broker),
		cmocka_unit_test(the_largest_request_is_allowed_to_begin),
		cmocka_unit_test(
			an_answer_that_cannot_be_rewritten_is_not_passed_raw),
		cmocka_unit_test(an_answer_that_nobody_asked_for_closes),
		cmocka_unit_test(more_than_max_connections_are_refused_at_once),
		cmocka_unit_test(
			running_out_of_descriptors_costs_only_who_comes_then),
		cmocka_unit_test(
			a_stop_waits_for_answers_and_takes_no_new_requests),
		cmocka_unit_test(a_long_poll_is_cut_at_the_end_of_the_drain),
		cmocka_unit_test(a_second_stop_ends_at_once),
		cmocka_unit_test(a_port_that_is_taken_is_said_at_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
