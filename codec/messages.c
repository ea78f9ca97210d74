/* SPDX-License-Identifier: Apache-2.0 */
/* clang-format off */
/* messages.c - Kafka's messages as rows.
 * Written by tools/dev/messages.py (`make messages`) from the definitions in
 * kafka-clients-3.9.2.jar and kafka-clients-4.4.0.jar.
 * Not to be edited. */
#include "codec/message.h"

#include <stddef.h>

enum { NEVER = VERSION_NEVER, ON = VERSION_NEVER };

#define LAST { NULL, NULL, NULL, 0, 0, 0, 0, NO_TAG, NEVER, FIELD_NONE, FIELD_END, false }

/* name, rows of a struct, default,
 * since, until, nullable since and until, tag, tagged since,
 * id, type, array */
/* AbortedTxn 0-0 */
static const struct field aborted_txn[] = {
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ABORTED_TXN_PRODUCER_ID, FIELD_INT64, false },
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ABORTED_TXN_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ABORTED_TXN_LAST_OFFSET, FIELD_INT64, false },
	{ "lastStableOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ABORTED_TXN_LAST_STABLE_OFFSET, FIELD_INT64, false },
	LAST
};

/* ConsumerProtocolAssignment 0-3 */
static const struct field consumer_protocol_assignment_assigned_partitions[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_ASSIGNMENT_ASSIGNED_PARTITIONS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_ASSIGNMENT_ASSIGNED_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_protocol_assignment[] = {
	{ "assignedPartitions", consumer_protocol_assignment_assigned_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_ASSIGNMENT_ASSIGNED_PARTITIONS, FIELD_STRUCT, true },
	{ "userData", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_ASSIGNMENT_USER_DATA, FIELD_BYTES, false },
	LAST
};

/* ConsumerProtocolSubscription 0-3 */
static const struct field consumer_protocol_subscription_owned_partitions[] = {
	{ "topic", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_OWNED_PARTITIONS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_OWNED_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_protocol_subscription[] = {
	{ "topics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_TOPICS, FIELD_STRING, true },
	{ "userData", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_USER_DATA, FIELD_BYTES, false },
	{ "ownedPartitions", consumer_protocol_subscription_owned_partitions, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_OWNED_PARTITIONS, FIELD_STRUCT, true },
	{ "generationId", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_GENERATION_ID, FIELD_INT32, false },
	{ "rackId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  CONSUMER_PROTOCOL_SUBSCRIPTION_RACK_ID, FIELD_STRING, false },
	LAST
};

/* ControlRecordTypeSchema 0-0 */
static const struct field control_record_type_schema[] = {
	{ "type", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROL_RECORD_TYPE_SCHEMA_TYPE, FIELD_INT16, false },
	LAST
};

/* DefaultPrincipalData 0-0 */
static const struct field default_principal_data[] = {
	{ "type", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DEFAULT_PRINCIPAL_DATA_TYPE, FIELD_STRING, false },
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DEFAULT_PRINCIPAL_DATA_NAME, FIELD_STRING, false },
	{ "tokenAuthenticated", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DEFAULT_PRINCIPAL_DATA_TOKEN_AUTHENTICATED, FIELD_BOOL, false },
	LAST
};

/* EndTxnMarker 0-0 */
static const struct field end_txn_marker[] = {
	{ "coordinatorEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_MARKER_COORDINATOR_EPOCH, FIELD_INT32, false },
	LAST
};

/* KRaftVersionRecord 0-0 */
static const struct field kraft_version_record[] = {
	{ "version", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  KRAFT_VERSION_RECORD_VERSION, FIELD_INT16, false },
	{ "kRaftVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  KRAFT_VERSION_RECORD_KRAFT_VERSION, FIELD_INT16, false },
	LAST
};

/* LeaderChangeMessage 0-1 */
static const struct field leader_change_message_voters[] = {
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_VOTERS_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_VOTERS_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	LAST
};

static const struct field leader_change_message_granting_voters[] = {
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_GRANTING_VOTERS_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_GRANTING_VOTERS_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	LAST
};

static const struct field leader_change_message[] = {
	{ "version", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_VERSION, FIELD_INT16, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_LEADER_ID, FIELD_INT32, false },
	{ "voters", leader_change_message_voters, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_VOTERS, FIELD_STRUCT, true },
	{ "grantingVoters", leader_change_message_granting_voters, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_CHANGE_MESSAGE_GRANTING_VOTERS, FIELD_STRUCT, true },
	LAST
};

/* SnapshotFooterRecord 0-0 */
static const struct field snapshot_footer_record[] = {
	{ "version", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SNAPSHOT_FOOTER_RECORD_VERSION, FIELD_INT16, false },
	LAST
};

/* SnapshotHeaderRecord 0-0 */
static const struct field snapshot_header_record[] = {
	{ "version", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SNAPSHOT_HEADER_RECORD_VERSION, FIELD_INT16, false },
	{ "lastContainedLogTimestamp", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SNAPSHOT_HEADER_RECORD_LAST_CONTAINED_LOG_TIMESTAMP, FIELD_INT64, false },
	LAST
};

/* VotersRecord 0-0 */
static const struct field voters_record_voters_endpoints[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_ENDPOINTS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field voters_record_voters_kraft_version_feature[] = {
	{ "minSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_KRAFT_VERSION_FEATURE_MIN_SUPPORTED_VERSION, FIELD_INT16, false },
	{ "maxSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_KRAFT_VERSION_FEATURE_MAX_SUPPORTED_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field voters_record_voters[] = {
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	{ "endpoints", voters_record_voters_endpoints, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_ENDPOINTS, FIELD_STRUCT, true },
	{ "kRaftVersionFeature", voters_record_voters_kraft_version_feature, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS_KRAFT_VERSION_FEATURE, FIELD_STRUCT, false },
	LAST
};

static const struct field voters_record[] = {
	{ "version", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VERSION, FIELD_INT16, false },
	{ "voters", voters_record_voters, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTERS_RECORD_VOTERS, FIELD_STRUCT, true },
	LAST
};

/* ProduceRequest 0-13 */
static const struct field produce_request_topic_data_partition_data[] = {
	{ "index", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_INDEX, FIELD_INT32, false },
	{ "records", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS, FIELD_RECORDS, false },
	LAST
};

static const struct field produce_request_topic_data[] = {
	{ "name", NULL, "\"\"", 0, 12, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA_TOPIC_ID, FIELD_UUID, false },
	{ "partitionData", produce_request_topic_data_partition_data, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA, FIELD_STRUCT, true },
	LAST
};

static const struct field produce_request[] = {
	{ "transactionalId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "acks", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_ACKS, FIELD_INT16, false },
	{ "timeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "topicData", produce_request_topic_data, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_REQUEST_TOPIC_DATA, FIELD_STRUCT, true },
	LAST
};

/* FetchRequest 0-18 */
static const struct field fetch_request_replica_state[] = {
	{ "replicaId", NULL, "-1", 15, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_REPLICA_STATE_REPLICA_ID, FIELD_INT32, false },
	{ "replicaEpoch", NULL, "-1", 15, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_REPLICA_STATE_REPLICA_EPOCH, FIELD_INT64, false },
	LAST
};

static const struct field fetch_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "currentLeaderEpoch", NULL, "-1", 9, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH, FIELD_INT32, false },
	{ "fetchOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_FETCH_OFFSET, FIELD_INT64, false },
	{ "lastFetchedEpoch", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_LAST_FETCHED_EPOCH, FIELD_INT32, false },
	{ "logStartOffset", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_LOG_START_OFFSET, FIELD_INT64, false },
	{ "partitionMaxBytes", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION_MAX_BYTES, FIELD_INT32, false },
	{ "replicaDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 17, ON, NEVER, ON, 0, 17,
	  FETCH_REQUEST_TOPICS_PARTITIONS_REPLICA_DIRECTORY_ID, FIELD_UUID, false },
	{ "highWatermark", NULL, "9223372036854775807", 18, ON, NEVER, ON, 1, 18,
	  FETCH_REQUEST_TOPICS_PARTITIONS_HIGH_WATERMARK, FIELD_INT64, false },
	LAST
};

static const struct field fetch_request_topics[] = {
	{ "topic", NULL, "\"\"", 0, 12, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_TOPIC, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", fetch_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field fetch_request_forgotten_topics_data[] = {
	{ "topic", NULL, "\"\"", 7, 12, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", NULL, "[]", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field fetch_request[] = {
	{ "clusterId", NULL, "null", 12, ON, 12, ON, 0, 12,
	  FETCH_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "replicaId", NULL, "-1", 0, 14, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_REPLICA_ID, FIELD_INT32, false },
	{ "replicaState", fetch_request_replica_state, NULL, 15, ON, NEVER, ON, 1, 15,
	  FETCH_REQUEST_REPLICA_STATE, FIELD_STRUCT, false },
	{ "maxWaitMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_MAX_WAIT_MS, FIELD_INT32, false },
	{ "minBytes", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_MIN_BYTES, FIELD_INT32, false },
	{ "maxBytes", NULL, "2147483647", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_MAX_BYTES, FIELD_INT32, false },
	{ "isolationLevel", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_ISOLATION_LEVEL, FIELD_INT8, false },
	{ "sessionId", NULL, "0", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_SESSION_ID, FIELD_INT32, false },
	{ "sessionEpoch", NULL, "-1", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_SESSION_EPOCH, FIELD_INT32, false },
	{ "topics", fetch_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "forgottenTopicsData", fetch_request_forgotten_topics_data, "[]", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_FORGOTTEN_TOPICS_DATA, FIELD_STRUCT, true },
	{ "rackId", NULL, "\"\"", 11, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_REQUEST_RACK_ID, FIELD_STRING, false },
	LAST
};

/* ListOffsetsRequest 0-11 */
static const struct field list_offsets_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "currentLeaderEpoch", NULL, "-1", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH, FIELD_INT32, false },
	{ "timestamp", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_TIMESTAMP, FIELD_INT64, false },
	{ "maxNumOffsets", NULL, "1", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_MAX_NUM_OFFSETS, FIELD_INT32, false },
	LAST
};

static const struct field list_offsets_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", list_offsets_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field list_offsets_request[] = {
	{ "replicaId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_REPLICA_ID, FIELD_INT32, false },
	{ "isolationLevel", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_ISOLATION_LEVEL, FIELD_INT8, false },
	{ "topics", list_offsets_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "0", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	LAST
};

/* MetadataRequest 0-13 */
static const struct field metadata_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "name", NULL, "\"\"", 0, ON, 10, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	LAST
};

static const struct field metadata_request[] = {
	{ "topics", metadata_request_topics, "[]", 0, ON, 1, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "allowAutoTopicCreation", NULL, "true", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_ALLOW_AUTO_TOPIC_CREATION, FIELD_BOOL, false },
	{ "includeClusterAuthorizedOperations", NULL, "false", 8, 10, NEVER, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	{ "includeTopicAuthorizedOperations", NULL, "false", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_REQUEST_INCLUDE_TOPIC_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	LAST
};

/* LeaderAndIsrRequest 0-7 */
static const struct field leader_and_isr_request_ungrouped_partition_states[] = {
	{ "topicName", NULL, "\"\"", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_PARTITION_INDEX, FIELD_INT32, false },
	{ "controllerEpoch", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "leader", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_LEADER, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_LEADER_EPOCH, FIELD_INT32, false },
	{ "isr", NULL, "[]", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_ISR, FIELD_INT32, true },
	{ "partitionEpoch", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_PARTITION_EPOCH, FIELD_INT32, false },
	{ "replicas", NULL, "[]", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_REPLICAS, FIELD_INT32, true },
	{ "isNew", NULL, "false", 1, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES_IS_NEW, FIELD_BOOL, false },
	LAST
};

static const struct field leader_and_isr_request_topic_states_partition_states[] = {
	{ "partitionIndex", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_PARTITION_INDEX, FIELD_INT32, false },
	{ "controllerEpoch", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "leader", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER_EPOCH, FIELD_INT32, false },
	{ "isr", NULL, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_ISR, FIELD_INT32, true },
	{ "partitionEpoch", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_PARTITION_EPOCH, FIELD_INT32, false },
	{ "replicas", NULL, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_REPLICAS, FIELD_INT32, true },
	{ "addingReplicas", NULL, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_ADDING_REPLICAS, FIELD_INT32, true },
	{ "removingReplicas", NULL, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_REMOVING_REPLICAS, FIELD_INT32, true },
	{ "isNew", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_IS_NEW, FIELD_BOOL, false },
	{ "leaderRecoveryState", NULL, "0", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER_RECOVERY_STATE, FIELD_INT8, false },
	LAST
};

static const struct field leader_and_isr_request_topic_states[] = {
	{ "topicName", NULL, "\"\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_TOPIC_ID, FIELD_UUID, false },
	{ "partitionStates", leader_and_isr_request_topic_states_partition_states, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES_PARTITION_STATES, FIELD_STRUCT, true },
	LAST
};

static const struct field leader_and_isr_request_live_leaders[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_LIVE_LEADERS_BROKER_ID, FIELD_INT32, false },
	{ "hostName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_LIVE_LEADERS_HOST_NAME, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_LIVE_LEADERS_PORT, FIELD_INT32, false },
	LAST
};

static const struct field leader_and_isr_request[] = {
	{ "controllerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_CONTROLLER_ID, FIELD_INT32, false },
	{ "isKRaftController", NULL, "false", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_IS_KRAFT_CONTROLLER, FIELD_BOOL, false },
	{ "controllerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "ungroupedPartitionStates", leader_and_isr_request_ungrouped_partition_states, "[]", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_UNGROUPED_PARTITION_STATES, FIELD_STRUCT, true },
	{ "brokerEpoch", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "type", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TYPE, FIELD_INT8, false },
	{ "topicStates", leader_and_isr_request_topic_states, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_TOPIC_STATES, FIELD_STRUCT, true },
	{ "liveLeaders", leader_and_isr_request_live_leaders, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_REQUEST_LIVE_LEADERS, FIELD_STRUCT, true },
	LAST
};

/* StopReplicaRequest 0-4 */
static const struct field stop_replica_request_ungrouped_partitions[] = {
	{ "topicName", NULL, "\"\"", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_UNGROUPED_PARTITIONS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_UNGROUPED_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field stop_replica_request_topics[] = {
	{ "name", NULL, "\"\"", 1, 2, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitionIndexes", NULL, "[]", 1, 2, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field stop_replica_request_topic_states_partition_states[] = {
	{ "partitionIndex", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES_PARTITION_STATES_PARTITION_INDEX, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER_EPOCH, FIELD_INT32, false },
	{ "deletePartition", NULL, "false", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES_PARTITION_STATES_DELETE_PARTITION, FIELD_BOOL, false },
	LAST
};

static const struct field stop_replica_request_topic_states[] = {
	{ "topicName", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionStates", stop_replica_request_topic_states_partition_states, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES_PARTITION_STATES, FIELD_STRUCT, true },
	LAST
};

static const struct field stop_replica_request[] = {
	{ "controllerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_CONTROLLER_ID, FIELD_INT32, false },
	{ "isKRaftController", NULL, "false", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_IS_KRAFT_CONTROLLER, FIELD_BOOL, false },
	{ "controllerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "deletePartitions", NULL, "false", 0, 2, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_DELETE_PARTITIONS, FIELD_BOOL, false },
	{ "ungroupedPartitions", stop_replica_request_ungrouped_partitions, "[]", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_UNGROUPED_PARTITIONS, FIELD_STRUCT, true },
	{ "topics", stop_replica_request_topics, "[]", 1, 2, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "topicStates", stop_replica_request_topic_states, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_REQUEST_TOPIC_STATES, FIELD_STRUCT, true },
	LAST
};

/* UpdateMetadataRequest 0-8 */
static const struct field update_metadata_request_ungrouped_partition_states[] = {
	{ "topicName", NULL, "\"\"", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_PARTITION_INDEX, FIELD_INT32, false },
	{ "controllerEpoch", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "leader", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_LEADER, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_LEADER_EPOCH, FIELD_INT32, false },
	{ "isr", NULL, "[]", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_ISR, FIELD_INT32, true },
	{ "zkVersion", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_ZK_VERSION, FIELD_INT32, false },
	{ "replicas", NULL, "[]", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_REPLICAS, FIELD_INT32, true },
	{ "offlineReplicas", NULL, "[]", 4, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES_OFFLINE_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field update_metadata_request_topic_states_partition_states[] = {
	{ "partitionIndex", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_PARTITION_INDEX, FIELD_INT32, false },
	{ "controllerEpoch", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "leader", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_LEADER_EPOCH, FIELD_INT32, false },
	{ "isr", NULL, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_ISR, FIELD_INT32, true },
	{ "zkVersion", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_ZK_VERSION, FIELD_INT32, false },
	{ "replicas", NULL, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_REPLICAS, FIELD_INT32, true },
	{ "offlineReplicas", NULL, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES_OFFLINE_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field update_metadata_request_topic_states[] = {
	{ "topicName", NULL, "\"\"", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_TOPIC_ID, FIELD_UUID, false },
	{ "partitionStates", update_metadata_request_topic_states_partition_states, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES_PARTITION_STATES, FIELD_STRUCT, true },
	LAST
};

static const struct field update_metadata_request_live_brokers_endpoints[] = {
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ENDPOINTS_PORT, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "listener", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ENDPOINTS_LISTENER, FIELD_STRING, false },
	{ "securityProtocol", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ENDPOINTS_SECURITY_PROTOCOL, FIELD_INT16, false },
	LAST
};

static const struct field update_metadata_request_live_brokers[] = {
	{ "id", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ID, FIELD_INT32, false },
	{ "v0Host", NULL, "\"\"", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_V0_HOST, FIELD_STRING, false },
	{ "v0Port", NULL, "0", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_V0_PORT, FIELD_INT32, false },
	{ "endpoints", update_metadata_request_live_brokers_endpoints, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_ENDPOINTS, FIELD_STRUCT, true },
	{ "rack", NULL, "\"\"", 2, ON, 2, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field update_metadata_request[] = {
	{ "controllerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_CONTROLLER_ID, FIELD_INT32, false },
	{ "isKRaftController", NULL, "false", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_IS_KRAFT_CONTROLLER, FIELD_BOOL, false },
	{ "type", NULL, "0", 8, ON, NEVER, ON, 0, 8,
	  UPDATE_METADATA_REQUEST_TYPE, FIELD_INT8, false },
	{ "controllerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_CONTROLLER_EPOCH, FIELD_INT32, false },
	{ "ungroupedPartitionStates", update_metadata_request_ungrouped_partition_states, "[]", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_UNGROUPED_PARTITION_STATES, FIELD_STRUCT, true },
	{ "brokerEpoch", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "topicStates", update_metadata_request_topic_states, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_TOPIC_STATES, FIELD_STRUCT, true },
	{ "liveBrokers", update_metadata_request_live_brokers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_REQUEST_LIVE_BROKERS, FIELD_STRUCT, true },
	LAST
};

/* ControlledShutdownRequest 0-3 */
static const struct field controlled_shutdown_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	LAST
};

/* OffsetCommitRequest 0-10 */
static const struct field offset_commit_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "committedOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET, FIELD_INT64, false },
	{ "commitTimestamp", NULL, "-1", 1, 1, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMIT_TIMESTAMP, FIELD_INT64, false },
	{ "committedLeaderEpoch", NULL, "-1", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH, FIELD_INT32, false },
	{ "committedMetadata", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_METADATA, FIELD_STRING, false },
	LAST
};

static const struct field offset_commit_request_topics[] = {
	{ "name", NULL, "\"\"", 0, 9, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", offset_commit_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_commit_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "generationIdOrMemberEpoch", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH, FIELD_INT32, false },
	{ "memberId", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "retentionTimeMs", NULL, "-1", 2, 4, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_RETENTION_TIME_MS, FIELD_INT64, false },
	{ "groupInstanceId", NULL, "null", 7, ON, 7, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "topics", offset_commit_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* OffsetFetchRequest 0-10 */
static const struct field offset_fetch_request_topics[] = {
	{ "name", NULL, "\"\"", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitionIndexes", NULL, "[]", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field offset_fetch_request_groups_topics[] = {
	{ "name", NULL, "\"\"", 8, 9, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitionIndexes", NULL, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field offset_fetch_request_groups[] = {
	{ "groupId", NULL, "\"\"", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "null", 9, ON, 9, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "-1", 9, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_MEMBER_EPOCH, FIELD_INT32, false },
	{ "topics", offset_fetch_request_groups_topics, "[]", 8, ON, 8, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_fetch_request[] = {
	{ "groupId", NULL, "\"\"", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", offset_fetch_request_topics, "[]", 0, 7, 2, 7, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "groups", offset_fetch_request_groups, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_GROUPS, FIELD_STRUCT, true },
	{ "requireStable", NULL, "false", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_REQUEST_REQUIRE_STABLE, FIELD_BOOL, false },
	LAST
};

/* FindCoordinatorRequest 0-6 */
static const struct field find_coordinator_request[] = {
	{ "key", NULL, "\"\"", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_REQUEST_KEY, FIELD_STRING, false },
	{ "keyType", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_REQUEST_KEY_TYPE, FIELD_INT8, false },
	{ "coordinatorKeys", NULL, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_REQUEST_COORDINATOR_KEYS, FIELD_STRING, true },
	LAST
};

/* JoinGroupRequest 0-9 */
static const struct field join_group_request_protocols[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_PROTOCOLS_NAME, FIELD_STRING, false },
	{ "metadata", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_PROTOCOLS_METADATA, FIELD_BYTES, false },
	LAST
};

static const struct field join_group_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "sessionTimeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_SESSION_TIMEOUT_MS, FIELD_INT32, false },
	{ "rebalanceTimeoutMs", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_REBALANCE_TIMEOUT_MS, FIELD_INT32, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "protocolType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "protocols", join_group_request_protocols, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_PROTOCOLS, FIELD_STRUCT, true },
	{ "reason", NULL, "null", 8, ON, 8, ON, NO_TAG, NEVER,
	  JOIN_GROUP_REQUEST_REASON, FIELD_STRING, false },
	LAST
};

/* HeartbeatRequest 0-4 */
static const struct field heartbeat_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  HEARTBEAT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "generationId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  HEARTBEAT_REQUEST_GENERATION_ID, FIELD_INT32, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  HEARTBEAT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  HEARTBEAT_REQUEST_GROUP_INSTANCE_ID, FIELD_STRING, false },
	LAST
};

/* LeaveGroupRequest 0-5 */
static const struct field leave_group_request_members[] = {
	{ "memberId", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_MEMBERS_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "reason", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_MEMBERS_REASON, FIELD_STRING, false },
	LAST
};

static const struct field leave_group_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, 2, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "members", leave_group_request_members, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_REQUEST_MEMBERS, FIELD_STRUCT, true },
	LAST
};

/* SyncGroupRequest 0-5 */
static const struct field sync_group_request_assignments[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_ASSIGNMENTS_MEMBER_ID, FIELD_STRING, false },
	{ "assignment", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_ASSIGNMENTS_ASSIGNMENT, FIELD_BYTES, false },
	LAST
};

static const struct field sync_group_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "generationId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_GENERATION_ID, FIELD_INT32, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "protocolType", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "protocolName", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_PROTOCOL_NAME, FIELD_STRING, false },
	{ "assignments", sync_group_request_assignments, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_REQUEST_ASSIGNMENTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeGroupsRequest 0-6 */
static const struct field describe_groups_request[] = {
	{ "groups", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_REQUEST_GROUPS, FIELD_STRING, true },
	{ "includeAuthorizedOperations", NULL, "false", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_REQUEST_INCLUDE_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	LAST
};

/* ListGroupsRequest 0-5 */
static const struct field list_groups_request[] = {
	{ "statesFilter", NULL, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_REQUEST_STATES_FILTER, FIELD_STRING, true },
	{ "typesFilter", NULL, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_REQUEST_TYPES_FILTER, FIELD_STRING, true },
	LAST
};

/* SaslHandshakeRequest 0-1 */
static const struct field sasl_handshake_request[] = {
	{ "mechanism", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_HANDSHAKE_REQUEST_MECHANISM, FIELD_STRING, false },
	LAST
};

/* ApiVersionsRequest 0-5 */
static const struct field api_versions_request[] = {
	{ "clientSoftwareName", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_REQUEST_CLIENT_SOFTWARE_NAME, FIELD_STRING, false },
	{ "clientSoftwareVersion", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_REQUEST_CLIENT_SOFTWARE_VERSION, FIELD_STRING, false },
	{ "clusterId", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  API_VERSIONS_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "nodeId", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_REQUEST_NODE_ID, FIELD_INT32, false },
	LAST
};

/* CreateTopicsRequest 0-7 */
static const struct field create_topics_request_topics_assignments[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_ASSIGNMENTS_PARTITION_INDEX, FIELD_INT32, false },
	{ "brokerIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_ASSIGNMENTS_BROKER_IDS, FIELD_INT32, true },
	LAST
};

static const struct field create_topics_request_topics_configs[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_CONFIGS_NAME, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field create_topics_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "numPartitions", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_NUM_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "assignments", create_topics_request_topics_assignments, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_ASSIGNMENTS, FIELD_STRUCT, true },
	{ "configs", create_topics_request_topics_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field create_topics_request[] = {
	{ "topics", create_topics_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "60000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "validateOnly", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* DeleteTopicsRequest 0-6 */
static const struct field delete_topics_request_topics[] = {
	{ "name", NULL, "null", 6, ON, 6, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	LAST
};

static const struct field delete_topics_request[] = {
	{ "topicNames", NULL, "[]", 0, 5, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_REQUEST_TOPIC_NAMES, FIELD_STRING, true },
	{ "topics", delete_topics_request_topics, "[]", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	LAST
};

/* DeleteRecordsRequest 0-2 */
static const struct field delete_records_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "offset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TOPICS_PARTITIONS_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field delete_records_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", delete_records_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field delete_records_request[] = {
	{ "topics", delete_records_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	LAST
};

/* InitProducerIdRequest 0-6 */
static const struct field init_producer_id_request[] = {
	{ "transactionalId", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "transactionTimeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_TRANSACTION_TIMEOUT_MS, FIELD_INT32, false },
	{ "producerId", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "enable2Pc", NULL, "false", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_ENABLE2_PC, FIELD_BOOL, false },
	{ "keepPreparedTxn", NULL, "false", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_REQUEST_KEEP_PREPARED_TXN, FIELD_BOOL, false },
	LAST
};

/* OffsetForLeaderEpochRequest 0-4 */
static const struct field offset_for_leader_epoch_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "currentLeaderEpoch", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field offset_for_leader_epoch_request_topics[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_TOPIC, FIELD_STRING, false },
	{ "partitions", offset_for_leader_epoch_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_for_leader_epoch_request[] = {
	{ "replicaId", NULL, "-2", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_REPLICA_ID, FIELD_INT32, false },
	{ "topics", offset_for_leader_epoch_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* AddPartitionsToTxnRequest 0-5 */
static const struct field add_partitions_to_txn_request_v3_and_below_topics[] = {
	{ "name", NULL, "\"\"", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field add_partitions_to_txn_request_transactions_topics[] = {
	{ "name", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field add_partitions_to_txn_request_transactions[] = {
	{ "transactionalId", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "producerId", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "verifyOnly", NULL, "false", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_VERIFY_ONLY, FIELD_BOOL, false },
	{ "topics", add_partitions_to_txn_request_transactions_topics, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field add_partitions_to_txn_request[] = {
	{ "v3AndBelowTransactionalId", NULL, "\"\"", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "v3AndBelowProducerId", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_ID, FIELD_INT64, false },
	{ "v3AndBelowProducerEpoch", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "v3AndBelowTopics", add_partitions_to_txn_request_v3_and_below_topics, "[]", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS, FIELD_STRUCT, true },
	{ "transactions", add_partitions_to_txn_request_transactions, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS, FIELD_STRUCT, true },
	LAST
};

/* AddOffsetsToTxnRequest 0-4 */
static const struct field add_offsets_to_txn_request[] = {
	{ "transactionalId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_REQUEST_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_REQUEST_GROUP_ID, FIELD_STRING, false },
	LAST
};

/* EndTxnRequest 0-5 */
static const struct field end_txn_request[] = {
	{ "transactionalId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_REQUEST_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_REQUEST_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_REQUEST_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "committed", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_REQUEST_COMMITTED, FIELD_BOOL, false },
	LAST
};

/* WriteTxnMarkersRequest 0-2 */
static const struct field write_txn_markers_request_markers_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_NAME, FIELD_STRING, false },
	{ "partitionIndexes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field write_txn_markers_request_markers[] = {
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "transactionResult", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_TRANSACTION_RESULT, FIELD_BOOL, false },
	{ "topics", write_txn_markers_request_markers_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS, FIELD_STRUCT, true },
	{ "coordinatorEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_COORDINATOR_EPOCH, FIELD_INT32, false },
	{ "transactionVersion", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS_TRANSACTION_VERSION, FIELD_INT8, false },
	LAST
};

static const struct field write_txn_markers_request[] = {
	{ "markers", write_txn_markers_request_markers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_REQUEST_MARKERS, FIELD_STRUCT, true },
	LAST
};

/* TxnOffsetCommitRequest 0-6 */
static const struct field txn_offset_commit_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "committedOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET, FIELD_INT64, false },
	{ "committedLeaderEpoch", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH, FIELD_INT32, false },
	{ "committedMetadata", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_METADATA, FIELD_STRING, false },
	LAST
};

static const struct field txn_offset_commit_request_topics[] = {
	{ "name", NULL, "\"\"", 0, 5, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", txn_offset_commit_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field txn_offset_commit_request[] = {
	{ "transactionalId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "generationIdOrMemberEpoch", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH, FIELD_INT32, false },
	{ "memberId", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "topics", txn_offset_commit_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DescribeAclsRequest 0-3 */
static const struct field describe_acls_request[] = {
	{ "resourceTypeFilter", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_RESOURCE_TYPE_FILTER, FIELD_INT8, false },
	{ "resourceNameFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_RESOURCE_NAME_FILTER, FIELD_STRING, false },
	{ "patternTypeFilter", NULL, "3", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_PATTERN_TYPE_FILTER, FIELD_INT8, false },
	{ "principalFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_PRINCIPAL_FILTER, FIELD_STRING, false },
	{ "hostFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_HOST_FILTER, FIELD_STRING, false },
	{ "operation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_OPERATION, FIELD_INT8, false },
	{ "permissionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_REQUEST_PERMISSION_TYPE, FIELD_INT8, false },
	LAST
};

/* CreateAclsRequest 0-3 */
static const struct field create_acls_request_creations[] = {
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_RESOURCE_NAME, FIELD_STRING, false },
	{ "resourcePatternType", NULL, "3", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_RESOURCE_PATTERN_TYPE, FIELD_INT8, false },
	{ "principal", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_PRINCIPAL, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_HOST, FIELD_STRING, false },
	{ "operation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_OPERATION, FIELD_INT8, false },
	{ "permissionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS_PERMISSION_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field create_acls_request[] = {
	{ "creations", create_acls_request_creations, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_REQUEST_CREATIONS, FIELD_STRUCT, true },
	LAST
};

/* DeleteAclsRequest 0-3 */
static const struct field delete_acls_request_filters[] = {
	{ "resourceTypeFilter", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_RESOURCE_TYPE_FILTER, FIELD_INT8, false },
	{ "resourceNameFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_RESOURCE_NAME_FILTER, FIELD_STRING, false },
	{ "patternTypeFilter", NULL, "3", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_PATTERN_TYPE_FILTER, FIELD_INT8, false },
	{ "principalFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_PRINCIPAL_FILTER, FIELD_STRING, false },
	{ "hostFilter", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_HOST_FILTER, FIELD_STRING, false },
	{ "operation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_OPERATION, FIELD_INT8, false },
	{ "permissionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS_PERMISSION_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field delete_acls_request[] = {
	{ "filters", delete_acls_request_filters, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_REQUEST_FILTERS, FIELD_STRUCT, true },
	LAST
};

/* DescribeConfigsRequest 0-4 */
static const struct field describe_configs_request_resources[] = {
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_RESOURCES_RESOURCE_NAME, FIELD_STRING, false },
	{ "configurationKeys", NULL, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_RESOURCES_CONFIGURATION_KEYS, FIELD_STRING, true },
	LAST
};

static const struct field describe_configs_request[] = {
	{ "resources", describe_configs_request_resources, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_RESOURCES, FIELD_STRUCT, true },
	{ "includeSynonyms", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_INCLUDE_SYNONYMS, FIELD_BOOL, false },
	{ "includeDocumentation", NULL, "false", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_REQUEST_INCLUDE_DOCUMENTATION, FIELD_BOOL, false },
	LAST
};

/* AlterConfigsRequest 0-2 */
static const struct field alter_configs_request_resources_configs[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS_NAME, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field alter_configs_request_resources[] = {
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_NAME, FIELD_STRING, false },
	{ "configs", alter_configs_request_resources_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_configs_request[] = {
	{ "resources", alter_configs_request_resources, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_RESOURCES, FIELD_STRUCT, true },
	{ "validateOnly", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* AlterReplicaLogDirsRequest 0-2 */
static const struct field alter_replica_log_dirs_request_dirs_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_REQUEST_DIRS_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_REQUEST_DIRS_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field alter_replica_log_dirs_request_dirs[] = {
	{ "path", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_REQUEST_DIRS_PATH, FIELD_STRING, false },
	{ "topics", alter_replica_log_dirs_request_dirs_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_REQUEST_DIRS_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_replica_log_dirs_request[] = {
	{ "dirs", alter_replica_log_dirs_request_dirs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_REQUEST_DIRS, FIELD_STRUCT, true },
	LAST
};

/* DescribeLogDirsRequest 0-5 */
static const struct field describe_log_dirs_request_topics[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_REQUEST_TOPICS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_REQUEST_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field describe_log_dirs_request[] = {
	{ "topics", describe_log_dirs_request_topics, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* SaslAuthenticateRequest 0-2 */
static const struct field sasl_authenticate_request[] = {
	{ "authBytes", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_AUTHENTICATE_REQUEST_AUTH_BYTES, FIELD_BYTES, false },
	LAST
};

/* CreatePartitionsRequest 0-3 */
static const struct field create_partitions_request_topics_assignments[] = {
	{ "brokerIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TOPICS_ASSIGNMENTS_BROKER_IDS, FIELD_INT32, true },
	LAST
};

static const struct field create_partitions_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "count", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TOPICS_COUNT, FIELD_INT32, false },
	{ "assignments", create_partitions_request_topics_assignments, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TOPICS_ASSIGNMENTS, FIELD_STRUCT, true },
	LAST
};

static const struct field create_partitions_request[] = {
	{ "topics", create_partitions_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "validateOnly", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* CreateDelegationTokenRequest 0-3 */
static const struct field create_delegation_token_request_renewers[] = {
	{ "principalType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_RENEWERS_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "principalName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_RENEWERS_PRINCIPAL_NAME, FIELD_STRING, false },
	LAST
};

static const struct field create_delegation_token_request[] = {
	{ "ownerPrincipalType", NULL, "\"\"", 3, ON, 3, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_OWNER_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "ownerPrincipalName", NULL, "\"\"", 3, ON, 3, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_OWNER_PRINCIPAL_NAME, FIELD_STRING, false },
	{ "renewers", create_delegation_token_request_renewers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_RENEWERS, FIELD_STRUCT, true },
	{ "maxLifetimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_REQUEST_MAX_LIFETIME_MS, FIELD_INT64, false },
	LAST
};

/* RenewDelegationTokenRequest 0-2 */
static const struct field renew_delegation_token_request[] = {
	{ "hmac", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  RENEW_DELEGATION_TOKEN_REQUEST_HMAC, FIELD_BYTES, false },
	{ "renewPeriodMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  RENEW_DELEGATION_TOKEN_REQUEST_RENEW_PERIOD_MS, FIELD_INT64, false },
	LAST
};

/* ExpireDelegationTokenRequest 0-2 */
static const struct field expire_delegation_token_request[] = {
	{ "hmac", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  EXPIRE_DELEGATION_TOKEN_REQUEST_HMAC, FIELD_BYTES, false },
	{ "expiryTimePeriodMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  EXPIRE_DELEGATION_TOKEN_REQUEST_EXPIRY_TIME_PERIOD_MS, FIELD_INT64, false },
	LAST
};

/* DescribeDelegationTokenRequest 0-3 */
static const struct field describe_delegation_token_request_owners[] = {
	{ "principalType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_REQUEST_OWNERS_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "principalName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_REQUEST_OWNERS_PRINCIPAL_NAME, FIELD_STRING, false },
	LAST
};

static const struct field describe_delegation_token_request[] = {
	{ "owners", describe_delegation_token_request_owners, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_REQUEST_OWNERS, FIELD_STRUCT, true },
	LAST
};

/* DeleteGroupsRequest 0-3 */
static const struct field delete_groups_request[] = {
	{ "groupsNames", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_REQUEST_GROUPS_NAMES, FIELD_STRING, true },
	LAST
};

/* ElectLeadersRequest 0-2 */
static const struct field elect_leaders_request_topic_partitions[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_REQUEST_TOPIC_PARTITIONS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_REQUEST_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field elect_leaders_request[] = {
	{ "electionType", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_REQUEST_ELECTION_TYPE, FIELD_INT8, false },
	{ "topicPartitions", elect_leaders_request_topic_partitions, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_REQUEST_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	{ "timeoutMs", NULL, "60000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	LAST
};

/* IncrementalAlterConfigsRequest 0-1 */
static const struct field incremental_alter_configs_request_resources_configs[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS_NAME, FIELD_STRING, false },
	{ "configOperation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS_CONFIG_OPERATION, FIELD_INT8, false },
	{ "value", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field incremental_alter_configs_request_resources[] = {
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_RESOURCE_NAME, FIELD_STRING, false },
	{ "configs", incremental_alter_configs_request_resources_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field incremental_alter_configs_request[] = {
	{ "resources", incremental_alter_configs_request_resources, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_RESOURCES, FIELD_STRUCT, true },
	{ "validateOnly", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* AlterPartitionReassignmentsRequest 0-1 */
static const struct field alter_partition_reassignments_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "replicas", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_PARTITIONS_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field alter_partition_reassignments_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", alter_partition_reassignments_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_partition_reassignments_request[] = {
	{ "timeoutMs", NULL, "60000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "allowReplicationFactorChange", NULL, "true", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_ALLOW_REPLICATION_FACTOR_CHANGE, FIELD_BOOL, false },
	{ "topics", alter_partition_reassignments_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* ListPartitionReassignmentsRequest 0-0 */
static const struct field list_partition_reassignments_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitionIndexes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_REQUEST_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field list_partition_reassignments_request[] = {
	{ "timeoutMs", NULL, "60000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "topics", list_partition_reassignments_request_topics, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* OffsetDeleteRequest 0-0 */
static const struct field offset_delete_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field offset_delete_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", offset_delete_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_delete_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", offset_delete_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DescribeClientQuotasRequest 0-1 */
static const struct field describe_client_quotas_request_components[] = {
	{ "entityType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_REQUEST_COMPONENTS_ENTITY_TYPE, FIELD_STRING, false },
	{ "matchType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_REQUEST_COMPONENTS_MATCH_TYPE, FIELD_INT8, false },
	{ "match", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_REQUEST_COMPONENTS_MATCH, FIELD_STRING, false },
	LAST
};

static const struct field describe_client_quotas_request[] = {
	{ "components", describe_client_quotas_request_components, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_REQUEST_COMPONENTS, FIELD_STRUCT, true },
	{ "strict", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_REQUEST_STRICT, FIELD_BOOL, false },
	LAST
};

/* AlterClientQuotasRequest 0-1 */
static const struct field alter_client_quotas_request_entries_entity[] = {
	{ "entityType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_ENTITY_ENTITY_TYPE, FIELD_STRING, false },
	{ "entityName", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_ENTITY_ENTITY_NAME, FIELD_STRING, false },
	LAST
};

static const struct field alter_client_quotas_request_entries_ops[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_OPS_KEY, FIELD_STRING, false },
	{ "value", NULL, "0.0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_OPS_VALUE, FIELD_FLOAT64, false },
	{ "remove", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_OPS_REMOVE, FIELD_BOOL, false },
	LAST
};

static const struct field alter_client_quotas_request_entries[] = {
	{ "entity", alter_client_quotas_request_entries_entity, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_ENTITY, FIELD_STRUCT, true },
	{ "ops", alter_client_quotas_request_entries_ops, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES_OPS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_client_quotas_request[] = {
	{ "entries", alter_client_quotas_request_entries, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_ENTRIES, FIELD_STRUCT, true },
	{ "validateOnly", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* DescribeUserScramCredentialsRequest 0-0 */
static const struct field describe_user_scram_credentials_request_users[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_REQUEST_USERS_NAME, FIELD_STRING, false },
	LAST
};

static const struct field describe_user_scram_credentials_request[] = {
	{ "users", describe_user_scram_credentials_request_users, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_REQUEST_USERS, FIELD_STRUCT, true },
	LAST
};

/* AlterUserScramCredentialsRequest 0-0 */
static const struct field alter_user_scram_credentials_request_deletions[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_DELETIONS_NAME, FIELD_STRING, false },
	{ "mechanism", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_DELETIONS_MECHANISM, FIELD_INT8, false },
	LAST
};

static const struct field alter_user_scram_credentials_request_upsertions[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS_NAME, FIELD_STRING, false },
	{ "mechanism", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS_MECHANISM, FIELD_INT8, false },
	{ "iterations", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS_ITERATIONS, FIELD_INT32, false },
	{ "salt", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS_SALT, FIELD_BYTES, false },
	{ "saltedPassword", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS_SALTED_PASSWORD, FIELD_BYTES, false },
	LAST
};

static const struct field alter_user_scram_credentials_request[] = {
	{ "deletions", alter_user_scram_credentials_request_deletions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_DELETIONS, FIELD_STRUCT, true },
	{ "upsertions", alter_user_scram_credentials_request_upsertions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_REQUEST_UPSERTIONS, FIELD_STRUCT, true },
	LAST
};

/* VoteRequest 0-2 */
static const struct field vote_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "replicaEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_REPLICA_EPOCH, FIELD_INT32, false },
	{ "replicaId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_REPLICA_ID, FIELD_INT32, false },
	{ "replicaDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_REPLICA_DIRECTORY_ID, FIELD_UUID, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	{ "lastOffsetEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_LAST_OFFSET_EPOCH, FIELD_INT32, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_LAST_OFFSET, FIELD_INT64, false },
	{ "preVote", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS_PRE_VOTE, FIELD_BOOL, false },
	LAST
};

static const struct field vote_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", vote_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field vote_request[] = {
	{ "clusterId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "voterId", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_VOTER_ID, FIELD_INT32, false },
	{ "topics", vote_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* BeginQuorumEpochRequest 0-1 */
static const struct field begin_quorum_epoch_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field begin_quorum_epoch_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", begin_quorum_epoch_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field begin_quorum_epoch_request_leader_endpoints[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field begin_quorum_epoch_request[] = {
	{ "clusterId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "voterId", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_VOTER_ID, FIELD_INT32, false },
	{ "topics", begin_quorum_epoch_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "leaderEndpoints", begin_quorum_epoch_request_leader_endpoints, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* EndQuorumEpochRequest 0-1 */
static const struct field end_quorum_epoch_request_topics_partitions_preferred_candidates[] = {
	{ "candidateId", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PREFERRED_CANDIDATES_CANDIDATE_ID, FIELD_INT32, false },
	{ "candidateDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PREFERRED_CANDIDATES_CANDIDATE_DIRECTORY_ID, FIELD_UUID, false },
	LAST
};

static const struct field end_quorum_epoch_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "preferredSuccessors", NULL, "[]", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PREFERRED_SUCCESSORS, FIELD_INT32, true },
	{ "preferredCandidates", end_quorum_epoch_request_topics_partitions_preferred_candidates, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS_PREFERRED_CANDIDATES, FIELD_STRUCT, true },
	LAST
};

static const struct field end_quorum_epoch_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", end_quorum_epoch_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field end_quorum_epoch_request_leader_endpoints[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field end_quorum_epoch_request[] = {
	{ "clusterId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "topics", end_quorum_epoch_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "leaderEndpoints", end_quorum_epoch_request_leader_endpoints, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_REQUEST_LEADER_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeQuorumRequest 0-2 */
static const struct field describe_quorum_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field describe_quorum_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", describe_quorum_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_quorum_request[] = {
	{ "topics", describe_quorum_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* AlterPartitionRequest 0-3 */
static const struct field alter_partition_request_topics_partitions_new_isr_with_epochs[] = {
	{ "brokerId", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_NEW_ISR_WITH_EPOCHS_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_NEW_ISR_WITH_EPOCHS_BROKER_EPOCH, FIELD_INT64, false },
	LAST
};

static const struct field alter_partition_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "newIsr", NULL, "[]", 0, 2, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_NEW_ISR, FIELD_INT32, true },
	{ "newIsrWithEpochs", alter_partition_request_topics_partitions_new_isr_with_epochs, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_NEW_ISR_WITH_EPOCHS, FIELD_STRUCT, true },
	{ "leaderRecoveryState", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_LEADER_RECOVERY_STATE, FIELD_INT8, false },
	{ "partitionEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS_PARTITION_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field alter_partition_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", alter_partition_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_partition_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "topics", alter_partition_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* UpdateFeaturesRequest 0-2 */
static const struct field update_features_request_feature_updates[] = {
	{ "feature", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_FEATURE_UPDATES_FEATURE, FIELD_STRING, false },
	{ "maxVersionLevel", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_FEATURE_UPDATES_MAX_VERSION_LEVEL, FIELD_INT16, false },
	{ "allowDowngrade", NULL, "false", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_FEATURE_UPDATES_ALLOW_DOWNGRADE, FIELD_BOOL, false },
	{ "upgradeType", NULL, "1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_FEATURE_UPDATES_UPGRADE_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field update_features_request[] = {
	{ "timeoutMs", NULL, "60000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "featureUpdates", update_features_request_feature_updates, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_FEATURE_UPDATES, FIELD_STRUCT, true },
	{ "validateOnly", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_REQUEST_VALIDATE_ONLY, FIELD_BOOL, false },
	LAST
};

/* EnvelopeRequest 0-0 */
static const struct field envelope_request[] = {
	{ "requestData", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ENVELOPE_REQUEST_REQUEST_DATA, FIELD_BYTES, false },
	{ "requestPrincipal", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ENVELOPE_REQUEST_REQUEST_PRINCIPAL, FIELD_BYTES, false },
	{ "clientHostAddress", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ENVELOPE_REQUEST_CLIENT_HOST_ADDRESS, FIELD_BYTES, false },
	LAST
};

/* FetchSnapshotRequest 0-1 */
static const struct field fetch_snapshot_request_topics_partitions_snapshot_id[] = {
	{ "endOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_SNAPSHOT_ID_END_OFFSET, FIELD_INT64, false },
	{ "epoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_SNAPSHOT_ID_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field fetch_snapshot_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "currentLeaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH, FIELD_INT32, false },
	{ "snapshotId", fetch_snapshot_request_topics_partitions_snapshot_id, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_SNAPSHOT_ID, FIELD_STRUCT, false },
	{ "position", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_POSITION, FIELD_INT64, false },
	{ "replicaDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 1, ON, NEVER, ON, 0, 1,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS_REPLICA_DIRECTORY_ID, FIELD_UUID, false },
	LAST
};

static const struct field fetch_snapshot_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", fetch_snapshot_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field fetch_snapshot_request[] = {
	{ "clusterId", NULL, "null", 0, ON, 0, ON, 0, 0,
	  FETCH_SNAPSHOT_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "replicaId", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_REPLICA_ID, FIELD_INT32, false },
	{ "maxBytes", NULL, "2147483647", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_MAX_BYTES, FIELD_INT32, false },
	{ "topics", fetch_snapshot_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DescribeClusterRequest 0-2 */
static const struct field describe_cluster_request[] = {
	{ "includeClusterAuthorizedOperations", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_REQUEST_INCLUDE_CLUSTER_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	{ "endpointType", NULL, "1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_REQUEST_ENDPOINT_TYPE, FIELD_INT8, false },
	{ "includeFencedBrokers", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_REQUEST_INCLUDE_FENCED_BROKERS, FIELD_BOOL, false },
	LAST
};

/* DescribeProducersRequest 0-0 */
static const struct field describe_producers_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	{ "partitionIndexes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_REQUEST_TOPICS_PARTITION_INDEXES, FIELD_INT32, true },
	LAST
};

static const struct field describe_producers_request[] = {
	{ "topics", describe_producers_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* BrokerRegistrationRequest 0-4 */
static const struct field broker_registration_request_listeners[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LISTENERS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LISTENERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LISTENERS_PORT, FIELD_UINT16, false },
	{ "securityProtocol", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LISTENERS_SECURITY_PROTOCOL, FIELD_INT16, false },
	LAST
};

static const struct field broker_registration_request_features[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_FEATURES_NAME, FIELD_STRING, false },
	{ "minSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_FEATURES_MIN_SUPPORTED_VERSION, FIELD_INT16, false },
	{ "maxSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_FEATURES_MAX_SUPPORTED_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field broker_registration_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "clusterId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "incarnationId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_INCARNATION_ID, FIELD_UUID, false },
	{ "listeners", broker_registration_request_listeners, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LISTENERS, FIELD_STRUCT, true },
	{ "features", broker_registration_request_features, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_FEATURES, FIELD_STRUCT, true },
	{ "rack", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_RACK, FIELD_STRING, false },
	{ "isMigratingZkBroker", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_IS_MIGRATING_ZK_BROKER, FIELD_BOOL, false },
	{ "logDirs", NULL, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_LOG_DIRS, FIELD_UUID, true },
	{ "previousBrokerEpoch", NULL, "-1", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_REQUEST_PREVIOUS_BROKER_EPOCH, FIELD_INT64, false },
	LAST
};

/* BrokerHeartbeatRequest 0-2 */
static const struct field broker_heartbeat_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "currentMetadataOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_REQUEST_CURRENT_METADATA_OFFSET, FIELD_INT64, false },
	{ "wantFence", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_REQUEST_WANT_FENCE, FIELD_BOOL, false },
	{ "wantShutDown", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_REQUEST_WANT_SHUT_DOWN, FIELD_BOOL, false },
	{ "offlineLogDirs", NULL, "[]", 1, ON, NEVER, ON, 0, 1,
	  BROKER_HEARTBEAT_REQUEST_OFFLINE_LOG_DIRS, FIELD_UUID, true },
	{ "cordonedLogDirs", NULL, "null", 2, ON, 2, ON, 1, 2,
	  BROKER_HEARTBEAT_REQUEST_CORDONED_LOG_DIRS, FIELD_UUID, true },
	LAST
};

/* UnregisterBrokerRequest 0-0 */
static const struct field unregister_broker_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_BROKER_REQUEST_BROKER_ID, FIELD_INT32, false },
	LAST
};

/* DescribeTransactionsRequest 0-0 */
static const struct field describe_transactions_request[] = {
	{ "transactionalIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_REQUEST_TRANSACTIONAL_IDS, FIELD_STRING, true },
	LAST
};

/* ListTransactionsRequest 0-2 */
static const struct field list_transactions_request[] = {
	{ "stateFilters", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_REQUEST_STATE_FILTERS, FIELD_STRING, true },
	{ "producerIdFilters", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_REQUEST_PRODUCER_ID_FILTERS, FIELD_INT64, true },
	{ "durationFilter", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_REQUEST_DURATION_FILTER, FIELD_INT64, false },
	{ "transactionalIdPattern", NULL, "null", 2, ON, 2, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_REQUEST_TRANSACTIONAL_ID_PATTERN, FIELD_STRING, false },
	LAST
};

/* AllocateProducerIdsRequest 0-0 */
static const struct field allocate_producer_ids_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	LAST
};

/* ConsumerGroupHeartbeatRequest 0-1 */
static const struct field consumer_group_heartbeat_request_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_group_heartbeat_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH, FIELD_INT32, false },
	{ "instanceId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_INSTANCE_ID, FIELD_STRING, false },
	{ "rackId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_RACK_ID, FIELD_STRING, false },
	{ "rebalanceTimeoutMs", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_REBALANCE_TIMEOUT_MS, FIELD_INT32, false },
	{ "subscribedTopicNames", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES, FIELD_STRING, true },
	{ "subscribedTopicRegex", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_REGEX, FIELD_STRING, false },
	{ "serverAssignor", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_SERVER_ASSIGNOR, FIELD_STRING, false },
	{ "topicPartitions", consumer_group_heartbeat_request_topic_partitions, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

/* ConsumerGroupDescribeRequest 0-1 */
static const struct field consumer_group_describe_request[] = {
	{ "groupIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_REQUEST_GROUP_IDS, FIELD_STRING, true },
	{ "includeAuthorizedOperations", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_REQUEST_INCLUDE_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	LAST
};

/* ControllerRegistrationRequest 0-0 */
static const struct field controller_registration_request_listeners[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_LISTENERS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_LISTENERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_LISTENERS_PORT, FIELD_UINT16, false },
	{ "securityProtocol", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_LISTENERS_SECURITY_PROTOCOL, FIELD_INT16, false },
	LAST
};

static const struct field controller_registration_request_features[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_FEATURES_NAME, FIELD_STRING, false },
	{ "minSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_FEATURES_MIN_SUPPORTED_VERSION, FIELD_INT16, false },
	{ "maxSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_FEATURES_MAX_SUPPORTED_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field controller_registration_request[] = {
	{ "controllerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_CONTROLLER_ID, FIELD_INT32, false },
	{ "incarnationId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_INCARNATION_ID, FIELD_UUID, false },
	{ "zkMigrationReady", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_ZK_MIGRATION_READY, FIELD_BOOL, false },
	{ "listeners", controller_registration_request_listeners, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_LISTENERS, FIELD_STRUCT, true },
	{ "features", controller_registration_request_features, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_REQUEST_FEATURES, FIELD_STRUCT, true },
	LAST
};

/* GetTelemetrySubscriptionsRequest 0-0 */
static const struct field get_telemetry_subscriptions_request[] = {
	{ "clientInstanceId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_REQUEST_CLIENT_INSTANCE_ID, FIELD_UUID, false },
	LAST
};

/* PushTelemetryRequest 0-0 */
static const struct field push_telemetry_request[] = {
	{ "clientInstanceId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_REQUEST_CLIENT_INSTANCE_ID, FIELD_UUID, false },
	{ "subscriptionId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_REQUEST_SUBSCRIPTION_ID, FIELD_INT32, false },
	{ "terminating", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_REQUEST_TERMINATING, FIELD_BOOL, false },
	{ "compressionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_REQUEST_COMPRESSION_TYPE, FIELD_INT8, false },
	{ "metrics", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_REQUEST_METRICS, FIELD_BYTES, false },
	LAST
};

/* AssignReplicasToDirsRequest 0-0 */
static const struct field assign_replicas_to_dirs_request_directories_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field assign_replicas_to_dirs_request_directories_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", assign_replicas_to_dirs_request_directories_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field assign_replicas_to_dirs_request_directories[] = {
	{ "id", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES_ID, FIELD_UUID, false },
	{ "topics", assign_replicas_to_dirs_request_directories_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field assign_replicas_to_dirs_request[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_BROKER_ID, FIELD_INT32, false },
	{ "brokerEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_BROKER_EPOCH, FIELD_INT64, false },
	{ "directories", assign_replicas_to_dirs_request_directories, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_REQUEST_DIRECTORIES, FIELD_STRUCT, true },
	LAST
};

/* ListConfigResourcesRequest 0-1 */
static const struct field list_config_resources_request[] = {
	{ "resourceTypes", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_REQUEST_RESOURCE_TYPES, FIELD_INT8, true },
	LAST
};

/* DescribeTopicPartitionsRequest 0-0 */
static const struct field describe_topic_partitions_request_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_TOPICS_NAME, FIELD_STRING, false },
	LAST
};

static const struct field describe_topic_partitions_request_cursor[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_CURSOR_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_CURSOR_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field describe_topic_partitions_request[] = {
	{ "topics", describe_topic_partitions_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "responsePartitionLimit", NULL, "2000", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_RESPONSE_PARTITION_LIMIT, FIELD_INT32, false },
	{ "cursor", describe_topic_partitions_request_cursor, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_REQUEST_CURSOR, FIELD_STRUCT, false },
	LAST
};

/* ShareGroupHeartbeatRequest 1-1 */
static const struct field share_group_heartbeat_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH, FIELD_INT32, false },
	{ "rackId", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_REQUEST_RACK_ID, FIELD_STRING, false },
	{ "subscribedTopicNames", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES, FIELD_STRING, true },
	LAST
};

/* ShareGroupDescribeRequest 1-1 */
static const struct field share_group_describe_request[] = {
	{ "groupIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_REQUEST_GROUP_IDS, FIELD_STRING, true },
	{ "includeAuthorizedOperations", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_REQUEST_INCLUDE_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	LAST
};

/* ShareFetchRequest 1-2 */
static const struct field share_fetch_request_topics_partitions_acknowledgement_batches[] = {
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET, FIELD_INT64, false },
	{ "acknowledgeTypes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES, FIELD_INT8, true },
	LAST
};

static const struct field share_fetch_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "acknowledgementBatches", share_fetch_request_topics_partitions_acknowledgement_batches, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES, FIELD_STRUCT, true },
	LAST
};

static const struct field share_fetch_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", share_fetch_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_fetch_request_forgotten_topics_data[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field share_fetch_request[] = {
	{ "groupId", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "shareSessionEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_SHARE_SESSION_EPOCH, FIELD_INT32, false },
	{ "maxWaitMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_MAX_WAIT_MS, FIELD_INT32, false },
	{ "minBytes", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_MIN_BYTES, FIELD_INT32, false },
	{ "maxBytes", NULL, "2147483647", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_MAX_BYTES, FIELD_INT32, false },
	{ "maxRecords", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_MAX_RECORDS, FIELD_INT32, false },
	{ "batchSize", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_BATCH_SIZE, FIELD_INT32, false },
	{ "shareAcquireMode", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_SHARE_ACQUIRE_MODE, FIELD_INT8, false },
	{ "isRenewAck", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_IS_RENEW_ACK, FIELD_BOOL, false },
	{ "topics", share_fetch_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_TOPICS, FIELD_STRUCT, true },
	{ "forgottenTopicsData", share_fetch_request_forgotten_topics_data, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_REQUEST_FORGOTTEN_TOPICS_DATA, FIELD_STRUCT, true },
	LAST
};

/* ShareAcknowledgeRequest 1-2 */
static const struct field share_acknowledge_request_topics_partitions_acknowledgement_batches[] = {
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET, FIELD_INT64, false },
	{ "acknowledgeTypes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES, FIELD_INT8, true },
	LAST
};

static const struct field share_acknowledge_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "acknowledgementBatches", share_acknowledge_request_topics_partitions_acknowledgement_batches, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES, FIELD_STRUCT, true },
	LAST
};

static const struct field share_acknowledge_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", share_acknowledge_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_acknowledge_request[] = {
	{ "groupId", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "shareSessionEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_SHARE_SESSION_EPOCH, FIELD_INT32, false },
	{ "isRenewAck", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_IS_RENEW_ACK, FIELD_BOOL, false },
	{ "topics", share_acknowledge_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* AddRaftVoterRequest 0-1 */
static const struct field add_raft_voter_request_listeners[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_LISTENERS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_LISTENERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_LISTENERS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field add_raft_voter_request[] = {
	{ "clusterId", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "timeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_TIMEOUT_MS, FIELD_INT32, false },
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	{ "listeners", add_raft_voter_request_listeners, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_LISTENERS, FIELD_STRUCT, true },
	{ "ackWhenCommitted", NULL, "true", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_REQUEST_ACK_WHEN_COMMITTED, FIELD_BOOL, false },
	LAST
};

/* RemoveRaftVoterRequest 0-0 */
static const struct field remove_raft_voter_request[] = {
	{ "clusterId", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_REQUEST_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_REQUEST_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	LAST
};

/* UpdateRaftVoterRequest 0-0 */
static const struct field update_raft_voter_request_listeners[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_LISTENERS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_LISTENERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_LISTENERS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field update_raft_voter_request_kraft_version_feature[] = {
	{ "minSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_KRAFT_VERSION_FEATURE_MIN_SUPPORTED_VERSION, FIELD_INT16, false },
	{ "maxSupportedVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_KRAFT_VERSION_FEATURE_MAX_SUPPORTED_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field update_raft_voter_request[] = {
	{ "clusterId", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_CLUSTER_ID, FIELD_STRING, false },
	{ "currentLeaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_CURRENT_LEADER_EPOCH, FIELD_INT32, false },
	{ "voterId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_VOTER_ID, FIELD_INT32, false },
	{ "voterDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_VOTER_DIRECTORY_ID, FIELD_UUID, false },
	{ "listeners", update_raft_voter_request_listeners, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_LISTENERS, FIELD_STRUCT, true },
	{ "kRaftVersionFeature", update_raft_voter_request_kraft_version_feature, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_REQUEST_KRAFT_VERSION_FEATURE, FIELD_STRUCT, false },
	LAST
};

/* InitializeShareGroupStateRequest 0-0 */
static const struct field initialize_share_group_state_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "stateEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_EPOCH, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field initialize_share_group_state_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", initialize_share_group_state_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field initialize_share_group_state_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", initialize_share_group_state_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* ReadShareGroupStateRequest 0-0 */
static const struct field read_share_group_state_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field read_share_group_state_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", read_share_group_state_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field read_share_group_state_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", read_share_group_state_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* WriteShareGroupStateRequest 0-1 */
static const struct field write_share_group_state_request_topics_partitions_state_batches[] = {
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_BATCHES_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_BATCHES_LAST_OFFSET, FIELD_INT64, false },
	{ "deliveryState", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_BATCHES_DELIVERY_STATE, FIELD_INT8, false },
	{ "deliveryCount", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_BATCHES_DELIVERY_COUNT, FIELD_INT16, false },
	LAST
};

static const struct field write_share_group_state_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "stateEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_EPOCH, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	{ "deliveryCompleteCount", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_DELIVERY_COMPLETE_COUNT, FIELD_INT32, false },
	{ "stateBatches", write_share_group_state_request_topics_partitions_state_batches, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_STATE_BATCHES, FIELD_STRUCT, true },
	LAST
};

static const struct field write_share_group_state_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", write_share_group_state_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field write_share_group_state_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", write_share_group_state_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DeleteShareGroupStateRequest 0-0 */
static const struct field delete_share_group_state_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	LAST
};

static const struct field delete_share_group_state_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", delete_share_group_state_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field delete_share_group_state_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", delete_share_group_state_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* ReadShareGroupStateSummaryRequest 0-1 */
static const struct field read_share_group_state_summary_request_topics_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field read_share_group_state_summary_request_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", read_share_group_state_summary_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field read_share_group_state_summary_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", read_share_group_state_summary_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* StreamsGroupHeartbeatRequest 0-1 */
static const struct field streams_group_heartbeat_request_topology_subtopologies_state_changelog_topics_topic_configs[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_heartbeat_request_topology_subtopologies_state_changelog_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "topicConfigs", streams_group_heartbeat_request_topology_subtopologies_state_changelog_topics_topic_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_heartbeat_request_topology_subtopologies_repartition_source_topics_topic_configs[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_heartbeat_request_topology_subtopologies_repartition_source_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "topicConfigs", streams_group_heartbeat_request_topology_subtopologies_repartition_source_topics_topic_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_heartbeat_request_topology_subtopologies_copartition_groups[] = {
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_COPARTITION_GROUPS_SOURCE_TOPICS, FIELD_INT16, true },
	{ "sourceTopicRegex", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_COPARTITION_GROUPS_SOURCE_TOPIC_REGEX, FIELD_INT16, true },
	{ "repartitionSourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_COPARTITION_GROUPS_REPARTITION_SOURCE_TOPICS, FIELD_INT16, true },
	LAST
};

static const struct field streams_group_heartbeat_request_topology_subtopologies[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sourceTopicRegex", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_SOURCE_TOPIC_REGEX, FIELD_STRING, true },
	{ "stateChangelogTopics", streams_group_heartbeat_request_topology_subtopologies_state_changelog_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS, FIELD_STRUCT, true },
	{ "repartitionSinkTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SINK_TOPICS, FIELD_STRING, true },
	{ "repartitionSourceTopics", streams_group_heartbeat_request_topology_subtopologies_repartition_source_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS, FIELD_STRUCT, true },
	{ "copartitionGroups", streams_group_heartbeat_request_topology_subtopologies_copartition_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES_COPARTITION_GROUPS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_heartbeat_request_topology[] = {
	{ "epoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_EPOCH, FIELD_INT32, false },
	{ "subtopologies", streams_group_heartbeat_request_topology_subtopologies, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY_SUBTOPOLOGIES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_heartbeat_request_active_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_ACTIVE_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_ACTIVE_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_request_standby_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_STANDBY_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_STANDBY_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_request_warmup_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_WARMUP_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_WARMUP_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_request_user_endpoint[] = {
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_USER_ENDPOINT_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_USER_ENDPOINT_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field streams_group_heartbeat_request_client_tags[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_CLIENT_TAGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_CLIENT_TAGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_heartbeat_request_task_offsets[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_OFFSETS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_OFFSETS_PARTITION, FIELD_INT32, false },
	{ "offset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_OFFSETS_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field streams_group_heartbeat_request_task_end_offsets[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_END_OFFSETS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_END_OFFSETS_PARTITION, FIELD_INT32, false },
	{ "offset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_END_OFFSETS_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field streams_group_heartbeat_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH, FIELD_INT32, false },
	{ "endpointInformationEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_ENDPOINT_INFORMATION_EPOCH, FIELD_INT32, false },
	{ "instanceId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_INSTANCE_ID, FIELD_STRING, false },
	{ "rackId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_RACK_ID, FIELD_STRING, false },
	{ "rebalanceTimeoutMs", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_REBALANCE_TIMEOUT_MS, FIELD_INT32, false },
	{ "topology", streams_group_heartbeat_request_topology, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TOPOLOGY, FIELD_STRUCT, false },
	{ "activeTasks", streams_group_heartbeat_request_active_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_ACTIVE_TASKS, FIELD_STRUCT, true },
	{ "standbyTasks", streams_group_heartbeat_request_standby_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_STANDBY_TASKS, FIELD_STRUCT, true },
	{ "warmupTasks", streams_group_heartbeat_request_warmup_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_WARMUP_TASKS, FIELD_STRUCT, true },
	{ "processId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_PROCESS_ID, FIELD_STRING, false },
	{ "userEndpoint", streams_group_heartbeat_request_user_endpoint, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_USER_ENDPOINT, FIELD_STRUCT, false },
	{ "clientTags", streams_group_heartbeat_request_client_tags, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_CLIENT_TAGS, FIELD_STRUCT, true },
	{ "taskOffsets", streams_group_heartbeat_request_task_offsets, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_OFFSETS, FIELD_STRUCT, true },
	{ "taskEndOffsets", streams_group_heartbeat_request_task_end_offsets, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_TASK_END_OFFSETS, FIELD_STRUCT, true },
	{ "shutdownApplication", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_REQUEST_SHUTDOWN_APPLICATION, FIELD_BOOL, false },
	LAST
};

/* StreamsGroupDescribeRequest 0-1 */
static const struct field streams_group_describe_request[] = {
	{ "groupIds", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_REQUEST_GROUP_IDS, FIELD_STRING, true },
	{ "includeAuthorizedOperations", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_REQUEST_INCLUDE_AUTHORIZED_OPERATIONS, FIELD_BOOL, false },
	{ "includeTopologyDescription", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_REQUEST_INCLUDE_TOPOLOGY_DESCRIPTION, FIELD_BOOL, false },
	LAST
};

/* DescribeShareGroupOffsetsRequest 0-1 */
static const struct field describe_share_group_offsets_request_groups_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_REQUEST_GROUPS_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_REQUEST_GROUPS_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field describe_share_group_offsets_request_groups[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_REQUEST_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "topics", describe_share_group_offsets_request_groups_topics, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_REQUEST_GROUPS_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_share_group_offsets_request[] = {
	{ "groups", describe_share_group_offsets_request_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_REQUEST_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* AlterShareGroupOffsetsRequest 0-0 */
static const struct field alter_share_group_offsets_request_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field alter_share_group_offsets_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", alter_share_group_offsets_request_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_share_group_offsets_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", alter_share_group_offsets_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DeleteShareGroupOffsetsRequest 0-0 */
static const struct field delete_share_group_offsets_request_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	LAST
};

static const struct field delete_share_group_offsets_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "topics", delete_share_group_offsets_request_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_REQUEST_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* StreamsGroupTopologyDescriptionUpdateRequest 0-0 */
static const struct field streams_group_topology_description_update_request_topology_description_subtopologies_nodes[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_topology_description_update_request_topology_description_subtopologies[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "nodes", streams_group_topology_description_update_request_topology_description_subtopologies_nodes, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_topology_description_update_request_topology_description_global_stores_source[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_topology_description_update_request_topology_description_global_stores_processor[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_topology_description_update_request_topology_description_global_stores[] = {
	{ "source", streams_group_topology_description_update_request_topology_description_global_stores_source, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE, FIELD_STRUCT, false },
	{ "processor", streams_group_topology_description_update_request_topology_description_global_stores_processor, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR, FIELD_STRUCT, false },
	LAST
};

static const struct field streams_group_topology_description_update_request_topology_description[] = {
	{ "subtopologies", streams_group_topology_description_update_request_topology_description_subtopologies, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES, FIELD_STRUCT, true },
	{ "globalStores", streams_group_topology_description_update_request_topology_description_global_stores, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION_GLOBAL_STORES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_topology_description_update_request[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_GROUP_ID, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_MEMBER_ID, FIELD_STRING, false },
	{ "topologyEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_EPOCH, FIELD_INT32, false },
	{ "topologyDescription", streams_group_topology_description_update_request_topology_description, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_REQUEST_TOPOLOGY_DESCRIPTION, FIELD_STRUCT, false },
	LAST
};

/* UnregisterControllerRequest 0-0 */
static const struct field unregister_controller_request[] = {
	{ "controllerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_CONTROLLER_REQUEST_CONTROLLER_ID, FIELD_INT32, false },
	LAST
};

/* ProduceResponse 0-13 */
static const struct field produce_response_responses_partition_responses_record_errors[] = {
	{ "batchIndex", NULL, "0", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_RECORD_ERRORS_BATCH_INDEX, FIELD_INT32, false },
	{ "batchIndexErrorMessage", NULL, "null", 8, ON, 8, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_RECORD_ERRORS_BATCH_INDEX_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field produce_response_responses_partition_responses_current_leader[] = {
	{ "leaderId", NULL, "-1", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field produce_response_responses_partition_responses[] = {
	{ "index", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_ERROR_CODE, FIELD_INT16, false },
	{ "baseOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_BASE_OFFSET, FIELD_INT64, false },
	{ "logAppendTimeMs", NULL, "-1", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_LOG_APPEND_TIME_MS, FIELD_INT64, false },
	{ "logStartOffset", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_LOG_START_OFFSET, FIELD_INT64, false },
	{ "recordErrors", produce_response_responses_partition_responses_record_errors, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_RECORD_ERRORS, FIELD_STRUCT, true },
	{ "errorMessage", NULL, "null", 8, ON, 8, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_ERROR_MESSAGE, FIELD_STRING, false },
	{ "currentLeader", produce_response_responses_partition_responses_current_leader, NULL, 10, ON, NEVER, ON, 0, 10,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_CURRENT_LEADER, FIELD_STRUCT, false },
	LAST
};

static const struct field produce_response_responses[] = {
	{ "name", NULL, "\"\"", 0, 12, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "partitionResponses", produce_response_responses_partition_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES, FIELD_STRUCT, true },
	LAST
};

static const struct field produce_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 10, ON, 10, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field produce_response[] = {
	{ "responses", produce_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  PRODUCE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "nodeEndpoints", produce_response_node_endpoints, "[]", 10, ON, NEVER, ON, 0, 10,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* FetchResponse 0-18 */
static const struct field fetch_response_responses_partitions_diverging_epoch[] = {
	{ "epoch", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_DIVERGING_EPOCH_EPOCH, FIELD_INT32, false },
	{ "endOffset", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_DIVERGING_EPOCH_END_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field fetch_response_responses_partitions_current_leader[] = {
	{ "leaderId", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field fetch_response_responses_partitions_snapshot_id[] = {
	{ "endOffset", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_SNAPSHOT_ID_END_OFFSET, FIELD_INT64, false },
	{ "epoch", NULL, "-1", 12, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_SNAPSHOT_ID_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field fetch_response_responses_partitions_aborted_transactions[] = {
	{ "producerId", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_PRODUCER_ID, FIELD_INT64, false },
	{ "firstOffset", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_FIRST_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field fetch_response_responses_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "highWatermark", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_HIGH_WATERMARK, FIELD_INT64, false },
	{ "lastStableOffset", NULL, "-1", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_LAST_STABLE_OFFSET, FIELD_INT64, false },
	{ "logStartOffset", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_LOG_START_OFFSET, FIELD_INT64, false },
	{ "divergingEpoch", fetch_response_responses_partitions_diverging_epoch, NULL, 12, ON, NEVER, ON, 0, 12,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_DIVERGING_EPOCH, FIELD_STRUCT, false },
	{ "currentLeader", fetch_response_responses_partitions_current_leader, NULL, 12, ON, NEVER, ON, 1, 12,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER, FIELD_STRUCT, false },
	{ "snapshotId", fetch_response_responses_partitions_snapshot_id, NULL, 12, ON, NEVER, ON, 2, 12,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_SNAPSHOT_ID, FIELD_STRUCT, false },
	{ "abortedTransactions", fetch_response_responses_partitions_aborted_transactions, "[]", 4, ON, 4, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS, FIELD_STRUCT, true },
	{ "preferredReadReplica", NULL, "-1", 11, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_PREFERRED_READ_REPLICA, FIELD_INT32, false },
	{ "records", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS, FIELD_RECORDS, false },
	LAST
};

static const struct field fetch_response_responses[] = {
	{ "topic", NULL, "\"\"", 0, 12, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_TOPIC, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", fetch_response_responses_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field fetch_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 16, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 16, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 16, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 16, ON, 16, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_NODE_ENDPOINTS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field fetch_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "sessionId", NULL, "0", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_SESSION_ID, FIELD_INT32, false },
	{ "responses", fetch_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	{ "nodeEndpoints", fetch_response_node_endpoints, "[]", 16, ON, NEVER, ON, 0, 16,
	  FETCH_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* ListOffsetsResponse 0-11 */
static const struct field list_offsets_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "oldStyleOffsets", NULL, "[]", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OLD_STYLE_OFFSETS, FIELD_INT64, true },
	{ "timestamp", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_TIMESTAMP, FIELD_INT64, false },
	{ "offset", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OFFSET, FIELD_INT64, false },
	{ "leaderEpoch", NULL, "-1", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field list_offsets_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", list_offsets_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field list_offsets_response[] = {
	{ "throttleTimeMs", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", list_offsets_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_OFFSETS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* MetadataResponse 0-13 */
static const struct field metadata_response_brokers[] = {
	{ "nodeId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_BROKERS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_BROKERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_BROKERS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_BROKERS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field metadata_response_topics_partitions[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "replicaNodes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_REPLICA_NODES, FIELD_INT32, true },
	{ "isrNodes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_ISR_NODES, FIELD_INT32, true },
	{ "offlineReplicas", NULL, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS_OFFLINE_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field metadata_response_topics[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_ERROR_CODE, FIELD_INT16, false },
	{ "name", NULL, "\"\"", 0, ON, 12, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "isInternal", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_IS_INTERNAL, FIELD_BOOL, false },
	{ "partitions", metadata_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	{ "topicAuthorizedOperations", NULL, "-2147483648", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS_TOPIC_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field metadata_response[] = {
	{ "throttleTimeMs", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "brokers", metadata_response_brokers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_BROKERS, FIELD_STRUCT, true },
	{ "clusterId", NULL, "null", 2, ON, 2, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_CLUSTER_ID, FIELD_STRING, false },
	{ "controllerId", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_CONTROLLER_ID, FIELD_INT32, false },
	{ "topics", metadata_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "clusterAuthorizedOperations", NULL, "-2147483648", 8, 10, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_CLUSTER_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 13, ON, NEVER, ON, NO_TAG, NEVER,
	  METADATA_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* LeaderAndIsrResponse 0-7 */
static const struct field leader_and_isr_response_partition_errors[] = {
	{ "topicName", NULL, "\"\"", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_PARTITION_ERRORS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_PARTITION_ERRORS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_PARTITION_ERRORS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field leader_and_isr_response_topics_partition_errors[] = {
	{ "partitionIndex", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_TOPICS_PARTITION_ERRORS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_TOPICS_PARTITION_ERRORS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field leader_and_isr_response_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitionErrors", leader_and_isr_response_topics_partition_errors, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_TOPICS_PARTITION_ERRORS, FIELD_STRUCT, true },
	LAST
};

static const struct field leader_and_isr_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "partitionErrors", leader_and_isr_response_partition_errors, "[]", 0, 4, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_PARTITION_ERRORS, FIELD_STRUCT, true },
	{ "topics", leader_and_isr_response_topics, "[]", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LEADER_AND_ISR_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* StopReplicaResponse 0-4 */
static const struct field stop_replica_response_partition_errors[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_RESPONSE_PARTITION_ERRORS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_RESPONSE_PARTITION_ERRORS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_RESPONSE_PARTITION_ERRORS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field stop_replica_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "partitionErrors", stop_replica_response_partition_errors, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STOP_REPLICA_RESPONSE_PARTITION_ERRORS, FIELD_STRUCT, true },
	LAST
};

/* UpdateMetadataResponse 0-8 */
static const struct field update_metadata_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_METADATA_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* ControlledShutdownResponse 0-3 */
static const struct field controlled_shutdown_response_remaining_partitions[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_RESPONSE_REMAINING_PARTITIONS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_RESPONSE_REMAINING_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field controlled_shutdown_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "remainingPartitions", controlled_shutdown_response_remaining_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLED_SHUTDOWN_RESPONSE_REMAINING_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

/* OffsetCommitResponse 0-10 */
static const struct field offset_commit_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field offset_commit_response_topics[] = {
	{ "name", NULL, "\"\"", 0, 9, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", offset_commit_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_commit_response[] = {
	{ "throttleTimeMs", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", offset_commit_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_COMMIT_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* OffsetFetchResponse 0-10 */
static const struct field offset_fetch_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "committedOffset", NULL, "0", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_COMMITTED_OFFSET, FIELD_INT64, false },
	{ "committedLeaderEpoch", NULL, "-1", 5, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH, FIELD_INT32, false },
	{ "metadata", NULL, "\"\"", 0, 7, 0, 7, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_METADATA, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field offset_fetch_response_topics[] = {
	{ "name", NULL, "\"\"", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", offset_fetch_response_topics_partitions, "[]", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_fetch_response_groups_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "committedOffset", NULL, "0", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_COMMITTED_OFFSET, FIELD_INT64, false },
	{ "committedLeaderEpoch", NULL, "-1", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH, FIELD_INT32, false },
	{ "metadata", NULL, "\"\"", 8, ON, 8, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_METADATA, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field offset_fetch_response_groups_topics[] = {
	{ "name", NULL, "\"\"", 8, 9, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 10, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", offset_fetch_response_groups_topics_partitions, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_fetch_response_groups[] = {
	{ "groupId", NULL, "\"\"", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "topics", offset_fetch_response_groups_topics, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_TOPICS, FIELD_STRUCT, true },
	{ "errorCode", NULL, "0", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field offset_fetch_response[] = {
	{ "throttleTimeMs", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", offset_fetch_response_topics, "[]", 0, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "errorCode", NULL, "0", 2, 7, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "groups", offset_fetch_response_groups, "[]", 8, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FETCH_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* FindCoordinatorResponse 0-6 */
static const struct field find_coordinator_response_coordinators[] = {
	{ "key", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_KEY, FIELD_STRING, false },
	{ "nodeId", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_PORT, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 4, ON, 4, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field find_coordinator_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 1, 3, 1, 3, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "nodeId", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_PORT, FIELD_INT32, false },
	{ "coordinators", find_coordinator_response_coordinators, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS, FIELD_STRUCT, true },
	LAST
};

/* JoinGroupResponse 0-9 */
static const struct field join_group_response_members[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_MEMBERS_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "metadata", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_MEMBERS_METADATA, FIELD_BYTES, false },
	LAST
};

static const struct field join_group_response[] = {
	{ "throttleTimeMs", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "generationId", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_GENERATION_ID, FIELD_INT32, false },
	{ "protocolType", NULL, "null", 7, ON, 7, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "protocolName", NULL, "\"\"", 0, ON, 7, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_PROTOCOL_NAME, FIELD_STRING, false },
	{ "leader", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_LEADER, FIELD_STRING, false },
	{ "skipAssignment", NULL, "false", 9, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_SKIP_ASSIGNMENT, FIELD_BOOL, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_MEMBER_ID, FIELD_STRING, false },
	{ "members", join_group_response_members, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  JOIN_GROUP_RESPONSE_MEMBERS, FIELD_STRUCT, true },
	LAST
};

/* HeartbeatResponse 0-4 */
static const struct field heartbeat_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  HEARTBEAT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  HEARTBEAT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* LeaveGroupResponse 0-5 */
static const struct field leave_group_response_members[] = {
	{ "memberId", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "\"\"", 3, ON, 3, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_MEMBERS_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_MEMBERS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field leave_group_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "members", leave_group_response_members, "[]", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  LEAVE_GROUP_RESPONSE_MEMBERS, FIELD_STRUCT, true },
	LAST
};

/* SyncGroupResponse 0-5 */
static const struct field sync_group_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "protocolType", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  SYNC_GROUP_RESPONSE_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "protocolName", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  SYNC_GROUP_RESPONSE_PROTOCOL_NAME, FIELD_STRING, false },
	{ "assignment", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SYNC_GROUP_RESPONSE_ASSIGNMENT, FIELD_BYTES, false },
	LAST
};

/* DescribeGroupsResponse 0-6 */
static const struct field describe_groups_response_groups_members[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "groupInstanceId", NULL, "null", 4, ON, 4, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_GROUP_INSTANCE_ID, FIELD_STRING, false },
	{ "clientId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_CLIENT_ID, FIELD_STRING, false },
	{ "clientHost", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_CLIENT_HOST, FIELD_STRING, false },
	{ "memberMetadata", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_MEMBER_METADATA, FIELD_BYTES, false },
	{ "memberAssignment", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS_MEMBER_ASSIGNMENT, FIELD_BYTES, false },
	LAST
};

static const struct field describe_groups_response_groups[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 6, ON, 6, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "groupState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_GROUP_STATE, FIELD_STRING, false },
	{ "protocolType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "protocolData", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_PROTOCOL_DATA, FIELD_STRING, false },
	{ "members", describe_groups_response_groups_members, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_MEMBERS, FIELD_STRUCT, true },
	{ "authorizedOperations", NULL, "-2147483648", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field describe_groups_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "groups", describe_groups_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_GROUPS_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* ListGroupsResponse 0-5 */
static const struct field list_groups_response_groups[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "protocolType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_GROUPS_PROTOCOL_TYPE, FIELD_STRING, false },
	{ "groupState", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_GROUPS_GROUP_STATE, FIELD_STRING, false },
	{ "groupType", NULL, "\"\"", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_GROUPS_GROUP_TYPE, FIELD_STRING, false },
	LAST
};

static const struct field list_groups_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "groups", list_groups_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_GROUPS_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* SaslHandshakeResponse 0-1 */
static const struct field sasl_handshake_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_HANDSHAKE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "mechanisms", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_HANDSHAKE_RESPONSE_MECHANISMS, FIELD_STRING, true },
	LAST
};

/* ApiVersionsResponse 0-5 */
static const struct field api_versions_response_api_keys[] = {
	{ "apiKey", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_API_KEYS_API_KEY, FIELD_INT16, false },
	{ "minVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_API_KEYS_MIN_VERSION, FIELD_INT16, false },
	{ "maxVersion", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_API_KEYS_MAX_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field api_versions_response_supported_features[] = {
	{ "name", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_SUPPORTED_FEATURES_NAME, FIELD_STRING, false },
	{ "minVersion", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_SUPPORTED_FEATURES_MIN_VERSION, FIELD_INT16, false },
	{ "maxVersion", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_SUPPORTED_FEATURES_MAX_VERSION, FIELD_INT16, false },
	LAST
};

static const struct field api_versions_response_finalized_features[] = {
	{ "name", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_FINALIZED_FEATURES_NAME, FIELD_STRING, false },
	{ "maxVersionLevel", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_FINALIZED_FEATURES_MAX_VERSION_LEVEL, FIELD_INT16, false },
	{ "minVersionLevel", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_FINALIZED_FEATURES_MIN_VERSION_LEVEL, FIELD_INT16, false },
	LAST
};

static const struct field api_versions_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "apiKeys", api_versions_response_api_keys, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_API_KEYS, FIELD_STRUCT, true },
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  API_VERSIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "supportedFeatures", api_versions_response_supported_features, "[]", 3, ON, NEVER, ON, 0, 3,
	  API_VERSIONS_RESPONSE_SUPPORTED_FEATURES, FIELD_STRUCT, true },
	{ "finalizedFeaturesEpoch", NULL, "-1", 3, ON, NEVER, ON, 1, 3,
	  API_VERSIONS_RESPONSE_FINALIZED_FEATURES_EPOCH, FIELD_INT64, false },
	{ "finalizedFeatures", api_versions_response_finalized_features, "[]", 3, ON, NEVER, ON, 2, 3,
	  API_VERSIONS_RESPONSE_FINALIZED_FEATURES, FIELD_STRUCT, true },
	{ "zkMigrationReady", NULL, "false", 3, ON, NEVER, ON, 3, 3,
	  API_VERSIONS_RESPONSE_ZK_MIGRATION_READY, FIELD_BOOL, false },
	LAST
};

/* CreateTopicsResponse 0-7 */
static const struct field create_topics_response_topics_configs[] = {
	{ "name", NULL, "\"\"", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_NAME, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 5, ON, 5, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_VALUE, FIELD_STRING, false },
	{ "readOnly", NULL, "false", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_READ_ONLY, FIELD_BOOL, false },
	{ "configSource", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_CONFIG_SOURCE, FIELD_INT8, false },
	{ "isSensitive", NULL, "false", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS_IS_SENSITIVE, FIELD_BOOL, false },
	LAST
};

static const struct field create_topics_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 7, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 1, ON, 1, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "topicConfigErrorCode", NULL, "0", 5, ON, NEVER, ON, 0, 5,
	  CREATE_TOPICS_RESPONSE_TOPICS_TOPIC_CONFIG_ERROR_CODE, FIELD_INT16, false },
	{ "numPartitions", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_NUM_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "configs", create_topics_response_topics_configs, "[]", 5, ON, 5, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field create_topics_response[] = {
	{ "throttleTimeMs", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", create_topics_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_TOPICS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DeleteTopicsResponse 0-6 */
static const struct field delete_topics_response_responses[] = {
	{ "name", NULL, "\"\"", 0, ON, 6, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_RESPONSES_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_RESPONSES_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 5, ON, 5, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_RESPONSES_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field delete_topics_response[] = {
	{ "throttleTimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "responses", delete_topics_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_TOPICS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* DeleteRecordsResponse 0-2 */
static const struct field delete_records_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "lowWatermark", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS_PARTITIONS_LOW_WATERMARK, FIELD_INT64, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field delete_records_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", delete_records_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field delete_records_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", delete_records_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_RECORDS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* InitProducerIdResponse 0-6 */
static const struct field init_producer_id_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "producerId", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "ongoingTxnProducerId", NULL, "-1", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_ONGOING_TXN_PRODUCER_ID, FIELD_INT64, false },
	{ "ongoingTxnProducerEpoch", NULL, "-1", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  INIT_PRODUCER_ID_RESPONSE_ONGOING_TXN_PRODUCER_EPOCH, FIELD_INT16, false },
	LAST
};

/* OffsetForLeaderEpochResponse 0-4 */
static const struct field offset_for_leader_epoch_response_topics_partitions[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "endOffset", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_END_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field offset_for_leader_epoch_response_topics[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_TOPIC, FIELD_STRING, false },
	{ "partitions", offset_for_leader_epoch_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_for_leader_epoch_response[] = {
	{ "throttleTimeMs", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", offset_for_leader_epoch_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* AddPartitionsToTxnResponse 0-5 */
static const struct field add_partitions_to_txn_response_results_by_topic_v3_and_below_results_by_partition[] = {
	{ "partitionIndex", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_INDEX, FIELD_INT32, false },
	{ "partitionErrorCode", NULL, "0", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field add_partitions_to_txn_response_results_by_topic_v3_and_below[] = {
	{ "name", NULL, "\"\"", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_NAME, FIELD_STRING, false },
	{ "resultsByPartition", add_partitions_to_txn_response_results_by_topic_v3_and_below_results_by_partition, "[]", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION, FIELD_STRUCT, true },
	LAST
};

static const struct field add_partitions_to_txn_response_results_by_transaction_topic_results_results_by_partition[] = {
	{ "partitionIndex", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_INDEX, FIELD_INT32, false },
	{ "partitionErrorCode", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field add_partitions_to_txn_response_results_by_transaction_topic_results[] = {
	{ "name", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_NAME, FIELD_STRING, false },
	{ "resultsByPartition", add_partitions_to_txn_response_results_by_transaction_topic_results_results_by_partition, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION, FIELD_STRUCT, true },
	LAST
};

static const struct field add_partitions_to_txn_response_results_by_transaction[] = {
	{ "transactionalId", NULL, "\"\"", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "topicResults", add_partitions_to_txn_response_results_by_transaction_topic_results, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS, FIELD_STRUCT, true },
	LAST
};

static const struct field add_partitions_to_txn_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "resultsByTopicV3AndBelow", add_partitions_to_txn_response_results_by_topic_v3_and_below, "[]", 0, 3, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW, FIELD_STRUCT, true },
	{ "errorCode", NULL, "0", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "resultsByTransaction", add_partitions_to_txn_response_results_by_transaction, "[]", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION, FIELD_STRUCT, true },
	LAST
};

/* AddOffsetsToTxnResponse 0-4 */
static const struct field add_offsets_to_txn_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_OFFSETS_TO_TXN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* EndTxnResponse 0-5 */
static const struct field end_txn_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "producerId", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_RESPONSE_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "-1", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  END_TXN_RESPONSE_PRODUCER_EPOCH, FIELD_INT16, false },
	LAST
};

/* WriteTxnMarkersResponse 0-2 */
static const struct field write_txn_markers_response_markers_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field write_txn_markers_response_markers_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", write_txn_markers_response_markers_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field write_txn_markers_response_markers[] = {
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_PRODUCER_ID, FIELD_INT64, false },
	{ "topics", write_txn_markers_response_markers_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field write_txn_markers_response[] = {
	{ "markers", write_txn_markers_response_markers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_TXN_MARKERS_RESPONSE_MARKERS, FIELD_STRUCT, true },
	LAST
};

/* TxnOffsetCommitResponse 0-6 */
static const struct field txn_offset_commit_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field txn_offset_commit_response_topics[] = {
	{ "name", NULL, "\"\"", 0, 5, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 6, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", txn_offset_commit_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field txn_offset_commit_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", txn_offset_commit_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  TXN_OFFSET_COMMIT_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DescribeAclsResponse 0-3 */
static const struct field describe_acls_response_resources_acls[] = {
	{ "principal", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_ACLS_PRINCIPAL, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_ACLS_HOST, FIELD_STRING, false },
	{ "operation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_ACLS_OPERATION, FIELD_INT8, false },
	{ "permissionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_ACLS_PERMISSION_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field describe_acls_response_resources[] = {
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_RESOURCE_NAME, FIELD_STRING, false },
	{ "patternType", NULL, "3", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_PATTERN_TYPE, FIELD_INT8, false },
	{ "acls", describe_acls_response_resources_acls, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES_ACLS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_acls_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "resources", describe_acls_response_resources, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_ACLS_RESPONSE_RESOURCES, FIELD_STRUCT, true },
	LAST
};

/* CreateAclsResponse 0-3 */
static const struct field create_acls_response_results[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  CREATE_ACLS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field create_acls_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", create_acls_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_ACLS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* DeleteAclsResponse 0-3 */
static const struct field delete_acls_response_filter_results_matching_acls[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_RESOURCE_NAME, FIELD_STRING, false },
	{ "patternType", NULL, "3", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_PATTERN_TYPE, FIELD_INT8, false },
	{ "principal", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_PRINCIPAL, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_HOST, FIELD_STRING, false },
	{ "operation", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_OPERATION, FIELD_INT8, false },
	{ "permissionType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS_PERMISSION_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field delete_acls_response_filter_results[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "matchingAcls", delete_acls_response_filter_results_matching_acls, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS_MATCHING_ACLS, FIELD_STRUCT, true },
	LAST
};

static const struct field delete_acls_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "filterResults", delete_acls_response_filter_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_ACLS_RESPONSE_FILTER_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeConfigsResponse 0-4 */
static const struct field describe_configs_response_results_configs_synonyms[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_SYNONYMS_NAME, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 1, ON, 1, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_SYNONYMS_VALUE, FIELD_STRING, false },
	{ "source", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_SYNONYMS_SOURCE, FIELD_INT8, false },
	LAST
};

static const struct field describe_configs_response_results_configs[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_NAME, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_VALUE, FIELD_STRING, false },
	{ "readOnly", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_READ_ONLY, FIELD_BOOL, false },
	{ "isDefault", NULL, "false", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_IS_DEFAULT, FIELD_BOOL, false },
	{ "configSource", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_CONFIG_SOURCE, FIELD_INT8, false },
	{ "isSensitive", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_IS_SENSITIVE, FIELD_BOOL, false },
	{ "synonyms", describe_configs_response_results_configs_synonyms, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_SYNONYMS, FIELD_STRUCT, true },
	{ "configType", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_CONFIG_TYPE, FIELD_INT8, false },
	{ "documentation", NULL, "\"\"", 3, ON, 3, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS_DOCUMENTATION, FIELD_STRING, false },
	LAST
};

static const struct field describe_configs_response_results[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_RESOURCE_NAME, FIELD_STRING, false },
	{ "configs", describe_configs_response_results_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_configs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", describe_configs_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CONFIGS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* AlterConfigsResponse 0-2 */
static const struct field alter_configs_response_responses[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_RESPONSES_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_RESPONSES_ERROR_MESSAGE, FIELD_STRING, false },
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_RESPONSES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_RESPONSES_RESOURCE_NAME, FIELD_STRING, false },
	LAST
};

static const struct field alter_configs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "responses", alter_configs_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CONFIGS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* AlterReplicaLogDirsResponse 0-2 */
static const struct field alter_replica_log_dirs_response_results_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_RESULTS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field alter_replica_log_dirs_response_results[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_RESULTS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", alter_replica_log_dirs_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_replica_log_dirs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", alter_replica_log_dirs_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_REPLICA_LOG_DIRS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeLogDirsResponse 0-5 */
static const struct field describe_log_dirs_response_results_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "partitionSize", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_PARTITIONS_PARTITION_SIZE, FIELD_INT64, false },
	{ "offsetLag", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_PARTITIONS_OFFSET_LAG, FIELD_INT64, false },
	{ "isFutureKey", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_PARTITIONS_IS_FUTURE_KEY, FIELD_BOOL, false },
	LAST
};

static const struct field describe_log_dirs_response_results_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", describe_log_dirs_response_results_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_log_dirs_response_results[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "logDir", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_LOG_DIR, FIELD_STRING, false },
	{ "topics", describe_log_dirs_response_results_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOPICS, FIELD_STRUCT, true },
	{ "totalBytes", NULL, "-1", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_TOTAL_BYTES, FIELD_INT64, false },
	{ "usableBytes", NULL, "-1", 4, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_USABLE_BYTES, FIELD_INT64, false },
	{ "isCordoned", NULL, "false", 5, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS_IS_CORDONED, FIELD_BOOL, false },
	LAST
};

static const struct field describe_log_dirs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "results", describe_log_dirs_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_LOG_DIRS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* SaslAuthenticateResponse 0-2 */
static const struct field sasl_authenticate_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_AUTHENTICATE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  SASL_AUTHENTICATE_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "authBytes", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_AUTHENTICATE_RESPONSE_AUTH_BYTES, FIELD_BYTES, false },
	{ "sessionLifetimeMs", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  SASL_AUTHENTICATE_RESPONSE_SESSION_LIFETIME_MS, FIELD_INT64, false },
	LAST
};

/* CreatePartitionsResponse 0-3 */
static const struct field create_partitions_response_results[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_RESPONSE_RESULTS_NAME, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field create_partitions_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", create_partitions_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_PARTITIONS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* CreateDelegationTokenResponse 0-3 */
static const struct field create_delegation_token_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "principalType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "principalName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_PRINCIPAL_NAME, FIELD_STRING, false },
	{ "tokenRequesterPrincipalType", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_TOKEN_REQUESTER_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "tokenRequesterPrincipalName", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_TOKEN_REQUESTER_PRINCIPAL_NAME, FIELD_STRING, false },
	{ "issueTimestampMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_ISSUE_TIMESTAMP_MS, FIELD_INT64, false },
	{ "expiryTimestampMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_EXPIRY_TIMESTAMP_MS, FIELD_INT64, false },
	{ "maxTimestampMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_MAX_TIMESTAMP_MS, FIELD_INT64, false },
	{ "tokenId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_TOKEN_ID, FIELD_STRING, false },
	{ "hmac", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_HMAC, FIELD_BYTES, false },
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CREATE_DELEGATION_TOKEN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	LAST
};

/* RenewDelegationTokenResponse 0-2 */
static const struct field renew_delegation_token_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  RENEW_DELEGATION_TOKEN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "expiryTimestampMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  RENEW_DELEGATION_TOKEN_RESPONSE_EXPIRY_TIMESTAMP_MS, FIELD_INT64, false },
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  RENEW_DELEGATION_TOKEN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	LAST
};

/* ExpireDelegationTokenResponse 0-2 */
static const struct field expire_delegation_token_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  EXPIRE_DELEGATION_TOKEN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "expiryTimestampMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  EXPIRE_DELEGATION_TOKEN_RESPONSE_EXPIRY_TIMESTAMP_MS, FIELD_INT64, false },
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  EXPIRE_DELEGATION_TOKEN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	LAST
};

/* DescribeDelegationTokenResponse 0-3 */
static const struct field describe_delegation_token_response_tokens_renewers[] = {
	{ "principalType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_RENEWERS_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "principalName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_RENEWERS_PRINCIPAL_NAME, FIELD_STRING, false },
	LAST
};

static const struct field describe_delegation_token_response_tokens[] = {
	{ "principalType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "principalName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_PRINCIPAL_NAME, FIELD_STRING, false },
	{ "tokenRequesterPrincipalType", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_TOKEN_REQUESTER_PRINCIPAL_TYPE, FIELD_STRING, false },
	{ "tokenRequesterPrincipalName", NULL, "\"\"", 3, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_TOKEN_REQUESTER_PRINCIPAL_NAME, FIELD_STRING, false },
	{ "issueTimestamp", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_ISSUE_TIMESTAMP, FIELD_INT64, false },
	{ "expiryTimestamp", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_EXPIRY_TIMESTAMP, FIELD_INT64, false },
	{ "maxTimestamp", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_MAX_TIMESTAMP, FIELD_INT64, false },
	{ "tokenId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_TOKEN_ID, FIELD_STRING, false },
	{ "hmac", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_HMAC, FIELD_BYTES, false },
	{ "renewers", describe_delegation_token_response_tokens_renewers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS_RENEWERS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_delegation_token_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "tokens", describe_delegation_token_response_tokens, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_TOKENS, FIELD_STRUCT, true },
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_DELEGATION_TOKEN_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	LAST
};

/* DeleteGroupsResponse 0-3 */
static const struct field delete_groups_response_results[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_RESPONSE_RESULTS_GROUP_ID, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 3, ON, 3, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field delete_groups_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", delete_groups_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_GROUPS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* ElectLeadersResponse 0-2 */
static const struct field elect_leaders_response_replica_election_results_partition_result[] = {
	{ "partitionId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS_PARTITION_RESULT_PARTITION_ID, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS_PARTITION_RESULT_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS_PARTITION_RESULT_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field elect_leaders_response_replica_election_results[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS_TOPIC, FIELD_STRING, false },
	{ "partitionResult", elect_leaders_response_replica_election_results_partition_result, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS_PARTITION_RESULT, FIELD_STRUCT, true },
	LAST
};

static const struct field elect_leaders_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "replicaElectionResults", elect_leaders_response_replica_election_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ELECT_LEADERS_RESPONSE_REPLICA_ELECTION_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* IncrementalAlterConfigsResponse 0-1 */
static const struct field incremental_alter_configs_response_responses[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_RESPONSES_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_RESPONSES_ERROR_MESSAGE, FIELD_STRING, false },
	{ "resourceType", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_RESPONSES_RESOURCE_TYPE, FIELD_INT8, false },
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_RESPONSES_RESOURCE_NAME, FIELD_STRING, false },
	LAST
};

static const struct field incremental_alter_configs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "responses", incremental_alter_configs_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INCREMENTAL_ALTER_CONFIGS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* AlterPartitionReassignmentsResponse 0-1 */
static const struct field alter_partition_reassignments_response_responses_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field alter_partition_reassignments_response_responses[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES_NAME, FIELD_STRING, false },
	{ "partitions", alter_partition_reassignments_response_responses_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_partition_reassignments_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "allowReplicationFactorChange", NULL, "true", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_ALLOW_REPLICATION_FACTOR_CHANGE, FIELD_BOOL, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "responses", alter_partition_reassignments_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_REASSIGNMENTS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* ListPartitionReassignmentsResponse 0-0 */
static const struct field list_partition_reassignments_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "replicas", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_PARTITIONS_REPLICAS, FIELD_INT32, true },
	{ "addingReplicas", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_PARTITIONS_ADDING_REPLICAS, FIELD_INT32, true },
	{ "removingReplicas", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_PARTITIONS_REMOVING_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field list_partition_reassignments_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", list_partition_reassignments_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field list_partition_reassignments_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "topics", list_partition_reassignments_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_PARTITION_REASSIGNMENTS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* OffsetDeleteResponse 0-0 */
static const struct field offset_delete_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field offset_delete_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", offset_delete_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field offset_delete_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", offset_delete_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  OFFSET_DELETE_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* DescribeClientQuotasResponse 0-1 */
static const struct field describe_client_quotas_response_entries_entity[] = {
	{ "entityType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY_ENTITY_TYPE, FIELD_STRING, false },
	{ "entityName", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY_ENTITY_NAME, FIELD_STRING, false },
	LAST
};

static const struct field describe_client_quotas_response_entries_values[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_VALUES_KEY, FIELD_STRING, false },
	{ "value", NULL, "0.0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_VALUES_VALUE, FIELD_FLOAT64, false },
	LAST
};

static const struct field describe_client_quotas_response_entries[] = {
	{ "entity", describe_client_quotas_response_entries_entity, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY, FIELD_STRUCT, true },
	{ "values", describe_client_quotas_response_entries_values, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES_VALUES, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_client_quotas_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "entries", describe_client_quotas_response_entries, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLIENT_QUOTAS_RESPONSE_ENTRIES, FIELD_STRUCT, true },
	LAST
};

/* AlterClientQuotasResponse 0-1 */
static const struct field alter_client_quotas_response_entries_entity[] = {
	{ "entityType", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY_ENTITY_TYPE, FIELD_STRING, false },
	{ "entityName", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY_ENTITY_NAME, FIELD_STRING, false },
	LAST
};

static const struct field alter_client_quotas_response_entries[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES_ERROR_MESSAGE, FIELD_STRING, false },
	{ "entity", alter_client_quotas_response_entries_entity, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES_ENTITY, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_client_quotas_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "entries", alter_client_quotas_response_entries, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_CLIENT_QUOTAS_RESPONSE_ENTRIES, FIELD_STRUCT, true },
	LAST
};

/* DescribeUserScramCredentialsResponse 0-0 */
static const struct field describe_user_scram_credentials_response_results_credential_infos[] = {
	{ "mechanism", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_CREDENTIAL_INFOS_MECHANISM, FIELD_INT8, false },
	{ "iterations", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_CREDENTIAL_INFOS_ITERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field describe_user_scram_credentials_response_results[] = {
	{ "user", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_USER, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "credentialInfos", describe_user_scram_credentials_response_results_credential_infos, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_CREDENTIAL_INFOS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_user_scram_credentials_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "results", describe_user_scram_credentials_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* AlterUserScramCredentialsResponse 0-0 */
static const struct field alter_user_scram_credentials_response_results[] = {
	{ "user", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_USER, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field alter_user_scram_credentials_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "results", alter_user_scram_credentials_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_USER_SCRAM_CREDENTIALS_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* VoteResponse 0-2 */
static const struct field vote_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "voteGranted", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS_VOTE_GRANTED, FIELD_BOOL, false },
	LAST
};

static const struct field vote_response_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", vote_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field vote_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field vote_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "topics", vote_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  VOTE_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nodeEndpoints", vote_response_node_endpoints, "[]", 1, ON, NEVER, ON, 0, 1,
	  VOTE_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* BeginQuorumEpochResponse 0-1 */
static const struct field begin_quorum_epoch_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field begin_quorum_epoch_response_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", begin_quorum_epoch_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field begin_quorum_epoch_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field begin_quorum_epoch_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "topics", begin_quorum_epoch_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BEGIN_QUORUM_EPOCH_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nodeEndpoints", begin_quorum_epoch_response_node_endpoints, "[]", 1, ON, NEVER, ON, 0, 1,
	  BEGIN_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* EndQuorumEpochResponse 0-1 */
static const struct field end_quorum_epoch_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field end_quorum_epoch_response_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", end_quorum_epoch_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field end_quorum_epoch_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field end_quorum_epoch_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "topics", end_quorum_epoch_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  END_QUORUM_EPOCH_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nodeEndpoints", end_quorum_epoch_response_node_endpoints, "[]", 1, ON, NEVER, ON, 0, 1,
	  END_QUORUM_EPOCH_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeQuorumResponse 0-2 */
static const struct field describe_quorum_response_topics_partitions_current_voters[] = {
	{ "replicaId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS_REPLICA_ID, FIELD_INT32, false },
	{ "replicaDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS_REPLICA_DIRECTORY_ID, FIELD_UUID, false },
	{ "logEndOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS_LOG_END_OFFSET, FIELD_INT64, false },
	{ "lastFetchTimestamp", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS_LAST_FETCH_TIMESTAMP, FIELD_INT64, false },
	{ "lastCaughtUpTimestamp", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS_LAST_CAUGHT_UP_TIMESTAMP, FIELD_INT64, false },
	LAST
};

static const struct field describe_quorum_response_topics_partitions_observers[] = {
	{ "replicaId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS_REPLICA_ID, FIELD_INT32, false },
	{ "replicaDirectoryId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS_REPLICA_DIRECTORY_ID, FIELD_UUID, false },
	{ "logEndOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS_LOG_END_OFFSET, FIELD_INT64, false },
	{ "lastFetchTimestamp", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS_LAST_FETCH_TIMESTAMP, FIELD_INT64, false },
	{ "lastCaughtUpTimestamp", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS_LAST_CAUGHT_UP_TIMESTAMP, FIELD_INT64, false },
	LAST
};

static const struct field describe_quorum_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 2, ON, 2, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "highWatermark", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_HIGH_WATERMARK, FIELD_INT64, false },
	{ "currentVoters", describe_quorum_response_topics_partitions_current_voters, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_CURRENT_VOTERS, FIELD_STRUCT, true },
	{ "observers", describe_quorum_response_topics_partitions_observers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS_OBSERVERS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_quorum_response_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", describe_quorum_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_quorum_response_nodes_listeners[] = {
	{ "name", NULL, "\"\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES_LISTENERS_NAME, FIELD_STRING, false },
	{ "host", NULL, "\"\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES_LISTENERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES_LISTENERS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field describe_quorum_response_nodes[] = {
	{ "nodeId", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES_NODE_ID, FIELD_INT32, false },
	{ "listeners", describe_quorum_response_nodes_listeners, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES_LISTENERS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_quorum_response[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 2, ON, 2, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "topics", describe_quorum_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nodes", describe_quorum_response_nodes, "[]", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_QUORUM_RESPONSE_NODES, FIELD_STRUCT, true },
	LAST
};

/* AlterPartitionResponse 0-3 */
static const struct field alter_partition_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "isr", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_ISR, FIELD_INT32, true },
	{ "leaderRecoveryState", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_LEADER_RECOVERY_STATE, FIELD_INT8, false },
	{ "partitionEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS_PARTITION_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field alter_partition_response_topics[] = {
	{ "topicName", NULL, "\"\"", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", alter_partition_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_partition_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "topics", alter_partition_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_PARTITION_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* UpdateFeaturesResponse 0-2 */
static const struct field update_features_response_results[] = {
	{ "feature", NULL, "\"\"", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_RESULTS_FEATURE, FIELD_STRING, false },
	{ "errorCode", NULL, "0", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_RESULTS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, 1, 0, 1, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_RESULTS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field update_features_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "results", update_features_response_results, "[]", 0, 1, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_FEATURES_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* EnvelopeResponse 0-0 */
static const struct field envelope_response[] = {
	{ "responseData", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  ENVELOPE_RESPONSE_RESPONSE_DATA, FIELD_BYTES, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ENVELOPE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* FetchSnapshotResponse 0-1 */
static const struct field fetch_snapshot_response_topics_partitions_snapshot_id[] = {
	{ "endOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_SNAPSHOT_ID_END_OFFSET, FIELD_INT64, false },
	{ "epoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_SNAPSHOT_ID_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field fetch_snapshot_response_topics_partitions_current_leader[] = {
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field fetch_snapshot_response_topics_partitions[] = {
	{ "index", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "snapshotId", fetch_snapshot_response_topics_partitions_snapshot_id, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_SNAPSHOT_ID, FIELD_STRUCT, false },
	{ "currentLeader", fetch_snapshot_response_topics_partitions_current_leader, NULL, 0, ON, NEVER, ON, 0, 0,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_CURRENT_LEADER, FIELD_STRUCT, false },
	{ "size", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_SIZE, FIELD_INT64, false },
	{ "position", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_POSITION, FIELD_INT64, false },
	{ "unalignedRecords", NULL, "null", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS_UNALIGNED_RECORDS, FIELD_RECORDS, false },
	LAST
};

static const struct field fetch_snapshot_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", fetch_snapshot_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field fetch_snapshot_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field fetch_snapshot_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "topics", fetch_snapshot_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  FETCH_SNAPSHOT_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nodeEndpoints", fetch_snapshot_response_node_endpoints, "[]", 1, ON, NEVER, ON, 0, 1,
	  FETCH_SNAPSHOT_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* DescribeClusterResponse 0-2 */
static const struct field describe_cluster_response_brokers[] = {
	{ "brokerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_BROKER_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_RACK, FIELD_STRING, false },
	{ "isFenced", NULL, "false", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_IS_FENCED, FIELD_BOOL, false },
	LAST
};

static const struct field describe_cluster_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "endpointType", NULL, "1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_ENDPOINT_TYPE, FIELD_INT8, false },
	{ "clusterId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_CLUSTER_ID, FIELD_STRING, false },
	{ "controllerId", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_CONTROLLER_ID, FIELD_INT32, false },
	{ "brokers", describe_cluster_response_brokers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS, FIELD_STRUCT, true },
	{ "clusterAuthorizedOperations", NULL, "-2147483648", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_CLUSTER_RESPONSE_CLUSTER_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

/* DescribeProducersResponse 0-0 */
static const struct field describe_producers_response_topics_partitions_active_producers[] = {
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_PRODUCER_EPOCH, FIELD_INT32, false },
	{ "lastSequence", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_LAST_SEQUENCE, FIELD_INT32, false },
	{ "lastTimestamp", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_LAST_TIMESTAMP, FIELD_INT64, false },
	{ "coordinatorEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_COORDINATOR_EPOCH, FIELD_INT32, false },
	{ "currentTxnStartOffset", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS_CURRENT_TXN_START_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field describe_producers_response_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "activeProducers", describe_producers_response_topics_partitions_active_producers, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS_ACTIVE_PRODUCERS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_producers_response_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", describe_producers_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_producers_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", describe_producers_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_PRODUCERS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	LAST
};

/* BrokerRegistrationResponse 0-4 */
static const struct field broker_registration_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "brokerEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_REGISTRATION_RESPONSE_BROKER_EPOCH, FIELD_INT64, false },
	LAST
};

/* BrokerHeartbeatResponse 0-2 */
static const struct field broker_heartbeat_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "isCaughtUp", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_RESPONSE_IS_CAUGHT_UP, FIELD_BOOL, false },
	{ "isFenced", NULL, "true", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_RESPONSE_IS_FENCED, FIELD_BOOL, false },
	{ "shouldShutDown", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  BROKER_HEARTBEAT_RESPONSE_SHOULD_SHUT_DOWN, FIELD_BOOL, false },
	LAST
};

/* UnregisterBrokerResponse 0-0 */
static const struct field unregister_broker_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_BROKER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_BROKER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  UNREGISTER_BROKER_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

/* DescribeTransactionsResponse 0-0 */
static const struct field describe_transactions_response_transaction_states_topics[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TOPICS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TOPICS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field describe_transactions_response_transaction_states[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_ERROR_CODE, FIELD_INT16, false },
	{ "transactionalId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "transactionState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTION_STATE, FIELD_STRING, false },
	{ "transactionTimeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTION_TIMEOUT_MS, FIELD_INT32, false },
	{ "transactionStartTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTION_START_TIME_MS, FIELD_INT64, false },
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_PRODUCER_ID, FIELD_INT64, false },
	{ "producerEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_PRODUCER_EPOCH, FIELD_INT16, false },
	{ "topics", describe_transactions_response_transaction_states_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_transactions_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "transactionStates", describe_transactions_response_transaction_states, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TRANSACTIONS_RESPONSE_TRANSACTION_STATES, FIELD_STRUCT, true },
	LAST
};

/* ListTransactionsResponse 0-2 */
static const struct field list_transactions_response_transaction_states[] = {
	{ "transactionalId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTIONAL_ID, FIELD_STRING, false },
	{ "producerId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_PRODUCER_ID, FIELD_INT64, false },
	{ "transactionState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_TRANSACTION_STATES_TRANSACTION_STATE, FIELD_STRING, false },
	LAST
};

static const struct field list_transactions_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "unknownStateFilters", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_UNKNOWN_STATE_FILTERS, FIELD_STRING, true },
	{ "transactionStates", list_transactions_response_transaction_states, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_TRANSACTIONS_RESPONSE_TRANSACTION_STATES, FIELD_STRUCT, true },
	LAST
};

/* AllocateProducerIdsResponse 0-0 */
static const struct field allocate_producer_ids_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "producerIdStart", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_RESPONSE_PRODUCER_ID_START, FIELD_INT64, false },
	{ "producerIdLen", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALLOCATE_PRODUCER_IDS_RESPONSE_PRODUCER_ID_LEN, FIELD_INT32, false },
	LAST
};

/* ConsumerGroupHeartbeatResponse 0-1 */
static const struct field consumer_group_heartbeat_response_assignment_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_group_heartbeat_response_assignment[] = {
	{ "topicPartitions", consumer_group_heartbeat_response_assignment_topic_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field consumer_group_heartbeat_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "memberId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH, FIELD_INT32, false },
	{ "heartbeatIntervalMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_HEARTBEAT_INTERVAL_MS, FIELD_INT32, false },
	{ "assignment", consumer_group_heartbeat_response_assignment, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT, FIELD_STRUCT, false },
	LAST
};

/* ConsumerGroupDescribeResponse 0-1 */
static const struct field consumer_group_describe_response_groups_members_assignment_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_group_describe_response_groups_members_assignment[] = {
	{ "topicPartitions", consumer_group_describe_response_groups_members_assignment_topic_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field consumer_group_describe_response_groups_members_target_assignment_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field consumer_group_describe_response_groups_members_target_assignment[] = {
	{ "topicPartitions", consumer_group_describe_response_groups_members_target_assignment_topic_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field consumer_group_describe_response_groups_members[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "instanceId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_INSTANCE_ID, FIELD_STRING, false },
	{ "rackId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_RACK_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_EPOCH, FIELD_INT32, false },
	{ "clientId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_ID, FIELD_STRING, false },
	{ "clientHost", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_HOST, FIELD_STRING, false },
	{ "subscribedTopicNames", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_SUBSCRIBED_TOPIC_NAMES, FIELD_STRING, true },
	{ "subscribedTopicRegex", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_SUBSCRIBED_TOPIC_REGEX, FIELD_STRING, false },
	{ "assignment", consumer_group_describe_response_groups_members_assignment, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT, FIELD_STRUCT, false },
	{ "targetAssignment", consumer_group_describe_response_groups_members_target_assignment, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT, FIELD_STRUCT, false },
	{ "memberType", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field consumer_group_describe_response_groups[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "groupState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_STATE, FIELD_STRING, false },
	{ "groupEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_EPOCH, FIELD_INT32, false },
	{ "assignmentEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNMENT_EPOCH, FIELD_INT32, false },
	{ "assignorName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNOR_NAME, FIELD_STRING, false },
	{ "members", consumer_group_describe_response_groups_members, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS, FIELD_STRUCT, true },
	{ "authorizedOperations", NULL, "-2147483648", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field consumer_group_describe_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "groups", consumer_group_describe_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONSUMER_GROUP_DESCRIBE_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* ControllerRegistrationResponse 0-0 */
static const struct field controller_registration_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  CONTROLLER_REGISTRATION_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

/* GetTelemetrySubscriptionsResponse 0-0 */
static const struct field get_telemetry_subscriptions_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "clientInstanceId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_CLIENT_INSTANCE_ID, FIELD_UUID, false },
	{ "subscriptionId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_SUBSCRIPTION_ID, FIELD_INT32, false },
	{ "acceptedCompressionTypes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_ACCEPTED_COMPRESSION_TYPES, FIELD_INT8, true },
	{ "pushIntervalMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_PUSH_INTERVAL_MS, FIELD_INT32, false },
	{ "telemetryMaxBytes", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_TELEMETRY_MAX_BYTES, FIELD_INT32, false },
	{ "deltaTemporality", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_DELTA_TEMPORALITY, FIELD_BOOL, false },
	{ "requestedMetrics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  GET_TELEMETRY_SUBSCRIPTIONS_RESPONSE_REQUESTED_METRICS, FIELD_STRING, true },
	LAST
};

/* PushTelemetryResponse 0-0 */
static const struct field push_telemetry_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  PUSH_TELEMETRY_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	LAST
};

/* AssignReplicasToDirsResponse 0-0 */
static const struct field assign_replicas_to_dirs_response_directories_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	LAST
};

static const struct field assign_replicas_to_dirs_response_directories_topics[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", assign_replicas_to_dirs_response_directories_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field assign_replicas_to_dirs_response_directories[] = {
	{ "id", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_ID, FIELD_UUID, false },
	{ "topics", assign_replicas_to_dirs_response_directories_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field assign_replicas_to_dirs_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "directories", assign_replicas_to_dirs_response_directories, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ASSIGN_REPLICAS_TO_DIRS_RESPONSE_DIRECTORIES, FIELD_STRUCT, true },
	LAST
};

/* ListConfigResourcesResponse 0-1 */
static const struct field list_config_resources_response_config_resources[] = {
	{ "resourceName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_RESPONSE_CONFIG_RESOURCES_RESOURCE_NAME, FIELD_STRING, false },
	{ "resourceType", NULL, "16", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_RESPONSE_CONFIG_RESOURCES_RESOURCE_TYPE, FIELD_INT8, false },
	LAST
};

static const struct field list_config_resources_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "configResources", list_config_resources_response_config_resources, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  LIST_CONFIG_RESOURCES_RESPONSE_CONFIG_RESOURCES, FIELD_STRUCT, true },
	LAST
};

/* DescribeTopicPartitionsResponse 0-0 */
static const struct field describe_topic_partitions_response_topics_partitions[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "replicaNodes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_REPLICA_NODES, FIELD_INT32, true },
	{ "isrNodes", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_ISR_NODES, FIELD_INT32, true },
	{ "eligibleLeaderReplicas", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_ELIGIBLE_LEADER_REPLICAS, FIELD_INT32, true },
	{ "lastKnownElr", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_LAST_KNOWN_ELR, FIELD_INT32, true },
	{ "offlineReplicas", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS_OFFLINE_REPLICAS, FIELD_INT32, true },
	LAST
};

static const struct field describe_topic_partitions_response_topics[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_ERROR_CODE, FIELD_INT16, false },
	{ "name", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "isInternal", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_IS_INTERNAL, FIELD_BOOL, false },
	{ "partitions", describe_topic_partitions_response_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	{ "topicAuthorizedOperations", NULL, "-2147483648", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS_TOPIC_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field describe_topic_partitions_response_next_cursor[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_NEXT_CURSOR_TOPIC_NAME, FIELD_STRING, false },
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_NEXT_CURSOR_PARTITION_INDEX, FIELD_INT32, false },
	LAST
};

static const struct field describe_topic_partitions_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "topics", describe_topic_partitions_response_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_TOPICS, FIELD_STRUCT, true },
	{ "nextCursor", describe_topic_partitions_response_next_cursor, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_TOPIC_PARTITIONS_RESPONSE_NEXT_CURSOR, FIELD_STRUCT, false },
	LAST
};

/* ShareGroupHeartbeatResponse 1-1 */
static const struct field share_group_heartbeat_response_assignment_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field share_group_heartbeat_response_assignment[] = {
	{ "topicPartitions", share_group_heartbeat_response_assignment_topic_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_group_heartbeat_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "memberId", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH, FIELD_INT32, false },
	{ "heartbeatIntervalMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_HEARTBEAT_INTERVAL_MS, FIELD_INT32, false },
	{ "assignment", share_group_heartbeat_response_assignment, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT, FIELD_STRUCT, false },
	LAST
};

/* ShareGroupDescribeResponse 1-1 */
static const struct field share_group_describe_response_groups_members_assignment_topic_partitions[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID, FIELD_UUID, false },
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field share_group_describe_response_groups_members_assignment[] = {
	{ "topicPartitions", share_group_describe_response_groups_members_assignment_topic_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_TOPIC_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_group_describe_response_groups_members[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "rackId", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_RACK_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_EPOCH, FIELD_INT32, false },
	{ "clientId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_ID, FIELD_STRING, false },
	{ "clientHost", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_HOST, FIELD_STRING, false },
	{ "subscribedTopicNames", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_SUBSCRIBED_TOPIC_NAMES, FIELD_STRING, true },
	{ "assignment", share_group_describe_response_groups_members_assignment, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT, FIELD_STRUCT, false },
	LAST
};

static const struct field share_group_describe_response_groups[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "groupState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_STATE, FIELD_STRING, false },
	{ "groupEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_EPOCH, FIELD_INT32, false },
	{ "assignmentEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNMENT_EPOCH, FIELD_INT32, false },
	{ "assignorName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNOR_NAME, FIELD_STRING, false },
	{ "members", share_group_describe_response_groups_members, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS, FIELD_STRUCT, true },
	{ "authorizedOperations", NULL, "-2147483648", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	LAST
};

static const struct field share_group_describe_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "groups", share_group_describe_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_GROUP_DESCRIBE_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* ShareFetchResponse 1-2 */
static const struct field share_fetch_response_responses_partitions_current_leader[] = {
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field share_fetch_response_responses_partitions_acquired_records[] = {
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_LAST_OFFSET, FIELD_INT64, false },
	{ "deliveryCount", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_DELIVERY_COUNT, FIELD_INT16, false },
	LAST
};

static const struct field share_fetch_response_responses_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "acknowledgeErrorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACKNOWLEDGE_ERROR_CODE, FIELD_INT16, false },
	{ "acknowledgeErrorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACKNOWLEDGE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "currentLeader", share_fetch_response_responses_partitions_current_leader, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER, FIELD_STRUCT, false },
	{ "records", NULL, "null", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS, FIELD_RECORDS, false },
	{ "acquiredRecords", share_fetch_response_responses_partitions_acquired_records, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_fetch_response_responses[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", share_fetch_response_responses_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_fetch_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_NODE_ENDPOINTS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field share_fetch_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "acquisitionLockTimeoutMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_ACQUISITION_LOCK_TIMEOUT_MS, FIELD_INT32, false },
	{ "responses", share_fetch_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	{ "nodeEndpoints", share_fetch_response_node_endpoints, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_FETCH_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* ShareAcknowledgeResponse 1-2 */
static const struct field share_acknowledge_response_responses_partitions_current_leader[] = {
	{ "leaderId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	LAST
};

static const struct field share_acknowledge_response_responses_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "currentLeader", share_acknowledge_response_responses_partitions_current_leader, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_CURRENT_LEADER, FIELD_STRUCT, false },
	LAST
};

static const struct field share_acknowledge_response_responses[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", share_acknowledge_response_responses_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field share_acknowledge_response_node_endpoints[] = {
	{ "nodeId", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS_NODE_ID, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS_PORT, FIELD_INT32, false },
	{ "rack", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS_RACK, FIELD_STRING, false },
	LAST
};

static const struct field share_acknowledge_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 1, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "acquisitionLockTimeoutMs", NULL, "0", 2, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_ACQUISITION_LOCK_TIMEOUT_MS, FIELD_INT32, false },
	{ "responses", share_acknowledge_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	{ "nodeEndpoints", share_acknowledge_response_node_endpoints, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS, FIELD_STRUCT, true },
	LAST
};

/* AddRaftVoterResponse 0-1 */
static const struct field add_raft_voter_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  ADD_RAFT_VOTER_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

/* RemoveRaftVoterResponse 0-0 */
static const struct field remove_raft_voter_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  REMOVE_RAFT_VOTER_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

/* UpdateRaftVoterResponse 0-0 */
static const struct field update_raft_voter_response_current_leader[] = {
	{ "leaderId", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_CURRENT_LEADER_LEADER_ID, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "-1", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_CURRENT_LEADER_LEADER_EPOCH, FIELD_INT32, false },
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_CURRENT_LEADER_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_CURRENT_LEADER_PORT, FIELD_INT32, false },
	LAST
};

static const struct field update_raft_voter_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UPDATE_RAFT_VOTER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "currentLeader", update_raft_voter_response_current_leader, NULL, 0, ON, NEVER, ON, 0, 0,
	  UPDATE_RAFT_VOTER_RESPONSE_CURRENT_LEADER, FIELD_STRUCT, false },
	LAST
};

/* InitializeShareGroupStateResponse 0-0 */
static const struct field initialize_share_group_state_response_results_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field initialize_share_group_state_response_results[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", initialize_share_group_state_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field initialize_share_group_state_response[] = {
	{ "results", initialize_share_group_state_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  INITIALIZE_SHARE_GROUP_STATE_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* ReadShareGroupStateResponse 0-0 */
static const struct field read_share_group_state_response_results_partitions_state_batches[] = {
	{ "firstOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_BATCHES_FIRST_OFFSET, FIELD_INT64, false },
	{ "lastOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_BATCHES_LAST_OFFSET, FIELD_INT64, false },
	{ "deliveryState", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_BATCHES_DELIVERY_STATE, FIELD_INT8, false },
	{ "deliveryCount", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_BATCHES_DELIVERY_COUNT, FIELD_INT16, false },
	LAST
};

static const struct field read_share_group_state_response_results_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "stateEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_EPOCH, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	{ "stateBatches", read_share_group_state_response_results_partitions_state_batches, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_STATE_BATCHES, FIELD_STRUCT, true },
	LAST
};

static const struct field read_share_group_state_response_results[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", read_share_group_state_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field read_share_group_state_response[] = {
	{ "results", read_share_group_state_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* WriteShareGroupStateResponse 0-1 */
static const struct field write_share_group_state_response_results_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field write_share_group_state_response_results[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", write_share_group_state_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field write_share_group_state_response[] = {
	{ "results", write_share_group_state_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  WRITE_SHARE_GROUP_STATE_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* DeleteShareGroupStateResponse 0-0 */
static const struct field delete_share_group_state_response_results_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field delete_share_group_state_response_results[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", delete_share_group_state_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field delete_share_group_state_response[] = {
	{ "results", delete_share_group_state_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_STATE_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* ReadShareGroupStateSummaryResponse 0-1 */
static const struct field read_share_group_state_summary_response_results_partitions[] = {
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_PARTITION, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "stateEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_STATE_EPOCH, FIELD_INT32, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	{ "deliveryCompleteCount", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS_DELIVERY_COMPLETE_COUNT, FIELD_INT32, false },
	LAST
};

static const struct field read_share_group_state_summary_response_results[] = {
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", read_share_group_state_summary_response_results_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field read_share_group_state_summary_response[] = {
	{ "results", read_share_group_state_summary_response_results, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  READ_SHARE_GROUP_STATE_SUMMARY_RESPONSE_RESULTS, FIELD_STRUCT, true },
	LAST
};

/* StreamsGroupHeartbeatResponse 0-1 */
static const struct field streams_group_heartbeat_response_status[] = {
	{ "statusCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STATUS_STATUS_CODE, FIELD_INT8, false },
	{ "statusDetail", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STATUS_STATUS_DETAIL, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_heartbeat_response_active_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ACTIVE_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ACTIVE_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_response_standby_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STANDBY_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STANDBY_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_response_warmup_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_WARMUP_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_WARMUP_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_response_partitions_by_user_endpoint_user_endpoint[] = {
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_USER_ENDPOINT_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_USER_ENDPOINT_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field streams_group_heartbeat_response_partitions_by_user_endpoint_active_partitions[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_ACTIVE_PARTITIONS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_ACTIVE_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_response_partitions_by_user_endpoint_standby_partitions[] = {
	{ "topic", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_STANDBY_PARTITIONS_TOPIC, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_STANDBY_PARTITIONS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_heartbeat_response_partitions_by_user_endpoint[] = {
	{ "userEndpoint", streams_group_heartbeat_response_partitions_by_user_endpoint_user_endpoint, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_USER_ENDPOINT, FIELD_STRUCT, false },
	{ "activePartitions", streams_group_heartbeat_response_partitions_by_user_endpoint_active_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_ACTIVE_PARTITIONS, FIELD_STRUCT, true },
	{ "standbyPartitions", streams_group_heartbeat_response_partitions_by_user_endpoint_standby_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT_STANDBY_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_heartbeat_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH, FIELD_INT32, false },
	{ "heartbeatIntervalMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_HEARTBEAT_INTERVAL_MS, FIELD_INT32, false },
	{ "acceptableRecoveryLagLegacy", NULL, "0", 0, 0, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ACCEPTABLE_RECOVERY_LAG_LEGACY, FIELD_INT32, false },
	{ "taskOffsetIntervalMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_TASK_OFFSET_INTERVAL_MS, FIELD_INT32, false },
	{ "acceptableRecoveryLag", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ACCEPTABLE_RECOVERY_LAG, FIELD_INT64, false },
	{ "status", streams_group_heartbeat_response_status, "[]", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STATUS, FIELD_STRUCT, true },
	{ "activeTasks", streams_group_heartbeat_response_active_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ACTIVE_TASKS, FIELD_STRUCT, true },
	{ "standbyTasks", streams_group_heartbeat_response_standby_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_STANDBY_TASKS, FIELD_STRUCT, true },
	{ "warmupTasks", streams_group_heartbeat_response_warmup_tasks, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_WARMUP_TASKS, FIELD_STRUCT, true },
	{ "topologyDescriptionRequired", NULL, "false", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_TOPOLOGY_DESCRIPTION_REQUIRED, FIELD_BOOL, false },
	{ "endpointInformationEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_ENDPOINT_INFORMATION_EPOCH, FIELD_INT32, false },
	{ "partitionsByUserEndpoint", streams_group_heartbeat_response_partitions_by_user_endpoint, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_HEARTBEAT_RESPONSE_PARTITIONS_BY_USER_ENDPOINT, FIELD_STRUCT, true },
	LAST
};

/* StreamsGroupDescribeResponse 0-1 */
static const struct field streams_group_describe_response_groups_topology_subtopologies_state_changelog_topics_topic_configs[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_subtopologies_state_changelog_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "topicConfigs", streams_group_describe_response_groups_topology_subtopologies_state_changelog_topics_topic_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS_TOPIC_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_subtopologies_repartition_source_topics_topic_configs[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_subtopologies_repartition_source_topics[] = {
	{ "name", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_NAME, FIELD_STRING, false },
	{ "partitions", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_PARTITIONS, FIELD_INT32, false },
	{ "replicationFactor", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_REPLICATION_FACTOR, FIELD_INT16, false },
	{ "topicConfigs", streams_group_describe_response_groups_topology_subtopologies_repartition_source_topics_topic_configs, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS_TOPIC_CONFIGS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_subtopologies[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "sourceTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_SOURCE_TOPICS, FIELD_STRING, true },
	{ "repartitionSinkTopics", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SINK_TOPICS, FIELD_STRING, true },
	{ "stateChangelogTopics", streams_group_describe_response_groups_topology_subtopologies_state_changelog_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_STATE_CHANGELOG_TOPICS, FIELD_STRUCT, true },
	{ "repartitionSourceTopics", streams_group_describe_response_groups_topology_subtopologies_repartition_source_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES_REPARTITION_SOURCE_TOPICS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology[] = {
	{ "epoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_EPOCH, FIELD_INT32, false },
	{ "subtopologies", streams_group_describe_response_groups_topology_subtopologies, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_SUBTOPOLOGIES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_user_endpoint[] = {
	{ "host", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_USER_ENDPOINT_HOST, FIELD_STRING, false },
	{ "port", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_USER_ENDPOINT_PORT, FIELD_UINT16, false },
	LAST
};

static const struct field streams_group_describe_response_groups_members_client_tags[] = {
	{ "key", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_TAGS_KEY, FIELD_STRING, false },
	{ "value", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_TAGS_VALUE, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_describe_response_groups_members_task_offsets[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_OFFSETS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_OFFSETS_PARTITION, FIELD_INT32, false },
	{ "offset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_OFFSETS_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field streams_group_describe_response_groups_members_task_end_offsets[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_END_OFFSETS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partition", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_END_OFFSETS_PARTITION, FIELD_INT32, false },
	{ "offset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_END_OFFSETS_OFFSET, FIELD_INT64, false },
	LAST
};

static const struct field streams_group_describe_response_groups_members_assignment_active_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_ACTIVE_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_ACTIVE_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_assignment_standby_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_STANDBY_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_STANDBY_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_assignment_warmup_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_WARMUP_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_WARMUP_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_assignment[] = {
	{ "activeTasks", streams_group_describe_response_groups_members_assignment_active_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_ACTIVE_TASKS, FIELD_STRUCT, true },
	{ "standbyTasks", streams_group_describe_response_groups_members_assignment_standby_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_STANDBY_TASKS, FIELD_STRUCT, true },
	{ "warmupTasks", streams_group_describe_response_groups_members_assignment_warmup_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT_WARMUP_TASKS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_target_assignment_active_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_ACTIVE_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_ACTIVE_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_target_assignment_standby_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_STANDBY_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_STANDBY_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_target_assignment_warmup_tasks[] = {
	{ "subtopologyId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_WARMUP_TASKS_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "partitions", NULL, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_WARMUP_TASKS_PARTITIONS, FIELD_INT32, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members_target_assignment[] = {
	{ "activeTasks", streams_group_describe_response_groups_members_target_assignment_active_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_ACTIVE_TASKS, FIELD_STRUCT, true },
	{ "standbyTasks", streams_group_describe_response_groups_members_target_assignment_standby_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_STANDBY_TASKS, FIELD_STRUCT, true },
	{ "warmupTasks", streams_group_describe_response_groups_members_target_assignment_warmup_tasks, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT_WARMUP_TASKS, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_members[] = {
	{ "memberId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_ID, FIELD_STRING, false },
	{ "memberEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_MEMBER_EPOCH, FIELD_INT32, false },
	{ "instanceId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_INSTANCE_ID, FIELD_STRING, false },
	{ "rackId", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_RACK_ID, FIELD_STRING, false },
	{ "clientId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_ID, FIELD_STRING, false },
	{ "clientHost", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_HOST, FIELD_STRING, false },
	{ "topologyEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TOPOLOGY_EPOCH, FIELD_INT32, false },
	{ "processId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_PROCESS_ID, FIELD_STRING, false },
	{ "userEndpoint", streams_group_describe_response_groups_members_user_endpoint, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_USER_ENDPOINT, FIELD_STRUCT, false },
	{ "clientTags", streams_group_describe_response_groups_members_client_tags, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_CLIENT_TAGS, FIELD_STRUCT, true },
	{ "taskOffsets", streams_group_describe_response_groups_members_task_offsets, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_OFFSETS, FIELD_STRUCT, true },
	{ "taskEndOffsets", streams_group_describe_response_groups_members_task_end_offsets, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TASK_END_OFFSETS, FIELD_STRUCT, true },
	{ "assignment", streams_group_describe_response_groups_members_assignment, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_ASSIGNMENT, FIELD_STRUCT, false },
	{ "targetAssignment", streams_group_describe_response_groups_members_target_assignment, NULL, 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_TARGET_ASSIGNMENT, FIELD_STRUCT, false },
	{ "isClassic", NULL, "false", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS_IS_CLASSIC, FIELD_BOOL, false },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description_subtopologies_nodes[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description_subtopologies[] = {
	{ "subtopologyId", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_SUBTOPOLOGY_ID, FIELD_STRING, false },
	{ "nodes", streams_group_describe_response_groups_topology_description_subtopologies_nodes, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES_NODES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description_global_stores_source[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description_global_stores_processor[] = {
	{ "name", NULL, "\"\"", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_NAME, FIELD_STRING, false },
	{ "nodeType", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_NODE_TYPE, FIELD_INT8, false },
	{ "sourceTopics", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SOURCE_TOPICS, FIELD_STRING, true },
	{ "sinkTopic", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SINK_TOPIC, FIELD_STRING, false },
	{ "stores", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_STORES, FIELD_STRING, true },
	{ "successors", NULL, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR_SUCCESSORS, FIELD_STRING, true },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description_global_stores[] = {
	{ "source", streams_group_describe_response_groups_topology_description_global_stores_source, NULL, 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_SOURCE, FIELD_STRUCT, false },
	{ "processor", streams_group_describe_response_groups_topology_description_global_stores_processor, NULL, 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES_PROCESSOR, FIELD_STRUCT, false },
	LAST
};

static const struct field streams_group_describe_response_groups_topology_description[] = {
	{ "subtopologies", streams_group_describe_response_groups_topology_description_subtopologies, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_SUBTOPOLOGIES, FIELD_STRUCT, true },
	{ "globalStores", streams_group_describe_response_groups_topology_description_global_stores, "[]", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_GLOBAL_STORES, FIELD_STRUCT, true },
	LAST
};

static const struct field streams_group_describe_response_groups[] = {
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_ERROR_MESSAGE, FIELD_STRING, false },
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "groupState", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_STATE, FIELD_STRING, false },
	{ "groupEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_GROUP_EPOCH, FIELD_INT32, false },
	{ "assignmentEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNMENT_EPOCH, FIELD_INT32, false },
	{ "topology", streams_group_describe_response_groups_topology, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY, FIELD_STRUCT, false },
	{ "members", streams_group_describe_response_groups_members, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_MEMBERS, FIELD_STRUCT, true },
	{ "authorizedOperations", NULL, "-2147483648", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_AUTHORIZED_OPERATIONS, FIELD_INT32, false },
	{ "topologyDescription", streams_group_describe_response_groups_topology_description, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION, FIELD_STRUCT, false },
	{ "topologyDescriptionStatus", NULL, "0", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_TOPOLOGY_DESCRIPTION_STATUS, FIELD_INT8, false },
	{ "assignorName", NULL, "null", 1, ON, 1, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS_ASSIGNOR_NAME, FIELD_STRING, false },
	LAST
};

static const struct field streams_group_describe_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "groups", streams_group_describe_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_DESCRIBE_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* DescribeShareGroupOffsetsResponse 0-1 */
static const struct field describe_share_group_offsets_response_groups_topics_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "startOffset", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_START_OFFSET, FIELD_INT64, false },
	{ "leaderEpoch", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_LEADER_EPOCH, FIELD_INT32, false },
	{ "lag", NULL, "-1", 1, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_LAG, FIELD_INT64, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field describe_share_group_offsets_response_groups_topics[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", describe_share_group_offsets_response_groups_topics_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field describe_share_group_offsets_response_groups[] = {
	{ "groupId", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_GROUP_ID, FIELD_STRING, false },
	{ "topics", describe_share_group_offsets_response_groups_topics, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_TOPICS, FIELD_STRUCT, true },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field describe_share_group_offsets_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "groups", describe_share_group_offsets_response_groups, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DESCRIBE_SHARE_GROUP_OFFSETS_RESPONSE_GROUPS, FIELD_STRUCT, true },
	LAST
};

/* AlterShareGroupOffsetsResponse 0-0 */
static const struct field alter_share_group_offsets_response_responses_partitions[] = {
	{ "partitionIndex", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field alter_share_group_offsets_response_responses[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "partitions", alter_share_group_offsets_response_responses_partitions, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS, FIELD_STRUCT, true },
	LAST
};

static const struct field alter_share_group_offsets_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "responses", alter_share_group_offsets_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* DeleteShareGroupOffsetsResponse 0-0 */
static const struct field delete_share_group_offsets_response_responses[] = {
	{ "topicName", NULL, "\"\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME, FIELD_STRING, false },
	{ "topicId", NULL, "\"AAAAAAAAAAAAAAAAAAAAAA\"", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_ID, FIELD_UUID, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

static const struct field delete_share_group_offsets_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	{ "responses", delete_share_group_offsets_response_responses, "[]", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES, FIELD_STRUCT, true },
	LAST
};

/* StreamsGroupTopologyDescriptionUpdateResponse 0-0 */
static const struct field streams_group_topology_description_update_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "null", 0, ON, 0, ON, NO_TAG, NEVER,
	  STREAMS_GROUP_TOPOLOGY_DESCRIPTION_UPDATE_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

/* UnregisterControllerResponse 0-0 */
static const struct field unregister_controller_response[] = {
	{ "throttleTimeMs", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_CONTROLLER_RESPONSE_THROTTLE_TIME_MS, FIELD_INT32, false },
	{ "errorCode", NULL, "0", 0, ON, NEVER, ON, NO_TAG, NEVER,
	  UNREGISTER_CONTROLLER_RESPONSE_ERROR_CODE, FIELD_INT16, false },
	{ "errorMessage", NULL, "\"\"", 0, ON, 0, ON, NO_TAG, NEVER,
	  UNREGISTER_CONTROLLER_RESPONSE_ERROR_MESSAGE, FIELD_STRING, false },
	LAST
};

const struct message request_messages[] = {
	{ "ProduceRequest", produce_request, 0, 0, 13, 9, MESSAGE_REQUEST },
	{ "FetchRequest", fetch_request, 1, 0, 18, 12, MESSAGE_REQUEST },
	{ "ListOffsetsRequest", list_offsets_request, 2, 0, 11, 6, MESSAGE_REQUEST },
	{ "MetadataRequest", metadata_request, 3, 0, 13, 9, MESSAGE_REQUEST },
	{ "LeaderAndIsrRequest", leader_and_isr_request, 4, 0, 7, 4, MESSAGE_REQUEST },
	{ "StopReplicaRequest", stop_replica_request, 5, 0, 4, 2, MESSAGE_REQUEST },
	{ "UpdateMetadataRequest", update_metadata_request, 6, 0, 8, 6, MESSAGE_REQUEST },
	{ "ControlledShutdownRequest", controlled_shutdown_request, 7, 0, 3, 3, MESSAGE_REQUEST },
	{ "OffsetCommitRequest", offset_commit_request, 8, 0, 10, 8, MESSAGE_REQUEST },
	{ "OffsetFetchRequest", offset_fetch_request, 9, 0, 10, 6, MESSAGE_REQUEST },
	{ "FindCoordinatorRequest", find_coordinator_request, 10, 0, 6, 3, MESSAGE_REQUEST },
	{ "JoinGroupRequest", join_group_request, 11, 0, 9, 6, MESSAGE_REQUEST },
	{ "HeartbeatRequest", heartbeat_request, 12, 0, 4, 4, MESSAGE_REQUEST },
	{ "LeaveGroupRequest", leave_group_request, 13, 0, 5, 4, MESSAGE_REQUEST },
	{ "SyncGroupRequest", sync_group_request, 14, 0, 5, 4, MESSAGE_REQUEST },
	{ "DescribeGroupsRequest", describe_groups_request, 15, 0, 6, 5, MESSAGE_REQUEST },
	{ "ListGroupsRequest", list_groups_request, 16, 0, 5, 3, MESSAGE_REQUEST },
	{ "SaslHandshakeRequest", sasl_handshake_request, 17, 0, 1, NEVER, MESSAGE_REQUEST },
	{ "ApiVersionsRequest", api_versions_request, 18, 0, 5, 3, MESSAGE_REQUEST },
	{ "CreateTopicsRequest", create_topics_request, 19, 0, 7, 5, MESSAGE_REQUEST },
	{ "DeleteTopicsRequest", delete_topics_request, 20, 0, 6, 4, MESSAGE_REQUEST },
	{ "DeleteRecordsRequest", delete_records_request, 21, 0, 2, 2, MESSAGE_REQUEST },
	{ "InitProducerIdRequest", init_producer_id_request, 22, 0, 6, 2, MESSAGE_REQUEST },
	{ "OffsetForLeaderEpochRequest", offset_for_leader_epoch_request, 23, 0, 4, 4, MESSAGE_REQUEST },
	{ "AddPartitionsToTxnRequest", add_partitions_to_txn_request, 24, 0, 5, 3, MESSAGE_REQUEST },
	{ "AddOffsetsToTxnRequest", add_offsets_to_txn_request, 25, 0, 4, 3, MESSAGE_REQUEST },
	{ "EndTxnRequest", end_txn_request, 26, 0, 5, 3, MESSAGE_REQUEST },
	{ "WriteTxnMarkersRequest", write_txn_markers_request, 27, 0, 2, 1, MESSAGE_REQUEST },
	{ "TxnOffsetCommitRequest", txn_offset_commit_request, 28, 0, 6, 3, MESSAGE_REQUEST },
	{ "DescribeAclsRequest", describe_acls_request, 29, 0, 3, 2, MESSAGE_REQUEST },
	{ "CreateAclsRequest", create_acls_request, 30, 0, 3, 2, MESSAGE_REQUEST },
	{ "DeleteAclsRequest", delete_acls_request, 31, 0, 3, 2, MESSAGE_REQUEST },
	{ "DescribeConfigsRequest", describe_configs_request, 32, 0, 4, 4, MESSAGE_REQUEST },
	{ "AlterConfigsRequest", alter_configs_request, 33, 0, 2, 2, MESSAGE_REQUEST },
	{ "AlterReplicaLogDirsRequest", alter_replica_log_dirs_request, 34, 0, 2, 2, MESSAGE_REQUEST },
	{ "DescribeLogDirsRequest", describe_log_dirs_request, 35, 0, 5, 2, MESSAGE_REQUEST },
	{ "SaslAuthenticateRequest", sasl_authenticate_request, 36, 0, 2, 2, MESSAGE_REQUEST },
	{ "CreatePartitionsRequest", create_partitions_request, 37, 0, 3, 2, MESSAGE_REQUEST },
	{ "CreateDelegationTokenRequest", create_delegation_token_request, 38, 0, 3, 2, MESSAGE_REQUEST },
	{ "RenewDelegationTokenRequest", renew_delegation_token_request, 39, 0, 2, 2, MESSAGE_REQUEST },
	{ "ExpireDelegationTokenRequest", expire_delegation_token_request, 40, 0, 2, 2, MESSAGE_REQUEST },
	{ "DescribeDelegationTokenRequest", describe_delegation_token_request, 41, 0, 3, 2, MESSAGE_REQUEST },
	{ "DeleteGroupsRequest", delete_groups_request, 42, 0, 3, 2, MESSAGE_REQUEST },
	{ "ElectLeadersRequest", elect_leaders_request, 43, 0, 2, 2, MESSAGE_REQUEST },
	{ "IncrementalAlterConfigsRequest", incremental_alter_configs_request, 44, 0, 1, 1, MESSAGE_REQUEST },
	{ "AlterPartitionReassignmentsRequest", alter_partition_reassignments_request, 45, 0, 1, 0, MESSAGE_REQUEST },
	{ "ListPartitionReassignmentsRequest", list_partition_reassignments_request, 46, 0, 0, 0, MESSAGE_REQUEST },
	{ "OffsetDeleteRequest", offset_delete_request, 47, 0, 0, NEVER, MESSAGE_REQUEST },
	{ "DescribeClientQuotasRequest", describe_client_quotas_request, 48, 0, 1, 1, MESSAGE_REQUEST },
	{ "AlterClientQuotasRequest", alter_client_quotas_request, 49, 0, 1, 1, MESSAGE_REQUEST },
	{ "DescribeUserScramCredentialsRequest", describe_user_scram_credentials_request, 50, 0, 0, 0, MESSAGE_REQUEST },
	{ "AlterUserScramCredentialsRequest", alter_user_scram_credentials_request, 51, 0, 0, 0, MESSAGE_REQUEST },
	{ "VoteRequest", vote_request, 52, 0, 2, 0, MESSAGE_REQUEST },
	{ "BeginQuorumEpochRequest", begin_quorum_epoch_request, 53, 0, 1, 1, MESSAGE_REQUEST },
	{ "EndQuorumEpochRequest", end_quorum_epoch_request, 54, 0, 1, 1, MESSAGE_REQUEST },
	{ "DescribeQuorumRequest", describe_quorum_request, 55, 0, 2, 0, MESSAGE_REQUEST },
	{ "AlterPartitionRequest", alter_partition_request, 56, 0, 3, 0, MESSAGE_REQUEST },
	{ "UpdateFeaturesRequest", update_features_request, 57, 0, 2, 0, MESSAGE_REQUEST },
	{ "EnvelopeRequest", envelope_request, 58, 0, 0, 0, MESSAGE_REQUEST },
	{ "FetchSnapshotRequest", fetch_snapshot_request, 59, 0, 1, 0, MESSAGE_REQUEST },
	{ "DescribeClusterRequest", describe_cluster_request, 60, 0, 2, 0, MESSAGE_REQUEST },
	{ "DescribeProducersRequest", describe_producers_request, 61, 0, 0, 0, MESSAGE_REQUEST },
	{ "BrokerRegistrationRequest", broker_registration_request, 62, 0, 4, 0, MESSAGE_REQUEST },
	{ "BrokerHeartbeatRequest", broker_heartbeat_request, 63, 0, 2, 0, MESSAGE_REQUEST },
	{ "UnregisterBrokerRequest", unregister_broker_request, 64, 0, 0, 0, MESSAGE_REQUEST },
	{ "DescribeTransactionsRequest", describe_transactions_request, 65, 0, 0, 0, MESSAGE_REQUEST },
	{ "ListTransactionsRequest", list_transactions_request, 66, 0, 2, 0, MESSAGE_REQUEST },
	{ "AllocateProducerIdsRequest", allocate_producer_ids_request, 67, 0, 0, 0, MESSAGE_REQUEST },
	{ "ConsumerGroupHeartbeatRequest", consumer_group_heartbeat_request, 68, 0, 1, 0, MESSAGE_REQUEST },
	{ "ConsumerGroupDescribeRequest", consumer_group_describe_request, 69, 0, 1, 0, MESSAGE_REQUEST },
	{ "ControllerRegistrationRequest", controller_registration_request, 70, 0, 0, 0, MESSAGE_REQUEST },
	{ "GetTelemetrySubscriptionsRequest", get_telemetry_subscriptions_request, 71, 0, 0, 0, MESSAGE_REQUEST },
	{ "PushTelemetryRequest", push_telemetry_request, 72, 0, 0, 0, MESSAGE_REQUEST },
	{ "AssignReplicasToDirsRequest", assign_replicas_to_dirs_request, 73, 0, 0, 0, MESSAGE_REQUEST },
	{ "ListConfigResourcesRequest", list_config_resources_request, 74, 0, 1, 0, MESSAGE_REQUEST },
	{ "DescribeTopicPartitionsRequest", describe_topic_partitions_request, 75, 0, 0, 0, MESSAGE_REQUEST },
	{ "ShareGroupHeartbeatRequest", share_group_heartbeat_request, 76, 1, 1, 0, MESSAGE_REQUEST },
	{ "ShareGroupDescribeRequest", share_group_describe_request, 77, 1, 1, 0, MESSAGE_REQUEST },
	{ "ShareFetchRequest", share_fetch_request, 78, 1, 2, 0, MESSAGE_REQUEST },
	{ "ShareAcknowledgeRequest", share_acknowledge_request, 79, 1, 2, 0, MESSAGE_REQUEST },
	{ "AddRaftVoterRequest", add_raft_voter_request, 80, 0, 1, 0, MESSAGE_REQUEST },
	{ "RemoveRaftVoterRequest", remove_raft_voter_request, 81, 0, 0, 0, MESSAGE_REQUEST },
	{ "UpdateRaftVoterRequest", update_raft_voter_request, 82, 0, 0, 0, MESSAGE_REQUEST },
	{ "InitializeShareGroupStateRequest", initialize_share_group_state_request, 83, 0, 0, 0, MESSAGE_REQUEST },
	{ "ReadShareGroupStateRequest", read_share_group_state_request, 84, 0, 0, 0, MESSAGE_REQUEST },
	{ "WriteShareGroupStateRequest", write_share_group_state_request, 85, 0, 1, 0, MESSAGE_REQUEST },
	{ "DeleteShareGroupStateRequest", delete_share_group_state_request, 86, 0, 0, 0, MESSAGE_REQUEST },
	{ "ReadShareGroupStateSummaryRequest", read_share_group_state_summary_request, 87, 0, 1, 0, MESSAGE_REQUEST },
	{ "StreamsGroupHeartbeatRequest", streams_group_heartbeat_request, 88, 0, 1, 0, MESSAGE_REQUEST },
	{ "StreamsGroupDescribeRequest", streams_group_describe_request, 89, 0, 1, 0, MESSAGE_REQUEST },
	{ "DescribeShareGroupOffsetsRequest", describe_share_group_offsets_request, 90, 0, 1, 0, MESSAGE_REQUEST },
	{ "AlterShareGroupOffsetsRequest", alter_share_group_offsets_request, 91, 0, 0, 0, MESSAGE_REQUEST },
	{ "DeleteShareGroupOffsetsRequest", delete_share_group_offsets_request, 92, 0, 0, 0, MESSAGE_REQUEST },
	{ "StreamsGroupTopologyDescriptionUpdateRequest", streams_group_topology_description_update_request, 93, 0, 0, 0, MESSAGE_REQUEST },
	{ "UnregisterControllerRequest", unregister_controller_request, 94, 0, 0, 0, MESSAGE_REQUEST },
};

const struct message response_messages[] = {
	{ "ProduceResponse", produce_response, 0, 0, 13, 9, MESSAGE_RESPONSE },
	{ "FetchResponse", fetch_response, 1, 0, 18, 12, MESSAGE_RESPONSE },
	{ "ListOffsetsResponse", list_offsets_response, 2, 0, 11, 6, MESSAGE_RESPONSE },
	{ "MetadataResponse", metadata_response, 3, 0, 13, 9, MESSAGE_RESPONSE },
	{ "LeaderAndIsrResponse", leader_and_isr_response, 4, 0, 7, 4, MESSAGE_RESPONSE },
	{ "StopReplicaResponse", stop_replica_response, 5, 0, 4, 2, MESSAGE_RESPONSE },
	{ "UpdateMetadataResponse", update_metadata_response, 6, 0, 8, 6, MESSAGE_RESPONSE },
	{ "ControlledShutdownResponse", controlled_shutdown_response, 7, 0, 3, 3, MESSAGE_RESPONSE },
	{ "OffsetCommitResponse", offset_commit_response, 8, 0, 10, 8, MESSAGE_RESPONSE },
	{ "OffsetFetchResponse", offset_fetch_response, 9, 0, 10, 6, MESSAGE_RESPONSE },
	{ "FindCoordinatorResponse", find_coordinator_response, 10, 0, 6, 3, MESSAGE_RESPONSE },
	{ "JoinGroupResponse", join_group_response, 11, 0, 9, 6, MESSAGE_RESPONSE },
	{ "HeartbeatResponse", heartbeat_response, 12, 0, 4, 4, MESSAGE_RESPONSE },
	{ "LeaveGroupResponse", leave_group_response, 13, 0, 5, 4, MESSAGE_RESPONSE },
	{ "SyncGroupResponse", sync_group_response, 14, 0, 5, 4, MESSAGE_RESPONSE },
	{ "DescribeGroupsResponse", describe_groups_response, 15, 0, 6, 5, MESSAGE_RESPONSE },
	{ "ListGroupsResponse", list_groups_response, 16, 0, 5, 3, MESSAGE_RESPONSE },
	{ "SaslHandshakeResponse", sasl_handshake_response, 17, 0, 1, NEVER, MESSAGE_RESPONSE },
	{ "ApiVersionsResponse", api_versions_response, 18, 0, 5, 3, MESSAGE_RESPONSE },
	{ "CreateTopicsResponse", create_topics_response, 19, 0, 7, 5, MESSAGE_RESPONSE },
	{ "DeleteTopicsResponse", delete_topics_response, 20, 0, 6, 4, MESSAGE_RESPONSE },
	{ "DeleteRecordsResponse", delete_records_response, 21, 0, 2, 2, MESSAGE_RESPONSE },
	{ "InitProducerIdResponse", init_producer_id_response, 22, 0, 6, 2, MESSAGE_RESPONSE },
	{ "OffsetForLeaderEpochResponse", offset_for_leader_epoch_response, 23, 0, 4, 4, MESSAGE_RESPONSE },
	{ "AddPartitionsToTxnResponse", add_partitions_to_txn_response, 24, 0, 5, 3, MESSAGE_RESPONSE },
	{ "AddOffsetsToTxnResponse", add_offsets_to_txn_response, 25, 0, 4, 3, MESSAGE_RESPONSE },
	{ "EndTxnResponse", end_txn_response, 26, 0, 5, 3, MESSAGE_RESPONSE },
	{ "WriteTxnMarkersResponse", write_txn_markers_response, 27, 0, 2, 1, MESSAGE_RESPONSE },
	{ "TxnOffsetCommitResponse", txn_offset_commit_response, 28, 0, 6, 3, MESSAGE_RESPONSE },
	{ "DescribeAclsResponse", describe_acls_response, 29, 0, 3, 2, MESSAGE_RESPONSE },
	{ "CreateAclsResponse", create_acls_response, 30, 0, 3, 2, MESSAGE_RESPONSE },
	{ "DeleteAclsResponse", delete_acls_response, 31, 0, 3, 2, MESSAGE_RESPONSE },
	{ "DescribeConfigsResponse", describe_configs_response, 32, 0, 4, 4, MESSAGE_RESPONSE },
	{ "AlterConfigsResponse", alter_configs_response, 33, 0, 2, 2, MESSAGE_RESPONSE },
	{ "AlterReplicaLogDirsResponse", alter_replica_log_dirs_response, 34, 0, 2, 2, MESSAGE_RESPONSE },
	{ "DescribeLogDirsResponse", describe_log_dirs_response, 35, 0, 5, 2, MESSAGE_RESPONSE },
	{ "SaslAuthenticateResponse", sasl_authenticate_response, 36, 0, 2, 2, MESSAGE_RESPONSE },
	{ "CreatePartitionsResponse", create_partitions_response, 37, 0, 3, 2, MESSAGE_RESPONSE },
	{ "CreateDelegationTokenResponse", create_delegation_token_response, 38, 0, 3, 2, MESSAGE_RESPONSE },
	{ "RenewDelegationTokenResponse", renew_delegation_token_response, 39, 0, 2, 2, MESSAGE_RESPONSE },
	{ "ExpireDelegationTokenResponse", expire_delegation_token_response, 40, 0, 2, 2, MESSAGE_RESPONSE },
	{ "DescribeDelegationTokenResponse", describe_delegation_token_response, 41, 0, 3, 2, MESSAGE_RESPONSE },
	{ "DeleteGroupsResponse", delete_groups_response, 42, 0, 3, 2, MESSAGE_RESPONSE },
	{ "ElectLeadersResponse", elect_leaders_response, 43, 0, 2, 2, MESSAGE_RESPONSE },
	{ "IncrementalAlterConfigsResponse", incremental_alter_configs_response, 44, 0, 1, 1, MESSAGE_RESPONSE },
	{ "AlterPartitionReassignmentsResponse", alter_partition_reassignments_response, 45, 0, 1, 0, MESSAGE_RESPONSE },
	{ "ListPartitionReassignmentsResponse", list_partition_reassignments_response, 46, 0, 0, 0, MESSAGE_RESPONSE },
	{ "OffsetDeleteResponse", offset_delete_response, 47, 0, 0, NEVER, MESSAGE_RESPONSE },
	{ "DescribeClientQuotasResponse", describe_client_quotas_response, 48, 0, 1, 1, MESSAGE_RESPONSE },
	{ "AlterClientQuotasResponse", alter_client_quotas_response, 49, 0, 1, 1, MESSAGE_RESPONSE },
	{ "DescribeUserScramCredentialsResponse", describe_user_scram_credentials_response, 50, 0, 0, 0, MESSAGE_RESPONSE },
	{ "AlterUserScramCredentialsResponse", alter_user_scram_credentials_response, 51, 0, 0, 0, MESSAGE_RESPONSE },
	{ "VoteResponse", vote_response, 52, 0, 2, 0, MESSAGE_RESPONSE },
	{ "BeginQuorumEpochResponse", begin_quorum_epoch_response, 53, 0, 1, 1, MESSAGE_RESPONSE },
	{ "EndQuorumEpochResponse", end_quorum_epoch_response, 54, 0, 1, 1, MESSAGE_RESPONSE },
	{ "DescribeQuorumResponse", describe_quorum_response, 55, 0, 2, 0, MESSAGE_RESPONSE },
	{ "AlterPartitionResponse", alter_partition_response, 56, 0, 3, 0, MESSAGE_RESPONSE },
	{ "UpdateFeaturesResponse", update_features_response, 57, 0, 2, 0, MESSAGE_RESPONSE },
	{ "EnvelopeResponse", envelope_response, 58, 0, 0, 0, MESSAGE_RESPONSE },
	{ "FetchSnapshotResponse", fetch_snapshot_response, 59, 0, 1, 0, MESSAGE_RESPONSE },
	{ "DescribeClusterResponse", describe_cluster_response, 60, 0, 2, 0, MESSAGE_RESPONSE },
	{ "DescribeProducersResponse", describe_producers_response, 61, 0, 0, 0, MESSAGE_RESPONSE },
	{ "BrokerRegistrationResponse", broker_registration_response, 62, 0, 4, 0, MESSAGE_RESPONSE },
	{ "BrokerHeartbeatResponse", broker_heartbeat_response, 63, 0, 2, 0, MESSAGE_RESPONSE },
	{ "UnregisterBrokerResponse", unregister_broker_response, 64, 0, 0, 0, MESSAGE_RESPONSE },
	{ "DescribeTransactionsResponse", describe_transactions_response, 65, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ListTransactionsResponse", list_transactions_response, 66, 0, 2, 0, MESSAGE_RESPONSE },
	{ "AllocateProducerIdsResponse", allocate_producer_ids_response, 67, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ConsumerGroupHeartbeatResponse", consumer_group_heartbeat_response, 68, 0, 1, 0, MESSAGE_RESPONSE },
	{ "ConsumerGroupDescribeResponse", consumer_group_describe_response, 69, 0, 1, 0, MESSAGE_RESPONSE },
	{ "ControllerRegistrationResponse", controller_registration_response, 70, 0, 0, 0, MESSAGE_RESPONSE },
	{ "GetTelemetrySubscriptionsResponse", get_telemetry_subscriptions_response, 71, 0, 0, 0, MESSAGE_RESPONSE },
	{ "PushTelemetryResponse", push_telemetry_response, 72, 0, 0, 0, MESSAGE_RESPONSE },
	{ "AssignReplicasToDirsResponse", assign_replicas_to_dirs_response, 73, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ListConfigResourcesResponse", list_config_resources_response, 74, 0, 1, 0, MESSAGE_RESPONSE },
	{ "DescribeTopicPartitionsResponse", describe_topic_partitions_response, 75, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ShareGroupHeartbeatResponse", share_group_heartbeat_response, 76, 1, 1, 0, MESSAGE_RESPONSE },
	{ "ShareGroupDescribeResponse", share_group_describe_response, 77, 1, 1, 0, MESSAGE_RESPONSE },
	{ "ShareFetchResponse", share_fetch_response, 78, 1, 2, 0, MESSAGE_RESPONSE },
	{ "ShareAcknowledgeResponse", share_acknowledge_response, 79, 1, 2, 0, MESSAGE_RESPONSE },
	{ "AddRaftVoterResponse", add_raft_voter_response, 80, 0, 1, 0, MESSAGE_RESPONSE },
	{ "RemoveRaftVoterResponse", remove_raft_voter_response, 81, 0, 0, 0, MESSAGE_RESPONSE },
	{ "UpdateRaftVoterResponse", update_raft_voter_response, 82, 0, 0, 0, MESSAGE_RESPONSE },
	{ "InitializeShareGroupStateResponse", initialize_share_group_state_response, 83, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ReadShareGroupStateResponse", read_share_group_state_response, 84, 0, 0, 0, MESSAGE_RESPONSE },
	{ "WriteShareGroupStateResponse", write_share_group_state_response, 85, 0, 1, 0, MESSAGE_RESPONSE },
	{ "DeleteShareGroupStateResponse", delete_share_group_state_response, 86, 0, 0, 0, MESSAGE_RESPONSE },
	{ "ReadShareGroupStateSummaryResponse", read_share_group_state_summary_response, 87, 0, 1, 0, MESSAGE_RESPONSE },
	{ "StreamsGroupHeartbeatResponse", streams_group_heartbeat_response, 88, 0, 1, 0, MESSAGE_RESPONSE },
	{ "StreamsGroupDescribeResponse", streams_group_describe_response, 89, 0, 1, 0, MESSAGE_RESPONSE },
	{ "DescribeShareGroupOffsetsResponse", describe_share_group_offsets_response, 90, 0, 1, 0, MESSAGE_RESPONSE },
	{ "AlterShareGroupOffsetsResponse", alter_share_group_offsets_response, 91, 0, 0, 0, MESSAGE_RESPONSE },
	{ "DeleteShareGroupOffsetsResponse", delete_share_group_offsets_response, 92, 0, 0, 0, MESSAGE_RESPONSE },
	{ "StreamsGroupTopologyDescriptionUpdateResponse", streams_group_topology_description_update_response, 93, 0, 0, 0, MESSAGE_RESPONSE },
	{ "UnregisterControllerResponse", unregister_controller_response, 94, 0, 0, 0, MESSAGE_RESPONSE },
};

const struct message data_messages[] = {
	{ "AbortedTxn", aborted_txn, -1, 0, 0, NEVER, MESSAGE_DATA },
	{ "ConsumerProtocolAssignment", consumer_protocol_assignment, -1, 0, 3, NEVER, MESSAGE_DATA },
	{ "ConsumerProtocolSubscription", consumer_protocol_subscription, -1, 0, 3, NEVER, MESSAGE_DATA },
	{ "ControlRecordTypeSchema", control_record_type_schema, -1, 0, 0, NEVER, MESSAGE_DATA },
	{ "DefaultPrincipalData", default_principal_data, -1, 0, 0, 0, MESSAGE_DATA },
	{ "EndTxnMarker", end_txn_marker, -1, 0, 0, NEVER, MESSAGE_DATA },
	{ "KRaftVersionRecord", kraft_version_record, -1, 0, 0, 0, MESSAGE_DATA },
	{ "LeaderChangeMessage", leader_change_message, -1, 0, 1, 0, MESSAGE_DATA },
	{ "SnapshotFooterRecord", snapshot_footer_record, -1, 0, 0, 0, MESSAGE_DATA },
	{ "SnapshotHeaderRecord", snapshot_header_record, -1, 0, 0, 0, MESSAGE_DATA },
	{ "VotersRecord", voters_record, -1, 0, 0, 0, MESSAGE_DATA },
};

const char *const api_names[] = {
	"Produce",
	"Fetch",
	"ListOffsets",
	"Metadata",
	"LeaderAndIsr",
	"StopReplica",
	"UpdateMetadata",
	"ControlledShutdown",
	"OffsetCommit",
	"OffsetFetch",
	"FindCoordinator",
	"JoinGroup",
	"Heartbeat",
	"LeaveGroup",
	"SyncGroup",
	"DescribeGroups",
	"ListGroups",
	"SaslHandshake",
	"ApiVersions",
	"CreateTopics",
	"DeleteTopics",
	"DeleteRecords",
	"InitProducerId",
	"OffsetForLeaderEpoch",
	"AddPartitionsToTxn",
	"AddOffsetsToTxn",
	"EndTxn",
	"WriteTxnMarkers",
	"TxnOffsetCommit",
	"DescribeAcls",
	"CreateAcls",
	"DeleteAcls",
	"DescribeConfigs",
	"AlterConfigs",
	"AlterReplicaLogDirs",
	"DescribeLogDirs",
	"SaslAuthenticate",
	"CreatePartitions",
	"CreateDelegationToken",
	"RenewDelegationToken",
	"ExpireDelegationToken",
	"DescribeDelegationToken",
	"DeleteGroups",
	"ElectLeaders",
	"IncrementalAlterConfigs",
	"AlterPartitionReassignments",
	"ListPartitionReassignments",
	"OffsetDelete",
	"DescribeClientQuotas",
	"AlterClientQuotas",
	"DescribeUserScramCredentials",
	"AlterUserScramCredentials",
	"Vote",
	"BeginQuorumEpoch",
	"EndQuorumEpoch",
	"DescribeQuorum",
	"AlterPartition",
	"UpdateFeatures",
	"Envelope",
	"FetchSnapshot",
	"DescribeCluster",
	"DescribeProducers",
	"BrokerRegistration",
	"BrokerHeartbeat",
	"UnregisterBroker",
	"DescribeTransactions",
	"ListTransactions",
	"AllocateProducerIds",
	"ConsumerGroupHeartbeat",
	"ConsumerGroupDescribe",
	"ControllerRegistration",
	"GetTelemetrySubscriptions",
	"PushTelemetry",
	"AssignReplicasToDirs",
	"ListConfigResources",
	"DescribeTopicPartitions",
	"ShareGroupHeartbeat",
	"ShareGroupDescribe",
	"ShareFetch",
	"ShareAcknowledge",
	"AddRaftVoter",
	"RemoveRaftVoter",
	"UpdateRaftVoter",
	"InitializeShareGroupState",
	"ReadShareGroupState",
	"WriteShareGroupState",
	"DeleteShareGroupState",
	"ReadShareGroupStateSummary",
	"StreamsGroupHeartbeat",
	"StreamsGroupDescribe",
	"DescribeShareGroupOffsets",
	"AlterShareGroupOffsets",
	"DeleteShareGroupOffsets",
	"StreamsGroupTopologyDescriptionUpdate",
	"UnregisterController",
};
