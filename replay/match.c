/* SPDX-License-Identifier: Apache-2.0 */
/* match.c - finds for each record of a topic what it is on the other side, in
 * steps of which each looks only at what the ones before left over:
 *
 *   1. in order: a longest common subsequence of each sequence    same
 *   2. equal, elsewhere in its sequence                           reordered
 *      equal, in another sequence                                 moved
 *   3. equal to one that has a partner                            duplicate
 *   4. alike, between the same two neighbours                     changed
 *   5. nothing                                                    missing, extra
 *
 * Up to here "equal" means by hash.  6. reads every pair and compares it. */
#include "replay/match.h"

#include <stdlib.h>

enum { BUDGET = 4000000 }; /* contents held against each other, a topic */

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "out of memory");
}

int match_content(const struct match *m, enum diff_side side, uint32_t at,
		  struct content *out, struct err *e)
{
	return content_read(m->read[side], m->entries[side].rows[at].record,
			    out, e);
}

/* ---- 1. in order */

/* Where a sequence is in the entries of each side. */
struct span {
	size_t from[DIFF_SIDES], count[DIFF_SIDES];
};

static size_t sequence_length(const struct entries *s, size_t from)
{
	size_t n = from;

	while (n < s->count && s->rows[n].sequence == s->rows[from].sequence)
		n++;
	return n - from;
}

/* The next sequence, on either side or both. */
static bool span_next(const struct match *m, struct span *s)
{
	uint64_t first = UINT64_MAX;
	bool any = false;

	for (enum diff_side i = DIFF_A; i < DIFF_SIDES; i++) {
		const struct entries *x = &m->entries[i];

		s->from[i] += s->count[i];
		if (s->from[i] == x->count)
			continue;
		if (!any || x->rows[s->from[i]].sequence < first)
			first = x->rows[s->from[i]].sequence;
		any = true;
	}
	for (enum diff_side i = DIFF_A; i < DIFF_SIDES; i++) {
		const struct entries *x = &m->entries[i];
		bool has = s->from[i] < x->count &&
			   x->rows[s->from[i]].sequence == first;

		s->count[i] = has ? sequence_length(x, s->from[i]) : 0;
	}
	return any;
}

static uint64_t *hashes_of(const struct entries *s)
{
	uint64_t *out = malloc((s->count + 1) * sizeof(*out));

	for (size_t i = 0; out && i < s->count; i++)
		out[i] = s->rows[i].hash;
	return out;
}

static struct align_run run_of(uint64_t *const hashes[DIFF_SIDES],
			       const struct span *s, enum diff_side side)
{
	return (struct align_run) { hashes[side] + s->from[side],
				    s->count[side] };
}

static int align_span(struct match *m, const struct span *s,
		      uint64_t *const hashes[DIFF_SIDES], struct err *e)
{
	uint32_t *partner = m->partner[DIFF_A] + s->from[DIFF_A];
	bool exact;

	if (align(run_of(hashes, s, DIFF_A), run_of(hashes, s, DIFF_B),
		  &align_limits, partner, &exact, e) < 0)
		return -1;
	m->approximate |= !exact;
	for (size_t i = 0; i < s->count[DIFF_A]; i++) {
		if (partner[i] == ALIGN_NONE)
			continue;
		partner[i] += (uint32_t)s->from[DIFF_B];
		m->partner[DIFF_B][partner[i]] =
			(uint32_t)(s->from[DIFF_A] + i);
	}
	return 0;
}

static int align_all(struct match *m, struct err *e)
{
	uint64_t *hashes[DIFF_SIDES] = { hashes_of(&m->entries[DIFF_A]),
					 hashes_of(&m->entries[DIFF_B]) };
	struct span s = { 0 };
	int result = hashes[DIFF_A] && hashes[DIFF_B] ? 0 : no_memory(e);

	while (!result && span_next(m, &s))
		result = align_span(m, &s, hashes, e);
	free(hashes[DIFF_A]);
	free(hashes[DIFF_B]);
	return result;
}

/* ---- 2. equal, elsewhere; 3. equal to one that has a partner */

struct loose {
	uint64_t hash, sequence;
	uint32_t at;
};

struct looses {
	struct loose *rows;
	size_t count;
};

static int by_content(const void *left, const void *right)
{
	const struct loose *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	if (a->sequence != b->sequence)
		return a->sequence < b->sequence ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* All without a partner, sorted. */
static int collect(struct looses *l, const struct match *m, enum diff_side side,
		   struct err *e)
{
	const struct entries *s = &m->entries[side];
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++)
		n += m->partner[side][i] == ALIGN_NONE;
	*l = (struct looses) { malloc((n + 1) * sizeof(*l->rows)), 0 };
	if (!l->rows)
		return no_memory(e);
	for (size_t i = 0; i < s->count; i++)
		if (m->partner[side][i] == ALIGN_NONE)
			l->rows[l->count++] =
				(struct loose) { s->rows[i].hash,
						 s->rows[i].sequence,
						 (uint32_t)i };
	qsort(l->rows, l->count, sizeof(*l->rows), by_content);
	return 0;
}

