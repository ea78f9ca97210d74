/* SPDX-License-Identifier: Apache-2.0 */
/* cut.c - `ktape cut`: a slice of a tape as a tape of its own, by topic, time,
 * group and record, with all that a replay and the checks need of it.  What was
 * cut is said on it.  A cut that is not done leaves no file. */
#include "proxy/log.h"
#include "store/cut.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct cut_given {
	struct opt_list topics, groups;
	const char *where, *out;
	int64_t since, until;
} given;

static const struct opt rows[] = {
	{ OPT_TEXT, 'w', "write", "OUT", "the new tape; must not exist",
	  &given.out },
	{ OPT_LIST, 't', "topic", "TOPIC",
	  "only this topic, or those that match a pattern such as 'orders*'; "
	  "may be given several times",
	  &given.topics },
	{ OPT_LIST, 'G', "group", "GROUP",
	  "only this consumer group, or those that match a pattern, and the "
	  "topics that it reads; may be given several times",
	  &given.groups },
	{ OPT_TIME, 0, "since", "TIME", "only requests from then on",
	  &given.since },
	{ OPT_TIME, 0, "until", "TIME", "only requests before then",
	  &given.until },
	{ OPT_TEXT, 0, "where", "SQL",
	  "only batches with a record for which this is true; the columns are "
	  "those of the view records",
	  &given.where },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "cut",
	.args = "TAPE -w OUT [-t TOPIC]... [-G GROUP]... [--since TIME] "
		"[--until TIME] [--where SQL]",
	.about = "Write a slice of a tape to a new tape, which says what was "
		 "cut.  Batches stay whole, ids stay what they were; with a "
		 "batch stays what wrote it.",
	.options = rows,
	.operands = 1,
};

static void put(FILE *f, const char *option, const char *value)
{
	fprintf(f, "%s--%s %s", ftell(f) > 0 ? " " : "", option, value);
}

/* As --since and --until take it. */
static void put_time(FILE *f, const char *option, int64_t stamp)
{
	time_t seconds = (time_t)(stamp / 1000000);
	char day[32] = "?", text[48];
	struct tm tm;

	if (gmtime_r(&seconds, &tm))
		strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text, sizeof(text), "%s.%06dZ", day, (int)(stamp % 1000000));
	put(f, option, text);
}

/* What is asked for, in words; the caller frees. */
static char *in_words(void)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	for (size_t i = 0; i < given.topics.count; i++)
		put(f, "topic", given.topics.items[i]);
	for (size_t i = 0; i < given.groups.count; i++)
		put(f, "group", given.groups.items[i]);
	if (given.since != INT64_MIN)
		put_time(f, "since", given.since);
	if (given.until != INT64_MAX)
		put_time(f, "until", given.until);
	if (given.where)
		put(f, "where", given.where);
	fclose(f);
	return text;
}

static int write_slice(struct tape *to, struct tape *from, struct err *e)
{
	static char doing[] = "cutting";
	char *words = in_words();
	const struct cut c = { .selection = { .topics = given.topics.items,
					      .topic_count = given.topics.count,
					      .where = given.where,
					      .since = given.since,
					      .until = given.until },
			       .groups = given.groups.items,
			       .group_count = given.groups.count,
			       .words = words };
	int rc = words ? cut_tape(to, from, &c, progress_report, doing, e)
		       : err_set(e, ERR_IO, "out of memory");

	log_status(NULL);
	free(words);
	return rc;
}

static int cut(const char *path, struct err *e)
{
	struct tape *from = NULL, *to = NULL;
	int rc = tape_open(&from, path, TAPE_READ, e);

	if (rc == 0 && access(given.out, F_OK) == 0)
		rc = err_set(e, ERR_USAGE, "'%s' exists: choose another name",
			     given.out);
	if (rc == 0)
		rc = tape_open(&to, given.out, TAPE_CREATE, e);
	if (rc == 0 && write_slice(to, from, e) < 0) {
		tape_discard(to);
		to = NULL;
		rc = -1;
	}
	tape_close(to);
	tape_close(from);
	return rc;
}

static int run(const char *path)
{
	struct err e = { 0 };

	progress_begin();
	if (cut(path, &e) == 0)
		return 0;
	fprintf(stderr, "ktape cut: %s\n", e.text);
	return (int)e.code;
}

int cmd_cut(int argc, char **argv)
{
	int at, status;

	given = (struct cut_given) { .since = INT64_MIN, .until = INT64_MAX };
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		status = opt_status(at);
	else if (at == argc)
		status = opt_error(&usage, "which TAPE?");
	else if (!given.out)
		status = opt_error(&usage, "to where?  -w OUT");
	else
		status = run(argv[at]);
	opt_list_release(&given.topics);
	opt_list_release(&given.groups);
	return status;
}
