/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_WRITER_H
#define CODEC_WRITER_H

#include "codec/bytes.h"

/* A growing buffer of wire bytes, sticky like the cursor: after a failed
 * allocation or past `max` nothing is written and `failed` stays set. */
struct writer {
	uint8_t *data;
	size_t size;
	size_t capacity;
	size_t max;
	bool failed;
};

/* Allocates nothing.  `max` bounds the size; 0 means 1 GiB. */
void writer_init(struct writer *w, size_t max);
void writer_release(struct writer *w);
/* Keep the memory, forget the content and the failure. */
void writer_reset(struct writer *w);
/* Forget what was written after the first `size` bytes. */
void writer_truncate(struct writer *w, size_t size);
/* What was written; valid until the next write. */
struct bytes writer_bytes(const struct writer *w);

void writer_i8(struct writer *w, int8_t v);
void writer_i16(struct writer *w, int16_t v);
void writer_i32(struct writer *w, int32_t v);
void writer_i64(struct writer *w, int64_t v);
void writer_f64(struct writer *w, double v);
void writer_uvarint(struct writer *w, uint32_t v);
void writer_varint(struct writer *w, int32_t v);
void writer_varlong(struct writer *w, int64_t v);
void writer_raw(struct writer *w, struct bytes b);
void writer_string(struct writer *w, struct bytes b, bool flexible);
void writer_bytes_field(struct writer *w, struct bytes b, bool flexible);
void writer_count(struct writer *w, int32_t count, bool flexible);

/* Reserve an int32 length, write the rest, then fill in how many bytes came
 * after it. */
size_t writer_reserve_i32(struct writer *w);
void writer_fill_i32(struct writer *w, size_t mark);

#endif
