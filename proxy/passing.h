/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PASSING_H
#define PROXY_PASSING_H

#include "proxy/relay.h"

/* A frame on its way through one direction of a connection.  Zero-initialise;
 * idle while left == 0. */
struct passing {
	uint64_t connection, exchange;
	uint64_t left;   /* bytes still to come, prefix included */
	uint32_t size;   /* of the frame without its prefix */
	uint32_t prefix; /* bytes of the prefix still to come */
	uint32_t kept;   /* bytes that may still be recorded */
	int16_t api_key;
	uint8_t flags;    /* of its next piece */
	bool token;       /* a raw SASL token: nothing of it is recorded */
	bool unanswered;  /* a request that will get no response */
	bool unrecorded;  /* a gap covers it */
	uint32_t earlier; /* size of the request, if this is its response */
};

/* A frame of `size` bytes begins, all of which may be recorded. */
void passing_begin(struct passing *f, uint64_t connection, uint32_t size,
		   uint8_t flags);
/* The next bytes of it have been read, not more than are left; true: they were
 * its last.  `end`: see struct piece. */
bool passing_take(struct relay *r, struct passing *f, struct bytes bytes,
		  uint64_t end);
/* Tell the recorder about its exchange, behind the pieces so far. */
void passing_note(struct relay *r, const struct passing *f,
		  enum event_type type);

#endif
