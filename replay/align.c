/* SPDX-License-Identifier: Apache-2.0 */
/* align.c - a longest common subsequence with a bound on its work.  What is
 * equal at both ends goes first.  In the rest
 *
 *   few pairs of equal elements    all pairs; the longest chain of them (Hunt
 *   (most are unique)              and Szymanski): n log n
 *   many, but few differences      the shortest edit script (Myers), forwards
 *   neither                        the k-th with the k-th equal one; the longest
 *                                  chain of those: not always the longest of all
 */
#include "replay/align.h"

#include <stdlib.h>
#include <string.h>

const struct align_limits align_limits = { .points = 4U << 20, .edits = 2000 };

/* What is left between the equal ends. */
struct middle {
	const uint64_t *a, *b;
	uint32_t a_count, b_count;
	uint32_t *partner; /* of a's; indexes in b */
};

/* ---- equal elements, found by sorting */

struct element {
	uint64_t hash;
	uint32_t at;
};

static int by_hash(const void *left, const void *right)
{
	const struct element *x = left, *y = right;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static struct element *sorted(const uint64_t *hashes, uint32_t count)
{
	struct element *out = calloc(count, sizeof(*out));

	for (uint32_t i = 0; out && i < count; i++)
		out[i] = (struct element) { hashes[i], i };
	if (out)
		qsort(out, count, sizeof(*out), by_hash);
	return out;
}

/* The elements of b that equal one of a: a run in the sorted b. */
struct equals {
	uint32_t first, count;
	uint32_t rank; /* how many equal ones are before it in a */
};

struct index {
	struct element *b;     /* sorted */
	struct equals *equals; /* by index in a */
	size_t points;         /* pairs of equal elements */
};

static uint32_t run_length(const struct element *from, uint32_t left)
{
	uint32_t n = 0;

	while (n < left && from[n].hash == from[0].hash)
		n++;
	return n;
}

static void index_fill(struct index *x, const struct middle *m,
		       const struct element *a)
{
	uint32_t j = 0;

	for (uint32_t i = 0; i < m->a_count;) {
		uint32_t here = run_length(a + i, m->a_count - i), there = 0;

		while (j < m->b_count && x->b[j].hash < a[i].hash)
			j++;
		if (j < m->b_count && x->b[j].hash == a[i].hash)
			there = run_length(x->b + j, m->b_count - j);
		for (uint32_t k = 0; k < here; k++)
			x->equals[a[i + k].at] =
				(struct equals) { j, there, k };
		x->points += (size_t)here * there;
		i += here;
	}
}

static int index_make(struct index *x, const struct middle *m)
{
	struct element *a = sorted(m->a, m->a_count);

	*x = (struct index) { .b = sorted(m->b, m->b_count) };
	x->equals = calloc(m->a_count, sizeof(*x->equals));
	if (a && x->b && x->equals)
		index_fill(x, m, a);
	free(a);
	return a && x->b && x->equals ? 0 : -1;
}

static void index_release(struct index *x)
{
	free(x->b);
	free(x->equals);
}

/* ---- the longest chain of pairs in which both indexes go up */

struct point {
	uint32_t a, b;
	uint32_t before; /* the one before it in the longest chain to it */
};

struct chain {
	struct point *points;
	uint32_t *ends; /* by length - 1: the point that ends lowest in b */
	uint32_t count, longest;
};

/* Points come by rising a and, of one a, falling b, so that no chain takes two
 * of one a. */
static void chain_add(struct chain *c, uint32_t a, uint32_t b)
{
	uint32_t low = 0, high = c->longest;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (c->points[c->ends[mid]].b < b)
			low = mid + 1;
		else
			high = mid;
	}
	c->points[c->count] =
		(struct point) { a, b, low ? c->ends[low - 1] : ALIGN_NONE };
	c->ends[low] = c->count++;
	if (low == c->longest)
		c->longest++;
}

static void chain_take(const struct chain *c, const struct middle *m)
{
	uint32_t at = c->longest ? c->ends[c->longest - 1] : ALIGN_NONE;

	for (; at != ALIGN_NONE; at = c->points[at].before)
		m->partner[c->points[at].a] = c->points[at].b;
}

/* Of all pairs, or only of the k-th with the k-th. */
static int by_chain(const struct middle *m, const struct index *x, bool all)
{
	size_t points = all ? x->points : m->a_count;
	size_t longest = m->a_count < m->b_count ? m->a_count : m->b_count;
	struct chain c = { 0 };

	c.points = calloc(points + 1, sizeof(*c.points));
	c.ends = calloc(longest, sizeof(*c.ends));
	for (uint32_t i = 0; c.points && c.ends && i < m->a_count; i++) {
		const struct equals *e = &x->equals[i];

		for (uint32_t k = e->count; k-- > 0;)
			if (all || k == e->rank)
				chain_add(&c, i, x->b[e->first + k].at);
	}
	if (c.points && c.ends)
		chain_take(&c, m);
	free(c.points);
	free(c.ends);
	return c.points && c.ends ? 0 : -1;
}

