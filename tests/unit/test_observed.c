/* SPDX-License-Identifier: Apache-2.0 */
/* test_observed.c - what a recording expects of a service, and when a new run
 * has come to its end. */
#include "replay/observed.h"
#include "tests/lib/batches.h"
#include "tests/lib/story.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

enum { SERVICE = 1, OTHER = 2 };

/* A recording, and a run against it. */
struct run {
	struct roles roles;
	struct expected expected;
	struct observed *observed;
	uint64_t exchange;
};

static struct run begin(struct new_tape *t, const char *const *story)
{
	const struct roles_options any = { .service = NULL };
	struct run r = { .exchange = 0 };
	struct err e = { 0 };

	story_tell(t, story);
	if (roles_find(&r.roles, t->open, &any, &e) ||
	    expected_load(&r.expected, t->open, &r.roles, &e))
		fail_msg("%s", e.text);
	return r;
}

/* `r` must stay where it is. */
static void watch(struct run *r)
{
	r->observed = observed_new(&r->expected, SERVICE);
	assert_non_null(r->observed);
}

static void end(struct run *r)
{
	observed_free(r->observed);
	expected_release(&r->expected);
	roles_release(&r->roles);
}

static struct scribe_event event(enum scribe_event_kind kind, const char *topic)
{
	return (struct scribe_event) {
		.kind = kind,
		.service = SERVICE,
		.topic = bytes_of((const uint8_t *)topic, strlen(topic)),
		.producer_id = -1,
	};
}

static void asked(struct run *r, const char *topic)
{
	struct scribe_event v = event(SCRIBE_ASKED, topic);

	observed_event(r->observed, &v);
}

static void committed(struct run *r, const char *topic, int64_t offset,
		      int64_t producer)
{
	struct scribe_event v = event(SCRIBE_COMMITTED, topic);

	v.group = bytes_of((const uint8_t *)"bills", 5);
	v.offset = offset;
	v.producer_id = producer;
	v.transactional = producer >= 0;
	observed_event(r->observed, &v);
}

static void ended(struct run *r, int64_t producer, bool commits)
{
	struct scribe_event v = event(SCRIBE_ENDED, "");

	v.producer_id = producer;
	v.committed = commits;
	observed_event(r->observed, &v);
}

/* A batch of one record is produced and acknowledged. */
static void produced_by(struct run *r, int64_t service, const char *topic,
			const char *key, int64_t producer)
{
	const struct test_record record = {
		.key = { (const uint8_t *)key, strlen(key) },
		.value = { (const uint8_t *)"v", 1 },
	};
	struct test_batch b = test_batch(&record, 1);
	struct scribe_event v = event(SCRIBE_PRODUCED, topic);
	struct writer out;

	writer_init(&out, 0);
	make_batch(&out, &b);
	v.service = service;
	v.exchange = ++r->exchange;
	v.batch = bytes_of(out.data, out.size);
	v.producer_id = producer;
	v.transactional = producer >= 0;
	observed_event(r->observed, &v);
	writer_release(&out);
	v.kind = SCRIBE_ACKED;
	v.batch = bytes_of(NULL, 0);
	observed_event(r->observed, &v);
}

static void produced(struct run *r, const char *topic, const char *key)
{
	produced_by(r, SERVICE, topic, key, -1);
}

static bool may_send(struct run *r, uint32_t input)
{
	return observed_may_send(r->observed, r->expected.inputs[input].record);
}

static void sent(struct run *r, uint32_t input, int64_t offset)
{
	assert_true(may_send(r, input));
	observed_sent(r->observed, r->expected.inputs[input].record, offset);
}

static void assert_state(struct run *r, enum observed_state state)
{
	assert_int_equal(observed_state(r->observed, true), state);
}

static const char *const two_orders[] = {
	"send checkout orders 0 k o1",     "ask billing orders 0",
	"take billing orders 0 0",         "send billing invoices 0 k i1",
	"commit billing bills orders 0 1", "send checkout orders 0 k o2",
	"take billing orders 0 1",         "send billing invoices 0 k i2",
	"commit billing bills orders 0 2", NULL,
};

static void a_recording_is_read_as_a_script(void **state)
{
	struct run r = begin(*state, two_orders);
	const struct expected *x = &r.expected;

	assert_int_equal(x->input_count, 2);
	assert_int_equal(x->lane_count, 1);
	assert_string_equal(x->lanes[0].topic, "orders");
	assert_int_equal(x->lanes[0].count, 2);
	assert_false(x->inputs[0].after_asked);
	assert_true(x->inputs[1].after_asked);
	assert_int_equal(x->outputs_all, 2);
	assert_string_equal(x->outputs[0].topic, "invoices");
	assert_int_equal(x->commit_count, 1);
	assert_string_equal(x->commits[0].group, "bills");
	assert_int_equal(x->commits[0].inputs, 2);
	assert_false(x->transactional);
	assert_ptr_equal(expected_input(x, x->inputs[1].record), &x->inputs[1]);
	assert_null(expected_input(x, 12345));
	end(&r);
}

