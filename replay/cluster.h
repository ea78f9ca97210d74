/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_CLUSTER_H
#define REPLAY_CLUSTER_H

#include "replay/plan.h"
#include "replay/producer.h"

#include <stdatomic.h>

/* See that each topic of the plan is in the cluster, and make (`create`) those
 * that aren't; partitions[i] is then how many partitions topic i has.  Gives up
 * when *stopped isn't 0.  -1: see `e`: ERR_NETWORK when no broker answers or
 * lets us in, ERR_UNPROVEN when a topic can't be made or doesn't fit. */
int cluster_prepare(struct producer *p, const struct plan *plan, bool create,
		    const atomic_int *stopped, int32_t *partitions,
		    struct err *e);

/* Is this an error that waiting doesn't cure: not let in, no such protocol? */
bool cluster_refuses(rd_kafka_resp_err_t code);

#endif
