/* SPDX-License-Identifier: Apache-2.0 */
/* batch_rows.c - the rows of one batch: inserted once, completed when its offset
 * becomes known later.  Which batch it is was decided before. */
#include "store/change.h"
#include "store/observe.h"

#include <stdio.h>

/* Something in a batch could not be read: the frame is kept for it. */
static void note_inside(struct scribe *s, const char *what,
			enum decode_error error)
{
	if (!s->inside[0])
		snprintf(s->inside, sizeof(s->inside), "records: %s: %s", what,
			 decode_error_text(error));
}

static const char *control_name(struct scribe *s, struct batch *b,
				char number[16])
{
	int32_t epoch;
	int type = batch_control_type(b, &s->rows.inflate, &epoch);

	if (type == CONTROL_COMMIT)
		return "COMMIT";
	if (type == CONTROL_ABORT)
		return "ABORT";
	snprintf(number, 16, "%d", type);
	return number;
}

static int64_t last_offset(const struct known *k)
{
	return k->base_offset + k->span - 1;
}

static int64_t insert_batch_row(struct scribe *s, const struct known *k,
				struct batch *b,
				const struct batch_origin *origin,
				bool complete, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_BATCH);
	bool append = b->log_append_time || k->append_time >= 0;
	char number[16];

	insert_int(i, k->tp->row);
	insert_int_or_null(i, k->base_offset, -1);
	insert_int_or_null(i, k->base_offset < 0 ? -1 : last_offset(k), -1);
	insert_int(i, b->producer_id);
	insert_int(i, b->producer_epoch);
	insert_int(i, b->base_sequence);
	insert_int(i, k->logical ? k->logical : insert_next_id(i));
	insert_int(i, k->count);
	insert_int_or_null(i, k->first_record, 0);
	insert_text(i, compression_name(b->compression));
	insert_text(i, append ? "LogAppendTime" : "CreateTime");
	insert_int(i, b->transactional);
	insert_text(i, b->control ? control_name(s, b, number) : NULL);
	insert_int(i, k->leader_epoch);
	insert_int(i, k->append_time >= 0 ? k->append_time : b->max_timestamp);
	insert_int(i, (int64_t)b->whole.n);
	insert_int(i, b->magic);
	insert_int(i, complete);
	insert_int(i, b->crc);
	insert_int(i, batch_crc_ok(b));
	if (k->hashed)
		insert_int(i, (int64_t)k->hash);
	else
		insert_null(i);
	insert_text(i, origin->origin);
	insert_int_or_null(i, origin->exchange, 0);
	insert_int_or_null(i, origin->in_log, -1);
	insert_int_or_null(i, origin->acked_at, 0);
	insert_int_or_null(i, origin->delivered_at, 0);
	return insert_row(i, e);
}

int batch_insert(struct scribe *s, struct known *k, struct batch *b,
		 const struct batch_origin *origin, struct err *e)
{
	struct record_place place = {
		.batch = insert_next_id(tape_insert(s->tape, TABLE_BATCH)),
		.tp = k->tp->row,
		.base_offset = k->base_offset,
		.own_offsets = origin->origin[0] == 'f',
		.append_time = k->append_time,
	};
	struct record_facts facts = { 0 };

	if (!b->control) {
		if (records_insert(&s->rows, &place, b, &facts, e) < 0)
			return -1;
		if (facts.error != DECODE_OK)
			note_inside(s, "records", facts.error);
		k->hashed = facts.error == DECODE_OK;
		k->hash = facts.hash;
		k->first_record = facts.first;
		if (k->hashed)
			k->count = (int32_t)facts.count;
		if (k->hashed && b->magic < 2 && !place.own_offsets)
			k->span = k->count;
		scribe_count(&s->counts.records, (uint64_t)facts.count);
	}
	k->row = insert_batch_row(s, k, b, origin, facts.error == DECODE_OK, e);
	k->held = 0;
	return k->row < 0 ? -1 : 0;
}

/* ---- later */

static const char locate_batch[] =
	"UPDATE batch SET base_offset = ?2, last_offset = ?3, in_log = 1, "
	"acked_at = coalesce(acked_at, ?4), "
	"timestamp_type = iif(?5 IS NULL, timestamp_type, 'LogAppendTime'), "
	"max_timestamp = coalesce(?5, max_timestamp) WHERE id = ?1";
static const char locate_records[] =
	"UPDATE record SET offset = ?3 + id - ?1, "
	"timestamp = coalesce(?4, timestamp) WHERE id BETWEEN ?1 AND ?2";
static const char acknowledge_batch[] =
	"UPDATE batch SET in_log = 1, acked_at = coalesce(acked_at, ?2) "
	"WHERE id = ?1";

