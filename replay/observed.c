/* SPDX-License-Identifier: Apache-2.0 */
/* observed.c - what has happened so far of what is expected.
 *
 *   produced ──▶ pending ──acked──▶ counted, or ──▶ open ──ended──▶ counted
 *   (its keys)                      (transaction)            └abort─▶ dropped
 */
#include "replay/observed.h"

#include "codec/batch.h"
#include "store/hash.h"
#include "store/map.h"

#include <stdlib.h>
#include <string.h>

/* A batch on its way: the slots of its records. */
struct pending {
	struct map_node node; /* by exchange and index; then by producer */
	int64_t producer_id;
	bool transactional;
	uint32_t topic; /* in expected.outputs; output_count: none of them */
	uint32_t count;
	uint64_t slots[];
};

struct slot {
	struct map_node node;
	uint32_t seen;
};

/* An offset that holds once its transaction is committed. */
struct promised {
	struct map_node node; /* by producer */
	int64_t producer_id;
	uint32_t commit; /* in expected.commits */
	int64_t offset;
};

struct observed {
	const struct expected *x;
	int64_t service;
	int64_t *offsets;   /* of inputs in the new log; -1: not there */
	bool *sent;         /* by input */
	uint32_t *acked;    /* by lane */
	bool *asked;        /* by lane */
	uint32_t *ready;    /* by asker: of its needs, from the first on */
	uint32_t *outputs;  /* by topic */
	int64_t *committed; /* by commit: offset, -1 none */
	uint32_t sent_count, acked_count;
	struct map pending, open, slots, promised;
};

static void *zeroed(size_t n, size_t size)
{
	return calloc(n ? n : 1, size);
}

struct observed *observed_new(const struct expected *x, int64_t service)
{
	struct observed *o = calloc(1, sizeof(*o));

	if (!o)
		return NULL;
	o->x = x;
	o->service = service;
	o->offsets = zeroed(x->input_count, sizeof(*o->offsets));
	o->sent = zeroed(x->input_count, sizeof(*o->sent));
	o->acked = zeroed(x->lane_count, sizeof(*o->acked));
	o->asked = zeroed(x->lane_count, sizeof(*o->asked));
	o->ready = zeroed(x->asker_count, sizeof(*o->ready));
	o->outputs = zeroed(x->output_count, sizeof(*o->outputs));
	o->committed = zeroed(x->commit_count, sizeof(*o->committed));
	if (!o->offsets || !o->sent || !o->acked || !o->asked || !o->ready ||
	    !o->outputs || !o->committed) {
		observed_free(o);
		return NULL;
	}
	for (uint32_t i = 0; i < x->input_count; i++)
		o->offsets[i] = -1;
	for (uint32_t i = 0; i < x->commit_count; i++)
		o->committed[i] = -1;
	return o;
}

static void free_nodes(struct map *m, size_t offset)
{
	struct map_node *node = map_each(m, NULL);

	while (node) {
		struct map_node *next = map_each(m, node);

		free((char *)node - offset);
		node = next;
	}
	map_release(m);
}

void observed_free(struct observed *o)
{
	if (!o)
		return;
	free_nodes(&o->pending, offsetof(struct pending, node));
	free_nodes(&o->open, offsetof(struct pending, node));
	free_nodes(&o->slots, offsetof(struct slot, node));
	free_nodes(&o->promised, offsetof(struct promised, node));
	free(o->offsets);
	free(o->sent);
	free(o->acked);
	free(o->asked);
	free(o->ready);
	free(o->outputs);
	free(o->committed);
	free(o);
}

/* ---- outputs */

static uint64_t batch_hash(uint64_t exchange, size_t index)
{
	return hash_number(hash_number(0, exchange), index);
}

static uint64_t producer_hash(int64_t producer_id)
{
	return hash_number(0, (uint64_t)producer_id);
}

static uint32_t output_topic(const struct expected *x, struct bytes topic)
{
	uint32_t i = 0;

	while (i < x->output_count &&
	       !bytes_equal(bytes_of(x->outputs[i].topic,
				     strlen(x->outputs[i].topic)),
			    topic))
		i++;
	return i;
}

/* How many records can be read of it. */
static uint32_t count_records(struct batch *b, struct inflate *scratch)
{
	struct record_iterator it;
	struct record record;
	uint32_t n = 0;

	if (batch_records(b, scratch, &it) == DECODE_OK)
		while (record_next(&it, &record))
			n++;
	return n;
}

