/* SPDX-License-Identifier: Apache-2.0 */
/* observe_fetch.c - Fetch: what is asked for (named in the request, or known
 * from the fetch session), and which batches came.
 *
 *   request ──▶ the session's positions change
 *   answer  ──▶ rows of fetch (with the offset asked for), aborted, delivery
 *               a batch in it: which one of the tape is it?  recognise.c
 *
 * Rules: kafka-protocol.md 5.1, 5.3, 5.4. */
#include "store/change.h"
#include "store/deliveries.h"
#include "store/tell.h"

/* ---- messages */

static void request_partition(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION:
		part->partition = (int32_t)w->number;
		break;
	case FETCH_REQUEST_TOPICS_PARTITIONS_CURRENT_LEADER_EPOCH:
		part->current_leader_epoch = (int32_t)w->number;
		break;
	case FETCH_REQUEST_TOPICS_PARTITIONS_FETCH_OFFSET:
		part->offset = w->number;
		break;
	case FETCH_REQUEST_TOPICS_PARTITIONS_LAST_FETCHED_EPOCH:
		part->leader_epoch = (int32_t)w->number;
		break;
	default: break;
	}
}

static void request_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case FETCH_REQUEST_REPLICA_ID:
	case FETCH_REQUEST_REPLICA_STATE_REPLICA_ID:
		r->replica_id = (int32_t)w->number;
		break;
	case FETCH_REQUEST_ISOLATION_LEVEL:
		r->isolation = (int8_t)w->number;
		break;
	case FETCH_REQUEST_SESSION_ID:
		r->session_id = (int32_t)w->number;
		break;
	case FETCH_REQUEST_SESSION_EPOCH:
		r->session_epoch = (int32_t)w->number;
		break;
	case FETCH_REQUEST_TOPICS_TOPIC:
	case FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC:
		r->topic = w->bytes;
		break;
	case FETCH_REQUEST_TOPICS_TOPIC_ID:
	case FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case FETCH_REQUEST_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case FETCH_REQUEST_FORGOTTEN_TOPICS_DATA_PARTITIONS:
		if (w->event != WALK_VALUE)
			break;
		reading_add_part(r)->forgotten = true;
		reading_part(r)->partition = (int32_t)w->number;
		break;
	default:
		if (r->parts.count)
			request_partition(r, w);
	}
}

static void response_partition(struct reading *r, const struct walk *w)
{
	struct part *part = reading_part(r);

	switch (w->field) {
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_PARTITION_INDEX:
		part->partition = (int32_t)w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_ERROR_CODE:
		part->error = (int16_t)w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_HIGH_WATERMARK:
		part->high_watermark = w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_LAST_STABLE_OFFSET:
		part->last_stable_offset = w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_LOG_START_OFFSET:
		part->log_start_offset = w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_DIVERGING_EPOCH_EPOCH:
		part->diverging_epoch = (int32_t)w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_DIVERGING_EPOCH_END_OFFSET:
		part->diverging_end_offset = w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_PREFERRED_READ_REPLICA:
		part->preferred_replica = (int32_t)w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS:
		part->records = w->bytes;
		break;
	default: break;
	}
}

static void response_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case FETCH_RESPONSE_SESSION_ID:
		r->session_id = (int32_t)w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_TOPIC: r->topic = w->bytes; break;
	case FETCH_RESPONSE_RESPONSES_TOPIC_ID: r->topic_id = w->bytes; break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS:
		if (w->event == WALK_BEGIN)
			reading_add_aborted(r);
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_PRODUCER_ID:
		reading_aborted(r)->producer_id = w->number;
		break;
	case FETCH_RESPONSE_RESPONSES_PARTITIONS_ABORTED_TRANSACTIONS_FIRST_OFFSET:
		reading_aborted(r)->first_offset = w->number;
		break;
	default:
		if (r->parts.count)
			response_partition(r, w);
	}
}

/* ---- sessions */

