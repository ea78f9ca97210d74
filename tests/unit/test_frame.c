/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/frame.h"

#include <stdlib.h>

struct frame_case {
	const char *head;
	size_t n;
	enum frame_kind kind;
	uint32_t size;
};

static void the_head_of_a_connection_is_told_apart(void **state)
{
	static const struct frame_case cases[] = {
		{ "\0\0\0\x10", 4, FRAME_KAFKA, 16 },
		{ "\0\0\0\0", 4, FRAME_KAFKA, 0 },
		{ "\x06\x40\0\0", 4, FRAME_KAFKA, FRAME_MAX_REQUEST },
		{ "\x06\x40\0\x01", 4, FRAME_TOO_LARGE, 0 },
		{ "\xff\xff\xff\xff", 4, FRAME_NEGATIVE, 0 },
		{ "\x80\0\0\0", 4, FRAME_NEGATIVE, 0 },
		{ "\x16\x03\x01\x02\0\x01", 6, FRAME_TLS, 0 },
		{ "\x15\x03\x03\0", 4, FRAME_TLS, 0 },
		{ "GET / HTTP/1.1", 14, FRAME_HTTP, 0 },
		{ "POST", 4, FRAME_HTTP, 0 },
		{ "\0\0\0", 3, FRAME_SHORT, 0 },
		{ "", 0, FRAME_SHORT, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct guarded g = guarded(bytes_of(cases[i].head, cases[i].n));
		uint32_t size = 0;

		assert_int_equal(frame_size(g.bytes, FRAME_MAX_REQUEST, &size),
				 cases[i].kind);
		assert_int_equal(size, cases[i].size);
		guarded_release(&g);
	}
}

static void what_is_refused_leaves_the_size_alone(void **state)
{
	uint32_t size = 7;

	(void)state;
	frame_size(bytes_of("\0\0\0\x10", 4), 15, &size);
	assert_int_equal(size, 7);
}

static void every_kind_has_a_text(void **state)
{
	(void)state;
	for (unsigned int k = FRAME_KAFKA; k <= FRAME_HTTP; k++)
		assert_true(strlen(frame_kind_text(k)) > 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_of_a_connection_is_told_apart),
		cmocka_unit_test(what_is_refused_leaves_the_size_alone),
		cmocka_unit_test(every_kind_has_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
