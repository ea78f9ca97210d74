/* SPDX-License-Identifier: Apache-2.0 */
/* evidence.c - the queries that show a difference on the tapes, for the plain
 * shell. */
#include "replay/diff_internal.h"

static const char *const schemas[DIFF_SIDES] = { "main", "b" };
static const char *const letters[DIFF_SIDES] = { "A", "B" };

/* ---- records */

/* The condition that names the record of `side`. */
static void add_place(sqlite3_str *sql, const struct diff_item *i,
		      enum diff_side side)
{
	const struct diff_place *at = &i->at[side];

	if (at->offset < 0)
		sqlite3_str_appendf(sql, "record = %lld",
				    (long long)at->record);
	else
		sqlite3_str_appendf(sql,
				    "topic = %Q AND partition = %lld AND "
				    "offset = %lld",
				    i->topic, (long long)at->partition,
				    (long long)at->offset);
}

/* All that say what the record of `side` says; what was aborted doesn't count. */
static void add_equals(sqlite3_str *sql, const struct diff_item *i,
		       enum diff_side side)
{
	static const char *const columns[] = { "key", "value" };

	sqlite3_str_appendf(sql, "topic = %Q AND aborted IS NOT 1", i->topic);
	for (int c = 0; c < 2; c++) {
		sqlite3_str_appendf(sql,
				    " AND %s IS (SELECT %s FROM "
				    "%s.records WHERE ",
				    columns[c], columns[c], schemas[side]);
		add_place(sql, i, side);
		sqlite3_str_appendall(sql, " LIMIT 1)");
	}
}

char *evidence_of_record(const struct diff_item *i)
{
	sqlite3_str *sql = sqlite3_str_new(NULL);

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		enum diff_side other = s == DIFF_A ? DIFF_B : DIFF_A;

		sqlite3_str_appendf(sql,
				    "%sSELECT '%s' AS tape, topic, partition, "
				    "offset, key, value, headers FROM "
				    "%s.records WHERE ",
				    s ? " UNION ALL " : "", letters[s],
				    schemas[s]);
		if (i->class == DIFF_DUPLICATE)
			add_equals(sql, i, DIFF_B);
		else if (i->at[s].record)
			add_place(sql, i, s);
		else
			add_equals(sql, i, other);
	}
	return sqlite3_str_finish(sql);
}

/* ---- the others: the same of both */

/* `where` is freed. */
static char *of_both(const char *columns, const char *view, char *where)
{
	char *sql = where ? sqlite3_mprintf("SELECT 'A' AS tape, %s FROM "
					    "main.%s WHERE %s UNION ALL "
					    "SELECT 'B', %s FROM b.%s WHERE %s",
					    columns, view, where, columns, view,
					    where)
			  : NULL;

	sqlite3_free(where);
	return sql;
}

char *evidence_of_commit(const struct diff_item *i)
{
	return of_both("time, group_id, topic, partition, committed_offset, "
		       "outcome",
		       "commits",
		       sqlite3_mprintf("group_id = %Q AND topic = %Q AND "
				       "partition = %lld",
				       i->name, i->topic,
				       (long long)i->partition));
}

char *evidence_of_transactions(const struct diff_item *i)
{
	return of_both("began_at, transactional_id, outcome, evidence, records",
		       "transactions",
		       sqlite3_mprintf("transactional_id IS %Q", i->name));
}

char *evidence_of_acknowledgements(const struct diff_item *i)
{
	return of_both("time, group_id, topic, partition, first_offset, "
		       "last_offset, type, outcome",
		       "acknowledged",
		       sqlite3_mprintf("group_id = %Q AND topic = %Q AND "
				       "type IN ('accept', 'reject')",
				       i->name, i->topic));
}
