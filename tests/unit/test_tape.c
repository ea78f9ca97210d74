/* SPDX-License-Identifier: Apache-2.0 */
/* test_tape.c - a tape is made, refused, written, appended to and read. */
#include "tests/test.h"

#include "store/tape.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	char *folder;
	char tape[256];
};

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->folder = temp_folder();
	snprintf(p->tape, sizeof(p->tape), "%s/a.ktape", p->folder);
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

static struct tape *opened(const char *path, enum tape_mode mode)
{
	struct tape *t = NULL;
	struct err e = { 0 };

	if (tape_open(&t, path, mode, &e) < 0)
		fail_msg("%s", e.text);
	return t;
}

static void assert_refused(const char *path, enum tape_mode mode,
			   enum err_code code, const char *words)
{
	struct tape *t = NULL;
	struct err e = { 0 };

	assert_int_equal(tape_open(&t, path, mode, &e), -1);
	assert_null(t);
	assert_int_equal(e.code, code);
	if (!strstr(e.text, words))
		fail_msg("'%s' is not in '%s'", words, e.text);
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

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static int64_t add_stall(struct tape *t, int64_t since)
{
	struct insert *i = tape_insert(t, TABLE_STALL);
	struct err e = { 0 };

	insert_text(i, "test");
	insert_int(i, since);
	insert_null(i);
	int64_t id = insert_row(i, &e);

	if (id < 0)
		fail_msg("%s", e.text);
	return id;
}

static void a_new_tape_says_what_it_is(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);
	char *format = tape_fact(t, "format");

	assert_string_equal(format, "1.2");
	free(format);
	assert_null(tape_fact(t, "no such"));
	assert_int_equal(tape_fact_int(t, "complete", 7), 0);
	assert_int_equal(tape_fact_int(t, "no such", 7), 7);
	assert_int_equal(number(t, "PRAGMA page_size"), 32768);
	assert_int_equal(number(t, "PRAGMA application_id"), 0x4B544150);
	assert_int_equal(number(t, "PRAGMA user_version"), 1002);
	assert_string_equal(tape_path(t), p->tape);
	tape_close(t);
}

static void an_existing_tape_is_kept_unless_told(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);

	add_stall(t, 1);
	tape_close(t);
	assert_refused(p->tape, TAPE_CREATE, ERR_USAGE, "--force");
	assert_refused(p->tape, TAPE_CREATE, ERR_USAGE, "--append");
	t = opened(p->tape, TAPE_APPEND);
	assert_int_equal(add_stall(t, 2), 2);
	tape_close(t);
	t = opened(p->tape, TAPE_FORCE);
	assert_int_equal(number(t, "SELECT count(*) FROM stall"), 0);
	tape_close(t);
}

static void force_replaces_tapes_only(void **state)
{
	struct place *p = *state;
	char spill[300];

	write_file(p->tape, "my diary");
	assert_refused(p->tape, TAPE_FORCE, ERR_TAPE, "not a tape");
	write_file(p->tape, "");
	tape_close(opened(p->tape, TAPE_FORCE));
	snprintf(spill, sizeof(spill), "%s.spill", p->tape);
	write_file(spill, "of the old one");
	tape_close(opened(p->tape, TAPE_FORCE));
	assert_int_equal(access(spill, F_OK), -1);
}

static void a_spill_without_its_tape_is_not_mixed_into_a_new_one(void **state)
{
	struct place *p = *state;
	char spill[300];

	snprintf(spill, sizeof(spill), "%s.spill", p->tape);
	write_file(spill, "");
	assert_refused(p->tape, TAPE_CREATE, ERR_USAGE, ".spill");
	assert_int_equal(access(p->tape, F_OK), -1);
}

static void append_makes_a_missing_tape(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_APPEND);

	assert_int_equal(add_stall(t, 1), 1);
	tape_close(t);
}

static void what_is_no_tape_is_refused(void **state)
{
	struct place *p = *state;
	static const struct {
		const char *sql, *words;
	} rows[] = {
		{ "CREATE TABLE x(y)", "not ktape's" },
		{ "PRAGMA application_id = 1263812944;"
		  "PRAGMA user_version = 2000; CREATE TABLE x(y)",
		  "newer ktape" },
	};

	assert_refused(p->tape, TAPE_READ, ERR_IO, "No such file");
	assert_refused(p->tape, TAPE_FINISH, ERR_IO, "cannot open");
	write_file(p->tape, "");
	assert_refused(p->tape, TAPE_READ, ERR_TAPE, "empty");
	write_file(p->tape, "hello");
	assert_refused(p->tape, TAPE_READ, ERR_TAPE, "not an SQLite file");
	assert_refused(p->tape, TAPE_APPEND, ERR_TAPE, "not an SQLite file");
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		sqlite3 *db = NULL;

		unlink(p->tape);
		sqlite3_open(p->tape, &db);
		assert_int_equal(sqlite3_exec(db, rows[i].sql, NULL, NULL,
					      NULL),
				 SQLITE_OK);
		sqlite3_close(db);
		assert_refused(p->tape, TAPE_READ, ERR_TAPE, rows[i].words);
	}
}

