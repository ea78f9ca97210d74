/* SPDX-License-Identifier: Apache-2.0 */
/* test_expect_file.c - the file of --expect: what is understood, and that what
 * isn't is refused with its line and what would be right. */
#include "replay/expect_file.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "name=value", where it is there. */
static void part(FILE *f, const char *name, const char *value)
{
	if (value)
		fprintf(f, " %s=%s", name, value);
}

static void print_item(FILE *f, const struct expectation *x)
{
	fprintf(f, "%d %s: %s [%lld,%lld] %s", x->line, x->check, x->topic,
		(long long)x->low,
		x->high == INT64_MAX ? -1 : (long long)x->high, x->wanted);
	part(f, "group", x->group_id);
	part(f, "field", x->field);
	part(f, "target", x->target);
	part(f, "target_field", x->target_field);
	part(f, "output", x->output);
	part(f, "of", x->output ? x->output_field : NULL);
	fputc('\n', f);
}

/* Each item as "LINE CHECK: topic [low,high] wanted" and the rest, or the
 * error. */
static char *parsed(const char *text)
{
	struct expect_file x;
	struct err e = { 0 };
	char *out = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&out, &size);

	assert_non_null(f);
	if (expect_file_parse(&x, strdup(text), "a.expect", &e) < 0) {
		assert_int_equal(e.code, ERR_USAGE);
		fputs(e.text, f);
	}
	for (size_t i = 0; !e.code && i < x.count; i++)
		print_item(f, &x.items[i]);
	expect_file_release(&x);
	fclose(f);
	return out;
}

static void is(const char *text, const char *expected)
{
	char *got = parsed(text);

	assert_string_equal(got, expected);
	free(got);
}

static void each_line_is_an_expectation(void **state)
{
	(void)state;
	is("# of the shop\n\n[topic orders]\nrecords = 120\n"
	   "[ topic\tin.voices-2_ ]\n  ; more\n\trecords=0",
	   "4 expect.records: orders [120,120] 120\n"
	   "7 expect.records: in.voices-2_ [0,0] 0\n");
}

static void numbers_have_bounds(void **state)
{
	(void)state;
	is("[topic t]\nrecords >= 5", "2 expect.records: t [5,-1] >= 5\n");
	is("[topic t]\nrecords = >=5", "2 expect.records: t [5,-1] >=5\n");
	is("[topic t]\nrecords <= 5", "2 expect.records: t [0,5] <= 5\n");
	is("[topic t]\nrecords = 5 .. 7", "2 expect.records: t [5,7] 5 .. 7\n");
	is("[topic t]\nrecords = 5..5", "2 expect.records: t [5,5] 5..5\n");
	is("[topic t]\nrecords = 9223372036854775807",
	   "2 expect.records: t [9223372036854775807,-1] "
	   "9223372036854775807\n");
}

static void groups_and_dead_letters_are_more_than_one_line(void **state)
{
	(void)state;
	is("[group the billing, etc]\nlag = 5\ntopic=orders\n"
	   "consumes = all\nwithin <= 2 m\n"
	   "[group g]\ntopic = t\nwithin = 0ms",
	   "2 expect.lag: orders [0,5] 5 group=the billing, etc\n"
	   "4 expect.consumed: orders [0,0] all group=the billing, etc\n"
	   "5 expect.delay: orders [0,120000000] <= 2 m group=the billing, "
	   "etc\n"
	   "8 expect.delay: t [0,0] 0ms group=g\n");
	is("[dlq t.dlq]\nmatch = key\ntopic = t\ngroup = g",
	   "2 dlq.routed: t [0,0] key group=g field=key target=t.dlq "
	   "target_field=key\n");
	is("[dlq t.dlq]\ntopic = t\ngroup = g\noutput = o\n"
	   "match = value:$.a[0].\"b c\"   header:of",
	   "5 dlq.routed: t [0,0] value:$.a[0].\"b c\" group=g "
	   "field=value:$.a[0].\"b c\" target=t.dlq target_field=header:of "
	   "output=o of=value:$.a[0].\"b c\"\n");
}

