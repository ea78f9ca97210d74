/* SPDX-License-Identifier: Apache-2.0 */
/* test_slice_checks.c - a finding that what was cut from a slice could refute is
 * NONE, and one that it could not touch stays what it is; on a merged tape one that
 * two clocks could refute is a suspicion. */
#include "replay/check.h"
#include "store/stretches.h"
#include "tests/lib/new_tape.h"
#include "tests/test.h"

#include <string.h>

/* Group g (connection 1) reads orders-0 from 0 to 3 at 100, commits 10 at 200,
 * 5 at 300 in vain, reads 4 back at 400, and then reads on at 20; there are
 * records up to 30.  Producer 7 leaves a hole in its sequence. */
static const char content[] =
	"INSERT INTO topic (id, name) VALUES (1, 'orders');"
	"INSERT INTO topic_partition (id, topic, partition) VALUES (1, 1, 0);"
	"INSERT INTO connection (id, source) VALUES (1, 'client'),"
	" (2, 'client');"
	"INSERT INTO exchange (id, connection, instance, api_key, q, f, r, d)"
	" VALUES (1, 1, 1, 1, 100, 101, 102, 103),"
	" (2, 1, 1, 8, 200, 201, 202, 203), (3, 1, 1, 8, 300, 301, 302, 303),"
	" (4, 1, 1, 9, 400, 401, 402, 403), (5, 1, 1, 1, 500, 501, 502, 503),"
	" (6, 2, 2, 0, 50, 51, 52, 53), (7, 1, 1, 8, 90, 91, 92, 93),"
	" (8, 1, 1, 1, 600, 601, 602, 603);"
	"INSERT INTO attribution (connection, group_id, confidence, since)"
	" VALUES (1, 'g', 'proven', 0);"
	"INSERT INTO fetch (id, exchange, tp, fetch_offset, offset_from,"
	" error_code, next_offset) VALUES (1, 1, 1, 0, 'wire', 0, 3),"
	" (2, 5, 1, 20, 'wire', 0, 25), (3, 8, 1, 25, 'wire', 0, 31);"
	"INSERT INTO fetch (exchange, tp, fetch_offset, offset_from,"
	" error_code, next_offset) SELECT 8, 1, 25, 'wire', 0, 31"
	" FROM json_each('[1, 2, 3, 4]');"
	"INSERT INTO batch (id, tp, base_offset, last_offset, records,"
	" first_record, producer_id, producer_epoch, base_sequence, exchange,"
	" in_log, logical_batch) VALUES"
	" (1, 1, 3, 3, 1, 1, 7, 0, 0, 6, 1, 1),"
	" (2, 1, 8, 8, 1, 2, 7, 0, 2, 6, 1, 2),"
	" (3, 1, 28, 28, 1, 3, -1, -1, -1, 6, 1, 3);"
	"INSERT INTO record (id, batch, tp, offset) VALUES (1, 1, 1, 3),"
	" (2, 2, 1, 8), (3, 3, 1, 28);"
	"INSERT INTO delivery (fetch, batch) VALUES (3, 3);"
	"INSERT INTO offset_commit (exchange, group_id, member_id, generation,"
	" tp, committed_offset, error_code, kind, outcome, effective_from,"
	" certain_from) VALUES"
	" (7, 'g', 'm', 1, 1, 4, 0, 'plain', 'ok', 91, 92),"
	" (2, 'g', 'm', 1, 1, 10, 0, 'plain', 'ok', 201, 202),"
	" (3, 'g', 'm', 1, 1, 15, 3, 'plain', 'no', NULL, NULL);"
	"INSERT INTO offset_fetch (exchange, group_id, tp, committed_offset,"
	" error_code) VALUES (4, 'g', 1, 4, 0);"
	/* group x took back in a transaction what another had taken */
	"INSERT INTO topic (id, name) VALUES (2, 'taken');"
	"INSERT INTO topic_partition (id, topic, partition) VALUES (2, 2, 0);"
	"INSERT INTO connection (id, source) VALUES (3, 'client');"
	"INSERT INTO exchange (id, connection, instance, api_key, q, f, r, d)"
	" VALUES (21, 3, 3, 28, 210, 211, 212, 213),"
	" (22, 3, 3, 1, 220, 221, 222, 223),"
	" (23, 3, 3, 28, 230, 231, 232, 233);"
	"INSERT INTO attribution (connection, group_id, confidence, since)"
	" VALUES (3, 'x', 'proven', 0);"
	"INSERT INTO fetch (exchange, tp, fetch_offset, offset_from,"
	" error_code, next_offset) VALUES (22, 2, 4, 'wire', 0, 9);"
	"INSERT INTO txn (id, outcome) VALUES (1, 'committed'),"
	" (2, 'committed');"
	"INSERT INTO offset_commit (exchange, group_id, tp, committed_offset,"
	" kind, outcome, effective_from, certain_from, txn) VALUES"
	" (21, 'x', 2, 9, 'txn', 'ok', 213, 214, 1),"
	" (23, 'x', 2, 5, 'txn', 'ok', 233, 234, 2);";

