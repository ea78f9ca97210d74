/* SPDX-License-Identifier: Apache-2.0 */
/* mock.c - `ktape mock`: librdkafka's mock cluster in this process, a stand-in
 * broker for a machine without Kafka.  It keeps records in memory and knows
 * produce, fetch and classic groups; no transactions to speak of, no lookup by
 * time, no admin API.
 *
 *   clients ──▶ mock cluster, on free ports
 *   clients ──▶ -l HOST:PORT, ktape's own proxy ──▶ mock cluster
 *
 * librdkafka can't be told where to listen; the proxy can. */
#include "codec/err.h"
#include "proxy/proxy.h"
#include "tools/child.h"
#include "tools/cmd.h"
#include "tools/opt.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	LIST_OFFSETS = 2,
	/* librdkafka 2.0's answers from v4 on have a wrong length */
	LIST_OFFSETS_MAX = 3,
	TOPIC_NAME_MAX = 249,
};

struct mock {
	uv_loop_t loop;
	uv_signal_t signals[2];
	struct child *child;
	char **command; /* CMD ARG... NULL; may be empty */
	bool stopping;
	int status;
	struct err failure;
	rd_kafka_t *handle;
	rd_kafka_mock_cluster_t *cluster;
	struct proxy *front; /* -l */
	struct host_port upstream;
	struct listen_spec listen;
};

static struct mock_options {
	int64_t brokers;
	struct opt_list topics;
	const char *listen;
} options;

static const struct opt rows[] = {
	{ OPT_TEXT, 'l', "listen", "HOST:PORT",
	  "listen there instead of on free ports of 127.0.0.1, broker N at "
	  "PORT + 1 + N; the brokers' ids are 1 to --brokers",
	  &options.listen },
	{ OPT_COUNT, 0, "brokers", "N", "how many brokers (1)",
	  &options.brokers },
	{ OPT_LIST, 't', "topic", "NAME:PARTITIONS",
	  "make this topic; may be given several times (others are made when "
	  "they are first asked for, with 4 partitions)",
	  &options.topics },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "mock",
	.args = "[-l HOST:PORT] [--brokers N] [-t NAME:PARTITIONS]... [-- CMD ARG...]",
	.about =
		"Run an embedded stand-in broker. The first line on stdout is bootstrap=HOST:PORT[,...]. It "
		"runs until SIGINT or SIGTERM, or as long as CMD, which "
		"finds the address in KAFKA_BOOTSTRAP_SERVERS.",
	.options = rows,
	.operands = OPT_COMMAND,
};

/* ---- the cluster */

static int cluster_open(struct mock *m, struct err *e)
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
	m->cluster = rd_kafka_mock_cluster_new(m->handle, (int)options.brokers);
	if (!m->cluster)
		return err_set(e, ERR_NETWORK,
			       "librdkafka can't start its mock cluster");
	rd_kafka_mock_set_apiversion(m->cluster, LIST_OFFSETS, 0,
				     LIST_OFFSETS_MAX);
	return 0;
}

static void cluster_close(struct mock *m)
{
	if (m->cluster)
		rd_kafka_mock_cluster_destroy(m->cluster);
	if (m->handle)
		rd_kafka_destroy(m->handle);
}

/* "NAME:PARTITIONS"; names as Kafka allows them. */
static int topic_create(struct mock *m, const char *text, struct err *e)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	int replicas = options.brokers < 3 ? (int)options.brokers : 3;
	size_t n = strspn(text, allowed);
	char name[TOPIC_NAME_MAX + 1], *end;
	long partitions;

	if (!n || n > TOPIC_NAME_MAX || text[n] != ':')
		return err_set(e, ERR_USAGE,
			       "--topic takes NAME:PARTITIONS, not '%s'", text);
	partitions = strtol(text + n + 1, &end, 10);
	if (end == text + n + 1 || *end || partitions < 1 || partitions > 10000)
		return err_set(e, ERR_USAGE,
			       "--topic takes 1 to 10000 partitions, not '%s'",
			       text + n + 1);
	memcpy(name, text, n);
	name[n] = 0;
	if (rd_kafka_mock_topic_create(m->cluster, name, (int)partitions,
				       replicas))
		return err_set(e, ERR_USAGE, "cannot make topic '%s'", name);
	return 0;
}

