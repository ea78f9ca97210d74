/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_SASL_H
#define PROXY_SASL_H

#include "codec/bytes.h"

/* After SaslHandshake v0 both directions carry raw tokens, int32 size and
 * opaque bytes, until the mechanism is complete; nothing on the wire marks the
 * end (KIP-43, KIP-152).  Tokens are counted where the mechanism tells how many
 * there are; for others (GSSAPI) the first client frame after a server token
 * that reads as a request of a known API is taken for one. */
enum sasl_mechanism {
	SASL_NONE,
	SASL_PLAIN,
	SASL_SCRAM,
	SASL_OAUTHBEARER,
	SASL_OTHER,
};

enum {
	/* sasl.server.max.receive.size, the broker's own default */
	SASL_MAX_TOKEN = 512 * 1024,
	SASL_USER_MAX = 200, /* a longer name is not kept */
};

/* Zero-initialise. */
struct sasl {
	enum sasl_mechanism mechanism;     /* SASL_NONE: no tokens */
	uint32_t from_client, from_broker; /* tokens seen */
	enum sasl_mechanism named;         /* in the last SaslHandshake */
	char user[SASL_USER_MAX + 1]; /* that asks to be let in; "" not known */
};

/* By the name in SaslHandshake. */
enum sasl_mechanism sasl_mechanism_named(struct bytes name);

/* The exchange of raw tokens begins. */
void sasl_begin(struct sasl *s, enum sasl_mechanism mechanism);

/* A token of the client, raw or in a SaslAuthenticate, by the mechanism that was
 * named: keep the user's name, if it is one that says it (PLAIN, RFC 4616; the
 * first of SCRAM, RFC 5802).  What only a broker can tell stays unknown: who
 * acts for another, or came by a delegation token or OAUTHBEARER. */
void sasl_read_user(struct sasl *s, struct bytes token);

/* Is the next frame from the client a token?  `frame`: what has been read of it
 * behind the size, at least 4 bytes if it has so many.  When it is, it counts as
 * seen. */
bool sasl_token_from_client(struct sasl *s, struct bytes frame);
bool sasl_token_from_broker(struct sasl *s);

#endif
