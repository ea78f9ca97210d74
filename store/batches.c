/* SPDX-License-Identifier: Apache-2.0 */
/* batches.c - the index of known batches.  It decides nothing: who matches what
 * is observe_produce.c's and observe_fetch.c's.
 *
 *   (tp, base offset) ─────────────────▶ known     settled: has an offset, or
 *   (tp, producer id, epoch, sequence) ─▶ known              was refused
 *   (tp, checksum, size) ──────────────▶ known     pending: may still get one */
#include "store/batches.h"

#include "store/hash.h"

#include <stdlib.h>

/* ---- lists */

static void unlink_from(struct known_list *list, struct known *k)
{
	*(k->older ? &k->older->newer : &list->oldest) = k->newer;
	*(k->newer ? &k->newer->older : &list->newest) = k->older;
	list->count--;
}

static void link_newest(struct known_list *list, struct known *k)
{
	k->newer = NULL;
	k->older = list->newest;
	*(list->newest ? &list->newest->newer : &list->oldest) = k;
	list->newest = k;
	list->count++;
}

static void pending_link(struct batches *bs, struct known *k)
{
	struct topic_partition *tp = k->tp;

	k->pending = true;
	k->pending_next = NULL;
	k->pending_before = tp->pending_last;
	*(tp->pending_last ? &tp->pending_last->pending_next
			   : &tp->pending_first) = k;
	tp->pending_last = k;
	link_newest(&bs->pending, k);
}

static void pending_unlink(struct batches *bs, struct known *k)
{
	struct topic_partition *tp = k->tp;

	k->pending = false;
	*(k->pending_before ? &k->pending_before->pending_next
			    : &tp->pending_first) = k->pending_next;
	*(k->pending_next ? &k->pending_next->pending_before
			  : &tp->pending_last) = k->pending_before;
	unlink_from(&bs->pending, k);
}

/* ---- keys */

static uint64_t offset_hash(const struct topic_partition *tp, int64_t offset)
{
	return hash_number((uint64_t)tp->row, (uint64_t)offset);
}

static uint64_t identity_hash(const struct topic_partition *tp,
			      const struct batch *b)
{
	if (b->producer_id >= 0)
		return hash_number(hash_number((uint64_t)tp->row,
					       (uint64_t)b->producer_id),
				   (uint32_t)b->base_sequence);
	return hash_number((uint64_t)tp->row,
			   (uint64_t)b->crc << 32 | (uint32_t)b->whole.n);
}

int32_t batch_span(const struct batch *b)
{
	return (int32_t)(b->last_offset - b->base_offset + 1);
}

static bool is_same(const struct known *k, const struct topic_partition *tp,
		    const struct batch *b)
{
	if (k->tp != tp || k->producer_id != b->producer_id)
		return false;
	if (b->producer_id >= 0)
		return k->producer_epoch == b->producer_epoch &&
		       k->base_sequence == b->base_sequence &&
		       k->span == batch_span(b);
	return k->crc == b->crc && k->size == (uint32_t)b->whole.n;
}

/* ---- adding and dropping */

static void identity_forget(struct batches *bs, struct known *k)
{
	if (k->alike)
		map_remove(&bs->by_identity, &k->by_identity);
	k->alike = false;
}

void batches_drop(struct batches *bs, struct known *k)
{
	if (k->base_offset >= 0)
		map_remove(&bs->by_offset, &k->by_offset);
	identity_forget(bs, k);
	if (k->pending)
		pending_unlink(bs, k);
	else
		unlink_from(&bs->settled, k);
	free(k);
}

/* Make room: the oldest goes, but not one that an exchange still points to. */
static void bound(struct batches *bs, struct known_list *list, size_t max)
{
	for (int tries = 8; tries && list->count > max; tries--) {
		struct known *k = list->oldest;

		if (!k->in_flight) {
			batches_drop(bs, k);
			continue;
		}
		unlink_from(list, k);
		link_newest(list, k);
	}
}

struct known *batches_add(struct batches *bs, struct topic_partition *tp,
			  const struct batch *b, bool fetched)
{
	struct known *k = calloc(1, sizeof(*k));

	if (!k)
		return NULL;
	k->tp = tp;
	k->base_offset = -1;
	k->append_time = -1;
	k->producer_id = b->producer_id;
	k->producer_epoch = b->producer_epoch;
	k->base_sequence = b->base_sequence;
	/* what a producer writes there means nothing */
	k->leader_epoch = fetched ? b->leader_epoch : -1;
	k->count = b->count;
	k->span = batch_span(b);
	k->crc = b->crc;
	k->size = (uint32_t)b->whole.n;
	k->magic = b->magic;
	k->control = b->control;
	k->fetched = fetched;
	k->alike = !fetched || b->producer_id >= 0;
	if (k->alike)
		map_add(&bs->by_identity, &k->by_identity,
			identity_hash(tp, b));
	pending_link(bs, k);
	if (fetched) {
		k->log_crc = k->crc;
		k->log_size = k->size;
		batches_settle(bs, k, b->base_offset);
	}
	bound(bs, &bs->pending, BATCHES_PENDING);
	return k;
}

