/* SPDX-License-Identifier: Apache-2.0 */
/* test_scribe_session.c - fetch offsets that are in no message: from sessions. */
#include "tests/lib/scene.h"

#include "codec/message.h"

/* One request of a session and its answer; what is unset is not said. */
static void in_session(struct scene *s, struct asked asked, int16_t error,
		       int32_t session, const char *answered)
{
	uint64_t x;

	asked.version = 13;
	asked.replica = -1;
	x = request(s, 2, fetch_request(&asked));
	asked.topic = answered;
	response(s, 2, x,
		 fetch_response(&asked, error, session, bytes_of_string("")));
}

static void offsets_come_from_the_session(void **state)
{
	struct scene *s = *state;

	in_session(s, (struct asked) { .topic = "a", .offset = 5 }, 0, 77, "a");
	in_session(s, (struct asked) { .session = 77, .epoch = 1 }, 0, 77, "a");
	in_session(s,
		   (struct asked) { .session = 77,
				    .epoch = 2,
				    .topic = "a",
				    .offset = 9 },
		   0, 77, NULL);
	in_session(s, (struct asked) { .session = 77, .epoch = 3 }, 0, 77, "a");
	in_session(s,
		   (struct asked) {
			   .session = 77, .epoch = 4, .forgotten = "a" },
		   0, 77, NULL);
	in_session(s, (struct asked) { .session = 77, .epoch = 5 }, 0, 77, "a");
	assert_query(s,
		     "SELECT fetch_offset, offset_from, in_request, in_response"
		     " FROM fetch",
		     "5|wire|1|1 5|session|0|1 9|wire|1|0 9|session|0|1 "
		     "NULL|unknown|0|1");
}

static void a_session_that_began_before_the_tape_is_unknown(void **state)
{
	struct scene *s = *state;

	in_session(s, (struct asked) { .session = 5, .epoch = 40 }, 0, 5, "a");
	in_session(s,
		   (struct asked) { .session = 5,
				    .epoch = 41,
				    .topic = "a",
				    .offset = 3 },
		   0, 5, "a");
	in_session(s, (struct asked) { .session = 5, .epoch = 42 }, 0, 5, "a");
	assert_query(s, "SELECT fetch_offset, offset_from FROM fetch",
		     "NULL|unknown 3|wire 3|session");
}

static void a_gap_makes_a_session_unknown(void **state)
{
	struct scene *s = *state;
	struct writer w;

	in_session(s, (struct asked) { .topic = "a", .offset = 5 }, 0, 77, "a");
	writer_init(&w, 0);
	event_write_gap(&w, &(struct event_gap) { bytes_of_string("full"), 1, 2,
						  -1 });
	note(s, EVENT_GAP, 2, 0, writer_bytes(&w));
	in_session(s, (struct asked) { .session = 77, .epoch = 1 }, 0, 77, "a");
	assert_query(s, "SELECT offset_from FROM fetch", "wire unknown");
	assert_query(s,
		     "SELECT why, connection, api_key, frames, bytes "
		     "FROM gap",
		     "full|2|1|2|NULL");
	writer_release(&w);
}

static void an_error_ends_the_session(void **state)
{
	struct scene *s = *state;

	in_session(s, (struct asked) { .topic = "a", .offset = 5 }, 0, 77, "a");
	in_session(s, (struct asked) { .session = 77, .epoch = 1 }, 70, 0,
		   NULL);
	in_session(s, (struct asked) { .session = 77, .epoch = 2 }, 0, 77, "a");
	assert_query(s, "SELECT offset_from FROM fetch", "wire unknown");
	assert_query(s, "SELECT error_code FROM exchange", "0 70 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(offsets_come_from_the_session),
		SCENE(a_session_that_began_before_the_tape_is_unknown),
		SCENE(a_gap_makes_a_session_unknown),
		SCENE(an_error_ends_the_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
