/* SPDX-License-Identifier: Apache-2.0 */
/* What passes between a client and a broker: every byte, in order, through any
 * split; addresses replaced; each exchange in the recorder's hands. */
#include "tests/unit/proxy_rig.h"

#include "codec/message.h"
#include "proxy/output.h"

static const char text[] = "some bytes that nobody looks at";

static struct bytes body(void)
{
	return bytes_of_string(text);
}

/* One ListGroups exchange after the other, `n` of them in one go each way. */
static void exchange(struct rig *r, struct peer *client, struct peer *broker,
		     int n)
{
	struct writer w;

	(void)r;
	writer_init(&w, 0);
	for (int i = 0; i < n; i++)
		put_request(&w, API_LIST_GROUPS, 0, i, body());
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_reset(&w);
	for (int i = 0; i < n; i++)
		put_response(&w, i, body());
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	writer_release(&w);
}

static void bytes_pass_both_ways_and_are_recorded(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct event q, a;
	struct writer frame;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	exchange(r, client, broker, 1);
	writer_init(&frame, 0);
	q = taken_frame(&r->tee, 1, EVENT_REQUEST, &frame);
	assert_int_equal(q.frame_size, frame.size);
	assert_memory_equal(frame.data + frame.size - strlen(text), text,
			    strlen(text));
	a = taken_frame(&r->tee, 1, EVENT_RESPONSE, &frame);
	assert_int_equal(a.frame_size, 4 + strlen(text));
	assert_int_equal(frame.size, 4 + strlen(text));
	assert_int_equal(q.connection, 1);
	assert_int_equal(a.connection, 1);
	/* q < f < r < d */
	assert_true(q.stamp < q.stamp2);
	assert_true(q.stamp2 < a.stamp);
	assert_true(a.stamp < a.stamp2);
	writer_release(&frame);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void many_frames_in_one_read_pass_at_once(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	exchange(r, client, broker, 5000);
	/* each request and each response, whole */
	for (uint64_t id = 1; id <= 5000; id += 999) {
		struct writer w;

		writer_init(&w, 0);
		assert_true(taken_frame(&r->tee, id, EVENT_REQUEST, &w).flags &
			    EVENT_LAST);
		assert_true(taken_frame(&r->tee, id, EVENT_RESPONSE, &w).flags &
			    EVENT_LAST);
		writer_release(&w);
	}
	rig_free(r);
	peer_free(client);
}

/* Send `b` in two parts, the second when the first has been dealt with. */
static void send_split(struct rig *r, struct peer *p, struct bytes b, size_t at)
{
	peer_send(p, bytes_of(b.p, at));
	wait_sent(p);
	for (int i = 0; i < 3; i++)
		uv_run(&r->loop, UV_RUN_NOWAIT);
	peer_send(p, bytes_of(b.p + at, b.n - at));
}

static void put_metadata_response(struct writer *w, int32_t correlation,
				  const char *host, int32_t port)
{
	size_t mark = writer_reserve_i32(w);

	/* v0: brokers, topics */
	writer_i32(w, correlation);
	writer_i32(w, 1);
	writer_i32(w, 0);
	writer_string(w, bytes_of_string(host), false);
	writer_i32(w, port);
	writer_i32(w, 0);
	writer_fill_i32(w, mark);
}

static int broker_port(struct bytes metadata)
{
	struct bytes port = bytes_of(metadata.p + metadata.n - 8, 4);

	return port.p[0] << 24 | port.p[1] << 16 | port.p[2] << 8 | port.p[3];
}

static void frames_split_at_every_byte_pass_all_the_same(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer requests, responses, rewritten;
	struct bytes produce = unhex("ffff 0001 00000001"); /* v3: txn, acks */

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&requests, 0);
	writer_init(&responses, 0);
	writer_init(&rewritten, 0);
	put_request(&requests, API_LIST_GROUPS, 0, 1, body());
	put_request(&requests, API_PRODUCE, 3, 2, produce);
	put_request(&requests, API_METADATA, 0, 3, body());
	put_response(&responses, 1, body());
	put_response(&responses, 2, body());
	put_metadata_response(&responses, 3, "127.0.0.1", r->broker->port);

	peer_send(client, writer_bytes(&requests));
	expect_got(broker, writer_bytes(&requests));
	peer_send(broker, writer_bytes(&responses));
	wait_received(client, responses.size);
	writer_raw(&rewritten, peer_got(client));
	assert_int_not_equal(broker_port(writer_bytes(&rewritten)),
			     r->broker->port);
	peer_forget(client);

	for (size_t at = 1; at < requests.size; at++) {
		send_split(r, client, writer_bytes(&requests), at);
		expect_got(broker, writer_bytes(&requests));
		peer_send(broker, writer_bytes(&responses));
		expect_got(client, writer_bytes(&rewritten));
	}
	for (size_t at = 1; at < responses.size; at++) {
		peer_send(client, writer_bytes(&requests));
		expect_got(broker, writer_bytes(&requests));
		send_split(r, broker, writer_bytes(&responses), at);
		expect_got(client, writer_bytes(&rewritten));
	}
	writer_release(&requests);
	writer_release(&responses);
	writer_release(&rewritten);
	free((void *)(uintptr_t)produce.p);
	rig_free(r);
	peer_free(client);
}

