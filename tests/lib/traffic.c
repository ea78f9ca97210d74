/* SPDX-License-Identifier: Apache-2.0 */
/* traffic.c - producers, a reader and a consumer group of librdkafka, whose
 * view of each record is kept as a line. */
#include "tests/lib/traffic.h"
#include "tests/lib/process.h"
#include "tests/test.h"

#include <librdkafka/rdkafka.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	PATIENCE_MS = 120000,
	FIRST_TIMESTAMP = 1700000000,
	COMMIT_EVERY = 500, /* records of a member */
	MEMBERS = 2,
	BIG_VALUE = 2000,
};

/* ---- a record as a line */

static void put_hex(FILE *to, const void *p, size_t n)
{
	const uint8_t *b = p;

	if (!p)
		fputc('-', to);
	for (size_t i = 0; p && i < n; i++)
		fprintf(to, "%02X", b[i]);
}

static bool is_text(const uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] < ' ' || p[i] > '~')
			return false;
	return true;
}

static void put_header(FILE *to, const char *name, const void *value, size_t n)
{
	unsigned char b64[256];

	fprintf(to, "[\"%s\",", name);
	if (!value) {
		fputs("null]", to);
	} else if (is_text(value, n)) {
		fprintf(to, "\"%.*s\"]", (int)n, (const char *)value);
	} else {
		EVP_EncodeBlock(b64, value, (int)n);
		fprintf(to, "{\"b64\":\"%s\"}]", b64);
	}
}

static void put_headers(FILE *to, const rd_kafka_message_t *m)
{
	rd_kafka_headers_t *headers;
	const char *name;
	const void *value;
	size_t n;

	if (rd_kafka_message_headers(m, &headers) ||
	    !rd_kafka_header_cnt(headers)) {
		fputc('-', to);
		return;
	}
	for (size_t i = 0;
	     !rd_kafka_header_get_all(headers, i, &name, &value, &n); i++) {
		fputc(i ? ',' : '[', to);
		put_header(to, name, value, n);
	}
	fputc(']', to);
}

static void add_message(struct lines *l, const rd_kafka_message_t *m,
			int64_t timestamp)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);

	fprintf(to, "%d %lld %lld ", m->partition, (long long)m->offset,
		(long long)timestamp);
	put_hex(to, m->key, m->key_len);
	fputc(' ', to);
	put_hex(to, m->payload, m->len);
	fputc(' ', to);
	put_headers(to, m);
	fclose(to);
	lines_add(l, "%s", text);
	free(text);
}

/* ---- clients */

static rd_kafka_conf_t *config(const char *const pairs[])
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	char text[256];

	for (; pairs[0]; pairs += 2)
		if (rd_kafka_conf_set(conf, pairs[0], pairs[1], text,
				      sizeof(text)))
			fail_msg("%s", text);
	return conf;
}

static rd_kafka_t *client(rd_kafka_type_t type, rd_kafka_conf_t *conf)
{
	char text[256];
	rd_kafka_t *rk = rd_kafka_new(type, conf, text, sizeof(text));

	if (!rk)
		fail_msg("%s", text);
	return rk;
}

static int64_t timestamp_of(int n)
{
	return FIRST_TIMESTAMP * 1000LL + n;
}

static void on_acked(rd_kafka_t *rk, const rd_kafka_message_t *m, void *opaque)
{
	(void)rk;
	if (m->err)
		fail_msg("not delivered: %s", rd_kafka_err2str(m->err));
	/* not the answer's log append time, which the mock makes up */
	add_message(opaque, m, timestamp_of((int)(intptr_t)m->_private));
}

/* ---- producing: every kind of key, value and header */

struct payload {
	char key[64], value[BIG_VALUE];
	const char *k, *v; /* NULL: null */
	size_t key_size, value_size;
};

static void make_payload(struct payload *p, int n)
{
	static const char binary[] = "\xff\x00\x80nul";

	p->k = p->key;
	p->v = p->value;
	p->key_size = (size_t)snprintf(p->key, sizeof(p->key), "key-%d", n);
	p->value_size = (size_t)snprintf(p->value, sizeof(p->value),
					 "{\"n\": %d, \"text\": \"%s\"}", n,
					 n % 2 ? "grün" : "green");
	if (n % 4 == 1)
		p->k = NULL;
	if (n % 4 == 2)
		p->key_size = 0;
	if (n % 4 == 3)
		memcpy(p->key, binary, sizeof(binary));
	if (n % 7 == 1)
		p->v = NULL;
	if (n % 7 == 2)
		p->value_size = 0;
	if (n % 7 == 3)
		memcpy(p->value, binary, sizeof(binary));
	if (n % 7 == 4) {
		memset(p->value + p->value_size, 'x',
		       sizeof(p->value) - p->value_size);
		p->value_size = sizeof(p->value);
	}
}

