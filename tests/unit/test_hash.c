/* SPDX-License-Identifier: Apache-2.0 */
/* test_hash.c - the hash that is on every tape. */
#include "store/hash.h"

#include "tests/test.h"

#include <stdlib.h>

static uint64_t of(const char *text)
{
	return hash_bytes(0, bytes_of_string(text));
}

static void known_answers_never_change(void **state)
{
	(void)state;
	assert_int_equal(hash_bytes(0, bytes_of(NULL, 0)),
			 UINT64_C(0x4988d7cee8a7bb8d));
	assert_int_equal(of(""), UINT64_C(0x18c7fcc651d1587e));
	assert_int_equal(of("a"), UINT64_C(0xff908da16eb7e988));
	assert_int_equal(of("0123456789abcdef"), UINT64_C(0x7ecdb1316d468bfe));
	assert_int_equal(of("0123456789abcdefg"), UINT64_C(0xf9bab57978060405));
	assert_int_equal(hash_bytes(7, bytes_of_string("a")),
			 UINT64_C(0xdf505ae60e922dda));
	assert_int_equal(hash_number(1, 2), UINT64_C(0xf7858b38a8499be9));
}

static void null_empty_and_zeros_are_told_apart(void **state)
{
	static const uint8_t zeros[40];

	(void)state;
	assert_int_not_equal(hash_bytes(0, bytes_of(NULL, 0)), of(""));
	for (size_t n = 0; n < sizeof(zeros); n++)
		assert_int_not_equal(hash_bytes(0, bytes_of(zeros, n)),
				     hash_bytes(0, bytes_of(zeros, n + 1)));
}

static void every_byte_counts_and_none_beyond(void **state)
{
	uint8_t bytes[67];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)(i * 7);
	for (size_t n = 1; n <= sizeof(bytes); n++) {
		struct guarded g = guarded(bytes_of(bytes, n));
		uint64_t h = hash_bytes(3, g.bytes);

		for (size_t i = 0; i < n; i++) {
			uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p + i;

			*p ^= 0x80;
			assert_int_not_equal(hash_bytes(3, g.bytes), h);
			*p ^= 0x80;
		}
		guarded_release(&g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_answers_never_change),
		cmocka_unit_test(null_empty_and_zeros_are_told_apart),
		cmocka_unit_test(every_byte_counts_and_none_beyond),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
