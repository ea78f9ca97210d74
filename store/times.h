/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TIMES_H
#define STORE_TIMES_H

#include "codec/err.h"
#include "store/tape.h"

/* On this connection strftime() of three arguments and printf() of two are made
 * anew: the same text as SQLite's, and much quicker where a view or an index
 * writes a time.  The text of times is most of what some indexes cost. */
int tape_quick_times(struct tape *t, struct err *e);

#endif
