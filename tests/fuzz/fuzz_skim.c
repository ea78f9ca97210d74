/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_skim.c - endpoints blanked in a stream: as many bytes out as in, the same
 * for any split, and no endpoint left that the walker can see.
 * Input: API key, version, size of the pieces (a byte each), then the frame
 * without its size. */
#include "tests/fuzz/fuzz.h"

#include "codec/header.h"
#include "codec/rewrite.h"
#include "codec/skim.h"
#include "codec/walk.h"

static bool stream(struct skim *s, struct bytes frame, size_t size,
		   struct writer *out)
{
	enum skim_result result = SKIM_SAME;
	struct writer changed;

	writer_init(&changed, 0);
	while (frame.n && result != SKIM_MALFORMED) {
		size_t n = size < frame.n ? size : frame.n;
		struct bytes piece = bytes_of(frame.p, n);

		writer_reset(&changed);
		result = skim_feed(s, piece, &changed);
		must(result == SKIM_CHANGED || !changed.size ||
		     result == SKIM_MALFORMED);
		writer_raw(out, result == SKIM_SAME ? piece
						    : writer_bytes(&changed));
		frame = bytes_of(frame.p + n, frame.n - n);
	}
	writer_release(&changed);
	return result != SKIM_MALFORMED;
}

/* How many endpoints the walker sees; -1: it can't read the message, or there
 * are tagged fields that are unknown to it. */
static int64_t endpoints(int16_t api_key, int16_t version, struct bytes frame,
			 bool tags_too)
{
	int32_t correlation_id;
	struct cursor c;
	struct walk w;
	int64_t n = 0;

	cursor_init(&c, frame);
	cursor_skip(&c, 4);
	if (!response_header_read(&c, api_key, version, &correlation_id))
		return -1;
	walk_init(&w, message_find(api_key, version, MESSAGE_RESPONSE), version,
		  cursor_take(&c, cursor_left(&c)));
	while (walk_next(&w)) {
		if (w.event == WALK_TAG && w.depth == 0 && !tags_too)
			return -1;
		if (w.event == WALK_ARRAY &&
		    strcmp(w.row->name, "nodeEndpoints") == 0)
			n += w.count;
	}
	return walk_error(&w) ? -1 : n;
}

int fuzz_skim(const uint8_t *data, size_t size)
{
	enum { HEAD = 3 };
	struct writer frame, whole, split;
	struct skim *s;

	if (size < HEAD || rewrite_need(data[0], data[1]) != REWRITE_STREAM)
		return 0;
	writer_init(&frame, 0);
	writer_init(&whole, 0);
	writer_init(&split, 0);
	writer_i32(&frame, (int32_t)(size - HEAD));
	writer_raw(&frame, bytes_of(data + HEAD, size - HEAD));
	struct bytes all = writer_bytes(&frame);

	s = skim_new(data[0], data[1]);
	must(s);
	skim_reset(s, data[0], data[1], (uint32_t)(size - HEAD));
	bool good = stream(s, all, all.n, &whole);

	skim_reset(s, data[0], data[1], (uint32_t)(size - HEAD));
	must(stream(s, all, 1u + data[2], &split) == good);
	skim_free(s);
	if (good) {
		must(whole.size == all.n);
		must(bytes_equal(writer_bytes(&whole), writer_bytes(&split)));
		if (endpoints(data[0], data[1], all, false) >= 0)
			must(endpoints(data[0], data[1], writer_bytes(&whole),
				       true) == 0);
	} else {
		must(all.n > SKIM_MAX_ENDPOINTS ||
		     endpoints(data[0], data[1], all, false) < 0);
	}
	writer_release(&frame);
	writer_release(&whole);
	writer_release(&split);
	return 0;
}
