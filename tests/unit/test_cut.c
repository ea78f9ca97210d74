/* SPDX-License-Identifier: Apache-2.0 */
/* test_cut.c - what stays in a cut, that no reference on it leads nowhere, and
 * what it says of what was cut. */
#include "store/cut.h"
#include "store/references.h"
#include "tests/lib/tape_rows.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The checkout service (connection 1) writes orders and audit, in one request at
 * 1000; at 2000 a batch that is sent again at 3000 as another; at 3500 one in a
 * transaction.  Groups billing (2) and stock (3) read and commit one of the two
 * topics each; the share group parcels (2) reads orders.  Connection 4 has to do
 * with audit alone, 5 with nothing. */
static const char content[] =
	"INSERT INTO tape VALUES ('started', 100), ('ended', 9000);"
	"INSERT INTO service VALUES (1, 'shop', 'h:1');"
	"INSERT INTO broker (id, service, node_id) VALUES (1, 1, 0);"
	"INSERT INTO instance (id, kind, service) VALUES (1, 'unknown', 1);"
	"INSERT INTO connection (id, service, broker, instance, opened, closed)"
	" VALUES (1, 1, 1, 1, 200, 8000), (2, 1, 1, 1, 210, NULL),"
	" (3, 1, 1, 1, 220, NULL), (4, 1, 1, 1, 230, 1500),"
	" (5, 1, 1, 1, 240, NULL);"
	"INSERT INTO exchange (id, connection, instance, api_key, q) VALUES"
	" (1, 1, 1, 0, 1000), (2, 1, 1, 0, 2000), (3, 1, 1, 0, 3000),"
	" (4, 2, 1, 1, 4000), (5, 3, 1, 1, 5000), (6, 2, 1, 8, 6000),"
	" (7, 3, 1, 8, 7000), (8, 2, 1, 14, 500), (9, 3, 1, 14, 510),"
	" (10, 4, 1, 3, 520), (11, 4, 1, 0, 1100), (12, 2, 1, 78, 4500),"
	" (13, 1, 1, 0, 3500), (14, 1, 1, 24, 3400), (15, 1, 1, 26, 3600),"
	" (16, 5, 1, 3, 530), (17, 1, 1, 3, 540), (18, 1, 1, 28, 3550);"
	"INSERT INTO frame (id, exchange, direction, state, bytes) VALUES"
	" (1, 1, 'request', 'understood', x'01'),"
	" (2, 10, 'request', 'understood', x'02'),"
	" (3, 2, 'request', 'understood', x'03');"
	"INSERT INTO topic (id, name, topic_id) VALUES (1, 'orders', 'o'),"
	" (2, 'audit', 'a'), (3, NULL, 'x');"
	"INSERT INTO topic_partition (id, topic, partition) VALUES (1, 1, 0),"
	" (2, 2, 0), (3, 3, 0);"
	"INSERT INTO batch (id, tp, base_offset, last_offset, logical_batch,"
	" records, first_record, transactional, control, producer_id, exchange,"
	" in_log, bytes) VALUES"
	" (1, 1, 0, 1, 1, 2, 1, 0, NULL, -1, 1, 1, 10),"
	" (2, 2, 0, 0, 2, 1, 3, 0, NULL, -1, 1, 1, 20),"
	" (3, 1, NULL, NULL, 3, 1, 4, 0, NULL, 7, 2, 0, 30),"
	" (4, 1, 2, 2, 3, 1, 5, 0, NULL, 7, 3, 1, 40),"
	" (5, 1, 3, 3, 5, 1, 6, 1, NULL, 8, 13, 1, 50),"
	" (6, 1, 4, 4, 6, 1, NULL, 1, 'COMMIT', 8, NULL, 1, 60),"
	" (7, 2, 1, 1, 7, 1, 7, 0, NULL, -1, 11, 1, 70);"
	"INSERT INTO record (id, batch, tp, offset, key) VALUES"
	" (1, 1, 1, 0, 'a'), (2, 1, 1, 1, 'b'), (3, 2, 2, 0, 'c'),"
	" (4, 3, 1, NULL, 'd'), (5, 4, 1, 2, 'd'), (6, 5, 1, 3, 'e'),"
	" (7, 7, 2, 1, 'f');"
	"INSERT INTO produce (exchange, tp, batch, outcome) VALUES"
	" (1, 1, 1, 'ok'), (1, 2, 2, 'ok'), (2, 1, 3, 'no'), (3, 1, 4, 'ok'),"
	" (13, 1, 5, 'ok'), (11, 2, 7, 'ok');"
	"INSERT INTO batch_link VALUES (4, 'piece of', 3);"
	"INSERT INTO fetch (id, exchange, tp, fetch_offset, offset_from) VALUES"
	" (1, 4, 1, 0, 'wire'), (2, 5, 2, 0, 'wire'), (3, 12, 1, 0, 'share'),"
	" (4, 4, NULL, 0, 'unknown');"
	"INSERT INTO delivery (fetch, batch) VALUES (1, 1), (1, 4), (2, 2),"
	" (3, 1), (1, 6);"
	"INSERT INTO aborted (fetch, producer_id) VALUES (1, 9), (2, 9);"
	"INSERT INTO offset_commit (exchange, group_id, tp, committed_offset,"
	" kind, outcome, certain_from, txn) VALUES"
	" (6, 'billing', 1, 3, 'plain', 'ok', 6000, NULL),"
	" (7, 'stock', 2, 1, 'plain', 'ok', 7000, NULL),"
	" (18, 'billing', 1, 3, 'txn', 'ok', 3600, 1);"
	"INSERT INTO offset_fetch (exchange, group_id, tp) VALUES"
	" (8, 'billing', 1), (9, 'stock', 2);"
	"INSERT INTO offset_lookup (exchange, tp) VALUES (4, 1), (5, 2);"
	"INSERT INTO epoch_lookup (exchange, tp) VALUES (4, 1), (5, 2);"
	"INSERT INTO coordinator (exchange, kind, \"key\") VALUES"
	" (17, 'group', 'billing');"
	"INSERT INTO member_event (exchange, group_id, event) VALUES"
	" (8, 'billing', 'join'), (9, 'stock', 'join');"
	"INSERT INTO assignment (exchange, group_id, tp, since, until) VALUES"
	" (8, 'billing', 1, 500, NULL), (9, 'stock', 2, 510, 900);"
	"INSERT INTO attribution (connection, instance, group_id, confidence,"
	" since) VALUES (2, 1, 'billing', 'proven', 200),"
	" (3, 1, 'stock', 'proven', 200), (2, 1, 'parcels', 'proven', 200);"
	"INSERT INTO txn (id, transactional_id, outcome, exchange) VALUES"
	" (1, 't', 'committed', 14);"
	"INSERT INTO txn_batch VALUES (5, 1);"
	"INSERT INTO txn_event (txn, exchange, event, tp, group_id) VALUES"
	" (1, 14, 'add partition', 1, NULL), (1, 15, 'commit', NULL, NULL),"
	" (1, 18, 'add offsets', NULL, 'billing');"
	"INSERT INTO acquisition (exchange, group_id, tp, first_offset) VALUES"
	" (12, 'parcels', 1, 0);"
	"INSERT INTO acknowledgement (exchange, group_id, tp) VALUES"
	" (12, 'parcels', 1);"
	"INSERT INTO gap (why, connection, exchange, since, until) VALUES"
	" ('queue full', 5, 16, 700, 800);"
	"INSERT INTO recording (tape, started, shift) VALUES ('a', 100, 5);"
	"INSERT INTO stall (why, since, until) VALUES ('queue full', 700, 710);";

