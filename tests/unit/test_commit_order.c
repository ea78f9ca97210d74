/* SPDX-License-Identifier: Apache-2.0 */
/* test_commit_order.c - does a service commit an input before its outputs are
 * acknowledged, although the recording shows that it did not? */
#include "replay/commit_order.h"
#include "tests/lib/story.h"
#include "tests/test.h"

#include <stdlib.h>

struct side {
	struct new_tape *tape;
	struct roles roles;
	struct expected expected;
	struct commit_order *order;
};

static void load(struct side *s, const char *const *story)
{
	const struct roles_options any = { .service = NULL };
	struct err e = { 0 };
	void *tape;

	new_tape_setup(&tape);
	s->tape = tape;
	story_tell(s->tape, story);
	if (roles_find(&s->roles, s->tape->open, &any, &e) ||
	    expected_load(&s->expected, s->tape->open, &s->roles, &e) ||
	    commit_order_load(&s->order, s->tape->open, &s->roles, &s->expected,
			      &e))
		fail_msg("%s", e.text);
}

static void drop(struct side *s)
{
	void *tape = s->tape;

	commit_order_free(s->order);
	expected_release(&s->expected);
	roles_release(&s->roles);
	new_tape_teardown(&tape);
}

#define FED "send checkout orders 0 k o1", "send checkout orders 0 k o2"

static const char *const careful[] = {
	FED,
	"take billing orders 0 0",
	"send billing invoices 0 k i1",
	"commit billing bills orders 0 1",
	"take billing orders 0 1",
	"send billing invoices 0 k i2",
	"commit billing bills orders 0 2",
	NULL,
};

/* The first is committed before it is acknowledged. */
static const char *const hasty[] = {
	FED,
	"take billing orders 0 0",
	"sent billing invoices 0 k i1",
	"commit billing bills orders 0 1",
	"acked billing invoices 0 0",
	"take billing orders 0 1",
	"send billing invoices 0 k i2",
	"commit billing bills orders 0 2",
	NULL,
};

/* Both were given at once, and the first commit comes between them. */
static const char *const ahead[] = {
	FED,
	"take billing orders 0 0",
	"take billing orders 0 1",
	"send billing invoices 0 k i1",
	"commit billing bills orders 0 1",
	"send billing invoices 0 k i2",
	"commit billing bills orders 0 2",
	NULL,
};

static const char *const one_commit[] = {
	FED,
	"take billing orders 0 0",
	"send billing invoices 0 k i1",
	"take billing orders 0 1",
	"send billing invoices 0 k i2",
	"commit billing bills orders 0 2",
	NULL,
};

static struct commit_order_result compare(const char *const *older,
					  const char *const *newer)
{
	struct commit_order_result r;
	struct side a, b;

	load(&a, older);
	load(&b, newer);
	r = commit_order_compare(a.order, b.order);
	drop(&a);
	drop(&b);
	return r;
}

static bool holds(const char *const *story)
{
	struct side s;
	bool is;

	load(&s, story);
	is = commit_order_holds(s.order);
	drop(&s);
	return is;
}

static void the_rule_takes_two_commits_and_no_exception(void **state)
{
	(void)state;
	assert_true(holds(careful));
	assert_true(holds(ahead));
	assert_false(holds(hasty));
	assert_false(holds(one_commit));
}

static void who_holds_to_it_is_not_early(void **state)
{
	struct commit_order_result r = compare(careful, careful);

	(void)state;
	assert_int_equal(r.compared, 2);
	assert_int_equal(r.early, 0);
	/* nor if what it is given comes in other portions */
	assert_int_equal(compare(careful, ahead).early, 0);
	assert_int_equal(compare(ahead, careful).early, 0);
	assert_int_equal(compare(careful, one_commit).early, 0);
}

static void who_breaks_it_is(void **state)
{
	struct commit_order_result r = compare(careful, hasty);

	(void)state;
	assert_int_equal(r.compared, 2);
	assert_int_equal(r.early, 1);
	assert_true(r.record > 0);
}

static void without_a_rule_nothing_is_compared(void **state)
{
	(void)state;
	assert_int_equal(compare(hasty, careful).compared, 0);
	assert_int_equal(compare(one_commit, hasty).compared, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rule_takes_two_commits_and_no_exception),
		cmocka_unit_test(who_holds_to_it_is_not_early),
		cmocka_unit_test(who_breaks_it_is),
		cmocka_unit_test(without_a_rule_nothing_is_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
