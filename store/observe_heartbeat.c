/* SPDX-License-Identifier: Apache-2.0 */
/* observe_heartbeat.c - members of groups whose coordinator assigns: consumer
 * groups (KIP-848), share groups (KIP-932), streams groups (KIP-1071, of which
 * the tasks are not followed).  All is said in heartbeats; most say nothing new.
 *
 *	epoch 0           ──▶ join
 *	epoch -1, -2      ──▶ leave (-2: a static member that will be back)
 *	an assignment     ──▶ assign, with its partitions; it is always all of it
 *	an error, another epoch, another subscription ──▶ heartbeat */
#include "store/members.h"

enum { EPOCH_JOIN = 0, EPOCH_LEAVE = -1, EPOCH_LEAVE_STATIC = -2 };

/* What the three have in common, by the fields of each. */
struct heartbeat_fields {
	enum message_field group, member, epoch;
};

static bool common(struct reading *r, const struct walk *w,
		   const struct heartbeat_fields *f)
{
	if (w->field == f->group)
		r->group = w->bytes;
	else if (w->field == f->member)
		r->member = w->bytes;
	else if (w->field == f->epoch)
		r->generation = (int32_t)w->number;
	else
		return false;
	return true;
}

static int32_t count_or_none(const struct walk *w)
{
	return w->count < 0 ? -1 : 0;
}

static void consumer_request(struct reading *r, const struct walk *w)
{
	static const struct heartbeat_fields fields = {
		CONSUMER_GROUP_HEARTBEAT_REQUEST_GROUP_ID,
		CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_ID,
		CONSUMER_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH,
	};

	if (common(r, w, &fields))
		return;
	switch (w->field) {
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_REBALANCE_TIMEOUT_MS:
		r->rebalance_timeout_ms = (int32_t)w->number;
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES:
		if (w->event == WALK_VALUE)
			*reading_add_name(r) = w->bytes;
		else
			r->subscribed = w->count >= 0;
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_REGEX:
		r->regex = w->bytes;
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_SERVER_ASSIGNOR:
		r->assignor = w->bytes;
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS:
		if (w->event == WALK_ARRAY)
			r->owned = count_or_none(w);
		break;
	case CONSUMER_GROUP_HEARTBEAT_REQUEST_TOPIC_PARTITIONS_PARTITIONS:
		r->owned += w->event == WALK_VALUE;
		break;
	default: break;
	}
}

static void consumer_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID:
		r->member = w->bytes;
		break;
	case CONSUMER_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH:
		r->generation = (int32_t)w->number;
		break;
	case CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT:
		r->assigned |= w->event == WALK_BEGIN && !w->null;
		break;
	case CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case CONSUMER_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS:
		if (w->event == WALK_VALUE)
			reading_add_part(r)->partition = (int32_t)w->number;
		break;
	default: break;
	}
}

static void share_request(struct reading *r, const struct walk *w)
{
	static const struct heartbeat_fields fields = {
		SHARE_GROUP_HEARTBEAT_REQUEST_GROUP_ID,
		SHARE_GROUP_HEARTBEAT_REQUEST_MEMBER_ID,
		SHARE_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH,
	};

	if (common(r, w, &fields) ||
	    w->field != SHARE_GROUP_HEARTBEAT_REQUEST_SUBSCRIBED_TOPIC_NAMES)
		return;
	if (w->event == WALK_VALUE)
		*reading_add_name(r) = w->bytes;
	else
		r->subscribed = w->count >= 0;
}

static void share_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SHARE_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID:
		r->member = w->bytes;
		break;
	case SHARE_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH:
		r->generation = (int32_t)w->number;
		break;
	case SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT:
		r->assigned |= w->event == WALK_BEGIN && !w->null;
		break;
	case SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_TOPIC_ID:
		r->topic_id = w->bytes;
		break;
	case SHARE_GROUP_HEARTBEAT_RESPONSE_ASSIGNMENT_TOPIC_PARTITIONS_PARTITIONS:
		if (w->event == WALK_VALUE)
			reading_add_part(r)->partition = (int32_t)w->number;
		break;
	default: break;
	}
}

