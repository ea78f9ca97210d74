/* SPDX-License-Identifier: Apache-2.0 */
/* query.c - `ktape query`: SQL or a shipped report over a tape, read-only.  All
 * of it can be done with the sqlite3 shell, too; this one needs no shell and
 * cannot harm the tape. */
#include "store/tape.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/rows.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern const char tools_reports_apis_sql[];
extern const char tools_reports_clients_sql[];
extern const char tools_reports_errors_sql[];
extern const char tools_reports_gaps_sql[];
extern const char tools_reports_groups_sql[];
extern const char tools_reports_latency_sql[];
extern const char tools_reports_slow_sql[];
extern const char tools_reports_timeline_sql[];
extern const char tools_reports_topics_sql[];
extern const char tools_reports_transactions_sql[];

/* The first line of a report, a comment, says what it shows. */
static const struct report {
	const char *name;
	const char *sql;
} reports[] = {
	{ "apis", tools_reports_apis_sql },
	{ "clients", tools_reports_clients_sql },
	{ "errors", tools_reports_errors_sql },
	{ "gaps", tools_reports_gaps_sql },
	{ "groups", tools_reports_groups_sql },
	{ "latency", tools_reports_latency_sql },
	{ "slow", tools_reports_slow_sql },
	{ "timeline", tools_reports_timeline_sql },
	{ "topics", tools_reports_topics_sql },
	{ "transactions", tools_reports_transactions_sql },
	{ NULL, NULL },
};

static struct query_given {
	const char *report;
	bool box, json, csv, line, list;
} given;

static const struct opt rows[] = {
	{ OPT_TEXT, 'r', "report", "NAME",
	  "a shipped report; `-r list` names them", &given.report },
	{ OPT_FLAG, 0, "box", NULL, "print a table (default on a terminal)",
	  &given.box },
	{ OPT_FLAG, 0, "list", NULL, "print a|b (default elsewhere)",
	  &given.list },
	{ OPT_FLAG, 0, "json", NULL, "print an array of objects", &given.json },
	{ OPT_FLAG, 0, "csv", NULL, "print CSV with a header", &given.csv },
	{ OPT_FLAG, 0, "line", NULL, "print one value a line", &given.line },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "query",
	.args = "TAPE [SQL | - | -r REPORT] [--box | --list | --json | --csv | "
		"--line]",
	.about = "Question a tape by SQL (- reads it from stdin) or by a "
		 "shipped report.  Nothing can be written.  Without SQL: what "
		 "there is to ask, as in SELECT * FROM help.",
	.options = rows,
	.operands = 2,
};

static void list_reports(void)
{
	for (const struct report *r = reports; r->name; r++)
		printf("%-10s %.*s\n", r->name, (int)strcspn(r->sql + 3, "\n"),
		       r->sql + 3);
}

static const char *find_report(const char *name)
{
	for (const struct report *r = reports; r->name; r++)
		if (!strcmp(r->name, name))
			return r->sql;
	return NULL;
}

/* All of stdin; the caller frees. */
static char *read_stdin(struct err *e)
{
	char *text = NULL;
	size_t size = 0;
	ssize_t got = getdelim(&text, &size, '\0', stdin);

	if (got >= 0)
		return text;
	free(text);
	if (feof(stdin))
		return strdup("");
	err_set(e, ERR_IO, "cannot read SQL from stdin: %s", strerror(errno));
	return NULL;
}

/* -1: several were given. */
static int choose_mode(void)
{
	const struct {
		bool given;
		enum rows_mode mode;
	} choices[] = {
		{ given.box, ROWS_BOX },   { given.json, ROWS_JSON },
		{ given.csv, ROWS_CSV },   { given.line, ROWS_LINE },
		{ given.list, ROWS_LIST },
	};
	int mode = isatty(STDOUT_FILENO) ? ROWS_BOX : ROWS_LIST, count = 0;

	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (choices[i].given) {
			mode = (int)choices[i].mode;
			count++;
		}
	return count > 1 ? -1 : mode;
}

/* The statements of `sql`, one after the other, as in the shell. */
static int run(sqlite3 *db, const char *sql, enum rows_mode mode, struct err *e)
{
	while (*sql) {
		sqlite3_stmt *st = NULL;
		int rc = sqlite3_prepare_v2(db, sql, -1, &st, &sql);

		if (rc != SQLITE_OK)
			return err_set(e,
				       (rc & 0xff) == SQLITE_CORRUPT
					       ? ERR_TAPE
					       : ERR_USAGE,
				       "%s", sqlite3_errmsg(db));
		if (!st) /* a comment, blanks */
			continue;
		if (!sqlite3_stmt_readonly(st)) {
			sqlite3_finalize(st);
			return err_set(e, ERR_USAGE,
				       "a tape is not written to: only queries "
				       "are run");
		}
		rc = rows_print(stdout, st, mode, NULL, e);
		sqlite3_finalize(st);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int query(const char *path, const char *sql, enum rows_mode mode)
{
	struct tape *t = NULL;
	struct err e = { 0 };

	if (tape_open(&t, path, TAPE_READ, &e) == 0)
		run(tape_db(t), sql, mode, &e);
	if (e.code)
		fprintf(stderr, "ktape query: %s\n", e.text);
	tape_close(t);
	return (int)e.code;
}

int cmd_query(int argc, char **argv)
{
	int at, mode, status;
	const char *sql;
	char *typed = NULL;
	struct err e = { 0 };

	memset(&given, 0, sizeof(given));
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	if (given.report && !strcmp(given.report, "list")) {
		list_reports();
		return 0;
	}
	if (at == argc)
		return opt_error(&usage, "which TAPE?");
	sql = at + 1 < argc ? argv[at + 1] : NULL;
	if (given.report && sql)
		return opt_error(&usage, "SQL or a report, not both");
	if (given.report && !(sql = find_report(given.report)))
		return opt_error(&usage, "no report '%s'; `-r list` names them",
				 given.report);
	signal(SIGPIPE, SIG_DFL); /* `ktape query ... | head` ends in silence */
	mode = choose_mode();
	if (mode < 0)
		return opt_error(&usage, "one of --box, --list, ...");
	if (sql && !strcmp(sql, "-")) {
		sql = typed = read_stdin(&e);
		if (!typed) {
			fprintf(stderr, "ktape query: %s\n", e.text);
			return (int)e.code;
		}
	}
	status = query(argv[at], sql ? sql : "SELECT * FROM help",
		       (enum rows_mode)mode);
	free(typed);
	return status;
}
