/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "codec/message.h"
#include "codec/walk.h"

struct api_row {
	int16_t key;
	const char *name;
	int16_t since, until, flexible;
};

/* Kafka 3.9 to 4.4, from `validVersions` and `flexibleVersions` of each release
 * (the oldest and the newest version of any of them). */
static const struct api_row apis[] = {
	{ 0, "Produce", 0, 13, 9 },
	{ 1, "Fetch", 0, 18, 12 },
	{ 2, "ListOffsets", 0, 11, 6 },
	{ 3, "Metadata", 0, 13, 9 },
	{ 4, "LeaderAndIsr", 0, 7, 4 },
	{ 5, "StopReplica", 0, 4, 2 },
	{ 6, "UpdateMetadata", 0, 8, 6 },
	{ 7, "ControlledShutdown", 0, 3, 3 },
	{ 8, "OffsetCommit", 0, 10, 8 },
	{ 9, "OffsetFetch", 0, 10, 6 },
	{ 10, "FindCoordinator", 0, 6, 3 },
	{ 11, "JoinGroup", 0, 9, 6 },
	{ 12, "Heartbeat", 0, 4, 4 },
	{ 13, "LeaveGroup", 0, 5, 4 },
	{ 14, "SyncGroup", 0, 5, 4 },
	{ 15, "DescribeGroups", 0, 6, 5 },
	{ 16, "ListGroups", 0, 5, 3 },
	{ 17, "SaslHandshake", 0, 1, VERSION_NEVER },
	{ 18, "ApiVersions", 0, 5, 3 },
	{ 19, "CreateTopics", 0, 7, 5 },
	{ 20, "DeleteTopics", 0, 6, 4 },
	{ 21, "DeleteRecords", 0, 2, 2 },
	{ 22, "InitProducerId", 0, 6, 2 },
	{ 23, "OffsetForLeaderEpoch", 0, 4, 4 },
	{ 24, "AddPartitionsToTxn", 0, 5, 3 },
	{ 25, "AddOffsetsToTxn", 0, 4, 3 },
	{ 26, "EndTxn", 0, 5, 3 },
	{ 27, "WriteTxnMarkers", 0, 2, 1 },
	{ 28, "TxnOffsetCommit", 0, 6, 3 },
	{ 29, "DescribeAcls", 0, 3, 2 },
	{ 30, "CreateAcls", 0, 3, 2 },
	{ 31, "DeleteAcls", 0, 3, 2 },
	{ 32, "DescribeConfigs", 0, 4, 4 },
	{ 33, "AlterConfigs", 0, 2, 2 },
	{ 34, "AlterReplicaLogDirs", 0, 2, 2 },
	{ 35, "DescribeLogDirs", 0, 5, 2 },
	{ 36, "SaslAuthenticate", 0, 2, 2 },
	{ 37, "CreatePartitions", 0, 3, 2 },
	{ 38, "CreateDelegationToken", 0, 3, 2 },
	{ 39, "RenewDelegationToken", 0, 2, 2 },
	{ 40, "ExpireDelegationToken", 0, 2, 2 },
	{ 41, "DescribeDelegationToken", 0, 3, 2 },
	{ 42, "DeleteGroups", 0, 3, 2 },
	{ 43, "ElectLeaders", 0, 2, 2 },
	{ 44, "IncrementalAlterConfigs", 0, 1, 1 },
	{ 45, "AlterPartitionReassignments", 0, 1, 0 },
	{ 46, "ListPartitionReassignments", 0, 0, 0 },
	{ 47, "OffsetDelete", 0, 0, VERSION_NEVER },
	{ 48, "DescribeClientQuotas", 0, 1, 1 },
	{ 49, "AlterClientQuotas", 0, 1, 1 },
	{ 50, "DescribeUserScramCredentials", 0, 0, 0 },
	{ 51, "AlterUserScramCredentials", 0, 0, 0 },
	{ 52, "Vote", 0, 2, 0 },
	{ 53, "BeginQuorumEpoch", 0, 1, 1 },
	{ 54, "EndQuorumEpoch", 0, 1, 1 },
	{ 55, "DescribeQuorum", 0, 2, 0 },
	{ 56, "AlterPartition", 0, 3, 0 },
	{ 57, "UpdateFeatures", 0, 2, 0 },
	{ 58, "Envelope", 0, 0, 0 },
	{ 59, "FetchSnapshot", 0, 1, 0 },
	{ 60, "DescribeCluster", 0, 2, 0 },
	{ 61, "DescribeProducers", 0, 0, 0 },
	{ 62, "BrokerRegistration", 0, 4, 0 },
	{ 63, "BrokerHeartbeat", 0, 2, 0 },
	{ 64, "UnregisterBroker", 0, 0, 0 },
	{ 65, "DescribeTransactions", 0, 0, 0 },
	{ 66, "ListTransactions", 0, 2, 0 },
	{ 67, "AllocateProducerIds", 0, 0, 0 },
	{ 68, "ConsumerGroupHeartbeat", 0, 1, 0 },
	{ 69, "ConsumerGroupDescribe", 0, 1, 0 },
	{ 70, "ControllerRegistration", 0, 0, 0 },
	{ 71, "GetTelemetrySubscriptions", 0, 0, 0 },
	{ 72, "PushTelemetry", 0, 0, 0 },
	{ 73, "AssignReplicasToDirs", 0, 0, 0 },
	{ 74, "ListConfigResources", 0, 1, 0 },
	{ 75, "DescribeTopicPartitions", 0, 0, 0 },
	{ 76, "ShareGroupHeartbeat", 1, 1, 0 },
	{ 77, "ShareGroupDescribe", 1, 1, 0 },
	{ 78, "ShareFetch", 1, 2, 0 },
	{ 79, "ShareAcknowledge", 1, 2, 0 },
	{ 80, "AddRaftVoter", 0, 1, 0 },
	{ 81, "RemoveRaftVoter", 0, 0, 0 },
	{ 82, "UpdateRaftVoter", 0, 0, 0 },
	{ 83, "InitializeShareGroupState", 0, 0, 0 },
	{ 84, "ReadShareGroupState", 0, 0, 0 },
	{ 85, "WriteShareGroupState", 0, 1, 0 },
	{ 86, "DeleteShareGroupState", 0, 0, 0 },
	{ 87, "ReadShareGroupStateSummary", 0, 1, 0 },
	{ 88, "StreamsGroupHeartbeat", 0, 1, 0 },
	{ 89, "StreamsGroupDescribe", 0, 1, 0 },
	{ 90, "DescribeShareGroupOffsets", 0, 1, 0 },
	{ 91, "AlterShareGroupOffsets", 0, 0, 0 },
	{ 92, "DeleteShareGroupOffsets", 0, 0, 0 },
	{ 93, "StreamsGroupTopologyDescriptionUpdate", 0, 0, 0 },
	{ 94, "UnregisterController", 0, 0, 0 },
};

