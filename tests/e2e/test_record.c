/* SPDX-License-Identifier: Apache-2.0 */
/* test_record.c - `ktape record` as a command: its start, CMD, signals, exit
 * statuses and what it leaves.  The upstream here is a port that takes
 * connections and never answers; what real clients do is in
 * test_librdkafka.c. */
#include "tests/lib/process.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WORDS_MAX = 24, SECONDS = 300 };

static struct fixture {
	char *folder, tape[512], upstream[32], listen[32];
	int silent; /* the upstream's socket */
	int port;   /* of ktape */
	struct process record;
} f;

static int listen_on(int port)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	at.sin_port = htons((uint16_t)port);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	assert_int_equal(bind(s, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(s, 16), 0);
	return s;
}

static int open_fixture(void **state)
{
	(void)state;
	memset(&f, 0, sizeof(f));
	f.folder = temp_folder();
	snprintf(f.tape, sizeof(f.tape), "%s/a.ktape", f.folder);
	f.port = free_ports(32);
	f.silent = listen_on(f.port + 31);
	snprintf(f.upstream, sizeof(f.upstream), "127.0.0.1:%d", f.port + 31);
	snprintf(f.listen, sizeof(f.listen), "127.0.0.1:%d", f.port);
	return 0;
}

static int close_fixture(void **state)
{
	(void)state;
	process_release(&f.record);
	close(f.silent);
	temp_remove(f.folder);
	return 0;
}

/* `ktape record -b UPSTREAM -w TAPE --no-probe WORDS...` */
static void start(const char *const *words)
{
	const char *argv[WORDS_MAX] = { ktape_path(), "record", "-b",
					f.upstream,   "-w",     f.tape,
					"--no-probe" };

	for (int i = 0; words[i]; i++)
		argv[i + 7] = words[i];
	process_release(&f.record);
	f.record = process_start(f.folder, "record", argv);
}

static int finish(const char *const *words)
{
	start(words);
	return process_wait(&f.record, SECONDS);
}

static bool said(const char *words)
{
	char *text = file_text(f.record.err);
	bool yes = strstr(text, words) != NULL;

	free(text);
	return yes;
}

/* It says so on stderr, sooner or later. */
static void assert_said(const char *words)
{
	long end = now_ms() + SECONDS * 1000;

	while (!said(words) && now_ms() < end)
		rest();
	if (!said(words))
		fail_msg("not said: %s", words);
}

/* The first column of the first row as text, "" when there is none. */
static char *ask(const char *sql)
{
	static char answer[512];
	sqlite3 *db;
	sqlite3_stmt *st = NULL;

	answer[0] = 0;
	assert_int_equal(sqlite3_open_v2(f.tape, &db, SQLITE_OPEN_READONLY,
					 NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0))
		snprintf(answer, sizeof(answer), "%s",
			 (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return answer;
}

static char *fact(const char *key)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "SELECT value FROM tape WHERE key = '%s'",
		 key);
	return ask(sql);
}

/* A client with one request that nobody will answer. */
static int waiting_client(void)
{
	static const uint8_t request[] = { 0, 0, 0, 10, 0, 18, 0,
					   0, 0, 0, 0,  5, 0,  0 };
	struct sockaddr_in at = { .sin_family = AF_INET };
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), upstream;
	uint8_t got[sizeof(request)];
	ssize_t n;

	at.sin_port = htons((uint16_t)f.port);
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(s, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(write(s, request, sizeof(request)), sizeof(request));
	do { /* others, who only looked for the port, sent nothing */
		upstream = accept(f.silent, NULL, NULL);
		n = recv(upstream, got, sizeof(got), MSG_WAITALL);
	} while (n <= 0);
	assert_int_equal(n, sizeof(got));
	assert_memory_equal(got, request, sizeof(got));
	return s; /* `upstream` stays open until the test ends */
}

/* ---- the start */

