/* SPDX-License-Identifier: Apache-2.0 */
/* sink.c - a broker that costs nothing, so that a load through a proxy measures
 * the proxy: it swallows every Produce and answers every Fetch with records
 * made beforehand, at wire speed, one thread a connection.  One node, one
 * topic, no groups; versions without tagged fields.
 *
 *     sink [-p PARTITIONS] [-n RECORDS] [-s SIZE] [-r RECORDS_A_BATCH]
 *          [-z CODEC] [-a PORT]
 *
 * prints 127.0.0.1:PORT and runs until it is killed.  Each partition holds
 * RECORDS records of SIZE bytes.  -a: it tells clients to dial that port, where
 * a relay listens that knows nothing of Kafka. */
#include "codec/batch.h"
#include "codec/header.h"
#include "codec/walk.h"
#include "codec/writer.h"
#include "tests/lib/batches.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	ANSWER_MAX = 1024 * 1024,
	FRAME_MAX = 128 * 1024 * 1024,
	PARTITIONS_MAX = 2000,
};

static int partitions = 4, records_a_batch = 100, record_size = 100;
static int64_t records = INT64_MAX / 2;
static enum compression codec;
static int port, advertised;
static const char topic[] = "bench";
static struct bytes one_batch;

struct client {
	int fd;
	uint8_t *request;
	size_t capacity;
	struct writer answer;
	uint8_t *batches;  /* ANSWER_MAX bytes of copies of one_batch */
	struct bytes tail; /* of the answer, behind `answer` */
};

static bool read_all(int fd, uint8_t *p, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, p, n);

		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

static bool write_all(int fd, struct bytes head, struct bytes tail)
{
	struct iovec v[2] = { { (void *)(uintptr_t)head.p, head.n },
			      { (void *)(uintptr_t)tail.p, tail.n } };

	while (v[0].iov_len + v[1].iov_len > 0) {
		ssize_t n = writev(fd, v, 2);

		if (n <= 0)
			return false;
		for (int i = 0; i < 2; i++) {
			size_t part = (size_t)n < v[i].iov_len ? (size_t)n
							       : v[i].iov_len;
			v[i].iov_base = (uint8_t *)v[i].iov_base + part;
			v[i].iov_len -= part;
			n -= (ssize_t)part;
		}
	}
	return true;
}

static void put_topic(struct writer *w)
{
	writer_string(w, bytes_of_string(topic), false);
}

static struct bytes make_one_batch(void)
{
	struct test_record *list =
		test_records(records_a_batch, (size_t)record_size);
	struct test_batch batch = test_batch(list, records_a_batch);
	struct writer w;

	batch.compression = codec;

	writer_init(&w, 0);
	make_batch(&w, &batch);
	free(list);
	return writer_bytes(&w);
}

/* ---- one answer a function; the correlation id is written already */

/* A newer version than ours gets error 35 and version 0 (KIP-511). */
static void api_versions_answer(struct client *c, int16_t version)
{
	static const int16_t ranges[][3] = {
		{ API_PRODUCE, 0, 7 },      { API_FETCH, 0, 11 },
		{ API_LIST_OFFSETS, 0, 2 }, { API_METADATA, 0, 4 },
		{ API_API_VERSIONS, 0, 2 },
	};
	size_t n = sizeof(ranges) / sizeof(ranges[0]);

	writer_i16(&c->answer, version > 2 ? 35 : 0);
	writer_i32(&c->answer, (int32_t)n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < 3; k++)
			writer_i16(&c->answer, ranges[i][k]);
	if (version == 1 || version == 2)
		writer_i32(&c->answer, 0); /* throttle */
}

static void metadata_answer(struct client *c, int16_t version)
{
	struct writer *w = &c->answer;

	if (version >= 3)
		writer_i32(w, 0); /* throttle */
	writer_i32(w, 1);
	writer_i32(w, 0); /* node id */
	writer_string(w, bytes_of_string("127.0.0.1"), false);
	writer_i32(w, advertised ? advertised : port);
	if (version >= 1)
		writer_i16(w, -1); /* rack */
	if (version >= 2)
		writer_string(w, bytes_of_string("sink"), false);
	if (version >= 1)
		writer_i32(w, 0); /* controller */
	writer_i32(w, 1);
	writer_i16(w, 0);
	put_topic(w);
	if (version >= 1)
		writer_i8(w, 0); /* internal */
	writer_i32(w, partitions);
	for (int p = 0; p < partitions; p++) {
		writer_i16(w, 0);
		writer_i32(w, p);
		writer_i32(w, 0);                      /* leader */
		for (int list = 0; list < 2; list++) { /* replicas, in sync */
			writer_i32(w, 1);
			writer_i32(w, 0);
		}
	}
}

