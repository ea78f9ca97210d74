/* SPDX-License-Identifier: Apache-2.0 */
/* seal.c - what makes a recorded tape quick to question: secondary indexes,
 * statistics, what the rows mean together, one file instead of three.  Each step
 * is one transaction and is skipped when it was done before, so a seal can be
 * stopped or killed anywhere and done again. */
#include "store/meaning.h"
#include "store/order.h"
#include "store/stretches.h"
#include "store/tape_internal.h"

#include <stdio.h>

/* In the order of use: what is missing after an interruption is what fewest
 * ask for. `of` is the table whose rows measure the work. */
static const struct step {
	const char *name;
	const char *of;
	const char *columns;
} steps[] = {
	{ "produce_by_exchange", "produce", "(exchange)" },
	{ "produce_by_batch", "produce", "(batch)" },
	{ "batch_by_exchange", "batch", "(exchange)" },
	{ "batch_by_marker", "batch",
	  "(tp, producer_id, base_offset) WHERE control IS NOT NULL" },
	{ "fetch_by_exchange", "fetch", "(exchange)" },
	{ "fetch_by_partition", "fetch", "(tp, fetch_offset)" },
	{ "delivery_by_fetch", "delivery", "(fetch)" },
	{ "delivery_by_batch", "delivery", "(batch)" },
	{ "aborted_by_fetch", "aborted", "(fetch, producer_id, first_offset)" },
	{ "txn_batch_by_txn", "txn_batch", "(txn)" },
	{ "acquisition_by_exchange", "acquisition",
	  "(exchange, tp, first_offset)" },
	{ "acknowledgement_by_exchange", "acknowledgement", "(exchange)" },
	{ "acknowledgement_by_group", "acknowledgement",
	  "(group_id, tp, first_offset)" },
	{ "exchange_by_client", "exchange", "(client_id)" },
	{ "exchange_by_connection", "exchange", "(connection)" },
	{ "exchange_by_time", "exchange",
	  "(strftime('%Y-%m-%dT%H:%M:%S', q / 1000000, 'unixepoch') || "
	  "printf('.%06dZ', q % 1000000))" },
	{ "frame_by_exchange", "frame", "(exchange)" },
	{ "offset_commit_by_exchange", "offset_commit", "(exchange)" },
	{ "offset_commit_by_group", "offset_commit",
	  "(group_id, tp, committed_offset)" },
	{ "offset_fetch_by_exchange", "offset_fetch", "(exchange)" },
	{ "record_by_offset", "record", "(tp, offset)" },
	{ "record_by_key", "record", "(key, tp) WHERE key IS NOT NULL" },
	{ "record_by_time", "record",
	  "(strftime('%Y-%m-%dT%H:%M:%S', nullif(timestamp, -1) / 1000, "
	  "'unixepoch') || printf('.%03dZ', timestamp % 1000))" },
};

enum {
	STEPS = sizeof(steps) / sizeof(*steps),
	OPS_PER_CALL = 100000, /* of SQLite's machine, between two calls back */
	OPS_PER_ROW = 16,      /* measured: building an index */
};

/* A sample will do, but not for columns of few values: it would make a topic of
 * ten million records look like one of some thousand. */
static const char statistics[] = "PRAGMA analysis_limit = 4000;"
				 "ANALYZE;"
				 "PRAGMA analysis_limit = 0;"
				 "ANALYZE record_by_offset;"
				 "ANALYZE batch_by_offset;"
				 "ANALYZE fetch_by_partition;";

struct sealing {
	bool (*progress)(void *ctx, int percent);
	void *ctx;
	int64_t total, done, step; /* rows: all, of finished steps, of this */
	int64_t ops;               /* in this step */
};

static int percent(const struct sealing *s)
{
	int64_t here = s->ops / OPS_PER_ROW;

	if (here > s->step)
		here = s->step;
	return s->total ? (int)((s->done + here) * 100 / s->total) : 100;
}

static int on_progress(void *ctx)
{
	struct sealing *s = ctx;

	s->ops += OPS_PER_CALL;
	return s->progress && !s->progress(s->ctx, percent(s));
}

static int run(struct tape *t, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(t->db, sql, NULL, NULL, NULL);

	if (rc == SQLITE_INTERRUPT)
		return err_set(e, ERR_UNPROVEN,
			       "the seal of '%s' was stopped; `ktape seal` "
			       "finishes it",
			       t->path);
	return rc == SQLITE_OK ? 0 : tape_error(t, e, rc, "seal");
}

