/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_BATCHES_H
#define TESTS_LIB_BATCHES_H

#include "codec/batch.h"
#include "codec/writer.h"

/* Record batches and message sets for tests, written by the libraries that
 * clients use.  Nothing here is shared with the code that reads them. */
struct test_header {
	const char *key;
	const char *value; /* NULL: null */
};

struct test_record {
	struct bytes key; /* p == NULL: null */
	struct bytes value;
	int64_t timestamp_delta;
	int32_t offset_delta;
	int32_t header_count;
	const struct test_header *headers;
};

struct test_batch {
	int64_t base_offset;
	int64_t base_timestamp;
	int64_t max_timestamp; /* 0: the highest of the records */
	int64_t producer_id;
	int32_t base_sequence;
	int32_t leader_epoch;
	int16_t producer_epoch;
	enum compression compression;
	bool xerial; /* snappy as the Java client frames it */
	bool log_append_time, transactional, control, delete_horizon;
	const struct test_record *records;
	int32_t count;
};

/* A batch as a plain producer sends it: no producer id, offsets from 0. */
struct test_batch test_batch(const struct test_record *records, int32_t count);

/* `count` records with the offset deltas 0, 1, ..., keys "key-0", "key-1", ...
 * and values of that many printable bytes, different ones; free() it. */
struct test_record *test_records(int32_t count, size_t value_size);

/* Append the batch, of magic 2. */
void make_batch(struct writer *out, const struct test_batch *b);
/* Append the marker that ends a transaction. */
void make_marker(struct writer *out, int64_t offset, int64_t producer_id,
		 int16_t producer_epoch, enum control_type type,
		 int32_t coordinator_epoch);
/* Append a message set of magic 0 or 1: a message a record, or a wrapper when
 * the batch says that it is compressed. */
void make_message_set(struct writer *out, int8_t magic,
		      const struct test_batch *b);

/* `raw` compressed; free .p.  For magic 0, lz4 with its wrong checksum. */
struct bytes compress_block(enum compression codec, bool xerial, int8_t magic,
			    struct bytes raw);

#endif
