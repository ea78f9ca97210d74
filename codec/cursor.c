/* SPDX-License-Identifier: Apache-2.0 */
/* cursor.c - reading Kafka's primitive encodings out of one view.
 *
 * This is not a decoder: it knows no message.  Every length and count is
 * compared with what is left at the place where it is read; a pointer is never
 * moved before that.  On an error the cursor stands at the beginning of the
 * field that could not be read, and has nothing left:
 *
 *     start ........ p = end            error, error_at = p - start
 */
#include "codec/cursor.h"

#include <endian.h>

enum {
	VARINT_BYTES = 5,
	VARLONG_BYTES = 10,
	STRING_MAX = 0x7fff, /* Java refuses more, in flexible versions too */
};

void cursor_init(struct cursor *c, struct bytes b)
{
	static const uint8_t nothing[1];

	c->start = b.p ? b.p : nothing;
	c->p = c->start;
	c->end = c->start + (b.p ? b.n : 0);
	c->error = DECODE_OK;
	c->error_at = 0;
}

void cursor_fail(struct cursor *c, enum decode_error why)
{
	if (c->error != DECODE_OK)
		return;
	c->error = why;
	c->error_at = cursor_offset(c);
	c->end = c->p;
}

/* The error belongs to the field that began at `field`. */
static void fail_at(struct cursor *c, const uint8_t *field,
		    enum decode_error why)
{
	if (c->error == DECODE_OK)
		c->p = field;
	cursor_fail(c, why);
}

/* The next n bytes into `out`, which stays as it is when they are not there. */
static inline void fixed(struct cursor *c, void *out, size_t n)
{
	if (n > cursor_left(c)) {
		cursor_fail(c, DECODE_SHORT);
		return;
	}
	memcpy(out, c->p, n);
	c->p += n;
}

int8_t cursor_i8(struct cursor *c)
{
	uint8_t v = 0;

	fixed(c, &v, sizeof(v));
	return (int8_t)v;
}

uint16_t cursor_u16(struct cursor *c)
{
	uint16_t v = 0;

	fixed(c, &v, sizeof(v));
	return be16toh(v);
}

uint32_t cursor_u32(struct cursor *c)
{
	uint32_t v = 0;

	fixed(c, &v, sizeof(v));
	return be32toh(v);
}

static uint64_t cursor_u64(struct cursor *c)
{
	uint64_t v = 0;

	fixed(c, &v, sizeof(v));
	return be64toh(v);
}

int16_t cursor_i16(struct cursor *c)
{
	return (int16_t)cursor_u16(c);
}

int32_t cursor_i32(struct cursor *c)
{
	return (int32_t)cursor_u32(c);
}

int64_t cursor_i64(struct cursor *c)
{
	return (int64_t)cursor_u64(c);
}

double cursor_f64(struct cursor *c)
{
	uint64_t bits = cursor_u64(c);
	double v;

	memcpy(&v, &bits, sizeof(v));
	return v;
}

/* LEB128 of at most `max` bytes; bits beyond 64 are dropped like Java does. */
static uint64_t leb128(struct cursor *c, unsigned int max)
{
	const uint8_t *field = c->p;
	uint64_t v = 0;

	for (unsigned int i = 0; i < max; i++) {
		if (c->p == c->end) {
			fail_at(c, field, DECODE_SHORT);
			return 0;
		}
		uint8_t byte = *c->p++;

		v |= (uint64_t)(byte & 0x7f) << 7 * i;
		if (!(byte & 0x80))
			return v;
	}
	fail_at(c, field, DECODE_VARINT);
	return 0;
}

uint32_t cursor_uvarint_any(struct cursor *c)
{
	return (uint32_t)leb128(c, VARINT_BYTES);
}

int32_t cursor_varint_any(struct cursor *c)
{
	uint32_t v = cursor_uvarint_any(c);

	return (int32_t)(v >> 1 ^ (0 - (v & 1)));
}

int64_t cursor_varlong_any(struct cursor *c)
{
	uint64_t v = leb128(c, VARLONG_BYTES);

	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

struct bytes cursor_take(struct cursor *c, size_t n)
{
	struct bytes b = { NULL, 0 };

	if (!cursor_ok(c))
		return b;
	if (n > cursor_left(c)) {
		cursor_fail(c, DECODE_SHORT);
		return b;
	}
	b = bytes_of(c->p, n);
	c->p += n;
	return b;
}

void cursor_skip(struct cursor *c, size_t n)
{
	cursor_take(c, n);
}

/* What a length prefix announces: null for -1, or a view. */
static struct bytes announced(struct cursor *c, const uint8_t *field,
			      int64_t length, size_t max)
{
	struct bytes none = { NULL, 0 };

	if (!cursor_ok(c) || length == -1)
		return none;
	if (length < 0 || (uint64_t)length > max ||
	    (uint64_t)length > cursor_left(c)) {
		fail_at(c, field, DECODE_LENGTH);
		return none;
	}
	return cursor_take(c, (size_t)length);
}

struct bytes cursor_string(struct cursor *c, bool flexible)
{
	const uint8_t *field = c->p;
	int64_t length =
		flexible ? (int64_t)cursor_uvarint(c) - 1 : cursor_i16(c);

	return announced(c, field, length, STRING_MAX);
}

struct bytes cursor_bytes(struct cursor *c, bool flexible)
{
	const uint8_t *field = c->p;
	int64_t length =
		flexible ? (int64_t)cursor_uvarint(c) - 1 : cursor_i32(c);

	return announced(c, field, length, INT32_MAX);
}

int32_t cursor_count(struct cursor *c, bool flexible, size_t min_size)
{
	const uint8_t *field = c->p;
	int64_t count =
		flexible ? (int64_t)cursor_uvarint(c) - 1 : cursor_i32(c);

	if (!cursor_ok(c))
		return 0;
	if (count < -1 ||
	    (count > 0 &&
	     (uint64_t)count > cursor_left(c) / (min_size ? min_size : 1))) {
		fail_at(c, field, DECODE_COUNT);
		return 0;
	}
	return (int32_t)count;
}

const char *decode_error_text(enum decode_error e)
{
	static const char *const text[] = {
		[DECODE_OK] = "no error",
		[DECODE_SHORT] = "ends in the middle of a value",
		[DECODE_VARINT] = "varint with too many bytes",
		[DECODE_LENGTH] = "length negative or beyond the end",
		[DECODE_COUNT] = "count negative or beyond the end",
		[DECODE_NULL] = "null where none may be",
		[DECODE_TAG] = "tagged fields out of order or of a wrong size",
		[DECODE_TRAILING] = "bytes left over",
		[DECODE_VALUE] = "value outside its definition",
		[DECODE_MEMORY] = "out of memory or over a bound",
	};

	return e < sizeof(text) / sizeof(text[0]) ? text[e] : "unknown error";
}
