/* SPDX-License-Identifier: Apache-2.0 */
/* compress.c - from a compressed block to its bytes, by the four libraries,
 * whose only user this is.  It knows nothing of records.
 *
 * The three codecs that stream (gzip, lz4, zstd) are one loop around a step.  A
 * step takes what it can from the input, appends what it can to the output
 * and says whether a frame has ended; input that goes on after the end of a
 * frame is the next one.  No input taken and no output made: the block is cut.
 * Output grows by doubling and never beyond the bound, whatever a header
 * promises. */
#include "codec/compress.h"

#include <lz4frame.h>
#include <snappy-c.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

enum {
	OUTPUT_FIRST = 64 * 1024,
	OUTPUT_KEPT = 16 * 1024 * 1024, /* from one batch to the next */
	XERIAL_HEADER = 16,
	/* an element of snappy: at least 2 bytes in, at most 64 out */
	SNAPPY_MAX_RATIO = 32,
};

static size_t at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Room for `want` more bytes, if they stay within `max`. */
static enum decode_error reserve(struct inflate *out, size_t want, size_t max)
{
	size_t capacity = out->capacity ? out->capacity : OUTPUT_FIRST;

	if (out->size > max || want > max - out->size)
		return DECODE_MEMORY;
	if (out->data && want <= out->capacity - out->size)
		return DECODE_OK;
	while (capacity - out->size < want)
		capacity *= 2;
	capacity = at_most(capacity, max);
	uint8_t *data = realloc(out->data, capacity);

	if (!data)
		return DECODE_MEMORY;
	out->data = data;
	out->capacity = capacity;
	return DECODE_OK;
}

static void forget(struct inflate *out)
{
	if (out->capacity > OUTPUT_KEPT) {
		free(out->data);
		out->data = NULL;
		out->capacity = 0;
	}
	out->size = 0;
}

/* ---- streaming ---- */

/* Take from `in`, append to `out`, which has room.  *ended: a frame ended. */
typedef enum decode_error (*inflate_step)(struct inflate *out, struct bytes *in,
					  bool *ended);

static void taken(struct bytes *in, size_t n)
{
	*in = bytes_of(in->p + n, in->n - n);
}

static enum decode_error inflate_all(inflate_step step, struct bytes in,
				     size_t max, struct inflate *out)
{
	bool ended = false;

	while (!ended || in.n) {
		size_t in_before = in.n, out_before = out->size;

		/* one byte over the bound tells that there is more */
		enum decode_error e = reserve(out, 1, max + 1);

		if (!e)
			e = step(out, &in, &ended);
		if (e)
			return e;
		if (out->size > max)
			return DECODE_MEMORY;
		if (!ended && in.n == in_before && out->size == out_before)
			return DECODE_SHORT;
	}
	return DECODE_OK;
}

static enum decode_error gzip_step(struct inflate *out, struct bytes *in,
				   bool *ended)
{
	z_stream *z = out->gzip;
	uInt in_size = (uInt)at_most(in->n, UINT32_MAX);
	uInt out_size = (uInt)at_most(out->capacity - out->size, UINT32_MAX);

	z->next_in = (Bytef *)(uintptr_t)in->p;
	z->avail_in = in_size;
	z->next_out = out->data + out->size;
	z->avail_out = out_size;
	int status = inflate(z, Z_NO_FLUSH);

	if (status == Z_MEM_ERROR)
		return DECODE_MEMORY;
	if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
		return DECODE_VALUE;
	taken(in, in_size - z->avail_in);
	out->size += out_size - z->avail_out;
	*ended = status == Z_STREAM_END;
	if (*ended)
		inflateReset(z);
	return DECODE_OK;
}

static enum decode_error gunzip(struct bytes block, size_t max,
				struct inflate *out)
{
	enum { ONLY_GZIP = 16 };

	if (out->gzip) {
		inflateReset(out->gzip);
		return inflate_all(gzip_step, block, max, out);
	}
	z_stream *z = calloc(1, sizeof(*z));

