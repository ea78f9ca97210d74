/* SPDX-License-Identifier: Apache-2.0 */
/* test_align.c - the longest common subsequence, held against the textbook's
 * quadratic one on random sequences, by each of its ways. */
#include "replay/align.h"

#include "tests/test.h"

#include <stdlib.h>

#define RUN(hashes, count) ((struct align_run) { hashes, count })

enum { LONGEST = 40, ROUNDS = 3000 };

static const struct align_limits only_chain = { SIZE_MAX, 0 },
				 only_script = { 0, 2 * LONGEST },
				 neither = { 0, 0 };

static uint32_t number = 1;

static uint32_t below(uint32_t n)
{
	number = number * 1664525 + 1013904223;
	return (number >> 8) % n;
}

static size_t textbook(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
	size_t best[LONGEST + 1][LONGEST + 1] = { 0 };

	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++) {
			size_t x = best[i - 1][j], y = best[i][j - 1];

			best[i][j] = x > y ? x : y;
			if (a[i - 1] == b[j - 1])
				best[i][j] = best[i - 1][j - 1] + 1;
		}
	return best[n][m];
}

/* How many have a partner: an equal one, in rising order. */
static size_t partners(const uint64_t *a, size_t n, const uint64_t *b, size_t m,
		       const uint32_t *partner)
{
	size_t count = 0;
	uint32_t next = 0;

	for (size_t i = 0; i < n; i++) {
		if (partner[i] == ALIGN_NONE)
			continue;
		assert_in_range(partner[i], next, m - 1);
		assert_int_equal(a[i], b[partner[i]]);
		next = partner[i] + 1;
		count++;
	}
	return count;
}

static size_t random_sequence(uint64_t *out, uint32_t letters)
{
	size_t n = below(LONGEST + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = UINT64_C(0x9e3779b97f4a7c15) * below(letters);
	return n;
}

/* `a` with a few elements left out, put in and changed. */
static size_t edited(const uint64_t *a, size_t n, uint64_t *out)
{
	size_t m = 0;

	for (size_t i = 0; i < n && m < LONGEST; i++)
		switch (below(12)) {
		case 0: break;
		case 1: out[m++] = below(1000); break;
		case 2: out[m++] = a[below((uint32_t)n)]; break;
		default: out[m++] = a[i];
		}
	return m;
}

static void each_way_finds_the_longest(void **state)
{
	static const struct align_limits *const ways[] = { &only_chain,
							   &only_script,
							   &align_limits };

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t a[LONGEST], b[LONGEST];
		uint32_t partner[LONGEST], letters = 1 + below(30);
		size_t n = random_sequence(a, letters);
		size_t m = round % 2 ? edited(a, n, b)
				     : random_sequence(b, letters);

		for (size_t w = 0; w < sizeof(ways) / sizeof(*ways); w++) {
			bool exact = false;

			assert_int_equal(align(RUN(a, n), RUN(b, m), ways[w],
					       partner, &exact, NULL),
					 0);
			assert_true(exact);
			assert_int_equal(partners(a, n, b, m, partner),
					 textbook(a, n, b, m));
		}
	}
}

static void beyond_its_limits_it_says_so_and_is_in_order(void **state)
{
	size_t all = 0, found = 0;
	bool any = false;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t a[LONGEST], b[LONGEST];
		uint32_t partner[LONGEST];
		size_t n = random_sequence(a, 12);
		size_t m = edited(a, n, b);
		bool exact;
		size_t best = textbook(a, n, b, m), got;

		assert_int_equal(align(RUN(a, n), RUN(b, m), &neither, partner,
				       &exact, NULL),
				 0);
		got = partners(a, n, b, m, partner);
		assert_true(got <= best);
		assert_true(!exact || got == best);
		any |= !exact;
		all += best;
		found += got;
	}
	assert_true(any);
	assert_true(found * 10 > all * 8); /* and not a bad one */
}

/* 100,000 that repeat themselves, some lost, one twice: too many pairs for a
 * chain. */
static void long_ones_that_repeat_themselves_are_exact(void **state)
{
	enum { N = 100000, PERIOD = 100 };
	uint64_t *a = calloc(N, sizeof(*a)), *b = calloc(N + 1, sizeof(*b));
	uint32_t *partner = calloc(N, sizeof(*partner));
	size_t m = 0;
	bool exact = false;

	(void)state;
	assert_true(a && b && partner);
	for (size_t i = 0; i < N; i++) {
		a[i] = i % PERIOD;
		if (i != 1000 && i != 50010 && i != 99000)
			b[m++] = a[i];
		if (i == 70000)
			b[m++] = a[i];
	}
	assert_int_equal(align(RUN(a, N), RUN(b, m), &align_limits, partner,
			       &exact, NULL),
			 0);
	assert_true(exact);
	assert_int_equal(partners(a, N, b, m, partner), N - 3);
	free(a);
	free(b);
	free(partner);
}

static void nothing_has_no_partner(void **state)
{
	uint64_t one = 7;
	uint32_t partner = 0;
	bool exact = false;

	(void)state;
	assert_int_equal(align(RUN(NULL, 0), RUN(&one, 1), &align_limits, NULL,
			       &exact, NULL),
			 0);
	assert_true(exact);
	assert_int_equal(align(RUN(&one, 1), RUN(NULL, 0), &align_limits,
			       &partner, &exact, NULL),
			 0);
	assert_int_equal(partner, ALIGN_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_way_finds_the_longest),
		cmocka_unit_test(beyond_its_limits_it_says_so_and_is_in_order),
		cmocka_unit_test(long_ones_that_repeat_themselves_are_exact),
		cmocka_unit_test(nothing_has_no_partner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
