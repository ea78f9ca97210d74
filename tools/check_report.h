/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_CHECK_REPORT_H
#define TOOLS_CHECK_REPORT_H

#include "replay/check.h"
#include "tools/report.h"

/* What a run of checks found, in one of four forms. */
struct check_report {
	const char *tape;
	const struct check_result *results;
	size_t count;
	bool strict; /* SUSPECT is a failure, too */
	bool all;    /* text: all findings that were kept, not the first five */
};

/* text: by family, the worst check first.  json: one object.  junit: what CI
 * systems read; SUSPECT and NONE are skipped cases there.  tap: TAP 14, alike. */
void check_report_print(FILE *out, enum report_form form, const void *report);

#endif