/* ---- tapes */

struct place {
	char *folder, whole[256], slice[256];
	struct tape *from, *to;
};

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));
	struct err e = { 0 };
	struct tape *t = NULL;

	assert_non_null(p);
	p->folder = temp_folder();
	snprintf(p->whole, sizeof(p->whole), "%s/whole ?#.ktape", p->folder);
	snprintf(p->slice, sizeof(p->slice), "%s/slice.ktape", p->folder);
	if (tape_open(&t, p->whole, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(sqlite3_exec(tape_db(t), content, NULL, NULL, NULL),
			 0);
	/* what the rows mean is part of the content */
	assert_int_equal(tape_set_fact(t, "cut_from", "b", &e), 0);
	assert_int_equal(tape_seal(t, NULL, NULL, &e), 0);
	assert_int_equal(sqlite3_exec(tape_db(t),
				      "DELETE FROM tape WHERE key = 'cut_from'",
				      NULL, NULL, NULL),
			 0);
	assert_int_equal(tape_set_fact_int(t, "complete", 1, &e), 0);
	tape_close(t);
	if (tape_open(&p->from, p->whole, TAPE_READ, &e) < 0)
		fail_msg("%s", e.text);
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;

	tape_close(p->from);
	tape_close(p->to);
	temp_remove(p->folder);
	free(p);
	return 0;
}

static int try_cut(struct place *p, const struct cut *c, struct err *e)
{
	if (tape_open(&p->to, p->slice, TAPE_CREATE, e) < 0)
		fail_msg("%s", e->text);
	return cut_tape(p->to, p->from, c, NULL, NULL, e);
}

static void cut(struct place *p, const struct cut *c)
{
	struct err e = { 0 };

	if (try_cut(p, c, &e) < 0)
		fail_msg("%s", e.text);
}

static const char ids_format[] =
	"SELECT group_concat(id, ' ') FROM (SELECT %s AS id FROM %s"
	" ORDER BY 1)";

static void assert_ids(struct place *p, const char *column, const char *table,
		       const char *ids)
{
	char sql[200];

	snprintf(sql, sizeof(sql), ids_format, column, table);
	assert_rows(p->to, sql, ids);
}

/* ---- references */

/* Columns that name no row of another table; all others must be in references[].
 * A new column fails the test below until somebody has said which it is. */
static const struct {
	const char *table, *columns;
} plain[] = {
	{ "service", "id name listen" },
	{ "broker", "id node_id host port rack listen" },
	{ "connection",
	  "id source peer software_name software_version principal "
	  "mechanism tls closed_by close_reason cut_bytes" },
	{ "instance", "id kind client_id software_name software_version" },
	{ "exchange", "id api_key api_version correlation_id client_id "
		      "request_bytes response_bytes error_code fate" },
	{ "frame", "id direction state why size bytes" },
	{ "topic", "id name topic_id incarnation cleanup_policy "
		   "timestamp_type partitions internal" },
	{ "topic_partition",
	  "id partition start_offset end_offset last_start_offset "
	  "last_end_offset" },
	{ "batch", "id base_offset last_offset producer_id producer_epoch "
		   "base_sequence records codec timestamp_type transactional "
		   "control leader_epoch max_timestamp bytes magic complete "
		   "crc crc_ok hash origin in_log" },
	{ "record", "id offset timestamp key value headers hash" },
	{ "produce", "id acks transactional_id error_code base_offset "
		     "log_append_time log_start_offset outcome proof" },
	{ "batch_link", "kind" },
	{ "fetch", "id fetch_offset offset_from isolation "
		   "current_leader_epoch last_fetched_epoch in_request "
		   "in_response error_code high_watermark last_stable_offset "
		   "log_start_offset diverging_epoch diverging_end_offset "
		   "preferred_replica next_offset" },
	{ "stretch", "id offset_from fetches given first_offset next_offset "
		     "lowered" },
	{ "delivery", "id first_visible_offset absent" },
	{ "aborted", "id producer_id first_offset" },
	{ "offset_commit",
	  "id member_id group_instance_id generation "
	  "committed_offset leader_epoch metadata error_code kind "
	  "producer_id producer_epoch transactional_id outcome" },
	{ "offset_fetch",
	  "id member_id generation committed_offset leader_epoch "
	  "metadata require_stable error_code" },
	{ "offset_lookup", "id timestamp isolation offset found_timestamp "
			   "leader_epoch error_code" },
	{ "epoch_lookup", "id current_leader_epoch leader_epoch end_epoch "
			  "end_offset error_code" },
	{ "coordinator", "id kind key node_id error_code" },
	{ "member_event",
	  "id protocol member_id group_instance_id generation event "
	  "subscription owned assignor error_code reason session_timeout_ms "
	  "rebalance_timeout_ms" },
	{ "assignment", "id source protocol member_id group_instance_id "
			"generation" },
	{ "attribution", "id member_id evidence confidence" },
	{ "txn", "id transactional_id producer_id producer_epoch protocol "
		 "timeout_ms outcome evidence records partitions group_ids" },
	{ "txn_batch", "" },
	{ "txn_event", "id transactional_id producer_id producer_epoch event "
		       "error_code timeout_ms next_producer_id "
		       "next_producer_epoch" },
	{ "acquisition",
	  "id member_id first_offset last_offset delivery_count" },
	{ "acknowledgement",
	  "id member_id first_offset last_offset type error_code" },
	/* of a gap they are names, also of what is not on the tape */
	{ "gap", "id why api_key topic partition group_id frames bytes" },
	{ "stall", "id why" },
	{ "recording", "id tape first_connection last_connection shift slack" },
};

/* All columns of a table but those of references[]; the caller frees. */
static char *plain_columns(struct tape *t, const char *table)
{
	sqlite3_str *sql = sqlite3_str_new(tape_db(t));
	char *text, *columns;

	sqlite3_str_appendf(sql,
			    "SELECT name FROM pragma_table_info(%Q) WHERE name"
			    " NOT IN (''",
			    table);
	for (const struct reference *r = references; r->table; r++)
		if (!strcmp(r->table, table))
			sqlite3_str_appendf(sql, ", %Q", r->column);
	sqlite3_str_appendall(sql, ")");
	text = sqlite3_str_finish(sql);
	columns = rows_text(t, text);
	sqlite3_free(text);
	return columns;
}

static void each_column_is_a_reference_or_is_none(void **state)
{
	struct place *p = *state;
	char *tables =
		rows_text(p->from,
			  "SELECT count(*) FROM sqlite_master WHERE type ="
			  " 'table' AND name NOT LIKE 'sqlite_%'"
			  " AND name NOT IN ('tape', 'api', 'error')");

	assert_int_equal(strtol(tables, NULL, 10),
			 sizeof(plain) / sizeof(*plain));
	free(tables);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		char *columns = plain_columns(p->from, plain[i].table);

		assert_string_equal(columns, plain[i].columns);
		free(columns);
	}
}

