/* SPDX-License-Identifier: Apache-2.0 */
/* diff_report_forms.c - what a comparison found, for machines: JSON with all of
 * it, JUnit and TAP with a case for each topic, group and transactional id, and
 * one for each tape. */
#include "tools/diff_report.h"

#include "codec/json.h"

#include <inttypes.h>

enum { WORDS = 1024 };

static const char *const tapes[DIFF_SIDES] = { "A", "B" };
static const char *const sides[DIFF_SIDES] = { "a", "b" };

/* ---- json */

static void name(struct writer *w, const char *text)
{
	json_raw(w, ",\"");
	json_raw(w, text);
	json_raw(w, "\":");
}

static void put_text(struct writer *w, const char *member, const char *text)
{
	name(w, member);
	if (text)
		json_string(w, bytes_of_string(text));
	else
		json_raw(w, "null");
}

/* A string, null, or {"b64": ...} as headers have it on the tape. */
static void put_bytes(struct writer *w, const char *member, struct bytes b)
{
	name(w, member);
	if (!b.p) {
		json_raw(w, "null");
	} else if (utf8_valid(b)) {
		json_string(w, b);
	} else {
		json_raw(w, "{\"b64\":\"");
		json_base64(w, b);
		json_raw(w, "\"}");
	}
}

static void put_number(struct writer *w, const char *member, int64_t value)
{
	name(w, member);
	if (value < 0)
		json_raw(w, "null");
	else
		json_int(w, value);
}

static void put_counts(struct writer *w, const int64_t count[DIFF_CLASSES])
{
	for (int c = 0; c < DIFF_CLASSES; c++)
		put_number(w, diff_class_names[c], count[c]);
}

static void put_place(struct writer *w, const struct found_place *p)
{
	json_raw(w, "{\"place\":");
	json_string(w, bytes_of_string(p->place ? p->place : ""));
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		put_bytes(w, sides[s], p->side[s]);
	json_raw(w, p->next ? "}," : "}");
}

static void put_record(struct writer *w, const struct found_item *i)
{
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		name(w, sides[s]);
		if (!i->at[s].record) {
			json_raw(w, "null");
			continue;
		}
		json_raw(w, "{\"partition\":");
		json_int(w, i->at[s].partition);
		put_number(w, "offset", i->at[s].offset);
		put_number(w, "record", i->at[s].record);
		json_raw(w, "}");
	}
	put_bytes(w, "key", i->key);
	put_bytes(w, "value", i->value);
	json_raw(w, ",\"differences\":[");
	for (const struct found_place *p = i->places; p; p = p->next)
		put_place(w, p);
	json_raw(w, "]");
}

static void put_item(struct writer *w, const struct found_item *i)
{
	json_raw(w, "{\"class\":\"");
	json_raw(w, diff_class_names[i->class]);
	json_raw(w, i->proven ? "\",\"proven\":true" : "\",\"proven\":false");
	put_text(w, "topic", i->topic);
	if (i->part == DIFF_RECORDS) {
		put_record(w, i);
	} else {
		put_number(w, "partition", i->partition);
		for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
			put_text(w, sides[s], i->words[s]);
	}
	put_text(w, "sql", i->sql);
	json_raw(w, i->next ? "},\n" : "}");
}

static void put_unit(struct writer *w, const struct found_unit *u)
{
	json_raw(w, "{\"part\":\"");
	json_raw(w, diff_part_names[u->unit.part]);
	json_raw(w, "\"");
	put_text(w, "name", u->unit.name);
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		put_number(w, sides[s], u->unit.size[s]);
	put_counts(w, u->unit.count);
	put_number(w, "unproven", u->unit.unproven);
	name(w, "approximate");
	json_raw(w, u->unit.approximate ? "true" : "false");
	json_raw(w, ",\"items\":[");
	for (const struct found_item *i = u->items; i; i = i->next)
		put_item(w, i);
	json_raw(w, u->next ? "]},\n" : "]}\n");
}

static void put_holes(struct writer *w, const struct diff_found *f)
{
	json_raw(w, ",\"holes\":[");
	for (const struct found_hole *h = f->holes; h; h = h->next) {
		json_raw(w, "{\"tape\":\"");
		json_raw(w, sides[h->side]);
		json_raw(w, "\"");
		put_text(w, "what", h->words);
		json_raw(w, h->next ? "}," : "}");
	}
	json_raw(w, "]");
}

void diff_report_json(FILE *out, const struct diff_report *r)
{
	static const char *const statuses[] = { [ERR_NONE] = "same",
						[ERR_DIFFERS] = "different",
						[ERR_UNPROVEN] = "unproven" };
	const struct diff_found *f = r->found;
	struct writer w;

	writer_init(&w, 0);
	json_raw(&w, "{\"status\":\"");
	json_raw(&w, statuses[diff_status(&f->result)]);
	json_raw(&w, "\"");
	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++)
		put_text(&w, sides[s], f->paths[s]);
	put_number(&w, "compared", diff_compared(&f->result));
	put_number(&w, "unproven", f->result.unproven);
	put_number(&w, "aborted_a", f->result.aborted[DIFF_A]);
	put_number(&w, "aborted_b", f->result.aborted[DIFF_B]);
	put_holes(&w, f);
	json_raw(&w, ",\"units\":[\n");
	for (const struct found_unit *u = f->units; u; u = u->next) {
		put_unit(&w, u);
		fwrite(w.data, 1, w.size, out);
		writer_reset(&w);
	}
	json_raw(&w, "]}\n");
	fwrite(w.data, 1, w.size, out);
	writer_release(&w);
}

