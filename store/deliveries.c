/* SPDX-License-Identifier: Apache-2.0 */
/* deliveries.c - which batches an answer handed to a client, of Fetch and of
 * ShareFetch. */
#include "store/deliveries.h"

#include "store/change.h"
#include "store/tell.h"

#include <stdio.h>

enum { NOTHING_OF_IT = -2 };

/* The first visible offset of `b`; -1: not known.  Batches come in the order of
 * their offsets, so ranges that end before this one are done with. */
static int64_t first_visible(struct visible *v, const struct batch *b)
{
	if (!v->ranges)
		return v->from < 0 || v->from > b->base_offset ? v->from
							       : b->base_offset;
	while (v->count && v->ranges->last < b->base_offset) {
		v->ranges++;
		v->count--;
	}
	if (!v->count || v->ranges->first > b->last_offset)
		return NOTHING_OF_IT;
	return v->ranges->first > b->base_offset ? v->ranges->first
						 : b->base_offset;
}

static void tell_delivered(const struct scribe *s, const struct exchange *x,
			   const struct topic_partition *tp,
			   const struct batch *b, int64_t visible)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_DELIVERED);

	if (!x->d)
		return;
	event.stamp = x->d;
	event.offset = visible < 0 ? b->base_offset : visible;
	event.end = b->last_offset + 1;
	scribe_tell(s, x, tp, event);
}

static int insert_delivery(struct scribe *s, struct exchange *x,
			   struct topic_partition *tp, struct batch *b,
			   int64_t fetch, int64_t visible, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_DELIVERY);
	struct known *k = batch_recognise(s, x, tp, b, e);

	if (!k)
		return -1;
	insert_int(i, fetch);
	insert_int(i, k->row);
	insert_int_or_null(i, visible, -1);
	insert_view(i, k->log_partial ? writer_bytes(&s->rows.absent)
				      : bytes_of(NULL, 0));
	if (insert_row(i, e) < 0)
		return -1;
	tell_delivered(s, x, tp, b, visible);
	if (k->delivered || !x->d)
		return 0;
	k->delivered = true;
	return change(s->tape,
		      "UPDATE batch SET first_delivered_at = ?2, "
		      "leader_epoch = ?3 "
		      "WHERE id = ?1 AND first_delivered_at IS NULL",
		      (int64_t[]) { k->row, x->d, k->leader_epoch }, 3, e);
}

int deliveries_write(struct scribe *s, struct exchange *x,
		     const struct part *part, int64_t fetch,
		     const struct visible *v, struct err *e)
{
	struct visible left = *v;
	enum batch_result got;
	struct cursor c;
	struct batch b;

	cursor_init(&c, part->records);
	while ((got = batch_next(&c, &b)) == BATCH_GOT) {
		int64_t visible = first_visible(&left, &b);

		if (visible != NOTHING_OF_IT &&
		    insert_delivery(s, x, part->tp, &b, fetch, visible, e) < 0)
			return -1;
	}
	if (got == BATCH_MALFORMED)
		snprintf(s->inside, sizeof(s->inside),
			 "responses partition %d, records at %zu: %s",
			 part->partition, cursor_offset(&c),
			 decode_error_text(c.error));
	return 0;
}

int64_t records_end(struct bytes records)
{
	int64_t end = -1;
	struct cursor c;
	struct batch b;

	cursor_init(&c, records);
	while (batch_next(&c, &b) == BATCH_GOT)
		end = b.last_offset + 1;
	return end;
}
