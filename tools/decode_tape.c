/* SPDX-License-Identifier: Apache-2.0 */
/* decode_tape.c - `ktape decode TAPE`: an older build kept what it did not
 * understand as bytes; with what this one knows they become rows. */
#include "proxy/log.h"
#include "store/recovery.h"
#include "store/reread.h"
#include "tools/decode.h"

#include <inttypes.h>

static int refuse_unfinished(const char *path, struct err *e)
{
	if (!recovery_needed(path))
		return 0;
	return err_set(e, ERR_UNPROVEN,
		       "'%s.spill' is not read in yet: run `ktape seal` first",
		       path);
}

static void say(const char *path, const struct reread *r)
{
	if (!r->before)
		log_line(LOG_INFO, "'%s' holds nothing that is not understood",
			 path);
	else
		log_line(LOG_INFO,
			 "'%s': %" PRId64 " of %" PRId64
			 " frames that were not understood are understood now",
			 path, r->before - r->after, r->before);
	if (r->after)
		log_line(LOG_WARN,
			 "%" PRId64 " are still not: SELECT * FROM frame "
			 "WHERE state IN ('opaque', 'malformed')",
			 r->after);
}

/* New rows are in the indexes, but not in the statistics. */
static int seal_again(struct tape *t, const struct reread *r, struct err *e)
{
	if (!tape_fact_int(t, "indexed", 0))
		return 0;
	if (r->after != r->before && tape_set_fact_int(t, "indexed", 0, e) < 0)
		return -1;
	return tape_seal(t, NULL, NULL, e);
}

int decode_tape(const char *path, struct err *e)
{
	struct tape *t = NULL;
	struct reread r = { 0 };
	int rc = tape_open(&t, path, TAPE_FINISH, e);

	if (rc == 0)
		rc = refuse_unfinished(path, e);
	if (rc == 0 && tape_is_cut(t))
		rc = err_set(e, ERR_USAGE,
			     "'%s' is a slice: decode the whole tape, then cut",
			     path);
	if (rc == 0)
		rc = reread_run(t, &r, e);
	if (rc == 0)
		rc = seal_again(t, &r, e);
	tape_close(t);
	if (rc < 0)
		return -1;
	say(path, &r);
	return r.after ? 1 : 0;
}
