/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_RECORDING_H
#define TOOLS_RECORDING_H

#include "proxy/proxy.h"
#include "proxy/tee.h"
#include "store/tape.h"

struct recording;

/* Who conducts a recording in place of Ctrl-C (`ktape test`).  CMD does not
 * start by itself then, and its end ends nothing.  Called on the loop. */
struct recording_conductor {
	void (*ready)(void *ctx, struct recording *r); /* clients can connect */
	/* with its status, as of child_start(); also when it can't be run */
	void (*command_ended)(void *ctx, int status);
	/* No more comes: close what was opened on the loop. */
	void (*stopping)(void *ctx);
	void *ctx;
};

/* What `ktape record` was told. */
struct recording_options {
	struct proxy_options proxy;
	struct tee_options tee;
	const char *tape; /* NULL: nothing is recorded, only passed on */
	enum tape_mode mode;
	bool seal;
	const char *upstream, *options; /* as given; facts on the tape */
	char **command;                 /* CMD ARG... NULL; may be empty */
	const struct recording_conductor *conductor; /* NULL: none */
};

/* Record until SIGINT, SIGTERM or CMD's end; the exit status.  What went wrong
 * has been logged. */
int recording_run(struct recording_options *options);

/* For its conductor, from ready() to stopping(). */
uv_loop_t *recording_loop(struct recording *r);
/* HOST:PORT of the i-th set of listeners. */
void recording_bootstrap(const struct recording *r, size_t set, char *out,
			 size_t size);
void recording_start_command(struct recording *r);
/* SIGTERM, or (`kill`) SIGKILL, to CMD, if it runs. */
void recording_end_command(struct recording *r, bool kill);
/* End as after Ctrl-C.  CMD must have ended. */
void recording_stop(struct recording *r);
/* Did somebody press Ctrl-C, or sent SIGTERM? */
bool recording_interrupted(const struct recording *r);

#endif
