/* SPDX-License-Identifier: Apache-2.0 */
/* child.c - the command behind `--`: found, started with a few more variables
 * in its environment, signalled, waited for.
 *
 * All that it starts is told by the group of processes that it leads.  What of
 * it loses its parent becomes ktape's child, so that SIGCHLD tells its end. */
#include "tools/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	uv_process_t process;
	uv_signal_t others; /* SIGCHLD, while some outlive CMD */
	bool all;           /* of its group */
	bool over;          /* CMD itself is */
	int status;
	int open; /* handles */
	void (*exited)(void *ctx, int status);
	void *ctx;
};

/* ---- finding it */

/* 0: `path` can be run; else the status and errno that tell why not. */
static int check_path(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return errno == ENOENT || errno == ENOTDIR ? CHILD_NOT_FOUND
							   : CHILD_NOT_RUNNABLE;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return CHILD_NOT_RUNNABLE;
	}
	return access(path, X_OK) < 0 ? CHILD_NOT_RUNNABLE : 0;
}

/* As check_path(), over the folders of $PATH; errno as of the best try. */
static int check_search(const char *command)
{
	const char *path = getenv("PATH");
	int best = CHILD_NOT_FOUND, why = ENOENT;

	if (!path)
		path = "/bin:/usr/bin";
	for (;;) {
		size_t n = strcspn(path, ":");
		char file[4096];
		int status;

		snprintf(file, sizeof(file), "%.*s%s%s", (int)n, path,
			 n ? "/" : "", command);
		status = check_path(file);
		if (!status)
			return 0;
		if (status == CHILD_NOT_RUNNABLE && errno != EISDIR) {
			best = status;
			why = errno;
		}
		if (!path[n])
			break;
		path += n + 1;
	}
	errno = why;
	return best;
}

int child_check(const char *command, struct err *e)
{
	int status = strchr(command, '/') ? check_path(command)
					  : check_search(command);

	if (status)
		err_set(e, ERR_USAGE, "cannot run '%s': %s", command,
			status == CHILD_NOT_FOUND ? "not found"
						  : strerror(errno));
	return status;
}

/* ---- its environment */

static bool same_name(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return n == strcspn(b, "=") && !strncmp(a, b, n);
}

static size_t count(char **strings)
{
	size_t n = 0;

	while (strings[n])
		n++;
	return n;
}

/* ktape's environment without what `extra` replaces, and `extra`; the strings
 * are not copied.  NULL without memory. */
static char **merged_environment(char **extra)
{
	size_t extras = count(extra), n = 0;
	char **all = calloc(count(environ) + extras + 1, sizeof(*all));

	if (!all)
		return NULL;
	for (char **e = environ; *e; e++) {
		size_t i = 0;

		while (i < extras && !same_name(*e, extra[i]))
			i++;
		if (i == extras)
			all[n++] = *e;
	}
	for (size_t i = 0; i < extras; i++)
		all[n++] = extra[i];
	return all;
}

/* ---- running it */

static void on_closed(uv_handle_t *handle)
{
	struct child *c = handle->data;

	if (--c->open == 0)
		free(c);
}

static void close_handles(struct child *c)
{
	uv_close((uv_handle_t *)&c->process, on_closed);
	if (c->all)
		uv_close((uv_handle_t *)&c->others, on_closed);
}

static void end(struct child *c)
{
	c->exited(c->ctx, c->status);
	close_handles(c);
}

static void send_signal(struct child *c, int signum)
{
	if (c->all)
		kill(-c->process.pid, signum);
	else
		uv_process_kill(&c->process, signum);
}

static void on_other_ended(uv_signal_t *handle, int signum)
{
	struct child *c = handle->data;

	(void)signum;
	while (waitpid(-c->process.pid, NULL, WNOHANG) > 0)
		;
	if (kill(-c->process.pid, 0) < 0) /* none is left */
		end(c);
}

static void on_exit_status(uv_process_t *process, int64_t status, int signum)
{
	struct child *c = process->data;

	c->over = true;
	c->status = signum ? 128 + signum : (int)status;
	if (!c->all) {
		end(c);
		return;
	}
	send_signal(c, SIGTERM);
	uv_signal_start(&c->others, on_other_ended, SIGCHLD);
	on_other_ended(&c->others, SIGCHLD);
}

static int spawn(struct child *c, uv_loop_t *loop, char **argv, char **env)
{
	uv_stdio_container_t stdio[3];
	uv_process_options_t options = {
		.exit_cb = on_exit_status,
		.flags = c->all ? UV_PROCESS_DETACHED : 0,
		.file = argv[0],
		.args = argv,
		.env = env,
		.stdio_count = 3,
		.stdio = stdio,
	};

	for (int i = 0; i < 3; i++) {
		stdio[i].flags = UV_INHERIT_FD;
		stdio[i].data.fd = i;
	}
	return uv_spawn(loop, &c->process, &options);
}

static struct child *child_new(bool all, void (*exited)(void *ctx, int status),
			       void *ctx)
{
	struct child *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	c->exited = exited;
	c->ctx = ctx;
	c->process.data = c->others.data = c;
	c->all = all;
	c->open = all ? 2 : 1;
	return c;
}

/* `c` is freed, or on the loop. */
static int start(struct child **out, struct child *c, uv_loop_t *loop,
		 char **argv, char **extra, struct err *e)
{
	char **env = merged_environment(extra);
	int result;

	if (!env || !c) {
		free(env);
		free(c);
		err_set(e, ERR_IO, "no memory to run '%s'", argv[0]);
		return CHILD_NOT_RUNNABLE;
	}
	if (c->all) {
		uv_signal_init(loop, &c->others);
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	}
	result = spawn(c, loop, argv, env);
	free(env);
	if (!result) {
		*out = c;
		return 0;
	}
	close_handles(c);
	err_set(e, ERR_USAGE, "cannot run '%s': %s", argv[0],
		uv_strerror(result));
	return result == UV_ENOENT ? CHILD_NOT_FOUND : CHILD_NOT_RUNNABLE;
}

int child_start(struct child **out, uv_loop_t *loop, char **argv, char **extra,
		void (*exited)(void *ctx, int status), void *ctx, struct err *e)
{
	return start(out, child_new(false, exited, ctx), loop, argv, extra, e);
}

int child_start_all(struct child **out, uv_loop_t *loop, char **argv,
		    char **extra, void (*exited)(void *ctx, int status),
		    void *ctx, struct err *e)
{
	return start(out, child_new(true, exited, ctx), loop, argv, extra, e);
}

/* Is ktape in the foreground of a terminal?  Then Ctrl-C goes to its child,
 * too, which is in the same process group. */
static bool in_foreground(void)
{
	int tty = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
	bool yes;

	if (tty < 0)
		return false;
	yes = tcgetpgrp(tty) == getpgrp();
	close(tty);
	return yes;
}

void child_pass_on(struct child *c, int signum)
{
	if (c->all || signum != SIGINT || !in_foreground())
		send_signal(c, signum);
}

void child_kill(struct child *c)
{
	send_signal(c, SIGKILL);
	/* one whose parent has left the group is nobody's to wait for */
	if (c->over)
		end(c);
}
