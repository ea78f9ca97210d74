/* SPDX-License-Identifier: Apache-2.0 */
/* test_rewrite.c - addresses are replaced in all versions of the responses that
 * carry them, and nothing else is; read back by the walker. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "codec/rewrite.h"
#include "tests/lib/messages.h"

static const int16_t held[] = { API_PRODUCE, API_METADATA, API_FIND_COORDINATOR,
				API_DESCRIBE_CLUSTER };
enum { HELD = sizeof(held) / sizeof(held[0]) };

/* What the map of these tests knows, and what it was asked. */
struct known {
	const char *host;
	int32_t port;
	bool refuse;
	int asked;
};

static bool map_to(void *ctx, int32_t node_id, struct bytes host, int32_t port,
		   struct address *out)
{
	struct known *known = ctx;

	(void)node_id;
	assert_true(host.n > 0);
	(void)port;
	known->asked++;
	if (known->refuse)
		return false;
	snprintf(out->host, sizeof(out->host), "%s", known->host);
	out->port = known->port;
	return true;
}

/* Append the frame as a client sees it. */
static enum rewrite_result rewritten(int16_t api_key, int16_t version,
				     struct bytes frame, struct known *known,
				     struct writer *out)
{
	struct splices s;
	enum rewrite_result result;

	splices_init(&s);
	result = rewrite_response(api_key, version, frame, false, map_to, known,
				  &s);
	if (result == REWRITE_DONE)
		assert_true(splices_apply(&s, frame, out));
	splices_release(&s);
	return result;
}

static bool is_part(const struct walk *w, const char *name)
{
	return w->event == WALK_VALUE && strcmp(w->row->name, name) == 0;
}

static void assert_same_value(const struct walk *a, const struct walk *b)
{
	bool is_bytes = a->event == WALK_TAG || a->row->type == FIELD_STRING ||
			a->row->type == FIELD_UUID;

	assert_int_equal(a->event, b->event);
	assert_int_equal(a->field, b->field);
	if (a->event == WALK_ARRAY)
		assert_int_equal(a->count, b->count);
	else if (is_bytes)
		assert_true(bytes_equal(a->bytes, b->bytes));
	else if (a->event == WALK_VALUE)
		assert_int_equal(a->number, b->number);
}

/* The same message but for hosts and ports; how many are as `known` says. */
static int compare(int16_t api_key, int16_t version, struct bytes before,
		   struct bytes after, const struct known *known)
{
	struct bytes host = bytes_of_string(known->host);
	struct walk a, b;
	int replaced = 0;

	walk_response(&a, api_key, version, before);
	walk_response(&b, api_key, version, after);
	while (walk_next(&a)) {
		assert_true(walk_next(&b));
		if (is_part(&a, "host"))
			replaced += bytes_equal(b.bytes, host);
		else if (is_part(&a, "port"))
			assert_int_equal(b.number, known->port);
		else
			assert_same_value(&a, &b);
	}
	assert_false(walk_next(&b));
	assert_int_equal(walk_error(&b), DECODE_OK);
	assert_int_equal(walk_trailing(&a), walk_trailing(&b));
	return replaced;
}

static void check_rewrite(int16_t api_key, int16_t version,
			  const struct filling *how, struct known *known,
			  int addresses)
{
	struct writer before, after;

	writer_init(&before, 0);
	writer_init(&after, 0);
	make_response(&before, api_key, version, how);
	struct guarded g = guarded(writer_bytes(&before));

	known->asked = 0;
	assert_int_equal(rewritten(api_key, version, g.bytes, known, &after),
			 REWRITE_DONE);
	assert_int_equal(known->asked, addresses);
	assert_int_equal(compare(api_key, version, g.bytes,
				 writer_bytes(&after), known),
			 addresses);
	guarded_release(&g);
	writer_release(&before);
	writer_release(&after);
}

static void every_version_of_the_held_four_is_rewritten(void **state)
{
	struct known known = { .host = "127.0.0.1", .port = 19093 };

	(void)state;
	for (size_t i = 0; i < HELD; i++) {
		int16_t min, max;

		assert_true(api_versions(held[i], &min, &max));
		for (int16_t v = min; v <= max; v++) {
			struct filling how = filling();
			bool one = held[i] == API_FIND_COORDINATOR && v < 4;

			if (rewrite_need(held[i], v) != REWRITE_HOLD)
				continue;
			how.tagged = true;
			check_rewrite(held[i], v, &how, &known, one ? 1 : 2);
			how.unknown_tags = true;
			check_rewrite(held[i], v, &how, &known, one ? 1 : 2);
			how.elements = 0;
			check_rewrite(held[i], v, &how, &known, one ? 1 : 0);
		}
	}
}

