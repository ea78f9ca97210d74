/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_BROKERS_H
#define PROXY_BROKERS_H

#include "codec/rewrite.h"
#include "proxy/listener.h"

/* Which port stands for which broker.  Every broker has one listener in every
 * set; node ids are never changed. */
struct set {
	int64_t id;       /* of the service on the tape: 1, 2, ... */
	size_t index;     /* in options.listen */
	const char *name; /* of the service, or NULL */
	char host[64];    /* numeric address that its listeners are bound to */
	struct listener *bootstrap;
	int bootstrap_port; /* as bound */
};

struct broker {
	int32_t node_id;
	bool known; /* where to dial it: */
	struct host_port at;
	struct listener **listeners; /* one a set; NULL: could not be opened */
};

/* Zero-initialise. */
struct brokers {
	struct set *sets;
	size_t set_count;
	struct broker **list;
	size_t count, capacity;
};

/* Open the bootstrap listener of each set, and those of the brokers that the
 * options name (--nodes, --map, --append).  -1: see `e`; call brokers_close()
 * in any case. */
int brokers_start(struct proxy *p, struct err *e);
/* All listeners accept from now on. */
void brokers_accept(struct proxy *p);
/* Close all listeners; the table stays. */
void brokers_close(struct proxy *p);
/* Free the table, after the loop has run out. */
void brokers_release(struct brokers *b);

/* NULL: never heard of. */
struct broker *brokers_find(const struct proxy *p, int32_t node_id);
/* The broker `node_id` says that it is at `host`:`port`.  Listeners for a new
 * one are open when this returns.  NULL: it can't be a broker. */
struct broker *brokers_learn(struct proxy *p, int32_t node_id,
			     struct bytes host, int32_t port);
/* Where a client of `set` that came in on our address `local` dials it. */
void brokers_advertise(const struct proxy *p, const struct set *set,
		       const struct broker *b, const char *local,
		       struct address *out);
/* Its id on the tape; node_id -1: of the bootstrap. */
int64_t brokers_tape_id(const struct set *set, int32_t node_id);

#endif
