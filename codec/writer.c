/* SPDX-License-Identifier: Apache-2.0 */
/* writer.c - Kafka's primitive encodings into a growing buffer.  It doubles its
 * memory, never beyond `max`; the first failure sticks, so that a message can
 * be written top to bottom with one question at the end. */
#include "codec/writer.h"

#include <stdlib.h>

enum {
	FIRST_CAPACITY = 256,
	MAX_DEFAULT = 1 << 30,
};

void writer_init(struct writer *w, size_t max)
{
	*w = (struct writer) { .max = max ? max : MAX_DEFAULT };
}

void writer_release(struct writer *w)
{
	free(w->data);
	*w = (struct writer) { .max = w->max };
}

void writer_reset(struct writer *w)
{
	w->size = 0;
	w->failed = false;
}

void writer_truncate(struct writer *w, size_t size)
{
	if (size < w->size)
		w->size = size;
}

struct bytes writer_bytes(const struct writer *w)
{
	static const uint8_t nothing[1];

	return bytes_of(w->data ? w->data : nothing, w->size);
}

static bool grow(struct writer *w, size_t n)
{
	size_t capacity = w->capacity ? w->capacity : FIRST_CAPACITY;
	uint8_t *data;

	if (n > w->max - w->size)
		return false;
	while (capacity - w->size < n)
		capacity *= 2;
	data = realloc(w->data, capacity);
	if (!data)
		return false;
	w->data = data;
	w->capacity = capacity;
	return true;
}

/* Room for n more bytes, already counted in; NULL: failed. */
static uint8_t *reserve(struct writer *w, size_t n)
{
	uint8_t *p;

	if (w->failed)
		return NULL;
	if (n > w->max - w->size ||
	    (n > w->capacity - w->size && !grow(w, n))) {
		w->failed = true;
		return NULL;
	}
	p = w->data + w->size;
	w->size += n;
	return p;
}

static void put(uint8_t *p, uint64_t v, size_t n)
{
	for (size_t i = n; i-- > 0; v >>= 8)
		p[i] = (uint8_t)v;
}

static void fixed(struct writer *w, uint64_t v, size_t n)
{
	uint8_t *p = reserve(w, n);

	if (p)
		put(p, v, n);
}

void writer_i8(struct writer *w, int8_t v)
{
	fixed(w, (uint64_t)v, 1);
}

void writer_i16(struct writer *w, int16_t v)
{
	fixed(w, (uint64_t)v, 2);
}

void writer_i32(struct writer *w, int32_t v)
{
	fixed(w, (uint64_t)v, 4);
}

void writer_i64(struct writer *w, int64_t v)
{
	fixed(w, (uint64_t)v, 8);
}

void writer_f64(struct writer *w, double v)
{
	uint64_t bits;

	memcpy(&bits, &v, sizeof(bits));
	fixed(w, bits, 8);
}

static void leb128(struct writer *w, uint64_t v)
{
	uint8_t *p;
	size_t n = 1;

	for (uint64_t rest = v >> 7; rest; rest >>= 7)
		n++;
	p = reserve(w, n);
	if (!p)
		return;
	for (; n > 1; n--, v >>= 7)
		*p++ = (uint8_t)(v | 0x80);
	*p = (uint8_t)v;
}

void writer_uvarint(struct writer *w, uint32_t v)
{
	leb128(w, v);
}

void writer_varint(struct writer *w, int32_t v)
{
	leb128(w, (uint32_t)v << 1 ^ (v < 0 ? UINT32_MAX : 0));
}

void writer_varlong(struct writer *w, int64_t v)
{
	leb128(w, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0));
}

void writer_raw(struct writer *w, struct bytes b)
{
	uint8_t *p = b.n ? reserve(w, b.n) : NULL;

	if (p)
		memcpy(p, b.p, b.n);
}

/* The length prefix of `b`, which may be null, and then its bytes. */
static void prefixed(struct writer *w, struct bytes b, bool flexible,
		     size_t width, size_t max)
{
	if (b.p && b.n > max) {
		w->failed = true;
		return;
	}
	if (flexible)
		leb128(w, b.p ? b.n + 1 : 0);
	else
		fixed(w, b.p ? b.n : UINT64_MAX, width);
	if (b.p)
		writer_raw(w, b);
}

void writer_string(struct writer *w, struct bytes b, bool flexible)
{
	prefixed(w, b, flexible, 2, INT16_MAX);
}

void writer_bytes_field(struct writer *w, struct bytes b, bool flexible)
{
	prefixed(w, b, flexible, 4, INT32_MAX);
}

void writer_count(struct writer *w, int32_t count, bool flexible)
{
	if (flexible)
		leb128(w, (uint64_t)((int64_t)count + 1));
	else
		writer_i32(w, count);
}

size_t writer_reserve_i32(struct writer *w)
{
	size_t mark = w->size;

	fixed(w, 0, 4);
	return mark;
}

void writer_fill_i32(struct writer *w, size_t mark)
{
	if (!w->failed)
		put(w->data + mark, w->size - mark - 4, 4);
}
