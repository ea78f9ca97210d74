/* SPDX-License-Identifier: Apache-2.0 */
/* test_pace.c - when records are due, and the arithmetic of lateness. */
#include "replay/pace.h"
#include "tests/test.h"

static const struct plan_run run = { .at_us = 3000000,
				     .before = 600,
				     .count = 100 };

static void a_speed_divides_the_recorded_time(void **state)
{
	struct pacing p = { .pace = PACE_TIME, .speed = 2 };

	(void)state;
	assert_int_equal(pace_due_us(&p, &run, 0), 1500000);
	assert_int_equal(pace_due_us(&p, &run, 99), 1500000);
	p.speed = 0.5;
	assert_int_equal(pace_due_us(&p, &run, 0), 6000000);
	p.speed = 1e-300; /* no overflow */
	assert_true(pace_due_us(&p, &run, 0) > 1000000000000);
}

static void a_rate_counts_records_from_the_anchor(void **state)
{
	const struct pacing p = { .pace = PACE_TIME, .speed = 1, .rate = 300 };

	(void)state;
	assert_int_equal(pace_due_us(&p, &run, 0), 2000000);
	assert_int_equal(pace_due_us(&p, &run, 3), 2010000);
}

static void only_time_follows_the_clock(void **state)
{
	struct plan_run runs[] = { run };
	const struct plan plan = { .runs = runs, .run_count = 1 };
	struct pacing p = { .pace = PACE_CAUSE, .speed = 1 };

	(void)state;
	assert_int_equal(pace_due_us(&p, &run, 0), 0);
	assert_int_equal(pace_span_us(&p, &plan, 1), -1);
	p.pace = PACE_OPEN;
	assert_int_equal(pace_span_us(&p, &plan, 1), -1);
	p.pace = PACE_TIME;
	assert_int_equal(pace_span_us(&p, &plan, 1), 3000000);
	assert_int_equal(pace_span_us(&p, &plan, 3), 9000000);
	assert_true(pace_span_us(&p, &plan, INT64_MAX) > INT64_MAX / 4);
	assert_int_equal(pace_span_us(&p, &(struct plan) { .run_count = 0 }, 1),
			 0);
}

static void percentiles_are_within_a_bucket(void **state)
{
	static struct lateness l;

	(void)state;
	assert_int_equal(lateness_percentile(&l, 99), 0);
	for (int64_t us = 1; us <= 100000; us++)
		lateness_add(&l, us);
	lateness_add(&l, -5); /* early is not late */
	assert_int_equal(l.total, 100001);
	assert_int_equal(l.max_us, 100000);
	assert_in_range(lateness_percentile(&l, 50), 50000, 51600);
	assert_in_range(lateness_percentile(&l, 99), 99000, 100000);
	assert_int_equal(lateness_percentile(&l, 100), 100000);
}

static void the_longest_lateness_has_a_bucket(void **state)
{
	static struct lateness l;

	(void)state;
	lateness_add(&l, INT64_MAX);
	lateness_add(&l, 0);
	assert_int_equal(l.max_us, INT64_MAX);
	assert_int_equal(lateness_percentile(&l, 50), 0);
	assert_true(lateness_percentile(&l, 100) > INT64_MAX / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_speed_divides_the_recorded_time),
		cmocka_unit_test(a_rate_counts_records_from_the_anchor),
		cmocka_unit_test(only_time_follows_the_clock),
		cmocka_unit_test(percentiles_are_within_a_bucket),
		cmocka_unit_test(the_longest_lateness_has_a_bucket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