static struct position position_of(const struct part *part)
{
	return (struct position) { part->offset, part->current_leader_epoch,
				   part->leader_epoch };
}

static void tell_asked(const struct scribe *s, const struct exchange *x,
		       const struct part *part)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_ASKED);

	event.stamp = x->q;
	event.offset = part->offset;
	scribe_tell(s, x, part->tp, event);
}

/* The broker takes the request's changes into the session at once. */
static int arrived(struct scribe *s, struct exchange *x, struct err *e)
{
	struct reading *r = &x->request;
	struct session *session =
		sessions_request(&s->sessions, x->connection->broker,
				 x->connection->id, r->session_id,
				 r->session_epoch);

	(void)e;
	for (size_t i = 0; i < r->parts.count; i++) {
		const struct part *part = part_at(r, i);
		struct position position = position_of(part);

		if (!part->tp)
			continue;
		if (!part->forgotten)
			tell_asked(s, x, part);
		if (session && part->forgotten)
			session_forget(session, part->tp);
		else if (session)
			session_set(session, part->tp, &position);
	}
	return 0;
}

/* A full fetch may open a session, of exactly the partitions of its answer. */
static void answer_session(struct scribe *s, struct exchange *x,
			   struct reading *answer)
{
	const struct reading *r = &x->request;
	struct session *session =
		sessions_answer(&s->sessions, x->connection->broker,
				x->connection->id, r->session_id,
				r->session_epoch, answer->top_error,
				answer->session_id);

	for (size_t i = 0; session && i < answer->parts.count; i++) {
		const struct part *part = part_at(answer, i);

		if (!part->tp || part->other == PART_NONE)
			continue;
		struct position position = position_of(part_at(r, part->other));

		session_set(session, part->tp, &position);
	}
}

/* ---- rows */

static int insert_aborted(struct scribe *s, const struct reading *answer,
			  const struct part *part, int64_t fetch, struct err *e)
{
	const struct aborted_range *ranges = answer->aborted.items;

	for (size_t n = 0; n < part->aborted_count; n++) {
		struct insert *i = tape_insert(s->tape, TABLE_ABORTED);

		insert_int(i, fetch);
		insert_int(i, ranges[part->aborted + n].producer_id);
		insert_int(i, ranges[part->aborted + n].first_offset);
		if (insert_row(i, e) < 0)
			return -1;
	}
	return 0;
}

/* What was asked of a partition, by the request itself or by its session. */
struct asked {
	struct position position;
	const char *from; /* wire, session, unknown */
};

static struct asked asked_of(struct scribe *s, const struct exchange *x,
			     const struct part *named,
			     const struct topic_partition *tp)
{
	const struct reading *r = &x->request;
	const struct position *position = NULL;
	const struct session *session;

	if (named)
		return (struct asked) { position_of(named), "wire" };
	session = r->session_epoch > 0
			  ? sessions_find(&s->sessions, x->connection->broker,
					  r->session_id)
			  : NULL;
	if (session && tp)
		position = session_get(session, tp);
	if (position)
		return (struct asked) { *position, "session" };
	return (struct asked) { { -1, -1, -1 }, "unknown" };
}