static void a_newer_minor_is_read(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);

	sqlite3_exec(tape_db(t), "PRAGMA user_version = 1007", NULL, NULL,
		     NULL);
	tape_close(t);
	tape_close(opened(p->tape, TAPE_READ));
}

static void a_damaged_tape_is_called_damaged(void **state)
{
	struct place *p = *state;
	char zeros[8192] = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);

	tape_close(t);
	int fd = open(p->tape, O_WRONLY);

	/* the first page's tree, behind the header that says "a tape" */
	assert_int_equal(pwrite(fd, zeros, sizeof(zeros), 100), sizeof(zeros));
	close(fd);
	assert_refused(p->tape, TAPE_READ, ERR_TAPE, "damaged");
}

static void a_tape_cut_short_says_how_to_read_the_rest(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);
	char words[200];
	struct stat st;
	off_t left;

	assert_int_equal(tape_seal(t, NULL, NULL, NULL), 0);
	tape_close(t);
	assert_int_equal(stat(p->tape, &st), 0);
	left = st.st_size - 40000; /* more than a page */
	assert_int_equal(truncate(p->tape, left), 0);
	snprintf(words, sizeof(words),
		 "is cut short: %jd of %jd bytes are there; to read what is "
		 "left, `truncate -s %jd` a copy of it",
		 (intmax_t)left, (intmax_t)st.st_size, (intmax_t)st.st_size);
	assert_refused(p->tape, TAPE_READ, ERR_TAPE, words);
	assert_int_equal(truncate(p->tape, st.st_size), 0);
	tape_close(opened(p->tape, TAPE_READ));
}

static void a_missing_folder_is_named(void **state)
{
	struct place *p = *state;
	char path[300];

	snprintf(path, sizeof(path), "%s/no/a.ktape", p->folder);
	assert_refused(path, TAPE_CREATE, ERR_IO, "is there a folder");
	assert_refused(p->folder, TAPE_CREATE, ERR_USAGE, "exists");
	assert_refused(p->folder, TAPE_READ, ERR_IO, "Is a directory");
}

static void one_writes_and_many_read(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *w = opened(p->tape, TAPE_CREATE);
	struct tape *r = opened(p->tape, TAPE_READ);

	assert_refused(p->tape, TAPE_APPEND, ERR_IO, "another ktape");
	assert_refused(p->tape, TAPE_FORCE, ERR_IO, "another ktape");
	assert_true(tape_is_being_written(r));
	assert_int_equal(tape_begin(w, &e), 0);
	add_stall(w, 5);
	assert_int_equal(number(r, "SELECT count(*) FROM stall"), 0);
	assert_int_equal(tape_commit(w, &e), 0);
	assert_int_equal(number(r, "SELECT count(*) FROM stall"), 1);
	assert_int_not_equal(sqlite3_exec(tape_db(r), "DELETE FROM stall", NULL,
					  NULL, NULL),
			     SQLITE_OK);
	tape_close(r);
	tape_close(w);
	r = opened(p->tape, TAPE_READ);
	assert_false(tape_is_being_written(r));
	tape_close(r);
}

static void a_row_with_missing_columns_is_refused(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);
	struct insert *i = tape_insert(t, TABLE_STALL);
	struct err e = { 0 };

	insert_text(i, "short");
	insert_int(i, 1);
	assert_int_equal(insert_row(i, &e), -1);
	assert_non_null(strstr(e.text, "2 of 3 columns"));
	for (int c = 0; c < 4; c++)
		insert_int(i, c);
	assert_int_equal(insert_row(i, &e), -1);
	assert_int_equal(number(t, "SELECT count(*) FROM stall"), 0);
	assert_int_equal(add_stall(t, 1), 1);
	tape_close(t);
}

static void ids_go_on_where_they_were(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);

	assert_int_equal(insert_next_id(tape_insert(t, TABLE_STALL)), 1);
	assert_int_equal(add_stall(t, 1), 1);
	assert_int_equal(tape_begin(t, &e), 0);
	assert_int_equal(add_stall(t, 1), 2);
	tape_rollback(t);
	/* a lost row's id is not used again: others may have kept it */
	assert_int_equal(add_stall(t, 1), 3);
	tape_close(t);
	t = opened(p->tape, TAPE_APPEND);
	assert_int_equal(insert_next_id(tape_insert(t, TABLE_STALL)), 4);
	tape_close(t);
}

