/* SPDX-License-Identifier: Apache-2.0 */
/* mock.c - `ktape mock`: librdkafka's mock cluster in this process, a stand-in
 * broker for a machine without Kafka.
 *
 *   clients ──▶ mock cluster, on free ports
 *   clients ──▶ -l HOST:PORT, ktape's own proxy ──▶ mock cluster
 *
 * librdkafka can't be told where to listen; the proxy can. */
#include "codec/err.h"
#include "proxy/proxy.h"
#include "tools/child.h"
#include "tools/cmd.h"
#include "tools/mock_cluster.h"
#include "tools/opt.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mock {
	uv_loop_t loop;
	uv_signal_t signals[2];
	struct child *child;
	char **command; /* CMD ARG... NULL; may be empty */
	bool stopping;
	int status;
	struct err failure;
	struct mock_cluster *cluster;
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

/* ---- topics */

/* "NAME:PARTITIONS" */
static int topic_create(struct mock *m, const char *text, struct err *e)
{
	const char *colon = strrchr(text, ':');
	long partitions;
	char *name, *end;
	int result;

	if (!colon)
		return err_set(e, ERR_USAGE,
			       "--topic takes NAME:PARTITIONS, not '%s'", text);
	partitions = strtol(colon + 1, &end, 10);
	if (end == colon + 1 || *end || partitions < 1 ||
	    partitions > MOCK_PARTITIONS_MAX)
		return err_set(e, ERR_USAGE,
			       "--topic takes 1 to %d partitions, not '%s'",
			       MOCK_PARTITIONS_MAX, colon + 1);
	name = strndup(text, (size_t)(colon - text));
	if (!name)
		return err_set(e, ERR_IO, "no memory for a topic");
	result = mock_cluster_topic(m->cluster, name, (int)partitions, e);
	free(name);
	return result;
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
			 mock_cluster_bootstrap(m->cluster));
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
	const char *all = mock_cluster_bootstrap(m->cluster);
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
	if (mock_cluster_open(&m->cluster, (int)options.brokers, &m->failure))
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
	mock_cluster_close(m.cluster);
	opt_list_release(&options.topics);
	return status;
}