/* ---- its life */

static void close_signals(struct mock *m)
{
	for (int i = 0; i < 2; i++)
		uv_close((uv_handle_t *)&m->signals[i], NULL);
}

static void on_front_done(void *ctx)
{
	close_signals(ctx);
}

static void stop(struct mock *m)
{
	if (m->front)
		proxy_stop(m->front, on_front_done, m);
	else
		close_signals(m);
}

static void on_signal(uv_signal_t *handle, int signum)
{
	struct mock *m = handle->data;

	if (m->child && m->stopping)
		child_kill(m->child);
	else if (m->child)
		child_pass_on(m->child, signum);
	else
		stop(m);
	m->stopping = true;
}

static void on_exited(void *ctx, int status)
{
	struct mock *m = ctx;

	m->status = status;
	m->child = NULL;
	stop(m);
}

static void start_signals(struct mock *m)
{
	static const int numbers[2] = { SIGINT, SIGTERM };

	for (int i = 0; i < 2; i++) {
		uv_signal_init(&m->loop, &m->signals[i]);
		uv_signal_start(&m->signals[i], on_signal, numbers[i]);
		m->signals[i].data = m;
	}
}

/* Clients can come: say where, or start CMD. */
static void on_ready(void *ctx)
{
	struct mock *m = ctx;
	char bootstrap[2048], variable[2200];
	char *extra[] = { variable, NULL };

	if (m->front)
		proxy_bootstrap(m->front, 0, bootstrap, sizeof(bootstrap));
	else
		snprintf(bootstrap, sizeof(bootstrap), "%s",
			 rd_kafka_mock_cluster_bootstraps(m->cluster));
	if (!m->command[0]) {
		printf("bootstrap=%s\n", bootstrap);
		fflush(stdout);
		return;
	}
	snprintf(variable, sizeof(variable), "KAFKA_BOOTSTRAP_SERVERS=%s",
		 bootstrap);
	m->status = child_start(&m->child, &m->loop, m->command, extra,
				on_exited, m, &m->failure);
	if (m->status)
		stop(m);
}

static int start_front(struct mock *m, struct err *e)
{
	const char *all = rd_kafka_mock_cluster_bootstraps(m->cluster);
	struct proxy_options p;
	char first[256];

	snprintf(first, sizeof(first), "%.*s", (int)strcspn(all, ","), all);
	if (opt_host_port(first, m->upstream.host, &m->upstream.port, e) ||
	    opt_host_port(options.listen, m->listen.at.host, &m->listen.at.port,
			  e))
		return -1;
	proxy_options_init(&p);
	p.upstream = &m->upstream;
	p.upstreams = 1;
	p.listen = &m->listen;
	p.listens = 1;
	return proxy_start(&m->front, &m->loop, NULL, &p, on_ready, m, e);
}

/* Run until a signal or CMD's end; the exit status. */
static int serve(struct mock *m)
{
	uv_loop_init(&m->loop);
	start_signals(m);
	if (!options.listen) {
		on_ready(m);
	} else if (start_front(m, &m->failure)) {
		m->status = (int)m->failure.code;
		close_signals(m);
	}
	uv_run(&m->loop, UV_RUN_DEFAULT);
	if (m->front)
		proxy_free(m->front);
	uv_loop_close(&m->loop);
	return m->status;
}

static int open_all(struct mock *m)
{
	if (cluster_open(m, &m->failure))
		return (int)m->failure.code;
	for (size_t i = 0; i < options.topics.count; i++)
		if (topic_create(m, options.topics.items[i], &m->failure))
			return (int)m->failure.code;
	return 0;
}

int cmd_mock(int argc, char **argv)
{
	struct mock m = { .status = 0 };
	int first, status = 0;

	options = (struct mock_options) { .brokers = 1 };
	first = opt_parse(argc, argv, &usage);
	if (first < 0)
		return opt_status(first);
	m.command = argv + first;
	if (m.command[0])
		status = child_check(m.command[0], &m.failure);
	if (!status)
		status = open_all(&m);
	if (!status)
		status = serve(&m);
	if (m.failure.text[0])
		fprintf(stderr, "ktape mock: %s\n", m.failure.text);
	cluster_close(&m);
	opt_list_release(&options.topics);
	return status;
}
