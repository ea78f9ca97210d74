/* SPDX-License-Identifier: Apache-2.0 */
/* bench_scribe.c - how fast frames become rows: one thread, frames from memory,
 * a tape in a folder, on which nothing is wrong.  Nothing is asserted; the figures
 * are to be read.
 *
 *     bench_scribe [FOLDER [SECONDS [LOAD [RECORDS]]]]
 *
 * LOAD: only the one of that number, whose tape is kept; RECORDS: as many, for as
 * long as that takes. */
#include "tests/lib/batches.h"
#include "tests/lib/frames.h"
#include "store/scribe.h"

#include "codec/crc32c.h"
#include "codec/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum {
	IN_FLIGHT = 5,
	PARTITIONS = 8,
	COMMIT_EVERY = 100, /* fetches */
	/* in a batch */
	CRC_AT = 17,
	ATTRIBUTES_AT = 21,
	SEQUENCE_AT = 53,
};

struct load {
	const char *name;
	int32_t records; /* a request */
	size_t value_size;
	bool fetched; /* each batch is fetched by a group, too */
	enum compression codec;
};

/* When a run ends: by time, or by `records` if they are not 0. */
struct length {
	double seconds;
	uint64_t records;
};

struct run {
	struct scribe *scribe;
	struct writer request, response, fetch, answer, commit, committed;
	size_t batch_at, answer_batch_at;
	int64_t stamp;
	uint64_t exchange, records, bytes;
	int64_t next_offset[PARTITIONS];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const struct err *e)
{
	fprintf(stderr, "bench_scribe: %s\n", e->text);
	exit(6);
}

static void feed(struct run *r, uint64_t exchange, int direction,
		 const struct writer *frame)
{
	struct event event = { .type = EVENT_FRAME,
			       .flags = (uint8_t)(direction | EVENT_FIRST |
						  EVENT_LAST),
			       .length = (uint32_t)frame->size,
			       .frame_size = (uint32_t)frame->size,
			       .connection = 1,
			       .exchange = exchange };
	struct err e = { 0 };

	event.stamp = ++r->stamp;
	event.stamp2 = ++r->stamp;
	if (scribe_frame(r->scribe, &event, writer_bytes(frame), &e) < 0)
		die(&e);
}

/* The client's connection. */
static void open_connection(struct run *r)
{
	struct event_opened opened = { .source = bytes_of_string("client"),
				       .peer = bytes_of_string(
					       "127.0.0.1:40000") };
	struct writer payload;
	struct err e = { 0 };

	writer_init(&payload, 0);
	event_write_opened(&payload, &opened);
	struct event event = { .type = EVENT_OPENED,
			       .length = (uint32_t)payload.size,
			       .connection = 1,
			       .stamp = ++r->stamp };

	if (scribe_note(r->scribe, &event, writer_bytes(&payload), &e) < 0)
		die(&e);
	writer_release(&payload);
}

static void put(struct writer *w, size_t at, int64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		w->data[at + i] = (uint8_t)(v >> (8 * (n - 1 - i)));
}

/* ---- frames, made once and patched for each exchange */

