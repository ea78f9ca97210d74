/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_member.c - group members on the tape: what they say, what they are
 * given, and until when it is theirs. */
#include "tests/lib/scene.h"

#include "codec/message.h"
#include "store/meaning.h"

#include <stdio.h>

/* ---- classic */

/* ConsumerProtocolSubscription of topic t; `owned` partitions of it (v1+). */
static struct writer subscription(int16_t version, int32_t owned)
{
	struct writer w;

	writer_init(&w, 0);
	writer_i16(&w, version);
	writer_i32(&w, 1);
	writer_string(&w, bytes_of_string("t"), false);
	writer_i32(&w, -1); /* user data */
	if (version < 1)
		return w;
	writer_i32(&w, owned ? 1 : 0);
	if (owned)
		writer_string(&w, bytes_of_string("t"), false);
	if (owned)
		writer_i32(&w, owned);
	for (int32_t i = 0; i < owned; i++)
		writer_i32(&w, i);
	if (version >= 2)
		writer_i32(&w, -1);
	if (version >= 3)
		writer_string(&w, bytes_of(NULL, 0), false);
	return w;
}

/* ConsumerProtocolAssignment of partitions [from, to) of t. */
static struct writer assignment(int32_t from, int32_t to)
{
	struct writer w;

	writer_init(&w, 0);
	writer_i16(&w, 1);
	writer_i32(&w, 1);
	writer_string(&w, bytes_of_string("t"), false);
	writer_i32(&w, to - from);
	for (int32_t i = from; i < to; i++)
		writer_i32(&w, i);
	writer_i32(&w, -1);
	return w;
}

struct join {
	int16_t version;
	const char *member; /* that the broker names; it is sent from v1 on */
	const char *instance, *type;
	struct bytes blob;
	int32_t generation;
	int16_t error;
};

static uint64_t ask_to_join(struct scene *s, const struct join *j)
{
	struct script q = { 0 };

	say_text(&q, JOIN_GROUP_REQUEST_GROUP_ID, "g");
	say(&q, JOIN_GROUP_REQUEST_SESSION_TIMEOUT_MS, 45000);
	say(&q, JOIN_GROUP_REQUEST_REBALANCE_TIMEOUT_MS, 300000);
	say_text(&q, JOIN_GROUP_REQUEST_MEMBER_ID, j->member);
	if (j->instance)
		say_text(&q, JOIN_GROUP_REQUEST_GROUP_INSTANCE_ID, j->instance);
	say_text(&q, JOIN_GROUP_REQUEST_PROTOCOL_TYPE,
		 j->type ? j->type : "consumer");
	say(&q, JOIN_GROUP_REQUEST_PROTOCOLS, 1);
	say_text(&q, JOIN_GROUP_REQUEST_PROTOCOLS_NAME, "range");
	say_bytes(&q, JOIN_GROUP_REQUEST_PROTOCOLS_METADATA, j->blob);
	say_text(&q, JOIN_GROUP_REQUEST_REASON, "why not");
	return request(s, 1,
		       frame_request(API_JOIN_GROUP, j->version, "c", &q));
}

static void let_join(struct scene *s, uint64_t x, const struct join *j)
{
	struct script a = { 0 };

	say(&a, JOIN_GROUP_RESPONSE_ERROR_CODE, j->error);
	say(&a, JOIN_GROUP_RESPONSE_GENERATION_ID, j->generation);
	say_text(&a, JOIN_GROUP_RESPONSE_PROTOCOL_NAME,
		 j->error ? "" : "range");
	say_text(&a, JOIN_GROUP_RESPONSE_MEMBER_ID, j->member);
	response(s, 1, x, frame_response(API_JOIN_GROUP, j->version, &a));
}

static void join(struct scene *s, const struct join *j)
{
	let_join(s, ask_to_join(s, j), j);
}

/* A SyncGroup: `got` is for the member itself, `others` for one that it leads
 * (p NULL: it does not lead). */
