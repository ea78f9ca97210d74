/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PROXY_H
#define PROXY_PROXY_H

#include "codec/err.h"
#include "proxy/tee.h"

#include <uv.h>

/* The live side: listeners, sessions, address rewriting.  One loop, one proxy. */
struct proxy;

struct host_port {
	char host[256];
	int port;
};

struct listen_spec {
	const char *name; /* of the service; NULL when there is only one */
	struct host_port at;
};

struct map_spec { /* --map ID=HOST:PORT */
	int32_t node_id;
	struct host_port at;
};

/* What an earlier recording on the same tape knew (--append): the broker is
 * dialled at `at` and listened for at `listen` until Metadata says otherwise. */
struct broker_spec {
	size_t set; /* index in listen */
	int32_t node_id;
	struct host_port at, listen;
};

struct proxy_options {
	const struct host_port *upstream; /* bootstrap servers, tried in turn */
	size_t upstreams;
	const struct listen_spec *listen;
	size_t listens;
	const struct map_spec *map;
	size_t maps;
	const struct broker_spec *known;
	size_t knowns;
	const char *advertise; /* NULL: the address on which a client came in */
	int32_t first_node, last_node; /* --nodes 0-5; -1: not given */
	bool probe;
	bool transparent; /* --versions=transparent */
	uint32_t max_request;
	int max_connections;
	int drain_ms;
	int64_t first_stamp; /* stamps begin above it (--append) */
	uint64_t first_connection, first_exchange; /* ids likewise */
};

void proxy_options_init(struct proxy_options *o); /* the defaults */

/* Would proxy_start() find its ports, as things are now?  To be asked before
 * anything is replaced for its sake.  -1 as of proxy_start(). */
int proxy_check(const struct proxy_options *options, struct err *e);

/* Opens the bootstrap listeners (ERR_NETWORK if it can't, ERR_USAGE if the
 * sets of ports overlap).  `tee` may be NULL: nothing is recorded.  Traffic
 * starts when the loop runs; `ready(ctx)` is called once when clients can
 * connect: after the probe, or when it has been given up for now. */
int proxy_start(struct proxy **out, uv_loop_t *loop, struct tee *tee,
		const struct proxy_options *options, void (*ready)(void *ctx),
		void *ctx, struct err *e);

/* The tee's on_room callback: reading goes on. */
void proxy_room(void *proxy);

/* Stop accepting, let requests in flight be answered for up to drain_ms, close
 * all, then done(ctx).  A second call: at once. */
void proxy_stop(struct proxy *p, void (*done)(void *ctx), void *ctx);
/* After done() and the loop has run out. */
void proxy_free(struct proxy *p);

/* A new stamp: microseconds of wall clock at start plus the monotonic clock
 * since, strictly increasing. */
int64_t proxy_stamp(struct proxy *p);

/* HOST:PORT of the i-th set's bootstrap listener as clients should dial it. */
void proxy_bootstrap(const struct proxy *p, size_t set, char *out, size_t size);

struct proxy_status {
	int connections;
	uint64_t accepted, refused, bytes_up, bytes_down, requests;
	bool upstream_reachable;
};
void proxy_status(const struct proxy *p, struct proxy_status *out);

#endif