static void make_frames(struct run *r, const struct load *load)
{
	struct test_record *records =
		test_records(load->records, load->value_size);
	struct test_batch b = test_batch(records, load->records);
	struct script s = { 0 }, a = { 0 };
	struct writer batch;

	b.producer_id = 1;
	b.base_timestamp = 1700000000000;
	b.compression = load->codec;
	writer_init(&batch, 0);
	make_batch(&batch, &b);
	say(&s, PRODUCE_REQUEST_ACKS, -1);
	say(&s, PRODUCE_REQUEST_TOPIC_DATA, 1);
	say_text(&s, PRODUCE_REQUEST_TOPIC_DATA_NAME, "orders");
	say(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA, 1);
	say_bytes(&s, PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS,
		  writer_bytes(&batch));
	writer_raw(&r->request, frame_request(API_PRODUCE, 7, "bench", &s));
	r->batch_at = r->request.size - batch.size;

	say(&a, PRODUCE_RESPONSE_RESPONSES, 1);
	say_text(&a, PRODUCE_RESPONSE_RESPONSES_NAME, "orders");
	say(&a, PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES, 1);
	writer_raw(&r->response, frame_response(API_PRODUCE, 7, &a));

	s.count = a.count = 0;
	say(&s, FETCH_REQUEST_TOPICS, 1);
	say_text(&s, FETCH_REQUEST_TOPICS_TOPIC, "orders");
	say(&s, FETCH_REQUEST_TOPICS_PARTITIONS, 1);
	writer_raw(&r->fetch, frame_request(API_FETCH, 6, "bench", &s));
	say(&a, FETCH_RESPONSE_RESPONSES, 1);
	say_text(&a, FETCH_RESPONSE_RESPONSES_TOPIC, "orders");
	say(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS, 1);
	say_bytes(&a, FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS,
		  writer_bytes(&batch));
	writer_raw(&r->answer, frame_response(API_FETCH, 6, &a));
	r->answer_batch_at = r->answer.size - batch.size;
	writer_release(&batch);
	free(records);

	s.count = a.count = 0;
	say_text(&s, OFFSET_COMMIT_REQUEST_GROUP_ID, "readers");
	say(&s, OFFSET_COMMIT_REQUEST_GENERATION_ID_OR_MEMBER_EPOCH, 1);
	say_text(&s, OFFSET_COMMIT_REQUEST_MEMBER_ID, "reader");
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS, 1);
	say_text(&s, OFFSET_COMMIT_REQUEST_TOPICS_NAME, "orders");
	say(&s, OFFSET_COMMIT_REQUEST_TOPICS_PARTITIONS, 1);
	writer_raw(&r->commit,
		   frame_request(API_OFFSET_COMMIT, 5, "bench", &s));
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS, 1);
	say_text(&a, OFFSET_COMMIT_RESPONSE_TOPICS_NAME, "orders");
	say(&a, OFFSET_COMMIT_RESPONSE_TOPICS_PARTITIONS, 1);
	writer_raw(&r->committed, frame_response(API_OFFSET_COMMIT, 5, &a));
}

/* The n-th batch, which begins at `at` and is the frame's end. */
static void number_batch(struct writer *w, size_t at, uint64_t n,
			 const struct load *load)
{
	uint64_t sequence = n / PARTITIONS * (uint64_t)load->records;

	put(w, at + SEQUENCE_AT, (int64_t)sequence, 4);
	put(w, at + CRC_AT,
	    crc32c(bytes_of(w->data + at + ATTRIBUTES_AT,
			    w->size - at - ATTRIBUTES_AT)),
	    4);
}

static void produce(struct run *r, uint64_t n, const struct load *load)
{
	/* of the request: partition, 4 + 4 bytes before the batch; of the
	 * response, v7: partition, error, base offset, time, log start, and the
	 * throttle time behind it */
	put(&r->request, r->batch_at - 8, (int64_t)(n % PARTITIONS), 4);
	number_batch(&r->request, r->batch_at, n, load);
	feed(r, ++r->exchange, EVENT_REQUEST, &r->request);
}

static void acknowledge(struct run *r, uint64_t exchange, uint64_t n,
			const struct load *load)
{
	uint64_t partition = n % PARTITIONS;
	size_t at = r->response.size - 4 - 8 - 8 - 8 - 2 - 4;

	put(&r->response, at, (int64_t)partition, 4);
	put(&r->response, at + 6, r->next_offset[partition], 8);
	put(&r->response, at + 14, -1, 8);
	feed(r, exchange, EVENT_RESPONSE, &r->response);
	r->next_offset[partition] += load->records;
	r->records += (uint64_t)load->records;
	r->bytes += r->request.size;
}

static void fetch(struct run *r, uint64_t n, const struct load *load)
{
	uint64_t partition = n % PARTITIONS;
	int64_t offset = r->next_offset[partition] - load->records;
	size_t at = r->answer_batch_at;

	put(&r->fetch, r->fetch.size - 24, (int64_t)partition, 4);
	put(&r->fetch, r->fetch.size - 20, offset, 8);
	feed(r, ++r->exchange, EVENT_REQUEST, &r->fetch);
	/* v6: partition, error, hw, lso, log start, aborted, size; batch */
	put(&r->answer, at - 38, (int64_t)partition, 4);
	put(&r->answer, at - 32, r->next_offset[partition], 8);
	put(&r->answer, at - 24, r->next_offset[partition], 8);
	put(&r->answer, at, offset, 8);
	number_batch(&r->answer, at, n, load);
	feed(r, r->exchange, EVENT_RESPONSE, &r->answer);
	r->bytes += r->answer.size;
}

/* All that was read of one partition. */
static void commit(struct run *r, uint64_t partition)
{
	/* of the request, v5: partition, offset, metadata; of the response:
	 * partition, error */
	put(&r->commit, r->commit.size - 14, (int64_t)partition, 4);
	put(&r->commit, r->commit.size - 10, r->next_offset[partition], 8);
	feed(r, ++r->exchange, EVENT_REQUEST, &r->commit);
	put(&r->committed, r->committed.size - 6, (int64_t)partition, 4);
	feed(r, r->exchange, EVENT_RESPONSE, &r->committed);
}

