/* SPDX-License-Identifier: Apache-2.0 */
/* test_tee.c - the queue, the spill file and the recorder thread with a real
 * loop: order, room, and what is dropped. */
#include "tests/unit/tee_steps.h"

static void what_goes_in_comes_out_in_order(void **state)
{
	struct fixture *f = *state;

	start(f, 0, 0);
	feed_many(f, 3000);
	stop(f);
	assert_int_equal(f->end.code, 0);
	assert_int_equal(committed().frames, 3000);
}

static void the_order_holds_over_both_tiers(void **state)
{
	struct fixture *f = *state;
	struct tee_status status;

	start(f, 4 * MIB, 1024 * MIB);
	hold(true);
	feed_many(f, 20000);
	tee_status(f->tee, &status);
	assert_true(status.spill_used > 10 * MIB);
	assert_true(status.lag_us > 0);
	await_room(f); /* for the disk at most, never for the recorder */
	assert_true(is_there(f->spill));
	hold(false);
	feed_many(f, 5000);
	stop(f);
	assert_int_equal(f->end.code, 0);
	assert_int_equal(committed().frames, 25000);
	assert_false(is_there(f->spill));
	assert_true(fake.forgotten);
}

static void a_spill_that_was_read_is_emptied_and_used_again(void **state)
{
	struct fixture *f = *state;
	struct tee_status status;
	uint64_t read = 0;

	start(f, 4 * MIB, 1024 * MIB);
	for (int round = 0; round < 5; round++) {
		hold(true);
		feed_many(f, 4000);
		tee_status(f->tee, &status);
		assert_true(status.spill_used > MIB);
		hold(false);
		wait_committed(f, f->fed_frames);
		feed_many(f, 100); /* memory does again */
		wait_committed(f, f->fed_frames);
		assert_true(fake.spill_read > read);
		read = fake.spill_read;
	}
	stop(f);
	assert_int_equal(f->end.code, 0);
}

static void a_full_queue_blocks_until_there_is_room(void **state)
{
	struct fixture *f = *state;

	start(f, 2 * MIB, 0);
	for (int round = 0; round < 5; round++) {
		hold(true);
		feed_full(f, round % 2 ? 50 : 30000);
		assert_int_equal(f->rooms, round);
		hold(false);
		wait_room(f);
	}
	stop(f);
	assert_int_equal(committed().gaps, 0);
	assert_int_equal(f->end.code, 0);
}

static void a_full_spill_blocks_until_there_is_room(void **state)
{
	struct fixture *f = *state;
	struct tee_status status;

	start(f, 2 * MIB, 3 * MIB);
	hold(true);
	do { /* the disk may be what is slow at first */
		feed_full(f, 1000);
		turn(f);
		tee_status(f->tee, &status);
	} while (status.spill_used < 3 * MIB);
	assert_true(status.spill_used < 4 * MIB);
	hold(false);
	wait_room(f);
	feed_many(f, 1000);
	stop(f);
	assert_int_equal(committed().gaps, 0);
}

static void what_is_dropped_is_counted_in_gaps(void **state)
{
	struct fixture *f = *state;
	uint64_t rows;

	start(f, 2 * MIB, 0);
	hold(true);
	for (int round = 0; round < 3; round++) {
		feed_full(f, 3000);
		for (uint64_t i = 0; i < 10000; i++) {
			tee_drop(f->tee, i % 50, i + 1, (int16_t)(i % 2), 2,
				 100, ++f->stamp);
			f->dropped_frames += 2;
			f->dropped_bytes += 100;
		}
		hold(false);
		wait_room(f);
		hold(true);
	}
	tee_drop(f->tee, 1, 1, 1, 2, 100, ++f->stamp);
	f->dropped_frames += 2;
	f->dropped_bytes += 100;
	hold(false);
	stop(f);
	rows = committed().gaps;
	assert_int_equal(rows, 3 * 50 + 1); /* parity goes with connection */
	assert_string_equal(fake.why, "queue full");
	assert_int_equal(committed().gap_frames, f->dropped_frames);
}

