/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - `ktape replay`: produce the records of a tape again.  Its options,
 * checked and turned into a plan and a player; the run; what is said of it. */
#include "replay/player.h"

#include "proxy/log.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/replay_report.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct replay_given {
	const char *brokers, *where, *partition;
	struct opt_list properties, topics, maps;
	int64_t since, until, count, rate, loops, timeout_ms;
	double speed;
	int pace, timestamps, transactions;
	bool no_create, dry_run;
} given;

enum { TIMESTAMPS_RECORDED, TIMESTAMPS_NOW };
enum { PACE_NOT_SAID = -1 };

static const struct opt rows[] = {
	{ OPT_TEXT, 'b', "brokers", "HOST:PORT,...",
	  "the cluster to produce to ($KAFKA_BOOTSTRAP_SERVERS)",
	  &given.brokers },
	{ OPT_LIST, 'X', "set", "KEY=VALUE",
	  "a property of librdkafka, such as security.protocol=SSL; may be "
	  "given several times",
	  &given.properties },
	{ OPT_LIST, 't', "topic", "TOPIC",
	  "only this topic, or those that match a pattern such as 'orders*'; "
	  "may be given several times",
	  &given.topics },
	{ OPT_TEXT, 0, "where", "SQL",
	  "only records for which this is true; the columns are those of the "
	  "view records",
	  &given.where },
	{ OPT_TIME, 0, "since", "TIME",
	  "only what was recorded then or later: 2026-01-02T03:04:05Z",
	  &given.since },
	{ OPT_TIME, 0, "until", "TIME", "only what was recorded before",
	  &given.until },
	{ OPT_COUNT, 'c', "count", "N", "only the first N records",
	  &given.count },
	{ OPT_LIST, 0, "map-topic", "FROM=TO",
	  "send the records of FROM to TO; may be given several times",
	  &given.maps },
	{ OPT_TEXT, 0, "map-partition", "HOW",
	  "to which partition: keep, the recorded one; modulo, the recorded "
	  "one modulo how many there are; hash, by the key, as Java clients "
	  "do; or a number (keep)",
	  &given.partition },
	{ OPT_CHOICE, 0, "transactions", "as-recorded|committed|none",
	  "as-recorded: by transactional producers with the recorded "
	  "transactional ids, committed or aborted as they were; committed: "
	  "the records of those that were committed, as plain records; none: "
	  "all records as plain ones, also of what was aborted (as-recorded)",
	  &given.transactions },
	{ OPT_CHOICE, 0, "pace", "time|cause|open",
	  "when a record is sent: when it was sent in the recording; once the "
	  "one before it on its partition is acknowledged; as soon as the "
	  "brokers take it (time)",
	  &given.pace },
	{ OPT_FACTOR, 0, "speed", "FACTOR",
	  "with --pace=time: 2 is twice as fast; max is --pace=open (1)",
	  &given.speed },
	{ OPT_COUNT, 0, "rate", "N",
	  "N records a second instead of the recorded times", &given.rate },
	{ OPT_TIMES, 0, "loop", "N", "N times over, or until it is stopped",
	  &given.loops },
	{ OPT_CHOICE, 0, "timestamps", "recorded|now",
	  "the timestamps of the records (recorded); old ones may be older "
	  "than what the topic retains",
	  &given.timestamps },
	{ OPT_FLAG, 0, "no-create", NULL,
	  "refuse when a topic isn't there, instead of making it with the "
	  "recorded number of partitions",
	  &given.no_create },
	{ OPT_FLAG, 0, "dry-run", NULL,
	  "print what would be sent, and connect to nobody", &given.dry_run },
	{ OPT_DURATION, 0, "timeout", "TIME",
	  "give a record up after that long without an acknowledgement (2m)",
	  &given.timeout_ms },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "replay",
	.args = "TAPE -b HOST:PORT [-t TOPIC]... [--where SQL] "
		"[--pace HOW] [--speed FACTOR] [--map-topic FROM=TO]...",
	.about = "Produce the records of a tape again: to their partitions, in "
		 "their order, with keys, values, headers and timestamps. "
		 "Topics that aren't there are made as recorded. The last line "
		 "on stderr says what became of it; the status is 0 only if "
		 "each record was acknowledged.",
	.options = rows,
	.operands = 1,
};