static void a_taken_port_leaves_no_tape_and_spares_the_old_one(void **state)
{
	const char *const fresh[] = { "-l", f.upstream, NULL };
	const char *const force[] = { "-l", f.upstream, "--force", NULL };
	const char *const good[] = { "-l", f.listen, "--", "true", NULL };
	const char *const overlap[] = { "-l",      "a=127.0.0.1:20000",
					"-l",      "b=127.0.0.1:20003",
					"--force", NULL };

	(void)state;
	assert_int_equal(finish(fresh), 4);
	assert_said("cannot listen on 127.0.0.1:");
	assert_int_equal(access(f.tape, F_OK), -1);
	assert_int_equal(finish(good), 0);
	assert_int_equal(finish(force), 4);
	assert_string_equal(fact("complete"), "1");
	assert_int_equal(finish(overlap), 2);
	assert_string_equal(fact("complete"), "1");
}

static void a_tape_that_is_there_is_not_replaced_by_accident(void **state)
{
	const char *const plain[] = { "-l", f.listen, "--", "true", NULL };
	const char *const append[] = { "-l", f.listen, "--append",
				       "--", "true",   NULL };
	const char *const force[] = { "-l", f.listen, "--force",
				      "--", "true",   NULL };
	char first[64], text[64];

	(void)state;
	assert_int_equal(finish(plain), 0);
	snprintf(first, sizeof(first), "%s", fact("started"));
	assert_int_equal(finish(plain), 2);
	assert_said("--append");
	assert_int_equal(finish(append), 0);
	assert_string_equal(fact("started"), first);
	assert_string_equal(fact("complete"), "1");
	assert_int_equal(finish(force), 0);
	snprintf(text, sizeof(text), "%s", fact("started"));
	assert_string_not_equal(text, first);
}

static void a_file_that_is_no_tape_is_refused(void **state)
{
	const char *const append[] = { "-l", f.listen, "--append", NULL };
	const char *const force[] = { "-l", f.listen, "--force", NULL };
	FILE *file = fopen(f.tape, "w");
	char *text;

	(void)state;
	fputs("precious", file);
	fclose(file);
	assert_int_equal(finish(append), 3);
	assert_int_equal(finish(force), 3);
	text = file_text(f.tape);
	assert_string_equal(text, "precious");
	free(text);
}

static void a_missing_folder_is_status_6(void **state)
{
	const char *const plain[] = { "-l", f.listen, NULL };

	(void)state;
	snprintf(f.tape, sizeof(f.tape), "%s/no/a.ktape", f.folder);
	assert_int_equal(finish(plain), 6);
	assert_said("is there a folder");
}

/* ---- CMD */

static void a_command_finds_the_addresses_and_ends_the_recording(void **state)
{
	char first[64], second[64], want[256], *out;
	const char *const words[] = {
		"-l",
		first,
		"-l",
		second,
		"--",
		"sh",
		"-c",
		"echo $KAFKA_BOOTSTRAP_SERVERS $KTAPE_BOOTSTRAP_ORDERS "
		"$KTAPE_BOOTSTRAP_BILLING_2",
		NULL
	};

	(void)state;
	snprintf(first, sizeof(first), "orders=127.0.0.1:%d", f.port);
	snprintf(second, sizeof(second), "billing-2=127.0.0.1:%d", f.port + 12);
	assert_int_equal(finish(words), 0);
	out = file_text(f.record.out);
	snprintf(want, sizeof(want), "127.0.0.1:%d 127.0.0.1:%d 127.0.0.1:%d\n",
		 f.port, f.port, f.port + 12);
	assert_string_equal(out, want);
	free(out);
	assert_string_equal(ask("SELECT group_concat(name) FROM service"),
			    "orders,billing-2");
}

static void the_status_is_the_commands_when_it_failed(void **state)
{
	const char *const words[] = { "-l", f.listen,  "--", "sh",
				      "-c", "exit 42", NULL };

	(void)state;
	assert_int_equal(finish(words), 42);
	assert_string_equal(fact("complete"), "1");
}

static void a_signal_goes_to_the_command_first(void **state)
{
	const char *const words[] = {
		"-l",
		f.listen,
		"--",
		"sh",
		"-c",
		"trap 'echo ending; exit 9' TERM; echo begun=1; "
		"while :; do sleep 0.05; done",
		NULL
	};
	char *out;

	(void)state;
	start(words);
	free(process_line(&f.record, f.record.out, "begun="));
	process_signal(&f.record, SIGTERM);
	assert_int_equal(process_wait(&f.record, SECONDS), 9);
	out = file_text(f.record.out);
	assert_string_equal(out, "begun=1\nending\n");
	free(out);
	assert_string_equal(fact("complete"), "1");
}

