/* SPDX-License-Identifier: Apache-2.0 */
/* verdict.c - what a service did, then and now.  Inputs are not compared: they
 * were sent. */
#include "tools/verdict.h"

#include "replay/query.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 400, PIECE = 60 };

/* ---- records: replay/diff */

struct compared {
	struct test_cases *cases;
	struct test_case pending; /* lines of the unit that is coming */
	const struct verdict_options *options;
	struct content_space space;
	char *words; /* of one line, being written */
	size_t size;
	int64_t units;
};

static void piece(FILE *out, struct bytes b)
{
	if (!b.p)
		fputs("null", out);
	else
		fprintf(out, "%.*s%s", b.n > PIECE ? PIECE : (int)b.n,
			(const char *)b.p, b.n > PIECE ? "..." : "");
}

static void on_place(void *ctx, const struct content_difference *d)
{
	FILE *out = ctx;

	fprintf(out, "; %s was ", d->place);
	piece(out, d->side[DIFF_A]);
	fputs(", is ", out);
	piece(out, d->side[DIFF_B]);
}

static void place(FILE *out, const char *topic, const struct diff_place *at)
{
	fprintf(out, "%s-%" PRId64, topic, at->partition);
	if (at->offset >= 0)
		fprintf(out, " offset %" PRId64, at->offset);
}

static void record_words(FILE *out, struct compared *c,
			 const struct diff_item *i)
{
	enum diff_side side = i->content[DIFF_A] ? DIFF_A : DIFF_B;
	bool both = i->content[DIFF_A] && i->content[DIFF_B];

	place(out, i->topic, &i->at[side]);
	if (side == DIFF_A)
		fputs(" of the recording", out);
	if (both) {
		fputs(", now ", out);
		place(out, i->topic, &i->at[DIFF_B]);
	}
	if (both && i->class == DIFF_CHANGED) {
		content_differences(c->options->normal, i->content[DIFF_A],
				    i->content[DIFF_B], &c->space, on_place,
				    out);
		return;
	}
	fputs(": ", out);
	piece(out, i->content[side]->key);
	fputs(" ", out);
	piece(out, i->content[side]->value);
}

static void on_item(void *ctx, const struct diff_item *i)
{
	struct compared *c = ctx;
	FILE *out;

	if (i->class == DIFF_SAME)
		return;
	out = open_memstream(&c->words, &c->size);
	if (!out)
		abort();
	fprintf(out, "%s: ", diff_class_names[i->class]);
	if (i->part == DIFF_RECORDS)
		record_words(out, c, i);
	else
		fprintf(out, "was %s, is %s",
			i->words[DIFF_A] ? i->words[DIFF_A] : "nothing",
			i->words[DIFF_B] ? i->words[DIFF_B] : "nothing");
	if (!i->proven)
		fputs(" (not proven: there are holes)", out);
	fclose(out);
	test_case_line(&c->pending, i->sql, c->words);
	free(c->words);
	c->words = NULL;
}

/* "12 records", "11 records, recorded were 12: 1 missing" */
static void unit_words(FILE *out, const struct diff_unit *u)
{
	static const char *const nouns[DIFF_PARTS] = { "record", "partition",
						       "transaction",
						       "record" };
	const char *before = ": ";

	fprintf(out, "%" PRId64 " %s%s", u->size[DIFF_B], nouns[u->part],
		u->size[DIFF_B] == 1 ? "" : "s");
	if (u->size[DIFF_A] != u->size[DIFF_B])
		fprintf(out, ", recorded %s %" PRId64,
			u->size[DIFF_A] == 1 ? "was" : "were", u->size[DIFF_A]);
	for (int k = DIFF_SAME + 1; k < DIFF_CLASSES; k++) {
		if (!u->count[k])
			continue;
		fprintf(out, "%s%" PRId64 " %s", before, u->count[k],
			diff_class_names[k]);
		before = ", ";
	}
}

static int64_t differences(const struct diff_unit *u)
{
	int64_t n = 0;

	for (int k = DIFF_SAME + 1; k < DIFF_CLASSES; k++)
		n += u->count[k];
	return n;
}

static void on_unit(void *ctx, const struct diff_unit *u)
{
	static const char *const kinds[DIFF_PARTS] = { "topic", "group",
						       "transactions",
						       "share group" };
	struct compared *c = ctx;
	struct test_case *one =
		test_case_add(c->cases, kinds[u->part], u->name);
	int64_t found = differences(u);
	FILE *out = open_memstream(&c->words, &c->size);

	if (!out)
		abort();
	unit_words(out, u);
	fclose(out);
	one->lines = c->pending.lines;
	one->line_count = c->pending.line_count;
	one->lines_left_out = c->pending.lines_left_out;
	c->pending = (struct test_case) { .kind = "" };
	test_case_say(one,
		      found > u->unproven ? TEST_DIFFERS
		      : found             ? TEST_NOT_PROVEN
					  : TEST_SAME,
		      "%s", c->words);
	free(c->words);
	c->words = NULL;
	c->units++;
}

