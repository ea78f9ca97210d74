/* SPDX-License-Identifier: Apache-2.0 */
/* cut.c - a slice of a tape as a tape of its own:
 *
 *   what is asked for ─▶ cut.sql ─▶ names() ─▶ cut_exchanges.sql: what stays
 *   ─▶ copy.c: its rows ─▶ cut_gaps.sql: what was cut ─▶ facts ─▶ seal
 *
 * What the rows mean together is not worked out again: it was found on the whole
 * tape, and what is cut must not make a group's reader sure that was not. */
#include "store/cut.h"

#include "store/copy.h"
#include "store/tape_internal.h"

extern const char store_cut_sql[];
extern const char store_cut_exchanges_sql[];
extern const char store_cut_gaps_sql[];

static const char asked_sql[] =
	"CREATE TEMP TABLE given_topic (pattern);"
	"CREATE TEMP TABLE given_group (pattern);"
	"CREATE TEMP TABLE span (since, until, whole);"
	"CREATE TEMP TABLE narrowed (yes);"
	"CREATE TEMP TABLE chosen (batch INTEGER PRIMARY KEY);"
	"CREATE TEMP TABLE naming (exchange INTEGER PRIMARY KEY, some, whole);";

static const char asked_end_sql[] =
	"DROP TABLE given_topic; DROP TABLE given_group; DROP TABLE span;"
	"DROP TABLE narrowed; DROP TABLE chosen; DROP TABLE naming;"
	"DROP TABLE group_seen; DROP TABLE in_span; DROP TABLE passed;"
	"DROP TABLE related; DROP TABLE strange; DROP TABLE txn_of;"
	"DROP TABLE lasted;";

/* ---- what is asked for */

static int give_patterns(struct tape *to, const char *table,
			 const char *const *patterns, size_t count,
			 struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		sqlite3_str *sql = sqlite3_str_new(to->db);

		sqlite3_str_appendf(sql, "INSERT INTO temp.%s VALUES (%Q)",
				    table, patterns[i]);
		if (copy_run_built(to, sql, e) < 0)
			return -1;
	}
	return 0;
}

static int give_span(struct tape *to, const struct selection *s, struct err *e)
{
	bool whole = s->since == INT64_MIN && s->until == INT64_MAX;
	sqlite3_str *sql = sqlite3_str_new(to->db);

	sqlite3_str_appendf(sql, "INSERT INTO span VALUES (%lld, %lld, %d)",
			    (long long)s->since, (long long)s->until, whole);
	return copy_run_built(to, sql, e);
}

/* The batches that --where chooses a record of. */
static int give_chosen(struct tape *to, const struct selection *s,
		       struct err *e)
{
	struct selection records = SELECTION_ALL;
	sqlite3_str *sql;
	sqlite3_stmt *st;
	int rc;

	if (!s->where)
		return 0;
	records.where = s->where;
	sql = sqlite3_str_new(to->db);
	sqlite3_str_appendall(sql, "INSERT OR IGNORE INTO temp.chosen"
				   " SELECT batch FROM src.records WHERE 1");
	selection_add(&records, sql);
	st = selection_prepare(&records, to, sql, e);
	if (!st)
		return -1;
	rc = sqlite3_step(st) == SQLITE_DONE ? 0 : selection_failed(s, to, e);
	sqlite3_finalize(st);
	return rc < 0 ? -1 : copy_run(to, "INSERT INTO narrowed VALUES (1)", e);
}

static int ask(struct tape *to, const struct cut *c, struct err *e)
{
	const struct selection *s = &c->selection;

	if (copy_run(to, asked_sql, e) < 0 || give_span(to, s, e) < 0 ||
	    give_patterns(to, "given_topic", s->topics, s->topic_count, e) <
		    0 ||
	    give_patterns(to, "given_group", c->groups, c->group_count, e) < 0)
		return -1;
	return give_chosen(to, s, e);
}

/* ---- what stays */

static bool is_content(const struct reference *r)
{
	return !strcmp(r->to, "topic_partition") || !strcmp(r->to, "batch") ||
	       !strcmp(r->to, REFERENCE_GROUP);
}

/* Do rows of the table `r` say what an exchange was about? */
static bool names_content(const struct reference *exchange)
{
	/* a batch is of the produce rows that brought it */
	if (strcmp(exchange->to, "exchange") != 0 ||
	    !strcmp(exchange->table, "batch"))
		return false;
	for (const struct reference *r = references; r->table; r++)
		if (!strcmp(r->table, exchange->table) && is_content(r))
			return true;
	return false;
}

