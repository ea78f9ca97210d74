/* SPDX-License-Identifier: Apache-2.0 */
/* test_compress.c - each codec back from what its library writes, and nothing
 * from blocks that are cut, broken or bombs. */
#include "tests/test.h"

#include <lz4frame.h>
#include <stdlib.h>
#include <zstd.h>

#include "codec/compress.h"
#include "tests/lib/batches.h"

enum { BOUND = 8 * 1024 * 1024 };

static const struct form {
	enum compression codec;
	bool xerial;
	int8_t magic;
} forms[] = {
	{ COMPRESSION_GZIP, false, 2 },  { COMPRESSION_SNAPPY, false, 2 },
	{ COMPRESSION_SNAPPY, true, 2 }, { COMPRESSION_LZ4, false, 2 },
	{ COMPRESSION_LZ4, false, 0 },   { COMPRESSION_ZSTD, false, 2 },
};
enum { FORMS = sizeof(forms) / sizeof(forms[0]) };

static struct bytes compressed(const struct form *f, struct bytes raw)
{
	return compress_block(f->codec, f->xerial, f->magic, raw);
}

static enum decode_error decompressed(const struct form *f, struct bytes block,
				      struct inflate *out)
{
	return decompress(f->codec, f->magic, block, BOUND, out);
}

static void drop(struct bytes b)
{
	free((void *)(uintptr_t)b.p);
}

/* Text that compresses by a half or so; the caller frees it. */
static struct bytes text(size_t n)
{
	uint8_t *p = malloc(n + 1);
	uint32_t seed = 1;

	assert_non_null(p);
	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525 + 1013904223;
		p[i] = (uint8_t)('a' + (seed >> 30));
	}
	return bytes_of(p, n);
}

static struct bytes joined(struct bytes a, struct bytes b)
{
	uint8_t *p = malloc(a.n + b.n + 1);

	assert_non_null(p);
	memcpy(p, a.p, a.n);
	memcpy(p + a.n, b.p, b.n);
	return bytes_of(p, a.n + b.n);
}

static void assert_output(const struct inflate *out, struct bytes wanted)
{
	assert_int_equal(out->size, wanted.n);
	assert_memory_equal(out->data, wanted.p, wanted.n);
}

static void every_codec_gives_back_what_went_in(void **state)
{
	static const size_t sizes[] = { 0, 1, 100, 65536, 65537, 3000000, 7 };
	struct inflate out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct bytes raw = text(sizes[i]);

		for (size_t f = 0; f < FORMS; f++) {
			struct bytes block = compressed(&forms[f], raw);

			assert_int_equal(decompressed(&forms[f], block, &out),
					 DECODE_OK);
			assert_output(&out, raw);
			drop(block);
		}
		drop(raw);
	}
	inflate_release(&out);
}

static void streams_in_a_row_are_one(void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(100000), twice = joined(raw, raw);

	(void)state;
	for (size_t f = 0; f < FORMS; f++) {
		const struct form *form = &forms[f];
		struct bytes one = compressed(form, raw);
		struct bytes two = joined(one, one);

		/* a raw block of snappy has no end of its own, and the second
		 * header of magic 0 has a wrong checksum */
		if (form->magic &&
		    (form->codec != COMPRESSION_SNAPPY || form->xerial)) {
			assert_int_equal(decompressed(form, two, &out),
					 DECODE_OK);
			assert_output(&out, twice);
		} else {
			assert_int_not_equal(decompressed(form, two, &out),
					     DECODE_OK);
		}
		drop(one);
		drop(two);
	}
	drop(raw);
	drop(twice);
	inflate_release(&out);
}

static void a_cut_block_is_refused_at_every_byte(void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(600);

	(void)state;
	for (size_t f = 0; f < FORMS; f++) {
		struct bytes block = compressed(&forms[f], raw);

		for (size_t n = 0; n < block.n; n++) {
			struct guarded g = guarded(bytes_of(block.p, n));

			/* 16 bytes of xerial are a stream without chunks */
			if (!forms[f].xerial || n != 16)
				assert_int_not_equal(decompressed(&forms[f],
								  g.bytes,
								  &out),
						     DECODE_OK);
			guarded_release(&g);
		}
		assert_int_equal(decompressed(&forms[f], block, &out),
				 DECODE_OK);
		drop(block);
	}
	drop(raw);
	inflate_release(&out);
}

static void a_broken_block_does_no_harm(void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(400);

	(void)state;
	for (size_t f = 0; f < FORMS; f++) {
		struct bytes block = compressed(&forms[f], raw);
		struct guarded g = guarded(block);
		uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p;

		for (size_t i = 0; i < block.n * 8; i++) {
			p[i / 8] ^= (uint8_t)(1 << i % 8);
			decompressed(&forms[f], g.bytes, &out);
			assert_true(out.size <= BOUND + 1);
			p[i / 8] ^= (uint8_t)(1 << i % 8);
		}
		assert_int_equal(decompressed(&forms[f], g.bytes, &out),
				 DECODE_OK);
		assert_output(&out, raw);
		guarded_release(&g);
		drop(block);
	}
	drop(raw);
	inflate_release(&out);
}