/* ---- what stays */

static const char *const orders[] = { "ord*" };
static const char *const billing[] = { "billing" };

#define ALL                                \
	{                                  \
		.selection = SELECTION_ALL \
	}

static void a_cut_of_everything_is_the_tape(void **state)
{
	struct place *p = *state;

	cut(p, &(struct cut)ALL);
	assert_whole(p->to);
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		char sql[200], *before, *after;

		snprintf(sql, sizeof(sql), "SELECT * FROM %s ORDER BY rowid",
			 plain[i].table);
		before = rows_text(p->from, sql);
		after = rows_text(p->to, sql);
		assert_string_not_equal(before, ""); /* else it shows nothing */
		assert_string_equal(after, before);
		free(before);
		free(after);
	}
	assert_rows(p->to,
		    "SELECT value FROM tape WHERE key IN ('complete',"
		    " 'indexed', 'started', 'ended') ORDER BY key",
		    "1 9000 1 100");
}

static void a_topic_stays_with_what_it_takes(void **state)
{
	struct place *p = *state;

	cut(p, &(struct cut) {
		       .selection = { orders, 1, NULL, INT64_MIN, INT64_MAX },
		       .words = "--topic ord*" });
	assert_whole(p->to);
	assert_ids(p, "id", "topic", "1");
	assert_ids(p, "id", "batch", "1 3 4 5 6");
	assert_ids(p, "id", "record", "1 2 4 5 6");
	assert_ids(p, "batch", "produce", "1 3 4 5");
	assert_ids(p, "batch", "delivery", "1 1 4 6");
	assert_ids(p, "group_id", "offset_commit", "billing billing");
	/* that of both is there; 7 and 5 are about audit, 10 and 11 are of a
	 * client of audit alone */
	assert_ids(p, "id", "exchange", "1 2 3 4 6 8 9 12 13 14 15 16 17 18");
	/* a message of which a part was cut has lost its bytes */
	assert_rows(p->to, "SELECT exchange, hex(bytes) FROM frame", "1| 2|03");
	assert_rows(p->to, "SELECT outcome, evidence FROM txn",
		    "committed|NULL");
	assert_rows(p->to,
		    "SELECT why, topic, group_id, bytes, since, until"
		    " FROM gap WHERE why = 'cut' ORDER BY topic",
		    "cut|audit|NULL|90|100|9000 cut|x|NULL|NULL|100|9000");
	assert_rows(p->to, "SELECT value FROM tape WHERE key = 'cut_options'",
		    "--topic ord*");
	assert_rows(p->to,
		    "SELECT value LIKE '%/whole ?#.ktape' FROM tape"
		    " WHERE key = 'cut_from'",
		    "1");
}

