/* SPDX-License-Identifier: Apache-2.0 */
/* scene.c - a tape, a scribe, and traffic made by hand. */
#include "tests/lib/scene.h"

#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- the scene */

void note(struct scene *s, enum event_type type, uint64_t connection,
	  uint64_t exchange, struct bytes payload)
{
	struct event event = { .type = (uint8_t)type,
			       .connection = connection,
			       .exchange = exchange,
			       .length = (uint32_t)payload.n,
			       .stamp = ++s->stamp };
	struct err e = { 0 };

	event.stamp2 = s->stamp;
	if (scribe_note(s->scribe, &event, payload, &e) < 0)
		fail_msg("%s", e.text);
}

static void opened(struct scene *s, uint64_t connection)
{
	struct writer w;

	writer_init(&w, 0);
	event_write_opened(&w,
			   &(struct event_opened) {
				   .service = 1,
				   .broker = 1,
				   .source = bytes_of_string(
					   connection == PROBE ? "probe"
							       : "client"),
				   .peer = bytes_of_string("127.0.0.1:5000") });
	note(s, EVENT_OPENED, connection, 0, writer_bytes(&w));
	writer_release(&w);
}

static void open_tape(struct scene *s, enum tape_mode mode)
{
	static const struct scribe_options options;
	struct err e = { 0 };

	if (tape_open(&s->tape, s->path, mode, &e) < 0 ||
	    scribe_new(&s->scribe, s->tape, &options, &e) < 0)
		fail_msg("%s", e.text);
}

int scene_begin(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));

	s->folder = temp_folder();
	s->stamp = 1000000;
	assert_true(asprintf(&s->path, "%s/t.ktape", s->folder) > 0);
	open_tape(s, TAPE_CREATE);
	for (uint64_t c = 1; c <= 4; c++)
		opened(s, c);
	opened(s, PROBE);
	*state = s;
	return 0;
}

int scene_end(void **state)
{
	struct scene *s = *state;

	scribe_free(s->scribe);
	tape_close(s->tape);
	temp_remove(s->folder);
	free(s->path);
	free(s);
	return 0;
}

void scene_reopen(struct scene *s)
{
	finish(s);
	scribe_free(s->scribe);
	tape_close(s->tape);
	open_tape(s, TAPE_APPEND);
}

void scene_options(struct scene *s, const struct scribe_options *options)
{
	struct err e = { 0 };

	finish(s);
	scribe_free(s->scribe);
	if (scribe_new(&s->scribe, s->tape, options, &e) < 0)
		fail_msg("%s", e.text);
}

static void feed(struct scene *s, uint64_t connection, uint64_t exchange,
		 int direction, struct bytes frame)
{
	struct event event = { .type = EVENT_FRAME,
			       .flags = (uint8_t)(direction | EVENT_FIRST |
						  EVENT_LAST),
			       .length = (uint32_t)frame.n,
			       .frame_size = (uint32_t)frame.n,
			       .connection = connection,
			       .exchange = exchange };
	struct guarded g = guarded(frame);
	struct err e = { 0 };

	event.stamp = ++s->stamp;
	event.stamp2 = ++s->stamp;
	if (scribe_frame(s->scribe, &event, g.bytes, &e) < 0)
		fail_msg("%s", e.text);
	guarded_release(&g);
	free((void *)(uintptr_t)frame.p);
}

uint64_t request(struct scene *s, uint64_t connection, struct bytes frame)
{
	feed(s, connection, ++s->exchange, EVENT_REQUEST, frame);
	return s->exchange;
}

void response(struct scene *s, uint64_t connection, uint64_t exchange,
	      struct bytes frame)
{
	feed(s, connection, exchange, EVENT_RESPONSE, frame);
}

void closed(struct scene *s, uint64_t connection)
{
	struct writer w;

	writer_init(&w, 0);
	event_write_closed(&w, &(struct event_closed) {
				       bytes_of_string("client"),
				       bytes_of_string("end of file") });
	note(s, EVENT_CLOSED, connection, 0, writer_bytes(&w));
	writer_release(&w);
}

static void commit(struct scene *s, int64_t now, bool force)
{
	struct err e = { 0 };

	if (scribe_commit(s->scribe, now, force, &e) < 0)
		fail_msg("%s", e.text);
}

