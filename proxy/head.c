/* SPDX-License-Identifier: Apache-2.0 */
/* head.c - the beginning of frames.  Keeps no state: when bytes are missing it
 * is asked again with more, from the start.
 *
 *   Produce      key version correlation client-id [tags] [txn-id] acks ...
 *   SASL, tokens key version correlation client-id [tags] | not recorded
 *                (SaslAuthenticate: all of it, for the user's name)
 *   unknown      key version correlation client-id | not looked at
 *   others       key version correlation | not looked at
 */
#include "proxy/head.h"

#include "codec/cursor.h"
#include "codec/header.h"
#include "codec/message.h"

enum {
	RESPONSE_FIXED = 4, /* correlation id */
	ERROR_CODE = 2,
};

/* APIs whose bytes are secrets, and what else of their response is none. */
static const struct secret {
	int16_t api_key;
	uint32_t error_code; /* bytes right behind the response's header */
} secrets[] = {
	{ API_SASL_AUTHENTICATE, ERROR_CODE },
	{ API_CREATE_DELEGATION_TOKEN, ERROR_CODE },
	{ API_RENEW_DELEGATION_TOKEN, ERROR_CODE },
	{ API_EXPIRE_DELEGATION_TOKEN, ERROR_CODE },
	{ API_DESCRIBE_DELEGATION_TOKEN, ERROR_CODE },
	{ API_DESCRIBE_USER_SCRAM_CREDENTIALS, 0 },
	{ API_ALTER_USER_SCRAM_CREDENTIALS, 0 },
};

static const struct secret *secret_find(int16_t api_key)
{
	for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++)
		if (secrets[i].api_key == api_key)
			return &secrets[i];
	return NULL;
}

/* The cursor is behind the header: acks lies behind the transactional id. */
static void read_produce(struct cursor *c, struct request_head *h)
{
	if (h->api_version >= 3)
		cursor_string(c, api_flexible(API_PRODUCE, h->api_version));
	h->unanswered = cursor_i16(c) == 0;
}

/* A mechanism's name is no secret; what an unknown version holds may be. */
static void read_handshake(struct cursor *c, struct request_head *h)
{
	struct bytes name;

	if (h->api_version > 1) {
		h->withheld = true;
		h->kept = (uint32_t)cursor_offset(c);
		return;
	}
	name = cursor_string(c, false);
	if (!cursor_ok(c))
		return;
	h->mechanism = sasl_mechanism_named(name);
	h->tokens_follow = h->api_version == 0;
}

/* Where the token lies, if it is all there; the cursor stays at its prefix. */
static void read_authenticate(struct cursor behind_header,
			      struct request_head *h)
{
	struct cursor *c = &behind_header;
	struct bytes token = cursor_bytes(c, api_flexible(API_SASL_AUTHENTICATE,
							  h->api_version));

	if (!cursor_ok(c))
		return;
	h->token_at = (uint32_t)(cursor_offset(c) - token.n);
	h->token_size = (uint32_t)token.n;
}

/* What lies behind the fixed part, for the APIs where it matters. */
static bool read_on(struct cursor *c, struct request_head *h)
{
	struct request_header header;

	if (!request_header_read(c, &header))
		return false;
	if (h->api_key == API_PRODUCE) {
		read_produce(c, h);
	} else if (h->api_key == API_SASL_HANDSHAKE) {
		read_handshake(c, h);
	} else if (secret_find(h->api_key)) {
		h->withheld = true;
		h->kept = (uint32_t)cursor_offset(c);
	}
	if (h->api_key == API_SASL_AUTHENTICATE && cursor_ok(c))
		read_authenticate(*c, h);
	return cursor_ok(c);
}

/* Is the fixed part not enough?  What has an unknown key must at least have a
 * header, or it is no request, but, say, a token where none belongs. */
static bool is_looked_into(int16_t api_key)
{
	return api_key == API_PRODUCE || api_key == API_SASL_HANDSHAKE ||
	       secret_find(api_key) || !api_name(api_key);
}

enum head_result head_read(struct bytes have, uint32_t size,
			   struct request_head *h)
{
	struct cursor c;

	have = bytes_first(have, size);
	if (size < HEAD_FIXED)
		return HEAD_MALFORMED;
	if (have.n < HEAD_FIXED)
		return HEAD_SHORT;
	*h = (struct request_head) { .kept = size };
	cursor_init(&c, have);
	h->api_key = cursor_i16(&c);
	h->api_version = cursor_i16(&c);
	h->correlation_id = cursor_i32(&c);
	if (!is_looked_into(h->api_key))
		return HEAD_READ;
	cursor_init(&c, have);
	if (read_on(&c, h)) {
		bool whole = have.n == size || have.n >= HEAD_MAX;

		return h->api_key != API_SASL_AUTHENTICATE || whole
			       ? HEAD_READ
			       : HEAD_SHORT;
	}
	return have.n < size && have.n < HEAD_MAX ? HEAD_SHORT : HEAD_MALFORMED;
}

uint32_t head_response_kept(int16_t api_key, int16_t api_version,
			    struct bytes have, uint32_t size)
{
	const struct secret *secret = secret_find(api_key);
	struct cursor c;
	int32_t correlation_id;
	size_t n;

	if (!secret && !(api_key == API_SASL_HANDSHAKE && api_version > 1))
		return size;
	cursor_init(&c, bytes_first(have, size));
	if (!response_header_read(&c, api_key, api_version, &correlation_id))
		return RESPONSE_FIXED;
	n = cursor_offset(&c);
	if (secret && cursor_left(&c) >= secret->error_code)
		n += secret->error_code;
	return (uint32_t)n;
}

uint32_t head_response_size(int16_t api_key, uint32_t size)
{
	uint32_t want = RESPONSE_FIXED;

	if (api_key == API_SASL_HANDSHAKE)
		want += ERROR_CODE;
	else if (secret_find(api_key))
		want += ERROR_CODE + 1; /* no tagged fields, one byte */
	return want < size ? want : size;
}

int16_t head_handshake_error(struct bytes have)
{
	struct cursor c;

	cursor_init(&c, have);
	cursor_i32(&c);
	return cursor_i16(&c);
}
