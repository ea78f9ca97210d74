/* SPDX-License-Identifier: Apache-2.0 */
/* test_tee_failing.c - the tee on a tape that can't be written, and on a disk
 * that is full, slow or refuses the spill file. */
#include "tests/unit/tee_steps.h"

#include <signal.h>
#include <sys/resource.h>

static void note_connection(struct fixture *f, enum event_type type)
{
	struct event event = { .type = (uint8_t)type,
			       .connection = 1,
			       .stamp = ++f->stamp };

	tee_note(f->tee, &event, bytes_of("", 0));
}

static void a_write_that_failed_costs_one_interval_and_a_gap(void **state)
{
	struct fixture *f = *state;
	struct sums sums;

	start(f, 0, 0);
	feed_many(f, 100);
	wait_committed(f, 100);
	pthread_mutex_lock(&fake.lock);
	fake.fail_commits = 1;
	pthread_mutex_unlock(&fake.lock);
	note_connection(f, EVENT_OPENED);
	feed_many(f, 50);
	wait_committed(f, 150);
	feed_many(f, 70);
	note_connection(f, EVENT_CLOSED);
	stop(f);
	sums = committed();
	assert_int_equal(f->end.code, 0);
	assert_int_equal(sums.gaps, 1);
	assert_true(sums.gap_frames > 0 && sums.gap_frames <= 50);
	assert_string_equal(fake.why, "commit refused");
	assert_int_equal(sums.opened, 1);
	assert_int_equal(sums.closed, 1);
	assert_int_equal(fake.logged_errors, 1);
}

static void a_row_that_failed_costs_one_interval_and_a_gap(void **state)
{
	struct fixture *f = *state;

	start(f, 0, 0);
	fake.fail_frames = 1;
	feed_many(f, 500);
	wait_committed(f, 500);
	feed_many(f, 500);
	stop(f);
	assert_int_equal(f->end.code, 0);
	assert_int_equal(committed().gaps, 1);
	assert_string_equal(fake.why, "row refused");
}

static void without_room_on_the_disk_nothing_is_lost_by_waiting(void **state)
{
	struct fixture *f = *state;
	struct tee_status status;

	set_room(false);
	start(f, 2 * MIB, 0);
	feed_full(f, 5000);
	do {
		turn(f);
		tee_status(f->tee, &status);
	} while (!status.failing);
	assert_non_null(strstr(status.error, "disk full"));
	assert_int_equal(f->rooms, 0);
	set_room(true);
	wait_room(f);
	wait_committed(f, f->fed_frames);
	tee_status(f->tee, &status);
	assert_false(status.failing);
	stop(f);
	assert_int_equal(f->end.code, 0);
	assert_int_equal(committed().gaps, 0);
	assert_int_equal(fake.logged_errors, 1);
}

static void stopping_at_a_full_disk_leaves_an_error_and_a_gap(void **state)
{
	struct fixture *f = *state;

	start(f, 2 * MIB, 0);
	feed_many(f, 10);
	wait_committed(f, 10);
	set_room(false);
	feed_full(f, 5000);
	stop(f);
	assert_int_equal(f->end.code, ERR_IO);
	assert_int_equal(committed().gaps, 1);
	assert_string_equal(fake.why, "disk full");
}

static void drops_are_told_even_at_a_full_disk(void **state)
{
	struct fixture *f = *state;

	set_room(false);
	start(f, 2 * MIB, 0);
	feed_full(f, 5000);
	for (uint64_t i = 0; i < 100; i++)
		tee_drop(f->tee, 1, i + 1, 0, 2, 100, ++f->stamp);
	f->dropped_frames = 200;
	f->dropped_bytes = 10000;
	note_connection(f, EVENT_CLOSED);
	stop(f);
	assert_int_equal(f->end.code, ERR_IO);
	assert_int_equal(committed().gaps, 2);
	assert_int_equal(committed().closed, 1);
}

static void stopping_at_a_full_disk_leaves_the_spill_file(void **state)
{
	struct fixture *f = *state;
	struct spill_reader r = { 0 };
	struct event event = { 0 };
	struct bytes payload;
	uint64_t left = 0;
	struct err e;

	start(f, 2 * MIB, 64 * MIB);
	hold(true);
	feed_many(f, 3000);
	set_room(false);
	hold(false);
	tee_stop(f->tee, ++f->stamp, on_done, f);
	while (!f->done)
		uv_run(&f->loop, UV_RUN_ONCE);
	tee_finish(f->tee);
	f->tee = NULL;
	assert_int_equal(f->end.code, ERR_IO);
	assert_non_null(strstr(f->end.text, "ktape seal"));
	assert_int_equal(spill_reader_open(&r, f->spill, &e), 0);
	spill_reader_seek(&r, r.base, fake.spill_read);
	while (spill_next(&r, UINT64_MAX, &event, &payload, &e) == SPILL_GOT)
		left += event.type == EVENT_FRAME;
	assert_int_equal(event.type, EVENT_END);
	spill_reader_close(&r);
	assert_int_equal(committed().frames + committed().gap_frames + left,
			 3000);
	assert_true(left > 0);
}

static void a_spill_that_cannot_be_written_goes_back_to_memory(void **state)
{
	struct fixture *f = *state;
	struct rlimit before, small;

	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small = before;
	small.rlim_cur = 5 * MIB / 2 + 13;
	start(f, 4 * MIB, 1024 * MIB);
	hold(true);
	setrlimit(RLIMIT_FSIZE, &small);
	feed_full(f, 1000);
	assert_true(f->highest <= 4 * MIB + 2 * BUFFER_SIZE);
	hold(false);
	wait_room(f);
	feed_many(f, 1000);
	stop(f);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(f->end.code, 0);
	assert_int_equal(committed().gaps, 0);
}

static uv_sem_t disk;

static void busy_disk(uv_work_t *work)
{
	(void)work;
	uv_sem_wait(&disk);
}

static void on_idle_disk(uv_work_t *work, int status)
{
	(void)status;
	--*(int *)work->data;
}

static void a_slow_disk_bounds_what_waits_to_be_written(void **state)
{
	struct fixture *f = *state;
	uv_work_t work[4]; /* all threads of libuv's pool */
	int busy = 4;

	uv_sem_init(&disk, 0);
	start(f, 4 * MIB, 1024 * MIB);
	for (int i = 0; i < 4; i++) {
		work[i].data = &busy;
		uv_queue_work(&f->loop, &work[i], busy_disk, on_idle_disk);
	}
	hold(true);
	feed_full(f, 1000);
	assert_true(f->fed_bytes < 5 * MIB);
	for (int i = 0; i < 4; i++)
		uv_sem_post(&disk);
	wait_room(f);
	hold(false);
	while (busy)
		uv_run(&f->loop, UV_RUN_ONCE);
	stop(f);
	uv_sem_destroy(&disk);
	assert_int_equal(committed().gaps, 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_write_that_failed_costs_one_interval_and_a_gap),
		CASE(a_row_that_failed_costs_one_interval_and_a_gap),
		CASE(without_room_on_the_disk_nothing_is_lost_by_waiting),
		CASE(stopping_at_a_full_disk_leaves_an_error_and_a_gap),
		CASE(drops_are_told_even_at_a_full_disk),
		CASE(stopping_at_a_full_disk_leaves_the_spill_file),
		CASE(a_spill_that_cannot_be_written_goes_back_to_memory),
		CASE(a_slow_disk_bounds_what_waits_to_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
