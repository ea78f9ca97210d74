/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_INFLIGHT_H
#define PROXY_INFLIGHT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The requests of one connection that wait for their response.  A broker
 * answers in the order of the requests, and a response names neither its API
 * nor its version: this FIFO does. */
struct request {
	uint64_t exchange;
	int32_t correlation_id;
	int16_t api_key;
	int16_t api_version;
	uint32_t size;      /* of the frame without its prefix */
	uint8_t need;       /* enum rewrite_need of the response */
	bool unrecorded;    /* the recorder was full: a gap covers it */
	bool tokens_follow; /* it is a SaslHandshake v0 */
};

enum {
	/* From here on a client is not read until answers have come.  What one
	 * read brought is still taken, so that there may be some more. */
	INFLIGHT_MAX = 8192,
};

/* Zero-initialise. */
struct inflight {
	struct request *ring;
	uint32_t first, count, capacity; /* capacity: a power of two, or 0 */
};

void inflight_release(struct inflight *f);

/* Append; false: out of memory. */
bool inflight_push(struct inflight *f, const struct request *r);
/* The oldest and the newest one, NULL when there is none; valid until the next
 * push or pop. */
struct request *inflight_first(struct inflight *f);
struct request *inflight_last(struct inflight *f);
/* Forget the oldest; there must be one. */
void inflight_pop(struct inflight *f);

static inline bool inflight_full(const struct inflight *f)
{
	return f->count >= INFLIGHT_MAX;
}

#endif
