/* SPDX-License-Identifier: Apache-2.0 */
/* billing.c - a service to test, and the client that sends it orders:
 *
 *   billing feed N     send N orders, as client "checkout"
 *   billing talk N     likewise, each when the invoice of the one before is there
 *   billing [serve]    group "billing": an invoice for each order, its offset
 *                      committed once the invoice is acknowledged; until SIGTERM
 *
 *   orders ──▶ billing ──▶ invoices
 *
 * Brokers: KAFKA_BOOTSTRAP_SERVERS.  ORDERS=N: serve ends after N of them.
 * FAULT plants one: drop, duplicate, change, swap, early, crash; each is at the
 * sixth order, and the swap is of two orders of one customer; stubborn: SIGTERM
 * does not end it. */
#include <librdkafka/rdkafka.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	CUSTOMERS = 4,
	PARTITIONS = 3,
	FAULTY = 5,                      /* the order that a fault is about */
	FAULTY_NEXT = FAULTY + CUSTOMERS /* the customer's next one */
};

static volatile sig_atomic_t told_to_stop;

static void on_signal(int number)
{
	(void)number;
	told_to_stop = 1;
}

static void die(const char *what, const char *why)
{
	fprintf(stderr, "billing: %s: %s\n", what, why);
	exit(1);
}

static bool fault_is(const char *name)
{
	const char *fault = getenv("FAULT");

	return fault && !strcmp(fault, name);
}

static void set(rd_kafka_conf_t *conf, const char *name, const char *value)
{
	char why[256];

	if (rd_kafka_conf_set(conf, name, value, why, sizeof(why)))
		die(name, why);
}

static rd_kafka_t *client(rd_kafka_type_t type, const char *id)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	const char *brokers = getenv("KAFKA_BOOTSTRAP_SERVERS");
	rd_kafka_t *k;
	char why[256];

	set(conf, "bootstrap.servers", brokers ? brokers : "");
	set(conf, "client.id", id);
	set(conf, "log_level", "3");
	if (type == RD_KAFKA_CONSUMER) {
		set(conf, "group.id", id); /* billing; checkout uses none */
		set(conf, "auto.offset.reset", "earliest");
		set(conf, "enable.auto.commit", "false");
	} else {
		set(conf, "linger.ms", "0");
	}
	k = rd_kafka_new(type, conf, why, sizeof(why));
	if (!k)
		die("no client", why);
	return k;
}

static void produce(rd_kafka_t *producer, const char *topic, const char *key,
		    const char *value)
{
	rd_kafka_resp_err_t error =
		rd_kafka_producev(producer, RD_KAFKA_V_TOPIC(topic),
				  RD_KAFKA_V_KEY(key, strlen(key)),
				  RD_KAFKA_V_VALUE((void *)value,
						   strlen(value)),
				  RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
				  RD_KAFKA_V_END);

	if (error)
		die("cannot produce", rd_kafka_err2str(error));
}

static void flush(rd_kafka_t *producer)
{
	if (rd_kafka_flush(producer, 30000))
		die("cannot flush", "timed out");
}

static void order(rd_kafka_t *producer, int i)
{
	char key[32], value[64];

	snprintf(key, sizeof(key), "customer-%d", i % CUSTOMERS);
	snprintf(value, sizeof(value), "{\"order\":%d,\"cents\":%d}", i,
		 100 + i * 37);
	produce(producer, "orders", key, value);
}

static void feed(int orders)
{
	rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, "checkout");

	for (int i = 0; i < orders; i++)
		order(producer, i);
	flush(producer);
	rd_kafka_destroy(producer);
}

/* ---- in turns with the service */

static void read_all_invoices(rd_kafka_t *consumer)
{
	rd_kafka_topic_partition_list_t *all =
		rd_kafka_topic_partition_list_new(PARTITIONS);

	for (int i = 0; i < PARTITIONS; i++)
		rd_kafka_topic_partition_list_add(all, "invoices", i)->offset =
			RD_KAFKA_OFFSET_BEGINNING;
	rd_kafka_poll_set_consumer(consumer);
	if (rd_kafka_assign(consumer, all))
		die("cannot assign", "invoices");
	rd_kafka_topic_partition_list_destroy(all);
}

