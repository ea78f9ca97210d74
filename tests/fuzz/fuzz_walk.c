/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_walk.c - the walker, and JSON on top of it.
 * Input: kind, API key, version (a byte each), body. */
#include "tests/fuzz/fuzz.h"

#include "codec/json.h"
#include "codec/walk.h"

static void walk_all(const struct message *m, int16_t version,
		     struct bytes body)
{
	char path[256];
	struct walk w;
	size_t at = 0;

	walk_init(&w, m, version, body);
	while (walk_next(&w)) {
		must(w.begin <= w.end && w.end <= body.n);
		if (w.event != WALK_END) {
			must(at <= w.begin);
			at = w.begin;
		}
		must(walk_path(&w, path, sizeof(path)) == path);
	}
	must(walk_error(&w) || walk_trailing(&w) <= body.n);
	must(decode_error_text(walk_error(&w)));
}

int fuzz_walk(const uint8_t *data, size_t size)
{
	struct json_options options = { 0 };
	const struct message *m;
	struct writer out;
	struct err why = { 0 };

	if (size < 3)
		return 0;
	m = message_find(data[1], data[2],
			 data[0] & 1 ? MESSAGE_RESPONSE : MESSAGE_REQUEST);
	if (!m)
		return 0;
	struct bytes body = bytes_of(data + 3, size - 3);

	walk_all(m, data[2], body);
	options.records_as_size = data[0] & 2;
	writer_init(&out, 0);
	must(json_message(m, data[2], body, &options, &out, &why) ||
	     why.text[0]);
	must(out.size > 0);
	writer_release(&out);
	return 0;
}
