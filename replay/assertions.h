/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_ASSERTIONS_H
#define REPLAY_ASSERTIONS_H

#include "replay/check.h"

/* A person's own checks, from files of SQL: each statement must return no rows.
 * The last line of comment before it is its name. */
struct assertions {
	struct check *checks; /* assert.NAME; they own name and sql */
	size_t count;
};

/* Add those of the file.  -1: it can't be read (ERR_IO), or a statement is no
 * query over this tape (ERR_USAGE). */
int assertions_read(struct assertions *a, struct tape *t, const char *path,
		    struct err *e);
void assertions_release(struct assertions *a);

#endif