static void fields_are_of_a_few_kinds(void **state)
{
	(void)state;
	is("[topic t]\nunique = header:a b\nversion = value:$.a[#-1].b",
	   "2 expect.unique: t [0,0] header:a b field=header:a b\n"
	   "3 order.version: t [0,0] value:$.a[#-1].b "
	   "field=value:$.a[#-1].b\n");
	is("[topic t]\nversion = header:v \t rising",
	   "2 order.version: t [1,0] header:v field=header:v\n");
	is("[topic t]\nunique = value:$.\"a.b[\".c",
	   "2 expect.unique: t [0,0] value:$.\"a.b[\".c "
	   "field=value:$.\"a.b[\".c\n");
}

static void no_field_is_refused(void **state)
{
	static const char *const bad[] = {
		"keys",         "key:$.a",
		"header:",      "value:",
		"value:$",      "value:a",
		"value:$a",     "value:$.",
		"value:$..a",   "value:$.a.",
		"value:$[]",    "value:$[a]",
		"value:$[-1]",  "value:$[#]",
		"value:$[#-]",  "value:$[0",
		"value:$.a]",   "value:$.\"a",
		"value:$.\"\"", "value:$[1234567890]",
		"value:$.a b",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char text[100], error[200];

		snprintf(text, sizeof(text), "[topic t]\nunique = %s", bad[i]);
		snprintf(error, sizeof(error),
			 "a.expect:2: 'unique = %s' should be key, value, "
			 "header:NAME or value:$.PATH",
			 bad[i]);
		is(text, error);
	}
}

static void other_editors_files_are_read(void **state)
{
	(void)state;
	is("\xef\xbb\xbf[topic t]\r\nrecords = 1\r\n\r\n",
	   "2 expect.records: t [1,1] 1\n");
}

static void no_number_is_refused(void **state)
{
	static const char *const bad[] = { "9223372036854775808",
					   "99999999999999999999999999",
					   "-1",
					   "+1",
					   "1.5",
					   "0x10",
					   "1 2",
					   "7..5",
					   "5..",
					   "..5",
					   ">= ",
					   ">= 5..7",
					   "> 5",
					   "exactly 5",
					   "five" };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char text[100], error[200];

		snprintf(text, sizeof(text), "[topic t]\n\nrecords = %s",
			 bad[i]);
		snprintf(error, sizeof(error),
			 "a.expect:3: 'records = %s' should be a number: 120, "
			 ">= 120, <= 120 or 100..120",
			 *bad[i] == '>' && bad[i][2] == ' ' && !bad[i][3]
				 ? ">="
				 : bad[i]);
		is(text, error);
	}
}

#define NOTHING                                                              \
	"a.expect:1: nothing is expected here; such lines would be: [topic " \
	"orders], and below it records = 120"

struct refused {
	const char *text, *error;
};

