/* SPDX-License-Identifier: Apache-2.0 */
/* members.c - rows of group members: what they said, what they were given; and
 * ConsumerProtocol, the data that classic consumers hand each other through the
 * coordinator (ConsumerProtocolSubscription.json, ConsumerProtocolAssignment.json).
 */
#include "store/members.h"

#include "codec/json.h"
#include "store/change.h"

struct member_news member_news(const struct exchange *x, const char *event)
{
	return (struct member_news) {
		.event = event,
		.member = x->request.member,
		.instance = x->request.group_instance,
		.owned = -1,
		.generation = x->request.generation,
		.error = ERROR_NOT_KNOWN,
	};
}

int member_event_write(struct scribe *s, const struct exchange *x,
		       const char *protocol, const struct member_news *n,
		       struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_MEMBER_EVENT);

	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, x->request.group);
	insert_text(i, protocol);
	insert_text_or_blob(i, n->member);
	insert_text_or_blob(i, n->instance);
	insert_int_or_null(i, n->generation, -1);
	insert_text(i, n->event);
	insert_text_or_blob(i, n->subscription);
	insert_int_or_null(i, n->owned, -1);
	insert_text_or_blob(i, n->assignor);
	insert_int_or_null(i, n->error, ERROR_NOT_KNOWN);
	insert_text_or_blob(i, n->reason);
	insert_int_or_null(i, x->request.session_timeout_ms, -1);
	insert_int_or_null(i, x->request.rebalance_timeout_ms, -1);
	return insert_row(i, e) < 0 ? -1 : 0;
}

/* There is no index on the exchange, but an answer follows soon. */
int member_events_withdraw(struct scribe *s, const struct exchange *x,
			   struct err *e)
{
	int64_t id = (int64_t)x->id;

	return change(s->tape,
		      "DELETE FROM member_event WHERE exchange = ?1 "
		      "AND id > (SELECT max(id) FROM member_event) - 100000",
		      &id, 1, e);
}

int assignment_write(struct scribe *s, const struct exchange *x,
		     const struct given *g, const struct topic_partition *tp,
		     struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_ASSIGNMENT);

	insert_int(i, (int64_t)x->id);
	insert_text(i, g->source);
	insert_text_or_blob(i, x->request.group);
	insert_text(i, g->protocol);
	insert_text_or_blob(i, g->member);
	insert_text_or_blob(i, g->instance);
	insert_int_or_null(i, g->generation, -1);
	insert_int_or_null(i, tp ? tp->row : 0, 0);
	insert_int(i, g->since);
	insert_null(i);
	return insert_row(i, e) < 0 ? -1 : 0;
}

/* ---- ConsumerProtocol */

/* Put the walker at the data behind its version.  False: there is none. */
static bool walk_blob(struct walk *w, const char *name, struct bytes blob)
{
	const struct message *m = message_named(name);
	struct cursor c;
	int16_t version;

	cursor_init(&c, blob);
	version = cursor_i16(&c);
	if (!m || !cursor_ok(&c) || version < 0)
		return false;
	walk_init(w, m, version, cursor_take(&c, cursor_left(&c)));
	return true;
}

/* All of it can be read, and of a known version nothing is left over. */
static bool is_whole(const char *name, struct bytes blob)
{
	struct walk w;

	if (!walk_blob(&w, name, blob))
		return false;
	while (walk_next(&w))
		;
	return walk_error(&w) == DECODE_OK &&
	       (!walk_trailing(&w) || w.version > w.message->until);
}

int assignment_write_blob(struct scribe *s, struct exchange *x,
			  const struct given *g, struct bytes blob,
			  struct err *e)
{
	static const char name[] = "ConsumerProtocolAssignment";
	struct bytes topic = { 0 };
	struct walk w;

	if (!is_whole(name, blob) || !walk_blob(&w, name, blob))
		return 0;
	while (walk_next(&w)) {
		struct err failed = { 0 };
		struct topic_partition *tp;

		if (w.field ==
		    CONSUMER_PROTOCOL_ASSIGNMENT_ASSIGNED_PARTITIONS_TOPIC)
			topic = w.bytes;
		if (w.event != WALK_VALUE ||
		    w.field !=
			    CONSUMER_PROTOCOL_ASSIGNMENT_ASSIGNED_PARTITIONS_PARTITIONS)
			continue;
		tp = topics_find(&s->topics, topic, bytes_of(NULL, 0),
				 (int32_t)w.number, g->since, &failed);
		if (failed.code) {
			*e = failed;
			return -1;
		}
		if (tp && assignment_write(s, x, g, tp, e) < 0)
			return -1;
	}
	return 0;
}

static void put_topic(struct writer *out, struct bytes topic)
{
	json_raw(out, out->size > 1 ? "," : "");
	json_string(out, topic);
}

bool subscription_text(const struct bytes *topics, size_t count,
		       struct writer *out)
{
	json_raw(out, "[");
	for (size_t i = 0; i < count; i++)
		put_topic(out, topics[i]);
	json_raw(out, "]");
	return !out->failed;
}

bool subscription_read(struct bytes blob, struct writer *out, int64_t *owned)
{
	static const char name[] = "ConsumerProtocolSubscription";
	struct walk w;

	*owned = -1;
	if (!is_whole(name, blob) || !walk_blob(&w, name, blob))
		return false;
	json_raw(out, "[");
	while (walk_next(&w))
		switch ((int)w.field) {
		case CONSUMER_PROTOCOL_SUBSCRIPTION_TOPICS:
			if (w.event == WALK_VALUE)
				put_topic(out, w.bytes);
			break;
		case CONSUMER_PROTOCOL_SUBSCRIPTION_OWNED_PARTITIONS:
			if (w.event == WALK_ARRAY)
				*owned = 0;
			break;
		case CONSUMER_PROTOCOL_SUBSCRIPTION_OWNED_PARTITIONS_PARTITIONS:
			*owned += w.event == WALK_VALUE;
			break;
		default: break;
		}
	json_raw(out, "]");
	return !out->failed;
}
