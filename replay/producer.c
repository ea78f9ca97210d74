/* SPDX-License-Identifier: Apache-2.0 */
/* producer.c - librdkafka's producer: its settings, and one record. */
#include "replay/producer.h"

#include <stdio.h>
#include <stdlib.h>

static int set(rd_kafka_conf_t *conf, const char *key, const char *value,
	       struct err *e)
{
	char why[200];

	if (rd_kafka_conf_set(conf, key, value, why, sizeof(why)) ==
	    RD_KAFKA_CONF_OK)
		return 0;
	return err_set(e, ERR_USAGE, "-X %s=%s: %s", key, value, why);
}

/* "KEY=VALUE" */
static int set_property(rd_kafka_conf_t *conf, const char *text, struct err *e)
{
	const char *equals = strchr(text, '=');
	char key[200];

	if (!equals || equals == text || (size_t)(equals - text) >= sizeof(key))
		return err_set(e, ERR_USAGE, "-X takes KEY=VALUE, not '%s'",
			       text);
	memcpy(key, text, (size_t)(equals - text));
	key[equals - text] = '\0';
	return set(conf, key, equals + 1, e);
}

static int configure(rd_kafka_conf_t *conf, const struct producer_options *o,
		     struct err *e)
{
	/* what it has to say comes as events; with -X debug= it is wanted */
	bool quiet = true;

	for (const struct producer_setting *s = o->settings; s->key; s++)
		if (set(conf, s->key, s->value, e))
			return -1;
	for (size_t i = 0; i < o->property_count; i++) {
		if (set_property(conf, o->properties[i], e))
			return -1;
		if (!strncmp(o->properties[i], "debug=", 6))
			quiet = false;
	}
	if (quiet)
		rd_kafka_conf_set_log_cb(conf, NULL);
	rd_kafka_conf_set_events(conf,
				 RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR);
	return 0;
}

int producer_open(struct producer *p, const struct producer_options *o,
		  struct err *e)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	char why[300];

	*p = (struct producer) { .topic_count = o->topic_count };
	if (configure(conf, o, e)) {
		rd_kafka_conf_destroy(conf);
		return -1;
	}
	p->topics = calloc(o->topic_count + 1, sizeof(rd_kafka_topic_t *));
	p->handle = p->topics ? rd_kafka_new(RD_KAFKA_PRODUCER, conf, why,
					     sizeof(why))
			      : NULL;
	if (!p->handle) {
		rd_kafka_conf_destroy(conf);
		if (!p->topics)
			return err_set(e, ERR_IO, "no memory for a producer");
		producer_close(p);
		return err_set(e, ERR_USAGE, "librdkafka: %s", why);
	}
	p->events = rd_kafka_queue_get_main(p->handle);
	rd_kafka_queue_io_event_enable(p->events, o->wake, "e", 1);
	return 0;
}

void producer_close(struct producer *p)
{
	for (size_t i = 0; p->topics && i < p->topic_count; i++)
		if (p->topics[i])
			rd_kafka_topic_destroy(p->topics[i]);
	free(p->topics);
	if (p->events) {
		rd_kafka_queue_io_event_enable(p->events, -1, NULL, 0);
		rd_kafka_queue_destroy(p->events);
	}
	if (p->handle) {
		rd_kafka_purge(p->handle, RD_KAFKA_PURGE_F_QUEUE |
						  RD_KAFKA_PURGE_F_INFLIGHT);
		rd_kafka_destroy(p->handle);
	}
	headers_release(&p->headers);
	*p = (struct producer) { .handle = NULL };
}

/* The topic's handle; NULL: librdkafka has none for it. */
static rd_kafka_topic_t *topic_of(struct producer *p,
				  const struct destination *to)
{
	rd_kafka_topic_t **topic = &p->topics[to->topic];

	if (!*topic)
		*topic = rd_kafka_topic_new(p->handle, to->name, NULL);
	return *topic;
}

/* NULL: malformed, or no memory. */
static rd_kafka_headers_t *headers_of(struct producer *p, struct bytes json)
{
	rd_kafka_headers_t *list = rd_kafka_headers_new(8);
	struct bytes key, value;

	headers_begin(&p->headers, json);
	while (headers_next(&p->headers, &key, &value))
		rd_kafka_header_add(list, (const char *)key.p, (ssize_t)key.n,
				    value.p, (ssize_t)value.n);
	if (!p->headers.malformed)
		return list;
	rd_kafka_headers_destroy(list);
	return NULL;
}

rd_kafka_resp_err_t producer_send(struct producer *p,
				  const struct destination *to,
				  const struct outgoing *record, void *opaque)
{
	rd_kafka_topic_t *topic = topic_of(p, to);
	rd_kafka_headers_t *list = NULL;
	/* librdkafka takes 0 for now */
	int64_t timestamp = record->timestamp < 0 ? 0 : record->timestamp;
	rd_kafka_resp_err_t why;

	if (!topic)
		return RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC;
	if (record->headers.p) {
		list = headers_of(p, record->headers);
		if (!list)
			return RD_KAFKA_RESP_ERR__BAD_MSG;
	}
	why = rd_kafka_producev(
		p->handle, RD_KAFKA_V_RKT(topic),
		RD_KAFKA_V_PARTITION(to->partition),
		RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
		RD_KAFKA_V_KEY(record->key.p, record->key.n),
		RD_KAFKA_V_VALUE((void *)(uintptr_t)record->value.p,
				 record->value.n),
		RD_KAFKA_V_TIMESTAMP(timestamp), RD_KAFKA_V_HEADERS(list),
		RD_KAFKA_V_OPAQUE(opaque), RD_KAFKA_V_END);
	if (why && list)
		rd_kafka_headers_destroy(list);
	return why;
}
