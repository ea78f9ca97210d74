/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_REREAD_H
#define STORE_REREAD_H

#include "store/tape.h"

/* Read frames again that were kept as bytes because an older build did not
 * understand them, and make the rows that it would have made had it known them.
 * Only exchanges of which this build understands a half that the tape calls
 * opaque or malformed are touched, so that doing it again changes nothing.  Not
 * touched are exchanges that have rows which others lean on: a Produce or Fetch
 * of which only a part could not be read. */
struct reread {
	int64_t before, after; /* frames that are not understood, with bytes */
};

/* `tape` is open for writing (TAPE_FINISH).  All of it is one transaction: it is
 * done, or (-1, see `e`) nothing was changed. */
int reread_run(struct tape *tape, struct reread *out, struct err *e);

#endif
