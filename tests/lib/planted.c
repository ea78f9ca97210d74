/* SPDX-License-Identifier: Apache-2.0 */
/* planted.c - the recording in which faults are planted; record() tells it. */
#include "tests/lib/planted.h"

#include "store/tape.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdarg.h>
#include <stdio.h>

static struct place {
	char *folder, tape_path[256], file[256];
	struct tape *tape;
} place;

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void run(const char *format, ...)
{
	char *why = NULL, *sql;
	va_list args;

	va_start(args, format);
	sql = sqlite3_vmprintf(format, args);
	va_end(args);
	if (sqlite3_exec(tape_db(place.tape), sql, NULL, NULL, &why))
		fail_msg("%s: %s", sql, why);
	sqlite3_free(sql);
}

/* ---- a small recording; exchange N is at 10 * N ms */

enum { WRITER = 1, READER = 2, PROBE = 9 };

static void exchange(int id, int connection, int api)
{
	run("INSERT INTO exchange(id, connection, instance, api_key,"
	    " api_version, client_id, q, f, r, d, error_code, fate) VALUES"
	    " (%d, %d, %d, %d, 9, 'client-%d', %d, %d, %d, %d, 0, 'answered')",
	    id, connection, connection, api, connection, id * 10000,
	    id * 10000 + 100, id * 10000 + 1100, id * 10000 + 1200);
}

/* The probe asks where both partitions end. */
static void ends(int id, int first, int second)
{
	exchange(id, PROBE, 2);
	run("INSERT INTO offset_lookup(exchange, tp, timestamp, offset,"
	    " error_code) VALUES (%d, 1, -1, %d, 0), (%d, 2, -1, %d, 0);"
	    "UPDATE topic_partition SET end_offset = coalesce(end_offset, %d),"
	    " last_end_offset = %d WHERE id = 1;"
	    "UPDATE topic_partition SET end_offset = coalesce(end_offset, %d),"
	    " last_end_offset = %d WHERE id = 2;",
	    id, first, id, second, first, first, second, second);
}

/* A batch with that id, of `count` records. */
static void write_batch(int id, int tp, int base, int count)
{
	exchange(id, WRITER, 0);
	run("INSERT INTO batch(id, tp, base_offset, last_offset, producer_id,"
	    " logical_batch, records, first_record, transactional, origin,"
	    " exchange, in_log, crc_ok, complete, acked_at, magic) VALUES"
	    " (%d, %d, %d, %d, -1, %d, %d, %d, 0, 'produced', %d, 1, 1, 1, %d,"
	    " 2);"
	    "INSERT INTO produce(exchange, tp, batch, acks, error_code,"
	    " base_offset, outcome, proof) VALUES"
	    " (%d, %d, %d, -1, 0, %d, 'ok', 'response')",
	    id, tp, base, base + count - 1, id, count, id * 100, id,
	    id * 10000 + 1100, id, tp, id, base);
	for (int i = 0; i < count; i++)
		run("INSERT INTO record VALUES (%d, %d, %d, %d, 1, 'k%d',"
		    " '{\"id\":%d,\"v\":%d}', NULL, 0)",
		    id * 100 + i, id, tp, base + i, i, id * 100 + i, base + i);
}

/* The group is given what lies between the offsets. */
static void read_batches(int id, int tp, int from, int to)
{
	exchange(id, READER, 1);
	run("INSERT INTO fetch(id, exchange, tp, fetch_offset, offset_from,"
	    " isolation, in_request, in_response, error_code, high_watermark,"
	    " next_offset) VALUES (%d, %d, %d, %d, 'wire', 1, 1, 1, 0, %d, %d);"
	    "INSERT INTO delivery(fetch, batch, first_visible_offset)"
	    " SELECT %d, id, CASE WHEN base_offset < %d THEN %d END FROM batch"
	    " WHERE tp = %d AND base_offset < %d AND last_offset >= %d",
	    id, id, tp, from, to, to, id, from, from, tp, to, from);
}

