/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "store/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The scribe is a fake that remembers what it was given. */
static struct {
	int frames, notes, gaps;
	uint64_t bytes;     /* of all frames */
	bool intact;        /* every frame was what frame_byte() says */
	struct event event; /* the last */
	char why[64];       /* of the last gap */
	int64_t missing;    /* its bytes */
	uint32_t cut;       /* of the last close */
	bool failing;
} fake;

static uint8_t frame_byte(const struct event *event, size_t i)
{
	return (uint8_t)(event->exchange * 31 + event->flags % 4 * 7 + i +
			 i / 256);
}

int scribe_frame(struct scribe *s, const struct event *event,
		 struct bytes frame, struct err *e)
{
	(void)s;
	if (fake.failing)
		return err_set(e, ERR_IO, "disk full");
	fake.frames++;
	fake.bytes += frame.n;
	fake.event = *event;
	for (size_t i = 0; i < frame.n; i++)
		if (frame.p[i] != frame_byte(event, i))
			fake.intact = false;
	return 0;
}

int scribe_note(struct scribe *s, const struct event *event,
		struct bytes payload, struct err *e)
{
	struct event_gap gap;

	(void)s;
	if (fake.failing)
		return err_set(e, ERR_IO, "disk full");
	fake.notes++;
	fake.event = *event;
	if (event->type == EVENT_CLOSED)
		fake.cut = event->cut_bytes;
	if (event->type == EVENT_GAP && event_read_gap(payload, &gap)) {
		fake.gaps++;
		fake.missing = gap.bytes;
		snprintf(fake.why, sizeof(fake.why), "%.*s", (int)gap.why.n,
			 gap.why.p);
	}
	return 0;
}

struct fixture {
	char *folder;
	struct intake *in;
	struct err e;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	memset(&fake, 0, sizeof(fake));
	fake.intact = true;
	f->folder = temp_folder();
	f->in = intake_new(NULL, f->folder);
	assert_non_null(f->in);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	intake_free(f->in);
	temp_remove(f->folder);
	free(f);
	return 0;
}

static struct event frame_event(uint64_t exchange, int direction, uint32_t size)
{
	return (struct event) { .type = EVENT_FRAME,
				.flags = (uint8_t)direction,
				.connection = exchange % 1000,
				.exchange = exchange,
				.frame_size = size };
}

/* Feed bytes [from, to) of a frame. */
static int feed(struct fixture *f, struct event event, size_t from, size_t to)
{
	uint8_t *bytes = malloc(to - from + 1);
	int result;

	assert_non_null(bytes);
	for (size_t i = from; i < to; i++)
		bytes[i - from] = frame_byte(&event, i);
	if (from == 0)
		event.flags |= EVENT_FIRST;
	if (to == event.frame_size) {
		event.flags |= EVENT_LAST;
		event.stamp = 1000;
		event.stamp2 = 1001;
	}
	event.length = (uint32_t)(to - from);
	result = intake_feed(f->in, &event, bytes_of(bytes, to - from), &f->e);
	free(bytes);
	return result;
}

static void note(struct fixture *f, enum event_type type, uint64_t connection,
		 uint64_t exchange)
{
	struct event event = { .type = (uint8_t)type,
			       .connection = connection,
			       .exchange = exchange,
			       .stamp = 2000 };

	assert_int_equal(intake_feed(f->in, &event, bytes_of("", 0), &f->e), 0);
}

static void a_frame_in_any_pieces_arrives_whole(void **state)
{
	struct fixture *f = *state;
	struct event event = frame_event(5, EVENT_RESPONSE, 64);

	for (size_t a = 0; a <= 64; a++)
		for (size_t b = a ? a : 1; b <= 64; b += 7) {
			fake.frames = 0;
			if (a)
				feed(f, event, 0, a);
			if (a < 64 && b > a)
				feed(f, event, a, b);
			if (b < 64 && a < 64)
				feed(f, event, b, 64);
			assert_int_equal(fake.frames, 1);
			assert_int_equal(fake.event.length, 64);
			assert_int_equal(fake.event.stamp, 1000);
			assert_int_equal(fake.event.stamp2, 1001);
			assert_int_equal(fake.event.flags, EVENT_RESPONSE |
								   EVENT_FIRST |
								   EVENT_LAST);
		}
	assert_true(fake.intact);
	assert_int_equal(fake.notes, 0);
	assert_int_equal(intake_memory(f->in), 0);
}

static void an_empty_frame_is_a_frame(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(feed(f, frame_event(1, EVENT_REQUEST, 0), 0, 0), 0);
	assert_int_equal(fake.frames, 1);
	assert_int_equal(fake.event.length, 0);
}

