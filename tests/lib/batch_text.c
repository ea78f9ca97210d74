/* SPDX-License-Identifier: Apache-2.0 */
/* batch_text.c - records as text, to be compared with what Kafka reads. */
#include "tests/lib/batch_text.h"

static void print_hex(FILE *out, struct bytes b)
{
	if (!b.p)
		fprintf(out, "null");
	else if (!b.n)
		fprintf(out, "-");
	for (size_t i = 0; b.p && i < b.n; i++)
		fprintf(out, "%02x", b.p[i]);
}

static void print_record(FILE *out, const struct record *r)
{
	struct bytes key, value;
	struct cursor c;

	fprintf(out, " (%lld %lld ", (long long)r->offset,
		(long long)r->timestamp);
	print_hex(out, r->key);
	fprintf(out, " ");
	print_hex(out, r->value);
	cursor_init(&c, r->headers);
	while (record_header_next(&c, &key, &value)) {
		fprintf(out, " ");
		print_hex(out, key);
		fprintf(out, "=");
		print_hex(out, value);
	}
	fprintf(out, "%s)", cursor_ok(&c) ? "" : " malformed headers");
}

static void print_header(FILE *out, const struct batch *b)
{
	fprintf(out, " offsets %lld %lld epoch %d %s %s%s%s",
		(long long)b->base_offset, (long long)b->last_offset,
		b->leader_epoch, compression_name(b->compression),
		b->log_append_time ? "append" : "create",
		b->transactional ? " transactional" : "",
		b->control ? " control" : "");
	if (b->magic == 2)
		fprintf(out, " %s %lld", b->delete_horizon ? "horizon" : "base",
			(long long)b->base_timestamp);
	fprintf(out, " max %lld producer %lld %d %d count %d crc %lu",
		(long long)b->max_timestamp, (long long)b->producer_id,
		b->producer_epoch, b->base_sequence, b->count,
		(unsigned long)b->crc);
}

static void print_batch(FILE *out, struct batch *b, struct inflate *scratch)
{
	struct record_iterator it;
	struct record r;
	int32_t epoch;
	int type;

	fprintf(out, "[%d bytes %zu", b->magic, b->whole.n);
	if (!batch_crc_ok(b) || batch_records(b, scratch, &it)) {
		fprintf(out, batch_crc_ok(b) ? " malformed] " : " broken] ");
		return;
	}
	print_header(out, b);
	type = batch_control_type(b, scratch, &epoch);
	if (type != CONTROL_NONE)
		fprintf(out, " type %d %d", type, epoch);
	batch_records(b, scratch, &it);
	while (record_next(&it, &r))
		print_record(out, &r);
	fprintf(out, "%s] ", cursor_ok(&it.c) ? "" : " malformed");
}

void print_batches(FILE *out, struct bytes records, struct inflate *scratch)
{
	enum batch_result result;
	struct cursor c;
	struct batch b;

	cursor_init(&c, records);
	while ((result = batch_next(&c, &b)) == BATCH_GOT)
		print_batch(out, &b, scratch);
	fprintf(out, "%s",
		result == BATCH_END   ? "end"
		: result == BATCH_CUT ? "cut"
				      : "malformed");
}
