/* SPDX-License-Identifier: Apache-2.0 */
/* diff.c - `ktape diff`: what differs in meaning between two tapes? */
#include "replay/diff.h"

#include "tools/cmd.h"
#include "tools/diff_report.h"
#include "tools/opt.h"
#include "tools/sealed.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>

enum { KEEP_FIRST = 10, KEEP_ALL = 10000 };

static struct diff_given {
	struct opt_list topics, groups, transactions, ignore;
	const char *where, *where_side[DIFF_SIDES], *tolerance, *report, *only;
	int64_t since, until;
	int by;
	bool all;
} given;

static const struct opt rows[] = {
	{ OPT_CHOICE, 0, "by", "key|partition|topic",
	  "what must come in the same order on both: the records of one key "
	  "(those without one: of one partition; the default), of one "
	  "partition, or of one topic",
	  &given.by },
	{ OPT_LIST, 0, "ignore", "RULE,...",
	  "what may differ: header:NAME, value, value:$.PATH, key, key:$.PATH, "
	  "partition; and what is left out: key:PATTERN, topic:PATTERN, "
	  "group:PATTERN, transaction:PATTERN; may be given several times",
	  &given.ignore },
	{ OPT_TEXT, 0, "numeric-tol", "N",
	  "numbers in JSON values may differ by N", &given.tolerance },
	{ OPT_TEXT, 0, "only", "PART,...",
	  "compare only these: records, commits, transactions, "
	  "acknowledgements",
	  &given.only },
	{ OPT_LIST, 't', "topic", "TOPIC",
	  "only this topic, or those that match a pattern such as 'orders*'; "
	  "may be given several times",
	  &given.topics },
	{ OPT_LIST, 'G', "group", "GROUP",
	  "only the commits and acknowledgements of this group, or of those "
	  "that match a pattern; may be given several times",
	  &given.groups },
	{ OPT_LIST, 0, "transactional-id", "ID",
	  "only the transactions of this one, or of those that match a "
	  "pattern; may be given several times",
	  &given.transactions },
	{ OPT_TIME, 0, "since", "TIME", "only what was recorded from then on",
	  &given.since },
	{ OPT_TIME, 0, "until", "TIME", "only what was recorded before then",
	  &given.until },
	{ OPT_TEXT, 0, "where", "SQL",
	  "only records for which this is true; the columns are those of the "
	  "view records",
	  &given.where },
	{ OPT_TEXT, 0, "where-a", "SQL", "the same, on A alone",
	  &given.where_side[DIFF_A] },
	{ OPT_TEXT, 0, "where-b", "SQL", "the same, on B alone",
	  &given.where_side[DIFF_B] },
	REPORT_OPTION(&given.report),
	{ OPT_FLAG, 0, "all", NULL,
	  "print all differences, not the first ten of each topic",
	  &given.all },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "diff",
	.args = "A B [--by key|partition|topic] [--ignore RULE,...] "
		"[-t TOPIC]... [--report FORM[:FILE],...]",
	.about = "What differs in meaning between two tapes: records that are "
		 "missing, extra, changed, duplicate, reordered or moved to "
		 "another partition; how far groups committed; how "
		 "transactions ended; what share groups accepted and rejected. "
		 " Offsets, times, producer ids, batches, "
		 "compression and the order of members in JSON mean nothing.",
	.options = rows,
	.operands = 2,
};

/* ---- options */

/* Both sides' conditions in one; the caller frees. */
static int selection_make(struct selection *s, enum diff_side side,
			  char **where, struct err *e)
{
	const char *own = given.where_side[side];

	*where = NULL;
	if (given.where && own &&
	    asprintf(where, "(%s\n) AND (%s\n)", given.where, own) < 0)
		return err_set(e, ERR_IO, "out of memory");
	*s = (struct selection) {
		.topics = given.topics.items,
		.topic_count = given.topics.count,
		.where = *where ? *where
			 : own  ? own
				: given.where,
		.since = given.since,
		.until = given.until,
	};
	return 0;
}

/* "records,commits": the others are left out. */
static int parse_only(bool leave_out[DIFF_PARTS], struct err *e)
{
	char *words, *rest, *word;
	int result = 0;

	if (!given.only)
		return 0;
	words = rest = strdup(given.only);
	for (int p = 0; p < DIFF_PARTS; p++)
		leave_out[p] = true;
	while (words && !result && (word = strsep(&rest, ","))) {
		int p = 0;

		while (p < DIFF_PARTS && strcmp(word, diff_part_names[p]) != 0)
			p++;
		if (p == DIFF_PARTS)
			result = err_set(e, ERR_USAGE,
					 "--only is records, commits, "
					 "transactions or acknowledgements, "
					 "not '%s'",
					 word);
		else
			leave_out[p] = false;
	}
	free(words);
	return words ? result : err_set(e, ERR_IO, "out of memory");
}

