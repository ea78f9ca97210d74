/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_HEADERS_H
#define REPLAY_HEADERS_H

#include "codec/writer.h"
#include "replay/json_tree.h"

/* A record's headers, from the JSON that the tape has them in to bytes again:
 * [["key", "text"], ["key", null], ["key", {"b64": "..."}]]. */
struct headers {
	struct json_tree tree;
	int32_t next;          /* node, or JSON_NONE */
	struct writer decoded; /* the current value, if it was base64 */
	bool malformed;
};

/* Begin; `json` must outlive the walk.  The memory of an earlier walk is used
 * again: zero-initialise before the first. */
void headers_begin(struct headers *h, struct bytes json);
/* The next one, valid until the one after; a value of null has no p.  False: no
 * more, or not what ktape writes, then `malformed` is set. */
bool headers_next(struct headers *h, struct bytes *key, struct bytes *value);
void headers_release(struct headers *h);

#endif
