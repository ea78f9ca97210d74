/* SPDX-License-Identifier: Apache-2.0 */
/* test_expectations.c - `ktape check --expect`: what is expected of numbers of
 * records, of a group's reading, its lag and its delay; and of the file itself. */
#include "tests/lib/planted.h"
#include "tests/test.h"

static void records_are_counted(void **state)
{
	static const char seven[] = "[topic orders]\nrecords = 7";
	static const char silence[] = "[topic orders]\nrecords = 0";
	static const char gone[] =
		"DELETE FROM record; DELETE FROM produce; DELETE FROM batch;"
		"DELETE FROM delivery; DELETE FROM fetch;"
		"UPDATE topic_partition SET last_end_offset = 0;";
	static const struct plant plants[] = {
		{ seven, "", 0,
		  "PASS     expect.records orders      2 partitions with 7 "
		  "records" },
		{ "[topic orders]\nrecords = 8", "", 1,
		  "orders: 7 records were written, 8 were expected (line 2)  "
		  "(exchange 90)" },
		{ "[topic orders]\nrecords <= 6", "", 1,
		  "orders: 7 records were written, <= 6 were expected (line 2) "
		  " (exchange 13)" },
		/* nothing at all */
		{ silence, gone, 0, "PASS     expect.records orders" },
		{ silence, "", 1, "FAIL     expect.records orders" },
		/* a topic that nobody spoke of is no silence */
		{ "[topic order]\nrecords = 0", "", 5,
		  "nobody on the tape spoke of this topic (line 2)" },
		/* written before the recording; around ktape, and read */
		{ seven,
		  "UPDATE topic_partition SET end_offset = 2 WHERE id = 1;"
		  "UPDATE batch SET exchange = NULL WHERE id = 11;"
		  "DELETE FROM produce WHERE batch = 11;",
		  1, "orders: 5 records were written, 7 were expected" },
		{ seven,
		  "UPDATE batch SET exchange = NULL WHERE id = 11;"
		  "DELETE FROM produce WHERE batch = 11;",
		  0, "PASS     expect.records orders" },
		/* a topic that came later: nobody knows when */
		{ seven,
		  "UPDATE topic SET first_seen = 50;"
		  "UPDATE topic_partition SET end_offset = 2 WHERE id = 1;"
		  "UPDATE batch SET exchange = NULL WHERE id = 11;"
		  "DELETE FROM produce WHERE batch = 11;",
		  0, "SUSPECT  expect.records orders" },
		/* around ktape, and read by nobody */
		{ "[topic orders]\nrecords = 8",
		  "UPDATE topic_partition SET last_end_offset = 6 WHERE id = 1",
		  0,
		  "SUSPECT  expect.records orders      1 finding in 2 "
		  "partitions with 7 records\n"
		  "             orders: 7 records were written, 8 were expected "
		  "(line 2); 1 more offsets were taken by what is not on the "
		  "tape" },
		{ "[topic orders]\nrecords = 8",
		  "UPDATE topic_partition SET end_offset = NULL", 0,
		  "SUSPECT  expect.records orders" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void what_is_not_known_to_be_there_is_no_fault(void **state)
{
	static const char seven[] = "[topic orders]\nrecords = 7";
	static const struct plant plants[] = {
		/* aborted, and its marker seen by nobody */
		{ "[topic orders]\nrecords = 4",
		  "UPDATE batch SET transactional = 1, producer_id = 5,"
		  " producer_epoch = 0 WHERE id = 13;"
		  "UPDATE topic_partition SET last_end_offset = 6 WHERE id = 1;"
		  "INSERT INTO txn_event(exchange, transactional_id,"
		  " producer_id, producer_epoch, event, error_code) VALUES"
		  " (15, 'x', 5, 0, 'abort', 0);"
		  "INSERT INTO exchange(id, connection, api_key, q, f, r, d,"
		  " error_code) VALUES (15, 1, 26, 150000, 150001, 150002,"
		  " 150003, 0);"
		  "UPDATE produce SET transactional_id = 'x' WHERE batch = 13",
		  0, "PASS     expect.records orders" },
		/* no answer: in the log or not */
		{ seven,
		  "UPDATE batch SET in_log = NULL, acked_at = NULL,"
		  " base_offset = NULL, last_offset = NULL WHERE id = 12;"
		  "UPDATE record SET offset = NULL WHERE batch = 12;"
		  "UPDATE produce SET outcome = 'maybe', error_code = NULL"
		  " WHERE batch = 12",
		  0, "of 2 more nobody knows whether they are in the log" },
		/* what a gap may hide is not known; what it can't undo, is */
		{ "[topic orders]\nrecords = 8",
		  "INSERT INTO gap(why, frames) VALUES ('queue full', 3)", 5,
		  "NONE     expect.records orders      no partitions" },
		{ "[topic orders]\nrecords <= 6",
		  "INSERT INTO gap(why, frames) VALUES ('queue full', 3)", 1,
		  "FAIL     expect.records orders" },
		{ seven,
		  "INSERT INTO gap(why, topic) VALUES ('queue full', 'x')", 0,
		  "PASS     expect.records orders" },
		{ seven,
		  "INSERT INTO frame(exchange, direction, state) VALUES"
		  " (13, 'request', 'malformed')",
		  5,
		  "not all that passed is on the tape: Produce v9: its request "
		  "was not understood" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void each_record_is_consumed(void **state)
{
	static const char all[] =
		"[group billing]\ntopic = orders\nconsumes = all";
	static const struct plant plants[] = {
		{ all, "", 0,
		  "PASS     expect.consumed orders, group billing 7 records" },
		{ all, "DELETE FROM delivery WHERE batch = 12", 1,
		  "orders-1 offset 0, group billing: 2 records from here on "
		  "were not given to the group (line 3)  (exchange 12)" },
		{ all,
		  "DELETE FROM delivery WHERE batch = 12;"
		  "UPDATE topic SET cleanup_policy = 'compact'",
		  0,
		  "were not given to the group (line 3); compaction may have "
		  "taken them  (exchange 12)" },
		{ all,
		  "UPDATE delivery SET first_visible_offset = 3"
		  " WHERE batch = 13",
		  1, "1 records from here on were not given to the group" },
		/* written before the recording */
		{ all,
		  "DELETE FROM delivery WHERE batch = 12;"
		  "DELETE FROM produce WHERE batch = 12;"
		  "UPDATE batch SET exchange = NULL WHERE id = 12;"
		  "UPDATE topic_partition SET end_offset = 2 WHERE id = 2",
		  0, "5 records" },
		{ all,
		  "DELETE FROM delivery WHERE batch = 13;" OPEN_TXN("13")
			  ABORT_TXN,
		  0, "4 records" },
		{ all,
		  "DELETE FROM delivery WHERE batch = 12;"
		  "INSERT INTO topic(id, name, incarnation) VALUES"
		  " (9, 'orders', 2)",
		  0,
		  "were not given to the group (line 3); the topic was deleted "
		  " (exchange 12)" },
		/* by one who may be of the group */
		{ all,
		  "INSERT INTO connection(id, source, peer) VALUES"
		  " (3, 'client', '10.0.0.3:1');"
		  "UPDATE exchange SET connection = 3, instance = 3"
		  " WHERE id = 22",
		  0,
		  "SUSPECT  expect.consumed orders, group billing 1 finding" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void each_record_is_committed(void **state)
{
	static const char all[] =
		"[group billing]\ntopic = orders\nconsumes = all";
	static const struct plant plants[] = {
		{ all,
		  "UPDATE offset_commit SET committed_offset = 3 WHERE tp = 1",
		  1,
		  "orders-0 offset 3, group billing: 2 records from here on "
		  "were not committed (line 3)  (exchange 40)" },
		{ all, "DELETE FROM offset_commit WHERE tp = 1", 1,
		  "the group committed nothing here" },
		{ all,
		  "UPDATE offset_commit SET outcome = 'maybe',"
		  " error_code = NULL, certain_from = NULL WHERE tp = 1",
		  0, "of a later commit nobody knows whether it was taken" },
		{ "[group bills]\ntopic = orders\nconsumes = all", "", 5,
		  "nobody on the tape spoke of this group (line 3)" },
		{ "[group billing]\ntopic = order\nconsumes = all", "", 5,
		  "no records" },
		{ all, "DELETE FROM delivery WHERE batch = 12;" GAP, 5,
		  "NONE     expect.consumed" },
		{ all,
		  "INSERT INTO gap(why, group_id) VALUES ('cut', 'another')", 0,
		  "PASS" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

/* The group takes records one by one, and accepts them. */
#define SHARE                                                               \
	"DELETE FROM offset_commit;"                                        \
	"INSERT INTO member_event(exchange, group_id, protocol, member_id," \
	" event) VALUES (20, 'billing', 'share', 'm', 'join');"             \
	"UPDATE fetch SET offset_from = 'share';"                           \
	"INSERT INTO acquisition(exchange, group_id, tp, first_offset,"     \
	" last_offset, delivery_count) VALUES (20, 'billing', 1, 0, 1, 1)," \
	" (21, 'billing', 1, 2, 4, 1), (22, 'billing', 2, 0, 1, 1);"        \
	"INSERT INTO acknowledgement(exchange, group_id, tp, first_offset," \
	" last_offset, type, error_code) VALUES"                            \
	" (40, 'billing', 1, 0, 4, 'accept', 0),"                           \
	" (41, 'billing', 2, 0, 1, 'accept', 0);"

static void a_share_group_accepts_each_record(void **state)
{
	static const char all[] =
		"[group billing]\ntopic = orders\nconsumes = all";
	static const struct plant plants[] = {
		{ all, SHARE, 0,
		  "PASS     expect.consumed orders, group billing 7 records" },
		{ all,
		  SHARE "UPDATE acquisition SET last_offset = 3"
			" WHERE exchange = 21;"
			"UPDATE acknowledgement SET last_offset = 3"
			" WHERE tp = 1",
		  1,
		  "orders-0 offset 4, group billing: 1 records from here on "
		  "were not given to the group (line 3)  (exchange 13)" },
		{ all,
		  SHARE "UPDATE acknowledgement SET type = 'reject'"
			" WHERE tp = 2",
		  1,
		  "orders-1 offset 0, group billing: 2 records from here on "
		  "were not accepted (line 3)  (exchange 12)" },
		{ all,
		  SHARE "UPDATE acknowledgement SET error_code = NULL"
			" WHERE tp = 2",
		  0,
		  "SUSPECT  expect.consumed orders, group billing 1 finding" },
		/* refused once, and taken when it came again */
		{ all,
		  SHARE "INSERT INTO acknowledgement(exchange, group_id, tp,"
			" first_offset, last_offset, type, error_code) VALUES"
			" (39, 'billing', 2, 0, 1, 'accept', 121),"
			" (38, 'billing', 2, 0, 1, 'release', 0),"
			" (37, 'billing', 2, 0, 1, 'accept', NULL)",
		  0, "PASS" },
		{ all, SHARE GAP, 5, "NONE     expect.consumed" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void lag_is_counted_at_the_end(void **state)
{
	static const char two[] = "[group billing]\ntopic = orders\nlag <= 2";
	static const char none[] = "[group billing]\ntopic = orders\nlag = 0";
	static const struct plant plants[] = {
		{ none, "", 0,
		  "PASS     expect.lag orders, group billing 2 partitions" },
		{ two,
		  "UPDATE offset_commit SET committed_offset = 3 WHERE tp = 1",
		  0, "PASS" },
		{ two,
		  "UPDATE offset_commit SET committed_offset = 2 WHERE tp = 1",
		  1,
		  "orders, group billing: 3 records lie behind its last commits, "
		  "<= 2 were expected (line 3)  (exchange 40)" },
		{ two, "DELETE FROM offset_commit WHERE tp = 1", 1,
		  "5 records lie behind its last commits" },
		/* of a topic that is gone nobody can read more */
		{ two,
		  "UPDATE offset_commit SET committed_offset = 2 WHERE tp = 1;"
		  "INSERT INTO topic(id, name, incarnation) VALUES"
		  " (9, 'orders', 2);"
		  "UPDATE topic_partition SET topic = 9 WHERE id = 2",
		  0,
		  "PASS     expect.lag orders, group billing 1 partition\n" },
		/* the sum of all partitions */
		{ two,
		  "UPDATE offset_commit SET committed_offset ="
		  " committed_offset - 2",
		  1, "4 records lie behind" },
		/* aborted ones are not behind; nor their marker */
		{ none,
		  "UPDATE offset_commit SET committed_offset = 2 WHERE tp = 1;"
		  "UPDATE topic_partition SET last_end_offset = 6 WHERE id = 1;" OPEN_TXN(
			  "13") ABORT_TXN,
		  0, "PASS" },
		/* something is, but nobody knows what */
		{ none,
		  "UPDATE topic_partition SET last_end_offset = 6 WHERE id = 1",
		  0,
		  "0 records lie behind its last commits, 0 were expected (line "
		  "3); 1 offsets more hold what is not on the tape" },
		{ none,
		  "UPDATE offset_commit SET outcome = 'maybe',"
		  " certain_from = NULL WHERE tp = 1",
		  0, "SUSPECT  expect.lag" },
		{ "[group bills]\ntopic = orders\nlag = 0", "", 5,
		  "no commit of this group is on the tape (line 3)" },
		{ "[group billing]\ntopic = order\nlag = 0", "", 5,
		  "nobody on the tape spoke of this topic (line 3)" },
		{ none, GAP, 5, "NONE     expect.lag" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

/* Batch 12 is acknowledged at 121.1 ms and given at 221.2 ms. */
static void delay_is_from_acknowledgement_to_delivery(void **state)
{
	static const char ok[] =
		"[group billing]\ntopic = orders\nwithin = 101ms";
	static const char late[] =
		"[group billing]\ntopic = orders\nwithin <= 100ms";
	static const struct plant plants[] = {
		{ ok, "", 0,
		  "PASS     expect.delay orders, group billing 7 records" },
		{ late, "", 1,
		  "orders-1 offset 0, group billing: 2 records from here on "
		  "were given to the group 100 ms after their acknowledgement "
		  "(exchange 12), <= 100ms was expected (line 3)  (exchange "
		  "22)" },
		{ late,
		  "INSERT INTO stall(why, since, until) VALUES"
		  " ('the recorder was full', 150000, 160000)",
		  0, "ktape held the traffic up: the recorder was full" },
		{ late,
		  "INSERT INTO stall(why, since, until) VALUES"
		  " ('the recorder was full', 250000, 260000)",
		  1, "FAIL     expect.delay" },
		/* a second delivery is not the first */
		{ ok, "INSERT INTO delivery(fetch, batch) VALUES (22, 11);", 0,
		  "PASS" },
		/* never, though there was time; or not yet */
		{ ok, "DELETE FROM delivery WHERE batch = 12", 1,
		  "2 records from here on were not given to the group in the "
		  "780 ms until the recording ended (exchange 12)" },
		{ "[group billing]\ntopic = orders\nwithin = 1s",
		  "DELETE FROM delivery WHERE batch = 12", 0, "5 records" },
		{ ok,
		  "INSERT INTO connection(id, source, peer) VALUES"
		  " (3, 'client', '10.0.0.3:1');"
		  "UPDATE exchange SET connection = 3, instance = 3"
		  " WHERE id = 22",
		  0, "a reader of which no group is known was given them" },
		{ ok,
		  "DELETE FROM delivery WHERE batch = 12;"
		  "UPDATE topic SET cleanup_policy = 'compact,delete'",
		  0, "SUSPECT  expect.delay" },
		{ "[group bills]\ntopic = orders\nwithin = 1s", "", 5,
		  "nobody on the tape spoke of this group" },
		{ late, GAP, 5, "NONE     expect.delay" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void clocks_of_two_recorders_may_be_apart(void **state)
{
	static const char ok[] =
		"[group billing]\ntopic = orders\nwithin = 101ms";
	static const char late[] =
		"[group billing]\ntopic = orders\nwithin <= 100ms";
	static const struct plant plants[] = {
		{ late,
		  "INSERT INTO recording(first_connection, last_connection,"
		  " slack) VALUES (1, 1, 10), (2, 2, 20)",
		  1, "FAIL     expect.delay" },
		{ late,
		  "INSERT INTO recording(first_connection, last_connection,"
		  " slack) VALUES (1, 1, 10), (2, 2, 2000)",
		  0, "; the clocks of two recorders may be as far apart" },
		{ ok,
		  "INSERT INTO recording(first_connection, last_connection,"
		  " slack) VALUES (1, 1, NULL), (2, 2, NULL)",
		  0, "SUSPECT  expect.delay" },
		{ late,
		  "INSERT INTO recording(first_connection, last_connection,"
		  " slack) VALUES (1, 2, 10), (3, 4, 2000)",
		  1, "FAIL     expect.delay" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void each_expectation_has_its_line(void **state)
{
	struct captured c;

	(void)state;
	c = planted_check(
		"expect",
		"[topic orders]\nrecords = 7\n[topic orders]\nrecords <= 7\n",
		"");
	assert_non_null(strstr(c.out, "PASS     expect.records orders      2"));
	assert_non_null(
		strstr(c.out, "PASS     expect.records orders, line 4 2"));
	assert_non_null(strstr(c.out, "2 passed"));
	assert_int_equal(c.status, 0);
	captured_release(&c);
}

static void what_is_wrong_in_the_file_is_said(void **state)
{
	struct captured c;

	(void)state;
	c = planted_check("expect", "[topic orders]\nrecords = some\n", "");
	assert_non_null(
		strstr(c.err, "/a.expect:2: 'records = some' should be"));
	assert_int_equal(c.status, 2);
	captured_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_counted),
		cmocka_unit_test(what_is_not_known_to_be_there_is_no_fault),
		cmocka_unit_test(each_record_is_consumed),
		cmocka_unit_test(each_record_is_committed),
		cmocka_unit_test(a_share_group_accepts_each_record),
		cmocka_unit_test(lag_is_counted_at_the_end),
		cmocka_unit_test(delay_is_from_acknowledgement_to_delivery),
		cmocka_unit_test(clocks_of_two_recorders_may_be_apart),
		cmocka_unit_test(each_expectation_has_its_line),
		cmocka_unit_test(what_is_wrong_in_the_file_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
