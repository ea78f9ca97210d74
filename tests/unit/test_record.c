/* SPDX-License-Identifier: Apache-2.0 */
/* test_record.c - what `ktape record` refuses before it opens anything.  Runs
 * that record are in tests/e2e. */
#include "tests/lib/captured.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS_MAX = 12 };

static const struct {
	const char *words[WORDS_MAX];
	const char *sentence;
} cases[] = {
	{ { "record" },
	  "-b is needed: the bootstrap servers of the Kafka to "
	  "record" },
	{ { "record", "-b", "a:1" }, "-w is needed: the tape to write" },
	{ { "record", "-b", "a:1", "-w", "x", "--no-tape" },
	  "--no-tape and -w exclude each other" },
	{ { "record", "-b", "a:1", "-w", "x", "--force", "--append" },
	  "--append and --force exclude each other" },
	{ { "record", "-b", "", "-w", "x" }, "--brokers is empty" },
	{ { "record", "-b", "a:1,b", "-w", "x" },
	  "'b' has no port; write HOST:PORT" },
	{ { "record", "-b", "a:0", "-w", "x" }, "'a:0' has port 0" },
	{ { "record", "-b", "a:1", "-w", "x", "-l", "b:1", "-l", "n=b:99" },
	  "several --listen need a name each: --listen NAME=b:1" },
	{ { "record", "-b", "a:1", "-w", "x", "-l", "n=b:1", "-l", "n=b:99" },
	  "two --listen are named 'n'" },
	{ { "record", "-b", "a:1", "-w", "x", "-l", "a b=b:1" },
	  "--listen 'a b=b:1': a NAME is 1 to 64 letters, digits, "
	  "'-', '_' or '.'" },
	{ { "record", "-b", "a:1", "-w", "x", "-l", "=b:1" },
	  "--listen '=b:1': a NAME is 1 to 64 letters, digits, '-', "
	  "'_' or '.'" },
	{ { "record", "-b", "a:1", "-w", "x", "--map", "b:1" },
	  "--map takes ID=HOST:PORT, not 'b:1'" },
	{ { "record", "-b", "a:1", "-w", "x", "--map", "-1=b:1" },
	  "--map takes ID=HOST:PORT, not '-1=b:1'" },
	{ { "record", "-b", "a:1", "-w", "x", "--map", "3=b" },
	  "'b' has no port; write HOST:PORT" },
	{ { "record", "-b", "a:1", "-w", "x", "--nodes", "5-0" },
	  "--nodes takes FIRST-LAST, at most 1000 broker ids, such "
	  "as 0-5, not '5-0'" },
	{ { "record", "-b", "a:1", "-w", "x", "--nodes", "0-5x" },
	  "--nodes takes FIRST-LAST, at most 1000 broker ids, such "
	  "as 0-5, not '0-5x'" },
	{ { "record", "-b", "a:1", "-w", "x", "--nodes", "0-1000" },
	  "--nodes takes FIRST-LAST, at most 1000 broker ids, such "
	  "as 0-5, not '0-1000'" },
	{ { "record", "-b", "a:1", "-w", "x", "--max-request", "2G" },
	  "--max-request takes 1K to 2047M" },
	{ { "record", "-b", "a:1", "-w", "x", "--queue", "1K" },
	  "--queue takes 1M and more" },
	{ { "record", "-b", "a:1", "-w", "x", "cmd" },
	  "unexpected 'cmd': a command to run goes behind --" },
};

static void wrong_arguments_are_a_sentence_and_status_2(void **state)
{
	(void)state;
	unsetenv("KAFKA_BOOTSTRAP_SERVERS");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct captured c =
			captured_run(cmd_record, cases[i].words, NULL);
		char want[512];

		snprintf(want, sizeof(want),
			 "ktape record: %s; see `ktape record --help`\n",
			 cases[i].sentence);
		assert_string_equal(c.err, want);
		assert_string_equal(c.out, "");
		assert_int_equal(c.status, 2);
		captured_release(&c);
	}
}

static void a_command_that_cannot_be_run_leaves_no_tape(void **state)
{
	char *folder = temp_folder(), tape[512];
	const char *words[] = { "record", "-b", "127.0.0.1:1", "-w",
				tape,     "--", "/no/such",    NULL };
	struct captured c;

	(void)state;
	snprintf(tape, sizeof(tape), "%s/a.ktape", folder);
	c = captured_run(cmd_record, words, NULL);
	assert_int_equal(c.status, 127);
	assert_non_null(strstr(c.err, "cannot run '/no/such': not found"));
	assert_int_equal(access(tape, F_OK), -1);
	captured_release(&c);
	temp_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_arguments_are_a_sentence_and_status_2),
		cmocka_unit_test(a_command_that_cannot_be_run_leaves_no_tape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
