/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_share.c - share groups on the tape: what was acquired, delivered
 * and acknowledged. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <string.h>
#include <stdlib.h>

/* A range of offsets, with its delivery count (of an answer) or with one type
 * for all or one for each (of a request). */
struct range {
	int64_t first, last;
	const char *types;
	int16_t count;
};

static const char topic[16] = { 't' };

static struct bytes id_of_topic(void)
{
	return bytes_of((const uint8_t *)topic, sizeof(topic));
}

static void say_types(struct script *q, enum message_field field,
		      const char *types)
{
	say(q, field, (int64_t)strlen(types));
	for (; *types; types++)
		say(q, field, *types - '0');
}

static uint64_t ask(struct scene *s, int16_t version, int32_t partition,
		    const struct range *acks, int n)
{
	struct script q = { 0 };

	say_text(&q, SHARE_FETCH_REQUEST_GROUP_ID, "g");
	say_text(&q, SHARE_FETCH_REQUEST_MEMBER_ID, "m");
	say(&q, SHARE_FETCH_REQUEST_TOPICS, 1);
	say_bytes(&q, SHARE_FETCH_REQUEST_TOPICS_TOPIC_ID, id_of_topic());
	say(&q, SHARE_FETCH_REQUEST_TOPICS_PARTITIONS, 1);
	say(&q, SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX,
	    partition);
	say(&q, SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES,
	    n);
	for (int i = 0; i < n; i++) {
		say(&q,
		    SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET,
		    acks[i].first);
		say(&q,
		    SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET,
		    acks[i].last);
		say_types(
			&q,
			SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES,
			acks[i].types);
	}
	return request(s, 1, frame_request(API_SHARE_FETCH, version, "c", &q));
}

static void give(struct scene *s, int16_t version, uint64_t x,
		 int32_t partition, int16_t acknowledge_error,
		 struct bytes records, const struct range *acquired, int n)
{
	struct script a = { 0 };

	say(&a, SHARE_FETCH_RESPONSE_RESPONSES, 1);
	say_bytes(&a, SHARE_FETCH_RESPONSE_RESPONSES_TOPIC_ID, id_of_topic());
	say(&a, SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS, 1);
	say(&a, SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX,
	    partition);
	say(&a,
	    SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACKNOWLEDGE_ERROR_CODE,
	    acknowledge_error);
	say_bytes(&a, SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS,
		  records);
	say(&a, SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS, n);
	for (int i = 0; i < n; i++) {
		say(&a,
		    SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_FIRST_OFFSET,
		    acquired[i].first);
		say(&a,
		    SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_LAST_OFFSET,
		    acquired[i].last);
		say(&a,
		    SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_DELIVERY_COUNT,
		    acquired[i].count);
	}
	response(s, 1, x, frame_response(API_SHARE_FETCH, version, &a));
}

/* Two batches of three records each, from offset 10 on. */
static struct writer two_batches(void)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct writer w;

	writer_init(&w, 0);
	for (int64_t base = 10; base < 16; base += 3) {
		struct bytes log = at_offset(m.bytes, base, 0);

		writer_raw(&w, log);
		free((void *)(uintptr_t)log.p);
	}
	writer_release(&m.out);
	return w;
}

static void only_what_was_acquired_is_delivered(void **state)
{
	const struct range acquired[] = { { 11, 11, NULL, 1 },
					  { 12, 12, NULL, 2 } };
	struct writer records = two_batches();
	struct scene *s = *state;
	int16_t min, max;

	assert_true(api_versions(API_SHARE_FETCH, &min, &max));
	for (int16_t v = min; v <= max; v++)
		give(s, v, ask(s, v, 0, NULL, 0), 0, 0, writer_bytes(&records),
		     acquired, 2);
	assert_query(s,
		     "SELECT group_id, member_id, first_offset, last_offset, "
		     "delivery_count FROM acquisition LIMIT 2",
		     "g|m|11|11|1 g|m|12|12|2");
	assert_query(s,
		     "SELECT DISTINCT base_offset, first_visible_offset FROM "
		     "delivery JOIN batch b ON b.id = batch",
		     "10|11");
	assert_query(s,
		     "SELECT offset, count(*) = (SELECT count(*) FROM "
		     "exchange) FROM delivered GROUP BY 1",
		     "11|1 12|1");
	assert_query(s,
		     "SELECT DISTINCT fetch_offset, offset_from, in_request, "
		     "in_response, error_code, next_offset FROM fetch",
		     "NULL|share|1|1|0|16");
	assert_query(s, "SELECT kind FROM instance", "consumer");
	writer_release(&records);
}