/* Where the log would put a batch, if there was one: what is written at other
 * offsets is other data. */
static int64_t append(int32_t partition, struct bytes given)
{
	static _Atomic int64_t ends[PARTITIONS_MAX];
	struct cursor c;
	struct batch b;

	cursor_init(&c, given);
	if (partition < 0 || partition >= PARTITIONS_MAX ||
	    batch_next(&c, &b) != BATCH_GOT)
		return 0;
	return atomic_fetch_add(&ends[partition], b.count);
}

static void produce_answer(struct client *c, struct walk *walk, int16_t version)
{
	struct writer *w = &c->answer;

	writer_i32(w, 1);
	put_topic(w);
	size_t count_at = w->size;
	int32_t count = 0, partition = 0;

	writer_i32(w, 0);
	while (walk_next(walk)) {
		if (walk->field ==
		    PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_INDEX)
			partition = (int32_t)walk->number;
		if (walk->field !=
		    PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS)
			continue;
		writer_i32(w, partition);
		writer_i16(w, 0);
		writer_i64(w, append(partition, walk->bytes));
		if (version >= 2)
			writer_i64(w, -1);
		if (version >= 5)
			writer_i64(w, 0);
		count++;
	}
	count = (int32_t)htonl((uint32_t)count);
	memcpy(w->data + count_at, &count, sizeof(count));
	if (version >= 1)
		writer_i32(w, 0); /* throttle */
}

static void list_offsets_answer(struct client *c, struct walk *walk,
				int16_t version)
{
	struct writer *w = &c->answer;
	int32_t partition = 0;

	if (version >= 2)
		writer_i32(w, 0);
	writer_i32(w, 1);
	put_topic(w);
	while (walk_next(walk))
		switch (walk->field) {
		case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS:
			if (walk->event == WALK_ARRAY)
				writer_i32(w, walk->count);
			break;
		case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_PARTITION_INDEX:
			partition = (int32_t)walk->number;
			break;
		case LIST_OFFSETS_REQUEST_TOPICS_PARTITIONS_TIMESTAMP:
			writer_i32(w, partition);
			writer_i16(w, 0);
			writer_i64(w, -1);
			writer_i64(w, walk->number == -1 ? records : 0);
			break;
		default: break;
		}
}

/* As many batches from `offset` on as fit, their base offsets set. */
static struct bytes batches_from(struct client *c, int64_t offset)
{
	size_t n = 0;

	for (; n + one_batch.n <= ANSWER_MAX && offset < records;
	     n += one_batch.n, offset += records_a_batch)
		for (int i = 0; i < 8; i++)
			c->batches[n + (size_t)i] =
				(uint8_t)((uint64_t)offset >> (56 - 8 * i));
	return bytes_of(c->batches, n);
}

/* Answers for the first partition that has news, as a broker with one-partition
 * answers may: the others are asked for again. */
static void fetch_answer(struct client *c, struct walk *walk, int16_t version)
{
	struct writer *w = &c->answer;
	static _Atomic unsigned int turn;
	int32_t partition = 0, chosen = -1, wanted = -1, seen = 0;
	int64_t offset = 0;

	while (walk_next(walk))
		switch (walk->field) {
		case FETCH_REQUEST_TOPICS_PARTITIONS:
			if (walk->event == WALK_ARRAY && walk->count > 0)
				wanted = (int32_t)(turn++ %
						   (unsigned int)walk->count);
			break;
		case FETCH_REQUEST_TOPICS_PARTITIONS_PARTITION:
			partition = (int32_t)walk->number;
			break;
		case FETCH_REQUEST_TOPICS_PARTITIONS_FETCH_OFFSET:
			if (walk->number < records &&
			    (chosen < 0 || seen <= wanted)) {
				chosen = partition;
				offset = walk->number;
			}
			seen++;
			break;
		default: break;
		}
	if (chosen < 0)
		poll(NULL, 0, 100);
	else
		c->tail = batches_from(c, offset);
	writer_i32(w, 0); /* throttle */
	if (version >= 7) {
		writer_i16(w, 0);
		writer_i32(w, 0); /* session */
	}
	writer_i32(w, chosen < 0 ? 0 : 1);
	if (chosen < 0)
		return;
	put_topic(w);
	writer_i32(w, 1);
	writer_i32(w, chosen);
	writer_i16(w, 0);
	writer_i64(w, records);
	writer_i64(w, records);
	if (version >= 5)
		writer_i64(w, 0);
	writer_i32(w, -1); /* aborted transactions */
	if (version >= 11)
		writer_i32(w, -1);
	writer_i32(w, (int32_t)c->tail.n);
}

