/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_WALK_H
#define CODEC_WALK_H

#include "codec/cursor.h"
#include "codec/message.h"

/* A pull walker through the body of any message of any version, by its rows:
 *
 *     walk_init(&w, message, version, body);
 *     while (walk_next(&w))
 *             switch (w.field) {
 *             case FETCH_RESPONSE_RESPONSES_PARTITIONS_RECORDS: ...
 *
 * Nobody else knows which version has which field, how a length is written, or
 * what is tagged.  Fields that the version does not have, and tagged fields
 * that are not on the wire, are not yielded.  The message itself has no
 * WALK_BEGIN and WALK_END. */
enum walk_event {
	WALK_VALUE, /* a scalar, a string, bytes, records, or an array of scalars'
		     * element */
	WALK_ARRAY, /* an array begins: count (-1 and `null` set: null) */
	WALK_BEGIN, /* a struct begins: an array's element (index), or a field;
		     * if `null` is set, its WALK_END comes next */
	WALK_END,   /* that struct ends, its tagged fields read */
	WALK_TAG,   /* an unknown tagged field: tag, bytes */
};

enum { WALK_DEPTH = 12 };

struct walk_level {
	const struct field *rows; /* of the struct at this level */
	const struct field *row;  /* where we are in it; NULL: nowhere */
	const struct field *next; /* the row to look at after it */
	int32_t index, count;     /* of the array being read in it */
	uint32_t tags_left;
	int64_t last_tag;
	size_t begin;       /* offset of the struct */
	size_t tag_size_at; /* as in struct walk */
	size_t tag_end;     /* where the tagged field being read must end */
	uint8_t state;
	bool null;
};

struct walk {
	/* what walk_next() found */
	enum walk_event event;
	enum message_field field; /* FIELD_NONE for WALK_TAG */
	const struct field *row;  /* NULL for WALK_TAG */
	bool null;
	int64_t number;     /* integers, bool */
	double real;        /* float64 */
	struct bytes bytes; /* string, bytes, records, uuid (16), unknown tag */
	int32_t count;      /* of the array */
	int32_t index;      /* of the element, else 0 */
	uint32_t tag;       /* of an unknown tagged field */
	size_t begin, end; /* offsets in the body: of the value with its prefix,
			     * of an array's or struct's prefix alone, at
			     * WALK_END of the whole struct */
	size_t tag_size_at; /* offset of the size of the innermost tagged field
			     * that this lies in; 0: in none */

	/* the walker's own */
	struct cursor c;
	const struct message *message;
	int16_t version;
	bool flexible;
	int depth;
	struct walk_level level[WALK_DEPTH];
};

/* A version above the message's last one (consumer protocol data) is read by
 * the layout of that; what it has more is trailing. */
void walk_init(struct walk *w, const struct message *m, int16_t version,
	       struct bytes body);
/* The next event; false at the end of the message or at the first error. */
bool walk_next(struct walk *w);
/* After the end: DECODE_OK, or the first error. */
enum decode_error walk_error(const struct walk *w);
/* Bytes behind the last field: tolerated, and to be flagged. */
size_t walk_trailing(const struct walk *w);
/* Where the walker is, "responses[3].partitions[0].records"; returns `text`. */
const char *walk_path(const struct walk *w, char *text, size_t size);

#endif
