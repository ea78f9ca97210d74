/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_hook.c - what the scribe tells somebody who steers by the
 * traffic: each thing once, when it is known. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>

/* What was told, a word each: "acked t-0 40-43". */
static struct told {
	char text[1024];
	size_t records; /* that the batches of SCRIBE_PRODUCED hold */
} told;

static void tell(void *ctx, const struct scribe_event *v)
{
	static const char *const kinds[] = {
		"produced", "acked", "asked", "delivered", "committed", "ended"
	};
	struct told *t = ctx;
	size_t n = strlen(t->text);
	struct cursor c;
	struct batch b;

	assert_true(v->connection > 0 && v->exchange > 0 && v->stamp >= 0);
	cursor_init(&c, v->batch);
	while (v->kind == SCRIBE_PRODUCED && batch_next(&c, &b) == BATCH_GOT)
		t->records += (size_t)b.count;
	snprintf(t->text + n, sizeof(t->text) - n, "%s%s", n ? ", " : "",
		 kinds[v->kind]);
	n = strlen(t->text);
	if (v->kind == SCRIBE_ENDED)
		snprintf(t->text + n, sizeof(t->text) - n, " %d %s",
			 (int)v->producer_id, v->committed ? "yes" : "no");
	else
		snprintf(t->text + n, sizeof(t->text) - n,
			 " %.*s-%d %d-%d%s%.*s", (int)v->topic.n,
			 (const char *)v->topic.p, v->partition, (int)v->offset,
			 (int)v->end, v->group.n ? " by " : "", (int)v->group.n,
			 (const char *)v->group.p);
}

static struct scene *listened(void **state)
{
	struct scene *s = *state;
	struct scribe_options options = { .hook = { tell, &told } };

	told = (struct told) { .records = 0 };
	scene_options(s, &options);
	return s;
}

static void assert_told(const char *expected)
{
	assert_string_equal(told.text, expected);
	told.text[0] = '\0';
}

static void a_batch_is_told_when_sent_and_when_acknowledged(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct scene *s = listened(state);
	uint64_t x = send_batch(s, m.bytes, -1);

	assert_told("produced t-0 -1--1");
	assert_int_equal(told.records, 3);
	interval(s); /* its rows are written, its bytes are gone */
	acknowledge(s, x, 40);
	assert_told("acked t-0 40-43");
	writer_release(&m.out);
}

static void a_refused_batch_is_not_acknowledged(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = listened(state);
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = m.bytes
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	response(s, 1, x, produce_response(&sent, 10, -1, -1));
	assert_told("produced t-0 -1--1");
	writer_release(&m.out);
}

static void a_batch_that_was_sent_twice_is_acknowledged_once(void **state)
{
	struct test_batch b = plain_batch(2);
	struct scene *s = listened(state);
	struct batch_made m;
	uint64_t first, second;

	b.producer_id = 8;
	b.producer_epoch = 0;
	b.base_sequence = 0;
	m = made(&b);
	first = send_batch(s, m.bytes, -1);
	second = send_batch(s, m.bytes, -1);
	acknowledge(s, first, 40);
	acknowledge(s, second, 40);
	assert_told("produced t-0 -1--1, produced t-0 -1--1, acked t-0 40-42");
	writer_release(&m.out);
}

static void without_acknowledgements_it_is_told_at_once(void **state)
{
	struct test_batch b = plain_batch(1);
	struct batch_made m = made(&b);
	struct scene *s = listened(state);
	struct sent sent = {
		.version = 9, .acks = 0, .topic = "t", .records = m.bytes
	};

	request(s, 1, produce_request(&sent));
	assert_told("produced t-0 -1--1, acked t-0 -1--1");
	writer_release(&m.out);
}

static void a_fetch_is_told_when_it_asks_and_when_it_gets(void **state)
{
	struct test_batch b = plain_batch(3);
	struct batch_made m = made(&b);
	struct bytes log = at_offset(m.bytes, 40, 0);
	struct scene *s = listened(state);

	fetch_batch(s, 41, log);
	assert_told("asked t-0 41--1, delivered t-0 41-43");
	free((void *)log.p);
	writer_release(&m.out);
}

static void commit(struct scene *s, int16_t error, bool late)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, OFFSET_COMMIT_REQUEST_GROUP_ID, "g");
	say(&q, OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH, 1);
	say_text(&q, OFFSET_COMMIT_REQUEST_MEMBER_ID, "m");
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS, 1);
	say_text(&q, OFFSET_COMMIT_REQUEST_TOPICS_NAME, "t");
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, 1);
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, 3);
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET, 17);
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS, 1);
	say_text(&a, OFFSET_COMMIT_RESPONSE_TOPICS_NAME, "t");
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, 1);
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, 3);
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, error);
	x = request(s, 1, frame_request(API_OFFSET_COMMIT, 7, "c", &q));
	if (late) /* its rows are written by then */
		interval(s);
	response(s, 1, x, frame_response(API_OFFSET_COMMIT, 7, &a));
}

static void a_commit_is_told_when_it_was_taken(void **state)
{
	struct scene *s = listened(state);

	commit(s, 22, false);
	assert_told("");
	commit(s, 0, false);
	assert_told("committed t-3 17--1 by g");
	commit(s, 0, true);
	assert_told("committed t-3 17--1 by g");
}

static void end_transaction(struct scene *s, bool commits, int16_t error)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, END_TXN_REQUEST_TRANSACTIONAL_ID, "tx");
	say(&q, END_TXN_REQUEST_PRODUCER_ID, 8);
	say(&q, END_TXN_REQUEST_COMMITTED, commits);
	say(&a, END_TXN_RESPONSE_ERROR_CODE, error);
	x = request(s, 1, frame_request(API_END_TXN, 3, "p", &q));
	response(s, 1, x, frame_response(API_END_TXN, 3, &a));
}

static void a_transaction_is_told_when_it_ended(void **state)
{
	struct scene *s = listened(state);

	end_transaction(s, true, 51);
	assert_told("");
	end_transaction(s, true, 0);
	end_transaction(s, false, 0);
	assert_told("ended 8 yes, ended 8 no");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_batch_is_told_when_sent_and_when_acknowledged),
		SCENE(a_refused_batch_is_not_acknowledged),
		SCENE(a_batch_that_was_sent_twice_is_acknowledged_once),
		SCENE(without_acknowledgements_it_is_told_at_once),
		SCENE(a_fetch_is_told_when_it_asks_and_when_it_gets),
		SCENE(a_commit_is_told_when_it_was_taken),
		SCENE(a_transaction_is_told_when_it_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
