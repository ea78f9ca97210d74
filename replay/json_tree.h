/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_JSON_TREE_H
#define REPLAY_JSON_TREE_H

#include "codec/bytes.h"

/* A JSON text as a tree, so that two can be compared whatever the order of
 * their members and however they are written. */
enum json_type {
	JSON_NULL,
	JSON_FALSE,
	JSON_TRUE,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT
};

enum { JSON_NONE = -1, JSON_DEPTH_MAX = 100 };

struct json_node {
	enum json_type type;
	int32_t first, next; /* child, sibling, or JSON_NONE; members by name */
	struct bytes name;   /* of a member, unescaped */
	struct bytes text;   /* number: as written; string: unescaped */
	struct bytes source; /* all of it, as written */
};

/* Zero-initialise; the memory is kept from one text to the next. */
struct json_tree {
	struct json_node *nodes; /* the first is the root */
	size_t count, capacity;
	uint8_t *strings; /* those that had escapes */
	size_t strings_size, strings_capacity;
};
void json_tree_release(struct json_tree *t);

/* Parse all of `text`, which must live as long as the tree is used.  False: it
 * is no JSON (RFC 8259), is nested deeper than JSON_DEPTH_MAX, or there is no
 * memory. */
bool json_tree_parse(struct json_tree *t, struct bytes text);

/* Below, equal or above zero: in which order two members are. */
int json_name_order(const struct json_node *a, const struct json_node *b);

#endif
