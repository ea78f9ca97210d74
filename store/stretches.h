/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STRETCHES_H
#define STORE_STRETCHES_H

#include "codec/err.h"
#include "store/tape.h"

/* Fills the table `stretch` from what was fetched, in one pass; what was there
 * goes.  The tape is written to.  `sampled`: also makes temp.sample (connection,
 * tp, at), the first fetch of each partition in each second.  Interrupted
 * (sqlite3_interrupt, progress handler): ERR_UNPROVEN, and the table is as it
 * was. */
int tape_make_stretches(struct tape *t, bool sampled, struct err *e);

/* A tape of format 1.1 and older has no such table: lend it a temporary one of
 * that name, filled; it goes when the tape is closed.  Does nothing where the
 * table is there. */
int tape_lend_stretches(struct tape *t, struct err *e);

#endif
