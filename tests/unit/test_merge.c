/* SPDX-License-Identifier: Apache-2.0 */
/* test_merge.c - two recorders' tapes as one: what both saw is there once, ids go
 * by time, no stamp is there twice, clocks that differ are found and fitted, and
 * what can't be merged is refused. */
#include "store/merge.h"
#include "store/references.h"
#include "tests/lib/tape_rows.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Written through the one proxy: a at offset 0, b at 1, c of which the answer did
 * not come, d at 3, which nobody read through the other; a batch at 4 that the
 * other tape knows with another content. */
static const char writer[] =
	"INSERT INTO tape VALUES ('started', 100), ('ended', 9000),"
	" ('cluster_id', 'K');"
	"INSERT INTO service VALUES (1, 'shop', 'h:1');"
	"INSERT INTO broker (id, service, node_id) VALUES (1, 1, 0);"
	"INSERT INTO instance (id, kind, service) VALUES (1, 'producer', 1);"
	"INSERT INTO connection (id, service, broker, instance, opened)"
	" VALUES (1, 1, 1, 1, 200);"
	"INSERT INTO exchange (id, connection, instance, api_key, q, f, r, d)"
	" VALUES (1, 1, 1, 0, 1000, 1001, 1010, 1011),"
	" (2, 1, 1, 0, 2000, 2001, 2010, 2011),"
	" (3, 1, 1, 0, 3000, 3001, NULL, NULL),"
	" (4, 1, 1, 0, 4000, 4001, 4010, 4011),"
	" (5, 1, 1, 0, 5000, 5001, 5010, 5011);"
	"INSERT INTO topic (id, name, topic_id, incarnation, partitions)"
	" VALUES (1, 'orders', 'o', 1, 2);"
	"INSERT INTO topic_partition (id, topic, partition, end_offset)"
	" VALUES (1, 1, 0, 0), (2, 1, 1, 0);"
	"INSERT INTO batch (id, tp, base_offset, last_offset, logical_batch,"
	" records, first_record, producer_id, producer_epoch, base_sequence,"
	" hash, exchange, in_log, acked_at, leader_epoch, origin) VALUES"
	" (1, 1, 0, 0, 1, 1, 1, 7, 0, 0, 11, 1, 1, 1010, -1, 'produced'),"
	" (2, 1, 1, 1, 2, 1, 2, 7, 0, 1, 12, 2, 1, 2010, -1, 'produced'),"
	" (3, 1, NULL, NULL, 3, 1, 3, 7, 0, 2, 13, 3, NULL, NULL, -1,"
	" 'produced'),"
	" (4, 1, 3, 3, 4, 1, 4, 7, 0, 3, 14, 4, 1, 4010, -1, 'produced'),"
	" (5, 1, 4, 4, 5, 1, 5, 7, 0, 4, 15, 5, 1, 5010, 0, 'produced');"
	"INSERT INTO record (id, batch, tp, offset, key, hash) VALUES"
	" (1, 1, 1, 0, 'a', 11), (2, 2, 1, 1, 'b', 12), (3, 3, 1, NULL, 'c', 13),"
	" (4, 4, 1, 3, 'd', 14), (5, 5, 1, 4, 'e', 15);"
	"INSERT INTO produce (exchange, tp, batch, acks, error_code, outcome,"
	" proof) VALUES (1, 1, 1, -1, 0, 'ok', 'response'),"
	" (2, 1, 2, -1, 0, 'ok', 'response'),"
	" (3, 1, 3, -1, NULL, 'maybe', 'none'),"
	" (4, 1, 4, -1, 0, 'ok', 'response'),"
	" (5, 1, 5, -1, 0, 'ok', 'response');";

/* Read through the other: at 1500, when the high watermark was 1, a; at 2500 b and
 * c; at 6000 something else at 4.  It was stamped at moments that the writer's
 * tape has, too, and knows no topic id. */
