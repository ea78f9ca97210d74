/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CUT_H
#define STORE_CUT_H

#include "store/selection.h"

/* What a cut keeps of a tape; cut.sql says what that means for each table. */
struct cut {
	/* topics; `where` chooses records, whose batches stay whole; since and
	 * until are about the stamps of requests (q) */
	struct selection selection;
	const char *const *groups; /* GLOB patterns, any of them; none: all */
	size_t group_count;
	const char *words; /* the same in words, for the fact cut_options */
};

/* Copy what `c` keeps of `from`, which is sealed, to `to`, which is new, with
 * the ids that it had; say in facts and in rows of `gap` what was cut; seal
 * `to`.  It is complete when `from` was.  `progress` as for tape_seal().
 *
 * -1: see `e`; ERR_UNPROVEN when a pattern or `where` matches nothing, when
 * `from` is not sealed, or when `progress` said stop; `to` is then no tape to
 * keep (tape_discard()). */
int cut_tape(struct tape *to, struct tape *from, const struct cut *c,
	     bool (*progress)(void *ctx, int percent), void *ctx,
	     struct err *e);

#endif
