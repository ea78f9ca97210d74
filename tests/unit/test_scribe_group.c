/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_group.c - committed offsets and look-ups on the tape. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>

struct commit {
	int16_t version;
	int32_t generation;
	const char *member;
	int64_t offset;
};

static struct bytes commit_request(const struct commit *c)
{
	struct script s = { 0 };

	say_text(&s, OFFSET_COMMIT_REQUEST_GROUP_ID, "g");
	say(&s, OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH,
	    c->generation);
	say_text(&s, OFFSET_COMMIT_REQUEST_MEMBER_ID, c->member);
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS, 1);
	say_text(&s, OFFSET_COMMIT_REQUEST_TOPICS_NAME, "t");
	say_bytes(&s, OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID, topic_id("t"));
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, 1);
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, 3);
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET,
	    c->offset);
	say_text(&s, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_METADATA,
		 "note");
	return frame_request(API_OFFSET_COMMIT, c->version, "c", &s);
}

static struct bytes commit_response(const struct commit *c, int16_t error)
{
	struct script s = { 0 };

	say(&s, OFFSET_COMMIT_RESPONSE_TOPICS, 1);
	say_text(&s, OFFSET_COMMIT_RESPONSE_TOPICS_NAME, "t");
	say_bytes(&s, OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID, topic_id("t"));
	say(&s, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, 1);
	say(&s, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, 3);
	say(&s, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, error);
	return frame_response(API_OFFSET_COMMIT, c->version, &s);
}