/* The answer to the n-th request, and what the group does with its records. */
static void answer(struct run *r, uint64_t exchange, uint64_t n,
		   const struct load *load)
{
	acknowledge(r, exchange, n, load);
	if (!load->fetched)
		return;
	fetch(r, n, load);
	if (n / PARTITIONS % COMMIT_EVERY == 0)
		commit(r, n % PARTITIONS);
}

static void loop(struct run *r, const struct load *load, struct length length)
{
	uint64_t waiting[IN_FLIGHT], n = 0, acked = 0;
	double until = now() + length.seconds;
	struct err e = { 0 };

	open_connection(r);
	while (length.records ? r->records < length.records
			      : n % 64 || now() < until) {
		produce(r, n, load);
		waiting[n++ % IN_FLIGHT] = r->exchange;
		if (n - acked == IN_FLIGHT) {
			answer(r, waiting[acked % IN_FLIGHT], acked, load);
			acked++;
		}
		if (scribe_commit(r->scribe, r->stamp, false, &e) < 0)
			die(&e);
	}
	for (; acked < n; acked++)
		answer(r, waiting[acked % IN_FLIGHT], acked, load);
	for (uint64_t p = 0; load->fetched && p < PARTITIONS && p < n; p++)
		commit(r, p);
	if (scribe_finish(r->scribe, &e) < 0)
		die(&e);
}

static void bench(const char *folder, const struct load *load,
		  struct length length, bool keep)
{
	static const struct scribe_options options;
	struct run r = { .stamp = 1700000000000000 };
	struct tape *tape;
	struct err e = { 0 };
	char *path;

	writer_init(&r.request, 0);
	writer_init(&r.response, 0);
	writer_init(&r.fetch, 0);
	writer_init(&r.answer, 0);
	writer_init(&r.commit, 0);
	writer_init(&r.committed, 0);
	if (asprintf(&path, "%s/bench.ktape", folder) < 0)
		exit(6);
	if (tape_open(&tape, path, TAPE_FORCE, &e) < 0 ||
	    scribe_new(&r.scribe, tape, &options, &e) < 0)
		die(&e);
	make_frames(&r, load);
	double began = now();
	clock_t cpu = clock();

	loop(&r, load, length);
	double took = now() - began;

	printf("%-28s %9.0f records/s %8.0f exchanges/s %7.1f MB/s "
	       "%5.2f us CPU an exchange\n",
	       load->name, (double)r.records / took, (double)r.exchange / took,
	       (double)r.bytes / took / 1e6,
	       (double)(clock() - cpu) / CLOCKS_PER_SEC * 1e6 /
		       (double)r.exchange);
	scribe_free(r.scribe);
	tape_close(tape);
	if (!keep)
		unlink(path);
	free(path);
	writer_release(&r.request);
	writer_release(&r.response);
	writer_release(&r.fetch);
	writer_release(&r.answer);
	writer_release(&r.commit);
	writer_release(&r.committed);
}

int main(int argc, char **argv)
{
	static const struct load loads[] = {
		{ "100 B, 100 a request", 100, 95, false, COMPRESSION_NONE },
		{ "100 B, one a request", 1, 95, false, COMPRESSION_NONE },
		{ "10 KB, 10 a request", 10, 10240, false, COMPRESSION_NONE },
		{ "1 KB, 100 a request", 100, 1019, false, COMPRESSION_NONE },
		{ "1 KB, 100, lz4", 100, 1019, false, COMPRESSION_LZ4 },
		{ "1 KB, 100, zstd", 100, 1019, false, COMPRESSION_ZSTD },
		{ "100 B, 100, and fetched", 100, 95, true, COMPRESSION_NONE },
		{ "100 B, one, and fetched", 1, 95, true, COMPRESSION_NONE },
	};
	const char *folder = argc > 1 ? argv[1] : "/tmp";
	struct length length = {
		.seconds = argc > 2 ? strtod(argv[2], NULL) : 3,
		.records = argc > 4 ? strtoull(argv[4], NULL, 10) : 0,
	};

	for (size_t i = 0; i < sizeof(loads) / sizeof(loads[0]); i++)
		if (argc <= 3 || strtoul(argv[3], NULL, 10) == i)
			bench(folder, &loads[i], length, argc > 3);
	return 0;
}
