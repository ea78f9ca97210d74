/* SPDX-License-Identifier: Apache-2.0 */
/* diff_report.c - what a comparison found, in words.  What was different in one
 * place stands side by side, as diff -y does it:
 *
 *   changed    orders-0, A offset 17, B offset 1017, key customer-5
 *                $.cents                 1200            | 1300
 *                SELECT 'A' AS tape, ...
 */
#include "tools/diff_report.h"

#include "codec/json.h"

#include <inttypes.h>
#include <string.h>

enum { FIRST = 10, PLACE = 24, COLUMN = 36, VALUE = 100, WORDS = 1024 };

static const char *const units[DIFF_PARTS] = { "record", "partition",
					       "transaction", "record" };
static const char letters[DIFF_SIDES] = { 'A', 'B' };

/* ---- words that several forms share */

static size_t add(char *text, size_t size, size_t at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
static size_t add(char *text, size_t size, size_t at, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text + at, size - at, format, args);
	va_end(args);
	at += n > 0 ? (size_t)n : 0;
	return at < size ? at : size - 1;
}

void diff_unit_words(const struct found_unit *u, char *text, size_t size)
{
	const int64_t *n = u->unit.size;
	size_t at = 0;

	text[0] = '\0';
	for (int c = DIFF_MISSING; c < DIFF_CLASSES; c++)
		if (u->unit.count[c])
			at = add(text, size, at, "%s%" PRId64 " %s",
				 at ? ", " : "", u->unit.count[c],
				 diff_class_names[c]);
	if (at)
		at = add(text, size, at, " in ");
	at = add(text, size, at, "%" PRId64, n[DIFF_A]);
	if (n[DIFF_A] != n[DIFF_B])
		at = add(text, size, at, " and %" PRId64, n[DIFF_B]);
	at = add(text, size, at, " %s%s", units[u->unit.part],
		 n[DIFF_B] == 1 ? "" : "s");
	if (u->unit.approximate)
		add(text, size, at,
		    "; too many are alike to find the best order: some may "
		    "count twice, as missing and extra");
}

/* At most `most` characters of `b`, control characters escaped; what is not
 * text in base64. */
static void put_bytes(FILE *out, struct bytes b, size_t most, size_t *width)
{
	size_t n = 0;

	for (size_t i = 0; i < b.n; i++) {
		uint8_t c = b.p[i];
		bool whole = (c & 0xc0) != 0x80;

		if (whole && n + 1 >= most) {
			fputs("\xe2\x80\xa6", out);
			n++;
			break;
		}
		if (c < ' ' || c == 0x7f)
			n += (size_t)fprintf(out, "\\x%02x", c);
		else
			fputc(c, out);
		n += whole && c >= ' ' && c != 0x7f;
	}
	*width = n;
}

/* As text, or what it is instead. */
static size_t put_value(FILE *out, struct bytes b, size_t most,
			const char *nothing)
{
	struct writer w;
	size_t width;

	if (!b.p)
		return (size_t)fprintf(out, "%s", nothing);
	writer_init(&w, 0);
	if (!utf8_valid(b)) {
		json_raw(&w, "base64 ");
		json_base64(&w, b);
		b = writer_bytes(&w);
	}
	put_bytes(out, b, most, &width);
	writer_release(&w);
	return width;
}

/* "offset 17", or what stands for it. */
static size_t add_offset(char *text, size_t size, size_t at,
			 const struct diff_place *p)
{
	if (p->offset < 0)
		return add(text, size, at, "offset unknown");
	return add(text, size, at, "offset %" PRId64, p->offset);
}

static size_t add_key(char *text, size_t size, size_t at, struct bytes key)
{
	FILE *out;

	if (!key.p)
		return at;
	at = add(text, size, at, ", key ");
	out = fmemopen(text + at, size - at, "w");
	if (!out)
		return at;
	put_value(out, key, 60, "null");
	fclose(out);
	text[size - 1] = '\0';
	return at + strlen(text + at);
}

static void record_words(const struct found_item *i, char *text, size_t size)
{
	const struct diff_place *a = &i->at[DIFF_A], *b = &i->at[DIFF_B];
	bool one = !a->record || !b->record || a->partition == b->partition;
	size_t at = 0;

	if (one)
		at = add(text, size, at, "%s-%" PRId64, i->topic,
			 a->record ? a->partition : b->partition);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		if (!i->at[s].record)
			continue;
		at = add(text, size, at, "%s%c ", at ? ", " : "", letters[s]);
		if (!one)
			at = add(text, size, at, "%s-%" PRId64 " ", i->topic,
				 i->at[s].partition);
		at = add_offset(text, size, at, &i->at[s]);
	}
	add_key(text, size, at, i->key);
}

void diff_item_words(const struct found_item *i, char *text, size_t size)
{
	size_t at = 0;

	text[0] = '\0';
	if (i->part == DIFF_RECORDS) {
		record_words(i, text, size);
		return;
	}
	if (i->topic)
		at = add(text, size, at, "%s", i->topic);
	if (i->partition >= 0)
		at = add(text, size, at, "-%" PRId64, i->partition);
	if (at)
		at = add(text, size, at, ": ");
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		at = add(text, size, at, "%s%c %s", s ? ", " : "", letters[s],
			 i->words[s] ? i->words[s] : "none");
}

