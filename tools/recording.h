/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_RECORDING_H
#define TOOLS_RECORDING_H

#include "proxy/proxy.h"
#include "proxy/tee.h"
#include "store/tape.h"

/* What `ktape record` was told. */
struct recording_options {
	struct proxy_options proxy;
	struct tee_options tee;
	const char *tape; /* NULL: nothing is recorded, only passed on */
	enum tape_mode mode;
	bool seal;
	const char *upstream, *options; /* as given; facts on the tape */
	char **command;                 /* CMD ARG... NULL; may be empty */
};

/* Record until SIGINT, SIGTERM or CMD's end; the exit status.  What went wrong
 * has been logged. */
int recording_run(struct recording_options *options);

#endif
