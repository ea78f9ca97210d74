/* SPDX-License-Identifier: Apache-2.0 */
/* test_batch_links.c - what the seal makes of batches that have to do with each
 * other: store/meaning/batches.sql. */
#include "tests/lib/scene.h"

#include "store/meaning.h"

#include <stdlib.h>

enum { TOO_LARGE = 10, NOT_LEADER = 6, OUT_OF_ORDER = 45 };

/* Twice: it takes back what it made. */
static void seal(struct scene *s)
{
	struct err e = { 0 };

	finish(s);
	for (int i = 0; i < 2; i++)
		if (tape_make_meaning(s->tape, &e) < 0)
			fail_msg("%s", e.text);
}

/* `count` of the records of `all`, from `first` on, at `base` (fetched). */
static struct test_batch some(const struct test_record *all, int32_t first,
			      int32_t count)
{
	return test_batch(all + first, count);
}

static void produce(struct scene *s, const struct test_batch *b, int16_t error,
		    int64_t base)
{
	struct batch_made m = made(b);
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, error, base, -1));
	writer_release(&m.out);
}

static void fetch(struct scene *s, const struct test_batch *b, int64_t base,
		  int32_t epoch)
{
	struct batch_made m = made(b);
	struct bytes log = at_offset(m.bytes, base, epoch);

	fetch_batch(s, base, log);
	free((void *)(uintptr_t)log.p);
	writer_release(&m.out);
}

static void a_fuller_form_seen_later_stands_for_both(void **state)
{
	struct test_record *all = test_records(4, 20), kept[2];
	struct test_batch whole = some(all, 0, 4), thin = whole;
	struct scene *s = *state;

	kept[0] = all[1];
	kept[1] = all[3];
	thin.records = kept;
	thin.count = 2;
	fetch(s, &thin, 20, 1);
	fetch(s, &whole, 20, 1);
	seal(s);
	assert_query(s, "SELECT records, in_log FROM batch", "2|0 4|1");
	assert_query(s, "SELECT batch, absent FROM delivery",
		     "2|[20,22] 2|NULL");
	assert_query(s, "SELECT offset FROM records ORDER BY 1", "20 21 22 23");
	assert_query(s, "SELECT offset, count(*) FROM delivered GROUP BY 1",
		     "20|1 21|2 22|1 23|2");
	assert_query(s, "SELECT * FROM batch_link", "");
	free(all);
}

static void a_higher_epoch_overwrites_and_the_same_differs(void **state)
{
	struct test_record *all = test_records(9, 20);
	struct test_batch a = some(all, 0, 3), b = some(all, 3, 2);
	struct scene *s = *state;

	for (int i = 0; i < 9; i++)
		all[i].offset_delta = i % 3;
	for (int i = 3; i < 5; i++)
		all[i].offset_delta = i - 3;
	fetch(s, &a, 10, 3);
	fetch(s, &b, 11, 4); /* over the end of it */
	b = some(all, 6, 3);
	fetch(s, &b, 30, 4);
	b = some(all, 0, 3);
	fetch(s, &b, 30, 4);
	b = some(all, 6, 2);
	fetch(s, &b, 49, 5); /* begins before what it overwrites */
	fetch(s, &a, 50, 4);
	seal(s);
	assert_query(s,
		     "SELECT a.base_offset, kind, b.base_offset, "
		     "b.leader_epoch FROM batch_link JOIN batch a ON "
		     "a.id = batch JOIN batch b ON b.id = other ORDER BY 1",
		     "10|overwritten by|11|4 30|differs from|30|4 "
		     "50|overwritten by|49|5");
	free(all);
}

static void an_acknowledged_batch_that_is_not_there_conflicts(void **state)
{
	struct test_record *all = test_records(4, 20);
	struct test_batch a = some(all, 0, 2), b = some(all, 2, 2);
	struct scene *s = *state;

	all[2].offset_delta = 0;
	all[3].offset_delta = 1;
	produce(s, &a, 0, 10);
	fetch(s, &b, 10, 3);
	seal(s);
	assert_query(s, "SELECT batch, kind, other FROM batch_link",
		     "1|conflicts with|2");
	free(all);
}

/* The same records under the next epoch, and the next. */
static void a_batch_of_a_raised_epoch_is_the_same_logical_one(void **state)
{
	struct test_record *all = test_records(6, 20);
	struct test_batch b = some(all, 0, 3);
	struct scene *s = *state;

	b.producer_id = 7;
	b.base_sequence = 40;
	b.producer_epoch = 2;
	produce(s, &b, NOT_LEADER, -1);
	b.producer_epoch = 3;
	b.base_sequence = 0;
	produce(s, &b, OUT_OF_ORDER, -1);
	b.producer_epoch = 4;
	produce(s, &b, 0, 100);
	b.base_sequence = 3; /* the same once more, on purpose */
	produce(s, &b, 0, 103);
	b.producer_epoch = 5; /* after it was acknowledged */
	produce(s, &b, 0, 106);
	b = some(all, 3, 3); /* another content */
	b.producer_id = 7;
	b.producer_epoch = 5;
	produce(s, &b, 0, 109);
	seal(s);
	assert_query(s, "SELECT id, logical_batch FROM batch ORDER BY 1",
		     "1|1 2|1 3|1 4|1 5|5 6|6");
	free(all);
}

