/* SPDX-License-Identifier: Apache-2.0 */
/* latency.c - how long single things take, as one line of JSON in microseconds.
 *
 *     latency roundtrip HOST:PORT TIMES
 *     latency crowd HOST:PORT TIMES CONNECTIONS
 *     latency pace BROKER TOPIC RATE SECONDS
 *
 * roundtrip: a Produce of one record and its answer on one connection, one after
 * the other, without a client library.  crowd: the same on many connections at
 * once, TIMES together; how many a second, too.  pace: RATE records a second by librdkafka
 * at fixed times; from when a record was due to its acknowledgement ("acked") and
 * to its arrival at a consumer ("delivered"). */
#include "codec/header.h"
#include "tests/lib/batches.h"
#include "tests/lib/frames.h"

#include <arpa/inet.h>
#include <librdkafka/rdkafka.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { VALUE = 100 };

static void die(const char *what)
{
	fprintf(stderr, "latency: %s\n", what);
	exit(1);
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* ---- what was measured */

struct times {
	int64_t *ns;
	_Atomic int64_t count;
};

static struct times times_new(int64_t most)
{
	struct times t = { .ns = calloc((size_t)most, sizeof(*t.ns)) };

	if (!t.ns)
		die("out of memory");
	return t;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void print_times(const char *name, struct times *t)
{
	static const double ranks[] = { 0.5, 0.99, 0.999 };
	static const char *const names[] = { "p50", "p99", "p999" };

	qsort(t->ns, (size_t)t->count, sizeof(*t->ns), by_size);
	printf("\"%s\":{\"n\":%lld", name, (long long)t->count);
	for (int i = 0; i < 3 && t->count; i++)
		printf(",\"%s\":%.1f", names[i],
		       (double)t->ns[(int64_t)(ranks[i] *
					       (double)(t->count - 1))] /
			       1000);
	printf("}");
}

/* ---- roundtrip */

static int dial(const char *address)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
	unsigned int port;
	char host[16];

	if (sscanf(address, "%15[0-9.]:%u", host, &port) != 2)
		die("HOST:PORT");
	at.sin_port = htons((uint16_t)port);
	if (inet_pton(AF_INET, host, &at.sin_addr) != 1 ||
	    connect(fd, (struct sockaddr *)&at, sizeof(at)) < 0)
		die("cannot connect");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	return fd;
}

/* A whole request, with its size, of one record. */
static struct bytes produce_one(void)
{
	struct test_record *record = test_records(1, VALUE);
	struct test_batch b = test_batch(record, 1);
	struct writer batch, frame;
	struct script q = { 0 };
	struct bytes body;

	writer_init(&batch, 0);
	make_batch(&batch, &b);
	say(&q, PRODUCE_REQUEST_ACKS, 1);
	say(&q, PRODUCE_REQUEST_TOPIC_DATA, 1);
	say_text(&q, PRODUCE_REQUEST_TOPIC_DATA_NAME, "bench");
	say(&q, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA, 1);
	say_bytes(&q, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS,
		  writer_bytes(&batch));
	body = frame_request(API_PRODUCE, 7, "latency", &q);
	writer_init(&frame, 0);
	writer_i32(&frame, (int32_t)body.n);
	writer_raw(&frame, body);
	free((void *)(uintptr_t)body.p);
	free(record);
	writer_release(&batch);
	return writer_bytes(&frame);
}

static void read_exactly(int fd, void *p, size_t n)
{
	for (size_t have = 0; have < n;) {
		ssize_t got = read(fd, (char *)p + have, n - have);

		if (got <= 0)
			die("the connection ended");
		have += (size_t)got;
	}
}

static void ask(int fd, struct bytes request)
{
	if (write(fd, request.p, request.n) != (ssize_t)request.n)
		die("cannot write");
}

static void read_answer(int fd)
{
	char answer[4096];
	uint32_t size;

	read_exactly(fd, &size, 4);
	if (ntohl(size) > sizeof(answer))
		die("a strange answer");
	read_exactly(fd, answer, ntohl(size));
}

static void roundtrip(const char *address, int64_t count)
{
	int64_t warm_up = count / 10;
	struct times t = times_new(count);
	struct bytes request = produce_one();
	int fd = dial(address);

	for (int64_t i = -warm_up; i < count; i++) {
		int64_t began = now();

		ask(fd, request);
		read_answer(fd);
		if (i >= 0)
			t.ns[t.count++] = now() - began;
	}
	printf("{");
	print_times("roundtrip", &t);
	printf("}\n");
}

/* ---- crowd */

struct one {
	int fd;
	int64_t asked;
};

static void crowd(const char *address, int64_t count, int connections)
{
	struct times t = times_new(count);
	struct bytes request = produce_one();
	struct one *all = calloc((size_t)connections, sizeof(*all));
	int64_t begin, asked = 0;
	int poll = epoll_create1(0);

	if (!all)
		die("out of memory");
	for (int i = 0; i < connections; i++) {
		struct epoll_event event = { EPOLLIN, { .ptr = &all[i] } };

		all[i].fd = dial(address);
		ask(all[i].fd, request); /* to be warm */
		read_answer(all[i].fd);
		epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event);
	}
	begin = now();
	for (int i = 0; i < connections && asked < count; i++, asked++) {
		all[i].asked = now();
		ask(all[i].fd, request);
	}
	while (t.count < count) {
		struct epoll_event events[64];
		int n = epoll_wait(poll, events, 64, -1);

		for (int i = 0; i < n; i++) {
			struct one *one = events[i].data.ptr;

			read_answer(one->fd);
			t.ns[t.count++] = now() - one->asked;
			if (asked++ >= count)
				continue;
			one->asked = now();
			ask(one->fd, request);
		}
	}
	printf("{\"records\":%lld,\"records_per_s\":%.0f,", (long long)count,
	       (double)count * 1e9 / (double)(now() - begin));
	print_times("roundtrip", &t);
	printf("}\n");
	free(all);
}

