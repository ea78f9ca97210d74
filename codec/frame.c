/* SPDX-License-Identifier: Apache-2.0 */
/* frame.c - the int32 size before each request and response, and what else may
 * knock at a Kafka port.
 *
 *     0  4  size, big-endian, of what follows
 *     4  ..  header and body
 *
 * The first four bytes of TLS and of HTTP, read as a size, are all above 350
 * million, so they are told apart only where the size is refused anyway. */
#include "codec/frame.h"

#include "codec/cursor.h"

static enum frame_kind stranger(const uint8_t p[FRAME_PREFIX])
{
	static const char http[][FRAME_PREFIX + 1] = {
		"GET ", "HEAD", "POST", "PUT ", "DELE",
		"OPTI", "PATC", "CONN", "TRAC", "PRI ",
	};

	/* TLS: a handshake or alert record of version 3.x */
	if ((p[0] == 0x16 || p[0] == 0x15) && p[1] == 3 && p[2] <= 4)
		return FRAME_TLS;
	for (size_t i = 0; i < sizeof(http) / sizeof(http[0]); i++)
		if (memcmp(p, http[i], FRAME_PREFIX) == 0)
			return FRAME_HTTP;
	return FRAME_TOO_LARGE;
}

enum frame_kind frame_size(struct bytes b, uint32_t max, uint32_t *size)
{
	struct cursor c;
	int32_t n;

	cursor_init(&c, b);
	n = cursor_i32(&c);
	if (!cursor_ok(&c))
		return FRAME_SHORT;
	if (n < 0)
		return FRAME_NEGATIVE;
	if ((uint32_t)n > max)
		return stranger(b.p);
	*size = (uint32_t)n;
	return FRAME_KAFKA;
}

const char *frame_kind_text(enum frame_kind kind)
{
	switch (kind) {
	case FRAME_KAFKA: return "a Kafka frame";
	case FRAME_SHORT: return "fewer than 4 bytes";
	case FRAME_NEGATIVE: return "a frame of negative size";
	case FRAME_TOO_LARGE: return "a frame over the size limit";
	case FRAME_TLS: return "a TLS ClientHello";
	case FRAME_HTTP: return "an HTTP request";
	}
	return "unknown";
}