static void a_group_stays_with_what_it_reads(void **state)
{
	struct place *p = *state;

	cut(p, &(struct cut) { .selection = SELECTION_ALL,
			       .groups = billing,
			       .group_count = 1 });
	assert_whole(p->to);
	assert_ids(p, "id", "topic", "1");
	assert_ids(p, "group_id", "offset_commit", "billing billing");
	assert_ids(p, "group_id", "attribution", "billing");
	assert_ids(p, "id", "acquisition", "NULL");
	/* 5, 7 and 9 are of another group */
	assert_ids(p, "id", "exchange", "1 2 3 4 6 8 12 13 14 15 16 17 18");
	assert_rows(p->to,
		    "SELECT topic, group_id FROM gap WHERE why = 'cut'"
		    " ORDER BY 1, 2",
		    "NULL|parcels NULL|stock audit|NULL x|NULL");
}

static void a_span_stays_with_what_reaches_into_it(void **state)
{
	struct place *p = *state;

	cut(p, &(struct cut) { .selection = { NULL, 0, NULL, 3000, 4000 } });
	assert_whole(p->to);
	/* 3 is the attempt before 4; the marker says what became of 5 */
	assert_ids(p, "id", "batch", "3 4 5 6");
	/* 2 wrote 3; 8 handed out what was owned then; 16 is a gap's */
	assert_ids(p, "id", "exchange", "2 3 8 13 14 15 16 18");
	assert_ids(p, "group_id", "assignment", "billing");
	assert_rows(p->to,
		    "SELECT topic, since, until FROM gap WHERE why ="
		    " 'cut' ORDER BY since",
		    "NULL|100|3000 NULL|4000|9000");
}

