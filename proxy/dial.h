/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_DIAL_H
#define PROXY_DIAL_H

#include "proxy/proxy.h"

#include <uv.h>

/* Connecting to the first of several addresses that answers, names looked up
 * without blocking, within DIAL_TIMEOUT_MS for all of it. */
enum { DIAL_TIMEOUT_MS = 10 * 1000 };

struct dial;

/* `tcp`: connected, allocated by malloc(), the receiver's from now on, and
 * `target` the index of the address; or NULL, and `why` is the sentence. */
typedef void (*dial_done)(void *ctx, uv_tcp_t *tcp, size_t target,
			  const char *why);

/* Try targets[first], then the ones behind it, then those before it.  The
 * targets are copied.  NULL: out of memory.  done() is called from the loop,
 * never from in here. */
struct dial *dial_start(uv_loop_t *loop, const struct host_port *targets,
			size_t count, size_t first, dial_done done, void *ctx);
/* done() will not be called; only before it has been.  NULL is fine. */
void dial_cancel(struct dial *d);

#endif