static void sync_group(struct scene *s, int16_t version, const char *member,
		       int32_t generation, struct bytes got,
		       struct bytes others, int16_t error)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, SYNC_GROUP_REQUEST_GROUP_ID, "g");
	say(&q, SYNC_GROUP_REQUEST_GENERATION_ID, generation);
	say_text(&q, SYNC_GROUP_REQUEST_MEMBER_ID, member);
	say_text(&q, SYNC_GROUP_REQUEST_PROTOCOL_TYPE, "consumer");
	say_text(&q, SYNC_GROUP_REQUEST_PROTOCOL_NAME, "range");
	say(&q, SYNC_GROUP_REQUEST_ASSIGNMENTS, others.p ? 2 : 0);
	if (others.p) {
		say_text(&q, SYNC_GROUP_REQUEST_ASSIGNMENTS_MEMBER_ID, member);
		say_bytes(&q, SYNC_GROUP_REQUEST_ASSIGNMENTS_ASSIGNMENT, got);
		say_text(&q, SYNC_GROUP_REQUEST_ASSIGNMENTS_MEMBER_ID, "other");
		say_bytes(&q, SYNC_GROUP_REQUEST_ASSIGNMENTS_ASSIGNMENT,
			  others);
	}
	x = request(s, 1, frame_request(API_SYNC_GROUP, version, "c", &q));
	say(&a, SYNC_GROUP_RESPONSE_ERROR_CODE, error);
	say_bytes(&a, SYNC_GROUP_RESPONSE_ASSIGNMENT, got);
	response(s, 1, x, frame_response(API_SYNC_GROUP, version, &a));
}

static void leave(struct scene *s, int16_t version, const char *member)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, LEAVE_GROUP_REQUEST_GROUP_ID, "g");
	say_text(&q, LEAVE_GROUP_REQUEST_MEMBER_ID, member);
	say(&q, LEAVE_GROUP_REQUEST_MEMBERS, 1);
	say_text(&q, LEAVE_GROUP_REQUEST_MEMBERS_MEMBER_ID, member);
	say_text(&q, LEAVE_GROUP_REQUEST_MEMBERS_REASON, "enough");
	x = request(s, 1, frame_request(API_LEAVE_GROUP, version, "c", &q));
	say(&a, LEAVE_GROUP_RESPONSE_MEMBERS, 1);
	say_text(&a, LEAVE_GROUP_RESPONSE_MEMBERS_MEMBER_ID, member);
	response(s, 1, x, frame_response(API_LEAVE_GROUP, version, &a));
}

static void joins_of_every_version_are_rows(void **state)
{
	struct scene *s = *state;
	struct writer blob = subscription(3, 2);
	int16_t min, max;

	assert_true(api_versions(API_JOIN_GROUP, &min, &max));
	for (int16_t v = min; v <= max; v++)
		join(s, &(struct join) { .version = v,
					 .member = "m",
					 .blob = writer_bytes(&blob),
					 .generation = 7 });
	assert_query(s,
		     "SELECT DISTINCT group_id, protocol, member_id, "
		     "generation, event, subscription, owned, assignor, "
		     "m.error_code, reason FROM member_event m "
		     "JOIN exchange e ON e.id = m.exchange "
		     "WHERE api_version >= 8",
		     "g|classic|m|7|join|[\"t\"]|2|range|0|why not");
	assert_query(s,
		     "SELECT count(*), count(reason), sum(session_timeout_ms), "
		     "sum(rebalance_timeout_ms) FROM member_event",
		     "10|2|450000|2700000");
	writer_release(&blob);
}

static void a_join_waits_and_is_one_row(void **state)
{
	struct scene *s = *state;
	struct writer blob = subscription(1, 0);
	struct join j = { .version = 5,
			  .member = "m",
			  .instance = "i",
			  .blob = writer_bytes(&blob),
			  .generation = 1 };
	uint64_t x = ask_to_join(s, &j);

	interval(s);
	assert_query(s,
		     "SELECT member_id, group_instance_id, error_code, "
		     "generation, assignor, owned FROM member_event",
		     "m|i|NULL|NULL|NULL|0");
	let_join(s, x, &j);
	assert_query(s,
		     "SELECT member_id, group_instance_id, error_code, "
		     "generation, assignor, subscription FROM member_event",
		     "m|i|0|1|range|[\"t\"]");
	writer_release(&blob);
}

static void what_is_no_consumer_s_has_no_subscription(void **state)
{
	struct scene *s = *state;
	struct writer blob = subscription(0, 0);
	struct join connect = { .version = 6,
				.member = "w",
				.type = "connect",
				.blob = writer_bytes(&blob),
				.generation = 1 };
	struct join broken = { .version = 6,
			       .member = "b",
			       .blob = bytes_first(writer_bytes(&blob), 9),
			       .error = 79 };

	join(s, &connect);
	join(s, &broken);
	assert_query(s,
		     "SELECT member_id, subscription, error_code, assignor "
		     "FROM member_event ORDER BY id",
		     "w|NULL|0|range b|NULL|79|NULL");
	writer_release(&blob);
}

