/* SPDX-License-Identifier: Apache-2.0 */
/* test.c - `ktape test`: a recording as a regression test of one service.
 * Gives it its inputs again, records what it makes of them, compares. */
#include "tools/trial.h"

#include "proxy/log.h"
#include "tools/child.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/verdict.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct test_given {
	const char *brokers, *service, *report, *write;
	struct opt_list properties, inputs, outputs, ignore;
	double tolerance;
	int by;
	bool accept, verbose;
	int64_t timeout_ms, kill_ms;
} given;

static const struct opt rows[] = {
	{ OPT_TEXT, 'b', "brokers", "HOST:PORT,...",
	  "a Kafka to test on, whose topics of these names have no records "
	  "(default: an embedded stand-in, without transactions)",
	  &given.brokers },
	{ OPT_LIST, 'X', "set", "KEY=VALUE",
	  "a property of librdkafka for ktape's own clients, such as "
	  "sasl.username=ktape; may be given several times; CMD has its own",
	  &given.properties },
	{ OPT_TEXT, 0, "service", "NAME",
	  "which service of the tape: its listeners (record -l NAME=...), or "
	  "its group (default: the only one)",
	  &given.service },
	{ OPT_LIST, 0, "input", "TOPIC",
	  "its inputs are all records of this topic, or of those that fit a "
	  "GLOB pattern; may be repeated (default: what it was given)",
	  &given.inputs },
	{ OPT_LIST, 0, "output", "TOPIC", "its outputs, likewise",
	  &given.outputs },
	{ OPT_LIST, 0, "ignore", "RULE,...",
	  "what may differ, as of `ktape diff`: header:GLOB, value:$.PATH, "
	  "key, topic:GLOB, ...; may be repeated",
	  &given.ignore },
	{ OPT_FACTOR, 0, "numeric-tol", "X",
	  "numbers in JSON values may differ by so much", &given.tolerance },
	{ OPT_CHOICE, 0, "by", "key|partition|topic",
	  "what must keep its order (key)", &given.by },
	REPORT_OPTION(&given.report),
	{ OPT_TEXT, 'w', "write", "OUT",
	  "keep the new recording; a tape that is there is replaced",
	  &given.write },
	{ OPT_FLAG, 0, "accept", NULL,
	  "if it differs: from now on the new recording is right, and replaces "
	  "TAPE",
	  &given.accept },
	{ OPT_DURATION, 0, "timeout", "TIME",
	  "give up, with status 5, when nothing of what is waited for happens "
	  "for so long (60s)",
	  &given.timeout_ms },
	{ OPT_DURATION, 0, "kill-after", "TIME",
	  "how long CMD may take to end after SIGTERM (10s)", &given.kill_ms },
	{ OPT_FLAG, 'v', "verbose", NULL, "log what the recording does",
	  &given.verbose },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "test",
	.args = "TAPE [-b HOST:PORT] [--accept] [--report FORM[:FILE],...] "
		"-- CMD ARG...",
	.about = "Test a service with what was recorded of it: run CMD with "
		 "KAFKA_BOOTSTRAP_SERVERS set, give it its inputs again, each "
		 "when what led to it has happened, and compare its outputs, "
		 "commits and transactions. Status: 0 same, 1 differs, 5 not "
		 "proven.",
	.options = rows,
	.operands = OPT_OPERAND_COMMAND,
};

/* ---- where the new tape is written */

struct place {
	char *path;   /* of the tape */
	char *folder; /* temporary, with the tape in it; NULL: none */
};

