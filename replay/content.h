/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_CONTENT_H
#define REPLAY_CONTENT_H

#include "replay/normal.h"

/* What a record says: everything of it but where and when. */
struct content {
	struct bytes key, value; /* p == NULL: null */
	struct bytes headers;    /* JSON as on the tape; p == NULL: none */
};

/* Memory that comparing needs, kept from one to the next. */
struct content_space {
	struct json_tree trees[2];
	struct writer text;
};
void content_space_init(struct content_space *s);
void content_space_release(struct content_space *s);

/* Equal contents have equal hashes (but for numbers near each other, which have
 * mostly); different ones rarely do. */
uint64_t content_hash(const struct normal *n, const struct content *c,
		      struct content_space *space);
/* The hash of the key alone. */
uint64_t content_key_hash(const struct normal *n, const struct content *c,
			  struct content_space *space);

/* The same, byte for byte or but for what may differ? */
bool content_equal(const struct normal *n, const struct content *a,
		   const struct content *b, struct content_space *space);

/* How likely one became the other, 0 (not at all) to 1: by what their values
 * share; records of different keys are alike only if their values are equal. */
double content_likeness(const struct normal *n, const struct content *a,
			const struct content *b, struct content_space *space);

/* One place in which two contents differ: "key", "value", "$.cents" (in a JSON
 * value), "key $.id", "header trace". */
struct content_difference {
	const char *place;
	struct bytes side[2]; /* p == NULL: null, or nothing is there */
	bool json;            /* they are pieces of JSON, as written */
};

/* Call `found` for each. */
void content_differences(const struct normal *n, const struct content *a,
			 const struct content *b, struct content_space *space,
			 void (*found)(void *ctx,
				       const struct content_difference *d),
			 void *ctx);

#endif
