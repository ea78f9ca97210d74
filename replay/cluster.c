/* SPDX-License-Identifier: Apache-2.0 */
/* cluster.c - the topics of the cluster that a tape is played to. */
#include "replay/cluster.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	SLICE_MS = 250,     /* between two looks at `stopped` */
	ANSWER_MS = 10000,  /* for the first answer of a broker */
	CREATED_MS = 30000, /* until new topics have leaders */
};

struct preparation {
	struct producer *producer;
	const struct plan *plan;
	const atomic_int *stopped;
	int32_t *partitions; /* -1: not there */
	char said[200];      /* what librdkafka said last */
};

bool cluster_refuses(rd_kafka_resp_err_t code)
{
	switch (code) {
	case RD_KAFKA_RESP_ERR__AUTHENTICATION:
	case RD_KAFKA_RESP_ERR__SSL:
	case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
	case RD_KAFKA_RESP_ERR_UNSUPPORTED_SASL_MECHANISM:
	case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED: return true;
	default: return false;
	}
}

/* ---- what is there */

/* What librdkafka has to say meanwhile.  -1: it will not come in. */
static int hear(struct preparation *w, struct err *e)
{
	rd_kafka_event_t *event;
	int result = 0;

	while ((event = rd_kafka_queue_poll(w->producer->events, 0))) {
		snprintf(w->said, sizeof(w->said), "%s",
			 rd_kafka_event_error_string(event));
		if (cluster_refuses(rd_kafka_event_error(event)))
			result = err_set(e, ERR_NETWORK,
					 "the cluster refuses us: %s", w->said);
		rd_kafka_event_destroy(event);
	}
	return result;
}

/* One answer of a broker within `ms`; the caller destroys it. */
static const struct rd_kafka_metadata *ask(struct preparation *w, int ms,
					   struct err *e)
{
	const struct rd_kafka_metadata *answer = NULL;
	rd_kafka_resp_err_t why = RD_KAFKA_RESP_ERR__TRANSPORT;

	for (int left = ms; left > 0; left -= SLICE_MS) {
		why = rd_kafka_metadata(w->producer->handle, 1, NULL, &answer,
					SLICE_MS);
		if (!why)
			return answer;
		if (hear(w, e))
			return NULL;
		if (atomic_load(w->stopped)) {
			err_set(e, ERR_UNPROVEN, "stopped before the start");
			return NULL;
		}
	}
	err_set(e, ERR_NETWORK, "no broker answers: %s",
		w->said[0] ? w->said : rd_kafka_err2str(why));
	return NULL;
}

/* How many partitions a topic has; -1: it isn't there, or not yet whole. */
static int32_t partitions_of(const struct rd_kafka_metadata *answer,
			     const char *name)
{
	for (int i = 0; i < answer->topic_cnt; i++) {
		const struct rd_kafka_metadata_topic *t = &answer->topics[i];

		if (strcmp(t->topic, name) != 0)
			continue;
		for (int n = 0; n < t->partition_cnt; n++)
			if (t->partitions[n].leader < 0)
				return -1;
		return t->err ? -1 : t->partition_cnt;
	}
	return -1;
}

/* How many topics aren't there; -1: see `e`. */
static int look(struct preparation *w, int ms, struct err *e)
{
	const struct rd_kafka_metadata *answer = ask(w, ms, e);
	int missing = 0;

	if (!answer)
		return -1;
	w->producer->brokers = answer->broker_cnt;
	for (uint32_t i = 0; i < w->plan->topic_count; i++) {
		w->partitions[i] =
			partitions_of(answer, w->plan->topics[i].name);
		missing += w->partitions[i] < 0;
	}
	rd_kafka_metadata_destroy(answer);
	return missing;
}

/* ---- what isn't */

static rd_kafka_NewTopic_t *new_topic(const struct plan_topic *t, char *why,
				      size_t size)
{
	rd_kafka_NewTopic_t *topic =
		rd_kafka_NewTopic_new(t->name, t->partitions, -1, why, size);

	if (topic && t->cleanup_policy)
		rd_kafka_NewTopic_set_config(topic, "cleanup.policy",
					     t->cleanup_policy);
	if (topic && t->timestamp_type)
		rd_kafka_NewTopic_set_config(topic, "message.timestamp.type",
					     t->timestamp_type);
	return topic;
}

