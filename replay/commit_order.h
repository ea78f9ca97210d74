/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_COMMIT_ORDER_H
#define REPLAY_COMMIT_ORDER_H

#include "replay/expected.h"

/* Does a service commit an input only when the outputs that it led to have been
 * acknowledged?  Nobody records which input led to which output.  But an output
 * can only come of what its service had been given before, so: once all of that
 * is committed, the output must have been acknowledged.  A service that holds to
 * the rule never breaks this, whatever the timing; one that had been given many
 * records in advance may break the rule and not be caught. */
struct commit_order;

/* `x` is what expected_load() read of this tape, and must live on.  -1: `e`. */
int commit_order_load(struct commit_order **out, struct tape *t,
		      const struct roles *r, const struct expected *x,
		      struct err *e);
void commit_order_free(struct commit_order *o);

/* Is it the service's rule, as far as this tape shows?  It takes two commits at
 * least, and no output against it. */
bool commit_order_holds(const struct commit_order *o);

struct commit_order_result {
	uint32_t compared; /* outputs that are on both; 0: no rule to compare */
	uint32_t early; /* of them, those whose inputs were committed first */
	int64_t record; /* the first such output, on the newer tape */
};
/* Where does the newer tape break the rule that the older one holds to? */
struct commit_order_result commit_order_compare(
	const struct commit_order *older, const struct commit_order *newer);

#endif