static void on_hole(void *ctx, enum diff_side side, const char *words)
{
	struct compared *c = ctx;
	struct test_case *one =
		test_case_add(c->cases, "tape",
			      side == DIFF_A ? "recorded" : "new");

	test_case_say(one, TEST_NOT_PROVEN, "%s", words);
}

static int compare_records(struct compared *c, const struct side *recorded,
			   const struct side *now, struct err *e)
{
	struct diff_source sources[DIFF_SIDES] = {
		{ recorded->tape, SELECTION_ALL }, { now->tape, SELECTION_ALL }
	};
	const struct diff_reader reader = { c, on_item, on_unit, on_hole };
	struct diff_options o = { .by = c->options->by,
				  .normal = c->options->normal };
	struct diff_result result;

	sources[DIFF_A].selection.where = recorded->roles.outputs;
	sources[DIFF_B].selection.where = now->roles.outputs;
	o.leave_out[DIFF_COMMITS] = true; /* of inputs: below */
	/* how many there are depends on how inputs come in portions */
	o.leave_out[DIFF_TRANSACTIONS] = true;
	/* no share group is tested */
	o.leave_out[DIFF_ACKNOWLEDGEMENTS] = true;
	return diff_run(sources, &o, &reader, &result, e);
}

/* ---- transactions: does it still use them? */

static void compare_transactions(struct test_cases *cases,
				 const struct side *recorded,
				 const struct side *now)
{
	const struct expected *a = &recorded->expected, *b = &now->expected;
	bool outputs = a->outputs_in_txn == a->outputs_all;
	bool left = b->commit_count && a->commits_in_txn && !b->commits_in_txn;
	uint32_t outside = b->outputs_all - b->outputs_in_txn;
	struct test_case *c;

	if (!a->transactional)
		return;
	c = test_case_add(cases, "transactions", recorded->roles.service);
	if (left)
		test_case_say(c, TEST_DIFFERS,
			      "it committed offsets outside of transactions, "
			      "which it did not in the recording");
	else if (outputs && outside)
		test_case_say(c, TEST_DIFFERS,
			      "it wrote %u of %u outputs outside of "
			      "transactions, in the recording none",
			      outside, b->outputs_all);
	else
		test_case_say(c, TEST_SAME, "it used them as recorded");
}

/* ---- commits */

static const struct coverage *find_coverage(const struct side *s,
					    const struct side *of,
					    const struct coverage *c)
{
	const struct lane *l = &of->expected.lanes[c->lane];

	for (uint32_t i = 0; i < s->expected.commit_count; i++) {
		const struct coverage *d = &s->expected.commits[i];
		const struct lane *m = &s->expected.lanes[d->lane];

		if (!strcmp(c->group, d->group) &&
		    !strcmp(l->topic, m->topic) && l->partition == m->partition)
			return d;
	}
	return NULL;
}

static struct test_case *case_of_group(struct test_cases *cases,
				       const char *group)
{
	for (size_t i = 0; i < cases->count; i++)
		if (!strcmp(cases->items[i].kind, "group") &&
		    !strcmp(cases->items[i].name, group))
			return &cases->items[i];
	return test_case_add(cases, "group", group);
}

static void compare_coverage(struct test_cases *cases,
			     const struct side *recorded,
			     const struct coverage *c, uint32_t now)
{
	const struct lane *l = &recorded->expected.lanes[c->lane];
	struct test_case *one = case_of_group(cases, c->group);
	char words[WORDS];

	if (c->inputs != now) {
		snprintf(words, sizeof(words),
			 "%s-%d: committed %u of %u inputs; recorded were %u",
			 l->topic, l->partition, now, l->count, c->inputs);
		test_case_line(one, NULL, words);
	}
	if (one->line_count)
		test_case_say(one, TEST_DIFFERS,
			      "it did not commit as far as recorded");
	else
		test_case_say(one, TEST_SAME,
			      "it committed as far as recorded");
}

static void compare_commits(struct test_cases *cases,
			    const struct side *recorded, const struct side *now)
{
	for (uint32_t i = 0; i < recorded->expected.commit_count; i++) {
		const struct coverage *c = &recorded->expected.commits[i];
		const struct coverage *d = find_coverage(now, recorded, c);

		compare_coverage(cases, recorded, c, d ? d->inputs : 0);
	}
}

