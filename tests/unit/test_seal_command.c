/* SPDX-License-Identifier: Apache-2.0 */
/* test_seal_command.c - `ktape seal`: what it finishes, what it cannot, and
 * what it says of either. */
#include "store/spill.h"
#include "store/tape.h"
#include "tests/lib/captured.h"
#include "tests/lib/new_tape.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <unistd.h>

static void assert_seal(struct new_tape *t, int status, const char *words)
{
	const char *args[] = { "seal", t->path, NULL };
	struct captured c = captured_run(cmd_seal, args, NULL);

	if (!strstr(c.err, words))
		fail_msg("'%s' is not in '%s'", words, c.err);
	assert_int_equal(c.status, status);
	assert_string_equal(c.out, "");
	captured_release(&c);
}

static void assert_tape(struct new_tape *t, const char *sql)
{
	struct tape *tape = NULL;
	sqlite3_stmt *st = NULL;
	struct err e = { 0 };

	if (tape_open(&tape, t->path, TAPE_READ, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(sqlite3_prepare_v2(tape_db(tape), sql, -1, &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	if (!sqlite3_column_int(st, 0))
		fail_msg("not so: %s", sql);
	sqlite3_finalize(st);
	tape_close(tape);
}

/* A spill file that was begun when the tape was, with a service in it and
 * perhaps the mark that the recording was over. */
static void leave_spill(struct new_tape *t, bool ended)
{
	const struct event_service shop = { 1, bytes_of_string("shop"),
					    bytes_of_string("127.0.0.1:1") };
	struct event event = { .type = EVENT_SERVICE, .stamp = 500 };
	struct writer payload, file;
	FILE *out = fopen(t->spill, "w");

	assert_non_null(out);
	writer_init(&payload, 0);
	writer_init(&file, 0);
	event_write_service(&payload, &shop);
	spill_write_header(&file, 0);
	spill_write(&file, &event, writer_bytes(&payload));
	event = (struct event) { .type = EVENT_END, .stamp = 900 };
	if (ended)
		spill_write(&file, &event, bytes_of(NULL, 0));
	assert_int_equal(fwrite(file.data, 1, file.size, out), file.size);
	fclose(out);
	writer_release(&payload);
	writer_release(&file);
}

static void a_complete_tape_is_sealed(void **state)
{
	struct new_tape *t = *state;
	struct err e = { 0 };

	assert_int_equal(tape_complete(t->open, 1000, &e), 0);
	new_tape_close(t);
	assert_seal(t, 0, "is sealed");
	assert_tape(t, "SELECT count(*) = 2 FROM tape WHERE value = 1 AND"
		       " key IN ('complete', 'indexed')");
	assert_seal(t, 0, "was sealed before");
}

static void a_killed_recording_is_sealed_but_incomplete(void **state)
{
	struct new_tape *t = *state;

	new_tape_close(t);
	assert_seal(t, ERR_UNPROVEN, "stays incomplete");
	assert_seal(t, ERR_UNPROVEN, "was sealed before");
	assert_tape(t, "SELECT count(*) = 1 FROM gaps WHERE why = 'killed'");
	assert_tape(t, "SELECT value = 1 FROM tape WHERE key = 'indexed'");
	assert_tape(t, "SELECT value = 0 FROM tape WHERE key = 'complete'");
}

static void a_recording_that_was_over_becomes_complete(void **state)
{
	struct new_tape *t = *state;

	new_tape_close(t);
	leave_spill(t, true);
	assert_seal(t, 0, "2 events");
	assert_tape(t, "SELECT value = 1 FROM tape WHERE key = 'complete'");
	assert_tape(t, "SELECT value = 900 FROM tape WHERE key = 'ended'");
	assert_tape(t, "SELECT count(*) = 1 FROM service WHERE name = 'shop'");
	assert_tape(t, "SELECT count(*) = 0 FROM gap");
	assert_int_equal(access(t->spill, F_OK), -1);
}

static void a_spill_without_its_end_leaves_it_incomplete(void **state)
{
	struct new_tape *t = *state;

	new_tape_close(t);
	leave_spill(t, false);
	assert_seal(t, ERR_UNPROVEN, "stays incomplete");
	assert_tape(t, "SELECT count(*) = 1 FROM service WHERE name = 'shop'");
	assert_tape(t, "SELECT count(*) = 1 FROM gaps WHERE why = 'killed'");
}

static void a_tape_in_recording_is_left_alone(void **state)
{
	struct new_tape *t = *state;

	assert_seal(t, ERR_IO, "is being recorded or sealed by another ktape");
	new_tape_close(t);
	assert_tape(t, "SELECT value = 0 FROM tape WHERE key = 'indexed'");
}

static void what_is_no_tape_is_left_alone(void **state)
{
	const char *none[] = { "seal", NULL };
	const char *other[] = { "seal", "/etc/hostname", NULL };
	const char *gone[] = { "seal", "/nonexistent.ktape", NULL };
	const struct {
		const char *const *args;
		int status;
	} rows[] = { { none, ERR_USAGE },
		     { other, ERR_TAPE },
		     { gone, ERR_IO } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct captured c = captured_run(cmd_seal, rows[i].args, NULL);

		assert_int_equal(c.status, rows[i].status);
		captured_release(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_complete_tape_is_sealed,
						new_tape_setup,
						new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_killed_recording_is_sealed_but_incomplete,
			new_tape_setup, new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_recording_that_was_over_becomes_complete,
			new_tape_setup, new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_spill_without_its_end_leaves_it_incomplete,
			new_tape_setup, new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_tape_in_recording_is_left_alone, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test(what_is_no_tape_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
