/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TOPICS_H
#define STORE_TOPICS_H

#include "store/map.h"
#include "store/tape.h"

/* The topics and partitions that the tape knows, by name and by id.  A topic is
 * one incarnation: deleted and made again it is another row.  An id of which
 * nobody has said the name yet is a row without a name, filled in when some
 * answer tells it (kafka-protocol.md 5.2). */
struct topic {
	struct topic *next;             /* of all */
	struct map_node by_name, by_id; /* if it has them */
	int64_t row;
	struct bytes name; /* ours; p NULL: not known */
	uint8_t id[16];
	bool has_id, current; /* current: the newest of its name */
	bool exists, deleted; /* some answer said so */
	bool internal;
	enum { TIMES_UNKNOWN, TIMES_CREATE, TIMES_APPEND } times;
	int32_t incarnation, partitions;
	int64_t exists_since; /* stamp */
};

struct known;

struct topic_partition {
	struct map_node node;
	struct topic *topic;
	int64_t row;
	int32_t partition;
	/* batches that have no offset yet, oldest first; store/batches.c */
	struct known *pending_first, *pending_last;
	/* for pairing request and response; store/reading.c */
	uint64_t mark;
	size_t mark_at;
};

/* Zero-initialise, then topics_load(). */
struct topics {
	struct tape *tape;
	struct topic *all;
	struct map by_name, by_id, partitions;
	struct topic *last; /* found last */
	struct topic_partition *last_partition;
};

/* Read back what the tape knows already. */
int topics_load(struct topics *t, struct tape *tape, struct err *e);
void topics_release(struct topics *t);

/* The partition of a topic that a message names, by its id (16 bytes) or, if
 * that is null or zero, by its name.  What the tape does not know gets its rows.
 * NULL with `e` set: the tape can't be written; NULL without: neither was
 * given. */
struct topic_partition *topics_find(struct topics *t, struct bytes name,
				    struct bytes id, int32_t partition,
				    int64_t stamp, struct err *e);

/* What an answer says of a topic. */
struct topic_news {
	struct bytes name;            /* p NULL: not said */
	struct bytes id;              /* 16 bytes; p NULL or zeros: not said */
	struct bytes cleanup_policy;  /* p NULL: not said */
	struct bytes timestamp_type;  /* p NULL: not said */
	int32_t partitions;           /* -1: not said */
	int32_t at_least;             /* partitions that were named */
	bool failed;                  /* it is no news: an error */
	bool internal, internal_said; /* is it one of Kafka's own? */
	bool created, deleted;        /* by this exchange */
	int64_t asked, stamp;         /* f of the request, r of the answer */
};
int topics_learn(struct topics *t, const struct topic_news *news,
		 struct err *e);

/* Log offsets seen by the probe: the first seen are kept apart from the newest.
 * -1: not known. */
int topics_offsets(struct topics *t, const struct topic_partition *tp,
		   int64_t start, int64_t end, struct err *e);

#endif