static int parse_tolerance(struct normal *n, struct err *e)
{
	const char *text = given.tolerance;
	char *end;
	double value;

	if (!text)
		return 0;
	value = strtod(text, &end);
	if (end == text || *end || !isfinite(value) || value < 0)
		return err_set(e, ERR_USAGE,
			       "--numeric-tol takes a number such as 0.01 or "
			       "1e-9, not '%s'",
			       text);
	normal_tolerate(n, value);
	return 0;
}

static int parse(struct normal *n, struct diff_options *o,
		 struct reports *reports, struct err *e)
{
	for (size_t i = 0; i < given.ignore.count; i++)
		if (normal_add(n, given.ignore.items[i], e) < 0)
			return -1;
	*o = (struct diff_options) {
		.by = (enum diff_by)given.by,
		.normal = n,
		.groups = given.groups.items,
		.group_count = given.groups.count,
		.transactional_ids = given.transactions.items,
		.transactional_id_count = given.transactions.count,
	};
	if (parse_tolerance(n, e) < 0 || parse_only(o->leave_out, e) < 0)
		return -1;
	return reports_parse(reports, given.report, e);
}

/* ---- the comparison */

static int report(const struct diff_found *found, const struct reports *reports,
		  struct err *e)
{
	const struct diff_report r = { .found = found,
				       .suite = "ktape diff",
				       .all = given.all };

	if (found->failed)
		return err_set(e, ERR_IO, "no memory for all differences");
	return reports_write(reports, diff_report_print, &r, e);
}

/* Why nothing is proven, on stderr. */
static void say_unproven(const struct diff_found *f)
{
	const char *why = "what is missing on a tape could explain it, or hide "
			  "a difference";

	if (!found_anything(f))
		why = "nothing was compared: neither tape has a record that "
		      "was asked for";
	fprintf(stderr, "ktape diff: not proven: %s\n", why);
}

static int compare(char *const paths[DIFF_SIDES],
		   struct diff_source sources[DIFF_SIDES],
		   const struct diff_options *o, const struct reports *reports,
		   struct err *e)
{
	struct diff_found found;
	struct diff_reader reader;
	int status = -1;

	diff_found_init(&found, paths[DIFF_A], paths[DIFF_B], o->normal,
			given.all || given.report ? KEEP_ALL : KEEP_FIRST);
	reader = diff_found_reader(&found);
	if (diff_run(sources, o, &reader, &found.result, e) == 0 &&
	    report(&found, reports, e) == 0)
		status = (int)diff_status(&found.result);
	if (status == ERR_UNPROVEN)
		say_unproven(&found);
	diff_found_release(&found);
	return status;
}

static int run(char *const paths[DIFF_SIDES], struct err *e)
{
	struct diff_source sources[DIFF_SIDES] = { 0 };
	char *where[DIFF_SIDES] = { 0 };
	struct normal normal = { 0 };
	struct reports reports = { 0 };
	struct diff_options o;
	int status = parse(&normal, &o, &reports, e);

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES && status == 0; s++) {
		status = sealed_open(&sources[s].tape, paths[s], e);
		if (status == 0)
			status = selection_make(&sources[s].selection, s,
						&where[s], e);
	}
	if (status == 0)
		status = compare(paths, sources, &o, &reports, e);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		tape_close(sources[s].tape);
		free(where[s]);
	}
	reports_release(&reports);
	normal_release(&normal);
	return status;
}

int cmd_diff(int argc, char **argv)
{
	struct err e = { 0 };
	int at, status;

	given = (struct diff_given) { .since = INT64_MIN, .until = INT64_MAX };
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	if (argc - at != DIFF_SIDES)
		return opt_error(&usage, "which two tapes?");
	signal(SIGPIPE, SIG_DFL); /* `ktape diff | head` ends in silence */
	status = run(argv + at, &e);
	if (e.code == ERR_USAGE)
		status = opt_error(&usage, "%s", e.text);
	else if (e.code)
		fprintf(stderr, "ktape diff: %s\n", e.text);
	opt_list_release(&given.topics);
	opt_list_release(&given.groups);
	opt_list_release(&given.transactions);
	opt_list_release(&given.ignore);
	return e.code ? (int)e.code : status;
}
