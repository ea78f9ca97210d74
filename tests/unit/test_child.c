/* SPDX-License-Identifier: Apache-2.0 */
/* test_child.c - the command behind `--`: its environment, its exit status, and
 * what is said when it can't be run; what it has started itself. */
#include "tests/test.h"
#include "tools/child.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

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

/* ---- what a command has started

 * This program itself is the command, and says on stderr: 1, it runs; 9, it was
 * told to end and does not; +, it ends. */

static void say(char c)
{
	if (write(STDERR_FILENO, &c, 1) < 0)
		_exit(1);
}

/* One that the command started: SIGTERM waits until it asks. */
static void be_other(bool ends, int ready)
{
	sigset_t term;
	int signum;

	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	if (ready >= 0)
		close(ready);
	else
		say('1');
	for (;;) {
		sigwait(&term, &signum);
		say(ends ? '+' : '9');
		if (ends)
			_exit(0);
	}
}

/* "script": dies of SIGTERM; else ends with status 3 once the other is there. */
static int be_command(const char *how)
{
	bool script = !strcmp(how, "script");
	int fds[2];
	char c;

	if (pipe(fds) < 0)
		return 1;
	if (fork() == 0) {
		close(fds[0]);
		be_other(strcmp(how, "stubborn") != 0, script ? -1 : fds[1]);
	}
	close(fds[1]);
	if (script)
		pause();
	return read(fds[0], &c, 1) == 0 ? 3 : 1;
}

struct others {
	struct child *child;
	uv_pipe_t news;
	int status, ended;
	char byte;
};

static void on_buffer(uv_handle_t *handle, size_t size, uv_buf_t *out)
{
	struct others *o = handle->data;

	(void)size;
	*out = uv_buf_init(&o->byte, 1);
}

static void on_news(uv_stream_t *stream, ssize_t n, const uv_buf_t *buffer)
{
	struct others *o = stream->data;

	(void)buffer;
	if (n < 0)
		uv_close((uv_handle_t *)stream, NULL);
	else if (n > 0 && o->byte == '1')
		child_pass_on(o->child, SIGTERM);
	else if (n > 0 && o->byte == '9')
		child_kill(o->child);
	else if (n > 0 && o->byte == '+')
		o->ended++;
}

static void on_all_ended(void *ctx, int status)
{
	struct others *o = ctx;

	o->status = status;
}

/* The status; *ended: how many said that they end.  It returns when nobody is
 * left who could say anything. */
static int run_all(const char *how, int *ended)
{
	char *argv[] = { (char *)"/proc/self/exe", (char *)how, NULL };
	int fds[2], saved = dup(STDERR_FILENO);
	struct others o = { .status = -1 };
	char *none[] = { NULL };
	struct err e;
	uv_loop_t loop;

	assert_int_equal(pipe(fds), 0);
	assert_int_equal(uv_loop_init(&loop), 0);
	assert_int_equal(uv_pipe_init(&loop, &o.news, 0), 0);
	assert_int_equal(uv_pipe_open(&o.news, fds[0]), 0);
	o.news.data = &o;
	assert_int_equal(dup2(fds[1], STDERR_FILENO), STDERR_FILENO);
	close(fds[1]);
	assert_int_equal(child_start_all(&o.child, &loop, argv, none,
					 on_all_ended, &o, &e),
			 0);
	assert_int_equal(dup2(saved, STDERR_FILENO), STDERR_FILENO);
	close(saved);
	assert_int_equal(uv_read_start((uv_stream_t *)&o.news, on_buffer,
				       on_news),
			 0);
	uv_run(&loop, UV_RUN_DEFAULT);
	assert_int_equal(uv_loop_close(&loop), 0);
	*ended = o.ended;
	return o.status;
}

static void what_a_script_started_gets_the_signal_and_is_waited_for(
	void **state)
{
	int ended;

	(void)state;
	assert_int_equal(run_all("script", &ended), 128 + SIGTERM);
	assert_int_equal(ended, 1);
}

static void what_outlives_the_command_is_told_to_end(void **state)
{
	int ended;

	(void)state;
	assert_int_equal(run_all("outlived", &ended), 3);
	assert_int_equal(ended, 1);
}

static void what_does_not_end_is_killed(void **state)
{
	int ended;

	(void)state;
	assert_int_equal(run_all("stubborn", &ended), 3);
	assert_int_equal(ended, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_exit_status_is_the_commands_own),
		cmocka_unit_test(
			a_signal_is_passed_on_and_shows_as_128_and_its_number),
		cmocka_unit_test(the_environment_is_ours_with_replacements),
		cmocka_unit_test(what_cannot_be_run_has_the_shells_status),
		cmocka_unit_test(
			what_a_script_started_gets_the_signal_and_is_waited_for),
		cmocka_unit_test(what_outlives_the_command_is_told_to_end),
		cmocka_unit_test(what_does_not_end_is_killed),
		cmocka_unit_test(a_failed_start_leaves_nothing_behind),
	};

	if (argc > 1)
		return be_command(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
