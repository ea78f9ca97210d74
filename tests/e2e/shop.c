/* SPDX-License-Identifier: Apache-2.0 */
/* shop.c - two small services with real clients, for the demo and for tests
 * that need something to record:
 *
 *   checkout ──▶ orders ──▶ billing (a group of two) ──▶ invoices
 *
 * checkout produces orders, compressed; each member of billing writes an
 * invoice for each order by an idempotent producer and commits what it has
 * read.  Where the brokers are comes from KTAPE_BOOTSTRAP_CHECKOUT and
 * KTAPE_BOOTSTRAP_BILLING, else from KAFKA_BOOTSTRAP_SERVERS.  Exit status 0
 * means that each order was invoiced. */
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	MEMBERS = 2,
	CUSTOMERS = 40,
	COMMIT_EVERY = 250,
	GIVE_UP_S = 240,
	FLUSH_MS = 60000,
	METADATA_MS = 10000,
	ORDERS_MAX = 10000000,
};

static struct shop {
	int orders;
	atomic_bool *invoiced; /* by order */
	atomic_int done, failed;
	time_t deadline;
	/* who leaves while another has still to commit takes its right to */
	pthread_barrier_t committed;
	struct member {
		const char *client_id;
		atomic_int partitions; /* that it owns now */
	} members[MEMBERS];
} shop = { .members = { { .client_id = "billing-1" },
			{ .client_id = "billing-2" } } };

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "shop: %s: %s\n", what, why);
	atomic_fetch_add(&shop.failed, 1);
}

/* Seconds; the wall clock may be set. */
static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static bool over(void)
{
	return atomic_load(&shop.done) == shop.orders ||
	       atomic_load(&shop.failed) || now() > shop.deadline;
}

/* ---- clients */

static const char *bootstrap(const char *variable)
{
	const char *servers = getenv(variable);

	return servers ? servers : getenv("KAFKA_BOOTSTRAP_SERVERS");
}

static void on_delivered(rd_kafka_t *client, const rd_kafka_message_t *m,
			 void *opaque)
{
	(void)client;
	(void)opaque;
	if (m->err)
		fail("not delivered", rd_kafka_err2str(m->err));
}

/* `settings`: names and values in turn, NULL at the end. */
static rd_kafka_t *client_new(rd_kafka_type_t type, const char *servers,
			      const char *const *settings)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	char why[256];
	rd_kafka_t *client;

	rd_kafka_conf_set(conf, "bootstrap.servers", servers, why, sizeof(why));
	rd_kafka_conf_set(conf, "log_level", "3", why, sizeof(why));
	for (; *settings; settings += 2)
		if (rd_kafka_conf_set(conf, settings[0], settings[1], why,
				      sizeof(why)))
			fail(settings[0], why);
	if (type == RD_KAFKA_PRODUCER)
		rd_kafka_conf_set_dr_msg_cb(conf, on_delivered);
	client = rd_kafka_new(type, conf, why, sizeof(why));
	if (!client) {
		fail("no client", why);
		rd_kafka_conf_destroy(conf);
	}
	return client;
}

static void produce(rd_kafka_t *producer, const char *topic, const char *key,
		    const char *value, const char *trace)
{
	rd_kafka_resp_err_t error;

	do {
		error = rd_kafka_producev(
			producer, RD_KAFKA_V_TOPIC(topic),
			RD_KAFKA_V_KEY(key, strlen(key)),
			RD_KAFKA_V_VALUE((void *)value, strlen(value)),
			RD_KAFKA_V_HEADER("trace", trace, -1),
			RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
			RD_KAFKA_V_END);
		rd_kafka_poll(producer, error ? 10 : 0);
	} while (error == RD_KAFKA_RESP_ERR__QUEUE_FULL && !over());
	if (error)
		fail("cannot produce", rd_kafka_err2str(error));
}

static void producer_close(rd_kafka_t *producer)
{
	if (rd_kafka_flush(producer, FLUSH_MS))
		fail("cannot flush", "timed out");
	rd_kafka_destroy(producer);
}