void batches_settle(struct batches *bs, struct known *k, int64_t base_offset)
{
	if (k->pending) {
		pending_unlink(bs, k);
		link_newest(&bs->settled, k);
		bound(bs, &bs->settled, BATCHES_SETTLED);
	}
	if (base_offset >= 0 && k->base_offset < 0) {
		k->base_offset = base_offset;
		map_add(&bs->by_offset, &k->by_offset,
			offset_hash(k->tp, base_offset));
	}
	/* found by its offset from now on; a client may send thousands that are
	 * equal, one after the other */
	if (k->producer_id < 0 && k->acked && k->base_offset >= 0)
		identity_forget(bs, k);
}

void batches_unsettle(struct batches *bs, struct known *k)
{
	if (k->pending || k->base_offset >= 0)
		return;
	unlink_from(&bs->settled, k);
	pending_link(bs, k);
}

/* ---- finding */

struct known *batches_at(const struct batches *bs,
			 const struct topic_partition *tp, int64_t base_offset)
{
	struct map_node *n =
		map_find(&bs->by_offset, offset_hash(tp, base_offset));

	for (; n; n = map_find_next(n)) {
		struct known *k = map_entry(n, struct known, by_offset);

		if (k->tp == tp && k->base_offset == base_offset)
			return k;
	}
	return NULL;
}

static struct known *from_row(struct batches *bs, struct topic_partition *tp,
			      int64_t base_offset, sqlite3_stmt *st)
{
	struct batch b = {
		.base_offset = base_offset,
		.last_offset = sqlite3_column_int64(st, 1),
		.producer_id = sqlite3_column_int64(st, 2),
		.producer_epoch = (int16_t)sqlite3_column_int(st, 3),
		.base_sequence = sqlite3_column_int(st, 4),
		.count = sqlite3_column_int(st, 5),
		.leader_epoch = sqlite3_column_int(st, 6),
		.crc = (uint32_t)sqlite3_column_int64(st, 7),
		.whole.n = (size_t)sqlite3_column_int64(st, 8),
		.control = sqlite3_column_type(st, 9) != SQLITE_NULL,
		.magic = (int8_t)sqlite3_column_int(st, 14),
	};
	struct known *k = batches_add(bs, tp, &b, true);

	if (!k)
		return NULL;
	k->row = sqlite3_column_int64(st, 0);
	k->first_record = sqlite3_column_int64(st, 10);
	k->hashed = sqlite3_column_type(st, 11) != SQLITE_NULL;
	k->hash = (uint64_t)sqlite3_column_int64(st, 11);
	k->acked = sqlite3_column_type(st, 12) != SQLITE_NULL;
	k->delivered = sqlite3_column_type(st, 13) != SQLITE_NULL;
	return k;
}

struct known *batches_look_up(struct batches *bs, struct tape *tape,
			      struct topic_partition *tp, int64_t base_offset,
			      struct err *e)
{
	struct known *k = batches_at(bs, tp, base_offset);
	sqlite3_stmt *st;

	if (k)
		return k;
	st = tape_statement(
		tape,
		"SELECT id, last_offset, producer_id, "
		"producer_epoch, base_sequence, records, "
		"leader_epoch, crc, bytes, control, first_record, "
		"hash, acked_at, first_delivered_at, magic FROM batch "
		"WHERE tp = ?1 AND base_offset = ?2 "
		"AND in_log IS NOT 0 ORDER BY id DESC LIMIT 1",
		e);
	if (!st)
		return NULL;
	sqlite3_bind_int64(st, 1, tp->row);
	sqlite3_bind_int64(st, 2, base_offset);
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		k = from_row(bs, tp, base_offset, st);
	else if (rc != SQLITE_DONE)
		err_set(e, ERR_IO, "cannot read '%s': %s", tape_path(tape),
			sqlite3_errmsg(tape_db(tape)));
	sqlite3_reset(st);
	return k;
}

struct known *batches_same(const struct batches *bs,
			   const struct topic_partition *tp,
			   const struct batch *b, const struct known *last)
{
	struct map_node *n =
		last ? map_find_next(&last->by_identity)
		     : map_find(&bs->by_identity, identity_hash(tp, b));

	for (; n; n = map_find_next(n)) {
		struct known *k = map_entry(n, struct known, by_identity);

		if (is_same(k, tp, b))
			return k;
	}
	return NULL;
}

void batches_forget_delivered(struct batches *bs)
{
	for (struct known *k = bs->settled.oldest; k; k = k->newer)
		k->delivered = false;
}

static void drop_all(struct batches *bs, const struct known_list *list)
{
	struct known *next;

	for (struct known *k = list->oldest; k; k = next) {
		next = k->newer;
		batches_drop(bs, k);
	}
}

void batches_release(struct batches *bs)
{
	drop_all(bs, &bs->pending);
	drop_all(bs, &bs->settled);
	map_release(&bs->by_offset);
	map_release(&bs->by_identity);
}
