/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_DELIVERIES_H
#define STORE_DELIVERIES_H

#include "store/observe.h"

/* What of an answer's records the client asked for or was given: those of
 * `ranges`, ascending, if that is not NULL; else those from `from` on (-1: not
 * known). */
struct visible {
	int64_t from;
	const struct offset_range *ranges;
	size_t count;
};

/* Rows of delivery for the batches of `part` that hold any of those, in the row
 * `fetch`; batches that the tape has not get rows of their own.  Bytes that are
 * no batch are noted as malformed. */
int deliveries_write(struct scribe *s, struct exchange *x,
		     const struct part *part, int64_t fetch,
		     const struct visible *v, struct err *e);

/* The end of the last complete batch; -1: there is none. */
int64_t records_end(struct bytes records);

#endif
