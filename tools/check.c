/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - `ktape check`: did anything go wrong in this traffic?  Chooses the
 * checks, adds a person's own, runs them one after the other, reports. */
#include "replay/assertions.h"
#include "replay/check.h"
#include "replay/expectations.h"

#include "proxy/log.h"
#include "store/stretches.h"
#include "tools/check_report.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/sealed.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEEP_FIRST = 5, KEEP_ALL = 10000 };

static struct check_given {
	struct opt_list only, skip, assertions, expect;
	const char *report;
	bool all, strict, list;
} given;

static const struct opt rows[] = {
	{ OPT_LIST, 0, "only", "NAME",
	  "run only this check, or this family of checks; of your own "
	  "statements, too: assert, or assert.name; may be repeated",
	  &given.only },
	{ OPT_LIST, 0, "skip", "NAME", "do not run it; may be repeated",
	  &given.skip },
	{ OPT_LIST, 0, "assert", "FILE.sql",
	  "statements of your own, each behind a line `-- name`, that must "
	  "return no rows; may be repeated",
	  &given.assertions },
	{ OPT_LIST, 0, "expect", "FILE",
	  "what you expect of topics and groups, in lines such as `[topic "
	  "orders]` and below it `records = 120`; docs/checks/expect.md has "
	  "all of them; may be repeated",
	  &given.expect },
	REPORT_OPTION(&given.report),
	{ OPT_FLAG, 0, "all", NULL, "print all findings, not the first five",
	  &given.all },
	{ OPT_FLAG, 0, "strict", NULL, "SUSPECT is a failure, too",
	  &given.strict },
	{ OPT_FLAG, 0, "list", NULL,
	  "print the names of the checks and what "
	  "they look for",
	  &given.list },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "check",
	.args = "TAPE [--only NAME] [--skip NAME] [--expect FILE] "
		"[--assert FILE.sql] [--report FORM[:FILE],...]",
	.about = "Did anything go wrong in this traffic?  Order, duplicates, "
		 "loss, commits, groups, transactions.  FAIL: the tape holds a "
		 "proof; SUSPECT: it may be innocent; PASS: looked at "
		 "something, all good; NONE: there was nothing to look at.",
	.options = rows,
	.operands = 1,
};

/* ---- which */

/* "order" names all of its family, "expect.records" all that it looks at. */
static bool names(const char *given_name, const char *check)
{
	size_t n = strlen(given_name);

	return !strncmp(given_name, check, n) && strchr(". ", check[n]);
}

static bool listed(const struct opt_list *list, const char *check)
{
	for (size_t i = 0; i < list->count; i++)
		if (names(list->items[i], check))
			return true;
	return false;
}

static bool chosen(const char *name)
{
	return (!given.only.count || listed(&given.only, name)) &&
	       !listed(&given.skip, name);
}

static void print_list(void)
{
	for (const struct check *c = checks; c->name; c++) {
		char title[200];

		check_head(c, "title", title, sizeof(title));
		printf("%-26s %s\n", c->name, title);
	}
}

/* ---- the run */

struct suite {
	struct check *checks; /* shipped and own, in the order of the report */
	struct check_result *results;
	size_t count, done;
	struct assertions own;
	struct expectations expected;
};

static bool is_known(const char *name, const struct assertions *own)
{
	for (const struct check *c = checks; c->name; c++)
		if (names(name, c->name))
			return true;
	for (size_t i = 0; i < own->count; i++)
		if (names(name, own->checks[i].name))
			return true;
	return false;
}

/* A typing error must not pass for a check. */
static int refuse_unknown(const struct opt_list *list,
			  const struct assertions *own, struct err *e)
{
	for (size_t i = 0; i < list->count; i++)
		if (!is_known(list->items[i], own))
			return err_set(e, ERR_USAGE,
				       "no check '%s'; --list names those that "
				       "ktape has",
				       list->items[i]);
	return 0;
}

/* Once for each thing that is expected of it; if none is, as it stands, where
 * that says more than that nothing is. */
static void choose_shipped(struct suite *s, const struct check *c)
{
	size_t before = s->count;

	for (size_t i = 0; i < s->expected.count; i++)
		if (names(c->name, s->expected.checks[i].name))
			s->checks[s->count++] = s->expected.checks[i];
	if (s->count > before)
		return;
	if (names("expect", c->name) &&
	    (given.expect.count || !given.only.count))
		return;
	s->checks[s->count++] = *c;
}

static int read_files(struct suite *s, struct tape *t, struct err *e)
{
	if (expectations_begin(t, e) < 0)
		return -1;
	for (size_t i = 0; i < given.expect.count; i++)
		if (expectations_read(&s->expected, t, given.expect.items[i],
				      e) < 0)
			return -1;
	for (size_t i = 0; i < given.assertions.count; i++)
		if (assertions_read(&s->own, t, given.assertions.items[i], e) <
		    0)
			return -1;
	return 0;
}

/* Statements that were given are not passed over by the way. */
static int refuse_unused(const struct assertions *own, struct err *e)
{
	size_t used = 0;

	for (size_t i = 0; i < own->count; i++)
		used += listed(&given.only, own->checks[i].name);
	if (used || !own->count || !given.only.count)
		return 0;
	return err_set(e, ERR_USAGE,
		       "--only leaves out all statements of --assert; add "
		       "--only assert");
}

