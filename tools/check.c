/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - `ktape check`: did anything go wrong in this traffic?  Chooses the
 * checks, adds a person's own, runs them one after the other, reports. */
#include "replay/assertions.h"
#include "replay/check.h"

#include "proxy/log.h"
#include "tools/check_report.h"
#include "tools/cmd.h"
#include "tools/opt.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEEP_FIRST = 5, KEEP_ALL = 10000 };

static struct check_given {
	struct opt_list only, skip, assertions;
	const char *report;
	bool all, strict, list;
} given;

static const struct opt rows[] = {
	{ OPT_LIST, 0, "only", "NAME",
	  "run only this check, or this family of checks; may be repeated",
	  &given.only },
	{ OPT_LIST, 0, "skip", "NAME", "do not run it; may be repeated",
	  &given.skip },
	{ OPT_LIST, 0, "assert", "FILE.sql",
	  "statements of your own, each behind a line `-- name`, that must "
	  "return no rows; may be repeated",
	  &given.assertions },
	{ OPT_TEXT, 0, "report", "FORM[:FILE],...",
	  "text, json, junit or tap, to a file or to stdout (default: text)",
	  &given.report },
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
	.args = "TAPE [--only NAME] [--skip NAME] [--assert FILE.sql] "
		"[--report FORM[:FILE],...]",
	.about = "Did anything go wrong in this traffic?  Order, duplicates, "
		 "loss, commits, groups, transactions.  FAIL: the tape holds a "
		 "proof; SUSPECT: it may be innocent; PASS: looked at "
		 "something, all good; NONE: there was nothing to look at.",
	.options = rows,
	.operands = 1,
};

/* ---- which */

/* "order" names all of its family. */
static bool names(const char *given_name, const char *check)
{
	size_t n = strlen(given_name);

	return !strncmp(given_name, check, n) &&
	       (check[n] == '\0' || check[n] == '.');
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

/* A name that is no check's: a typing error must not pass for a check. */
static const char *unknown_name(const struct opt_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct check *c = checks;

		while (c->name && !names(list->items[i], c->name))
			c++;
		if (!c->name)
			return list->items[i];
	}
	return NULL;
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
};

static int choose(struct suite *s, struct tape *t, struct err *e)
{
	size_t shipped = 0;

	for (size_t i = 0; i < given.assertions.count; i++)
		if (assertions_read(&s->own, t, given.assertions.items[i], e) <
		    0)
			return -1;
	while (checks[shipped].name)
		shipped++;
	s->checks = calloc(shipped + s->own.count + 1, sizeof(*s->checks));
	s->results = calloc(shipped + s->own.count + 1, sizeof(*s->results));
	if (!s->checks || !s->results)
		return err_set(e, ERR_IO, "out of memory");
	for (size_t i = 0; i < shipped; i++)
		if (chosen(checks[i].name))
			s->checks[s->count++] = checks[i];
	for (size_t i = 0; i < s->own.count; i++)
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

	snprintf(line, sizeof(line), "check %zu of %zu: %s", s->done + 1,
		 s->count, s->checks[s->done].name);
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

/* ---- reports */

struct wanted {
	enum report_form form;
	const char *path; /* NULL: stdout */
};

enum { WANTED_MAX = 8 };

/* "text,json:a.json" in place.  How many; -1: a word is none, or too many. */
static int parse_reports(char *text, struct wanted wanted[WANTED_MAX])
{
	int count = 0;

	for (char *word; (word = strsep(&text, ","));) {
		char *colon = strchr(word, ':');
		int form = 0;

		if (colon)
			*colon = '\0';
		while (form < REPORTS && strcmp(word, report_names[form]) != 0)
			form++;
		if (form == REPORTS || count == WANTED_MAX)
			return -1;
		wanted[count++] = (struct wanted) { (enum report_form)form,
						    colon ? colon + 1 : NULL };
	}
	return count;
}

static int print_report(const struct wanted *w, const struct check_report *r,
			struct err *e)
{
	FILE *out = w->path ? fopen(w->path, "w") : stdout;
	const char *name = w->path ? w->path : "stdout";
	int failed;

	if (!out)
		return err_set(e, ERR_IO, "cannot write '%s': %s", name,
			       strerror(errno));
	report_print(out, w->form, r);
	failed = fflush(out) != 0 || ferror(out);
	if (w->path)
		failed |= fclose(out) != 0;
	return failed ? err_set(e, ERR_IO, "cannot write '%s': %s", name,
				strerror(errno))
		      : 0;
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
	return unproven(s, NULL) ? ERR_UNPROVEN : 0;
}

/* Checks lean on what the seal makes. */
static int open_sealed(struct tape **t, const char *path, struct err *e)
{
	if (tape_open(t, path, TAPE_READ, e) < 0)
		return -1;
	if (tape_is_being_written(*t))
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is being recorded: check it afterwards",
			       path);
	if (tape_fact_int(*t, "indexed", 0) == 0)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is not sealed: run `ktape seal %s` first",
			       path, path);
	return 0;
}

static int check(const char *path, const struct wanted *wanted, int reports,
		 struct err *e)
{
	struct suite s = { 0 };
	struct tape *t = NULL;
	int status = -1;

	if (open_sealed(&t, path, e) == 0 && choose(&s, t, e) == 0 &&
	    (run(&s, t, e) == 0 || e->code == ERR_TAPE)) {
		struct check_report report = {
			.tape = path,
			.results = s.results,
			.count = s.done,
			.strict = given.strict,
			.all = given.all,
			.colour = isatty(STDOUT_FILENO),
		};

		status = e->code ? (int)e->code : status_of(&s);
		for (int i = 0; i < reports; i++)
			if (print_report(&wanted[i], &report, e) < 0)
				status = (int)e->code;
	}
	release(&s);
	tape_close(t);
	return status < 0 ? (int)e->code : status;
}

/* A usage error, said; 0: none. */
static int refuse(char *reports, struct wanted *wanted, int *count)
{
	const char *unknown = unknown_name(&given.only);

	if (!unknown)
		unknown = unknown_name(&given.skip);
	if (unknown)
		return opt_error(&usage, "no check '%s'; --list names them",
				 unknown);
	if (reports)
		*count = parse_reports(reports, wanted);
	if (*count < 0)
		return opt_error(&usage,
				 "--report is text, json, junit or tap, "
				 "each perhaps with :FILE");
	return 0;
}

int cmd_check(int argc, char **argv)
{
	const struct sigaction stop = { .sa_handler = on_stop };
	struct wanted wanted[WANTED_MAX] = { { REPORT_TEXT, NULL } };
	struct err e = { 0 };
	int at, status, reports = 1;
	char *words;

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
	words = given.report ? strdup(given.report) : NULL;
	status = refuse(words, wanted, &reports);
	if (!status) {
		stopped = 0;
		sigaction(SIGINT, &stop, NULL);
		status = check(argv[at], wanted, reports, &e);
	}
	if (e.code)
		fprintf(stderr, "ktape check: %s\n", e.text);
	free(words);
	opt_list_release(&given.only);
	opt_list_release(&given.skip);
	opt_list_release(&given.assertions);
	return status;
}