/* ---- checkout */

static void rest(void)
{
	nanosleep(&(struct timespec) { 0, 10 * 1000 * 1000 }, NULL);
}

static bool is_there(rd_kafka_t *client, const char *topic)
{
	const struct rd_kafka_metadata *m;
	bool yes = false;

	if (rd_kafka_metadata(client, 1, NULL, &m, METADATA_MS))
		return false;
	for (int i = 0; i < m->topic_cnt; i++)
		yes |= !strcmp(m->topics[i].topic, topic);
	rd_kafka_metadata_destroy(m);
	return yes;
}

/* Orders come when the group has shared its partitions out, so that no order is
 * billed twice over a rebalance.  A topic that is not there yet is made by the
 * first order: then there is nothing to wait for. */
static void wait_for_billing(rd_kafka_t *producer)
{
	bool shared = !is_there(producer, "orders");

	while (!shared && !over()) {
		shared = true;
		for (int i = 0; i < MEMBERS; i++)
			shared &= atomic_load(&shop.members[i].partitions) > 0;
		rest();
	}
}

/* Before the second half: a reader that was told where the log ended, before more
 * came, is what relates the clocks of two recorders. */
static void wait_for_invoices(int orders)
{
	while (atomic_load(&shop.done) < orders && !over())
		rest();
}

static void *checkout(void *unused)
{
	static const char *const settings[] = {
		"client.id",        "checkout", "linger.ms", "5",
		"compression.type", "lz4",      NULL
	};
	rd_kafka_t *producer =
		client_new(RD_KAFKA_PRODUCER,
			   bootstrap("KTAPE_BOOTSTRAP_CHECKOUT"), settings);

	if (producer)
		wait_for_billing(producer);
	for (int i = 0; producer && i < shop.orders; i++) {
		char key[32], value[128], trace[32];

		snprintf(key, sizeof(key), "customer-%d", i % CUSTOMERS);
		snprintf(value, sizeof(value), "{\"order\":%d,\"cents\":%d}", i,
			 100 + i * 37 % 9900);
		snprintf(trace, sizeof(trace), "trace-%08x", (unsigned)i);
		produce(producer, "orders", key, value, trace);
		if (i + 1 == shop.orders / 2)
			wait_for_invoices(i + 1);
	}
	if (producer)
		producer_close(producer);
	return unused;
}

/* ---- billing */

/* The number of the order in `m`, or -1. */
static int order_of(const rd_kafka_message_t *m)
{
	char value[128];
	int order;

	snprintf(value, sizeof(value), "%.*s", (int)m->len,
		 (const char *)m->payload);
	if (sscanf(value, "{\"order\":%d,", &order) != 1 || order < 0 ||
	    order >= shop.orders)
		return -1;
	return order;
}

static void invoice(rd_kafka_t *producer, const rd_kafka_message_t *m)
{
	int order = order_of(m);
	char key[32], value[128], trace[32];

	if (order < 0) {
		fail("not an order", "see the topic");
		return;
	}
	snprintf(key, sizeof(key), "order-%d", order);
	snprintf(value, sizeof(value), "{\"invoice\":%d,\"from\":\"%d@%lld\"}",
		 order, (int)m->partition, (long long)m->offset);
	snprintf(trace, sizeof(trace), "trace-%08x", (unsigned)order);
	produce(producer, "invoices", key, value, trace);
	if (!atomic_exchange(&shop.invoiced[order], true))
		atomic_fetch_add(&shop.done, 1);
}

static void commit(rd_kafka_t *consumer)
{
	rd_kafka_resp_err_t error = rd_kafka_commit(consumer, NULL, 0);

	if (error && error != RD_KAFKA_RESP_ERR__NO_OFFSET)
		fprintf(stderr, "shop: cannot commit: %s\n",
			rd_kafka_err2str(error));
}

