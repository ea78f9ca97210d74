/* SPDX-License-Identifier: Apache-2.0 */
/* diff.c - compares two tapes: topic by topic the records (match.c), then how
 * far groups committed, how transactions ended and what share groups did.  Only
 * one topic's records are in memory at a time.  What a tape lacks (holes.c) makes
 * a difference unproven where it could explain it. */
#include "replay/diff.h"

#include "replay/diff_internal.h"

#include <stdlib.h>

const char *const diff_class_names[DIFF_CLASSES] = {
	"same",      "missing",   "extra", "changed",
	"duplicate", "reordered", "moved",
};

const char *const diff_part_names[DIFF_PARTS] = {
	"records",
	"commits",
	"transactions",
	"acknowledgements",
};

/* ---- what was found */

void diff_item_found(struct diff *d, struct diff_unit *unit,
		     struct diff_item *item, char *sql)
{
	unit->count[item->class]++;
	item->sql = sql;
	if (item->class != DIFF_SAME) {
		unit->unproven += !item->proven;
		if (d->reader->item)
			d->reader->item(d->reader->ctx, item);
	}
	sqlite3_free(sql);
}

void diff_unit_done(struct diff *d, const struct diff_unit *unit)
{
	struct diff_result *r = d->result;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		r->size[unit->part][s] += unit->size[s];
	for (int c = 0; c < DIFF_CLASSES; c++)
		r->count[unit->part][c] += unit->count[c];
	r->unproven += unit->unproven;
	r->approximate |= unit->approximate;
	if (d->reader->unit)
		d->reader->unit(d->reader->ctx, unit);
}

bool diff_wanted(const char *const *globs, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (!sqlite3_strglob(globs[i], text))
			return true;
	return !count;
}

bool diff_wants_topic(const struct diff *d, enum diff_side side,
		      const char *topic)
{
	const struct selection *s = &d->sources[side].selection;

	return diff_wanted(s->topics, s->topic_count, topic) &&
	       !normal_matches(d->normal, NORMAL_TOPIC, topic);
}

bool diff_wants_group(const struct diff *d, const char *group)
{
	const struct diff_options *o = d->options;

	return diff_wanted(o->groups, o->group_count, group) &&
	       !normal_matches(d->normal, NORMAL_GROUP, group);
}

/* ---- topics */

struct names {
	char **items;
	size_t count;
};

static void names_release(struct names *n)
{
	for (size_t i = 0; i < n->count; i++)
		free(n->items[i]);
	free(n->items);
	*n = (struct names) { 0 };
}

static int names_add(struct names *n, const char *name)
{
	char **more = realloc(n->items, (n->count + 1) * sizeof(*more));

	if (!more)
		return -1;
	n->items = more;
	more[n->count] = strdup(name);
	return more[n->count] ? (n->count++, 0) : -1;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void names_sort_unique(struct names *n)
{
	size_t kept = 0;

	if (n->count)
		qsort(n->items, n->count, sizeof(*n->items), by_name);
	for (size_t i = 0; i < n->count; i++) {
		if (kept && !strcmp(n->items[kept - 1], n->items[i]))
			free(n->items[i]);
		else
			n->items[kept++] = n->items[i];
	}
	n->count = kept;
}

/* Of both sides, sorted. */
static int topics_of(struct names *n, const struct diff *d, struct err *e)
{
	static const char sql[] =
		"SELECT name FROM topic WHERE name IS NOT NULL";

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		const struct diff_source *source = &d->sources[s];
		sqlite3_stmt *st = tape_statement(source->tape, sql, e);

		if (!st)
			return -1;
		while (sqlite3_step(st) == SQLITE_ROW) {
			const char *name =
				(const char *)sqlite3_column_text(st, 0);

			if (!diff_wants_topic(d, s, name))
				continue;
			if (names_add(n, name) < 0) {
				sqlite3_reset(st);
				return err_set(e, ERR_IO, "out of memory");
			}
		}
		if (sqlite3_reset(st) != SQLITE_OK)
			return err_set(e, ERR_TAPE, "cannot read '%s': %s",
				       tape_path(source->tape),
				       sqlite3_errmsg(tape_db(source->tape)));
	}
	names_sort_unique(n);
	return 0;
}

/* ---- the records of a topic */

struct topic {
	struct diff *d;
	struct match match;
	struct diff_unit unit;
	bool hole[DIFF_SIDES];
};

/* A record that one side has and the other perhaps not. */
struct place {
	enum diff_side side; /* that `at` is on */
	uint32_t at;
	int32_t partition;
	int64_t offset;
};

