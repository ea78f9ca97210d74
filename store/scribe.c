/* SPDX-License-Identifier: Apache-2.0 */
/* scribe.c - from frames to rows: pairs the halves of an exchange, has each
 * walked once, and lets its observer make rows.  What a message means is the
 * observers'; events that are no frames are notes.c's.
 *
 *   request ──▶ held ──response──▶ rows, each inserted once
 *                 │
 *                 └─ a commit interval, the connection's end, too many bytes
 *                    held ──▶ rows with NULLs, completed by the response */
#include "store/observe.h"

#include "codec/message.h"
#include "store/change.h"
#include "store/take.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	INTERVAL_US = 200 * 1000, /* design, section 13 */
	INTERVAL_ROWS = 20000,
	HELD_MAX = 64 * 1024 * 1024,
};

static const struct observer *const observers[] = {
	[API_PRODUCE] = &observe_produce,
	[API_FETCH] = &observe_fetch,
	[API_LIST_OFFSETS] = &observe_list_offsets,
	[API_METADATA] = &observe_metadata,
	[API_OFFSET_COMMIT] = &observe_offset_commit,
	[API_OFFSET_FETCH] = &observe_offset_fetch,
	[API_FIND_COORDINATOR] = &observe_find_coordinator,
	[API_JOIN_GROUP] = &observe_join_group,
	[API_HEARTBEAT] = &observe_heartbeat,
	[API_LEAVE_GROUP] = &observe_leave_group,
	[API_SYNC_GROUP] = &observe_sync_group,
	[API_SASL_HANDSHAKE] = &observe_sasl_handshake,
	[API_API_VERSIONS] = &observe_api_versions,
	[API_CREATE_TOPICS] = &observe_create_topics,
	[API_DELETE_TOPICS] = &observe_delete_topics,
	[API_INIT_PRODUCER_ID] = &observe_init_producer_id,
	[API_OFFSET_FOR_LEADER_EPOCH] = &observe_epochs,
	[API_ADD_PARTITIONS_TO_TXN] = &observe_add_partitions_to_txn,
	[API_ADD_OFFSETS_TO_TXN] = &observe_add_offsets_to_txn,
	[API_END_TXN] = &observe_end_txn,
	[API_WRITE_TXN_MARKERS] = &observe_write_txn_markers,
	[API_TXN_OFFSET_COMMIT] = &observe_txn_offset_commit,
	[API_DESCRIBE_CONFIGS] = &observe_configs,
	[API_ALTER_CONFIGS] = &observe_alter_configs,
	[API_INCREMENTAL_ALTER_CONFIGS] = &observe_alter_configs,
	[API_DELETE_GROUPS] = &observe_delete_groups,
	[API_OFFSET_DELETE] = &observe_offset_delete,
	[API_CONSUMER_GROUP_HEARTBEAT] = &observe_consumer_group_heartbeat,
	[API_SHARE_GROUP_HEARTBEAT] = &observe_share_group_heartbeat,
	[API_STREAMS_GROUP_HEARTBEAT] = &observe_streams_group_heartbeat,
	[API_DESCRIBE_TOPIC_PARTITIONS] = &observe_describe_topics,
	[API_SHARE_FETCH] = &observe_share_fetch,
	[API_SHARE_ACKNOWLEDGE] = &observe_share_acknowledge,
	[API_ALTER_SHARE_GROUP_OFFSETS] = &observe_alter_share_offsets,
	[API_DELETE_SHARE_GROUP_OFFSETS] = &observe_delete_share_offsets,
};

static const struct observer *observer_of(int16_t api_key)
{
	static const struct observer none;
	const size_t count = sizeof(observers) / sizeof(observers[0]);

	if (api_key < 0 || (size_t)api_key >= count || !observers[api_key])
		return &none;
	return observers[api_key];
}

/* ---- requests */

static void set_state(struct scribe *s, struct exchange *x,
		      enum frame_state state, const char *why)
{
	if (state == FRAME_MALFORMED || state == FRAME_OPAQUE)
		scribe_count(&s->counts.undecoded, 1);
	x->state = state;
	free(x->why);
	x->why = why && *why ? strdup(why) : NULL;
}