static void drops_of_countless_connections_take_bounded_rows(void **state)
{
	struct fixture *f = *state;

	start(f, 0, 0);
	for (uint64_t i = 0; i < 100000; i++)
		tee_drop(f->tee, i, i + 1, 0, 2, 100, ++f->stamp);
	f->dropped_frames = 200000;
	f->dropped_bytes = 10000000;
	stop(f);
	assert_true(committed().gaps <= 4096);
}

static void a_thousand_connections_keep_their_order(void **state)
{
	struct fixture *f = *state;

	start(f, 2 * MIB, 256 * MIB);
	for (int i = 0; i < 100; i++) {
		for (uint64_t c = 0; c < CONNECTIONS; c++) {
			await_room(f);
			feed(f, c, 9 + (uint32_t)(c % 50));
		}
		turn(f);
	}
	stop(f);
	assert_int_equal(committed().frames, 100 * CONNECTIONS);
}

static void large_pieces_hold_their_buffer_until_taken(void **state)
{
	struct fixture *f = *state;
	struct buffer *b = buffer_new(BUFFER_SIZE);
	struct event event = { .type = EVENT_FRAME,
			       .flags = EVENT_RESPONSE | EVENT_FIRST |
					EVENT_LAST,
			       .frame_size = 20000,
			       .stamp = 1 };
	struct tee_status status;

	start(f, 8 * MIB, 0);
	hold(true);
	memset(b->data, 0, BUFFER_SIZE);
	for (uint64_t i = 0; i < 10; i++) {
		uint8_t *at = b->data + i * 20000;

		f->sequence++;
		memcpy(at, &f->sequence, sizeof(f->sequence));
		at[19999] = (uint8_t)f->sequence;
		event.exchange = f->sequence;
		tee_frame(f->tee, &event, b, bytes_of(at, 20000));
	}
	f->fed_frames = 10;
	f->fed_bytes = 200000;
	tee_status(f->tee, &status);
	assert_in_range(status.memory_used, BUFFER_SIZE, 2 * BUFFER_SIZE);
	assert_int_equal(b->references, 11);
	hold(false);
	stop(f);
	assert_int_equal(b->references, 1);
	buffer_release(b);
}

static void what_an_earlier_recording_left_is_not_overwritten(void **state)
{
	struct fixture *f = *state;
	struct tee_options options = { .spill = MIB };
	FILE *left = fopen(f->spill, "w");
	struct err e;

	fclose(left);
	assert_int_equal(tee_start(&f->tee, &f->loop, &f->tape, &options,
				   on_room, f, &e),
			 -1);
	assert_int_equal(e.code, ERR_IO);
	assert_non_null(strstr(e.text, "ktape seal"));
	assert_true(is_there(f->spill));
}

static void the_policy_is_what_was_asked_for(void **state)
{
	struct fixture *f = *state;
	struct tee_options options = { .on_full = ON_FULL_DROP };
	struct err e;

	f->memory = 256 * MIB;
	assert_int_equal(tee_start(&f->tee, &f->loop, &f->tape, &options,
				   on_room, f, &e),
			 0);
	assert_int_equal(tee_on_full(f->tee), ON_FULL_DROP);
	stop(f);
}

static void nothing_at_all_is_a_recording_too(void **state)
{
	struct fixture *f = *state;

	start(f, 0, MIB);
	stop(f);
	assert_int_equal(f->end.code, 0);
	assert_false(is_there(f->spill));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_goes_in_comes_out_in_order),
		CASE(the_order_holds_over_both_tiers),
		CASE(a_spill_that_was_read_is_emptied_and_used_again),
		CASE(a_full_queue_blocks_until_there_is_room),
		CASE(a_full_spill_blocks_until_there_is_room),
		CASE(what_is_dropped_is_counted_in_gaps),
		CASE(drops_of_countless_connections_take_bounded_rows),
		CASE(a_thousand_connections_keep_their_order),
		CASE(large_pieces_hold_their_buffer_until_taken),
		CASE(what_an_earlier_recording_left_is_not_overwritten),
		CASE(the_policy_is_what_was_asked_for),
		CASE(nothing_at_all_is_a_recording_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
