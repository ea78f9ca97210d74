/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_DECIMAL_H
#define REPLAY_DECIMAL_H

#include "codec/bytes.h"

/* Numbers as JSON writes them, compared by what they are and not by how they
 * are written, without rounding: 1.0 is 1, 9007199254740993 is not
 * 9007199254740992. */

/* Equal, or apart by no more than `tolerance` (absolute)? */
bool decimal_equal(struct bytes a, struct bytes b, double tolerance);

/* Equal numbers have equal hashes; with a tolerance, those within it mostly. */
uint64_t decimal_hash(uint64_t seed, struct bytes text, double tolerance);

#endif
