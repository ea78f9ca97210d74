/* SPDX-License-Identifier: Apache-2.0 */
/* test_skim.c - endpoints are blanked in responses that stream through: the
 * length stays, nothing else changes, and no split makes a difference. */
#include "tests/test.h"

#include <stdlib.h>

#include "codec/rewrite.h"
#include "codec/skim.h"
#include "tests/lib/messages.h"

static const int16_t streamed[] = { API_FETCH, API_SHARE_FETCH,
				    API_SHARE_ACKNOWLEDGE };
enum { STREAMED = sizeof(streamed) / sizeof(streamed[0]) };

/* Feed a frame in pieces of this size, the first one of `first`; the client's
 * bytes are appended to `out`. */
static enum skim_result stream(int16_t api_key, int16_t version,
			       struct bytes frame, size_t first, size_t size,
			       struct writer *out)
{
	struct skim *s = skim_new(api_key, version);
	enum skim_result all = SKIM_SAME;
	struct writer changed;

	assert_non_null(s);
	writer_init(&changed, 0);
	skim_reset(s, api_key, version, (uint32_t)(frame.n - 4));
	while (frame.n && all != SKIM_MALFORMED) {
		size_t n = first < frame.n ? first : frame.n;
		struct bytes piece = bytes_of(frame.p, n);
		enum skim_result result;

		writer_reset(&changed);
		result = skim_feed(s, piece, &changed);
		writer_raw(out, result == SKIM_SAME ? piece
						    : writer_bytes(&changed));
		all = result > all ? result : all;
		frame = bytes_of(frame.p + n, frame.n - n);
		first = size;
	}
	writer_release(&changed);
	skim_free(s);
	return all;
}

static enum skim_result whole(int16_t api_key, int16_t version,
			      struct bytes frame, struct writer *out)
{
	return stream(api_key, version, frame, frame.n, 1, out);
}

static bool is_endpoints(const struct field *row)
{
	return row && strcmp(row->name, "nodeEndpoints") == 0;
}

/* The next event that is neither of the endpoints nor a tag of skim's. */
static bool next_kept(struct walk *w)
{
	bool more, kept;

	do {
		more = walk_next(w);
		kept = !is_endpoints(w->row) &&
		       !(w->depth && is_endpoints(w->level[0].row)) &&
		       (w->event != WALK_TAG || w->tag == 200);
	} while (more && !kept);
	return more;
}

static void assert_same_value(const struct walk *a, const struct walk *b)
{
	bool is_bytes = a->event == WALK_TAG || a->row->type >= FIELD_UUID;

	assert_int_equal(a->event, b->event);
	assert_int_equal(a->field, b->field);
	if (a->event == WALK_ARRAY)
		assert_int_equal(a->count, b->count);
	else if (a->event == WALK_TAG || (is_bytes && a->event == WALK_VALUE))
		assert_true(bytes_equal(a->bytes, b->bytes));
	else if (a->event == WALK_VALUE)
		assert_int_equal(a->number, b->number);
}

static int32_t endpoints_in(int16_t api_key, int16_t version,
			    struct bytes frame)
{
	int32_t n = 0;
	struct walk w;

	walk_response(&w, api_key, version, frame);
	while (walk_next(&w))
		if (w.event == WALK_ARRAY &&
		    strcmp(w.row->name, "nodeEndpoints") == 0)
			n += w.count;
	assert_int_equal(walk_error(&w), DECODE_OK);
	assert_int_equal(walk_trailing(&w), 0);
	return n;
}

/* Without its endpoints, and else the same. */
static void assert_blanked(int16_t api_key, int16_t version,
			   struct bytes before, struct bytes after)
{
	struct walk a, b;

	assert_int_equal(before.n, after.n);
	assert_int_equal(endpoints_in(api_key, version, after), 0);
	walk_response(&a, api_key, version, before);
	walk_response(&b, api_key, version, after);
	while (next_kept(&a)) {
		assert_true(next_kept(&b));
		assert_same_value(&a, &b);
	}
	assert_false(next_kept(&b));
}

