/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_NORMAL_H
#define REPLAY_NORMAL_H

#include "codec/err.h"
#include "replay/json_compare.h"

/* What may differ between two runs and means nothing, as --ignore says it. */
enum normal_kind {
	NORMAL_HEADER,      /* header:GLOB       headers of these names */
	NORMAL_VALUE,       /* value             values; value:$.PATH  what is
			     *                   there in JSON values */
	NORMAL_KEY,         /* key               keys; key:$.PATH  likewise;
			     * key:GLOB          records of these keys */
	NORMAL_TOPIC,       /* topic:GLOB        these topics */
	NORMAL_PARTITION,   /* partition         in which one a record is */
	NORMAL_GROUP,       /* group:GLOB        these groups */
	NORMAL_TRANSACTION, /* transaction:GLOB  these transactional ids */
	NORMAL_KINDS
};

struct normal {
	struct json_rules value, key; /* the paths, and the tolerance */
	bool all[NORMAL_KINDS];       /* without a pattern */
	struct normal_globs {
		char **items;
		size_t count;
	} globs[NORMAL_KINDS];
};

/* Zero-initialise.  Add the rules in `text`, separated by commas that are not in
 * brackets.  -1: ERR_USAGE, a sentence that begins with --ignore. */
int normal_add(struct normal *n, const char *text, struct err *e);
/* Numbers in JSON may differ by so much. */
void normal_tolerate(struct normal *n, double tolerance);
void normal_release(struct normal *n);

/* Does `name` match one of a kind's patterns? */
bool normal_matches(const struct normal *n, enum normal_kind kind,
		    const char *name);

#endif
