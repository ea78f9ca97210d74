/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_PRODUCER_H
#define REPLAY_PRODUCER_H

#include "replay/headers.h"
#include "replay/outgoing.h"

#include <librdkafka/rdkafka.h>

/* One of librdkafka's producers, set up to send a tape's records. */
struct producer {
	rd_kafka_t *handle;
	rd_kafka_queue_t *events;  /* delivery reports and errors */
	rd_kafka_topic_t **topics; /* by index; made at first use */
	size_t topic_count;
	int brokers; /* how many the cluster had when it was last looked at */
	struct headers headers;
};

struct producer_setting {
	const char *key, *value;
};

struct producer_options {
	const struct producer_setting *settings; /* up to a NULL key */
	const char *const *properties; /* KEY=VALUE, which win over them */
	size_t property_count;
	size_t topic_count;
	int wake; /* descriptor that a byte is written to when events come */
};

/* -1: see `e`; ERR_USAGE for a property that librdkafka refuses. */
int producer_open(struct producer *p, const struct producer_options *o,
		  struct err *e);
/* Safe on a zeroed one.  What was not delivered is lost. */
void producer_close(struct producer *p);

/* Where one record goes. */
struct destination {
	size_t topic; /* its index */
	const char *name;
	int32_t partition;
};

/* Hand it to librdkafka, which copies it; its report brings `opaque`.
 * RD_KAFKA_RESP_ERR__QUEUE_FULL: again, after some reports. */
rd_kafka_resp_err_t producer_send(struct producer *p,
				  const struct destination *to,
				  const struct outgoing *record, void *opaque);

#endif
