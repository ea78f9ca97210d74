/* SPDX-License-Identifier: Apache-2.0 */
/* seal.c - `ktape seal`: finish what a recording left undone: read in its spill
 * file, complete the tape if the recording itself was over, make the indexes.
 * A recording that was killed stays incomplete, and says so in a gap. */
#include "proxy/log.h"
#include "store/recovery.h"
#include "store/tape.h"
#include "tools/cmd.h"
#include "tools/opt.h"
#include "tools/progress.h"
#include "tools/status.h"

#include <stdio.h>
#include <string.h>

static const struct opt rows[] = {
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "seal",
	.args = "TAPE",
	.about = "Finish a tape: read in what a killed recording left in its "
		 "spill file, and make the indexes that queries and checks "
		 "need.  It may be interrupted and done again.",
	.options = rows,
	.operands = 1,
};

/* Read in the spill file, if there is one. */
static int recover(struct tape *t, struct recovery *found, struct err *e)
{
	static char doing[] = "reading in the spill file";
	const struct scribe_options options = { .frames = FRAMES_CONTROL };
	char word[STATUS_WORD];

	if (recovery_run(t, &options, progress_report, doing, found, e) < 0)
		return -1;
	if (found->found)
		log_line(LOG_INFO, "'%s.spill' is read in: %s events",
			 tape_path(t), status_count(word, found->events));
	return 0;
}

/* Complete, now or before?  Else the hole at its end is noted. */
static int settle(struct tape *t, const struct recovery *found, bool *complete,
		  struct err *e)
{
	*complete = tape_fact_int(t, "complete", 0) != 0;
	if (!*complete && found->ended) {
		*complete = true;
		return tape_complete(t, found->last, e);
	}
	return *complete ? 0 : tape_note_killed(t, e);
}

static int make_indexes(struct tape *t, struct err *e)
{
	static char doing[] = "sealing";
	bool before = tape_fact_int(t, "indexed", 0) != 0;

	if (tape_seal(t, progress_report, doing, e) < 0)
		return -1;
	log_status(NULL);
	log_line(LOG_INFO, before ? "'%s' was sealed before" : "'%s' is sealed",
		 tape_path(t));
	if (!tape_in_one_file(t))
		log_line(LOG_INFO,
			 "somebody reads it: '%s-wal' stays beside it until "
			 "that ends",
			 tape_path(t));
	return 0;
}

static int seal(const char *path, bool *complete, struct err *e)
{
	struct tape *t = NULL;
	struct recovery found = { .found = false };
	int rc = tape_open(&t, path, TAPE_FINISH, e);

	if (rc == 0)
		rc = recover(t, &found, e);
	if (rc == 0)
		rc = settle(t, &found, complete, e);
	if (rc == 0)
		rc = make_indexes(t, e);
	log_status(NULL);
	tape_close(t);
	return rc;
}

int cmd_seal(int argc, char **argv)
{
	bool complete = false;
	struct err e = { 0 };
	int at = opt_parse(argc, argv, &usage);

	if (at < 0)
		return opt_status(at);
	if (at == argc)
		return opt_error(&usage, "which TAPE?");
	progress_begin();
	if (seal(argv[at], &complete, &e) < 0) {
		fprintf(stderr, "ktape seal: %s\n", e.text);
		return (int)e.code;
	}
	if (complete)
		return 0;
	log_line(LOG_WARN,
		 "'%s' stays incomplete: its recording was killed, and what "
		 "was in memory then is lost",
		 argv[at]);
	return ERR_UNPROVEN;
}
