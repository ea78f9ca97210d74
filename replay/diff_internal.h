/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_DIFF_INTERNAL_H
#define REPLAY_DIFF_INTERNAL_H

/* What diff.c and the parts of a comparison share. */
#include "replay/holes.h"
#include "replay/match.h"

/* How far a group committed in a partition. */
struct commit {
	char *group, *topic; /* owned */
	int64_t partition, offset;
	int64_t done, left; /* records below the offset, and the others */
};

struct commits {
	struct commit *rows;
	size_t count;
};

struct diff {
	const struct diff_source *sources;
	const struct diff_options *options;
	const struct normal *normal;
	const struct diff_reader *reader;
	struct diff_result *result;
	struct content_space space;
	sqlite3_stmt *read[DIFF_SIDES]; /* of contents */
	struct holes holes[DIFF_SIDES];
	struct commits commits[DIFF_SIDES];
};

/* Count an item and hand it on; its sql is freed. */
void diff_item_found(struct diff *d, struct diff_unit *unit,
		     struct diff_item *item, char *sql);
void diff_unit_done(struct diff *d, const struct diff_unit *unit);

/* Is `text` one of the patterns?  Of none all are. */
bool diff_wanted(const char *const *globs, size_t count, const char *text);
/* Are these compared? */
bool diff_wants_topic(const struct diff *d, enum diff_side side,
		      const char *topic);
bool diff_wants_group(const struct diff *d, const char *group);

/* How far the groups committed in a topic, of which `entries` are the records;
 * diff_commits() compares what was collected of all topics. */
int diff_collect_commits(struct diff *d, enum diff_side side, const char *topic,
			 const struct entries *entries, struct err *e);
void diff_commits(struct diff *d);
void diff_release_commits(struct commits *c);

/* Compare a part whose outcomes a query counts out: transactions, or
 * acknowledgements. */
int diff_outcomes(struct diff *d, enum diff_part part, struct err *e);

/* A query that shows an item on A, with B attached as b; sqlite3_free() it. */
char *evidence_of_record(const struct diff_item *item);
char *evidence_of_commit(const struct diff_item *item);
char *evidence_of_transactions(const struct diff_item *item);
char *evidence_of_acknowledgements(const struct diff_item *item);

#endif
