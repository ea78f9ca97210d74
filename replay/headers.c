/* SPDX-License-Identifier: Apache-2.0 */
/* headers.c - the one shape of JSON that the column `headers` has. */
#include "replay/headers.h"

void headers_begin(struct headers *h, struct bytes json)
{
	if (!h->decoded.max)
		writer_init(&h->decoded, 0);
	h->next = JSON_NONE;
	h->malformed = !json_tree_parse(&h->tree, json) ||
		       h->tree.nodes[0].type != JSON_ARRAY;
	if (!h->malformed)
		h->next = h->tree.nodes[0].first;
}

void headers_release(struct headers *h)
{
	json_tree_release(&h->tree);
	writer_release(&h->decoded);
}

static int base64_digit(uint8_t c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	const char *found = c ? strchr(digits, c) : NULL;

	return found ? (int)(found - digits) : -1;
}

static bool decode_base64(struct writer *out, struct bytes text)
{
	uint32_t bits = 0;
	int held = 0;

	writer_reset(out);
	while (text.n && text.p[text.n - 1] == '=')
		text.n--;
	for (size_t i = 0; i < text.n; i++) {
		int digit = base64_digit(text.p[i]);

		if (digit < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit;
		held += 6;
		if (held < 8)
			continue;
		held -= 8;
		writer_i8(out, (int8_t)(bits >> held));
	}
	return !out->failed;
}

/* The node that follows `node`, or NULL. */
static const struct json_node *follow(const struct headers *h, int32_t node)
{
	return node == JSON_NONE ? NULL : &h->tree.nodes[node];
}

static bool take_value(struct headers *h, const struct json_node *node,
		       struct bytes *value)
{
	const struct json_node *b64;

	*value = bytes_of(NULL, 0);
	if (node->type == JSON_NULL)
		return true;
	if (node->type == JSON_STRING) {
		*value =
			bytes_of(node->text.p ? (const void *)node->text.p : "",
				 node->text.n);
		return true;
	}
	b64 = node->type == JSON_OBJECT ? follow(h, node->first) : NULL;
	if (!b64 || b64->type != JSON_STRING ||
	    !bytes_equal(b64->name, bytes_of_string("b64")) ||
	    !decode_base64(&h->decoded, b64->text))
		return false;
	*value = bytes_of(h->decoded.data ? (const void *)h->decoded.data : "",
			  h->decoded.size);
	return true;
}

/* [key, value] */
static bool take_pair(struct headers *h, const struct json_node *pair,
		      struct bytes *key, struct bytes *value)
{
	const struct json_node *name, *content;

	name = pair->type == JSON_ARRAY ? follow(h, pair->first) : NULL;
	content = name ? follow(h, name->next) : NULL;
	if (!content || name->type != JSON_STRING || content->next != JSON_NONE)
		return false;
	*key = name->text;
	return take_value(h, content, value);
}

bool headers_next(struct headers *h, struct bytes *key, struct bytes *value)
{
	const struct json_node *pair = follow(h, h->next);

	if (!pair)
		return false;
	h->next = pair->next;
	h->malformed = !take_pair(h, pair, key, value);
	return !h->malformed;
}
