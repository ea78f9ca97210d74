/* SPDX-License-Identifier: Apache-2.0 */
/* recovery.c - a left-over spill file to rows, by the same ledger that the
 * recorder uses.  It does not complete or seal the tape.
 *
 *   base        half            read                          end of the file
 *    |  on the   |  on the tape, but   |  new: all of it is      |
 *    |  tape     |  for frames that    |  taken                  |
 *    |           |  were half there    |                         |
 *
 * The mark EVENT_SPILLED in the new part says: here the recording had used
 * memory before, and that is lost. */
#include "store/recovery.h"

#include "store/ledger.h"
#include "store/spill.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOOK_EVERY = 1024 };

struct run {
	struct ledger ledger;
	struct spill_reader reader;
	char *path;
	uint64_t half, read, end; /* positions */
	struct open_frame *open;
	size_t opens, room;
	bool (*progress)(void *ctx, int percent);
	void *ctx;
	struct recovery *out;
};

bool recovery_needed(const char *tape_path)
{
	char *path = spill_path(tape_path);
	bool there = path && access(path, F_OK) == 0;

	free(path);
	return there;
}

/* ---- frames that were half there: found by going over them twice */

struct open_frame {
	uint64_t connection, exchange;
	uint8_t direction;
};

static uint8_t direction_of(const struct event *event)
{
	return event->flags & (EVENT_REQUEST | EVENT_RESPONSE);
}

static bool concerns(const struct open_frame *f, const struct event *event)
{
	switch (event->type) {
	case EVENT_FRAME:
		return f->exchange == event->exchange &&
		       f->direction == direction_of(event);
	case EVENT_ABANDONED: return f->exchange == event->exchange;
	case EVENT_CLOSED: return f->connection == event->connection;
	default: return false;
	}
}

static void forget_open(struct run *r, const struct event *event)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->opens; i++)
		if (!concerns(&r->open[i], event))
			r->open[kept++] = r->open[i];
	r->opens = kept;
}

static int add_open(struct run *r, const struct event *event)
{
	if (r->opens == r->room) {
		size_t room = r->room ? r->room * 2 : 64;
		struct open_frame *more =
			realloc(r->open, room * sizeof(*more));

		if (!more)
			return -1;
		r->open = more;
		r->room = room;
	}
	r->open[r->opens++] =
		(struct open_frame) { event->connection, event->exchange,
				      direction_of(event) };
	return 0;
}

static int note_open(struct run *r, const struct event *event)
{
	bool first = event->flags & EVENT_FIRST;
	bool last = event->flags & EVENT_LAST;

	if (event->type == EVENT_FRAME && first && !last)
		return add_open(r, event);
	if (event->type != EVENT_FRAME || last)
		forget_open(r, event);
	return 0;
}

static bool is_open(const struct run *r, const struct event *event)
{
	for (size_t i = 0; i < r->opens; i++)
		if (event->type == EVENT_FRAME && concerns(&r->open[i], event))
			return true;
	return false;
}

static int find_open(struct run *r, struct err *e)
{
	struct bytes payload;
	struct event event;

	spill_reader_seek(&r->reader, r->reader.base, r->half);
	while (spill_next(&r->reader, r->read, &event, &payload, e) ==
	       SPILL_GOT)
		if (note_open(r, &event) < 0)
			return err_set(e, ERR_IO, "out of memory");
	return 0;
}

/* The intake alone: it is accounted for already, and no position moves. */
static int feed_open(struct run *r, struct err *e)
{
	struct bytes payload;
	struct event event;
	uint64_t at;

	spill_reader_seek(&r->reader, r->reader.base, r->half);
	while (at = r->reader.position, spill_next(&r->reader, r->read, &event,
						   &payload, e) == SPILL_GOT) {
		if (!is_open(r, &event))
			continue;
		intake_at(r->ledger.intake, at);
		if (intake_feed(r->ledger.intake, &event, payload, e) !=
		    INTAKE_TAKEN)
			return -1;
	}
	return 0;
}

/* ---- the new part */

static int feed(struct run *r, const struct event *event, struct bytes payload,
		uint64_t position, struct err *e)
{
	if (event->stamp > r->out->last)
		r->out->last = event->stamp;
	if (ledger_feed(&r->ledger, event, payload, position, e) !=
	    INTAKE_TAKEN)
		return -1;
	return ledger_due(&r->ledger, ledger_clock())
		       ? ledger_commit(&r->ledger, e)
		       : 0;
}