static void an_input_waits_for_the_fetch_that_was_there_before_it(void **state)
{
	struct run r = begin(*state, two_orders);

	watch(&r);
	assert_true(may_send(&r, 0));
	assert_false(may_send(&r, 1));
	assert_int_equal(observed_counts(r.observed).not_asked, 0);
	sent(&r, 0, 0);
	assert_int_equal(observed_counts(r.observed).not_asked, 1);
	asked(&r, "orders");
	assert_true(may_send(&r, 1));
	end(&r);
}

static void it_is_over_when_all_that_was_recorded_has_happened(void **state)
{
	struct run r = begin(*state, two_orders);

	watch(&r);
	asked(&r, "orders");
	sent(&r, 0, 0);
	produced(&r, "invoices", "k");
	committed(&r, "orders", 1, -1);
	sent(&r, 1, 1);
	produced(&r, "invoices", "k");
	assert_state(&r, OBSERVED_GOING_ON);
	committed(&r, "orders", 2, -1);
	assert_state(&r, OBSERVED_ALL);
	end(&r);
}

static void what_others_do_is_not_counted(void **state)
{
	struct run r = begin(*state, two_orders);

	watch(&r);
	produced_by(&r, OTHER, "invoices", "k", -1);
	produced(&r, "elsewhere", "k");
	assert_int_equal(observed_counts(r.observed).outputs_acked, 0);
	end(&r);
}

static void all_committed_and_outputs_missing_is_the_end_too(void **state)
{
	struct run r = begin(*state, two_orders);

	watch(&r);
	asked(&r, "orders");
	sent(&r, 0, 0);
	produced(&r, "invoices", "k");
	sent(&r, 1, 1);
	committed(&r, "orders", 1, -1);
	assert_state(&r, OBSERVED_GOING_ON);
	committed(&r, "orders", 2, -1);
	assert_state(&r, OBSERVED_STUCK);
	/* whose commits say nothing of its outputs, may yet send some */
	assert_int_equal(observed_state(r.observed, false), OBSERVED_GOING_ON);
	end(&r);
}

static const char *const dialogue[] = {
	"ask billing orders 0",
	"send checkout orders 0 a o1",
	"take billing orders 0 0",
	"send billing invoices 0 a i1",
	"commit billing bills orders 0 1",
	"take checkout invoices 0 0",
	"send checkout orders 0 a o2",
	"take billing orders 0 1",
	"send billing invoices 0 a i2",
	"commit billing bills orders 0 2",
	NULL,
};

static void an_answer_waits_for_what_it_answers(void **state)
{
	struct run r = begin(*state, dialogue);

	watch(&r);
	assert_int_equal(r.expected.inputs[0].needs, 0);
	assert_int_equal(r.expected.inputs[1].needs, 1);
	asked(&r, "orders");
	sent(&r, 0, 0);
	assert_false(may_send(&r, 1));
	produced(&r, "invoices", "another key");
	assert_false(may_send(&r, 1));
	produced(&r, "invoices", "a");
	assert_true(may_send(&r, 1));
	end(&r);
}

static void an_answer_to_what_never_comes_ends_it(void **state)
{
	struct run r = begin(*state, dialogue);

	watch(&r);
	asked(&r, "orders");
	sent(&r, 0, 0);
	assert_state(&r, OBSERVED_GOING_ON);
	committed(&r, "orders", 1, -1);
	assert_state(&r, OBSERVED_STUCK);
	end(&r);
}

static void a_transaction_counts_when_it_is_committed(void **state)
{
	struct run r = begin(*state, two_orders);

	watch(&r);
	asked(&r, "orders");
	sent(&r, 0, 0);
	sent(&r, 1, 1);
	produced_by(&r, SERVICE, "invoices", "k", 8);
	committed(&r, "orders", 1, 8);
	ended(&r, 8, false);
	assert_int_equal(observed_counts(r.observed).outputs_acked, 0);
	produced_by(&r, SERVICE, "invoices", "k", 8);
	produced_by(&r, SERVICE, "invoices", "k", 8);
	committed(&r, "orders", 2, 8);
	assert_state(&r, OBSERVED_GOING_ON);
	ended(&r, 8, true);
	assert_state(&r, OBSERVED_ALL);
	end(&r);
}

#define RUN(f) \
	cmocka_unit_test_setup_teardown(f, new_tape_setup, new_tape_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN(a_recording_is_read_as_a_script),
		RUN(an_input_waits_for_the_fetch_that_was_there_before_it),
		RUN(it_is_over_when_all_that_was_recorded_has_happened),
		RUN(what_others_do_is_not_counted),
		RUN(all_committed_and_outputs_missing_is_the_end_too),
		RUN(an_answer_waits_for_what_it_answers),
		RUN(an_answer_to_what_never_comes_ends_it),
		RUN(a_transaction_counts_when_it_is_committed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