void interval(struct scene *s)
{
	commit(s, s->stamp, false);
	s->stamp += 200000;
	commit(s, s->stamp, false);
}

void finish(struct scene *s)
{
	struct err e = { 0 };

	if (scribe_finish(s->scribe, &e) < 0)
		fail_msg("%s", e.text);
}

void assert_query(struct scene *s, const char *sql, const char *expected)
{
	sqlite3 *db = tape_db(s->tape);
	sqlite3_stmt *st;
	char got[4096] = "";
	size_t n = 0;
	int rc;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		for (int c = 0; c < sqlite3_column_count(st); c++) {
			const char *text =
				(const char *)sqlite3_column_text(st, c);
			const char *before = c ? "|" : n ? " " : "";

			n += (size_t)snprintf(got + n, sizeof(got) - n, "%s%s",
					      before, text ? text : "NULL");
			assert_true(n < sizeof(got));
		}
	sqlite3_finalize(st);
	assert_int_equal(rc, SQLITE_DONE);
	if (strcmp(got, expected) != 0)
		fail_msg("%s\n  gives    %s\n  expected %s", sql, got,
			 expected);
}

/* ---- messages */

struct bytes topic_id(const char *name)
{
	static uint8_t ids[256][16];
	uint8_t letter = name ? (uint8_t)name[0] : 0;

	memset(ids[letter], letter, 16);
	return bytes_of(ids[letter], 16);
}

struct bytes produce_request(const struct sent *t)
{
	struct script s = { 0 };

	say_text(&s, PRODUCE_REQUEST_TRANSACTIONAL_ID, t->transactional_id);
	say(&s, PRODUCE_REQUEST_ACKS, t->acks);
	say(&s, PRODUCE_REQUEST_TOPIC_DATA, 1);
	say_text(&s, PRODUCE_REQUEST_TOPIC_DATA_NAME, t->topic);
	say_bytes(&s, PRODUCE_REQUEST_TOPIC_DATA_TOPIC_ID, topic_id(t->topic));
	say(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA, 1);
	say(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_INDEX, t->partition);
	say_bytes(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS,
		  t->records);
	return frame_request(API_PRODUCE, t->version, "maker", &s);
}

struct bytes produce_response(const struct sent *t, int16_t error,
			      int64_t base_offset, int64_t append_time)
{
	struct script s = { 0 };

	say(&s, PRODUCE_RESPONSE_RESPONSES, 1);
	say_text(&s, PRODUCE_RESPONSE_RESPONSES_NAME, t->topic);
	say_bytes(&s, PRODUCE_RESPONSE_RESPONSES_TOPIC_ID, topic_id(t->topic));
	say(&s, PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES, 1);
	say(&s, PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_INDEX,
	    t->partition);
	say(&s, PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_ERROR_CODE,
	    error);
	say(&s, PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_BASE_OFFSET,
	    base_offset);
	say(&s,
	    PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_LOG_APPEND_TIME_MS,
	    append_time);
	return frame_response(API_PRODUCE, t->version, &s);
}

struct bytes fetch_request(const struct asked *a)
{
	struct script s = { 0 };

	say(&s, FETCH_REQUEST_REPLICA_ID, a->replica);
	if (a->replica >= 0) {
		say(&s, FETCH_REQUEST_REPLICA_STATE, 1);
		say(&s, FETCH_REQUEST_REPLICA_STATE_REPLICA_ID, a->replica);
	}
	say(&s, FETCH_REQUEST_ISOLATION_LEVEL, a->isolation);
	say(&s, FETCH_REQUEST_SESSION_ID, a->session);
	say(&s, FETCH_REQUEST_SESSION_EPOCH, a->epoch);
	say(&s, FETCH_REQUEST_TOPICS, a->topic != NULL);
	if (a->topic) {
		say_text(&s, FETCH_REQUEST_TOPICS_TOPIC, a->topic);
		say_bytes(&s, FETCH_REQUEST_TOPICS_TOPIC_ID,
			  topic_id(a->topic));
		say(&s, FETCH_REQUEST_TOPICS_PARTITIONS, 1);
		say(&s, FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION,
		    a->partition);
		say(&s, FETCH_REQUEST_TOPICS_PARTITIONS_FETCH_OFFSET,
		    a->offset);
	}
	if (a->forgotten) {
		say(&s, FETCH_REQUEST_FORGOTTEN_TOPICS_DATA, 1);
		say_text(&s, FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC,
			 a->forgotten);
		say_bytes(&s, FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC_ID,
			  topic_id(a->forgotten));
		say(&s, FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_PARTITIONS, 1);
		say(&s, FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_PARTITIONS, 0);
	}
	return frame_request(API_FETCH, a->version, "reader", &s);
}

