/* SPDX-License-Identifier: Apache-2.0 */
/* observe_txn_commit.c - TxnOffsetCommit: offsets that are committed with a
 * transaction.  Whether and when they become effective is the transaction's
 * outcome: store/meaning/transactions.sql. */
#include "store/commits.h"

static void request_part(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		part->partition = (int32_t)w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_OFFSET:
		part->offset = w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_LEADER_EPOCH:
		part->leader_epoch = (int32_t)w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS_COMMITTED_METADATA:
		part->metadata = w->bytes;
		break;
	default: break;
	}
}

static void request_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case TXN_OFFSET_COMMIT_REQUEST_TRANSACTIONAL_ID:
		r->transactional_id = w->bytes;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case TXN_OFFSET_COMMIT_REQUEST_PRODUCER_ID:
		r->producer_id = w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_PRODUCER_EPOCH:
		r->producer_epoch = (int16_t)w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH:
		r->generation = (int32_t)w->number;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case TXN_OFFSET_COMMIT_REQUEST_GROUP_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_NAME: r->topic = w->bytes; break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case TXN_OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	default:
		if (r->parts.count)
			request_part(r, w);
	}
}

static void response_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case TXN_OFFSET_COMMIT_RESPONSE_TOPICS_NAME: r->topic = w->bytes; break;
	case TXN_OFFSET_COMMIT_RESPONSE_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case TXN_OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int write(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	return commits_write(s, x, answer, "txn", e);
}

const struct observer observe_txn_offset_commit = {
	.request = request_field,
	.response = response_field,
	.write = write,
	.role = ROLE_PRODUCER,
	.keeps_request = true, /* for the hook, which is told the group */
};