static void ranges_may_begin_before_and_end_behind_the_batches(void **state)
{
	const struct range acquired[] = { { 5, 9, NULL, 1 },
					  { 12, 13, NULL, 1 },
					  { 15, 20, NULL, 1 } };
	struct writer records = two_batches();
	struct scene *s = *state;

	give(s, 1, ask(s, 1, 0, NULL, 0), 0, 0, writer_bytes(&records),
	     acquired, 3);
	assert_query(s, "SELECT first_visible_offset FROM delivery", "12 13");
	assert_query(s, "SELECT offset FROM delivered ORDER BY 1", "12 13 15");
	writer_release(&records);
}

static void ranges_out_of_order_are_malformed(void **state)
{
	const struct range acquired[] = { { 14, 15, NULL, 1 },
					  { 10, 11, NULL, 1 } };
	struct writer records = two_batches();
	struct scene *s = *state;

	give(s, 1, ask(s, 1, 0, NULL, 0), 0, 0, writer_bytes(&records),
	     acquired, 2);
	assert_query(s,
		     "SELECT state, why FROM frame "
		     "WHERE direction = 'response'",
		     "malformed|responses partition 0, acquired records: "
		     "not in ascending order");
	writer_release(&records);
}

static void one_type_or_one_for_each_offset(void **state)
{
	const struct range acks[] = { { 10, 19, "1", 0 },
				      { 20, 25, "112203", 0 },
				      { 30, 30, "4", 0 } };
	struct scene *s = *state;

	give(s, 2, ask(s, 2, 0, acks, 3), 0, 0, bytes_of_string(""), NULL, 0);
	assert_query(s,
		     "SELECT first_offset, last_offset, type, outcome "
		     "FROM acknowledged ORDER BY 1",
		     "10|19|accept|ok 20|21|accept|ok 22|23|release|ok "
		     "24|24|gap|ok 25|25|reject|ok 30|30|renew|ok");
}

static void more_types_than_offsets_reach_no_further(void **state)
{
	const struct range acks[] = {
		{ 10, 11, "12323", 0 },
		{ INT64_MAX - 1, INT64_MAX, "1234", 0 },
		{ 7, 3, "12", 0 },
	};
	struct scene *s = *state;

	give(s, 1, ask(s, 1, 0, acks, 3), 0, 42, bytes_of_string(""), NULL, 0);
	assert_query(s,
		     "SELECT first_offset, last_offset, type, error "
		     "FROM acknowledged",
		     "10|10|accept|INVALID_REQUEST "
		     "11|11|release|INVALID_REQUEST "
		     "9223372036854775806|9223372036854775806|accept|"
		     "INVALID_REQUEST "
		     "9223372036854775807|9223372036854775807|release|"
		     "INVALID_REQUEST 7|3|accept|INVALID_REQUEST");
}

static void late_answers_complete_the_rows(void **state)
{
	const struct range acks[] = { { 10, 11, "1", 0 } };
	const struct range acquired[] = { { 13, 15, NULL, 1 } };
	struct writer records = two_batches();
	struct scene *s = *state;
	uint64_t x = ask(s, 1, 0, acks, 1);

	interval(s);
	assert_query(s, "SELECT outcome, in_response FROM acknowledged, fetch",
		     "maybe|0");
	give(s, 1, x, 0, 121, writer_bytes(&records), acquired, 1);
	assert_query(s,
		     "SELECT outcome, error, in_response, next_offset "
		     "FROM acknowledged, fetch",
		     "no|INVALID_RECORD_STATE|1|16");
	assert_query(s, "SELECT count(*) FROM delivered", "3");
	writer_release(&records);
}

