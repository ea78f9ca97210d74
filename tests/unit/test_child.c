/* SPDX-License-Identifier: Apache-2.0 */
/* test_child.c - the command behind `--`: its environment, its exit status, and
 * what is said when it can't be run. */
#include "tests/test.h"
#include "tools/child.h"

#include <signal.h>
#include <stdlib.h>

static void keep_status(void *ctx, int status)
{
	*(int *)ctx = status;
}

/* Run `script` by sh with `extra`; `signum`: pass it on at once. */
static int run(const char *script, char **extra, int signum)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)script, NULL };
	struct child *child;
	struct err e;
	uv_loop_t loop;
	int status = -1;

	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(child_start(&child, &loop, argv, extra, keep_status,
				     &status, &e),
			 0);
	if (signum == SIGKILL)
		child_kill(child);
	else if (signum)
		child_pass_on(child, signum);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	return status;
}

static void the_exit_status_is_the_commands_own(void **state)
{
	char *none[] = { NULL };

	(void)state;
	assert_int_equal(run("exit 0", none, 0), 0);
	assert_int_equal(run("exit 3", none, 0), 3);
}

static void a_signal_is_passed_on_and_shows_as_128_and_its_number(void **state)
{
	char *none[] = { NULL };

	(void)state;
	assert_int_equal(run("while :; do :; done", none, SIGTERM),
			 128 + SIGTERM);
	assert_int_equal(run("while :; do :; done", none, SIGKILL),
			 128 + SIGKILL);
}

static void the_environment_is_ours_with_replacements(void **state)
{
	char *extra[] = { (char *)"KTAPE_A=new", (char *)"KTAPE_B=1", NULL };

	(void)state;
	setenv("KTAPE_A", "old", 1);
	setenv("KTAPE_AB", "kept", 1);
	assert_int_equal(run("test \"$KTAPE_A$KTAPE_B$KTAPE_AB$(env | grep -c "
			     "^KTAPE_A=)\" = new1kept1",
			     extra, 0),
			 0);
}

static void what_cannot_be_run_has_the_shells_status(void **state)
{
	static const struct {
		const char *command, *sentence; /* NULL: it can be run */
		int status;
	} cases[] = {
		{ "sh", NULL, 0 },
		{ "/bin/sh", NULL, 0 },
		{ "no-such-command", "cannot run 'no-such-command': not found",
		  127 },
		{ "/no/such", "cannot run '/no/such': not found", 127 },
		{ "/tmp", "cannot run '/tmp': Is a directory", 126 },
		{ "/etc/passwd", "cannot run '/etc/passwd': Permission denied",
		  126 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err e = { 0 };

		assert_int_equal(child_check(cases[i].command, &e),
				 cases[i].status);
		if (cases[i].sentence)
			assert_string_equal(e.text, cases[i].sentence);
	}
}

static void a_failed_start_leaves_nothing_behind(void **state)
{
	char *none[] = { NULL }, *argv[] = { (char *)"/no/such", NULL };
	struct child *child;
	struct err e = { 0 };
	uv_loop_t loop;
	int status = -1;

	(void)state;
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(child_start(&child, &loop, argv, none, keep_status,
				     &status, &e),
			 CHILD_NOT_FOUND);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	assert_int_equal(status, -1);
	assert_non_null(strstr(e.text, "/no/such"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exit_status_is_the_commands_own),
		cmocka_unit_test(
			a_signal_is_passed_on_and_shows_as_128_and_its_number),
		cmocka_unit_test(the_environment_is_ours_with_replacements),
		cmocka_unit_test(what_cannot_be_run_has_the_shells_status),
		cmocka_unit_test(a_failed_start_leaves_nothing_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