/* A hole between the last event that is known and `until`. */
static int feed_gap(struct run *r, const char *why, int64_t bytes,
		    int64_t until, struct err *e)
{
	struct event event = { .type = EVENT_GAP,
			       .stamp = r->out->last,
			       .stamp2 = until };
	struct event_gap gap = { bytes_of_string(why), -1, -1, bytes };
	struct writer w;
	int result;

	r->out->gaps++;
	writer_init(&w, 0);
	event_write_gap(&w, &gap);
	event.length = (uint32_t)w.size;
	result = feed(r, &event, writer_bytes(&w), 0, e);
	writer_release(&w);
	return result;
}

static int take(struct run *r, const struct event *event, struct bytes payload,
		struct err *e)
{
	/* found again, should this be killed before the file is gone */
	bool end = event->type == EVENT_END;

	r->out->events++;
	r->out->ended |= end;
	if (event->type == EVENT_SPILLED &&
	    feed_gap(r, "killed: what waited in memory is lost", -1,
		     event->stamp, e) < 0)
		return -1;
	return feed(r, event, payload, end ? 0 : r->reader.position, e);
}

static bool go_on(struct run *r)
{
	uint64_t whole = r->end - r->read;
	uint64_t done = r->reader.position - r->read;

	return !r->progress ||
	       r->progress(r->ctx, whole ? (int)(done * 100 / whole) : 100);
}

static int take_all(struct run *r, struct err *e)
{
	enum spill_result result = SPILL_END;
	struct bytes payload;
	struct event event;

	spill_reader_seek(&r->reader, r->reader.base, r->read);
	while (!r->out->ended) {
		if (r->out->events % LOOK_EVERY == 0 && !go_on(r)) {
			ledger_commit(&r->ledger, e);
			return err_set(e, ERR_UNPROVEN,
				       "stopped; '%s' holds the rest", r->path);
		}
		result =
			spill_next(&r->reader, UINT64_MAX, &event, &payload, e);
		if (result != SPILL_GOT)
			break;
		if (take(r, &event, payload, e) < 0)
			return -1;
	}
	if (result == SPILL_DAMAGED)
		return feed_gap(r, "spill file torn",
				(int64_t)(r->end - r->reader.position),
				r->out->last, e);
	return result == SPILL_ERROR ? -1 : 0;
}

/* ---- all of it */

/* Bring the positions on the tape and those of the file together. */
static void place(struct run *r, struct tape *tape)
{
	uint64_t base = r->reader.base;
	struct stat st;

	r->end = base;
	if (fstat(r->reader.fd, &st) == 0 && st.st_size > SPILL_HEADER)
		r->end += (uint64_t)st.st_size - SPILL_HEADER;
	r->read = (uint64_t)tape_fact_int(tape, SPILL_FACT_READ, 0);
	r->half = (uint64_t)tape_fact_int(tape, SPILL_FACT_HALF, 0);
	r->ledger.noted_read = r->ledger.position = r->read;
	r->ledger.noted_half = r->half;
	if (r->read < base)
		r->read = base;
	if (r->read > r->end)
		r->read = r->end;
	if (r->half < base || r->half > r->read)
		r->half = r->half < base ? base : r->read;
}

static int read_in(struct run *r, struct tape *tape, struct err *e)
{
	int64_t connection, exchange;

	place(r, tape);
	if (tape_last(tape, &r->out->last, &connection, &exchange, e) < 0)
		return -1;
	if (find_open(r, e) < 0 || feed_open(r, e) < 0 || take_all(r, e) < 0 ||
	    ledger_finish(&r->ledger, e) < 0)
		return -1;
	if (unlink(r->path) < 0)
		return err_set(e, ERR_IO, "cannot remove '%s': %m", r->path);
	ledger_forget_spill(&r->ledger);
	if (r->progress)
		r->progress(r->ctx, 100);
	return 0;
}

int recovery_run(struct tape *tape, const struct scribe_options *options,
		 bool (*progress)(void *ctx, int percent), void *ctx,
		 struct recovery *out, struct err *e)
{
	struct run r = { .progress = progress, .ctx = ctx, .out = out };
	int result = -1;

	*out = (struct recovery) { 0 };
	if (!recovery_needed(tape_path(tape)))
		return 0;
	out->found = true;
	r.path = spill_path(tape_path(tape));
	if (!r.path)
		return err_set(e, ERR_IO, "out of memory");
	if (spill_reader_open(&r.reader, r.path, e) < 0)
		goto out;
	if (ledger_init(&r.ledger, tape, options, e) == 0)
		result = read_in(&r, tape, e);
	ledger_release(&r.ledger);
	spill_reader_close(&r.reader);
	free(r.open);
out:
	free(r.path);
	return result;
}
