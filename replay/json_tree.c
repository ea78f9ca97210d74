/* SPDX-License-Identifier: Apache-2.0 */
/* json_tree.c - parses a JSON text into nodes that refer to it.  Members are
 * sorted by name, so that two objects can be walked side by side; equal names
 * keep their order. */
#include "replay/json_tree.h"

#include <stdlib.h>

struct parser {
	struct json_tree *tree;
	struct bytes text;
	size_t at;
};

static int32_t parse_value(struct parser *p, int depth);

/* ---- bytes */

/* The next byte; 0 at the end, where no rule of JSON expects one. */
static uint8_t peek(const struct parser *p)
{
	return p->at < p->text.n ? p->text.p[p->at] : 0;
}

static bool take(struct parser *p, uint8_t c)
{
	if (peek(p) != c || p->at == p->text.n)
		return false;
	p->at++;
	return true;
}

static void skip_blanks(struct parser *p)
{
	while (peek(p) == ' ' || peek(p) == '\t' || peek(p) == '\n' ||
	       peek(p) == '\r')
		p->at++;
}

static bool take_word(struct parser *p, const char *word)
{
	struct bytes w = bytes_of_string(word);

	if (!bytes_equal(bytes_first(bytes_after(p->text, p->at), w.n), w))
		return false;
	p->at += w.n;
	return true;
}

static struct bytes since(const struct parser *p, size_t begin)
{
	return bytes_of(p->text.p + begin, p->at - begin);
}

/* ---- nodes */

static int32_t node_new(struct json_tree *t)
{
	if (t->count == t->capacity) {
		size_t capacity = t->capacity ? t->capacity * 2 : 64;
		void *more = realloc(t->nodes, capacity * sizeof(*t->nodes));

		if (!more || capacity > INT32_MAX)
			return JSON_NONE;
		t->nodes = more;
		t->capacity = capacity;
	}
	t->nodes[t->count] =
		(struct json_node) { .first = JSON_NONE, .next = JSON_NONE };
	return (int32_t)t->count++;
}

int json_name_order(const struct json_node *a, const struct json_node *b)
{
	size_t n = a->name.n < b->name.n ? a->name.n : b->name.n;
	int order = memcmp(a->name.p, b->name.p, n);

	if (order)
		return order;
	return a->name.n < b->name.n ? -1 : a->name.n > b->name.n;
}

static int32_t merge(struct json_node *nodes, int32_t a, int32_t b)
{
	int32_t first = JSON_NONE, *last = &first;

	while (a != JSON_NONE && b != JSON_NONE) {
		int32_t *from =
			json_name_order(&nodes[a], &nodes[b]) > 0 ? &b : &a;

		*last = *from;
		last = &nodes[*from].next;
		*from = *last;
	}
	*last = a != JSON_NONE ? a : b;
	return first;
}

/* The first of `count` members, sorted by name. */
static int32_t sort(struct json_node *nodes, int32_t first, size_t count)
{
	int32_t half = first, rest;

	if (count < 2)
		return first;
	for (size_t i = 1; i < count / 2; i++)
		half = nodes[half].next;
	rest = nodes[half].next;
	nodes[half].next = JSON_NONE;
	return merge(nodes, sort(nodes, first, count / 2),
		     sort(nodes, rest, count - count / 2));
}

/* ---- strings */

static bool parse_hex(struct parser *p, uint32_t *out)
{
	*out = 0;
	for (int i = 0; i < 4; i++) {
		uint8_t c = peek(p);
		uint32_t digit;

		if (c >= '0' && c <= '9')
			digit = c - (uint32_t)'0';
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (c | 0x20) - (uint32_t)'a' + 10;
		else
			return false;
		*out = *out << 4 | digit;
		p->at++;
	}
	return true;
}

static void put(struct json_tree *t, uint32_t byte)
{
	t->strings[t->strings_size++] = (uint8_t)byte;
}

static void put_utf8(struct json_tree *t, uint32_t c)
{
	if (c < 0x80) {
		put(t, c);
		return;
	}
	if (c < 0x800) {
		put(t, 0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			put(t, 0xe0 | c >> 12);
		} else {
			put(t, 0xf0 | c >> 18);
			put(t, 0x80 | (c >> 12 & 0x3f));
		}
		put(t, 0x80 | (c >> 6 & 0x3f));
	}
	put(t, 0x80 | (c & 0x3f));
}

/* Behind "\u"; two halves of a surrogate pair are one character. */
static bool parse_unicode(struct parser *p)
{
	uint32_t c, low;
	size_t behind;

	if (!parse_hex(p, &c))
		return false;
	behind = p->at;
	if (c >> 10 == 0x36 && take_word(p, "\\u") && parse_hex(p, &low) &&
	    low >> 10 == 0x37)
		c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
	else
		p->at = behind;
	put_utf8(p->tree, c);
	return true;
}

