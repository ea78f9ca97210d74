/* SPDX-License-Identifier: Apache-2.0 */
/* observe_group.c - committed offsets: OffsetCommit, OffsetDelete, DeleteGroups,
 * OffsetFetch.  Rules: kafka-protocol.md 5.8.
 *
 * A commit is effective from when the broker may have had it (f), certain from
 * when it said so (r).  Without an answer nobody knows. */
#include "store/commits.h"

/* ---- OffsetCommit */

static void commit_request_part(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		part->partition = (int32_t)w->number;
		break;
	case OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET:
		part->offset = w->number;
		break;
	case OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH:
		part->leader_epoch = (int32_t)w->number;
		break;
	case OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_METADATA:
		part->metadata = w->bytes;
		break;
	default: break;
	}
}

static void commit_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_COMMIT_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH:
		r->generation = (int32_t)w->number;
		break;
	case OFFSET_COMMIT_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case OFFSET_COMMIT_REQUEST_GROUP_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	case OFFSET_COMMIT_REQUEST_TOPICS_NAME: r->topic = w->bytes; break;
	case OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	default:
		if (r->parts.count)
			commit_request_part(r, w);
	}
}

static void commit_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_COMMIT_RESPONSE_TOPICS_NAME: r->topic = w->bytes; break;
	case OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int commit_write(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	const struct reading *r = &x->request;
	bool simple = r->generation < 0 && !r->member.n;

	return commits_write(s, x, answer, simple ? "admin" : "plain", e);
}

const struct observer observe_offset_commit = {
	.request = commit_request,
	.response = commit_response,
	.write = commit_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true, /* for the hook, which is told the group */
};

/* ---- OffsetDelete: a commit of "none" */

static void delete_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_DELETE_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case OFFSET_DELETE_REQUEST_TOPICS_NAME: r->topic = w->bytes; break;
	case OFFSET_DELETE_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case OFFSET_DELETE_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	default: break;
	}
}

static void delete_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_DELETE_RESPONSE_TOPICS_NAME: r->topic = w->bytes; break;
	case OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case OFFSET_DELETE_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int delete_write(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	return commits_write(s, x, answer, "admin", e);
}

const struct observer observe_offset_delete = {
	.request = delete_request,
	.response = delete_response,
	.write = delete_write,
	.role = ROLE_ADMIN,
};

/* ---- DeleteGroups */

static void delete_groups_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case DELETE_GROUPS_RESPONSE_RESULTS:
		if (w->event == WALK_BEGIN)
			reading_add_group(r);
		break;
	case DELETE_GROUPS_RESPONSE_RESULTS_GROUP_ID:
		reading_group(r)->id = w->bytes;
		break;
	case DELETE_GROUPS_RESPONSE_RESULTS_ERROR_CODE:
		reading_group(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int delete_groups_write(struct scribe *s, struct exchange *x,
			       struct reading *answer, struct err *e)
{
	const struct group_part *groups = answer ? answer->groups.items : NULL;

	for (size_t i = 0; answer && i < answer->groups.count; i++)
		if (!groups[i].error &&
		    commits_void(s, x, groups[i].id, bytes_of(NULL, 0), e) < 0)
			return -1;
	return 0;
}

const struct observer observe_delete_groups = {
	.response = delete_groups_response,
	.write = delete_groups_write,
	.role = ROLE_ADMIN,
};

/* ---- OffsetFetch: one group up to v7, several from v8 on */

static void read_back_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_FETCH_REQUEST_GROUP_ID:
		reading_add_group(r)->id = w->bytes;
		break;
	case OFFSET_FETCH_REQUEST_GROUPS:
		if (w->event == WALK_BEGIN)
			reading_add_group(r);
		break;
	case OFFSET_FETCH_REQUEST_GROUPS_GROUP_ID:
		reading_group(r)->id = w->bytes;
		break;
	case OFFSET_FETCH_REQUEST_GROUPS_MEMBER_ID:
		reading_group(r)->member = w->bytes;
		break;
	case OFFSET_FETCH_REQUEST_GROUPS_MEMBER_EPOCH:
		reading_group(r)->generation = (int32_t)w->number;
		break;
	case OFFSET_FETCH_REQUEST_REQUIRE_STABLE:
		r->require_stable = w->number;
		break;
	default: break;
	}
}

static void read_back_part(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_PARTITION_INDEX:
		part->partition = (int32_t)w->number;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_COMMITTED_OFFSET:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_COMMITTED_OFFSET:
		part->offset = w->number;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH:
		part->leader_epoch = (int32_t)w->number;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_METADATA:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_METADATA:
		part->metadata = w->bytes;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS_ERROR_CODE:
		part->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static void read_back_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_FETCH_RESPONSE_GROUPS:
		if (w->event == WALK_BEGIN)
			reading_add_group(r);
		break;
	case OFFSET_FETCH_RESPONSE_GROUPS_GROUP_ID:
		reading_group(r)->id = w->bytes;
		break;
	case OFFSET_FETCH_RESPONSE_GROUPS_ERROR_CODE:
		reading_group(r)->error = (int16_t)w->number;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_NAME:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_NAME:
		r->topic = w->bytes;
		break;
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case OFFSET_FETCH_RESPONSE_TOPICS_PARTITIONS:
	case OFFSET_FETCH_RESPONSE_GROUPS_TOPICS_PARTITIONS:
		if (w->event != WALK_BEGIN)
			break;
		reading_add_part(r);
		if (r->groups.count)
			reading_group(r)->empty = false;
		break;
	default:
		if (r->parts.count)
			read_back_part(r, w);
	}
}

static int read_back_write(struct scribe *s, struct exchange *x,
			   struct reading *answer, struct err *e)
{
	return answer ? committed_write(s, x, answer, e) : 0;
}

const struct observer observe_offset_fetch = {
	.request = read_back_request,
	.response = read_back_response,
	.write = read_back_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};