/* Fetch v16: NOT_LEADER answers name the new leader's address. */
static void endpoints_in_a_fetch_are_blanked_while_it_streams(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes answer =
		unhex("00000028 00000007 00"      /* size, correlation, tags */
		      "00000000 0000 00000000 01" /* no partitions */
		      "01 00 15 02" /* nodeEndpoints: size 21, one */
		      "00000001 0a 3132372e302e302e37 00002384 00 00");
	struct writer w, frame;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	writer_init(&frame, 0);
	put_request(&w, API_FETCH, 16, 7, body());
	for (size_t at = 1; at <= answer.n; at++) {
		peer_send(client, writer_bytes(&w));
		expect_got(broker, writer_bytes(&w));
		send_split(r, broker, answer, at);
		wait_received(client, answer.n);
		assert_int_equal(peer_got(client).n, answer.n);
		assert_null(
			memmem(peer_got(client).p, answer.n, "127.0.0.7", 9));
		peer_forget(client);
		/* the tape has what the broker said */
		taken_frame(&r->tee, at, EVENT_RESPONSE, &frame);
		assert_true(bytes_equal(writer_bytes(&frame),
					bytes_after(answer, 4)));
	}
	writer_release(&w);
	writer_release(&frame);
	free((void *)(uintptr_t)answer.p);
	peer_close(client);
	rig_free(r);
	peer_free(client);
}

static void the_port_of_a_broker_is_open_before_a_client_hears_of_it(
	void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker, *second, *second_broker;
	struct writer w;
	int port;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	put_request(&w, API_METADATA, 0, 9, body());
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_reset(&w);
	put_metadata_response(&w, 9, "localhost", r->broker->port);
	peer_send(broker, writer_bytes(&w));
	wait_received(client, w.size);
	port = broker_port(peer_got(client));
	assert_int_not_equal(port, r->broker->port);
	assert_int_not_equal(port, r->port);
	/* the broker's name is longer than ours, by nothing */
	assert_memory_equal(peer_got(client).p + 18, "127.0.0.1", 9);

	second = peer_connect(&r->loop, port);
	second_broker = wait_accepted(r->broker, 1);
	exchange(r, second, second_broker, 3);
	assert_int_equal(taken_count(&r->tee, EVENT_OPENED), 2);
	writer_release(&w);
	rig_free(r);
	peer_free(client);
	peer_free(second);
}

static void acks_0_gets_no_answer_and_keeps_the_order(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes none = unhex("ffff 0000 00000001 00000000");
	struct bytes one = unhex("ffff 0001 00000001 00000000");
	struct writer w;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	for (int i = 0; i < 500; i++)
		put_request(&w, API_PRODUCE, 8, i, i % 5 == 4 ? one : none);
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_reset(&w);
	for (int i = 0; i < 500; i++)
		if (i % 5 == 4)
			put_response(&w, i, body());
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	assert_int_equal(taken_count(&r->tee, EVENT_NO_ANSWER), 400);
	assert_int_equal(taken_frame(&r->tee, 5, EVENT_RESPONSE, &w).flags,
			 EVENT_RESPONSE | EVENT_FIRST | EVENT_LAST);
	writer_release(&w);
	free((void *)(uintptr_t)none.p);
	free((void *)(uintptr_t)one.p);
	rig_free(r);
	peer_free(client);
}

