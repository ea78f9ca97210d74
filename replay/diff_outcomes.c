/* SPDX-License-Identifier: Apache-2.0 */
/* diff_outcomes.c - parts that a query counts out in words, tape by tape: how
 * many transactions of each transactional id ended how, and how many records of
 * each topic a share group accepted and rejected.  What was in them the records
 * say. */
#include "replay/diff_internal.h"

#include <stdlib.h>

enum column { NAME, TOPIC, SIZE, WORDS, UNSURE };

/* Rows by name and topic.  What is unsure can't be counted on. */
struct outcomes {
	const char *select; /* with a WHERE */
	const char *stamp;  /* when it was */
	const char *topics; /* AND its topic: %s, a condition on t.name */
	const char *group_by;
	bool (*wants)(const struct diff *d, enum diff_side side,
		      const char *name, const char *topic);
	char *(*evidence)(const struct diff_item *item);
};

static bool wants_transactions(const struct diff *d, enum diff_side side,
			       const char *id, const char *topic)
{
	const struct diff_options *o = d->options;

	(void)side;
	(void)topic;
	return diff_wanted(o->transactional_ids, o->transactional_id_count,
			   id) &&
	       !normal_matches(d->normal, NORMAL_TRANSACTION, id);
}

static bool wants_acknowledgements(const struct diff *d, enum diff_side side,
				   const char *group, const char *topic)
{
	return diff_wants_group(d, group) && diff_wants_topic(d, side, topic);
}

/* A record that was acknowledged again, as nobody had answered, counts once. */
#define RECORDS_BEYOND(columns)                                               \
	"max(0, k.last_offset - max(k.first_offset - 1,"                      \
	" coalesce(max(k.last_offset) OVER (PARTITION BY " columns            \
	" ORDER BY k.first_offset, k.id ROWS BETWEEN UNBOUNDED PRECEDING AND" \
	" 1 PRECEDING), k.first_offset - 1)))"

static const struct outcomes outcomes[DIFF_PARTS] = {
	[DIFF_TRANSACTIONS] = {
		"SELECT coalesce(x.transactional_id, '(unknown)'), NULL,"
		" count(*), sum(x.outcome = 'committed') || ' committed ('"
		" || sum(CASE x.outcome WHEN 'committed' THEN"
		" coalesce(x.records, 0) ELSE 0 END) || ' records), '"
		" || sum(x.outcome = 'aborted') || ' aborted'"
		" || CASE WHEN sum(x.outcome = 'open') > 0 THEN ', '"
		" || sum(x.outcome = 'open') || ' open' ELSE '' END"
		" || CASE WHEN sum(x.outcome = 'unknown') > 0 THEN ', '"
		" || sum(x.outcome = 'unknown') || ' unknown' ELSE '' END,"
		" sum(x.outcome = 'unknown')"
		" FROM txn x WHERE 1",
		"x.since",
		" AND EXISTS (SELECT 1 FROM txn_batch w"
		" JOIN batch b ON b.id = w.batch"
		" JOIN topic_partition p ON p.id = b.tp"
		" JOIN topic t ON t.id = p.topic WHERE w.txn = x.id AND %s)",
		" GROUP BY 1 ORDER BY 1",
		wants_transactions,
		evidence_of_transactions,
	},
	/* Who leaves releases what it holds, at any time: that is no decision
	 * on a record, nor is to keep it longer. */
	[DIFF_ACKNOWLEDGEMENTS] = {
		"SELECT group_id, name, sum(sure),"
		" sum(iif(type = 'accept', sure, 0)) || ' accepted, '"
		" || sum(iif(type = 'reject', sure, 0)) || ' rejected',"
		" sum(new) > sum(sure)"
		" FROM (SELECT k.group_id AS group_id, t.name AS name,"
		" k.type AS type, " RECORDS_BEYOND("k.group_id, k.tp, k.type")
		" AS new, iif(k.error_code = 0, "
		RECORDS_BEYOND("k.group_id, k.tp, k.type, k.error_code")
		", 0) AS sure"
		" FROM acknowledgement k JOIN topic_partition p ON p.id = k.tp"
		" JOIN topic t ON t.id = p.topic"
		" JOIN exchange e ON e.id = k.exchange"
		" WHERE k.type IN ('accept', 'reject')"
		" AND coalesce(k.error_code, 0) = 0 AND k.group_id IS NOT NULL"
		" AND t.name IS NOT NULL",
		"e.q",
		" AND %s",
		") GROUP BY 1, 2 ORDER BY 1, 2",
		wants_acknowledgements,
		evidence_of_acknowledgements,
	},
};

/* ---- one side's rows, and the one it stands on */

struct rows {
	sqlite3_stmt *st;
	enum diff_side side;
	const char *name, *topic; /* name NULL: at the end; topic "": none */
};

struct comparison {
	struct diff *diff;
	const struct outcomes *of;
	struct rows rows[DIFF_SIDES];
	struct diff_unit unit; /* all rows of a name */
	char *name;            /* its */
};

