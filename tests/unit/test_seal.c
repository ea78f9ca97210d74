/* SPDX-License-Identifier: Apache-2.0 */
/* test_seal.c - a tape is completed and sealed, also after a stop or a kill. */
#include "tests/test.h"

#include "store/tape.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RECORDS = 3000 };

struct place {
	char *folder;
	char tape[256];
};

static struct tape *opened(const char *path, enum tape_mode mode)
{
	struct tape *t = NULL;
	struct err e = { 0 };

	if (tape_open(&t, path, mode, &e) < 0)
		fail_msg("%s", e.text);
	return t;
}

static int64_t number(struct tape *t, const char *sql)
{
	sqlite3_stmt *st = NULL;

	assert_int_equal(sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(st, 0);

	sqlite3_finalize(st);
	return n;
}

/* A completed, unsealed tape of RECORDS records. */
static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct err e = { 0 };

	assert_non_null(p);
	p->folder = temp_folder();
	snprintf(p->tape, sizeof(p->tape), "%s/a.ktape", p->folder);
	struct tape *t = opened(p->tape, TAPE_CREATE);
	struct insert *r = tape_insert(t, TABLE_RECORD);

	assert_int_equal(tape_begin(t, &e), 0);
	for (int i = 0; i < RECORDS; i++) {
		insert_int(r, 1);
		insert_int(r, 1);
		insert_int(r, i);
		insert_int(r, i);
		insert_text(r, "key");
		insert_text(r, "value");
		insert_null(r);
		insert_int(r, i);
		assert_int_equal(insert_row(r, &e), i + 1);
	}
	assert_int_equal(tape_commit(t, &e), 0);
	assert_int_equal(tape_complete(t, 5000, &e), 0);
	tape_close(t);
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;

	temp_remove(p->folder);
	free(p);
	return 0;
}

static void assert_sealed(struct tape *t)
{
	assert_int_equal(tape_fact_int(t, "indexed", 0), 1);
	assert_int_equal(tape_fact_int(t, "complete", 0), 1);
	assert_int_equal(tape_fact_int(t, "ended", 0), 5000);
	assert_int_equal(number(t, "SELECT count(*) FROM record"), RECORDS);
	assert_int_equal(number(t, "SELECT count(*) FROM sqlite_master WHERE "
				   "name IN ('record_by_offset',"
				   " 'record_by_key', 'record_by_time')"),
			 3);
	assert_true(number(t, "SELECT count(*) FROM sqlite_stat1") > 0);
	assert_int_equal(number(t, "SELECT count(*) FROM"
				   " pragma_integrity_check"
				   " WHERE integrity_check <> 'ok'"),
			 0);
}

struct watch {
	int calls, stop_at, last;
};

static bool watch(void *ctx, int percent)
{
	struct watch *w = ctx;

	assert_in_range(percent, w->last, 100);
	w->last = percent;
	return ++w->calls != w->stop_at;
}

static void a_sealed_tape_is_one_file_with_indexes(void **state)
{
	struct place *p = *state;
	struct watch w = { 0 };
	struct err e = { 0 };
	char wal[300];
	struct tape *t = opened(p->tape, TAPE_FINISH);

	assert_false(tape_in_one_file(t));
	assert_int_equal(tape_seal(t, watch, &w, &e), 0);
	assert_int_equal(w.last, 100);
	assert_true(tape_in_one_file(t));
	snprintf(wal, sizeof(wal), "%s-wal", p->tape);
	assert_int_equal(access(wal, F_OK), -1);
	assert_sealed(t);
	tape_close(t);
	t = opened(p->tape, TAPE_READ);
	assert_sealed(t);
	tape_close(t);
}

static void a_stopped_seal_is_finished_by_the_next(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_FINISH);

	for (int stop_at = 1;; stop_at++) {
		struct watch w = { .stop_at = stop_at };

		assert_int_equal(number(t, "SELECT count(*) FROM record"),
				 RECORDS);
		if (tape_seal(t, watch, &w, &e) == 0)
			break;
		assert_int_equal(e.code, ERR_UNPROVEN);
		assert_non_null(strstr(e.text, "ktape seal"));
		assert_int_equal(tape_fact_int(t, "indexed", 1), 0);
		assert_int_equal(tape_fact_int(t, "complete", 0), 1);
	}
	assert_sealed(t);
	tape_close(t);
}

static bool die(void *ctx, int percent)
{
	int *calls = ctx;

	(void)percent;
	if (--*calls == 0)
		_exit(9);
	return true;
}

static void a_killed_seal_is_finished_by_the_next(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };

	for (int at = 3; at <= 15; at += 6) {
		pid_t child = fork();
		int calls = at, status;

		if (child == 0) {
			struct tape *t = opened(p->tape, TAPE_FINISH);

			tape_seal(t, die, &calls, &e);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(WEXITSTATUS(status), 9);
	}
	struct tape *t = opened(p->tape, TAPE_FINISH);

	assert_int_equal(tape_fact_int(t, "complete", 0), 1);
	assert_int_equal(tape_fact_int(t, "indexed", 1), 0);
	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	assert_sealed(t);
	tape_close(t);
}

static void a_seal_does_not_wait_for_readers(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_FINISH);
	struct tape *reader = opened(p->tape, TAPE_READ);

	assert_int_equal(sqlite3_exec(tape_db(reader),
				      "BEGIN; SELECT 1 FROM tape", NULL, NULL,
				      NULL),
			 SQLITE_OK);
	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	assert_false(tape_in_one_file(t));
	assert_sealed(t);
	assert_int_equal(number(reader, "SELECT count(*) FROM record"),
			 RECORDS);
	tape_close(reader);
	/* and once they are gone, one more makes it one file */
	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	assert_true(tape_in_one_file(t));
	tape_close(t);
}

static void an_append_takes_the_indexes_away(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_FINISH);

	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	tape_close(t);
	t = opened(p->tape, TAPE_APPEND);
	assert_int_equal(tape_begin(t, &e), 0);
	assert_int_equal(tape_commit(t, &e), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM sqlite_master WHERE "
				   "type = 'index' AND sql IS NOT NULL AND "
				   "name <> 'batch_by_offset'"),
			 0);
	assert_int_equal(tape_fact_int(t, "indexed", 1), 0);
	assert_int_equal(tape_fact_int(t, "complete", 1), 0);
	assert_int_equal(tape_complete(t, 5000, &e), 0);
	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	assert_sealed(t);
	tape_close(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_sealed_tape_is_one_file_with_indexes, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_stopped_seal_is_finished_by_the_next, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_killed_seal_is_finished_by_the_next, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_seal_does_not_wait_for_readers, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_append_takes_the_indexes_away, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