int scribe_read_request(struct scribe *s, struct exchange *x, struct err *e)
{
	const struct request_header *h = &x->header;
	const struct observer *observer;
	const struct message *m;
	struct taken taken;
	struct cursor c;

	cursor_init(&c, exchange_frame(x));
	x->header_read = request_header_read(&c, &x->header);
	x->instance = connection_instance(
		&s->connections, x->connection, h->client_id,
		x->header_read ? observer_of(h->api_key)->role : ROLE_NONE, e);
	if (x->instance < 0)
		return -1;
	if (!x->header_read) {
		snprintf(taken.why, sizeof(taken.why),
			 "request header: %s at "
			 "%zu",
			 decode_error_text(c.error), c.error_at);
		set_state(s, x, FRAME_MALFORMED, taken.why);
		return 0;
	}
	observer = observer_of(h->api_key);
	m = message_find(h->api_key, h->api_version, MESSAGE_REQUEST);
	if (x->withheld) {
		set_state(s, x, m ? FRAME_UNDERSTOOD : FRAME_OPAQUE, NULL);
		return 0;
	}
	take_body(m, h->api_version, cursor_take(&c, cursor_left(&c)),
		  observer->request, &x->request, &taken);
	set_state(s, x, taken.state, taken.why);
	if (!is_understood(&taken))
		return 0;
	x->observer = observer;
	s->inside[0] = '\0';
	if (reading_resolve(&x->request, &s->topics, x->q, e) < 0 ||
	    (observer->arrived && observer->arrived(s, x, e) < 0))
		return -1;
	if (s->inside[0])
		set_state(s, x, FRAME_MALFORMED, s->inside);
	return 0;
}

/* Rows of the exchange and its request; the answer may be there or not. */
static int write_first(struct scribe *s, struct exchange *x,
		       struct reading *answer, struct err *e)
{
	s->inside[0] = '\0';
	if (x->observer && x->observer->write &&
	    x->observer->write(s, x, answer, e) < 0)
		return -1;
	if (s->inside[0] && x->header.api_key == API_PRODUCE)
		set_state(s, x, FRAME_MALFORMED, s->inside);
	if (scribe_insert_exchange(s, x, e) < 0 ||
	    scribe_keep_request(s, x, e) < 0)
		return -1;
	scribe_count(&s->counts.exchanges, 1);
	return 0;
}

/* It is written in a later transaction than the one it came in: should that be
 * rolled back, this is lost with it, too. */
static void count_late(struct scribe *s, const struct exchange *x)
{
	if (x->taken_in == s->transaction)
		return;
	s->late.requests++;
	s->late.bytes += x->request_size;
}

static void forget_exchange(struct scribe *s, struct exchange *x)
{
	if (x->observer && x->observer->over)
		x->observer->over(s, x);
	exchange_free(&s->exchanges, x);
}

int scribe_open(struct scribe *s, struct exchange *x, struct err *e)
{
	char inside[sizeof(s->inside)];
	int rc;

	if (x->written)
		return 0;
	/* this may happen while another exchange is written */
	memcpy(inside, s->inside, sizeof(inside));
	rc = write_first(s, x, NULL, e);
	memcpy(s->inside, inside, sizeof(inside));
	if (rc < 0)
		return -1;
	count_late(s, x);
	x->written = true;
	x->written_in = s->transaction;
	if (!x->observer || !x->observer->keeps_request)
		exchange_release_frame(&s->exchanges, x);
	return 0;
}

int scribe_end(struct scribe *s, struct exchange *x, enum fate fate,
	       struct err *e)
{
	int rc;

	x->fate = fate;
	if (x->written) {
		rc = scribe_complete_exchange(s, x, e);
	} else {
		count_late(s, x);
		rc = write_first(s, x, NULL, e);
	}
	forget_exchange(s, x);
	return rc;
}

void scribe_drop(struct scribe *s, struct exchange *x)
{
	forget_exchange(s, x);
}

/* Memory is bounded: the oldest are written early. */
static int bound_held(struct scribe *s, struct err *e)
{
	struct exchange *x = s->exchanges.oldest;

	for (; x && s->exchanges.held_bytes > HELD_MAX; x = x->newer)
		if (scribe_open(s, x, e) < 0)
			return -1;
	return 0;
}

