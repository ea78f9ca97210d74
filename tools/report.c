/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - which reports are wanted, and where they go. */
#include "tools/report.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const names[REPORT_FORMS] = { "text", "json", "junit",
						 "tap" };

static int parse_one(struct reports *r, char *word, struct err *e)
{
	char *colon = strchr(word, ':');
	int form = 0;

	if (colon)
		*colon = '\0';
	while (form < REPORT_FORMS && strcmp(word, names[form]) != 0)
		form++;
	if (form == REPORT_FORMS || r->count == REPORTS_MAX)
		return err_set(e, ERR_USAGE,
			       "--report is text, json, junit or tap, each "
			       "perhaps with :FILE, and no more than %d",
			       REPORTS_MAX);
	r->wishes[r->count++] =
		(struct report_wish) { (enum report_form)form,
				       colon ? colon + 1 : NULL };
	return 0;
}

int reports_parse(struct reports *r, const char *words, struct err *e)
{
	char *rest, *word;

	*r = (struct reports) { .count = 0 };
	r->words = rest = strdup(words ? words : "text");
	if (!rest)
		return err_set(e, ERR_IO, "no memory for --report");
	while ((word = strsep(&rest, ",")))
		if (parse_one(r, word, e) < 0)
			return -1;
	return 0;
}

void reports_release(struct reports *r)
{
	free(r->words);
	*r = (struct reports) { .count = 0 };
}

static int write_one(const struct report_wish *wish, reports_print *print,
		     const void *what, struct err *e)
{
	FILE *out = wish->path ? fopen(wish->path, "w") : stdout;
	bool failed = !out;

	if (out) {
		print(out, wish->form, what);
		failed = fflush(out) != 0 || ferror(out);
	}
	if (out && wish->path)
		failed |= fclose(out) != 0;
	return failed ? err_set(e, ERR_IO, "cannot write '%s': %s",
				wish->path ? wish->path : "stdout",
				strerror(errno))
		      : 0;
}

int reports_write(const struct reports *r, reports_print *print,
		  const void *what, struct err *e)
{
	int result = 0;

	for (int i = 0; i < r->count; i++)
		if (r->wishes[i].path &&
		    write_one(&r->wishes[i], print, what, e) < 0)
			result = -1;
	for (int i = 0; i < r->count; i++)
		if (!r->wishes[i].path &&
		    write_one(&r->wishes[i], print, what, e) < 0)
			result = -1;
	return result;
}

/* By no-color.org, whatever it is set to but nothing. */
static bool has_colours(FILE *out)
{
	const char *unwanted = getenv("NO_COLOR"), *kind = getenv("TERM");

	return isatty(fileno(out)) && !(unwanted && *unwanted) &&
	       !(kind && !strcmp(kind, "dumb"));
}

const char *report_colour(FILE *out, enum report_colour colour)
{
	static const char *const codes[] = {
		[REPORT_GREEN] = "\033[32m",
		[REPORT_RED] = "\033[31m",
		[REPORT_YELLOW] = "\033[33m",
		[REPORT_DIM] = "\033[2m",
	};

	return has_colours(out) ? codes[colour] : "";
}

const char *report_plain(FILE *out)
{
	return has_colours(out) ? "\033[0m" : "";
}

void report_xml(FILE *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': fputs("&amp;", out); break;
		case '<': fputs("&lt;", out); break;
		case '>': fputs("&gt;", out); break;
		case '"': fputs("&quot;", out); break;
		default:
			/* XML 1.0 has no control characters */
			fputc((unsigned char)*s < ' ' && *s != '\n' ? '?' : *s,
			      out);
		}
}

void report_words(FILE *out, const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			fprintf(out, "\\x%02x", (unsigned char)*s);
		else
			fputc(*s, out);
}