/* ---- the shortest edit script */

/* For each number of edits d, the furthest a reached on the diagonals -d to d;
 * row d begins at d * d. */
struct script {
	const struct middle *m;
	uint32_t *reached;
};

static uint32_t *row(const struct script *s, size_t d)
{
	return s->reached + d * d;
}

/* Does the path to diagonal k of row d come from k + 1 (b's element has no
 * partner), or from k - 1 (a's has none)? */
static bool from_above(const struct script *s, size_t d, int64_t k)
{
	const uint32_t *before = row(s, d - 1);
	int64_t middle = (int64_t)d - 1; /* where diagonal 0 is in it */

	if (k == -(int64_t)d)
		return true;
	if (k == (int64_t)d)
		return false;
	return before[k - 1 + middle] < before[k + 1 + middle];
}

/* Before the equal elements that follow. */
static int64_t entered(const struct script *s, size_t d, int64_t k)
{
	int64_t middle = (int64_t)d - 1;

	if (d == 0)
		return 0;
	return from_above(s, d, k) ? row(s, d - 1)[k + 1 + middle]
				   : (int64_t)row(s, d - 1)[k - 1 + middle] + 1;
}

/* Follow equal elements on diagonal k; true: that was the end of both. */
static bool advance(const struct script *s, size_t d, int64_t k)
{
	const struct middle *m = s->m;
	int64_t x = entered(s, d, k), y = x - k;

	while (x < m->a_count && y >= 0 && y < m->b_count &&
	       m->a[x] == m->b[y]) {
		x++;
		y++;
	}
	row(s, d)[k + (int64_t)d] = (uint32_t)x;
	return x >= m->a_count && y >= m->b_count;
}

static void script_take(const struct script *s, size_t d, int64_t k)
{
	for (;; d--) {
		int64_t x = row(s, d)[k + (int64_t)d];
		int64_t begin = entered(s, d, k);

		for (; x > begin; x--)
			s->m->partner[x - 1] = (uint32_t)(x - 1 - k);
		if (!d)
			return;
		k += from_above(s, d, k) ? 1 : -1;
	}
}

/* 1: done, 0: it takes more edits than that. */
static int by_script(const struct middle *m, size_t edits)
{
	struct script s = { .m = m };

	s.reached = malloc((edits + 1) * (edits + 1) * sizeof(*s.reached));
	if (!s.reached)
		return -1;
	for (size_t d = 0; d <= edits; d++)
		for (int64_t k = -(int64_t)d; k <= (int64_t)d; k += 2)
			if (advance(&s, d, k)) {
				script_take(&s, d, k);
				free(s.reached);
				return 1;
			}
	free(s.reached);
	return 0;
}

/* ---- all of it */

static int align_middle(const struct middle *m,
			const struct align_limits *limits, bool *exact)
{
	struct index x;
	int result = index_make(&x, m);

	if (!result && x.points <= limits->points) {
		result = by_chain(m, &x, true);
	} else if (!result) {
		result = by_script(m, limits->edits);
		*exact = result == 1;
		if (!result)
			result = by_chain(m, &x, false);
	}
	index_release(&x);
	return result < 0 ? -1 : 0;
}

int align(struct align_run a, struct align_run b,
	  const struct align_limits *limits, uint32_t *partner, bool *exact,
	  struct err *e)
{
	struct middle m;
	size_t begin = 0;

	*exact = true;
	if (a.count >= ALIGN_NONE || b.count >= ALIGN_NONE)
		return err_set(e, ERR_IO,
			       "more than 4 billion records in one order");
	for (size_t i = 0; i < a.count; i++)
		partner[i] = ALIGN_NONE;
	for (; begin < a.count && begin < b.count &&
	       a.hashes[begin] == b.hashes[begin];
	     begin++)
		partner[begin] = (uint32_t)begin;
	while (a.count > begin && b.count > begin &&
	       a.hashes[a.count - 1] == b.hashes[b.count - 1])
		partner[--a.count] = (uint32_t)--b.count;
	if (a.count == begin || b.count == begin)
		return 0;
	m = (struct middle) { a.hashes + begin, b.hashes + begin,
			      (uint32_t)(a.count - begin),
			      (uint32_t)(b.count - begin), partner + begin };
	if (align_middle(&m, limits, exact) < 0)
		return err_set(e, ERR_IO, "no memory to align %zu records",
			       a.count + b.count);
	for (size_t i = begin; begin && i < a.count; i++)
		if (partner[i] != ALIGN_NONE)
			partner[i] += (uint32_t)begin;
	return 0;
}
