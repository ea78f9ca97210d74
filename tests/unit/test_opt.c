/* SPDX-License-Identifier: Apache-2.0 */
/* test_opt.c - options as rows: what is taken, what is refused and with which
 * sentence, and the shape of --help. */
#include "tests/test.h"
#include "tools/opt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct values {
	bool force;
	const char *tape;
	struct opt_list listen;
	int64_t count, drain, since, loops;
	uint64_t queue;
	double speed;
	int policy;
} got;

static const struct opt rows[] = {
	{ OPT_TEXT, 'w', "write", "TAPE", "the tape to write", &got.tape },
	{ OPT_LIST, 'l', "listen", "[NAME=]HOST:PORT",
	  "where clients connect; several times, each with a NAME, to tell "
	  "the services behind them apart, which takes more than one line",
	  &got.listen },
	{ OPT_FLAG, 0, "force", NULL, "replace the tape", &got.force },
	{ OPT_COUNT, 'c', "count", "N", "how many", &got.count },
	{ OPT_SIZE, 0, "queue", "SIZE", "memory", &got.queue },
	{ OPT_DURATION, 0, "drain", "TIME", "how long", &got.drain },
	{ OPT_TIME, 0, "since", "TIME", "from when", &got.since },
	{ OPT_FACTOR, 0, "speed", "N", "how fast", &got.speed },
	{ OPT_CHOICE, 0, "on-full", "block|drop", "what then", &got.policy },
	{ OPT_TIMES, 0, "loop", "N", "how often", &got.loops },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static struct opt_usage usage = { "record", "-w TAPE [-- CMD ARG...]",
				  "Record what passes.", rows, OPT_COMMAND };

/* Run opt_parse() on "a b c" with `stream` going to `text`. */
static int parse(const char *line, FILE **stream, char *text, size_t size)
{
	static char words[512];
	char *argv[32] = { (char *)"record" }, *save = NULL;
	FILE *file = tmpfile();
	int kept = dup(fileno(*stream)), argc = 1, result;
	size_t n;

	snprintf(words, sizeof(words), "%s", line);
	for (char *p = strtok_r(words, " ", &save); p;
	     p = strtok_r(NULL, " ", &save))
		argv[argc++] = p;
	fflush(*stream);
	dup2(fileno(file), fileno(*stream));
	memset(&got, 0, sizeof(got));
	result = opt_parse(argc, argv, &usage);
	fflush(*stream);
	dup2(kept, fileno(*stream));
	close(kept);
	rewind(file);
	n = fread(text, 1, size - 1, file);
	text[n] = 0;
	fclose(file);
	return result;
}

static void each_type_of_value_reaches_its_target(void **state)
{
	char text[512];
	int first = parse("-w a.ktape -l x=h:1 --listen=y=h:2 --force -c 3 "
			  "--queue 64K --drain=2m --on-full drop -- cmd -w b",
			  &stderr, text, sizeof(text));

	(void)state;
	assert_string_equal(text, "");
	assert_int_equal(first, 15);
	assert_string_equal(got.tape, "a.ktape");
	assert_int_equal(got.listen.count, 2);
	assert_string_equal(got.listen.items[0], "x=h:1");
	assert_string_equal(got.listen.items[1], "y=h:2");
	assert_true(got.force);
	assert_int_equal(got.count, 3);
	assert_int_equal(got.queue, 65536);
	assert_int_equal(got.drain, 120000);
	assert_int_equal(got.policy, 1);
	opt_list_release(&got.listen);
}

static void a_wrong_option_is_refused_in_one_sentence(void **state)
{
	static const struct {
		const char *line, *sentence;
	} cases[] = {
		{ "--frobnicate", "unknown or ambiguous option "
				  "'--frobnicate'" },
		{ "-z", "unknown option '-z'" },
		{ "-w", "--write needs a value: TAPE" },
		{ "--on-full", "--on-full needs a value: block|drop" },
		{ "--force=1", "--force takes no value" },
		{ "--on-full=wait", "--on-full takes block|drop, not 'wait'" },
		{ "--queue=1Q",
		  "--queue takes a size such as 64K, 256M or 8G, not '1Q'" },
		{ "--queue=-1",
		  "--queue takes a size such as 64K, 256M or 8G, not '-1'" },
		{ "--queue=99999999T",
		  "--queue takes a size such as 64K, 256M or 8G, not "
		  "'99999999T'" },
		{ "--drain=5days",
		  "--drain takes a duration such as 500ms, 5s or 2m, not "
		  "'5days'" },
		{ "--since=yesterday",
		  "--since takes a time in UTC such as 2026-01-02T03:04:05Z, "
		  "not 'yesterday'" },
		{ "--speed=0",
		  "--speed takes a factor such as 0.5 or 2, or max, not '0'" },
		{ "--count=1x",
		  "--count takes a whole number from 1 to 2147483647, not '1x'" },
		{ "--count=0",
		  "--count takes a whole number from 1 to 2147483647, not '0'" },
		{ "--loop=often",
		  "--loop takes a whole number from 1 to 2147483647, not "
		  "'often'" },
		{ "cmd", "unexpected 'cmd': a command to run goes behind --" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char text[512], want[512];

		assert_int_equal(parse(cases[i].line, &stderr, text,
				       sizeof(text)),
				 -1);
		snprintf(want, sizeof(want),
			 "ktape record: %s; see `ktape record --help`\n",
			 cases[i].sentence);
		assert_string_equal(text, want);
	}
}

static void a_time_is_as_views_print_it_or_a_stamp(void **state)
{
	static const struct {
		const char *text;
		int64_t us; /* -1: refused */
	} cases[] = {
		{ "1970-01-01T00:00:01Z", 1000000 },
		{ "2026-01-02T03:04:05", 1767323045000000 },
		{ "2026-01-02T03:04:05.678Z", 1767323045678000 },
		{ "2026-01-02T03:04:05.678901Z", 1767323045678901 },
		{ "2026-01-02T03:04:05.6", 1767323045600000 },
		{ "2024-02-29T00:00:00Z", 1709164800000000 },
		{ "1767323045678901", 1767323045678901 },
		{ "0", 0 },
		{ "2026-02-29T00:00:00Z", -1 },
		{ "2026-13-01T00:00:00Z", -1 },
		{ "2026-01-02T03:04:05.Z", -1 },
		{ "2026-01-02T03:04:05.6789012Z", -1 },
		{ "2026-01-02T03:04:05+01:00", -1 },
		{ "2026-01-02T03:04:05ZZ", -1 },
		{ "2026-1-2T03:04:05Z", -1 },
		{ "2026-01-02", -1 },
		{ "-5", -1 },
		{ "99999999999999999999", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[64], text[512];
		int first;

		snprintf(line, sizeof(line), "--since=%s", cases[i].text);
		first = parse(line, &stderr, text, sizeof(text));
		assert_int_equal(first, cases[i].us < 0 ? -1 : 2);
		if (first == 2)
			assert_int_equal(got.since, cases[i].us);
	}
}

static void a_factor_is_a_number_above_0_or_max(void **state)
{
	static const struct {
		const char *text;
		double factor; /* 0: refused */
	} cases[] = {
		{ "1", 1 },      { "0.5", 0.5 }, { "2", 2 },
		{ ".25", 0.25 }, { "100", 100 }, { "max", HUGE_VAL },
		{ "0", 0 },      { "0.0", 0 },   { "-1", 0 },
		{ "inf", 0 },    { "nan", 0 },   { "1x", 0 },
		{ "1e3", 0 },    { ".", 0 },     { "maximal", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char line[64], text[512];
		int first;

		snprintf(line, sizeof(line), "--speed=%s", cases[i].text);
		first = parse(line, &stderr, text, sizeof(text));
		assert_int_equal(first, cases[i].factor > 0 ? 2 : -1);
		if (first == 2)
			assert_true(!(got.speed < cases[i].factor) &&
				    !(got.speed > cases[i].factor));
	}
}

static void operands_are_found_and_surplus_ones_refused(void **state)
{
	char text[512];

	(void)state;
	usage.operands = 1;
	assert_int_equal(parse("a.ktape -c 2", &stderr, text, sizeof(text)), 3);
	assert_int_equal(parse("a b", &stderr, text, sizeof(text)), -1);
	assert_string_equal(text, "ktape record: unexpected 'b'; see `ktape "
				  "record --help`\n");
	usage.operands = OPT_COMMAND;
	assert_int_equal(parse("", &stderr, text, sizeof(text)), 1);
}

static void help_is_printed_from_the_rows_within_80_columns(void **state)
{
	static const char want[] =
		"usage: ktape record -w TAPE [-- CMD ARG...]\n"
		"\n"
		"Record what passes.\n"
		"\n"
		"  -w, --write TAPE               the tape to write\n";
	char text[4096], *line, *save = NULL;

	(void)state;
	assert_int_equal(parse("--help", &stdout, text, sizeof(text)), -2);
	text[sizeof(want) - 1] = 0;
	assert_string_equal(text, want);
	assert_int_equal(parse("-h", &stdout, text, sizeof(text)), -2);
	assert_non_null(strstr(text, "      --on-full block|drop       what"));
	assert_non_null(strstr(text, "      --loop[=N]                 how"));
	for (line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save))
		assert_true(strlen(line) < 80);
	assert_int_equal(opt_status(-2), 0);
	assert_int_equal(opt_status(-1), ERR_USAGE);
}

static void an_address_is_a_host_and_a_port(void **state)
{
	static const struct {
		const char *text, *host; /* NULL: refused */
		int port;
	} cases[] = {
		{ "localhost:9092", "localhost", 9092 },
		{ "10.0.0.1:0", "10.0.0.1", 0 },
		{ "[::1]:65535", "::1", 65535 },
		{ "localhost", NULL, 0 },
		{ ":9092", NULL, 0 },
		{ "[]:1", NULL, 0 },
		{ "[::1:1", NULL, 0 },
		{ "::1:9092", NULL, 0 },
		{ "a:", NULL, 0 },
		{ "a:65536", NULL, 0 },
		{ "a:-1", NULL, 0 },
		{ "a: 1", NULL, 0 },
		{ "a:9x", NULL, 0 },
		{ "", NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err e = { 0 };
		char host[256];
		int port = -1;

		if (!cases[i].host) {
			assert_int_equal(opt_host_port(cases[i].text, host,
						       &port, &e),
					 -1);
			assert_int_equal(e.code, ERR_USAGE);
			continue;
		}
		assert_int_equal(opt_host_port(cases[i].text, host, &port, &e),
				 0);
		assert_string_equal(host, cases[i].host);
		assert_int_equal(port, cases[i].port);
	}
}

static void a_count_that_may_be_left_out(void **state)
{
	char text[512];

	(void)state;
	assert_true(parse("--loop -w a", &stderr, text, sizeof(text)) > 0);
	assert_true(got.loops == INT64_MAX);
	assert_string_equal(got.tape, "a");
	assert_true(parse("--loop=3", &stderr, text, sizeof(text)) > 0);
	assert_int_equal(got.loops, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_type_of_value_reaches_its_target),
		cmocka_unit_test(a_wrong_option_is_refused_in_one_sentence),
		cmocka_unit_test(a_time_is_as_views_print_it_or_a_stamp),
		cmocka_unit_test(a_factor_is_a_number_above_0_or_max),
		cmocka_unit_test(a_count_that_may_be_left_out),
		cmocka_unit_test(operands_are_found_and_surplus_ones_refused),
		cmocka_unit_test(
			help_is_printed_from_the_rows_within_80_columns),
		cmocka_unit_test(an_address_is_a_host_and_a_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
