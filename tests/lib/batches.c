/* SPDX-License-Identifier: Apache-2.0 */
/* batches.c - record batches and message sets for tests: the writing half that
 * ktape itself does not need.  Layouts: codec/batch.c. */
#include "tests/lib/batches.h"

#include <lz4frame.h>
#include <snappy-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/test.h"
#include "codec/crc32c.h"

/* ---- compression ---- */

static size_t gzip_block(struct bytes raw, uint8_t *out, size_t room)
{
	z_stream z = { .next_in = (Bytef *)(uintptr_t)raw.p,
		       .avail_in = (uInt)raw.n,
		       .next_out = out,
		       .avail_out = (uInt)room };

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, MAX_WBITS + 16, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return room - z.avail_out;
}

static size_t xerial_block(struct bytes raw, uint8_t *out, size_t room)
{
	enum { CHUNK = 32 * 1024 };
	struct writer w;

	writer_init(&w, 0);
	writer_raw(&w, bytes_of("\x82SNAPPY\0", 8));
	writer_i32(&w, 1);
	writer_i32(&w, 1);
	while (raw.n) {
		size_t part = raw.n < CHUNK ? raw.n : CHUNK, n = room;

		assert_int_equal(snappy_compress((const char *)raw.p, part,
						 (char *)out, &n),
				 SNAPPY_OK);
		writer_i32(&w, (int32_t)n);
		writer_raw(&w, bytes_of(out, n));
		raw = bytes_of(raw.p + part, raw.n - part);
	}
	assert_true(w.size <= room);
	memcpy(out, w.data, w.size);
	size_t size = w.size;

	writer_release(&w);
	return size;
}

/* Frames as KafkaLZ4BlockOutputStream makes them.  The checksum of a header is
 * its last byte, after two bytes of flags when there is no content size. */
static size_t lz4_block(struct bytes raw, int8_t magic, uint8_t *out,
			size_t room)
{
	enum { CHECKSUM_AT = 6 };
	LZ4F_preferences_t p = { .frameInfo.blockMode = LZ4F_blockIndependent };
	size_t n = LZ4F_compressFrame(out, room, raw.p, raw.n, &p);

	assert_false(LZ4F_isError(n));
	if (magic == 0)
		out[CHECKSUM_AT] ^= 0x5a;
	return n;
}

/* Streamed, like clients do: then the frame does not say how much it holds. */
static size_t zstd_block(struct bytes raw, uint8_t *out, size_t room)
{
	ZSTD_CCtx *zstd = ZSTD_createCCtx();
	ZSTD_inBuffer from = { raw.p, raw.n, 0 };
	ZSTD_outBuffer to = { out, room, 0 };

	assert_non_null(zstd);
	ZSTD_compressStream2(zstd, &to, &from, ZSTD_e_continue);
	assert_int_equal(ZSTD_compressStream2(zstd, &to, &from, ZSTD_e_end), 0);
	ZSTD_freeCCtx(zstd);
	return to.pos;
}

struct bytes compress_block(enum compression codec, bool xerial, int8_t magic,
			    struct bytes raw)
{
	size_t room = raw.n + raw.n / 4 + 4096, n = room;
	uint8_t *out = malloc(room);

	assert_non_null(out);
	if (codec == COMPRESSION_GZIP)
		n = gzip_block(raw, out, room);
	else if (codec == COMPRESSION_SNAPPY && xerial)
		n = xerial_block(raw, out, room);
	else if (codec == COMPRESSION_SNAPPY)
		assert_int_equal(snappy_compress((const char *)raw.p, raw.n,
						 (char *)out, &n),
				 SNAPPY_OK);
	else if (codec == COMPRESSION_LZ4)
		n = lz4_block(raw, magic, out, room);
	else if (codec == COMPRESSION_ZSTD)
		n = zstd_block(raw, out, room);
	else
		memcpy(out, raw.p, n = raw.n);
	return bytes_of(out, n);
}

/* ---- records ---- */

struct test_batch test_batch(const struct test_record *records, int32_t count)
{
	return (struct test_batch) {
		.base_timestamp = 1700000000000,
		.producer_id = -1,
		.base_sequence = -1,
		.leader_epoch = -1,
		.producer_epoch = -1,
		.records = records,
		.count = count,
	};
}

struct test_record *test_records(int32_t count, size_t value_size)
{
	enum { KEY_ROOM = 16 };
	size_t n = (size_t)count;
	struct test_record *records =
		calloc(1, n * (sizeof(*records) + KEY_ROOM + value_size) + 1);
	uint32_t seed = 1;

	assert_non_null(records);
	uint8_t *text = (uint8_t *)(records + n);

	for (size_t i = 0; i < n; i++) {
		int length = snprintf((char *)text, KEY_ROOM, "key-%zu", i);

		records[i].key = bytes_of(text, (size_t)length);
		text += KEY_ROOM;
		for (size_t j = 0; j < value_size; j++) {
			seed = seed * 1664525 + 1013904223;
			text[j] = (uint8_t)('a' + (seed >> 24) % 26);
		}
		records[i].value = bytes_of(text, value_size);
		text += value_size;
		records[i].offset_delta = (int32_t)i;
		records[i].timestamp_delta = (int64_t)i;
	}
	return records;
}

static void put_varint_bytes(struct writer *w, struct bytes b)
{
	writer_varint(w, b.p ? (int32_t)b.n : -1);
	writer_raw(w, b);
}

