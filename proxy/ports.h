/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PORTS_H
#define PROXY_PORTS_H

#include "proxy/proxy.h"

/* The plan of ports: a set of listeners has its bootstrap at P and the broker
 * `node_id` at P + 1 + node_id. */
enum {
	/* Without --nodes, nobody knows yet which ids there will be: sets need
	 * room for these. */
	PORTS_ROOM = 10,
};

/* The planned port, 0 (an ephemeral one) when there is none. */
int port_planned(int bootstrap, int32_t node_id);

/* Any address, like 0.0.0.0? */
bool host_is_any(const char *host);
/* Could a listener on `a` take a connection meant for `b`: the same host, or
 * one of them any address? */
bool host_overlaps(const char *a, const char *b);

/* Do the sets of listeners get in each other's way?  -1: ERR_USAGE with ports
 * that would work. */
int ports_check(const struct proxy_options *o, struct err *e);

#endif
