/* SPDX-License-Identifier: Apache-2.0 */
/* bench_decode.c - what decoding costs beside the bytes themselves: a Produce
 * and a Fetch of 1,000 records of 100 B, uncompressed and zstd.
 *
 *   pure     memcpy of the frame, CRC-32C of its batch, decompression, each by
 *            the plain function, at places that are known
 *   header   memcpy, then all that is done to know and prove a batch: the
 *            message's header and fields, the batch's header, checksum and
 *            decompression
 *   records  the iterator over the records that are then there
 *
 * Medians of rounds that take turns.  Nothing is asserted. */
#include "tests/lib/batches.h"
#include "tests/lib/frames.h"

#include "codec/batch.h"
#include "codec/crc32c.h"
#include "codec/header.h"
#include "codec/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <zstd.h>

enum {
	RECORDS = 1000,
	VALUE_SIZE = 100,
	ROUNDS = 9,
	ROUND_US = 60 * 1000,
	SUMMED_FROM = 21, /* in a batch */
	PRODUCE_VERSION = 9,
	FETCH_VERSION = 12,
};

struct sample {
	const char *name;
	bool response, compressed;
	struct bytes frame;
	/* for the pure cost */
	size_t batch_at, batch_size;
	/* memory, the same for both */
	uint8_t *copy, *plain;
	size_t plain_size;
	ZSTD_DCtx *zstd;
	struct inflate inflate;
	uint64_t sink; /* so that nothing is optimised away */
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void die(const char *what)
{
	fprintf(stderr, "bench_decode: %s\n", what);
	exit(1);
}

/* ---- the frames */

static struct bytes make_frame(bool response, struct bytes records)
{
	struct script s = { 0 };

	if (response) {
		say(&s, FETCH_RESPONSE_RESPONSES, 1);
		say_text(&s, FETCH_RESPONSE_RESPONSES_TOPIC, "orders");
		say(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS, 1);
		say_bytes(&s, FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS,
			  records);
		return frame_response(API_FETCH, FETCH_VERSION, &s);
	}
	say(&s, PRODUCE_REQUEST_ACKS, 1);
	say(&s, PRODUCE_REQUEST_TOPIC_DATA, 1);
	say_text(&s, PRODUCE_REQUEST_TOPIC_DATA_NAME, "orders");
	say(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA, 1);
	say_bytes(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS,
		  records);
	return frame_request(API_PRODUCE, PRODUCE_VERSION, "bench", &s);
}

static void make_sample(struct sample *s)
{
	struct test_record *records = test_records(RECORDS, VALUE_SIZE);
	struct test_batch b = test_batch(records, RECORDS);
	struct writer w;
	const uint8_t *at;

	b.compression = s->compressed ? COMPRESSION_ZSTD : COMPRESSION_NONE;
	writer_init(&w, 0);
	make_batch(&w, &b);
	s->frame = make_frame(s->response, writer_bytes(&w));
	at = memmem(s->frame.p, s->frame.n, w.data, w.size);
	s->plain_size = RECORDS * (VALUE_SIZE + 40);
	s->copy = malloc(s->frame.n);
	s->plain = malloc(s->plain_size);
	s->zstd = ZSTD_createDCtx();
	if (!at || !s->copy || !s->plain || !s->zstd)
		die("no memory");
	s->batch_at = (size_t)(at - s->frame.p);
	s->batch_size = w.size;
	writer_release(&w);
	free(records);
}

static void release_sample(struct sample *s)
{
	free((void *)(uintptr_t)s->frame.p);
	free(s->copy);
	free(s->plain);
	ZSTD_freeDCtx(s->zstd);
	inflate_release(&s->inflate);
}

/* ---- what is timed */

static void run_pure(struct sample *s)
{
	const uint8_t *batch = s->copy + s->batch_at;

	memcpy(s->copy, s->frame.p, s->frame.n);
	s->sink += crc32c(
		bytes_of(batch + SUMMED_FROM, s->batch_size - SUMMED_FROM));
	if (s->compressed)
		s->sink += ZSTD_decompressDCtx(s->zstd, s->plain, s->plain_size,
					       batch + BATCH_HEADER,
					       s->batch_size - BATCH_HEADER);
}

/* The records field of the frame's message. */
static struct bytes find_records(const struct sample *s, struct bytes frame)
{
	enum message_field field =
		s->response ? FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS
			    : PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS;
	struct bytes records = { 0 };
	struct request_header h = { .api_key = API_FETCH,
				    .api_version = FETCH_VERSION };
	struct walk w;
	struct cursor c;