static void commit(int id, int tp, int offset)
{
	exchange(id, READER, 8);
	run("INSERT INTO offset_commit(exchange, group_id, member_id,"
	    " generation, tp, committed_offset, error_code, kind,"
	    " effective_from, certain_from, outcome) VALUES"
	    " (%d, 'billing', 'm', 1, %d, %d, 0, 'plain', %d, %d, 'ok')",
	    id, tp, offset, id * 10000 + 100, id * 10000 + 1100);
}

/* Partition 0 of orders gets five records, partition 1 two; group billing reads
 * and commits them all, and writes an invoice for each but one, which goes to
 * orders.dlq. */
static void record(void)
{
	run("INSERT INTO connection(id, source, peer, opened) VALUES"
	    " (1, 'client', '10.0.0.1:1', 20), (2, 'client', '10.0.0.2:1', 30),"
	    " (9, 'probe', '10.0.0.9:1', 5);"
	    "INSERT INTO instance(id, kind) VALUES (1, 'producer'),"
	    " (2, 'consumer'), (9, 'admin');"
	    "INSERT INTO topic(id, name, incarnation, first_seen) VALUES"
	    " (1, 'orders', 1, 10), (2, 'invoices', 1, 10),"
	    " (3, 'orders.dlq', 1, 10);"
	    "INSERT INTO topic_partition(id, topic, partition, end_offset,"
	    " last_end_offset) VALUES (1, 1, 0, NULL, NULL),"
	    " (2, 1, 1, NULL, NULL), (3, 2, 0, 0, 6), (4, 3, 0, 0, 1)");
	ends(1, 0, 0);
	write_batch(11, 1, 0, 2);
	write_batch(12, 2, 0, 2);
	write_batch(13, 1, 2, 3);
	read_batches(20, 1, 0, 2);
	read_batches(21, 1, 2, 5);
	read_batches(22, 2, 0, 2);
	write_batch(30, 3, 0, 2);
	write_batch(31, 3, 2, 2);
	write_batch(32, 4, 0, 1);
	commit(40, 1, 5);
	commit(41, 2, 2);
	write_batch(42, 3, 4, 2);
	run("UPDATE record SET value = CASE id"
	    " WHEN 3000 THEN '{\"of\":1100}' WHEN 3001 THEN '{\"of\":1101}'"
	    " WHEN 3100 THEN '{\"of\":1200}' WHEN 3101 THEN '{\"of\":1201}'"
	    " WHEN 4200 THEN '{\"of\":1301}' WHEN 4201 THEN '{\"of\":1302}'"
	    " ELSE value END;"
	    "UPDATE record SET headers = '[[\"id\",\"1300\"]]'"
	    " WHERE id = 3200");
	ends(90, 5, 2);
}

static void begin(void)
{
	struct err e = { 0 };

	place.folder = temp_folder();
	snprintf(place.tape_path, sizeof(place.tape_path), "%s/a.ktape",
		 place.folder);
	snprintf(place.file, sizeof(place.file), "%s/a.expect", place.folder);
	if (tape_open(&place.tape, place.tape_path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	record();
}

struct captured planted_check(const char *only, const char *expected,
			      const char *change)
{
	const char *const args[] = { "check",    place.tape_path, "--expect",
				     place.file, "--only",        only,
				     NULL };
	struct err e = { 0 };
	struct captured c;
	FILE *f;

	begin();
	run("%s", change);
	f = fopen(place.file, "w");
	assert_non_null(f);
	fputs(expected, f);
	fclose(f);
	assert_int_equal(tape_complete(place.tape, 9, &e), 0);
	if (tape_seal(place.tape, NULL, NULL, &e) < 0)
		fail_msg("%s", e.text);
	tape_close(place.tape);
	c = captured_run(cmd_check, args, NULL);
	temp_remove(place.folder);
	return c;
}

void planted_each(const char *only, const struct plant *plants, size_t count)
{
	for (const struct plant *p = plants; p < plants + count; p++) {
		struct captured c = planted_check(only, p->expected, p->change);

		if (!strstr(c.out, p->said) || c.status != p->status)
			fail_msg("%s\n'%s' is not in '%s' ('%s'), status %d",
				 p->change, p->said, c.out, c.err, c.status);
		captured_release(&c);
	}
}
