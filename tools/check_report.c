/* SPDX-License-Identifier: Apache-2.0 */
/* check_report.c - what the checks found, for people and for machines.  All
 * forms say the same; none decides anything. */
#include "tools/check_report.h"

#include "codec/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 5, WORDS = 1024 };

/* ---- words that all forms share */

/* "orders-3 offset 17, group g" into `text`. */
static void where(const struct finding *f, char *text, size_t size)
{
	char offset[40] = "", partition[24] = "";

	if (f->partition >= 0)
		snprintf(partition, sizeof(partition), "-%" PRId64,
			 f->partition);
	if (f->offset >= 0)
		snprintf(offset, sizeof(offset), " offset %" PRId64, f->offset);
	snprintf(text, size, "%s%s%s%s%s", f->topic ? f->topic : "", partition,
		 offset, f->topic && f->group_id ? ", " : "",
		 f->group_id ? "group " : "");
	if (f->group_id)
		strncat(text, f->group_id, size - strlen(text) - 1);
}

static int64_t found(const struct check_result *r)
{
	return r->count[VERDICT_FAIL] + r->count[VERDICT_SUSPECT];
}

/* "2 findings in 120 batches", "120 batches", "no batches" */
static void amount(const struct check_result *r, char *text, size_t size)
{
	if (!r->examined)
		snprintf(text, size, "no %s", r->unit ? r->unit : "rows");
	else if (found(r))
		snprintf(text, size, "%" PRId64 " finding%s in %" PRId64 " %s",
			 found(r), found(r) == 1 ? "" : "s", r->examined,
			 r->unit);
	else
		snprintf(text, size, "%" PRId64 " %s", r->examined, r->unit);
}

static bool fails(const struct check_report *r, const struct check_result *c)
{
	return c->verdict == VERDICT_FAIL ||
	       (r->strict && c->verdict == VERDICT_SUSPECT);
}

/* Neither good nor bad. */
static bool is_open(const struct check_report *r, const struct check_result *c)
{
	return c->verdict != VERDICT_PASS && !fails(r, c);
}

static int family_of(const char *name)
{
	return (int)strcspn(name, ".");
}

static bool same_family(const char *a, const char *b)
{
	return family_of(a) == family_of(b) &&
	       !strncmp(a, b, (size_t)family_of(a));
}

/* ---- text */

static const enum report_colour colours[VERDICTS] = {
	[VERDICT_PASS] = REPORT_GREEN,
	[VERDICT_NONE] = REPORT_DIM,
	[VERDICT_SUSPECT] = REPORT_YELLOW,
	[VERDICT_FAIL] = REPORT_RED,
};

static void text_finding(FILE *out, const struct finding *f)
{
	char place[WORDS];

	where(f, place, sizeof(place));
	fprintf(out, "             %s",
		f->verdict == VERDICT_NONE ? "not examined: " : "");
	report_words(out, place);
	fputs(place[0] ? ": " : "", out);
	report_words(out, f->detail ? f->detail : "");
	if (f->exchange > 0)
		fprintf(out, "  (exchange %" PRId64 ")", f->exchange);
	fputc('\n', out);
}

static void text_findings(FILE *out, const struct check_report *r,
			  const struct check_result *c)
{
	int64_t shown[VERDICTS] = { 0 }, more = 0;

	for (const struct finding *f = c->findings; f; f = f->next)
		if (r->all || shown[f->verdict] < FIRST) {
			text_finding(out, f);
			shown[f->verdict]++;
		}
	for (int v = 0; v < VERDICTS; v++)
		more += c->count[v] - shown[v];
	if (more)
		fprintf(out, "             and %" PRId64 " more%s\n", more,
			r->all ? "" : ": --all");
}

static void text_head(FILE *out, const struct check_result *c, const char *key)
{
	char words[WORDS];

	check_head(c->check, key, words, sizeof(words));
	if (words[0])
		fprintf(out, "             %s: %s\n", key, words);
}

static void text_check(FILE *out, const struct check_report *r,
		       const struct check_result *c)
{
	char words[WORDS];

	amount(c, words, sizeof(words));
	fprintf(out, "  %s%-8s%s %-26s %s\n",
		report_colour(out, colours[c->verdict]),
		verdict_name(c->verdict), report_plain(out), c->check->name,
		words);
	text_findings(out, r, c);
	if (!found(c))
		return;
	text_head(out, c, "means");
	if (c->verdict == VERDICT_SUSPECT)
		text_head(out, c, "innocent");
	text_head(out, c, "do");
}

/* The families in their order, in each the worst first. */
static void text(FILE *out, const struct check_report *r)
{
	int64_t count[VERDICTS] = { 0 };

	for (size_t i = 0; i < r->count; i++) {
		const char *name = r->results[i].check->name;

		count[r->results[i].verdict]++;
		if (i && same_family(name, r->results[i - 1].check->name))
			continue;
		fprintf(out, "%.*s\n", family_of(name), name);
		for (int v = VERDICT_FAIL; v >= 0; v--)
			for (size_t k = i; k < r->count; k++)
				if (same_family(name,
						r->results[k].check->name) &&
				    (int)r->results[k].verdict == v)
					text_check(out, r, &r->results[k]);
	}
	fprintf(out,
		"%" PRId64 " failed, %" PRId64 " suspect, %" PRId64
		" passed, %" PRId64 " not examined\n",
		count[VERDICT_FAIL], count[VERDICT_SUSPECT],
		count[VERDICT_PASS], count[VERDICT_NONE]);
	if (count[VERDICT_FAIL] + count[VERDICT_SUSPECT])
		fprintf(out,
			"`ktape dump %s --exchange N` shows what a finding "
			"rests on\n",
			r->tape);
}