static int take_request(struct scribe *s, const struct event *event,
			struct bytes frame, struct err *e)
{
	struct connection *c =
		connection_find(&s->connections, event->connection, e);
	struct exchange *x;

	if (!c)
		return -1;
	x = exchange_new(&s->exchanges, event->exchange, frame);
	if (!x)
		return err_set(e, ERR_IO,
			       "cannot hold a request of %zu bytes: out of "
			       "memory",
			       frame.n);
	x->connection = c;
	c->exchanges++;
	x->q = event->stamp;
	x->f = event->stamp2;
	x->since = s->clock;
	x->taken_in = s->transaction;
	x->request_size = event->frame_size;
	x->withheld = event->flags & EVENT_WITHHELD;
	if (scribe_read_request(s, x, e) < 0)
		return -1;
	if (x->observer == &observe_produce && x->request.acks == 0)
		return scribe_end(s, x, FATE_UNANSWERED, e);
	return bound_held(s, e);
}

/* ---- responses */

static void read_withheld(struct exchange *x, struct cursor *c,
			  struct taken *taken)
{
	int16_t api = x->header.api_key;

	taken->state = api_versions(api, &(int16_t) { 0 }, &(int16_t) { 0 })
			       ? FRAME_UNDERSTOOD
			       : FRAME_OPAQUE;
	if (cursor_left(c) >= 2)
		x->error = cursor_i16(c);
}

/* Walk the response; true: its observer may have it. */
static bool read_response(struct scribe *s, struct exchange *x,
			  struct bytes frame, struct taken *taken)
{
	const struct request_header *h = &x->header;
	const struct message *m;
	struct bytes body;
	struct cursor c;
	int32_t correlation;
	int16_t version;

	*taken = (struct taken) { .state = FRAME_OPAQUE };
	if (!x->header_read)
		return false;
	cursor_init(&c, frame);
	if (!response_header_read(&c, h->api_key, h->api_version,
				  &correlation)) {
		taken->state = FRAME_MALFORMED;
		snprintf(taken->why, sizeof(taken->why),
			 "response header: %s at %zu",
			 decode_error_text(c.error), c.error_at);
		return false;
	}
	if (x->withheld) {
		read_withheld(x, &c, taken);
		return false;
	}
	body = cursor_take(&c, cursor_left(&c));
	version = answered_version(h->api_key, h->api_version, body);
	m = message_find(h->api_key, version, MESSAGE_RESPONSE);
	take_body(m, version, body, observer_of(h->api_key)->response,
		  &s->answer, taken);
	if (is_understood(taken))
		x->error = taken_error(&s->answer);
	return is_understood(taken) && x->observer;
}

/* Rows of the whole exchange, or what its rows still lack. */
static int write_answered(struct scribe *s, struct exchange *x,
			  struct reading *answer, struct err *e)
{
	if (!x->written) {
		count_late(s, x);
		return write_first(s, x, answer, e);
	}
	s->inside[0] = '\0';
	if (answer && x->observer->write &&
	    x->observer->write(s, x, answer, e) < 0)
		return -1;
	return scribe_complete_exchange(s, x, e);
}

static int answer_exchange(struct scribe *s, struct exchange *x,
			   struct bytes frame, struct err *e)
{
	struct reading *answer = NULL;
	struct taken taken;

	reading_reset(&s->answer);
	if (read_response(s, x, frame, &taken)) {
		answer = &s->answer;
		if (reading_resolve(answer, &s->topics, x->r, e) < 0)
			return -1;
	}
	if (write_answered(s, x, answer, e) < 0)
		return -1;
	if (s->inside[0] && x->header.api_key != API_PRODUCE) {
		taken.state = FRAME_MALFORMED;
		snprintf(taken.why, sizeof(taken.why), "%s", s->inside);
	}
	if (!is_understood(&taken))
		scribe_count(&s->counts.undecoded, 1);
	return scribe_keep_response(s, x, frame, &taken, e);
}

/* The request is not here: before this recording, or lost.  Without it nobody
 * knows what the bytes are, so they may be secrets. */