/* ---- options */

/* What can't be meant; NULL: all of it can. */
static const char *misuse(void)
{
	bool timed = given.pace == PACE_NOT_SAID || given.pace == PACE_TIME;

	if (!given.dry_run && (!given.brokers || !*given.brokers))
		return "which brokers? Give -b HOST:PORT";
	if (given.rate && given.speed > 0)
		return "--rate and --speed exclude each other";
	if (!timed && given.rate)
		return "--rate is for --pace=time";
	if (!timed && given.speed > 0 && !isinf(given.speed))
		return "--speed is for --pace=time";
	return NULL;
}

static struct pacing pacing(void)
{
	struct pacing p = { .pace = PACE_TIME, .speed = 1, .rate = given.rate };

	if (given.pace != PACE_NOT_SAID)
		p.pace = (enum pace)given.pace;
	if (isinf(given.speed) && p.pace == PACE_TIME)
		p.pace = PACE_OPEN;
	else if (given.speed > 0)
		p.speed = given.speed;
	return p;
}

/* keep, modulo, hash or a number. */
static int parse_partition(int32_t *partition, struct err *e)
{
	static const struct {
		const char *name;
		int32_t partition;
	} names[] = {
		{ "keep", PARTITION_RECORDED },
		{ "modulo", PARTITION_MODULO },
		{ "hash", PARTITION_HASH },
	};
	size_t digits = strspn(given.partition, "0123456789");

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		*partition = names[i].partition;
		if (!strcmp(given.partition, names[i].name))
			return 0;
	}
	*partition = (int32_t)strtol(given.partition, NULL, 10);
	if (digits && digits < 8 && !given.partition[digits])
		return 0;
	return err_set(e, ERR_USAGE,
		       "--map-partition takes keep, modulo, hash or a number, "
		       "not '%s'",
		       given.partition);
}

/* FROM=TO, in place.  The caller frees. */
static struct plan_map *parse_maps(struct err *e)
{
	struct plan_map *maps = calloc(given.maps.count + 1, sizeof(*maps));

	for (size_t i = 0; maps && i < given.maps.count; i++) {
		char *equals = strchr(given.maps.items[i], '=');

		if (!equals || equals == given.maps.items[i] || !equals[1]) {
			err_set(e, ERR_USAGE,
				"--map-topic takes FROM=TO, not '%s'",
				given.maps.items[i]);
			free(maps);
			return NULL;
		}
		*equals = '\0';
		maps[i] = (struct plan_map) { given.maps.items[i], equals + 1 };
	}
	if (!maps)
		err_set(e, ERR_IO, "no memory for the options");
	return maps;
}

/* ---- the run */

static struct player *playing; /* for the signal handler */

static void on_stop(int signal_number)
{
	(void)signal_number;
	if (playing)
		player_stop(playing);
}

static void listen_to_signals(bool on)
{
	const struct sigaction stop = { .sa_handler = on ? on_stop : SIG_DFL };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
}

static int player_settings(struct player_options *o, struct err *e)
{
	player_options_init(o);
	o->brokers = given.brokers;
	o->properties = given.properties.items;
	o->property_count = given.properties.count;
	o->pacing = pacing();
	o->create = !given.no_create;
	o->now = given.timestamps == TIMESTAMPS_NOW;
	o->loops = given.loops;
	o->timeout_ms = given.timeout_ms;
	if (isatty(STDERR_FILENO))
		o->hooks.progress = replay_progress;
	return parse_partition(&o->partition, e);
}

/* All that the plan has was acknowledged.  Was that all that was chosen? */
static int judge(const struct plan *plan, struct err *e)
{
	const struct plan_left_out *l = &plan->left_out;

	if (!l->nameless && !l->undecided && !l->empty)
		return 0;
	return err_set(e, ERR_UNPROVEN,
		       "not all that was in the log could be sent; see above");
}

