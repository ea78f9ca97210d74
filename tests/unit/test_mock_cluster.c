/* SPDX-License-Identifier: Apache-2.0 */
/* test_mock_cluster.c - the embedded broker beside the rest of this process. */
#include "tests/test.h"
#include "tools/mock_cluster.h"

#include <signal.h>
#include <unistd.h>

static void ignore(int signal_number)
{
	(void)signal_number;
}

/* Its thread ends at the first poll() that a signal interrupts. */
static void signals_are_for_others(void **state)
{
	const struct sigaction handler = { .sa_handler = ignore };
	struct mock_cluster *m = NULL;
	struct err e = { 0 };
	sigset_t one, waiting;
	int got = 0;

	(void)state;
	sigemptyset(&one);
	sigaddset(&one, SIGUSR1);
	sigaction(SIGUSR1, &handler, NULL);
	assert_int_equal(mock_cluster_open(&m, 1, &e), 0);
	pthread_sigmask(SIG_BLOCK, &one, NULL);
	kill(getpid(), SIGUSR1);
	sigpending(&waiting);
	assert_true(sigismember(&waiting, SIGUSR1));
	assert_int_equal(sigwait(&one, &got), 0);
	pthread_sigmask(SIG_UNBLOCK, &one, NULL);
	mock_cluster_close(m);
	assert_int_equal(got, SIGUSR1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_are_for_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
