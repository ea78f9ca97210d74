/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PROXY_INTERNAL_H
#define PROXY_PROXY_INTERNAL_H

#include "proxy/brokers.h"
#include "proxy/log.h"
#include "proxy/relay.h"

/* What proxy.c, the sessions, the listeners and the probe share. */
struct session;
struct probe;

struct proxy {
	struct relay relay;
	struct proxy_options options;
	struct brokers brokers;
	size_t upstream; /* index of the one that answered last */
	bool upstream_reachable;
	struct session *sessions;
	int connections;
	uint64_t accepted, refused;
	struct probe *probe; /* NULL: --no-probe */
	bool accepting;      /* clients; before, they wait in the backlog */
	bool stopping;
	bool hurry;       /* stopped twice */
	uv_timer_t timer; /* of start, and of the drain */
	void (*ready)(void *ctx);
	void *ready_ctx;
	void (*done)(void *ctx);
	void *done_ctx;
	struct log_limit accept_errors, refusals, dial_errors;
};

/* The numeric address, without port, of this end of a socket; "" if it has
 * none. */
void local_address(const uv_tcp_t *tcp, char *out, size_t size);
/* ADDRESS:PORT of the other end. */
void peer_address(const uv_tcp_t *tcp, char *out, size_t size);

/* A Metadata response passes (size prefix included): its topics may be new. */
void proxy_saw_metadata(struct proxy *p, int16_t api_version,
			struct bytes frame);
/* A session has been freed. */
void proxy_session_gone(struct proxy *p);

#endif
