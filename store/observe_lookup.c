/* SPDX-License-Identifier: Apache-2.0 */
/* observe_lookup.c - where a position may come from: ListOffsets by time,
 * OffsetForLeaderEpoch by epoch.  A look-up that was not answered makes no row:
 * it told its client nothing. */
#include "store/observe.h"

/* ---- ListOffsets */

static void list_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case LIST_OFFSETS_REQUEST_ISOLATION_LEVEL:
		r->isolation = (int8_t)w->number;
		break;
	case LIST_OFFSETS_REQUEST_TOPICS_NAME: r->topic = w->bytes; break;
	case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_TIMESTAMP:
		reading_part(r)->timestamp = w->number;
		break;
	default: break;
	}
}

static void list_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case LIST_OFFSETS_RESPONSE_TOPICS_NAME: r->topic = w->bytes; break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OLD_STYLE_OFFSETS:
		/* v0: newest first; the first is the answer */
		if (w->event == WALK_VALUE && w->index == 0)
			reading_part(r)->offset = w->number;
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_TIMESTAMP:
		reading_part(r)->timestamp = w->number;
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_OFFSET:
		reading_part(r)->offset = w->number;
		break;
	case LIST_OFFSETS_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH:
		reading_part(r)->leader_epoch = (int32_t)w->number;
		break;
	default: break;
	}
}

/* The part of the request that belongs to one of the answer; NULL: none. */
static const struct part *asked(const struct exchange *x,
				const struct part *answered)
{
	return answered->other == PART_NONE
		       ? NULL
		       : part_at(&x->request, answered->other);
}

static int insert_lookup(struct scribe *s, const struct exchange *x,
			 const struct part *part, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_OFFSET_LOOKUP);
	const struct part *request = asked(x, part);

	insert_int(i, (int64_t)x->id);
	insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
	insert_int_or_null(i, request ? request->timestamp : INT64_MIN,
			   INT64_MIN);
	insert_int(i, x->request.isolation);
	insert_int(i, part->offset);
	insert_int(i, part->timestamp);
	insert_int_or_null(i, part->leader_epoch, -1);
	insert_int(i, part->error);
	return insert_row(i, e) < 0 ? -1 : 0;
}

/* ktape's own connection asks where the log begins (-2) and ends (-1). */
static int take_bounds(struct scribe *s, const struct exchange *x,
		       const struct part *part, struct err *e)
{
	const struct part *request = asked(x, part);

	if (!x->connection->probe || !request || part->error || !part->tp)
		return 0;
	if (request->timestamp == -2)
		return topics_offsets(&s->topics, part->tp, part->offset, -1,
				      e);
	if (request->timestamp == -1)
		return topics_offsets(&s->topics, part->tp, -1, part->offset,
				      e);
	return 0;
}

static int list_write(struct scribe *s, struct exchange *x,
		      struct reading *answer, struct err *e)
{
	if (!answer)
		return 0;
	reading_pair(&x->request, answer, ++s->passes);
	for (size_t i = 0; i < answer->parts.count; i++)
		if (insert_lookup(s, x, part_at(answer, i), e) < 0 ||
		    take_bounds(s, x, part_at(answer, i), e) < 0)
			return -1;
	return 0;
}

const struct observer observe_list_offsets = {
	.request = list_request,
	.response = list_response,
	.write = list_write,
	.role = ROLE_NONE, /* all kinds of clients ask */
};

/* ---- OffsetForLeaderEpoch */

static void epochs_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_TOPIC:
		r->topic = w->bytes;
		break;
	case OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_PARTITION:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH:
		reading_part(r)->current_leader_epoch = (int32_t)w->number;
		break;
	case OFFSET_FOR_LEADER_EPOCH_REQUEST_TOPICS_PARTITIONS_LEADER_EPOCH:
		reading_part(r)->leader_epoch = (int32_t)w->number;
		break;
	default: break;
	}
}

static void epochs_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_TOPIC:
		r->topic = w->bytes;
		break;
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_PARTITION:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_LEADER_EPOCH:
		reading_part(r)->leader_epoch = (int32_t)w->number;
		break;
	case OFFSET_FOR_LEADER_EPOCH_RESPONSE_TOPICS_PARTITIONS_END_OFFSET:
		reading_part(r)->offset = w->number;
		break;
	default: break;
	}
}

static int epochs_write(struct scribe *s, struct exchange *x,
			struct reading *answer, struct err *e)
{
	if (!answer)
		return 0;
	reading_pair(&x->request, answer, ++s->passes);
	for (size_t n = 0; n < answer->parts.count; n++) {
		struct insert *i = tape_insert(s->tape, TABLE_EPOCH_LOOKUP);
		const struct part *part = part_at(answer, n);
		const struct part *request = asked(x, part);

		insert_int(i, (int64_t)x->id);
		insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
		insert_int_or_null(i,
				   request ? request->current_leader_epoch : -1,
				   -1);
		insert_int_or_null(i, request ? request->leader_epoch : -1, -1);
		insert_int_or_null(i, part->leader_epoch, -1);
		insert_int_or_null(i, part->offset, -1);
		insert_int(i, part->error);
		if (insert_row(i, e) < 0)
			return -1;
	}
	return 0;
}

const struct observer observe_epochs = {
	.request = epochs_request,
	.response = epochs_response,
	.write = epochs_write,
	.role = ROLE_CONSUMER,
};