static void pieces_of_a_refused_batch_are_linked(void **state)
{
	struct test_record *all = test_records(8, 20);
	struct test_batch b = some(all, 0, 8);
	struct scene *s = *state;

	produce(s, &b, TOO_LARGE, -1);
	b = some(all, 0, 5);
	produce(s, &b, TOO_LARGE, -1);
	b = some(all, 0, 3);
	produce(s, &b, 0, 0);
	b = some(all, 3, 2);
	produce(s, &b, 0, 3);
	b = some(all, 5, 3);
	produce(s, &b, 0, 5);
	seal(s);
	assert_query(s, "SELECT batch, kind, other FROM batch_link ORDER BY 1",
		     "2|piece of|1 3|piece of|2 4|piece of|2 5|piece of|1");
	free(all);
}

static void a_maybe_is_not_proven_by_what_was_there_before(void **state)
{
	struct test_record *all = test_records(2, 20);
	struct test_batch b = some(all, 0, 2);
	struct batch_made m = made(&b);
	struct scene *s = *state;

	fetch(s, &b, 5, 0);
	send_batch(s, m.bytes, -1);
	closed(s, 1);
	fetch(s, &b, 5, 0);
	seal(s);

	assert_query(s, "SELECT outcome, proof FROM produce", "maybe|none");
	writer_release(&m.out);
	free(all);
}

/* Two attempts are lost, the third is answered: three copies. */
static void copies_of_a_plain_batch_are_known_again(void **state)
{
	struct test_record *all = test_records(2, 20);
	struct test_batch b = some(all, 0, 2);
	struct batch_made m = made(&b);
	struct scene *s = *state;

	for (int i = 0; i < 2; i++) {
		struct sent sent = { .version = 9,
				     .acks = -1,
				     .topic = "t",
				     .records = m.bytes };

		request(s, (uint64_t)i + 1, produce_request(&sent));
		closed(s, (uint64_t)i + 1);
	}
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 3, produce_request(&sent));

	response(s, 3, x, produce_response(&sent, 0, 4, -1));
	fetch(s, &b, 4, 0);
	fetch(s, &b, 0, 0);
	seal(s);
	assert_query(s, "SELECT outcome, proof FROM produce ORDER BY id",
		     "maybe|none maybe|none ok|response");
	assert_query(s,
		     "SELECT base_offset, logical_batch, exchange IS NULL "
		     "FROM batch ORDER BY 1",
		     "0|1|0 4|1|0");
	fetch(s, &b, 2, 0);
	seal(s);
	assert_query(s,
		     "SELECT b.base_offset, logical_batch, b.exchange, "
		     "p.exchange, outcome, proof FROM batch b JOIN produce p "
		     "ON p.batch = b.id ORDER BY 1",
		     "0|1|1|1|ok|fetched 2|1|2|2|ok|fetched "
		     "4|1|1|3|ok|response");
	writer_release(&m.out);
	free(all);
}

/* A first attempt without answer, and its retry, acknowledged at `base`. */
static void produce_again(struct scene *s, const struct test_batch *b,
			  uint64_t connection, int64_t base)
{
	struct batch_made m = made(b);
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x;

	request(s, connection, produce_request(&sent));
	closed(s, connection);
	x = request(s, connection + 1, produce_request(&sent));
	response(s, connection + 1, x, produce_response(&sent, 0, base, -1));
	writer_release(&m.out);
}

static void equal_records_are_told_apart_by_their_time(void **state)
{
	struct test_record *all = test_records(2, 20);
	struct test_batch early = some(all, 0, 2), late = early;
	struct scene *s = *state;

	late.base_timestamp += 1000;
	produce_again(s, &early, 1, 2);
	produce_again(s, &late, 3, 6);
	fetch(s, &early, 0, 0);
	fetch(s, &late, 4, 0);
	seal(s);
	assert_query(s,
		     "SELECT c.base_offset, o.base_offset FROM batch_link l "
		     "JOIN batch c ON c.id = l.batch JOIN batch o "
		     "ON o.id = l.other WHERE l.kind = 'copy of' ORDER BY 1",
		     "0|2 4|6");
	free(all);
}

static void an_idempotent_batch_is_there_once_whoever_wrote_it(void **state)
{
	struct test_record *all = test_records(2, 20);
	struct test_batch b = some(all, 0, 2);
	struct scene *s = *state;

	b.producer_id = 3;
	b.base_sequence = 0;
	b.producer_epoch = 0;
	struct batch_made m = made(&b);
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x;

	request(s, 1, produce_request(&sent));
	closed(s, 1);
	x = request(s, 3, produce_request(&sent));
	response(s, 3, x, produce_response(&sent, 0, 4, -1));
	seal(s);
	assert_query(s, "SELECT outcome, proof FROM produce ORDER BY id",
		     "maybe|none ok|response");
	fetch(s, &b, 4, 0);
	seal(s);
	assert_query(s, "SELECT outcome, proof FROM produce ORDER BY id",
		     "ok|fetched ok|response");
	writer_release(&m.out);
	free(all);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		SCENE(a_fuller_form_seen_later_stands_for_both),
		SCENE(a_higher_epoch_overwrites_and_the_same_differs),
		SCENE(an_acknowledged_batch_that_is_not_there_conflicts),
		SCENE(a_batch_of_a_raised_epoch_is_the_same_logical_one),
		SCENE(pieces_of_a_refused_batch_are_linked),
		SCENE(copies_of_a_plain_batch_are_known_again),
		SCENE(equal_records_are_told_apart_by_their_time),
		SCENE(an_idempotent_batch_is_there_once_whoever_wrote_it),
		SCENE(a_maybe_is_not_proven_by_what_was_there_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
