/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_DIFF_H
#define REPLAY_DIFF_H

#include "replay/content.h"
#include "store/selection.h"

/* What differs in meaning between two tapes, or between two parts of them.
 * Offsets, producer ids, batches, compression and times may differ. */
enum diff_side { DIFF_A, DIFF_B, DIFF_SIDES };

/* What is compared: the records of each topic, of each group how far it
 * committed, of each transactional id how its transactions ended, of each share
 * group and topic how many records it accepted and rejected. */
enum diff_part {
	DIFF_RECORDS,
	DIFF_COMMITS,
	DIFF_TRANSACTIONS,
	DIFF_ACKNOWLEDGEMENTS,
	DIFF_PARTS
};

enum diff_class {
	DIFF_SAME,
	DIFF_MISSING,   /* A has it, B has not */
	DIFF_EXTRA,     /* B has it, A has not */
	DIFF_CHANGED,   /* in its place B has something else */
	DIFF_DUPLICATE, /* B has it more often than A */
	DIFF_REORDERED, /* B has it elsewhere in the order */
	DIFF_MOVED,     /* B has it in another partition */
	DIFF_CLASSES
};
extern const char *const diff_class_names[DIFF_CLASSES]; /* "missing" */
extern const char *const diff_part_names[DIFF_PARTS];    /* "records" */

/* What must be in the same order on both. */
enum diff_by {
	DIFF_BY_KEY,       /* records of one topic and key; without a key those
			    * of one partition */
	DIFF_BY_PARTITION, /* records of one partition */
	DIFF_BY_TOPIC      /* all of a topic, as they were first recorded */
};

struct diff_source {
	struct tape
		*tape; /* sealed, open for reading; A's and B's may be one */
	struct selection selection;
};

struct diff_options {
	enum diff_by by;
	bool leave_out[DIFF_PARTS];  /* parts not to compare */
	const struct normal *normal; /* what may differ; NULL: nothing more */
	/* GLOB patterns of groups and of transactional ids; none: all */
	const char *const *groups;
	size_t group_count;
	const char *const *transactional_ids;
	size_t transactional_id_count;
};

/* Where a record is: `record` as in the view records, 0: it is not there. */
struct diff_place {
	int64_t record, partition, offset; /* offset -1: not known */
};

/* One difference.  All it points to lives as long as the call that got it. */
struct diff_item {
	enum diff_part part;
	enum diff_class class;
	bool proven;       /* false: what is not on the tapes may explain it */
	const char *topic; /* NULL: none */
	const char *name;  /* group, transactional id; NULL: none */
	int64_t partition; /* of a commit; -1: none */
	struct diff_place at[DIFF_SIDES];          /* of a record */
	const struct content *content[DIFF_SIDES]; /* NULL: not there */
	const char
		*words[DIFF_SIDES]; /* of the other parts: "7 of 10 records" */
	/* A query that shows it: run on A with B attached as `b`. */
	const char *sql;
};

/* What was compared of one topic, group or transactional id, after its items. */
struct diff_unit {
	enum diff_part part;
	const char *name;
	/* records, partitions, transactions, acknowledged records there */
	int64_t size[DIFF_SIDES];
	int64_t count[DIFF_CLASSES]; /* all items, and what was the same */
	int64_t unproven;            /* items that are not proven */
	bool approximate; /* its order was not compared in the best way: too
			   * many records that repeat themselves */
};

/* Called as the comparison goes on; each may be NULL. */
struct diff_reader {
	void *ctx;
	void (*item)(void *ctx, const struct diff_item *item);
	void (*unit)(void *ctx, const struct diff_unit *unit);
	/* What is not on the tape of that side and could matter, in words. */
	void (*hole)(void *ctx, enum diff_side side, const char *words);
};

struct diff_result {
	int64_t size[DIFF_PARTS][DIFF_SIDES];
	int64_t count[DIFF_PARTS][DIFF_CLASSES];
	int64_t unproven; /* items that are not proven */
	int64_t holes[DIFF_SIDES];
	int64_t aborted[DIFF_SIDES]; /* records of aborted transactions: not
				      * compared, as nobody is to read them */
	bool left_out[DIFF_PARTS];
	bool approximate;
};

/* Compare.  -1: see `e`; ERR_USAGE with "--where: ..." for a condition that is
 * no SQL, ERR_TAPE for a damaged tape, ERR_IO. */
int diff_run(const struct diff_source sources[DIFF_SIDES],
	     const struct diff_options *options,
	     const struct diff_reader *reader, struct diff_result *out,
	     struct err *e);

/* How much was compared: records, on both sides; if they were left out, what of
 * the other parts. */
int64_t diff_compared(const struct diff_result *r);

/* 0: something was compared, nothing differs, and nothing that is not on the
 * tapes could change that; ERR_DIFFERS: a proven difference; ERR_UNPROVEN. */
enum err_code diff_status(const struct diff_result *r);

#endif