static int by_place(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->partition != b->partition)
		return a->partition < b->partition ? -1 : 1;
	if (a->offset != b->offset)
		return (uint64_t)a->offset < (uint64_t)b->offset ? -1 : 1;
	if (a->side != b->side)
		return a->side < b->side ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* Each difference once, where A has it; where only B has it, there. */
static bool is_difference(const struct match *m, enum diff_side side, size_t at)
{
	uint8_t class = m->class[side][at];

	return side == DIFF_A ? class != DIFF_SAME
			      : class == DIFF_EXTRA || class == DIFF_DUPLICATE;
}

static struct place *differences(struct topic *t, size_t *count)
{
	const struct match *m = &t->match;
	struct place *out;
	size_t n = 0;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		for (size_t i = 0; i < m->entries[s].count; i++)
			n += is_difference(m, s, i);
	out = malloc((n + 1) * sizeof(*out));
	*count = out ? n : 0;
	n = 0;
	for (enum diff_side s = DIFF_A; out && s < DIFF_SIDES; s++)
		for (size_t i = 0; i < m->entries[s].count; i++) {
			const struct entry *e = &m->entries[s].rows[i];

			if (is_difference(m, s, i))
				out[n++] = (struct place) { s, (uint32_t)i,
							    e->partition,
							    e->offset };
		}
	if (out)
		qsort(out, n, sizeof(*out), by_place);
	return out;
}

/* Could what is not on the tapes explain it? */
static bool proven(const struct topic *t, enum diff_class class)
{
	switch (class) {
	case DIFF_MISSING: return !t->hole[DIFF_B];
	case DIFF_EXTRA:
	case DIFF_DUPLICATE: return !t->hole[DIFF_A];
	case DIFF_CHANGED:
	case DIFF_MOVED: return !t->hole[DIFF_A] || !t->hole[DIFF_B];
	default: return true;
	}
}

static int report(struct topic *t, const struct place *p, struct err *e)
{
	const struct match *m = &t->match;
	enum diff_side other = p->side == DIFF_A ? DIFF_B : DIFF_A;
	uint32_t at[DIFF_SIDES];
	struct content contents[DIFF_SIDES];
	struct diff_item item = { .part = DIFF_RECORDS,
				  .class = m->class[p->side][p->at],
				  .topic = t->unit.name,
				  .partition = p->partition };

	at[p->side] = p->at;
	at[other] = m->partner[p->side][p->at];
	item.proven = proven(t, item.class);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		const struct entry *entry;

		item.at[s] = (struct diff_place) { 0, -1, -1 };
		if (at[s] == ALIGN_NONE)
			continue;
		entry = &m->entries[s].rows[at[s]];
		item.at[s] =
			(struct diff_place) { entry->record, entry->partition,
					      entry->offset };
		if (match_content(m, s, at[s], &contents[s], e) < 0)
			return -1;
		item.content[s] = &contents[s];
	}
	diff_item_found(t->d, &t->unit, &item, evidence_of_record(&item));
	return 0;
}

static int report_all(struct topic *t, struct err *e)
{
	size_t count;
	struct place *places = differences(t, &count);
	int result = 0;

	if (!places)
		return err_set(e, ERR_IO, "out of memory");
	for (size_t i = 0; i < count && !result; i++)
		result = report(t, &places[i], e);
	free(places);
	for (size_t i = 0; i < t->match.entries[DIFF_A].count; i++)
		t->unit.count[DIFF_SAME] +=
			t->match.class[DIFF_A][i] == DIFF_SAME;
	return result;
}

static int load(struct topic *t, enum diff_side side, struct err *e)
{
	struct diff *d = t->d;
	struct entries *s = &t->match.entries[side];
	const struct diff_options *o = d->options;

	if (entries_load(s, &d->sources[side], t->unit.name, o->by, d->normal,
			 &d->space, e) < 0)
		return -1;
	t->match.read[side] = d->read[side];
	t->unit.size[side] = (int64_t)s->count;
	d->result->aborted[side] += s->aborted;
	return o->leave_out[DIFF_COMMITS]
		       ? 0
		       : diff_collect_commits(d, side, t->unit.name, s, e);
}

static int compare_records(struct topic *t, struct err *e)
{
	struct diff *d = t->d;

	if (!t->unit.size[DIFF_A] && !t->unit.size[DIFF_B])
		return 0;
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		t->hole[s] = holes_touch(&d->holes[s], DIFF_RECORDS,
					 t->unit.name, NULL);
	if (match_make(&t->match, e) < 0 || report_all(t, e) < 0)
		return -1;
	t->unit.approximate = t->match.approximate;
	diff_unit_done(d, &t->unit);
	return 0;
}