static void commits_of_every_version_are_rows(void **state)
{
	struct scene *s = *state;
	char expected[64];
	int16_t min, max;

	assert_true(api_versions(API_OFFSET_COMMIT, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct commit c = { v, 4, "m", 10 + v };
		uint64_t x = request(s, 1, commit_request(&c));

		response(s, 1, x, commit_response(&c, 0));
	}
	snprintf(expected, sizeof(expected), "%d", max - min + 1);
	assert_query(s,
		     "SELECT count(*) FROM offset_commit c JOIN exchange x ON "
		     "x.id = c.exchange WHERE group_id = 'g' AND outcome = 'ok'"
		     " AND committed_offset = 10 + api_version AND metadata = "
		     "'note' AND c.error_code = 0 AND effective_from = f AND "
		     "certain_from = r AND leader_epoch IS NULL",
		     expected);
	assert_query(s,
		     "SELECT DISTINCT api_version > 0, member_id, generation, "
		     "kind FROM offset_commit c JOIN exchange x ON x.id = "
		     "c.exchange",
		     "0|NULL|-1|admin 1|m|4|plain");
	assert_query(s, "SELECT direction, count(*) FROM frame GROUP BY 1",
		     "request|11 response|11");
}

static void outcomes_of_commits(void **state)
{
	static const struct commit plain = { 7, 4, "m", 5 };
	static const struct {
		int16_t error;
		const char *expected;
	} cases[] = { { 22, "no|22|NULL|NULL" },
		      { 15, "maybe|15|NULL|NULL" },
		      { 7, "maybe|7|NULL|NULL" } };
	struct scene *s = *state;

	for (size_t i = 0; i < 3; i++) {
		char sql[160];
		uint64_t x = request(s, 1, commit_request(&plain));

		response(s, 1, x, commit_response(&plain, cases[i].error));
		snprintf(sql, sizeof(sql),
			 "SELECT outcome, error_code, effective_from, "
			 "certain_from FROM offset_commit WHERE exchange = %d",
			 (int)x);
		assert_query(s, sql, cases[i].expected);
	}
}

static void a_commit_without_an_answer_is_a_maybe(void **state)
{
	static const struct commit plain = { 7, 4, "m", 5 };
	struct scene *s = *state;
	uint64_t x = request(s, 1, commit_request(&plain));

	interval(s);
	assert_query(s, "SELECT outcome, error_code FROM offset_commit",
		     "maybe|NULL");
	response(s, 1, x, commit_response(&plain, 0));
	assert_query(s,
		     "SELECT outcome, c.error_code, certain_from = r FROM "
		     "offset_commit c, exchange",
		     "ok|0|1");
	request(s, 1, commit_request(&plain));
	note(s, EVENT_UNSENT, 1, s->exchange, bytes_of(NULL, 0));
	closed(s, 1);
	assert_query(s, "SELECT outcome FROM offset_commit", "ok no");
}

static void a_transactional_commit_waits_for_its_transaction(void **state)
{
	struct scene *s = *state;
	int16_t min, max;
	char expected[80];

	assert_true(api_versions(API_TXN_OFFSET_COMMIT, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct script q = { 0 }, a = { 0 };

		say_text(&q, TXN_OFFSET_COMMIT_REQUEST_TRANSACTIONAL_ID, "tx");
		say_text(&q, TXN_OFFSET_COMMIT_REQUEST_GROUP_ID, "g");
		say(&q, TXN_OFFSET_COMMIT_REQUEST_PRODUCER_ID, 8);
		say(&q, TXN_OFFSET_COMMIT_REQUEST_PRODUCER_EPOCH, 2);
		say(&q, TXN_OFFSET_COMMIT_REQUEST_TOPICS, 1);
		say_text(&q, TXN_OFFSET_COMMIT_REQUEST_TOPICS_NAME, "t");
		say_bytes(&q, TXN_OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID,
			  topic_id("t"));
		say(&q, TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, 1);
		say(&q,
		    TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET,
		    33);
		say(&a, TXN_OFFSET_COMMIT_RESPONSE_TOPICS, 1);
		say_text(&a, TXN_OFFSET_COMMIT_RESPONSE_TOPICS_NAME, "t");
		say_bytes(&a, TXN_OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID,
			  topic_id("t"));
		say(&a, TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, 1);
		uint64_t x = request(s, 1,
				     frame_request(API_TXN_OFFSET_COMMIT, v,
						   "p", &q));

		response(s, 1, x, frame_response(API_TXN_OFFSET_COMMIT, v, &a));
	}
	snprintf(expected, sizeof(expected), "%d|txn|ok|tx|8|2|33|NULL|NULL|0",
		 max - min + 1);
	assert_query(s,
		     "SELECT count(*), kind, outcome, transactional_id, "
		     "producer_id, producer_epoch, committed_offset, "
		     "max(effective_from), max(certain_from), max(error_code) "
		     "FROM offset_commit",
		     expected);
}

static void a_deleted_offset_is_an_admins_commit_of_none(void **state)
{
	struct scene *s = *state;
	struct script q = { 0 }, a = { 0 };

	say_text(&q, OFFSET_DELETE_REQUEST_GROUP_ID, "g");
	say(&q, OFFSET_DELETE_REQUEST_TOPICS, 1);
	say_text(&q, OFFSET_DELETE_REQUEST_TOPICS_NAME, "t");
	say(&q, OFFSET_DELETE_REQUEST_TOPICS_PARTITIONS, 1);
	say(&a, OFFSET_DELETE_RESPONSE_TOPICS, 1);
	say_text(&a, OFFSET_DELETE_RESPONSE_TOPICS_NAME, "t");
	say(&a, OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS, 1);
	uint64_t x =
		request(s, 1, frame_request(API_OFFSET_DELETE, 0, "c", &q));

	response(s, 1, x, frame_response(API_OFFSET_DELETE, 0, &a));
	/* refused as a whole: no partition is in the answer */
	a.count = 0;
	say(&a, OFFSET_DELETE_RESPONSE_ERROR_CODE, 69);
	x = request(s, 1, frame_request(API_OFFSET_DELETE, 0, "c", &q));
	response(s, 1, x, frame_response(API_OFFSET_DELETE, 0, &a));
	assert_query(s,
		     "SELECT kind, committed_offset, outcome, error_code FROM "
		     "offset_commit",
		     "admin|-1|ok|0 admin|-1|no|69");
}

static struct bytes read_back_response(int16_t version)
{
	struct script a = { 0 };

	say(&a, OFFSET_FETCH_RESPONSE_TOPICS, 1);
	say_text(&a, OFFSET_FETCH_RESPONSE_TOPICS_NAME, "t");
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS, 1);
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, 3);
	say(&a, OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_COMMITTED_OFFSET, 12);
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS, 2);
	say_text(&a, OFFSET_FETCH_RESPONSE_GROUPS_GROUP_ID, "g");
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS, 1);
	say_text(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_NAME, "t");
	say_bytes(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_TOPIC_ID,
		  topic_id("t"));
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS, 1);
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_PARTITION_INDEX,
	    3);
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_COMMITTED_OFFSET,
	    12);
	say_text(&a, OFFSET_FETCH_RESPONSE_GROUPS_GROUP_ID, "h");
	say(&a, OFFSET_FETCH_RESPONSE_GROUPS_ERROR_CODE, 69);
	return frame_response(API_OFFSET_FETCH, version, &a);
}

