/* SPDX-License-Identifier: Apache-2.0 */
/* merge.c - several tapes as one.  Of different recordings:
 *
 *   each tape ─▶ merge_match.sql: what is here already ─▶ merge_clock.c
 *   ─▶ copy.c ─▶ merge_join.sql ─▶ a tape beside the new one, row behind row
 *   ─▶ merge_order.sql: ids by time ─▶ copy.c ─▶ the new one ─▶ seal
 *
 * Of one recording: copy.c alone adds what is not here yet. */
#include "store/merge.h"

#include "store/copy.h"
#include "store/merge_clock.h"
#include "store/tape_internal.h"

#include <stdio.h>
#include <stdlib.h>

extern const char store_merge_match_sql[];
extern const char store_merge_join_sql[];
extern const char store_merge_order_sql[];
extern const char store_merge_slices_sql[];

struct merge {
	struct tape *to;
	struct tape *const *from;
	size_t count;
};

/* ---- may they be merged? */

static int refuse_strangers(struct tape *a, struct tape *b, struct err *e)
{
	char *ours = tape_fact(a, "cluster_id");
	char *theirs = tape_fact(b, "cluster_id");
	int rc = 0;

	if (!ours || !theirs)
		rc = err_set(e, ERR_UNPROVEN,
			     "which cluster '%s' is of is not known",
			     ours ? b->path : a->path);
	else if (strcmp(ours, theirs) != 0)
		rc = err_set(e, ERR_USAGE, "'%s' is of cluster %s, '%s' of %s",
			     a->path, ours, b->path, theirs);
	free(ours);
	free(theirs);
	return rc;
}

/* A merged tape is a recording of its own. */
static bool of_one_recording(struct tape *a, struct tape *b)
{
	int64_t started = tape_fact_int(a, "started", 0);
	char *ours = tape_fact(a, "merged_from");
	char *theirs = tape_fact(b, "merged_from");
	bool one =
		started && started == tape_fact_int(b, "started", 0) &&
		(ours && theirs ? strcmp(ours, theirs) == 0 : ours == theirs);

	free(ours);
	free(theirs);
	return one;
}

/* How many of all pairs are of one recording? */
static size_t same_pairs(const struct merge *m)
{
	size_t same = 0;

	for (size_t i = 0; i < m->count; i++)
		for (size_t k = 0; k < i; k++)
			same += of_one_recording(m->from[i], m->from[k]);
	return same;
}

/* What is made of others can't be made a part again. */
static int refuse_parts(struct tape *t, struct err *e)
{
	int64_t recordings = 0;

	if (tape_is_cut(t))
		return err_set(e, ERR_USAGE,
			       "'%s' is a slice: merge the whole tapes, and "
			       "then cut",
			       t->path);
	if (sqlite3_table_column_metadata(t->db, NULL, "recording", NULL, NULL,
					  NULL, NULL, NULL, NULL) == SQLITE_OK)
		recordings = tape_last_id(t, "recording");
	if (recordings)
		return err_set(e, ERR_USAGE,
			       "'%s' is merged already: merge all the tapes at "
			       "once",
			       t->path);
	return 0;
}

static int relate(const struct merge *m, bool *slices, struct err *e)
{
	size_t same = same_pairs(m);

	for (size_t i = 0; i < m->count; i++)
		if (copy_refuse_unsealed(m->from[i], e) < 0 ||
		    (i && refuse_strangers(m->from[0], m->from[i], e) < 0))
			return -1;
	*slices = same == m->count * (m->count - 1) / 2;
	if (*slices)
		return 0;
	if (same)
		return err_set(e, ERR_USAGE,
			       "some of these are of one recording, some are "
			       "not: merge those of one first");
	for (size_t i = 0; i < m->count; i++)
		if (refuse_parts(m->from[i], e) < 0)
			return -1;
	return 0;
}

/* ---- facts */

/* "a.ktape, b.ktape" */
static int set_origin(const struct merge *m, struct err *e)
{
	sqlite3_str *list = sqlite3_str_new(m->to->db);
	char *text;
	int rc;

	for (size_t i = 0; i < m->count; i++)
		sqlite3_str_appendf(list, "%s%s", i ? ", " : "",
				    m->from[i]->path);
	text = sqlite3_str_finish(list);
	rc = text ? tape_set_fact(m->to, "merged_from", text, e)
		  : err_set(e, ERR_IO, "out of memory");
	sqlite3_free(text);
	return rc;
}

