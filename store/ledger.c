/* SPDX-License-Identifier: Apache-2.0 */
/* ledger.c - feeds the intake, commits by interval, and knows what a rollback
 * cost.  It has no thread and no queue: the recorder (proxy/recorder.c) and the
 * reading in of a spill file (recovery.c) both stand on it. */
#include "store/ledger.h"

#include "store/spill.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { NOTES_MAX = 64 * 1024 * 1024 };

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return strdup(".");
	return slash == path ? strdup("/")
			     : strndup(path, (size_t)(slash - path));
}

int ledger_init(struct ledger *l, struct tape *tape,
		const struct scribe_options *options, struct err *e)
{
	char *folder = folder_of(tape_path(tape));

	*l = (struct ledger) { .tape = tape };
	writer_init(&l->notes, NOTES_MAX);
	writer_init(&l->lost_notes, NOTES_MAX);
	if (scribe_new(&l->scribe, tape, options, e) < 0) {
		free(folder);
		return -1;
	}
	l->intake = folder ? intake_new(l->scribe, folder) : NULL;
	free(folder);
	if (!l->intake) {
		ledger_release(l);
		return err_set(e, ERR_IO, "out of memory");
	}
	return 0;
}

void ledger_release(struct ledger *l)
{
	intake_free(l->intake);
	if (l->scribe)
		scribe_free(l->scribe);
	writer_release(&l->notes);
	writer_release(&l->lost_notes);
	l->intake = NULL;
	l->scribe = NULL;
}

int64_t ledger_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- sums */

static void sum_event(struct ledger_sum *sum, const struct event *event)
{
	if (event->type == EVENT_FRAME) {
		sum->frames += (event->flags & EVENT_LAST) != 0;
		sum->bytes += event->length;
	}
	if (!event->stamp)
		return;
	if (!sum->since)
		sum->since = event->stamp;
	if (event->stamp > sum->until)
		sum->until = event->stamp;
}

static void sum_add(struct ledger_sum *sum, const struct ledger_sum *more)
{
	sum->frames += more->frames;
	sum->bytes += more->bytes;
	if (!sum->since)
		sum->since = more->since;
	if (more->until > sum->until)
		sum->until = more->until;
}

/* These say what connections, brokers and gaps there are: small, and later
 * events lean on them. */
static bool outlives_rollback(const struct event *event)
{
	switch (event->type) {
	case EVENT_OPENED:
	case EVENT_CLOSED:
	case EVENT_SERVICE:
	case EVENT_BROKER:
	case EVENT_FACT:
	case EVENT_GAP:
	case EVENT_STALL:
	case EVENT_PRINCIPAL: return true;
	default: return false;
	}
}

/* Whole chunks or nothing: without memory for them the gap row alone has to
 * do. */
static void undo_failed(struct writer *w, size_t before)
{
	if (!w->failed)
		return;
	w->size = before;
	w->failed = false;
}

static void settle(struct ledger *l)
{
	l->open = (struct ledger_sum) { 0 };
	l->dirty = false;
	writer_reset(&l->notes);
}

static void blame(struct ledger *l, const char *why)
{
	if (l->why[0])
		return;
	if (!tape_has_room(l->tape, LEDGER_RESERVE))
		why = "disk full";
	snprintf(l->why, sizeof(l->why), "%s", why);
}

static void sum_carry(struct ledger_sum *sum, struct scribe_carried carried)
{
	int64_t frames = (int64_t)sum->frames + carried.requests;
	int64_t bytes = (int64_t)sum->bytes + carried.bytes;

	sum->frames = frames > 0 ? (uint64_t)frames : 0;
	sum->bytes = bytes > 0 ? (uint64_t)bytes : 0;
}

static void roll_back(struct ledger *l, const char *why)
{
	size_t before = l->lost_notes.size;

	tape_rollback(l->tape);
	sum_carry(&l->open, scribe_forget(l->scribe));
	blame(l, why);
	sum_add(&l->lost, &l->open);
	writer_raw(&l->lost_notes, writer_bytes(&l->notes));
	undo_failed(&l->lost_notes, before);
	settle(l);
}

/* ---- taking */

static void keep_note(struct writer *notes, const struct event *event,
		      struct bytes payload)
{
	size_t before = notes->size;

	if (!outlives_rollback(event))
		return;
	spill_write(notes, event, payload);
	undo_failed(notes, before);
}

static void account(struct ledger *l, const struct event *event,
		    struct bytes payload)
{
	if (!l->dirty) {
		l->dirty = true;
		l->begun_us = ledger_clock();
	}
	sum_event(&l->open, event);
	keep_note(&l->notes, event, payload);
}

enum intake_result ledger_feed(struct ledger *l, const struct event *event,
			       struct bytes payload, uint64_t position,
			       struct err *e)
{
	uint64_t chunk = SPILL_CHUNK + sizeof(*event) + payload.n;
	enum intake_result result;
	struct err why = { 0 };

	intake_at(l->intake, position ? position - chunk : INTAKE_NOWHERE);
	result = intake_feed(l->intake, event, payload, &why);
	if (result != INTAKE_TAKEN && e)
		*e = why;
	if (result == INTAKE_AGAIN)
		return result;
	account(l, event, payload);
	if (position)
		l->position = position;
	if (result == INTAKE_FAILED)
		roll_back(l, why.text);
	return result;
}