/* ---- pace */

static const char *topic;
static struct times acked, delivered;
static _Atomic bool ready, ending;
static int64_t failed;

static rd_kafka_t *client_new(rd_kafka_type_t type, const char *brokers,
			      void (*report)(rd_kafka_t *,
					     const rd_kafka_message_t *,
					     void *))
{
	static const char *const settings[][2] = {
		{ "linger.ms", "1" },
		{ "enable.partition.eof", "true" },
		{ "log_level", "3" },
		{ "queue.buffering.max.messages", "1000000" },
	};
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	rd_kafka_t *rk;
	char why[256];

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		rd_kafka_conf_set(conf, settings[i][0], settings[i][1], why,
				  sizeof(why));
	rd_kafka_conf_set(conf, "bootstrap.servers", brokers, why, sizeof(why));
	if (report)
		rd_kafka_conf_set_dr_msg_cb(conf, report);
	rk = rd_kafka_new(type, conf, why, sizeof(why));
	if (!rk)
		die(why);
	return rk;
}

static void on_report(rd_kafka_t *rk, const rd_kafka_message_t *m, void *opaque)
{
	int64_t due;

	(void)rk;
	(void)opaque;
	memcpy(&due, m->payload, sizeof(due));
	if (m->err)
		failed++;
	else
		acked.ns[acked.count++] = now() - due;
}

static void *consume(void *brokers)
{
	rd_kafka_t *rk = client_new(RD_KAFKA_CONSUMER, brokers, NULL);
	rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);

	if (rd_kafka_consume_start(rkt, 0, RD_KAFKA_OFFSET_END))
		die("cannot consume");
	while (!ending) {
		rd_kafka_message_t *m = rd_kafka_consume(rkt, 0, 100);
		int64_t due;

		if (m && !m->err && m->len == VALUE) {
			memcpy(&due, m->payload, sizeof(due));
			delivered.ns[delivered.count++] = now() - due;
		}
		if (m && m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
			ready = true;
		if (m)
			rd_kafka_message_destroy(m);
	}
	rd_kafka_consume_stop(rkt, 0);
	rd_kafka_topic_destroy(rkt);
	rd_kafka_destroy(rk);
	return NULL;
}

static void produce_at(rd_kafka_t *rk, rd_kafka_topic_t *rkt, int64_t due)
{
	char value[VALUE] = { 0 };
	struct timespec at = { due / 1000000000, due % 1000000000 };

	if (due > now())
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
	memcpy(value, &due, sizeof(due));
	while (rd_kafka_produce(rkt, 0, RD_KAFKA_MSG_F_COPY, value, VALUE, NULL,
				0, NULL))
		rd_kafka_poll(rk, 1);
	rd_kafka_poll(rk, 0);
}

static void pace(char *brokers, int64_t rate, int64_t seconds)
{
	rd_kafka_t *rk = client_new(RD_KAFKA_PRODUCER, brokers, on_report);
	rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);
	int64_t count = rate * seconds, begin;
	struct timespec while_ago = { 0, 10000000 };
	pthread_t consumer;

	acked = times_new(count);
	delivered = times_new(count * 2);
	pthread_create(&consumer, NULL, consume, brokers);
	for (int i = 0; !ready && i < 300; i++) /* its first fetch is out */
		nanosleep(&while_ago, NULL);
	begin = now() + 100000000;
	for (int64_t i = 0; i < count; i++)
		produce_at(rk, rkt, begin + i * 1000000000 / rate);
	rd_kafka_flush(rk, 30000);
	for (int i = 0; delivered.count < count && i < 300; i++)
		nanosleep(&while_ago, NULL);
	ending = true;
	pthread_join(consumer, NULL);
	printf("{\"failed\":%lld,", (long long)failed);
	print_times("acked", &acked);
	printf(",");
	print_times("delivered", &delivered);
	printf("}\n");
	rd_kafka_topic_destroy(rkt);
	rd_kafka_destroy(rk);
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "roundtrip")) {
		roundtrip(argv[2], strtoll(argv[3], NULL, 10));
	} else if (argc == 5 && !strcmp(argv[1], "crowd")) {
		crowd(argv[2], strtoll(argv[3], NULL, 10),
		      (int)strtol(argv[4], NULL, 10));
	} else if (argc == 6 && !strcmp(argv[1], "pace")) {
		topic = argv[3];
		pace(argv[2], strtoll(argv[4], NULL, 10),
		     strtoll(argv[5], NULL, 10));
	} else {
		fputs("usage: latency roundtrip HOST:PORT TIMES\n"
		      "       latency crowd HOST:PORT TIMES CONNECTIONS\n"
		      "       latency pace BROKER TOPIC RATE SECONDS\n",
		      stderr);
		return 2;
	}
	return failed > 0;
}
