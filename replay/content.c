/* SPDX-License-Identifier: Apache-2.0 */
/* content.c - what two records say, compared: keys and values as JSON where both
 * are, headers name by name, all else byte by byte. */
#include "replay/content.h"

#include "store/hash.h"

#include <stdio.h>

/* Keys and values are treated alike. */
struct field {
	const char *name;
	bool ignored;
	const struct json_rules *rules;
};

static struct field key_of(const struct normal *n)
{
	return (struct field) { "key", n->all[NORMAL_KEY], &n->key };
}

static struct field value_of(const struct normal *n)
{
	return (struct field) { "value", n->all[NORMAL_VALUE], &n->value };
}

/* ---- one field */

/* Only objects and arrays are JSON to us: a bare 1.0 may well be a text.  But
 * whoever allows numbers to differ means those, too. */
static bool as_json(struct bytes b, const struct json_rules *r,
		    struct json_tree *tree)
{
	size_t i = 0;

	while (i < b.n && strchr(" \t\r\n", b.p[i]) && b.p[i])
		i++;
	if (i == b.n)
		return false;
	if (b.p[i] != '{' && b.p[i] != '[' &&
	    !(r->tolerance > 0 && strchr("-0123456789", b.p[i]) && b.p[i]))
		return false;
	return json_tree_parse(tree, b);
}

static uint64_t field_hash(const struct field *f, struct bytes b,
			   struct content_space *space)
{
	if (f->ignored)
		return 0;
	if (as_json(b, f->rules, &space->trees[0]))
		return json_hash(&space->trees[0], f->rules);
	return hash_bytes(0, b);
}

/* Are both JSON?  Then they are in the trees. */
static bool both_json(const struct field *f, struct bytes a, struct bytes b,
		      struct content_space *space)
{
	return as_json(a, f->rules, &space->trees[0]) &&
	       as_json(b, f->rules, &space->trees[1]);
}

static bool field_equal(const struct field *f, struct bytes a, struct bytes b,
			struct content_space *space)
{
	return f->ignored || bytes_equal(a, b) ||
	       (both_json(f, a, b, space) &&
		json_equal(&space->trees[0], &space->trees[1], f->rules));
}