static const char reader[] =
	"INSERT INTO tape VALUES ('started', 150), ('ended', 8000),"
	" ('cluster_id', 'K');"
	"INSERT INTO service VALUES (1, 'bill', 'h:2');"
	"INSERT INTO broker (id, service, node_id) VALUES (1, 1, 0);"
	"INSERT INTO instance (id, kind, service) VALUES (1, 'consumer', 1);"
	"INSERT INTO connection (id, service, broker, instance, opened)"
	" VALUES (1, 1, 1, 1, 200);"
	"INSERT INTO exchange (id, connection, instance, api_key, q, f, r, d)"
	" VALUES (1, 1, 1, 1, 1500, 1501, 1503, 1504),"
	" (2, 1, 1, 1, 1990, 1995, 3005, 3006),"
	" (3, 1, 1, 1, 4000, 4001, 6000, 6001),"
	" (4, 1, 1, 8, 6002, 6003, 6004, 6005);"
	"INSERT INTO topic (id, name, incarnation, partitions)"
	" VALUES (4, 'orders', 1, 1);"
	"INSERT INTO topic_partition (id, topic, partition, end_offset)"
	" VALUES (9, 4, 0, 1);"
	"INSERT INTO batch (id, tp, base_offset, last_offset, logical_batch,"
	" records, first_record, producer_id, producer_epoch, base_sequence,"
	" hash, in_log, first_delivered_at, leader_epoch, origin) VALUES"
	" (1, 9, 0, 0, 1, 1, 1, 7, 0, 0, 11, 1, 1504, 0, 'fetched'),"
	" (2, 9, 1, 1, 2, 1, 2, 7, 0, 1, 12, 1, 3006, 0, 'fetched'),"
	" (3, 9, 2, 2, 3, 1, 3, 7, 0, 2, 13, 1, 3006, 0, 'fetched'),"
	" (4, 9, 4, 4, 4, 1, 4, 7, 0, 9, 99, 1, 6001, 0, 'fetched');"
	"INSERT INTO record (id, batch, tp, offset, key, hash) VALUES"
	" (1, 1, 9, 0, 'a', 11), (2, 2, 9, 1, 'b', 12), (3, 3, 9, 2, 'c', 13),"
	" (4, 4, 9, 4, 'x', 99);"
	"INSERT INTO fetch (id, exchange, tp, fetch_offset, offset_from,"
	" error_code, high_watermark, next_offset) VALUES"
	" (1, 1, 9, 0, 'wire', 0, 1, 1), (2, 2, 9, 1, 'wire', 0, 3, 3),"
	" (3, 3, 9, 3, 'wire', 0, 5, 5);"
	"INSERT INTO delivery (fetch, batch) VALUES (1, 1), (2, 2), (2, 3),"
	" (3, 4);"
	"INSERT INTO offset_commit (exchange, group_id, tp, committed_offset,"
	" kind, outcome, certain_from) VALUES"
	" (4, 'g', 9, 5, 'plain', 'ok', 6004);";

enum { TAPES_MAX = 3 };

struct place {
	char *folder, path[TAPES_MAX][256], merged[256];
	struct tape *from[TAPES_MAX], *to;
};

static int setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	assert_non_null(p);
	p->folder = temp_folder();
	for (int i = 0; i < TAPES_MAX; i++)
		snprintf(p->path[i], sizeof(p->path[i]), "%s/%d.ktape",
			 p->folder, i);
	snprintf(p->merged, sizeof(p->merged), "%s/merged.ktape", p->folder);
	*state = p;
	return 0;
}

static int teardown(void **state)
{
	struct place *p = *state;

	for (int i = 0; i < TAPES_MAX; i++)
		tape_close(p->from[i]);
	tape_close(p->to);
	temp_remove(p->folder);
	free(p);
	return 0;
}

