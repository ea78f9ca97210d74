/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_OBSERVE_H
#define STORE_OBSERVE_H

#include "store/exchanges.h"
#include "store/records.h"
#include "store/scribe.h"
#include "store/sessions.h"

#include <stdatomic.h>

/* What the scribe and its observers share.  An observer knows the messages of
 * some APIs: what they say, and which rows that makes. */
struct scribe {
	struct tape *tape;
	struct scribe_options options;
	struct topics topics;
	struct batches batches;
	struct sessions sessions;
	struct connections connections;
	struct exchanges exchanges;
	struct frames frames;
	struct record_rows rows;
	struct reading answer; /* of the response being taken */
	char *cluster_id;
	uint64_t passes; /* reading_pair() */

	/* what is wrong inside a message that is itself well-formed (a batch
	 * in it), while one is taken; "" nothing */
	char inside[160];

	/* transactions */
	bool writing;
	bool forgotten;             /* one was rolled back: scribe_restore() */
	uint64_t transaction;       /* its number */
	struct scribe_carried late; /* came in earlier ones, written in this */
	int64_t clock, begun;  /* `now` of the last commit call, of the begin */
	int64_t begun_changes; /* sqlite3_total_changes64() then */
	struct scribe_counts counts;
};

static inline void scribe_count(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

struct observer {
	/* Every field of the request, then of the response; NULL: nothing of it
	 * is of interest. */
	void (*request)(struct reading *r, const struct walk *w);
	void (*response)(struct reading *r, const struct walk *w);
	/* The request is here and well-formed.  May be NULL. */
	int (*arrived)(struct scribe *s, struct exchange *x, struct err *e);
	/* Rows.  `answer` NULL: there is none, yet or ever; then rows that lack
	 * it are inserted.  x->written: they are there, and now the answer has
	 * come.  May be NULL. */
	int (*write)(struct scribe *s, struct exchange *x,
		     struct reading *answer, struct err *e);
	/* The exchange is over.  May be NULL. */
	void (*over)(struct scribe *s, struct exchange *x);
	enum role role;
	bool keeps_request; /* the answer's rows need the request's strings */
};

extern const struct observer observe_produce, observe_fetch;
extern const struct observer observe_offset_commit, observe_offset_delete,
	observe_offset_fetch, observe_list_offsets, observe_epochs;
extern const struct observer observe_delete_groups;
extern const struct observer observe_share_fetch, observe_share_acknowledge,
	observe_alter_share_offsets, observe_delete_share_offsets;
extern const struct observer observe_join_group, observe_sync_group,
	observe_heartbeat, observe_leave_group;
extern const struct observer observe_consumer_group_heartbeat,
	observe_share_group_heartbeat, observe_streams_group_heartbeat,
	observe_find_coordinator;
extern const struct observer observe_txn_offset_commit;
extern const struct observer observe_init_producer_id,
	observe_add_partitions_to_txn, observe_add_offsets_to_txn,
	observe_end_txn, observe_write_txn_markers;
extern const struct observer observe_metadata, observe_create_topics,
	observe_delete_topics, observe_describe_topics, observe_configs,
	observe_api_versions, observe_sasl_handshake, observe_alter_configs;

/* ---- scribe.c and memory.c */

/* Write the rows of a request that has no answer yet. */
int scribe_open(struct scribe *s, struct exchange *x, struct err *e);
/* No answer will come: write what there is and forget the exchange. */
int scribe_end(struct scribe *s, struct exchange *x, enum fate fate,
	       struct err *e);
/* Forget it without a word; what was written stays. */
void scribe_drop(struct scribe *s, struct exchange *x);
/* Begin a transaction, if there is none. */
int scribe_begin(struct scribe *s, struct err *e);
/* Take in a request that is held: walk it, and let its observer have it. */
int scribe_read_request(struct scribe *s, struct exchange *x, struct err *e);
/* After scribe_forget(), in a transaction: read back what the tape knows, and
 * take in again what is held. */
int scribe_restore(struct scribe *s, struct err *e);

/* An answer has come whose request is not on the tape, or not known any more:
 * what it says is lost, which is a gap.  In store/notes.c. */
int note_stray(struct scribe *s, const struct event *answer, struct err *e);

/* ---- the rows of an exchange itself: store/exchange_rows.c */

int scribe_insert_exchange(struct scribe *s, const struct exchange *x,
			   struct err *e);
/* They are there, and now its answer has come, or will not. */
int scribe_complete_exchange(struct scribe *s, const struct exchange *x,
			     struct err *e);
struct taken;
/* Keep the bytes of one half, if they are to be kept. */
int scribe_keep_request(struct scribe *s, const struct exchange *x,
			struct err *e);
int scribe_keep_response(struct scribe *s, const struct exchange *x,
			 struct bytes bytes, const struct taken *taken,
			 struct err *e);

/* ---- batches, for produce and fetch: store/batch_rows.c */

struct batch_origin {
	const char *origin;             /* produced, fetched */
	int64_t exchange;               /* that produced it; 0: none */
	int in_log;                     /* 1, 0, or -1: not known */
	int64_t acked_at, delivered_at; /* 0: not */
};
/* Insert the row of `k` and its records. */
int batch_insert(struct scribe *s, struct known *k, struct batch *b,
		 const struct batch_origin *origin, struct err *e);
/* The offset of `k` is known: from an acknowledgement at `acked_at`, or (0)
 * because it was fetched.  -1: it is in the log, who knows where.  Its rows, if
 * they are there, are completed. */
int batch_locate(struct scribe *s, struct known *k, int64_t base_offset,
		 int64_t acked_at, struct err *e);
/* The same content a second time in the log: a copy of its rows.  NULL: `e`. */
struct known *batch_copy(struct scribe *s, const struct known *k,
			 int64_t base_offset, int64_t acked_at, struct err *e);

/* The batch of the tape that `b`, fetched in `x`, is; its rows are made if there
 * are none: store/recognise.c.  NULL: see `e`.  k->log_partial: some of its
 * records are not in `b`, their offsets are in s->rows.absent. */
struct known *batch_recognise(struct scribe *s, struct exchange *x,
			      struct topic_partition *tp, struct batch *b,
			      struct err *e);

#endif
