/* SPDX-License-Identifier: Apache-2.0 */
/* test_json_tree.c - JSON as trees: what is JSON, when two are the same value,
 * where they differ, and what paths leave out. */
#include "replay/decimal.h"
#include "replay/json_compare.h"

#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

static const struct json_rules no_rules;

static bool is_json(const char *text)
{
	struct json_tree t = { 0 };
	/* ends at an unreadable page */
	struct guarded g = guarded(bytes_of_string(text));
	bool ok = json_tree_parse(&t, g.bytes);

	json_tree_release(&t);
	guarded_release(&g);
	return ok;
}

static void what_the_standard_allows_is_json(void **state)
{
	static const char *const good[] = {
		"null",
		" true ",
		"false",
		"0",
		"-0.5e+10",
		"1E9",
		"\"\"",
		"[]",
		"{}",
		"[1,[2],{\"a\":{}}]",
		"\t{ \"a\" : 1 , \"a\" : 2 }\r\n",
		"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"",
	};
	static const char *const bad[] = {
		"",          " ",        "nul",        "truex",
		"01",        "1.",       ".5",         "-",
		"1e",        "+1",       "\"",         "\"\\x\"",
		"\"\\u12\"", "\"\n\"",   "[",          "[1,]",
		"[,1]",      "[1 2]",    "{",          "{\"a\"}",
		"{\"a\":}",  "{a:1}",    "{\"a\":1,}", "1 2",
		"{}x",       "'a'",      "\"\\",       "\"\\ud83d\\u",
		"[1",        "{\"a\":1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (!is_json(good[i]))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (is_json(bad[i]))
			fail_msg("taken: %s", bad[i]);
}

static void depth_is_bounded(void **state)
{
	char text[2 * 20000 + 1];

	(void)state;
	for (int depth = 90; depth < 20000; depth += 19890) {
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		text[2 * depth] = '\0';
		assert_int_equal(is_json(text), depth <= JSON_DEPTH_MAX);
	}
}

static void any_cut_of_it_is_refused(void **state)
{
	static const char whole[] =
		"{\"a\":[1.5e3,\"\\u00e9x\",null],\"b\":{\"c\":false}}";
	char part[sizeof(whole)];

	(void)state;
	assert_true(is_json(whole));
	for (size_t n = 0; n + 1 < sizeof(whole); n++) {
		memcpy(part, whole, n);
		part[n] = '\0';
		assert_false(is_json(part));
	}
}

/* ---- two of them */

struct two {
	struct json_tree a, b;
};

static void parse_two(struct two *t, const char *a, const char *b)
{
	*t = (struct two) { 0 };
	assert_true(json_tree_parse(&t->a, bytes_of_string(a)));
	assert_true(json_tree_parse(&t->b, bytes_of_string(b)));
}

static void release_two(struct two *t)
{
	json_tree_release(&t->a);
	json_tree_release(&t->b);
}

static bool same(const char *a, const char *b, const struct json_rules *rules)
{
	struct two t;
	bool equal;

	parse_two(&t, a, b);
	equal = json_equal(&t.a, &t.b, rules);
	if (equal && rules->tolerance == 0)
		assert_true(json_hash(&t.a, rules) == json_hash(&t.b, rules));
	if (!equal)
		assert_true(json_hash(&t.a, rules) != json_hash(&t.b, rules));
	release_two(&t);
	return equal;
}

static void how_it_is_written_means_nothing(void **state)
{
	static const char *const pairs[][2] = {
		{ "{\"a\":1,\"b\":[true]}",
		  " { \"b\" : [ true ], \"a\" : 1 }" },
		{ "[1.0, 1e2, -0, 10]", "[1,100,0,1e1]" },
		{ "\"A\\u00e9\\n\"", "\"\\u0041\xc3\xa9\\u000a\"" },
		{ "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"" },
		{ "{\"\":1,\"aa\":2,\"a\":3}", "{\"a\":3,\"\":1,\"aa\":2}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (!same(pairs[i][0], pairs[i][1], &no_rules))
			fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
}

static void what_it_says_does(void **state)
{
	static const char *const pairs[][2] = {
		{ "1", "\"1\"" },
		{ "null", "false" },
		{ "[]", "{}" },
		{ "[1,2]", "[2,1]" },
		{ "[1]", "[1,1]" },
		{ "{\"a\":null}", "{}" },
		{ "{\"a\":1}", "{\"b\":1}" },
		{ "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}" },
		{ "[[1],2]", "[1,[2]]" },
		{ "9007199254740993", "9007199254740992" },
		{ "0.1", "0.10000000000000001" },
		{ "1e400", "1e401" },
		{ "-1", "1" },
		{ "{\"a\":1,\"a\":2}", "{\"a\":2,\"a\":1}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (same(pairs[i][0], pairs[i][1], &no_rules))
			fail_msg("%s is %s", pairs[i][0], pairs[i][1]);
}

static void add(void *ctx, struct bytes place, struct bytes a, struct bytes b)
{
	char *text = ctx;
	size_t n = strlen(text);

	snprintf(text + n, 1000 - n, "%.*s %.*s>%.*s\n", (int)place.n,
		 (const char *)place.p, a.p ? (int)a.n : 1,
		 a.p ? (const char *)a.p : "-", b.p ? (int)b.n : 1,
		 b.p ? (const char *)b.p : "-");
}

static void each_place_that_differs_is_named(void **state)
{
	char text[1000] = "";
	struct two t;

	(void)state;
	parse_two(
		&t,
		"{\"a\":1,\"l\":[1,2,{\"x\":\"old\"}],\"o d\":{\"y\":1},\"s\":0}",
		"{\"l\":[1,3,{\"x\":\"new\"},4],\"o d\":{\"y\":[]},\"s\":0,"
		"\"z\":{\"n\":1}}");
	json_differences(&t.a, &t.b, &no_rules, add, text);
	assert_string_equal(text, "$.a 1>-\n"
				  "$.l[1] 2>3\n"
				  "$.l[2].x \"old\">\"new\"\n"
				  "$.l[3] ->4\n"
				  "$['o d'].y 1>[]\n"
				  "$.z ->{\"n\":1}\n");
	release_two(&t);
}

static void the_more_they_share_the_more_alike_they_are(void **state)
{
	static const char base[] = "{\"a\":1,\"b\":2,\"c\":[3,4]}";
	static const char *const others[] = {
		"{\"c\":[3,4],\"b\":2,\"a\":1}",
		"{\"a\":1,\"b\":2,\"c\":[3,5]}",
		"{\"a\":1,\"b\":9,\"c\":[3,5]}",
		"{\"a\":9,\"b\":9,\"c\":[9,9]}",
		"[7]",
	};
	double before = 2;

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct two t;
		double alike;

		parse_two(&t, base, others[i]);
		alike = json_likeness(&t.a, &t.b, &no_rules);
		assert_true(alike < before && alike >= 0);
		assert_true(i || alike == 1);
		before = alike;
		release_two(&t);
	}
}

/* ---- what may differ */

static void a_path_leaves_out_what_is_there(void **state)
{
	static const struct {
		const char *path, *a, *b;
		bool same;
	} cases[] = {
		{ "$", "[1]", "{}", true },
		{ "$.ts", "{\"ts\":1,\"v\":2}", "{\"ts\":9,\"v\":2}", true },
		{ "$.ts", "{\"ts\":1,\"v\":2}", "{\"v\":2}", true },
		{ "$.ts", "{\"ts\":1}", "{}", true },
		{ "$.ts", "{\"ts\":1,\"v\":2}", "{\"ts\":1,\"v\":3}", false },
		{ "$.ts", "{\"o\":{\"ts\":1}}", "{\"o\":{\"ts\":2}}", false },
		{ "$.o.ts", "{\"o\":{\"ts\":1}}", "{\"o\":{\"ts\":2}}", true },
		{ "$..ts", "{\"ts\":0,\"o\":[{\"ts\":1}]}",
		  "{\"ts\":1,\"o\":[{\"ts\":2}]}", true },
		{ "$..o..ts", "{\"o\":{\"p\":{\"ts\":1}}}",
		  "{\"o\":{\"p\":{\"ts\":2}}}", true },
		{ "$..o..ts", "{\"p\":{\"ts\":1}}", "{\"p\":{\"ts\":2}}",
		  false },
		{ "$[1]", "[1,2,3]", "[1,9,3]", true },
		{ "$[1]", "[1,2,3]", "[9,2,3]", false },
		{ "$[*].ts", "[{\"ts\":1},{\"ts\":2}]",
		  "[{\"ts\":3},{\"ts\":4}]", true },
		{ "$.*", "{\"a\":1}", "{\"b\":2}", true },
		{ "$['a b'].c", "{\"a b\":{\"c\":1}}", "{\"a b\":{\"c\":2}}",
		  true },
		{ "$[\"a.b\"]", "{\"a.b\":1}", "{\"a.b\":2}", true },
		{ "$..[0]", "{\"a\":[1,2]}", "{\"a\":[9,2]}", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct json_path path;
		struct json_rules rules = { .paths = &path, .count = 1 };

		assert_true(
			json_path_parse(&path, bytes_of_string(cases[i].path)));
		if (same(cases[i].a, cases[i].b, &rules) != cases[i].same)
			fail_msg("%s: %s, %s", cases[i].path, cases[i].a,
				 cases[i].b);
		json_path_release(&path);
	}
}

static void what_is_no_path_is_refused(void **state)
{
	static const char *const bad[] = {
		"",      "a",     "$.",
		"$..",   "$a",    "$.a.",
		"$[",    "$[]",   "$[-1]",
		"$['a]", "$['a'", "$.a b",
		"$[1",   "$[1x]", "$...a",
		"$.a[",  "$.a..", "$[99999999999999999999]"
	};
	char deep[200] = "$";
	struct json_path path;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (json_path_parse(&path, bytes_of_string(bad[i])))
			fail_msg("taken: '%s'", bad[i]);
		json_path_release(&path);
	}
	for (int i = 0; i <= JSON_STEPS_MAX; i++) {
		bool fits = json_path_parse(&path, bytes_of_string(deep));

		assert_true(fits);
		json_path_release(&path);
		snprintf(deep + strlen(deep), sizeof(deep) - strlen(deep),
			 ".a");
	}
	assert_false(json_path_parse(&path, bytes_of_string(deep)));
	json_path_release(&path);
}

static void numbers_within_the_tolerance_are_equal(void **state)
{
	const struct json_rules rules = { .tolerance = 0.01 };

	(void)state;
	assert_true(same("[1,2]", "[1.01,1.99]", &rules));
	assert_true(same("0", "-0.01", &rules));
	assert_true(same("123456789.01", "123456789.02", &rules));
	assert_false(decimal_equal(bytes_of_string("1"),
				   bytes_of_string("1.0101"), 0.01));
	assert_false(same("[1]", "[2]", &rules));
	assert_false(same("1e400", "1e401", &rules));
	assert_false(same("\"1\"", "\"1.001\"", &rules));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_standard_allows_is_json),
		cmocka_unit_test(depth_is_bounded),
		cmocka_unit_test(any_cut_of_it_is_refused),
		cmocka_unit_test(how_it_is_written_means_nothing),
		cmocka_unit_test(what_it_says_does),
		cmocka_unit_test(each_place_that_differs_is_named),
		cmocka_unit_test(the_more_they_share_the_more_alike_they_are),
		cmocka_unit_test(a_path_leaves_out_what_is_there),
		cmocka_unit_test(what_is_no_path_is_refused),
		cmocka_unit_test(numbers_within_the_tolerance_are_equal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
