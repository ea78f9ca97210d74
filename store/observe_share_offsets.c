/* SPDX-License-Identifier: Apache-2.0 */
/* observe_share_offsets.c - where share groups begin to read, set or deleted by
 * an admin: AlterShareGroupOffsets, DeleteShareGroupOffsets.  The next offset to
 * be read, as in a commit. */
#include "store/commits.h"

static void alter_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case ALTER_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID:
		r->group = w->bytes;
		break;
	case ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_TOPIC_NAME:
		r->topic = w->bytes;
		break;
	case ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case ALTER_SHARE_GROUP_OFFSETS_REQUEST_TOPICS_PARTITIONS_START_OFFSET:
		reading_part(r)->offset = w->number;
		break;
	default: break;
	}
}

static void alter_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME:
		r->topic = w->bytes;
		break;
	case ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case ALTER_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int alter_write(struct scribe *s, struct exchange *x,
		       struct reading *answer, struct err *e)
{
	return commits_write(s, x, answer, "admin", e);
}

const struct observer observe_alter_share_offsets = {
	.request = alter_request,
	.response = alter_response,
	.write = alter_write,
	.role = ROLE_ADMIN,
};

static void delete_request(struct reading *r, const struct walk *w)
{
	if (w->field == DELETE_SHARE_GROUP_OFFSETS_REQUEST_GROUP_ID)
		r->group = w->bytes;
}

/* Topics that were not refused. */
static void delete_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_TOPIC_NAME:
		*reading_add_name(r) = w->bytes;
		break;
	case DELETE_SHARE_GROUP_OFFSETS_RESPONSE_RESPONSES_ERROR_CODE:
		if (w->number && r->names.count)
			r->names.count--;
		break;
	default: break;
	}
}

static int delete_write(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	const struct bytes *topics = answer ? answer->names.items : NULL;

	for (size_t i = 0; answer && i < answer->names.count; i++)
		if (commits_void(s, x, x->request.group, topics[i], e) < 0)
			return -1;
	return 0;
}

const struct observer observe_delete_share_offsets = {
	.request = delete_request,
	.response = delete_response,
	.write = delete_write,
	.role = ROLE_ADMIN,
	.keeps_request = true,
};
