/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_HOOK_H
#define STORE_HOOK_H

#include "codec/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* What the scribe has just learnt from the traffic, told to somebody who steers
 * by it (`ktape test`).  It is told before it is committed, and after a failed
 * write it may be told a second time; a tape with a gap proves less anyway. */
enum scribe_event_kind {
	/* a request with a batch of records has come */
	SCRIBE_PRODUCED,
	/* that batch was acknowledged, for the first time however often it was
	 * sent; offset -1: with acks=0 nobody ever will, and this comes at once */
	SCRIBE_ACKED,
	/* a fetch asks for a partition, from `offset` on */
	SCRIBE_ASKED,
	/* an answer hands records [offset, end) to a client */
	SCRIBE_DELIVERED,
	/* a group's offset was committed; `transactional`: it holds once SCRIBE_ENDED
	 * comes with its producer id and `committed` */
	SCRIBE_COMMITTED,
	/* a transaction was committed or aborted */
	SCRIBE_ENDED,
};

/* What a kind does not have is 0, and -1 where it is an offset, a producer id or
 * a partition. */
struct scribe_event {
	enum scribe_event_kind kind;
	uint64_t exchange, connection;
	int64_t service; /* row of the table `service` */
	int64_t stamp;   /* q where a request tells it, else r; delivered: d */
	struct bytes topic, group; /* views, for the length of the call */
	int32_t partition;
	int64_t offset, end;
	size_t index; /* of the batch in its request: produced, acked */
	struct bytes
		batch; /* produced: its bytes, for the length of the call */
	int64_t producer_id;
	bool transactional; /* produced, committed */
	bool committed;     /* ended; else it was aborted */
};

/* Called on the thread that feeds the scribe: the recorder's, of a recording.
 * It must be quick and must not use the tape. */
struct scribe_hook {
	void (*tell)(void *ctx, const struct scribe_event *event);
	void *ctx;
};

#endif
