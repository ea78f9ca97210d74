/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_BATCH_H
#define CODEC_BATCH_H

#include "codec/cursor.h"

/* Record batches (magic 2) and message sets (magic 0 and 1), as they lie in a
 * `records` field.  Layouts: DefaultRecordBatch.java, LegacyRecord.java. */
enum compression {
	COMPRESSION_NONE,
	COMPRESSION_GZIP,
	COMPRESSION_SNAPPY,
	COMPRESSION_LZ4,
	COMPRESSION_ZSTD,
};

enum {
	BATCH_MAX_DECOMPRESSED = 256 * 1024 * 1024,
	BATCH_HEADER = 61, /* of magic 2 */
};

enum control_type { CONTROL_ABORT = 0, CONTROL_COMMIT = 1, CONTROL_NONE = -1 };

/* One batch, or one entry of an old message set (a wrapper message with its
 * inner ones, or a single message: then producer_id and the like are -1). */
struct batch {
	int64_t base_offset;
	int64_t last_offset; /* base_offset + lastOffsetDelta */
	int32_t leader_epoch;
	int8_t magic;
	enum compression compression;
	bool log_append_time; /* timestamp type */
	bool transactional;
	bool control;
	bool delete_horizon;    /* base_timestamp is the delete horizon */
	int64_t base_timestamp; /* ms */
	int64_t max_timestamp;
	int64_t producer_id;
	int16_t producer_epoch;
	int32_t base_sequence;
	int32_t count;      /* of records; magic 0 and 1: 1, or counted when
			     * compressed (batch_records() then sets it) */
	uint32_t crc;       /* as on the wire */
	struct bytes whole; /* all bytes of the batch */
	struct bytes body;  /* the records, compressed or not */
};

enum batch_result {
	BATCH_GOT,
	BATCH_END,       /* nothing left */
	BATCH_CUT,       /* the last one is incomplete (KIP-74): not an error */
	BATCH_MALFORMED, /* see the cursor's error */
};

/* The next batch of a records field; the cursor goes on to the one after it. */
enum batch_result batch_next(struct cursor *records, struct batch *b);

/* Is the checksum right?  CRC-32C for magic 2, CRC-32 for 0 and 1. */
bool batch_crc_ok(const struct batch *b);

/* Memory for decompression, kept from batch to batch.  Zero-initialise. */
struct inflate {
	uint8_t *data;
	size_t size, capacity;
	void *gzip, *lz4, *zstd; /* contexts, made at first use */
};
void inflate_release(struct inflate *i);

struct record {
	int64_t offset;    /* base_offset + offsetDelta */
	int64_t timestamp; /* ms; max_timestamp of the batch if LogAppendTime */
	int32_t offset_delta;
	struct bytes key; /* p == NULL: null */
	struct bytes value;
	int32_t header_count;
	struct bytes headers; /* raw; record_header_next() steps through it */
};

/* An iterator over a batch's records; allocates nothing a record.  Views live
 * until the next batch_records() with the same `inflate`. */
struct record_iterator {
	struct cursor c;
	const struct batch *batch;
	int32_t left;
	int64_t base;    /* magic 0 and 1: added to the offset in the message */
	bool unnumbered; /* ... which is none: they are counted */
};

/* Decompress if needed and start.  DECODE_OK, or what is wrong: an unknown
 * codec or output over BATCH_MAX_DECOMPRESSED are errors too. */
enum decode_error batch_records(struct batch *b, struct inflate *scratch,
				struct record_iterator *it);
/* False at the end or at an error in it->c (bytes left over are one). */
bool record_next(struct record_iterator *it, struct record *r);
/* Step through r->headers: false at the end or at an error in `c`, which the
 * caller has initialised with r->headers. */
bool record_header_next(struct cursor *c, struct bytes *key,
			struct bytes *value);

/* Of a control batch: COMMIT, ABORT, another type, or CONTROL_NONE when it is
 * empty or unreadable.  *coordinator_epoch is set for the two, else -1. */
int batch_control_type(struct batch *b, struct inflate *scratch,
		       int32_t *coordinator_epoch);

const char *compression_name(enum compression c);

#endif