static int compare_order(struct test_cases *cases, const struct side *recorded,
			 const struct side *now, struct err *e)
{
	struct commit_order_result r =
		commit_order_compare(recorded->order, now->order);
	struct test_case *one;
	char *where;

	if (!r.compared)
		return 0;
	one = test_case_add(cases, "commits", recorded->roles.service);
	if (!r.early) {
		test_case_say(one, TEST_SAME,
			      "none came before the outputs of what it "
			      "commits were acknowledged");
		return 0;
	}
	test_case_say(one, TEST_DIFFERS,
		      "too early: %u of %u outputs were not acknowledged yet "
		      "when what they came of was committed; in the recording "
		      "all were",
		      r.early, r.compared);
	where = query_text(now->tape, e,
			   "SELECT 'the first: ' || topic || '-' || partition "
			   "|| coalesce(' offset ' || offset, '') FROM records "
			   "WHERE record = %lld",
			   (long long)r.record);
	if (where)
		test_case_line(one, NULL, where);
	sqlite3_free(where);
	return where ? 0 : -1;
}

/* ---- the service itself */

static void say_unfinished(struct test_case *c, enum test_verdict verdict,
			   const char *what, const struct observed_counts *n)
{
	test_case_say(c, verdict,
		      "%s; by then %u of %u inputs were sent, %u of %u outputs "
		      "had come, and %u of %u partitions were committed as far "
		      "as recorded%s",
		      what, n->inputs_acked, n->inputs, n->outputs_acked,
		      n->outputs, n->commits_seen, n->commits,
		      n->not_asked ? "; it never fetched some partitions that "
				     "inputs go to"
				   : "");
}

static void say_ended_itself(struct test_case *c, const struct trial_result *t)
{
	int status = t->command_status;
	char what[80];

	if (status > 128)
		snprintf(what, sizeof(what), "it was killed by signal %d (%s)",
			 status - 128, strsignal(status - 128));
	else
		snprintf(what, sizeof(what),
			 "it ended by itself with status %d", status);
	say_unfinished(c, status ? TEST_DIFFERS : TEST_SAME, what, &t->counts);
}

/* It was told to end, and may have sent the rest after all. */
static void say_stuck(struct test_case *c, const struct side *recorded,
		      const struct side *now, const struct trial_result *t)
{
	uint32_t wanted = recorded->expected.outputs_all;
	uint32_t came = now->expected.outputs_all;

	if (came < wanted)
		test_case_say(c, TEST_DIFFERS,
			      "it committed all %u inputs that were sent, and "
			      "%u of %u outputs did not come",
			      t->counts.inputs_acked, wanted - came, wanted);
	else
		test_case_say(c, TEST_SAME,
			      "it did all that was recorded with %u inputs",
			      t->counts.inputs_acked);
}

static void service_case(struct test_cases *cases, const struct side *recorded,
			 const struct side *now, const struct trial_result *t)
{
	struct test_case *c =
		test_case_add(cases, "service", recorded->roles.service);

	switch (t->end) {
	case TRIAL_ALL:
		test_case_say(c, TEST_SAME,
			      "it did all that was recorded with %u inputs%s",
			      t->counts.inputs,
			      t->killed ? ", but had to be killed to end" : "");
		break;
	case TRIAL_STUCK: say_stuck(c, recorded, now, t); break;
	case TRIAL_COMMAND_ENDED: say_ended_itself(c, t); break;
	case TRIAL_TIMEOUT:
		say_unfinished(c, TEST_NOT_PROVEN,
			       "nothing more happened, and --timeout ended it",
			       &t->counts);
		break;
	case TRIAL_INTERRUPTED:
		say_unfinished(c, TEST_NOT_PROVEN, "it was interrupted",
			       &t->counts);
		break;
	case TRIAL_FAILED:
		say_unfinished(c, TEST_NOT_PROVEN, t->error.text, &t->counts);
		break;
	}
}

static bool any(const struct test_cases *c, enum test_verdict v)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].verdict == v)
			return true;
	return false;
}

/* Did it all run to an end that says something? */
static bool ran(const struct trial_result *t)
{
	return t->end == TRIAL_ALL || t->end == TRIAL_STUCK ||
	       t->end == TRIAL_COMMAND_ENDED;
}

/* It was cut short: what is missing might have come. */
static void doubt_all(struct test_cases *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].verdict == TEST_DIFFERS)
			c->items[i].verdict = TEST_NOT_PROVEN;
}

int verdict(struct test_cases *cases, const struct side *recorded,
	    const struct side *now, const struct trial_result *trial,
	    const struct verdict_options *o, struct err *e)
{
	struct compared c = { .cases = cases, .options = o };
	int rc;

	service_case(cases, recorded, now, trial);
	content_space_init(&c.space);
	rc = compare_records(&c, recorded, now, e);
	content_space_release(&c.space);
	if (rc < 0)
		return -1;
	compare_transactions(cases, recorded, now);
	compare_commits(cases, recorded, now);
	if (compare_order(cases, recorded, now, e) < 0)
		return -1;
	if (!ran(trial)) {
		doubt_all(cases);
		return ERR_UNPROVEN;
	}
	if (any(cases, TEST_DIFFERS))
		return ERR_DIFFERS;
	if (any(cases, TEST_NOT_PROVEN) || trial->recording ||
	    !(c.units || recorded->expected.commit_count))
		return ERR_UNPROVEN;
	return 0;
}
