/* SPDX-License-Identifier: Apache-2.0 */
/* test_sessions.c - fetch sessions, rule by rule (kafka-protocol.md 5.1). */
#include "store/sessions.h"

#include "tests/test.h"

/* Only addresses count here. */
static const char places[4];
#define TP(i) ((const struct topic_partition *)(const void *)&places[i])

static const struct position at5 = { 5, 1, 0 };

/* A session 7 of broker 1 with TP(0) at 5, opened by connection 3. */
static void open_one(struct sessions *ss)
{
	struct session *s;

	assert_null(sessions_request(ss, 1, 3, 0, 0));
	s = sessions_answer(ss, 1, 3, 0, 0, 0, 7);
	assert_non_null(s);
	assert_true(session_set(s, TP(0), &at5));
}

static void a_full_fetch_opens_and_the_next_epochs_go_on(void **state)
{
	struct sessions ss = { 0 };

	(void)state;
	open_one(&ss);
	for (int32_t epoch = 1; epoch < 4; epoch++) {
		struct session *s = sessions_request(&ss, 1, 3, 7, epoch);

		assert_non_null(s);
		assert_int_equal(session_get(s, TP(0))->offset, 5);
		assert_null(session_get(s, TP(1)));
		assert_null(sessions_answer(&ss, 1, 3, 7, epoch, 0, 7));
	}
	/* on another connection it is the same session */
	assert_non_null(session_get(sessions_request(&ss, 1, 4, 7, 4), TP(0)));
	sessions_release(&ss);
}

static void a_session_belongs_to_its_broker(void **state)
{
	struct sessions ss = { 0 };

	(void)state;
	open_one(&ss);
	assert_null(sessions_find(&ss, 2, 7));
	assert_null(session_get(sessions_request(&ss, 2, 3, 7, 1), TP(0)));
	assert_non_null(session_get(sessions_find(&ss, 1, 7), TP(0)));
	sessions_release(&ss);
}

static void sessionless_and_refused_fetches_open_none(void **state)
{
	struct sessions ss = { 0 };

	(void)state;
	assert_null(sessions_request(&ss, 1, 3, 0, -1));
	assert_null(sessions_answer(&ss, 1, 3, 0, -1, 0, 0));
	assert_null(sessions_request(&ss, 1, 3, 0, 0));
	/* the broker's cache is full */
	assert_null(sessions_answer(&ss, 1, 3, 0, 0, 0, 0));
	assert_null(sessions_answer(&ss, 1, 3, 0, 0, 29, 9));
	assert_int_equal(ss.by_id.count, 0);
	sessions_release(&ss);
}

static void epoch_0_and_final_close_the_named_session(void **state)
{
	static const int32_t epochs[] = { 0, -1 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct sessions ss = { 0 };

		open_one(&ss);
		assert_null(sessions_request(&ss, 1, 3, 7, epochs[i]));
		assert_null(sessions_find(&ss, 1, 7));
		sessions_release(&ss);
	}
}

static void errors_and_an_answer_of_0_close_it(void **state)
{
	static const struct {
		int16_t error;
		int32_t answered;
	} cases[] = { { 70, 0 }, { 71, 7 }, { 106, 7 }, { 0, 0 } };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct sessions ss = { 0 };

		open_one(&ss);
		assert_non_null(sessions_request(&ss, 1, 3, 7, 1));
		sessions_answer(&ss, 1, 3, 7, 1, cases[i].error,
				cases[i].answered);
		assert_null(sessions_find(&ss, 1, 7));
		sessions_release(&ss);
	}
}

static void a_missed_epoch_makes_positions_unknown_until_named(void **state)
{
	struct sessions ss = { 0 };
	struct session *s;

	(void)state;
	open_one(&ss);
	s = sessions_request(&ss, 1, 3, 7, 3);
	assert_non_null(s);
	assert_null(session_get(s, TP(0)));
	session_set(s, TP(1), &at5);
	s = sessions_request(&ss, 1, 3, 7, 4);
	assert_non_null(session_get(s, TP(1)));
	session_forget(s, TP(1));
	session_forget(s, TP(1));
	assert_null(session_get(s, TP(1)));
	sessions_release(&ss);
}

static void the_epoch_wraps_to_1(void **state)
{
	struct sessions ss = { 0 };
	struct session *s;

	(void)state;
	s = sessions_request(&ss, 1, 3, 7, INT32_MAX);
	session_set(s, TP(0), &at5);
	s = sessions_request(&ss, 1, 3, 7, 1);
	assert_non_null(session_get(s, TP(0)));
	sessions_release(&ss);
}

static void doubt_is_the_connections_or_everybodys(void **state)
{
	struct sessions ss = { 0 };

	(void)state;
	open_one(&ss);
	sessions_doubt(&ss, 4);
	assert_non_null(session_get(sessions_find(&ss, 1, 7), TP(0)));
	sessions_doubt(&ss, 3);
	assert_null(session_get(sessions_find(&ss, 1, 7), TP(0)));
	session_set(sessions_find(&ss, 1, 7), TP(0), &at5);
	sessions_doubt(&ss, 0);
	assert_null(session_get(sessions_find(&ss, 1, 7), TP(0)));
	sessions_release(&ss);
}

static void the_least_recently_used_one_makes_room(void **state)
{
	struct sessions ss = { 0 };

	(void)state;
	for (int32_t id = 1; id <= SESSIONS_MAX; id++)
		sessions_answer(&ss, 1, 3, 0, 0, 0, id);
	sessions_request(&ss, 1, 3, 1, 1); /* used again */
	sessions_answer(&ss, 1, 3, 0, 0, 0, SESSIONS_MAX + 1);
	assert_int_equal(ss.by_id.count, SESSIONS_MAX);
	assert_non_null(sessions_find(&ss, 1, 1));
	assert_null(sessions_find(&ss, 1, 2));
	sessions_release(&ss);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_fetch_opens_and_the_next_epochs_go_on),
		cmocka_unit_test(a_session_belongs_to_its_broker),
		cmocka_unit_test(sessionless_and_refused_fetches_open_none),
		cmocka_unit_test(epoch_0_and_final_close_the_named_session),
		cmocka_unit_test(errors_and_an_answer_of_0_close_it),
		cmocka_unit_test(
			a_missed_epoch_makes_positions_unknown_until_named),
		cmocka_unit_test(the_epoch_wraps_to_1),
		cmocka_unit_test(doubt_is_the_connections_or_everybodys),
		cmocka_unit_test(the_least_recently_used_one_makes_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