/* The broker's answer, topic by topic. */
static int judge(rd_kafka_event_t *event, struct err *e)
{
	const rd_kafka_CreateTopics_result_t *result =
		rd_kafka_event_CreateTopics_result(event);
	const rd_kafka_topic_result_t **topics;
	size_t count;

	if (rd_kafka_event_error(event))
		return err_set(e, ERR_UNPROVEN,
			       "cannot create topics: %s. Those that are "
			       "there are used as they are; nothing was sent",
			       rd_kafka_event_error_string(event));
	topics = rd_kafka_CreateTopics_result_topics(result, &count);
	for (size_t i = 0; i < count; i++) {
		rd_kafka_resp_err_t code =
			rd_kafka_topic_result_error(topics[i]);
		const char *why = rd_kafka_topic_result_error_string(topics[i]);

		if (code && code != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
			return err_set(e, ERR_UNPROVEN,
				       "cannot create the topic '%s': %s",
				       rd_kafka_topic_result_name(topics[i]),
				       why ? why : rd_kafka_err2str(code));
	}
	return 0;
}

static int request_topics(struct preparation *w, rd_kafka_NewTopic_t **topics,
			  size_t count, struct err *e)
{
	rd_kafka_t *handle = w->producer->handle;
	rd_kafka_queue_t *answers = rd_kafka_queue_new(handle);
	rd_kafka_AdminOptions_t *options =
		rd_kafka_AdminOptions_new(handle,
					  RD_KAFKA_ADMIN_OP_CREATETOPICS);
	rd_kafka_event_t *event;
	int result;

	rd_kafka_AdminOptions_set_request_timeout(options, ANSWER_MS, NULL, 0);
	rd_kafka_AdminOptions_set_operation_timeout(options, CREATED_MS, NULL,
						    0);
	rd_kafka_CreateTopics(handle, topics, count, options, answers);
	event = rd_kafka_queue_poll(answers, 2 * CREATED_MS);
	result = event ? judge(event, e)
		       : err_set(e, ERR_NETWORK,
				 "no broker answers whether topics can be "
				 "created");
	rd_kafka_event_destroy(event);
	rd_kafka_AdminOptions_destroy(options);
	rd_kafka_queue_destroy(answers);
	return result;
}

static int create(struct preparation *w, struct err *e)
{
	const struct plan *plan = w->plan;
	rd_kafka_NewTopic_t **topics =
		calloc(plan->topic_count, sizeof(rd_kafka_NewTopic_t *));
	char why[200];
	size_t count = 0;
	int result = 0;

	if (!topics)
		return err_set(e, ERR_IO, "no memory for topics");
	for (uint32_t i = 0; !result && i < plan->topic_count; i++) {
		if (w->partitions[i] >= 0)
			continue;
		topics[count] = new_topic(&plan->topics[i], why, sizeof(why));
		if (!topics[count++])
			result = err_set(e, ERR_UNPROVEN,
					 "cannot create the topic '%s': %s",
					 plan->topics[i].name, why);
	}
	if (!result)
		result = request_topics(w, topics, count, e);
	for (size_t i = 0; i < count; i++)
		if (topics[i])
			rd_kafka_NewTopic_destroy(topics[i]);
	free(topics);
	return result;
}

/* Until the cluster shows what it has made. */
static int wait_for_topics(struct preparation *w, struct err *e)
{
	for (int left = CREATED_MS; left > 0; left -= SLICE_MS) {
		rd_kafka_event_t *event;
		int missing = look(w, ANSWER_MS, e);

		if (missing <= 0)
			return missing;
		event = rd_kafka_queue_poll(w->producer->events, SLICE_MS);
		rd_kafka_event_destroy(event);
	}
	return err_set(e, ERR_UNPROVEN,
		       "the topics that were created still have no leaders");
}

static int refuse_missing(const struct preparation *w, struct err *e)
{
	uint32_t i = 0;

	while (w->partitions[i] >= 0)
		i++;
	return err_set(e, ERR_UNPROVEN,
		       "the topic '%s' isn't there, or has no leader; recorded "
		       "were %d partitions. Nothing was sent",
		       w->plan->topics[i].name,
		       (int)w->plan->topics[i].partitions);
}

int cluster_prepare(struct producer *p, const struct plan *plan, bool make,
		    const atomic_int *stopped, int32_t *partitions,
		    struct err *e)
{
	struct preparation w = { .producer = p,
				 .plan = plan,
				 .stopped = stopped,
				 .partitions = partitions };
	int missing = look(&w, ANSWER_MS, e);

	if (missing <= 0)
		return missing;
	if (!make)
		return refuse_missing(&w, e);
	return create(&w, e) ? -1 : wait_for_topics(&w, e);
}