/* ---- cases: what JUnit and TAP have in common */

enum outcome { PASSED, SKIPPED, FAILED };

struct test_case {
	const char *group, *name;
	enum outcome outcome;
	char words[WORDS];
	const struct found_unit *unit; /* of which it tells; or */
	const struct found_hole *hole; /* the first of a tape's, or NULL */
};

static void unit_case(struct test_case *c, const struct found_unit *u)
{
	*c = (struct test_case) { .group = diff_part_names[u->unit.part],
				  .name = u->unit.name,
				  .unit = u };
	diff_unit_words(u, c->words, sizeof(c->words));
	if (!found_unit_same(u))
		c->outcome = found_unit_proven(u) ? FAILED : SKIPPED;
}

static const struct found_hole *hole_of(const struct found_hole *h,
					enum diff_side side)
{
	while (h && h->side != side)
		h = h->next;
	return h;
}

/* Nothing that was asked for is missing on it. */
static void tape_case(struct test_case *c, const struct diff_found *f,
		      enum diff_side side)
{
	const struct found_hole *h = hole_of(f->holes, side);
	bool nothing = !found_anything(f);

	*c = (struct test_case) { .group = "tapes",
				  .name = tapes[side],
				  .outcome = h || nothing ? SKIPPED : PASSED,
				  .hole = h };
	snprintf(c->words, sizeof(c->words), "%s%s", f->paths[side],
		 h         ? " lacks something"
		 : nothing ? ": nothing was compared"
			   : "");
}

/* Call `print` for each; how many of each outcome are in `count`. */
static void each_case(const struct diff_found *f, int64_t count[3],
		      void (*print)(FILE *out, const struct test_case *c,
				    int64_t number),
		      FILE *out)
{
	struct test_case c;
	int64_t number = 0;

	for (enum diff_side s = DIFF_A; s < DIFF_SIDES; s++) {
		tape_case(&c, f, s);
		count[c.outcome]++;
		print(out, &c, ++number);
	}
	for (const struct found_unit *u = f->units; u; u = u->next) {
		unit_case(&c, u);
		count[c.outcome]++;
		print(out, &c, ++number);
	}
}

static void no_print(FILE *out, const struct test_case *c, int64_t number)
{
	(void)out;
	(void)c;
	(void)number;
}

static void print_details(FILE *out, const struct test_case *c,
			  void (*put)(FILE *, const char *), const char *before)
{
	char words[WORDS];

	for (const struct found_hole *h = c->hole; h;
	     h = hole_of(h->next, c->hole->side)) {
		fputs(before, out);
		put(out, h->words ? h->words : "");
		fputc('\n', out);
	}
	if (!c->unit)
		return;
	for (const struct found_item *i = c->unit->items; i; i = i->next) {
		diff_item_words(i, words, sizeof(words));
		fprintf(out, "%s%s%s ", before, diff_class_names[i->class],
			i->proven ? "" : " (not proven)");
		put(out, words);
		fprintf(out, "\n%s    ", before);
		put(out, i->sql ? i->sql : "");
		fputc('\n', out);
	}
}

/* ---- junit */

static void junit_case(FILE *out, const struct test_case *c, int64_t number)
{
	const char *tag = c->outcome == FAILED ? "failure" : "skipped";

	(void)number;
	fprintf(out, "<testcase classname=\"%s\" name=\"", c->group);
	report_xml(out, c->name);
	fputs("\">", out);
	if (c->outcome != PASSED) {
		fprintf(out, "<%s message=\"", tag);
		report_xml(out, c->words);
		fputs("\">\n", out);
		print_details(out, c, report_xml, "");
		fprintf(out, "</%s>", tag);
	}
	fputs("</testcase>\n", out);
}

void diff_report_junit(FILE *out, const struct diff_report *r)
{
	int64_t n[3] = { 0 }, ignored[3] = { 0 };

	each_case(r->found, n, no_print, out);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"",
	      out);
	report_xml(out, r->suite);
	fprintf(out,
		"\" tests=\"%" PRId64 "\" failures=\"%" PRId64
		"\" skipped=\"%" PRId64 "\">\n",
		n[PASSED] + n[SKIPPED] + n[FAILED], n[FAILED], n[SKIPPED]);
	each_case(r->found, ignored, junit_case, out);
	fputs("</testsuite>\n", out);
}

/* ---- tap */

static void tap_case(FILE *out, const struct test_case *c, int64_t number)
{
	fprintf(out, "%s %" PRId64 " - %s ",
		c->outcome == FAILED ? "not ok" : "ok", number, c->group);
	report_words(out, c->name);
	fputs(": ", out);
	report_words(out, c->words);
	fputs(c->outcome == SKIPPED ? " # SKIP not proven\n" : "\n", out);
	if (c->outcome != PASSED)
		print_details(out, c, report_words, "# ");
}

void diff_report_tap(FILE *out, const struct diff_report *r)
{
	int64_t n[3] = { 0 }, ignored[3] = { 0 };

	each_case(r->found, n, no_print, out);
	fprintf(out, "TAP version 14\n1..%" PRId64 "\n",
		n[PASSED] + n[SKIPPED] + n[FAILED]);
	each_case(r->found, ignored, tap_case, out);
}
