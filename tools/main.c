/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - the table of commands and the dispatch; the only exit() is its
 * return. */
#include "codec/err.h"
#include "tools/cmd.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

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

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;

	signal(SIGPIPE, SIG_IGN);
	if (!name) {
		usage(stderr);
		return ERR_USAGE;
	}
	if (!strcmp(name, "--version") || !strcmp(name, "-V")) {
		puts("ktape " KTAPE_VERSION);
		return 0;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") ||
	    !strcmp(name, "help")) {
		usage(stdout);
		return 0;
	}
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(name, c->name))
			return c->run(argc - 1, argv + 1);
	fprintf(stderr, "ktape: no command '%s'; see `ktape --help`\n", name);
	return ERR_USAGE;
}