static void acknowledgements_of_their_own(void **state)
{
	struct scene *s = *state;
	int16_t min, max;

	assert_true(api_versions(API_SHARE_ACKNOWLEDGE, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct script q = { 0 }, a = { 0 };
		uint64_t x;

		say_text(&q, SHARE_ACKNOWLEDGE_REQUEST_GROUP_ID, "g");
		say_text(&q, SHARE_ACKNOWLEDGE_REQUEST_MEMBER_ID, "m");
		say(&q, SHARE_ACKNOWLEDGE_REQUEST_TOPICS, 1);
		say_bytes(&q, SHARE_ACKNOWLEDGE_REQUEST_TOPICS_TOPIC_ID,
			  id_of_topic());
		say(&q, SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS, 1);
		say(&q,
		    SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES,
		    1);
		say(&q,
		    SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET,
		    v);
		say(&q,
		    SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET,
		    v);
		say_types(
			&q,
			SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES,
			"3");
		x = request(s, 1,
			    frame_request(API_SHARE_ACKNOWLEDGE, v, "c", &q));
		say(&a, SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES, 1);
		say_bytes(&a, SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_TOPIC_ID,
			  id_of_topic());
		say(&a, SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS, 1);
		response(s, 1, x, frame_response(API_SHARE_ACKNOWLEDGE, v, &a));
	}
	assert_query(s,
		     "SELECT type, outcome, count(*) = max(first_offset) - "
		     "min(first_offset) + 1 FROM acknowledged GROUP BY 1",
		     "reject|ok|1");
	assert_query(s, "SELECT count(*) FROM fetch", "0");
}

static void refused_as_a_whole(void **state)
{
	const struct range acks[] = { { 10, 11, "1", 0 } };
	struct script a = { 0 };
	struct scene *s = *state;
	uint64_t x = ask(s, 1, 0, acks, 1);

	say(&a, SHARE_FETCH_RESPONSE_ERROR_CODE, 122);
	response(s, 1, x, frame_response(API_SHARE_FETCH, 1, &a));
	assert_query(s, "SELECT outcome, error FROM acknowledged",
		     "no|SHARE_SESSION_NOT_FOUND");
	assert_query(s, "SELECT count(*), in_response FROM fetch", "1|0");
}

/* ---- by an admin */

static void set_offset(struct scene *s, const char *name, int64_t offset)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, ALTER_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID, "g");
	say(&q, ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS, 1);
	say_text(&q, ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_TOPIC_NAME, name);
	say(&q, ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS, 1);
	say(&q,
	    ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS_START_OFFSET,
	    offset);
	x = request(s, 1,
		    frame_request(API_ALTER_SHARE_GROUP_OFFSETS, 0, "c", &q));
	say(&a, ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES, 1);
	say_text(&a, ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME,
		 name);
	say(&a, ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS, 1);
	response(s, 1, x, frame_response(API_ALTER_SHARE_GROUP_OFFSETS, 0, &a));
}

static void offsets_are_set_and_deleted(void **state)
{
	struct script q = { 0 }, a = { 0 };
	struct scene *s = *state;
	uint64_t x;

	set_offset(s, "t", 7);
	set_offset(s, "u", 8);
	say_text(&q, DELETE_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID, "g");
	x = request(s, 1,
		    frame_request(API_DELETE_SHARE_GROUP_OFFSETS, 0, "c", &q));
	say(&a, DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES, 2);
	say_text(&a, DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME,
		 "t");
	say(&a, DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_ERROR_CODE, 0);
	say_text(&a, DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME,
		 "u");
	say(&a, DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_ERROR_CODE, 3);
	response(s, 1, x,
		 frame_response(API_DELETE_SHARE_GROUP_OFFSETS, 0, &a));
	assert_query(s,
		     "SELECT group_id, topic, committed_offset, kind, outcome "
		     "FROM commits ORDER BY exchange",
		     "g|t|7|admin|ok g|u|8|admin|ok g|t|-1|admin|ok");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		SCENE(only_what_was_acquired_is_delivered),
		SCENE(ranges_may_begin_before_and_end_behind_the_batches),
		SCENE(ranges_out_of_order_are_malformed),
		SCENE(one_type_or_one_for_each_offset),
		SCENE(more_types_than_offsets_reach_no_further),
		SCENE(late_answers_complete_the_rows),
		SCENE(acknowledgements_of_their_own),
		SCENE(refused_as_a_whole),
		SCENE(offsets_are_set_and_deleted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
