/* SPDX-License-Identifier: Apache-2.0 */
/* test_cap.c - what a client learns of the broker's versions. */
#include "tests/test.h"

#include <stdlib.h>

#include "codec/rewrite.h"
#include "tests/lib/messages.h"

struct offer {
	int16_t key, min, max;
};

enum { OFFERS_MAX = 8 };

/* An answer of the broker without errors, in this version. */
static void put_answer(struct writer *w, int16_t version,
		       const struct offer *offers, int32_t count)
{
	size_t mark = writer_reserve_i32(w);

	writer_i32(w, 7);
	writer_i16(w, 0);
	writer_count(w, count, version >= 3);
	for (int32_t i = 0; i < count; i++) {
		writer_i16(w, offers[i].key);
		writer_i16(w, offers[i].min);
		writer_i16(w, offers[i].max);
		if (version >= 3)
			writer_uvarint(w, 0);
	}
	if (version >= 1)
		writer_i32(w, 0);
	if (version >= 3) { /* finalized features epoch 9 */
		writer_uvarint(w, 1);
		writer_uvarint(w, 1);
		writer_uvarint(w, 8);
		writer_i64(w, 9);
	}
	writer_fill_i32(w, mark);
}

static enum rewrite_result capped(int16_t version, struct bytes frame,
				  bool transparent, struct writer *out)
{
	struct splices s;
	enum rewrite_result result;

	splices_init(&s);
	result = rewrite_response(API_API_VERSIONS, version, frame, transparent,
				  NULL, NULL, &s);
	if (result == REWRITE_DONE)
		assert_true(splices_apply(&s, frame, out));
	splices_release(&s);
	return result;
}

static void assert_answer(int16_t version, struct bytes frame,
			  const struct offer *wanted, int32_t count)
{
	struct writer w;

	writer_init(&w, 0);
	put_answer(&w, version, wanted, count);
	assert_int_equal(frame.n, w.size);
	assert_memory_equal(frame.p, w.data, w.size);
	writer_release(&w);
}

static void versions_are_lowered_and_unknown_keys_hidden(void **state)
{
	static const struct offer offered[] = {
		{ API_PRODUCE, 0, 99 },
		{ API_FETCH, 4, 10 },
		{ 999, 0, 3 },
		{ API_METADATA, 90, 99 },
		{ API_LIST_OFFSETS, 1, 99 },
		{ 32767, 0, 0 },
		{ API_SHARE_FETCH, 0, 0 },
		{ API_API_VERSIONS, 0, 5 },
	};
	int16_t min, max;
	struct offer wanted[] = { { API_PRODUCE, 0, 0 },
				  { API_FETCH, 4, 10 },
				  { API_LIST_OFFSETS, 1, 0 },
				  { API_API_VERSIONS, 0, 5 } };

	(void)state;
	api_versions(API_PRODUCE, &min, &max);
	wanted[0].max = max;
	api_versions(API_LIST_OFFSETS, &min, &max);
	wanted[2].max = max;
	for (int16_t v = 0; v <= 5; v++) {
		struct writer before, after;

		writer_init(&before, 0);
		writer_init(&after, 0);
		put_answer(&before, v, offered, OFFERS_MAX);
		struct guarded g = guarded(writer_bytes(&before));

		assert_int_equal(capped(v, g.bytes, false, &after),
				 REWRITE_DONE);
		assert_answer(v, writer_bytes(&after), wanted, 4);
		guarded_release(&g);
		writer_release(&before);
		writer_release(&after);
	}
}

static void transparent_caps_only_what_carries_addresses(void **state)
{
	static const struct offer offered[] = {
		{ API_FETCH, 4, 99 },        { 999, 0, 3 },
		{ API_LIST_OFFSETS, 1, 99 }, { API_METADATA, 90, 99 },
		{ API_SHARE_FETCH, 1, 2 },
	};
	struct offer wanted[] = { { API_FETCH, 4, 0 },
				  { 999, 0, 3 },
				  { API_LIST_OFFSETS, 1, 99 },
				  { API_SHARE_FETCH, 1, 2 } };
	struct writer before, after;
	int16_t min;

	(void)state;
	api_versions(API_FETCH, &min, &wanted[0].max);
	writer_init(&before, 0);
	writer_init(&after, 0);
	put_answer(&before, 4, offered, 5);
	assert_int_equal(capped(4, writer_bytes(&before), true, &after),
			 REWRITE_DONE);
	assert_answer(4, writer_bytes(&after), wanted, 4);
	writer_release(&before);
	writer_release(&after);
}

