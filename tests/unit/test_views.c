/* SPDX-License-Identifier: Apache-2.0 */
/* test_views.c - what the views show of a small recording, and that SQLite
 * finds its way through them on a large one. */
#include "tests/test.h"

#include "store/tape.h"

#include <stdio.h>
#include <stdlib.h>

/* 2026-01-02T03:04:05.678901Z is 1767323045678901.  One partition:
 * offset 0-1 batch 1, acknowledged · 2 batch 3 (2 was its refused first try),
 * committed by marker 3 · 4 batch 5, aborted by marker 5 · 6 batch 8, only
 * fetched · batch 7 went out with acks=0. */
static const char recording[] =
	"INSERT INTO service VALUES (1, 'shop', '127.0.0.1:19092');"
	"INSERT INTO broker(id, service, node_id, host, port, first_seen)"
	" VALUES (1, 1, 5, 'b', 9092, 1767323045000000);"
	"INSERT INTO connection(id, service, broker, source, peer, opened)"
	" VALUES (1, 1, 1, 'client', '127.0.0.1:40001', 1767323045000001);"
	"INSERT INTO topic(id, name, incarnation) VALUES (1, 'orders', 1);"
	"INSERT INTO topic_partition VALUES (1, 1, 0, 0, 0, 0, 7);"
	"INSERT INTO exchange(id, connection, api_key, api_version, client_id,"
	" request_bytes, q, f, r, d, error_code, fate) VALUES"
	" (1, 1, 0, 9, 'p', 90, 1767323045678901, 1767323045678911,"
	"  1767323045679911, 1767323045679921, 0, 'answered'),"
	" (2, 1, 0, 9, 'p', 90, 1767323045700000, 1767323045700010,"
	"  1767323045700020, 1767323045700030, 19, 'answered'),"
	" (3, 1, 0, 9, 'p', 90, 1767323045800000, 1767323045800010,"
	"  1767323045800020, 1767323045800030, 0, 'answered'),"
	" (4, 1, 0, 9, 'p', 90, 1767323045900000, 1767323045900010,"
	"  1767323045900020, 1767323045900030, 0, 'answered'),"
	" (5, 1, 1, 12, 'c', 90, 1767323046000000, 1767323046000010,"
	"  1767323046000020, 1767323046000030, 0, 'answered'),"
	" (6, 1, 1, 12, 'd', 90, 1767323046000001, 1767323046000011,"
	"  1767323046000021, 1767323046000031, 0, 'answered'),"
	" (7, 1, 1, 12, 'lost', 90, 1767323046000002, 1767323046000012,"
	"  1767323046000022, NULL, 0, 'cut'),"
	" (8, 1, 8, 8, 'c', 90, 1767323047000000, 1767323047000010,"
	"  1767323047000020, 1767323047000030, 0, 'answered'),"
	" (9, 1, 8, 8, 'c', 90, 1767323048000000, 1767323048000010,"
	"  1767323048000020, 1767323048000030, 27, 'answered'),"
	" (10, 1, 3, 9, 'c', 90, 1767323049000000, NULL, NULL, NULL, NULL,"
	"  'open'),"
	" (11, 1, 1, 12, 'c', 90, 1767323049000001, 1767323049000011,"
	"  1767323049000021, 1767323049000031, 70, 'answered');"
	"INSERT INTO batch(id, tp, base_offset, last_offset, producer_id,"
	" logical_batch, records, first_record, codec, timestamp_type,"
	" transactional, control, bytes, exchange, in_log, acked_at,"
	" first_delivered_at) VALUES"
	" (1, 1, 0, 1, -1, 1, 2, 1, 'none', 'CreateTime', 0, NULL, 80, 1, 1,"
	"  1767323045679911, 1767323046000030),"
	" (2, 1, NULL, NULL, 7, 2, 1, 3, 'none', 'CreateTime', 1, NULL, 70, 2,"
	"  0, NULL, NULL),"
	" (3, 1, 2, 2, 7, 2, 1, 4, 'none', 'CreateTime', 1, NULL, 70, 3, 1,"
	"  1767323045800020, 1767323046000030),"
	" (4, 1, 3, 3, 7, 4, 1, NULL, 'none', 'CreateTime', 1, 'COMMIT', 78,"
	"  NULL, 1, NULL, NULL),"
	" (5, 1, 4, 4, 7, 5, 1, 5, 'none', 'CreateTime', 1, NULL, 70, 4, 1,"
	"  1767323045900020, 1767323046000030),"
	" (6, 1, 5, 5, 7, 6, 1, NULL, 'none', 'CreateTime', 1, 'ABORT', 78,"
	"  NULL, 1, NULL, NULL),"
	" (7, 1, NULL, NULL, -1, 7, 1, 6, 'none', 'CreateTime', 0, NULL, 70,"
	"  4, NULL, NULL, NULL),"
	" (8, 1, 6, 6, -1, 8, 1, 7, 'none', 'CreateTime', 0, NULL, 70, NULL,"
	"  1, NULL, 1767323046000030);"
	"INSERT INTO record VALUES"
	" (1, 1, 1, 0, 1767323045678, 'k1', '{\"id\":1}',"
	"  '[[\"h\",\"x\"],[\"n\",null],[\"b\",{\"b64\":\"AP8=\"}]]', 0),"
	" (2, 1, 1, 1, 1767323045678, NULL, x'00ff', NULL, 0),"
	" (3, 2, 1, NULL, 1767323045700, 'k2', 'refused', NULL, 0),"
	" (4, 3, 1, 2, 1767323045700, 'k2', 'plain', NULL, 0),"
	" (5, 5, 1, 4, 1767323045900, 'k3', '5', NULL, 0),"
	" (6, 7, 1, NULL, 1767323045901, 'k4', 'hope', NULL, 0),"
	" (7, 8, 1, 6, -1, 'k5', NULL, NULL, 0);"
	"INSERT INTO produce(id, exchange, tp, batch, acks, error_code,"
	" base_offset, outcome, proof) VALUES"
	" (1, 1, 1, 1, -1, 0, 0, 'ok', 'response'),"
	" (2, 2, 1, 2, -1, 19, NULL, 'no', 'response'),"
	" (3, 3, 1, 3, -1, 0, 2, 'ok', 'response'),"
	" (4, 4, 1, 5, -1, 0, 4, 'ok', 'response'),"
	" (5, 4, 1, 7, 0, NULL, NULL, 'maybe', 'none');"
	"INSERT INTO fetch(id, exchange, tp, fetch_offset, isolation) VALUES"
	" (1, 5, 1, 1, 1), (2, 6, 1, 4, 0), (3, 7, 1, 0, 0);"
	"INSERT INTO delivery(fetch, batch, first_visible_offset) VALUES"
	" (1, 1, 1), (1, 3, NULL), (1, 4, NULL), (1, 5, NULL), (1, 6, NULL),"
	" (1, 8, NULL), (2, 5, NULL), (3, 1, NULL);"
	"INSERT INTO aborted(fetch, producer_id, first_offset) VALUES (1, 7, 4);"
	"INSERT INTO offset_commit(exchange, group_id, member_id, generation,"
	" tp, committed_offset, error_code, kind, effective_from,"
	" certain_from, outcome) VALUES"
	" (8, 'g', 'm1', 1, 1, 2, 0, 'plain', 1767323047000010,"
	"  1767323047000020, 'ok'),"
	" (9, 'g', 'm1', 1, 1, 6, 27, 'plain', NULL, NULL, 'no');"
	"INSERT INTO gap(why, api_key, frames, since) VALUES"
	" ('queue full', 1, 3, 1767323048500000);"
	"INSERT INTO stall(why, since) VALUES ('disk', 1767323048600000);";

