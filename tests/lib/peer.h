/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_PEER_H
#define TESTS_LIB_PEER_H

#include "codec/writer.h"

#include <uv.h>

/* Ends of TCP connections for tests of the proxy: clients, and brokers that
 * listen.  All run on the test's own loop; the wait_ functions run it until
 * something holds, and fail the test when it does not within WAIT_MS. */
enum { WAIT_MS = 120 * 1000, PEERS_MAX = 64 };

struct peer {
	uv_tcp_t tcp;
	uv_connect_t connect;
	struct writer got; /* all that was received */
	bool connected, paused;
	bool ended; /* end of stream, or an error: */
	int error;
	size_t unsent; /* bytes that the socket has not taken */
	bool closed;
};

struct acceptor { /* a broker: its connections in the order they came */
	uv_tcp_t tcp;
	int port;
	struct peer *peers[PEERS_MAX];
	size_t count;
	bool paused; /* new connections are not read */
};

/* A new connection to 127.0.0.1:port; freed by peers_release(). */
struct peer *peer_connect(uv_loop_t *loop, int port);
struct acceptor *acceptor_new(uv_loop_t *loop);
/* One that refuses whoever comes, at a port that nobody else gets, until it
 * listens. */
struct acceptor *acceptor_bound(uv_loop_t *loop);
void acceptor_listen(struct acceptor *a);
/* No more connections; those that there are stay. */
void acceptor_close(struct acceptor *a);
/* Close everything that is open on the loop, run it out and free it. */
void peers_release(uv_loop_t *loop);

void peer_send(struct peer *p, struct bytes b);
void peer_end(struct peer *p);   /* half-close */
void peer_reset(struct peer *p); /* RST */
void peer_close(struct peer *p);
void peer_pause(struct peer *p, bool paused);
struct bytes peer_got(const struct peer *p);
void peer_forget(struct peer *p); /* what was received */

void wait_for(uv_loop_t *loop, bool (*holds)(void *ctx), void *ctx);
void wait_received(struct peer *p, size_t bytes);
void wait_ended(struct peer *p);
void wait_sent(struct peer *p);
/* The i-th connection that came to it. */
struct peer *wait_accepted(struct acceptor *a, size_t i);
/* Run the loop until nothing happens for a moment. */
void wait_quiet(uv_loop_t *loop);

#endif