static void an_answer_within_what_is_known_is_untouched(void **state)
{
	static const struct offer offered[] = { { API_PRODUCE, 3, 7 },
						{ API_API_VERSIONS, 0, 3 } };

	(void)state;
	for (int16_t v = 0; v <= 5; v++) {
		struct writer before, after;

		writer_init(&before, 0);
		writer_init(&after, 0);
		put_answer(&before, v, offered, 2);
		assert_int_equal(capped(v, writer_bytes(&before), false,
					&after),
				 REWRITE_DONE);
		assert_true(bytes_equal(writer_bytes(&before),
					writer_bytes(&after)));
		writer_release(&before);
		writer_release(&after);
	}
}

/* Hex in, hex out: answers that are errors, and those that can't be read. */
static void errors_pass_but_for_a_wrong_fallback(void **state)
{
	static const struct {
		const char *name;
		int16_t version;
		const char *in, *out; /* out NULL: as it is; "": malformed */
	} cases[] = {
		{ "35 of a broker", 5,
		  "00000010 00000007 0023 00000001 0012 0000 0004", NULL },
		{ "35 without keys", 4, "0000000a 00000007 0023 00000000",
		  NULL },
		/* what librdkafka 2.0.2's mock cluster sends to version 3 */
		{ "35 of the mock", 3,
		  "00000011 0000004d 0023 01 0012 0000 0002 00000000",
		  "00000010 0000004d 0023 00000001 0012 0000 0000" },
		{ "35 and no more", 3, "00000006 00000007 0023",
		  "00000010 00000007 0023 00000001 0012 0000 0000" },
		{ "35 of a too new version", 9,
		  "00000010 00000007 0023 00000001 0012 0000 0004", NULL },
		{ "another error", 4, "0000000c 00000007 002a 01 00000000 00",
		  NULL },
		{ "a version that is not known", 9,
		  "0000000c 00000007 0000 01 00000000 00", NULL },
		{ "no error code", 4, "00000005 00000007 00", "" },
		{ "count beyond", 4, "0000000c 00000007 0000 7f 00000000 00",
		  "" },
		{ "null array", 4, "0000000c 00000007 0000 00 00000000 00",
		  "" },
		{ "size too large", 4, "0000000d 00000007 0000 01 00000000 00",
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *out = cases[i].out;
		struct bytes in = unhex(cases[i].in);
		struct bytes wanted = unhex(out ? out : cases[i].in);
		struct writer after;
		enum rewrite_result result;

		writer_init(&after, 0);
		result = capped(cases[i].version, in, false, &after);
		if (!bytes_equal(writer_bytes(&after), wanted) ||
		    (result == REWRITE_DONE) == (wanted.n == 0))
			fail_msg("%s", cases[i].name);
		writer_release(&after);
		free((void *)(uintptr_t)in.p);
		free((void *)(uintptr_t)wanted.p);
	}
}

static void an_answer_cut_at_any_byte_is_refused(void **state)
{
	static const struct offer offered[] = { { API_PRODUCE, 0, 99 },
						{ 999, 0, 3 } };
	struct writer before, after;

	(void)state;
	writer_init(&before, 0);
	writer_init(&after, 0);
	put_answer(&before, 4, offered, 2);
	for (size_t n = 0; n < before.size; n++) {
		struct guarded g = guarded(bytes_of(before.data, n));
		uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p;

		if (n >= 4)
			p[3] = (uint8_t)(n - 4);
		assert_int_equal(capped(4, g.bytes, false, &after),
				 REWRITE_MALFORMED);
		guarded_release(&g);
	}
	writer_release(&before);
	writer_release(&after);
}

/* Else the feature transaction.version would have to be lowered as well, or
 * transactional writes fail (KIP-890). */
static void the_versions_of_new_transactions_are_known(void **state)
{
	(void)state;
	assert_non_null(message_find(API_PRODUCE, 12, MESSAGE_REQUEST));
	assert_non_null(
		message_find(API_TXN_OFFSET_COMMIT, 5, MESSAGE_REQUEST));
	assert_non_null(message_find(API_END_TXN, 5, MESSAGE_REQUEST));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_lowered_and_unknown_keys_hidden),
		cmocka_unit_test(transparent_caps_only_what_carries_addresses),
		cmocka_unit_test(an_answer_within_what_is_known_is_untouched),
		cmocka_unit_test(errors_pass_but_for_a_wrong_fallback),
		cmocka_unit_test(an_answer_cut_at_any_byte_is_refused),
		cmocka_unit_test(the_versions_of_new_transactions_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