static void add_topics(sqlite3_str *sql, const char *condition,
		       const struct selection *s)
{
	char *any = s->topic_count ? sqlite3_mprintf("(0") : NULL;

	for (size_t i = 0; any && i < s->topic_count; i++)
		any = sqlite3_mprintf("%z OR t.name GLOB %Q", any,
				      s->topics[i]);
	if (any)
		any = sqlite3_mprintf("%z)", any);
	if (any)
		sqlite3_str_appendf(sql, condition, any);
	sqlite3_free(any);
}

static sqlite3_stmt *prepare(const struct outcomes *o,
			     const struct diff_source *source, struct err *e)
{
	const struct selection *selected = &source->selection;
	sqlite3_str *sql = sqlite3_str_new(tape_db(source->tape));

	sqlite3_str_appendf(sql, "%s AND %s >= %lld AND %s < %lld", o->select,
			    o->stamp, (long long)selected->since, o->stamp,
			    (long long)selected->until);
	add_topics(sql, o->topics, selected);
	sqlite3_str_appendall(sql, o->group_by);
	return selection_prepare(selected, source->tape, sql, e);
}

static const char *text_at(const struct rows *r, int column)
{
	const char *text = (const char *)sqlite3_column_text(r->st, column);

	return text ? text : "";
}

static void next(const struct comparison *c, struct rows *r)
{
	do {
		bool row = sqlite3_step(r->st) == SQLITE_ROW;

		r->name = row ? text_at(r, NAME) : NULL;
		r->topic = row ? text_at(r, TOPIC) : NULL;
	} while (r->name && !c->of->wants(c->diff, r->side, r->name, r->topic));
}

/* Which side has the row that comes first, if not both: < 0, > 0. */
static int order_of(const struct rows *a, const struct rows *b)
{
	int order;

	if (!a->name || !b->name)
		return a->name ? -1 : 1;
	order = strcmp(a->name, b->name);
	return order ? order : strcmp(a->topic, b->topic);
}

/* ---- comparing */

static void compare(struct comparison *c, const bool has[DIFF_SIDES])
{
	const struct rows *any = &c->rows[has[DIFF_A] ? DIFF_A : DIFF_B];
	const char *topic = any->topic[0] ? any->topic : NULL;
	struct diff_unit *unit = &c->unit;
	struct diff_item item = { .part = unit->part,
				  .name = any->name,
				  .topic = topic,
				  .partition = -1,
				  .proven = true };

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		if (holes_touch(&c->diff->holes[s], unit->part, topic,
				topic ? any->name : NULL))
			item.proven = false;
		if (!has[s])
			continue;
		item.words[s] = text_at(&c->rows[s], WORDS);
		unit->size[s] += sqlite3_column_int64(c->rows[s].st, SIZE);
		if (sqlite3_column_int64(c->rows[s].st, UNSURE))
			item.proven = false;
	}
	if (!has[DIFF_B])
		item.class = DIFF_MISSING;
	else if (!has[DIFF_A])
		item.class = DIFF_EXTRA;
	else if (strcmp(item.words[DIFF_A], item.words[DIFF_B]) != 0)
		item.class = DIFF_CHANGED;
	diff_item_found(c->diff, unit, &item,
			item.class ? c->of->evidence(&item) : NULL);
}

/* To the unit of that name; NULL: the last one is done. */
static int turn_to(struct comparison *c, const char *name, struct err *e)
{
	if (c->name && name && !strcmp(c->name, name))
		return 0;
	if (c->name)
		diff_unit_done(c->diff, &c->unit);
	free(c->name);
	c->name = name ? strdup(name) : NULL;
	c->unit = (struct diff_unit) { .part = c->unit.part, .name = c->name };
	return name && !c->name ? err_set(e, ERR_IO, "out of memory") : 0;
}

static int compare_all(struct comparison *c, struct err *e)
{
	struct rows *a = &c->rows[DIFF_A], *b = &c->rows[DIFF_B];

	next(c, a);
	next(c, b);
	while (a->name || b->name) {
		int order = order_of(a, b);
		const bool has[] = { order <= 0, order >= 0 };

		if (turn_to(c, has[DIFF_A] ? a->name : b->name, e) < 0)
			return -1;
		compare(c, has);
		if (has[DIFF_A])
			next(c, a);
		if (has[DIFF_B])
			next(c, b);
	}
	return turn_to(c, NULL, e);
}

static int damaged(const struct diff_source *source, struct err *e)
{
	return err_set(e, ERR_TAPE, "cannot read '%s': %s",
		       tape_path(source->tape),
		       sqlite3_errmsg(tape_db(source->tape)));
}

int diff_outcomes(struct diff *d, enum diff_part part, struct err *e)
{
	struct comparison c = { .diff = d,
				.of = &outcomes[part],
				.unit = { .part = part } };
	int result = 0;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES && !result; s++) {
		c.rows[s].side = s;
		c.rows[s].st = prepare(c.of, &d->sources[s], e);
		result = c.rows[s].st ? 0 : -1;
	}
	if (!result)
		result = compare_all(&c, e);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		if (!result && sqlite3_reset(c.rows[s].st) != SQLITE_OK)
			result = damaged(&d->sources[s], e);
		sqlite3_finalize(c.rows[s].st);
	}
	free(c.name);
	return result;
}
