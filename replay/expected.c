/* SPDX-License-Identifier: Apache-2.0 */
/* expected.c - a recording as a script: reads what a service was given, what it
 * made of it, and what each input was sent after. */
#include "replay/expected.h"

#include "replay/query.h"
#include "store/hash.h"

#include <stdlib.h>
#include <string.h>

uint64_t output_slot(struct bytes topic, struct bytes key)
{
	return hash_bytes(hash_bytes(0, topic), key);
}

const struct lane *expected_lane(const struct expected *x, struct bytes topic,
				 int32_t partition)
{
	for (uint32_t i = 0; i < x->lane_count; i++)
		if (x->lanes[i].partition == partition &&
		    bytes_equal(bytes_of(x->lanes[i].topic,
					 strlen(x->lanes[i].topic)),
				topic))
			return &x->lanes[i];
	return NULL;
}

/* `*items` with room for one more, zeroed.  NULL: no memory. */
static void *grow(void *items, uint32_t *count, size_t size)
{
	void **array = items;
	uint32_t n = *count;
	char *p = *array;

	if ((n & (n - 1)) == 0) { /* full at each power of two */
		p = realloc(p, (n ? 2 * (size_t)n : 1) * size);
		if (!p)
			return NULL;
		*array = p;
	}
	memset(p + n * size, 0, size);
	*count = n + 1;
	return p + n * size;
}

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "no memory for what the tape expects");
}

static char *text(sqlite3_stmt *st, int column)
{
	const unsigned char *s = sqlite3_column_text(st, column);

	return strdup(s ? (const char *)s : "");
}

/* Who a connection's client is, as far as the tape can tell. */
#define CLIENT                                               \
	"(coalesce(c.service, 0) || ' ' || "                 \
	"rtrim(rtrim(c.peer, '0123456789'), ':') || ' ' || " \
	"coalesce(x.client_id, ''))"

/* ---- inputs */

static uint32_t find_asker(const struct expected *x, const char *name)
{
	uint32_t i = 0;

	while (i < x->asker_count && strcmp(x->askers[i].name, name) != 0)
		i++;
	return i;
}

static int take_asker(struct expected *x, struct input *in, sqlite3_stmt *st)
{
	const char *name = (const char *)sqlite3_column_text(st, 4);
	struct asker *a;

	in->asker = find_asker(x, name ? name : "");
	if (in->asker < x->asker_count)
		return 0;
	a = grow(&x->askers, &x->asker_count, sizeof(*a));
	if (!a)
		return -1;
	a->name = text(st, 4);
	return a->name ? 0 : -1;
}

static int take_input(struct expected *x, sqlite3_stmt *st)
{
	struct bytes topic = query_bytes(st, 1);
	int32_t partition = sqlite3_column_int(st, 2);
	struct lane *last = x->lane_count ? &x->lanes[x->lane_count - 1] : NULL;
	struct input *in = grow(&x->inputs, &x->input_count, sizeof(*in));

	if (!in)
		return -1;
	if (!last || last->partition != partition ||
	    !bytes_equal(bytes_of(last->topic, strlen(last->topic)), topic)) {
		last = grow(&x->lanes, &x->lane_count, sizeof(*last));
		if (!last)
			return -1;
		last->topic = text(st, 1);
		last->partition = partition;
		last->first = x->input_count - 1;
	}
	last->count++;
	in->record = sqlite3_column_int64(st, 0);
	in->offset = sqlite3_column_int64(st, 5);
	in->lane = x->lane_count - 1;
	in->after_asked = sqlite3_column_int(st, 3);
	return last->topic ? take_asker(x, in, st) : -1;
}