static bool parse_escape(struct parser *p)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *which;

	if (take(p, 'u'))
		return parse_unicode(p);
	which = p->at < p->text.n ? strchr(from, peek(p)) : NULL;
	if (!which || !*which)
		return false;
	put(p->tree, (uint8_t)to[which - from]);
	p->at++;
	return true;
}

/* The rest of a string that has an escape at p->at; `head` is before it. */
static bool unescape(struct parser *p, struct bytes head, struct bytes *out)
{
	struct json_tree *t = p->tree;
	size_t begin = t->strings_size;

	memcpy(t->strings + begin, head.p, head.n);
	t->strings_size += head.n;
	for (;;) {
		if (take(p, '"'))
			break;
		if (take(p, '\\')) {
			if (!parse_escape(p))
				return false;
		} else if (peek(p) < ' ') {
			return false;
		} else {
			put(t, p->text.p[p->at++]);
		}
	}
	*out = bytes_of(t->strings + begin, t->strings_size - begin);
	return true;
}

static bool parse_string(struct parser *p, struct bytes *out)
{
	size_t begin;

	if (!take(p, '"'))
		return false;
	begin = p->at;
	while (peek(p) >= ' ' && peek(p) != '"' && peek(p) != '\\')
		p->at++;
	if (peek(p) == '\\')
		return unescape(p, since(p, begin), out);
	*out = since(p, begin);
	return take(p, '"');
}

/* ---- the other values */

static bool take_digits(struct parser *p)
{
	size_t begin = p->at;

	while (peek(p) >= '0' && peek(p) <= '9')
		p->at++;
	return p->at > begin;
}

static bool parse_number(struct parser *p)
{
	take(p, '-');
	if (!take(p, '0') && !take_digits(p))
		return false;
	if (take(p, '.') && !take_digits(p))
		return false;
	if (take(p, 'e') || take(p, 'E')) {
		if (!take(p, '+'))
			take(p, '-');
		return take_digits(p);
	}
	return true;
}

/* Elements, or members, behind the bracket. */
static bool parse_children(struct parser *p, int32_t parent, int depth)
{
	bool object = p->tree->nodes[parent].type == JSON_OBJECT;
	uint8_t end = object ? '}' : ']';
	int32_t first = JSON_NONE, last = JSON_NONE;
	size_t count = 0;

	skip_blanks(p);
	while (!take(p, end)) {
		struct bytes name = { 0 };
		int32_t child;

		if (count && !take(p, ','))
			return false;
		skip_blanks(p);
		if (object) {
			if (!parse_string(p, &name))
				return false;
			skip_blanks(p);
			if (!take(p, ':'))
				return false;
		}
		child = parse_value(p, depth + 1);
		if (child == JSON_NONE)
			return false;
		p->tree->nodes[child].name = name;
		if (last != JSON_NONE)
			p->tree->nodes[last].next = child;
		else
			first = child;
		last = child;
		count++;
		skip_blanks(p);
	}
	p->tree->nodes[parent].first =
		object ? sort(p->tree->nodes, first, count) : first;
	return true;
}

static bool parse_node(struct parser *p, int32_t at, int depth)
{
	struct json_node *node = &p->tree->nodes[at];
	size_t begin = p->at;

	switch (peek(p)) {
	case '{':
	case '[':
		node->type = peek(p) == '{' ? JSON_OBJECT : JSON_ARRAY;
		p->at++;
		return depth < JSON_DEPTH_MAX && parse_children(p, at, depth);
	case '"': node->type = JSON_STRING; return parse_string(p, &node->text);
	case 't': node->type = JSON_TRUE; return take_word(p, "true");
	case 'f': node->type = JSON_FALSE; return take_word(p, "false");
	case 'n': node->type = JSON_NULL; return take_word(p, "null");
	default:
		node->type = JSON_NUMBER;
		if (!parse_number(p))
			return false;
		node->text = since(p, begin);
		return true;
	}
}

/* The node's number, or JSON_NONE. */
static int32_t parse_value(struct parser *p, int depth)
{
	int32_t at = node_new(p->tree);
	size_t begin;

	skip_blanks(p);
	begin = p->at;
	if (at == JSON_NONE || !parse_node(p, at, depth))
		return JSON_NONE;
	p->tree->nodes[at].source = since(p, begin);
	return at;
}

bool json_tree_parse(struct json_tree *t, struct bytes text)
{
	struct parser p = { .tree = t, .text = text };

	t->count = t->strings_size = 0;
	if (t->strings_capacity < text.n) {
		/* unescaped, nothing is longer than it was */
		free(t->strings);
		t->strings = malloc(text.n);
		t->strings_capacity = t->strings ? text.n : 0;
	}
	if (t->strings_capacity < text.n || parse_value(&p, 0) == JSON_NONE)
		return false;
	skip_blanks(&p);
	return p.at == text.n;
}

void json_tree_release(struct json_tree *t)
{
	free(t->nodes);
	free(t->strings);
	*t = (struct json_tree) { 0 };
}
