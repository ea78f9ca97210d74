/* SPDX-License-Identifier: Apache-2.0 */
/* json_compare.c - walks one JSON tree, or two side by side, and knows at each
 * node which of the ignored paths led there. */
#include "replay/json_compare.h"

#include "replay/decimal.h"
#include "store/hash.h"

#include <stdio.h>
#include <stdlib.h>

/* How far each path has come. */
struct progress {
	json_path_state at[JSON_PATHS_MAX];
};

static struct progress begin(const struct json_rules *r)
{
	struct progress p;

	for (size_t i = 0; i < r->count; i++)
		p.at[i] = json_path_begin(&r->paths[i]);
	return p;
}

/* To a child: a member, or the element `index`. */
static struct progress enter(const struct json_rules *r,
			     const struct progress *from,
			     const struct json_node *child, size_t index)
{
	struct progress p;

	for (size_t i = 0; i < r->count; i++)
		p.at[i] = child->name.p
				  ? json_path_member(&r->paths[i], from->at[i],
						     child->name)
				  : json_path_element(&r->paths[i], from->at[i],
						      index);
	return p;
}

static bool ignored(const struct json_rules *r, const struct progress *p)
{
	for (size_t i = 0; i < r->count; i++)
		if (json_path_reached(&r->paths[i], p->at[i]))
			return true;
	return false;
}

/* ---- one tree */

/* Something to do at each node, with the hash of its place. */
struct visit {
	const struct json_tree *tree;
	const struct json_rules *rules;
	void (*node)(void *ctx, uint64_t place, const struct json_node *node);
	void *ctx;
};

/* Of the node itself, without its children. */
static uint64_t node_hash(uint64_t seed, const struct json_node *node,
			  double tolerance)
{
	seed = hash_number(seed, node->type);
	if (node->type == JSON_NUMBER)
		return decimal_hash(seed, node->text, tolerance);
	return node->type == JSON_STRING ? hash_bytes(seed, node->text) : seed;
}

static void visit_node(const struct visit *v, const struct json_node *node,
		       const struct progress *progress, uint64_t place)
{
	size_t index = 0;

	if (ignored(v->rules, progress))
		return;
	/* an empty object is not an empty array, and neither is nothing */
	v->node(v->ctx, place, node);
	place = hash_number(place, node->type);
	for (int32_t i = node->first; i != JSON_NONE; index++) {
		const struct json_node *child = &v->tree->nodes[i];
		struct progress to = enter(v->rules, progress, child, index);

		visit_node(v, child, &to,
			   child->name.p ? hash_bytes(place, child->name)
					 : hash_number(place, index));
		i = child->next;
	}
}

static void visit(const struct visit *v)
{
	struct progress p = begin(v->rules);

	visit_node(v, &v->tree->nodes[0], &p, 0);
}

struct hashing {
	uint64_t hash;
	double tolerance;
};

static void add_node(void *ctx, uint64_t place, const struct json_node *node)
{
	struct hashing *h = ctx;

	h->hash = hash_number(h->hash, node_hash(place, node, h->tolerance));
}

uint64_t json_hash(const struct json_tree *t, const struct json_rules *rules)
{
	struct hashing h = { 1, rules->tolerance };

	visit(&(struct visit) { t, rules, add_node, &h });
	return h.hash;
}

/* ---- how much of two is equal */

enum { NODES_MAX = 500 };

struct nodes {
	uint64_t hash[NODES_MAX];
	size_t count;
	double tolerance;
};

static void keep_node(void *ctx, uint64_t place, const struct json_node *node)
{
	struct nodes *n = ctx;

	if (n->count < NODES_MAX)
		n->hash[n->count++] = node_hash(place, node, n->tolerance);
}

