/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_REPORT_H
#define TOOLS_REPORT_H

#include "codec/err.h"

#include <stdio.h>

/* `--report FORM[:FILE],...`: what a command found, in several forms at once. */
enum report_form {
	REPORT_TEXT,
	REPORT_JSON,
	REPORT_JUNIT,
	REPORT_TAP,
	REPORT_FORMS
};

/* Its line in a command's option rows. */
#define REPORT_OPTION(target)                                  \
	{                                                      \
		OPT_TEXT, 0, "report", "FORM[:FILE],...",      \
			"text, json, junit or tap, to a file " \
			"or to stdout (default: text)",        \
			(target)                               \
	}

enum { REPORTS_MAX = 8 };

struct reports {
	struct report_wish {
		enum report_form form;
		const char *path; /* NULL: stdout */
	} wishes[REPORTS_MAX];
	int count;
	char *words; /* that the paths point into */
};

/* NULL: text on stdout.  -1: see `e`, ERR_USAGE. */
int reports_parse(struct reports *r, const char *words, struct err *e);
void reports_release(struct reports *r);

typedef void reports_print(FILE *out, enum report_form form, const void *what);
/* print(out, form, what) for each that was wished for, those on stdout last, as
 * the reader of a pipe may be gone.  -1: see `e`, ERR_IO; the others were
 * written all the same. */
int reports_write(const struct reports *r, reports_print *print,
		  const void *what, struct err *e);

enum report_colour { REPORT_GREEN, REPORT_RED, REPORT_YELLOW, REPORT_DIM };
/* What turns text on `out` to that colour, and back: on a terminal, unless
 * $NO_COLOR is set or it is a dumb one; else "". */
const char *report_colour(FILE *out, enum report_colour colour);
const char *report_plain(FILE *out);
/* `s` as text or attribute of XML. */
void report_xml(FILE *out, const char *s);
/* `s` on one line: what a tape says may hold anything, and control characters do
 * no good to a terminal. */
void report_words(FILE *out, const char *s);

#endif