static void unknown_apis_and_versions_pass(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct writer w;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	put_request(&w, 32767, 0, -7, body());
	put_request(&w, 10000, 99, 0, body());
	put_request(&w, API_LIST_GROUPS, 99, INT32_MIN, body());
	put_request(&w, API_API_VERSIONS, 127, 5, body());
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_reset(&w);
	put_response(&w, -7, body());
	put_response(&w, 0, body());
	put_response(&w, INT32_MIN, body());
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	writer_release(&w);
	rig_free(r);
	peer_free(client);
}

static void raw_tokens_pass_and_only_the_name_is_recorded(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes plain = unhex("0005 504c41494e");
	struct bytes token = unhex("00000009 00 75736572 00 617869");
	struct bytes empty = unhex("00000000");
	struct bytes good = unhex("0000 00000001 0005 504c41494e");
	const struct taken *principal;
	struct writer w;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	put_request(&w, API_SASL_HANDSHAKE, 0, 1, plain);
	peer_send(client, writer_bytes(&w));
	expect_got(broker, writer_bytes(&w));
	writer_reset(&w);
	put_response(&w, 1, good);
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	send_split(r, client, token, 7);
	expect_got(broker, token);
	peer_send(broker, empty);
	expect_got(client, empty);
	exchange(r, client, broker, 2);

	assert_int_equal(taken_count(&r->tee, EVENT_TOKEN), 2);
	for (size_t i = 0; i < r->tee.count; i++)
		assert_null(memmem(r->tee.taken[i].data,
				   r->tee.taken[i].event.length, "axi", 3));
	principal = taken_find(&r->tee, EVENT_PRINCIPAL, 0);
	assert_int_equal(principal->event.length, strlen("User:user"));
	assert_memory_equal(principal->data, "User:user", strlen("User:user"));
	writer_release(&w);
	free((void *)(uintptr_t)plain.p);
	free((void *)(uintptr_t)token.p);
	free((void *)(uintptr_t)empty.p);
	free((void *)(uintptr_t)good.p);
	rig_free(r);
	peer_free(client);
}

static void of_secrets_only_the_header_is_recorded(void **state)
{
	struct rig *r = rig_new();
	struct peer *client, *broker;
	struct bytes secret = bytes_of_string("0000secret");
	struct event e;
	struct writer w, frame;

	(void)state;
	rig_start(r);
	client = rig_client(r, &broker);
	writer_init(&w, 0);
	writer_init(&frame, 0);
	put_request(&w, API_SASL_AUTHENTICATE, 0, 1, secret);
	send_split(r, client, writer_bytes(&w), w.size - 3);
	expect_got(broker, writer_bytes(&w));
	e = taken_frame(&r->tee, 1, EVENT_REQUEST, &frame);
	assert_int_equal(e.flags, EVENT_REQUEST | EVENT_FIRST | EVENT_LAST |
					  EVENT_WITHHELD);
	assert_int_equal(e.frame_size, w.size - 4);
	assert_int_equal(frame.size, w.size - 4 - secret.n);
	writer_reset(&w);
	put_response(&w, 1, secret);
	peer_send(broker, writer_bytes(&w));
	expect_got(client, writer_bytes(&w));
	taken_frame(&r->tee, 1, EVENT_RESPONSE, &frame);
	assert_int_equal(frame.size, 6);
	writer_release(&w);
	writer_release(&frame);
	rig_free(r);
	peer_free(client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_pass_both_ways_and_are_recorded),
		cmocka_unit_test(many_frames_in_one_read_pass_at_once),
		cmocka_unit_test(frames_split_at_every_byte_pass_all_the_same),
		cmocka_unit_test(
			endpoints_in_a_fetch_are_blanked_while_it_streams),
		cmocka_unit_test(
			the_port_of_a_broker_is_open_before_a_client_hears_of_it),
		cmocka_unit_test(acks_0_gets_no_answer_and_keeps_the_order),
		cmocka_unit_test(unknown_apis_and_versions_pass),
		cmocka_unit_test(raw_tokens_pass_and_only_the_name_is_recorded),
		cmocka_unit_test(of_secrets_only_the_header_is_recorded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
