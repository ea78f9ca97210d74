/* SPDX-License-Identifier: Apache-2.0 */
/* test_recovery.c - what a killed recording left is read in: each frame once,
 * wherever it was killed.  Scribe and tape are fakes that keep what was
 * committed, as a tape does when its process is killed. */
#include "tests/test.h"

#include "store/ledger.h"
#include "store/recovery.h"
#include "store/spill.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXCHANGES = 12, PIECES = 4 };

struct content {
	int frames[EXCHANGES + 1]; /* how often each is there */
	int gaps;
	char why[64];
	int64_t read, half;
};

static struct {
	struct content open, committed;
	char path[256];
	int fail_commit;  /* 1: the next, 2: the one after it ... */
	bool forgotten;   /* the facts about the spill file */
	bool always_full; /* a commit after each event */
} fake;

static struct scribe_counts counts;

struct tape {
	int none;
};

struct scribe {
	int none;
};

static struct tape tape;

int scribe_new(struct scribe **out, struct tape *t,
	       const struct scribe_options *options, struct err *e)
{
	(void)t;
	(void)options;
	(void)e;
	*out = calloc(1, sizeof(**out));
	return 0;
}

void scribe_free(struct scribe *s)
{
	free(s);
}

const struct scribe_counts *scribe_counts(const struct scribe *s)
{
	(void)s;
	return &counts;
}

bool scribe_full(const struct scribe *s)
{
	(void)s;
	return fake.always_full;
}

int scribe_frame(struct scribe *s, const struct event *event,
		 struct bytes frame, struct err *e)
{
	(void)s;
	(void)e;
	for (size_t i = 0; i < frame.n; i++)
		assert_int_equal(frame.p[i], event->exchange);
	assert_in_range(event->exchange, 1, EXCHANGES);
	fake.open.frames[event->exchange]++;
	return 0;
}

static int64_t number(struct bytes b)
{
	char text[32];

	snprintf(text, sizeof(text), "%.*s", (int)b.n, b.p);
	return strtoll(text, NULL, 10);
}

int scribe_note(struct scribe *s, const struct event *event,
		struct bytes payload, struct err *e)
{
	struct event_fact fact;
	struct event_gap gap;

	(void)s;
	(void)e;
	if (event->type == EVENT_FACT && event_read_fact(payload, &fact)) {
		if (bytes_equal(fact.key, bytes_of_string(SPILL_FACT_READ)))
			fake.open.read = number(fact.value);
		else
			fake.open.half = number(fact.value);
	}
	if (event->type == EVENT_GAP && event_read_gap(payload, &gap)) {
		fake.open.gaps++;
		snprintf(fake.open.why, sizeof(fake.open.why), "%.*s",
			 (int)gap.why.n, gap.why.p);
	}
	return 0;
}

static int commit(struct err *e)
{
	if (fake.fail_commit && --fake.fail_commit == 0)
		return err_set(e, ERR_IO, "commit refused");
	fake.committed = fake.open;
	return 0;
}

int scribe_commit(struct scribe *s, int64_t now, bool force, struct err *e)
{
	(void)s;
	(void)now;
	(void)force;
	return commit(e);
}

int scribe_finish(struct scribe *s, struct err *e)
{
	(void)s;
	return commit(e);
}

struct scribe_carried scribe_forget(struct scribe *s)
{
	(void)s;
	return (struct scribe_carried) { 0 };
}

void tape_rollback(struct tape *t)
{
	(void)t;
	fake.open = fake.committed;
}

const char *tape_path(const struct tape *t)
{
	(void)t;
	return fake.path;
}

int64_t tape_fact_int(struct tape *t, const char *key, int64_t otherwise)
{
	int64_t value = strcmp(key, SPILL_FACT_READ) ? fake.committed.half
						     : fake.committed.read;

	(void)t;
	return value ? value : otherwise;
}

sqlite3_stmt *tape_statement(struct tape *t, const char *sql, struct err *e)
{
	(void)t;
	(void)e;
	fake.forgotten = strstr(sql, "DELETE") != NULL;
	return NULL;
}

int tape_step(struct tape *t, sqlite3_stmt *statement, struct err *e)
{
	(void)t;
	(void)statement;
	(void)e;
	return 0;
}

bool tape_has_room(const struct tape *t, uint64_t reserve)
{
	(void)t;
	(void)reserve;
	return true;
}

int tape_last(struct tape *t, int64_t *stamp, int64_t *connection,
	      int64_t *exchange, struct err *e)
{
	(void)t;
	(void)e;
	*stamp = *connection = *exchange = 1;
	return 0;
}

/* ---- the fixture: a spill file, and what is in it */

struct fixture {
	char *folder, *spill;
	struct writer file;
	struct event events[EXCHANGES * PIECES + 4];
	uint64_t ends[EXCHANGES * PIECES + 4]; /* positions */
	size_t count;
};

