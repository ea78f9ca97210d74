/* SPDX-License-Identifier: Apache-2.0 */
/* observe_member.c - members of classic groups: JoinGroup, SyncGroup, Heartbeat,
 * LeaveGroup.  Rules: kafka-protocol.md 5.8.
 *
 *	JoinGroup ──▶ join
 *	SyncGroup ──▶ assign, with what the member was given; the leader's also
 *	              says what it gave to all the others
 *	Heartbeat ──▶ heartbeat, if the answer is an error
 *	LeaveGroup ─▶ leave, of each member
 *
 * A SyncGroup before version 5 does not say of which kind its group is: what
 * reads as a consumer's assignment is taken for one. */
#include "store/members.h"

static const char classic[] = "classic";

static int32_t error_of(const struct reading *answer)
{
	return answer ? answer->top_error : ERROR_NOT_KNOWN;
}

static bool is_consumers(struct bytes protocol_type)
{
	return !protocol_type.n ||
	       bytes_equal(protocol_type, bytes_of_string("consumer"));
}

/* ---- JoinGroup */

static void join_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case JOIN_GROUP_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case JOIN_GROUP_REQUEST_SESSION_TIMEOUT_MS:
		r->session_timeout_ms = (int32_t)w->number;
		break;
	case JOIN_GROUP_REQUEST_REBALANCE_TIMEOUT_MS:
		r->rebalance_timeout_ms = (int32_t)w->number;
		break;
	case JOIN_GROUP_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case JOIN_GROUP_REQUEST_GROUP_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	case JOIN_GROUP_REQUEST_PROTOCOL_TYPE:
		r->protocol_type = w->bytes;
		break;
	case JOIN_GROUP_REQUEST_PROTOCOLS:
		if (w->event == WALK_BEGIN)
			reading_add_member(r);
		break;
	case JOIN_GROUP_REQUEST_PROTOCOLS_NAME:
		reading_member(r)->protocol = w->bytes;
		break;
	case JOIN_GROUP_REQUEST_PROTOCOLS_METADATA:
		reading_member(r)->blob = w->bytes;
		break;
	case JOIN_GROUP_REQUEST_REASON: r->reason = w->bytes; break;
	default: break;
	}
}

static void join_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case JOIN_GROUP_RESPONSE_GENERATION_ID:
		r->generation = (int32_t)w->number;
		break;
	case JOIN_GROUP_RESPONSE_PROTOCOL_NAME: r->assignor = w->bytes; break;
	case JOIN_GROUP_RESPONSE_MEMBER_ID: r->member = w->bytes; break;
	default: break;
	}
}

/* What the member subscribes to, as it told the assignor that was chosen. */
static struct bytes chosen_blob(const struct reading *r, struct bytes assignor)
{
	const struct member_part *protocols = r->members.items;

	for (size_t i = 0; i < r->members.count; i++)
		if (bytes_equal(protocols[i].protocol, assignor))
			return protocols[i].blob;
	return r->members.count ? protocols[0].blob : bytes_of(NULL, 0);
}

static int join_write(struct scribe *s, struct exchange *x,
		      struct reading *answer, struct err *e)
{
	struct member_news n = member_news(x, "join");
	struct writer text;
	int rc = 0;

	if (x->written && answer)
		rc = member_events_withdraw(s, x, e);
	n.error = error_of(answer);
	n.reason = x->request.reason;
	if (answer) {
		n.generation = answer->generation;
		if (answer->assignor.n)
			n.assignor = answer->assignor;
		if (answer->member.n)
			n.member = answer->member;
	}
	writer_init(&text, 0);
	if (is_consumers(x->request.protocol_type) &&
	    subscription_read(chosen_blob(&x->request, n.assignor), &text,
			      &n.owned))
		n.subscription = writer_bytes(&text);
	if (rc == 0)
		rc = member_event_write(s, x, classic, &n, e);
	writer_release(&text);
	return rc;
}

const struct observer observe_join_group = {
	.request = join_request,
	.response = join_response,
	.write = join_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

/* ---- SyncGroup */

static void sync_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case SYNC_GROUP_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case SYNC_GROUP_REQUEST_GENERATION_ID:
		r->generation = (int32_t)w->number;
		break;
	case SYNC_GROUP_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case SYNC_GROUP_REQUEST_GROUP_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	case SYNC_GROUP_REQUEST_PROTOCOL_TYPE:
		r->protocol_type = w->bytes;
		break;
	case SYNC_GROUP_REQUEST_PROTOCOL_NAME: r->assignor = w->bytes; break;
	case SYNC_GROUP_REQUEST_ASSIGNMENTS:
		if (w->event == WALK_BEGIN)
			reading_add_member(r);
		break;
	case SYNC_GROUP_REQUEST_ASSIGNMENTS_MEMBER_ID:
		reading_member(r)->id = w->bytes;
		break;
	case SYNC_GROUP_REQUEST_ASSIGNMENTS_ASSIGNMENT:
		reading_member(r)->blob = w->bytes;
		break;
	default: break;
	}
}

static void sync_response(struct reading *r, const struct walk *w)
{
	if (w->field == SYNC_GROUP_RESPONSE_ASSIGNMENT)
		reading_add_member(r)->blob = w->bytes;
}

