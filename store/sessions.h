/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SESSIONS_H
#define STORE_SESSIONS_H

#include "store/map.h"

#include <stdbool.h>
#include <stdint.h>

/* Fetch sessions (KIP-227; kafka-protocol.md 5.1): what the broker remembers of
 * a client's fetch, so that requests name only what changed and answers only
 * what is news.  An answer holds no fetch offset: it is known from here.
 *
 * What was not seen (recording began in the middle, a gap) is not known, and
 * becomes so partition by partition as requests name them. */
struct topic_partition;

struct position {
	int64_t offset;
	int32_t current_leader_epoch, last_fetched_epoch;
};

struct session {
	struct map_node node;
	struct session *older, *newer; /* by use */
	int64_t broker;
	int32_t id;
	int32_t epoch;       /* of the next request */
	uint64_t connection; /* that used it last */
	struct map positions;
};

enum { SESSIONS_MAX = 4096 };

/* Zero-initialise. */
struct sessions {
	struct map by_id;
	struct session *oldest, *newest;
};
void sessions_release(struct sessions *ss);

/* A request has come, with its session's id and epoch.  The session that it
 * goes on with, or NULL: it is a full fetch, and the session that it named, if
 * any, is closed.  An epoch that is not the expected one means that requests
 * were missed: nothing is known until it is named anew. */
struct session *sessions_request(struct sessions *ss, int64_t broker,
				 uint64_t connection, int32_t id,
				 int32_t epoch);

/* The answer to a request (id, epoch) has come.  The session whose positions
 * the caller now sets from a full fetch, if one was opened; else NULL. */
struct session *sessions_answer(struct sessions *ss, int64_t broker,
				uint64_t connection, int32_t id, int32_t epoch,
				int16_t error, int32_t answered_id);

struct session *sessions_find(const struct sessions *ss, int64_t broker,
			      int32_t id);

/* Nothing is certain any more of sessions that this connection used; 0: of
 * any. */
void sessions_doubt(struct sessions *ss, uint64_t connection);

/* False: out of memory, the position stays unknown. */
bool session_set(struct session *s, const struct topic_partition *tp,
		 const struct position *p);
void session_forget(struct session *s, const struct topic_partition *tp);
/* NULL: not known. */
const struct position *session_get(const struct session *s,
				   const struct topic_partition *tp);

#endif