/* ---- committing */

bool ledger_due(const struct ledger *l, int64_t now_us)
{
	return l->dirty && (now_us - l->begun_us >= LEDGER_INTERVAL_US ||
			    scribe_full(l->scribe));
}

static int note_fact(struct ledger *l, const char *key, uint64_t value,
		     struct err *e)
{
	struct event event = { .type = EVENT_FACT, .stamp = l->open.until };
	struct writer w;
	char text[24];
	int result;

	snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
	writer_init(&w, 0);
	event_write_fact(&w, &(struct event_fact) { bytes_of_string(key),
						    bytes_of_string(text) });
	event.length = (uint32_t)w.size;
	result = scribe_note(l->scribe, &event, writer_bytes(&w), e);
	writer_release(&w);
	return result;
}

/* In the transaction of the rows, so that neither is there without the
 * other. */
static int note_position(struct ledger *l, struct err *e)
{
	uint64_t half = intake_oldest(l->intake);

	if (half > l->position)
		half = l->position;
	if (l->position == l->noted_read && half == l->noted_half)
		return 0;
	if (note_fact(l, SPILL_FACT_READ, l->position, e) < 0 ||
	    note_fact(l, SPILL_FACT_HALF, half, e) < 0)
		return -1;
	l->noted_read = l->position;
	l->noted_half = half;
	return 0;
}

/* What the scribe holds may wait for its answers when rows come fast; but not
 * what the spill file is going to be read beyond. */
static bool must_write_all(const struct ledger *l)
{
	return l->position != l->noted_read || !scribe_full(l->scribe);
}

/* Write the position, and by `last` everything the scribe still holds. */
static int write_out(struct ledger *l, bool last, struct err *e)
{
	uint64_t read = l->noted_read, half = l->noted_half;
	bool all = must_write_all(l);
	struct err why = { 0 };
	int result = note_position(l, &why);

	if (result == 0)
		result = last ? scribe_finish(l->scribe, &why)
			      : scribe_commit(l->scribe, l->open.until, all,
					      &why);
	if (result == 0) {
		settle(l);
		return 0;
	}
	l->noted_read = read;
	l->noted_half = half;
	roll_back(l, why.text);
	return err_set(e, ERR_IO, "%s", why.text);
}

int ledger_commit(struct ledger *l, struct err *e)
{
	if (!l->dirty && l->position == l->noted_read)
		return 0;
	return write_out(l, false, e);
}

int ledger_finish(struct ledger *l, struct err *e)
{
	struct err why = { 0 };

	if (intake_finish(l->intake, &why) < 0) {
		roll_back(l, why.text);
		return err_set(e, ERR_IO, "%s", why.text);
	}
	return write_out(l, true, e);
}

void ledger_forget_spill(struct ledger *l)
{
	static const char sql[] =
		"DELETE FROM tape WHERE key IN ('" SPILL_FACT_READ
		"', '" SPILL_FACT_HALF "')";
	sqlite3_stmt *st = tape_statement(l->tape, sql, NULL);

	if (st)
		tape_step(l->tape, st, NULL);
}

/* ---- what was lost */

void ledger_lose(struct ledger *l, const struct event *event,
		 struct bytes payload, const char *why)
{
	blame(l, why);
	sum_event(&l->lost, event);
	keep_note(&l->lost_notes, event, payload);
}

bool ledger_has_lost(const struct ledger *l)
{
	return l->why[0] != 0;
}

static int note_lost(struct ledger *l, struct err *e)
{
	struct event event = { .type = EVENT_GAP,
			       .stamp = l->lost.since,
			       .stamp2 = l->lost.until };
	struct writer w;
	int result;

	writer_init(&w, 0);
	event_write_gap(&w, &(struct event_gap) {
				    .why = bytes_of_string(l->why),
				    .api_key = -1,
				    .frames = (int64_t)l->lost.frames,
				    .bytes = (int64_t)l->lost.bytes });
	event.length = (uint32_t)w.size;
	result = scribe_note(l->scribe, &event, writer_bytes(&w), e);
	writer_release(&w);
	return result;
}

static int feed_notes(struct ledger *l, struct err *e)
{
	struct bytes rest = writer_bytes(&l->lost_notes);
	struct bytes payload;
	struct event event;
	size_t n;

	while ((n = spill_parse(rest, &event, &payload)) != 0) {
		if (scribe_note(l->scribe, &event, payload, e) < 0)
			return -1;
		rest = bytes_of(rest.p + n, rest.n - n);
	}
	return 0;
}

int ledger_repair(struct ledger *l, struct err *e)
{
	if (feed_notes(l, e) < 0 || note_lost(l, e) < 0 ||
	    scribe_commit(l->scribe, l->lost.until, true, e) < 0) {
		tape_rollback(l->tape);
		sum_carry(&l->lost, scribe_forget(l->scribe));
		return -1;
	}
	l->lost = (struct ledger_sum) { 0 };
	l->why[0] = 0;
	writer_reset(&l->lost_notes);
	return 0;
}
