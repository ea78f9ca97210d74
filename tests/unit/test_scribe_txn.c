/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_txn.c - what is asked of a transaction coordinator, on the
 * tape. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>

#define EVENTS                                                          \
	"SELECT transactional_id, producer_id, producer_epoch, event, " \
	"v.error_code, tp, group_id, timeout_ms, next_producer_id, "    \
	"next_producer_epoch FROM txn_event v "

static uint64_t init(struct scene *s, int16_t version, const char *id,
		     int16_t error)
{
	struct script q = { 0 }, a = { 0 };

	say_text(&q, INIT_PRODUCER_ID_REQUEST_TRANSACTIONAL_ID, id);
	say(&q, INIT_PRODUCER_ID_REQUEST_TRANSACTION_TIMEOUT_MS, 60000);
	say(&a, INIT_PRODUCER_ID_RESPONSE_ERROR_CODE, error);
	say(&a, INIT_PRODUCER_ID_RESPONSE_PRODUCER_ID, error ? -1 : 8);
	say(&a, INIT_PRODUCER_ID_RESPONSE_PRODUCER_EPOCH, error ? -1 : 0);
	uint64_t x =
		request(s, 1,
			frame_request(API_INIT_PRODUCER_ID, version, "p", &q));

	response(s, 1, x, frame_response(API_INIT_PRODUCER_ID, version, &a));
	return x;
}

static struct bytes end_request(int16_t version, bool commits)
{
	struct script q = { 0 };

	say_text(&q, END_TXN_REQUEST_TRANSACTIONAL_ID, "tx");
	say(&q, END_TXN_REQUEST_PRODUCER_ID, 8);
	say(&q, END_TXN_REQUEST_PRODUCER_EPOCH, 2);
	say(&q, END_TXN_REQUEST_COMMITTED, commits);
	return frame_request(API_END_TXN, version, "p", &q);
}

static struct bytes end_response(int16_t version, int16_t error)
{
	struct script a = { 0 };

	say(&a, END_TXN_RESPONSE_ERROR_CODE, error);
	say(&a, END_TXN_RESPONSE_PRODUCER_ID, 8);
	say(&a, END_TXN_RESPONSE_PRODUCER_EPOCH, 3);
	return frame_response(API_END_TXN, version, &a);
}

static struct bytes add_request(int16_t version, bool verify_only)
{
	struct script q = { 0 };

	say_text(&q,
		 ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TRANSACTIONAL_ID,
		 "tx");
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_ID, 8);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_EPOCH, 2);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS, 1);
	say_text(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_NAME,
		 "t");
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_PARTITIONS,
	    2);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_PARTITIONS,
	    0);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_PARTITIONS,
	    1);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS, 1);
	say_text(&q,
		 ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TRANSACTIONAL_ID,
		 "tx");
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_ID, 8);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_EPOCH, 2);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_VERIFY_ONLY,
	    verify_only);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS, 1);
	say_text(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_NAME,
		 "t");
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_PARTITIONS,
	    2);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_PARTITIONS,
	    0);
	say(&q, ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_PARTITIONS,
	    1);
	return frame_request(API_ADD_PARTITIONS_TO_TXN, version, "p", &q);
}

/* Partition 1 first, then 0, which is refused. */
static struct bytes add_response(int16_t version)
{
	struct script a = { 0 };

	say(&a, ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW,
	    1);
	say_text(
		&a,
		ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_NAME,
		"t");
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION,
	    2);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_INDEX,
	    1);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_INDEX,
	    0);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE,
	    29);
	say(&a, ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION, 1);
	say_text(
		&a,
		ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TRANSACTIONAL_ID,
		"tx");
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS,
	    1);
	say_text(
		&a,
		ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_NAME,
		"t");
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION,
	    2);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_INDEX,
	    1);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_INDEX,
	    0);
	say(&a,
	    ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE,
	    29);
	return frame_response(API_ADD_PARTITIONS_TO_TXN, version, &a);
}

static void an_init_says_who_the_producer_is(void **state)
{
	struct scene *s = *state;
	char expected[32];
	int16_t min, max;

	assert_true(api_versions(API_INIT_PRODUCER_ID, &min, &max));
	for (int16_t v = min; v <= max; v++)
		init(s, v, "tx", 0);
	assert_query(s,
		     "SELECT DISTINCT transactional_id, producer_id, "
		     "producer_epoch, event, error_code, tp, group_id, "
		     "timeout_ms, next_producer_id, next_producer_epoch FROM "
		     "txn_event",
		     "tx|NULL|NULL|init|0|NULL|NULL|60000|8|0");
	snprintf(expected, sizeof(expected), "%d", max - min + 1);
	assert_query(s, "SELECT count(*) FROM txn_event", expected);
	init(s, max, NULL, 0); /* idempotent: no transaction */
	assert_query(s, "SELECT count(*) FROM txn_event", expected);
	init(s, max, "tx", 51);
	assert_query(s, EVENTS "WHERE error_code <> 0",
		     "tx|NULL|NULL|init|51|NULL|NULL|60000|NULL|NULL");
}

