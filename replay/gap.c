/* SPDX-License-Identifier: Apache-2.0 */
/* gap.c - between two pairs that are in order lie records that have no equal on
 * the other side.  Some of them are the same record with a changed content.  Of
 * all ways to pair them in order the one with most likeness is taken; in a long
 * gap the keys alone are aligned or, where all have the same, it is gone through
 * in windows. */
#include "replay/match.h"

#include <stdlib.h>

enum { WINDOW = 48 };

/* A content that outlives the statement it was read by. */
struct kept {
	struct content content;
	uint8_t *memory;
};

struct window {
	struct kept kept[DIFF_SIDES][WINDOW];
	size_t count[DIFF_SIDES];
	/* best[i][j]: of what comes from i and j on */
	double best[WINDOW + 1][WINDOW + 1];
	double likeness[WINDOW][WINDOW];
};

static struct bytes put(uint8_t **to, struct bytes b)
{
	struct bytes copy = { *to, b.n };

	if (!b.p)
		return b;
	memcpy(*to, b.p, b.n);
	*to += b.n;
	return copy;
}

static int keep(struct kept *k, const struct content *c, struct err *e)
{
	uint8_t *to = malloc(c->key.n + c->value.n + c->headers.n + 1);

	k->memory = to;
	if (!to)
		return err_set(e, ERR_IO, "out of memory");
	k->content.key = put(&to, c->key);
	k->content.value = put(&to, c->value);
	k->content.headers = put(&to, c->headers);
	return 0;
}

static int read_window(struct window *w, const struct match *m,
		       const struct gap *gap, const size_t from[DIFF_SIDES],
		       struct err *e)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		size_t left = gap->count[s] - from[s];

		w->count[s] = 0;
		while (w->count[s] < WINDOW && w->count[s] < left) {
			struct content c;
			uint32_t at = gap->at[s][from[s] + w->count[s]];

			if (match_content(m, s, at, &c, e) < 0 ||
			    keep(&w->kept[s][w->count[s]], &c, e) < 0)
				return -1;
			w->count[s]++;
		}
	}
	return 0;
}

static void release_window(struct window *w)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		for (size_t i = 0; i < WINDOW; i++) {
			free(w->kept[s][i].memory);
			w->kept[s][i].memory = NULL;
		}
}

static void weigh(struct window *w, const struct match *m)
{
	size_t rows = w->count[DIFF_A], columns = w->count[DIFF_B];

	for (size_t i = 0; i <= rows; i++)
		w->best[i][columns] = 0;
	for (size_t j = 0; j <= columns; j++)
		w->best[rows][j] = 0;
	for (size_t i = rows; i-- > 0;)
		for (size_t j = columns; j-- > 0;) {
			double without = w->best[i + 1][j], with;

			if (w->best[i][j + 1] > without)
				without = w->best[i][j + 1];
			w->likeness[i][j] =
				content_likeness(m->normal,
						 &w->kept[DIFF_A][i].content,
						 &w->kept[DIFF_B][j].content,
						 m->space);
			with = w->likeness[i][j] + w->best[i + 1][j + 1];
			w->best[i][j] = with > without ? with : without;
		}
}

static void join(struct match *m, uint32_t a, uint32_t b)
{
	m->partner[DIFF_A][a] = b;
	m->partner[DIFF_B][b] = a;
	m->class[DIFF_A][a] = m->class[DIFF_B][b] = DIFF_SAME;
}

