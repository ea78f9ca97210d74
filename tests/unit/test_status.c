/* SPDX-License-Identifier: Apache-2.0 */
/* test_status.c - the line about a running recording. */
#include "tests/test.h"
#include "tools/status.h"

static void numbers_are_short_and_readable(void **state)
{
	static const struct {
		uint64_t n;
		const char *bytes, *count;
	} cases[] = {
		{ 0, "0 B", "0" },
		{ 999, "999 B", "999" },
		{ 1000, "1.0 kB", "1,000" },
		{ 9949, "9.9 kB", "9,949" },
		{ 9960, "10 kB", "9,960" },
		{ 999499, "999 kB", "999,499" },
		{ 999500, "1.0 MB", "999,500" },
		{ 1234567890, "1.2 GB", "1,234,567,890" },
		{ UINT64_MAX, "18 EB", "18,446,744,073,709,551,615" },
	};
	char out[STATUS_WORD];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_string_equal(status_bytes(out, cases[i].n),
				    cases[i].bytes);
		assert_string_equal(status_count(out, cases[i].n),
				    cases[i].count);
	}
	assert_string_equal(status_time(out, 0), "00:00:00");
	assert_string_equal(status_time(out, 360005999), "100:00:05");
}

static void rates_are_over_the_time_since_the_line_before(void **state)
{
	struct proxy_status proxy = { .connections = 12,
				      .bytes_up = 1000000,
				      .bytes_down = 7100000,
				      .upstream_reachable = true };
	struct tee_status tee = { .records = 81200 };
	struct status s;
	char line[160];

	(void)state;
	status_init(&s, 1000, true);
	status_text(&s, 2000, &proxy, &tee, line, sizeof(line));
	assert_string_equal(line, "00:00:01  12 clients  81,200 records/s  "
				  "8.1 MB/s  queue 0 B  0 gaps");
	proxy.connections = 1;
	tee.records += 500;
	tee.gaps = 1;
	tee.memory_used = 200000000;
	tee.spill_used = 1000000000;
	tee.lag_us = 3999999;
	status_text(&s, 2500, &proxy, &tee, line, sizeof(line));
	assert_string_equal(line, "00:00:01  1 client  1,000 records/s  0 B/s  "
				  "queue 1.2 GB, 3 s behind  1 gap");
}

static void what_is_wrong_stands_at_the_end(void **state)
{
	struct proxy_status proxy = { .requests = 7 };
	struct tee_status tee = { .failing = true };
	struct status s;
	char line[160];

	(void)state;
	status_init(&s, 0, true);
	status_text(&s, 1000, &proxy, &tee, line, sizeof(line));
	assert_string_equal(line, "00:00:01  0 clients  0 records/s  0 B/s  "
				  "queue 0 B  0 gaps  TAPE FAILS  NO UPSTREAM");
	status_init(&s, 0, true);
	status_text(&s, 1000, &proxy, NULL, line, sizeof(line));
	assert_string_equal(line, "00:00:01  0 clients  7 requests/s  0 B/s  "
				  "NO UPSTREAM");
}

static void a_line_too_long_is_cut(void **state)
{
	struct proxy_status proxy = { .upstream_reachable = true };
	struct tee_status tee = { .gaps = UINT64_MAX };
	struct status s;
	char line[160];

	(void)state;
	for (size_t size = 1; size < sizeof(line); size++) {
		status_init(&s, 0, true);
		status_text(&s, 1, &proxy, &tee, line, size);
		assert_true(strlen(line) < size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_short_and_readable),
		cmocka_unit_test(rates_are_over_the_time_since_the_line_before),
		cmocka_unit_test(what_is_wrong_stands_at_the_end),
		cmocka_unit_test(a_line_too_long_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