static void a_given_id_is_kept(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);
	struct insert *i = tape_insert(t, TABLE_SERVICE);

	insert_int(i, 42);
	insert_text(i, "orders");
	insert_text(i, NULL);
	assert_int_equal(insert_row(i, &e), 42);
	assert_int_equal(number(t,
				"SELECT id FROM service WHERE listen IS NULL"),
			 42);
	tape_close(t);
}

static void text_is_text_and_all_else_is_blob(void **state)
{
	static const struct {
		const char *what;
		struct bytes bytes;
		const char *type;
	} rows[] = {
		{ "null", { NULL, 0 }, "null" },
		{ "empty", { (const uint8_t *)"", 0 }, "text" },
		{ "ascii", { (const uint8_t *)"abc", 3 }, "text" },
		{ "euro", { (const uint8_t *)"\xe2\x82\xac", 3 }, "text" },
		{ "nul", { (const uint8_t *)"a\0b", 3 }, "blob" },
		{ "cut", { (const uint8_t *)"\xe2\x82\xac", 2 }, "blob" },
		{ "latin1", { (const uint8_t *)"\xe9t\xe9", 3 }, "blob" },
		{ "surrogate", { (const uint8_t *)"\xed\xa0\x80", 3 }, "blob" },
		{ "overlong", { (const uint8_t *)"\xc0\x80", 2 }, "blob" },
	};
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);
	struct insert *i = tape_insert(t, TABLE_RECORD);
	struct err e = { 0 };

	for (size_t k = 0; k < sizeof(rows) / sizeof(*rows); k++) {
		struct guarded g = guarded(rows[k].bytes);
		char sql[120];

		insert_int(i, 1);
		insert_int(i, 1);
		insert_int_or_null(i, -1, -1);
		insert_int_or_null(i, 0, -1);
		insert_view(i, bytes_of_string(rows[k].type));
		insert_text_or_blob(i,
				    rows[k].bytes.p ? g.bytes : rows[k].bytes);
		insert_null(i);
		insert_int(i, 0);
		assert_int_equal(insert_row(i, &e), (int64_t)k + 1);
		guarded_release(&g);
		snprintf(sql, sizeof(sql),
			 "SELECT typeof(value) = key AND offset IS NULL AND "
			 "timestamp = 0 FROM record WHERE id = %zu",
			 k + 1);
		if (number(t, sql) != 1)
			fail_msg("%s", rows[k].what);
	}
	tape_close(t);
}

static void a_statement_is_prepared_once(void **state)
{
	static const char sql[] = "UPDATE stall SET until = ? WHERE id = ?";
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);
	sqlite3_stmt *st = tape_statement(t, sql, &e);
	int64_t id = add_stall(t, 1);

	assert_non_null(st);
	assert_ptr_equal(st, tape_statement(t, sql, &e));
	sqlite3_bind_int64(st, 1, 99);
	sqlite3_bind_int64(st, 2, id);
	assert_int_equal(tape_step(t, st, &e), 0);
	assert_int_equal(number(t, "SELECT until FROM stall"), 99);
	assert_null(tape_statement(t, "SELECT * FROM no_such", &e));
	assert_int_equal(e.code, ERR_IO);
	tape_close(t);
}

static void the_last_stamp_and_ids_are_found(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	int64_t stamp = 1, connection = 1, exchange = 1;
	struct tape *t = opened(p->tape, TAPE_CREATE);

	assert_int_equal(tape_last(t, &stamp, &connection, &exchange, &e), 0);
	assert_int_equal(stamp, 0);
	assert_int_equal(connection, 0);
	assert_int_equal(exchange, 0);
	sqlite3_exec(tape_db(t),
		     "INSERT INTO exchange(id, q, d) VALUES (9, 100, 250), "
		     "(8, 300, NULL); INSERT INTO connection(id, opened) "
		     "VALUES (4, 290);",
		     NULL, NULL, NULL);
	assert_int_equal(tape_last(t, &stamp, &connection, &exchange, &e), 0);
	assert_int_equal(stamp, 300);
	assert_int_equal(connection, 4);
	assert_int_equal(exchange, 9);
	assert_int_equal(tape_complete(t, 1000, &e), 0);
	assert_int_equal(tape_last(t, &stamp, &connection, &exchange, &e), 0);
	assert_int_equal(stamp, 1000);
	tape_close(t);
}

static void a_complete_tape_stays_so_until_it_is_added_to(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);

	assert_int_equal(tape_complete(t, 1000, &e), 0);
	tape_close(t);
	t = opened(p->tape, TAPE_APPEND);
	assert_int_equal(tape_fact_int(t, "complete", 0), 1);
	assert_int_equal(tape_fact_int(t, "ended", 0), 1000);
	assert_int_equal(tape_begin(t, &e), 0);
	assert_int_equal(tape_fact_int(t, "complete", 1), 0);
	assert_int_equal(tape_fact_int(t, "ended", 7), 7);
	tape_rollback(t);
	tape_close(t);
}

