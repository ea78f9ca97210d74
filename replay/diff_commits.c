/* SPDX-License-Identifier: Apache-2.0 */
/* diff_commits.c - how far each group committed, in records and not in offsets:
 * it stands at the same place if as many records are behind it, or as many are
 * still before it.  (Both need not be: the log itself may differ, which the
 * records say.) */
#include "replay/diff_internal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum column { GROUP, PARTITION, TP, OFFSET };

/* The newest commit that holds, of each group and partition. */
static const char sql[] =
	"SELECT o.group_id, tp.partition, tp.id, o.committed_offset,"
	" max(o.certain_from)"
	" FROM topic t JOIN topic_partition tp ON tp.topic = t.id"
	" JOIN offset_commit o ON o.tp = tp.id"
	" WHERE t.name = ?1 AND o.outcome = 'ok' AND o.group_id IS NOT NULL"
	" AND o.certain_from >= ?2 AND o.certain_from < ?3"
	" GROUP BY o.group_id, tp.partition";

/* ---- records below an offset */

struct position {
	int64_t tp, offset;
};

struct positions {
	struct position *rows; /* sorted */
	size_t count;
};

static int by_position(const void *left, const void *right)
{
	const struct position *a = left, *b = right;

	if (a->tp != b->tp)
		return a->tp < b->tp ? -1 : 1;
	return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static int positions_of(struct positions *p, const struct entries *entries,
			struct err *e)
{
	p->rows = malloc((entries->count + 1) * sizeof(*p->rows));
	if (!p->rows)
		return err_set(e, ERR_IO, "out of memory");
	for (size_t i = 0; i < entries->count; i++)
		if (entries->rows[i].offset >= 0)
			p->rows[p->count++] =
				(struct position) { entries->rows[i].tp,
						    entries->rows[i].offset };
	qsort(p->rows, p->count, sizeof(*p->rows), by_position);
	return 0;
}

/* How many are below (tp, offset). */
static int64_t below(const struct positions *p, int64_t tp, int64_t offset)
{
	const struct position wanted = { tp, offset };
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_position(&p->rows[mid], &wanted) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return (int64_t)low;
}

/* ---- collecting */

/* It takes what the commit owns, also when it fails. */
static int add(struct commits *c, const struct commit *commit)
{
	void *more = realloc(c->rows, (c->count + 1) * sizeof(*c->rows));

	if (more)
		c->rows = more;
	if (!more || !commit->group || !commit->topic) {
		free(commit->group);
		free(commit->topic);
		return -1;
	}
	c->rows[c->count++] = *commit;
	return 0;
}

static int add_row(struct diff *d, enum diff_side side, const char *topic,
		   const struct positions *p, sqlite3_stmt *row)
{
	const char *group = (const char *)sqlite3_column_text(row, GROUP);
	int64_t tp = sqlite3_column_int64(row, TP);
	int64_t offset = sqlite3_column_int64(row, OFFSET);
	int64_t first = below(p, tp, 0), end = below(p, tp + 1, 0);
	int64_t at = below(p, tp, offset);

	if (offset < 0 || !diff_wants_group(d, group))
		return 0;
	return add(&d->commits[side],
		   &(struct commit) {
			   .group = strdup(group),
			   .topic = strdup(topic),
			   .partition = sqlite3_column_int64(row, PARTITION),
			   .offset = offset,
			   .done = at - first,
			   .left = end - at });
}

int diff_collect_commits(struct diff *d, enum diff_side side, const char *topic,
			 const struct entries *entries, struct err *e)
{
	const struct diff_source *source = &d->sources[side];
	sqlite3_stmt *st = tape_statement(source->tape, sql, e);
	struct positions p = { 0 };
	int result = st ? 0 : -1;

	if (result)
		return -1;
	sqlite3_bind_text(st, 1, topic, -1, SQLITE_STATIC);
	sqlite3_bind_int64(st, 2, source->selection.since);
	sqlite3_bind_int64(st, 3, source->selection.until);
	while (!result && sqlite3_step(st) == SQLITE_ROW) {
		if (!p.rows)
			result = positions_of(&p, entries, e);
		if (!result && add_row(d, side, topic, &p, st) < 0)
			result = err_set(e, ERR_IO, "out of memory");
	}
	if (!result && sqlite3_reset(st) != SQLITE_OK)
		result = err_set(e, ERR_TAPE, "cannot read '%s': %s",
				 tape_path(source->tape),
				 sqlite3_errmsg(tape_db(source->tape)));
	sqlite3_reset(st);
	free(p.rows);
	return result;
}

/* ---- comparing */

static int by_group(const void *left, const void *right)
{
	const struct commit *a = left, *b = right;
	int order = strcmp(a->group, b->group);

	if (!order)
		order = strcmp(a->topic, b->topic);
	if (order)
		return order;
	return a->partition < b->partition ? -1 : a->partition > b->partition;
}

static bool same_place(const struct commit *a, const struct commit *b)
{
	return a->done == b->done || a->left == b->left;
}

static void words_of(const struct commit *c, char *text, size_t size)
{
	snprintf(text, size,
		 "%" PRId64 " of %" PRId64 " records (offset %" PRId64 ")",
		 c->done, c->done + c->left, c->offset);
}

/* What could be missing on that side and matter here? */
static bool touched(const struct diff *d, enum diff_side side,
		    const struct commit *c)
{
	const struct holes *h = &d->holes[side];

	return holes_touch(h, DIFF_COMMITS, c->topic, c->group) ||
	       holes_touch(h, DIFF_RECORDS, c->topic, NULL);
}

/* Of one group and partition; a side without a commit is NULL. */
static void compare(struct diff *d, struct diff_unit *unit,
		    const struct commit *const c[DIFF_SIDES])
{
	const struct commit *any = c[DIFF_A] ? c[DIFF_A] : c[DIFF_B];
	bool hole[DIFF_SIDES] = { touched(d, DIFF_A, any),
				  touched(d, DIFF_B, any) };
	struct diff_item item = { .part = DIFF_COMMITS,
				  .topic = any->topic,
				  .name = any->group,
				  .partition = any->partition };
	char text[DIFF_SIDES][120];

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		if (!c[s])
			continue;
		words_of(c[s], text[s], sizeof(text[s]));
		item.words[s] = text[s];
		unit->size[s]++;
	}
	if (!c[DIFF_B])
		item.class = DIFF_MISSING;
	else if (!c[DIFF_A])
		item.class = DIFF_EXTRA;
	else if (!same_place(c[DIFF_A], c[DIFF_B]))
		item.class = DIFF_CHANGED;
	item.proven = !hole[DIFF_A] && !hole[DIFF_B];
	diff_item_found(d, unit, &item,
			item.class ? evidence_of_commit(&item) : NULL);
}

