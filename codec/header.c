/* SPDX-License-Identifier: Apache-2.0 */
/* header.c - request and response headers, which come before the body:
 *
 *     request v0   api key i16, api version i16, correlation id i32
 *             v1   v0, client id (nullable string, int16 length)
 *             v2   v1, tagged fields; the client id keeps its int16 length
 *     response v0  correlation id i32
 *              v1  v0, tagged fields
 */
#include "codec/header.h"

#include "codec/message.h"

static void skip_tags(struct cursor *c)
{
	uint32_t count = cursor_uvarint(c);

	if (count > cursor_left(c) / 2)
		cursor_fail(c, DECODE_COUNT);
	for (; count > 0 && cursor_ok(c); count--) {
		cursor_uvarint(c);
		cursor_skip(c, cursor_uvarint(c));
	}
}

int request_header_version(int16_t api_key, int16_t api_version)
{
	if (api_key == API_CONTROLLED_SHUTDOWN && api_version == 0)
		return 0;
	return api_flexible(api_key, api_version) ? 2 : 1;
}

bool request_header_read(struct cursor *c, struct request_header *h)
{
	int version;

	h->api_key = cursor_i16(c);
	h->api_version = cursor_i16(c);
	h->correlation_id = cursor_i32(c);
	h->client_id = bytes_of(NULL, 0);
	version = request_header_version(h->api_key, h->api_version);
	if (version >= 1)
		h->client_id = cursor_string(c, false);
	if (version >= 2)
		skip_tags(c);
	return cursor_ok(c);
}

bool response_header_read(struct cursor *c, int16_t api_key,
			  int16_t api_version, int32_t *correlation_id)
{
	*correlation_id = cursor_i32(c);
	/* a client that asked in a too new version must be able to read the
	 * answer: ApiVersions stays at v0 (KIP-511) */
	if (api_key != API_API_VERSIONS && api_flexible(api_key, api_version))
		skip_tags(c);
	return cursor_ok(c);
}
