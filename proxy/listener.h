/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_LISTENER_H
#define PROXY_LISTENER_H

#include "proxy/proxy.h"

#include <uv.h>

/* A port that clients come to: the bootstrap of a set (one set a service), or
 * one broker in a set. */
struct set;

struct listener {
	uv_tcp_t tcp;
	struct proxy *proxy;
	struct set *set;
	int32_t node_id;     /* -1: the bootstrap */
	struct host_port at; /* the port as bound, never 0 */
	bool waiting;        /* somebody does, and we don't accept yet */
};

/* Could a listener be opened there now? */
int listener_try(const struct host_port *at, struct err *e);

/* Bind to `host` at `port` (0: an ephemeral one) and listen, at once; clients
 * are accepted when the proxy accepts.  NULL: see `e`. */
struct listener *listener_open(struct proxy *p, struct set *set,
			       int32_t node_id, const char *host, int port,
			       struct err *e);
/* The proxy accepts from now on. */
void listener_accept(struct listener *l);
/* Frees itself later.  NULL is fine. */
void listener_close(struct listener *l);

#endif