/* All but what is about the file, and whether it is done; of the first. */
static int copy_facts(struct tape *to, struct err *e)
{
	return copy_run(to,
			"INSERT OR IGNORE INTO main.tape SELECT key, value"
			" FROM src.tape WHERE key NOT IN ('spill_read',"
			" 'spill_half')",
			e);
}

static bool all_complete(const struct merge *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (!tape_fact_int(m->from[i], "complete", 0))
			return false;
	return true;
}

/* ---- slices of one recording */

static const char lacked_sql[] =
	"CREATE TEMP TABLE lacked AS SELECT * FROM main.gap WHERE why = 'cut';"
	"DELETE FROM main.gap WHERE why = 'cut';";

static int refuse_liars(struct tape *to, const struct tape *from, struct err *e)
{
	int64_t others = 0;

	if (copy_query_int(to,
			   "SELECT count(*) FROM src.exchange s"
			   " JOIN main.exchange m ON m.id = s.id"
			   " WHERE m.connection IS NOT s.connection"
			   " OR m.api_key IS NOT s.api_key OR m.q IS NOT s.q"
			   " OR m.r IS NOT s.r",
			   &others, e) < 0)
		return -1;
	if (others)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' began when the others did, but is not of "
			       "their recording",
			       from->path);
	return 0;
}

static int keep_all(struct tape *to, bool after, const char *const *tables,
		    struct err *e)
{
	for (; *tables; tables++)
		if (copy_keep(to, *tables, after, e) < 0)
			return -1;
	return 0;
}

static int add_slice(struct tape *to, const struct tape *from, bool first,
		     struct err *e)
{
	static const char *const tables[] = {
		"service",  "broker", "connection", "instance",
		"exchange", "topic",  "batch",      "topic_partition",
		"fetch",    "txn",    "group",      NULL
	};

	if (refuse_liars(to, from, e) < 0 || copy_run(to, lacked_sql, e) < 0 ||
	    keep_all(to, false, tables, e) < 0 ||
	    copy_rows(to, COPY_SAME_IDS, e) < 0 ||
	    (!first && copy_run(to, store_merge_slices_sql, e) < 0))
		return -1;
	return copy_run(to, "DROP TABLE lacked", e);
}

/* ---- different recordings */

static int note_recording(struct tape *to, const struct tape *from,
			  const struct merge_clock *c, struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(to->db);

	/* what fits an earlier one is off by as much as that one, too */
	sqlite3_str_appendf(
		sql,
		"INSERT INTO main.recording (tape, started, ended, shift,"
		" slack, first_connection, last_connection) SELECT %Q,"
		" (SELECT value FROM src.tape WHERE key = 'started') - %lld,"
		" (SELECT value FROM src.tape WHERE key = 'ended') - %lld,"
		" %lld, CASE WHEN NOT EXISTS (SELECT 1 FROM main.recording)"
		" THEN 0 WHEN EXISTS (SELECT 1 FROM main.recording WHERE slack"
		" IS NULL) THEN NULL ELSE nullif(%lld, -1) + (SELECT max(slack)"
		" FROM main.recording) END, min(became), max(became)"
		" FROM kept_connection",
		from->path, (long long)c->shift, (long long)c->shift,
		(long long)c->shift, (long long)c->slack);
	return copy_run_built(to, sql, e);
}

static int add_recording(struct tape *to, const struct tape *from, bool first,
			 struct err *e)
{
	static const char *const tables[] = { "service",    "broker",
					      "connection", "instance",
					      "exchange",   "fetch",
					      "group",      NULL };
	struct merge_clock c = { 0 };