/* Forget those that found a partner. */
static void drop_paired(struct looses *l, const uint32_t *partner)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		if (partner[l->rows[i].at] == ALIGN_NONE)
			l->rows[n++] = l->rows[i];
	l->count = n;
}

static void join_loose(struct match *m, struct looses l[DIFF_SIDES],
		       bool same_sequence)
{
	size_t j = 0;

	for (size_t i = 0; i < l[DIFF_A].count && j < l[DIFF_B].count;) {
		const struct loose *a = &l[DIFF_A].rows[i];
		const struct loose *b = &l[DIFF_B].rows[j];
		struct loose x = *a, y = *b;

		x.at = y.at = 0;
		if (!same_sequence)
			x.sequence = y.sequence = 0;
		if (by_content(&x, &y)) {
			if (by_content(&x, &y) < 0)
				i++;
			else
				j++;
			continue;
		}
		m->partner[DIFF_A][a->at] = b->at;
		m->partner[DIFF_B][b->at] = a->at;
		m->class[DIFF_A][a->at] = m->class[DIFF_B][b->at] =
			same_sequence ? DIFF_REORDERED : DIFF_MOVED;
		i++;
		j++;
	}
	drop_paired(&l[DIFF_A], m->partner[DIFF_A]);
	drop_paired(&l[DIFF_B], m->partner[DIFF_B]);
}

/* The first row of that hash, or NULL. */
static struct loose *find_hash(const struct looses *l, uint64_t hash)
{
	size_t low = 0, high = l->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->rows[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low < l->count && l->rows[low].hash == hash ? &l->rows[low]
							   : NULL;
}

/* What is left on B and A has, too, is there once more. */
static void mark_duplicates(struct match *m, const struct looses *l)
{
	const struct entries *a = &m->entries[DIFF_A];
	const struct loose *end = l->rows + l->count;

	for (size_t i = 0; l->count && i < a->count; i++)
		for (const struct loose *b = find_hash(l, a->rows[i].hash);
		     b && b < end && b->hash == a->rows[i].hash; b++) {
			if (m->partner[DIFF_B][b->at] != ALIGN_NONE)
				break;
			m->partner[DIFF_B][b->at] = (uint32_t)i;
			m->class[DIFF_B][b->at] = DIFF_DUPLICATE;
		}
}

static int match_loose(struct match *m, struct err *e)
{
	struct looses l[DIFF_SIDES] = { 0 };
	int result = 0;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES && !result; s++)
		result = collect(&l[s], m, s, e);
	if (!result) {
		join_loose(m, l, true);
		join_loose(m, l, false);
		mark_duplicates(m, &l[DIFF_B]);
	}
	free(l[DIFF_A].rows);
	free(l[DIFF_B].rows);
	return result;
}

/* ---- 4. alike, in the same place */

struct gaps {
	uint32_t *at[DIFF_SIDES];
	size_t count[DIFF_SIDES];
};

static bool is_left(const struct match *m, enum diff_side side, size_t at)
{
	return m->partner[side][at] == ALIGN_NONE;
}

/* One that has its partner in its place. */
static bool is_fixed(const struct match *m, enum diff_side side, size_t at)
{
	return !is_left(m, side, at) && m->class[side][at] == DIFF_SAME;
}

/* Collect what is left up to the next fixed one; the index of that, or the end. */
static size_t collect_gap(struct gaps *g, const struct match *m,
			  enum diff_side side, size_t at, size_t end)
{
	g->count[side] = 0;
	for (; at < end && !is_fixed(m, side, at); at++)
		if (is_left(m, side, at))
			g->at[side][g->count[side]++] = (uint32_t)at;
	return at;
}

static int pair_span(struct match *m, const struct span *s, struct gaps *g,
		     int64_t *budget, struct err *e)
{
	size_t at[DIFF_SIDES] = { s->from[DIFF_A], s->from[DIFF_B] };
	size_t end[DIFF_SIDES];

	for (enum diff_side i = DIFF_A; i < DIFF_SIDES; i++)
		end[i] = s->from[i] + s->count[i];
	for (;;) {
		for (enum diff_side i = DIFF_A; i < DIFF_SIDES; i++)
			at[i] = collect_gap(g, m, i, at[i], end[i]);
		if (gap_pair(m,
			     &(struct gap) {
				     { g->at[DIFF_A], g->at[DIFF_B] },
				     { g->count[DIFF_A], g->count[DIFF_B] } },
			     budget, e) < 0)
			return -1;
		if (at[DIFF_A] == end[DIFF_A])
			return 0;
		at[DIFF_A]++;
		at[DIFF_B]++;
	}
}