	cursor_init(&c, frame);
	if (s->response)
		response_header_read(&c, h.api_key, h.api_version,
				     &h.correlation_id);
	else
		request_header_read(&c, &h);
	walk_init(&w,
		  message_find(h.api_key, h.api_version,
			       s->response ? MESSAGE_RESPONSE
					   : MESSAGE_REQUEST),
		  h.api_version, cursor_take(&c, cursor_left(&c)));
	while (walk_next(&w))
		if (w.field == field)
			records = w.bytes;
	return records;
}

static void begin(struct sample *s, struct batch *b, struct record_iterator *it)
{
	struct cursor c;

	cursor_init(&c, find_records(s, bytes_of(s->copy, s->frame.n)));
	if (batch_next(&c, b) != BATCH_GOT || !batch_crc_ok(b) ||
	    batch_records(b, &s->inflate, it) != DECODE_OK)
		die("the batch is not understood");
}

static void run_header(struct sample *s)
{
	struct record_iterator it;
	struct batch b;

	memcpy(s->copy, s->frame.p, s->frame.n);
	begin(s, &b, &it);
	s->sink += (uint64_t)b.count;
}

/* The iterator alone: `it` stands at the first record. */
static void iterate(struct sample *s, const struct record_iterator *start)
{
	struct record_iterator it = *start;
	struct record r;
	int count = 0;

	for (; record_next(&it, &r); count++)
		s->sink += r.value.n + (uint64_t)r.offset;
	if (count != RECORDS)
		die("not all records are understood");
}

/* ---- timing */

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double *values)
{
	qsort(values, ROUNDS, sizeof(*values), compare);
	return values[ROUNDS / 2];
}

/* Microseconds a call. */
static double timed(struct sample *s, void (*run)(struct sample *s))
{
	double start = now(), end = start;
	int calls = 0;

	for (; end - start < ROUND_US; calls += 8, end = now())
		for (int i = 0; i < 8; i++)
			run(s);
	return (end - start) / calls;
}

/* begin() was done: the iterator's own cost. */
static double timed_records(struct sample *s)
{
	struct record_iterator it;
	struct batch b;
	int calls = 0;

	begin(s, &b, &it);
	double start = now(), end = start;

	for (; end - start < ROUND_US; calls += 8, end = now())
		for (int i = 0; i < 8; i++)
			iterate(s, &it);
	return (end - start) / calls;
}

static void bench(struct sample *s)
{
	double pure[ROUNDS], header[ROUNDS], records[ROUNDS];

	make_sample(s);
	run_header(s);
	for (int i = 0; i < ROUNDS; i++) {
		pure[i] = timed(s, run_pure);
		header[i] = timed(s, run_header);
		records[i] = timed_records(s);
	}
	double p = median(pure), h = median(header), r = median(records);

	printf("%-14s %8zu B %9.2f us %9.2f us %6.2f %11.1f M/s %8.1f MB/s\n",
	       s->name, s->frame.n, p, h, h / p, RECORDS / r,
	       (double)s->frame.n / (h + r));
	if (s->sink == 0)
		die("nothing was done");
	release_sample(s);
}

int main(void)
{
	struct sample samples[] = {
		{ .name = "Produce" },
		{ .name = "Produce, zstd", .compressed = true },
		{ .name = "Fetch", .response = true },
		{ .name = "Fetch, zstd", .response = true, .compressed = true },
	};

	printf("%d records of %d B; a frame through codec, one thread\n",
	       RECORDS, VALUE_SIZE);
	printf("%-14s %10s %12s %12s %6s %15s %13s\n", "", "frame", "pure",
	       "header path", "ratio", "records", "both");
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		bench(&samples[i]);
	return 0;
}
