/* SPDX-License-Identifier: Apache-2.0 */
/* test_mock.c - `ktape mock` as a broker for others: its address, its topics,
 * the capped ListOffsets, a port of one's choice, CMD. */
#include "tests/lib/process.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <librdkafka/rdkafka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WORDS_MAX = 12, SECONDS = 300, METADATA_MS = 120000 };

static char *folder;
static struct process mock;

static int open_fixture(void **state)
{
	(void)state;
	folder = temp_folder();
	return 0;
}

static int close_fixture(void **state)
{
	(void)state;
	process_release(&mock);
	temp_remove(folder);
	return 0;
}

/* `ktape mock WORDS...`; its bootstrap address, which the caller frees. */
static char *start(const char *const *words)
{
	const char *argv[WORDS_MAX + 3] = { ktape_path(), "mock" };

	for (int i = 0; i < WORDS_MAX && words[i]; i++)
		argv[i + 2] = words[i];
	mock = process_start(folder, "mock", argv);
	return process_line(&mock, mock.out, "bootstrap=");
}

static void stop(int expected)
{
	process_signal(&mock, SIGTERM);
	assert_int_equal(process_wait(&mock, SECONDS), expected);
}

/* ---- what a client sees */

static rd_kafka_t *client(const char *bootstrap)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	char why[256];
	rd_kafka_t *c;

	rd_kafka_conf_set(conf, "bootstrap.servers", bootstrap, NULL, 0);
	c = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof(why));
	assert_non_null(c);
	return c;
}

/* Brokers and topics as "1@PORT 2@PORT orders:3"; ports only if wanted. */
static void see(const char *bootstrap, bool ports, char *out, size_t size)
{
	const struct rd_kafka_metadata *m;
	rd_kafka_t *c = client(bootstrap);
	size_t n = 0;

	out[0] = 0;
	assert_int_equal(rd_kafka_metadata(c, 1, NULL, &m, METADATA_MS), 0);
	for (int id = 1; id <= m->broker_cnt; id++)
		for (int i = 0; i < m->broker_cnt; i++)
			if (m->brokers[i].id == id)
				n += (size_t)snprintf(out + n, size - n,
						      "%d@%d ", id,
						      ports ? m->brokers[i].port
							    : 0);
	for (int i = 0; i < m->topic_cnt; i++)
		n += (size_t)snprintf(out + n, size - n, "%s:%d ",
				      m->topics[i].topic,
				      m->topics[i].partition_cnt);
	rd_kafka_metadata_destroy(m);
	rd_kafka_destroy(c);
}

static void topics_and_brokers_are_as_asked_for(void **state)
{
	const char *const words[] = { "--brokers", "3", "-t", "orders:3",
				      NULL };
	char *bootstrap = start(words), seen[256];

	(void)state;
	see(bootstrap, false, seen, sizeof(seen));
	assert_string_equal(seen, "1@0 2@0 3@0 orders:3 ");
	stop(0);
	free(bootstrap);
}

static void the_bootstrap_port_can_be_chosen(void **state)
{
	int port = free_ports(4);
	char listen[32], seen[256], want[256], line[64];
	const char *const words[] = { "-l", listen, "--brokers", "2", NULL };
	char *bootstrap;

	(void)state;
	snprintf(listen, sizeof(listen), "127.0.0.1:%d", port);
	bootstrap = start(words);
	snprintf(line, sizeof(line), "127.0.0.1:%d", port);
	assert_string_equal(bootstrap, line);
	see(bootstrap, true, seen, sizeof(seen));
	snprintf(want, sizeof(want), "1@%d 2@%d ", port + 2, port + 3);
	assert_string_equal(seen, want);
	stop(0);
	free(bootstrap);
}

/* ApiVersions v0, and the highest version of `key` in its answer. */
static int highest_version(const char *bootstrap, int key)
{
	static const uint8_t request[] = { 0, 0, 0, 10, 0, 18, 0,
					   0, 0, 0, 0,  5, 0,  0 };
	struct sockaddr_in at = { .sin_family = AF_INET };
	int s = socket(AF_INET, SOCK_STREAM, 0), keys;
	uint8_t answer[4096];
	ssize_t n = 0, more;

	at.sin_port = htons((uint16_t)atol(strrchr(bootstrap, ':') + 1));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(s, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(write(s, request, sizeof(request)), sizeof(request));
	while (n < 14 || n < 14 + 6 * answer[13]) {
		more = read(s, answer + n, sizeof(answer) - (size_t)n);
		assert_true(more > 0);
		n += more;
	}
	close(s);
	keys = answer[13];
	for (int i = 0; i < keys; i++)
		if (answer[14 + 6 * i] * 256 + answer[15 + 6 * i] == key)
			return answer[18 + 6 * i] * 256 + answer[19 + 6 * i];
	return -1;
}

static void list_offsets_ends_at_the_last_version_that_is_right(void **state)
{
	const char *const words[] = { NULL };
	char *bootstrap = start(words);

	(void)state;
	assert_int_equal(highest_version(bootstrap, 2), 3);
	stop(0);
	free(bootstrap);
}

static void it_lives_as_long_as_its_command(void **state)
{
	const char *const argv[] = {
		ktape_path(), "mock",
		"--",         "sh",
		"-c",         "echo at=$KAFKA_BOOTSTRAP_SERVERS; exit 7",
		NULL
	};
	char *at;

	(void)state;
	mock = process_start(folder, "command", argv);
	assert_int_equal(process_wait(&mock, SECONDS), 7);
	at = file_text(mock.out);
	assert_memory_equal(at, "at=127.0.0.1:", 13);
	free(at);
}

static void wrong_arguments_are_refused(void **state)
{
	static const struct {
		const char *words[WORDS_MAX];
		const char *sentence;
		int status;
	} cases[] = {
		{ { "-t", "orders" }, "--topic takes NAME:PARTITIONS", 2 },
		{ { "-t", "a b:1" }, "'a b' is no topic's name", 2 },
		{ { "-t", "a:0" }, "--topic takes 1 to 10000 partitions", 2 },
		{ { "--brokers", "0" }, "--brokers takes a whole number", 2 },
		{ { "-l", "here" }, "has no port", 2 },
		{ { "--", "/no/such" }, "not found", 127 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *argv[WORDS_MAX + 3] = { ktape_path(), "mock" };
		char *text;

		for (int k = 0; k < WORDS_MAX && cases[i].words[k]; k++)
			argv[k + 2] = cases[i].words[k];
		mock = process_start(folder, "wrong", argv);
		assert_int_equal(process_wait(&mock, SECONDS), cases[i].status);
		text = file_text(mock.err);
		assert_non_null(strstr(text, cases[i].sentence));
		free(text);
		process_release(&mock);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			topics_and_brokers_are_as_asked_for, open_fixture,
			close_fixture),
		cmocka_unit_test_setup_teardown(
			the_bootstrap_port_can_be_chosen, open_fixture,
			close_fixture),
		cmocka_unit_test_setup_teardown(
			list_offsets_ends_at_the_last_version_that_is_right,
			open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(it_lives_as_long_as_its_command,
						open_fixture, close_fixture),
		cmocka_unit_test_setup_teardown(wrong_arguments_are_refused,
						open_fixture, close_fixture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