static void run_sql(struct tape *t, const char *sql)
{
	if (sqlite3_exec(tape_db(t), sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(tape_db(t)), sql);
}

/* All its stamps, by us. */
static void move_clock(struct tape *t, int us)
{
	for (const struct reference *r = references; r->table; r++) {
		char sql[200];

		if (strcmp(r->to, REFERENCE_STAMP) != 0)
			continue;
		snprintf(sql, sizeof(sql), "UPDATE %s SET %s = %s + %d",
			 r->table, r->column, r->column, us);
		run_sql(t, sql);
	}
}

/* Tape `i`: `content`, and then what `more` says of it. */
static void have(struct place *p, int i, const char *content, const char *more,
		 int clock)
{
	struct err e = { 0 };
	struct tape *t = NULL;

	if (tape_open(&t, p->path[i], TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	run_sql(t, content);
	run_sql(t, more);
	move_clock(t, clock);
	if (tape_seal(t, NULL, NULL, &e) < 0 ||
	    tape_set_fact_int(t, "complete", 1, &e) < 0)
		fail_msg("%s", e.text);
	tape_close(t);
	if (tape_open(&p->from[i], p->path[i], TAPE_READ, &e) < 0)
		fail_msg("%s", e.text);
}

static int try_merge(struct place *p, size_t count, struct err *e)
{
	if (tape_open(&p->to, p->merged, TAPE_CREATE, e) < 0)
		fail_msg("%s", e->text);
	return merge_tapes(p->to, p->from, count, NULL, NULL, e);
}

static void merge(struct place *p, size_t count)
{
	struct err e = { 0 };

	if (try_merge(p, count, &e) < 0)
		fail_msg("%s", e.text);
	assert_whole(p->to);
}

/* ---- what both saw */

static void what_both_saw_is_there_once(void **state)
{
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	have(p, 1, reader, "", 0);
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT name, topic_id, incarnation, partitions FROM topic",
		    "orders|o|1|2");
	/* from 1 on both were there */
	assert_rows(p->to,
		    "SELECT partition, end_offset FROM topic_partition"
		    " ORDER BY 1",
		    "0|1 1|0");
	assert_rows(p->to,
		    "SELECT offset, key, producer, first_delivered_at_us"
		    " IS NOT NULL FROM records ORDER BY offset, key",
		    "0|a|NULL|1 1|b|NULL|1 2|c|NULL|1 3|d|NULL|0 4|e|NULL|0"
		    " 4|x|NULL|1");
	/* with the sightings of both */
	assert_rows(p->to,
		    "SELECT b.base_offset, (SELECT count(*) FROM produce"
		    " p WHERE p.batch = b.id), (SELECT count(*) FROM"
		    " delivery d WHERE d.batch = b.id), b.exchange IS"
		    " NOT NULL, b.leader_epoch FROM batch b"
		    " ORDER BY 1, 2 DESC",
		    "0|1|1|1|0 1|1|1|1|0 2|1|1|1|0 3|1|0|1|-1 4|1|0|1|0"
		    " 4|0|1|0|0");
	/* the answer that did not come is made up for by the reader */
	assert_rows(p->to,
		    "SELECT p.outcome, p.proof FROM produce p JOIN batch"
		    " b ON b.id = p.batch WHERE b.base_offset = 2",
		    "ok|fetched");
	assert_rows(p->to, "SELECT kind FROM batch_link", "differs from");
	assert_rows(p->to, "SELECT group_id, committed_offset FROM commits",
		    "g|5");
	assert_rows(p->to, "SELECT name FROM service ORDER BY id", "shop bill");
	assert_rows(p->to,
		    "SELECT key, value FROM tape WHERE key IN"
		    " ('started', 'ended', 'complete', 'cluster_id')"
		    " ORDER BY key",
		    "cluster_id|K complete|1 ended|9000 started|100");
}

static void it_does_not_matter_which_comes_first(void **state)
{
	struct place *p = *state;

	have(p, 0, reader, "", 0);
	have(p, 1, writer, "", 0);
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT b.base_offset, (SELECT count(*) FROM produce"
		    " p WHERE p.batch = b.id), (SELECT count(*) FROM"
		    " delivery d WHERE d.batch = b.id), b.exchange IS"
		    " NOT NULL FROM batch b ORDER BY 1, 2 DESC",
		    "0|1|1|1 1|1|1|1 2|1|1|1 3|1|0|1 4|1|0|1 4|0|1|0");
	assert_rows(p->to, "SELECT name, topic_id FROM topic", "orders|o");
	assert_rows(p->to, "SELECT count(*) FROM records", "6");
	assert_rows(p->to,
		    "SELECT p.outcome, p.proof FROM produce p JOIN batch"
		    " b ON b.id = p.batch WHERE b.base_offset = 2",
		    "ok|fetched");
}

static void like_content_without_a_producer_id_decides_if_there_is_one(
	void **state)
{
	static const char plain[] =
		"UPDATE batch SET producer_id = -1, producer_epoch = -1,"
		" base_sequence = -1";
	struct place *p = *state;

	have(p, 0, writer, plain, 0);
	have(p, 1, reader, plain, 0);
	have(p, 2, writer,
	     "UPDATE batch SET producer_id = -1, producer_epoch = -1,"
	     " base_sequence = -1, hash = 13 WHERE id IN (3, 4);"
	     "UPDATE batch SET base_offset = NULL, last_offset = NULL, in_log ="
	     " NULL, acked_at = NULL WHERE id = 4",
	     1);
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT count(*) FROM batch WHERE base_offset IS NULL",
		    "0");
	tape_discard(p->to);
	p->to = NULL;
	/* two are like it: either may be the one that was read */
	struct tape *first = p->from[0];

	p->from[0] = p->from[2];
	p->from[2] = first;
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT count(*) FROM batch WHERE base_offset IS NULL",
		    "2");
}

/* ---- time */

static const char unique[] =
	"SELECT count(*) - count(DISTINCT at) FROM (SELECT q AS at FROM exchange"
	" UNION ALL SELECT f FROM exchange UNION ALL SELECT r FROM exchange"
	" UNION ALL SELECT d FROM exchange UNION ALL SELECT opened FROM"
	" connection) WHERE at IS NOT NULL";

