/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - two vectors that grow by doubling and are used again and again.
 * Writes nothing and records nothing itself. */
#include "proxy/output.h"

#include <assert.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

void output_release(struct output *o)
{
	output_reset(o);
	free(o->segments);
	free(o->bufs);
	free(o->pieces);
	*o = (struct output) { 0 };
}

void output_reset(struct output *o)
{
	for (size_t i = 0; i < o->segment_count; i++)
		buffer_release(o->segments[i].buffer);
	o->segment_count = 0;
	o->piece_count = 0;
	o->bytes = 0;
	o->failed = false;
}

/* Make the vector hold twice as many; false: out of memory. */
static bool grow(void **vector, size_t *capacity, size_t size)
{
	size_t wanted = *capacity ? *capacity * 2 : FIRST_CAPACITY;
	void *grown = reallocarray(*vector, wanted, size);

	if (!grown)
		return false;
	*vector = grown;
	*capacity = wanted;
	return true;
}

static bool grow_segments(struct output *o)
{
	void *segments = o->segments, *bufs = o->bufs;
	size_t capacity = o->segment_capacity, bufs_capacity = capacity;
	bool done = grow(&bufs, &bufs_capacity, sizeof(*o->bufs)) &&
		    grow(&segments, &capacity, sizeof(*o->segments));

	o->bufs = bufs;
	o->segments = segments;
	o->segment_capacity = capacity;
	return done;
}

/* Takes over the reference. */
static void append(struct output *o, struct buffer *b, struct bytes bytes)
{
	if (o->segment_count == o->segment_capacity && !grow_segments(o)) {
		buffer_release(b);
		o->failed = true;
		return;
	}
	assert(o->segments);
	o->segments[o->segment_count++] = (struct segment) { b, bytes };
	o->bytes += bytes.n;
}

void output_pass(struct output *o, struct buffer *b, struct bytes bytes)
{
	struct segment *last =
		o->segment_count ? &o->segments[o->segment_count - 1] : NULL;

	if (!bytes.n)
		return;
	if (last && last->buffer == b &&
	    last->bytes.p + last->bytes.n == bytes.p) {
		last->bytes.n += bytes.n;
		o->bytes += bytes.n;
		return;
	}
	append(o, buffer_reference(b), bytes);
}

void output_copy(struct output *o, struct bytes bytes)
{
	struct buffer *b;

	if (!bytes.n)
		return;
	b = buffer_new(bytes.n);
	if (!b) {
		o->failed = true;
		return;
	}
	memcpy(b->data, bytes.p, bytes.n);
	b->size = bytes.n;
	append(o, b, bytes_of(b->data, bytes.n));
}

struct piece *output_piece(struct output *o)
{
	void *pieces = o->pieces;

	if (o->piece_count == o->piece_capacity) {
		if (!grow(&pieces, &o->piece_capacity, sizeof(*o->pieces))) {
			o->failed = true;
			return NULL;
		}
		o->pieces = pieces;
	}
	return &o->pieces[o->piece_count++];
}

/* All that is left as one segment in a buffer of its own. */
static void join(struct output *o)
{
	struct buffer *b = buffer_new(o->bytes);

	if (!b)
		return;
	for (size_t i = 0; i < o->segment_count; i++) {
		struct segment *s = &o->segments[i];

		memcpy(b->data + b->size, s->bytes.p, s->bytes.n);
		b->size += s->bytes.n;
		buffer_release(s->buffer);
	}
	o->segments[0] = (struct segment) { b, bytes_of(b->data, b->size) };
	o->segment_count = 1;
}

void output_skip(struct output *o, uint64_t n)
{
	size_t gone = 0;

	o->bytes -= n;
	while (gone < o->segment_count && n >= o->segments[gone].bytes.n) {
		n -= o->segments[gone].bytes.n;
		buffer_release(o->segments[gone++].buffer);
	}
	o->segment_count -= gone;
	memmove(o->segments, o->segments + gone,
		o->segment_count * sizeof(*o->segments));
	if (!o->segment_count)
		return;
	o->segments[0].bytes = bytes_after(o->segments[0].bytes, n);
	if (o->bytes <= OUTPUT_COPIED)
		join(o);
}

unsigned output_bufs(struct output *o, uv_buf_t **out)
{
	for (size_t i = 0; i < o->segment_count; i++)
		o->bufs[i] =
			uv_buf_init((char *)(uintptr_t)o->segments[i].bytes.p,
				    (unsigned)o->segments[i].bytes.n);
	*out = o->bufs;
	return (unsigned)o->segment_count;
}
