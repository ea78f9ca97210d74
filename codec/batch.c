/* SPDX-License-Identifier: Apache-2.0 */
/* batch.c - the contents of a `records` field: batches of magic 2, and message
 * sets of magic 0 and 1.  Sums and reads; decompression is compress.c's.
 *
 * Every entry begins alike, and its magic is always at 16:
 *
 *     0        8      12                16    17
 *     | offset | size | epoch, or crc   |magic| ...      size + 12 bytes in all
 *
 *     magic 2: 17 crc, attributes, delta of the last offset, two timestamps,
 *              producer id, epoch, sequence, count; from 61 on the records,
 *              compressed as one block
 *     0 and 1: 17 attributes, timestamp (1 only), key, value; a compressed one
 *              is a wrapper: its value is a set of entries, of the same magic
 *
 * In a wrapper of magic 0 the inner offsets are absolute.  In one of magic 1
 * they are relative, and the wrapper's own offset is the last one's. */
#include "codec/batch.h"

#include "codec/compress.h"
#include "codec/crc32c.h"

enum {
	ENTRY_PREFIX = 12, /* offset, size */
	MAGIC_AT = 16,
	SUMMED_FROM = 21, /* by magic 2's checksum */
	RECORD_MIN = 7,   /* bytes of the smallest record */
	HEADER_MIN = 2,
	MESSAGE_MIN = 14,      /* magic 0 */
	MESSAGE_TIMESTAMP = 8, /* more in magic 1 */
	INNER_MIN = ENTRY_PREFIX + MESSAGE_MIN,
};

enum {
	ATTRIBUTE_CODEC = 0x07,
	ATTRIBUTE_LOG_APPEND_TIME = 0x08,
	ATTRIBUTE_TRANSACTIONAL = 0x10,
	ATTRIBUTE_CONTROL = 0x20,
	ATTRIBUTE_DELETE_HORIZON = 0x40,
};