/* ---- a connection */

static bool answer(struct client *c, struct bytes frame)
{
	struct request_header h;
	struct cursor cursor;
	struct walk walk;

	cursor_init(&cursor, frame);
	if (!request_header_read(&cursor, &h))
		return false;
	const struct message *m =
		message_find(h.api_key, h.api_version, MESSAGE_REQUEST);

	if (!m && h.api_key != API_API_VERSIONS)
		return false;
	if (m)
		walk_init(&walk, m, h.api_version,
			  bytes_of(cursor.p, cursor_left(&cursor)));
	c->tail = bytes_of(NULL, 0);
	writer_reset(&c->answer);
	size_t mark = writer_reserve_i32(&c->answer);

	writer_i32(&c->answer, h.correlation_id);
	switch (h.api_key) {
	case API_API_VERSIONS: api_versions_answer(c, h.api_version); break;
	case API_METADATA: metadata_answer(c, h.api_version); break;
	case API_PRODUCE: produce_answer(c, &walk, h.api_version); break;
	case API_LIST_OFFSETS:
		list_offsets_answer(c, &walk, h.api_version);
		break;
	case API_FETCH: fetch_answer(c, &walk, h.api_version); break;
	default: return false;
	}
	writer_fill_i32(&c->answer, mark);
	uint32_t size =
		htonl((uint32_t)(c->answer.size - mark - 4 + c->tail.n));

	memcpy(c->answer.data + mark, &size, sizeof(size));
	return write_all(c->fd, writer_bytes(&c->answer), c->tail);
}

static void *serve(void *arg)
{
	struct client *c = arg;
	uint32_t prefix;

	while (read_all(c->fd, (uint8_t *)&prefix, sizeof(prefix))) {
		size_t n = ntohl(prefix);

		if (n > FRAME_MAX)
			break;
		if (n > c->capacity) {
			free(c->request);
			c->request = malloc(n);
			c->capacity = n;
		}
		if (!c->request || !read_all(c->fd, c->request, n) ||
		    !answer(c, bytes_of(c->request, n)))
			break;
	}
	close(c->fd);
	free(c->request);
	free(c->batches);
	writer_release(&c->answer);
	free(c);
	return NULL;
}

static void client_start(int fd)
{
	struct client *c = calloc(1, sizeof(*c));
	pthread_t thread;
	int on = 1;

	if (!c)
		abort();
	c->fd = fd;
	c->batches = malloc(ANSWER_MAX);
	if (!c->batches)
		abort();
	for (size_t n = 0; n + one_batch.n <= ANSWER_MAX; n += one_batch.n)
		memcpy(c->batches + n, one_batch.p, one_batch.n);
	writer_init(&c->answer, 0);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	pthread_create(&thread, NULL, serve, c);
	pthread_detach(thread);
}

int main(int argc, char **argv)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t size = sizeof(at);
	int opt, fd = socket(AF_INET, SOCK_STREAM, 0);

	while ((opt = getopt(argc, argv, "p:n:s:r:z:a:")) != -1)
		switch (opt) {
		case 'p': partitions = (int)strtol(optarg, NULL, 10); break;
		case 'n': records = strtoll(optarg, NULL, 10); break;
		case 's': record_size = (int)strtol(optarg, NULL, 10); break;
		case 'r':
			records_a_batch = (int)strtol(optarg, NULL, 10);
			break;
		case 'z':
			codec = strcmp(optarg, "lz4") ? COMPRESSION_NONE
						      : COMPRESSION_LZ4;
			break;
		case 'a': advertised = (int)strtol(optarg, NULL, 10); break;
		default: return 2;
		}
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
	    listen(fd, 128) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) < 0) {
		perror("sink");
		return 4;
	}
	port = ntohs(at.sin_port);
	one_batch = make_one_batch();
	printf("127.0.0.1:%d\n", port);
	fflush(stdout);
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client >= 0)
			client_start(client);
	}
}
