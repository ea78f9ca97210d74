/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PLAN_TXNS_H
#define REPLAY_PLAN_TXNS_H

#include "replay/arrange.h"

/* Reset a statement whose step gave `rc` instead of a row: was that the end, or
 * (-1, ERR_TAPE) can the tape not be read? */
int plan_rows_end(struct tape *t, sqlite3_stmt *st, int rc, struct err *e);

/* The transaction, of a producer with a transactional id, that a batch belongs
 * to and whose outcome is known, or is open; 0: none. -1: see `e`. */
int64_t plan_txn_of(struct tape *t, int64_t batch, struct err *e);

/* Fill in the transactions and producers of a plan whose runs are the first of
 * `raw`, and the runs' transactions.  `start`: the stamp of the first. */
int plan_txns(struct plan *p, struct tape *t, const struct raw_run *raw,
	      int64_t start, struct err *e);

#endif
