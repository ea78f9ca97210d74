/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - the table of commands and the dispatch; the only exit() is its
 * return. */
#include "codec/err.h"
#include "tools/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "record", cmd_record, "pass traffic on and record it" },
	{ "info", cmd_info, "what is on a tape, on one screen" },
	{ "query", cmd_query, "question a tape by SQL or by a report" },
	{ "dump", cmd_dump, "print the records of a tape as JSON Lines" },
	{ "decode", cmd_decode, "print the bytes of a Kafka message as JSON" },
	{ "check", cmd_check, "did anything go wrong in this traffic?" },
	{ "diff", cmd_diff, "what differs between two tapes?" },
	{ "replay", cmd_replay, "produce the records of a tape again" },
	{ "test", cmd_test, "test a service with what was recorded of it" },
	{ "seal", cmd_seal, "finish a tape: spill file, indexes" },
	{ "cut", cmd_cut, "a slice of a tape as a tape of its own" },
	{ "merge", cmd_merge, "tapes of several proxies as one" },
	{ "mock", cmd_mock, "run an embedded stand-in broker" },
	{ NULL, NULL, NULL },
};

static void usage(FILE *out)
{
	fputs("usage: ktape COMMAND [OPTION...]\n\n", out);
	for (const struct command *c = commands; c->name; c++)
		fprintf(out, "  %-8s %s\n", c->name, c->help);
	fputs("\n`ktape COMMAND --help` lists a command's options.\n", out);
}

/* A tape must not become stdin, stdout or stderr where one of those is closed:
 * words would be written into it.  What is put there instead can't be written
 * to, either. */
static void fill_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* Data that didn't get to stdout was not handed over. */
static int finish(int status)
{
	bool lost = fflush(stdout) != 0 || ferror(stdout);

	if (status != 0 || !lost)
		return status;
	fprintf(stderr, "ktape: cannot write to stdout: %s\n", strerror(errno));
	return ERR_IO;
}

static int run(const char *name, int argc, char **argv)
{
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(name, c->name))
			return finish(c->run(argc, argv));
	fprintf(stderr, "ktape: no command '%s'; see `ktape --help`\n", name);
	return ERR_USAGE;
}

static int help(char *name)
{
	char option[] = "--help", *argv[] = { name, option, NULL };

	if (name)
		return run(name, 2, argv);
	usage(stdout);
	return finish(0);
}

int main(int argc, char **argv)
{
	char *name = argc > 1 ? argv[1] : NULL;

	fill_standard_files();
	signal(SIGPIPE, SIG_IGN);
	if (!name) {
		usage(stderr);
		return ERR_USAGE;
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts("ktape " KTAPE_VERSION);
		return finish(0);
	}
	if (!strcmp(name, "help"))
		return help(argc > 2 ? argv[2] : NULL);
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		return help(NULL);
	return run(name, argc - 1, argv + 1);
}
