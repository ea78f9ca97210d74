/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_fetch.c - Fetch on the tape: offsets asked for, deliveries, and
 * which batch is which. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>

static void a_batch_nobody_produced_here_is_recorded_once(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 50, 2);
	struct scene *s = *state;

	fetch_batch(s, 50, log);
	fetch_batch(s, 51, log);
	assert_one_batch(s, "fetched", 50, 2);
	assert_query(
		s,
		"SELECT fetch_offset, offset_from, in_request, in_response,"
		" high_watermark, next_offset, first_visible_offset FROM "
		"fetch f JOIN delivery d ON d.fetch = f.id",
		"50|wire|1|1|100|53|50 51|wire|1|1|100|53|51");
	assert_query(s,
		     "SELECT first_delivered_at = (SELECT min(d) FROM exchange "
		     "WHERE api_key = 1), leader_epoch, producer_id, exchange "
		     "FROM batch",
		     "1|2|-1|NULL");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void every_version_of_fetch_is_read(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 5, 0);
	struct scene *s = *state;
	char expected[32];
	int16_t min, max;

	assert_true(api_versions(API_FETCH, &min, &max));
	for (int16_t v = min; v <= max; v++)
		fetch_version(s, v, 5, log);
	snprintf(expected, sizeof(expected), "%d|%d", max - min + 1,
		 max - min + 1);
	assert_query(s,
		     "SELECT (SELECT count(*) FROM fetch WHERE fetch_offset = 5"
		     " AND next_offset = 7 AND error_code = 0), (SELECT "
		     "count(*) FROM delivery)",
		     expected);
	/* by name and by id: two topics until somebody says they are one */
	assert_query(s, "SELECT count(*) FROM batch", "2");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void markers_are_batches_without_records(void **state)
{
	struct scene *s = *state;
	struct writer w;

	writer_init(&w, 0);
	make_marker(&w, 10, 5, 0, CONTROL_COMMIT, 1);
	make_marker(&w, 11, 6, 0, CONTROL_ABORT, 1);
	fetch_batch(s, 10, writer_bytes(&w));
	fetch_batch(s, 10, writer_bytes(&w));
	assert_query(s,
		     "SELECT base_offset, control, first_record, transactional "
		     "FROM batch",
		     "10|COMMIT|NULL|1 11|ABORT|NULL|1");
	assert_query(s,
		     "SELECT (SELECT count(*) FROM record), (SELECT count(*) "
		     "FROM delivery)",
		     "0|4");
	writer_release(&w);
}

static void a_cut_last_batch_is_not_recorded(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 5, 0);
	struct scene *s = *state;
	struct writer w;

	writer_init(&w, 0);
	writer_raw(&w, log);
	writer_raw(&w, bytes_of(log.p, log.n - 1));
	fetch_batch(s, 5, writer_bytes(&w));
	assert_query(s,
		     "SELECT count(*), next_offset FROM fetch f JOIN "
		     "delivery d ON d.fetch = f.id",
		     "1|7");
	assert_query(s, "SELECT count(*) FROM frame", "0");
	free((void *)(uintptr_t)log.p);
	writer_release(&w);
	writer_release(&m.out);
}

static void aborted_ranges_and_errors_are_rows(void **state)
{
	struct scene *s = *state;
	struct asked asked = { .version = 11,
			       .isolation = 1,
			       .epoch = -1,
			       .replica = -1,
			       .topic = "t",
			       .offset = 9 };
	uint64_t x = request(s, 2, fetch_request(&asked));
	struct script a = { 0 };

	say(&a, FETCH_RESPONSE_RESPONSES, 1);
	say_text(&a, FETCH_RESPONSE_RESPONSES_TOPIC, "t");
	say(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS, 1);
	say(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, 1);
	say(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS, 2);
	for (int64_t i = 0; i < 2; i++) {
		say(&a,
		    FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_PRODUCER_ID,
		    70 + i);
		say(&a,
		    FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_FIRST_OFFSET,
		    i);
	}
	say(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS_PREFERRED_READ_REPLICA, 3);
	response(s, 2, x, frame_response(API_FETCH, 11, &a));
	assert_query(s, "SELECT producer_id, first_offset FROM aborted",
		     "70|0 71|1");
	assert_query(s,
		     "SELECT f.error_code, isolation, preferred_replica, "
		     "next_offset, x.error_code FROM fetch f JOIN exchange x "
		     "ON x.id = f.exchange",
		     "1|1|3|NULL|1");
}

