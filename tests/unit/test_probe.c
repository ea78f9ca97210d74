/* SPDX-License-Identifier: Apache-2.0 */
/* What ktape itself asks the brokers, and when clients are let in. */
#include "tests/unit/proxy_rig.h"

#include "codec/cursor.h"
#include "codec/header.h"
#include "codec/message.h"

enum { ASKED_MAX = 64 };

/* A broker that answers what a probe asks, one partition of one topic. */
struct script {
	struct rig *rig;
	size_t seen[PEERS_MAX]; /* bytes that were dealt with, by connection */
	int16_t asked[ASKED_MAX];
	size_t count;
	const char *topic;
	int16_t silent; /* hang up when asked this */
};

static void answer_api_versions(struct writer *w)
{
	static const int16_t ranges[][3] = {
		{ API_LIST_OFFSETS, 1, 1 },
		{ API_METADATA, 1, 1 },
		{ API_API_VERSIONS, 0, 0 },
		{ API_DESCRIBE_CONFIGS, 0, 0 },
	};

	writer_i16(w, 0);
	writer_i32(w, 4);
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 3; j++)
			writer_i16(w, ranges[i][j]);
}

static void answer_metadata(const struct script *s, struct writer *w)
{
	writer_i32(w, 1); /* brokers */
	writer_i32(w, 7);
	writer_string(w, bytes_of_string("127.0.0.1"), false);
	writer_i32(w, s->rig->broker->port);
	writer_string(w, bytes_of(NULL, 0), false);
	writer_i32(w, 7); /* controller */
	writer_i32(w, 1); /* topics */
	writer_i16(w, 0);
	writer_string(w, bytes_of_string(s->topic), false);
	writer_i8(w, 0);
	writer_i32(w, 1); /* partitions */
	writer_i16(w, 0);
	writer_i32(w, 0);
	writer_i32(w, 7); /* leader */
	writer_i32(w, 0);
	writer_i32(w, 0);
}

static void answer(struct script *s, struct peer *p, struct bytes frame)
{
	struct request_header h;
	struct cursor c;
	struct writer w;
	size_t mark;

	cursor_init(&c, frame);
	assert_true(request_header_read(&c, &h));
	assert_true(s->count < ASKED_MAX);
	s->asked[s->count++] = h.api_key;
	if (h.api_key == s->silent) {
		peer_close(p);
		return;
	}
	writer_init(&w, 0);
	mark = writer_reserve_i32(&w);
	writer_i32(&w, h.correlation_id);
	if (h.api_key == API_API_VERSIONS)
		answer_api_versions(&w);
	else if (h.api_key == API_METADATA)
		answer_metadata(s, &w);
	else
		writer_i64(&w, 0);
	writer_fill_i32(&w, mark);
	peer_send(p, writer_bytes(&w));
	writer_release(&w);
}

/* Answer all whole requests that have come. */
static void serve(struct script *s)
{
	for (size_t i = 0; i < s->rig->broker->count; i++) {
		struct peer *p = s->rig->broker->peers[i];
		struct cursor c;
		int32_t size;

		cursor_init(&c, peer_got(p));
		cursor_skip(&c, s->seen[i]);
		size = cursor_i32(&c);
		if (!cursor_ok(&c) || cursor_left(&c) < (size_t)size)
			continue;
		s->seen[i] += 4 + (size_t)size;
		answer(s, p, cursor_take(&c, (size_t)size));
	}
}

static bool served_until_ready(void *ctx)
{
	struct script *s = ctx;

	serve(s);
	return s->rig->ready;
}

static bool served_until_done(void *ctx)
{
	struct script *s = ctx;

	serve(s);
	return s->rig->done;
}

static void start(struct script *s)
{
	struct rig *r = s->rig;
	struct err e;
	char at[300];

	assert_int_equal(proxy_start(&r->proxy, &r->loop, &r->tee, &r->options,
				     rig_on_ready, r, &e),
			 0);
	proxy_bootstrap(r->proxy, 0, at, sizeof(at));
	r->port = (int)strtol(strrchr(at, ':') + 1, NULL, 10);
}

static void stop(struct script *s)
{
	proxy_stop(s->rig->proxy, rig_on_done, s->rig);
	wait_for(&s->rig->loop, served_until_done, s);
}

static struct script script_new(void)
{
	struct script s = { .topic = "first", .silent = -1 };

	s.rig = rig_new();
	s.rig->options.probe = true;
	return s;
}

