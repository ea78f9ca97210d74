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

static void the_clocks_are_read_when_nothing_comes_between(void **state)
{
	static const struct stamp_reading readings[] = {
		{ 1000, 3000000, 10 }, /* it had to wait */
		{ 3000100, 3000400, 20 },
		{ 3000500, 3000700, 30 },
		{ 3000800, 3001000, 40 },
	};

	(void)state;
	assert_int_equal(stamp_closest(readings, 4)->wall_us, 30);
	assert_int_equal(stamp_closest(readings, 1)->wall_us, 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			stamps_start_at_the_wall_clock_and_follow_the_monotonic),
		cmocka_unit_test(
			the_clocks_are_read_when_nothing_comes_between),
		cmocka_unit_test(stamps_increase_when_the_clock_stands_still),
		cmocka_unit_test(
			stamps_go_on_above_an_earlier_tape_at_their_usual_pace),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