static void streams_request(struct reading *r, const struct walk *w)
{
	static const struct heartbeat_fields fields = {
		STREAMS_GROUP_HEARTBEAT_REQUEST_GROUP_ID,
		STREAMS_GROUP_HEARTBEAT_REQUEST_MEMBER_ID,
		STREAMS_GROUP_HEARTBEAT_REQUEST_MEMBER_EPOCH,
	};

	if (!common(r, w, &fields) &&
	    w->field == STREAMS_GROUP_HEARTBEAT_REQUEST_INSTANCE_ID)
		r->group_instance = w->bytes;
}

static void streams_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case STREAMS_GROUP_HEARTBEAT_RESPONSE_MEMBER_ID:
		r->member = w->bytes;
		break;
	case STREAMS_GROUP_HEARTBEAT_RESPONSE_MEMBER_EPOCH:
		r->generation = (int32_t)w->number;
		break;
	default: break;
	}
}

/* ---- rows */

static bool is_leave(int32_t epoch)
{
	return epoch == EPOCH_LEAVE || epoch == EPOCH_LEAVE_STATIC;
}

/* The event of the heartbeat itself, apart from an assignment in its answer;
 * NULL: it says nothing new. */
static const char *event_of(const struct reading *asked,
			    const struct reading *answer)
{
	if (asked->generation == EPOCH_JOIN)
		return "join";
	if (is_leave(asked->generation))
		return "leave";
	if (!answer)
		return NULL;
	return answer->top_error || asked->subscribed || asked->regex.n ||
			       (answer->generation != asked->generation &&
				!answer->assigned)
		       ? "heartbeat"
		       : NULL;
}

static int write_assigned(struct scribe *s, struct exchange *x,
			  const char *protocol, const struct member_news *said,
			  const struct reading *answer, struct err *e)
{
	struct given g = { "member",       protocol,         said->member,
			   said->instance, said->generation, x->d };
	struct member_news n = *said;

	n.event = "assign";
	n.subscription = bytes_of(NULL, 0);
	n.owned = -1;
	if (member_event_write(s, x, protocol, &n, e) < 0)
		return -1;
	for (size_t i = 0; x->d && i < answer->parts.count; i++)
		if (assignment_write(s, x, &g, part_at(answer, i)->tp, e) < 0)
			return -1;
	return 0;
}

static int write_events(struct scribe *s, struct exchange *x,
			const char *protocol, struct reading *answer,
			struct bytes subscription, struct err *e)
{
	const struct reading *asked = &x->request;
	struct member_news n = member_news(x, event_of(asked, answer));

	n.subscription = subscription;
	n.assignor = asked->assignor;
	n.owned = asked->owned;
	if (answer) {
		n.error = answer->top_error;
		if (!answer->top_error)
			n.generation = answer->generation;
		if (answer->member.n)
			n.member = answer->member;
	}
	if (n.event && member_event_write(s, x, protocol, &n, e) < 0)
		return -1;
	if (!answer || !answer->assigned || answer->top_error)
		return 0;
	return write_assigned(s, x, protocol, &n, answer, e);
}

static int write(struct scribe *s, struct exchange *x, const char *protocol,
		 struct reading *answer, struct err *e)
{
	const struct reading *asked = &x->request;
	struct bytes subscription = { 0 };
	struct writer text;
	int rc = 0;

	if (x->written && answer && member_events_withdraw(s, x, e) < 0)
		return -1;
	writer_init(&text, 0);
	if (asked->regex.n)
		subscription = asked->regex;
	else if (asked->subscribed &&
		 subscription_text(asked->names.items, asked->names.count,
				   &text))
		subscription = writer_bytes(&text);
	rc = write_events(s, x, protocol, answer, subscription, e);
	writer_release(&text);
	return rc;
}

static int consumer_write(struct scribe *s, struct exchange *x,
			  struct reading *answer, struct err *e)
{
	return write(s, x, "consumer", answer, e);
}

static int share_write(struct scribe *s, struct exchange *x,
		       struct reading *answer, struct err *e)
{
	return write(s, x, "share", answer, e);
}

static int streams_write(struct scribe *s, struct exchange *x,
			 struct reading *answer, struct err *e)
{
	return write(s, x, "streams", answer, e);
}

const struct observer observe_consumer_group_heartbeat = {
	.request = consumer_request,
	.response = consumer_response,
	.write = consumer_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

const struct observer observe_share_group_heartbeat = {
	.request = share_request,
	.response = share_response,
	.write = share_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

const struct observer observe_streams_group_heartbeat = {
	.request = streams_request,
	.response = streams_response,
	.write = streams_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};
