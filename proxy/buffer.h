/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_BUFFER_H
#define PROXY_BUFFER_H

#include "codec/bytes.h"

/* A read buffer, shared by the socket that fills it, the peer that it is
 * written to, and the recorder.  Reference-counted (atomically: the recorder is
 * another thread) and immutable once read into. */
struct buffer {
	_Atomic int references;
	size_t capacity;
	size_t size; /* bytes read into it */
	uint8_t data[];
};

enum { BUFFER_SIZE = 256 * 1024 };

/* One reference, or NULL without memory.  Freed ones of BUFFER_SIZE are kept
 * for reuse, a few. */
struct buffer *buffer_new(size_t capacity);
struct buffer *buffer_reference(struct buffer *b);
void buffer_release(struct buffer *b); /* NULL is fine */

#endif
