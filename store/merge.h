/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include "store/tape.h"

/* Recordings of several proxies of one cluster as one tape.  A batch that both
 * have becomes one with all its sightings; ids go by time; stamps stay unique.
 * How far the clocks are apart is found by what passed both, and said in the
 * table `recording`.
 *
 * Slices of one recording (cut.h) become the union of what they have, with the ids
 * that they had; so a tape and itself become that tape.
 *
 * `to` is new; all of `from`, two or more, are sealed.  It is complete when all
 * were.  `progress` as for tape_seal().  -1: see `e`; ERR_USAGE when they can't
 * be of one cluster, ERR_UNPROVEN when that is not known or `progress` said stop;
 * `to` is then no tape to keep (tape_discard()). */
int merge_tapes(struct tape *to, struct tape *const *from, size_t count,
		bool (*progress)(void *ctx, int percent), void *ctx,
		struct err *e);

#endif
