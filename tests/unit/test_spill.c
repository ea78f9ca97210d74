/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "store/spill.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EVENTS = 16, BASE = 5000 };

struct file {
	char *folder;
	char path[256];
};

static struct file file_new(void)
{
	struct file f = { .folder = temp_folder() };

	snprintf(f.path, sizeof(f.path), "%s/a.spill", f.folder);
	return f;
}

static void put(const struct file *f, struct bytes b)
{
	int fd = open(f->path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, b.p, b.n), b.n);
	close(fd);
}

/* The i-th event: a payload of i * i bytes. */
static struct event numbered(size_t i)
{
	return (struct event) { .type = EVENT_FRAME,
				.flags = EVENT_REQUEST | EVENT_LAST,
				.connection = i,
				.exchange = i + 1,
				.stamp = (int64_t)i * 7,
				.stamp2 = -1 };
}

/* Header and EVENTS chunks; ends[i]: where the i-th chunk ends in the file. */
static void example(struct writer *w, size_t *ends)
{
	uint8_t payload[EVENTS * EVENTS];

	writer_init(w, 0);
	spill_write_header(w, BASE);
	for (size_t i = 0; i < EVENTS; i++) {
		struct event event = numbered(i);

		memset(payload, (int)i, sizeof(payload));
		spill_write(w, &event, bytes_of(payload, i * i));
		ends[i] = w->size;
	}
	assert_false(w->failed);
}

static void is_numbered(const struct event *event, struct bytes payload,
			size_t i)
{
	struct event same = numbered(i);

	same.length = (uint32_t)(i * i);
	assert_memory_equal(event, &same, sizeof(same));
	assert_int_equal(payload.n, i * i);
	for (size_t k = 0; k < payload.n; k++)
		assert_int_equal(payload.p[k], i);
}

/* How many events come, and what the end of them is. */
static size_t count(const struct file *f, uint64_t limit,
		    enum spill_result *last)
{
	struct spill_reader r = { 0 };
	struct event event;
	struct bytes payload;
	struct err e;
	size_t n = 0;

	assert_int_equal(spill_reader_open(&r, f->path, &e), 0);
	while ((*last = spill_next(&r, limit, &event, &payload, &e)) ==
	       SPILL_GOT)
		is_numbered(&event, payload, n++);
	spill_reader_close(&r);
	return n;
}

static void events_come_back_in_order_with_their_positions(void **state)
{
	struct file f = file_new();
	struct spill_reader r = { 0 };
	size_t ends[EVENTS];
	struct event event;
	struct bytes payload;
	struct writer w;
	struct err e;

	(void)state;
	example(&w, ends);
	put(&f, writer_bytes(&w));
	assert_int_equal(spill_reader_open(&r, f.path, &e), 0);
	assert_int_equal(r.base, BASE);
	assert_int_equal(r.position, BASE);
	for (size_t i = 0; i < EVENTS; i++) {
		assert_int_equal(spill_next(&r, UINT64_MAX, &event, &payload,
					    &e),
				 SPILL_GOT);
		is_numbered(&event, payload, i);
		assert_int_equal(r.position, BASE + ends[i] - SPILL_HEADER);
	}
	assert_int_equal(spill_next(&r, UINT64_MAX, &event, &payload, &e),
			 SPILL_END);
	spill_reader_seek(&r, BASE, BASE + ends[4] - SPILL_HEADER);
	assert_int_equal(spill_next(&r, UINT64_MAX, &event, &payload, &e),
			 SPILL_GOT);
	is_numbered(&event, payload, 5);
	spill_reader_close(&r);
	writer_release(&w);
	temp_remove(f.folder);
}

static void a_file_torn_at_any_byte_gives_its_whole_chunks(void **state)
{
	struct file f = file_new();
	size_t ends[EVENTS], whole = 0;
	enum spill_result last;
	struct writer w;

	(void)state;
	example(&w, ends);
	for (size_t cut = 0; cut < w.size; cut++) {
		bool clean = cut <= SPILL_HEADER || cut == ends[whole];

		if (cut == ends[whole])
			whole++;
		put(&f, bytes_of(w.data, cut));
		assert_int_equal(count(&f, UINT64_MAX, &last), whole);
		assert_int_equal(last, clean ? SPILL_END : SPILL_DAMAGED);
	}
	writer_release(&w);
	temp_remove(f.folder);
}

static void a_flipped_byte_is_never_taken_for_an_event(void **state)
{
	struct file f = file_new();
	size_t ends[EVENTS], at = 0;
	enum spill_result last;
	struct writer w;

	(void)state;
	example(&w, ends);
	for (size_t i = SPILL_HEADER; i < w.size; i++) {
		while (ends[at] <= i)
			at++;
		w.data[i] ^= 0x80;
		put(&f, writer_bytes(&w));
		assert_int_equal(count(&f, UINT64_MAX, &last), at);
		assert_int_equal(last, SPILL_DAMAGED);
		w.data[i] ^= 0x80;
	}
	writer_release(&w);
	temp_remove(f.folder);
}

static void nothing_is_read_beyond_the_limit(void **state)
{
	struct file f = file_new();
	size_t ends[EVENTS];
	enum spill_result last;
	struct writer w;

	(void)state;
	example(&w, ends);
	put(&f, writer_bytes(&w));
	for (size_t i = 0; i < EVENTS; i++) {
		uint64_t limit = BASE + ends[i] - SPILL_HEADER;

		assert_int_equal(count(&f, limit, &last), i + 1);
		assert_int_equal(last, SPILL_END);
	}
	assert_int_equal(count(&f, BASE, &last), 0);
	assert_int_equal(last, SPILL_END);
	writer_release(&w);
	temp_remove(f.folder);
}

