/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/stamp.h"

static void stamps_start_at_the_wall_clock_and_follow_the_monotonic(
	void **state)
{
	struct stamp_clock c;

	(void)state;
	stamp_init(&c, 1000000, 5000000, 0);
	assert_int_equal(stamp_next(&c, 5000000), 1000000);
	assert_int_equal(stamp_next(&c, 5007000), 1000007);
}

static void stamps_increase_when_the_clock_stands_still(void **state)
{
	struct stamp_clock c;
	int64_t first;

	(void)state;
	stamp_init(&c, 1000000, 0, 0);
	first = stamp_next(&c, 0);
	for (int i = 1; i < 100; i++)
		assert_int_equal(stamp_next(&c, 0), first + i);
	assert_int_equal(stamp_next(&c, 50000), first + 100);
	assert_int_equal(stamp_next(&c, 200000), first + 200);
}

static void stamps_go_on_above_an_earlier_tape_at_their_usual_pace(void **state)
{
	struct stamp_clock c;

	(void)state;
	stamp_init(&c, 1000, 0, 9000);
	assert_int_equal(stamp_next(&c, 0), 9001);
	assert_int_equal(stamp_next(&c, 500000), 9501);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			stamps_start_at_the_wall_clock_and_follow_the_monotonic),
		cmocka_unit_test(stamps_increase_when_the_clock_stands_still),
		cmocka_unit_test(
			stamps_go_on_above_an_earlier_tape_at_their_usual_pace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