static int take_stray(struct scribe *s, const struct event *event,
		      struct err *e)
{
	int64_t values[] = { (int64_t)event->exchange,
			     (int64_t)event->connection, event->frame_size,
			     event->stamp,
			     event->stamp2 ? event->stamp2 : CHANGE_NULL };
	struct frame frame = {
		.exchange = (int64_t)event->exchange,
		.response = true,
		.state = FRAME_OPAQUE,
		.why = "the request is not known",
		.size = event->frame_size,
		.withheld = true,
	};

	scribe_count(&s->counts.undecoded, 1);
	if (change(s->tape,
		   "INSERT INTO exchange (id, connection, response_bytes, r, "
		   "d, fate) VALUES (?1, ?2, ?3, ?4, ?5, 'answered') "
		   "ON CONFLICT (id) DO UPDATE SET response_bytes = ?3, "
		   "r = ?4, d = ?5, fate = 'answered'",
		   values, 5, e) < 0 ||
	    note_stray(s, event, e) < 0)
		return -1;
	return frames_keep(&s->frames, s->tape, &frame, e);
}

static int take_response(struct scribe *s, const struct event *event,
			 struct bytes frame, struct err *e)
{
	struct exchange *x = exchange_find(&s->exchanges, event->exchange);
	int rc;

	if (!x)
		return take_stray(s, event, e);
	x->r = event->stamp;
	x->d = event->stamp2;
	x->response_size = event->frame_size;
	x->withheld |= (event->flags & EVENT_WITHHELD) != 0;
	x->fate = FATE_ANSWERED;
	rc = answer_exchange(s, x, frame, e);
	forget_exchange(s, x);
	return rc;
}

int scribe_frame(struct scribe *s, const struct event *event,
		 struct bytes frame, struct err *e)
{
	if (scribe_begin(s, e) < 0)
		return -1;
	scribe_count(&s->counts.bytes, event->frame_size);
	return event->flags & EVENT_REQUEST ? take_request(s, event, frame, e)
					    : take_response(s, event, frame, e);
}

/* ---- transactions */

int scribe_begin(struct scribe *s, struct err *e)
{
	if (s->writing)
		return 0;
	if (tape_begin(s->tape, e) < 0)
		return -1;
	s->writing = true;
	s->begun = s->clock;
	s->begun_changes = sqlite3_total_changes64(tape_db(s->tape));
	s->transaction++;
	s->late = (struct scribe_carried) { 0 };
	if (!s->forgotten)
		return 0;
	if (scribe_restore(s, e) < 0)
		return -1;
	s->forgotten = false;
	return 0;
}

static int open_held(struct scribe *s, int64_t until, struct err *e)
{
	struct exchange *x = s->exchanges.oldest;

	for (; x && x->since <= until; x = x->newer)
		if (scribe_open(s, x, e) < 0)
			return -1;
	return 0;
}

static int commit(struct scribe *s, struct err *e)
{
	int64_t changes = sqlite3_total_changes64(tape_db(s->tape));

	if (tape_commit(s->tape, e) < 0)
		return -1;
	s->writing = false;
	scribe_count(&s->counts.rows, (uint64_t)(changes - s->begun_changes));
	return 0;
}

bool scribe_full(const struct scribe *s)
{
	return s->writing &&
	       sqlite3_total_changes64(tape_db(s->tape)) - s->begun_changes >=
		       INTERVAL_ROWS;
}

int scribe_commit(struct scribe *s, int64_t now, bool force, struct err *e)
{
	s->clock = now > s->clock ? now : s->clock;
	if (!s->writing)
		return 0;
	if (scribe_full(s) && !force) {
		/* under full load: what came just now will soon be answered */
		if (open_held(s, s->clock - INTERVAL_US, e) < 0)
			return -1;
	} else if (force || s->clock - s->begun >= INTERVAL_US) {
		if (open_held(s, INT64_MAX, e) < 0)
			return -1;
	} else {
		return 0;
	}
	return commit(s, e);
}

int scribe_finish(struct scribe *s, struct err *e)
{
	if (scribe_begin(s, e) < 0)
		return -1;
	while (s->exchanges.oldest)
		if (scribe_end(s, s->exchanges.oldest, FATE_OPEN, e) < 0)
			return -1;
	return commit(s, e);
}

const struct scribe_counts *scribe_counts(const struct scribe *s)
{
	return &s->counts;
}