/* ---- text */

static void fill(FILE *out, size_t width, size_t column)
{
	fprintf(out, "%*s", (int)(width < column ? column - width : 0), "");
}

static void print_place(FILE *out, const struct found_place *p)
{
	const char *nothing = p->json ? "(nothing)" : "null";

	fputs("               ", out);
	fill(out, put_value(out, bytes_of_string(p->place), 2 * COLUMN, ""),
	     PLACE);
	fprintf(out, " %s", report_colour(out, REPORT_RED));
	fill(out, put_value(out, p->side[DIFF_A], COLUMN, nothing), COLUMN);
	fprintf(out, "%s | %s", report_plain(out),
		report_colour(out, REPORT_GREEN));
	put_value(out, p->side[DIFF_B], COLUMN, nothing);
	fprintf(out, "%s\n", report_plain(out));
}

static void print_item(FILE *out, const struct found_item *i)
{
	char words[WORDS];

	diff_item_words(i, words, sizeof(words));
	fprintf(out, "    %-9s ", diff_class_names[i->class]);
	report_words(out, words);
	fprintf(out, "%s\n",
		i->proven ? "" : "  (not proven: may not be on the tape)");
	for (const struct found_place *p = i->places; p; p = p->next)
		print_place(out, p);
	if (i->part == DIFF_RECORDS && !i->places) {
		fprintf(out, "               %s",
			report_colour(out, i->at[DIFF_A].record
						   ? REPORT_RED
						   : REPORT_GREEN));
		put_value(out, i->value, VALUE, "null");
		fprintf(out, "%s\n", report_plain(out));
	}
	fprintf(out, "               %s", report_colour(out, REPORT_DIM));
	report_words(out, i->sql ? i->sql : "");
	fprintf(out, "%s\n", report_plain(out));
}

static void print_items(FILE *out, const struct diff_report *r,
			const struct found_unit *u)
{
	int64_t shown = 0, all = 0;

	for (const struct found_item *i = u->items; i; i = i->next)
		if (r->all || shown < FIRST) {
			print_item(out, i);
			shown++;
		}
	for (int c = DIFF_MISSING; c < DIFF_CLASSES; c++)
		all += u->unit.count[c];
	if (all > shown)
		fprintf(out, "    and %" PRId64 " more%s\n", all - shown,
			r->all ? "" : ": --all");
}

static void print_unit(FILE *out, const struct diff_report *r,
		       const struct found_unit *u)
{
	bool same = found_unit_same(u);
	char words[WORDS];

	diff_unit_words(u, words, sizeof(words));
	fprintf(out, "  %s%-9s%s ",
		report_colour(out, same ? REPORT_GREEN : REPORT_RED),
		same                   ? "same"
		: found_unit_proven(u) ? "DIFFERS"
				       : "differs?",
		report_plain(out));
	report_words(out, u->unit.name);
	fprintf(out, ": %s\n", words);
	print_items(out, r, u);
}

static void print_sums(FILE *out, const struct diff_found *f)
{
	const char *between = "";

	for (int c = 0; c < DIFF_CLASSES; c++) {
		int64_t n = 0;

		for (int p = 0; p < DIFF_PARTS; p++)
			n += f->result.count[p][c];
		if (n || c == DIFF_SAME)
			fprintf(out, "%s%" PRId64 " %s", between, n,
				diff_class_names[c]);
		between = ", ";
	}
	fputc('\n', out);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		if (f->result.aborted[s])
			fprintf(out,
				"%c: %" PRId64 " records of aborted "
				"transactions were not compared\n",
				letters[s], f->result.aborted[s]);
	for (const struct found_hole *h = f->holes; h; h = h->next) {
		fprintf(out, "%c lacks something: ", letters[h->side]);
		report_words(out, h->words);
		fputc('\n', out);
	}
	if (!found_anything(f))
		fputs("nothing was compared\n", out);
}

static bool any_difference(const struct diff_found *f)
{
	for (const struct found_unit *u = f->units; u; u = u->next)
		if (!found_unit_same(u))
			return true;
	return false;
}

static void print_text(FILE *out, const struct diff_report *r)
{
	const struct diff_found *f = r->found;
	const struct found_unit *before = NULL;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		fprintf(out, "%c  ", letters[s]);
		report_words(out, f->paths[s]);
		fputc('\n', out);
	}
	for (const struct found_unit *u = f->units; u; u = u->next) {
		if (!before || before->unit.part != u->unit.part)
			fprintf(out, "%s\n", diff_part_names[u->unit.part]);
		print_unit(out, r, u);
		before = u;
	}
	print_sums(out, f);
	if (!any_difference(f))
		return;
	fputs("the queries run in: sqlite3 -box -cmd \"ATTACH '", out);
	report_words(out, f->paths[DIFF_B]);
	fputs("' AS b\" ", out);
	report_words(out, f->paths[DIFF_A]);
	fputc('\n', out);
}

void diff_report_print(FILE *out, enum report_form form, const void *report)
{
	static void (*const prints[REPORT_FORMS])(
		FILE *, const struct diff_report *) = {
		[REPORT_TEXT] = print_text,
		[REPORT_JSON] = diff_report_json,
		[REPORT_JUNIT] = diff_report_junit,
		[REPORT_TAP] = diff_report_tap,
	};

	prints[form](out, report);
}