static void a_reader_follows_a_file_that_grows_and_is_emptied(void **state)
{
	struct file f = file_new();
	struct spill_reader r = { 0 };
	size_t ends[EVENTS];
	struct event event;
	struct bytes payload;
	struct writer w;
	struct err e;

	(void)state;
	put(&f, bytes_of("", 0));
	assert_int_equal(spill_reader_open(&r, f.path, &e), 0);
	assert_int_equal(spill_next(&r, UINT64_MAX, &event, &payload, &e),
			 SPILL_END);
	example(&w, ends);
	for (int round = 0; round < 3; round++) {
		put(&f, writer_bytes(&w));
		spill_reader_seek(&r, BASE, BASE);
		for (size_t i = 0; i < EVENTS; i++) {
			assert_int_equal(spill_next(&r,
						    BASE + w.size -
							    SPILL_HEADER,
						    &event, &payload, &e),
					 SPILL_GOT);
			is_numbered(&event, payload, i);
		}
	}
	spill_reader_close(&r);
	writer_release(&w);
	temp_remove(f.folder);
}

static void a_chunk_larger_than_the_buffer_is_read(void **state)
{
	struct file f = file_new();
	struct spill_reader r = { 0 };
	size_t size = 5 * 1024 * 1024 + 3;
	uint8_t *big = malloc(size);
	struct event event = numbered(1);
	struct bytes payload;
	struct writer w;
	struct err e;

	(void)state;
	assert_non_null(big);
	memset(big, 'b', size);
	writer_init(&w, 0);
	spill_write_header(&w, 0);
	for (int i = 0; i < 3; i++)
		spill_write(&w, &event, bytes_of(big, size));
	put(&f, writer_bytes(&w));
	assert_int_equal(spill_reader_open(&r, f.path, &e), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(spill_next(&r, UINT64_MAX, &event, &payload,
					    &e),
				 SPILL_GOT);
		assert_true(bytes_equal(payload, bytes_of(big, size)));
	}
	spill_reader_close(&r);
	writer_release(&w);
	free(big);
	temp_remove(f.folder);
}

static void a_length_beyond_the_file_costs_no_memory(void **state)
{
	struct file f = file_new();
	uint32_t length = 0xfffffff0;
	enum spill_result last;
	struct writer w;

	(void)state;
	writer_init(&w, 0);
	spill_write_header(&w, 0);
	writer_raw(&w, bytes_of(&length, sizeof(length)));
	for (int i = 0; i < 50; i++)
		writer_i64(&w, 0);
	put(&f, writer_bytes(&w));
	assert_int_equal(count(&f, UINT64_MAX, &last), 0);
	assert_int_equal(last, SPILL_DAMAGED);
	assert_int_equal(count(&f, 100, &last), 0);
	assert_int_equal(last, SPILL_DAMAGED);
	writer_release(&w);
	temp_remove(f.folder);
}

static void another_file_is_refused_with_its_name(void **state)
{
	struct file f = file_new();
	struct spill_reader r = { 0 };
	struct err e;

	(void)state;
	assert_int_equal(spill_reader_open(&r, f.path, &e), -1);
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, f.path));
	spill_reader_close(&r);
	put(&f, bytes_of_string("SQLite format 3, and more of it"));
	assert_int_equal(spill_reader_open(&r, f.path, &e), -1);
	assert_non_null(strstr(e.text, "not a spill file"));
	spill_reader_close(&r);
	temp_remove(f.folder);
}

static void chunks_in_memory_are_parsed_like_those_in_the_file(void **state)
{
	size_t ends[EVENTS], at = SPILL_HEADER;
	struct event event;
	struct bytes payload;
	struct writer w;

	(void)state;
	example(&w, ends);
	for (size_t i = 0; i < EVENTS; i++) {
		at += spill_parse(bytes_of(w.data + at, w.size - at), &event,
				  &payload);
		is_numbered(&event, payload, i);
		assert_int_equal(at, ends[i]);
	}
	assert_int_equal(spill_parse(bytes_of(w.data, 0), &event, &payload), 0);
	writer_release(&w);
}

static void the_spill_file_lies_beside_its_tape(void **state)
{
	char *path = spill_path("/a/b.ktape");

	(void)state;
	assert_string_equal(path, "/a/b.ktape.spill");
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			events_come_back_in_order_with_their_positions),
		cmocka_unit_test(
			a_file_torn_at_any_byte_gives_its_whole_chunks),
		cmocka_unit_test(a_flipped_byte_is_never_taken_for_an_event),
		cmocka_unit_test(nothing_is_read_beyond_the_limit),
		cmocka_unit_test(
			a_reader_follows_a_file_that_grows_and_is_emptied),
		cmocka_unit_test(a_chunk_larger_than_the_buffer_is_read),
		cmocka_unit_test(a_length_beyond_the_file_costs_no_memory),
		cmocka_unit_test(another_file_is_refused_with_its_name),
		cmocka_unit_test(
			chunks_in_memory_are_parsed_like_those_in_the_file),
		cmocka_unit_test(the_spill_file_lies_beside_its_tape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
