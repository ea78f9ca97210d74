/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/err.h"

static void an_error_carries_code_and_sentence(void **state)
{
	struct err e = { 0 };

	(void)state;
	assert_int_equal(err_set(&e, ERR_IO, "cannot open '%s'", "a"), -1);
	assert_int_equal(e.code, ERR_IO);
	assert_string_equal(e.text, "cannot open 'a'");
	assert_int_equal(err_set(NULL, ERR_IO, "x"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_carries_code_and_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