static int64_t or_null(int64_t v, int64_t unknown)
{
	return v == unknown ? CHANGE_NULL : v;
}

int batch_locate(struct scribe *s, struct known *k, int64_t base_offset,
		 int64_t acked_at, struct err *e)
{
	bool located = base_offset >= 0 && k->base_offset < 0;

	if (located)
		batches_settle(&s->batches, k, base_offset);
	if (!k->row)
		return 0;
	if (!located)
		return acked_at ? change(s->tape, acknowledge_batch,
					 (int64_t[]) { k->row, acked_at }, 2, e)
				: 0;
	int64_t batch[] = { k->row, base_offset, last_offset(k),
			    or_null(acked_at, 0), or_null(k->append_time, -1) };
	int64_t records[] = { k->first_record, k->first_record + k->count - 1,
			      base_offset, or_null(k->append_time, -1) };

	if (change(s->tape, locate_batch, batch, 5, e) < 0)
		return -1;
	return k->first_record ? change(s->tape, locate_records, records, 4, e)
			       : 0;
}

/* ---- the same content twice */

static const char copy_batch[] =
	"SELECT tp, ?2, ?2 + last_offset - base_offset, producer_id, "
	"producer_epoch, base_sequence, logical_batch, records, "
	"iif(first_record IS NULL, NULL, ?3), codec, timestamp_type, "
	"transactional, control, leader_epoch, max_timestamp, bytes, magic, "
	"complete, crc, crc_ok, hash, origin, exchange, 1, ?4, NULL "
	"FROM batch WHERE id = ?1";
static const char copy_records[] =
	"SELECT ?3, tp, ?4 + id - ?1, timestamp, key, value, headers, hash "
	"FROM record WHERE id BETWEEN ?1 AND ?2 ORDER BY id";

static void insert_column(struct insert *i, sqlite3_stmt *st, int column)
{
	int type = sqlite3_column_type(st, column);
	struct bytes b;

	if (type == SQLITE_INTEGER) {
		insert_int(i, sqlite3_column_int64(st, column));
		return;
	}
	if (type == SQLITE_NULL) {
		insert_null(i);
		return;
	}
	b.p = sqlite3_column_blob(st, column);
	b.n = (size_t)sqlite3_column_bytes(st, column);
	if (!b.p)
		b.p = (const uint8_t *)"";
	if (type == SQLITE_TEXT)
		insert_view(i, b);
	else
		insert_blob(i, b);
}

/* Insert every row that the query gives, its columns as they are. */
static int copy_rows(struct scribe *s, enum tape_table table, const char *sql,
		     const int64_t v[4], struct err *e)
{
	sqlite3_stmt *st = tape_statement(s->tape, sql, e);
	struct insert *i = tape_insert(s->tape, table);
	int rc = -1;

	if (!st)
		return -1;
	for (int n = 0; n < 4; n++)
		sqlite3_bind_int64(st, n + 1, v[n]);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		for (int c = 0; c < sqlite3_column_count(st); c++)
			insert_column(i, st, c);
		if (insert_row(i, e) < 0)
			break;
	}
	sqlite3_reset(st);
	return rc == SQLITE_DONE ? 0 : -1;
}

struct known *batch_copy(struct scribe *s, const struct known *k,
			 int64_t base_offset, int64_t acked_at, struct err *e)
{
	int64_t row = insert_next_id(tape_insert(s->tape, TABLE_BATCH));
	int64_t first = insert_next_id(tape_insert(s->tape, TABLE_RECORD));
	int64_t batch[] = { k->row, base_offset, first, acked_at };
	int64_t records[] = { k->first_record, k->first_record + k->count - 1,
			      row, base_offset };
	struct batch like = {
		.base_offset = base_offset,
		.last_offset = base_offset + k->span - 1,
		.producer_id = k->producer_id,
		.producer_epoch = k->producer_epoch,
		.base_sequence = k->base_sequence,
		.leader_epoch = k->leader_epoch,
		.count = k->count,
		.crc = k->crc,
		.whole.n = k->size,
	};
	struct known *copy = batches_add(&s->batches, k->tp, &like, true);

	if (!copy) {
		err_set(e, ERR_IO, "cannot keep a batch: out of memory");
		return NULL;
	}
	copy->row = row;
	copy->first_record = k->first_record ? first : 0;
	copy->hash = k->hash;
	copy->hashed = k->hashed;
	copy->acked = true;
	copy->fetched = false;
	if (copy_rows(s, TABLE_BATCH, copy_batch, batch, e) < 0 ||
	    (k->first_record &&
	     copy_rows(s, TABLE_RECORD, copy_records, records, e) < 0))
		return NULL;
	return copy;
}
