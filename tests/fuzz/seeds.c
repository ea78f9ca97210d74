/* SPDX-License-Identifier: Apache-2.0 */
/* seeds.c - writes the corpora that the fuzzers start from into the folder that
 * is its argument: one file a case, in the input form of each target. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "codec/rewrite.h"
#include "tests/lib/batches.h"
#include "tests/lib/messages.h"

static const char *folder;

static void save(const char *target, const char *name, struct writer *w)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", folder, target);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s/%s", folder, target, name);
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(w->data, 1, w->size, f) != w->size || fclose(f)) {
		perror(path);
		exit(1);
	}
	writer_release(w);
}

static struct filling small(void)
{
	struct filling how = filling();

	how.elements = 1;
	how.host = bytes_of_string("h");
	how.records = bytes_of_string("r");
	how.tagged = true;
	how.unknown_tags = true;
	return how;
}

static void save_frames(void)
{
	static const struct {
		const char *name, *hex;
	} frames[] = {
		{ "metadata-1", "00000013 0003 0001 00000007 0002 6d65"
				"ffffffff" },
		{ "api-versions-3",
		  "00000013 0012 0003 00000001 0002 6d65 00 026d 0231 00" },
		{ "produce-9-tags",
		  "00000010 0000 0009 00000007 ffff 01 05 01 ff 00000000" },
		{ "controlled-shutdown-0", "00000008 0007 0000 00000007" },
		{ "empty", "00000000" },
		{ "negative", "ffffffff 0003" },
		{ "tls", "16030100f8 010000f4 0303" },
		{ "http", "474554202f20485454502f312e31" },
	};

	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		struct bytes b = unhex(frames[i].hex);
		struct writer w;

		writer_init(&w, 0);
		writer_raw(&w, b);
		save("frame", frames[i].name, &w);
		free((void *)(uintptr_t)b.p);
	}
}

/* The newest version of the messages that hold most of the encodings. */
static void save_messages(void)
{
	static const int16_t keys[] = { API_PRODUCE,
					API_FETCH,
					API_METADATA,
					API_OFFSET_COMMIT,
					API_API_VERSIONS,
					API_DESCRIBE_QUORUM,
					API_JOIN_GROUP,
					API_CREATE_TOPICS,
					API_CONSUMER_GROUP_HEARTBEAT };
	const struct filling how = small();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		for (int n = 0; n < 4; n++) {
			int16_t min, max;
			char name[80];
			struct writer w;

			api_versions(keys[i], &min, &max);
			int16_t version = n & 2 ? min : max;

			snprintf(name, sizeof(name), "%s-%d-%s",
				 api_name(keys[i]), version,
				 n & 1 ? "response" : "request");
			writer_init(&w, 0);
			writer_i8(&w, n & 1);
			writer_i8(&w, (int8_t)keys[i]);
			writer_i8(&w, (int8_t)version);
			make_message(&w,
				     message_find(keys[i], version,
						  n & 1 ? MESSAGE_RESPONSE
							: MESSAGE_REQUEST),
				     version, &how);
			save("walk", name, &w);
		}
}

static void save_responses(void)
{
	const struct filling how = small();

	for (int16_t key = 0; key < API_COUNT; key++) {
		int16_t min, max;

		api_versions(key, &min, &max);
		for (int n = 0; n < 2; n++) {
			int16_t version = n ? max : min;
			enum rewrite_need need = rewrite_need(key, version);
			struct writer frame, w;
			char name[80];

			if (need != REWRITE_HOLD && need != REWRITE_STREAM)
				continue;
			snprintf(name, sizeof(name), "%s-%d", api_name(key),
				 version);
			writer_init(&frame, 0);
			writer_init(&w, 0);
			make_response(&frame, key, version, &how);
			writer_i8(&w, (int8_t)key);
			writer_i8(&w, (int8_t)version);
			writer_i8(&w, 5);
			writer_raw(&w,
				   bytes_of(frame.data + 4, frame.size - 4));
			save(need == REWRITE_HOLD ? "rewrite" : "skim", name,
			     &w);
			writer_release(&frame);
		}
	}
}

static void save_batches(void)
{
	static const struct test_header header = { "h", NULL };
	struct test_record *records = test_records(2, 8);
	struct test_batch b = test_batch(records, 2);
	struct writer w;
	char name[80];

	records[1].headers = &header;
	records[1].header_count = 1;
	for (int8_t magic = 0; magic <= 2; magic++)
		for (int i = 0; i <= COMPRESSION_ZSTD + 1; i++) {
			b.xerial = i > COMPRESSION_ZSTD;
			b.compression = b.xerial ? COMPRESSION_SNAPPY
						 : (enum compression)i;
			snprintf(name, sizeof(name), "magic-%d-%s%s", magic,
				 compression_name(b.compression),
				 b.xerial ? "-xerial" : "");
			writer_init(&w, 0);
			if (magic == 2)
				make_batch(&w, &b);
			else if (i == COMPRESSION_ZSTD)
				continue;
			else
				make_message_set(&w, magic, &b);
			save("batch", name, &w);
		}
	writer_init(&w, 0);
	make_marker(&w, 41, 1000, 2, CONTROL_COMMIT, 7);
	save("batch", "marker", &w);
	free(records);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fprintf(stderr, "usage: seeds FOLDER\n");
		return 2;
	}
	folder = argv[1];
	save_frames();
	save_messages();
	save_responses();
	save_batches();
	return 0;
}
