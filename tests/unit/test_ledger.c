/* SPDX-License-Identifier: Apache-2.0 */
/* test_ledger.c - ledger and recovery on a real tape with the real scribe: what
 * a rollback costs, and what a kill costs, in rows. */
#include "tests/test.h"

#include "store/ledger.h"
#include "store/recovery.h"
#include "store/spill.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct fixture {
	char *folder, path[256];
	struct tape *tape;
	struct ledger ledger;
	int64_t stamp;
	uint64_t exchange;
	/* what is fed goes there, too, when it comes from a spill file */
	struct writer file;
	bool spills;
};

static const struct scribe_options options = { .frames = FRAMES_CONTROL };

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err e;

	f->folder = temp_folder();
	f->stamp = 1000000;
	snprintf(f->path, sizeof(f->path), "%s/a.ktape", f->folder);
	assert_int_equal(tape_open(&f->tape, f->path, TAPE_CREATE, &e), 0);
	assert_int_equal(ledger_init(&f->ledger, f->tape, &options, &e), 0);
	writer_init(&f->file, 0);
	spill_write_header(&f->file, 0);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	writer_release(&f->file);
	ledger_release(&f->ledger);
	tape_close(f->tape);
	temp_remove(f->folder);
	free(f);
	return 0;
}

static int64_t query(struct fixture *f, const char *sql)
{
	sqlite3_stmt *st;
	int64_t value;

	assert_int_equal(sqlite3_prepare_v2(tape_db(f->tape), sql, -1, &st,
					    NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return value;
}

static int feed(struct fixture *f, struct event event, struct bytes payload)
{
	uint64_t position = 0;
	struct err e;

	event.stamp = event.stamp ? event.stamp : ++f->stamp;
	if (f->spills) {
		spill_write(&f->file, &event, payload);
		position = f->file.size - SPILL_HEADER;
	}
	event.length = (uint32_t)payload.n;
	return ledger_feed(&f->ledger, &event, payload, position, &e);
}

static int open_connection(struct fixture *f, uint64_t id)
{
	struct event event = { .type = EVENT_OPENED, .connection = id };
	struct writer w;
	int result;

	writer_init(&w, 0);
	event_write_opened(&w, &(struct event_opened) {
				       .source = bytes_of_string("client"),
				       .peer = bytes_of_string("peer:1") });
	result = feed(f, event, writer_bytes(&w));
	writer_release(&w);
	return result;
}

static int close_connection(struct fixture *f, uint64_t id)
{
	struct event event = { .type = EVENT_CLOSED, .connection = id };
	struct writer w;
	int result;

	writer_init(&w, 0);
	event_write_closed(&w, &(struct event_closed) {
				       bytes_of_string("client"),
				       bytes_of_string("it went") });
	result = feed(f, event, writer_bytes(&w));
	writer_release(&w);
	return result;
}

static int feed_frame(struct fixture *f, uint64_t connection, uint64_t exchange,
		      int direction, struct bytes frame)
{
	return feed(f,
		    (struct event) {
			    .type = EVENT_FRAME,
			    .flags = (uint8_t)(direction | EVENT_FIRST |
					       EVENT_LAST),
			    .frame_size = (uint32_t)frame.n,
			    .connection = connection,
			    .exchange = exchange,
			    .stamp2 = ++f->stamp,
		    },
		    frame);
}

/* ApiVersions v0: key 18, version, correlation id, client id "test". */
static int ask(struct fixture *f, uint64_t connection)
{
	struct bytes b = unhex("0012 0000 00000007 0004 74657374");
	int result = feed_frame(f, connection, ++f->exchange, EVENT_REQUEST, b);

	free((void *)(uintptr_t)b.p);
	return result;
}

static int answer(struct fixture *f, uint64_t connection, uint64_t exchange)
{
	struct bytes b = unhex("00000007 0000 00000000");
	int result = feed_frame(f, connection, exchange, EVENT_RESPONSE, b);

	free((void *)(uintptr_t)b.p);
	return result;
}

static int exchange(struct fixture *f, uint64_t connection)
{
	int asked = ask(f, connection);

	return asked ? asked : answer(f, connection, f->exchange);
}

/* The tape may not grow by more than `pages`; -1: as it likes. */
static void bound_tape(struct fixture *f, int64_t pages)
{
	char sql[64];

	snprintf(sql, sizeof(sql), "PRAGMA max_page_count = %lld",
		 pages < 0
			 ? 1000000000LL
			 : (long long)(query(f, "PRAGMA page_count") + pages));
	query(f, sql);
}

/* A process that is killed: nothing is finished. */
static void kill_recorder(struct fixture *f)
{
	int fd;

	ledger_release(&f->ledger);
	tape_close(f->tape);
	if (f->spills) {
		char *path = spill_path(f->path);

		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		assert_int_equal(write(fd, f->file.data, f->file.size),
				 f->file.size);
		close(fd);
		free(path);
	}
}

static void read_in(struct fixture *f, struct recovery *out)
{
	struct err e = { 0 };
	int result;

	assert_int_equal(tape_open(&f->tape, f->path, TAPE_APPEND, &e), 0);
	result = recovery_run(f->tape, &options, NULL, NULL, out, &e);
	if (result < 0)
		fail_msg("%s", e.text);
}

static void feed_until_refused(struct fixture *f, uint64_t connection)
{
	struct err e;
	int result = 0;

	for (int i = 0; i < 100000 && result == 0; i++) {
		result = exchange(f, connection);
		if (result == 0 && i % 1000 == 999)
			result = ledger_commit(&f->ledger, &e);
	}
	assert_int_equal(result, -1);
	assert_true(ledger_has_lost(&f->ledger));
}

static void a_rollback_leaves_a_gap_and_no_connection_out(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };
	int64_t before;

	open_connection(f, 1);
	open_connection(f, 2);
	exchange(f, 1);
	assert_int_equal(ledger_commit(&f->ledger, &e), 0);
	before = query(f, "SELECT count(*) FROM exchange");
	bound_tape(f, 2);
	open_connection(f, 3);
	open_connection(f, 4);
	close_connection(f, 1);
	close_connection(f, 4);
	feed_until_refused(f, 3);
	bound_tape(f, -1);
	if (ledger_repair(&f->ledger, &e) < 0)
		fail_msg("%s", e.text);
	assert_false(ledger_has_lost(&f->ledger));
	exchange(f, 2);
	exchange(f, 3);
	close_connection(f, 2);
	close_connection(f, 3);
	assert_int_equal(ledger_finish(&f->ledger, &e), 0);
	assert_int_equal(query(f, "SELECT count(*) FROM connection"), 4);
	assert_int_equal(query(f, "SELECT count(*) FROM connection WHERE "
				  "closed IS NOT NULL AND opened IS NOT NULL"),
			 4);
	assert_int_equal(query(f, "SELECT count(*) FROM gap"), 1);
	assert_int_equal(query(f, "SELECT frames FROM gap") / 2,
			 (int64_t)f->exchange - 2 - before);
	assert_true(query(f, "SELECT count(*) FROM exchange") >= before + 2);
}

static void killed_in_the_spill_nothing_is_missing_or_double(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;
	uint64_t open;

	f->spills = true;
	open_connection(f, 1);
	for (int i = 0; i < 10; i++)
		exchange(f, 1);
	ask(f, 1);
	open = f->exchange;
	assert_int_equal(ledger_commit(&f->ledger, &e), 0);
	/* from here on it is only in the file */
	answer(f, 1, open);
	for (int i = 0; i < 10; i++)
		exchange(f, 1);
	close_connection(f, 1);
	feed(f, (struct event) { .type = EVENT_END }, bytes_of("", 0));
	kill_recorder(f);

	read_in(f, &out);
	assert_true(out.ended);
	assert_int_equal(query(f, "SELECT count(*) FROM tape "
				  "WHERE key LIKE 'spill%'"),
			 0);
	assert_int_equal(query(f, "SELECT count(*) FROM exchange"), 21);
	assert_int_equal(query(f, "SELECT count(*) FROM exchange "
				  "WHERE fate = 'answered'"),
			 21);
	assert_int_equal(query(f, "SELECT count(*) FROM connection "
				  "WHERE closed IS NOT NULL AND "
				  "peer = 'peer:1'"),
			 1);
	ledger_init(&f->ledger, f->tape, &options, &e);
}

static void killed_with_rows_by_the_thousand_none_is_missing(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	f->spills = true;
	open_connection(f, 1);
	for (int i = 0; i < 30000; i++)
		exchange(f, 1);
	for (int i = 0; i < 5; i++)
		ask(f, 1);
	assert_true(ledger_due(&f->ledger, f->ledger.begun_us));
	assert_int_equal(ledger_commit(&f->ledger, &e), 0);
	close_connection(f, 1);
	feed(f, (struct event) { .type = EVENT_END }, bytes_of("", 0));
	kill_recorder(f);

	read_in(f, &out);
	assert_int_equal(out.events, 2);
	assert_int_equal(query(f, "SELECT count(*) FROM exchange"), 30005);
	ledger_init(&f->ledger, f->tape, &options, &e);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_rollback_leaves_a_gap_and_no_connection_out),
		CASE(killed_in_the_spill_nothing_is_missing_or_double),
		CASE(killed_with_rows_by_the_thousand_none_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