static void what_is_not_understood_is_refused(void **state)
{
	static const struct refused bad[] = {
		{ "", NOTHING },
		{ "# only words\n", NOTHING },
		{ "records = 1",
		  "a.expect:1: 'records = 1' stands before the first section" },
		{ "[topic t]\n", "a.expect:1: this section expects nothing" },
		{ "[topic t]\n[topic u]\nrecords = 1",
		  "a.expect:1: this section expects nothing" },
		{ "[topic t\nrecords = 1",
		  "a.expect:1: '[topic t' lacks its ']'" },
		{ "[", "a.expect:1: '[' lacks its ']'" },
		{ "[]",
		  "a.expect:1: '[ ...]' is no section: [topic NAME], [group NAME] or [dlq TOPIC]" },
		{ "[topics t]",
		  "a.expect:1: '[topics ...]' is no section: [topic NAME], [group NAME] or [dlq TOPIC]" },
		{ "[topic]", "a.expect:1: '' should be a topic's name, which "
			     "has letters, digits, '.', '_' and '-'" },
		{ "[topic two words]",
		  "a.expect:1: 'two words' should be a topic's name, which "
		  "has letters, digits, '.', '_' and '-'" },
		{ "[topic t]\nrecord = 1",
		  "a.expect:2: 'record' is not known in [topic NAME]: "
		  "records, unique, version" },
		{ "[topic t]\nrecords",
		  "a.expect:2: 'records' is no line KEY = VALUE" },
		{ "[topic t]\nrecords: 1",
		  "a.expect:2: 'records: 1' is no line KEY = VALUE" },
		{ "[topic t]\n= 1",
		  "a.expect:2: '= 1' is no line KEY = VALUE" },
		{ "[topic t]\nrecords = 1\nrecords = 1",
		  "a.expect:3: 'records' stands here a second time in one "
		  "section" },
		{ "[topic t]\nrecords = 1\x1b[2J",
		  "a.expect:2: this line holds the byte 0x1b" },
		{ "[topic t]\nrecords\r= 1",
		  "a.expect:2: this line holds the byte 0x0d" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		is(bad[i].text, bad[i].error);
}

static void what_is_missing_or_no_value_is_refused(void **state)
{
	static const struct refused bad[] = {
		{ "[group g]\nlag = 1",
		  "a.expect:1: this section lacks a line `topic = ...`" },
		{ "[dlq d]\ntopic = t\nmatch = key\n\n[topic t]",
		  "a.expect:1: this section lacks a line `group = ...`" },
		{ "[group g]\ntopic = t\ntopic = u",
		  "a.expect:3: 'topic' stands here a second time in one "
		  "section" },
		{ "[group g]\ntopic = t",
		  "a.expect:1: this section expects nothing" },
		{ "[group]\ntopic = t",
		  "a.expect:1: '' should be the name of a consumer group" },
		{ "[group g]\ntopic = a b",
		  "a.expect:2: 'topic = a b' should be a topic's name, which "
		  "has letters, digits, '.', '_' and '-'" },
		{ "[group g]\nconsumes = some",
		  "a.expect:2: 'consumes = some' should be all" },
		{ "[group g]\nlag >= 5",
		  "a.expect:2: 'lag = >= 5' should be a number: <= 10" },
		{ "[group g]\nwithin = 5",
		  "a.expect:2: 'within = 5' should be a time: 500ms, 2s, 5m, "
		  "1h" },
		{ "[group g]\nwithin = 9223372036854775807h",
		  "a.expect:2: 'within = 9223372036854775807h' should be a "
		  "time: 500ms, 2s, 5m, 1h" },
		{ "[topic t]\nversion = header:v falling",
		  "a.expect:2: 'version = header:v falling' should be key, "
		  "value, header:NAME or value:$.PATH, perhaps followed by "
		  "`rising`" },
		{ "[dlq d]\nmatch = key value header:x",
		  "a.expect:2: 'match = key value header:x' should be key, "
		  "value, header:NAME or value:$.PATH, or two of these" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		is(bad[i].text, bad[i].error);
}

/* Whatever a file holds, the answer is one or the other, and no bytes beside it
 * are touched (the text has a guard of its own in the san build). */
static void garbage_is_refused(void **state)
{
	static const char pieces[][12] = {
		"[",  "]", "topic",      " ", "\n",       "=", "records", ">=",
		"..", "1", "9999999999", "#", "\xff\xfe", "t", "\r",      "\t"
	};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[400] = "";

		for (size_t n = 0; n < 390;) {
			const char *piece =
				pieces[(seed = seed * 1103515245u + 12345u) >>
				       28];

			n += strlen(piece);
			if (n < sizeof(text))
				strncat(text, piece,
					sizeof(text) - strlen(text) - 1);
		}
		free(parsed(text));
	}
}

static void a_long_line_is_cut_in_the_error(void **state)
{
	char *text = malloc(100001), *got;

	(void)state;
	assert_non_null(text);
	memset(text, 'x', 100000);
	text[100000] = '\0';
	memcpy(text, "[topic ", 7);
	got = parsed(text);
	assert_true(strlen(got) < 200);
	assert_non_null(strstr(got, "a.expect:1: '[topic xxxxx"));
	free(got);
	text[99999] = ']';
	got = parsed(text);
	assert_non_null(strstr(got, "should be a topic's name"));
	free(got);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_is_an_expectation),
		cmocka_unit_test(numbers_have_bounds),
		cmocka_unit_test(
			groups_and_dead_letters_are_more_than_one_line),
		cmocka_unit_test(fields_are_of_a_few_kinds),
		cmocka_unit_test(no_field_is_refused),
		cmocka_unit_test(other_editors_files_are_read),
		cmocka_unit_test(no_number_is_refused),
		cmocka_unit_test(what_is_not_understood_is_refused),
		cmocka_unit_test(what_is_missing_or_no_value_is_refused),
		cmocka_unit_test(garbage_is_refused),
		cmocka_unit_test(a_long_line_is_cut_in_the_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