static void add(struct fixture *f, struct event event, struct bytes payload)
{
	spill_write(&f->file, &event, payload);
	f->ends[f->count] = f->file.size - SPILL_HEADER;
	f->events[f->count++] = event;
}

static void add_simple(struct fixture *f, enum event_type type)
{
	add(f,
	    (struct event) { .type = (uint8_t)type,
			     .stamp = 100 + (int64_t)f->count },
	    bytes_of("", 0));
}

/* The p-th piece of exchange x: 10 bytes. */
static void add_piece(struct fixture *f, uint64_t x, int p)
{
	uint8_t payload[10];
	struct event event = { .type = EVENT_FRAME,
			       .flags = EVENT_REQUEST,
			       .connection = x,
			       .exchange = x,
			       .frame_size = PIECES * sizeof(payload) };

	if (p == 0)
		event.flags |= EVENT_FIRST;
	if (p == PIECES - 1) {
		event.flags |= EVENT_LAST;
		event.stamp = 100 + (int64_t)f->count;
	}
	memset(payload, (int)x, sizeof(payload));
	add(f, event, bytes_of(payload, sizeof(payload)));
}

/* Frames in pieces that interleave: x begins when x - 1 is at its third. */
static void add_frames(struct fixture *f)
{
	for (int step = 0; step < EXCHANGES * 2 + PIECES; step++)
		for (int x = EXCHANGES; x >= 1; x--) {
			int p = step - (x - 1) * 2;

			if (p >= 0 && p < PIECES)
				add_piece(f, (uint64_t)x, p);
		}
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	memset(&fake, 0, sizeof(fake));
	f->folder = temp_folder();
	snprintf(fake.path, sizeof(fake.path), "%s/a.ktape", f->folder);
	f->spill = spill_path(fake.path);
	writer_init(&f->file, 0);
	spill_write_header(&f->file, 0);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	writer_release(&f->file);
	free(f->spill);
	temp_remove(f->folder);
	free(f);
	return 0;
}

static void put(struct fixture *f, size_t size)
{
	int fd = open(f->spill, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, f->file.data, size), size);
	close(fd);
}

/* The recorder took the first `n` events, committed, and was killed. */
static void record(struct fixture *f, size_t n)
{
	const struct scribe_options options = { .frames = FRAMES_CONTROL };
	struct bytes rest = bytes_of(f->file.data + SPILL_HEADER,
				     f->file.size - SPILL_HEADER);
	struct ledger l;
	struct err e;

	assert_int_equal(ledger_init(&l, &tape, &options, &e), 0);
	for (size_t i = 0; i < n; i++) {
		struct bytes payload;
		struct event event;
		size_t size = spill_parse(rest, &event, &payload);

		assert_int_equal(ledger_feed(&l, &event, payload, f->ends[i],
					     &e),
				 INTAKE_TAKEN);
		rest = bytes_of(rest.p + size, rest.n - size);
	}
	assert_int_equal(ledger_commit(&l, &e), 0);
	ledger_release(&l);
}

static int recover(struct recovery *out, struct err *e)
{
	const struct scribe_options options = { .frames = FRAMES_CONTROL };

	return recovery_run(&tape, &options, NULL, NULL, out, e);
}

static void each_frame_is_there_once(int upto)
{
	for (int x = 1; x <= EXCHANGES; x++)
		assert_int_equal(fake.committed.frames[x], x <= upto);
}

static bool is_there(const struct fixture *f)
{
	return access(f->spill, F_OK) == 0;
}

/* ---- tests */

static void without_a_file_there_is_nothing_to_do(void **state)
{
	struct recovery out;
	struct err e;

	(void)state;
	assert_false(recovery_needed(fake.path));
	assert_int_equal(recover(&out, &e), 0);
	assert_false(out.found);
	assert_false(out.ended);
}

static void killed_after_any_event_each_frame_is_there_once(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	add_simple(f, EVENT_SPILLED);
	add_frames(f);
	add_simple(f, EVENT_END);
	for (size_t n = 1; n < f->count; n++) {
		memset(&fake.open, 0, sizeof(fake.open));
		fake.committed = fake.open;
		put(f, f->file.size);
		record(f, n);
		assert_true(recovery_needed(fake.path));
		assert_int_equal(recover(&out, &e), 0);
		assert_true(out.found);
		assert_true(out.ended);
		assert_int_equal(out.events, f->count - n);
		assert_int_equal(out.last, 100 + (int)f->count - 1);
		each_frame_is_there_once(EXCHANGES);
		assert_int_equal(fake.committed.gaps, 0);
		assert_false(is_there(f));
	}
}

