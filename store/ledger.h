/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include "codec/writer.h"
#include "store/intake.h"
#include "store/scribe.h"
#include "store/tape.h"

/* Events in, committed rows out, and the account of both: what was taken since
 * the last commit, so that a write that failed leaves a gap row that says how
 * much it cost; and how far a spill file was read, committed with the rows that
 * came of it. */
struct ledger {
	struct tape *tape; /* the caller's */
	struct scribe *scribe;
	struct intake *intake;
	/* of the spill file: read up to here, and what the tape says of it */
	uint64_t position, noted_read, noted_half;
	/* since the last commit */
	struct ledger_sum {
		uint64_t frames, bytes;
		int64_t since, until; /* stamps */
	} open;
	bool dirty;
	int64_t begun_us;    /* monotonic */
	struct writer notes; /* events that must outlive a rollback */
	/* rolled back and not yet said on the tape */
	struct ledger_sum lost;
	struct writer lost_notes;
	char why[128];
};

enum {
	LEDGER_INTERVAL_US = 200 * 1000,
	/* what a gap, the last commit and the end need on the disk */
	LEDGER_RESERVE = 32 * 1024 * 1024,
};

/* A new scribe and intake on `tape`. */
int ledger_init(struct ledger *l, struct tape *tape,
		const struct scribe_options *options, struct err *e);
void ledger_release(struct ledger *l); /* safe after a failed init */

/* Take one event; `position` is where the spill file goes on behind it, 0: it
 * is not from there.  INTAKE_FAILED: all since the last commit was rolled back
 * and is accounted for as lost. */
enum intake_result ledger_feed(struct ledger *l, const struct event *event,
			       struct bytes payload, uint64_t position,
			       struct err *e);

/* Is it time to commit (200 ms after the first event, or 20,000 rows)?
 * `now_us`: of ledger_clock(). */
bool ledger_due(const struct ledger *l, int64_t now_us);
int64_t ledger_clock(void); /* monotonic, microseconds */

/* Commit what was taken.  -1: it was rolled back, see above. */
int ledger_commit(struct ledger *l, struct err *e);

/* An event is not going to be fed: account for it as lost.  Those that must
 * outlive that (connections, gaps) ledger_repair() feeds all the same. */
void ledger_lose(struct ledger *l, const struct event *event,
		 struct bytes payload, const char *why);
bool ledger_has_lost(const struct ledger *l);
/* Write again: first what must outlive a rollback, then the gap row.  -1: it
 * still can't be written. */
int ledger_repair(struct ledger *l, struct err *e);

/* No more events: half frames are dropped, the scribe inserts what it holds,
 * all is committed. */
int ledger_finish(struct ledger *l, struct err *e);
/* The spill file is gone: what the tape says of it goes, too.  Should that
 * fail, it does no harm. */
void ledger_forget_spill(struct ledger *l);

#endif
