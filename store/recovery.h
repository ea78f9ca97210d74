/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_RECOVERY_H
#define STORE_RECOVERY_H

#include "store/scribe.h"
#include "store/tape.h"

/* What a killed recording left in TAPE.spill is read into its tape, in order,
 * and the file is removed.  Killed in the middle, it goes on where it was: how
 * far it came is committed with the rows.  A torn end, and events that were in
 * memory when the recording was killed, are gap rows. */
struct recovery {
	bool found; /* there was a file */
	bool ended; /* the recording itself was over: the tape is complete now */
	uint64_t events; /* read in now */
	uint64_t gaps;   /* found now */
	int64_t last;    /* highest stamp there and on the tape */
};

/* `tape` is open for writing.  `progress` (may be NULL) is called with 0..100
 * and may return false: stop, which is -1 with ERR_UNPROVEN.  -1 with ERR_IO:
 * the tape can't be written, or the file can't be read; it stays. */
int recovery_run(struct tape *tape, const struct scribe_options *options,
		 bool (*progress)(void *ctx, int percent), void *ctx,
		 struct recovery *out, struct err *e);

/* Is there a spill file beside this tape? */
bool recovery_needed(const char *tape_path);

#endif
