/* SPDX-License-Identifier: Apache-2.0 */
/* observe_meta.c - what is told about brokers and topics (Metadata, CreateTopics,
 * DeleteTopics, DescribeTopicPartitions, DescribeConfigs) and about clients
 * (ApiVersions, SaslHandshake); and what may not be kept (AlterConfigs). */
#include "store/observe.h"

#include <stdlib.h>

enum { RESOURCE_TOPIC = 2 }; /* ConfigResource.Type */

/* ---- topics: from an answer to the tape */

static int learn(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	struct topic_news *news = answer->news.items;

	if (answer->no_memory)
		return err_set(e, ERR_IO,
			       "cannot take in a message: out of "
			       "memory");
	for (size_t i = 0; i < answer->news.count; i++) {
		news[i].asked = x->f;
		news[i].stamp = x->r;
		if (!news[i].failed &&
		    topics_learn(&s->topics, &news[i], e) < 0)
			return -1;
	}
	return 0;
}

static int learn_answer(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	return answer ? learn(s, x, answer, e) : 0;
}

/* ---- Metadata */

static void metadata_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case METADATA_RESPONSE_CLUSTER_ID: r->cluster_id = w->bytes; break;
	case METADATA_RESPONSE_BROKERS:
		if (w->event == WALK_BEGIN)
			reading_add_broker(r);
		break;
	case METADATA_RESPONSE_BROKERS_NODE_ID:
		reading_broker(r)->node_id = (int32_t)w->number;
		break;
	case METADATA_RESPONSE_BROKERS_RACK:
		reading_broker(r)->rack = w->bytes;
		break;
	case METADATA_RESPONSE_TOPICS:
		if (w->event == WALK_BEGIN)
			reading_add_news(r);
		break;
	case METADATA_RESPONSE_TOPICS_ERROR_CODE:
		reading_news(r)->failed = w->number;
		break;
	case METADATA_RESPONSE_TOPICS_NAME:
		reading_news(r)->name = w->bytes;
		break;
	case METADATA_RESPONSE_TOPICS_TOPIC_ID:
		reading_news(r)->id = w->bytes;
		break;
	case METADATA_RESPONSE_TOPICS_IS_INTERNAL:
		reading_news(r)->internal = w->number;
		reading_news(r)->internal_said = true;
		break;
	case METADATA_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_ARRAY)
			reading_news(r)->partitions = w->count;
		break;
	default: break;
	}
}

static int learn_cluster(struct scribe *s, struct bytes cluster_id,
			 struct err *e)
{
	char *id;

	if (!cluster_id.n ||
	    (s->cluster_id &&
	     bytes_equal(bytes_of_string(s->cluster_id), cluster_id)))
		return 0;
	id = strndup((const char *)cluster_id.p, cluster_id.n);
	if (!id)
		return err_set(e, ERR_IO, "out of memory");
	free(s->cluster_id);
	s->cluster_id = id;
	return tape_set_fact(s->tape, "cluster_id", id, e);
}

static int learn_rack(struct scribe *s, const struct broker_part *broker,
		      struct err *e)
{
	sqlite3_stmt *st = tape_statement(s->tape,
					  "UPDATE broker SET rack = ?2 "
					  "WHERE node_id = ?1 "
					  "AND rack IS NOT ?2",
					  e);

	if (!st)
		return -1;
	sqlite3_bind_int(st, 1, broker->node_id);
	sqlite3_bind_text64(st, 2, (const char *)broker->rack.p, broker->rack.n,
			    SQLITE_STATIC, SQLITE_UTF8);
	return tape_step(s->tape, st, e);
}

static int metadata_write(struct scribe *s, struct exchange *x,
			  struct reading *answer, struct err *e)
{
	const struct broker_part *brokers;

	if (!answer)
		return 0;
	if (learn_cluster(s, answer->cluster_id, e) < 0)
		return -1;
	brokers = answer->brokers.items;
	for (size_t i = 0; i < answer->brokers.count; i++)
		if (brokers[i].rack.n && learn_rack(s, &brokers[i], e) < 0)
			return -1;
	return learn(s, x, answer, e);
}

const struct observer observe_metadata = {
	.response = metadata_response,
	.write = metadata_write,
};

/* ---- CreateTopics */

static void create_request(struct reading *r, const struct walk *w)
{
	if (w->field == CREATE_TOPICS_REQUEST_VALIDATE_ONLY)
		r->validate_only = w->number;
}

static void create_config(struct reading *r, const struct walk *w)
{
	struct topic_news *news = reading_news(r);

	if (w->field == CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_NAME)
		r->key = w->bytes;
	else if (bytes_equal(r->key, bytes_of_string("cleanup.policy")))
		news->cleanup_policy = w->bytes;
	else if (bytes_equal(r->key, bytes_of_string("message.timestamp.type")))
		news->timestamp_type = w->bytes;
}

