/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_STORY_H
#define TESTS_LIB_STORY_H

#include "tests/lib/new_tape.h"

/* A tape as a story, an event a line, in the order of time:
 *
 *	send CLIENT TOPIC PARTITION KEY VALUE     a record, and its ack
 *	sent CLIENT TOPIC PARTITION KEY VALUE     without an ack yet
 *	acked CLIENT TOPIC PARTITION OFFSET       the ack of that one
 *	ask CLIENT TOPIC PARTITION                a fetch that finds nothing
 *	take CLIENT TOPIC PARTITION OFFSET        a fetch that gets this record
 *	commit CLIENT GROUP TOPIC PARTITION OFFSET
 *
 * A client that is written CLIENT@SERVICE dials that service's listeners.  "-"
 * is a null key.  Offsets of each partition begin at 0.  Completed and sealed;
 * t->open is the tape, open for reading. */
void story_tell(struct new_tape *t, const char *const *lines);
#define STORY(...) ((const char *const[]) { __VA_ARGS__, NULL })

#endif