static void a_kill_is_noted_once(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);

	sqlite3_exec(tape_db(t), "INSERT INTO exchange(id, q) VALUES (1, 77)",
		     NULL, NULL, NULL);
	assert_int_equal(tape_note_killed(t, &e), 0);
	assert_int_equal(tape_note_killed(t, &e), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM gap WHERE"
				   " why = 'killed' AND since = 77"),
			 1);
	sqlite3_exec(tape_db(t), "INSERT INTO exchange(id, q) VALUES (2, 99)",
		     NULL, NULL, NULL);
	assert_int_equal(tape_note_killed(t, &e), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM gap"), 2);
	tape_close(t);
}

static void room_is_what_the_file_system_has(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);

	assert_true(tape_has_room(t, 1));
	assert_false(tape_has_room(t, UINT64_MAX));
	tape_close(t);
}

static void the_log_is_given_back_to_the_disk(void **state)
{
	struct place *p = *state;
	struct tape *t = opened(p->tape, TAPE_CREATE);
	struct stat log;
	char path[300];
	struct err e;

	snprintf(path, sizeof(path), "%s-wal", p->tape);
	sqlite3_exec(tape_db(t), "INSERT INTO exchange(id, q) VALUES (1, 1)",
		     NULL, NULL, NULL);
	assert_int_equal(stat(path, &log), 0);
	assert_true(log.st_size > 0);
	assert_int_equal(tape_shrink_log(t, &e), 0);
	assert_int_equal(stat(path, &log), 0);
	assert_int_equal(log.st_size, 0);
	assert_int_equal(number(t, "SELECT count(*) FROM exchange"), 1);
	tape_close(t);
}

/* SQLite's own limit stands in for a full disk: it rolls back alike. */
static void a_full_disk_is_said_and_what_was_committed_stays(void **state)
{
	struct place *p = *state;
	struct err e = { 0 };
	struct tape *t = opened(p->tape, TAPE_CREATE);
	int64_t id = 0;
	char *word = calloc(1, 100001);

	memset(word, 'x', 100000);
	add_stall(t, 1);
	number(t, "PRAGMA max_page_count = 200");
	assert_int_equal(tape_begin(t, &e), 0);
	for (int i = 0; id >= 0 && i < 100; i++) {
		struct insert *s = tape_insert(t, TABLE_STALL);

		insert_text(s, word);
		insert_int(s, 1);
		insert_null(s);
		id = insert_row(s, &e);
	}
	assert_int_equal(id, -1);
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, "no space left"));
	tape_rollback(t);
	assert_int_equal(number(t, "SELECT count(*) FROM stall"), 1);
	assert_int_equal(tape_begin(t, &e), 0);
	tape_rollback(t);
	free(word);
	tape_close(t);
}

static void names_with_odd_letters_are_only_names(void **state)
{
	struct place *p = *state;
	char path[300];

	snprintf(path, sizeof(path), "%s/a?mode=ro#%%41 b.ktape", p->folder);
	tape_close(opened(path, TAPE_CREATE));
	assert_int_equal(access(path, F_OK), 0);
	tape_close(opened(path, TAPE_READ));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_new_tape_says_what_it_is,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_existing_tape_is_kept_unless_told, setup, teardown),
		cmocka_unit_test_setup_teardown(force_replaces_tapes_only,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_spill_without_its_tape_is_not_mixed_into_a_new_one,
			setup, teardown),
		cmocka_unit_test_setup_teardown(append_makes_a_missing_tape,
						setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_no_tape_is_refused,
						setup, teardown),
		cmocka_unit_test_setup_teardown(a_newer_minor_is_read, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			a_damaged_tape_is_called_damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_tape_cut_short_says_how_to_read_the_rest, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_missing_folder_is_named,
						setup, teardown),
		cmocka_unit_test_setup_teardown(one_writes_and_many_read, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			a_row_with_missing_columns_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(ids_go_on_where_they_were,
						setup, teardown),
		cmocka_unit_test_setup_teardown(a_given_id_is_kept, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			text_is_text_and_all_else_is_blob, setup, teardown),
		cmocka_unit_test_setup_teardown(a_statement_is_prepared_once,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_last_stamp_and_ids_are_found, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_complete_tape_stays_so_until_it_is_added_to, setup,
			teardown),
		cmocka_unit_test_setup_teardown(a_kill_is_noted_once, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			room_is_what_the_file_system_has, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_log_is_given_back_to_the_disk, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_full_disk_is_said_and_what_was_committed_stays, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			names_with_odd_letters_are_only_names, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
