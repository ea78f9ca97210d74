/* SPDX-License-Identifier: Apache-2.0 */
/* observe_share.c - share groups (KIP-932): ShareFetch and ShareAcknowledge.
 *
 *   acknowledgements of a request ──▶ acknowledgement, with the answer's error
 *   answer ──▶ fetch, acquisition; delivery of the batches that hold acquired
 *              records (others may be in the bytes, and are nobody's)
 *
 * Where to read is the broker's business: there is no fetch offset.
 * Rules: kafka-protocol.md 5.9. */
#include "store/change.h"
#include "store/deliveries.h"

#include <stdio.h>

enum { NO_ANSWER = INT16_MIN };

/* ---- messages */

/* One type stands for the whole range; or each offset has its own, and a run of
 * the same ones becomes a range. */
static void acknowledge_type(struct reading *r, int16_t type)
{
	struct offset_range *range = reading_range(r);
	int64_t next, last = range->last;

	if (!range->types || range->number == type ||
	    __builtin_add_overflow(range->first, range->types, &next) ||
	    next > last) {
		if (!range->types)
			range->number = type;
		range->types++;
		return;
	}
	range->last = next - 1;
	range = reading_add_range(r);
	range->first = next;
	range->last = last;
	range->number = type;
	range->types = 1;
}

static void fetch_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SHARE_FETCH_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case SHARE_FETCH_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case SHARE_FETCH_REQUEST_TOPICS_TOPIC_ID: r->topic_id = w->bytes; break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES:
		if (w->event == WALK_BEGIN)
			reading_add_range(r);
		break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET:
		reading_range(r)->first = w->number;
		break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET:
		reading_range(r)->last = w->number;
		break;
	case SHARE_FETCH_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES:
		if (w->event == WALK_VALUE)
			acknowledge_type(r, (int16_t)w->number);
		break;
	default: break;
	}
}

static void fetch_response_part(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX:
		part->partition = (int32_t)w->number;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE:
		part->error = (int16_t)w->number;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACKNOWLEDGE_ERROR_CODE:
		part->acknowledge_error = (int16_t)w->number;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS:
		part->records = w->bytes;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_FIRST_OFFSET:
		reading_range(r)->first = w->number;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_LAST_OFFSET:
		reading_range(r)->last = w->number;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS_DELIVERY_COUNT:
		reading_range(r)->number = (int16_t)w->number;
		break;
	default: break;
	}
}

static void fetch_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SHARE_FETCH_RESPONSE_RESPONSES_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case SHARE_FETCH_RESPONSE_RESPONSES_PARTITIONS_ACQUIRED_RECORDS:
		if (w->event == WALK_BEGIN)
			reading_add_range(r);
		break;
	default:
		if (r->parts.count)
			fetch_response_part(r, w);
	}
}

static void acknowledge_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SHARE_ACKNOWLEDGE_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case SHARE_ACKNOWLEDGE_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES:
		if (w->event == WALK_BEGIN)
			reading_add_range(r);
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_FIRST_OFFSET:
		reading_range(r)->first = w->number;
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_LAST_OFFSET:
		reading_range(r)->last = w->number;
		break;
	case SHARE_ACKNOWLEDGE_REQUEST_TOPICS_PARTITIONS_ACKNOWLEDGEMENT_BATCHES_ACKNOWLEDGE_TYPES:
		if (w->event == WALK_VALUE)
			acknowledge_type(r, (int16_t)w->number);
		break;
	default: break;
	}
}

static void acknowledge_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case SHARE_ACKNOWLEDGE_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE:
		reading_part(r)->acknowledge_error = (int16_t)w->number;
		break;
	default: break;
	}
}

/* ---- rows */

static struct offset_range *ranges_of(const struct reading *r,
				      const struct part *part)
{
	return (struct offset_range *)r->ranges.items + part->ranges;
}

static void insert_type(struct insert *i, int16_t type)
{
	static const char *const names[] = { "gap", "accept", "release",
					     "reject", "renew" };

	if (type >= 0 && (size_t)type < sizeof(names) / sizeof(*names))
		insert_text(i, names[type]);
	else
		insert_int(i, type);
}

static int insert_acknowledgement(struct scribe *s, const struct exchange *x,
				  const struct part *part,
				  struct offset_range *range, int16_t error,
				  struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_ACKNOWLEDGEMENT);

	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, x->request.group);
	insert_text_or_blob(i, x->request.member);
	insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
	insert_int(i, range->first);
	insert_int(i, range->last);
	insert_type(i, range->number);
	insert_int_or_null(i, error, NO_ANSWER);
	range->row = insert_row(i, e);
	return range->row < 0 ? -1 : 0;
}

static int complete_acknowledgement(struct scribe *s,
				    const struct offset_range *range,
				    int16_t error, struct err *e)
{
	int64_t values[] = { range->row,
			     error == NO_ANSWER ? CHANGE_NULL : error };

	return change(s->tape,
		      "UPDATE acknowledgement SET error_code = ?2 "
		      "WHERE id = ?1",
		      values, 2, e);
}

static int16_t acknowledge_error(const struct reading *answer,
				 const struct part *part)
{
	if (!answer)
		return NO_ANSWER;
	if (answer->top_error)
		return answer->top_error;
	return part->other == PART_NONE
		       ? NO_ANSWER
		       : part_at(answer, part->other)->acknowledge_error;
}

