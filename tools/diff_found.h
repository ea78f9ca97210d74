/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_DIFF_FOUND_H
#define TOOLS_DIFF_FOUND_H

#include "replay/diff.h"

/* What a comparison found, kept for the reports. */
struct found_place { /* one place in which two contents differ */
	struct found_place *next;
	char *place;
	struct bytes side[DIFF_SIDES]; /* as in struct content_difference */
	bool json;
};

struct found_item {
	struct found_item *next;
	enum diff_part part;
	enum diff_class class;
	bool proven;
	char *topic, *name; /* NULL: none */
	int64_t partition;
	struct diff_place at[DIFF_SIDES];
	struct bytes key, value;    /* of A's record, or of B's if A has none */
	char *words[DIFF_SIDES];    /* of commits and transactions */
	struct found_place *places; /* of a changed record */
	char *sql;
};

struct found_unit {
	struct found_unit *next;
	struct diff_unit unit;    /* name: owned */
	struct found_item *items; /* the first of them */
};

struct found_hole {
	struct found_hole *next;
	enum diff_side side;
	char *words;
};

struct diff_found {
	const char *paths[DIFF_SIDES];
	const struct normal *normal;
	int64_t keep; /* items of a unit */
	struct found_unit *units, **last_unit;
	struct found_hole *holes, **last_hole;
	struct found_item *items, **last_item; /* of a unit not done yet */
	int64_t kept;
	struct content_space space;
	struct diff_result result; /* the caller's to fill */
	bool failed;               /* out of memory: something is missing */
};

void diff_found_init(struct diff_found *f, const char *a, const char *b,
		     const struct normal *normal, int64_t keep);
void diff_found_release(struct diff_found *f);

/* What diff_run() is to call; `f` is its ctx. */
struct diff_reader diff_found_reader(struct diff_found *f);

/* A unit in which nothing differs, or nothing that is proven? */
bool found_unit_same(const struct found_unit *u);
bool found_unit_proven(const struct found_unit *u);
/* Was anything compared? */
bool found_anything(const struct diff_found *f);

#endif