static void halves_of_one_exchange_do_not_mix(void **state)
{
	struct fixture *f = *state;
	struct event request = frame_event(9, EVENT_REQUEST, 300);
	struct event response = frame_event(9, EVENT_RESPONSE, 200);

	feed(f, request, 0, 100);
	feed(f, response, 0, 100);
	feed(f, request, 100, 300);
	assert_int_equal(fake.frames, 1);
	feed(f, response, 100, 200);
	assert_int_equal(fake.frames, 2);
	assert_true(fake.intact);
}

static void a_large_frame_goes_through_a_file_nobody_sees(void **state)
{
	struct fixture *f = *state;
	uint32_t size = 5 * INTAKE_IN_MEMORY + 17;
	struct event event = frame_event(3, EVENT_RESPONSE, size);
	struct stat st;

	for (uint32_t at = 0; at < size; at += 100000) {
		uint32_t to = size - at < 100000 ? size : at + 100000;

		assert_int_equal(feed(f, event, at, to), 0);
		assert_int_equal(intake_memory(f->in), 0);
	}
	assert_int_equal(fake.frames, 1);
	assert_int_equal(fake.bytes, size);
	assert_true(fake.intact);
	assert_int_equal(rmdir(f->folder), 0); /* it is empty */
	assert_int_equal(stat(f->folder, &st), -1);
	assert_int_equal(mkdir(f->folder, 0700), 0);
}

static void a_thousand_half_frames_stay_within_the_bound(void **state)
{
	struct fixture *f = *state;
	uint32_t size = INTAKE_IN_MEMORY;
	uint32_t most = size - 10;

	for (uint32_t at = 0; at < most; at += most / 4)
		for (uint64_t x = 1; x <= 1000; x++) {
			feed(f, frame_event(x, EVENT_REQUEST, size), at,
			     at + most / 4 < most ? at + most / 4 : most);
			assert_true(intake_memory(f->in) <=
				    INTAKE_ALL_IN_MEMORY + INTAKE_IN_MEMORY);
		}
	assert_true(intake_memory(f->in) > INTAKE_ALL_IN_MEMORY / 2);
	for (uint64_t x = 1000; x; x--)
		feed(f, frame_event(x, EVENT_REQUEST, size), most, size);
	assert_int_equal(fake.frames, 1000);
	assert_int_equal(fake.bytes, 1000 * (uint64_t)size);
	assert_true(fake.intact);
	assert_int_equal(intake_memory(f->in), 0);
}

static void what_a_closed_connection_cuts_is_counted(void **state)
{
	struct fixture *f = *state;

	feed(f, frame_event(7, EVENT_REQUEST, 100), 0, 40);
	feed(f, frame_event(8, EVENT_REQUEST, 100), 0, 40);
	note(f, EVENT_CLOSED, 7, 0);
	assert_int_equal(fake.gaps, 0);
	assert_int_equal(fake.notes, 1);
	assert_int_equal(fake.cut, 40);
	feed(f, frame_event(8, EVENT_REQUEST, 100), 40, 100);
	assert_int_equal(fake.frames, 1);
	feed(f, frame_event(7, EVENT_REQUEST, 100), 40, 100);
	assert_int_equal(fake.frames, 1);
	assert_int_equal(fake.gaps, 1);
}

static void an_abandoned_exchange_is_forgotten_without_another_gap(void **state)
{
	struct fixture *f = *state;

	feed(f, frame_event(7, EVENT_REQUEST, 100), 0, 40);
	feed(f, frame_event(7, EVENT_RESPONSE, 100), 0, 40);
	note(f, EVENT_ABANDONED, 7, 7);
	assert_int_equal(intake_memory(f->in), 0);
	assert_int_equal(fake.gaps, 0);
	assert_int_equal(fake.event.type, EVENT_ABANDONED);
}

static void missing_pieces_make_a_gap_and_never_a_frame(void **state)
{
	struct fixture *f = *state;
	struct event event = frame_event(7, EVENT_REQUEST, 100);

	feed(f, event, 0, 40);
	feed(f, event, 60, 100); /* 40..60 are missing */
	assert_int_equal(fake.gaps, 1);
	feed(f, event, 50, 60); /* no beginning */
	feed(f, event, 60, 100);
	assert_int_equal(fake.gaps, 2);
	feed(f, event, 0, 40); /* begun twice */
	feed(f, event, 0, 30);
	assert_int_equal(fake.gaps, 3);
	feed(f, event, 0, 90);
	feed(f, event, 0, 90);
	feed(f, event, 20, 60); /* more than it can be */
	assert_int_equal(fake.gaps, 6);
	assert_int_equal(fake.frames, 0);
	assert_int_equal(intake_memory(f->in), 0);
}