static void every_version_of_every_api_is_known(void **state)
{
	(void)state;
	assert_int_equal(sizeof(apis) / sizeof(apis[0]), API_COUNT);
	for (size_t i = 0; i < API_COUNT; i++) {
		const struct api_row *want = &apis[i];
		int16_t key, min, max;
		const char *name;

		assert_true(api_at(i, &key, &name));
		assert_int_equal(key, want->key);
		assert_string_equal(name, want->name);
		assert_true(api_versions(key, &min, &max));
		assert_int_equal(min, want->since);
		assert_int_equal(max, want->until);
		for (int16_t v = min; v <= max; v++)
			assert_int_equal(api_flexible(key, v),
					 v >= want->flexible);
	}
}

static void request_and_response_have_the_same_versions(void **state)
{
	(void)state;
	for (int i = 0; i < API_COUNT; i++) {
		const struct message *a = &request_messages[i];
		const struct message *b = &response_messages[i];

		assert_int_equal(a->since, b->since);
		assert_int_equal(a->until, b->until);
		assert_int_equal(a->flexible_since, b->flexible_since);
		assert_int_equal(a->kind, MESSAGE_REQUEST);
		assert_int_equal(b->kind, MESSAGE_RESPONSE);
	}
}

static void a_message_is_found_by_key_version_and_kind(void **state)
{
	(void)state;
	assert_string_equal(message_find(API_FETCH, 18, MESSAGE_RESPONSE)->name,
			    "FetchResponse");
	assert_string_equal(message_find(API_FETCH, 0, MESSAGE_REQUEST)->name,
			    "FetchRequest");
	assert_null(message_find(API_FETCH, 19, MESSAGE_REQUEST));
	assert_null(message_find(API_FETCH, -1, MESSAGE_REQUEST));
	assert_null(message_find(API_SHARE_FETCH, 0, MESSAGE_REQUEST));
	assert_null(message_find(-1, 0, MESSAGE_REQUEST));
	assert_null(message_find(API_COUNT, 0, MESSAGE_REQUEST));
	assert_null(message_find(INT16_MAX, 0, MESSAGE_RESPONSE));
	assert_null(message_find(API_FETCH, 0, MESSAGE_DATA));
}

