/* SPDX-License-Identifier: Apache-2.0 */
/* test_info.c - `ktape info`: what it says of complete, killed and running
 * recordings. */
#include "store/tape.h"
#include "tests/lib/captured.h"
#include "tests/lib/new_tape.h"
#include "tests/test.h"
#include "tools/cmd.h"

#include <stdio.h>

/* 1767323045678901 is 2026-01-02 03:04:05 */
static const char content[] =
	"INSERT INTO tape VALUES ('started', 1767323045678901),"
	" ('upstream', 'kafka:9092'), ('cluster_id', 'c1');"
	"INSERT INTO service VALUES (1, 'shop', '127.0.0.1:19092');"
	"INSERT INTO broker(id, service, node_id, host, port, listen) VALUES"
	" (1, 1, 3, 'kafka', 9092, '127.0.0.1:19096');"
	"INSERT INTO connection(id, service, source, software_name,"
	" software_version) VALUES (1, 1, 'client', 'librdkafka', '2.3'),"
	" (2, 1, 'probe', NULL, NULL);"
	"INSERT INTO exchange(id, connection, api_key, api_version, client_id,"
	" request_bytes, response_bytes, q, error_code, fate) VALUES"
	" (1, 1, 0, 7, 'app', 100, 50, 1767323045700000, 0, 'answered'),"
	" (2, 1, 0, 9, 'app', 100, 50, 1767323045800000, 3, 'answered'),"
	" (3, 1, 8, 2, 'app', 60, 10, 1767323045900000, 0, 'answered'),"
	" (4, 2, 3, 9, 'ktape', 10, 10, 1767323055900000, 0, 'answered');"
	"INSERT INTO topic(id, name) VALUES (1, 'orders');"
	"INSERT INTO topic_partition VALUES (1, 1, 0, 0, 0, 0, 9),"
	" (2, 1, 1, 0, 0, 0, 0);"
	"INSERT INTO batch(tp, records, bytes, exchange, in_log) VALUES"
	" (1, 5, 500, 1, 1), (1, 4, 400, 2, 0);"
	"INSERT INTO produce(exchange, tp, error_code) VALUES (2, 1, 3);"
	"INSERT INTO offset_commit(exchange, group_id, member_id, tp,"
	" committed_offset, certain_from, outcome) VALUES"
	" (3, 'g', 'm', 1, 2, 1767323045900000, 'ok');"
	"INSERT INTO frame(exchange, direction, state) VALUES"
	" (3, 'request', 'malformed');";

static void assert_says(struct new_tape *t, const char *option,
			const char *const *words)
{
	const char *args[] = { "info", t->path, option, NULL };
	struct captured c = captured_run(cmd_info, args, NULL);

	assert_string_equal(c.err, "");
	assert_int_equal(c.status, 0);
	for (; *words; words++)
		if (!strstr(c.out, *words))
			fail_msg("'%s' is not in:\n%s", *words, c.out);
	captured_release(&c);
}

static void a_complete_tape_is_told_on_one_screen(void **state)
{
	static const char *const words[] = {
		"state     complete, not sealed: `ktape seal` does it\n",
		"recorded  2026-01-02 03:04:05 to 2026-01-02 03:04:16 UTC "
		"(00:00:10) by ktape ",
		"upstream  kafka:9092, cluster c1\n",
		"traffic   1 connections, 4 requests, 5 records in 500 B of "
		"batches\n",
		"decoded   75.0000 % of requests: 0 not known to this ktape, "
		"1 malformed; their bytes are kept\n",
		"gaps      none\n",
		"\ntopics\ntopic   partitions  records  bytes  batches\n"
		"orders           2        5    500        1\n",
		"app     shop     librdkafka 2.3            1         3"
		"       1\n",
		"\ngroups\ngroup  members  commits  failed  partitions  lag\n"
		"g            1        1       0           1    7\n",
		"\nflows\nproducer  topic   consumer  group  produced  "
		"delivered\n"
		"shop      orders                          5",
		"shop     127.0.0.1:19092            1\n",
		"   3  kafka:9092        shop     127.0.0.1:19096\n",
		"Produce       7-9              2       1            200"
		"             100\n",
		"UNKNOWN_TOPIC_OR_PARTITION  Produce  orders             1\n",
		NULL,
	};
	struct new_tape *t = *state;
	struct err e = { 0 };

	new_tape_fill(t, content);
	assert_int_equal(tape_complete(t->open, 1767323056000000, &e), 0);
	new_tape_close(t);
	assert_says(t, NULL, words);
}

static void json_holds_the_same(void **state)
{
	static const char *const words[] = {
		"{\"tape\":{\"file\":\"",
		"\"state\":\"complete\"",
		"\"started_us\":1767323045678901",
		"\"records\":5",
		"\"malformed\":1",
		",\n\"topics\":[{\"topic\":\"orders\",\"partitions\":2,",
		",\n\"gaps\":[]\n",
		",\n\"stalls\":[]\n}\n",
		NULL,
	};
	struct new_tape *t = *state;
	struct err e = { 0 };

	new_tape_fill(t, content);
	assert_int_equal(tape_complete(t->open, 1767323056000000, &e), 0);
	new_tape_close(t);
	assert_says(t, "--json", words);
}

static void a_running_recording_is_called_so(void **state)
{
	static const char *const words[] = {
		"state     being recorded now\n",
		"to 2026-01-02 03:04:15 UTC",
		NULL,
	};
	struct new_tape *t = *state;

	new_tape_fill(t, content);
	assert_says(t, NULL, words);
}

static void a_killed_recording_is_called_incomplete(void **state)
{
	static const char *const words[] = {
		"INCOMPLETE",
		"`ktape seal` saves what is there; 5 B wait in the spill file",
		"gaps      1\n",
		"killed",
		NULL,
	};
	struct new_tape *t = *state;
	struct err e = { 0 };

	new_tape_fill(t, content);
	assert_int_equal(tape_note_killed(t->open, &e), 0);
	new_tape_close(t);
	FILE *f = fopen(t->spill, "w");

	assert_non_null(f);
	fputs("12345", f);
	fclose(f);
	assert_says(t, NULL, words);
}

static void an_empty_tape_has_a_head_only(void **state)
{
	static const char *const words[] = { "0 records", "gaps      none\n",
					     NULL };
	struct new_tape *t = *state;

	new_tape_close(t);
	assert_says(t, NULL, words);
	assert_says(t, "--json",
		    (const char *const[]) { "\"topics\":[]", NULL });
}

static void what_is_no_tape_has_status_3(void **state)
{
	const char *args[] = { "info", "/etc/passwd", NULL };
	struct captured c = captured_run(cmd_info, args, NULL);

	(void)state;
	assert_int_equal(c.status, ERR_TAPE);
	assert_non_null(strstr(c.err, "not a tape"));
	captured_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_complete_tape_is_told_on_one_screen, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(json_holds_the_same,
						new_tape_setup,
						new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_running_recording_is_called_so, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(
			a_killed_recording_is_called_incomplete, new_tape_setup,
			new_tape_teardown),
		cmocka_unit_test_setup_teardown(an_empty_tape_has_a_head_only,
						new_tape_setup,
						new_tape_teardown),
		cmocka_unit_test(what_is_no_tape_has_status_3),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
