/* SPDX-License-Identifier: Apache-2.0 */
/* ktape's own requests in every version, read back by the walker, and what is
 * read out of a Metadata response. */
#include "tests/test.h"

#include "codec/frame.h"
#include "codec/header.h"
#include "codec/walk.h"
#include "proxy/ask.h"

#include <stdlib.h>

/* Two topics; node 1 leads three partitions, node 2 one. */
static char alpha[] = "alpha", beta[] = "beta";
static char *topics[] = { alpha, beta };
static struct partition partitions[] = {
	{ 0, 0, 1 }, { 0, 2, 1 }, { 1, 0, 1 }, { 0, 1, 2 }
};
static const struct cluster cluster = {
	.topics = topics,
	.topic_count = 2,
	.partitions = partitions,
	.partition_count = 4,
};

/* The frame is one request of this API and version, to its last byte.  Gives
 * how many values it has in the field `counted`. */
static int expect_request(struct writer *w, int16_t key, int16_t version,
			  enum message_field counted)
{
	struct guarded g = guarded(writer_bytes(w));
	struct request_header h;
	struct cursor c;
	struct walk walk;
	uint32_t size;
	int count = 0;

	assert_int_equal(frame_size(g.bytes, FRAME_MAX_REQUEST, &size),
			 FRAME_KAFKA);
	assert_int_equal(size, g.bytes.n - FRAME_PREFIX);
	cursor_init(&c, g.bytes);
	cursor_i32(&c);
	assert_true(request_header_read(&c, &h));
	assert_int_equal(h.api_key, key);
	assert_int_equal(h.api_version, version);
	walk_init(&walk, message_find(key, version, MESSAGE_REQUEST), version,
		  cursor_take(&c, cursor_left(&c)));
	while (walk_next(&walk))
		count += walk.event == WALK_VALUE && walk.field == counted;
	assert_int_equal(walk_error(&walk), DECODE_OK);
	assert_int_equal(walk_trailing(&walk), 0);
	guarded_release(&g);
	writer_reset(w);
	return count;
}

static int16_t highest(int16_t key)
{
	int16_t version;

	assert_true(ask_version(key, 0, INT16_MAX, &version));
	return version;
}

static void every_version_is_a_good_request(void **state)
{
	static const char *const names[] = { "one", "two", "three" };
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	ask_api_versions(&w);
	expect_request(&w, API_API_VERSIONS, 0, 0);
	for (int16_t v = 0; v <= highest(API_METADATA); v++) {
		ask_metadata(&w, v, NULL, 0);
		assert_int_equal(expect_request(&w, API_METADATA, v,
						METADATA_REQUEST_TOPICS_NAME),
				 0);
		ask_metadata(&w, v, names, 3);
		assert_int_equal(expect_request(&w, API_METADATA, v,
						METADATA_REQUEST_TOPICS_NAME),
				 3);
	}
	for (int16_t v = 0; v <= highest(API_DESCRIBE_CONFIGS); v++) {
		ask_topic_configs(&w, v, &cluster);
		assert_int_equal(
			expect_request(
				&w, API_DESCRIBE_CONFIGS, v,
				DESCRIBE_CONFIGS_REQUEST_RESOURCES_RESOURCE_NAME),
			2);
	}
	for (int16_t v = 0; v <= highest(API_LIST_OFFSETS); v++) {
		ask_offsets(&w, v, &cluster, 0, 3, ASK_LATEST);
		assert_int_equal(
			expect_request(
				&w, API_LIST_OFFSETS, v,
				LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_TIMESTAMP),
			3);
	}
	writer_release(&w);
}

static void the_version_is_one_that_both_know(void **state)
{
	int16_t v = -1;

	(void)state;
	assert_true(ask_version(API_LIST_OFFSETS, 1, 3, &v));
	assert_int_equal(v, 3);
	assert_true(ask_version(API_METADATA, 0, 12, &v));
	assert_int_equal(v, 12);
	assert_false(ask_version(API_METADATA, 100, 101, &v));
	assert_false(ask_version(API_METADATA, 0, -1, &v));
	assert_false(ask_version(API_FETCH, 0, 100, &v));
}

