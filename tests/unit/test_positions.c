/* SPDX-License-Identifier: Apache-2.0 */
/* test_positions.c - the view positions: how a reader moved, and why. */
#include "store/tape.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

static struct {
	char *folder;
	struct tape *tape;
} place;

static void run(const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(tape_db(place.tape), sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
}

static int setup(void **state)
{
	char path[300];
	struct err e = { 0 };

	(void)state;
	place.folder = temp_folder();
	snprintf(path, sizeof(path), "%s/a.ktape", place.folder);
	if (tape_open(&place.tape, path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	run("INSERT INTO topic(id, name) VALUES (1, 't');"
	    "INSERT INTO topic_partition(id, topic, partition) VALUES"
	    " (1, 1, 0)");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	tape_close(place.tape);
	temp_remove(place.folder);
	return 0;
}

/* Exchange `id` at 10 * id, answered 5 later: from `offset` up to `next`. */
static void fetched(int id, int64_t offset, int64_t next, int error)
{
	char sql[400];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO exchange(id, instance, client_id, q, f, r, d)"
		 " VALUES (%d, 1, 'c', %d, %d, %d, %d);"
		 "INSERT INTO fetch(exchange, tp, fetch_offset, offset_from,"
		 " error_code, next_offset) VALUES"
		 " (%d, 1, %lld, 'wire', %d, nullif(%lld, -1))",
		 id, 10 * id, 10 * id + 1, 10 * id + 4, 10 * id + 5, id,
		 (long long)offset, error, (long long)next);
	run(sql);
}

static void assert_moves(const char *expected)
{
	sqlite3_stmt *st;
	char got[600] = "";

	assert_int_equal(sqlite3_prepare_v2(
				 tape_db(place.tape),
				 "SELECT group_concat(exchange || ' ' || "
				 "expected_offset || ' ' || move || ' ' || "
				 "coalesce(reason, '-'), ', ') FROM "
				 "(SELECT * FROM positions ORDER BY exchange)",
				 -1, &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	if (sqlite3_column_text(st, 0))
		snprintf(got, sizeof(got), "%s", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	assert_string_equal(got, expected);
}

static void moves_have_names(void **state)
{
	(void)state;
	fetched(1, 0, 10, 0);
	fetched(2, 10, 20, 0);
	fetched(3, 30, -1, 0); /* brought nothing */
	fetched(4, 30, 40, 0);
	fetched(5, 30, 40, 0);
	fetched(6, 35, 40, 0);
	fetched(7, 0, 10, 0);
	assert_moves("2 10 advance -, 3 20 skip -, 4 30 advance -, "
		     "5 40 refetch -, 6 40 partial -, 7 40 rewind -");
}

static void reasons_are_what_passed_in_between(void **state)
{
	(void)state;
	fetched(1, 0, 10, 0);
	fetched(3, 50, 60, 0);
	fetched(5, 20, 60, 0);
	fetched(7, 90, -1, 1);
	fetched(9, 5, 6, 0);
	run("INSERT INTO exchange(id, q) VALUES (2, 20), (4, 40), (6, 60);"
	    "INSERT INTO offset_fetch(exchange, tp, committed_offset) VALUES"
	    " (2, 1, 50);"
	    "INSERT INTO offset_lookup(exchange, tp, offset) VALUES (4, 1, 20);"
	    "INSERT INTO epoch_lookup(exchange, tp, end_offset) VALUES"
	    " (6, 1, 90)");
	assert_moves("3 10 skip resume, 5 60 rewind reset, "
		     "7 60 skip truncation, 9 90 rewind out of range");
}

static void under_way_together_is_no_move(void **state)
{
	(void)state;
	fetched(1, 0, 10, 0);
	fetched(2, 500, 510, 0);
	run("UPDATE exchange SET d = 25 WHERE id = 1");
	assert_moves("");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(moves_have_names),
		CASE(reasons_are_what_passed_in_between),
		CASE(under_way_together_is_no_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
