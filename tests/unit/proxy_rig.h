/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_PROXY_RIG_H
#define TESTS_UNIT_PROXY_RIG_H

/* A proxy between clients and a broker of the test, all on one loop. */
#include "proxy/log.h"
#include "proxy/proxy.h"
#include "tests/lib/peer.h"
#include "tests/unit/fake_tee.h"

#include <signal.h>
#include <stdio.h>

struct rig {
	uv_loop_t loop;
	struct acceptor *broker;
	struct tee tee;
	struct host_port upstream;
	struct listen_spec listen;
	struct proxy_options options;
	struct proxy *proxy;
	int port; /* of the proxy */
	bool ready, done;
};

static inline void rig_on_ready(void *ctx)
{
	((struct rig *)ctx)->ready = true;
}

static inline void rig_on_done(void *ctx)
{
	((struct rig *)ctx)->done = true;
}

static inline bool rig_is_ready(void *rig)
{
	return ((struct rig *)rig)->ready;
}

static inline bool rig_is_done(void *rig)
{
	return ((struct rig *)rig)->done;
}

/* Options may be changed between the two. */
static inline struct rig *rig_new(void)
{
	struct rig *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	signal(SIGPIPE, SIG_IGN);
	log_set_level(LOG_ERROR);
	assert_int_equal(uv_loop_init(&r->loop), 0);
	r->broker = acceptor_new(&r->loop);
	snprintf(r->upstream.host, sizeof(r->upstream.host), "127.0.0.1");
	r->upstream.port = r->broker->port;
	snprintf(r->listen.at.host, sizeof(r->listen.at.host), "127.0.0.1");
	proxy_options_init(&r->options);
	r->options.upstream = &r->upstream;
	r->options.upstreams = 1;
	r->options.listen = &r->listen;
	r->options.listens = 1;
	r->options.probe = false;
	r->options.drain_ms = 100;
	return r;
}

static inline void rig_start(struct rig *r)
{
	struct err e = { 0 };
	char at[300];

	if (proxy_start(&r->proxy, &r->loop, &r->tee, &r->options, rig_on_ready,
			r, &e))
		fail_msg("%s", e.text);
	proxy_bootstrap(r->proxy, 0, at, sizeof(at));
	r->port = (int)strtol(strrchr(at, ':') + 1, NULL, 10);
	wait_for(&r->loop, rig_is_ready, r);
}

/* A client, and the broker's end of its connection. */
static inline struct peer *rig_client(struct rig *r, struct peer **broker)
{
	struct peer *client = peer_connect(&r->loop, r->port);

	*broker = wait_accepted(r->broker, r->broker->count);
	return client;
}

static inline void rig_stop(struct rig *r)
{
	proxy_stop(r->proxy, rig_on_done, r);
	wait_for(&r->loop, rig_is_done, r);
}

static inline void peer_free(struct peer *p)
{
	writer_release(&p->got);
	free(p);
}

/* Stops the proxy if the test has not. */
static inline void rig_free(struct rig *r)
{
	if (!r->done)
		rig_stop(r);
	peers_release(&r->loop);
	proxy_free(r->proxy);
	for (size_t i = 0; i < r->broker->count; i++)
		peer_free(r->broker->peers[i]);
	free(r->broker);
	fake_tee_release(&r->tee);
	free(r);
}

/* ---- frames, size prefix included; append to `w` */

static inline void put_request(struct writer *w, int16_t key, int16_t version,
			       int32_t correlation, struct bytes body)
{
	size_t mark = writer_reserve_i32(w);

	writer_i16(w, key);
	writer_i16(w, version);
	writer_i32(w, correlation);
	writer_string(w, bytes_of_string("test"), false);
	writer_raw(w, body);
	writer_fill_i32(w, mark);
}

static inline void put_response(struct writer *w, int32_t correlation,
				struct bytes body)
{
	size_t mark = writer_reserve_i32(w);

	writer_i32(w, correlation);
	writer_raw(w, body);
	writer_fill_i32(w, mark);
}

/* What the peer got is exactly this; then it is forgotten. */
static inline void expect_got(struct peer *p, struct bytes wanted)
{
	wait_received(p, wanted.n);
	assert_true(bytes_equal(peer_got(p), wanted));
	peer_forget(p);
}

#endif