static int write_acknowledgements(struct scribe *s, struct exchange *x,
				  const struct reading *answer, struct err *e)
{
	for (size_t n = 0; n < x->request.parts.count; n++) {
		const struct part *part = part_at(&x->request, n);
		struct offset_range *ranges = ranges_of(&x->request, part);
		int16_t error = acknowledge_error(answer, part);

		for (size_t i = 0; i < part->range_count; i++) {
			int rc = ranges[i].row
					 ? complete_acknowledgement(s,
								    &ranges[i],
								    error, e)
					 : insert_acknowledgement(s, x, part,
								  &ranges[i],
								  error, e);

			if (rc < 0)
				return -1;
		}
	}
	return 0;
}

static int insert_acquired(struct scribe *s, const struct exchange *x,
			   const struct reading *answer,
			   const struct part *part, struct err *e)
{
	const struct offset_range *ranges = ranges_of(answer, part);

	for (size_t n = 0; n < part->range_count; n++) {
		struct insert *i = tape_insert(s->tape, TABLE_ACQUISITION);

		if (n && ranges[n].first <= ranges[n - 1].last)
			snprintf(s->inside, sizeof(s->inside),
				 "responses partition %d, acquired records: "
				 "not in ascending order",
				 part->partition);
		insert_int(i, (int64_t)x->id);
		insert_text_or_blob(i, x->request.group);
		insert_text_or_blob(i, x->request.member);
		insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
		insert_int(i, ranges[n].first);
		insert_int(i, ranges[n].last);
		insert_int(i, ranges[n].number);
		if (insert_row(i, e) < 0)
			return -1;
	}
	return 0;
}

/* The row of a partition that is in the request, in the answer, or in both. */
static int64_t insert_fetch(struct scribe *s, const struct exchange *x,
			    const struct part *named, const struct part *part,
			    struct err *e)
{
	const struct topic_partition *tp = named ? named->tp : part->tp;
	struct insert *i = tape_insert(s->tape, TABLE_FETCH);

	insert_int(i, (int64_t)x->id);
	insert_int_or_null(i, tp ? tp->row : 0, 0);
	insert_null(i); /* fetch_offset */
	insert_text(i, "share");
	insert_null(
		i); /* isolation, current_leader_epoch, last_fetched_epoch */
	insert_null(i);
	insert_null(i);
	insert_int(i, named != NULL);
	insert_int(i, part != NULL);
	insert_int_or_null(i, part ? part->error : NO_ANSWER, NO_ANSWER);
	insert_null(i); /* high_watermark, last_stable_offset */
	insert_null(i);
	insert_null(i); /* log_start_offset, diverging_epoch */
	insert_null(i);
	insert_null(i); /* diverging_end_offset, preferred_replica */
	insert_null(i);
	insert_int_or_null(i, part ? records_end(part->records) : -1, -1);
	return insert_row(i, e);
}

static int complete_fetch(struct scribe *s, int64_t row,
			  const struct part *part, struct err *e)
{
	int64_t end = records_end(part->records);
	int64_t values[] = { row, part->error, end < 0 ? CHANGE_NULL : end };

	return change(s->tape,
		      "UPDATE fetch SET in_response = 1, error_code = ?2, "
		      "next_offset = ?3 WHERE id = ?1",
		      values, 3, e);
}

static int write_answered(struct scribe *s, struct exchange *x,
			  const struct reading *answer, const struct part *part,
			  struct err *e)
{
	struct part *named = part->other == PART_NONE
				     ? NULL
				     : part_at(&x->request, part->other);
	struct visible acquired = { -1, ranges_of(answer, part),
				    part->range_count };
	int64_t row = named ? named->row : 0;

	if (row && complete_fetch(s, row, part, e) < 0)
		return -1;
	if (!row)
		row = insert_fetch(s, x, named, part, e);
	if (named)
		named->row = row;
	if (row < 0 || insert_acquired(s, x, answer, part, e) < 0)
		return -1;
	if (!part->tp || !part->range_count)
		return 0;
	return deliveries_write(s, x, part, row, &acquired, e);
}

/* The partitions that the answer, if there is one, has nothing of. */
static int write_named(struct scribe *s, struct exchange *x, struct err *e)
{
	for (size_t i = 0; i < x->request.parts.count; i++) {
		struct part *named = part_at(&x->request, i);

		if (named->row)
			continue;
		named->row = insert_fetch(s, x, named, NULL, e);
		if (named->row < 0)
			return -1;
	}
	return 0;
}

static int fetch_write(struct scribe *s, struct exchange *x,
		       struct reading *answer, struct err *e)
{
	if (answer)
		reading_pair(&x->request, answer, ++s->passes);
	if (write_acknowledgements(s, x, answer, e) < 0)
		return -1;
	for (size_t i = 0; answer && i < answer->parts.count; i++)
		if (write_answered(s, x, answer, part_at(answer, i), e) < 0)
			return -1;
	return write_named(s, x, e);
}

static int acknowledge_write(struct scribe *s, struct exchange *x,
			     struct reading *answer, struct err *e)
{
	if (answer)
		reading_pair(&x->request, answer, ++s->passes);
	return write_acknowledgements(s, x, answer, e);
}

const struct observer observe_share_fetch = {
	.request = fetch_request,
	.response = fetch_response,
	.write = fetch_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

const struct observer observe_share_acknowledge = {
	.request = acknowledge_request,
	.response = acknowledge_response,
	.write = acknowledge_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};
