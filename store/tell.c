/* SPDX-License-Identifier: Apache-2.0 */
/* tell.c - tells the hook what an observer has learnt. */
#include "store/tell.h"

void scribe_tell(const struct scribe *s, const struct exchange *x,
		 const struct topic_partition *tp, struct scribe_event event)
{
	const struct scribe_hook *hook = &s->options.hook;

	if (!hook->tell)
		return;
	event.exchange = x->id;
	event.connection = x->connection->id;
	event.service = x->connection->service;
	if (tp) {
		event.topic = tp->topic->name;
		event.partition = tp->partition;
	}
	hook->tell(hook->ctx, &event);
}
