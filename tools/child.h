/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_CHILD_H
#define TOOLS_CHILD_H

#include "codec/err.h"

#include <uv.h>

/* The command behind `--`: `ktape record ... -- CMD ARG...`. */
struct child;

/* The shell's exit statuses for a command that can't be run. */
enum { CHILD_NOT_RUNNABLE = 126, CHILD_NOT_FOUND = 127 };

/* Could `command` be run, looked up in $PATH as execvp() does?  0, or one of
 * the statuses above with a sentence in `e`. */
int child_check(const char *command, struct err *e);

/* Run argv[] (NULL at its end) with ktape's own stdin, stdout, stderr and
 * environment and the variables of `extra` ("NAME=VALUE", NULL at its end).
 * exited(ctx, status) is called once on the loop with the exit status, or 128 +
 * signal as the shell has it; the child is freed when it returns.  Result as of
 * child_check(); unless 0, exited() isn't called. */
int child_start(struct child **out, uv_loop_t *loop, char **argv, char **extra,
		void (*exited)(void *ctx, int status), void *ctx,
		struct err *e);

/* As child_start(), for what CMD starts, too, unless it goes to a session of its
 * own: a script in front of a service dies of a signal, and the service lives
 * on.  All of them get each signal, those that outlive CMD SIGTERM; exited() is
 * called when none is left.  CMD does not get what the keyboard sends. */
int child_start_all(struct child **out, uv_loop_t *loop, char **argv,
		    char **extra, void (*exited)(void *ctx, int status),
		    void *ctx, struct err *e);

/* ktape was told to stop by `signum`: pass it on.  A SIGINT from the keyboard
 * has reached the child already and isn't sent twice. */
void child_pass_on(struct child *c, int signum);
/* SIGKILL.  What child_start_all() started may end, and be freed, meanwhile. */
void child_kill(struct child *c);

#endif
