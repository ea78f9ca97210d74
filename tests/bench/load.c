/* SPDX-License-Identifier: Apache-2.0 */
/* load.c - produce or consume as fast as librdkafka can, and say how long it
 * took, as one line of JSON.
 *
 *     load produce|consume BROKER TOPIC [-n RECORDS] [-s SIZE] [-c CLIENTS]
 *          [-r RATE] [-C] [-z CODEC] [-X NAME=VALUE]...
 *
 * produce keeps to RATE records a second, of all clients, if there is one.  With
 * -C librdkafka copies each value, as it has to where they are not constants.
 * consume reads from the beginning, each client its share of the partitions,
 * and counts what it was given, not what it asked for. */
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 64, PARTITIONS_MAX = 2000 };

static const char *brokers, *topic;
static int64_t records = 1000000, rate;
static int size = 100, clients = 1, partitions = 4, message_flags;
static rd_kafka_conf_t *base;
static _Atomic int64_t failed, done;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "load: %s: %s\n", what, why);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
	char why[256];

	if (rd_kafka_conf_set(conf, name, value, why, sizeof(why)))
		die(name, why);
}

static rd_kafka_t *client_new(rd_kafka_type_t type)
{
	char why[256];
	rd_kafka_t *rk =
		rd_kafka_new(type, rd_kafka_conf_dup(base), why, sizeof(why));

	if (!rk)
		die("rd_kafka_new", why);
	return rk;
}

static void delivered(rd_kafka_t *rk, const rd_kafka_message_t *m, void *opaque)
{
	(void)rk;
	(void)opaque;
	if (m->err)
		failed++;
	else
		done++;
}

/* Words, so that they can be compressed about as well as real ones. */
static char *make_value(uint32_t seed)
{
	static const char *const words[] = { "order", "\"id\":", "paid",
					     "2026-", "amount",  "EUR",
					     "name",  "true" };
	char *value = malloc((size_t)size + 16);

	for (int n = 0; n < size;) {
		seed = seed * 1664525 + 1013904223;
		if (seed >> 31)
			n += snprintf(value + n, 16, "%s",
				      words[(seed >> 24) % 8]);
		else
			n += snprintf(value + n, 16, "%u", seed >> 16);
	}
	return value;
}

enum { VALUES = 64 };

/* May one client have produced `n` by now? */
static bool is_due(int64_t n, double begin)
{
	return !rate || (double)n * clients <= (now() - begin) * (double)rate;
}

static void *produce(void *arg)
{
	double begin = now();
	rd_kafka_t *rk = client_new(RD_KAFKA_PRODUCER);
	rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);
	char *values[VALUES];

	(void)arg;
	for (uint32_t i = 0; i < VALUES; i++)
		values[i] = make_value(i);
	for (int64_t i = 0; i < records / clients;) {
		if (rate && i % 100 == 0 && !is_due(i, begin))
			rd_kafka_poll(rk, 1);
		else if (rd_kafka_produce(rkt, (int32_t)(i % partitions),
					  message_flags, values[i % VALUES],
					  (size_t)size, NULL, 0, NULL) == 0)
			i++;
		else
			rd_kafka_poll(rk, 10);
		if (i % 1000 == 0)
			rd_kafka_poll(rk, 0);
	}
	rd_kafka_flush(rk, 120000);
	rd_kafka_topic_destroy(rkt);
	rd_kafka_destroy(rk);
	for (uint32_t i = 0; i < VALUES; i++)
		free(values[i]);
	return NULL;
}

static void *consume(void *arg)
{
	int self = (int)(intptr_t)arg;
	rd_kafka_t *rk = client_new(RD_KAFKA_CONSUMER);
	rd_kafka_topic_t *rkt = rd_kafka_topic_new(rk, topic, NULL);
	rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
	rd_kafka_message_t *list[1000];

	for (int p = self; p < partitions; p += clients)
		if (rd_kafka_consume_start_queue(rkt, p,
						 RD_KAFKA_OFFSET_BEGINNING,
						 queue))
			die("consume", rd_kafka_err2str(rd_kafka_last_error()));
	while (done < records) {
		ssize_t n =
			rd_kafka_consume_batch_queue(queue, 100, list, 1000);

		for (ssize_t i = 0; i < n; i++) {
			if (!list[i]->err)
				done++;
			rd_kafka_message_destroy(list[i]);
		}
	}
	for (int p = self; p < partitions; p += clients)
		rd_kafka_consume_stop(rkt, p);
	rd_kafka_queue_destroy(queue);
	rd_kafka_topic_destroy(rkt);
	rd_kafka_destroy(rk);
	return NULL;
}

static void options(int argc, char **argv)
{
	int opt;

	base = rd_kafka_conf_new();
	set(base, "linger.ms", "5");
	set(base, "queue.buffering.max.messages", "1000000");
	set(base, "log_level", "3");
	set(base, "queue.buffering.max.kbytes", "1048576");
	set(base, "queued.min.messages", "1000000");
	set(base, "fetch.message.max.bytes", "1048576");
	while ((opt = getopt(argc, argv, "n:s:c:p:r:Cz:X:")) != -1) {
		char *equals;

		switch (opt) {
		case 'n': records = strtoll(optarg, NULL, 10); break;
		case 's': size = (int)strtol(optarg, NULL, 10); break;
		case 'c': clients = (int)strtol(optarg, NULL, 10); break;
		case 'p': partitions = (int)strtol(optarg, NULL, 10); break;
		case 'r': rate = strtoll(optarg, NULL, 10); break;
		case 'C': message_flags = RD_KAFKA_MSG_F_COPY; break;
		case 'z': set(base, "compression.codec", optarg); break;
		case 'X':
			equals = strchr(optarg, '=');
			if (!equals)
				exit(2);
			*equals = 0;
			set(base, optarg, equals + 1);
			break;
		default: exit(2);
		}
	}
	if (clients < 1 || clients > CLIENTS_MAX || partitions < 1 ||
	    partitions > PARTITIONS_MAX)
		die("usage", "too many or too few clients or partitions");
}

int main(int argc, char **argv)
{
	pthread_t threads[CLIENTS_MAX];

	if (argc < 4) {
		fputs("usage: load produce|consume BROKER TOPIC [OPTION...]\n",
		      stderr);
		return 2;
	}
	bool producing = !strcmp(argv[1], "produce");

	brokers = argv[2];
	topic = argv[3];
	options(argc - 3, argv + 3);
	set(base, "bootstrap.servers", brokers);
	if (producing)
		rd_kafka_conf_set_dr_msg_cb(base, delivered);
	double begin = now();

	for (int i = 0; i < clients; i++)
		pthread_create(&threads[i], NULL, producing ? produce : consume,
			       (void *)(intptr_t)i);
	for (int i = 0; i < clients; i++)
		pthread_join(threads[i], NULL);
	double seconds = now() - begin;
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	printf("{\"what\":\"%s\",\"records\":%lld,\"failed\":%lld,\"size\":%d,"
	       "\"seconds\":%.3f,\"records_per_s\":%.0f,\"mb_per_s\":%.1f}\n",
	       argv[1], (long long)done, (long long)failed, size, seconds,
	       (double)done / seconds, (double)done * size / seconds / 1e6);
	return failed > 0;
}
