/* SPDX-License-Identifier: Apache-2.0 */
/* test_arrange.c - the order in which records are sent again, and when.  Rows
 * are `ID@TIME`, as arrange() puts them. */
#include "replay/arrange.h"
#include "tests/test.h"

#include <inttypes.h>
#include <stdio.h>

#define RUN(id, in_lane, at_offset, at, by)                       \
	{                                                         \
		.run = { .first = (id),                           \
			 .at_us = (at),                           \
			 .count = 1,                              \
			 .lane = (in_lane) },                     \
		.tp = 1, .offset = (at_offset), .produced = (by), \
	}
enum { READ = false, SENT = true };

static void expect(struct raw_run *runs, size_t count, const char *expected)
{
	char text[256] = "";
	size_t at = 0;
	int64_t start;

	assert_int_equal(arrange(runs, (uint32_t)count, 3, &start), 0);
	for (size_t i = 0; i < count; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
				       "%s%" PRId64 "@%" PRId64, i ? " " : "",
				       runs[i].run.first, runs[i].run.at_us);
	assert_string_equal(text, expected);
}
#define EXPECT(runs, expected) \
	expect(runs, sizeof(runs) / sizeof((runs)[0]), expected)

static void partitions_are_by_time(void **state)
{
	struct raw_run runs[] = { RUN(1, 0, 0, 100, SENT),
				  RUN(2, 1, 0, 90, SENT),
				  RUN(3, 0, 1, 130, SENT),
				  RUN(4, 1, 1, 110, SENT) };

	(void)state;
	EXPECT(runs, "2@0 1@10 4@20 3@40");
}

static void a_partition_is_by_offset_and_time_follows(void **state)
{
	/* 2 was sent first, refused, and sent again behind 3 */
	struct raw_run runs[] = { RUN(1, 0, 0, 100, SENT),
				  RUN(2, 0, 2, 110, SENT),
				  RUN(3, 0, 1, 120, SENT),
				  RUN(4, 0, 3, 130, SENT) };

	(void)state;
	EXPECT(runs, "1@0 3@20 2@20 4@30");
}

static void what_was_only_read_was_there_before_what_follows(void **state)
{
	struct raw_run runs[] = { RUN(1, 0, 5, 100, SENT),
				  RUN(2, 1, 0, 100, SENT),
				  RUN(3, 0, 3, 500, READ),
				  RUN(4, 0, 4, 500, READ),
				  RUN(5, 0, 6, 600, READ) };

	(void)state;
	EXPECT(runs, "3@0 4@0 1@0 2@0 5@500");
}

static void without_an_offset_the_tape_gives_the_place(void **state)
{
	/* acks=0: 2 and 3 have none; 1 lies behind them in the log */
	struct raw_run runs[] = { RUN(1, 0, 7, 100, SENT),
				  RUN(2, 0, -1, 110, SENT),
				  RUN(3, 0, -1, 120, SENT),
				  RUN(4, 0, 10, 130, SENT) };

	(void)state;
	EXPECT(runs, "1@0 2@10 3@20 4@30");
}

static void a_topic_made_anew_comes_behind_its_namesake(void **state)
{
	struct raw_run runs[] = { RUN(1, 0, 50, 100, SENT),
				  RUN(2, 0, 0, 200, SENT) };

	(void)state;
	runs[1].tp = 2;
	EXPECT(runs, "1@0 2@100");
}

static void a_time_that_nobody_knows_is_its_neighbours(void **state)
{
	struct raw_run runs[] = { RUN(1, 0, 0, INT64_MIN, READ),
				  RUN(2, 0, 1, 100, SENT),
				  RUN(3, 0, 2, INT64_MIN, READ),
				  RUN(4, 0, 3, 150, SENT) };

	(void)state;
	EXPECT(runs, "1@0 2@0 3@0 4@50");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(partitions_are_by_time),
		cmocka_unit_test(a_partition_is_by_offset_and_time_follows),
		cmocka_unit_test(
			what_was_only_read_was_there_before_what_follows),
		cmocka_unit_test(without_an_offset_the_tape_gives_the_place),
		cmocka_unit_test(a_topic_made_anew_comes_behind_its_namesake),
		cmocka_unit_test(a_time_that_nobody_knows_is_its_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
