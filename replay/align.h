/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_ALIGN_H
#define REPLAY_ALIGN_H

#include "codec/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which elements of two sequences belong together: a longest common
 * subsequence, so that one that is lost shows as one that is missing and not as
 * all behind it having changed. */

enum { ALIGN_NONE = UINT32_MAX };

struct align_run {
	const uint64_t *hashes;
	size_t count;
};

/* How much work and memory it may cost. */
struct align_limits {
	size_t points; /* pairs of equal elements looked at, 12 bytes each */
	size_t edits; /* elements without a partner; its square times 4 bytes */
};
extern const struct align_limits align_limits; /* 48 MiB, 16 MiB */

/* partner[i] is the index in `b` of what belongs to the i-th of `a`, or ALIGN_NONE;
 * indexes only go up.  *exact: there is no longer one.  It is false when neither limit
 * was enough; then the k-th of several equal elements goes with the k-th, and of
 * these pairs as many as are in order.  -1: no memory, or too long (ERR_IO). */
int align(struct align_run a, struct align_run b,
	  const struct align_limits *limits, uint32_t *partner, bool *exact,
	  struct err *e);

#endif
