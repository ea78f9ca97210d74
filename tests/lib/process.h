/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_PROCESS_H
#define TESTS_LIB_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* A program under test: started with its stdout and stderr in files, and ended
 * with the test whatever happens (it gets SIGKILL when the test dies). */
struct process {
	pid_t pid; /* 0: it has ended */
	int status;
	char *out, *err; /* paths */
};

/* The path of ktape: $KTAPE, else the one that was built with this test. */
const char *ktape_path(void);

/* Start argv[0] (NULL at the end); its output goes to FOLDER/NAME.out and
 * FOLDER/NAME.err.  Fails the test if it can't. */
struct process process_start(const char *folder, const char *name,
			     const char *const argv[]);

/* The rest of the first line of `path` that begins with `prefix`, waited for;
 * the caller frees.  Fails the test when the process ends without it. */
char *process_line(struct process *p, const char *path, const char *prefix);

void process_signal(struct process *p, int signal);
/* The exit status, or 128 + signal; waits.  Fails the test after `seconds`. */
int process_wait(struct process *p, int seconds);
/* Kill it if it still runs, free. */
void process_release(struct process *p);

/* The whole file with a NUL behind it; the caller frees. */
char *file_text(const char *path);

/* The first of `count` ports in a row that are free on 127.0.0.1, below the
 * ephemeral range; no other test gets them before this process ends. */
int free_ports(int count);
/* Wait until somebody listens at 127.0.0.1:port. */
void wait_for_port(int port, struct process *p);

/* Monotonic milliseconds, and a short rest between two looks at a condition. */
long now_ms(void);
void rest(void);

#endif
