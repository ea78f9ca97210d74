/* SPDX-License-Identifier: Apache-2.0 */
/* notes.c - events that are no frames: connections, services, brokers, facts,
 * gaps, stalls, and what became of an exchange apart from its answer. */
#include "store/change.h"
#include "store/observe.h"

#include <stdlib.h>

static int damaged(const struct event *event, struct err *e)
{
	return err_set(e, ERR_IO,
		       "an event of type %d is damaged (a bug in "
		       "ktape, or in the spill file)",
		       event->type);
}

static void bind_text(sqlite3_stmt *st, int n, struct bytes text)
{
	sqlite3_bind_text64(st, n, (const char *)text.p, text.n, SQLITE_STATIC,
			    SQLITE_UTF8);
}

/* ---- connections */

static int note_opened(struct scribe *s, const struct event *event,
		       struct bytes payload, struct err *e)
{
	struct event_opened opened;

	if (!event_read_opened(payload, &opened))
		return damaged(event, e);
	return connection_open(&s->connections, event->connection, event->stamp,
			       &opened, e);
}

static int note_closed(struct scribe *s, const struct event *event,
		       struct bytes payload, struct err *e)
{
	struct exchange *x = s->exchanges.oldest, *next;
	struct event_closed closed;
	struct connection *c;

	if (!event_read_closed(payload, &closed))
		return damaged(event, e);
	c = connection_find(&s->connections, event->connection, e);
	if (!c)
		return -1;
	for (; x && c->exchanges; x = next) {
		next = x->newer;
		if (x->connection == c && scribe_end(s, x, FATE_CUT, e) < 0)
			return -1;
	}
	return connection_close(&s->connections, c, event, &closed, e);
}

static int note_principal(struct scribe *s, const struct event *event,
			  struct bytes payload, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		s->tape, "UPDATE connection SET principal = ?2 WHERE id = ?1",
		e);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, (int64_t)event->connection);
	bind_text(st, 2, payload);
	return tape_step(s->tape, st, e);
}

/* ---- what became of an exchange */

/* Rows of the last ones only: these tables have no index on the exchange, and
 * such an event follows soon. */
static const char *const unsent_sql[] = {
	"UPDATE exchange SET f = NULL WHERE id = ?1",
	"UPDATE produce SET outcome = 'no', proof = 'unsent' "
	"WHERE exchange = ?1 AND error_code IS NULL "
	"AND id > (SELECT max(id) FROM produce) - 100000",
	"UPDATE offset_commit SET outcome = 'no' "
	"WHERE exchange = ?1 AND error_code IS NULL "
	"AND id > (SELECT max(id) FROM offset_commit) - 100000",
};

static int note_unsent(struct scribe *s, const struct event *event,
		       struct bytes payload, struct err *e)
{
	struct exchange *x = exchange_find(&s->exchanges, event->exchange);
	int64_t id = (int64_t)event->exchange;

	(void)payload;
	if (x) {
		x->unsent = true;
		x->f = 0;
		if (!x->written)
			return 0;
	}
	for (size_t i = 0; i < 3; i++)
		if (change(s->tape, unsent_sql[i], &id, 1, e) < 0)
			return -1;
	return 0;
}

static const char *const undelivered_sql[] = {
	"UPDATE batch SET first_delivered_at = NULL WHERE first_delivered_at = "
	"(SELECT d FROM exchange WHERE id = ?1) AND id IN "
	"(SELECT batch FROM delivery "
	"WHERE id > (SELECT max(id) FROM delivery) - 100000 AND fetch IN "
	"(SELECT id FROM fetch WHERE exchange = ?1 "
	"AND id > (SELECT max(id) FROM fetch) - 100000))",
	"UPDATE exchange SET d = NULL WHERE id = ?1",
};

static int note_undelivered(struct scribe *s, const struct event *event,
			    struct bytes payload, struct err *e)
{
	int64_t id = (int64_t)event->exchange;

	(void)payload;
	batches_forget_delivered(&s->batches);
	for (size_t i = 0; i < 2; i++)
		if (change(s->tape, undelivered_sql[i], &id, 1, e) < 0)
			return -1;
	return 0;
}

static int note_no_answer(struct scribe *s, const struct event *event,
			  struct bytes payload, struct err *e)
{
	struct exchange *x = exchange_find(&s->exchanges, event->exchange);

	(void)payload;
	return x ? scribe_end(s, x, FATE_UNANSWERED, e) : 0;
}

static int note_abandoned(struct scribe *s, const struct event *event,
			  struct bytes payload, struct err *e)
{
	struct exchange *x = exchange_find(&s->exchanges, event->exchange);

	(void)payload;
	(void)e;
	if (x)
		scribe_drop(s, x);
	sessions_doubt(&s->sessions, event->connection);
	return 0;
}

/* ---- services and brokers */

