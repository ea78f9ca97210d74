/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_HEAD_H
#define PROXY_HEAD_H

#include "codec/bytes.h"
#include "proxy/sasl.h"

/* The head of a frame: as much of its beginning as the proxy must understand
 * before it lets the first byte through.  For most requests that is the fixed
 * part of the header; for Produce all up to acks, which tells whether there
 * will be a response; for what holds secrets, and for unknown keys, the whole
 * header; for SaslAuthenticate all of it, up to HEAD_MAX. */
struct request_head {
	int16_t api_key;
	int16_t api_version;
	int32_t correlation_id;
	bool unanswered; /* Produce with acks=0: there is no response */
	bool withheld;   /* holds secrets: only `kept` bytes are recorded */
	uint32_t kept;   /* bytes from the beginning that may be recorded */
	enum sasl_mechanism mechanism; /* of SaslHandshake; else SASL_NONE */
	bool tokens_follow;            /* raw ones: SaslHandshake v0 */
	uint32_t token_at, token_size; /* of SaslAuthenticate; size 0: none */
};

enum head_result {
	HEAD_READ,
	HEAD_SHORT,     /* come again with more bytes */
	HEAD_MALFORMED, /* can't be a request */
};

enum {
	HEAD_FIXED = 8, /* key, version, correlation id */
	/* client id and transactional id of 32767 bytes each, and as much
	 * again for tagged fields */
	HEAD_MAX = 120 * 1024,
};

/* Read the head of a request frame of `size` bytes, of which `have` have come
 * (both without the size prefix; more than the frame is fine). */
enum head_result head_read(struct bytes have, uint32_t size,
			   struct request_head *h);

/* How many bytes of a response of `size` bytes, at the end of the beginning
 * `have`, may be recorded: all, or for those with secrets the header and, where
 * the API has it first, the error code. */
uint32_t head_response_kept(int16_t api_key, int16_t api_version,
			    struct bytes have, uint32_t size);

/* Bytes of a response that have to be there before its first one may pass:
 * the correlation id, of a SaslHandshake also the error code. */
uint32_t head_response_size(int16_t api_key, uint32_t size);

/* The error code of a SaslHandshake response, from its beginning. */
int16_t head_handshake_error(struct bytes have);

#endif