static int64_t insert_fetch(struct scribe *s, struct exchange *x,
			    const struct part *named, const struct part *part,
			    const struct asked *asked, struct err *e)
{
	static const struct part nothing = {
		.offset = -1,
		.high_watermark = -1,
		.last_stable_offset = -1,
		.log_start_offset = -1,
		.diverging_end_offset = -1,
		.diverging_epoch = -1,
		.preferred_replica = -1,
		.error = INT16_MIN,
	};
	const struct topic_partition *tp = named ? named->tp : part->tp;
	const struct part *p = part ? part : &nothing;
	struct insert *i = tape_insert(s->tape, TABLE_FETCH);

	insert_int(i, (int64_t)x->id);
	insert_int_or_null(i, tp ? tp->row : 0, 0);
	insert_int_or_null(i, asked->position.offset, -1);
	insert_text(i, asked->from);
	insert_int(i, x->request.isolation);
	insert_int_or_null(i, asked->position.current_leader_epoch, -1);
	insert_int_or_null(i, asked->position.last_fetched_epoch, -1);
	insert_int(i, named != NULL);
	insert_int(i, part != NULL);
	insert_int_or_null(i, p->error, INT16_MIN);
	insert_int_or_null(i, p->high_watermark, -1);
	insert_int_or_null(i, p->last_stable_offset, -1);
	insert_int_or_null(i, p->log_start_offset, -1);
	insert_int_or_null(i, p->diverging_epoch, -1);
	insert_int_or_null(i, p->diverging_end_offset, -1);
	insert_int_or_null(i, p->preferred_replica, -1);
	insert_int_or_null(i, records_end(p->records), -1);
	return insert_row(i, e);
}

static int64_t unless(int64_t v, int64_t unknown)
{
	return v == unknown ? CHANGE_NULL : v;
}

static int complete_fetch(struct scribe *s, const struct part *named,
			  const struct part *p, struct err *e)
{
	int64_t values[] = {
		named->row,
		p->error,
		unless(p->high_watermark, -1),
		unless(p->last_stable_offset, -1),
		unless(p->log_start_offset, -1),
		unless(p->diverging_epoch, -1),
		unless(p->diverging_end_offset, -1),
		unless(p->preferred_replica, -1),
		unless(records_end(p->records), -1),
	};

	return change(s->tape,
		      "UPDATE fetch SET in_response = 1, error_code = ?2, "
		      "high_watermark = ?3, last_stable_offset = ?4, "
		      "log_start_offset = ?5, diverging_epoch = ?6, "
		      "diverging_end_offset = ?7, preferred_replica = ?8, "
		      "next_offset = ?9 WHERE id = ?1",
		      values, 9, e);
}

/* A partition that the answer has, and what follows from it. */
static int write_part(struct scribe *s, struct exchange *x,
		      const struct reading *answer, const struct part *part,
		      struct err *e)
{
	struct part *named = part->other != PART_NONE
				     ? part_at(&x->request, part->other)
				     : NULL;
	struct asked asked = asked_of(s, x, named, part->tp);
	int64_t row;

	if (named && named->row) {
		row = named->row;
		if (complete_fetch(s, named, part, e) < 0)
			return -1;
	} else {
		row = insert_fetch(s, x, named, part, &asked, e);
		if (row < 0)
			return -1;
	}
	if (insert_aborted(s, answer, part, row, e) < 0)
		return -1;
	/* a follower's copying is no delivery */
	if (x->request.replica_id >= 0 || !part->tp || !part->records.n)
		return 0;
	return deliveries_write(s, x, part, row,
				&(struct visible) { asked.position.offset, NULL,
						    0 },
				e);
}

/* The partitions that the request named and the answer, if there is one, has
 * nothing of. */
static int write_named(struct scribe *s, struct exchange *x, struct err *e)
{
	for (size_t i = 0; i < x->request.parts.count; i++) {
		struct part *named = part_at(&x->request, i);
		struct asked asked = { position_of(named), "wire" };

		if (named->forgotten || named->other != PART_NONE || named->row)
			continue;
		named->row = insert_fetch(s, x, named, NULL, &asked, e);
		if (named->row < 0)
			return -1;
	}
	return 0;
}

static int write(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	if (!answer)
		return write_named(s, x, e);
	reading_pair(&x->request, answer, ++s->passes);
	for (size_t i = 0; i < answer->parts.count; i++)
		if (write_part(s, x, answer, part_at(answer, i), e) < 0)
			return -1;
	answer_session(s, x, answer);
	return write_named(s, x, e);
}

const struct observer observe_fetch = {
	.request = request_field,
	.response = response_field,
	.arrived = arrived,
	.write = write,
	.role = ROLE_CONSUMER,
};
