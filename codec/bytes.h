/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_BYTES_H
#define CODEC_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A view of bytes that somebody else owns.  Kafka's null is `p == NULL`; empty
 * is `n == 0` with p set. */
struct bytes {
	const uint8_t *p;
	size_t n;
};

static inline struct bytes bytes_of(const void *p, size_t n)
{
	return (struct bytes) { p, n };
}

static inline struct bytes bytes_of_string(const char *s)
{
	return (struct bytes) { (const uint8_t *)s, s ? strlen(s) : 0 };
}

/* Same content?  Null equals only null. */
static inline bool bytes_equal(struct bytes a, struct bytes b)
{
	if (!a.p || !b.p)
		return a.p == b.p;
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* `b` without its first n bytes, of which it must have so many. */
static inline struct bytes bytes_after(struct bytes b, size_t n)
{
	return bytes_of(b.p + n, b.n - n);
}

/* The first n bytes of `b`, or all, if it has no more. */
static inline struct bytes bytes_first(struct bytes b, size_t n)
{
	return bytes_of(b.p, n < b.n ? n : b.n);
}

#endif