static void a_follower_is_noted_and_gets_no_delivery(void **state)
{
	static const int16_t versions[] = { 11, 16 };
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;

	for (size_t i = 0; i < 2; i++) {
		struct asked asked = { .version = versions[i],
				       .epoch = -1,
				       .replica = 2,
				       .topic = "t" };
		uint64_t x = request(s, 2, fetch_request(&asked));

		response(s, 2, x, fetch_response(&asked, 0, 0, m.bytes));
	}
	assert_query(s,
		     "SELECT (SELECT count(*) FROM fetch), (SELECT count(*) "
		     "FROM delivery), (SELECT count(*) FROM batch)",
		     "2|0|0");
	writer_release(&m.out);
}

static void a_long_poll_is_written_open_and_completed(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 5, 0);
	struct scene *s = *state;
	struct asked asked = { .version = 12,
			       .epoch = -1,
			       .replica = -1,
			       .topic = "t",
			       .offset = 5 };
	uint64_t x = request(s, 2, fetch_request(&asked));

	interval(s);
	assert_query(s,
		     "SELECT fate, fetch_offset, in_response, f.error_code FROM"
		     " fetch f JOIN exchange x ON x.id = f.exchange",
		     "open|5|0|NULL");
	response(s, 2, x, fetch_response(&asked, 0, 0, log));
	assert_query(s,
		     "SELECT fate, fetch_offset, in_response, f.error_code, "
		     "next_offset, first_visible_offset FROM fetch f JOIN "
		     "exchange x ON x.id = f.exchange JOIN delivery d ON "
		     "d.fetch = f.id",
		     "answered|5|1|0|7|5");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void what_did_not_reach_the_client_was_not_delivered(void **state)
{
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 5, 0);
	struct scene *s = *state;
	uint64_t x = fetch_batch(s, 5, log);

	note(s, EVENT_UNDELIVERED, 2, x, bytes_of(NULL, 0));
	assert_query(s, "SELECT d, first_delivered_at FROM exchange, batch",
		     "NULL|NULL");
	fetch_batch(s, 5, log);
	assert_query(s,
		     "SELECT first_delivered_at = (SELECT max(d) FROM exchange)"
		     " FROM batch",
		     "1");
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void a_response_cut_anywhere_is_kept_and_delivers_nothing(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = *state;
	struct asked asked = {
		.version = 13, .epoch = -1, .replica = -1, .topic = "t"
	};
	struct bytes whole = fetch_response(&asked, 0, 0, m.bytes);
	char expected[64];

	for (size_t n = 0; n < whole.n; n++) {
		uint8_t *cut = malloc(n + 1);
		uint64_t x = request(s, 2, fetch_request(&asked));

		memcpy(cut, whole.p, n);
		response(s, 2, x, bytes_of(cut, n));
	}
	snprintf(expected, sizeof(expected), "%zu|%zu|0|0", whole.n, whole.n);
	assert_query(s,
		     "SELECT (SELECT count(*) FROM exchange WHERE fate = "
		     "'answered' AND error_code IS NULL), (SELECT count(*) FROM"
		     " frame WHERE state = 'malformed' AND direction = "
		     "'response' AND bytes IS NOT NULL), (SELECT count(*) FROM "
		     "delivery), (SELECT count(*) FROM batch)",
		     expected);
	free((void *)(uintptr_t)whole.p);
	writer_release(&m.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_batch_nobody_produced_here_is_recorded_once),
		SCENE(every_version_of_fetch_is_read),
		SCENE(markers_are_batches_without_records),
		SCENE(a_cut_last_batch_is_not_recorded),
		SCENE(aborted_ranges_and_errors_are_rows),
		SCENE(a_follower_is_noted_and_gets_no_delivery),
		SCENE(a_long_poll_is_written_open_and_completed),
		SCENE(what_did_not_reach_the_client_was_not_delivered),
		SCENE(a_response_cut_anywhere_is_kept_and_delivers_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
