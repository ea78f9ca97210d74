/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include "codec/err.h"
#include "store/tape.h"

/* Finds, in one pass over all batches, in which partitions nothing about their
 * order is worth a closer look, and writes it as two facts, JSON objects of
 * topic_partition.id: how many batches that says it of,
 *
 *   acked_in_order   what lies behind another was acknowledged after it
 *   sequences_whole  each idempotent producer's sequences go on without a hole
 *
 * A partition that is not named may be as good.  Also makes, for batches.sql,
 * temp.unordered (tp): where batches don't lie in the order of rows, and
 * temp.epochs (tp): of several leader epochs.  Interrupted: ERR_UNPROVEN, and the
 * facts are as they were. */
int tape_find_order(struct tape *t, struct err *e);

#endif