static int by_number(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

static void nodes_of(struct nodes *n, const struct json_tree *t,
		     const struct json_rules *rules)
{
	n->count = 0;
	n->tolerance = rules->tolerance;
	visit(&(struct visit) { t, rules, keep_node, n });
	qsort(n->hash, n->count, sizeof(*n->hash), by_number);
}

double json_likeness(const struct json_tree *a, const struct json_tree *b,
		     const struct json_rules *rules)
{
	struct nodes x, y;
	size_t both = 0, j = 0;

	nodes_of(&x, a, rules);
	nodes_of(&y, b, rules);
	for (size_t i = 0; i < x.count && j < y.count; i++) {
		while (j < y.count && y.hash[j] < x.hash[i])
			j++;
		if (j < y.count && y.hash[j] == x.hash[i]) {
			both++;
			j++;
		}
	}
	return x.count + y.count
		       ? 2.0 * (double)both / (double)(x.count + y.count)
		       : 1;
}

/* ---- two trees side by side */

struct comparison {
	const struct json_tree *a, *b;
	const struct json_rules *rules;
	struct writer place; /* of the node; written only if somebody asks */
	void (*found)(void *ctx, struct bytes place, struct bytes a,
		      struct bytes b); /* NULL: the first one is enough */
	void *ctx;
	bool differ;
};

static void compare_nodes(struct comparison *c, const struct json_node *a,
			  const struct json_node *b,
			  const struct progress *progress);

static const struct json_node *node_at(const struct json_tree *t, int32_t at)
{
	return at == JSON_NONE ? NULL : &t->nodes[at];
}

static bool is_plain(struct bytes name)
{
	for (size_t i = 0; i < name.n; i++)
		if (strchr(".[]*'\" \t,", name.p[i]))
			return false;
	return name.n > 0;
}

static void write_place(struct writer *w, const struct json_node *node,
			size_t index)
{
	char text[32];

	if (!node->name.p) {
		snprintf(text, sizeof(text), "[%zu]", index);
		writer_raw(w, bytes_of_string(text));
	} else if (is_plain(node->name)) {
		writer_raw(w, bytes_of_string("."));
		writer_raw(w, node->name);
	} else {
		writer_raw(w, bytes_of_string("['"));
		writer_raw(w, node->name);
		writer_raw(w, bytes_of_string("']"));
	}
}

/* A child that both have, or only one. */
static void compare_children(struct comparison *c, const struct json_node *a,
			     const struct json_node *b,
			     const struct progress *from, size_t index)
{
	const struct json_node *child = a ? a : b;
	struct progress to = enter(c->rules, from, child, index);
	size_t here = c->place.size;

	if (c->found)
		write_place(&c->place, child, index);
	compare_nodes(c, a, b, &to);
	writer_truncate(&c->place, here);
}

static void compare_containers(struct comparison *c, const struct json_node *a,
			       const struct json_node *b,
			       const struct progress *progress)
{
	bool object = a->type == JSON_OBJECT;
	const struct json_node *x = node_at(c->a, a->first);
	const struct json_node *y = node_at(c->b, b->first);

	for (size_t i = 0; (x || y) && (c->found || !c->differ); i++) {
		int order = 0;

		if (!x || !y)
			order = x ? -1 : 1;
		else if (object)
			order = json_name_order(x, y);
		compare_children(c, order <= 0 ? x : NULL,
				 order >= 0 ? y : NULL, progress, i);
		if (order <= 0)
			x = node_at(c->a, x->next);
		if (order >= 0)
			y = node_at(c->b, y->next);
	}
}

static bool leaves_equal(const struct json_node *a, const struct json_node *b,
			 double tolerance)
{
	if (a->type == JSON_NUMBER)
		return decimal_equal(a->text, b->text, tolerance);
	return a->type != JSON_STRING || bytes_equal(a->text, b->text);
}

static void compare_nodes(struct comparison *c, const struct json_node *a,
			  const struct json_node *b,
			  const struct progress *progress)
{
	if (ignored(c->rules, progress))
		return;
	if (a && b && a->type == b->type && a->type >= JSON_ARRAY) {
		compare_containers(c, a, b, progress);
		return;
	}
	if (a && b && a->type == b->type &&
	    leaves_equal(a, b, c->rules->tolerance))
		return;
	c->differ = true;
	if (c->found)
		c->found(c->ctx, writer_bytes(&c->place),
			 a ? a->source : bytes_of(NULL, 0),
			 b ? b->source : bytes_of(NULL, 0));
}

static bool compare(struct comparison *c)
{
	struct progress p = begin(c->rules);

	writer_init(&c->place, 0);
	if (c->found)
		writer_raw(&c->place, bytes_of_string("$"));
	compare_nodes(c, &c->a->nodes[0], &c->b->nodes[0], &p);
	writer_release(&c->place);
	return !c->differ;
}

bool json_equal(const struct json_tree *a, const struct json_tree *b,
		const struct json_rules *rules)
{
	struct comparison c = { .a = a, .b = b, .rules = rules };

	return compare(&c);
}

void json_differences(const struct json_tree *a, const struct json_tree *b,
		      const struct json_rules *rules,
		      void (*found)(void *ctx, struct bytes place,
				    struct bytes a, struct bytes b),
		      void *ctx)
{
	struct comparison c = {
		.a = a, .b = b, .rules = rules, .found = found, .ctx = ctx
	};

	compare(&c);
}