static void ids_go_by_time_and_stamps_stay_unique(void **state)
{
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	have(p, 1, reader, "", 0);
	merge(p, 2);
	assert_rows(p->to, unique, "0");
	assert_rows(p->to, "SELECT id, api_key, q FROM exchange ORDER BY id",
		    "1|0|1000 2|1|1500 3|1|1990 4|0|2000 5|0|3000 6|0|4000"
		    " 7|1|4002 8|0|5000 9|8|6002");
	assert_rows(p->to, "SELECT f, r FROM exchange WHERE id = 7",
		    "4003|6000");
	/* rows that spoke of one moment still do */
	assert_rows(p->to,
		    "SELECT count(*) FROM batch b JOIN exchange e ON e.id"
		    " = b.exchange WHERE b.acked_at IS NOT e.r",
		    "0");
	assert_rows(p->to,
		    "SELECT count(*) FROM delivery d JOIN fetch f ON f.id"
		    " = d.fetch JOIN exchange e ON e.id = f.exchange JOIN"
		    " batch b ON b.id = d.batch WHERE e.d IS NOT"
		    " b.first_delivered_at",
		    "0");
	assert_rows(p->to,
		    "SELECT group_concat(key, '') FROM (SELECT key FROM"
		    " record ORDER BY id)",
		    "abcdex");
}

/* That a was read at 1504 and sent at 1001, and that the fetch of 1501 did not see
 * what was acknowledged at 2010, is all that the tapes say. */
static void clocks_that_may_agree_are_left_alone(void **state)
{
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	have(p, 1, reader, "", 0);
	merge(p, 2);
	assert_rows(p->to, "SELECT shift, slack FROM recording ORDER BY id",
		    "0|0 0|509");
	assert_rows(p->to,
		    "SELECT count(*) FROM exchange e JOIN recording r ON"
		    " e.connection BETWEEN r.first_connection AND"
		    " r.last_connection GROUP BY r.id ORDER BY r.id",
		    "5 4");
}

static void clocks_that_can_not_are_moved(void **state)
{
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	have(p, 1, reader, "", 7000000);
	have(p, 2, reader, "UPDATE tape SET value = 1 WHERE key = 'started'",
	     -7000000);
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT abs(shift - 7000000) <= slack, slack < 600"
		    " FROM recording WHERE id = 2",
		    "1|1");
	assert_rows(p->to,
		    "SELECT abs(min(q) - 1500) < 600 FROM exchange WHERE"
		    " api_key = 1",
		    "1");
	tape_discard(p->to);
	p->to = NULL;
	tape_close(p->from[1]);
	p->from[1] = p->from[2];
	p->from[2] = NULL;
	merge(p, 2);
	assert_rows(p->to,
		    "SELECT abs(shift + 7000000) <= slack FROM recording"
		    " WHERE id = 2",
		    "1");
}

static void clocks_of_which_nothing_is_said_are_unknown(void **state)
{
	/* nobody was acknowledged by all: the reader may be late, not early */
	static const char acks_one[] = "UPDATE produce SET acks = 1";
	/* a was read before it was sent, and read in vain when it was there */
	static const char contradiction[] =
		"UPDATE exchange SET q = 1490, f = 1491, r = 1492, d = 1493"
		" WHERE id = 1;"
		"UPDATE exchange SET q = 90000, f = 90001, r = 90002, d = 90003"
		" WHERE id = 3;"
		"UPDATE batch SET first_delivered_at = 500 WHERE id = 1;"
		"UPDATE fetch SET high_watermark = 1 WHERE id = 3";
	struct place *p = *state;

	have(p, 0, writer, acks_one, 0);
	have(p, 1, reader, "", 0);
	merge(p, 2);
	assert_rows(p->to, "SELECT shift, slack FROM recording WHERE id = 2",
		    "0|NULL");
	tape_discard(p->to);
	p->to = NULL;
	tape_close(p->from[0]);
	tape_close(p->from[1]);
	unlink(p->path[0]);
	unlink(p->path[1]);
	have(p, 0, writer, "", 0);
	have(p, 1, reader, contradiction, 0);
	merge(p, 2);
	assert_rows(p->to, "SELECT shift, slack FROM recording WHERE id = 2",
		    "0|NULL");
}

/* ---- slices, and a tape and itself */

static void a_tape_and_itself_are_that_tape(void **state)
{
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	have(p, 1, writer, "", 0);
	merge(p, 2);
	for (const struct reference *r = references; r->table; r++) {
		char sql[200], *before, *after;

		snprintf(sql, sizeof(sql), "SELECT * FROM %s ORDER BY rowid",
			 r->table);
		before = rows_text(p->from[0], sql);
		after = rows_text(p->to, sql);
		assert_string_equal(after, before);
		free(before);
		free(after);
	}
	assert_rows(p->to, "SELECT count(*) FROM recording", "0");
}