/* Is it one file, by whatever names? */
static bool same_file(const char *a, const char *b)
{
	struct stat of_a, of_b;

	return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 &&
	       of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* A folder of its own; beside TAPE when it may replace it, as a rename can't
 * cross file systems. */
static int make_folder(struct place *p, const char *tape, struct err *e)
{
	const char *temporary = getenv("TMPDIR");
	int n = given.accept ? asprintf(&p->folder, "%s.new-XXXXXX", tape)
			     : asprintf(&p->folder, "%s/ktape-test-XXXXXX",
					temporary ? temporary : "/tmp");

	if (n < 0 || !mkdtemp(p->folder)) {
		err_set(e, ERR_IO, "cannot make the folder '%s': %s",
			n < 0 ? "" : p->folder, strerror(errno));
		free(n < 0 ? NULL : p->folder);
		p->folder = NULL;
		return -1;
	}
	return 0;
}

static int choose_place(struct place *p, const char *tape, struct err *e)
{
	if (given.write && same_file(given.write, tape))
		return err_set(e, ERR_USAGE,
			       "-w: '%s' is the recording itself, which "
			       "--accept may replace",
			       given.write);
	if (given.write) {
		p->path = strdup(given.write);
		return p->path ? 0 : err_set(e, ERR_IO, "no memory");
	}
	if (make_folder(p, tape, e) < 0)
		return -1;
	if (asprintf(&p->path, "%s/new.ktape", p->folder) < 0) {
		p->path = NULL;
		return err_set(e, ERR_IO, "no memory");
	}
	return 0;
}

static void remove_beside(const char *path, const char *suffix)
{
	char *name;

	if (asprintf(&name, "%s%s", path, suffix) < 0)
		return;
	unlink(name);
	free(name);
}

/* The tape, unless it is to be kept. */
static void leave_place(struct place *p)
{
	static const char *const parts[] = { "", "-wal", "-shm", ".spill" };

	for (size_t i = 0; p->path && !given.write && i < 4; i++)
		remove_beside(p->path, parts[i]);
	if (p->folder)
		rmdir(p->folder);
	free(p->path);
	free(p->folder);
}

/* ---- --accept */

/* A run that did not get all its inputs, or broke off, is no new recording. */
static int accept_new(struct place *p, const char *tape,
		      const struct trial_result *trial, struct err *e)
{
	if ((trial->end != TRIAL_ALL && trial->end != TRIAL_STUCK) ||
	    trial->counts.inputs_acked < trial->counts.inputs)
		return err_set(e, ERR_DIFFERS,
			       "--accept: '%s' stays, as the service did not "
			       "get to its end with all inputs",
			       tape);
	if (rename(p->path, tape) < 0)
		return err_set(e, ERR_IO, "cannot replace '%s' by '%s': %s",
			       tape, p->path, strerror(errno));
	fprintf(stderr, "ktape test: '%s' is now the new recording\n", tape);
	return 0;
}

/* ---- one test */

/* What the tape can't be tested with, in a sentence. */
static int refuse_tape(const struct side *s, struct err *e)
{
	const struct expected *x = &s->expected;
	const char *tape = tape_path(s->tape);

	if (!x->input_count)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' holds no inputs of '%s': there is nothing "
			       "to test it with",
			       tape, s->roles.service);
	if (!x->outputs_all && !x->commit_count)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' holds neither outputs nor commits of "
			       "'%s': there is nothing to compare; --output "
			       "TOPIC says where it writes",
			       tape, s->roles.service);
	if (x->transactional && !given.brokers)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' uses transactions, which the embedded "
			       "broker has not: test it on a Kafka, with -b",
			       s->roles.service);
	for (uint32_t i = 0; given.accept && i < x->input_count; i++)
		if (x->inputs[i].needs)
			return err_set(
				e, ERR_UNPROVEN,
				"--accept: some inputs of '%s' answer outputs, "
				"and the new recording would not show which; "
				"record it anew",
				tape);
	return 0;
}

/* Did the broker hold records of these topics before? */
static int refuse_leftovers(const struct side *now, struct err *e)
{
	for (uint32_t i = 0; i < now->expected.lane_count; i++) {
		const struct lane *l = &now->expected.lanes[i];
		int64_t first = now->expected.inputs[l->first].offset;

		if (first)
			return err_set(
				e, ERR_UNPROVEN,
				"topic '%s' held records before the test "
				"(its partition %d began at offset "
				"%lld), which the service may have read, "
				"too: delete it, or use another broker",
				l->topic, l->partition, (long long)first);
	}
	return 0;
}

struct task {
	const char *path;
	char **command;
	struct roles_options roles;
	struct normal normal;
	struct reports reports;
};

static int judge(const struct task *task, struct test_cases *cases,
		 const struct side *recorded, const char *path,
		 const struct trial_result *trial, struct err *e)
{
	const struct verdict_options o = { (enum diff_by)given.by,
					   &task->normal };
	struct side now = { .tape = NULL };
	int status = -1;

	if (!side_open_new(&now, path, recorded->roles.service, &task->roles,
			   e) &&
	    !refuse_leftovers(&now, e))
		status = verdict(cases, recorded, &now, trial, &o, e);
	if (status >= 0 &&
	    reports_write(&task->reports, test_report_print, cases, e))
		status = -1;
	if (status >= 0 && trial->error.code)
		status = (int)trial->error.code;
	side_release(&now);
	return status < 0 ? (int)e->code : status;
}

