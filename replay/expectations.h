/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_EXPECTATIONS_H
#define REPLAY_EXPECTATIONS_H

#include "replay/check.h"

/* What a person expects, as checks: one for each expectation, named "CHECK
 * SUBJECT" ("expect.records orders").  Their parameters stand in the temporary
 * table `expectation` of the tape's connection, where the SQL of the check looks
 * its own up by that name. */
struct expectations {
	struct check *checks; /* they own their name */
	size_t count;
};

/* Make the table, with nothing in it. */
int expectations_begin(struct tape *t, struct err *e);
/* Add those of the file.  -1: it can't be read (ERR_IO), or something in it is
 * wrong (ERR_USAGE). */
int expectations_read(struct expectations *x, struct tape *t, const char *path,
		      struct err *e);
void expectations_release(struct expectations *x);

#endif
