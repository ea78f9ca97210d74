/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_TRIAL_H
#define TOOLS_TRIAL_H

#include "replay/commit_order.h"
#include "replay/observed.h"
#include "replay/roles.h"

/* One side of a test: a sealed tape, and what a service did on it. */
struct side {
	struct tape *tape;
	struct roles roles;
	struct expected expected;
	struct commit_order *order;
};
/* The recorded one.  -1: see `e`; to be released in any case. */
int side_open(struct side *s, const char *path, const struct roles_options *o,
	      struct err *e);
/* The one that trial_run() made. */
int side_open_new(struct side *s, const char *path, const char *service,
		  const struct roles_options *o, struct err *e);
void side_release(struct side *s);

/* The name of the listeners for the inputs, beside those of the service. */
#define TRIAL_FEEDER "ktape"

struct trial_options {
	const char *out;     /* the new tape */
	const char *brokers; /* HOST:PORT,...; NULL: an embedded mock */
	/* of ktape's own clients, as of player_options */
	const char *const *properties;
	size_t property_count;
	char **command;
	const char *words;  /* the command line, a fact on the new tape */
	int64_t timeout_ms; /* nothing that is waited for happens so long */
	int64_t kill_ms;    /* from SIGTERM to SIGKILL */
};

enum trial_end {
	TRIAL_ALL,           /* everything that was recorded was seen */
	TRIAL_STUCK,         /* the rest can't come any more */
	TRIAL_COMMAND_ENDED, /* by itself, before that */
	TRIAL_TIMEOUT,
	TRIAL_INTERRUPTED,
	TRIAL_FAILED, /* the inputs could not be sent, nothing recorded, ... */
};

struct trial_result {
	enum trial_end end;
	int command_status; /* of COMMAND_ENDED; 128 + signal */
	bool killed;        /* SIGTERM was not enough */
	int recording;      /* exit status of the recording */
	struct observed_counts counts;
	struct err error; /* of FAILED */
};

/* Start the broker and a recording in front of it, feed the command the inputs
 * of the recorded side, wait for what followed on them, end the command.  Its
 * records are those of the service called `recorded->roles.service` on the new
 * tape.  -1: it could not be started, see `e`. */
int trial_run(const struct side *recorded, const struct trial_options *o,
	      struct trial_result *out, struct err *e);

#endif