/* ---- the end */

static void a_signal_ends_it_with_a_complete_tape(void **state)
{
	const char *const words[] = { "-l", f.listen, "--drain", "100ms",
				      NULL };
	int client;

	(void)state;
	start(words);
	wait_for_port(f.port, &f.record);
	client = waiting_client();
	process_signal(&f.record, SIGINT);
	assert_int_equal(process_wait(&f.record, SECONDS), 0);
	close(client);
	assert_string_equal(fact("complete"), "1");
	assert_string_equal(fact("indexed"), "1");
	assert_string_equal(fact("upstream"), f.upstream);
	assert_string_equal(
		ask("SELECT (SELECT value FROM tape WHERE key = 'started') < "
		    "(SELECT value FROM tape WHERE key = 'ended')"),
		"1");
	assert_string_equal(ask("SELECT api || ' ' || fate FROM requests"),
			    "ApiVersions cut");
	assert_string_equal(ask("SELECT count(*) FROM gaps"), "0");
}

static void a_second_signal_ends_it_at_once_and_incomplete(void **state)
{
	const char *const words[] = { "-l", f.listen, "--drain", "10m", NULL };
	int client;

	(void)state;
	start(words);
	wait_for_port(f.port, &f.record);
	client = waiting_client();
	process_signal(&f.record, SIGTERM);
	assert_said("once more");
	process_signal(&f.record, SIGTERM);
	assert_int_equal(process_wait(&f.record, SECONDS), 5);
	close(client);
	assert_string_equal(fact("complete"), "0");
	assert_string_equal(ask("PRAGMA integrity_check"), "ok");
}

static void the_seal_can_be_left_out(void **state)
{
	const char *const words[] = { "-l", f.listen, "--no-seal",
				      "--", "true",   NULL };

	(void)state;
	assert_int_equal(finish(words), 0);
	assert_string_equal(fact("complete"), "1");
	assert_string_equal(fact("indexed"), "0");
}

static void an_unreachable_upstream_is_said_and_waited_for(void **state)
{
	char nobody[32];
	const char *const argv[] = { ktape_path(), "record", "-b",
				     nobody,       "-w",     f.tape,
				     "-l",         f.listen, NULL };

	(void)state;
	snprintf(nobody, sizeof(nobody), "127.0.0.1:%d", f.port + 30);
	f.record = process_start(f.folder, "record", argv);
	assert_said(nobody);
	wait_for_port(f.port, &f.record);
	process_signal(&f.record, SIGINT);
	assert_int_equal(process_wait(&f.record, SECONDS), 0);
	assert_string_equal(fact("complete"), "1");
}

static void without_a_tape_it_only_passes_on(void **state)
{
	const char *const argv[] = { ktape_path(), "record",     "-b",
				     f.upstream,   "--no-tape",  "-l",
				     f.listen,     "--no-probe", NULL };
	int client;

	(void)state;
	f.record = process_start(f.folder, "record", argv);
	wait_for_port(f.port, &f.record);
	client = waiting_client();
	close(client);
	process_signal(&f.record, SIGINT);
	assert_int_equal(process_wait(&f.record, SECONDS), 0);
	assert_int_equal(access(f.tape, F_OK), -1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_taken_port_leaves_no_tape_and_spares_the_old_one),
		TEST(a_tape_that_is_there_is_not_replaced_by_accident),
		TEST(a_file_that_is_no_tape_is_refused),
		TEST(a_missing_folder_is_status_6),
		TEST(a_command_finds_the_addresses_and_ends_the_recording),
		TEST(the_status_is_the_commands_when_it_failed),
		TEST(a_signal_goes_to_the_command_first),
		TEST(a_signal_ends_it_with_a_complete_tape),
		TEST(a_second_signal_ends_it_at_once_and_incomplete),
		TEST(the_seal_can_be_left_out),
		TEST(an_unreachable_upstream_is_said_and_waited_for),
		TEST(without_a_tape_it_only_passes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
