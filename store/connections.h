/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CONNECTIONS_H
#define STORE_CONNECTIONS_H

#include "store/event.h"
#include "store/map.h"
#include "store/tape.h"

/* Connections that are open, and the clients behind them. */
enum role {
	ROLE_NONE = 0,
	ROLE_PRODUCER = 1,
	ROLE_CONSUMER = 2,
	ROLE_ADMIN = 4,
};

struct instance;

struct connection {
	struct map_node node;
	uint64_t id;
	int64_t service, broker; /* rows */
	bool probe;              /* ktape's own */
	uint8_t roles;           /* enum role, what it was seen doing */
	size_t exchanges;        /* that are not over */
	struct instance *instance;
	char *software_name, *software_version; /* NULL: not said */
	char *peer;
	int64_t opened;
	bool tls;
};

/* Zero-initialise. */
struct connections {
	struct tape *tape;
	struct map open, instances;
};
/* The instances that the tape knows are read back. */
int connections_load(struct connections *cs, struct tape *tape, struct err *e);
void connections_release(struct connections *cs);

/* Its row is inserted. */
int connection_open(struct connections *cs, uint64_t id, int64_t stamp,
		    const struct event_opened *opened, struct err *e);
/* Its row is completed by the EVENT_CLOSED and its payload, and it is
 * forgotten. */
int connection_close(struct connections *cs, struct connection *c,
		     const struct event *event,
		     const struct event_closed *closed, struct err *e);
/* Also one that the tape knows from before, and one that was never announced:
 * that gets a row that says no more than its id.  NULL: see `e`. */
struct connection *connection_find(struct connections *cs, uint64_t id,
				   struct err *e);

int connection_set_software(struct connections *cs, struct connection *c,
			    struct bytes name, struct bytes version,
			    struct err *e);
/* In hindsight: its client, of whom no software was known, is of this one. */
int connection_name_instance(struct connections *cs, struct connection *c,
			     struct err *e);
int connection_set_mechanism(struct connections *cs, struct connection *c,
			     struct bytes mechanism, struct err *e);

/* The row of the client that sends a request of this role with this client id
 * (p NULL: none); -1: see `e`.  One per service, client id, software and kind:
 * which of several like processes it was is not told apart. */
int64_t connection_instance(struct connections *cs, struct connection *c,
			    struct bytes client_id, enum role role,
			    struct err *e);

/* Rows that were rolled back are inserted again; instances are read anew. */
int connections_restore(struct connections *cs, struct err *e);

#endif
