/* SPDX-License-Identifier: Apache-2.0 */
/* test_reread.c - `ktape decode TAPE`.  A tape is recorded, then some of its
 * APIs are made what a build that did not know them had written: frames that are
 * opaque, and no rows.  Decoded, it must be the tape that was recorded. */
#include "tests/lib/captured.h"
#include "tests/lib/lines.h"
#include "tests/lib/scene.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

static const struct script nothing;

/* ---- a recording of a bit of everything */

static void say_commit(struct scene *s, int64_t offset, int16_t error)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, OFFSET_COMMIT_REQUEST_GROUP_ID, "g");
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS, 1);
	say_text(&q, OFFSET_COMMIT_REQUEST_TOPICS_NAME, "orders");
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, 1);
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, 0);
	say(&q, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET,
	    offset);
	x = request(s, 2, frame_request(API_OFFSET_COMMIT, 7, "reader", &q));
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS, 1);
	say_text(&a, OFFSET_COMMIT_RESPONSE_TOPICS_NAME, "orders");
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, 1);
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, 0);
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, error);
	response(s, 2, x, frame_response(API_OFFSET_COMMIT, 7, &a));
}

static void say_software(struct scene *s, uint64_t connection)
{
	struct script q = { 0 }, a = { 0 };
	uint64_t x;

	say_text(&q, API_VERSIONS_REQUEST_CLIENT_SOFTWARE_NAME, "lib");
	say_text(&q, API_VERSIONS_REQUEST_CLIENT_SOFTWARE_VERSION, "1.2");
	x = request(s, connection,
		    frame_request(API_API_VERSIONS, 3,
				  connection == 1 ? "maker" : "reader", &q));
	response(s, connection, x, frame_response(API_API_VERSIONS, 3, &a));
}

/* Batch `n` is produced, acknowledged, and read. */
static void say_batch(struct scene *s, int n, struct asked *asked)
{
	struct test_batch b = plain_batch(3);
	struct sent sent = { 9, 1, "orders", NULL, 0, { 0 } };
	struct batch_made m;
	struct bytes back;
	uint64_t x, y;

	b.base_timestamp = 1000 + n;
	m = made(&b);
	sent.records = m.bytes;
	back = at_offset(m.bytes, 3 * n, 0);
	y = request(s, 2, fetch_request(asked));
	x = request(s, 1, produce_request(&sent));
	response(s, 1, x, produce_response(&sent, 0, 3 * n, -1));
	asked->topic = "orders";
	response(s, 2, y,
		 fetch_response(asked, 0, asked->session ? asked->session : 77,
				back));
	free((void *)(uintptr_t)back.p);
	writer_release(&m.out);
}

static void record(struct scene *s)
{
	const struct scribe_options all = { .frames = FRAMES_ALL };
	struct asked asked = { 11, 0, 0, 0, -1, "orders", 0, 0, NULL };
	struct sent lost = { 9, 1, "orders", NULL, 0, { 0 } };
	struct test_batch b = plain_batch(1);
	struct batch_made m;

	scene_options(s, &all);
	say_software(s, 1);
	say_software(s, 2);
	say_batch(s, 0, &asked);
	asked.session = 77;
	for (int n = 1; n < 4; n++) {
		asked.epoch = n;
		asked.topic = NULL; /* as the session has it */
		say_batch(s, n, &asked);
	}
	say_commit(s, 6, 0);
	say_commit(s, 9, 25);
	b.base_timestamp = 5000;
	m = made(&b);
	lost.records = m.bytes;
	request(s, 1, produce_request(&lost));
	closed(s, 1);
	finish(s);
	writer_release(&m.out);
}

/* ---- as an older build had written it */

