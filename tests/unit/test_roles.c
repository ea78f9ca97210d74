/* SPDX-License-Identifier: Apache-2.0 */
/* test_roles.c - which records of a tape a service read, and which it wrote. */
#include "replay/query.h"
#include "replay/roles.h"
#include "tests/lib/story.h"
#include "tests/test.h"

#include <stdio.h>

static const char *const shop[] = {
	"ask billing orders 0",
	"send checkout orders 0 k o1",
	"send checkout audit 0 k a1",
	"take billing orders 0 0",
	"send billing invoices 0 k i1",
	"commit billing bills orders 0 1",
	"send checkout orders 0 k o2", /* nobody was given this one */
	NULL,
};

#define ROLES(f) \
	cmocka_unit_test_setup_teardown(f, new_tape_setup, new_tape_teardown)

static void assert_records(struct new_tape *t, const char *condition,
			   const char *expected)
{
	struct err e = { 0 };
	char *values =
		query_text(t->open, &e,
			   "SELECT group_concat(value, ' ') FROM (SELECT value "
			   "FROM records WHERE %s ORDER BY record)",
			   condition);

	assert_non_null(values);
	assert_string_equal(values, expected);
	sqlite3_free(values);
}

static void assert_roles(struct new_tape *t, const struct roles_options *o,
			 const char *service, const char *inputs,
			 const char *outputs)
{
	struct err e = { 0 };
	struct roles r;

	if (roles_find(&r, t->open, o, &e) < 0)
		fail_msg("%s", e.text);
	assert_string_equal(r.service, service);
	assert_records(t, r.inputs, inputs);
	assert_records(t, r.outputs, outputs);
	roles_release(&r);
}

static void assert_refused(struct new_tape *t, const struct roles_options *o,
			   enum err_code code, const char *words)
{
	struct err e = { 0 };
	struct roles r;

	assert_int_equal(roles_find(&r, t->open, o, &e), -1);
	assert_int_equal(e.code, code);
	if (!strstr(e.text, words))
		fail_msg("'%s' is not in '%s'", words, e.text);
	roles_release(&r);
}

static const struct roles_options any = { .service = NULL };

static void the_only_group_is_the_service(void **state)
{
	struct new_tape *t = *state;

	story_tell(t, shop);
	assert_roles(t, &any, "bills", "o1", "i1");
}

static void a_producer_of_another_name_is_the_one_that_is_left(void **state)
{
	struct new_tape *t = *state;

	story_tell(t,
		   STORY("ask reader orders 0", "send checkout orders 0 k o1",
			 "send checkout audit 0 k a1", "take reader orders 0 0",
			 "send writer invoices 0 k i1",
			 "commit reader bills orders 0 1"));
	assert_roles(t, &any, "bills", "o1", "i1");
}

static void of_two_such_producers_it_must_be_said(void **state)
{
	static const char *const invoices[] = { "inv*" };
	const struct roles_options o = { .outputs = invoices,
					 .output_count = 1 };
	struct new_tape *t = *state;

	story_tell(t,
		   STORY("send checkout orders 0 k o1",
			 "take reader orders 0 0",
			 "send writer invoices 0 k i1", "send other log 0 k l1",
			 "commit reader bills orders 0 1"));
	assert_refused(t, &any, ERR_USAGE,
		       "other (writes log), writer (writes invoices)");
	assert_roles(t, &o, "bills", "o1", "i1");
}

static void of_two_groups_it_must_be_said(void **state)
{
	const struct roles_options mails = { .service = "mails" };
	const struct roles_options none = { .service = "nobody" };
	struct new_tape *t = *state;

	story_tell(t,
		   STORY("send checkout orders 0 k o1",
			 "take billing orders 0 0",
			 "send billing invoices 0 k i1",
			 "commit billing bills orders 0 1",
			 "take mailer invoices 0 0", "send mailer mail 0 k m1",
			 "commit mailer mails invoices 0 1"));
	assert_refused(t, &any, ERR_USAGE,
		       "bills (reads orders), mails (reads invoices)");
	assert_refused(t, &none, ERR_USAGE, "called 'nobody'");
	assert_roles(t, &mails, "mails", "i1", "m1");
}

static void named_listeners_are_the_service(void **state)
{
	struct new_tape *t = *state;

	/* both clients have librdkafka's default name */
	story_tell(t, STORY("send rdkafka@shop orders 0 k o1",
			    "take rdkafka2@bill orders 0 0",
			    "send rdkafka2@bill invoices 0 k i1",
			    "commit rdkafka2@bill g orders 0 1"));
	assert_roles(t, &any, "bill", "o1", "i1");
}

static void what_a_service_tells_itself_is_no_input(void **state)
{
	struct new_tape *t = *state;

	story_tell(t, STORY("send checkout@shop orders 0 k o1",
			    "take billing@bill orders 0 0",
			    "send billing@bill orders 0 k again",
			    "take billing@bill orders 0 1",
			    "commit billing@bill g orders 0 2"));
	assert_roles(t, &any, "bill", "o1", "again");
}

static void topics_can_be_said(void **state)
{
	static const char *const in[] = { "orders" }, *const out[] = {
		"audit"
	};
	const struct roles_options o = { .inputs = in,
					 .outputs = out,
					 .input_count = 1,
					 .output_count = 1 };
	struct new_tape *t = *state;

	story_tell(t, shop);
	assert_roles(t, &o, "service", "o1 o2", "a1");
}

static void run(const struct new_tape *t, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void a_share_group_is_refused(void **state)
{
	static const char *const in[] = { "orders" }, *const out[] = {
		"invoices"
	};
	const struct roles_options topics = { .inputs = in,
					      .outputs = out,
					      .input_count = 1,
					      .output_count = 1 };
	struct new_tape *t = *state;

	story_tell(t, shop);
	run(t, "INSERT INTO acquisition (exchange, group_id, tp) "
	       "SELECT exchange, 'bills', tp FROM fetch");
	assert_refused(t, &any, ERR_UNPROVEN,
		       "'bills' reads as the share group 'bills'");
	assert_refused(t, &topics, ERR_UNPROVEN,
		       "'service' reads as the share group 'bills'");
}

static void without_a_reader_there_is_no_service(void **state)
{
	struct new_tape *t = *state;

	story_tell(t, STORY("send checkout orders 0 k o1"));
	assert_refused(t, &any, ERR_UNPROVEN, "holds no service");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ROLES(the_only_group_is_the_service),
		ROLES(a_producer_of_another_name_is_the_one_that_is_left),
		ROLES(of_two_such_producers_it_must_be_said),
		ROLES(of_two_groups_it_must_be_said),
		ROLES(named_listeners_are_the_service),
		ROLES(what_a_service_tells_itself_is_no_input),
		ROLES(topics_can_be_said),
		ROLES(a_share_group_is_refused),
		ROLES(without_a_reader_there_is_no_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