static int note_service(struct scribe *s, const struct event *event,
			struct bytes payload, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		s->tape, "INSERT OR REPLACE INTO service VALUES (?1, ?2, ?3)",
		e);
	struct event_service service;

	if (!st)
		return -1;
	if (!event_read_service(payload, &service))
		return damaged(event, e);
	sqlite3_bind_int64(st, 1, service.id);
	bind_text(st, 2, service.name);
	bind_text(st, 3, service.listen);
	return tape_step(s->tape, st, e);
}

static int note_broker(struct scribe *s, const struct event *event,
		       struct bytes payload, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		s->tape,
		"INSERT INTO broker VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)"
		" ON CONFLICT (id) DO UPDATE SET service = ?2, node_id = ?3, "
		"host = ?4, port = ?5, rack = coalesce(?6, rack), listen = ?7, last_seen = ?8",
		e);
	struct event_broker broker;

	if (!st)
		return -1;
	if (!event_read_broker(payload, &broker))
		return damaged(event, e);
	sqlite3_clear_bindings(st);
	sqlite3_bind_int64(st, 1, broker.id);
	sqlite3_bind_int64(st, 2, broker.service);
	if (broker.node_id >= 0)
		sqlite3_bind_int(st, 3, broker.node_id);
	bind_text(st, 4, broker.host);
	sqlite3_bind_int(st, 5, broker.port);
	bind_text(st, 6, broker.rack);
	bind_text(st, 7, broker.listen);
	sqlite3_bind_int64(st, 8, event->stamp);
	return tape_step(s->tape, st, e);
}

/* ---- the tape */

static int note_fact(struct scribe *s, const struct event *event,
		     struct bytes payload, struct err *e)
{
	struct event_fact fact;
	char *key, *value;
	int rc = -1;

	if (!event_read_fact(payload, &fact))
		return damaged(event, e);
	key = fact.key.p ? strndup((const char *)fact.key.p, fact.key.n) : NULL;
	value = fact.value.p ? strndup((const char *)fact.value.p, fact.value.n)
			     : NULL;
	if (key)
		rc = tape_set_fact(s->tape, key, value, e);
	else
		err_set(e, ERR_IO, "out of memory");
	free(key);
	free(value);
	return rc;
}

static int insert_gap(struct scribe *s, const struct event *event,
		      const struct event_gap *gap, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_GAP);

	sessions_doubt(&s->sessions, event->connection);
	scribe_count(&s->counts.gaps, 1);
	insert_view(i, gap->why);
	insert_int_or_null(i, (int64_t)event->connection, 0);
	insert_int_or_null(i, (int64_t)event->exchange, 0);
	insert_int_or_null(i, gap->api_key, -1);
	insert_null(i); /* topic, partition, group_id */
	insert_null(i);
	insert_null(i);
	insert_int_or_null(i, gap->frames, -1);
	insert_int_or_null(i, gap->bytes, -1);
	insert_int(i, event->stamp);
	insert_int_or_null(i, event->stamp2, 0);
	return insert_row(i, e) < 0 ? -1 : 0;
}

static int note_gap(struct scribe *s, const struct event *event,
		    struct bytes payload, struct err *e)
{
	struct event_gap gap;

	if (!event_read_gap(payload, &gap))
		return damaged(event, e);
	return insert_gap(s, event, &gap, e);
}

int note_stray(struct scribe *s, const struct event *answer, struct err *e)
{
	const struct event_gap gap = {
		.why = bytes_of_string("an answer whose request is lost"),
		.api_key = -1,
		.frames = 1,
		.bytes = answer->frame_size,
	};
	struct event event = *answer;

	event.stamp2 = event.stamp; /* d may not be known; r is */
	return insert_gap(s, &event, &gap, e);
}

static int note_stall(struct scribe *s, const struct event *event,
		      struct bytes payload, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_STALL);
	struct event_stall stall;

	if (!event_read_stall(payload, &stall))
		return damaged(event, e);
	insert_view(i, stall.why);
	insert_int(i, event->stamp);
	insert_int_or_null(i, event->stamp2, 0);
	return insert_row(i, e) < 0 ? -1 : 0;
}

int scribe_note(struct scribe *s, const struct event *event,
		struct bytes payload, struct err *e)
{
	static int (*const notes[])(struct scribe *, const struct event *,
				    struct bytes, struct err *) = {
		[EVENT_UNSENT] = note_unsent,
		[EVENT_UNDELIVERED] = note_undelivered,
		[EVENT_ABANDONED] = note_abandoned,
		[EVENT_NO_ANSWER] = note_no_answer,
		[EVENT_OPENED] = note_opened,
		[EVENT_CLOSED] = note_closed,
		[EVENT_SERVICE] = note_service,
		[EVENT_BROKER] = note_broker,
		[EVENT_FACT] = note_fact,
		[EVENT_GAP] = note_gap,
		[EVENT_STALL] = note_stall,
		[EVENT_PRINCIPAL] = note_principal,
	};

	if (event->type >= sizeof(notes) / sizeof(notes[0]) ||
	    !notes[event->type])
		return 0;
	if (scribe_begin(s, e) < 0)
		return -1;
	return notes[event->type](s, event, payload, e);
}