static void execute(struct scene *s, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(tape_db(s->tape), sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
}

/* The rows of an API are taken away, its frames are opaque. */
static void forget_api(struct scene *s, int api)
{
	char sql[600];

	snprintf(sql, sizeof(sql),
		 "UPDATE frame SET state = 'opaque' WHERE exchange IN "
		 "(SELECT id FROM exchange WHERE api_key = %d);"
		 "UPDATE exchange SET error_code = NULL WHERE api_key = %d;",
		 api, api);
	execute(s, sql);
	switch (api) {
	case API_PRODUCE: execute(s, "DELETE FROM produce"); break;
	case API_FETCH:
		execute(s, "DELETE FROM fetch; DELETE FROM delivery;"
			   "UPDATE batch SET first_delivered_at = NULL");
		break;
	case API_OFFSET_COMMIT: execute(s, "DELETE FROM offset_commit"); break;
	case API_API_VERSIONS:
		execute(s, "UPDATE connection SET software_name = NULL, "
			   "software_version = NULL;"
			   "UPDATE instance SET software_name = NULL, "
			   "software_version = NULL");
		break;
	default: break;
	}
}

static const char *const tables[] = {
	"exchange", "connection",    "topic",   "topic_partition",
	"batch",    "record",        "produce", "fetch",
	"delivery", "offset_commit", "frame",   "gap",
	"instance",
};

/* Every row of every table as a line. */
static struct lines content(struct scene *s)
{
	struct lines l = { 0 };

	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		char sql[100];
		sqlite3_stmt *st;

		snprintf(sql, sizeof(sql), "SELECT * FROM %s", tables[i]);
		assert_int_equal(sqlite3_prepare_v2(tape_db(s->tape), sql, -1,
						    &st, NULL),
				 SQLITE_OK);
		while (sqlite3_step(st) == SQLITE_ROW) {
			char line[4096] = "";
			size_t n = 0;

			for (int c = 0; c < sqlite3_column_count(st); c++) {
				const char *text =
					sqlite3_column_type(st, c) ==
							SQLITE_BLOB
						? "(bytes)"
						: (const char *)
							  sqlite3_column_text(
								  st, c);

				n += (size_t)snprintf(
					line + n, sizeof(line) - n, " %s=%s",
					sqlite3_column_name(st, c),
					text ? text : "NULL");
				assert_true(n < sizeof(line));
			}
			lines_add(&l, "%s%s", tables[i], line);
		}
		sqlite3_finalize(st);
	}
	return l;
}

static void close_tape(struct scene *s)
{
	scribe_free(s->scribe);
	tape_close(s->tape);
	s->scribe = NULL;
	s->tape = NULL;
}

static void open_again(struct scene *s)
{
	struct err e;

	assert_int_equal(tape_open(&s->tape, s->path, TAPE_FINISH, &e), 0);
}

/* `ktape decode` on the scene's tape, which is closed meanwhile. */
static void decode(struct scene *s, int status, const char *words)
{
	const char *const argv[] = { "decode", s->path, NULL };
	struct captured c;

	close_tape(s);
	c = captured_run(cmd_decode, argv, NULL);
	if (!strstr(c.err, words))
		fail_msg("'%s' is not in: %s", words, c.err);
	assert_string_equal(c.out, "");
	assert_int_equal(c.status, status);
	captured_release(&c);
	open_again(s);
}

static void assert_same_after(struct scene *s, const char *words)
{
	struct lines before = content(s), after;

	decode(s, 0, words);
	after = content(s);
	lines_assert_equal("before", &before, "after", &after);
	lines_release(&before);
	lines_release(&after);
}

/* Recorded, made old by `apis` (-1 at the end), decoded: the same tape. */
static void check_restored(struct scene *s, const int *apis, bool batches)
{
	struct lines recorded, decoded;

	record(s);
	recorded = content(s);
	for (; *apis >= 0; apis++)
		forget_api(s, *apis);
	if (batches)
		execute(s, "DELETE FROM batch; DELETE FROM record");
	decode(s, 0, " frames that were not understood are understood now");
	decoded = content(s);
	lines_assert_equal("recorded", &recorded, "decoded", &decoded);
	lines_release(&recorded);
	lines_release(&decoded);
	assert_same_after(s, "holds nothing that is not understood");
}

static void commits_become_rows(void **state)
{
	check_restored(*state, (const int[]) { API_OFFSET_COMMIT, -1 }, false);
}

static void reads_become_rows_with_the_positions_of_their_session(void **state)
{
	check_restored(*state, (const int[]) { API_FETCH, -1 }, false);
}

static void software_becomes_known(void **state)
{
	check_restored(*state, (const int[]) { API_API_VERSIONS, -1 }, false);
}

static void produce_and_fetch_become_batches_and_records(void **state)
{
	check_restored(*state, (const int[]) { API_PRODUCE, API_FETCH, -1 },
		       true);
}

static void everything_becomes_rows(void **state)
{
	check_restored(*state,
		       (const int[]) { API_PRODUCE, API_FETCH,
				       API_OFFSET_COMMIT, -1 },
		       true);
}

/* The batches are there by what was fetched of them; now it is said by whom
 * they were produced. */
static void produced_batches_that_were_fetched_are_not_doubled(void **state)
{
	struct scene *s = *state;

	record(s);
	forget_api(s, API_PRODUCE);
	execute(s, "DELETE FROM record WHERE batch = 5;"
		   "DELETE FROM batch WHERE id = 5;"
		   "UPDATE batch SET origin = 'fetched', exchange = NULL, "
		   "acked_at = NULL");
	decode(s, 0, "9 of 9 frames");
	assert_query(s,
		     "SELECT p.batch, p.outcome, p.base_offset, "
		     "b.base_offset, b.acked_at = e.r FROM produce p JOIN "
		     "batch b ON b.id = p.batch JOIN exchange e ON e.id = "
		     "p.exchange ORDER BY p.id",
		     "1|ok|0|0|1 2|ok|3|3|1 3|ok|6|6|1 4|ok|9|9|1 "
		     "5|maybe|NULL|NULL|NULL");
	assert_query(s, "SELECT count(*), sum(records) FROM batch", "5|13");
	assert_query(s, "SELECT count(*) FROM record", "13");
}