static void each_partition_that_is_added_is_a_row(void **state)
{
	struct scene *s = *state;
	char expected[128];
	int16_t min, max;

	assert_true(api_versions(API_ADD_PARTITIONS_TO_TXN, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		uint64_t x = request(s, 1, add_request(v, false));

		response(s, 1, x, add_response(v));
	}
	snprintf(expected, sizeof(expected),
		 "0|29|add partition|tx|8|2|%d 1|0|add partition|tx|8|2|%d",
		 max - min + 1, max - min + 1);
	assert_query(s,
		     "SELECT partition, error_code, event, transactional_id, "
		     "producer_id, producer_epoch, count(*) FROM txn_event v "
		     "JOIN topic_partition p ON p.id = v.tp GROUP BY 1, 2, 3",
		     expected);
	assert_query(s,
		     "SELECT DISTINCT api, topic, partition, error FROM errors",
		     "AddPartitionsToTxn|t|0|TOPIC_AUTHORIZATION_FAILED");
	/* brokers ask each other */
	uint64_t x = request(s, 2, add_request(max, true));

	response(s, 2, x, add_response(max));
	snprintf(expected, sizeof(expected), "%d", 2 * (max - min + 1));
	assert_query(s, "SELECT count(*) FROM txn_event", expected);
}

static void the_group_whose_offsets_are_added_is_a_row(void **state)
{
	struct scene *s = *state;
	int16_t min, max;

	assert_true(api_versions(API_ADD_OFFSETS_TO_TXN, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		struct script q = { 0 }, a = { 0 };

		say_text(&q, ADD_OFFSETS_TO_TXN_REQUEST_TRANSACTIONAL_ID, "tx");
		say(&q, ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_ID, 8);
		say(&q, ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_EPOCH, 2);
		say_text(&q, ADD_OFFSETS_TO_TXN_REQUEST_GROUP_ID, "g");
		say(&a, ADD_OFFSETS_TO_TXN_RESPONSE_ERROR_CODE, v);
		uint64_t x = request(s, 1,
				     frame_request(API_ADD_OFFSETS_TO_TXN, v,
						   "p", &q));

		response(s, 1, x,
			 frame_response(API_ADD_OFFSETS_TO_TXN, v, &a));
		assert_int_equal(v, x - 1);
	}
	assert_query(s,
		     EVENTS "WHERE error_code <> exchange - 1 OR exchange = 3",
		     "tx|8|2|add offsets|2|NULL|g|NULL|NULL|NULL");
}

static void an_end_says_the_decision_and_who_goes_on(void **state)
{
	struct scene *s = *state;
	int16_t min, max;

	assert_true(api_versions(API_END_TXN, &min, &max));
	for (int16_t v = min; v <= max; v++) {
		uint64_t x = request(s, 1, end_request(v, v % 2));

		response(s, 1, x, end_response(v, 0));
	}
	assert_query(s,
		     "SELECT DISTINCT api_version >= 5, transactional_id, "
		     "producer_id, producer_epoch, next_producer_id, "
		     "next_producer_epoch, event = CASE api_version % 2 WHEN 1 "
		     "THEN 'commit' ELSE 'abort' END FROM txn_event v JOIN "
		     "exchange x ON x.id = v.exchange",
		     "0|tx|8|2|NULL|NULL|1 1|tx|8|2|8|3|1");
}

static void what_is_not_answered_yet_is_completed(void **state)
{
	struct scene *s = *state;
	uint64_t end = request(s, 1, end_request(5, true));
	uint64_t add = request(s, 2, add_request(3, false));

	interval(s);
	assert_query(s, EVENTS "ORDER BY id",
		     "tx|8|2|commit|NULL|NULL|NULL|NULL|NULL|NULL "
		     "tx|8|2|add partition|NULL|1|NULL|NULL|NULL|NULL "
		     "tx|8|2|add partition|NULL|2|NULL|NULL|NULL|NULL");
	response(s, 1, end, end_response(5, 0));
	response(s, 2, add, add_response(3));
	assert_query(s, EVENTS "ORDER BY id",
		     "tx|8|2|commit|0|NULL|NULL|NULL|8|3 "
		     "tx|8|2|add partition|29|1|NULL|NULL|NULL|NULL "
		     "tx|8|2|add partition|0|2|NULL|NULL|NULL|NULL");
	request(s, 1, end_request(5, false));
	closed(s, 1);
	assert_query(s, EVENTS "WHERE event = 'abort'",
		     "tx|8|2|abort|NULL|NULL|NULL|NULL|NULL|NULL");
}

static void a_marker_that_an_admin_writes_is_a_row(void **state)
{
	struct scene *s = *state;
	struct script q = { 0 }, a = { 0 };

	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS, 1);
	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_ID, 8);
	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_EPOCH, 2);
	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS, 1);
	say_text(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_NAME, "t");
	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_PARTITION_INDEXES, 1);
	say(&q, WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_PARTITION_INDEXES, 4);
	say(&a, WRITE_TXN_MARKERS_RESPONSE_MARKERS, 1);
	say(&a, WRITE_TXN_MARKERS_RESPONSE_MARKERS_PRODUCER_ID, 8);
	say(&a, WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS, 1);
	say_text(&a, WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_NAME, "t");
	say(&a, WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS, 1);
	say(&a,
	    WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS_PARTITION_INDEX,
	    4);
	uint64_t x =
		request(s, 1, frame_request(API_WRITE_TXN_MARKERS, 1, "a", &q));

	response(s, 1, x, frame_response(API_WRITE_TXN_MARKERS, 1, &a));
	assert_query(s, EVENTS,
		     "NULL|8|2|abort marker|0|1|NULL|NULL|NULL|NULL");
	assert_query(s, "SELECT partition FROM topic_partition", "4");
	assert_query(s, "SELECT kind FROM instance", "admin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(an_init_says_who_the_producer_is),
		SCENE(each_partition_that_is_added_is_a_row),
		SCENE(the_group_whose_offsets_are_added_is_a_row),
		SCENE(an_end_says_the_decision_and_who_goes_on),
		SCENE(what_is_not_answered_yet_is_completed),
		SCENE(a_marker_that_an_admin_writes_is_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