#define CUT           "INSERT INTO gap (why, topic, partition, group_id, since, until) "
#define BEFORE        CUT "VALUES ('cut', NULL, NULL, NULL, 0, 60)"
#define AFTER         CUT "VALUES ('cut', NULL, NULL, NULL, 700, 900)"
#define TOPIC         CUT "VALUES ('cut', 'audit', NULL, NULL, 0, 900)"
#define RECORDS       CUT "VALUES ('cut', 'orders', 0, NULL, 0, 900)"
#define OTHER_RECORDS CUT "VALUES ('cut', 'orders', 1, NULL, 0, 900)"
#define GROUP         CUT "VALUES ('cut', NULL, NULL, 'h', 0, 900)"
#define UNSURE        "UPDATE attribution SET confidence = 'ambiguous';"

static const struct {
	const char *check;
	enum verdict verdict; /* of the worst finding on the whole */
	const char *refuted;  /* by what is cut */
	const char *untouched[3];
} cases[] = {
	{ "commit.ahead", VERDICT_FAIL, BEFORE, { AFTER, TOPIC, GROUP } },
	{ "commit.failed", VERDICT_FAIL, AFTER, { BEFORE, TOPIC, GROUP } },
	{ "commit.read-back", VERDICT_FAIL, BEFORE, { AFTER, TOPIC, GROUP } },
	{ "commit.uncommitted", VERDICT_SUSPECT, AFTER, { BEFORE, TOPIC } },
	{ "group.stuck", VERDICT_SUSPECT, AFTER, { BEFORE, TOPIC, GROUP } },
	{ "loss.undelivered", VERDICT_FAIL, BEFORE, { AFTER, TOPIC, GROUP } },
	{ "order.sequence", VERDICT_FAIL, BEFORE, { TOPIC, GROUP } },
	{ "order.sequence", VERDICT_FAIL, AFTER, { OTHER_RECORDS } },
	{ "order.sequence", VERDICT_FAIL, RECORDS, { NULL } },
	{ "transaction.exactly-once",
	  VERDICT_FAIL,
	  BEFORE,
	  { AFTER, TOPIC, GROUP } },
	{ "order.skip", VERDICT_SUSPECT, UNSURE GROUP, { GROUP, TOPIC } },
};

/* The worst of its findings on the tape after `sql`, which is taken back. */
static enum verdict worst(struct new_tape *t, const char *name, const char *sql)
{
	const struct check *c = checks;
	struct check_result r;
	struct err e = { 0 };
	enum verdict v;

	while (strcmp(c->name, name) != 0)
		c++;
	new_tape_fill(t, "BEGIN");
	new_tape_fill(t, sql);
	if (check_run(t->open, c, 9, NULL, NULL, &r, &e) < 0)
		fail_msg("%s: %s", name, e.text);
	assert_non_null(r.findings);
	v = r.findings->verdict;
	check_result_release(&r);
	new_tape_fill(t, "ROLLBACK");
	return v;
}

