/* SPDX-License-Identifier: Apache-2.0 */
/* holes.c - asks a tape what it lacks: what the recorder gave up, what it could
 * not read, how it ended. */
#include "replay/holes.h"

#include <stdlib.h>

enum column { TOPIC = DIFF_PARTS, GROUP, WORDS }; /* behind the parts */

/* Kafka's API keys by what a lost one of them means; a lost request of unknown
 * API may mean anything. */
#define OF_RECORDS          "(0, 1, 78)"
#define OF_COMMITS          "(8, 26, 28, 47)"
#define OF_TRANSACTIONS     "(0, 22, 24, 25, 26, 28)"
#define OF_ACKNOWLEDGEMENTS "(78, 79)"
#define PARTS_OF(key)                                   \
	"coalesce(" key " IN " OF_RECORDS ", 1), "      \
	"coalesce(" key " IN " OF_COMMITS ", 1), "      \
	"coalesce(" key " IN " OF_TRANSACTIONS ", 1), " \
	"coalesce(" key " IN " OF_ACKNOWLEDGEMENTS ", 1), "

static const char sql[] = "SELECT " PARTS_OF(
	"g.api_key") "g.topic, g.group_id,"
		     " 'a gap: ' || g.why"
		     " || coalesce(', ' || sum(g.frames) || ' requests and answers', '')"
		     " || coalesce(' of ' || a.name, '') || coalesce(' of ' || g.topic, '')"
		     " || coalesce(' of group ' || g.group_id, '')"
		     " FROM gap g LEFT JOIN api a ON a.key = g.api_key"
		     " WHERE coalesce(g.until, ?1) >= ?1 AND coalesce(g.since, ?2) <= ?2"
		     " GROUP BY g.why, g.api_key, g.topic, g.group_id "
		     "UNION ALL "
		     "SELECT " PARTS_OF(
			     "e.api_key") "NULL, NULL,"
					  " count(*) || ' messages could not be read: ' || f.state || ' '"
					  " || f.direction || coalesce(' of ' || a.name || ' v' || e.api_version,"
					  " ' of an unknown API')"
					  " FROM frame f JOIN exchange e ON e.id = f.exchange"
					  " LEFT JOIN api a ON a.key = e.api_key"
					  " WHERE f.state IN ('opaque', 'malformed') AND e.q BETWEEN ?1 AND ?2"
					  " AND (e.api_key IN " OF_RECORDS
					  " OR e.api_key IN " OF_COMMITS
					  " OR e.api_key IN " OF_TRANSACTIONS
					  " OR e.api_key IN " OF_ACKNOWLEDGEMENTS
					  ")"
					  " GROUP BY e.api_key, e.api_version, f.direction, f.state "
					  "UNION ALL "
					  "SELECT 1, 0, 0, 0, t.name, NULL,"
					  " count(*) || ' batches of ' || t.name || ' could not be decoded'"
					  " FROM batch b JOIN topic_partition p ON p.id = b.tp"
					  " JOIN topic t ON t.id = p.topic"
					  " WHERE b.complete = 0 AND b.crc_ok = 1 AND b.in_log IS NOT 0"
					  " GROUP BY t.name "
					  "UNION ALL "
					  "SELECT 1, 0, 0, 0, NULL, NULL, count(*) || ' batches of a topic whose "
					  "name is not known'"
					  " FROM batch b JOIN topic_partition p ON p.id = b.tp"
					  " JOIN topic t ON t.id = p.topic"
					  " WHERE t.name IS NULL AND b.control IS NULL AND b.in_log IS NOT 0"
					  " HAVING count(*) > 0 "
					  "UNION ALL "
					  "SELECT 1, 1, 1, 1, NULL, NULL, 'its recording did not come to its end'"
					  " WHERE NOT EXISTS (SELECT 1 FROM tape"
					  " WHERE key = 'complete' AND value = 1)";

static char *text_at(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);

	return text ? strdup(text) : NULL;
}

static int add(struct holes *h, sqlite3_stmt *row)
{
	void *more = realloc(h->items, (h->count + 1) * sizeof(*h->items));
	struct hole *hole;

	if (!more)
		return -1;
	h->items = more;
	hole = &h->items[h->count++];
	*hole = (struct hole) { .topic = text_at(row, TOPIC),
				.group = text_at(row, GROUP),
				.words = text_at(row, WORDS) };
	for (int part = 0; part < DIFF_PARTS; part++)
		hole->touches[part] = sqlite3_column_int(row, part);
	return hole->words ? 0 : -1;
}

int holes_load(struct holes *h, const struct diff_source *source, struct err *e)
{
	sqlite3 *db = tape_db(source->tape);
	sqlite3_stmt *st = tape_statement(source->tape, sql, e);
	int rc, result = 0;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, source->selection.since);
	sqlite3_bind_int64(st, 2, source->selection.until);
	while (!result && (rc = sqlite3_step(st)) == SQLITE_ROW)
		result = add(h, st);
	if (result)
		err_set(e, ERR_IO, "out of memory");
	else if (rc != SQLITE_DONE)
		result = err_set(e, ERR_TAPE, "cannot read '%s': %s",
				 tape_path(source->tape), sqlite3_errmsg(db));
	sqlite3_reset(st);
	return result;
}

static bool may_be(const char *hole, const char *name)
{
	return !hole || !name || !strcmp(hole, name);
}

bool holes_touch(const struct holes *h, enum diff_part part, const char *topic,
		 const char *group)
{
	for (size_t i = 0; i < h->count; i++) {
		const struct hole *hole = &h->items[i];

		if (hole->touches[part] && may_be(hole->topic, topic) &&
		    may_be(hole->group, group))
			return true;
	}
	return false;
}

void holes_release(struct holes *h)
{
	for (size_t i = 0; i < h->count; i++) {
		free(h->items[i].topic);
		free(h->items[i].group);
		free(h->items[i].words);
	}
	free(h->items);
	*h = (struct holes) { 0 };
}
