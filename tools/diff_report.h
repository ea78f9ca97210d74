/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_DIFF_REPORT_H
#define TOOLS_DIFF_REPORT_H

#include "tools/diff_found.h"
#include "tools/report.h"

/* What a comparison found, in one of four forms: what reports_write() calls. */
struct diff_report {
	const struct diff_found *found;
	const char *suite; /* of JUnit: "ktape diff" */
	bool all;          /* text: all items that were kept, not the first */
};

/* text: unit by unit, places in JSON side by side.  json: one object.  junit and
 * tap: a case for each topic, group and transactional id, and one for each tape
 * that says whether something is missing on it; what is not proven is skipped. */
void diff_report_print(FILE *out, enum report_form form, const void *report);

/* The forms but text; `out` is as above. */
void diff_report_json(FILE *out, const struct diff_report *r);
void diff_report_junit(FILE *out, const struct diff_report *r);
void diff_report_tap(FILE *out, const struct diff_report *r);

/* "2 missing, 1 changed in 4000 records", into `text`. */
void diff_unit_words(const struct found_unit *u, char *text, size_t size);
/* "orders-0, A offset 17, B offset 1017, key customer-5", into `text`. */
void diff_item_words(const struct found_item *i, char *text, size_t size);

#endif