	(void)first;
	if (keep_all(to, true, tables, e) < 0 ||
	    copy_run(to, store_merge_match_sql, e) < 0 ||
	    merge_clock_fit(to, &c, e) < 0 ||
	    copy_rows(to, COPY_AFTER, e) < 0 ||
	    copy_run(to, store_merge_join_sql, e) < 0 ||
	    note_recording(to, from, &c, e) < 0)
		return -1;
	return copy_run(to,
			"DROP TABLE shared; DROP TABLE unanswered;"
			"DROP TABLE read; DROP TABLE proven;"
			"DROP TABLE evidence; DROP TABLE written;"
			"DROP TABLE steady; DROP TABLE told; DROP TABLE clock;"
			"DROP TABLE sight; DROP TABLE placed;",
			e);
}

static int order(struct tape *to, const struct tape *from, bool first,
		 struct err *e)
{
	static const char *const tables[] = { "service",    "broker",
					      "connection", "instance",
					      "topic",      "topic_partition",
					      "group",      NULL };

	(void)from;
	(void)first;
	if (keep_all(to, false, tables, e) < 0 ||
	    copy_run(to, store_merge_order_sql, e) < 0 ||
	    copy_rows(to, COPY_IN_ORDER, e) < 0)
		return -1;
	return 0;
}

/* ---- a tape after the other */

static int add(struct tape *to, struct tape *from, bool first,
	       int (*rows)(struct tape *to, const struct tape *from, bool first,
			   struct err *e),
	       struct err *e)
{
	if (copy_prepare(to, from, e) < 0 || tape_begin(to, e) < 0)
		return -1;
	if (rows(to, from, first, e) < 0 || (first && copy_facts(to, e) < 0)) {
		tape_rollback(to);
		return -1;
	}
	if (tape_commit(to, e) < 0)
		return -1;
	return copy_end(to, e);
}

static int unite(const struct merge *m, struct err *e)
{
	for (size_t i = 0; i < m->count; i++)
		if (add(m->to, m->from[i], !i, add_slice, e) < 0)
			return -1;
	return copy_run(m->to,
			"DELETE FROM main.tape WHERE key IN ('cut_from',"
			" 'cut_options') AND NOT EXISTS (SELECT 1 FROM main.gap"
			" WHERE why = 'cut')",
			e);
}

/* Row behind row, on a tape that is not kept. */
static int line_up(const struct merge *m, struct tape *beside,
		   struct copy_watch *w, struct err *e)
{
	if (copy_begin(beside, w, e) < 0 ||
	    copy_run(beside,
		     "CREATE INDEX produce_by_batch ON produce (batch);"
		     "CREATE INDEX fetch_by_partition ON fetch (tp)",
		     e) < 0)
		return -1;
	for (size_t i = 0; i < m->count; i++)
		if (add(beside, m->from[i], !i, add_recording, e) < 0)
			return -1;
	copy_unwatch(beside);
	return 0;
}

static int set_span(struct tape *to, struct err *e)
{
	return copy_run(to,
			"UPDATE main.tape SET value ="
			" (SELECT min(started) FROM main.recording)"
			" WHERE key = 'started';"
			"UPDATE main.tape SET value ="
			" (SELECT max(ended) FROM main.recording)"
			" WHERE key = 'ended';",
			e);
}

static int join(const struct merge *m, struct copy_watch *w, struct err *e)
{
	struct tape *beside = NULL;
	char *path = NULL;
	int rc = asprintf(&path, "%s.merging", m->to->path) < 0
			 ? err_set(e, ERR_IO, "out of memory")
			 : tape_open(&beside, path, TAPE_FORCE, e);

	if (beside && (line_up(m, beside, w, e) < 0 ||
		       add(m->to, beside, true, order, e) < 0 ||
		       set_span(m->to, e) < 0 || set_origin(m, e) < 0))
		rc = -1;
	tape_discard(beside);
	free(path);
	return rc;
}

int merge_tapes(struct tape *to, struct tape *const *from, size_t count,
		bool (*progress)(void *ctx, int percent), void *ctx,
		struct err *e)
{
	const struct merge m = { to, from, count };
	struct copy_watch w = { progress, ctx };
	bool slices = false;
	int rc = relate(&m, &slices, e);

	if (rc == 0)
		rc = copy_begin(to, &w, e);
	if (rc == 0)
		rc = slices ? unite(&m, e) : join(&m, &w, e);
	copy_unwatch(to);
	return rc == 0 ? copy_finish(to, all_complete(&m), &w, e) : rc;
}
