/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_RECORDS_H
#define STORE_RECORDS_H

#include "codec/batch.h"
#include "codec/writer.h"
#include "store/tape.h"

/* The records of a batch as rows, or only their hashes. */
struct record_rows {
	struct tape *tape;
	struct inflate inflate;
	struct writer headers;
	struct writer absent; /* records_among() */
};
void record_rows_init(struct record_rows *rows, struct tape *tape);
void record_rows_release(struct record_rows *rows);

/* Where the rows go. */
struct record_place {
	int64_t batch, tp;   /* rows */
	int64_t base_offset; /* of the first record, the others follow without a
			      * gap (produced ones); -1: not known */
	bool own_offsets;    /* fetched: the records' own offsets instead */
	int64_t append_time; /* ms, of all of them; -1: each has its own */
};

/* What was found in a batch. */
struct record_facts {
	int64_t first; /* record.id; 0: no rows */
	int64_t count;
	uint64_t hash;           /* over the records' hashes, in order */
	enum decode_error error; /* not DECODE_OK: no rows are left */
};

/* Insert the records of `b`. */
int records_insert(struct record_rows *rows, const struct record_place *place,
		   struct batch *b, struct record_facts *facts, struct err *e);

/* Only look. */
void records_look(struct record_rows *rows, struct batch *b,
		  struct record_facts *facts);

/* Are all records of `b` rows of the tape among [first, first + count), with the
 * same offset and content?  Then the batch is that one, whole or compacted, and
 * rows->absent is a JSON array with the offsets of the others. */
bool records_among(struct record_rows *rows, struct batch *b, int64_t first,
		   int64_t count);

uint64_t record_hash(const struct record *r);

#endif