static void fill(struct new_tape *t, const char *sql)
{
	struct err e = { 0 };

	new_tape_fill(t, sql);
	if (tape_make_stretches(t->open, false, &e) < 0)
		fail_msg("%s", e.text);
}

static void what_the_cut_could_refute_is_none(void **state)
{
	struct new_tape *t = *state;

	fill(t, content);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *name = cases[i].check;

		print_message("%s\n", name);
		assert_int_equal(worst(t, name, ""), cases[i].verdict);
		assert_int_equal(worst(t, name, cases[i].refuted),
				 VERDICT_NONE);
		for (size_t k = 0; k < 3 && cases[i].untouched[k]; k++)
			assert_int_equal(worst(t, name, cases[i].untouched[k]),
					 cases[i].verdict);
	}
}

/* Connections 1 and 2 are of two recorders.  What each finding rests on is 100 us
 * apart; each has a topic of its own. */
static const char two_recorders[] =
	"INSERT INTO broker (id, host, port) VALUES (1, 'h', 1), (2, 'h', 1);"
	"INSERT INTO connection (id, source, broker) VALUES (1, 'client', 1),"
	" (2, 'client', 2);"
	"INSERT INTO topic (id, name, cleanup_policy) SELECT value, 't' || value,"
	" 'delete' FROM json_each('[1, 2, 3, 4, 5, 6, 7, 8, 9]');"
	"INSERT INTO topic_partition (id, topic, partition)"
	" SELECT id, id, 0 FROM topic;"
	/* 1: written after, and at a lower offset; 2: read over; 3: an old
	 * epoch; 4: read before it was committed; 9: hidden for 30 s */
	"INSERT INTO exchange (id, connection, api_key, q, f, r, d) VALUES"
	" (1, 1, 0, 90, 91, 100, 101), (2, 2, 0, 199, 200, 210, 211),"
	" (3, 1, 0, 290, 291, 300, 301), (4, 2, 1, 399, 400, 410, 411),"
	" (5, 1, 22, 490, 491, 500, 501), (6, 2, 0, 599, 600, 610, 611),"
	" (7, 2, 1, 690, 691, 700, 701), (8, 1, 26, 799, 800, 810, 811),"
	" (9, 2, 14, 890, 891, 899, 900), (10, 1, 8, 1000, 1001, 1002, 1003),"
	" (11, 1, 1, 1090, 1091, 1092, 1100), (12, 1, 8, 1150, 1151, 1152,"
	" 1153), (13, 2, 1, 1200, 1201, 1202, 1250),"
	" (14, 1, 8, 1390, 1391, 1400, 1401), (15, 1, 8, 1490, 1491, 1500,"
	" 1501), (16, 2, 9, 1599, 1600, 1601, 1602),"
	" (17, 1, 14, 1898, 1899, 1900, 1901), (20, 2, 1, 30000300, 30000301,"
	" 30000400, 30000401), (19, 1, 0, 285, 286, 300, 302);"
	"INSERT INTO batch (id, tp, base_offset, last_offset, records,"
	" producer_id, producer_epoch, exchange, in_log, acked_at) VALUES"
	" (1, 1, 5, 5, 1, -1, -1, 1, 1, 100), (2, 1, 3, 3, 1, -1, -1, 2, 1, 210),"
	" (3, 2, 10, 10, 1, -1, -1, 3, 1, 300), (4, 3, 0, 0, 1, 7, 0, 6, 1, 610),"
	" (5, 4, 0, 0, 1, 8, 0, NULL, 1, NULL),"
	" (6, 9, 0, 0, 1, -1, -1, 19, 1, 300);"
	"INSERT INTO produce (exchange, tp, batch, acks, error_code) VALUES"
	" (6, 3, 4, -1, 0), (19, 9, 6, -1, 0);"
	"INSERT INTO fetch (id, exchange, tp, fetch_offset, offset_from,"
	" isolation, in_response, error_code, high_watermark,"
	" last_stable_offset, next_offset) VALUES"
	" (1, 4, 2, 9, 'wire', 0, 1, 0, NULL, NULL, 12),"
	" (2, 7, 4, 0, 'wire', 1, 1, 0, NULL, 5, 1),"
	" (3, 11, 6, 0, 'wire', 0, 1, 0, NULL, NULL, 10),"
	" (4, 13, 6, 10, 'wire', 0, 1, 0, NULL, NULL, 50),"
	" (5, 20, 9, 0, 'wire', 0, 1, 0, 0, NULL, NULL);"
	"INSERT INTO delivery (fetch, batch) VALUES (2, 5);"
	"INSERT INTO txn (id, outcome, evidence) VALUES"
	" (1, 'committed', 'EndTxn'), (2, 'committed',"
	" 'marker against fenced by init');"
	"INSERT INTO txn_batch VALUES (5, 1);"
	"INSERT INTO txn_event (txn, exchange, event, error_code,"
	" next_producer_id, next_producer_epoch) VALUES"
	" (NULL, 5, 'init', 0, 7, 1), (1, 8, 'commit', 0, NULL, NULL);"
	/* 5: m2 owns what m1 commits; 7: m2 and m3 own it at once */
	"INSERT INTO assignment (exchange, group_id, protocol, member_id,"
	" generation, tp, since, until) VALUES"
	" (9, 'g5', 'classic', 'm2', 1, 5, 900, NULL),"
	" (9, 'g5', 'classic', 'm1', 1, 4, 900, NULL),"
	" (9, 'g7', 'classic', 'm2', 1, 7, 900, NULL),"
	" (17, 'g7', 'classic', 'm3', 1, 7, 1900, 2000);"
	"INSERT INTO attribution (connection, group_id, confidence, since)"
	" VALUES (1, 'g6', 'proven', 0), (2, 'g6', 'proven', 0);"
	"INSERT INTO offset_commit (exchange, group_id, member_id, generation,"
	" tp, committed_offset, error_code, kind, outcome, effective_from,"
	" certain_from) VALUES"
	" (10, 'g5', 'm1', 1, 5, 4, 0, 'plain', 'ok', 1001, 1002),"
	" (12, 'g6', 'm1', 1, 6, 50, 0, 'plain', 'ok', 1151, 1152),"
	" (14, 'g8', 'm1', 1, 8, 4, 0, 'plain', 'ok', 1391, 1400),"
	" (15, 'g8', 'm1', 1, 8, 8, 0, 'plain', 'ok', 1491, 1500);"
	"INSERT INTO offset_fetch (exchange, group_id, tp, committed_offset,"
	" error_code) VALUES (16, 'g8', 8, 4, 0);";