static void killed_while_reading_in_no_frame_doubles(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	add_simple(f, EVENT_SPILLED);
	add_frames(f);
	add_simple(f, EVENT_END);
	fake.always_full = true;
	for (int nth = 1; nth <= EXCHANGES; nth++) {
		memset(&fake.open, 0, sizeof(fake.open));
		fake.committed = fake.open;
		put(f, f->file.size);
		record(f, 1);
		fake.fail_commit = nth;
		assert_int_equal(recover(&out, &e), -1);
		assert_int_equal(e.code, ERR_IO);
		assert_true(is_there(f));
		assert_int_equal(recover(&out, &e), 0);
		assert_true(out.ended);
		each_frame_is_there_once(EXCHANGES);
		assert_int_equal(fake.committed.gaps, 0);
	}
}

static void killed_before_the_file_is_removed_the_end_is_found_again(
	void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	add_simple(f, EVENT_SPILLED);
	add_frames(f);
	add_simple(f, EVENT_END);
	put(f, f->file.size);
	record(f, 1);
	for (int again = 0; again < 3; again++) {
		assert_int_equal(recover(&out, &e), 0);
		assert_true(out.ended);
		each_frame_is_there_once(EXCHANGES);
		put(f, f->file.size);
	}
}

static void a_file_torn_at_any_byte_gives_what_is_whole_and_a_gap(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	size_t whole = 0;
	struct err e;

	add_frames(f);
	add_simple(f, EVENT_END);
	for (size_t cut = 0; cut < f->file.size; cut += 5) {
		bool torn = cut > SPILL_HEADER;

		memset(&fake.open, 0, sizeof(fake.open));
		fake.committed = fake.open;
		put(f, cut);
		while (f->ends[whole] + SPILL_HEADER <= cut)
			whole++;
		torn &= !whole || cut != f->ends[whole - 1] + SPILL_HEADER;
		assert_int_equal(recover(&out, &e), 0);
		assert_false(out.ended);
		assert_int_equal(out.events, whole);
		assert_int_equal(out.gaps, torn);
		assert_false(is_there(f));
	}
}

static void events_lost_in_memory_are_a_gap(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	add_simple(f, EVENT_SPILLED);
	add_frames(f);
	add_simple(f, EVENT_SPILLED);
	add_simple(f, EVENT_END);
	put(f, f->file.size);
	assert_int_equal(recover(&out, &e), 0);
	assert_true(out.ended);
	assert_int_equal(out.gaps, 2);
	assert_int_equal(fake.committed.gaps, 2);
	assert_string_equal(fake.committed.why,
			    "killed: what waited in memory is lost");
	each_frame_is_there_once(EXCHANGES);
}

static void a_frame_that_never_ends_is_a_gap(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	add_simple(f, EVENT_SPILLED);
	add_piece(f, 1, 0);
	add_piece(f, 1, 1);
	put(f, f->file.size);
	record(f, 2);
	assert_int_equal(recover(&out, &e), 0);
	assert_false(out.ended);
	assert_int_equal(fake.committed.gaps, 1);
	each_frame_is_there_once(0);
}

static bool stop_at_once(void *ctx, int percent)
{
	int *calls = ctx;

	assert_in_range(percent, 0, 100);
	return ++*calls > 1;
}

static void it_can_be_stopped_and_done_later(void **state)
{
	struct fixture *f = *state;
	const struct scribe_options options = { .frames = FRAMES_CONTROL };
	struct recovery out;
	int calls = 0;
	struct err e;

	add_frames(f);
	add_simple(f, EVENT_END);
	put(f, f->file.size);
	assert_int_equal(recovery_run(&tape, &options, stop_at_once, &calls,
				      &out, &e),
			 -1);
	assert_int_equal(e.code, ERR_UNPROVEN);
	assert_true(is_there(f));
	assert_int_equal(recovery_run(&tape, &options, stop_at_once, &calls,
				      &out, &e),
			 0);
	assert_true(out.ended);
	each_frame_is_there_once(EXCHANGES);
}

static void another_file_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct recovery out;
	struct err e;

	memset(f->file.data, 'x', f->file.size);
	put(f, f->file.size);
	assert_int_equal(recover(&out, &e), -1);
	assert_int_equal(e.code, ERR_IO);
	assert_true(is_there(f));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(without_a_file_there_is_nothing_to_do),
		CASE(killed_after_any_event_each_frame_is_there_once),
		CASE(killed_while_reading_in_no_frame_doubles),
		CASE(killed_before_the_file_is_removed_the_end_is_found_again),
		CASE(a_file_torn_at_any_byte_gives_what_is_whole_and_a_gap),
		CASE(events_lost_in_memory_are_a_gap),
		CASE(a_frame_that_never_ends_is_a_gap),
		CASE(it_can_be_stopped_and_done_later),
		CASE(another_file_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
