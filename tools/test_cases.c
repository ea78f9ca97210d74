/* SPDX-License-Identifier: Apache-2.0 */
/* test_cases.c - the cases of a test, and their reports. */
#include "tools/test_cases.h"

#include "codec/json.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *p)
{
	if (!p)
		abort();
	return p;
}

static char *copy(const char *s)
{
	return s ? checked(strdup(s)) : NULL;
}

struct test_case *test_case_add(struct test_cases *c, const char *kind,
				const char *name)
{
	struct test_case *items =
		checked(realloc(c->items, (c->count + 1) * sizeof(*c->items)));

	c->items = items;
	items[c->count] = (struct test_case) { .kind = kind,
					       .name = copy(name),
					       .words = copy("") };
	return &items[c->count++];
}

void test_case_say(struct test_case *c, enum test_verdict verdict,
		   const char *format, ...)
{
	va_list list;

	free(c->words);
	c->verdict = verdict;
	va_start(list, format);
	if (vasprintf(&c->words, format, list) < 0)
		abort();
	va_end(list);
}

void test_case_line(struct test_case *c, const char *sql, const char *words)
{
	if (c->line_count == TEST_LINES_MAX) {
		c->lines_left_out++;
		return;
	}
	c->lines = checked(
		realloc(c->lines, (c->line_count + 1) * sizeof(*c->lines)));
	c->lines[c->line_count++] =
		(struct test_line) { copy(words), copy(sql) };
}

void test_cases_release(struct test_cases *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct test_case *one = &c->items[i];

		for (size_t k = 0; k < one->line_count; k++) {
			free(one->lines[k].words);
			free(one->lines[k].sql);
		}
		free(one->lines);
		free(one->name);
		free(one->words);
	}
	free(c->items);
	*c = (struct test_cases) { .tape = NULL };
}

/* ---- reports */

static const char *const verdicts[] = { "same", "differs", "not proven" };

static size_t count(const struct test_cases *c, enum test_verdict v)
{
	size_t n = 0;

	for (size_t i = 0; i < c->count; i++)
		n += c->items[i].verdict == v;
	return n;
}

/* Bytes of records may be anything: no control characters on a terminal. */
static void print_words(FILE *out, const char *words)
{
	for (; *words; words++)
		fputc((unsigned char)*words < ' ' || *words == 0x7f ? '?'
								    : *words,
		      out);
}

static void print_lines(FILE *out, const struct test_case *c,
			const char *before, void (*print)(FILE *, const char *))
{
	for (size_t i = 0; i < c->line_count; i++) {
		fputs(before, out);
		print(out, c->lines[i].words);
		fputc('\n', out);
	}
	if (c->lines_left_out)
		fprintf(out, "%sand %zu more\n", before, c->lines_left_out);
}

static void text(FILE *out, const struct test_cases *c)
{
	static const enum report_colour colours[] = {
		[TEST_SAME] = REPORT_GREEN,
		[TEST_DIFFERS] = REPORT_RED,
		[TEST_NOT_PROVEN] = REPORT_YELLOW,
	};

	for (size_t i = 0; i < c->count; i++) {
		const struct test_case *one = &c->items[i];

		fprintf(out, "%s%-10s%s  %s ",
			report_colour(out, colours[one->verdict]),
			verdicts[one->verdict], report_plain(out), one->kind);
		print_words(out, one->name);
		fputs(": ", out);
		print_words(out, one->words);
		fputc('\n', out);
		print_lines(out, one, "              ", print_words);
	}
}

static void member(struct writer *w, const char *name, const char *value)
{
	json_raw(w, name);
	if (value)
		json_string(w, bytes_of_string(value));
	else
		json_raw(w, "null");
}

static void json_case(struct writer *w, const struct test_case *c)
{
	member(w, "{\"kind\":", c->kind);
	member(w, ",\"name\":", c->name);
	member(w, ",\"verdict\":", verdicts[c->verdict]);
	member(w, ",\"words\":", c->words);
	json_raw(w, ",\"lines\":[");
	for (size_t i = 0; i < c->line_count; i++) {
		member(w,
		       i ? ",{\"words\":" : "{\"words\":", c->lines[i].words);
		member(w, ",\"sql\":", c->lines[i].sql);
		json_raw(w, "}");
	}
	json_raw(w, "],\"left_out\":");
	json_int(w, (int64_t)c->lines_left_out);
	json_raw(w, "}");
}

static void json(FILE *out, const struct test_cases *c)
{
	struct writer w;

	writer_init(&w, 0);
	member(&w, "{\"tape\":", c->tape);
	member(&w, ",\"command\":", c->command);
	json_raw(&w, ",\"cases\":[\n");
	for (size_t i = 0; i < c->count; i++) {
		json_case(&w, &c->items[i]);
		json_raw(&w, i + 1 < c->count ? ",\n" : "\n");
	}
	json_raw(&w, "]}\n");
	fwrite(w.data, 1, w.size, out);
	writer_release(&w);
}

static void junit(FILE *out, const struct test_cases *c)
{
	fprintf(out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuite name=\"ktape test\" tests=\"%zu\" failures=\"%zu\" "
		"skipped=\"%zu\">\n",
		c->count, count(c, TEST_DIFFERS), count(c, TEST_NOT_PROVEN));
	for (size_t i = 0; i < c->count; i++) {
		const struct test_case *one = &c->items[i];
		const char *tag =
			one->verdict == TEST_DIFFERS ? "failure" : "skipped";

		fprintf(out, "<testcase classname=\"%s\" name=\"", one->kind);
		report_xml(out, one->name);
		fputs("\">", out);
		if (one->verdict != TEST_SAME) {
			fprintf(out, "<%s message=\"", tag);
			report_xml(out, one->words);
			fputs("\">\n", out);
			print_lines(out, one, "", report_xml);
			fprintf(out, "</%s>", tag);
		}
		fputs("</testcase>\n", out);
	}
	fputs("</testsuite>\n", out);
}

static void tap(FILE *out, const struct test_cases *c)
{
	fprintf(out, "TAP version 14\n1..%zu\n", c->count);
	for (size_t i = 0; i < c->count; i++) {
		const struct test_case *one = &c->items[i];

		fprintf(out, "%s %zu - %s ",
			one->verdict == TEST_DIFFERS ? "not ok" : "ok", i + 1,
			one->kind);
		print_words(out, one->name);
		fputs(": ", out);
		print_words(out, one->words);
		if (one->verdict == TEST_NOT_PROVEN)
			fputs(" # SKIP not proven", out);
		fputc('\n', out);
		print_lines(out, one, "# ", print_words);
	}
}

void test_report_print(FILE *out, enum report_form form, const void *cases)
{
	static void (*const prints[REPORT_FORMS])(
		FILE *, const struct test_cases *) = { text, json, junit, tap };

	prints[form](out, cases);
}
