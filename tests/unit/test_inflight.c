/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/inflight.h"

static void push(struct inflight *f, uint64_t exchange)
{
	struct request r = { .exchange = exchange };

	assert_true(inflight_push(f, &r));
}

static void requests_come_out_in_the_order_they_went_in(void **state)
{
	struct inflight f = { 0 };
	uint64_t in = 0, out = 0;

	(void)state;
	assert_null(inflight_first(&f));
	assert_null(inflight_last(&f));
	/* three in, two out: the ring wraps and grows many times */
	for (int round = 0; round < 1000; round++) {
		for (int i = 0; i < 3; i++)
			push(&f, ++in);
		assert_int_equal(inflight_last(&f)->exchange, in);
		for (int i = 0; i < 2; i++) {
			assert_int_equal(inflight_first(&f)->exchange, ++out);
			inflight_pop(&f);
		}
	}
	assert_int_equal(f.count, 1000);
	while (inflight_first(&f)) {
		assert_int_equal(inflight_first(&f)->exchange, ++out);
		inflight_pop(&f);
	}
	assert_int_equal(out, in);
	inflight_release(&f);
}

static void an_idle_connection_holds_no_memory(void **state)
{
	struct inflight f = { 0 };

	(void)state;
	assert_null(f.ring);
	push(&f, 1);
	inflight_release(&f);
	assert_null(f.ring);
	inflight_release(&f);
}

static void it_is_full_at_its_limit_and_still_takes_the_rest(void **state)
{
	struct inflight f = { 0 };

	(void)state;
	for (uint64_t i = 0; i < INFLIGHT_MAX; i++) {
		assert_false(inflight_full(&f));
		push(&f, i);
	}
	assert_true(inflight_full(&f));
	push(&f, INFLIGHT_MAX);
	inflight_pop(&f);
	assert_true(inflight_full(&f));
	inflight_pop(&f);
	assert_false(inflight_full(&f));
	inflight_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requests_come_out_in_the_order_they_went_in),
		cmocka_unit_test(an_idle_connection_holds_no_memory),
		cmocka_unit_test(
			it_is_full_at_its_limit_and_still_takes_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