void diff_commits(struct diff *d)
{
	struct commits *x = &d->commits[DIFF_A], *y = &d->commits[DIFF_B];
	struct diff_unit unit = { .part = DIFF_COMMITS };

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		if (d->commits[s].count)
			qsort(d->commits[s].rows, d->commits[s].count,
			      sizeof(struct commit), by_group);
	for (size_t i = 0, j = 0; i < x->count || j < y->count;) {
		const struct commit *a = i < x->count ? &x->rows[i] : NULL;
		const struct commit *b = j < y->count ? &y->rows[j] : NULL;
		int order = !b ? -1 : !a ? 1 : by_group(a, b);
		const struct commit *pair[] = { order <= 0 ? a : NULL,
						order >= 0 ? b : NULL };
		const struct commit *any = pair[0] ? pair[0] : pair[1];

		if (!any)
			break;
		if (unit.name && strcmp(unit.name, any->group) != 0) {
			diff_unit_done(d, &unit);
			unit = (struct diff_unit) { .part = DIFF_COMMITS };
		}
		unit.name = any->group;
		compare(d, &unit, pair);
		i += order <= 0;
		j += order >= 0;
	}
	if (unit.name)
		diff_unit_done(d, &unit);
}

void diff_release_commits(struct commits *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->rows[i].group);
		free(c->rows[i].topic);
	}
	free(c->rows);
	*c = (struct commits) { 0 };
}