static void check_blanking(int16_t api_key, int16_t version,
			   const struct filling *how)
{
	/* brokers do not send an empty tagged field */
	bool changes = how->endpoints || (how->tagged && api_key == API_FETCH);
	struct writer before, after;

	writer_init(&before, 0);
	writer_init(&after, 0);
	make_response(&before, api_key, version, how);
	struct guarded g = guarded(writer_bytes(&before));

	assert_int_equal(whole(api_key, version, g.bytes, &after),
			 changes ? SKIM_CHANGED : SKIM_SAME);
	assert_int_equal(endpoints_in(api_key, version, g.bytes),
			 how->endpoints);
	assert_blanked(api_key, version, g.bytes, writer_bytes(&after));
	if (how->endpoints)
		assert_null(memmem(after.data, after.size, how->host.p,
				   how->host.n));
	else if (!changes)
		assert_true(bytes_equal(g.bytes, writer_bytes(&after)));
	guarded_release(&g);
	writer_release(&before);
	writer_release(&after);
}

static void every_streamed_version_is_blanked(void **state)
{
	(void)state;
	for (size_t i = 0; i < STREAMED; i++) {
		int16_t min, max;

		assert_true(api_versions(streamed[i], &min, &max));
		for (int16_t v = min; v <= max; v++)
			for (int n = 0; n < 24; n++) {
				struct filling how = filling();

				if (rewrite_need(streamed[i], v) !=
				    REWRITE_STREAM)
					continue;
				how.tagged = n & 4 || n & 1;
				how.unknown_tags = n & 2;
				how.elements = n / 8;
				how.endpoints = n & 4 ? 1 + n / 8 * 3 : 0;
				check_blanking(streamed[i], v, &how);
			}
	}
}

static void endpoints_may_have_any_length(void **state)
{
	char host[301];

	(void)state;
	memset(host, 'h', sizeof(host));
	for (size_t n = 1; n <= 300; n++)
		for (size_t i = 0; i < STREAMED; i++)
			for (int32_t count = 1; count <= 5; count++) {
				int16_t min, max;
				struct filling how = filling();

				assert_true(
					api_versions(streamed[i], &min, &max));
				how.host = bytes_of(host, n);
				how.port = 0;
				how.tagged = true;
				how.unknown_tags = n & 1;
				how.endpoints = count;
				how.elements = 1;
				if (n > 4) /* or it's in a number */
					check_blanking(streamed[i], max, &how);
			}
}

/* Sizes at which the length of a varint changes, in a row of small steps. */
static void what_is_left_over_is_always_filled(void **state)
{
	static char host[17000];

	(void)state;
	memset(host, 'h', sizeof(host));
	for (size_t n = 16200; n <= 16400; n++) {
		struct filling how = filling();

		how.host = bytes_of(host, n);
		how.endpoints = 1;
		how.elements = 1;
		how.unknown_tags = n & 1;
		check_blanking(API_SHARE_FETCH, 2, &how);
	}
}

static void any_split_gives_the_bytes_of_the_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * STREAMED; i++) {
		int16_t api_key = streamed[i / 2], min, max;
		struct filling how = filling();
		struct writer before, wanted;

		assert_true(api_versions(api_key, &min, &max));
		how.tagged = how.unknown_tags = true;
		how.endpoints = i & 1 ? 12 : 0;
		writer_init(&before, 0);
		writer_init(&wanted, 0);
		make_response(&before, api_key, max, &how);
		whole(api_key, max, writer_bytes(&before), &wanted);
		for (size_t first = 1; first <= before.size; first++)
			for (size_t size = 1; size <= 64; size += 21) {
				struct writer after;

				writer_init(&after, 0);
				assert_int_not_equal(
					stream(api_key, max,
					       writer_bytes(&before), first,
					       size, &after),
					SKIM_MALFORMED);
				assert_true(bytes_equal(writer_bytes(&wanted),
							writer_bytes(&after)));
				writer_release(&after);
			}
		writer_release(&before);
		writer_release(&wanted);
	}
}

static void set_size(struct bytes frame, size_t size)
{
	uint8_t *p = (uint8_t *)(uintptr_t)frame.p;

	for (size_t i = 0; i < 4 && i < frame.n; i++)
		p[i] = (uint8_t)(size >> (24 - 8 * i));
}

static void a_frame_that_ends_too_early_is_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < STREAMED; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(streamed[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, streamed[i], max, &how);
		for (size_t n = 4; n < before.size; n++) {
			struct guarded g = guarded(bytes_of(before.data, n));

			set_size(g.bytes, n - 4);
			assert_int_equal(whole(streamed[i], max, g.bytes,
					       &after),
					 SKIM_MALFORMED);
			assert_int_equal(stream(streamed[i], max, g.bytes, 1, 1,
						&after),
					 SKIM_MALFORMED);
			guarded_release(&g);
		}
		writer_release(&before);
		writer_release(&after);
	}
}

