/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_EXCHANGES_H
#define STORE_EXCHANGES_H

#include "codec/header.h"
#include "store/batches.h"
#include "store/connections.h"
#include "store/frame.h"
#include "store/reading.h"

/* Requests that wait for their responses. */
struct attempt {             /* to produce one batch */
	struct known *known; /* NULL: it could not be read */
	struct bytes bytes;  /* of the batch, in the frame */
	size_t part;         /* of the request */
	int64_t row;         /* produce.id; 0: not written */
};

enum fate { FATE_OPEN, FATE_ANSWERED, FATE_UNANSWERED, FATE_CUT };

struct exchange {
	struct map_node node;
	struct exchange *older, *newer; /* by arrival */
	uint64_t id;
	struct connection *connection;
	int64_t instance; /* row */
	int64_t q, f;     /* stamps; f 0: not sent to the broker */
	int64_t r, d;     /* of the response; 0: none */
	int64_t since;    /* by the clock of commits */
	struct request_header header;
	bool header_read;
	bool unsent;
	const struct observer *observer; /* NULL: none, or not understood */

	uint8_t *frame; /* the request, without its size; NULL: released */
	size_t frame_size, frame_capacity;
	enum frame_state state; /* of the request */
	char *why;              /* malformed: where; NULL */

	bool withheld;        /* only its beginning is here: secrets */
	int64_t request_size; /* of the whole */

	uint64_t taken_in, written_in; /* numbers of transactions */
	bool written; /* its rows are there, for an answer to complete */
	enum fate fate;
	int64_t response_size; /* -1: none */
	int32_t error;         /* -1000: not known */

	struct reading request;
	struct list attempts; /* struct attempt */
};

enum { ERROR_NOT_KNOWN = -1000 };

/* Zero-initialise. */
struct exchanges {
	struct map by_id;
	struct exchange *oldest, *newest;
	struct exchange *spare; /* by ->newer; memory to use again */
	size_t spares;
	size_t held_bytes; /* of frames */
};
void exchanges_release(struct exchanges *xs);

/* A new one with its frame copied.  NULL: out of memory. */
struct exchange *exchange_new(struct exchanges *xs, uint64_t id,
			      struct bytes frame);
struct exchange *exchange_find(const struct exchanges *xs, uint64_t id);
/* Its views into the frame are gone, too. */
void exchange_release_frame(struct exchanges *xs, struct exchange *x);
void exchange_free(struct exchanges *xs, struct exchange *x);

static inline struct bytes exchange_frame(const struct exchange *x)
{
	return bytes_of(x->frame, x->frame_size);
}

static inline struct attempt *attempt_at(const struct exchange *x, size_t i)
{
	return (struct attempt *)x->attempts.items + i;
}
/* NULL: out of memory. */
struct attempt *exchange_add_attempt(struct exchange *x);

#endif
