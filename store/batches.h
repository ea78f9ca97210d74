/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_BATCHES_H
#define STORE_BATCHES_H

#include "codec/batch.h"
#include "store/tape.h"
#include "store/topics.h"

/* The batches that the tape has, or will have when a held request is written:
 * so that one batch in the log is one row, however often it is sent again or
 * fetched.  Bounded: the oldest are dropped.  Those with an offset are found
 * again on the tape, by its index on (tp, base_offset); of those without one
 * there are few (never acknowledged and not fetched), and more are kept. */
enum { BATCHES_SETTLED = 16384, BATCHES_PENDING = 131072 };

struct known {
	struct map_node by_offset, by_identity;
	struct known *older, *newer; /* of the settled, or pending */
	struct known *pending_before, *pending_next; /* of one partition */
	struct topic_partition *tp;
	uint64_t held;        /* exchange that holds its bytes, row is 0 */
	int64_t row;          /* batch.id; 0: not written yet */
	int64_t first_record; /* 0: no record rows */
	int64_t base_offset;  /* -1: not known */
	int64_t append_time;  /* ms; -1: not LogAppendTime */
	int64_t producer_id;
	/* the newest attempt to produce it */
	int64_t last_produce; /* produce.id; 0: none was written */
	int64_t last_sent;    /* q */
	int64_t instance;
	uint64_t connection;
	int64_t maybe_produce; /* one that ended without a clear answer; 0: none */
	int64_t logical; /* row of a batch of the same sequence; 0: none */
	uint64_t hash;
	int32_t count; /* of records */
	int32_t span;  /* of offsets */
	int32_t base_sequence, leader_epoch;
	uint32_t crc, size;         /* as first seen */
	uint32_t log_crc, log_size; /* as fetched; 0: not yet */
	int32_t attempts;
	int32_t in_flight; /* attempts without an answer */
	int16_t producer_epoch;
	int8_t magic;
	bool alike;     /* in by_identity: it may be seen again as such */
	bool pending;   /* its offset may still become known */
	bool acked;     /* an attempt was answered without error */
	bool fetched;   /* it was seen in an answer */
	bool delivered; /* first_delivered_at is set */
	bool hashed, control;
	bool log_partial; /* as fetched it had not all its records */
};

struct known_list {
	struct known *oldest, *newest;
	size_t count;
};

/* Zero-initialise. */
struct batches {
	struct map by_offset, by_identity;
	struct known_list settled, pending;
};
void batches_release(struct batches *bs);

/* What its offsets span; known.span. */
int32_t batch_span(const struct batch *b);

/* A batch that was not known.  Of a produced one the offset is not known; of a
 * fetched one it is.  NULL: out of memory. */
struct known *batches_add(struct batches *bs, struct topic_partition *tp,
			  const struct batch *b, bool fetched);
/* Nobody holds a pointer to it any more. */
void batches_drop(struct batches *bs, struct known *k);

/* The batch at this base offset; in memory only. */
struct known *batches_at(const struct batches *bs,
			 const struct topic_partition *tp, int64_t base_offset);
/* ... or, if it is not there, from the tape.  NULL: not known, or `e` is set. */
struct known *batches_look_up(struct batches *bs, struct tape *tape,
			      struct topic_partition *tp, int64_t base_offset,
			      struct err *e);

/* What is the same batch by what its producer wrote: producer id, epoch,
 * sequence and span, or without a producer id checksum and size, and not yet
 * acknowledged at an offset.  The newest first; give the last one for the
 * next. */
struct known *batches_same(const struct batches *bs,
			   const struct topic_partition *tp,
			   const struct batch *b, const struct known *last);

/* Its offset is known now; -1: it will not be (refused). */
void batches_settle(struct batches *bs, struct known *k, int64_t base_offset);
/* It was refused, but is sent again. */
void batches_unsettle(struct batches *bs, struct known *k);

/* An answer did not reach its client: ask the tape what was delivered. */
void batches_forget_delivered(struct batches *bs);

#endif
