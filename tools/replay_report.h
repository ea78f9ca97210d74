/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_REPLAY_REPORT_H
#define TOOLS_REPLAY_REPORT_H

#include "replay/player.h"

#include <stdio.h>

/* What `ktape replay` says: while it runs, and at its end. */

/* The last line:
 *
 *	sent 10,000, acked 10,000, failed 0; 10.01 s, planned 10.00 s; lateness
 *	p50 0.1 ms, p99 0.4 ms, max 2.1 ms */
void replay_end_line(FILE *out, const struct player_result *r);

/* What was chosen and is not sent, a line each; nothing when there is none. */
void replay_left_out(FILE *out, const struct plan *plan);

/* --dry-run: the topics with their records and bytes, the transactions, and how
 * long it is to take.  Reads the contents, to count them. */
int replay_print_plan(FILE *out, struct tape *t, const struct plan *plan,
		      const struct pacing *pacing, int64_t loops,
		      struct err *e);

/* A hook of the player's for a terminal: draws how far it is. */
struct replay_screen {
	const struct plan *plan;
};
void replay_progress(void *screen, uint64_t sent, uint64_t acked);

#endif
