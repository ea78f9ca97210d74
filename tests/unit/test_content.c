/* SPDX-License-Identifier: Apache-2.0 */
/* test_content.c - when two records say the same, by which rules, and where they
 * differ. */
#include "replay/content.h"

#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

struct fixture {
	struct normal normal;
	struct content_space space;
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	content_space_init(&f->space);
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	content_space_release(&f->space);
	normal_release(&f->normal);
	free(f);
	return 0;
}

static struct content content(const char *key, const char *value,
			      const char *headers)
{
	return (struct content) { bytes_of_string(key), bytes_of_string(value),
				  bytes_of_string(headers) };
}

static void rules(struct fixture *f, const char *text)
{
	struct err e = { 0 };

	if (normal_add(&f->normal, text, &e) < 0)
		fail_msg("%s", e.text);
}

static bool equal(struct fixture *f, struct content a, struct content b)
{
	bool yes = content_equal(&f->normal, &a, &b, &f->space);
	uint64_t x = content_hash(&f->normal, &a, &f->space);
	uint64_t y = content_hash(&f->normal, &b, &f->space);

	assert_int_equal(yes, content_equal(&f->normal, &b, &a, &f->space));
	assert_int_equal(yes, x == y);
	return yes;
}

static void null_empty_and_text_are_three_things(void **state)
{
	struct fixture *f = *state;

	assert_true(
		equal(f, content(NULL, NULL, NULL), content(NULL, NULL, NULL)));
	assert_false(equal(f, content(NULL, "", NULL), content("", "", NULL)));
	assert_false(
		equal(f, content("k", NULL, NULL), content("k", "", NULL)));
	assert_false(
		equal(f, content("k", "v", NULL), content("v", "k", NULL)));
	assert_false(equal(f, content("k", "v", "[[\"a\",null]]"),
			   content("k", "v", NULL)));
}

static void json_is_compared_as_json_and_all_else_by_bytes(void **state)
{
	struct fixture *f = *state;

	assert_true(equal(f, content("[1]", " {\"a\":1,\"b\":2.0}", NULL),
			  content("[ 1 ]", "{\"b\":2,\"a\":1}", NULL)));
	/* a text that only looks like a number */
	assert_false(
		equal(f, content("k", "1.0", NULL), content("k", "1", NULL)));
	assert_false(equal(f, content("k", "{a:1}", NULL),
			   content("k", "{a: 1}", NULL)));
	assert_false(
		equal(f, content("k", "{}", NULL), content("k", NULL, NULL)));
}

static void bytes_that_are_no_text_are_compared(void **state)
{
	struct fixture *f = *state;
	struct content a = { .value = bytes_of("\0\xff\1", 3) };
	struct content b = { .value = bytes_of("\0\xff\1", 3) };

	assert_true(equal(f, a, b));
	b.value = bytes_of("\0\xff\2", 3);
	assert_false(equal(f, a, b));
	b.value.n = 1;
	assert_false(equal(f, a, b));
}

static void headers_are_compared_in_order(void **state)
{
	struct fixture *f = *state;
	struct content ab = content("k", "v", "[[\"a\",\"1\"],[\"b\",\"2\"]]");
	struct content ba = content("k", "v", "[[\"b\",\"2\"],[\"a\",\"1\"]]");
	struct content a = content("k", "v", "[[\"a\",\"1\"]]");

	assert_false(equal(f, ab, ba));
	assert_false(equal(f, ab, a));
	rules(f, "header:b");
	assert_true(equal(f, ab, ba));
	assert_true(equal(f, ab, a));
	rules(f, "header:[a-z]");
	assert_true(equal(f, ab, content("k", "v", NULL)));
	assert_true(equal(f, a, content("k", "v", "[[\"a\",\"9\"]]")));
}

static void rules_are_taken_apart_at_commas(void **state)
{
	struct fixture *f = *state;

	rules(f, "value:$['a,b'],header:x,key,value:$.c,topic:$t,group:g*");
	assert_int_equal(f->normal.value.count, 2);
	assert_true(f->normal.all[NORMAL_KEY]);
	assert_true(normal_matches(&f->normal, NORMAL_TOPIC, "$t"));
	assert_true(normal_matches(&f->normal, NORMAL_GROUP, "g1"));
	assert_false(normal_matches(&f->normal, NORMAL_GROUP, "hg"));
	assert_true(equal(f, content("1", "{\"a,b\":1,\"c\":2,\"d\":3}", NULL),
			  content("2", "{\"a,b\":8,\"c\":9,\"d\":3}", NULL)));
}

static void there_is_an_end_to_paths(void **state)
{
	struct fixture *f = *state;
	struct err e = { 0 };

	for (int i = 0; i < JSON_PATHS_MAX; i++)
		rules(f, "value:$.a");
	assert_int_equal(normal_add(&f->normal, "value:$.a", &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
}

static void add(void *ctx, const struct content_difference *d)
{
	char *text = ctx;
	size_t n = strlen(text);

	snprintf(text + n, 500 - n, "%s: %.*s > %.*s%s\n", d->place,
		 (int)d->side[0].n, (const char *)d->side[0].p,
		 (int)d->side[1].n, (const char *)d->side[1].p,
		 d->json ? "" : " (bytes)");
}

static void each_difference_is_named(void **state)
{
	struct fixture *f = *state;
	struct content a = content("{\"id\":1}", "{\"x\":1}",
				   "[[\"a\",\"1\"],[\"b\",\"2\"]]");
	struct content b = content("{\"id\":2}", "text", "[[\"a\",\"3\"]]");
	char text[500] = "";

	content_differences(&f->normal, &a, &b, &f->space, add, text);
	assert_string_equal(text, "key $.id: 1 > 2\n"
				  "value: {\"x\":1} > text (bytes)\n"
				  "header a: \"1\" > \"3\"\n"
				  "header b: \"2\" > \n");
}

static void likeness_is_that_of_values_of_one_key(void **state)
{
	struct fixture *f = *state;
	struct content a = content("k", "{\"a\":1,\"b\":2}", NULL);
	struct content near = content("k", "{\"a\":1,\"b\":3}", NULL);
	struct content far = content("k", "{\"a\":2,\"b\":3}", NULL);
	struct content other = content("m", "{\"a\":1,\"b\":3}", NULL);
	struct content renamed = content("m", "{\"b\":2,\"a\":1}", NULL);
	struct content_space *s = &f->space;
	const struct normal *n = &f->normal;

	assert_true(content_likeness(n, &a, &a, s) == 1);
	assert_true(content_likeness(n, &a, &renamed, s) == 1);
	assert_true(content_likeness(n, &a, &other, s) == 0);
	assert_true(content_likeness(n, &a, &near, s) >
		    content_likeness(n, &a, &far, s));
	assert_true(content_likeness(n, &a, &far, s) > 0);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(null_empty_and_text_are_three_things),
		CASE(json_is_compared_as_json_and_all_else_by_bytes),
		CASE(bytes_that_are_no_text_are_compared),
		CASE(headers_are_compared_in_order),
		CASE(rules_are_taken_apart_at_commas),
		CASE(there_is_an_end_to_paths),
		CASE(each_difference_is_named),
		CASE(likeness_is_that_of_values_of_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
