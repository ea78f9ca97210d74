/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_MESSAGE_H
#define CODEC_MESSAGE_H

#include "codec/bytes.h"
#include "codec/messages.h" /* generated: enum message_field, enum api_key */

/* Messages are data: one row per field, as in Kafka's own definitions
 * (common/message/ *.json in kafka-clients).  tools/dev/messages.py writes the
 * rows; walk.h reads bytes by them.  A field whose type or default changed has
 * several rows, of the same id and of disjoint versions. */
enum field_type {
	FIELD_END, /* the row after the last one */
	FIELD_BOOL,
	FIELD_INT8,
	FIELD_INT16,
	FIELD_UINT16,
	FIELD_INT32,
	FIELD_UINT32,
	FIELD_INT64,
	FIELD_FLOAT64,
	FIELD_UUID,
	FIELD_STRING,
	FIELD_BYTES,
	FIELD_RECORDS, /* bytes that hold record batches: batch.h */
	FIELD_STRUCT,
};

enum {
	VERSION_NEVER = 0x7fff, /* "since" of what no version has; "until"
				 * without an end */
	NO_TAG = -1,
};

struct field {
	const char *name;        /* Kafka's: "partitionIndex" */
	const struct field *sub; /* rows of a struct or of an array's element */
	const char *missing;     /* default of an absent field, as JSON; NULL:
				  * a struct, made of its fields' defaults */
	int16_t since, until;    /* versions that have it */
	int16_t nullable_since, nullable_until;
	int16_t tag;          /* NO_TAG, or its tag ... */
	int16_t tagged_since; /* ... from this version on */
	uint16_t id;          /* enum message_field; unique over all messages */
	uint8_t type;         /* enum field_type */
	bool array;
};

enum message_kind { MESSAGE_REQUEST, MESSAGE_RESPONSE, MESSAGE_DATA };

struct message {
	const char *name; /* "FetchResponse" */
	const struct field *fields;
	int16_t api_key; /* -1: MESSAGE_DATA */
	int16_t since, until;
	int16_t flexible_since; /* VERSION_NEVER: none */
	uint8_t kind;           /* enum message_kind */
};

/* The generated tables: indexed by API key; data messages in any order. */
extern const struct message request_messages[API_COUNT];
extern const struct message response_messages[API_COUNT];
extern const struct message data_messages[DATA_MESSAGE_COUNT];
extern const char *const api_names[API_COUNT];

/* The message of an API, or NULL for an unknown key or version. */
const struct message *message_find(int16_t api_key, int16_t version,
				   enum message_kind kind);
/* By name, "FetchResponse" or "ConsumerProtocolAssignment"; NULL: none. */
const struct message *message_named(const char *name);

/* "Fetch" for 1; NULL for an unknown key. */
const char *api_name(int16_t api_key);
/* The key of "Fetch", in any case of letters; -1: none. */
int16_t api_key_named(const char *name);
/* The versions that are understood, requests and responses alike; false: none */
bool api_versions(int16_t api_key, int16_t *min, int16_t *max);
bool api_flexible(int16_t api_key, int16_t version);

/* "NOT_LEADER_OR_FOLLOWER" for 6; NULL for an unknown code. */
const char *error_name(int16_t code);

/* The i-th known API or error, for filling tables; false: past the last. */
bool api_at(size_t i, int16_t *key, const char **name);
bool error_at(size_t i, int16_t *code, const char **name);

#endif