static void a_record_stays_with_its_batch(void **state)
{
	struct place *p = *state;

	cut(p, &(struct cut) { .selection = { NULL, 0, "key = 'a'", INT64_MIN,
					      INT64_MAX } });
	assert_whole(p->to);
	assert_ids(p, "id", "record", "1 2");
	assert_ids(p, "id", "batch", "1 6");
	assert_ids(p, "id", "fetch", "1 2 3 4");
	assert_ids(p, "id", "exchange", "1 4 5 6 7 8 9 12 14 15 16 17 18");
	assert_rows(p->to,
		    "SELECT topic, partition, bytes FROM gap WHERE why"
		    " = 'cut' ORDER BY topic",
		    "audit|0|90 orders|0|120");
}

/* ---- what is no cut */

static void what_matches_nothing_is_no_cut(void **state)
{
	static const char *const typing_error[] = { "odrers" };
	static const struct {
		struct cut cut;
		enum err_code code;
		const char *words;
	} cases[] = {
		{ { .selection = { typing_error, 1, NULL, INT64_MIN,
				   INT64_MAX } },
		  ERR_UNPROVEN,
		  "no topic on" },
		{ { .selection = SELECTION_ALL,
		    .groups = typing_error,
		    .group_count = 1 },
		  ERR_UNPROVEN,
		  "no group on" },
		{ { .selection = { NULL, 0, "key = 'z'", INT64_MIN,
				   INT64_MAX } },
		  ERR_UNPROVEN,
		  "no record on" },
		{ { .selection = { NULL, 0, "colour = 1", INT64_MIN,
				   INT64_MAX } },
		  ERR_USAGE,
		  "--where: no such column: colour" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct place *p = *state;
		struct err e = { 0 };

		assert_int_equal(try_cut(p, &cases[i].cut, &e), -1);
		assert_int_equal(e.code, cases[i].code);
		assert_non_null(strstr(e.text, cases[i].words));
		tape_discard(p->to);
		p->to = NULL;
		assert_int_equal(access(p->slice, F_OK), -1);
	}
}

static bool stop(void *ctx, int percent)
{
	(void)ctx;
	(void)percent;
	return false;
}

static void a_stopped_one_is_not_complete(void **state)
{
	struct place *p = *state;
	const struct cut all = ALL;
	struct err e = { 0 };

	if (tape_open(&p->to, p->slice, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(cut_tape(p->to, p->from, &all, stop, NULL, &e), -1);
	assert_int_equal(e.code, ERR_UNPROVEN);
	assert_int_equal(tape_fact_int(p->to, "complete", 0), 0);
}

static void an_unfinished_tape_is_refused_and_a_killed_one_stays_so(
	void **state)
{
	struct place *p = *state;
	const struct cut all = ALL;
	struct err e = { 0 };
	struct tape *t = NULL;

	tape_close(p->from);
	p->from = NULL;
	assert_int_equal(tape_open(&t, p->whole, TAPE_FINISH, &e), 0);
	assert_int_equal(tape_set_fact_int(t, "complete", 0, &e), 0);
	tape_close(t);
	assert_int_equal(tape_open(&p->from, p->whole, TAPE_READ, &e), 0);
	cut(p, &all);
	assert_int_equal(tape_fact_int(p->to, "complete", 1), 0);

	tape_discard(p->to);
	tape_close(p->from);
	p->from = NULL;
	assert_int_equal(tape_open(&t, p->whole, TAPE_FINISH, &e), 0);
	assert_int_equal(tape_set_fact_int(t, "indexed", 0, &e), 0);
	tape_close(t);
	assert_int_equal(tape_open(&p->from, p->whole, TAPE_READ, &e), 0);
	assert_int_equal(try_cut(p, &all, &e), -1);
	assert_int_equal(e.code, ERR_UNPROVEN);
	assert_non_null(strstr(e.text, "is not sealed"));
}

#define PLACE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE(each_column_is_a_reference_or_is_none),
		PLACE(a_cut_of_everything_is_the_tape),
		PLACE(a_topic_stays_with_what_it_takes),
		PLACE(a_group_stays_with_what_it_reads),
		PLACE(a_span_stays_with_what_reaches_into_it),
		PLACE(a_record_stays_with_its_batch),
		PLACE(what_matches_nothing_is_no_cut),
		PLACE(a_stopped_one_is_not_complete),
		PLACE(an_unfinished_tape_is_refused_and_a_killed_one_stays_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