static char *command_words(char **command)
{
	char *words = NULL;
	size_t size;
	FILE *out = open_memstream(&words, &size);

	for (char **w = command; out && *w; w++)
		fprintf(out, "%s%s", w == command ? "" : " ", *w);
	if (out)
		fclose(out);
	return words;
}

/* CMD's words on stdout would be among the report's. */
static int run_apart(const struct side *recorded, const struct trial_options *o,
		     struct trial_result *trial, struct err *e)
{
	int saved = dup(STDOUT_FILENO), result;

	fflush(stdout);
	dup2(STDERR_FILENO, STDOUT_FILENO);
	result = trial_run(recorded, o, trial, e);
	fflush(stdout);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	return result;
}

static int test(const struct task *task, struct err *e)
{
	struct test_cases cases = { .tape = task->path };
	struct side recorded = { .tape = NULL };
	struct place place = { .path = NULL };
	struct trial_result trial = { .end = TRIAL_FAILED };
	char *words = command_words(task->command);
	int status = -1;

	cases.command = words;
	if (!side_open(&recorded, task->path, &task->roles, e) &&
	    !refuse_tape(&recorded, e) &&
	    !choose_place(&place, task->path, e)) {
		const struct trial_options o = {
			.out = place.path,
			.brokers = given.brokers,
			.properties = given.properties.items,
			.property_count = given.properties.count,
			.command = task->command,
			.words = "test",
			.timeout_ms = given.timeout_ms,
			.kill_ms = given.kill_ms,
		};

		if (!run_apart(&recorded, &o, &trial, e))
			status = trial.recording;
		if (!status || status == ERR_UNPROVEN)
			status = judge(task, &cases, &recorded, place.path,
				       &trial, e);
	}
	side_release(&recorded);
	if (status == ERR_DIFFERS && given.accept)
		status = accept_new(&place, task->path, &trial, e) ? -1 : 0;
	leave_place(&place);
	test_cases_release(&cases);
	free(words);
	return status < 0 ? (int)e->code : status;
}

/* ---- the command line */

/* What is wrong with the command line, in a sentence. */
static int check_arguments(int left, char **rest, struct reports *reports,
			   struct normal *normal, struct err *e)
{
	if (left < 2)
		return err_set(e, ERR_USAGE,
			       left ? "which CMD?" : "which TAPE?");
	if (given.write && given.accept)
		return err_set(e, ERR_USAGE,
			       "-w and --accept exclude each other");
	if (child_check(rest[1], e) || reports_parse(reports, given.report, e))
		return -1;
	for (size_t i = 0; i < given.ignore.count; i++)
		if (normal_add(normal, given.ignore.items[i], e))
			return -1;
	if (given.tolerance > 0)
		normal_tolerate(normal, given.tolerance);
	return 0;
}

int cmd_test(int argc, char **argv)
{
	struct task task = { .path = NULL };
	struct err e = { 0 };
	int at, status;

	given = (struct test_given) { .timeout_ms = 60000, .kill_ms = 10000 };
	at = opt_parse(argc, argv, &usage);
	if (at < 0)
		return opt_status(at);
	log_set_level(given.verbose ? LOG_INFO : LOG_WARN);
	task.roles = (struct roles_options) { given.service, given.inputs.items,
					      given.outputs.items,
					      given.inputs.count,
					      given.outputs.count };
	if (check_arguments(argc - at, argv + at, &task.reports, &task.normal,
			    &e)) {
		status = opt_error(&usage, "%s", e.text);
	} else {
		task.path = argv[at];
		task.command = argv + at + 1;
		status = test(&task, &e);
		if (e.code)
			fprintf(stderr, "ktape test: %s\n", e.text);
	}
	reports_release(&task.reports);
	normal_release(&task.normal);
	opt_list_release(&given.properties);
	opt_list_release(&given.inputs);
	opt_list_release(&given.outputs);
	opt_list_release(&given.ignore);
	return status;
}