static void wait_for_an_invoice(rd_kafka_t *consumer)
{
	rd_kafka_message_t *m = NULL;

	while (!m || m->err) {
		if (m)
			rd_kafka_message_destroy(m);
		m = rd_kafka_consumer_poll(consumer, 100);
	}
	rd_kafka_message_destroy(m);
}

static void talk(int orders)
{
	rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, "checkout");
	rd_kafka_t *consumer = client(RD_KAFKA_CONSUMER, "checkout");

	read_all_invoices(consumer);
	for (int i = 0; i < orders; i++) {
		order(producer, i);
		flush(producer);
		wait_for_an_invoice(consumer);
	}
	rd_kafka_consumer_close(consumer);
	rd_kafka_destroy(consumer);
	rd_kafka_destroy(producer);
}

/* ---- serving */

static void invoice(rd_kafka_t *producer, int order, int cents)
{
	char key[32], value[64];

	snprintf(key, sizeof(key), "customer-%d", order % CUSTOMERS);
	snprintf(value, sizeof(value), "{\"invoice\":%d,\"cents\":%d}", order,
		 cents);
	produce(producer, "invoices", key, value);
}

static void handle(rd_kafka_t *producer, int order, int cents)
{
	bool faulty = order == FAULTY;

	if (faulty && fault_is("crash"))
		_exit(3);
	if (faulty && (fault_is("drop") || fault_is("swap")))
		return; /* swapped: it comes behind the next one */
	invoice(producer, order,
		faulty && fault_is("change") ? cents + 1 : cents);
	if (faulty && fault_is("duplicate"))
		invoice(producer, order, cents);
	if (order == FAULTY_NEXT && fault_is("swap"))
		invoice(producer, FAULTY, 100 + FAULTY * 37);
}

static void commit(rd_kafka_t *consumer, const rd_kafka_message_t *m)
{
	rd_kafka_resp_err_t error = rd_kafka_commit_message(consumer, m, 0);

	if (error)
		die("cannot commit", rd_kafka_err2str(error));
}

static void take(rd_kafka_t *consumer, rd_kafka_t *producer,
		 const rd_kafka_message_t *m)
{
	int order, cents;
	char value[64];

	snprintf(value, sizeof(value), "%.*s", (int)m->len,
		 (const char *)m->payload);
	if (sscanf(value, "{\"order\":%d,\"cents\":%d}", &order, &cents) != 2)
		die("not an order", value);
	if (fault_is("early"))
		commit(consumer, m);
	handle(producer, order, cents);
	flush(producer);
	if (!fault_is("early"))
		commit(consumer, m);
}

static void subscribe(rd_kafka_t *consumer)
{
	rd_kafka_topic_partition_list_t *topics =
		rd_kafka_topic_partition_list_new(1);

	rd_kafka_topic_partition_list_add(topics, "orders",
					  RD_KAFKA_PARTITION_UA);
	rd_kafka_poll_set_consumer(consumer);
	if (rd_kafka_subscribe(consumer, topics))
		die("cannot subscribe", "orders");
	rd_kafka_topic_partition_list_destroy(topics);
}

static void serve(int orders)
{
	rd_kafka_t *consumer = client(RD_KAFKA_CONSUMER, "billing");
	rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, "billing");

	subscribe(consumer);
	for (int done = 0; !told_to_stop && done != orders;) {
		rd_kafka_message_t *m = rd_kafka_consumer_poll(consumer, 100);

		if (m && !m->err) {
			take(consumer, producer, m);
			done++;
		}
		if (m)
			rd_kafka_message_destroy(m);
	}
	rd_kafka_consumer_close(consumer);
	flush(producer);
	rd_kafka_destroy(producer);
	rd_kafka_destroy(consumer);
}

int main(int argc, char **argv)
{
	const struct sigaction stop = { .sa_handler = on_signal };
	const char *orders = getenv("ORDERS");

	if (!fault_is("stubborn"))
		sigaction(SIGTERM, &stop, NULL);
	else
		signal(SIGTERM, SIG_IGN);
	if (argc == 3 && !strcmp(argv[1], "feed"))
		feed((int)strtol(argv[2], NULL, 10));
	else if (argc == 3 && !strcmp(argv[1], "talk"))
		talk((int)strtol(argv[2], NULL, 10));
	else
		serve(orders ? (int)strtol(orders, NULL, 10) : -1);
	return 0;
}
