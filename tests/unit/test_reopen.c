/* SPDX-License-Identifier: Apache-2.0 */
/* test_reopen.c - `ktape record --append`: where the new recording begins, by
 * what the one before left. */
#include "tests/test.h"
#include "store/recovery.h"
#include "store/spill.h"
#include "tools/reopen.h"

#include <stdio.h>
#include <stdlib.h>

static struct fixture {
	char *folder, path[512];
	struct tape *tape;
	struct proxy_options options;
	struct broker_spec *known;
} f;

static int open_fixture(void **state)
{
	struct err e;

	(void)state;
	memset(&f, 0, sizeof(f));
	f.folder = temp_folder();
	snprintf(f.path, sizeof(f.path), "%s/a.ktape", f.folder);
	return tape_open(&f.tape, f.path, TAPE_CREATE, &e);
}

static int close_fixture(void **state)
{
	(void)state;
	tape_close(f.tape);
	temp_remove(f.folder);
	free(f.known);
	return 0;
}

static void sql(const char *text)
{
	assert_int_equal(sqlite3_exec(tape_db(f.tape), text, NULL, NULL, NULL),
			 SQLITE_OK);
}

static void reopen(const struct listen_spec *listen, size_t n)
{
	struct err e;

	f.options.listen = listen;
	f.options.listens = n;
	assert_int_equal(reopen_tape(f.tape, &f.options, &f.known, &e), 0);
}

static void stamps_and_ids_begin_above_the_last(void **state)
{
	const struct listen_spec only = { NULL, { "127.0.0.1", 19092 } };

	(void)state;
	sql("INSERT INTO connection (id, opened) VALUES (7, 1000)");
	sql("INSERT INTO exchange (id, connection, q) VALUES (41, 7, 2000)");
	reopen(&only, 1);
	assert_true(f.options.first_stamp >= 2000);
	assert_true(f.options.first_connection == 7);
	assert_true(f.options.first_exchange == 41);
	assert_int_equal(f.options.knowns, 0);
}

static void brokers_of_the_same_service_are_known_again(void **state)
{
	const struct listen_spec sets[] = {
		{ "a", { "127.0.0.1", 19092 } },
		{ "b", { "127.0.0.1", 19192 } },
	};

	(void)state;
	sql("INSERT INTO service VALUES (1, 'b', '127.0.0.1:19192'),"
	    " (2, 'gone', '127.0.0.1:19292')");
	sql("INSERT INTO broker (id, service, node_id, host, port, listen)"
	    " VALUES (1, 1, NULL, 'boot', 9092, '127.0.0.1:19192'),"
	    " (2, 1, 4, 'old', 9092, '127.0.0.1:19197'),"
	    " (3, 1, 4, 'new', 9093, '[::1]:19198'),"
	    " (4, 2, 4, 'other', 9092, '127.0.0.1:19297'),"
	    " (5, 1, 5, 'half', 9092, NULL)");
	reopen(sets, 2);
	assert_int_equal(f.options.knowns, 1);
	assert_ptr_equal(f.options.known, f.known);
	assert_int_equal(f.known[0].set, 1);
	assert_int_equal(f.known[0].node_id, 4);
	assert_string_equal(f.known[0].at.host, "new");
	assert_int_equal(f.known[0].at.port, 9093);
	assert_string_equal(f.known[0].listen.host, "::1");
	assert_int_equal(f.known[0].listen.port, 19198);
}

static void without_names_the_only_set_is_meant(void **state)
{
	const struct listen_spec only = { NULL, { "127.0.0.1", 19092 } };

	(void)state;
	sql("INSERT INTO service VALUES (1, NULL, '127.0.0.1:19092')");
	sql("INSERT INTO broker (id, service, node_id, host, port, listen)"
	    " VALUES (2, 1, 0, 'kafka', 9092, '127.0.0.1:19093')");
	reopen(&only, 1);
	assert_int_equal(f.options.knowns, 1);
	assert_int_equal(f.known[0].set, 0);
	assert_int_equal(f.known[0].listen.port, 19093);
}

static int64_t count(const char *text)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(tape_db(f.tape), text, -1, &st,
					    NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* A spill file with one fact, and the recording's end if it was `over`. */
static void leave_spill(bool over)
{
	struct event fact = { .type = EVENT_FACT, .stamp = 5000 };
	struct event end = { .type = EVENT_END, .stamp = 6000 };
	char *path = spill_path(f.path);
	FILE *file = fopen(path, "w");
	struct writer payload, w;

	writer_init(&payload, 0);
	writer_init(&w, 0);
	event_write_fact(&payload,
			 &(struct event_fact) { bytes_of_string("cluster_id"),
						bytes_of_string("left") });
	spill_write_header(&w, 0);
	spill_write(&w, &fact, writer_bytes(&payload));
	if (over)
		spill_write(&w, &end, bytes_of("", 0));
	assert_int_equal(fwrite(w.data, 1, w.size, file), w.size);
	fclose(file);
	writer_release(&payload);
	writer_release(&w);
	free(path);
}

static void finish(void)
{
	const struct scribe_options options = { .frames = FRAMES_CONTROL };
	struct err e;

	assert_int_equal(reopen_finish(f.tape, &options, &e), 0);
	assert_false(recovery_needed(f.path));
}

static void what_the_recording_before_left_is_read_in(void **state)
{
	(void)state;
	sql("INSERT OR REPLACE INTO tape VALUES ('started', 1000)");
	leave_spill(true);
	finish();
	assert_int_equal(count("SELECT value = 'left' FROM tape "
			       "WHERE key = 'cluster_id'"),
			 1);
	assert_int_equal(count("SELECT count(*) FROM gap"), 0);
}

static void that_the_recording_before_was_killed_is_a_gap(void **state)
{
	(void)state;
	finish(); /* a new tape: nobody was killed */
	assert_int_equal(count("SELECT count(*) FROM gap"), 0);
	sql("INSERT OR REPLACE INTO tape VALUES ('started', 1000)");
	leave_spill(false);
	finish();
	assert_int_equal(count("SELECT count(*) FROM gap "
			       "WHERE why = 'killed'"),
			 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			stamps_and_ids_begin_above_the_last, open_fixture,
			close_fixture),
		cmocka_unit_test_setup_teardown(
			brokers_of_the_same_service_are_known_again,
			open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(
			without_names_the_only_set_is_meant, open_fixture,
			close_fixture),
		cmocka_unit_test_setup_teardown(
			what_the_recording_before_left_is_read_in, open_fixture,
			close_fixture),
		cmocka_unit_test_setup_teardown(
			that_the_recording_before_was_killed_is_a_gap,
			open_fixture, close_fixture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
