/* SPDX-License-Identifier: Apache-2.0 */
/* mock_cluster.c - librdkafka's mock cluster, as `ktape mock` and `ktape test`
 * want it. */
#include "tools/mock_cluster.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
	LIST_OFFSETS = 2,
	/* librdkafka 2.0's answers from v4 on have a wrong length */
	LIST_OFFSETS_MAX = 3,
	TOPIC_NAME_MAX = 249,
};

struct mock_cluster {
	rd_kafka_t *handle;
	rd_kafka_mock_cluster_t *cluster;
	int brokers;
};

/* A signal that interrupts its thread's poll() ends librdkafka's cluster, and
 * librdkafka 2.0 lets that thread have what this one may have. */
static rd_kafka_mock_cluster_t *start_cluster(rd_kafka_t *handle, int brokers)
{
	rd_kafka_mock_cluster_t *cluster;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	cluster = rd_kafka_mock_cluster_new(handle, brokers);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return cluster;
}

static int open_cluster(struct mock_cluster *m, struct err *e)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	char text[256];

	/* its notices are about a client's life, which this isn't */
	rd_kafka_conf_set(conf, "log_level", "3", NULL, 0);
	m->handle = rd_kafka_new(RD_KAFKA_PRODUCER, conf, text, sizeof(text));
	if (!m->handle) {
		rd_kafka_conf_destroy(conf);
		return err_set(e, ERR_IO, "cannot start librdkafka: %s", text);
	}
	m->cluster = start_cluster(m->handle, m->brokers);
	if (!m->cluster)
		return err_set(e, ERR_NETWORK,
			       "librdkafka can't start its mock cluster");
	rd_kafka_mock_set_apiversion(m->cluster, LIST_OFFSETS, 0,
				     LIST_OFFSETS_MAX);
	return 0;
}

int mock_cluster_open(struct mock_cluster **out, int brokers, struct err *e)
{
	struct mock_cluster *m = calloc(1, sizeof(*m));

	if (!m)
		return err_set(e, ERR_IO, "no memory for a mock cluster");
	m->brokers = brokers;
	if (open_cluster(m, e)) {
		mock_cluster_close(m);
		return -1;
	}
	*out = m;
	return 0;
}

void mock_cluster_close(struct mock_cluster *m)
{
	if (!m)
		return;
	if (m->cluster)
		rd_kafka_mock_cluster_destroy(m->cluster);
	if (m->handle)
		rd_kafka_destroy(m->handle);
	free(m);
}

int mock_cluster_topic(struct mock_cluster *m, const char *name, int partitions,
		       struct err *e)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	int replicas = m->brokers < 3 ? m->brokers : 3;
	size_t n = strlen(name);

	if (!n || n > TOPIC_NAME_MAX || strspn(name, allowed) != n)
		return err_set(e, ERR_USAGE,
			       "'%.*s' is no topic's name: 1 to %d letters, "
			       "digits, '.', '_' and '-'",
			       TOPIC_NAME_MAX, name, TOPIC_NAME_MAX);
	if (partitions < 1 || partitions > MOCK_PARTITIONS_MAX)
		return err_set(e, ERR_USAGE,
			       "topic '%s' can't have %d partitions: 1 to %d",
			       name, partitions, MOCK_PARTITIONS_MAX);
	if (rd_kafka_mock_topic_create(m->cluster, name, partitions, replicas))
		return err_set(e, ERR_USAGE, "cannot make topic '%s'", name);
	return 0;
}

const char *mock_cluster_bootstrap(const struct mock_cluster *m)
{
	return rd_kafka_mock_cluster_bootstraps(m->cluster);
}
