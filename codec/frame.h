/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_FRAME_H
#define CODEC_FRAME_H

#include "codec/bytes.h"

enum {
	FRAME_PREFIX = 4, /* int32 size, of what follows */
	/* socket.request.max.bytes, the broker's own default */
	FRAME_MAX_REQUEST = 100 * 1024 * 1024,
};

/* Why the first bytes of a connection can't be a Kafka request; as text for the
 * log line: "a TLS ClientHello", "an HTTP request", ... */
enum frame_kind {
	FRAME_KAFKA,
	FRAME_SHORT,    /* not enough bytes to tell */
	FRAME_NEGATIVE, /* negative size */
	FRAME_TOO_LARGE,
	FRAME_TLS,
	FRAME_HTTP,
};

/* Look at the size prefix at the head of `b`.  FRAME_KAFKA: *size is the size
 * of the frame without the prefix, 0 <= *size <= max. */
enum frame_kind frame_size(struct bytes b, uint32_t max, uint32_t *size);
const char *frame_kind_text(enum frame_kind kind);

#endif
