/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_TEST_CASES_H
#define TOOLS_TEST_CASES_H

#include "tools/report.h"

#include <stddef.h>

/* What `ktape test` found: one case per topic, group, transactional id, and for
 * the service itself. */
enum test_verdict { TEST_SAME, TEST_DIFFERS, TEST_NOT_PROVEN };

struct test_case {
	const char *kind; /* "topic", "group", "service", ...: a constant */
	char *name;
	enum test_verdict verdict;
	char *words; /* "11 of 12 records: 1 missing" */
	struct test_line {
		char *words;
		char *sql; /* shows it on TAPE with OUT attached as b; or NULL */
	} * lines;
	size_t line_count;
	size_t lines_left_out;
};

/* Zero-initialise. */
struct test_cases {
	const char *tape, *command;
	struct test_case *items;
	size_t count;
};
void test_cases_release(struct test_cases *c);

/* A new last case.  Without memory the program ends, as all that is allocated
 * here is a few words. */
struct test_case *test_case_add(struct test_cases *c, const char *kind,
				const char *name);
void test_case_say(struct test_case *c, enum test_verdict verdict,
		   const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The first TEST_LINES_MAX are kept. */
enum { TEST_LINES_MAX = 20 };
void test_case_line(struct test_case *c, const char *sql, const char *words);

/* text: the verdict of each case, with its lines; json, junit, tap alike. */
void test_report_print(FILE *out, enum report_form form, const void *cases);

#endif