static int choose(struct suite *s, struct tape *t, struct err *e)
{
	size_t shipped = 0, most;

	if (read_files(s, t, e) < 0 ||
	    refuse_unknown(&given.only, &s->own, e) < 0 ||
	    refuse_unknown(&given.skip, &s->own, e) < 0 ||
	    refuse_unused(&s->own, e) < 0)
		return -1;
	while (checks[shipped].name)
		shipped++;
	most = shipped + s->expected.count + s->own.count + 1;
	s->checks = calloc(most, sizeof(*s->checks));
	s->results = calloc(most, sizeof(*s->results));
	if (!s->checks || !s->results)
		return err_set(e, ERR_IO, "out of memory");
	for (size_t i = 0; i < shipped; i++)
		if (chosen(checks[i].name))
			choose_shipped(s, &checks[i]);
	for (size_t i = 0; i < s->own.count; i++)
		if (chosen(s->own.checks[i].name))
			s->checks[s->count++] = s->own.checks[i];
	return 0;
}

static void release(struct suite *s)
{
	for (size_t i = 0; i < s->done; i++)
		check_result_release(&s->results[i]);
	free(s->results);
	free(s->checks);
	assertions_release(&s->own);
	expectations_release(&s->expected);
}

static volatile sig_atomic_t stopped;

static void on_stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

static bool on_progress(void *ctx)
{
	const struct suite *s = ctx;
	char line[120];

	snprintf(line, sizeof(line), "check %zu of %zu: %s, %.0f s",
		 s->done + 1, s->count, s->checks[s->done].name,
		 s->results[s->done].seconds);
	if (isatty(STDERR_FILENO))
		log_status(line);
	return !stopped;
}

/* All of them, though the tape may be damaged for some: 0, or the worst error
 * in `e`. */
static int run(struct suite *s, struct tape *t, struct err *e)
{
	int64_t keep = given.all || given.report ? KEEP_ALL : KEEP_FIRST;
	struct err damaged = { 0 };

	while (s->done < s->count) {
		struct err why = { 0 };

		if (check_run(t, &s->checks[s->done], keep, on_progress, s,
			      &s->results[s->done], &why) == 0) {
			s->done++;
			continue;
		}
		log_status(NULL);
		check_result_release(&s->results[s->done]);
		if (why.code != ERR_TAPE) {
			*e = why;
			return -1;
		}
		fprintf(stderr, "ktape check: %s\n", why.text);
		damaged = why;
		memmove(&s->checks[s->done], &s->checks[s->done + 1],
			(s->count - s->done - 1) * sizeof(*s->checks));
		s->count--;
	}
	log_status(NULL);
	if (damaged.code)
		return err_set(e, ERR_TAPE,
			       "the tape is damaged: %zu checks could be made "
			       "all the same",
			       s->done);
	return 0;
}

/* ---- the end */

/* Was nothing examined of all that this names? */
static bool unproven(const struct suite *s, const char *name)
{
	for (size_t i = 0; i < s->done; i++)
		if (s->results[i].verdict != VERDICT_NONE &&
		    (!name || names(name, s->results[i].check->name)))
			return false;
	return true;
}

/* The exit status that the verdicts lead to. */
static int status_of(const struct suite *s)
{
	for (size_t i = 0; i < s->done; i++) {
		enum verdict v = s->results[i].verdict;

		if (v == VERDICT_FAIL || (v == VERDICT_SUSPECT && given.strict))
			return ERR_DIFFERS;
	}
	for (size_t i = 0; i < given.only.count; i++)
		if (unproven(s, given.only.items[i]))
			return ERR_UNPROVEN;
	for (size_t i = 0; i < s->expected.count; i++)
		if (chosen(s->expected.checks[i].name) &&
		    unproven(s, s->expected.checks[i].name))
			return ERR_UNPROVEN;
	return unproven(s, NULL) ? ERR_UNPROVEN : 0;
}

static int check(const char *path, const struct reports *reports, struct err *e)
{
	struct suite s = { 0 };
	struct tape *t = NULL;
	int status = -1;

	if (sealed_open(&t, path, e) == 0 && tape_lend_stretches(t, e) == 0 &&
	    choose(&s, t, e) == 0 &&
	    (run(&s, t, e) == 0 || e->code == ERR_TAPE)) {
		struct check_report report = {
			.tape = path,
			.results = s.results,
			.count = s.done,
			.strict = given.strict,
			.all = given.all,
		};

		status = e->code ? (int)e->code : status_of(&s);
		if (reports_write(reports, check_report_print, &report, e) < 0)
			status = (int)e->code;
	}
	release(&s);
	tape_close(t);
	return status < 0 ? (int)e->code : status;
}

int cmd_check(int argc, char **argv)
{
	const struct sigaction stop = { .sa_handler = on_stop };
	struct reports reports = { .count = 0 };
	struct err e = { 0 };
	int at, status;

	memset(&given, 0, sizeof(given));
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	if (given.list) {
		print_list();
		return 0;
	}
	if (at == argc)
		return opt_error(&usage, "which TAPE?");
	if (reports_parse(&reports, given.report, &e) < 0) {
		status = opt_error(&usage, "%s", e.text);
	} else {
		stopped = 0;
		sigaction(SIGINT, &stop, NULL);
		signal(SIGPIPE, SIG_DFL); /* `ktape check | head` is silent */
		status = check(argv[at], &reports, &e);
		if (e.code)
			fprintf(stderr, "ktape check: %s\n", e.text);
	}
	reports_release(&reports);
	opt_list_release(&given.only);
	opt_list_release(&given.skip);
	opt_list_release(&given.assertions);
	opt_list_release(&given.expect);
	return status;
}