static rd_kafka_headers_t *make_headers(int n)
{
	rd_kafka_headers_t *h = rd_kafka_headers_new(2);

	if (n % 5 == 1)
		rd_kafka_header_add(h, "trace", -1, "a-b-c", -1);
	if (n % 5 == 2)
		rd_kafka_header_add(h, "none", -1, NULL, 0);
	if (n % 5 == 3)
		rd_kafka_header_add(h, "binary", -1, "\x00\xff\x01", 3);
	if (n % 5 == 4) {
		rd_kafka_header_add(h, "same", -1, "first", -1);
		rd_kafka_header_add(h, "same", -1, "second", -1);
	}
	return h;
}

static void send_record(rd_kafka_t *rk, const struct producing *p, int n)
{
	struct payload it;
	rd_kafka_resp_err_t bad;
	long end = now_ms() + PATIENCE_MS;

	make_payload(&it, n);
	do {
		rd_kafka_headers_t *headers = make_headers(n);

		bad = rd_kafka_producev(
			rk, RD_KAFKA_V_TOPIC(p->topic),
			RD_KAFKA_V_PARTITION(n % p->partitions),
			RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
			RD_KAFKA_V_KEY(it.k, it.k ? it.key_size : 0),
			RD_KAFKA_V_VALUE((void *)(uintptr_t)it.v,
					 it.v ? it.value_size : 0),
			RD_KAFKA_V_HEADERS(headers),
			RD_KAFKA_V_TIMESTAMP(timestamp_of(n)),
			RD_KAFKA_V_OPAQUE((void *)(intptr_t)n), RD_KAFKA_V_END);
		if (bad)
			rd_kafka_headers_destroy(headers);
		rd_kafka_poll(rk, bad ? 10 : 0);
	} while (bad == RD_KAFKA_RESP_ERR__QUEUE_FULL && now_ms() < end);
	if (bad)
		fail_msg("produce: %s", rd_kafka_err2str(bad));
}

void traffic_produce(const struct producing *p, struct lines *acked)
{
	const char *const pairs[] = {
		"bootstrap.servers",
		p->bootstrap,
		"client.id",
		p->codec,
		"compression.type",
		p->codec,
		"enable.idempotence",
		p->idempotent ? "true" : "false",
		"linger.ms",
		"20",
		"batch.num.messages",
		"100",
		NULL,
	};
	rd_kafka_conf_t *conf = config(pairs);
	size_t before = acked->count;
	rd_kafka_t *rk;

	rd_kafka_conf_set_dr_msg_cb(conf, on_acked);
	rd_kafka_conf_set_opaque(conf, acked);
	rk = client(RD_KAFKA_PRODUCER, conf);
	for (int i = 0; i < p->count; i++)
		send_record(rk, p, p->first + i);
	assert_int_equal(rd_kafka_flush(rk, PATIENCE_MS), 0);
	rd_kafka_destroy(rk);
	assert_int_equal(acked->count - before, p->count);
}

/* ---- reading */

static rd_kafka_topic_partition_list_t *all_partitions(const char *topic,
						       int partitions)
{
	rd_kafka_topic_partition_list_t *list =
		rd_kafka_topic_partition_list_new(partitions);

	for (int i = 0; i < partitions; i++)
		rd_kafka_topic_partition_list_add(list, topic, i)->offset =
			RD_KAFKA_OFFSET_BEGINNING;
	return list;
}

void traffic_read(const char *bootstrap, const char *topic, int partitions,
		  struct lines *out)
{
	const char *const pairs[] = {
		"bootstrap.servers",
		bootstrap,
		"group.id",
		"reader",
		"enable.auto.commit",
		"false",
		"enable.partition.eof",
		"true",
		"fetch.wait.max.ms",
		"100",
		NULL,
	};
	rd_kafka_t *rk = client(RD_KAFKA_CONSUMER, config(pairs));
	rd_kafka_topic_partition_list_t *list =
		all_partitions(topic, partitions);
	long end = now_ms() + PATIENCE_MS;
	int ended = 0;