/* Of which exchanges do rows of one table stay, and all of them? */
static int name_by(struct tape *to, const char *table, struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(to->db);
	sqlite3_str *from = sqlite3_str_new(to->db);
	sqlite3_str *where = sqlite3_str_new(to->db);
	char *conditions, *joins;

	copy_conditions(from, where, table, is_content);
	joins = sqlite3_str_finish(from);
	conditions = sqlite3_str_finish(where);
	sqlite3_str_appendf(
		sql,
		"INSERT INTO naming SELECT exchange, max(stays), min(stays)"
		" FROM (SELECT r.exchange AS exchange, (1%s) AS stays"
		" FROM src.%s r%s WHERE r.exchange IS NOT NULL)"
		" WHERE 1 GROUP BY exchange ON CONFLICT (exchange) DO UPDATE"
		" SET some = max(some, excluded.some),"
		" whole = min(whole, excluded.whole)",
		conditions ? conditions : "", table, joins ? joins : "");
	sqlite3_free(joins);
	sqlite3_free(conditions);
	return copy_run_built(to, sql, e);
}

static int name_exchanges(struct tape *to, const struct cut *c, struct err *e)
{
	if (!c->selection.topic_count && !c->selection.where && !c->group_count)
		return 0;
	for (const struct reference *r = references; r->table; r++)
		if (names_content(r) && name_by(to, r->table, e) < 0)
			return -1;
	return 0;
}

/* A pattern that names nothing is a typing error, and no slice. */
static int refuse_nothing(struct tape *to, const struct tape *from,
			  const struct cut *c, struct err *e)
{
	int64_t topics = 0, groups = 0, chosen = 0;

	if (copy_query_int(to, "SELECT count(*) FROM kept_topic", &topics, e) <
		    0 ||
	    copy_query_int(to, "SELECT count(*) FROM kept_group", &groups, e) <
		    0 ||
	    copy_query_int(to, "SELECT count(*) FROM chosen", &chosen, e) < 0)
		return -1;
	if (c->group_count && !groups)
		return err_set(e, ERR_UNPROVEN,
			       "no group on '%s' matches --group: nothing is "
			       "written",
			       from->path);
	if ((c->selection.topic_count || c->group_count) && !topics)
		return err_set(e, ERR_UNPROVEN,
			       "no topic on '%s' matches: nothing is written",
			       from->path);
	if (c->selection.where && !chosen)
		return err_set(e, ERR_UNPROVEN,
			       "no record on '%s' matches --where: nothing is "
			       "written",
			       from->path);
	return 0;
}

static int choose(struct tape *to, const struct tape *from, const struct cut *c,
		  struct err *e)
{
	int64_t exchanges = 0;

	if (ask(to, c, e) < 0 || copy_run(to, store_cut_sql, e) < 0 ||
	    refuse_nothing(to, from, c, e) < 0 ||
	    name_exchanges(to, c, e) < 0 ||
	    copy_run(to, store_cut_exchanges_sql, e) < 0 ||
	    copy_query_int(to, "SELECT count(*) FROM kept_exchange", &exchanges,
			   e) < 0)
		return -1;
	if (!exchanges)
		return err_set(e, ERR_UNPROVEN,
			       "nothing on '%s' passed then: nothing is "
			       "written",
			       from->path);
	return 0;
}

/* ---- the new tape */

/* All but what is about the file, and whether it is done. */
static int copy_facts(struct tape *to, const struct tape *from,
		      const struct cut *c, struct err *e)
{
	sqlite3_str *sql = sqlite3_str_new(to->db);

	sqlite3_str_appendall(
		sql, "INSERT OR REPLACE INTO main.tape SELECT key, value"
		     " FROM src.tape WHERE key NOT IN ('format', 'complete',"
		     " 'indexed', 'spill_read', 'spill_half');");
	sqlite3_str_appendf(
		sql,
		"INSERT OR REPLACE INTO main.tape SELECT 'cut_from',"
		" coalesce((SELECT value FROM src.tape WHERE key = 'cut_from')"
		" || ', ', '') || %Q;"
		"INSERT OR REPLACE INTO main.tape SELECT 'cut_options',"
		" coalesce((SELECT value FROM src.tape"
		" WHERE key = 'cut_options') || ', ', '') || %Q;",
		from->path, c->words ? c->words : "");
	return copy_run_built(to, sql, e);
}

static int copy(struct tape *to, const struct tape *from, const struct cut *c,
		struct err *e)
{
	if (copy_prepare(to, from, e) < 0 || tape_begin(to, e) < 0)
		return -1;
	if (choose(to, from, c, e) < 0 || copy_rows(to, COPY_SAME_IDS, e) < 0 ||
	    copy_run(to, store_cut_gaps_sql, e) < 0 ||
	    copy_facts(to, from, c, e) < 0 ||
	    copy_run(to, asked_end_sql, e) < 0) {
		tape_rollback(to);
		return -1;
	}
	if (tape_commit(to, e) < 0)
		return -1;
	return copy_end(to, e);
}

int cut_tape(struct tape *to, struct tape *from, const struct cut *c,
	     bool (*progress)(void *ctx, int percent), void *ctx, struct err *e)
{
	struct copy_watch w = { progress, ctx };

	int rc;

	if (copy_refuse_unsealed(from, e) < 0 || copy_begin(to, &w, e) < 0)
		return -1;
	rc = copy(to, from, c, e);
	copy_unwatch(to);
	if (rc < 0)
		return -1;
	return copy_finish(to, tape_fact_int(from, "complete", 0) != 0, &w, e);
}