static void a_broken_frame_does_no_harm(void **state)
{
	(void)state;
	for (size_t i = 0; i < STREAMED; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(streamed[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, streamed[i], max, &how);
		struct guarded g = guarded(writer_bytes(&before));
		uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p;

		for (size_t n = 8 * 8; n < before.size * 8; n++) {
			p[n / 8] ^= (uint8_t)(1 << n % 8);
			writer_reset(&after);
			if (whole(streamed[i], max, g.bytes, &after) !=
			    SKIM_MALFORMED)
				assert_int_equal(after.size, before.size);
			p[n / 8] ^= (uint8_t)(1 << n % 8);
		}
		guarded_release(&g);
		writer_release(&before);
		writer_release(&after);
	}
}

static void bytes_behind_the_message_pass(void **state)
{
	(void)state;
	for (size_t i = 0; i < STREAMED; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(streamed[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, streamed[i], max, &how);
		writer_raw(&before, bytes_of("trailing", 8));
		set_size(writer_bytes(&before), before.size - 4);
		assert_int_equal(stream(streamed[i], max, writer_bytes(&before),
					30, 3, &after),
				 SKIM_CHANGED);
		assert_int_equal(after.size, before.size);
		assert_memory_equal(after.data + after.size - 8, "trailing", 8);
		writer_release(&before);
		writer_release(&after);
	}
}

static void too_many_endpoints_are_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < STREAMED; i++) {
		int16_t min, max;
		struct filling how = filling();

		assert_true(api_versions(streamed[i], &min, &max));
		how.tagged = true;
		for (how.endpoints = 2000; how.endpoints <= 4000;
		     how.endpoints += 2000) {
			struct writer before, after;

			writer_init(&before, 0);
			writer_init(&after, 0);
			make_response(&before, streamed[i], max, &how);
			assert_int_equal(whole(streamed[i], max,
					       writer_bytes(&before), &after),
					 how.endpoints == 2000
						 ? SKIM_CHANGED
						 : SKIM_MALFORMED);
			writer_release(&before);
			writer_release(&after);
		}
	}
}

static void more_bytes_than_the_frame_has_are_malformed(void **state)
{
	struct filling how = filling();
	struct skim *s = skim_new(API_FETCH, 16);
	struct writer before, out;

	(void)state;
	writer_init(&before, 0);
	writer_init(&out, 0);
	make_response(&before, API_FETCH, 16, &how);
	skim_reset(s, API_FETCH, 16, (uint32_t)(before.size - 4 - 1));
	assert_int_equal(skim_feed(s, writer_bytes(&before), &out),
			 SKIM_MALFORMED);
	skim_reset(s, API_FETCH, 16, (uint32_t)(before.size - 4));
	assert_int_equal(skim_feed(s, writer_bytes(&before), &out), SKIM_SAME);
	skim_free(s);
	writer_release(&before);
	writer_release(&out);
}

static void large_records_are_stepped_over(void **state)
{
	enum { SIZE = 3000000, PIECE = 65536 };
	struct filling how = filling();
	struct writer before, after;
	uint8_t *zeros = calloc(1, SIZE);

	(void)state;
	assert_non_null(zeros);
	how.records = bytes_of(zeros, SIZE);
	how.tagged = true;
	writer_init(&before, 0);
	writer_init(&after, 0);
	make_response(&before, API_FETCH, 18, &how);
	assert_int_equal(stream(API_FETCH, 18, writer_bytes(&before), PIECE,
				PIECE, &after),
			 SKIM_CHANGED);
	assert_blanked(API_FETCH, 18, writer_bytes(&before),
		       writer_bytes(&after));
	free(zeros);
	writer_release(&before);
	writer_release(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_streamed_version_is_blanked),
		cmocka_unit_test(endpoints_may_have_any_length),
		cmocka_unit_test(what_is_left_over_is_always_filled),
		cmocka_unit_test(any_split_gives_the_bytes_of_the_whole),
		cmocka_unit_test(a_frame_that_ends_too_early_is_malformed),
		cmocka_unit_test(a_broken_frame_does_no_harm),
		cmocka_unit_test(bytes_behind_the_message_pass),
		cmocka_unit_test(too_many_endpoints_are_malformed),
		cmocka_unit_test(more_bytes_than_the_frame_has_are_malformed),
		cmocka_unit_test(large_records_are_stepped_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