static int load_inputs(struct expected *x, struct tape *t,
		       const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"WITH asked AS (SELECT f.tp AS tp, min(x.q) AS at FROM fetch f "
		"JOIN exchange x ON x.id = f.exchange "
		"WHERE f.in_request AND x.connection IN (%s) GROUP BY 1) "
		"SELECT record, topic, partition, "
		/* of one that is not on the tape nobody knows when */
		"coalesce(produced_at_us > (SELECT at FROM asked JOIN batch b "
		"ON b.tp = asked.tp WHERE b.id = batch), 1), "
		"(SELECT " CLIENT " FROM exchange x JOIN connection c "
		"ON c.id = x.connection WHERE x.id = exchange), offset "
		"FROM records WHERE %s ORDER BY topic, partition, offset",
		r->readers, r->inputs);
	int rc;

	while (query_next(t, st, &rc, e))
		if (take_input(x, st) < 0) {
			rc = no_memory(e);
			break;
		}
	sqlite3_finalize(st);
	return rc;
}

/* ---- outputs that clients were given before they sent more */

static int take_need(struct expected *x, sqlite3_stmt *st)
{
	const char *name = (const char *)sqlite3_column_text(st, 0);
	uint32_t i = find_asker(x, name ? name : "");
	struct need *n;

	if (i == x->asker_count)
		return 0;
	n = grow(&x->askers[i].needs, &x->askers[i].count, sizeof(*n));
	if (!n)
		return -1;
	n->slot = output_slot(query_bytes(st, 2), query_bytes(st, 3));
	n->nth = (uint32_t)sqlite3_column_int(st, 4);
	return 0;
}

static int load_needs(struct expected *x, struct tape *t, const struct roles *r,
		      struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"WITH o AS (SELECT record, topic, key, row_number() OVER "
		"(PARTITION BY topic, key ORDER BY coalesce(acked_at_us, "
		"first_delivered_at_us), partition, offset) AS nth "
		"FROM records WHERE %s) "
		"SELECT " CLIENT ", min(x.d) AS at, o.topic, o.key, o.nth "
		"FROM o JOIN delivered d ON d.record = o.record "
		"JOIN exchange x ON x.id = d.exchange "
		"JOIN connection c ON c.id = x.connection "
		"WHERE c.source = 'client' AND c.id NOT IN (%s) "
		"GROUP BY 1, o.record ORDER BY 1, at",
		r->outputs, r->readers);
	int rc;

	while (query_next(t, st, &rc, e))
		if (take_need(x, st) < 0) {
			rc = no_memory(e);
			break;
		}
	sqlite3_finalize(st);
	return rc;
}

/* How many outputs each input's sender had been given when it sent it. */
static int count_needs(struct expected *x, struct tape *t,
		       const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"WITH given AS (SELECT " CLIENT " AS client, "
		"min(x.d) AS at FROM records o JOIN delivered d "
		"ON d.record = o.record JOIN exchange x ON x.id = d.exchange "
		"JOIN connection c ON c.id = x.connection "
		"WHERE c.source = 'client' AND c.id NOT IN (%s) "
		"AND o.record IN (SELECT record FROM records WHERE %s) "
		"GROUP BY 1, o.record) "
		"SELECT i.record, (SELECT count(*) FROM given g "
		"WHERE g.client = " CLIENT " AND g.at < x.q) "
		"FROM (SELECT record, topic, partition, offset, exchange "
		"FROM records WHERE %s) i "
		"LEFT JOIN exchange x ON x.id = i.exchange "
		"LEFT JOIN connection c ON c.id = x.connection "
		"ORDER BY topic, partition, offset",
		r->readers, r->outputs, r->inputs);
	uint32_t i = 0;
	int rc;

	while (query_next(t, st, &rc, e) && i < x->input_count)
		x->inputs[i++].needs = (uint32_t)sqlite3_column_int(st, 1);
	sqlite3_finalize(st);
	return rc;
}

/* ---- effects */

static int load_outputs(struct expected *x, struct tape *t,
			const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(t, e,
					 "SELECT topic, count(*), "
					 "sum(coalesce(transactional, 0)) "
					 "FROM records WHERE %s GROUP BY 1",
					 r->outputs);
	int rc;

	while (query_next(t, st, &rc, e)) {
		struct output_topic *o =
			grow(&x->outputs, &x->output_count, sizeof(*o));

		if (!o || !(o->topic = text(st, 0))) {
			rc = no_memory(e);
			break;
		}
		o->count = (uint32_t)sqlite3_column_int(st, 1);
		x->outputs_all += o->count;
		x->outputs_in_txn += (uint32_t)sqlite3_column_int(st, 2);
		x->transactional |= x->outputs_in_txn > 0;
	}
	sqlite3_finalize(st);
	return rc;
}