/* What the leader gave to all members. */
static int write_given(struct scribe *s, struct exchange *x, struct err *e)
{
	const struct reading *r = &x->request;
	const struct member_part *members = r->members.items;

	for (size_t i = 0; i < r->members.count; i++) {
		struct given g = { "leader",      classic,
				   members[i].id, bytes_of(NULL, 0),
				   r->generation, x->r };

		if (assignment_write_blob(s, x, &g, members[i].blob, e) < 0)
			return -1;
	}
	return 0;
}

/* What this member got; nothing, if the answer never left for it. */
static int write_got(struct scribe *s, struct exchange *x,
		     const struct reading *answer, struct err *e)
{
	const struct reading *r = &x->request;
	const struct member_part *got = answer->members.items;
	struct given g = { "member",          classic,       r->member,
			   r->group_instance, r->generation, x->d };

	if (!x->d || !answer->members.count)
		return 0;
	return assignment_write_blob(s, x, &g, got->blob, e);
}

static int sync_write(struct scribe *s, struct exchange *x,
		      struct reading *answer, struct err *e)
{
	struct member_news n = member_news(x, "assign");

	if (x->written && answer && member_events_withdraw(s, x, e) < 0)
		return -1;
	n.error = error_of(answer);
	n.assignor = x->request.assignor;
	if (member_event_write(s, x, classic, &n, e) < 0)
		return -1;
	if (!answer || answer->top_error ||
	    !is_consumers(x->request.protocol_type))
		return 0;
	return write_given(s, x, e) < 0 ? -1 : write_got(s, x, answer, e);
}

const struct observer observe_sync_group = {
	.request = sync_request,
	.response = sync_response,
	.write = sync_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

/* ---- Heartbeat */

static void heartbeat_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case HEARTBEAT_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case HEARTBEAT_REQUEST_GENERATION_ID:
		r->generation = (int32_t)w->number;
		break;
	case HEARTBEAT_REQUEST_MEMBER_ID: r->member = w->bytes; break;
	case HEARTBEAT_REQUEST_GROUP_INSTANCE_ID:
		r->group_instance = w->bytes;
		break;
	default: break;
	}
}

static int heartbeat_write(struct scribe *s, struct exchange *x,
			   struct reading *answer, struct err *e)
{
	struct member_news n = member_news(x, "heartbeat");

	if (!answer || !answer->top_error)
		return 0;
	n.error = answer->top_error;
	return member_event_write(s, x, classic, &n, e);
}

const struct observer observe_heartbeat = {
	.request = heartbeat_request,
	.write = heartbeat_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};

/* ---- LeaveGroup: one member up to v2, several from v3 on */

static void leave_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case LEAVE_GROUP_REQUEST_GROUP_ID: r->group = w->bytes; break;
	case LEAVE_GROUP_REQUEST_MEMBER_ID:
		reading_add_member(r)->id = w->bytes;
		break;
	case LEAVE_GROUP_REQUEST_MEMBERS:
		if (w->event == WALK_BEGIN)
			reading_add_member(r);
		break;
	case LEAVE_GROUP_REQUEST_MEMBERS_MEMBER_ID:
		reading_member(r)->id = w->bytes;
		break;
	case LEAVE_GROUP_REQUEST_MEMBERS_GROUP_INSTANCE_ID:
		reading_member(r)->instance = w->bytes;
		break;
	case LEAVE_GROUP_REQUEST_MEMBERS_REASON:
		reading_member(r)->reason = w->bytes;
		break;
	default: break;
	}
}

static void leave_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case LEAVE_GROUP_RESPONSE_MEMBERS:
		if (w->event == WALK_BEGIN)
			reading_add_member(r);
		break;
	case LEAVE_GROUP_RESPONSE_MEMBERS_MEMBER_ID:
		reading_member(r)->id = w->bytes;
		break;
	case LEAVE_GROUP_RESPONSE_MEMBERS_GROUP_INSTANCE_ID:
		reading_member(r)->instance = w->bytes;
		break;
	case LEAVE_GROUP_RESPONSE_MEMBERS_ERROR_CODE:
		reading_member(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static bool is_same(const struct member_part *a, const struct member_part *b)
{
	return bytes_equal(a->id, b->id) &&
	       bytes_equal(a->instance, b->instance);
}

/* A broker answers in the order of the request; a stranger's answer counts for
 * nobody. */
static int32_t leave_error(const struct reading *answer, size_t at,
			   const struct member_part *asked)
{
	const struct member_part *told;

	if (!answer)
		return ERROR_NOT_KNOWN;
	if (answer->top_error || !answer->members.count)
		return answer->top_error;
	if (at >= answer->members.count)
		return ERROR_NOT_KNOWN;
	told = (struct member_part *)answer->members.items + at;
	return is_same(told, asked) ? told->error : ERROR_NOT_KNOWN;
}

static int leave_write(struct scribe *s, struct exchange *x,
		       struct reading *answer, struct err *e)
{
	const struct member_part *members = x->request.members.items;

	if (x->written && answer && member_events_withdraw(s, x, e) < 0)
		return -1;
	for (size_t i = 0; i < x->request.members.count; i++) {
		struct member_news n = member_news(x, "leave");

		n.member = members[i].id;
		n.instance = members[i].instance;
		n.reason = members[i].reason;
		n.error = leave_error(answer, i, &members[i]);
		if (member_event_write(s, x, classic, &n, e) < 0)
			return -1;
	}
	return 0;
}

const struct observer observe_leave_group = {
	.request = leave_request,
	.response = leave_response,
	.write = leave_write,
	.role = ROLE_CONSUMER,
	.keeps_request = true,
};
