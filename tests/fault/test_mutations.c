/* SPDX-License-Identifier: Apache-2.0 */
/* test_mutations.c - messages of every API and version through a running
 * `ktape record`, as they should be and with bytes changed, cut and added: what
 * passes, passes as it is; what may not costs its connection; ktape goes on, and
 * the tape tells what it could not read.  Both ends are this test's own, in
 * lockstep, a connection an exchange. */
#include "codec/header.h"
#include "codec/rewrite.h"
#include "tests/lib/batches.h"
#include "tests/lib/messages.h"
#include "tests/lib/process.h"
#include "tests/test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	ROUNDS = 16, /* of each API and version; the first changes nothing */
	CORRELATION = 7,
	PATIENCE_MS = 20000,
	SECONDS = 300,
};

static struct fixture {
	char *folder, tape[512];
	int listener, port; /* the broker's; ktape's */
	struct process record;
	struct bytes batch;
	uint64_t seed;
	long passed;       /* requests that reached the broker */
	long malformed;    /* of them, by our own walker */
	long closed_on_us; /* connections that ktape closed, a log line each */
} f;

/* ---- what is sent */

static uint32_t dice(uint32_t sides)
{
	f.seed ^= f.seed << 13;
	f.seed ^= f.seed >> 7;
	f.seed ^= f.seed << 17;
	return (uint32_t)(f.seed >> 11) % sides;
}

static const uint8_t tempting[] = { 0, 1, 0x7f, 0x80, 0xfe, 0xff };

/* Change the bytes behind `from`; they may become fewer, or some more. */
static void mutate(struct writer *w, size_t from)
{
	for (uint32_t n = 1 + dice(3); n && w->size > from; n--) {
		size_t at = from + dice((uint32_t)(w->size - from));

		switch (dice(5)) {
		case 0: w->data[at] ^= (uint8_t)(1 << dice(8)); break;
		case 1: w->data[at] = tempting[dice(sizeof(tempting))]; break;
		case 2: w->size = at; break;
		case 3: writer_raw(w, bytes_of(tempting, 1 + dice(6))); break;
		default:
			memset(w->data + at, dice(2) ? 0xff : 0x7f,
			       w->size - at < 4 ? w->size - at : 4);
		}
	}
}

/* Give the frame its size again. */
static void set_size(struct writer *w)
{
	uint32_t size = htonl((uint32_t)w->size - 4);

	memcpy(w->data, &size, sizeof(size));
}

static struct filling how(void)
{
	struct filling filling_ = filling();

	filling_.records = f.batch;
	filling_.elements = (int32_t)dice(3);
	filling_.tagged = dice(2);
	filling_.unknown_tags = dice(4) == 0;
	return filling_;
}

/* Where its body begins. */
static size_t make_request(struct writer *w, const struct message *m,
			   int16_t version, bool mutated)
{
	int header = request_header_version(m->api_key, version);
	struct filling filled = how();
	size_t body;

	writer_reset(w);
	writer_i32(w, 0);
	writer_i16(w, m->api_key);
	writer_i16(w, version);
	writer_i32(w, CORRELATION);
	if (header > 0)
		writer_string(w, bytes_of_string("mutant"), false);
	if (header > 1)
		writer_uvarint(w, 0);
	body = w->size;
	make_message(w, m, version, &filled);
	if (mutated)
		mutate(w, body);
	set_size(w);
	return body;
}

static void make_answer(struct writer *w, int16_t key, int16_t version,
			bool mutated)
{
	struct filling filled = how();

	writer_reset(w);
	make_response(w, key, version, &filled);
	if (mutated)
		mutate(w, 8); /* behind the correlation id */
	set_size(w);
}

static bool is_malformed(const struct message *m, int16_t version,
			 struct bytes body)
{
	struct walk walk;

	walk_init(&walk, m, version, body);
	while (walk_next(&walk))
		;
	return walk_error(&walk) != DECODE_OK;
}

/* ---- sockets */

static struct sockaddr_in local(int port)
{
	return (struct sockaddr_in) {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

static int listen_anywhere(int *port)
{
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in at = local(*port);

	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &(int) { 1 }, sizeof(int));
	assert_int_equal(bind(s, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(s, 16), 0);
	return s;
}

static int dial(void)
{
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in at = local(f.port);

	assert_int_equal(connect(s, (struct sockaddr *)&at, sizeof(at)), 0);
	setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &(int) { 1 }, sizeof(int));
	return s;
}

/* Does something come on `s`, before `other` (or -1) is closed? */
static bool comes(int s, int other)
{
	struct pollfd both[2] = { { s, POLLIN, 0 }, { other, POLLIN, 0 } };

	if (poll(both, 2, PATIENCE_MS) <= 0)
		fail_msg("nothing came for %d s", PATIENCE_MS / 1000);
	return both[0].revents != 0;
}

/* Up to `n` bytes; fewer: the end, of `s` or of `other`. */
static size_t receive(int s, uint8_t *to, size_t n, int other)
{
	size_t have = 0;

	while (have < n && comes(s, other)) {
		ssize_t got = recv(s, to + have, n - have, 0);

		if (got <= 0)
			break;
		have += (size_t)got;
	}
	return have;
}

/* ---- an exchange */

/* The answer came as it was sent, or rewritten, or ktape closed. */
static void check_answer(int client, int16_t key, int16_t version,
			 struct bytes sent, bool wanted)
{
	bool same = rewrite_need(key, version) == REWRITE_NONE;
	uint8_t *got = malloc(sent.n + 1024 * 1024);
	uint32_t size = 0;
	size_t n = receive(client, got, 4, -1);