static void hosts_may_have_any_length_before_and_after(void **state)
{
	char before[301], after[256];

	(void)state;
	memset(before, 'b', sizeof(before));
	memset(after, 'a', sizeof(after));
	for (size_t n = 1; n <= 300; n++)
		for (size_t i = 0; i < HELD; i++) {
			int16_t min, max;
			struct filling how = filling();
			struct known known = { .host = after, .port = 1 };
			size_t m = 1 + n * 7 % 255;

			assert_true(api_versions(held[i], &min, &max));
			how.host = bytes_of(before, n);
			how.tagged = true;
			after[m] = '\0';
			check_rewrite(held[i], max, &how, &known, 2);
			after[m] = 'a';
		}
}

static void an_ipv6_address_goes_in_as_it_is(void **state)
{
	struct known known = { .host = "2001:db8::1", .port = 65535 };
	struct filling how = filling();

	(void)state;
	how.host = bytes_of_string("::1");
	check_rewrite(API_METADATA, 13, &how, &known, 2);
	check_rewrite(API_METADATA, 0, &how, &known, 2);
}

static void the_same_address_leaves_the_bytes_alone(void **state)
{
	struct known known = { .host = "broker.example", .port = 9092 };

	(void)state;
	for (size_t i = 0; i < HELD; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(held[i], &min, &max));
		how.tagged = how.unknown_tags = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, held[i], max, &how);
		assert_int_equal(rewritten(held[i], max, writer_bytes(&before),
					   &known, &after),
				 REWRITE_DONE);
		assert_true(bytes_equal(writer_bytes(&before),
					writer_bytes(&after)));
		writer_release(&before);
		writer_release(&after);
	}
}

static void entries_without_a_host_stay(void **state)
{
	struct known known = { .host = "127.0.0.1", .port = 19093 };

	(void)state;
	for (int16_t v = 0; v <= 6; v++) {
		struct filling how = filling();
		struct writer before, after;

		how.host = bytes_of("", 0);
		how.port = -1;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, API_FIND_COORDINATOR, v, &how);
		assert_int_equal(rewritten(API_FIND_COORDINATOR, v,
					   writer_bytes(&before), &known,
					   &after),
				 REWRITE_DONE);
		assert_int_equal(known.asked, 0);
		assert_true(bytes_equal(writer_bytes(&before),
					writer_bytes(&after)));
		writer_release(&before);
		writer_release(&after);
	}
}

static void put_cluster(struct writer *w, int8_t endpoint_type)
{
	size_t mark = writer_reserve_i32(w);

	writer_i32(w, 7);
	writer_uvarint(w, 0);
	writer_i32(w, 0);
	writer_i16(w, 0);
	writer_string(w, bytes_of(NULL, 0), true);
	writer_i8(w, endpoint_type);
	writer_string(w, bytes_of_string("cluster"), true);
	writer_i32(w, 3);
	writer_count(w, 1, true);
	writer_i32(w, 3);
	writer_string(w, bytes_of_string("node3"), true);
	writer_i32(w, 9093);
	writer_string(w, bytes_of(NULL, 0), true);
	writer_uvarint(w, 0);
	writer_i32(w, 0);
	writer_uvarint(w, 0);
	writer_fill_i32(w, mark);
}

static void controllers_of_a_cluster_stay(void **state)
{
	(void)state;
	for (int8_t type = 0; type <= 3; type++) {
		struct known known = { .host = "127.0.0.1", .port = 19093 };
		struct writer before, after;

		writer_init(&before, 0);
		writer_init(&after, 0);
		put_cluster(&before, type);
		assert_int_equal(rewritten(API_DESCRIBE_CLUSTER, 1,
					   writer_bytes(&before), &known,
					   &after),
				 REWRITE_DONE);
		assert_int_equal(known.asked, type != 2);
		writer_release(&before);
		writer_release(&after);
	}
}

