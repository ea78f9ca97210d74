/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_JSON_COMPARE_H
#define REPLAY_JSON_COMPARE_H

#include "codec/writer.h"
#include "replay/json_path.h"
#include "replay/json_tree.h"

/* What may differ. */
struct json_rules {
	struct json_path *paths; /* what is there; at most JSON_PATHS_MAX */
	size_t count;
	double tolerance; /* numbers, by so much; 0: not at all */
};

enum { JSON_PATHS_MAX = 16 };

/* Trees that are equal have equal hashes.  With a tolerance, numbers within it
 * have the same hash mostly, not always. */
uint64_t json_hash(const struct json_tree *t, const struct json_rules *rules);

/* Are they the same value: 1.0 and 1 are, "\u0041" and "A" are, and whatever the
 * order of members. */
bool json_equal(const struct json_tree *a, const struct json_tree *b,
		const struct json_rules *rules);

/* Call `found` for each place in which they differ: "$.items[0].cents", and what
 * is there as written; p == NULL: nothing.  All live as long as the call. */
void json_differences(const struct json_tree *a, const struct json_tree *b,
		      const struct json_rules *rules,
		      void (*found)(void *ctx, struct bytes place,
				    struct bytes a, struct bytes b),
		      void *ctx);

/* How much of two trees is equal, 0 to 1: leaves in the same place. */
double json_likeness(const struct json_tree *a, const struct json_tree *b,
		     const struct json_rules *rules);

#endif
