/* SPDX-License-Identifier: Apache-2.0 */
/* records.c - from the records of one batch to rows of the table `record`, in
 * one pass and without an allocation a record.  Which batch it is, and whether
 * its rows are wanted, is decided elsewhere. */
#include "store/records.h"

#include "codec/json.h"
#include "store/change.h"
#include "store/hash.h"

void record_rows_init(struct record_rows *rows, struct tape *tape)
{
	*rows = (struct record_rows) { .tape = tape };
	writer_init(&rows->headers, 0);
	writer_init(&rows->absent, 0);
}

void record_rows_release(struct record_rows *rows)
{
	inflate_release(&rows->inflate);
	writer_release(&rows->headers);
	writer_release(&rows->absent);
}

/* ---- hashes */

uint64_t record_hash(const struct record *r)
{
	uint64_t h = hash_bytes(hash_bytes(0, r->key), r->value);
	struct bytes key, value;
	struct cursor c;

	if (!r->header_count)
		return h;
	cursor_init(&c, r->headers);
	while (record_header_next(&c, &key, &value))
		h = hash_bytes(hash_bytes(h, key), value);
	return h;
}

void records_look(struct record_rows *rows, struct batch *b,
		  struct record_facts *facts)
{
	struct record_iterator it;
	struct record r;

	*facts = (struct record_facts) { 0 };
	facts->error = batch_records(b, &rows->inflate, &it);
	if (facts->error != DECODE_OK)
		return;
	for (; record_next(&it, &r); facts->count++)
		facts->hash = hash_number(facts->hash, record_hash(&r));
	facts->error = it.c.error;
}

static void add_absent(struct writer *out, int64_t offset)
{
	json_raw(out, out->size ? "," : "[");
	json_int(out, offset);
}

/* Go on to the row of `r`, over those of others; false: there is none. */
static bool find_row(sqlite3_stmt *st, const struct record *r,
		     struct writer *absent)
{
	while (sqlite3_step(st) == SQLITE_ROW) {
		int64_t offset = sqlite3_column_int64(st, 0);

		if (offset == r->offset)
			return (uint64_t)sqlite3_column_int64(st, 1) ==
			       record_hash(r);
		if (offset > r->offset)
			return false;
		add_absent(absent, offset);
	}
	return false;
}

bool records_among(struct record_rows *rows, struct batch *b, int64_t first,
		   int64_t count)
{
	sqlite3_stmt *st = tape_statement(
		rows->tape,
		"SELECT offset, hash FROM record WHERE id BETWEEN ?1 AND ?2 "
		"ORDER BY id",
		NULL);
	struct record_iterator it;
	struct record r;
	bool found = true;

	writer_reset(&rows->absent);
	if (!st || batch_records(b, &rows->inflate, &it) != DECODE_OK)
		return false;
	sqlite3_bind_int64(st, 1, first);
	sqlite3_bind_int64(st, 2, first + count - 1);
	while (found && record_next(&it, &r))
		found = find_row(st, &r, &rows->absent);
	while (found && sqlite3_step(st) == SQLITE_ROW)
		add_absent(&rows->absent, sqlite3_column_int64(st, 0));
	sqlite3_reset(st);
	json_raw(&rows->absent, rows->absent.size ? "]" : "");
	return found && cursor_ok(&it.c);
}

/* ---- rows */

/* Kafka's headers are a list, and a key may come twice: a JSON array. */
static struct bytes headers_json(struct writer *out, const struct record *r)
{
	struct bytes key, value;
	const char *before = "[[";
	struct cursor c;

	if (!r->header_count)
		return bytes_of(NULL, 0);
	writer_reset(out);
	cursor_init(&c, r->headers);
	for (; record_header_next(&c, &key, &value); before = "],[") {
		json_raw(out, before);
		json_string(out, key);
		json_raw(out, ",");
		if (!value.p) {
			json_raw(out, "null");
		} else if (utf8_valid(value)) {
			json_string(out, value);
		} else {
			json_raw(out, "{\"b64\":\"");
			json_base64(out, value);
			json_raw(out, "\"}");
		}
	}
	json_raw(out, "]]");
	return writer_bytes(out);
}

static int insert_record(struct record_rows *rows,
			 const struct record_place *place, int64_t index,
			 const struct record *r, uint64_t hash, struct err *e)
{
	struct insert *i = tape_insert(rows->tape, TABLE_RECORD);

	insert_int(i, place->batch);
	insert_int(i, place->tp);
	if (place->own_offsets)
		insert_int(i, r->offset);
	else if (place->base_offset >= 0)
		insert_int(i, place->base_offset + index);
	else
		insert_null(i);
	insert_int(i,
		   place->append_time >= 0 ? place->append_time : r->timestamp);
	insert_text_or_blob(i, r->key);
	insert_text_or_blob(i, r->value);
	insert_view(i, headers_json(&rows->headers, r));
	insert_int(i, (int64_t)hash);
	return insert_row(i, e) < 0 ? -1 : 0;
}

int records_insert(struct record_rows *rows, const struct record_place *place,
		   struct batch *b, struct record_facts *facts, struct err *e)
{
	int64_t first = insert_next_id(tape_insert(rows->tape, TABLE_RECORD));
	struct record_iterator it;
	struct record r;

	*facts = (struct record_facts) { 0 };
	facts->error = batch_records(b, &rows->inflate, &it);
	if (facts->error != DECODE_OK)
		return 0;
	for (; record_next(&it, &r); facts->count++) {
		uint64_t hash = record_hash(&r);

		facts->hash = hash_number(facts->hash, hash);
		if (insert_record(rows, place, facts->count, &r, hash, e) < 0)
			return -1;
	}
	facts->error = it.c.error;
	if (facts->error == DECODE_OK && rows->headers.failed)
		facts->error = DECODE_MEMORY;
	if (facts->error == DECODE_OK) {
		facts->first = facts->count ? first : 0;
		return 0;
	}
	/* bad from some record on: half a batch would look like a whole one */
	return facts->count == 0
		       ? 0
		       : change(rows->tape, "DELETE FROM record WHERE id >= ?1",
				&first, 1, e);
}
