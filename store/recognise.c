/* SPDX-License-Identifier: Apache-2.0 */
/* recognise.c - a batch in a fetch answer: which batch of the tape is it?
 *
 *   known at this offset, same content ............. that one
 *   produced, offset not known yet, and the same
 *     producer id, epoch, sequence and span, or
 *     checksum and size, or content ................ that one, offset confirmed
 *   else ........................................... a new one, with its records
 *
 * Of a batch whose checksum is wrong only the content says which one it is.
 *
 * A consumer parked at the end of the log often gets a batch before its producer
 * gets the acknowledgement; the request may even still be held.  What a broker
 * may change in a batch: kafka-protocol.md 4.5; how to know it again: 4.6. */
#include "store/change.h"
#include "store/observe.h"

enum { CONTENT_SEARCH = 256 }; /* pending batches that are compared */

/* An old wrapper says the offset of its last message: look for its first. */
static void set_first_offset(struct scribe *s, struct batch *b)
{
	struct record_iterator it;
	struct record r;

	if (b->magic == 2 || b->compression == COMPRESSION_NONE)
		return;
	if (batch_records(b, &s->rows.inflate, &it) == DECODE_OK &&
	    record_next(&it, &r) && r.offset <= b->last_offset)
		b->base_offset = r.offset;
}

/* Other bytes at an offset that is known: recompressed, compacted, stamped with
 * the log's time, or really something else? */
static bool is_same_content(struct scribe *s, struct known *k, struct batch *b)
{
	struct record_facts facts;

	if (k->control || b->control)
		return k->control && b->control &&
		       k->producer_id == b->producer_id;
	if (!k->hashed)
		return false;
	records_look(&s->rows, b, &facts);
	if (facts.error != DECODE_OK)
		return false;
	k->log_partial = facts.count < k->count;
	if (!k->log_partial)
		return facts.count == k->count && facts.hash == k->hash;
	return k->first_record &&
	       records_among(&s->rows, b, k->first_record, k->count);
}

static struct known *match_offset(struct scribe *s, struct topic_partition *tp,
				  struct batch *b, bool sound, struct err *e)
{
	struct known *k =
		batches_look_up(&s->batches, s->tape, tp, b->base_offset, e);

	if (!k)
		return NULL;
	if (sound && k->crc == b->crc && k->size == b->whole.n) {
		k->log_partial = false;
		return k;
	}
	if (sound && k->log_crc == b->crc && k->log_size == b->whole.n &&
	    !k->log_partial)
		return k;
	return is_same_content(s, k, b) ? k : NULL;
}

/* May `k` be it?  Its hash is known once it is written. */
static bool is_content(struct scribe *s, const struct known *k,
		       const struct record_facts *facts, struct err *e)
{
	struct exchange *x;

	if (k->producer_id >= 0 || (k->magic == 2 && k->count != facts->count))
		return false;
	x = !k->row && k->held ? exchange_find(&s->exchanges, k->held) : NULL;
	if (x && scribe_open(s, x, e) < 0)
		return false;
	return k->hashed && k->count == facts->count && k->hash == facts->hash;
}

/* Without a producer id, and with other bytes than were produced: by content. */
static struct known *match_content(struct scribe *s, struct topic_partition *tp,
				   struct batch *b, struct err *e)
{
	struct known *k = tp->pending_first;
	struct record_facts facts;

	if (!k || b->control || b->producer_id >= 0)
		return NULL;
	records_look(&s->rows, b, &facts);
	if (facts.error != DECODE_OK)
		return NULL;
	for (int tries = 0; k && tries < CONTENT_SEARCH; tries++) {
		if (is_content(s, k, &facts, e))
			return k;
		if (e->code)
			return NULL;
		k = k->pending_next;
	}
	return NULL;
}

/* A produced batch without an offset yet, of which this is the sight. */
static struct known *match_pending(struct scribe *s, struct topic_partition *tp,
				   const struct batch *b)
{
	struct known *k = NULL, *oldest = NULL;

	while ((k = batches_same(&s->batches, tp, b, k)))
		if (k->base_offset < 0)
			oldest = k;
	return oldest;
}

/* The only attempt, or one of several that can't have written it twice. */
static int prove_produced(struct scribe *s, const struct known *k,
			  struct err *e)
{
	int64_t rows[] = { k->last_produce, k->maybe_produce };

	if ((!rows[0] && !rows[1]) ||
	    (k->producer_id < 0 && (k->acked || k->attempts > 1)))
		return 0;
	return change(s->tape,
		      "UPDATE produce SET outcome = 'ok', proof = 'fetched' "
		      "WHERE id IN (?1, ?2) AND outcome = 'maybe'",
		      rows, 2, e);
}

/* It is in the log, here: this may be the first to say so. */
static int confirm(struct scribe *s, struct known *k, const struct batch *b,
		   struct err *e)
{
	struct exchange *x;

	if (k->fetched)
		return 0;
	k->fetched = true;
	k->leader_epoch = b->leader_epoch;
	if (k->base_offset < 0 && b->log_append_time)
		k->append_time = b->max_timestamp;
	if (batch_locate(s, k, b->base_offset, 0, e) < 0)
		return -1;
	if (!k->row && k->held) {
		x = exchange_find(&s->exchanges, k->held);
		if (x && scribe_open(s, x, e) < 0)
			return -1;
	}
	return prove_produced(s, k, e);
}

struct known *batch_recognise(struct scribe *s, struct exchange *x,
			      struct topic_partition *tp, struct batch *b,
			      struct err *e)
{
	struct batch_origin origin = {
		.origin = "fetched",
		.in_log = 1,
		.delivered_at = x->d,
	};
	bool sound = batch_crc_ok(b);
	struct err failed = { 0 };
	struct known *k;

	set_first_offset(s, b);
	k = match_offset(s, tp, b, sound, &failed);
	if (!k && sound && !failed.code)
		k = match_pending(s, tp, b);
	if (!k && !failed.code)
		k = match_content(s, tp, b, &failed);
	if (k && !failed.code && confirm(s, k, b, &failed) < 0)
		k = NULL;
	if (!k && !failed.code) {
		k = batches_add(&s->batches, tp, b, true);
		if (!k)
			err_set(&failed, ERR_IO,
				"cannot keep a batch: out of memory");
	}
	if (k && !failed.code && !k->row) {
		k->delivered = x->d;
		batch_insert(s, k, b, &origin, &failed);
	}
	if (!k || failed.code) {
		if (e)
			*e = failed;
		return NULL;
	}
	k->log_crc = b->crc;
	k->log_size = (uint32_t)b->whole.n;
	return k;
}