	if (!z || inflateInit2(z, MAX_WBITS + ONLY_GZIP) != Z_OK) {
		free(z);
		return DECODE_MEMORY;
	}
	out->gzip = z;
	return inflate_all(gzip_step, block, max, out);
}

static enum decode_error lz4_step(struct inflate *out, struct bytes *in,
				  bool *ended)
{
	size_t in_size = in->n, out_size = out->capacity - out->size;
	size_t hint = LZ4F_decompress(out->lz4, out->data + out->size,
				      &out_size, in->p, &in_size, NULL);

	if (LZ4F_isError(hint))
		return DECODE_VALUE;
	taken(in, in_size);
	out->size += out_size;
	*ended = hint == 0;
	return DECODE_OK;
}

/* XXH32 with seed 0 of less than 16 bytes: the header checksum of an LZ4
 * frame.  (xxHash specification; liblz4 keeps its own to itself.) */
static uint32_t xxh32_short(struct bytes b)
{
	uint32_t h = 374761393u + (uint32_t)b.n;

	for (; b.n >= 4; taken(&b, 4)) {
		h += 3266489917u * ((uint32_t)b.p[0] | (uint32_t)b.p[1] << 8 |
				    (uint32_t)b.p[2] << 16 |
				    (uint32_t)b.p[3] << 24);
		h = (h << 17 | h >> 15) * 668265263u;
	}
	for (; b.n; taken(&b, 1)) {
		h += b.p[0] * 374761393u;
		h = (h << 11 | h >> 21) * 2654435761u;
	}
	h = (h ^ h >> 15) * 2246822519u;
	h = (h ^ h >> 13) * 3266489917u;
	return h ^ h >> 16;
}

/* Clients of magic 0 summed the frame's magic number too, and brokers check
 * nothing: give the library the header with the checksum that it wants. */
static enum decode_error lz4_mended_header(struct inflate *out,
					   struct bytes *in)
{
	uint8_t header[LZ4F_HEADER_SIZE_MAX];
	size_t n = LZ4F_headerSize(in->p, in->n);
	bool ended;

	/* n is also an error code, and 8 for a frame to be skipped */
	if (LZ4F_isError(n) || n > sizeof(header) || in->p[0] != 0x04)
		return DECODE_VALUE;
	if (n > in->n)
		return DECODE_SHORT;
	memcpy(header, in->p, n);
	header[n - 1] =
		(uint8_t)(xxh32_short(bytes_of(header + 4, n - 5)) >> 8);
	taken(in, n);
	struct bytes mended = bytes_of(header, n);
	enum decode_error e = reserve(out, 1, SIZE_MAX);

	return e ? e : lz4_step(out, &mended, &ended);
}

static enum decode_error unlz4(int8_t magic, struct bytes block, size_t max,
			       struct inflate *out)
{
	enum decode_error e = DECODE_OK;

	if (!out->lz4) {
		LZ4F_dctx *lz4 = NULL;

		if (LZ4F_isError(LZ4F_createDecompressionContext(&lz4,
								 LZ4F_VERSION)))
			return DECODE_MEMORY;
		out->lz4 = lz4;
	}
	if (magic == 0)
		e = lz4_mended_header(out, &block);
	if (!e)
		e = inflate_all(lz4_step, block, max, out);
	if (e) {
		/* after a frame that broke off, lz4 1.9.4 doesn't reset the
		 * content size that it expects */
		LZ4F_freeDecompressionContext(out->lz4);
		out->lz4 = NULL;
	}
	return e;
}

static enum decode_error zstd_step(struct inflate *out, struct bytes *in,
				   bool *ended)
{
	ZSTD_inBuffer from = { in->p, in->n, 0 };
	ZSTD_outBuffer to = { out->data, out->capacity, out->size };
	size_t hint = ZSTD_decompressStream(out->zstd, &to, &from);

	if (ZSTD_isError(hint))
		return ZSTD_getErrorCode(hint) == ZSTD_error_memory_allocation
			       ? DECODE_MEMORY
			       : DECODE_VALUE;
	taken(in, from.pos);
	out->size = to.pos;
	*ended = hint == 0;
	return DECODE_OK;
}