static void create_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case CREATE_TOPICS_RESPONSE_TOPICS:
		if (w->event == WALK_BEGIN)
			reading_add_news(r)->created = true;
		break;
	case CREATE_TOPICS_RESPONSE_TOPICS_NAME:
		reading_news(r)->name = w->bytes;
		break;
	case CREATE_TOPICS_RESPONSE_TOPICS_TOPIC_ID:
		reading_news(r)->id = w->bytes;
		break;
	case CREATE_TOPICS_RESPONSE_TOPICS_ERROR_CODE:
		reading_news(r)->failed = w->number;
		break;
	case CREATE_TOPICS_RESPONSE_TOPICS_NUM_PARTITIONS:
		reading_news(r)->partitions = (int32_t)w->number;
		break;
	case CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_NAME:
	case CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_VALUE:
		create_config(r, w);
		break;
	default: break;
	}
}

static int create_write(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	return answer && !x->request.validate_only ? learn(s, x, answer, e) : 0;
}

const struct observer observe_create_topics = {
	.request = create_request,
	.response = create_response,
	.write = create_write,
	.role = ROLE_ADMIN,
};

/* ---- DeleteTopics */

static void delete_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case DELETE_TOPICS_RESPONSE_RESPONSES:
		if (w->event == WALK_BEGIN)
			reading_add_news(r)->deleted = true;
		break;
	case DELETE_TOPICS_RESPONSE_RESPONSES_NAME:
		reading_news(r)->name = w->bytes;
		break;
	case DELETE_TOPICS_RESPONSE_RESPONSES_TOPIC_ID:
		reading_news(r)->id = w->bytes;
		break;
	case DELETE_TOPICS_RESPONSE_RESPONSES_ERROR_CODE:
		reading_news(r)->failed = w->number;
		break;
	default: break;
	}
}

const struct observer observe_delete_topics = {
	.response = delete_response,
	.write = learn_answer,
	.role = ROLE_ADMIN,
};

/* ---- DescribeTopicPartitions */

static void describe_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS:
		if (w->event == WALK_BEGIN)
			reading_add_news(r);
		break;
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_ERROR_CODE:
		reading_news(r)->failed = w->number;
		break;
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_NAME:
		reading_news(r)->name = w->bytes;
		break;
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_TOPIC_ID:
		reading_news(r)->id = w->bytes;
		break;
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_IS_INTERNAL:
		reading_news(r)->internal = w->number;
		reading_news(r)->internal_said = true;
		break;
	case DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		/* an answer may hold some of them only */
		if (w->number >= reading_news(r)->at_least)
			reading_news(r)->at_least = (int32_t)w->number + 1;
		break;
	default: break;
	}
}

const struct observer observe_describe_topics = {
	.response = describe_response,
	.write = learn_answer,
};

/* ---- DescribeConfigs */

static void configs_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS:
		if (w->event == WALK_BEGIN)
			reading_add_news(r);
		break;
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS_ERROR_CODE:
		reading_news(r)->failed |= w->number != 0;
		break;
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS_RESOURCE_TYPE:
		reading_news(r)->failed |= w->number != RESOURCE_TOPIC;
		break;
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS_RESOURCE_NAME:
		reading_news(r)->name = w->bytes;
		break;
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_NAME:
		r->key = w->bytes;
		break;
	case DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_VALUE:
		if (bytes_equal(r->key, bytes_of_string("cleanup.policy")))
			reading_news(r)->cleanup_policy = w->bytes;
		if (bytes_equal(r->key,
				bytes_of_string("message.timestamp.type")))
			reading_news(r)->timestamp_type = w->bytes;
		break;
	default: break;
	}
}

const struct observer observe_configs = {
	.response = configs_response,
	.write = learn_answer,
};

/* ---- clients */

static void versions_request(struct reading *r, const struct walk *w)
{
	if (w->field == API_VERSIONS_REQUEST_CLIENT_SOFTWARE_NAME)
		r->software_name = w->bytes;
	else if (w->field == API_VERSIONS_REQUEST_CLIENT_SOFTWARE_VERSION)
		r->software_version = w->bytes;
}

static int versions_arrived(struct scribe *s, struct exchange *x, struct err *e)
{
	if (!x->request.software_name.p)
		return 0;
	if (connection_set_software(&s->connections, x->connection,
				    x->request.software_name,
				    x->request.software_version, e) < 0)
		return -1;
	return s->options.again ? connection_name_instance(&s->connections,
							   x->connection, e)
				: 0;
}

const struct observer observe_api_versions = {
	.request = versions_request,
	.arrived = versions_arrived,
};

static void handshake_request(struct reading *r, const struct walk *w)
{
	if (w->field == SASL_HANDSHAKE_REQUEST_MECHANISM)
		r->mechanism = w->bytes;
}

static int handshake_arrived(struct scribe *s, struct exchange *x,
			     struct err *e)
{
	return connection_set_mechanism(&s->connections, x->connection,
					x->request.mechanism, e);
}

const struct observer observe_sasl_handshake = {
	.request = handshake_request,
	.arrived = handshake_arrived,
};

/* ---- configs that may hold secrets: design, invariant 6 */

static void alter_request(struct reading *r, const struct walk *w)
{
	if (w->field == ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE ||
	    w->field ==
		    INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE)
		r->secret |= w->number != RESOURCE_TOPIC;
}

const struct observer observe_alter_configs = {
	.request = alter_request,
	.role = ROLE_ADMIN,
};
