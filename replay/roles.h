/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_ROLES_H
#define REPLAY_ROLES_H

#include "store/tape.h"

#include <stdbool.h>
#include <stddef.h>

/* Who is who on a tape, seen from one service: its inputs are the records that
 * it was given, its outputs those that it produced.
 *
 * A service is a named set of listeners (`ktape record -l NAME=...`), which is
 * certain, or, on a tape without names, a consumer group: its readers by the
 * table `attribution`, its producers by client id, or because nobody else is
 * left.  What can't be told is asked for, never guessed. */
struct roles_options {
	const char
		*service; /* set of listeners, or group; NULL: the only one */
	/* GLOB patterns of topics: all of their records are inputs (outputs),
	 * whoever read (wrote) them; none: by attribution */
	const char *const *inputs, *const *outputs;
	size_t input_count, output_count;
};

/* SQL, to be put into queries; freed by roles_release(). */
struct roles {
	char *service;          /* its name */
	char *inputs, *outputs; /* conditions on the view `records` */
	char *readers; /* a SELECT of connection ids: where it fetches */
	char *commits; /* a condition on the view `commits` */
};

/* The tape must be sealed.  -1: see `e`; ERR_USAGE with the candidates when an
 * option must say which, ERR_UNPROVEN when no service is on the tape, or one that
 * reads as a share group. */
int roles_find(struct roles *out, struct tape *t, const struct roles_options *o,
	       struct err *e);
/* On a tape where everybody has listeners of its own: `feeder` wrote the inputs,
 * whether or not the service read them.  Of `o` only the outputs count. */
int roles_by_listeners(struct roles *out, const char *service,
		       const char *feeder, const struct roles_options *o,
		       struct err *e);
/* Also of one that was not found. */
void roles_release(struct roles *r);

#endif