/* The slots of the first `count` records of `b`.  NULL: no memory. */
static struct pending *read_slots(struct batch *b, struct bytes topic,
				  uint32_t count, struct inflate *scratch)
{
	struct pending *p = calloc(1, sizeof(*p) + count * sizeof(p->slots[0]));
	struct record_iterator it;
	struct record record;

	if (!p || batch_records(b, scratch, &it) != DECODE_OK)
		return p;
	while (p->count < count && record_next(&it, &record))
		p->slots[p->count++] = output_slot(topic, record.key);
	return p;
}

static void take_produced(struct observed *o, const struct scribe_event *v)
{
	struct inflate scratch = { 0 };
	struct pending *p;
	struct cursor c;
	struct batch b;

	cursor_init(&c, v->batch);
	if (batch_next(&c, &b) != BATCH_GOT)
		return;
	p = read_slots(&b, v->topic, count_records(&b, &scratch), &scratch);
	inflate_release(&scratch);
	if (!p)
		return;
	p->producer_id = v->producer_id;
	p->transactional = v->transactional;
	p->topic = output_topic(o->x, v->topic);
	map_add(&o->pending, &p->node, batch_hash(v->exchange, v->index));
}

static struct slot *slot_of(const struct observed *o, uint64_t hash)
{
	struct map_node *node = map_find(&o->slots, hash);

	return node ? map_entry(node, struct slot, node) : NULL;
}

static void count_record(struct observed *o, uint64_t hash)
{
	struct slot *slot = slot_of(o, hash);

	if (!slot) {
		slot = calloc(1, sizeof(*slot));
		if (!slot)
			return;
		map_add(&o->slots, &slot->node, hash);
	}
	slot->seen++;
}

static void count_output(struct observed *o, struct pending *p)
{
	if (p->topic < o->x->output_count)
		o->outputs[p->topic] += p->count;
	for (uint32_t i = 0; i < p->count; i++)
		count_record(o, p->slots[i]);
	free(p);
	for (uint32_t i = 0; i < o->x->asker_count; i++) {
		const struct asker *a = &o->x->askers[i];
		const struct slot *slot;

		while (o->ready[i] < a->count &&
		       (slot = slot_of(o, a->needs[o->ready[i]].slot)) &&
		       slot->seen >= a->needs[o->ready[i]].nth)
			o->ready[i]++;
	}
}

static void take_acked(struct observed *o, const struct scribe_event *v)
{
	struct map_node *node =
		map_find(&o->pending, batch_hash(v->exchange, v->index));
	struct pending *p;

	if (!node)
		return;
	p = map_entry(node, struct pending, node);
	map_remove(&o->pending, node);
	if (p->transactional)
		map_add(&o->open, node, producer_hash(p->producer_id));
	else
		count_output(o, p);
}

/* ---- commits */

static void commit(struct observed *o, uint32_t i, int64_t offset)
{
	if (offset > o->committed[i])
		o->committed[i] = offset;
}

static void promise(struct observed *o, uint32_t i,
		    const struct scribe_event *v)
{
	struct promised *p = calloc(1, sizeof(*p));

	if (!p)
		return;
	*p = (struct promised) { .producer_id = v->producer_id,
				 .commit = i,
				 .offset = v->offset };
	map_add(&o->promised, &p->node, producer_hash(p->producer_id));
}

static void take_committed(struct observed *o, const struct scribe_event *v)
{
	const struct lane *lane = expected_lane(o->x, v->topic, v->partition);

	for (uint32_t i = 0; lane && i < o->x->commit_count; i++) {
		const struct coverage *c = &o->x->commits[i];

		if (&o->x->lanes[c->lane] != lane ||
		    !bytes_equal(bytes_of(c->group, strlen(c->group)),
				 v->group))
			continue;
		if (v->transactional)
			promise(o, i, v);
		else
			commit(o, i, v->offset);
	}
}

static void take_ended(struct observed *o, const struct scribe_event *v)
{
	uint64_t hash = producer_hash(v->producer_id);
	struct map_node *node;

	while ((node = map_find(&o->open, hash))) {
		struct pending *p = map_entry(node, struct pending, node);

		map_remove(&o->open, node);
		if (v->committed)
			count_output(o, p);
		else
			free(p);
	}
	while ((node = map_find(&o->promised, hash))) {
		struct promised *p = map_entry(node, struct promised, node);

		map_remove(&o->promised, node);
		if (v->committed)
			commit(o, p->commit, p->offset);
		free(p);
	}
}

/* ---- events */

static bool take_asked(struct observed *o, const struct scribe_event *v)
{
	const struct lane *lane = expected_lane(o->x, v->topic, v->partition);

	if (!lane || o->asked[lane - o->x->lanes])
		return false;
	o->asked[lane - o->x->lanes] = true;
	return true;
}

