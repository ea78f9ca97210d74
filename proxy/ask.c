/* SPDX-License-Identifier: Apache-2.0 */
/* ask.c - ktape's own requests, written field by field.  One line is one field;
 * which versions have it is in the official message definitions. */
#include "proxy/ask.h"

#include "codec/message.h"

enum { RESOURCE_TOPIC = 2 };

static const struct {
	int16_t api_key, min, max;
} ranges[] = {
	{ API_METADATA, 0, 12 },
	{ API_LIST_OFFSETS, 0, 9 },
	{ API_DESCRIBE_CONFIGS, 0, 4 },
};

bool ask_version(int16_t api_key, int16_t min, int16_t max, int16_t *version)
{
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		int16_t highest = max < ranges[i].max ? max : ranges[i].max;

		if (ranges[i].api_key != api_key || highest < min ||
		    highest < ranges[i].min)
			continue;
		*version = highest;
		return true;
	}
	return false;
}

/* An empty section of tagged fields. */
static void tags(struct writer *w, bool flexible)
{
	if (flexible)
		writer_uvarint(w, 0);
}

static size_t begin(struct writer *w, int16_t api_key, int16_t version)
{
	size_t mark = writer_reserve_i32(w);

	writer_i16(w, api_key);
	writer_i16(w, version);
	writer_i32(w, ASK_CORRELATION);
	writer_string(w, bytes_of_string("ktape"), false);
	tags(w, api_flexible(api_key, version));
	return mark;
}

void ask_api_versions(struct writer *w)
{
	writer_fill_i32(w, begin(w, API_API_VERSIONS, 0));
}

void ask_metadata(struct writer *w, int16_t version, const char *const *names,
		  size_t count)
{
	static const uint8_t no_id[16];
	bool flexible = api_flexible(API_METADATA, version);
	size_t mark = begin(w, API_METADATA, version);

	/* all topics: null, in version 0 an empty array */
	writer_count(w,
		     names         ? (int32_t)count
		     : version > 0 ? -1
				   : 0,
		     flexible);
	for (size_t i = 0; names && i < count; i++) {
		if (version >= 10)
			writer_raw(w, bytes_of(no_id, sizeof(no_id)));
		writer_string(w, bytes_of_string(names[i]), flexible);
		tags(w, flexible);
	}
	if (version >= 4)
		writer_i8(w, 0); /* allowAutoTopicCreation */
	if (version >= 8 && version <= 10)
		writer_i8(w, 0); /* includeClusterAuthorizedOperations */
	if (version >= 8)
		writer_i8(w, 0); /* includeTopicAuthorizedOperations */
	tags(w, flexible);
	writer_fill_i32(w, mark);
}

void ask_topic_configs(struct writer *w, int16_t version,
		       const struct cluster *c)
{
	bool flexible = api_flexible(API_DESCRIBE_CONFIGS, version);
	size_t mark = begin(w, API_DESCRIBE_CONFIGS, version);

	writer_count(w, (int32_t)c->topic_count, flexible);
	for (size_t i = 0; i < c->topic_count; i++) {
		writer_i8(w, RESOURCE_TOPIC);
		writer_string(w, bytes_of_string(c->topics[i]), flexible);
		writer_count(w, 2, flexible);
		writer_string(w, bytes_of_string("cleanup.policy"), flexible);
		writer_string(w, bytes_of_string("message.timestamp.type"),
			      flexible);
		tags(w, flexible);
	}
	if (version >= 1)
		writer_i8(w, 0); /* includeSynonyms */
	if (version >= 3)
		writer_i8(w, 0); /* includeDocumentation */
	tags(w, flexible);
	writer_fill_i32(w, mark);
}

static void ask_partition(struct writer *w, int16_t version, int32_t index,
			  int64_t timestamp)
{
	writer_i32(w, index);
	if (version >= 4)
		writer_i32(w, -1); /* currentLeaderEpoch: not known */
	writer_i64(w, timestamp);
	if (version == 0)
		writer_i32(w, 1); /* maxNumOffsets */
	tags(w, api_flexible(API_LIST_OFFSETS, version));
}

/* The end of the run of partitions of one topic. */
static size_t topic_end(const struct cluster *c, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && c->partitions[i].topic == c->partitions[from].topic)
		i++;
	return i;
}

void ask_offsets(struct writer *w, int16_t version, const struct cluster *c,
		 size_t from, size_t to, int64_t timestamp)
{
	bool flexible = api_flexible(API_LIST_OFFSETS, version);
	size_t mark = begin(w, API_LIST_OFFSETS, version);
	int32_t topics = 0;

	for (size_t i = from; i < to; i = topic_end(c, i, to))
		topics++;
	writer_i32(w, -1); /* replicaId: a consumer */
	if (version >= 2)
		writer_i8(w, 0); /* isolationLevel: to the high watermark */
	writer_count(w, topics, flexible);
	while (from < to) {
		size_t end = topic_end(c, from, to);
		const char *name = c->topics[c->partitions[from].topic];

		writer_string(w, bytes_of_string(name), flexible);
		writer_count(w, (int32_t)(end - from), flexible);
		for (; from < end; from++)
			ask_partition(w, version, c->partitions[from].index,
				      timestamp);
		tags(w, flexible);
	}
	tags(w, flexible);
	writer_fill_i32(w, mark);
}