static int take_commit(struct expected *x, sqlite3_stmt *st)
{
	const struct lane *lane =
		expected_lane(x, query_bytes(st, 1), sqlite3_column_int(st, 2));
	struct coverage *c;

	x->transactional |= sqlite3_column_int(st, 4) != 0;
	x->commits_in_txn &= sqlite3_column_int(st, 4) != 0;
	if (!lane || !sqlite3_column_int(st, 3))
		return 0;
	c = grow(&x->commits, &x->commit_count, sizeof(*c));
	if (!c)
		return -1;
	c->group = text(st, 0);
	c->lane = (uint32_t)(lane - x->lanes);
	c->inputs = (uint32_t)sqlite3_column_int(st, 3);
	return c->group ? 0 : -1;
}

static int load_commits(struct expected *x, struct tape *t,
			const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"SELECT c.group_id, c.topic, c.partition, "
		"(SELECT count(*) FROM records WHERE topic = c.topic "
		"AND partition = c.partition AND offset < c.upto AND %s), "
		"c.txn FROM (SELECT group_id, topic, partition, "
		"max(committed_offset) AS upto, min(kind = 'txn') AS txn "
		"FROM commits WHERE outcome = 'ok' "
		"AND certain_from_us IS NOT NULL AND committed_offset >= 0 "
		"AND %s GROUP BY 1, 2, 3) c ORDER BY 1, 2, 3",
		r->inputs, r->commits);
	int rc;

	x->commits_in_txn = true;
	while (query_next(t, st, &rc, e))
		if (take_commit(x, st) < 0) {
			rc = no_memory(e);
			break;
		}
	x->commits_in_txn &= x->commit_count > 0;
	sqlite3_finalize(st);
	return rc;
}

/* ---- all of it */

static int compare_records(const void *a, const void *b, void *ctx)
{
	const struct input *inputs = ctx;
	int64_t one = inputs[*(const uint32_t *)a].record;
	int64_t other = inputs[*(const uint32_t *)b].record;

	return (one > other) - (one < other);
}

static int index_records(struct expected *x, struct err *e)
{
	x->by_record = calloc(x->input_count ? x->input_count : 1,
			      sizeof(*x->by_record));
	if (!x->by_record)
		return no_memory(e);
	for (uint32_t i = 0; i < x->input_count; i++)
		x->by_record[i] = i;
	qsort_r(x->by_record, x->input_count, sizeof(*x->by_record),
		compare_records, x->inputs);
	return 0;
}

const struct input *expected_input(const struct expected *x, int64_t record)
{
	uint32_t low = 0, high = x->input_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct input *in = &x->inputs[x->by_record[middle]];

		if (in->record == record)
			return in;
		if (in->record < record)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

int expected_load(struct expected *x, struct tape *t, const struct roles *r,
		  struct err *e)
{
	*x = (struct expected) { .inputs = NULL };
	if (load_inputs(x, t, r, e) || load_needs(x, t, r, e) ||
	    count_needs(x, t, r, e) || load_outputs(x, t, r, e) ||
	    load_commits(x, t, r, e))
		return -1;
	return index_records(x, e);
}

void expected_release(struct expected *x)
{
	for (uint32_t i = 0; i < x->lane_count; i++)
		free(x->lanes[i].topic);
	for (uint32_t i = 0; i < x->asker_count; i++) {
		free(x->askers[i].name);
		free(x->askers[i].needs);
	}
	for (uint32_t i = 0; i < x->output_count; i++)
		free(x->outputs[i].topic);
	for (uint32_t i = 0; i < x->commit_count; i++)
		free(x->commits[i].group);
	free(x->inputs);
	free(x->by_record);
	free(x->lanes);
	free(x->askers);
	free(x->outputs);
	free(x->commits);
	*x = (struct expected) { .inputs = NULL };
}