static int make_indexes(struct tape *t, struct sealing *s, struct err *e)
{
	for (size_t i = 0; i < STEPS; i++) {
		char sql[400];

		s->ops = 0;
		s->step = tape_last_id(t, steps[i].of);
		snprintf(sql, sizeof(sql),
			 "CREATE INDEX IF NOT EXISTS %s ON %s %s",
			 steps[i].name, steps[i].of, steps[i].columns);
		if (run(t, sql, e) < 0)
			return -1;
		s->done += s->step;
		s->step = 0;
		if (s->progress && !s->progress(s->ctx, percent(s)))
			return err_set(e, ERR_UNPROVEN,
				       "the seal of '%s' was stopped; `ktape "
				       "seal` finishes it",
				       t->path);
	}
	return 0;
}

int tape_drop_indexes(struct tape *t, struct err *e)
{
	for (size_t i = 0; i < STEPS; i++) {
		char sql[80];

		snprintf(sql, sizeof(sql), "DROP INDEX IF EXISTS %s",
			 steps[i].name);
		if (tape_exec(t, sql, "write", e) < 0)
			return -1;
	}
	return tape_set_fact_int(t, "indexed", 0, e);
}

int tape_checkpoint(struct tape *t, struct err *e)
{
	int rc;

	/* A reader may be in the way for as long as it likes: what it holds up
	 * stays in the log, where it is as safe. */
	sqlite3_busy_timeout(t->db, 0);
	rc = sqlite3_wal_checkpoint_v2(t->db, NULL, SQLITE_CHECKPOINT_TRUNCATE,
				       NULL, NULL);
	sqlite3_busy_timeout(t->db, TAPE_BUSY_MS);
	if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY &&
	    (rc & 0xff) != SQLITE_LOCKED)
		return tape_error(t, e, rc, "write");
	return 0;
}

bool tape_in_one_file(struct tape *t)
{
	sqlite3_stmt *st = NULL;
	bool one =
		sqlite3_prepare_v2(t->db, "PRAGMA journal_mode", -1, &st,
				   NULL) == SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW &&
		strcmp((const char *)sqlite3_column_text(st, 0), "delete") == 0;

	sqlite3_finalize(st);
	return one;
}

/* Leave WAL mode, so that the tape is one file that can lie in a read-only
 * folder.  Readers that are there keep it in WAL mode. */
static void leave_log_mode(struct tape *t)
{
	sqlite3_busy_timeout(t->db, 0);
	sqlite3_exec(t->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
	sqlite3_busy_timeout(t->db, TAPE_BUSY_MS);
}

/* It was found on the whole, but for where readers broke and what is in order. */
static int meaning_of_cut(struct tape *t, struct err *e)
{
	return tape_find_order(t, e) < 0 ? -1
					 : tape_make_stretches(t, false, e);
}

/* Indexes, statistics and meaning: all that makes the tape larger. */
static int index_tape(struct tape *t, struct sealing *s, struct err *e)
{
	int rc;

	for (size_t i = 0; i < STEPS; i++)
		s->total += tape_last_id(t, steps[i].of);
	/* A larger cache makes larger runs to sort, and those leave the CPU's
	 * cache: 64 MiB took a fifth longer than the recording's 16. */
	rc = run(t, "PRAGMA threads = 2", e);
	sqlite3_progress_handler(t->db, OPS_PER_CALL, on_progress, s);
	if (rc == 0)
		rc = make_indexes(t, s, e);
	if (rc == 0)
		rc = run(t, statistics, e);
	if (rc == 0)
		rc = tape_is_cut(t) ? meaning_of_cut(t, e)
				    : tape_make_meaning(t, e);
	sqlite3_progress_handler(t->db, 0, NULL, NULL);
	return rc == 0 ? tape_set_fact_int(t, "indexed", 1, e) : rc;
}

int tape_seal(struct tape *t, bool (*progress)(void *ctx, int percent),
	      void *ctx, struct err *e)
{
	struct sealing s = { .progress = progress, .ctx = ctx };

	if (!tape_fact_int(t, "indexed", 0) && index_tape(t, &s, e) < 0)
		return -1;
	if (tape_checkpoint(t, e) < 0)
		return -1;
	leave_log_mode(t);
	return 0;
}