static void without_an_answer_nothing_may_pass(void **state)
{
	struct known known = { .refuse = true };

	(void)state;
	for (size_t i = 0; i < HELD; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(held[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, held[i], max, &how);
		assert_int_equal(rewritten(held[i], max, writer_bytes(&before),
					   &known, &after),
				 REWRITE_NO_ADDRESS);
		assert_int_equal(after.size, 0);
		writer_release(&before);
		writer_release(&after);
	}
}

static void a_cut_response_is_refused(void **state)
{
	struct known known = { .host = "127.0.0.1", .port = 19093 };

	(void)state;
	for (size_t i = 0; i < HELD; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(held[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, held[i], max, &how);
		for (size_t n = 0; n < before.size; n++) {
			struct guarded g = guarded(bytes_of(before.data, n));

			/* the size of a whole one, and its own */
			assert_int_equal(rewritten(held[i], max, g.bytes,
						   &known, &after),
					 REWRITE_MALFORMED);
			if (n >= 4) {
				uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p;

				p[2] = (uint8_t)((n - 4) >> 8);
				p[3] = (uint8_t)(n - 4);
				assert_int_equal(rewritten(held[i], max,
							   g.bytes, &known,
							   &after),
						 REWRITE_MALFORMED);
			}
			guarded_release(&g);
		}
		assert_int_equal(after.size, 0);
		writer_release(&before);
		writer_release(&after);
	}
}

static void a_broken_response_does_no_harm(void **state)
{
	struct known known = { .host = "127.0.0.1", .port = 19093 };

	(void)state;
	for (size_t i = 0; i < HELD; i++) {
		int16_t min, max;
		struct filling how = filling();
		struct writer before, after;

		assert_true(api_versions(held[i], &min, &max));
		how.tagged = true;
		writer_init(&before, 0);
		writer_init(&after, 0);
		make_response(&before, held[i], max, &how);
		struct guarded g = guarded(writer_bytes(&before));
		uint8_t *p = (uint8_t *)(uintptr_t)g.bytes.p;

		for (size_t n = 8; n < before.size; n++)
			for (int bit = 0; bit < 8; bit++) {
				p[n] ^= (uint8_t)(1 << bit);
				writer_reset(&after);
				rewritten(held[i], max, g.bytes, &known,
					  &after);
				p[n] ^= (uint8_t)(1 << bit);
			}
		guarded_release(&g);
		writer_release(&before);
		writer_release(&after);
	}
}

static void bytes_behind_the_last_field_stay(void **state)
{
	struct known known = { .host = "127.0.0.1", .port = 19093 };
	struct filling how = filling();
	struct writer before, after;

	(void)state;
	writer_init(&before, 0);
	writer_init(&after, 0);
	make_response(&before, API_METADATA, 12, &how);
	writer_raw(&before, bytes_of("more", 4));
	before.data[3] += 4;
	assert_int_equal(rewritten(API_METADATA, 12, writer_bytes(&before),
				   &known, &after),
			 REWRITE_DONE);
	assert_memory_equal(after.data + after.size - 4, "more", 4);
	assert_int_equal(compare(API_METADATA, 12, writer_bytes(&before),
				 writer_bytes(&after), &known),
			 2);
	writer_release(&before);
	writer_release(&after);
}

static void each_api_and_version_is_needed_as_the_design_says(void **state)
{
	static const struct {
		int16_t api_key, version;
		enum rewrite_need need;
	} cases[] = {
		{ API_PRODUCE, 9, REWRITE_NONE },
		{ API_PRODUCE, 10, REWRITE_HOLD },
		{ API_PRODUCE, 13, REWRITE_HOLD },
		{ API_PRODUCE, 99, REWRITE_REFUSE },
		{ API_FETCH, 15, REWRITE_NONE },
		{ API_FETCH, 16, REWRITE_STREAM },
		{ API_FETCH, 99, REWRITE_REFUSE },
		{ API_METADATA, 0, REWRITE_HOLD },
		{ API_METADATA, 99, REWRITE_REFUSE },
		{ API_METADATA, -1, REWRITE_REFUSE },
		{ API_FIND_COORDINATOR, 6, REWRITE_HOLD },
		{ API_DESCRIBE_CLUSTER, 2, REWRITE_HOLD },
		{ API_SHARE_FETCH, 0, REWRITE_REFUSE },
		{ API_SHARE_FETCH, 1, REWRITE_STREAM },
		{ API_SHARE_ACKNOWLEDGE, 2, REWRITE_STREAM },
		{ API_API_VERSIONS, 3, REWRITE_HOLD },
		{ API_API_VERSIONS, 99, REWRITE_HOLD },
		{ API_LIST_OFFSETS, 99, REWRITE_NONE },
		{ 10000, 0, REWRITE_NONE },
		{ -1, 0, REWRITE_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(rewrite_need(cases[i].api_key,
					      cases[i].version),
				 cases[i].need);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_version_of_the_held_four_is_rewritten),
		cmocka_unit_test(hosts_may_have_any_length_before_and_after),
		cmocka_unit_test(an_ipv6_address_goes_in_as_it_is),
		cmocka_unit_test(the_same_address_leaves_the_bytes_alone),
		cmocka_unit_test(entries_without_a_host_stay),
		cmocka_unit_test(controllers_of_a_cluster_stay),
		cmocka_unit_test(without_an_answer_nothing_may_pass),
		cmocka_unit_test(a_cut_response_is_refused),
		cmocka_unit_test(a_broken_response_does_no_harm),
		cmocka_unit_test(bytes_behind_the_last_field_stay),
		cmocka_unit_test(
			each_api_and_version_is_needed_as_the_design_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
