/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_batch.c - batches, message sets, compression, records, headers.
 * Input: a records field. */
#include "tests/fuzz/fuzz.h"

#include "codec/batch.h"

static bool inside(struct bytes b, struct bytes whole)
{
	return !b.p || (b.p >= whole.p && b.n <= whole.n &&
			(size_t)(b.p - whole.p) <= whole.n - b.n);
}

static void read_record(const struct record *r, struct bytes whole)
{
	struct bytes key, value;
	struct cursor c;
	int32_t n = 0;

	must(inside(r->key, whole) && inside(r->value, whole) &&
	     inside(r->headers, whole));
	cursor_init(&c, r->headers);
	while (record_header_next(&c, &key, &value))
		n++;
	must(cursor_ok(&c) && n == r->header_count);
}

static void read_batch(struct batch *b, struct inflate *scratch)
{
	struct record_iterator it;
	struct record r;
	int32_t n = 0, epoch;

	must(compression_name(b->compression));
	batch_crc_ok(b);
	if (batch_records(b, scratch, &it) == DECODE_OK) {
		bool inflated = b->compression != COMPRESSION_NONE && b->count;
		struct bytes whole =
			inflated ? bytes_of(scratch->data, scratch->size)
				 : b->whole;

		while (record_next(&it, &r)) {
			read_record(&r, whole);
			n++;
		}
		must(n <= b->count);
		must(n == b->count || !cursor_ok(&it.c));
	}
	batch_control_type(b, scratch, &epoch);
}

int fuzz_batch(const uint8_t *data, size_t size)
{
	struct inflate scratch = { 0 };
	enum batch_result result;
	struct cursor c;
	struct batch b;

	cursor_init(&c, bytes_of(data, size));
	while ((result = batch_next(&c, &b)) == BATCH_GOT)
		read_batch(&b, &scratch);
	must((result == BATCH_MALFORMED) == !cursor_ok(&c));
	inflate_release(&scratch);
	return 0;
}