static void offsets_read_back_are_rows_of_every_version(void **state)
{
	struct scene *s = *state;
	int16_t min, max;

	assert_true(api_versions(API_OFFSET_FETCH, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct script q = { 0 };

		say_text(&q, OFFSET_FETCH_REQUEST_GROUP_ID, "g");
		say(&q, OFFSET_FETCH_REQUEST_GROUPS, 2);
		say_text(&q, OFFSET_FETCH_REQUEST_GROUPS_GROUP_ID, "h");
		say_text(&q, OFFSET_FETCH_REQUEST_GROUPS_GROUP_ID, "g");
		say_text(&q, OFFSET_FETCH_REQUEST_GROUPS_MEMBER_ID, "m");
		say(&q, OFFSET_FETCH_REQUEST_GROUPS_MEMBER_EPOCH, 6);
		say(&q, OFFSET_FETCH_REQUEST_REQUIRE_STABLE, 1);
		uint64_t x =
			request(s, 1,
				frame_request(API_OFFSET_FETCH, v, "c", &q));

		if (v == max)
			interval(s); /* also when it is written before */
		response(s, 1, x, read_back_response(v));
	}
	assert_query(s,
		     "SELECT api_version >= 8 v, group_id, member_id, "
		     "generation, committed_offset, o.error_code, count(*) FROM"
		     " offset_fetch o JOIN exchange x ON x.id = o.exchange "
		     "WHERE api_version NOT IN (8) GROUP BY 1, 2 ORDER BY 1, 2",
		     "0|g|NULL|NULL|12|0|8 1|g|m|6|12|0|2 "
		     "1|h||NULL|NULL|69|2");
	assert_query(s,
		     "SELECT count(*) FROM offset_fetch WHERE require_stable",
		     "7");
}

static void list_offsets(struct scene *s, uint64_t connection, int16_t version,
			 int64_t time, int64_t offset)
{
	struct script q = { 0 }, a = { 0 };

	say(&q, LIST_OFFSETS_REQUEST_ISOLATION_LEVEL, 1);
	say(&q, LIST_OFFSETS_REQUEST_TOPICS, 1);
	say_text(&q, LIST_OFFSETS_REQUEST_TOPICS_NAME, "t");
	say(&q, LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS, 1);
	say(&q, LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_TIMESTAMP, time);
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS, 1);
	say_text(&a, LIST_OFFSETS_RESPONSE_TOPICS_NAME, "t");
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS, 1);
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OLD_STYLE_OFFSETS, 2);
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OLD_STYLE_OFFSETS,
	    offset);
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OLD_STYLE_OFFSETS, 0);
	say(&a, LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OFFSET, offset);
	uint64_t x = request(s, connection,
			     frame_request(API_LIST_OFFSETS, version, "c", &q));

	response(s, connection, x,
		 frame_response(API_LIST_OFFSETS, version, &a));
}

static void looked_up_offsets_are_rows_of_every_version(void **state)
{
	struct scene *s = *state;
	char expected[32];
	int16_t min, max;

	assert_true(api_versions(API_LIST_OFFSETS, &min, &max));
	for (int16_t v = min; v <= max; v++)
		list_offsets(s, 1, v, -1, 44);
	snprintf(expected, sizeof(expected), "%d|-1|44|0", max - min + 1);
	assert_query(s,
		     "SELECT count(*), timestamp, offset, error_code FROM "
		     "offset_lookup",
		     expected);
	assert_query(s, "SELECT end_offset FROM topic_partition", "NULL");
}

static void the_probe_tells_where_partitions_begin_and_end(void **state)
{
	struct scene *s = *state;

	list_offsets(s, PROBE, 5, -2, 2);
	list_offsets(s, PROBE, 5, -1, 44);
	list_offsets(s, PROBE, 5, -1, 50);
	assert_query(s,
		     "SELECT start_offset, end_offset, last_start_offset, "
		     "last_end_offset FROM topic_partition",
		     "2|44|2|50");
}

static void epochs_looked_up_are_rows_of_every_version(void **state)
{
	struct scene *s = *state;
	char expected[32];
	int16_t min, max;

	assert_true(api_versions(API_OFFSET_FOR_LEADER_EPOCH, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct script q = { 0 }, a = { 0 };

		say(&q, OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS, 1);
		say_text(&q, OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_TOPIC, "t");
		say(&q, OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS, 1);
		say(&q,
		    OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH,
		    6);
		say(&a, OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS, 1);
		say_text(&a, OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_TOPIC,
			 "t");
		say(&a, OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS, 1);
		say(&a,
		    OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_END_OFFSET,
		    99);
		uint64_t x = request(s, 1,
				     frame_request(API_OFFSET_FOR_LEADER_EPOCH,
						   v, "c", &q));

		response(s, 1, x,
			 frame_response(API_OFFSET_FOR_LEADER_EPOCH, v, &a));
	}
	snprintf(expected, sizeof(expected), "%d|6|99|0", max - min + 1);
	assert_query(s,
		     "SELECT count(*), leader_epoch, end_offset, error_code "
		     "FROM epoch_lookup",
		     expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(commits_of_every_version_are_rows),
		SCENE(outcomes_of_commits),
		SCENE(a_commit_without_an_answer_is_a_maybe),
		SCENE(a_transactional_commit_waits_for_its_transaction),
		SCENE(a_deleted_offset_is_an_admins_commit_of_none),
		SCENE(offsets_read_back_are_rows_of_every_version),
		SCENE(looked_up_offsets_are_rows_of_every_version),
		SCENE(the_probe_tells_where_partitions_begin_and_end),
		SCENE(epochs_looked_up_are_rows_of_every_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
