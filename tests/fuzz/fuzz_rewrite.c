/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_rewrite.c - addresses replaced, versions capped.
 * Input: API key, version, length of the new hosts (a byte each), then the frame
 * without its size. */
#include "tests/fuzz/fuzz.h"

#include "codec/header.h"
#include "codec/rewrite.h"
#include "codec/walk.h"

enum { NEW_PORT = 12345 };

static bool map_to(void *ctx, int32_t node_id, struct bytes host, int32_t port,
		   struct address *out)
{
	const uint8_t *length = ctx;

	(void)port;
	must(host.n > 0);
	memset(out->host, 'x', *length);
	out->host[*length] = '\0';
	out->port = NEW_PORT;
	return node_id != 0x66666666;
}

static bool start(struct walk *w, int16_t api_key, int16_t version,
		  struct bytes frame)
{
	const struct message *m =
		message_find(api_key, version, MESSAGE_RESPONSE);
	int32_t correlation_id;
	struct cursor c;

	cursor_init(&c, frame);
	must(cursor_u32(&c) == cursor_left(&c));
	if (!m || !response_header_read(&c, api_key, version, &correlation_id))
		return false;
	walk_init(w, m, version, cursor_take(&c, cursor_left(&c)));
	return true;
}

/* What the client gets can be read, and knows the new addresses only. */
static void check(int16_t api_key, int16_t version, struct bytes frame)
{
	bool controllers = false, no_host = false;
	struct walk w;

	if (api_key == API_API_VERSIONS || !start(&w, api_key, version, frame))
		return;
	while (walk_next(&w)) {
		if (w.event != WALK_VALUE)
			continue;
		if (w.field == DESCRIBE_CLUSTER_RESPONSE_ENDPOINT_TYPE)
			controllers = w.number == 2;
		if (strcmp(w.row->name, "host") == 0)
			no_host = w.bytes.n == 0;
		if (strcmp(w.row->name, "port") == 0)
			must(controllers || no_host || w.number == NEW_PORT);
	}
	must(!walk_error(&w));
}

int fuzz_rewrite(const uint8_t *data, size_t size)
{
	enum { HEAD = 3 };
	struct splices s;
	struct writer frame, out;

	if (size < HEAD || rewrite_need(data[0], data[1]) != REWRITE_HOLD)
		return 0;
	uint8_t length = data[2];

	writer_init(&frame, 0);
	writer_init(&out, 0);
	splices_init(&s);
	writer_i32(&frame, (int32_t)(size - HEAD));
	writer_raw(&frame, bytes_of(data + HEAD, size - HEAD));
	if (rewrite_response(data[0], data[1], writer_bytes(&frame), length & 1,
			     map_to, &length, &s) == REWRITE_DONE) {
		must(splices_apply(&s, writer_bytes(&frame), &out));
		check(data[0], data[1], writer_bytes(&out));
	}
	splices_release(&s);
	writer_release(&frame);
	writer_release(&out);
	return 0;
}
