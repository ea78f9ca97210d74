/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_TEE_STEPS_H
#define TESTS_UNIT_TEE_STEPS_H

/* What the tests of the tee do again and again. */
#include "tests/unit/tee_rig.h"

static inline uint32_t some_size(uint64_t i)
{
	return i % 10 == 9 ? 20000 + (uint32_t)(i % 7) * 1000
			   : 9 + (uint32_t)(i * 37 % 3000);
}

/* What a session that blocks does. */
static inline void await_room(struct fixture *f)
{
	while (tee_full(f->tee))
		uv_run(&f->loop, UV_RUN_ONCE);
}

static inline void feed_many(struct fixture *f, int n)
{
	for (int i = 0; i < n; i++) {
		await_room(f);
		feed(f, 0, some_size((uint64_t)i));
		if (i % 16 == 0)
			turn(f);
	}
}

/* Feed until there is no room; how many went in. */
static inline int feed_full(struct fixture *f, uint32_t size)
{
	int n = 0;

	while (!tee_full(f->tee)) {
		feed(f, 0, size);
		if (++n % 16 == 0)
			turn(f);
		assert_true(n < 1000000);
	}
	return n;
}

static inline void wait_room(struct fixture *f)
{
	int before = f->rooms;

	while (f->rooms == before)
		uv_run(&f->loop, UV_RUN_ONCE);
	assert_false(tee_full(f->tee));
}

/* Until `frames` are committed, or lost with a gap. */
static inline void wait_committed(struct fixture *f, uint64_t frames)
{
	struct sums sums = committed();

	while (sums.frames + sums.gap_frames < frames) {
		turn(f);
		usleep(500);
		sums = committed();
	}
}

static inline void on_done(void *ctx, const struct err *error)
{
	struct fixture *f = ctx;

	f->done = true;
	if (error)
		f->end = *error;
}

/* Stop, and see that what was fed is there, or in a gap. */
static inline void stop(struct fixture *f)
{
	struct tee_status status;
	struct sums sums;

	tee_stop(f->tee, ++f->stamp, on_done, f);
	while (!f->done)
		uv_run(&f->loop, UV_RUN_ONCE);
	tee_status(f->tee, &status);
	tee_finish(f->tee);
	f->tee = NULL;
	sums = committed();
	assert_true(fake.ordered);
	assert_int_equal(sums.frames + sums.gap_frames,
			 f->fed_frames + f->dropped_frames);
	assert_int_equal(sums.bytes + sums.gap_bytes,
			 f->fed_bytes + f->dropped_bytes);
	assert_true(f->highest <= f->memory + 2 * BUFFER_SIZE);
}

static inline bool is_there(const char *path)
{
	return access(path, F_OK) == 0;
}

#endif