/* What two texts share at their ends, of the longer one. */
static double text_likeness(struct bytes a, struct bytes b)
{
	size_t shorter = a.n < b.n ? a.n : b.n, longer = a.n + b.n - shorter;
	size_t head = 0, tail = 0;

	while (head < shorter && a.p[head] == b.p[head])
		head++;
	while (tail < shorter - head &&
	       a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
		tail++;
	return longer ? (double)(head + tail) / (double)longer : 1;
}

double content_likeness(const struct normal *n, const struct content *a,
			const struct content *b, struct content_space *space)
{
	const struct field key = key_of(n), value = value_of(n);

	if (field_equal(&value, a->value, b->value, space))
		return 1;
	if (!field_equal(&key, a->key, b->key, space))
		return 0;
	/* of one key, in one place: more likely changed than exchanged */
	if (both_json(&value, a->value, b->value, space))
		return 0.1 + 0.9 * json_likeness(&space->trees[0],
						 &space->trees[1], value.rules);
	if (!a->value.p || !b->value.p)
		return 0.1;
	return 0.1 + 0.9 * text_likeness(a->value, b->value);
}

/* ---- headers: [[name, value], ...], whose order means something */

/* The next header that is not ignored, from node *at on; then *at is behind it.
 * False: no more. */
static bool next_header(const struct normal *n, const struct json_tree *t,
			int32_t *at, struct bytes *name, struct bytes *value)
{
	while (*at != JSON_NONE) {
		const struct json_node *pair = &t->nodes[*at];
		const struct json_node *first, *second;
		char copy[256];

		*at = pair->next;
		if (pair->first == JSON_NONE)
			continue;
		first = &t->nodes[pair->first];
		second = first->next == JSON_NONE ? first
						  : &t->nodes[first->next];
		*name = first->text;
		*value = second->source;
		snprintf(copy, sizeof(copy), "%.*s", (int)name->n,
			 (const char *)name->p);
		if (!normal_matches(n, NORMAL_HEADER, copy))
			return true;
	}
	return false;
}

/* The first header, in the tree; JSON_NONE: there is none. */
static int32_t headers_open(struct bytes headers, struct json_tree *t)
{
	return headers.p && json_tree_parse(t, headers) ? t->nodes[0].first
							: JSON_NONE;
}

static uint64_t headers_hash(const struct normal *n, struct bytes headers,
			     struct json_tree *t)
{
	int32_t at;
	struct bytes name, value;
	uint64_t hash = 0;

	if (!n->globs[NORMAL_HEADER].count)
		return hash_bytes(0, headers);
	at = headers_open(headers, t);
	while (next_header(n, t, &at, &name, &value))
		hash = hash_bytes(hash_bytes(hash, name), value);
	return hash;
}

static void no_matter(void *ctx, const struct content_difference *d)
{
	(void)ctx;
	(void)d;
}

/* Header by header, in order; true: none differs. */
static bool compare_headers(const struct normal *n, struct bytes a,
			    struct bytes b, struct content_space *space,
			    void (*found)(void *ctx,
					  const struct content_difference *d),
			    void *ctx)
{
	int32_t x, y;
	bool equal = true;

	if (bytes_equal(a, b))
		return true;
	x = headers_open(a, &space->trees[0]);
	y = headers_open(b, &space->trees[1]);
	for (;;) {
		struct bytes name = { 0 }, other = { 0 };
		struct content_difference d = { .json = true };
		bool here =
			next_header(n, &space->trees[0], &x, &name, &d.side[0]);
		bool there = next_header(n, &space->trees[1], &y, &other,
					 &d.side[1]);

		if (!here && !there)
			return equal;
		if (here && there && bytes_equal(name, other) &&
		    bytes_equal(d.side[0], d.side[1]))
			continue;
		equal = false;
		writer_reset(&space->text);
		writer_raw(&space->text, bytes_of_string("header "));
		writer_raw(&space->text, here ? name : other);
		if (here && there && !bytes_equal(name, other)) {
			writer_raw(&space->text, bytes_of_string(" / "));
			writer_raw(&space->text, other);
		}
		writer_i8(&space->text, 0);
		d.place = (const char *)space->text.data;
		if (d.place)
			found(ctx, &d);
	}
}

/* ---- all of it */

uint64_t content_key_hash(const struct normal *n, const struct content *c,
			  struct content_space *space)
{
	const struct field key = key_of(n);

	return field_hash(&key, c->key, space);
}

uint64_t content_hash(const struct normal *n, const struct content *c,
		      struct content_space *space)
{
	const struct field value = value_of(n);
	uint64_t hash = content_key_hash(n, c, space);

	hash = hash_number(hash, field_hash(&value, c->value, space));
	return hash_number(hash, headers_hash(n, c->headers, &space->trees[0]));
}

bool content_equal(const struct normal *n, const struct content *a,
		   const struct content *b, struct content_space *space)
{
	const struct field key = key_of(n), value = value_of(n);

	return field_equal(&key, a->key, b->key, space) &&
	       field_equal(&value, a->value, b->value, space) &&
	       compare_headers(n, a->headers, b->headers, space, no_matter,
			       NULL);
}

/* Passes places in a JSON field on. */
struct places {
	void (*found)(void *ctx, const struct content_difference *d);
	void *ctx;
	struct writer *text;
	const char *before; /* "key " */
};

static void on_place(void *ctx, struct bytes place, struct bytes a,
		     struct bytes b)
{
	struct places *p = ctx;

	writer_reset(p->text);
	writer_raw(p->text, bytes_of_string(p->before));
	writer_raw(p->text, place);
	writer_i8(p->text, 0);
	if (!p->text->failed)
		p->found(p->ctx,
			 &(struct content_difference) {
				 (const char *)p->text->data, { a, b }, true });
}

static void field_differences(const struct field *f, struct bytes a,
			      struct bytes b, struct content_space *space,
			      const struct places *places)
{
	struct places p = *places;

	if (field_equal(f, a, b, space))
		return;
	if (both_json(f, a, b, space))
		json_differences(&space->trees[0], &space->trees[1], f->rules,
				 on_place, &p);
	else
		p.found(p.ctx, &(struct content_difference) {
				       f->name, { a, b }, false });
}

void content_differences(const struct normal *n, const struct content *a,
			 const struct content *b, struct content_space *space,
			 void (*found)(void *ctx,
				       const struct content_difference *d),
			 void *ctx)
{
	const struct field key = key_of(n), value = value_of(n);
	struct places p = { found, ctx, &space->text, "key " };

	field_differences(&key, a->key, b->key, space, &p);
	p.before = "";
	field_differences(&value, a->value, b->value, space, &p);
	compare_headers(n, a->headers, b->headers, space, found, ctx);
}

void content_space_init(struct content_space *s)
{
	*s = (struct content_space) { 0 };
	writer_init(&s->text, 0);
}

void content_space_release(struct content_space *s)
{
	json_tree_release(&s->trees[0]);
	json_tree_release(&s->trees[1]);
	writer_release(&s->text);
}
