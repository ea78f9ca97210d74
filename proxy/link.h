/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_LINK_H
#define PROXY_LINK_H

#include "proxy/proxy_internal.h"

/* A connection of ktape's own to a broker, for the probe: one request at a time.
 * On the tape it is a connection with source "probe". */
struct link;

struct link_owner {
	/* Connected, and the broker's versions are known. */
	void (*opened)(void *ctx);
	/* The answer to the last request, without size prefix. */
	void (*answered)(void *ctx, struct bytes frame);
	/* It is over, close it.  `reached`: the broker was, and hung up or
	 * did not answer. */
	void (*failed)(void *ctx, bool reached, const char *why);
};

enum { LINK_TIMEOUT_MS = 10 * 1000 };

/* Connect to one of the targets (see dial.h); node_id -1: a bootstrap address.
 * NULL: out of memory.  Callbacks come from the loop, never from in here. */
struct link *link_open(struct proxy *p, const struct host_port *targets,
		       size_t count, int32_t node_id,
		       const struct link_owner *owner, void *ctx);
/* No callback comes after this; it frees itself later.  NULL is fine. */
void link_close(struct link *l, const char *reason);

/* The version to ask this API in; false: there is none. */
bool link_version(const struct link *l, int16_t api_key, int16_t *version);
/* Send a frame, size prefix included (the bytes are copied); its answer comes
 * to answered(). */
void link_send(struct link *l, struct bytes frame);

#endif
