/* SPDX-License-Identifier: Apache-2.0 */
/* merge.c - `ktape merge`: recordings of several proxies of one cluster, or slices
 * of one recording, as one tape.  A merge that is not done leaves no file. */
#include "proxy/log.h"
#include "store/merge.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAPES_MAX = 100 };

static const char *out;

static const struct opt rows[] = {
	{ OPT_TEXT, 'w', "write", "OUT", "the new tape; must not exist", &out },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "merge",
	.args = "TAPE TAPE... -w OUT",
	.about = "Write one tape of several: of recordings that proxies of one "
		 "cluster made at the same time, or of slices of one "
		 "recording.  How well the recorders' clocks can be related is "
		 "in the table recording.",
	.options = rows,
	.operands = TAPES_MAX,
};

/* What the clocks are worth; checks know it, too. */
static int say_clocks(struct tape *t, struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(t,
			       "SELECT tape, shift, slack FROM recording"
			       " WHERE id > (SELECT min(id) FROM recording)",
			       e);

	while (st && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);

		if (sqlite3_column_type(st, 2) == SQLITE_NULL)
			log_line(LOG_WARN,
				 "how the clock of '%s' goes with the others "
				 "can't be told: times prove no order between "
				 "them",
				 name);
		else
			log_line(LOG_INFO,
				 "the clock of '%s' was moved by %" PRId64
				 " us, and may be off by %" PRId64 " us",
				 name, -(int64_t)sqlite3_column_int64(st, 1),
				 (int64_t)sqlite3_column_int64(st, 2));
	}
	sqlite3_reset(st);
	return st ? 0 : -1;
}

static int write_merged(struct tape *const *from, size_t count, struct err *e)
{
	static char doing[] = "merging";
	struct tape *to = NULL;
	int rc;

	if (tape_open(&to, out, TAPE_CREATE, e) < 0)
		return -1;
	rc = merge_tapes(to, from, count, progress_report, doing, e);
	log_status(NULL);
	if (rc == 0)
		rc = say_clocks(to, e);
	if (rc < 0)
		tape_discard(to);
	else
		tape_close(to);
	return rc;
}

static int merge(char **paths, size_t count, struct err *e)
{
	struct tape **from = calloc(count, sizeof(struct tape *));
	int rc = from ? 0 : err_set(e, ERR_IO, "out of memory");

	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = tape_open(&from[i], paths[i], TAPE_READ, e);
	if (rc == 0 && access(out, F_OK) == 0)
		rc = err_set(e, ERR_USAGE, "'%s' exists: choose another name",
			     out);
	if (rc == 0)
		rc = write_merged(from, count, e);
	for (size_t i = 0; from && i < count; i++)
		tape_close(from[i]);
	free(from);
	return rc;
}

int cmd_merge(int argc, char **argv)
{
	struct err e = { 0 };
	int at;

	out = NULL;
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	if (argc - at < 2)
		return opt_error(&usage, "which TAPEs?  Two or more");
	if (!out)
		return opt_error(&usage, "to where?  -w OUT");
	progress_begin();
	if (merge(argv + at, (size_t)(argc - at), &e) == 0)
		return 0;
	fprintf(stderr, "ktape merge: %s\n", e.text);
	return (int)e.code;
}