static void assignments_are_rows_of_who_is_given_what(void **state)
{
	struct scene *s = *state;
	struct writer mine = assignment(0, 2), theirs = assignment(2, 3);
	int16_t min, max;

	assert_true(api_versions(API_SYNC_GROUP, &min, &max));
	for (int16_t v = min; v <= max; v++)
		sync_group(s, v, "m", v, writer_bytes(&mine),
			   writer_bytes(&theirs), 0);
	sync_group(s, max, "m", 99, writer_bytes(&mine), bytes_of(NULL, 0), 27);
	assert_query(s,
		     "SELECT count(DISTINCT a.generation), a.source, "
		     "a.member_id, partition, count(*) FROM assignment a "
		     "JOIN topic_partition p ON p.id = a.tp "
		     "GROUP BY 2, 3, 4 ORDER BY 2, 3, 4",
		     "6|leader|m|0|6 6|leader|m|1|6 6|leader|other|2|6 "
		     "6|member|m|0|6 6|member|m|1|6");
	assert_query(s,
		     "SELECT count(*) FROM assignment a JOIN exchange e "
		     "ON e.id = a.exchange AND a.since = "
		     "CASE source WHEN 'member' THEN d ELSE r END",
		     "30");
	assert_query(s,
		     "SELECT event, error_code, count(*) FROM member_event "
		     "GROUP BY 2",
		     "assign|0|6 assign|27|1");
	writer_release(&mine);
	writer_release(&theirs);
}

static void a_broken_assignment_is_none(void **state)
{
	struct scene *s = *state;
	struct writer w = assignment(0, 2);

	for (size_t n = 0; n < w.size; n++)
		sync_group(s, 0, "m", 1, bytes_first(writer_bytes(&w), n),
			   bytes_of(NULL, 0), 0);
	assert_query(s, "SELECT count(*) FROM assignment", "0");
	assert_query(s,
		     "SELECT count(*) FROM frame WHERE state <> "
		     "'understood'",
		     "0");
	writer_release(&w);
}

static void leaving_and_a_bad_heartbeat_are_rows(void **state)
{
	struct scene *s = *state;

	for (int16_t v = 0; v <= 5; v++)
		leave(s, v, "m");
	for (int16_t error = 0; error <= 25; error += 25) {
		struct script q = { 0 }, a = { 0 };
		uint64_t x;

		say_text(&q, HEARTBEAT_REQUEST_GROUP_ID, "g");
		say(&q, HEARTBEAT_REQUEST_GENERATION_ID, 4);
		say_text(&q, HEARTBEAT_REQUEST_MEMBER_ID, "m");
		x = request(s, 1, frame_request(API_HEARTBEAT, 4, "c", &q));
		say(&a, HEARTBEAT_RESPONSE_ERROR_CODE, error);
		response(s, 1, x, frame_response(API_HEARTBEAT, 4, &a));
	}
	assert_query(s,
		     "SELECT event, member_id, error_code, count(*), "
		     "count(reason), max(generation) FROM member_event "
		     "GROUP BY 1 ORDER BY 1",
		     "heartbeat|m|25|1|0|4 leave|m|0|6|1|NULL");
}

/* ---- groups whose coordinator assigns */

struct beat {
	int32_t epoch;    /* sent */
	int32_t answered; /* epoch */
	int32_t given;    /* partitions; -1: nothing is said of them */
	int16_t error;
	const char *regex;
	bool subscribes;
};

/* Partitions 0 to n - 1 of topic t. */
static void say_given(struct script *a, int32_t n)
{
	const enum message_field partitions =
		CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS;

	say(a, CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT, 1);
	say(a, CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS,
	    1);
	say_bytes(
		a,
		CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID,
		topic_id("t"));
	say(a, partitions, n);
	for (int32_t i = 0; i < n; i++)
		say(a, partitions, i);
}

