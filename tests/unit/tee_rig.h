/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_TEE_RIG_H
#define TESTS_UNIT_TEE_RIG_H

/* A tee on a real loop, and frames for it. */
#include "tests/unit/fake_scribe.h"

#include "proxy/tee.h"

#include <unistd.h>

enum { MIB = 1024 * 1024 };

struct fixture {
	char *folder, path[256], spill[300];
	uv_loop_t loop;
	struct tape tape;
	struct tee *tee;
	uint64_t sequence, fed_frames, fed_bytes, dropped_frames, dropped_bytes;
	int64_t stamp;
	int rooms;
	bool done;
	struct err end;
	uint64_t memory, highest;
};

static inline int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	memset(&fake.taken, 0, sizeof(fake.taken));
	memset(&fake.committed, 0, sizeof(fake.committed));
	memset(fake.last, 0, sizeof(fake.last));
	fake.ordered = fake.room = true;
	fake.held = false;
	fake.fail_commits = fake.fail_frames = fake.logged_errors = 0;
	fake.spill_read = 0;
	memset(&counts, 0, sizeof(counts));
	f->folder = temp_folder();
	snprintf(f->path, sizeof(f->path), "%s/a.ktape", f->folder);
	snprintf(f->spill, sizeof(f->spill), "%s.spill", f->path);
	fake.path = f->path;
	assert_int_equal(uv_loop_init(&f->loop), 0);
	*state = f;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *f = *state;

	hold(false);
	temp_remove(f->folder);
	if (f->tee) /* a failed test: its thread still runs */
		return 0;
	uv_run(&f->loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&f->loop), 0);
	free(f);
	return 0;
}

static inline void on_room(void *ctx)
{
	struct fixture *f = ctx;

	f->rooms++;
}

static inline void start(struct fixture *f, uint64_t memory, uint64_t spill)
{
	struct tee_options options = { .memory = memory, .spill = spill };
	struct err e;

	f->memory = memory ? memory : 256 * MIB;
	assert_int_equal(tee_start(&f->tee, &f->loop, &f->tape, &options,
				   on_room, f, &e),
			 0);
}

static inline void look(struct fixture *f)
{
	struct tee_status status;

	tee_status(f->tee, &status);
	if (status.memory_used > f->highest)
		f->highest = status.memory_used;
}

static inline void turn(struct fixture *f)
{
	uv_run(&f->loop, UV_RUN_NOWAIT);
	look(f);
}

/* One frame of `size` bytes in one read buffer, whole. */
static inline void feed(struct fixture *f, uint64_t connection, uint32_t size)
{
	struct buffer *b = buffer_new(size < BUFFER_SIZE ? BUFFER_SIZE : size);
	struct event event = { .type = EVENT_FRAME,
			       .flags =
				       EVENT_REQUEST | EVENT_FIRST | EVENT_LAST,
			       .frame_size = size,
			       .connection = connection,
			       .exchange = ++f->sequence,
			       .stamp = ++f->stamp,
			       .stamp2 = f->stamp };

	memset(b->data, (int)(uint8_t)f->sequence, size);
	memcpy(b->data, &f->sequence, sizeof(f->sequence));
	b->data[size - 1] = (uint8_t)f->sequence;
	tee_frame(f->tee, &event, b, bytes_of(b->data, size));
	buffer_release(b);
	f->fed_frames++;
	f->fed_bytes += size;
}

#endif
