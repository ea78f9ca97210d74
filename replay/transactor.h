/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_TRANSACTOR_H
#define REPLAY_TRANSACTOR_H

#include "codec/err.h"

#include <librdkafka/rdkafka.h>
#include <stdbool.h>
#include <stdint.h>

/* The calls of a transactional producer that wait for a broker, made on a thread
 * of their own: one at a time. */
enum transactor_job {
	TRANSACTOR_INIT, /* get a producer id, fence earlier ones */
	TRANSACTOR_COMMIT,
	TRANSACTOR_ABORT,
};

struct transactor;

/* A byte is written to `wake` when a job is done, which takes `timeout_ms` at
 * most.  The handle must outlive it. */
int transactor_start(struct transactor **out, rd_kafka_t *handle, int wake,
		     int64_t timeout_ms, struct err *e);
/* Give the job up, if there is one, and end.  Safe on NULL. */
void transactor_stop(struct transactor *t);

/* Only when the job before it is done. */
void transactor_ask(struct transactor *t, enum transactor_job job);
/* Is it done?  True once per job; `why` has code ERR_NONE if it worked. */
bool transactor_done(struct transactor *t, struct err *why);

#endif
