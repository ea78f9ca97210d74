/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_CURSOR_H
#define CODEC_CURSOR_H

#include "codec/bytes.h"

/* A reader over one contiguous view, and the only code that steps a wire
 * pointer.  The first error sticks and empties the cursor: later reads give 0
 * or null, so a decoder reads top to bottom and asks once, at the end.
 * Encodings: Kafka protocol guide, "Protocol Primitive Types". */
enum decode_error {
	DECODE_OK,
	DECODE_SHORT,    /* fewer bytes left than the field needs */
	DECODE_VARINT,   /* more than 5 (or 10) bytes */
	DECODE_LENGTH,   /* negative, or longer than what is left or allowed */
	DECODE_COUNT,    /* more elements than the bytes left can hold */
	DECODE_NULL,     /* null where the version forbids it */
	DECODE_TAG,      /* tags not ascending, or a tag's size is wrong */
	DECODE_TRAILING, /* bytes left over where none may be */
	DECODE_VALUE,    /* a value outside its definition */
	DECODE_MEMORY,   /* out of memory, or over a bound of ours */
};

struct cursor {
	const uint8_t *start;
	const uint8_t *p;
	const uint8_t *end;
	enum decode_error error;
	size_t error_at; /* offset from start of the first error */
};

void cursor_init(struct cursor *c, struct bytes b);

static inline bool cursor_ok(const struct cursor *c)
{
	return c->error == DECODE_OK;
}

static inline size_t cursor_left(const struct cursor *c)
{
	return (size_t)(c->end - c->p);
}

static inline size_t cursor_offset(const struct cursor *c)
{
	return (size_t)(c->p - c->start);
}

/* Record an error at the current offset, unless there is one already. */
void cursor_fail(struct cursor *c, enum decode_error why);

int8_t cursor_i8(struct cursor *c);
int16_t cursor_i16(struct cursor *c);
int32_t cursor_i32(struct cursor *c);
int64_t cursor_i64(struct cursor *c);
uint16_t cursor_u16(struct cursor *c);
uint32_t cursor_u32(struct cursor *c);
double cursor_f64(struct cursor *c);

/* LEB128 of at most 5 bytes; Java's reader accepts non-canonical forms, so
 * does this one. */
uint32_t cursor_uvarint_any(struct cursor *c);
/* zig-zag over LEB128, at most 5 (varint) or 10 (varlong) bytes */
int32_t cursor_varint_any(struct cursor *c);
int64_t cursor_varlong_any(struct cursor *c);

/* Nearly all of them have one byte or two: then no call is made. */
static inline bool cursor_short_varint(struct cursor *c, uint32_t *v)
{
	const uint8_t *p = c->p;

	if (cursor_left(c) < 2 || (p[0] & p[1] & 0x80))
		return false;
	*v = p[0] < 0x80 ? p[0] : p[0] - 0x80u + (uint32_t)p[1] * 0x80;
	c->p += 1 + (p[0] >> 7);
	return true;
}

static inline uint32_t cursor_uvarint(struct cursor *c)
{
	uint32_t v;

	return cursor_short_varint(c, &v) ? v : cursor_uvarint_any(c);
}

static inline int32_t cursor_varint(struct cursor *c)
{
	uint32_t v;

	if (!cursor_short_varint(c, &v))
		return cursor_varint_any(c);
	return (int32_t)(v >> 1 ^ (0 - (v & 1)));
}

static inline int64_t cursor_varlong(struct cursor *c)
{
	uint32_t v;

	if (!cursor_short_varint(c, &v))
		return cursor_varlong_any(c);
	return (int32_t)(v >> 1 ^ (0 - (v & 1)));
}

/* The next n bytes as a view into the buffer. */
struct bytes cursor_take(struct cursor *c, size_t n);
void cursor_skip(struct cursor *c, size_t n);

/* Strings and byte fields with their length prefix: int16 / int32, or compact
 * (uvarint of length + 1) in flexible versions.  Null gives p == NULL. */
struct bytes cursor_string(struct cursor *c, bool flexible);
struct bytes cursor_bytes(struct cursor *c, bool flexible);

/* The count of an array; -1 is null.  Refused here, where it is read, when
 * what is left can't hold `count` elements of at least `min_size` bytes. */
int32_t cursor_count(struct cursor *c, bool flexible, size_t min_size);

/* "length beyond the end" and the like: the sentence for an error. */
const char *decode_error_text(enum decode_error e);

#endif