static int compare_topic(struct diff *d, const char *name, struct err *e)
{
	struct topic t = { .d = d,
			   .match = { .normal = d->normal, .space = &d->space },
			   .unit = { .part = DIFF_RECORDS, .name = name } };
	int result = 0;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES && !result; s++)
		result = load(&t, s, e);
	if (!result && !d->options->leave_out[DIFF_RECORDS])
		result = compare_records(&t, e);
	match_release(&t.match);
	return result;
}

/* ---- all of it */

static int compare_topics(struct diff *d, struct err *e)
{
	struct names topics = { 0 };
	int result = topics_of(&topics, d, e);

	for (size_t i = 0; i < topics.count && !result; i++)
		result = compare_topic(d, topics.items[i], e);
	names_release(&topics);
	return result;
}

/* Could it have held something that was asked for? */
static bool matters(const struct diff *d, enum diff_side side,
		    const struct hole *h)
{
	if ((h->topic && !diff_wants_topic(d, side, h->topic)) ||
	    (h->group && !diff_wants_group(d, h->group)))
		return false;
	for (int part = 0; part < DIFF_PARTS; part++)
		if (h->touches[part] && !d->options->leave_out[part])
			return true;
	return false;
}

static void say_holes(struct diff *d)
{
	struct diff_result *r = d->result;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		for (size_t i = 0; i < d->holes[s].count; i++) {
			const struct hole *hole = &d->holes[s].items[i];

			if (!matters(d, s, hole))
				continue;
			r->holes[s]++;
			if (d->reader->hole)
				d->reader->hole(d->reader->ctx, s, hole->words);
		}
}

static int compare(struct diff *d, struct err *e)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		d->read[s] = content_statement(d->sources[s].tape, e);
		if (!d->read[s] ||
		    holes_load(&d->holes[s], &d->sources[s], e) < 0)
			return -1;
	}
	if (compare_topics(d, e) < 0)
		return -1;
	if (!d->options->leave_out[DIFF_COMMITS])
		diff_commits(d);
	for (int p = DIFF_TRANSACTIONS; p <= DIFF_ACKNOWLEDGEMENTS; p++)
		if (!d->options->leave_out[p] &&
		    diff_outcomes(d, (enum diff_part)p, e) < 0)
			return -1;
	say_holes(d);
	return 0;
}

/* A million small reads cost most of their time in locks, unless they are one
 * transaction.  False: it was one already. */
static bool hold(struct tape *t)
{
	return sqlite3_get_autocommit(tape_db(t)) &&
	       sqlite3_exec(tape_db(t), "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

int diff_run(const struct diff_source sources[DIFF_SIDES],
	     const struct diff_options *options,
	     const struct diff_reader *reader, struct diff_result *out,
	     struct err *e)
{
	static const struct normal nothing;
	struct diff d = { .sources = sources,
			  .options = options,
			  .normal =
				  options->normal ? options->normal : &nothing,
			  .reader = reader,
			  .result = out };
	bool held[DIFF_SIDES];
	int result;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		held[s] = hold(sources[s].tape);
	*out = (struct diff_result) { 0 };
	memcpy(out->left_out, options->leave_out, sizeof(out->left_out));
	content_space_init(&d.space);
	result = compare(&d, e);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		holes_release(&d.holes[s]);
		sqlite3_finalize(d.read[s]);
		if (held[s])
			sqlite3_exec(tape_db(sources[s].tape), "COMMIT", NULL,
				     NULL, NULL);
		diff_release_commits(&d.commits[s]);
	}
	content_space_release(&d.space);
	return result;
}

int64_t diff_compared(const struct diff_result *r)
{
	int64_t compared = 0;

	/* the records are what the others lean on */
	for (int p = 0; p < DIFF_PARTS; p++)
		if (p == DIFF_RECORDS || r->left_out[DIFF_RECORDS])
			compared += r->size[p][DIFF_A] + r->size[p][DIFF_B];
	return compared;
}

enum err_code diff_status(const struct diff_result *r)
{
	int64_t differences = 0;

	for (int p = 0; p < DIFF_PARTS; p++)
		for (int c = DIFF_MISSING; c < DIFF_CLASSES; c++)
			differences += r->count[p][c];
	if (differences > r->unproven)
		return ERR_DIFFERS;
	if (differences || !diff_compared(r) || r->holes[DIFF_A] ||
	    r->holes[DIFF_B])
		return ERR_UNPROVEN;
	return ERR_NONE;
}
