/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MEANING_H
#define STORE_MEANING_H

#include "codec/err.h"
#include "store/tape.h"

/* What follows from several messages together: logical batches, transactions,
 * ownership, stretches, order, and who fetched for which group.  Each script of
 * store/meaning/ is run in one transaction and may be run again; the tape must
 * have its secondary indexes.  Interrupted (sqlite3_interrupt, progress handler): ERR_UNPROVEN, and
 * what was done so far stays. */
int tape_make_meaning(struct tape *t, struct err *e);

#endif
