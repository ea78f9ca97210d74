/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/header.h"
#include "codec/message.h"

#include <stdlib.h>

struct request_case {
	const char *what, *hex;
	int16_t key, version;
	const char *client_id; /* NULL: null */
	size_t header;         /* bytes; 2 of body follow */
};

static const struct request_case requests[] = {
	{ "v1", "0000 0008 00000007 0002 6162 beef", 0, 8, "ab", 12 },
	{ "v1, null client", "0000 0008 00000007 ffff beef", 0, 8, NULL, 10 },
	{ "v2", "0000 0009 00000007 0002 6162 00 beef", 0, 9, "ab", 13 },
	{ "v2, a tag", "0012 0003 00000007 0000 01 05 02 ffff beef", 18, 3, "",
	  15 },
	{ "v0", "0007 0000 00000007 beef", 7, 0, NULL, 8 },
	{ "unknown key", "7fff 0009 00000007 0001 61 beef", 0x7fff, 9, "a",
	  11 },
	{ "unknown version", "0000 7fff 00000007 0001 61 00 beef", 0, 0x7fff,
	  "a", 12 },
	{ "negative", "ffff ffff 00000007 0001 61 beef", -1, -1, "a", 11 },
};

static void check_request(const struct request_case *t, struct bytes frame)
{
	struct request_header h;
	struct cursor c;

	cursor_init(&c, frame);
	assert_true(request_header_read(&c, &h));
	assert_int_equal(h.api_key, t->key);
	assert_int_equal(h.api_version, t->version);
	assert_int_equal(h.correlation_id, 7);
	assert_true(bytes_equal(h.client_id, bytes_of_string(t->client_id)));
	assert_int_equal(cursor_offset(&c), t->header);
	assert_int_equal(cursor_left(&c), 2);
	for (size_t n = 0; n < t->header; n++) {
		struct guarded g = guarded(bytes_of(frame.p, n));

		cursor_init(&c, g.bytes);
		assert_false(request_header_read(&c, &h));
		guarded_release(&g);
	}
}

static void a_request_header_has_the_form_of_its_version(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		struct bytes frame = unhex(requests[i].hex);

		check_request(&requests[i], frame);
		free((void *)frame.p);
	}
}

struct response_case {
	const char *hex;
	int16_t key, version;
	size_t header;
};

static void a_response_header_has_tags_when_flexible(void **state)
{
	static const struct response_case cases[] = {
		{ "00000007 beef", API_FETCH, 11, 4 },
		{ "00000007 00 beef", API_FETCH, 12, 5 },
		{ "00000007 01 00 01 ff beef", API_FETCH, 12, 8 },
		{ "00000007 beef", API_API_VERSIONS, 3, 4 },
		{ "00000007 beef", API_SASL_HANDSHAKE, 1, 4 },
		{ "00000007 beef", 0x7fff, 1, 4 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct bytes frame = unhex(cases[i].hex);
		int32_t id = 0;
		struct cursor c;

		cursor_init(&c, frame);
		assert_true(response_header_read(&c, cases[i].key,
						 cases[i].version, &id));
		assert_int_equal(id, 7);
		assert_int_equal(cursor_offset(&c), cases[i].header);
		cursor_init(&c, bytes_of(frame.p, cases[i].header - 1));
		assert_false(response_header_read(&c, cases[i].key,
						  cases[i].version, &id));
		free((void *)frame.p);
	}
}

static void a_count_of_tags_beyond_the_end_is_refused(void **state)
{
	struct bytes frame = unhex("00000007 ffffffff0f 0000");
	struct cursor c;
	int32_t id;

	(void)state;
	cursor_init(&c, frame);
	assert_false(response_header_read(&c, API_FETCH, 12, &id));
	assert_int_equal(c.error, DECODE_COUNT);
	free((void *)frame.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_request_header_has_the_form_of_its_version),
		cmocka_unit_test(a_response_header_has_tags_when_flexible),
		cmocka_unit_test(a_count_of_tags_beyond_the_end_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