/* Wire numbers may be anything: wrap, like Java does. */
static int64_t sum(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* ---- entries ---- */

static void read_batch(struct cursor *c, struct batch *b)
{
	b->leader_epoch = cursor_i32(c);
	cursor_skip(c, sizeof(b->magic));
	b->crc = cursor_u32(c);
	int16_t attributes = cursor_i16(c);
	int32_t last_delta = cursor_i32(c);

	if (last_delta < 0)
		cursor_fail(c, DECODE_VALUE);
	b->compression = attributes & ATTRIBUTE_CODEC;
	b->log_append_time = attributes & ATTRIBUTE_LOG_APPEND_TIME;
	b->transactional = attributes & ATTRIBUTE_TRANSACTIONAL;
	b->control = attributes & ATTRIBUTE_CONTROL;
	b->delete_horizon = attributes & ATTRIBUTE_DELETE_HORIZON;
	b->last_offset = sum(b->base_offset, last_delta);
	b->base_timestamp = cursor_i64(c);
	b->max_timestamp = cursor_i64(c);
	b->producer_id = cursor_i64(c);
	b->producer_epoch = cursor_i16(c);
	b->base_sequence = cursor_i32(c);
	b->count = cursor_i32(c);
	b->body = cursor_take(c, cursor_left(c));
}

static void read_message(struct cursor *c, struct batch *b)
{
	b->crc = cursor_u32(c);
	cursor_skip(c, sizeof(b->magic));
	int8_t attributes = cursor_i8(c);

	b->compression = attributes & ATTRIBUTE_CODEC;
	b->log_append_time =
		b->magic == 1 && attributes & ATTRIBUTE_LOG_APPEND_TIME;
	b->base_timestamp = b->magic == 1 ? cursor_i64(c) : -1;
	b->max_timestamp = b->base_timestamp;
	b->last_offset = b->base_offset;
	b->leader_epoch = -1;
	b->producer_id = -1;
	b->producer_epoch = -1;
	b->base_sequence = -1;
	b->count = 1;
	b->body = cursor_take(c, cursor_left(c));
}

static enum batch_result malformed(struct cursor *c, enum decode_error why)
{
	cursor_fail(c, why);
	return BATCH_MALFORMED;
}

enum batch_result batch_next(struct cursor *records, struct batch *b)
{
	struct cursor c = *records;

	if (!cursor_ok(records))
		return BATCH_MALFORMED;
	if (!cursor_left(records))
		return BATCH_END;
	if (cursor_left(records) <= MAGIC_AT)
		return BATCH_CUT;
	*b = (struct batch) { .base_offset = cursor_i64(&c) };
	int32_t size = cursor_i32(&c);

	cursor_skip(&c, MAGIC_AT - ENTRY_PREFIX);
	b->magic = cursor_i8(&c);
	int32_t least = b->magic == 2   ? BATCH_HEADER - ENTRY_PREFIX
			: b->magic == 1 ? MESSAGE_MIN + MESSAGE_TIMESTAMP
					: MESSAGE_MIN;

	if (b->magic < 0 || b->magic > 2)
		return malformed(records, DECODE_VALUE);
	if (size < least)
		return malformed(records, DECODE_LENGTH);
	if ((size_t)size > cursor_left(records) - ENTRY_PREFIX)
		return BATCH_CUT;
	b->whole = cursor_take(records, ENTRY_PREFIX + (size_t)size);
	cursor_init(&c, b->whole);
	cursor_skip(&c, ENTRY_PREFIX);
	if (b->magic == 2)
		read_batch(&c, b);
	else
		read_message(&c, b);
	return cursor_ok(&c) ? BATCH_GOT : malformed(records, c.error);
}

bool batch_crc_ok(const struct batch *b)
{
	size_t from = b->magic == 2 ? SUMMED_FROM : MAGIC_AT;
	struct bytes summed = bytes_of(b->whole.p + from, b->whole.n - from);

	return b->crc == (b->magic == 2 ? crc32c(summed) : crc32_of(summed));
}

/* ---- the messages of a set ---- */

/* One message of magic 0 or 1.  False: cut (no error), or an error in `c`. */
static bool message_read(struct cursor *c, const struct batch *b,
			 struct record *r)
{
	struct cursor message = *c;

	r->offset = cursor_i64(&message);
	int32_t size = cursor_i32(&message);

	if (!cursor_ok(&message) ||
	    (size >= MESSAGE_MIN && (size_t)size > cursor_left(&message)))
		return false;
	cursor_skip(c, ENTRY_PREFIX);
	if (size < MESSAGE_MIN) {
		cursor_fail(c, DECODE_LENGTH);
		return false;
	}
	cursor_init(&message, cursor_take(c, (size_t)size));
	cursor_skip(&message, sizeof(b->crc));
	int8_t magic = cursor_i8(&message);
	int8_t attributes = cursor_i8(&message);

	if (magic != b->magic || attributes & ATTRIBUTE_CODEC)
		cursor_fail(&message, DECODE_VALUE);
	r->timestamp = magic == 1 ? cursor_i64(&message) : -1;
	r->key = cursor_bytes(&message, false);
	r->value = cursor_bytes(&message, false);
	if (cursor_left(&message))
		cursor_fail(&message, DECODE_TRAILING);
	if (!cursor_ok(&message))
		cursor_fail(c, message.error);
	return cursor_ok(c);
}

/* Count the messages of a wrapper, and learn from the last one's offset what
 * has to be added to each.  Wrappers whose offsets do not rise come from
 * producers that left them to the broker. */
static enum decode_error set_measure(struct bytes set, struct batch *b,
				     struct record_iterator *it)
{
	struct cursor c;
	struct record r;
	int64_t first = 0, last = -1, outer = b->last_offset;

	cursor_init(&c, set);
	it->unnumbered = false;
	for (b->count = 0; message_read(&c, b, &r); b->count++) {
		it->unnumbered |= r.offset <= last;
		first = b->count ? first : r.offset;
		last = r.offset;
	}
	if (c.error || !b->count)
		return c.error ? c.error : DECODE_SHORT;
	if (it->unnumbered) {
		first = 0;
		last = b->count - 1;
		it->base = outer > last ? outer - last : 0;
	} else if (b->magic == 1 && outer) {
		if (last > outer)
			return DECODE_VALUE;
		it->base = sum(outer, -last);
	}
	b->base_offset = sum(it->base, first);
	b->last_offset = sum(it->base, last);
	return DECODE_OK;
}

static enum decode_error set_start(struct batch *b, struct inflate *scratch,
				   struct record_iterator *it)
{
	struct cursor message;

	if (b->compression == COMPRESSION_NONE) {
		b->count = 1;
		cursor_init(&it->c, b->whole);
		return DECODE_OK;
	}
	cursor_init(&message, b->body);
	cursor_bytes(&message, false); /* the key of a wrapper means nothing */
	struct bytes block = cursor_bytes(&message, false);

	if (!cursor_ok(&message))
		return message.error;
	if (!block.p)
		return DECODE_NULL;
	enum decode_error e = decompress(b->compression, b->magic, block,
					 BATCH_MAX_DECOMPRESSED, scratch);

	if (e)
		return e;
	struct bytes set = bytes_of(scratch->data, scratch->size);

	cursor_init(&it->c, set);
	return set_measure(set, b, it);
}

static bool message_next(struct record_iterator *it, struct record *r)
{
	const struct batch *b = it->batch;

	if (!message_read(&it->c, b, r))
		return false;
	r->offset =
		sum(it->base, it->unnumbered ? b->count - it->left : r->offset);
	r->offset_delta =
		(int32_t)((uint64_t)r->offset - (uint64_t)b->base_offset);
	if (b->log_append_time)
		r->timestamp = b->max_timestamp;
	r->header_count = 0;
	r->headers = bytes_of(NULL, 0);
	it->left--;
	return true;
}

/* ---- the records of a batch ---- */

enum decode_error batch_records(struct batch *b, struct inflate *scratch,
				struct record_iterator *it)
{
	enum decode_error e = DECODE_OK;
	struct bytes records = b->body;

	*it = (struct record_iterator) { .batch = b };
	cursor_init(&it->c, bytes_of(NULL, 0));
	if (b->magic < 2) {
		e = set_start(b, scratch, it);
		it->left = e ? 0 : b->count;
		return e;
	}
	/* like Java, ask for nothing behind the header of an empty batch */
	if (b->count == 0)
		return DECODE_OK;
	if (b->compression != COMPRESSION_NONE) {
		e = decompress(b->compression, b->magic, records,
			       BATCH_MAX_DECOMPRESSED, scratch);
		records = bytes_of(scratch->data, scratch->size);
	}
	if (e)
		return e;
	if (b->count < 0 || (size_t)b->count > records.n / RECORD_MIN)
		return DECODE_COUNT;
	cursor_init(&it->c, records);
	it->left = b->count;
	return DECODE_OK;
}

/* A length of varint, -1 for null, and the bytes. */
static struct bytes varint_bytes(struct cursor *c)
{
	int32_t n = cursor_varint(c);

	if (n >= 0)
		return cursor_take(c, (size_t)n);
	if (n < -1)
		cursor_fail(c, DECODE_LENGTH);
	return bytes_of(NULL, 0);
}

bool record_header_next(struct cursor *c, struct bytes *key,
			struct bytes *value)
{
	if (!cursor_left(c))
		return false;
	*key = varint_bytes(c);
	*value = varint_bytes(c);
	if (!key->p)
		cursor_fail(c, DECODE_NULL);
	return cursor_ok(c);
}

/* The headers are `n` bytes and must be `count`. */
static struct bytes headers_read(struct cursor *c, int32_t count, size_t n)
{
	struct bytes headers = cursor_take(c, n), key, value;
	struct cursor inner;

	if (count < 0 || (size_t)count > n / HEADER_MIN)
		cursor_fail(c, DECODE_COUNT);
	cursor_init(&inner, headers);
	while (count > 0 && record_header_next(&inner, &key, &value))
		count--;
	if (count > 0)
		cursor_fail(c, inner.error ? inner.error : DECODE_SHORT);
	if (cursor_left(&inner))
		cursor_fail(c, DECODE_TRAILING);
	return headers;
}

bool record_next(struct record_iterator *it, struct record *r)
{
	struct cursor *c = &it->c;
	const struct batch *b = it->batch;

	if (it->left == 0) {
		if (b->magic == 2 && cursor_left(c))
			cursor_fail(c, DECODE_TRAILING);
		return false;
	}
	if (b->magic < 2)
		return message_next(it, r);
	int32_t size = cursor_varint(c);

	if (size < 0 || (size_t)size > cursor_left(c)) {
		cursor_fail(c, DECODE_LENGTH);
		return false;
	}
	size_t end = cursor_offset(c) + (size_t)size;

	cursor_i8(c); /* attributes: no bit of them has a meaning */
	r->timestamp = sum(b->base_timestamp, cursor_varlong(c));
	r->offset_delta = cursor_varint(c);
	r->key = varint_bytes(c);
	r->value = varint_bytes(c);
	r->header_count = cursor_varint(c);
	if (cursor_ok(c) && cursor_offset(c) > end)
		cursor_fail(c, DECODE_LENGTH);
	r->headers = cursor_ok(c) ? headers_read(c, r->header_count,
						 end - cursor_offset(c))
				  : bytes_of(NULL, 0);
	r->offset = sum(b->base_offset, r->offset_delta);
	if (b->log_append_time)
		r->timestamp = b->max_timestamp;
	it->left--;
	return cursor_ok(c);
}

int batch_control_type(struct batch *b, struct inflate *scratch,
		       int32_t *coordinator_epoch)
{
	struct record_iterator it;
	struct record r;
	struct cursor key, value;

	*coordinator_epoch = -1;
	if (!b->control || batch_records(b, scratch, &it) ||
	    !record_next(&it, &r))
		return CONTROL_NONE;
	cursor_init(&key, r.key);
	cursor_skip(&key, sizeof(int16_t)); /* any version is read as 0 */
	int16_t type = cursor_i16(&key);

	if (!cursor_ok(&key))
		return CONTROL_NONE;
	cursor_init(&value, r.value);
	cursor_skip(&value, sizeof(int16_t));
	int32_t epoch = cursor_i32(&value);

	if (cursor_ok(&value) &&
	    (type == CONTROL_COMMIT || type == CONTROL_ABORT))
		*coordinator_epoch = epoch;
	return type;
}

const char *compression_name(enum compression c)
{
	static const char *const names[] = {
		[COMPRESSION_NONE] = "none",     [COMPRESSION_GZIP] = "gzip",
		[COMPRESSION_SNAPPY] = "snappy", [COMPRESSION_LZ4] = "lz4",
		[COMPRESSION_ZSTD] = "zstd",
	};

	return c < sizeof(names) / sizeof(names[0]) ? names[c] : "unknown";
}
