/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_CHECK_H
#define REPLAY_CHECK_H

#include "store/tape.h"

/* A check is one SQL file in replay/checks: a head of comments and a query.
 * replay/checks/README.md says what it must give. */
struct check {
	const char *name; /* "order.sequence": family and name */
	const char *sql;
	bool assertion; /* a person's own: any query, whose rows are faults */
};

/* All that are shipped, family by family; ends with a NULL name. */
extern const struct check checks[];

/* The worse, the higher. */
enum verdict {
	VERDICT_PASS,    /* examined something, all good */
	VERDICT_NONE,    /* nothing examined, or the tape can't tell */
	VERDICT_SUSPECT, /* fits a fault, but may be innocent */
	VERDICT_FAIL,    /* the tape holds a proof */
	VERDICTS
};
const char *verdict_name(enum verdict v); /* "FAIL" */

struct finding {
	struct finding *next;
	enum verdict verdict;   /* NONE: what could not be examined */
	char *topic, *group_id; /* NULL: none */
	int64_t partition, offset, exchange; /* -1: none */
	char *detail;
};

struct check_result {
	const struct check *check;
	enum verdict verdict;
	int64_t examined;
	char *unit;               /* what was examined: "batches", ...; owned */
	struct finding *findings; /* the first of each verdict, worst first */
	int64_t count[VERDICTS];  /* all of them */
	double seconds;           /* up to now, while it runs */
};

/* Run it and keep the first `keep` findings of each verdict.  `progress` (may be
 * NULL) is called now and then and may return false: stop, which is -1 with
 * ERR_UNPROVEN.  Also -1: ERR_TAPE, the tape is damaged where the check looked;
 * ERR_USAGE, the SQL is no check.  A tape of an older ktape that lacks a table or
 * column gives NONE.  Release the result in any case. */
int check_run(struct tape *t, const struct check *c, int64_t keep,
	      bool (*progress)(void *ctx), void *ctx, struct check_result *out,
	      struct err *e);
void check_result_release(struct check_result *r);

/* What the head says behind "-- KEY: " ("title", "means", "severity", "blame",
 * "innocent", "unknown", "do"), on one line, into `text`; empty: nothing. */
void check_head(const struct check *c, const char *key, char *text,
		size_t size);

#endif