/* Pair what is best, of A's up to `until`; `from` moves behind the last. */
static void take(const struct window *w, struct match *m, const struct gap *gap,
		 size_t until, size_t from[DIFF_SIDES])
{
	size_t i = 0, j = 0,
	       behind[DIFF_SIDES] = { from[DIFF_A] + until, from[DIFF_B] };

	while (i < until && j < w->count[DIFF_B]) {
		double with = w->likeness[i][j] + w->best[i + 1][j + 1];

		if (w->likeness[i][j] > 0 && with >= w->best[i][j]) {
			join(m, gap->at[DIFF_A][from[DIFF_A] + i],
			     gap->at[DIFF_B][from[DIFF_B] + j]);
			i++;
			j++;
			behind[DIFF_B] = from[DIFF_B] + j;
		} else if (w->best[i + 1][j] >= w->best[i][j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	from[DIFF_A] = behind[DIFF_A];
	from[DIFF_B] = behind[DIFF_B];
}

/* As they stand, where they could be one. */
static int pair_in_order(struct match *m, const struct gap *gap,
			 const size_t from[DIFF_SIDES], struct err *e)
{
	for (size_t i = from[DIFF_A], j = from[DIFF_B];
	     i < gap->count[DIFF_A] && j < gap->count[DIFF_B]; i++, j++) {
		uint32_t a = gap->at[DIFF_A][i], b = gap->at[DIFF_B][j];
		struct content x, y;

		if (match_content(m, DIFF_A, a, &x, e) < 0 ||
		    match_content(m, DIFF_B, b, &y, e) < 0)
			return -1;
		if (content_likeness(m->normal, &x, &y, m->space) > 0)
			join(m, a, b);
	}
	return 0;
}

/* The hashes of the keys; *one: they are all equal. */
static uint64_t *keys_of(const struct match *m, const struct gap *gap,
			 enum diff_side side, bool *one, struct err *e)
{
	uint64_t *keys = calloc(gap->count[side], sizeof(*keys));

	if (!keys)
		err_set(e, ERR_IO, "out of memory");
	*one = true;
	for (size_t i = 0; keys && i < gap->count[side]; i++) {
		struct content c;

		if (match_content(m, side, gap->at[side][i], &c, e) < 0) {
			free(keys);
			return NULL;
		}
		keys[i] = content_key_hash(m->normal, &c, m->space);
		*one &= keys[i] == keys[0];
	}
	return keys;
}

/* 1: done, 0: the keys tell nothing. */
static int pair_by_keys(struct match *m, const struct gap *gap, struct err *e)
{
	bool one[DIFF_SIDES] = { false }, exact;
	uint64_t *a = keys_of(m, gap, DIFF_A, &one[DIFF_A], e);
	uint64_t *b = a ? keys_of(m, gap, DIFF_B, &one[DIFF_B], e) : NULL;
	uint32_t *partner = calloc(gap->count[DIFF_A], sizeof(*partner));
	int result = a && b && partner ? 0 : -1;

	if (!result && !(one[DIFF_A] && one[DIFF_B])) {
		result = align((struct align_run) { a, gap->count[DIFF_A] },
			       (struct align_run) { b, gap->count[DIFF_B] },
			       &align_limits, partner, &exact, e);
		for (size_t i = 0; !result && i < gap->count[DIFF_A]; i++)
			if (partner[i] != ALIGN_NONE)
				join(m, gap->at[DIFF_A][i],
				     gap->at[DIFF_B][partner[i]]);
		m->approximate |= !result && !exact;
		result = result < 0 ? -1 : 1;
	}
	free(a);
	free(b);
	free(partner);
	return result;
}

static int pair_window(struct window *w, struct match *m, const struct gap *gap,
		       size_t from[DIFF_SIDES], struct err *e)
{
	size_t before = from[DIFF_B];
	bool last = gap->count[DIFF_A] - from[DIFF_A] <= WINDOW &&
		    gap->count[DIFF_B] - from[DIFF_B] <= WINDOW;
	int result = read_window(w, m, gap, from, e);

	if (!result) {
		weigh(w, m);
		take(w, m, gap, last ? w->count[DIFF_A] : w->count[DIFF_A] / 2,
		     from);
		/* nothing alike: leave as many of B's behind */
		if (from[DIFF_B] == before)
			from[DIFF_B] += (w->count[DIFF_B] + 1) / 2;
		if (last)
			from[DIFF_A] = gap->count[DIFF_A];
	}
	release_window(w);
	return result;
}

static int pair_in_windows(struct match *m, const struct gap *gap,
			   int64_t *budget, struct err *e)
{
	size_t from[DIFF_SIDES] = { 0, 0 };
	struct window *w = calloc(1, sizeof(*w));
	int result = 0;

	if (!w)
		return err_set(e, ERR_IO, "out of memory");
	while (!result && from[DIFF_A] < gap->count[DIFF_A] &&
	       from[DIFF_B] < gap->count[DIFF_B]) {
		if (*budget < 0) {
			m->approximate = true;
			result = pair_in_order(m, gap, from, e);
			break;
		}
		result = pair_window(w, m, gap, from, e);
		*budget -= WINDOW * WINDOW;
	}
	free(w);
	return result;
}

int gap_pair(struct match *m, const struct gap *gap, int64_t *budget,
	     struct err *e)
{
	static const size_t from[DIFF_SIDES];
	size_t a = gap->count[DIFF_A], b = gap->count[DIFF_B];
	int result = 0;

	if (!a || !b)
		return 0;
	if (a > WINDOW || b > WINDOW)
		result = pair_by_keys(m, gap, e);
	if (result)
		return result < 0 ? -1 : 0;
	if (a == b && (a == 1 || a > WINDOW))
		return pair_in_order(m, gap, from, e);
	return pair_in_windows(m, gap, budget, e);
}