static void expect_asked(struct script *s, const int16_t *keys, size_t count)
{
	assert_int_equal(s->count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(s->asked[i], keys[i]);
	s->count = 0;
}

static const int16_t full_run[] = {
	API_API_VERSIONS, API_METADATA,     API_DESCRIBE_CONFIGS,
	API_API_VERSIONS, API_LIST_OFFSETS, API_LIST_OFFSETS,
};

static void clients_come_in_when_the_first_questions_are_answered(void **state)
{
	static const int16_t end_run[] = {
		API_API_VERSIONS,
		API_METADATA,
		API_API_VERSIONS,
		API_LIST_OFFSETS,
	};
	struct script s = script_new();
	struct peer *client;
	const struct taken *opened;
	struct event_opened e;

	(void)state;
	start(&s);
	client = peer_connect(&s.rig->loop, s.rig->port);
	wait_accepted(s.rig->broker, 0);
	wait_quiet(&s.rig->loop);
	assert_false(s.rig->ready);
	assert_int_equal(s.rig->broker->count, 1);
	wait_for(&s.rig->loop, served_until_ready, &s);
	expect_asked(&s, full_run, 6);
	/* bootstrap, leader, and now the client that has waited */
	wait_accepted(s.rig->broker, 2);

	opened = taken_find(&s.rig->tee, EVENT_OPENED, 0);
	assert_true(
		event_read_opened(bytes_of(opened->data, opened->event.length),
				  &e));
	assert_true(bytes_equal(e.source, bytes_of_string("probe")));
	/* the broker that it told of has a listener and a row */
	assert_int_equal(taken_count(&s.rig->tee, EVENT_BROKER), 2);

	peer_close(client);
	wait_quiet(&s.rig->loop);
	stop(&s);
	expect_asked(&s, end_run, 4);
	rig_free(s.rig);
	peer_free(client);
}

static bool second_topic_is_asked(void *ctx)
{
	struct script *s = ctx;

	serve(s);
	return s->count >= 7;
}

static bool something_is_asked(void *ctx)
{
	struct script *s = ctx;

	serve(s);
	return s->count > 0;
}

static void a_topic_that_a_client_hears_of_is_asked_about_once(void **state)
{
	struct script s = script_new();
	struct peer *client;
	struct writer w;

	(void)state;
	start(&s);
	wait_for(&s.rig->loop, served_until_ready, &s);
	s.count = 0;
	client = peer_connect(&s.rig->loop, s.rig->port);
	wait_accepted(s.rig->broker, 2);
	s.topic = "second";
	writer_init(&w, 0);
	put_request(&w, API_METADATA, 1, 1, bytes_of_string("xxxx"));
	peer_send(client, writer_bytes(&w));
	wait_for(&s.rig->loop, second_topic_is_asked, &s);
	assert_int_equal(s.asked[0], API_METADATA); /* the client's */
	memmove(s.asked, s.asked + 1, 6 * sizeof(s.asked[0]));
	s.count--;
	expect_asked(&s, full_run, 6);
	peer_send(client, writer_bytes(&w));
	wait_for(&s.rig->loop, something_is_asked, &s);
	wait_quiet(&s.rig->loop);
	serve(&s);
	assert_int_equal(s.count, 1);
	writer_release(&w);
	peer_close(client);
	wait_quiet(&s.rig->loop);
	stop(&s);
	rig_free(s.rig);
	peer_free(client);
}

static bool served_until_accepted(void *ctx)
{
	struct script *s = ctx;

	serve(s);
	return s->rig->broker->count == 3;
}

static void while_the_upstream_is_down_clients_wait_and_then_are_served(
	void **state)
{
	struct script s = script_new();
	struct acceptor *other = s.rig->broker;
	struct peer *client;

	(void)state;
	s.rig->broker = acceptor_bound(&s.rig->loop);
	s.rig->upstream.port = s.rig->broker->port;
	start(&s);
	wait_for(&s.rig->loop, rig_is_ready, s.rig);
	client = peer_connect(&s.rig->loop, s.rig->port);
	wait_quiet(&s.rig->loop);
	assert_false(client->ended);
	acceptor_listen(s.rig->broker);
	wait_for(&s.rig->loop, served_until_accepted, &s);
	peer_close(client);
	wait_quiet(&s.rig->loop);
	stop(&s);
	rig_free(s.rig);
	peer_free(client);
	free(other);
}

static void brokers_that_refuse_questions_are_recorded_without(void **state)
{
	struct script s = script_new();
	struct peer *client;

	(void)state;
	s.silent = API_METADATA;
	start(&s);
	wait_for(&s.rig->loop, served_until_ready, &s);
	client = peer_connect(&s.rig->loop, s.rig->port);
	wait_accepted(s.rig->broker, s.rig->broker->count);
	peer_close(client);
	wait_quiet(&s.rig->loop);
	s.count = 0;
	stop(&s);
	assert_int_equal(s.count, 0);
	rig_free(s.rig);
	peer_free(client);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			clients_come_in_when_the_first_questions_are_answered),
		cmocka_unit_test(
			a_topic_that_a_client_hears_of_is_asked_about_once),
		cmocka_unit_test(
			while_the_upstream_is_down_clients_wait_and_then_are_served),
		cmocka_unit_test(
			brokers_that_refuse_questions_are_recorded_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
