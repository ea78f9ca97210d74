/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_frame.c - the size before a frame, and the headers in it.
 * Input: the bytes of a connection. */
#include "tests/fuzz/fuzz.h"

#include "codec/frame.h"
#include "codec/header.h"

int fuzz_frame(const uint8_t *data, size_t size)
{
	struct request_header h;
	int32_t correlation_id;
	uint32_t frame = 0;
	struct cursor c;

	enum frame_kind kind =
		frame_size(bytes_of(data, size), FRAME_MAX_REQUEST, &frame);

	must(frame_kind_text(kind));
	if (kind != FRAME_KAFKA)
		return 0;
	must(frame <= FRAME_MAX_REQUEST);
	cursor_init(&c, bytes_of(data, size));
	cursor_skip(&c, FRAME_PREFIX);
	struct bytes rest = cursor_take(&c, cursor_left(&c));

	cursor_init(&c, rest);
	if (!request_header_read(&c, &h))
		return 0;
	cursor_init(&c, rest);
	must(response_header_read(&c, h.api_key, h.api_version,
				  &correlation_id) == cursor_ok(&c));
	return 0;
}
