/* SPDX-License-Identifier: Apache-2.0 */
/* commit_order.c - outputs against commits, by the order of their stamps.
 *
 *   given(o)    of each input partition, how many inputs the service had been
 *               handed when it sent o
 *   covered(o)  when a commit was on its way that completed all of given(o)
 *   the rule    o was acknowledged before covered(o)
 */
#include "replay/commit_order.h"

#include "replay/query.h"
#include "store/hash.h"
#include "store/map.h"

#include <stdlib.h>
#include <string.h>

struct step {       /* a commit that went further */
	int64_t at; /* q */
	uint32_t inputs;
};

struct steps { /* of one lane */
	struct step *items;
	size_t count;
};

struct sent {                 /* an output */
	struct map_node node; /* by what it is: content, and the n-th such */
	int64_t record;
	int64_t sent, acked; /* q, r; acked 0: never */
	uint32_t *given;     /* by lane */
};

struct commit_order {
	const struct expected *x;
	struct steps *steps; /* by lane */
	struct sent *outputs;
	uint32_t *given; /* of all outputs, one behind the other */
	size_t output_count, step_count;
	struct map by_content;
};

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "no memory to compare commits");
}

static void *zeroed(size_t n, size_t size)
{
	return calloc(n ? n : 1, size);
}

/* ---- commits */

/* How many inputs of the lane are below the offset? */
static uint32_t inputs_below(const struct expected *x, const struct lane *l,
			     int64_t offset)
{
	uint32_t low = 0, high = l->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (x->inputs[l->first + middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int add_step(struct steps *s, int64_t at, uint32_t inputs)
{
	struct step *items;

	if (s->count ? s->items[s->count - 1].inputs >= inputs : !inputs)
		return 0;
	items = realloc(s->items, (s->count + 1) * sizeof(*items));
	if (!items)
		return -1;
	s->items = items;
	items[s->count++] = (struct step) { at, inputs };
	return 1;
}

static int load_steps(struct commit_order *o, struct tape *t,
		      const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"SELECT topic, partition, committed_offset, time_us, exchange "
		"FROM commits WHERE outcome = 'ok' AND kind <> 'txn' AND %s "
		"ORDER BY time_us",
		r->commits);
	int64_t last = 0;
	int rc;

	while (query_next(t, st, &rc, e)) {
		const struct lane *l = expected_lane(o->x, query_bytes(st, 0),
						     sqlite3_column_int(st, 1));
		int64_t exchange = sqlite3_column_int64(st, 4);
		int added;

		if (!l)
			continue;
		added = add_step(&o->steps[l - o->x->lanes],
				 sqlite3_column_int64(st, 3),
				 inputs_below(o->x, l,
					      sqlite3_column_int64(st, 2)));
		if (added < 0) {
			rc = no_memory(e);
			break;
		}
		if (added && exchange != last) {
			o->step_count++;
			last = exchange;
		}
	}
	sqlite3_finalize(st);
	return rc;
}

/* ---- outputs, and what had been given before them */

static uint64_t nth_hash(uint64_t content, uint32_t n)
{
	return hash_number(content, n);
}

static void name_output(struct commit_order *o, struct sent *s,
			uint64_t content)
{
	uint32_t n = 0;

	while (map_find(&o->by_content, nth_hash(content, n)))
		n++;
	map_add(&o->by_content, &s->node, nth_hash(content, n));
}

static int make_room(struct commit_order *o, size_t outputs, struct err *e)
{
	o->steps = zeroed(o->x->lane_count, sizeof(*o->steps));
	o->outputs = zeroed(outputs, sizeof(*o->outputs));
	o->given = zeroed(outputs * o->x->lane_count, sizeof(*o->given));
	return o->steps && o->outputs && o->given ? 0 : no_memory(e);
}

static int load_outputs(struct commit_order *o, struct tape *t,
			const struct roles *r, struct err *e)
{
	sqlite3_stmt *st = query_prepare(
		t, e,
		"SELECT record, topic, (SELECT hash FROM record "
		"WHERE id = record), produced_at_us, acked_at_us FROM records "
		"WHERE produced_at_us IS NOT NULL AND %s "
		"ORDER BY produced_at_us, record",
		r->outputs);
	int rc;

	while (query_next(t, st, &rc, e) &&
	       o->output_count < o->x->outputs_all) {
		struct sent *s = &o->outputs[o->output_count];

		s->given = o->given + o->output_count++ * o->x->lane_count;
		s->record = sqlite3_column_int64(st, 0);
		s->sent = sqlite3_column_int64(st, 3);
		s->acked = sqlite3_column_int64(st, 4);
		name_output(o, s,
			    hash_number(hash_bytes(0, query_bytes(st, 1)),
					(uint64_t)sqlite3_column_int64(st, 2)));
	}
	sqlite3_finalize(st);
	return rc;
}

/* Each output that was sent before `at` had been preceded by `now`. */
static void give(struct commit_order *o, size_t *next, int64_t at,
		 const uint32_t *now)
{
	for (; *next < o->output_count && o->outputs[*next].sent < at; ++*next)
		memcpy(o->outputs[*next].given, now,
		       o->x->lane_count * sizeof(*now));
}

/* Both in the order of time: what was handed over, and what was sent. */
static int walk_given(struct commit_order *o, struct tape *t, sqlite3_stmt *st,
		      uint32_t *now, struct err *e)
{
	size_t next = 0;
	int rc;

	while (query_next(t, st, &rc, e)) {
		const struct input *in =
			expected_input(o->x, sqlite3_column_int64(st, 0));
		uint32_t n;

		if (!in)
			continue;
		give(o, &next, sqlite3_column_int64(st, 1), now);
		n = (uint32_t)(in - o->x->inputs) + 1 -
		    o->x->lanes[in->lane].first;
		now[in->lane] = n > now[in->lane] ? n : now[in->lane];
	}
	give(o, &next, INT64_MAX, now);
	return rc;
}

static int load_given(struct commit_order *o, struct tape *t,
		      const struct roles *r, struct err *e)
{
	uint32_t *now = zeroed(o->x->lane_count, sizeof(*now));
	sqlite3_stmt *st;
	int rc;

	if (!now)
		return no_memory(e);
	st = query_prepare(
		t, e,
		"SELECT d.record, min(d.delivered_at_us) AS at FROM delivered d "
		"JOIN exchange x ON x.id = d.exchange "
		"WHERE x.connection IN (%s) GROUP BY 1 ORDER BY 2",
		r->readers);
	rc = walk_given(o, t, st, now, e);
	sqlite3_finalize(st);
	free(now);
	return rc;
}

int commit_order_load(struct commit_order **out, struct tape *t,
		      const struct roles *r, const struct expected *x,
		      struct err *e)
{
	struct commit_order *o = calloc(1, sizeof(*o));

	if (!o)
		return no_memory(e);
	o->x = x;
	if (make_room(o, x->outputs_all, e) || load_steps(o, t, r, e) ||
	    load_outputs(o, t, r, e) || load_given(o, t, r, e)) {
		commit_order_free(o);
		return -1;
	}
	*out = o;
	return 0;
}

void commit_order_free(struct commit_order *o)
{
	if (!o)
		return;
	for (uint32_t i = 0; o->steps && i < o->x->lane_count; i++)
		free(o->steps[i].items);
	map_release(&o->by_content);
	free(o->steps);
	free(o->outputs);
	free(o->given);
	free(o);
}

/* ---- the rule */

/* When the first `inputs` of the lane were committed; INT64_MAX: never. */
static int64_t committed_at(const struct steps *s, uint32_t inputs)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->items[i].inputs >= inputs)
			return s->items[i].at;
	return INT64_MAX;
}

