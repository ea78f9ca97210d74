/* SPDX-License-Identifier: Apache-2.0 */
/* passing.c - a frame's bytes, read by read, as pieces for the recorder.  What
 * does not fit into the recorder (--on-full=drop) is left out exchange by
 * exchange: a request that finds it full, and its response with it; or, when it
 * becomes full in the middle, what was already taken is abandoned. */
#include "proxy/passing.h"

#include "codec/frame.h"

void passing_begin(struct passing *f, uint64_t connection, uint32_t size,
		   uint8_t flags)
{
	*f = (struct passing) {
		.connection = connection,
		.left = (uint64_t)FRAME_PREFIX + size,
		.size = size,
		.prefix = FRAME_PREFIX,
		.kept = size,
		.flags = flags | EVENT_FIRST,
	};
}

void passing_note(struct relay *r, const struct passing *f,
		  enum event_type type)
{
	struct piece *p;

	if (!r->tee || f->unrecorded)
		return;
	p = output_piece(&r->output);
	if (p)
		*p = (struct piece) { .event = {
					      .type = (uint8_t)type,
					      .connection = f->connection,
					      .exchange = f->exchange,
					      .stamp = relay_stamp(r),
				      } };
}

/* The recorder has no room for the rest of this exchange: take back what it
 * was given of it, and count it as lost. */
static void passing_abandon(struct relay *r, struct passing *f)
{
	if (f->earlier || !(f->flags & EVENT_FIRST))
		passing_note(r, f, EVENT_ABANDONED);
	f->unrecorded = true;
	if (f->earlier)
		tee_drop(r->tee, f->connection, f->exchange, f->api_key, 1,
			 f->earlier, relay_stamp(r));
}

static void passing_record(struct relay *r, struct passing *f,
			   struct bytes bytes, bool last, uint64_t end)
{
	struct piece *p = output_piece(&r->output);

	if (!p)
		return;
	*p = (struct piece) {
		.event = {
			.type = f->token ? EVENT_TOKEN : EVENT_FRAME,
			.flags = f->flags | (last ? EVENT_LAST : 0),
			.length = (uint32_t)bytes.n,
			.frame_size = f->size,
			.connection = f->connection,
			.exchange = f->exchange,
			.stamp = last ? relay_stamp(r) : 0,
		},
		.bytes = bytes,
		.end = end,
	};
	f->flags &= (uint8_t)~EVENT_FIRST;
	if (last && f->unanswered)
		passing_note(r, f, EVENT_NO_ANSWER);
}

bool passing_take(struct relay *r, struct passing *f, struct bytes bytes,
		  uint64_t end)
{
	size_t prefix = bytes.n < f->prefix ? bytes.n : f->prefix;
	bool last;

	f->left -= bytes.n;
	last = f->left == 0;
	f->prefix -= (uint32_t)prefix;
	bytes = bytes_first(bytes_after(bytes, prefix), f->kept);
	f->kept -= (uint32_t)bytes.n;
	if (!r->tee)
		return last;
	if (!f->unrecorded && !f->token && relay_dropping(r))
		passing_abandon(r, f);
	if (f->unrecorded) {
		if (last)
			tee_drop(r->tee, f->connection, f->exchange, f->api_key,
				 1, f->size, relay_stamp(r));
	} else if (last || (bytes.n && !f->token)) {
		passing_record(r, f, bytes, last, end);
	}
	return last;
}
