/* SPDX-License-Identifier: Apache-2.0 */
/* test_turns.c - the lane with the lowest number has its turn. */
#include "replay/turns.h"
#include "tests/test.h"

enum { LANES = 1000 };

static void the_lowest_number_is_next(void **state)
{
	struct turns t;
	uint64_t seed = 1, before = 0, numbers[LANES];
	bool seen[LANES] = { false };

	(void)state;
	assert_true(turns_init(&t, LANES));
	for (uint32_t i = 0; i < LANES; i++) {
		seed = seed * 6364136223846793005 + 1442695040888963407;
		numbers[i] = seed >> 54; /* many are equal */
		turns_add(&t, numbers[i], i);
	}
	for (uint32_t i = 0; i < LANES; i++) {
		uint32_t lane = turns_take(&t);

		assert_true(numbers[lane] >= before);
		assert_false(seen[lane]);
		before = numbers[lane];
		seen[lane] = true;
	}
	assert_int_equal(t.count, 0);
	turns_release(&t);
}

static void one_that_goes_on_takes_its_place_again(void **state)
{
	struct turns t;

	(void)state;
	assert_true(turns_init(&t, 2));
	turns_add(&t, 5, 0);
	turns_add(&t, 3, 1);
	assert_int_equal(turns_take(&t), 1);
	turns_add(&t, 7, 1);
	assert_int_equal(turns_take(&t), 0);
	turns_add(&t, 6, 0);
	assert_int_equal(turns_take(&t), 0);
	assert_int_equal(turns_take(&t), 1);
	turns_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_lowest_number_is_next),
		cmocka_unit_test(one_that_goes_on_takes_its_place_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