static void a_message_is_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(message_named("FetchResponse"),
			 &response_messages[API_FETCH]);
	assert_ptr_equal(message_named("FetchRequest"),
			 &request_messages[API_FETCH]);
	assert_int_equal(message_named("ConsumerProtocolAssignment")->kind,
			 MESSAGE_DATA);
	assert_non_null(message_named("EndTxnMarker"));
	assert_null(message_named("Fetch"));
}

static void an_api_is_found_by_name_in_any_case(void **state)
{
	int16_t min, max;

	(void)state;
	assert_string_equal(api_name(API_LIST_CONFIG_RESOURCES),
			    "ListConfigResources");
	assert_null(api_name(-1));
	assert_null(api_name(API_COUNT));
	assert_int_equal(api_key_named("Fetch"), API_FETCH);
	assert_int_equal(api_key_named("findcoordinator"),
			 API_FIND_COORDINATOR);
	assert_int_equal(api_key_named("fetc"), -1);
	assert_false(api_versions(API_COUNT, &min, &max));
	assert_false(api_flexible(-1, 12));
	assert_false(api_at(API_COUNT, &min, NULL));
}

static void an_error_code_has_kafkas_name(void **state)
{
	int16_t code = 0;
	const char *name = NULL;
	size_t count = 0;

	(void)state;
	assert_string_equal(error_name(-1), "UNKNOWN_SERVER_ERROR");
	assert_string_equal(error_name(0), "NONE");
	assert_string_equal(error_name(6), "NOT_LEADER_OR_FOLLOWER");
	assert_string_equal(error_name(136), "CONTROLLER_ID_NOT_REGISTERED");
	assert_null(error_name(137));
	assert_null(error_name(-2));
	assert_null(error_name(INT16_MIN));
	while (error_at(count, &code, &name)) {
		assert_ptr_equal(name, error_name(code));
		count++;
	}
	assert_int_equal(count, 138);
}

/* What the walker takes for granted of the rows of one struct. */
static void check_rows(const struct field *rows, int depth)
{
	assert_true(depth < WALK_DEPTH);
	for (const struct field *f = rows; f->type != FIELD_END; f++) {
		assert_true(f->since <= f->until);
		assert_true(f->id > FIELD_NONE && f->id < MESSAGE_FIELD_COUNT);
		assert_int_equal(f->sub != NULL, f->type == FIELD_STRUCT);
		assert_int_equal(f->tag == NO_TAG,
				 f->tagged_since == VERSION_NEVER);
		if (f->sub)
			check_rows(f->sub, depth + 1);
	}
}

static void the_rows_are_what_the_walker_takes_for_granted(void **state)
{
	(void)state;
	for (int i = 0; i < API_COUNT; i++) {
		check_rows(request_messages[i].fields, 0);
		check_rows(response_messages[i].fields, 0);
	}
	for (int i = 0; i < DATA_MESSAGE_COUNT; i++)
		check_rows(data_messages[i].fields, 0);
}

static bool takes_bytes(const struct field *rows, int16_t version)
{
	for (const struct field *f = rows; f->type != FIELD_END; f++)
		if (version >= f->since && version <= f->until)
			return true;
	return false;
}

static void check_elements(const struct message *m, int16_t version,
			   const struct field *rows)
{
	for (const struct field *f = rows; f->type != FIELD_END; f++) {
		if (!f->sub || version < f->since || version > f->until)
			continue;
		assert_true(version >= m->flexible_since ||
			    takes_bytes(f->sub, version));
		check_elements(m, version, f->sub);
	}
}

/* Else a count could not be bounded by the bytes that are left. */
static void every_element_of_an_array_takes_at_least_a_byte(void **state)
{
	(void)state;
	for (int i = 0; i < API_COUNT; i++) {
		const struct message *m[] = { &request_messages[i],
					      &response_messages[i] };

		for (int k = 0; k < 2; k++)
			for (int16_t v = m[k]->since; v <= m[k]->until; v++)
				check_elements(m[k], v, m[k]->fields);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_version_of_every_api_is_known),
		cmocka_unit_test(request_and_response_have_the_same_versions),
		cmocka_unit_test(a_message_is_found_by_key_version_and_kind),
		cmocka_unit_test(a_message_is_found_by_name),
		cmocka_unit_test(an_api_is_found_by_name_in_any_case),
		cmocka_unit_test(an_error_code_has_kafkas_name),
		cmocka_unit_test(
			every_element_of_an_array_takes_at_least_a_byte),
		cmocka_unit_test(
			the_rows_are_what_the_walker_takes_for_granted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
