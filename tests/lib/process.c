/* SPDX-License-Identifier: Apache-2.0 */
/* process.c - programs under test: start, read their lines, signal, wait. */
#include "tests/lib/process.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	PATIENCE_MS = 300000,
	BLOCK = 32, /* ports */
	BLOCKS_MAX = 8,
};

long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void rest(void)
{
	nanosleep(&(struct timespec) { .tv_nsec = 10 * 1000 * 1000 }, NULL);
}

const char *ktape_path(void)
{
	static char path[PATH_MAX + 16];
	const char *given = getenv("KTAPE");
	ssize_t n;

	if (given)
		return given;
	/* build/VARIANT/tests/e2e/test_x: ktape lies three folders above */
	n = readlink("/proc/self/exe", path, PATH_MAX);
	assert_true(n > 0);
	path[n] = 0;
	for (int up = 0; up < 3; up++)
		*strrchr(path, '/') = 0;
	n = (ssize_t)strlen(path);
	snprintf(path + n, sizeof(path) - (size_t)n, "/ktape");
	return path;
}

static void child(const struct process *p, const char *const argv[])
{
	int out = open(p->out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int err = open(p->err, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	fprintf(stderr, "cannot run '%s': %s\n", argv[0], strerror(errno));
	_exit(127);
}

struct process process_start(const char *folder, const char *name,
			     const char *const argv[])
{
	struct process p = { 0 };

	assert_true(asprintf(&p.out, "%s/%s.out", folder, name) > 0);
	assert_true(asprintf(&p.err, "%s/%s.err", folder, name) > 0);
	unlink(p.out);
	unlink(p.err);
	p.pid = fork();
	assert_true(p.pid >= 0);
	if (!p.pid)
		child(&p, argv);
	return p;
}

char *file_text(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	char piece[4096];
	size_t n;

	assert_non_null(to);
	while (f && (n = fread(piece, 1, sizeof(piece), f)))
		fwrite(piece, 1, n, to);
	if (f)
		fclose(f);
	fclose(to);
	return text;
}

/* The rest of the whole line, malloc'd, or NULL. */
static char *find_line(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);

	for (const char *end; (end = strchr(text, '\n')); text = end + 1)
		if (!strncmp(text, prefix, n))
			return strndup(text + n, (size_t)(end - text) - n);
	return NULL;
}

static bool has_ended(struct process *p)
{
	int status;

	if (p->pid && waitpid(p->pid, &status, WNOHANG) == p->pid) {
		p->pid = 0;
		p->status = WIFEXITED(status) ? WEXITSTATUS(status)
					      : 128 + WTERMSIG(status);
	}
	return !p->pid;
}

static void fail_with_log(const struct process *p, const char *what)
{
	char *text = file_text(p->err);

	print_error("%s\n---- %s:\n%s----\n", what, p->err, text);
	free(text);
	fail();
}

char *process_line(struct process *p, const char *path, const char *prefix)
{
	long end = now_ms() + PATIENCE_MS;
	char *line = NULL;

	while (!line) {
		bool over = has_ended(p) || now_ms() > end;
		char *text = file_text(path);

		line = find_line(text, prefix);
		free(text);
		if (!line && over)
			fail_with_log(p, prefix);
		rest();
	}
	return line;
}

void process_signal(struct process *p, int signal)
{
	if (p->pid)
		kill(p->pid, signal);
}

int process_wait(struct process *p, int seconds)
{
	long end = now_ms() + seconds * 1000L;

	while (!has_ended(p)) {
		if (now_ms() > end)
			fail_with_log(p, "it should have ended");
		rest();
	}
	return p->status;
}

void process_release(struct process *p)
{
	if (!has_ended(p)) {
		process_signal(p, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	free(p->out);
	free(p->err);
	*p = (struct process) { 0 };
}

static struct sockaddr_in loopback(int port)
{
	return (struct sockaddr_in) {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static bool is_free(int port)
{
	struct sockaddr_in at = loopback(port);
	int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
	int bad;

	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	bad = bind(s, (struct sockaddr *)&at, sizeof(at));
	close(s);
	return !bad;
}

/* A block of ports is the process's that has its name, until it ends; tests in
 * Python (checks.py) know it, too. */
static int lease(int block)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int s = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int n = snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1,
			 "ktape-ports-%d", block);
	socklen_t size = (socklen_t)(sizeof(name.sun_family) + 1 + (size_t)n);

	if (s >= 0 && bind(s, (struct sockaddr *)&name, size) == 0)
		return s;
	close(s);
	return -1;
}

/* All blocks with a port from `first` to `last`, or none. */
static bool lease_all(int first, int last)
{
	int held[BLOCKS_MAX], n = 0;

	for (int b = first / BLOCK; b <= last / BLOCK; b++) {
		assert_true(n < BLOCKS_MAX);
		held[n] = lease(b);
		if (held[n++] >= 0)
			continue;
		while (--n)
			close(held[n - 1]);
		return false;
	}
	return true;
}

int free_ports(int count)
{
	unsigned int seed = (unsigned int)getpid() ^ (unsigned int)now_ms();

	for (int tries = 0; tries < 1000; tries++) {
		int base = 20000 + rand_r(&seed) % (12000 - count);
		int n = 0;

		while (n < count && is_free(base + n))
			n++;
		if (n == count && lease_all(base, base + count - 1))
			return base;
	}
	fail_msg("no free ports below 32768");
	return 0;
}

void wait_for_port(int port, struct process *p)
{
	struct sockaddr_in at = loopback(port);
	long end = now_ms() + PATIENCE_MS;

	for (;;) {
		int s = socket(AF_INET, SOCK_STREAM, 0);
		int bad = connect(s, (struct sockaddr *)&at, sizeof(at));

		close(s);
		if (!bad)
			return;
		if (has_ended(p) || now_ms() > end)
			fail_with_log(p, "nobody listens at its port");
		rest();
	}
}