/* When all that is in `given`, and in `also` if that is not NULL, was
 * committed; INT64_MAX: never, or nothing is in it.  Lanes are `x`'s. */
static int64_t covered_at(const struct commit_order *o,
			  const struct expected *x, const uint32_t *given,
			  const uint32_t *also)
{
	int64_t last = 0;

	for (uint32_t i = 0; i < x->lane_count; i++) {
		const struct lane *l =
			expected_lane(o->x,
				      bytes_of(x->lanes[i].topic,
					       strlen(x->lanes[i].topic)),
				      x->lanes[i].partition);
		uint32_t lane = l ? (uint32_t)(l - o->x->lanes) : 0;
		uint32_t n = given[i];
		int64_t at;

		if (l && also && also[lane] < n)
			n = also[lane];
		if (!n)
			continue;
		at = l ? committed_at(&o->steps[lane], n) : INT64_MAX;
		last = at > last ? at : last;
	}
	return last ? last : INT64_MAX;
}

/* 1: acknowledged before its inputs were committed; -1: after; 0: they never
 * were, or it was never acknowledged. */
static int follows(const struct commit_order *o, const struct sent *s)
{
	int64_t at = covered_at(o, o->x, s->given, NULL);

	if (!s->acked || at == INT64_MAX)
		return 0;
	return s->acked < at ? 1 : -1;
}

bool commit_order_holds(const struct commit_order *o)
{
	bool any = false;

	for (size_t i = 0; i < o->output_count; i++) {
		int way = follows(o, &o->outputs[i]);

		if (way < 0)
			return false;
		any |= way > 0;
	}
	return any && o->step_count >= 2;
}

struct commit_order_result commit_order_compare(
	const struct commit_order *older, const struct commit_order *newer)
{
	struct commit_order_result r = { .compared = 0 };

	if (!commit_order_holds(older))
		return r;
	for (size_t i = 0; i < older->output_count; i++) {
		const struct sent *s = &older->outputs[i], *n;
		struct map_node *node =
			map_find(&newer->by_content, s->node.hash);
		int64_t covered;

		if (!node || follows(older, s) <= 0)
			continue;
		n = map_entry(node, struct sent, node);
		r.compared++;
		covered = covered_at(newer, older->x, s->given, n->given);
		if (covered == INT64_MAX || (n->acked && n->acked < covered))
			continue;
		if (!r.early++)
			r.record = n->record;
	}
	return r;
}