static int partitions_of(rd_kafka_t *consumer)
{
	rd_kafka_topic_partition_list_t *list;
	int count;

	if (rd_kafka_assignment(consumer, &list))
		return 0;
	count = list->cnt;
	rd_kafka_topic_partition_list_destroy(list);
	return count;
}

static void bill(struct member *member, rd_kafka_t *consumer,
		 rd_kafka_t *producer)
{
	int uncommitted = 0;

	while (!over()) {
		rd_kafka_message_t *m = rd_kafka_consumer_poll(consumer, 100);

		atomic_store(&member->partitions, partitions_of(consumer));
		if (m && !m->err) {
			invoice(producer, m);
			uncommitted++;
		}
		if (m)
			rd_kafka_message_destroy(m);
		if (uncommitted < COMMIT_EVERY && (m || !uncommitted))
			continue;
		commit(consumer);
		uncommitted = 0;
	}
	if (uncommitted)
		commit(consumer);
}

static void subscribe(rd_kafka_t *consumer)
{
	rd_kafka_topic_partition_list_t *topics =
		rd_kafka_topic_partition_list_new(1);

	rd_kafka_topic_partition_list_add(topics, "orders",
					  RD_KAFKA_PARTITION_UA);
	rd_kafka_poll_set_consumer(consumer);
	rd_kafka_subscribe(consumer, topics);
	rd_kafka_topic_partition_list_destroy(topics);
}

static void *billing(void *arg)
{
	struct member *self = arg;
	static const char *const idempotent[] = { "client.id", "billing",
						  "enable.idempotence", "true",
						  NULL };
	/* librdkafka 2.0's mock lets a group that lost a race of SyncGroups wait
	 * for its session timeout */
	const char *const member[] = { "client.id",
				       self->client_id,
				       "group.id",
				       "billing",
				       "enable.auto.commit",
				       "false",
				       "auto.offset.reset",
				       "earliest",
				       "session.timeout.ms",
				       "4000",
				       "heartbeat.interval.ms",
				       "500",
				       NULL };
	const char *servers = bootstrap("KTAPE_BOOTSTRAP_BILLING");
	rd_kafka_t *consumer = client_new(RD_KAFKA_CONSUMER, servers, member);
	rd_kafka_t *producer =
		client_new(RD_KAFKA_PRODUCER, servers, idempotent);

	if (consumer && producer) {
		subscribe(consumer);
		bill(self, consumer, producer);
	}
	pthread_barrier_wait(&shop.committed);
	if (producer)
		producer_close(producer);
	if (consumer) {
		rd_kafka_consumer_close(consumer);
		rd_kafka_destroy(consumer);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t producer, members[MEMBERS];

	shop.orders = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2000;
	if (shop.orders < 1 || shop.orders > ORDERS_MAX ||
	    !bootstrap("KTAPE_BOOTSTRAP_CHECKOUT") ||
	    !bootstrap("KTAPE_BOOTSTRAP_BILLING")) {
		fputs("usage: KAFKA_BOOTSTRAP_SERVERS=HOST:PORT shop "
		      "[ORDERS]\n",
		      stderr);
		return 2;
	}
	shop.deadline = now() + GIVE_UP_S;
	shop.invoiced = calloc((size_t)shop.orders, sizeof(*shop.invoiced));
	if (!shop.invoiced)
		return 6;
	pthread_barrier_init(&shop.committed, NULL, MEMBERS);
	pthread_create(&producer, NULL, checkout, NULL);
	for (int i = 0; i < MEMBERS; i++)
		pthread_create(&members[i], NULL, billing, &shop.members[i]);
	pthread_join(producer, NULL);
	for (int i = 0; i < MEMBERS; i++)
		pthread_join(members[i], NULL);
	printf("%d of %d orders invoiced\n", atomic_load(&shop.done),
	       shop.orders);
	free(shop.invoiced);
	return atomic_load(&shop.done) == shop.orders &&
			       !atomic_load(&shop.failed)
		       ? 0
		       : 1;
}
