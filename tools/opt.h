/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_OPT_H
#define TOOLS_OPT_H

#include "codec/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A command's options are rows; getopt_long() and --help both work from them. */
enum opt_type {
	OPT_END,
	OPT_FLAG,     /* bool */
	OPT_TEXT,     /* const char * */
	OPT_LIST,     /* struct opt_list: may be given several times */
	OPT_INT,      /* int64_t; 0 and up */
	OPT_COUNT,    /* int64_t; 1 to 2147483647 */
	OPT_TIMES,    /* int64_t, as OPT_COUNT; --name without =N: INT64_MAX */
	OPT_SIZE,     /* uint64_t; 64K, 256M, 8G */
	OPT_DURATION, /* int64_t ms; 500ms, 5s, 2m, 1h; seconds without a unit */
	OPT_TIME,     /* int64_t us since the epoch; 2026-01-02T03:04:05.678Z or
		       * with a space for the T */
	OPT_FACTOR,   /* double above 0; 0.5, 2, "max" is HUGE_VAL */
	OPT_CHOICE,   /* int: index into `value`, "block|drop" */
};

struct opt_list {
	const char **items;
	size_t count;
};

struct opt {
	enum opt_type type;
	char letter;       /* 0: none */
	const char *name;  /* "on-full" */
	const char *value; /* shown in --help: "HOST:PORT"; NULL for a flag */
	const char *help;  /* one sentence, wrapped by --help */
	void *target;
};

struct opt_usage {
	const char *command; /* "record" */
	const char *args;    /* "-b UPSTREAM -w TAPE [-- CMD ARG...]" */
	const char *about;   /* one or two sentences, wrapped by --help */
	const struct opt *options;
	/* how many at most; OPT_COMMAND: only a CMD behind `--`,
	 * OPT_OPERAND_COMMAND: one and then a CMD behind `--` */
	int operands;
};

enum { OPT_COMMAND = -1, OPT_OPERAND_COMMAND = -2 };

/* Parse argv.  Returns the index of the first operand (behind `--` if there is
 * one); -1: a usage error was printed, exit with ERR_USAGE; -2: --help was
 * printed, exit with 0. */
int opt_parse(int argc, char **argv, const struct opt_usage *usage);
void opt_list_release(struct opt_list *list);

/* The exit status for a negative result of opt_parse(). */
int opt_status(int parsed);

/* Print "ktape COMMAND: SENTENCE" and where to find help; returns ERR_USAGE. */
int opt_error(const struct opt_usage *usage, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* "HOST:PORT", "[::1]:9092"; a port is 0 to 65535.  -1: see `e`. */
int opt_host_port(const char *text, char host[256], int *port, struct err *e);

#endif