static void bytes_behind_the_end_are_refused(void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(500);

	(void)state;
	for (size_t f = 0; f < FORMS; f++) {
		struct bytes block = compressed(&forms[f], raw);
		struct bytes more = joined(block, bytes_of("garbage!", 8));

		assert_int_not_equal(decompressed(&forms[f], more, &out),
				     DECODE_OK);
		drop(block);
		drop(more);
	}
	drop(raw);
	inflate_release(&out);
}

static void output_ends_at_the_bound(void **state)
{
	enum { SIZE = 500000 };
	struct inflate out = { 0 };
	uint8_t *zeros = calloc(1, SIZE);

	(void)state;
	assert_non_null(zeros);
	for (size_t f = 0; f < FORMS; f++) {
		const struct form *form = &forms[f];
		struct bytes block = compressed(form, bytes_of(zeros, SIZE));

		for (int i = 0; i < 2; i++) {
			assert_int_equal(decompress(form->codec, form->magic,
						    block, SIZE, &out),
					 DECODE_OK);
			assert_int_equal(out.size, SIZE);
			/* one byte more tells that there is more */
			assert_in_range(out.capacity, SIZE, SIZE + 1);
			assert_int_equal(decompress(form->codec, form->magic,
						    block, SIZE - 1, &out),
					 DECODE_MEMORY);
			inflate_release(&out);
		}
		drop(block);
	}
	free(zeros);
}

static void a_promised_size_is_not_believed(void **state)
{
	/* 5 bytes of snappy that speak of 128 MiB, a zstd header of 1 TiB */
	static const uint8_t snappy[] = { 0x80, 0x80, 0x80, 0x40, 0 };
	static const uint8_t zstd[] = { 0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0,
					0,    0,    1,    0,    0,    1, 0, 0 };
	struct inflate out = { 0 };

	(void)state;
	assert_int_equal(decompress(COMPRESSION_SNAPPY, 2,
				    bytes_of(snappy, sizeof(snappy)),
				    BATCH_MAX_DECOMPRESSED, &out),
			 DECODE_VALUE);
	assert_int_equal(decompress(COMPRESSION_ZSTD, 2,
				    bytes_of(zstd, sizeof(zstd)),
				    BATCH_MAX_DECOMPRESSED, &out),
			 DECODE_MEMORY);
	assert_int_equal(out.capacity, 0);
	inflate_release(&out);
}

static void zstd_with_a_content_size_is_read(void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(200000);
	size_t room = ZSTD_compressBound(raw.n);
	void *block = malloc(room);

	(void)state;
	assert_non_null(block);
	size_t n = ZSTD_compress(block, room, raw.p, raw.n, 1);

	assert_int_equal(decompress(COMPRESSION_ZSTD, 2, bytes_of(block, n),
				    BOUND, &out),
			 DECODE_OK);
	assert_output(&out, raw);
	free(block);
	drop(raw);
	inflate_release(&out);
}

static void lz4_headers_of_every_length_are_mended_for_magic_0_only(
	void **state)
{
	struct inflate out = { 0 };
	struct bytes raw = text(1000);

	(void)state;
	for (int i = 0; i < 4; i++) {
		LZ4F_preferences_t p = {
			.frameInfo.contentSize = i & 1 ? raw.n : 0,
			.frameInfo.dictID = i & 2 ? 7 : 0,
			.frameInfo.contentChecksumFlag = 1,
		};
		size_t at = 6u + (i & 1 ? 8 : 0) + (i & 2 ? 4 : 0);
		uint8_t block[4096];
		size_t n = LZ4F_compressFrame(block, sizeof(block), raw.p,
					      raw.n, &p);

		assert_false(LZ4F_isError(n));
		block[at] ^= 0xff;
		assert_int_equal(decompress(COMPRESSION_LZ4, 0,
					    bytes_of(block, n), BOUND, &out),
				 DECODE_OK);
		assert_output(&out, raw);
		assert_int_equal(decompress(COMPRESSION_LZ4, 1,
					    bytes_of(block, n), BOUND, &out),
				 DECODE_VALUE);
	}
	drop(raw);
	inflate_release(&out);
}

static void an_unknown_codec_is_refused(void **state)
{
	struct inflate out = { 0 };

	(void)state;
	for (int codec = COMPRESSION_ZSTD + 1; codec < 8; codec++)
		assert_int_equal(decompress((enum compression)codec, 2,
					    bytes_of("x", 1), BOUND, &out),
				 DECODE_VALUE);
	inflate_release(&out);
}

static void the_crc_of_old_messages_is_zlibs(void **state)
{
	(void)state;
	assert_int_equal(crc32_of(bytes_of_string("123456789")), 0xcbf43926);
	assert_int_equal(crc32_of(bytes_of("", 0)), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_codec_gives_back_what_went_in),
		cmocka_unit_test(streams_in_a_row_are_one),
		cmocka_unit_test(a_cut_block_is_refused_at_every_byte),
		cmocka_unit_test(a_broken_block_does_no_harm),
		cmocka_unit_test(bytes_behind_the_end_are_refused),
		cmocka_unit_test(output_ends_at_the_bound),
		cmocka_unit_test(a_promised_size_is_not_believed),
		cmocka_unit_test(zstd_with_a_content_size_is_read),
		cmocka_unit_test(
			lz4_headers_of_every_length_are_mended_for_magic_0_only),
		cmocka_unit_test(an_unknown_codec_is_refused),
		cmocka_unit_test(the_crc_of_old_messages_is_zlibs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
