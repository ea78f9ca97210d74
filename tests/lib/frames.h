/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_FRAMES_H
#define TESTS_LIB_FRAMES_H

#include "codec/message.h"
#include "codec/writer.h"

/* Frames for tests, of any API and version, written by Kafka's rows.  A script
 * says the fields that matter, in the order of the rows, those of all versions;
 * what a version does not have is left out, what is not said has its default.
 * A count comes before its elements:
 *
 *     struct script s = { 0 };
 *     say(&s, FETCH_REQUEST_TOPICS, 1);
 *     say_text(&s, FETCH_REQUEST_TOPICS_TOPIC, "orders"); */
struct said {
	enum message_field field;
	int64_t number; /* or the count of an array; -1: null */
	struct bytes bytes;
};

struct script {
	struct said list[1024];
	size_t count;
};

void say(struct script *s, enum message_field field, int64_t number);
void say_text(struct script *s, enum message_field field, const char *text);
void say_bytes(struct script *s, enum message_field field, struct bytes b);

/* The frame without its 4-byte size; the caller frees .p. */
struct bytes frame_request(int16_t api_key, int16_t version,
			   const char *client_id, const struct script *s);
struct bytes frame_response(int16_t api_key, int16_t version,
			    const struct script *s);

#endif