/* ---- json */

static void member(struct writer *w, const char *name, const char *value)
{
	json_raw(w, ",\"");
	json_raw(w, name);
	json_raw(w, "\":");
	if (value)
		json_string(w, bytes_of_string(value));
	else
		json_raw(w, "null");
}

static void number(struct writer *w, const char *name, int64_t value)
{
	json_raw(w, ",\"");
	json_raw(w, name);
	json_raw(w, "\":");
	if (value < 0)
		json_raw(w, "null");
	else
		json_int(w, value);
}

static void json_finding(struct writer *w, const struct finding *f)
{
	json_raw(w, "{\"verdict\":\"");
	json_raw(w, verdict_name(f->verdict));
	json_raw(w, "\"");
	member(w, "topic", f->topic);
	number(w, "partition", f->partition);
	number(w, "offset", f->offset);
	member(w, "group_id", f->group_id);
	number(w, "exchange_id", f->exchange);
	member(w, "detail", f->detail);
	json_raw(w, "}");
}

static void json_check(struct writer *w, const struct check_result *c)
{
	static const char *const keys[] = { "title", "means",    "severity",
					    "blame", "innocent", "unknown",
					    "do" };
	char words[WORDS];

	json_raw(w, "{\"check\":");
	json_string(w, bytes_of_string(c->check->name));
	member(w, "verdict", verdict_name(c->verdict));
	number(w, "examined", c->examined);
	member(w, "unit", c->unit);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		check_head(c->check, keys[i], words, sizeof(words));
		member(w, keys[i], words[0] ? words : NULL);
	}
	number(w, "failed", c->count[VERDICT_FAIL]);
	number(w, "suspect", c->count[VERDICT_SUSPECT]);
	number(w, "milliseconds", (int64_t)(c->seconds * 1000));
	json_raw(w, ",\"findings\":[");
	for (const struct finding *f = c->findings; f; f = f->next) {
		json_finding(w, f);
		json_raw(w, f->next ? "," : "");
	}
	json_raw(w, "]}");
}

static void json(FILE *out, const struct check_report *r)
{
	struct writer w;

	writer_init(&w, 0);
	json_raw(&w, "{\"tape\":");
	json_string(&w, bytes_of_string(r->tape));
	json_raw(&w, ",\"checks\":[\n");
	for (size_t i = 0; i < r->count; i++) {
		json_check(&w, &r->results[i]);
		json_raw(&w, i + 1 < r->count ? ",\n" : "\n");
		fwrite(w.data, 1, w.size, out);
		writer_reset(&w);
	}
	json_raw(&w, "]}\n");
	fwrite(w.data, 1, w.size, out);
	writer_release(&w);
}

/* ---- junit, tap */

static void lines_of(FILE *out, const struct check_result *c,
		     void (*print)(FILE *, const char *), const char *before)
{
	for (const struct finding *f = c->findings; f; f = f->next) {
		char place[WORDS], id[32] = "";

		where(f, place, sizeof(place));
		if (f->exchange > 0)
			snprintf(id, sizeof(id), " (exchange %" PRId64 ")",
				 f->exchange);
		fprintf(out, "%s%s ", before, verdict_name(f->verdict));
		print(out, place);
		fputs(": ", out);
		print(out, f->detail ? f->detail : "");
		fprintf(out, "%s\n", id);
	}
}

static void junit(FILE *out, const struct check_report *r)
{
	int64_t failed = 0, skipped = 0;

	for (size_t i = 0; i < r->count; i++) {
		failed += fails(r, &r->results[i]);
		skipped += is_open(r, &r->results[i]);
	}
	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuite name=\"ktape check\" tests=\"%zu\" failures=\"%" PRId64
		"\" skipped=\"%" PRId64 "\">\n",
		r->count, failed, skipped);
	for (size_t i = 0; i < r->count; i++) {
		const struct check_result *c = &r->results[i];
		const char *name = c->check->name;
		char words[WORDS];

		amount(c, words, sizeof(words));
		fprintf(out, "<testcase classname=\"%.*s\" name=\"",
			family_of(name), name);
		report_xml(out, name);
		fprintf(out, "\" time=\"%.3f\">", c->seconds);
		if (c->verdict != VERDICT_PASS) {
			const char *tag = fails(r, c) ? "failure" : "skipped";

			fprintf(out, "<%s message=\"%s: ", tag,
				verdict_name(c->verdict));
			report_xml(out, words);
			fputs("\">\n", out);
			lines_of(out, c, report_xml, "");
			fprintf(out, "</%s>", tag);
		}
		fputs("</testcase>\n", out);
	}
	fputs("</testsuite>\n", out);
}

static void tap(FILE *out, const struct check_report *r)
{
	fprintf(out, "TAP version 14\n1..%zu\n", r->count);
	for (size_t i = 0; i < r->count; i++) {
		const struct check_result *c = &r->results[i];
		char words[WORDS];

		amount(c, words, sizeof(words));
		fprintf(out, "%s %zu - %s: ", fails(r, c) ? "not ok" : "ok",
			i + 1, c->check->name);
		report_words(out, words);
		if (is_open(r, c))
			fprintf(out, " # SKIP %s", verdict_name(c->verdict));
		fputc('\n', out);
		lines_of(out, c, report_words, "# ");
	}
}

void check_report_print(FILE *out, enum report_form form, const void *report)
{
	static void (*const prints[REPORT_FORMS])(
		FILE *, const struct check_report *) = { text, json, junit,
							 tap };

	prints[form](out, report);
}
