/* SPDX-License-Identifier: Apache-2.0 */
/* diff_found.c - copies what a comparison found, the first items of each unit,
 * so that several reports can be made of it. */
#include "tools/diff_found.h"

#include <stdlib.h>

void diff_found_init(struct diff_found *f, const char *a, const char *b,
		     const struct normal *normal, int64_t keep)
{
	static const struct normal nothing;

	*f = (struct diff_found) { .paths = { a, b },
				   .normal = normal ? normal : &nothing,
				   .keep = keep };
	f->last_unit = &f->units;
	f->last_hole = &f->holes;
	f->last_item = &f->items;
	content_space_init(&f->space);
}

/* ---- copies */

static char *copy_text(struct diff_found *f, const char *text)
{
	char *copy = text ? strdup(text) : NULL;

	f->failed |= text && !copy;
	return copy;
}

static struct bytes copy_bytes(struct diff_found *f, struct bytes b)
{
	uint8_t *copy = b.p ? malloc(b.n + 1) : NULL;

	f->failed |= b.p && !copy;
	if (!copy)
		return bytes_of(NULL, 0);
	memcpy(copy, b.p, b.n);
	return bytes_of(copy, b.n);
}

static void free_bytes(struct bytes b)
{
	free((void *)(uintptr_t)b.p);
}

struct adding {
	struct diff_found *found;
	struct found_place **last;
};

static void add_place(void *ctx, const struct content_difference *d)
{
	struct adding *a = ctx;
	struct found_place *p = calloc(1, sizeof(*p));

	if (!p) {
		a->found->failed = true;
		return;
	}
	p->place = copy_text(a->found, d->place);
	p->json = d->json;
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		p->side[s] = copy_bytes(a->found, d->side[s]);
	*a->last = p;
	a->last = &p->next;
}

static void add_content(struct diff_found *f, struct found_item *to,
			const struct diff_item *from)
{
	const struct content *a = from->content[DIFF_A];
	const struct content *b = from->content[DIFF_B];
	const struct content *any = a ? a : b;
	struct adding adding = { f, &to->places };

	to->key = copy_bytes(f, any->key);
	to->value = copy_bytes(f, any->value);
	if (from->class == DIFF_CHANGED)
		content_differences(f->normal, a, b, &f->space, add_place,
				    &adding);
}

/* ---- what the comparison calls */

static void on_item(void *ctx, const struct diff_item *item)
{
	struct diff_found *f = ctx;
	struct found_item *to;

	if (f->kept++ >= f->keep)
		return;
	to = calloc(1, sizeof(*to));
	if (!to) {
		f->failed = true;
		return;
	}
	to->part = item->part;
	to->class = item->class;
	to->proven = item->proven;
	to->partition = item->partition;
	to->topic = copy_text(f, item->topic);
	to->name = copy_text(f, item->name);
	to->sql = copy_text(f, item->sql);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		to->at[s] = item->at[s];
		to->words[s] = copy_text(f, item->words[s]);
	}
	if (item->part == DIFF_RECORDS)
		add_content(f, to, item);
	*f->last_item = to;
	f->last_item = &to->next;
}

static void on_unit(void *ctx, const struct diff_unit *unit)
{
	struct diff_found *f = ctx;
	struct found_unit *u = calloc(1, sizeof(*u));

	if (!u) {
		f->failed = true;
		return;
	}
	u->unit = *unit;
	u->unit.name = copy_text(f, unit->name);
	u->items = f->items;
	f->items = NULL;
	f->last_item = &f->items;
	f->kept = 0;
	*f->last_unit = u;
	f->last_unit = &u->next;
}

static void on_hole(void *ctx, enum diff_side side, const char *words)
{
	struct diff_found *f = ctx;
	struct found_hole *h = calloc(1, sizeof(*h));

	if (!h) {
		f->failed = true;
		return;
	}
	h->side = side;
	h->words = copy_text(f, words);
	*f->last_hole = h;
	f->last_hole = &h->next;
}

struct diff_reader diff_found_reader(struct diff_found *f)
{
	return (struct diff_reader) { f, on_item, on_unit, on_hole };
}

/* ---- questions */

bool found_unit_same(const struct found_unit *u)
{
	for (int c = DIFF_MISSING; c < DIFF_CLASSES; c++)
		if (u->unit.count[c])
			return false;
	return true;
}

bool found_unit_proven(const struct found_unit *u)
{
	int64_t differences = 0;

	for (int c = DIFF_MISSING; c < DIFF_CLASSES; c++)
		differences += u->unit.count[c];
	return differences > u->unit.unproven;
}

bool found_anything(const struct diff_found *f)
{
	return diff_compared(&f->result) > 0;
}

/* ---- the end */

static void free_items(struct found_item *i)
{
	while (i) {
		struct found_item *next = i->next;

		for (struct found_place *p = i->places, *after; p; p = after) {
			after = p->next;
			free(p->place);
			free_bytes(p->side[DIFF_A]);
			free_bytes(p->side[DIFF_B]);
			free(p);
		}
		free(i->topic);
		free(i->name);
		free(i->sql);
		free(i->words[DIFF_A]);
		free(i->words[DIFF_B]);
		free_bytes(i->key);
		free_bytes(i->value);
		free(i);
		i = next;
	}
}

void diff_found_release(struct diff_found *f)
{
	for (struct found_unit *u = f->units, *next; u; u = next) {
		next = u->next;
		free_items(u->items);
		free((void *)(uintptr_t)u->unit.name);
		free(u);
	}
	for (struct found_hole *h = f->holes, *next; h; h = next) {
		next = h->next;
		free(h->words);
		free(h);
	}
	free_items(f->items);
	content_space_release(&f->space);
	f->units = NULL;
	f->holes = NULL;
	f->items = NULL;
}
