/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/output.h"

/* All bytes of the segments, in order. */
static struct bytes text(struct output *o, char *out)
{
	uv_buf_t *bufs;
	unsigned n = output_bufs(o, &bufs);
	size_t size = 0;

	for (unsigned i = 0; i < n; i++) {
		memcpy(out + size, bufs[i].base, bufs[i].len);
		size += bufs[i].len;
	}
	assert_int_equal(size, o->bytes);
	return bytes_of(out, size);
}

static struct buffer *buffer_with(size_t size)
{
	struct buffer *b = buffer_new(size);

	assert_non_null(b);
	for (size_t i = 0; i < size; i++)
		b->data[i] = (uint8_t)i;
	b->size = size;
	return b;
}

static void neighbours_are_joined_and_strangers_are_not(void **state)
{
	struct output o = { 0 };
	struct buffer *b = buffer_with(100);

	(void)state;
	output_pass(&o, b, bytes_of(b->data, 10));
	output_pass(&o, b, bytes_of(b->data + 10, 0));
	output_pass(&o, b, bytes_of(b->data + 10, 10));
	assert_int_equal(o.segment_count, 1);
	output_pass(&o, b, bytes_of(b->data + 30, 10));
	output_copy(&o, bytes_of_string("copied"));
	assert_int_equal(o.segment_count, 3);
	assert_int_equal(o.bytes, 36);
	assert_int_equal(b->references, 3);
	output_reset(&o);
	assert_int_equal(b->references, 1);
	output_release(&o);
	buffer_release(b);
}

static void what_is_written_is_skipped_at_every_byte(void **state)
{
	char whole[64], left[64];

	(void)state;
	for (size_t skip = 0; skip < 36; skip++) {
		struct output o = { 0 };
		struct buffer *b = buffer_with(100);
		struct bytes all, rest;

		output_pass(&o, b, bytes_of(b->data, 20));
		output_pass(&o, b, bytes_of(b->data + 30, 10));
		output_copy(&o, bytes_of_string("copied"));
		all = text(&o, whole);
		output_skip(&o, skip);
		rest = text(&o, left);
		assert_true(bytes_equal(rest, bytes_after(all, skip)));
		/* little is left: nobody holds the read buffer for it */
		assert_int_equal(b->references, 1);
		output_release(&o);
		buffer_release(b);
	}
}

static void a_large_rest_keeps_its_buffers(void **state)
{
	struct output o = { 0 };
	struct buffer *b = buffer_with(2 * OUTPUT_COPIED);

	(void)state;
	output_pass(&o, b, bytes_of(b->data, b->size));
	output_skip(&o, OUTPUT_COPIED - 1);
	assert_int_equal(b->references, 2);
	assert_ptr_equal(o.segments[0].bytes.p, b->data + OUTPUT_COPIED - 1);
	output_release(&o);
	buffer_release(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(neighbours_are_joined_and_strangers_are_not),
		cmocka_unit_test(what_is_written_is_skipped_at_every_byte),
		cmocka_unit_test(a_large_rest_keeps_its_buffers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
