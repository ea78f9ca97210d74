/* SPDX-License-Identifier: Apache-2.0 */
/* progress.c - how far a long work is, and the signals that stop it. */
#include "tools/progress.h"

#include "proxy/log.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void on_stop(int signal_number)
{
	(void)signal_number;
	stopped = 1;
}

void progress_begin(void)
{
	const struct sigaction stop = { .sa_handler = on_stop };

	stopped = 0;
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
}

bool progress_report(void *ctx, int percent)
{
	char line[80];

	if (isatty(STDERR_FILENO)) {
		snprintf(line, sizeof(line), "%s: %d %%", (const char *)ctx,
			 percent);
		log_status(line);
	}
	return !stopped;
}