static void a_withheld_frame_ends_before_its_size(void **state)
{
	struct fixture *f = *state;
	struct event event =
		frame_event(1, EVENT_REQUEST | EVENT_WITHHELD, 100);

	/* its header, and later its end without another byte */
	assert_int_equal(feed(f, event, 0, 20), INTAKE_TAKEN);
	event.flags |= EVENT_LAST;
	assert_int_equal(intake_feed(f->in, &event, bytes_of("", 0), &f->e),
			 INTAKE_TAKEN);
	assert_int_equal(fake.frames, 1);
	assert_int_equal(fake.bytes, 20);
	assert_int_equal(fake.event.frame_size, 100);
	assert_int_equal(fake.event.length, 20);
	/* both at once */
	event.exchange = 2;
	assert_int_equal(feed(f, event, 0, 20), INTAKE_TAKEN);
	assert_int_equal(fake.frames, 2);
	assert_int_equal(fake.bytes, 40);
	assert_int_equal(fake.gaps, 0);
	assert_true(fake.intact);
}

static void the_end_drops_what_is_half_there(void **state)
{
	struct fixture *f = *state;

	assert_false(intake_ended(f->in));
	feed(f, frame_event(1, EVENT_REQUEST, 100), 0, 40);
	feed(f, frame_event(2, EVENT_RESPONSE, 100), 0, 41);
	note(f, EVENT_END, 0, 0);
	assert_true(intake_ended(f->in));
	assert_int_equal(intake_finish(f->in, &f->e), 0);
	assert_int_equal(fake.gaps, 2);
	assert_int_equal(fake.missing, 41);
	assert_string_equal(fake.why, "the recording ended inside a frame");
}

static void the_oldest_half_from_the_file_is_known(void **state)
{
	struct fixture *f = *state;

	assert_true(intake_oldest(f->in) == INTAKE_NOWHERE);
	feed(f, frame_event(1, EVENT_REQUEST, 100), 0, 40);
	assert_true(intake_oldest(f->in) == INTAKE_NOWHERE);
	intake_at(f->in, 500);
	feed(f, frame_event(2, EVENT_REQUEST, 100), 0, 40);
	intake_at(f->in, 700);
	feed(f, frame_event(3, EVENT_REQUEST, 100), 0, 40);
	assert_int_equal(intake_oldest(f->in), 500);
	feed(f, frame_event(2, EVENT_REQUEST, 100), 40, 100);
	assert_int_equal(intake_oldest(f->in), 700);
	feed(f, frame_event(3, EVENT_REQUEST, 100), 40, 100);
	assert_true(intake_oldest(f->in) == INTAKE_NOWHERE);
}

static void without_a_temporary_file_the_piece_is_not_taken(void **state)
{
	struct fixture *f = *state;
	uint32_t size = 2 * INTAKE_IN_MEMORY;
	struct event event = frame_event(4, EVENT_REQUEST, size);

	assert_int_equal(rmdir(f->folder), 0);
	assert_int_equal(feed(f, event, 0, 1000), INTAKE_AGAIN);
	assert_int_equal(f->e.code, ERR_IO);
	assert_non_null(strstr(f->e.text, f->folder));
	assert_int_equal(mkdir(f->folder, 0700), 0);
	assert_int_equal(feed(f, event, 0, 1000), INTAKE_TAKEN);
	assert_int_equal(feed(f, event, 1000, size), INTAKE_TAKEN);
	assert_int_equal(fake.frames, 1);
	assert_true(fake.intact);
	assert_int_equal(fake.gaps, 0);
}

static void a_scribe_that_fails_is_passed_on(void **state)
{
	struct fixture *f = *state;

	fake.failing = true;
	assert_int_equal(feed(f, frame_event(1, EVENT_REQUEST, 10), 0, 10),
			 INTAKE_FAILED);
	assert_int_equal(feed(f, frame_event(2, EVENT_REQUEST, 10), 0, 5), 0);
	assert_int_equal(feed(f, frame_event(2, EVENT_REQUEST, 10), 5, 10),
			 INTAKE_FAILED);
	assert_string_equal(f->e.text, "disk full");
	assert_int_equal(intake_memory(f->in), 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_frame_in_any_pieces_arrives_whole),
		CASE(an_empty_frame_is_a_frame),
		CASE(halves_of_one_exchange_do_not_mix),
		CASE(a_large_frame_goes_through_a_file_nobody_sees),
		CASE(a_thousand_half_frames_stay_within_the_bound),
		CASE(what_a_closed_connection_cuts_is_counted),
		CASE(an_abandoned_exchange_is_forgotten_without_another_gap),
		CASE(missing_pieces_make_a_gap_and_never_a_frame),
		CASE(a_withheld_frame_ends_before_its_size),
		CASE(the_end_drops_what_is_half_there),
		CASE(the_oldest_half_from_the_file_is_known),
		CASE(without_a_temporary_file_the_piece_is_not_taken),
		CASE(a_scribe_that_fails_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