	if (n == 4) {
		memcpy(&size, got, sizeof(size));
		size = ntohl(size);
		assert_true(size <= sent.n + 1024 * 1024 - 4);
		n += receive(client, got + 4, size, -1);
	}
	if (same && wanted) {
		assert_int_equal(n, sent.n);
		assert_memory_equal(got, sent.p, n);
	} else if (rewrite_need(key, version) == REWRITE_HOLD && n) {
		assert_int_equal(n, size + 4); /* whole, or nothing at all */
	}
	f.closed_on_us += n < sent.n;
	free(got);
}

static void exchange(const struct message *m, int16_t version, bool change_up,
		     bool change_down)
{
	struct writer request, answer;
	int client = dial(), broker = accept(f.listener, NULL, NULL);
	uint8_t *got;
	size_t body, n;

	writer_init(&request, 0);
	writer_init(&answer, 0);
	body = make_request(&request, m, version, change_up);
	make_answer(&answer, m->api_key, version, change_down);
	got = malloc(request.size);
	assert_int_equal(send(client, request.data, request.size, MSG_NOSIGNAL),
			 request.size);
	n = receive(broker, got, request.size, client);
	if (n) {
		assert_int_equal(n, request.size);
		assert_memory_equal(got, request.data, n);
		f.passed++;
		f.malformed += is_malformed(m, version,
					    bytes_of(request.data + body,
						     request.size - body));
		send(broker, answer.data, answer.size, MSG_NOSIGNAL);
		check_answer(client, m->api_key, version, writer_bytes(&answer),
			     m->api_key != API_PRODUCE &&
				     m->api_key != API_SASL_HANDSHAKE);
	} else {
		f.closed_on_us++;
	}
	close(client);
	close(broker);
	free(got);
	writer_release(&request);
	writer_release(&answer);
}

/* ---- the tape */

static int64_t ask(const char *sql)
{
	int64_t answer = -1;
	sqlite3_stmt *st;
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(f.tape, &db, SQLITE_OPEN_READONLY,
					 NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		answer = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return answer;
}

static long log_lines(const char *word)
{
	char *text = file_text(f.record.err);
	long lines = 0;

	for (const char *at = text; (at = strstr(at, word)); at++)
		lines++;
	free(text);
	return lines;
}

/* ---- tests */

static int open_fixture(void **state)
{
	const char *seed = getenv("SEED");
	char upstream[32], listen_at[32];
	struct test_record *records = test_records(3, 20);
	struct test_batch batch = test_batch(records, 3);
	struct writer w;
	int port;

	(void)state;
	f = (struct fixture) { .seed = 88172645463325252ULL };
	if (seed)
		f.seed ^= strtoull(seed, NULL, 10);
	writer_init(&w, 0);
	make_batch(&w, &batch);
	free(records);
	f.batch = writer_bytes(&w);
	f.folder = temp_folder();
	snprintf(f.tape, sizeof(f.tape), "%s/a.ktape", f.folder);
	f.port = free_ports(32);
	port = f.port + 31;
	f.listener = listen_anywhere(&port);
	snprintf(upstream, sizeof(upstream), "127.0.0.1:%d", port);
	snprintf(listen_at, sizeof(listen_at), "127.0.0.1:%d", f.port);
	f.record = process_start(f.folder, "record",
				 (const char *const[]) {
					 ktape_path(), "record", "-b", upstream,
					 "-w", f.tape, "-l", listen_at,
					 "--no-probe", NULL });
	wait_for_port(f.port, &f.record);
	close(accept(f.listener, NULL, NULL)); /* of that look */
	return 0;
}

static int close_fixture(void **state)
{
	(void)state;
	process_release(&f.record);
	close(f.listener);
	temp_remove(f.folder);
	free((void *)(uintptr_t)f.batch.p);
	return 0;
}

static void exchanges_of(const struct message *m)
{
	for (int16_t v = m->since; v <= m->until; v++)
		for (int round = 0; round < ROUNDS; round++)
			exchange(m, v, round > 1, round & 1);
}

static void whatever_passes_is_on_the_tape_and_costs_nobody_else(void **state)
{
	int64_t malformed;

	(void)state;
	for (size_t key = 0; key < API_COUNT; key++)
		if (request_messages[key].fields)
			exchanges_of(&request_messages[key]);
	exchange(&request_messages[API_LIST_OFFSETS], 1, false, false);
	process_signal(&f.record, SIGTERM);
	assert_int_equal(process_wait(&f.record, SECONDS), 0);
	assert_int_equal(ask("SELECT value FROM tape WHERE key = 'complete'"),
			 1);
	assert_int_equal(ask("SELECT count(*) FROM pragma_integrity_check "
			     "WHERE integrity_check <> 'ok'"),
			 0);
	assert_int_equal(ask("SELECT count(*) FROM exchange"), f.passed);
	/* secrets are not looked into; of batches the tape knows more */
	malformed = ask("SELECT count(*) FROM frame WHERE state = 'malformed' "
			"AND direction = 'request'");
	assert_in_range(malformed, f.malformed * 9 / 10, f.passed);
	assert_true(ask("SELECT count(*) FROM frame WHERE state = 'malformed' "
			"AND direction = 'response'") > 100);
	assert_int_equal(
		ask("SELECT count(*) FROM frame WHERE state = 'malformed' "
		    "AND (why IS NULL OR bytes IS NULL) AND exchange NOT IN "
		    "(SELECT id FROM exchange WHERE api_key IN "
		    "(17, 19, 33, 36, 38, 39, 40, 41, 44, 50, 51))"),
		0);
	assert_in_range(log_lines(" warn "), 1, f.closed_on_us);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			whatever_passes_is_on_the_tape_and_costs_nobody_else,
			open_fixture, close_fixture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