static char *folder;
static struct tape *tape;

static int setup(void **state)
{
	char path[256], *why = NULL;
	struct err e = { 0 };

	(void)state;
	folder = temp_folder();
	snprintf(path, sizeof(path), "%s/a.ktape", folder);
	if (tape_open(&tape, path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	if (sqlite3_exec(tape_db(tape), recording, NULL, NULL, &why))
		fail_msg("%s", why);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	tape_close(tape);
	temp_remove(folder);
	return 0;
}

static sqlite3_stmt *prepared(const char *sql)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(tape_db(tape), sql, -1, &st, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(tape_db(tape)));
	return st;
}

/* All rows as "a|b\nc|d\n", NULL as "-"; the caller frees. */
static char *answer(const char *sql)
{
	sqlite3_stmt *st = prepared(sql);
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		for (int c = 0; c < sqlite3_column_count(st); c++) {
			const unsigned char *v = sqlite3_column_text(st, c);
			bool last = c + 1 == sqlite3_column_count(st);

			fprintf(out, "%s%s", v ? (const char *)v : "-",
				last ? "\n" : "|");
		}
	fclose(out);
	if (rc != SQLITE_DONE)
		fail_msg("%s: %s", sql, sqlite3_errmsg(tape_db(tape)));
	sqlite3_finalize(st);
	return text;
}

static void assert_answer(const char *sql, const char *expected)
{
	char *got = answer(sql);

	if (strcmp(got, expected) != 0)
		fail_msg("%s\nexpected:\n%sgot:\n%s", sql, expected, got);
	free(got);
}

static void records_are_those_of_the_log(void **state)
{
	(void)state;
	assert_answer("SELECT offset, key, value, producer, service,"
		      " transactional, aborted FROM records"
		      " WHERE topic = 'orders' AND value IS NOT x'00ff'"
		      " ORDER BY record",
		      "0|k1|{\"id\":1}|p|shop|0|-\n"
		      "2|k2|plain|p|shop|1|0\n"
		      "4|k3|5|p|shop|1|1\n"
		      "-|k4|hope|p|shop|0|-\n"
		      "6|k5|-|-|-|0|-\n");
	assert_answer("SELECT count(*) FROM records WHERE topic = 'orders'",
		      "6\n");
}

static void times_are_iso_with_the_integer_beside(void **state)
{
	(void)state;
	assert_answer("SELECT time, produced_at, acked_at, first_delivered_at,"
		      " time_us, produced_at_us, acked_at_us,"
		      " first_delivered_at_us FROM records WHERE offset = 0",
		      "2026-01-02T03:04:05.678Z|2026-01-02T03:04:05.678901Z|"
		      "2026-01-02T03:04:05.679911Z|2026-01-02T03:04:06.000030Z|"
		      "1767323045678000|1767323045678901|1767323045679911|"
		      "1767323046000030\n");
	/* Kafka's -1 is no time */
	assert_answer("SELECT time, time_us FROM records WHERE offset = 6",
		      "-|-\n");
}

static void json_never_stops_a_query(void **state)
{
	(void)state;
	assert_answer("SELECT offset, json_extract(json, '$.id') FROM records"
		      " WHERE json IS NOT NULL",
		      "0|1\n4|-\n");
}

static void attempts_are_rows_of_produced(void **state)
{
	(void)state;
	assert_answer("SELECT base_offset, records, outcome, error, acks"
		      " FROM produced ORDER BY produced_at, acks",
		      "0|2|ok|-|-1\n"
		      "-|1|no|NOT_ENOUGH_REPLICAS|-1\n"
		      "2|1|ok|-|-1\n"
		      "4|1|ok|-|-1\n"
		      "-|1|maybe|-|0\n");
}

static void batches_say_what_became_of_them(void **state)
{
	(void)state;
	assert_answer("SELECT batch, base_offset, records, state, recorded,"
		      " exchange FROM batches ORDER BY batch",
		      "1|0|2|kept|1|1\n"
		      "3|2|1|kept|1|3\n"
		      "5|4|1|aborted|1|4\n"
		      "7|-|1|unknown|1|4\n"
		      "8|6|1|kept|1|5\n");
	assert_answer("SELECT topic, partition, first_end_offset,"
		      " last_end_offset, unseen FROM partitions",
		      "orders|0|0|7|0\n");
	assert_answer("SELECT why, topic, group_id, exchange FROM blind_spots",
		      "queue full|-|-|-\n");
}

static void delivered_is_what_the_application_sees(void **state)
{
	(void)state;
	/* not 0: below the fetch offset; not 4 for `c`: aborted */
	assert_answer("SELECT consumer, offset, delivered_at FROM delivered"
		      " ORDER BY consumer, offset",
		      "c|1|2026-01-02T03:04:06.000030Z\n"
		      "c|2|2026-01-02T03:04:06.000030Z\n"
		      "c|6|2026-01-02T03:04:06.000030Z\n"
		      "d|4|2026-01-02T03:04:06.000031Z\n");
}

static void commits_groups_and_lag_agree(void **state)
{
	(void)state;
	assert_answer("SELECT group_id, topic, partition, committed_offset,"
		      " outcome, error, kind, member_id, client, time"
		      " FROM commits ORDER BY time",
		      "g|orders|0|2|ok|-|plain|m1|c|"
		      "2026-01-02T03:04:07.000000Z\n"
		      "g|orders|0|6|no|REBALANCE_IN_PROGRESS|plain|m1|c|"
		      "2026-01-02T03:04:08.000000Z\n");
	assert_answer("SELECT group_id, members, commits, failed_commits,"
		      " partitions FROM groups",
		      "g|1|1|1|1\n");
	assert_answer("SELECT group_id, topic, partition, committed_offset,"
		      " end_offset, lag, record_lag FROM lag",
		      "g|orders|0|2|7|5|3\n");
	assert_answer("SELECT group_id, topic, partition, committed_offset,"
		      " end_offset, lag, record_lag FROM lag_over_time",
		      "g|orders|0|2|7|5|3\n");
}

static void requests_carry_names(void **state)
{
	(void)state;
	assert_answer("SELECT api, api_version, client, broker, source, fate,"
		      " error, broker_us, total_us, peer FROM requests"
		      " WHERE exchange IN (1, 2, 10) ORDER BY exchange",
		      "Produce|9|p|5|client|answered|-|1000|1020|"
		      "127.0.0.1:40001\n"
		      "Produce|9|p|5|client|answered|NOT_ENOUGH_REPLICAS|10|"
		      "30|127.0.0.1:40001\n"
		      "Metadata|9|c|5|client|open|-|-|-|127.0.0.1:40001\n");
	assert_answer("SELECT api, requests, there_p50_us, p50_us, p99_us,"
		      " max_us, back_p50_us, total_p50_us"
		      " FROM latency ORDER BY api",
		      "Fetch|3|10|10|10|10|10|30\n"
		      "OffsetCommit|2|10|10|10|10|10|30\n"
		      "Produce|4|10|10|1000|1000|10|30\n");
}

static void an_error_is_one_row_with_its_partition(void **state)
{
	(void)state;
	assert_answer("SELECT api, error, topic, partition, group_id, client"
		      " FROM errors ORDER BY time",
		      "Produce|NOT_ENOUGH_REPLICAS|orders|0|-|p\n"
		      "OffsetCommit|REBALANCE_IN_PROGRESS|orders|0|g|c\n"
		      "Fetch|FETCH_SESSION_ID_NOT_FOUND|-|-|-|c\n");
}

static void headers_are_rows(void **state)
{
	(void)state;
	assert_answer("SELECT topic, offset, position, name, value, encoding"
		      " FROM headers ORDER BY position",
		      "orders|0|0|h|x|text\n"
		      "orders|0|1|n|-|null\n"
		      "orders|0|2|b|AP8=|base64\n");
}

static void holes_are_seen_in_gaps_and_timeline(void **state)
{
	(void)state;
	assert_answer("SELECT since, until, why, api, topic, frames FROM gaps",
		      "2026-01-02T03:04:08.500000Z|-|queue full|Fetch|-|3\n");
	assert_answer("SELECT what, detail FROM timeline ORDER BY time",
		      "broker seen|node 5 b:9092\n"
		      "connection opened|127.0.0.1:40001\n"
		      "gap|queue full\n"
		      "stall|disk\n");
}

static void flows_say_who_writes_what_for_whom(void **state)
{
	(void)state;
	assert_answer("SELECT producer, topic, consumer, group_id, produced,"
		      " delivered, ambiguous FROM flows",
		      "shop|orders|shop|-|5|5|0\n");
}

static void what_later_issues_fill_is_empty_and_not_missing(void **state)
{
	(void)state;
	assert_answer("SELECT * FROM members", "");
	assert_answer("SELECT * FROM transactions", "");
	assert_answer("SELECT * FROM life", "");
}

static void help_names_each_view_and_column_once(void **state)
{
	(void)state;
	assert_answer("SELECT v.name, i.name FROM sqlite_master v,"
		      " pragma_table_info(v.name) i WHERE v.type = 'view'"
		      " EXCEPT SELECT \"view\", \"column\" FROM help",
		      "");
	assert_answer("SELECT \"view\", \"column\" FROM help"
		      " WHERE \"column\" IS NOT NULL"
		      " EXCEPT SELECT v.name, i.name FROM sqlite_master v,"
		      " pragma_table_info(v.name) i WHERE v.type = 'view'",
		      "");
	assert_answer("SELECT name FROM sqlite_master WHERE type = 'view'"
		      " EXCEPT SELECT \"view\" FROM help"
		      " WHERE \"column\" IS NULL",
		      "");
	assert_answer("SELECT \"view\", \"column\", count(*) FROM help"
		      " GROUP BY 1, 2 HAVING count(*) > 1 OR min(meaning) = ''",
		      "");
}

/* What ANALYZE says of 10 M records, 100 a batch, in 8 partitions: with it the
 * planner takes this small tape for that large one. */
static const char large[] =
	"DELETE FROM sqlite_stat1; INSERT INTO sqlite_stat1 VALUES"
	" ('exchange', 'exchange_by_time', '111741 1'),"
	" ('exchange', 'exchange_by_connection', '122304 4001'),"
	" ('exchange', 'exchange_by_client', '116812 4001'),"
	" ('record', 'record_by_time', '10009142 801'),"
	" ('record', 'record_by_key', '7997955 1'),"
	" ('record', 'record_by_offset', '10000000 1250000 1'),"
	" ('produce', 'produce_by_batch', '112234 1'),"
	" ('produce', 'produce_by_exchange', '112200 1'),"
	" ('batch', 'batch_by_exchange', '112200 1'),"
	" ('batch', 'batch_by_offset', '100000 12500 1'),"
	" ('fetch', 'fetch_by_exchange', '112166 10'),"
	" ('fetch', 'fetch_by_partition', '100000 12500 2'),"
	" ('delivery', 'delivery_by_batch', '112234 1'),"
	" ('delivery', 'delivery_by_fetch', '112234 1'),"
	" ('topic', NULL, '1'), ('service', NULL, '1'),"
	" ('topic_partition', NULL, '8'), ('connection', NULL, '20');"
	"ANALYZE sqlite_master;";

static void questions_on_a_large_tape_find_an_index(void **state)
{
	static const struct {
		const char *sql, *index;
	} rows[] = {
		{ "SELECT * FROM records WHERE topic = 'x' AND partition = 3"
		  " AND offset = 5",
		  "record_by_offset" },
		{ "SELECT * FROM records WHERE topic = 'x' AND partition = 3"
		  " AND offset >= 5 LIMIT 100",
		  "record_by_offset" },
		{ "SELECT * FROM records WHERE key = 'k'", "record_by_key" },
		{ "SELECT * FROM records WHERE time >= '2026-01-02T03:04'"
		  " AND time < '2026-01-02T03:05' LIMIT 100",
		  "record_by_time" },
		{ "SELECT * FROM records WHERE time > '2026' LIMIT 100",
		  "record_by_time" },
		{ "SELECT * FROM records WHERE producer = 'p' LIMIT 100",
		  "exchange_by_client" },
		{ "SELECT * FROM delivered WHERE topic = 'x' AND"
		  " partition = 3 AND offset = 5",
		  "record_by_offset" },
		{ "SELECT * FROM delivered WHERE key = 'k'", "record_by_key" },
		{ "SELECT * FROM delivered WHERE consumer = 'c' LIMIT 100",
		  "exchange_by_client" },
		{ "SELECT * FROM requests WHERE client = 'c'",
		  "exchange_by_client" },
		{ "SELECT * FROM requests WHERE time > '2026-01-02'",
		  "exchange_by_time" },
	};
	struct err e = { 0 };

	(void)state;
	if (tape_seal(tape, NULL, NULL, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(sqlite3_exec(tape_db(tape), large, NULL, NULL, NULL),
			 SQLITE_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char sql[300];

		snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s",
			 rows[i].sql);
		char *plan = answer(sql);

		if (!strstr(plan, rows[i].index) || strstr(plan, "SCAN r\n") ||
		    strstr(plan, "SCAN b\n") || strstr(plan, "SCAN e\n") ||
		    strstr(plan, "AUTOMATIC") || strstr(plan, "BLOOM"))
			fail_msg("%s\n%s", rows[i].sql, plan);
		free(plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(records_are_those_of_the_log,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			times_are_iso_with_the_integer_beside, setup, teardown),
		cmocka_unit_test_setup_teardown(json_never_stops_a_query, setup,
						teardown),
		cmocka_unit_test_setup_teardown(attempts_are_rows_of_produced,
						setup, teardown),
		cmocka_unit_test_setup_teardown(batches_say_what_became_of_them,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			delivered_is_what_the_application_sees, setup,
			teardown),
		cmocka_unit_test_setup_teardown(commits_groups_and_lag_agree,
						setup, teardown),
		cmocka_unit_test_setup_teardown(requests_carry_names, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			an_error_is_one_row_with_its_partition, setup,
			teardown),
		cmocka_unit_test_setup_teardown(headers_are_rows, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			holes_are_seen_in_gaps_and_timeline, setup, teardown),
		cmocka_unit_test_setup_teardown(
			flows_say_who_writes_what_for_whom, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_later_issues_fill_is_empty_and_not_missing, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			help_names_each_view_and_column_once, setup, teardown),
		cmocka_unit_test_setup_teardown(
			questions_on_a_large_tape_find_an_index, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