static void leaders_follow_each_other(void **state)
{
	(void)state;
	assert_int_equal(cluster_leader_end(&cluster, 0), 3);
	assert_int_equal(cluster_leader_end(&cluster, 3), 4);
	assert_int_equal(cluster_leader_end(&cluster, 4), 4);
}

/* ---- Metadata */

static void write_topic(struct writer *w, int16_t error, const char *name,
			const int32_t *leaders, int32_t count)
{
	writer_i16(w, error);
	writer_string(w, bytes_of_string(name), false);
	writer_i32(w, count);
	for (int32_t i = 0; i < count; i++) {
		writer_i16(w, 0);
		writer_i32(w, i);
		writer_i32(w, leaders[i]);
		writer_i32(w, 0);
		writer_i32(w, 0);
	}
}

static void write_metadata(struct writer *w)
{
	static const int32_t first[] = { 2, 1, -1, 2 };
	static const int32_t second[] = { 1 };

	writer_i32(w, ASK_CORRELATION);
	writer_i32(w, 1);
	writer_i32(w, 1);
	writer_string(w, bytes_of_string("host"), false);
	writer_i32(w, 9092);
	writer_i32(w, 3);
	write_topic(w, 0, "first", first, 4);
	write_topic(w, 3, "gone", second, 1);
	write_topic(w, 0, "second", second, 1);
}

static void count_broker(void *ctx, int32_t node_id, struct bytes host,
			 int32_t port)
{
	assert_int_equal(node_id, 1);
	assert_true(bytes_equal(host, bytes_of_string("host")));
	assert_int_equal(port, 9092);
	++*(int *)ctx;
}

static void metadata_gives_brokers_and_partitions_by_leader(void **state)
{
	static const struct partition wanted[] = {
		{ 0, 1, 1 }, { 1, 0, 1 }, { 0, 0, 2 }, { 0, 3, 2 }
	};
	struct cluster c = { 0 };
	int brokers = 0;
	struct broker_seen seen = { count_broker, &brokers };
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	write_metadata(&w);
	assert_true(cluster_read(&c, 0, writer_bytes(&w), &seen));
	assert_int_equal(brokers, 1);
	assert_int_equal(c.topic_count, 2);
	assert_string_equal(c.topics[1], "second");
	assert_int_equal(c.partition_count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(c.partitions[i].topic, wanted[i].topic);
		assert_int_equal(c.partitions[i].index, wanted[i].index);
		assert_int_equal(c.partitions[i].leader, wanted[i].leader);
	}
	/* cut anywhere it is refused, and what was known stays */
	for (size_t n = 0; n < w.size; n++) {
		struct guarded g = guarded(bytes_of(w.data, n));

		assert_false(cluster_read(&c, 0, g.bytes, &seen));
		assert_int_equal(c.partition_count, 4);
		guarded_release(&g);
	}
	assert_false(cluster_read(&c, 99, writer_bytes(&w), &seen));
	cluster_release(&c);
	writer_release(&w);
}

static void a_name_is_new_once(void **state)
{
	struct names n = { 0 };

	(void)state;
	assert_true(names_add(&n, bytes_of_string("a")));
	assert_true(names_add(&n, bytes_of_string("b")));
	assert_false(names_add(&n, bytes_of_string("a")));
	assert_int_equal(n.count, 2);
	names_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_version_is_a_good_request),
		cmocka_unit_test(the_version_is_one_that_both_know),
		cmocka_unit_test(leaders_follow_each_other),
		cmocka_unit_test(
			metadata_gives_brokers_and_partitions_by_leader),
		cmocka_unit_test(a_name_is_new_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
