/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TELL_H
#define STORE_TELL_H

#include "store/hook.h"
#include "store/observe.h"

/* An event in which nothing is said yet. */
#define SCRIBE_EVENT(k)                                                \
	{                                                              \
		.kind = (k), .partition = -1, .offset = -1, .end = -1, \
		.producer_id = -1                                      \
	}

/* Tell the hook, if there is one; exchange, connection and service are those of
 * `x`, topic and partition those of `tp` (may be NULL). */
void scribe_tell(const struct scribe *s, const struct exchange *x,
		 const struct topic_partition *tp, struct scribe_event event);

#endif
