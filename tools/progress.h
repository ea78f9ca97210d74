/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_PROGRESS_H
#define TOOLS_PROGRESS_H

#include <stdbool.h>

/* For a long work on a tape: from here on SIGINT and SIGTERM are wishes that it
 * stop, which progress_report() passes on. */
void progress_begin(void);

/* Shows "DOING: 42 %" on a terminal; `ctx` is DOING.  False: stop. */
bool progress_report(void *ctx, int percent);

#endif
