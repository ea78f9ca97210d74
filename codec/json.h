/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include "codec/err.h"
#include "codec/message.h"
#include "codec/writer.h"

/* Any message as one line of JSON with Kafka's field names, equal in content
 * to Kafka's own *JsonConverter: only fields of the version, tagged ones only
 * when they differ from their default; bytes and records as base64, uuids in
 * Kafka's base64 form, 64-bit integers as numbers.  (For records the converter
 * always prints an empty string; here it is the records.)  Unknown tagged
 * fields are not printed. */
struct json_options {
	bool records_as_size; /* JsonConverter's serializeRecords=false:
				"recordsSizeInBytes" instead of the records */
};

/* Append the body as JSON to `out`.  False: malformed (ERR_TAPE), or `out`
 * failed (ERR_IO); what could be read is there as valid JSON, and `why` holds
 * the sentence with path and offset: "FetchResponse v12
 * responses[3].partitions[0].records: length negative or beyond the end, at
 * byte 731 of 912".  True: why->code is ERR_NONE, and its text empty, or says
 * how many bytes were left over.  `options` NULL: none. */
bool json_message(const struct message *m, int16_t version, struct bytes body,
		  const struct json_options *options, struct writer *out,
		  struct err *why);

/* Append a JSON string with its quotes, escaped; invalid UTF-8 is replaced. */
void json_string(struct writer *out, struct bytes text);
void json_raw(struct writer *out, const char *text);
void json_int(struct writer *out, int64_t v);
/* The shortest form that reads back the same, always with a point or an
 * exponent; NaN and infinities as strings, as Jackson writes them. */
void json_double(struct writer *out, double v);
/* Standard base64 with padding, without quotes. */
void json_base64(struct writer *out, struct bytes b);
/* Kafka's text form of a uuid (url-safe base64, no padding); 23 bytes. */
void uuid_text(const uint8_t uuid[16], char text[23]);
/* Valid UTF-8 without NUL?  Then it may be TEXT on the tape. */
bool utf8_valid(struct bytes b);

#endif
