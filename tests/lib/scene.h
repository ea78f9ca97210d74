/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_SCENE_H
#define TESTS_LIB_SCENE_H

#include "store/scribe.h"
#include "tests/lib/batches.h"
#include "tests/lib/frames.h"
#include "tests/test.h"

/* A tape in a temporary folder with a scribe that writes it, and traffic for
 * it.  Stamps go up by one with each event. */
struct scene {
	char *folder, *path;
	struct tape *tape;
	struct scribe *scribe;
	int64_t stamp;
	uint64_t exchange; /* the newest */
};

/* One broker, one service and the connections 1 to 4 (clients) and 9 (probe). */
enum { PROBE = 9 };
int scene_begin(void **state);
int scene_end(void **state);
/* A test of cmocka's with a scene of its own. */
#define SCENE(f) cmocka_unit_test_setup_teardown(f, scene_begin, scene_end)
/* Close the tape and go on with it. */
void scene_reopen(struct scene *s);
/* Go on with another scribe, of these options. */
void scene_options(struct scene *s, const struct scribe_options *options);

/* Feed a frame; the request's exchange id is given back.  The frame is freed. */
uint64_t request(struct scene *s, uint64_t connection, struct bytes frame);
void response(struct scene *s, uint64_t connection, uint64_t exchange,
	      struct bytes frame);
void note(struct scene *s, enum event_type type, uint64_t connection,
	  uint64_t exchange, struct bytes payload);
void closed(struct scene *s, uint64_t connection);
/* One commit interval passes. */
void interval(struct scene *s);
void finish(struct scene *s);

/* The one value of a query as text ("NULL" for null); columns are joined by
 * '|', rows by ' '.  Commits first. */
void assert_query(struct scene *s, const char *sql, const char *expected);

/* ---- the messages that most tests need, of any version */

/* A topic named `name`, or from the version on that uses ids the topic whose id
 * begins with its first letter. */
struct bytes topic_id(const char *name);

struct sent {
	int16_t version;
	int16_t acks;
	const char *topic, *transactional_id;
	int32_t partition;
	struct bytes records;
};
struct bytes produce_request(const struct sent *sent);
struct bytes produce_response(const struct sent *sent, int16_t error,
			      int64_t base_offset, int64_t append_time);

struct asked {
	int16_t version;
	int8_t isolation;
	int32_t session, epoch, replica;
	const char *topic; /* NULL: no partition is named */
	int32_t partition;
	int64_t offset;
	const char *forgotten; /* topic whose partition 0 is forgotten */
};
struct bytes fetch_request(const struct asked *asked);
struct bytes fetch_response(const struct asked *asked, int16_t top_error,
			    int32_t session, struct bytes records);

/* A batch of `count` records with `value_size` bytes each, first timestamp
 * 1000, at `base_offset`; the writer's bytes are the caller's to release. */
struct batch_made {
	struct writer out;
	struct bytes bytes;
};
struct test_batch plain_batch(int32_t count);
struct batch_made made(const struct test_batch *b);
/* The same batch as the broker gives it back: at an offset, in an epoch. */
struct bytes at_offset(struct bytes batch, int64_t base_offset, int32_t epoch);

/* Produce v9 to t-0 on connection 1, answered with base offset `answer`, or
 * (-1) not yet; then acknowledge() answers. */
uint64_t send_batch(struct scene *s, struct bytes records, int64_t answer);
void acknowledge(struct scene *s, uint64_t exchange, int64_t base_offset);
/* A sessionless fetch of t-0 on connection 2, answered with `records`. */
uint64_t fetch_version(struct scene *s, int16_t version, int64_t offset,
		       struct bytes records);
uint64_t fetch_batch(struct scene *s, int64_t offset, struct bytes records);
/* The tape has one batch, at `base`, with each of its records once. */
void assert_one_batch(struct scene *s, const char *origin, int64_t base,
		      int deliveries);

#endif