static int pair_gaps(struct match *m, struct err *e)
{
	struct gaps g = { 0 };
	struct span s = { 0 };
	int64_t budget = BUDGET;
	int result = 0;

	for (enum diff_side i = DIFF_A; i < DIFF_SIDES; i++) {
		g.at[i] = calloc(m->entries[i].count + 1, sizeof(*g.at[i]));
		if (!g.at[i])
			result = -1;
	}
	if (result)
		no_memory(e);
	while (!result && span_next(m, &s))
		if (s.count[DIFF_A] && s.count[DIFF_B])
			result = pair_span(m, &s, &g, &budget, e);
	free(g.at[DIFF_A]);
	free(g.at[DIFF_B]);
	return result;
}

/* ---- 6. read and compare */

static int compare_pair(struct match *m, uint32_t a, uint32_t b, bool *equal,
			struct err *e)
{
	struct content x, y;

	if (match_content(m, DIFF_A, a, &x, e) < 0 ||
	    match_content(m, DIFF_B, b, &y, e) < 0)
		return -1;
	*equal = content_equal(m->normal, &x, &y, m->space);
	return 0;
}

static int settle_pair(struct match *m, uint32_t a, struct err *e)
{
	uint32_t b = m->partner[DIFF_A][a];
	const struct entry *x = &m->entries[DIFF_A].rows[a];
	const struct entry *y = &m->entries[DIFF_B].rows[b];
	uint8_t class = m->class[DIFF_A][a];
	bool equal;

	if (compare_pair(m, a, b, &equal, e) < 0)
		return -1;
	if (!equal)
		class = DIFF_CHANGED;
	else if (x->partition != y->partition)
		class = m->normal->all[NORMAL_PARTITION] ? class : DIFF_MOVED;
	m->class[DIFF_A][a] = m->class[DIFF_B][b] = class;
	return 0;
}

static int settle_duplicate(struct match *m, uint32_t b, struct err *e)
{
	bool equal;

	if (compare_pair(m, m->partner[DIFF_B][b], b, &equal, e) < 0)
		return -1;
	if (!equal) {
		m->partner[DIFF_B][b] = ALIGN_NONE;
		m->class[DIFF_B][b] = DIFF_EXTRA;
	}
	return 0;
}

static int by_record(const void *left, const void *right, void *entries)
{
	const struct entry *rows = ((const struct entries *)entries)->rows;
	const struct entry *a = rows + *(const uint32_t *)left;
	const struct entry *b = rows + *(const uint32_t *)right;

	return a->record < b->record ? -1 : a->record > b->record;
}

/* In the order in which A has them on the disk. */
static int settle_pairs(struct match *m, struct err *e)
{
	struct entries *s = &m->entries[DIFF_A];
	uint32_t *at = malloc((s->count + 1) * sizeof(*at));
	int result = 0;

	if (!at)
		return no_memory(e);
	for (size_t i = 0; i < s->count; i++)
		at[i] = (uint32_t)i;
	qsort_r(at, s->count, sizeof(*at), by_record, s);
	for (size_t i = 0; !result && i < s->count; i++) {
		if (is_left(m, DIFF_A, at[i]))
			m->class[DIFF_A][at[i]] = DIFF_MISSING;
		else
			result = settle_pair(m, at[i], e);
	}
	free(at);
	return result;
}

static int settle(struct match *m, struct err *e)
{
	int result = settle_pairs(m, e);

	for (size_t i = 0; !result && i < m->entries[DIFF_B].count; i++) {
		if (is_left(m, DIFF_B, i))
			m->class[DIFF_B][i] = DIFF_EXTRA;
		else if (m->class[DIFF_B][i] == DIFF_DUPLICATE)
			result = settle_duplicate(m, (uint32_t)i, e);
	}
	return result;
}

/* ---- all of it */

int match_make(struct match *m, struct err *e)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		size_t n = m->entries[s].count;

		m->partner[s] = malloc((n + 1) * sizeof(*m->partner[s]));
		m->class[s] = calloc(n + 1, sizeof(*m->class[s]));
		if (!m->partner[s] || !m->class[s])
			return no_memory(e);
		for (size_t i = 0; i < n; i++)
			m->partner[s][i] = ALIGN_NONE;
	}
	if (align_all(m, e) < 0 || match_loose(m, e) < 0 || pair_gaps(m, e) < 0)
		return -1;
	return settle(m, e);
}

void match_release(struct match *m)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		entries_release(&m->entries[s]);
		free(m->partner[s]);
		free(m->class[s]);
		m->partner[s] = NULL;
		m->class[s] = NULL;
	}
}
