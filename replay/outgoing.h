/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_OUTGOING_H
#define REPLAY_OUTGOING_H

#include "store/tape.h"

/* The content of records, read as they are sent. */
struct outgoing {
	int64_t timestamp;       /* ms; -1: none */
	struct bytes key, value; /* p == NULL: null */
	struct bytes headers;    /* JSON (headers.h); p == NULL: none */
};

struct outgoing_reader {
	struct tape *tape;
	sqlite3_stmt *rows;
	int64_t next; /* the id that the next step may give; 0: begin anew */
};

int outgoing_open(struct outgoing_reader *r, struct tape *t, struct err *e);
/* The record of this id, valid until the next call.  Cheap for the one behind
 * the last.  -1: see `e`. */
int outgoing_read(struct outgoing_reader *r, int64_t record,
		  struct outgoing *out, struct err *e);
/* Give the tape's statement back. */
void outgoing_close(struct outgoing_reader *r);

#endif