static void beat(struct scene *s, const struct beat *b)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, CONSUMER_GROUP_HEARTBEAT_REQUEST_GROUP_ID, "g");
	say_text(&q, CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_ID, "m");
	say(&q, CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH, b->epoch);
	say(&q, CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES,
	    b->subscribes ? 2 : -1);
	for (int i = 0; b->subscribes && i < 2; i++)
		say_text(
			&q,
			CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES,
			i ? "u" : "t");
	if (b->regex)
		say_text(
			&q,
			CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_REGEX,
			b->regex);
	say(&q, CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS, -1);
	x = request(s, 1,
		    frame_request(API_CONSUMER_GROUP_HEARTBEAT, 1, "c", &q));
	say(&a, CONSUMER_GROUP_HEARTBEAT_RESPONSE_ERROR_CODE, b->error);
	say_text(&a, CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID, "m");
	say(&a, CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH, b->answered);
	if (b->given >= 0)
		say_given(&a, b->given);
	response(s, 1, x, frame_response(API_CONSUMER_GROUP_HEARTBEAT, 1, &a));
}

static void only_heartbeats_with_news_are_rows(void **state)
{
	struct scene *s = *state;

	beat(s, &(struct beat) { 0, 3, 2, 0, NULL, true });
	beat(s, &(struct beat) { 3, 3, -1, 0, NULL, false });
	beat(s, &(struct beat) { 3, 4, -1, 0, NULL, false });
	beat(s, &(struct beat) { 4, 4, 0, 0, NULL, false });
	beat(s, &(struct beat) { 4, 4, -1, 0, "t.*", false });
	beat(s, &(struct beat) { 4, 0, -1, 110, NULL, false });
	beat(s, &(struct beat) { -1, -1, -1, 0, NULL, false });
	assert_query(s,
		     "SELECT event, generation, error_code, subscription "
		     "FROM member_event ORDER BY id",
		     "join|3|0|[\"t\",\"u\"] assign|3|0|NULL "
		     "heartbeat|4|0|NULL assign|4|0|NULL heartbeat|4|0|t.* "
		     "heartbeat|4|110|NULL leave|NULL|0|NULL");
	assert_query(s,
		     "SELECT generation, count(*), source, protocol "
		     "FROM assignment GROUP BY 1",
		     "3|2|member|consumer");
}

static void coordinators_of_every_version_are_rows(void **state)
{
	struct scene *s = *state;

	for (int16_t v = 0; v <= 6; v++) {
		struct script q = { 0 }, a = { 0 };
		uint64_t x;

		say_text(&q, FIND_COORDINATOR_REQUEST_KEY, "g");
		say(&q, FIND_COORDINATOR_REQUEST_KEY_TYPE, 1);
		say(&q, FIND_COORDINATOR_REQUEST_COORDINATOR_KEYS, 0);
		x = request(s, 1,
			    frame_request(API_FIND_COORDINATOR, v, "c", &q));
		say(&a, FIND_COORDINATOR_RESPONSE_NODE_ID, 2);
		say(&a, FIND_COORDINATOR_RESPONSE_COORDINATORS, 1);
		say_text(&a, FIND_COORDINATOR_RESPONSE_COORDINATORS_KEY, "g");
		say(&a, FIND_COORDINATOR_RESPONSE_COORDINATORS_NODE_ID, 2);
		response(s, 1, x, frame_response(API_FIND_COORDINATOR, v, &a));
	}
	assert_query(s,
		     "SELECT kind, key, node_id, error_code, count(*) "
		     "FROM coordinator GROUP BY 1 ORDER BY 1",
		     "group|g|2|0|1 transaction|g|2|0|6");
}

/* ---- until when: store/meaning/groups.sql */

static void seal_meaning(struct scene *s)
{
	struct err e = { 0 };

	finish(s);
	assert_int_equal(tape_make_meaning(s->tape, &e), 0);
	assert_int_equal(tape_make_meaning(s->tape, &e), 0);
}

static void eager_members_own_nothing_while_they_join(void **state)
{
	struct scene *s = *state;
	struct writer sub = subscription(0, 0), two = assignment(0, 2);
	struct join j = { .version = 5,
			  .member = "m",
			  .blob = writer_bytes(&sub),
			  .generation = 1 };

	join(s, &j);
	sync_group(s, 3, "m", 1, writer_bytes(&two), bytes_of(NULL, 0), 0);
	j.generation = 2;
	join(s, &j);
	sync_group(s, 3, "m", 2, writer_bytes(&two), bytes_of(NULL, 0), 0);
	leave(s, 3, "m");
	seal_meaning(s);
	assert_query(s,
		     "SELECT a.generation, count(*), (SELECT api_key FROM "
		     "exchange e WHERE e.q = a.until) FROM assignment a "
		     "GROUP BY 1",
		     "1|2|11 2|2|13");
	writer_release(&sub);
	writer_release(&two);
}