bool observed_event(struct observed *o, const struct scribe_event *v)
{
	if (v->service != o->service)
		return false;
	switch (v->kind) {
	case SCRIBE_PRODUCED: take_produced(o, v); return false;
	case SCRIBE_ACKED: take_acked(o, v); return true;
	case SCRIBE_ASKED: return take_asked(o, v);
	case SCRIBE_COMMITTED: take_committed(o, v); return true;
	case SCRIBE_ENDED: take_ended(o, v); return true;
	default: return false;
	}
}

/* ---- inputs */

static bool is_ready(const struct observed *o, const struct input *in)
{
	return (!in->after_asked || o->asked[in->lane]) &&
	       o->ready[in->asker] >= in->needs;
}

bool observed_may_send(struct observed *o, int64_t record)
{
	const struct input *in = expected_input(o->x, record);
	size_t i;

	if (!in)
		return true; /* nobody waits for anything with it */
	i = (size_t)(in - o->x->inputs);
	if (o->sent[i])
		return true;
	if (!is_ready(o, in))
		return false;
	o->sent[i] = true;
	o->sent_count++;
	return true;
}

void observed_sent(struct observed *o, int64_t record, int64_t offset)
{
	const struct input *in = expected_input(o->x, record);

	if (!in)
		return;
	o->offsets[in - o->x->inputs] = offset;
	o->acked[in->lane]++;
	o->acked_count++;
}

/* ---- is it over? */

/* Has the group committed the first `count` inputs of its lane? */
static bool covers(const struct observed *o, uint32_t commit, uint32_t count)
{
	const struct lane *l = &o->x->lanes[o->x->commits[commit].lane];
	int64_t last = count ? o->offsets[l->first + count - 1] : -1;

	return !count || (last >= 0 && o->committed[commit] > last);
}

static bool outputs_seen(const struct observed *o)
{
	for (uint32_t i = 0; i < o->x->output_count; i++)
		if (o->outputs[i] < o->x->outputs[i].count)
			return false;
	return true;
}

static bool commits_seen(const struct observed *o)
{
	for (uint32_t i = 0; i < o->x->commit_count; i++)
		if (!covers(o, i, o->x->commits[i].inputs))
			return false;
	return true;
}

/* Of every lane, what was sent is committed, and in the recording all was. */
static bool all_sent_is_committed(const struct observed *o)
{
	uint32_t lanes = 0;

	for (uint32_t i = 0; i < o->x->commit_count; i++) {
		const struct coverage *c = &o->x->commits[i];

		if (c->inputs < o->x->lanes[c->lane].count ||
		    !covers(o, i, o->acked[c->lane]))
			return false;
		lanes++;
	}
	return lanes == o->x->lane_count && o->acked_count > 0;
}

/* Is there an input that could be sent, or will be once the service fetches? */
static bool more_to_send(const struct observed *o)
{
	if (o->sent_count > o->acked_count)
		return true;
	for (uint32_t i = 0; i < o->x->lane_count; i++) {
		const struct lane *l = &o->x->lanes[i];
		const struct input *head;

		if (o->acked[i] == l->count)
			continue;
		head = &o->x->inputs[l->first + o->acked[i]];
		if (o->ready[head->asker] >= head->needs)
			return true;
	}
	return false;
}

enum observed_state observed_state(const struct observed *o,
				   bool commits_follow)
{
	bool outputs = outputs_seen(o);

	if (outputs && o->acked_count == o->x->input_count && commits_seen(o))
		return OBSERVED_ALL;
	if (commits_follow && !outputs && !more_to_send(o) &&
	    all_sent_is_committed(o))
		return OBSERVED_STUCK;
	return OBSERVED_GOING_ON;
}

struct observed_counts observed_counts(const struct observed *o)
{
	const struct expected *x = o->x;
	struct observed_counts n = { .inputs = x->input_count,
				     .inputs_acked = o->acked_count,
				     .outputs = x->outputs_all,
				     .commits = x->commit_count };

	for (uint32_t i = 0; i < x->output_count; i++)
		n.outputs_acked += o->outputs[i] < x->outputs[i].count
					   ? o->outputs[i]
					   : x->outputs[i].count;
	for (uint32_t i = 0; i < x->commit_count; i++)
		n.commits_seen += covers(o, i, x->commits[i].inputs);
	for (uint32_t i = 0; i < x->lane_count; i++) {
		const struct lane *l = &x->lanes[i];

		n.not_asked += o->acked[i] < l->count && !o->asked[i] &&
			       x->inputs[l->first + o->acked[i]].after_asked;
	}
	return n;
}
