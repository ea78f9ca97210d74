/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_TRAFFIC_H
#define TESTS_LIB_TRAFFIC_H

#include "tests/lib/lines.h"

#include <stdbool.h>

/* Real clients (librdkafka) with keys, values and headers of every kind.  What
 * they see becomes lines
 *
 *	PARTITION OFFSET TIMESTAMP KEY VALUE HEADERS
 *
 * with keys and values in hex and headers as the JSON of the tape; null is "-".
 */
struct producing {
	const char *bootstrap, *topic;
	const char *codec; /* compression.type */
	bool idempotent;
	int first, count; /* the numbers of its records; record n goes to
			   * partition n % partitions */
	int partitions;
};

/* Produce and wait until all is acknowledged; the acknowledged ones as lines.
 * Any error fails the test. */
void traffic_produce(const struct producing *p, struct lines *acked);

/* Read all partitions from their beginning to their end, without a group. */
void traffic_read(const char *bootstrap, const char *topic, int partitions,
		  struct lines *out);

struct consuming {
	const char *bootstrap, *topic, *group;
	int partitions, records;
};

/* Two members consume the topic until each of the records was seen, and commit
 * by hand.  `consumed`: the records, once for each time; `commits`: lines
 * GROUP PARTITION OFFSET METADATA of what was committed without an error. */
void traffic_consume(const struct consuming *c, struct lines *consumed,
		     struct lines *commits);

#endif