/* ---- what stays */

static void what_is_still_not_understood_stays(void **state)
{
	struct scene *s = *state;
	struct lines before, after;

	record(s);
	request(s, 2, unhex("03e7 0000 00000009 0001 63 ab"));
	request(s, 2, unhex("000c 0000 00000009 0001 63 0001"));
	finish(s);
	before = content(s);
	decode(s, 5, "2 are still not");
	after = content(s);
	lines_assert_equal("before", &before, "after", &after);
	lines_release(&before);
	lines_release(&after);
}

static void a_part_that_cannot_be_read_keeps_its_rows(void **state)
{
	struct scene *s = *state;
	struct test_batch b = plain_batch(2);
	struct batch_made m = made(&b);
	struct sent sent = { 9,    1, "orders",
			     NULL, 0, bytes_of(m.bytes.p, m.bytes.n - 1) };

	request(s, 1, produce_request(&sent));
	finish(s);
	assert_query(s, "SELECT state FROM frame", "malformed");
	decode(s, 5, "0 of 1 ");
	assert_query(s, "SELECT count(*) FROM produce", "1");
	writer_release(&m.out);
}

static void what_is_known_to_be_a_secret_now_loses_its_bytes(void **state)
{
	struct scene *s = *state;
	uint64_t x =
		request(s, 1, frame_request(API_HEARTBEAT, 4, "c", &nothing));
	struct bytes secret = frame_request(50, 0, "c", &nothing);
	size_t room = ZSTD_compressBound(secret.n);
	uint8_t *kept = malloc(room);
	sqlite3_stmt *st;

	finish(s);
	/* DescribeUserScramCredentials, for a build that did not know it */
	assert_int_equal(sqlite3_prepare_v2(tape_db(s->tape),
					    "UPDATE frame SET state = 'opaque',"
					    " size = ?1, bytes = ?2",
					    -1, &st, NULL),
			 SQLITE_OK);
	sqlite3_bind_int64(st, 1, (int64_t)secret.n);
	sqlite3_bind_blob(st, 2, kept,
			  (int)ZSTD_compress(kept, room, secret.p, secret.n, 1),
			  SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_finalize(st);
	free(kept);
	free((void *)(uintptr_t)secret.p);
	decode(s, 0, "1 of 1 frames");
	assert_query(s,
		     "SELECT x.id, api_key, state, bytes FROM frame f JOIN "
		     "exchange x ON x.id = f.exchange",
		     "1|50|understood|NULL");
	assert_int_equal(x, 1);
}

static void a_sealed_and_complete_tape_stays_so(void **state)
{
	struct scene *s = *state;
	struct err e = { 0 };

	record(s);
	forget_api(s, API_OFFSET_COMMIT);
	assert_int_equal(tape_complete(s->tape, s->stamp, &e), 0);
	assert_int_equal(tape_seal(s->tape, NULL, NULL, &e), 0);
	decode(s, 0, "4 of 4 frames");
	assert_query(s,
		     "SELECT key, value FROM tape WHERE key IN ('complete', "
		     "'ended', 'indexed') ORDER BY key",
		     "complete|1 ended|1000056 indexed|1");
	assert_query(s,
		     "SELECT count(*) FROM offset_commit "
		     "INDEXED BY offset_commit_by_exchange WHERE exchange > 0",
		     "2");
}

static void a_tape_that_is_being_recorded_is_refused(void **state)
{
	struct scene *s = *state;
	const char *const words[] = { "decode", s->path, NULL };
	struct captured c = captured_run(cmd_decode, words, NULL);

	assert_non_null(strstr(c.err, "is being recorded or sealed"));
	assert_int_equal(c.status, 6);
	captured_release(&c);
}

static void a_spill_file_is_read_in_first(void **state)
{
	struct scene *s = *state;
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s.spill", s->path);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	finish(s);
	decode(s, 5, "run `ktape seal` first");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(commits_become_rows),
		SCENE(reads_become_rows_with_the_positions_of_their_session),
		SCENE(software_becomes_known),
		SCENE(produce_and_fetch_become_batches_and_records),
		SCENE(everything_becomes_rows),
		SCENE(produced_batches_that_were_fetched_are_not_doubled),
		SCENE(what_is_still_not_understood_stays),
		SCENE(a_part_that_cannot_be_read_keeps_its_rows),
		SCENE(what_is_known_to_be_a_secret_now_loses_its_bytes),
		SCENE(a_sealed_and_complete_tape_stays_so),
		SCENE(a_tape_that_is_being_recorded_is_refused),
		SCENE(a_spill_file_is_read_in_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
