/* SPDX-License-Identifier: Apache-2.0 */
/* splice.c - a list of replaced ranges of a frame, and the frame with them.
 * What is replaced by what is decided by rewrite.c and cap.c.
 *
 *     frame    |size|.......aaaa......bb.........|
 *     list              at, removed ─▶ added_at, added
 *     text              |AAAAAABB|
 *     result   |SIZE|.......AAAAAA......BB.........|
 */
#include "codec/rewrite.h"

#include <stdlib.h>

#include "codec/frame.h"

enum { FIRST_CAPACITY = 16 };

void splices_init(struct splices *s)
{
	*s = (struct splices) { 0 };
	writer_init(&s->text, 0);
}

void splices_release(struct splices *s)
{
	free(s->list);
	writer_release(&s->text);
	splices_init(s);
}

void splices_reset(struct splices *s)
{
	s->count = 0;
	s->failed = false;
	writer_reset(&s->text);
}

size_t splice_begin(struct splices *s, size_t at, size_t removed)
{
	if (s->count == s->capacity) {
		size_t capacity =
			s->capacity ? 2 * s->capacity : FIRST_CAPACITY;
		struct splice *list =
			realloc(s->list, capacity * sizeof(*list));

		if (!list) {
			s->failed = true;
			return s->count;
		}
		s->list = list;
		s->capacity = capacity;
	}
	s->list[s->count] = (struct splice) { .at = at, .removed = removed };
	return s->count++;
}

void splice_end(struct splices *s, size_t index, size_t text_from)
{
	s->failed |= s->text.failed;
	if (s->failed)
		return;
	s->list[index].added_at = text_from;
	s->list[index].added = s->text.size - text_from;
}

bool splices_apply(const struct splices *s, struct bytes frame,
		   struct writer *out)
{
	size_t from = FRAME_PREFIX, size = frame.n - FRAME_PREFIX;

	for (size_t i = 0; i < s->count; i++)
		size += s->list[i].added - s->list[i].removed;
	writer_i32(out, (int32_t)size);
	for (size_t i = 0; i < s->count; i++) {
		const struct splice *p = &s->list[i];

		writer_raw(out, bytes_of(frame.p + from, p->at - from));
		writer_raw(out, bytes_of(writer_bytes(&s->text).p + p->added_at,
					 p->added));
		from = p->at + p->removed;
	}
	writer_raw(out, bytes_of(frame.p + from, frame.n - from));
	return !s->failed && !out->failed;
}
