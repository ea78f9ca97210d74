/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_MOCK_CLUSTER_H
#define TOOLS_MOCK_CLUSTER_H

#include "codec/err.h"

/* librdkafka's mock cluster in this process, a stand-in broker on free ports of
 * 127.0.0.1.  It keeps records in memory and knows produce, fetch and classic
 * groups; no transactions to speak of, no lookup by time, no admin API, and a
 * fetch that finds nothing sleeps its MaxWait out.  Its brokers' ids are 1 to
 * `brokers`. */
struct mock_cluster;

int mock_cluster_open(struct mock_cluster **out, int brokers, struct err *e);
/* Safe on NULL. */
void mock_cluster_close(struct mock_cluster *m);

enum { MOCK_PARTITIONS_MAX = 10000 };
/* Others are made when a client first asks for them, with 4 partitions. */
int mock_cluster_topic(struct mock_cluster *m, const char *name, int partitions,
		       struct err *e);

/* HOST:PORT,... of its brokers; valid until it is closed. */
const char *mock_cluster_bootstrap(const struct mock_cluster *m);

#endif
