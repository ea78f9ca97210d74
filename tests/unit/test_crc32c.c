/* SPDX-License-Identifier: Apache-2.0 */
/* test_crc32c.c - known vectors, and every way of splitting the work. */
#include "tests/test.h"

#include <stdlib.h>

#include "codec/crc32c.h"

static void known_vectors(void **state)
{
	static const struct {
		const char *hex;
		uint32_t crc;
	} vectors[] = {
		/* RFC 3720, B.4; the first is the usual check value */
		{ "313233343536373839", 0xe3069283 },
		{ "", 0 },
		{ "0000000000000000000000000000000000000000000000000000"
		  "000000000000",
		  0x8a9136aa },
		{ "ffffffffffffffffffffffffffffffffffffffffffffffffffff"
		  "ffffffffffff",
		  0x62a8ab43 },
		{ "000102030405060708090a0b0c0d0e0f10111213141516171819"
		  "1a1b1c1d1e1f",
		  0x46dd794e },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		struct bytes b = unhex(vectors[i].hex);

		assert_int_equal(crc32c(b), vectors[i].crc);
		assert_int_equal(crc32c_by_table(0, b), vectors[i].crc);
		free((void *)b.p);
	}
}

static void fill(uint8_t *p, size_t n)
{
	uint32_t v = 1;

	for (size_t i = 0; i < n; i++) {
		v = v * 1664525 + 1013904223;
		p[i] = (uint8_t)(v >> 24);
	}
}

static void every_length_gives_what_the_table_gives(void **state)
{
	static uint8_t data[4096];

	(void)state;
	fill(data, sizeof(data));
	struct guarded g = guarded(bytes_of(data, sizeof(data)));

	for (size_t n = 0; n <= sizeof(data); n++) {
		struct bytes tail = bytes_of(g.bytes.p + g.bytes.n - n, n);

		assert_int_equal(crc32c(tail), crc32c_by_table(0, tail));
	}
	guarded_release(&g);
}

static void a_sum_goes_on_where_it_stopped(void **state)
{
	static uint8_t data[2000];
	struct bytes all = bytes_of(data, sizeof(data));

	(void)state;
	fill(data, sizeof(data));
	for (size_t n = 0; n <= all.n; n += 7) {
		uint32_t first = crc32c(bytes_of(all.p, n));

		assert_int_equal(crc32c_more(first,
					     bytes_of(all.p + n, all.n - n)),
				 crc32c(all));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_vectors),
		cmocka_unit_test(every_length_gives_what_the_table_gives),
		cmocka_unit_test(a_sum_goes_on_where_it_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