static enum decode_error unzstd(struct bytes block, size_t max,
				struct inflate *out)
{
	unsigned long long promised =
		ZSTD_getFrameContentSize(block.p, block.n);

	if (!out->zstd)
		out->zstd = ZSTD_createDCtx();
	if (!out->zstd)
		return DECODE_MEMORY;
	ZSTD_DCtx_reset(out->zstd, ZSTD_reset_session_only);
	if (promised < ZSTD_CONTENTSIZE_ERROR) {
		/* then the library needs no buffer of its own */
		enum decode_error e =
			promised > max ? DECODE_MEMORY
				       : reserve(out, (size_t)promised, max);
		if (e)
			return e;
	}
	return inflate_all(zstd_step, block, max, out);
}

/* ---- snappy ---- */

static enum decode_error unsnappy_block(struct bytes block, size_t max,
					struct inflate *out)
{
	size_t n;

	if (snappy_uncompressed_length((const char *)block.p, block.n, &n) !=
		    SNAPPY_OK ||
	    n / SNAPPY_MAX_RATIO > block.n)
		return DECODE_VALUE;
	enum decode_error e = reserve(out, n, max);

	if (e)
		return e;
	if (snappy_uncompress((const char *)block.p, block.n,
			      (char *)out->data + out->size, &n) != SNAPPY_OK)
		return DECODE_VALUE;
	out->size += n;
	return DECODE_OK;
}

/* snappy-java's stream: 8 bytes of magic, two int32 of versions, then chunks of
 * an int32 length and a raw block.  A "length" that is the magic's beginning
 * starts the header of another stream. */
static enum decode_error unsnappy_xerial(struct bytes block, size_t max,
					 struct inflate *out)
{
	struct cursor c;
	enum decode_error e = DECODE_OK;
	const uint32_t another = 0x82534e41;

	cursor_init(&c, block);
	cursor_skip(&c, XERIAL_HEADER);
	while (!e && cursor_left(&c)) {
		uint32_t size = cursor_u32(&c);

		if (size == another) {
			cursor_skip(&c, XERIAL_HEADER - sizeof(size));
			continue;
		}
		block = cursor_take(&c, size);
		if (cursor_ok(&c))
			e = unsnappy_block(block, max, out);
	}
	return e ? e : c.error;
}

static enum decode_error unsnappy(struct bytes block, size_t max,
				  struct inflate *out)
{
	static const uint8_t magic[] = {
		0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0
	};

	if (block.n >= XERIAL_HEADER &&
	    memcmp(block.p, magic, sizeof(magic)) == 0)
		return unsnappy_xerial(block, max, out);
	return unsnappy_block(block, max, out);
}

/* ---- all of them ---- */

enum decode_error decompress(enum compression codec, int8_t magic,
			     struct bytes block, size_t max,
			     struct inflate *out)
{
	enum decode_error e = DECODE_VALUE;

	forget(out);
	if (!block.n)
		return DECODE_SHORT;
	switch (codec) {
	case COMPRESSION_GZIP: e = gunzip(block, max, out); break;
	case COMPRESSION_SNAPPY: e = unsnappy(block, max, out); break;
	case COMPRESSION_LZ4: e = unlz4(magic, block, max, out); break;
	case COMPRESSION_ZSTD: e = unzstd(block, max, out); break;
	default: break;
	}
	if (e)
		forget(out);
	return e;
}

void inflate_release(struct inflate *i)
{
	free(i->data);
	if (i->gzip)
		inflateEnd(i->gzip);
	free(i->gzip);
	LZ4F_freeDecompressionContext(i->lz4);
	ZSTD_freeDCtx(i->zstd);
	*i = (struct inflate) { 0 };
}

uint32_t crc32_of(struct bytes b)
{
	return (uint32_t)crc32_z(0, b.p, b.n);
}