	rd_kafka_poll_set_consumer(rk);
	rd_kafka_assign(rk, list);
	rd_kafka_topic_partition_list_destroy(list);
	while (ended < partitions) {
		rd_kafka_message_t *m = rd_kafka_consumer_poll(rk, 100);

		assert_true(now_ms() < end);
		if (!m)
			continue;
		if (m->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
			ended++;
		else if (!m->err)
			add_message(out, m,
				    rd_kafka_message_timestamp(m, NULL));
		rd_kafka_message_destroy(m);
	}
	rd_kafka_destroy(rk);
}

/* ---- the group */

struct member {
	rd_kafka_t *rk;
	int uncommitted;
	int64_t *next; /* by partition; -1: nothing new */
};

struct group {
	const struct consuming *c;
	struct member members[MEMBERS];
	uint8_t *seen; /* by partition and offset */
	int missing;
	struct lines *consumed, *commits;
};

static void commit(struct group *g, struct member *m)
{
	rd_kafka_topic_partition_list_t *list =
		rd_kafka_topic_partition_list_new(g->c->partitions);

	for (int i = 0; i < g->c->partitions; i++) {
		rd_kafka_topic_partition_t *p;

		if (m->next[i] < 0)
			continue;
		p = rd_kafka_topic_partition_list_add(list, g->c->topic, i);
		p->offset = m->next[i];
		p->metadata = strdup("by hand");
		p->metadata_size = strlen("by hand");
		m->next[i] = -1;
	}
	if (list->cnt && !rd_kafka_commit(m->rk, list, 0))
		for (int i = 0; i < list->cnt; i++)
			lines_add(g->commits, "%s %d %lld by hand", g->c->group,
				  list->elems[i].partition,
				  (long long)list->elems[i].offset);
	rd_kafka_topic_partition_list_destroy(list);
	m->uncommitted = 0;
}

static void take(struct group *g, struct member *m, const rd_kafka_message_t *r)
{
	uint8_t *seen =
		&g->seen[r->partition * (int64_t)g->c->records + r->offset];

	assert_true(r->offset < g->c->records);
	add_message(g->consumed, r, rd_kafka_message_timestamp(r, NULL));
	g->missing -= !*seen;
	*seen = 1;
	m->next[r->partition] = r->offset + 1;
	if (++m->uncommitted >= COMMIT_EVERY)
		commit(g, m);
}

static void member_start(struct member *m, const struct consuming *c)
{
	const char *const pairs[] = {
		"bootstrap.servers",
		c->bootstrap,
		"group.id",
		c->group,
		"client.id",
		"member",
		"auto.offset.reset",
		"earliest",
		"enable.auto.commit",
		"false",
		"fetch.wait.max.ms",
		"100",
		/* when a member was too late for one generation of it, the
		 * mock's group waits that long for the next */
		"session.timeout.ms",
		"6000",
		"heartbeat.interval.ms",
		"500",
		NULL,
	};
	rd_kafka_topic_partition_list_t *topics =
		rd_kafka_topic_partition_list_new(1);

	m->rk = client(RD_KAFKA_CONSUMER, config(pairs));
	m->next = malloc((size_t)c->partitions * sizeof(*m->next));
	assert_non_null(m->next);
	for (int i = 0; i < c->partitions; i++)
		m->next[i] = -1;
	rd_kafka_poll_set_consumer(m->rk);
	rd_kafka_topic_partition_list_add(topics, c->topic,
					  RD_KAFKA_PARTITION_UA);
	rd_kafka_subscribe(m->rk, topics);
	rd_kafka_topic_partition_list_destroy(topics);
}

static void poll_member(struct group *g, struct member *m)
{
	rd_kafka_message_t *r;

	while ((r = rd_kafka_consumer_poll(m->rk, 1))) {
		if (!r->err)
			take(g, m, r);
		rd_kafka_message_destroy(r);
	}
}

void traffic_consume(const struct consuming *c, struct lines *consumed,
		     struct lines *commits)
{
	struct group g = {
		.c = c,
		.missing = c->records,
		.consumed = consumed,
		.commits = commits,
		.seen = calloc((size_t)c->partitions, (size_t)c->records),
	};
	long end = now_ms() + PATIENCE_MS;

	assert_non_null(g.seen);
	for (int i = 0; i < MEMBERS; i++)
		member_start(&g.members[i], c);
	while (g.missing) {
		assert_true(now_ms() < end);
		for (int i = 0; i < MEMBERS; i++)
			poll_member(&g, &g.members[i]);
	}
	for (int i = 0; i < MEMBERS; i++) {
		commit(&g, &g.members[i]);
		rd_kafka_consumer_close(g.members[i].rk);
		rd_kafka_destroy(g.members[i].rk);
		free(g.members[i].next);
	}
	free(g.seen);
}