static void put_record(struct writer *w, const struct test_record *r)
{
	struct writer body;

	writer_init(&body, 0);
	writer_i8(&body, 0);
	writer_varlong(&body, r->timestamp_delta);
	writer_varint(&body, r->offset_delta);
	put_varint_bytes(&body, r->key);
	put_varint_bytes(&body, r->value);
	writer_varint(&body, r->header_count);
	for (int32_t i = 0; i < r->header_count; i++) {
		put_varint_bytes(&body, bytes_of_string(r->headers[i].key));
		put_varint_bytes(&body, bytes_of_string(r->headers[i].value));
	}
	put_varint_bytes(w, writer_bytes(&body));
	writer_release(&body);
}

static int64_t highest_timestamp(const struct test_batch *b)
{
	int64_t highest = b->base_timestamp;

	if (b->max_timestamp)
		return b->max_timestamp;
	for (int32_t i = 0; i < b->count; i++) {
		int64_t t = b->base_timestamp + b->records[i].timestamp_delta;

		highest = t > highest ? t : highest;
	}
	return highest;
}

static int16_t attributes(const struct test_batch *b)
{
	return (int16_t)((int)b->compression | b->log_append_time << 3 |
			 b->transactional << 4 | b->control << 5 |
			 b->delete_horizon << 6);
}

void make_batch(struct writer *out, const struct test_batch *b)
{
	struct writer records, summed;

	writer_init(&records, 0);
	for (int32_t i = 0; i < b->count; i++)
		put_record(&records, &b->records[i]);
	struct bytes block = compress_block(b->compression, b->xerial, 2,
					    writer_bytes(&records));

	writer_init(&summed, 0);
	writer_i16(&summed, attributes(b));
	writer_i32(&summed,
		   b->count ? b->records[b->count - 1].offset_delta : 0);
	writer_i64(&summed, b->base_timestamp);
	writer_i64(&summed, highest_timestamp(b));
	writer_i64(&summed, b->producer_id);
	writer_i16(&summed, b->producer_epoch);
	writer_i32(&summed, b->base_sequence);
	writer_i32(&summed, b->count);
	writer_raw(&summed, block);

	writer_i64(out, b->base_offset);
	size_t mark = writer_reserve_i32(out);

	writer_i32(out, b->leader_epoch);
	writer_i8(out, 2);
	writer_i32(out, (int32_t)crc32c(writer_bytes(&summed)));
	writer_raw(out, writer_bytes(&summed));
	writer_fill_i32(out, mark);
	writer_release(&records);
	writer_release(&summed);
	free((void *)(uintptr_t)block.p);
}

void make_marker(struct writer *out, int64_t offset, int64_t producer_id,
		 int16_t producer_epoch, enum control_type type,
		 int32_t coordinator_epoch)
{
	const uint8_t key[4] = { 0, 0, 0, (uint8_t)type };
	uint8_t value[6] = { 0 };

	for (size_t i = 0; i < 4; i++)
		value[2 + i] = (uint8_t)(coordinator_epoch >> (24 - 8 * i));
	const struct test_record r = { .key = bytes_of(key, sizeof(key)),
				       .value =
					       bytes_of(value, sizeof(value)) };
	struct test_batch b = test_batch(&r, 1);

	b.base_offset = offset;
	b.producer_id = producer_id;
	b.producer_epoch = producer_epoch;
	b.transactional = true;
	b.control = true;
	make_batch(out, &b);
}

/* ---- message sets ---- */

static void put_bytes32(struct writer *w, struct bytes b)
{
	writer_i32(w, b.p ? (int32_t)b.n : -1);
	writer_raw(w, b);
}

/* r->timestamp_delta is the whole timestamp here. */
static void put_message(struct writer *out, int8_t magic, int8_t flags,
			int64_t offset, const struct test_record *r)
{
	struct writer summed;

	writer_init(&summed, 0);
	writer_i8(&summed, magic);
	writer_i8(&summed, flags);
	if (magic == 1)
		writer_i64(&summed, r->timestamp_delta);
	put_bytes32(&summed, r->key);
	put_bytes32(&summed, r->value);
	writer_i64(out, offset);
	writer_i32(out, (int32_t)(summed.size + 4));
	writer_i32(out, (int32_t)crc32_z(0, summed.data, summed.size));
	writer_raw(out, writer_bytes(&summed));
	writer_release(&summed);
}

void make_message_set(struct writer *out, int8_t magic,
		      const struct test_batch *b)
{
	bool wrapped = b->compression != COMPRESSION_NONE;
	struct test_record wrapper = { .timestamp_delta =
					       highest_timestamp(b) };
	struct writer set;
	int8_t flags = (int8_t)(attributes(b) & 0x0f);
	int64_t last = b->base_offset + b->records[b->count - 1].offset_delta;

	writer_init(&set, 0);
	for (int32_t i = 0; i < b->count; i++) {
		struct test_record r = b->records[i];
		int64_t base = wrapped && magic == 1 ? 0 : b->base_offset;

		r.timestamp_delta += b->base_timestamp;
		put_message(&set, magic, wrapped ? 0 : flags,
			    base + r.offset_delta, &r);
	}
	if (wrapped) {
		wrapper.value = compress_block(b->compression, b->xerial, magic,
					       writer_bytes(&set));
		put_message(out, magic, flags, last, &wrapper);
		free((void *)(uintptr_t)wrapper.value.p);
	} else {
		writer_raw(out, writer_bytes(&set));
	}
	writer_release(&set);
}
