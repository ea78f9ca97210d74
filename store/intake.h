/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_INTAKE_H
#define STORE_INTAKE_H

#include "store/event.h"
#include "store/scribe.h"

/* Events in, whole frames to the scribe.  Frames up to INTAKE_IN_MEMORY are put
 * together in memory, as long as all of them together stay below
 * INTAKE_ALL_IN_MEMORY; others in unlinked temporary files beside the tape,
 * mapped when whole.  So every piece can always be consumed. */
enum {
	INTAKE_IN_MEMORY = 1024 * 1024,
	INTAKE_ALL_IN_MEMORY = 64 * 1024 * 1024,
};

struct intake;

/* `folder`: for the temporary files.  The scribe stays the caller's.  NULL:
 * out of memory. */
struct intake *intake_new(struct scribe *scribe, const char *folder);
void intake_free(struct intake *in);

enum intake_result {
	INTAKE_TAKEN = 0,
	/* The tape can't be written, see `e`; the event is lost and the caller
	 * says so in a gap. */
	INTAKE_FAILED = -1,
	/* A temporary file can't be written, see `e`; nothing was taken, feed
	 * the same event again later. */
	INTAKE_AGAIN = 1,
};

/* Take one event.  Pieces that do not make a frame (the connection closed in
 * the middle, the beginning is missing) are dropped, with a gap row. */
enum intake_result intake_feed(struct intake *in, const struct event *event,
			       struct bytes payload, struct err *e);

/* Has EVENT_END been taken? */
bool intake_ended(const struct intake *in);

/* Bytes of half frames in memory now. */
size_t intake_memory(const struct intake *in);

/* ---- for events that come from a spill file

 * The position of the event that is fed next; INTAKE_NOWHERE (the default): it
 * comes from memory. */
#define INTAKE_NOWHERE UINT64_MAX
void intake_at(struct intake *in, uint64_t position);
/* Where the oldest frame that is still half there began; INTAKE_NOWHERE: there
 * is none, or none that began in the file. */
uint64_t intake_oldest(const struct intake *in);

/* What is half there belongs to connections that will not go on: drop it, with
 * gap rows. */
int intake_finish(struct intake *in, struct err *e);

#endif