#define RECORDINGS(slack)                                               \
	"INSERT INTO recording (id, first_connection, last_connection," \
	" slack) VALUES (1, 1, 1, " slack "), (2, 2, 2, " slack ")"

static void what_two_clocks_could_refute_is_a_suspicion(void **state)
{
	static const char *const names[] = {
		"order.realtime",     "loss.acked",
		"transaction.zombie", "transaction.early-read",
		"commit.non-owner",   "commit.ahead",
		"group.assignment",   "commit.read-back",
		"loss.stale-read",
	};
	struct new_tape *t = *state;

	fill(t, two_recorders);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		print_message("%s\n", names[i]);
		assert_int_equal(worst(t, names[i], ""), VERDICT_FAIL);
		assert_int_equal(worst(t, names[i], RECORDINGS("40")),
				 VERDICT_FAIL);
		assert_int_equal(worst(t, names[i], RECORDINGS("60")),
				 VERDICT_SUSPECT);
		assert_int_equal(worst(t, names[i], RECORDINGS("NULL")),
				 VERDICT_SUSPECT);
	}
	/* who was fenced when */
	assert_int_equal(worst(t, "transaction.torn", RECORDINGS("0")),
			 VERDICT_FAIL);
	assert_int_equal(worst(t, "transaction.torn", RECORDINGS("40")),
			 VERDICT_SUSPECT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_the_cut_could_refute_is_none, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			what_two_clocks_could_refute_is_a_suspicion,
			new_tape_setup, new_tape_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