static void cooperative_members_keep_what_they_are_given_again(void **state)
{
	struct scene *s = *state;
	struct writer sub = subscription(1, 2), two = assignment(0, 2),
		      one = assignment(0, 1);
	struct join j = { .version = 5,
			  .member = "m",
			  .blob = writer_bytes(&sub),
			  .generation = 2 };

	sync_group(s, 3, "m", 1, writer_bytes(&two), bytes_of(NULL, 0), 0);
	join(s, &j);
	sync_group(s, 3, "m", 2, writer_bytes(&one), bytes_of(NULL, 0), 0);
	seal_meaning(s);
	/* from one to the next without a break; the second goes on */
	assert_query(s,
		     "SELECT a.generation, p.partition, a.until IS NULL, "
		     "a.until = (SELECT max(d) FROM exchange WHERE api_key = "
		     "14) FROM assignment a JOIN topic_partition p "
		     "ON p.id = a.tp ORDER BY 1, 2",
		     "1|0|0|1 1|1|0|1 2|0|1|NULL");
	writer_release(&sub);
	writer_release(&two);
	writer_release(&one);
}

static void who_dies_owns_until_another_is_given_it(void **state)
{
	struct scene *s = *state;
	struct writer two = assignment(0, 2);

	sync_group(s, 3, "m", 1, writer_bytes(&two), bytes_of(NULL, 0), 0);
	sync_group(s, 3, "n", 2, writer_bytes(&two), bytes_of(NULL, 0), 0);
	seal_meaning(s);
	assert_query(s,
		     "SELECT member_id, count(*), until = (SELECT max(d) FROM "
		     "exchange) FROM assignment GROUP BY 1",
		     "m|2|1 n|2|NULL");
	writer_release(&two);
}

static void the_leader_s_word_counts_for_who_goes_around_ktape(void **state)
{
	struct scene *s = *state;
	struct writer mine = assignment(0, 1), theirs = assignment(1, 3);

	sync_group(s, 3, "m", 1, writer_bytes(&mine), writer_bytes(&theirs), 0);
	sync_group(s, 3, "m", 2, writer_bytes(&mine), writer_bytes(&theirs), 0);
	seal_meaning(s);
	assert_query(s,
		     "SELECT source, member_id, generation, count(*), "
		     "until = since, until IS NULL FROM assignment "
		     "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
		     "leader|m|1|1|1|0 leader|m|2|1|1|0 "
		     "leader|other|1|2|0|0 leader|other|2|2|NULL|1 "
		     "member|m|1|1|0|0 member|m|2|1|NULL|1");
	writer_release(&mine);
	writer_release(&theirs);
}

static void a_static_member_is_replaced_by_its_next_life(void **state)
{
	struct scene *s = *state;
	struct writer sub = subscription(1, 0), two = assignment(0, 2);
	struct join j = { .version = 5,
			  .member = "first",
			  .instance = "i",
			  .blob = writer_bytes(&sub),
			  .generation = 1 };

	join(s, &j);
	sync_group(s, 3, "first", 1, writer_bytes(&two), bytes_of(NULL, 0), 0);
	j.member = "second"; /* same generation: no rebalance */
	join(s, &j);
	seal_meaning(s);
	assert_query(s,
		     "SELECT DISTINCT until = (SELECT max(r) FROM exchange) "
		     "FROM assignment",
		     "1");
	writer_release(&sub);
	writer_release(&two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(joins_of_every_version_are_rows),
		SCENE(a_join_waits_and_is_one_row),
		SCENE(what_is_no_consumer_s_has_no_subscription),
		SCENE(assignments_are_rows_of_who_is_given_what),
		SCENE(a_broken_assignment_is_none),
		SCENE(leaving_and_a_bad_heartbeat_are_rows),
		SCENE(only_heartbeats_with_news_are_rows),
		SCENE(coordinators_of_every_version_are_rows),
		SCENE(eager_members_own_nothing_while_they_join),
		SCENE(cooperative_members_keep_what_they_are_given_again),
		SCENE(who_dies_owns_until_another_is_given_it),
		SCENE(the_leader_s_word_counts_for_who_goes_around_ktape),
		SCENE(a_static_member_is_replaced_by_its_next_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