struct bytes fetch_response(const struct asked *a, int16_t top_error,
			    int32_t session, struct bytes records)
{
	struct script s = { 0 };

	say(&s, FETCH_RESPONSE_ERROR_CODE, top_error);
	say(&s, FETCH_RESPONSE_SESSION_ID, session);
	say(&s, FETCH_RESPONSE_RESPONSES, a->topic != NULL);
	if (a->topic) {
		say_text(&s, FETCH_RESPONSE_RESPONSES_TOPIC, a->topic);
		say_bytes(&s, FETCH_RESPONSE_RESPONSES_TOPIC_ID,
			  topic_id(a->topic));
		say(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS, 1);
		say(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX,
		    a->partition);
		say(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS_HIGH_WATERMARK,
		    100);
		say_bytes(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS,
			  records);
	}
	return frame_response(API_FETCH, a->version, &s);
}

/* ---- batches */

struct test_batch plain_batch(int32_t count)
{
	static struct test_record *records;

	if (!records)
		records = test_records(100, 100);
	assert_true(count <= 100);
	struct test_batch b = test_batch(records, count);

	b.base_timestamp = 1000;
	return b;
}

struct batch_made made(const struct test_batch *b)
{
	struct batch_made m;

	writer_init(&m.out, 0);
	make_batch(&m.out, b);
	m.bytes = writer_bytes(&m.out);
	return m;
}

struct bytes at_offset(struct bytes batch, int64_t base_offset, int32_t epoch)
{
	struct writer w;

	writer_init(&w, 0);
	writer_i64(&w, base_offset);
	writer_raw(&w, bytes_of(batch.p + 8, 4));
	writer_i32(&w, epoch);
	writer_raw(&w, bytes_of(batch.p + 16, batch.n - 16));
	return writer_bytes(&w);
}

/* ---- one batch on its way */

uint64_t send_batch(struct scene *s, struct bytes records, int64_t answer)
{
	struct sent sent = {
		.version = 9, .acks = -1, .topic = "t", .records = records
	};
	uint64_t x = request(s, 1, produce_request(&sent));

	if (answer >= 0)
		response(s, 1, x, produce_response(&sent, 0, answer, -1));
	return x;
}

void acknowledge(struct scene *s, uint64_t x, int64_t base_offset)
{
	struct sent sent = { .version = 9, .topic = "t" };

	response(s, 1, x, produce_response(&sent, 0, base_offset, -1));
}

/* A sessionless fetch of t-0 from `offset`, answered with `records`. */
uint64_t fetch_version(struct scene *s, int16_t version, int64_t offset,
		       struct bytes records)
{
	struct asked asked = { .version = version,
			       .epoch = -1,
			       .replica = -1,
			       .topic = "t",
			       .offset = offset };
	uint64_t x = request(s, 2, fetch_request(&asked));

	response(s, 2, x, fetch_response(&asked, 0, 0, records));
	return x;
}

uint64_t fetch_batch(struct scene *s, int64_t offset, struct bytes records)
{
	return fetch_version(s, 11, offset, records);
}

void assert_one_batch(struct scene *s, const char *origin, int64_t base,
		      int deliveries)
{
	char expected[64];

	snprintf(expected, sizeof(expected), "1|%s|%d|1|%d", origin, (int)base,
		 deliveries);
	assert_query(s,
		     "SELECT count(*), origin, base_offset, in_log, (SELECT "
		     "count(*) FROM delivery) FROM batch",
		     expected);
	assert_query(s,
		     "SELECT count(*) = (SELECT records FROM batch), "
		     "count(DISTINCT offset) = count(*), min(offset) = "
		     "(SELECT base_offset FROM batch) FROM record",
		     "1|1|1");
}