/* What passed and is not on the tape can't be sent: that is said, no more. */
static void note_holes(struct tape *t)
{
	sqlite3_stmt *st = tape_statement(t, "SELECT count(*) FROM gap", NULL);
	int64_t gaps = 0;

	if (!tape_fact_int(t, "complete", 0))
		fprintf(stderr,
			"'%s' is incomplete: only what is on it is sent\n",
			tape_path(t));
	while (st && sqlite3_step(st) == SQLITE_ROW)
		gaps = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	if (gaps)
		fprintf(stderr,
			"'%s' has gaps, in the view gaps: what they hold isn't "
			"sent\n",
			tape_path(t));
}

static int play(struct tape *t, const struct plan *plan,
		const struct player_options *o, struct err *e)
{
	struct player_result result = {
		.planned = plan->records,
		.plan_us = pace_span_us(&o->pacing, plan, o->loops),
	};
	int rc;

	note_holes(t);
	replay_left_out(stderr, plan);
	listen_to_signals(true);
	rc = player_open(&playing, t, plan, o, e);
	if (!rc)
		rc = player_run(playing, &result, e);
	listen_to_signals(false);
	log_status(NULL);
	player_close(playing);
	playing = NULL;
	if (!rc)
		rc = judge(plan, e);
	if (rc)
		fprintf(stderr, "ktape replay: %s\n", e->text);
	replay_end_line(stderr, &result);
	return rc ? (int)e->code : 0;
}

static int print_plan(struct tape *t, const struct plan *plan,
		      const struct player_options *o, struct err *e)
{
	int rc = replay_print_plan(stdout, t, plan, &o->pacing, o->loops, e);

	replay_left_out(stdout, plan);
	if (!rc && fflush(stdout))
		rc = err_set(e, ERR_IO, "cannot write to stdout: %s",
			     strerror(errno));
	if (rc)
		fprintf(stderr, "ktape replay: %s\n", e->text);
	return rc ? (int)e->code : 0;
}

static int make_plan(struct plan *plan, struct tape *t, struct err *e)
{
	struct plan_options o = PLAN_OPTIONS_ALL;
	struct plan_map *maps = parse_maps(e);
	int rc;

	if (!maps)
		return -1;
	o.selection.topics = given.topics.items;
	o.selection.topic_count = given.topics.count;
	o.selection.where = given.where;
	o.selection.since = given.since;
	o.selection.until = given.until;
	o.count = given.count;
	o.transactions = (enum plan_transactions)given.transactions;
	o.maps = maps;
	o.map_count = given.maps.count;
	rc = plan_make(plan, t, &o, e);
	if (!rc && !plan->records)
		rc = err_set(e, ERR_UNPROVEN,
			     "nothing to send: no record of '%s' is chosen",
			     tape_path(t));
	free(maps);
	return rc;
}

static int run(const char *path)
{
	struct plan plan = { .records = 0 };
	struct replay_screen screen = { .plan = &plan };
	struct player_options o;
	struct tape *t = NULL;
	struct err e = { 0 };
	int status;

	if (player_settings(&o, &e) || tape_open(&t, path, TAPE_READ, &e) ||
	    make_plan(&plan, t, &e)) {
		fprintf(stderr, "ktape replay: %s\n", e.text);
		status = (int)e.code;
	} else if (given.dry_run) {
		status = print_plan(t, &plan, &o, &e);
	} else {
		o.hooks.ctx = &screen;
		status = play(t, &plan, &o, &e);
	}
	plan_release(&plan);
	tape_close(t);
	return status;
}

int cmd_replay(int argc, char **argv)
{
	int first, status;

	given = (struct replay_given) {
		.brokers = getenv("KAFKA_BOOTSTRAP_SERVERS"),
		.since = INT64_MIN,
		.until = INT64_MAX,
		.count = INT64_MAX,
		.loops = 1,
		.partition = "keep",
		.timeout_ms = 120000,
		.pace = PACE_NOT_SAID,
	};
	first = opt_parse(argc, argv, &usage);
	if (first < 0)
		return opt_status(first);
	if (first == argc)
		status = opt_error(&usage, "which tape?");
	else if (misuse())
		status = opt_error(&usage, "%s", misuse());
	else
		status = run(argv[first]);
	opt_list_release(&given.properties);
	opt_list_release(&given.topics);
	opt_list_release(&given.maps);
	return status;
}
