/* SPDX-License-Identifier: Apache-2.0 */
/* test_expect_contents.c - what is expected of the contents of records: that they
 * are unique, that their versions rise, that what a service gave up on is on its
 * dead-letter topic. */
#include "tests/lib/planted.h"
#include "tests/test.h"

static void what_is_unique_is_there_once(void **state)
{
	static const char by_id[] = "[topic orders]\nunique = value:$.id";
	static const struct plant plants[] = {
		{ by_id, "", 0,
		  "PASS     expect.unique orders       7 records" },
		{ by_id,
		  "UPDATE record SET value = '{\"id\":1200}' WHERE id = 1302",
		  1,
		  "orders-0 offset 4: is the last of 2 with the value:$.id "
		  "'1200'; the first is orders-1 offset 0 (exchange 12), line "
		  "2  (exchange 13)" },
		/* a topic made anew is another log */
		{ by_id,
		  "UPDATE record SET value = '{\"id\":1200}' WHERE id = 1302;"
		  "INSERT INTO topic(id, name, incarnation) VALUES"
		  " (9, 'orders', 2);"
		  "UPDATE topic_partition SET topic = 9 WHERE id = 2",
		  0, "PASS     expect.unique orders       7 records" },
		/* what was aborted is not there; nor what is like it */
		{ by_id,
		  "UPDATE record SET value = '{\"id\":1200}' WHERE id = 1302;" OPEN_TXN(
			  "13") ABORT_TXN,
		  0, "PASS     expect.unique orders       4 records" },
		{ by_id,
		  "UPDATE record SET value = '{\"id\":\"1200\"}'"
		  " WHERE id = 1302",
		  0, "PASS" },
		{ "[topic orders]\nunique = key", "", 1,
		  "orders-0 offset 2: is the last of 3 with the key 'k0'; the "
		  "first is orders-0 offset 0 (exchange 11)" },
		{ "[topic orders]\nunique = value", "", 0, "7 records" },
		/* a record without one is said, and is not the same as another */
		{ by_id,
		  "UPDATE record SET value = 'no json' WHERE id IN (1301, 1302)",
		  0,
		  "PASS     expect.unique orders       5 records\n"
		  "             not examined: orders: 2 records have no value:$.id" },
		{ by_id, "UPDATE record SET value = x'00ff'", 5,
		  "NONE     expect.unique orders       no records" },
		{ by_id, GAP, 5,
		  "not examined: orders: not all that passed is on the tape: "
		  "queue full" },
		{ by_id,
		  GAP "UPDATE record SET value = '{\"id\":1200}'"
		      " WHERE id = 1302",
		  1, "FAIL     expect.unique orders" },
		{ "[topic order]\nunique = key", "", 5, "no records" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void of_headers_of_one_name_the_last_counts(void **state)
{
	static const struct plant plants[] = {
		{ "[topic orders]\nunique = header:id",
		  "UPDATE record SET headers = '[[\"id\",\"x\"],"
		  "[\"id\",\"' || id || '\"]]' WHERE id < 1303",
		  0, "PASS" },
		{ "[topic orders]\nunique = header:id",
		  "UPDATE record SET headers = '[[\"id\",\"' || id || '\"],"
		  "[\"id\",\"x\"]]' WHERE id < 1303",
		  1, "1 finding in 7 records" },
	};

	(void)state;
	PLANTED_EACH("expect", plants);
}

static void versions_of_a_key_never_fall(void **state)
{
	static const char by_v[] = "[topic orders]\nversion = value:$.v";
	static const char rising[] =
		"[topic orders]\nversion = value:$.v rising";
	static const struct plant plants[] = {
		{ by_v, "", 0, "PASS     order.version orders       2 steps" },
		{ by_v, "UPDATE record SET value = '{\"v\":9}' WHERE id = 1100",
		  1,
		  "orders-0 offset 2: key 'k0' has version 2 behind 9 at offset "
		  "0 (exchange 11), line 2  (exchange 13)" },
		/* another key, another partition */
		{ by_v,
		  "UPDATE record SET value = '{\"v\":9}' WHERE id = 1100;"
		  "UPDATE record SET key = 'other' WHERE id = 1300",
		  0, "1 steps" },
		{ by_v, "UPDATE record SET value = '{\"v\":9}' WHERE id = 1200",
		  0, "PASS" },
		/* the same once more */
		{ by_v, "UPDATE record SET value = '{\"v\":2}' WHERE id = 1100",
		  0, "PASS" },
		{ rising,
		  "UPDATE record SET value = '{\"v\":2}' WHERE id = 1100", 1,
		  "has version 2 behind 2" },
		{ rising, "", 0, "PASS" },
		/* what was deleted may begin anew */
		{ by_v,
		  "UPDATE record SET value = '{\"v\":9}' WHERE id = 1100;"
		  "UPDATE record SET key = 'k0', value = NULL WHERE id = 1101",
		  5, "NONE     order.version orders" },
		/* numbers are no text: 10 comes behind 9 */
		{ "[topic orders]\nversion = header:v",
		  "UPDATE record SET headers = '[[\"v\",\"' || (8 + offset) ||"
		  " '\"]]'",
		  0, "2 steps" },
		{ by_v,
		  "UPDATE record SET value = json_object('v',"
		  " '2026-01-0' || (9 - offset))",
		  1, "2 findings" },
		{ by_v,
		  "UPDATE record SET value = json_object('v',"
		  " CASE WHEN id < 1300 THEN 5 ELSE 'b' END)",
		  5, "NONE     order.version orders" },
		/* two that SQLite can't tell apart are no proof */
		{ rising,
		  "UPDATE record SET value = '{\"v\":' ||"
		  " CASE WHEN id = 1300 THEN '1e40' ELSE '10000000000000000000"
		  "00000000' END || '}'",
		  5, "have no key, or no value:$.v that can be compared" },
		{ by_v,
		  "UPDATE record SET value = '{\"v\":9}' WHERE id = 1100;" OPEN_TXN(
			  "11") ABORT_TXN,
		  5, "NONE     order.version" },
		{ by_v, GAP, 5, "NONE     order.version orders" },
	};

	(void)state;
	PLANTED_EACH("order.version", plants);
}

#define DLQ                                                   \
	"[dlq orders.dlq]\ntopic = orders\ngroup = billing\n" \
	"match = value:$.id header:id\n"
/* what the service is to do with record 1300, and does not */
#define DROPPED                                 \
	"DELETE FROM record WHERE id = 3200;"   \
	"DELETE FROM produce WHERE batch = 32;" \
	"DELETE FROM batch WHERE id = 32;"      \
	"UPDATE topic_partition SET last_end_offset = 0 WHERE id = 4;"
/* it goes back to it */
#define AGAIN                                                              \
	"INSERT INTO exchange(id, connection, instance, api_key, q, f, r," \
	" d, error_code) VALUES (25, 2, 2, 1, 250000, 250001, 250002,"     \
	" 250003, 0);"                                                     \
	"INSERT INTO fetch(id, exchange, tp, fetch_offset, offset_from,"   \
	" error_code, next_offset) VALUES (25, 25, 1, 2, 'wire', 0, 5);"

/* Record 1300 is on orders.dlq, all others have an invoice. */
static void what_was_given_up_is_a_dead_letter(void **state)
{
	static const char with_output[] =
		DLQ "output = invoices\noutput-match = value:$.of";
	static const struct plant plants[] = {
		{ with_output, "", 0,
		  "PASS     dlq.routed orders to orders.dlq 7 records that came "
		  "to an end" },
		{ with_output, DROPPED, 1,
		  "orders-0 offset 2, group billing: the group was given this "
		  "record and committed past it; it is neither on invoices nor "
		  "on orders.dlq (value:$.id '1300', line 4)  (exchange 21)" },
		{ with_output, "UPDATE record SET value = 1 WHERE id = 3000", 1,
		  "value:$.id '1100'" },
		{ with_output,
		  DROPPED "INSERT INTO recording(first_connection,"
			  " last_connection, slack) VALUES (1, 1, 9000000),"
			  " (2, 2, 9000000)",
		  0, "SUSPECT  dlq.routed" },
		/* it was not given up yet */
		{ with_output,
		  "UPDATE offset_commit SET committed_offset = 2 WHERE tp = 1;"
		  "DELETE FROM record WHERE id IN (4200, 4201);",
		  0, "SUSPECT  dlq.routed orders to orders.dlq 1 finding" },
		/* a letter that may have been written, or beside ktape */
		{ with_output, "UPDATE batch SET in_log = NULL WHERE id = 32",
		  0, "SUSPECT  dlq.routed" },
		{ with_output,
		  DROPPED
		  "UPDATE topic_partition SET last_end_offset = 2 WHERE id = 4",
		  0, "SUSPECT  dlq.routed" },
		/* nothing was written afterwards: perhaps it would have been */
		{ with_output,
		  DROPPED
		  "UPDATE record SET value = '{\"of\":1301}' WHERE id = 3000;"
		  "DELETE FROM produce WHERE batch = 42;"
		  "DELETE FROM batch WHERE id = 42;"
		  "DELETE FROM record WHERE batch = 42;"
		  "UPDATE topic_partition SET last_end_offset = 4 WHERE id = 3",
		  0, "SUSPECT  dlq.routed" },
	};

	(void)state;
	PLANTED_EACH("dlq.routed", plants);
}

static void without_an_output_what_was_tried_again_is_known(void **state)
{
	static const char without[] = DLQ;
	static const struct plant plants[] = {
		{ without, "", 0, "1 records that came to an end" },
		{ without, DROPPED, 5, "no records that came to an end" },
		{ without, AGAIN, 0, "PASS     dlq.routed" },
		{ without, AGAIN DROPPED, 0,
		  "SUSPECT  dlq.routed orders to orders.dlq 1 finding in 1 "
		  "records that came to an end\n"
		  "             orders-0 offset 2, group billing: the group "
		  "went back to this record 1 times and then committed past it; "
		  "it is not on orders.dlq" },
		{ without,
		  "UPDATE offset_commit SET committed_offset = 2 WHERE tp = 1",
		  0,
		  "orders-0 offset 2, group billing: is on orders.dlq, but the "
		  "group did not commit past it: it comes again" },
		{ without,
		  "UPDATE record SET headers = '[[\"id\",\"77\"]]'"
		  " WHERE id = 3200",
		  0,
		  "orders.dlq: 1 dead letters fit no record of orders on the "
		  "tape" },
		{ without, GAP, 5, "NONE     dlq.routed" },
		{ DLQ "output = invoice", "", 0,
		  "SUSPECT  dlq.routed orders to orders.dlq 6 findings" },
	};

	(void)state;
	PLANTED_EACH("dlq.routed", plants);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_unique_is_there_once),
		cmocka_unit_test(of_headers_of_one_name_the_last_counts),
		cmocka_unit_test(versions_of_a_key_never_fall),
		cmocka_unit_test(what_was_given_up_is_a_dead_letter),
		cmocka_unit_test(
			without_an_output_what_was_tried_again_is_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