static void what_both_slices_lack_is_missing(void **state)
{
	static const struct {
		const char *a, *b, *rest;
	} cases[] = {
		{ "('cut', 'x', NULL, NULL, 100, 9000)",
		  "('cut', 'y', NULL, NULL, 100, 9000)", "" },
		{ "('cut', 'x', NULL, NULL, 100, 9000)",
		  "('cut', 'x', NULL, NULL, 100, 9000)",
		  "x|NULL|NULL|100|9000" },
		{ "('cut', NULL, NULL, NULL, 100, 3000)",
		  "('cut', NULL, NULL, NULL, 2000, 9000)",
		  "NULL|NULL|NULL|2000|3000" },
		{ "('cut', NULL, NULL, NULL, 100, 2000)",
		  "('cut', NULL, NULL, NULL, 3000, 9000)", "" },
		{ "('cut', 'x', 1, NULL, 100, 9000)",
		  "('cut', NULL, NULL, 'g', 100, 200)", "x|1|g|100|200" },
		{ "('killed', NULL, NULL, NULL, 100, 9000)",
		  "('killed', NULL, NULL, NULL, 100, 9000)",
		  "NULL|NULL|NULL|100|9000" },
	};
	struct place *p = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		static const char format[] =
			"INSERT INTO gap (why, topic, partition, group_id,"
			" since, until) VALUES %s;"
			"INSERT INTO tape VALUES ('cut_from', 'w')";
		char sql[300];

		snprintf(sql, sizeof(sql), format, cases[i].a);
		have(p, 0, writer, sql, 0);
		snprintf(sql, sizeof(sql), format, cases[i].b);
		have(p, 1, writer, sql, 0);
		merge(p, 2);
		assert_rows(p->to,
			    "SELECT topic, partition, group_id, since,"
			    " until FROM gap",
			    cases[i].rest);
		assert_rows(p->to,
			    "SELECT count(*) FROM tape WHERE key ="
			    " 'cut_from'",
			    strcmp(cases[i].rest, "") &&
					    !strstr(cases[i].a, "killed")
				    ? "1"
				    : "0");
		tape_discard(p->to);
		p->to = NULL;
		for (int k = 0; k < 2; k++) {
			tape_close(p->from[k]);
			p->from[k] = NULL;
			unlink(p->path[k]);
		}
	}
}

/* ---- what is no merge */

static void what_can_not_be_one_is_refused(void **state)
{
	static const struct {
		const char *more; /* of the second tape */
		enum err_code code;
		const char *words;
	} cases[] = {
		{ "UPDATE tape SET value = 'L' WHERE key = 'cluster_id'",
		  ERR_USAGE, "is of cluster K, " },
		{ "DELETE FROM tape WHERE key = 'cluster_id'", ERR_UNPROVEN,
		  "is not known" },
		{ "INSERT INTO tape VALUES ('cut_from', 'w')", ERR_USAGE,
		  "is a slice" },
		{ "INSERT INTO recording (tape) VALUES ('w')", ERR_USAGE,
		  "is merged already" },
		{ "UPDATE tape SET value = 100 WHERE key = 'started'",
		  ERR_UNPROVEN, "is not of their recording" },
	};
	struct place *p = *state;

	have(p, 0, writer, "", 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err e = { 0 };

		have(p, 1, reader, cases[i].more, 0);
		assert_int_equal(try_merge(p, 2, &e), -1);
		if (!strstr(e.text, cases[i].words))
			fail_msg("'%s' is not in '%s'", cases[i].words, e.text);
		assert_int_equal(e.code, cases[i].code);
		tape_discard(p->to);
		p->to = NULL;
		tape_close(p->from[1]);
		p->from[1] = NULL;
		unlink(p->path[1]);
	}
}

#define PLACE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE(what_both_saw_is_there_once),
		PLACE(it_does_not_matter_which_comes_first),
		PLACE(like_content_without_a_producer_id_decides_if_there_is_one),
		PLACE(ids_go_by_time_and_stamps_stay_unique),
		PLACE(clocks_that_may_agree_are_left_alone),
		PLACE(clocks_that_can_not_are_moved),
		PLACE(clocks_of_which_nothing_is_said_are_unknown),
		PLACE(a_tape_and_itself_are_that_tape),
		PLACE(what_both_slices_lack_is_missing),
		PLACE(what_can_not_be_one_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
