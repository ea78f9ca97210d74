/* SPDX-License-Identifier: Apache-2.0 */
/* skim.c - follows a Fetch or Share response by its rows, only to know where its
 * broker endpoints are, and blanks them.  Yields nothing; walk.c does that.
 *
 * What is read is varints: counts, lengths, tags.  Everything else is a number
 * of bytes to skip, so a megabyte of records costs as much as an empty string.
 * Only flexible messages: there every length is a varint, and every tagged
 * field can be skipped by its size without a look inside.
 *
 *     skip > 0 ──all skipped──▶ advance() ──▶ a varint is next ──▶ its value
 *        ▲                          └───────▶ END                     │
 *        └────────────────────────────────────────────────────────────┘
 *
 * Fetch, where the endpoints are a tagged field (tag, size, content):
 *
 *     in    | 00 | size | endpoints |        out   | 7f | size | zeros |
 *
 * Share, where they are an array, the last one before the tagged fields:
 *
 *     in    | count | endpoints | tags n | ... |
 *     out   | 0 elements | tags n + 1 | ... | tag 7f, size, zeros |
 *
 * The bytes that are owed to the client come out at the end of the message. */
#include "codec/skim.h"

#include <stdlib.h>

#include "codec/frame.h"
#include "codec/walk.h"

enum {
	CORRELATION_ID = 4,
	VARINT_BYTES = 5,
	UNKNOWN_TAG = 0x7f, /* the last one of one byte */
};

enum next { NOTHING, COUNT, LENGTH, TAG_COUNT, TAG, TAG_SIZE, END };

struct level {
	const struct field *rows;
	const struct field *row; /* being read */
	uint32_t elements;       /* structs of row->sub still to come */
	uint32_t tags;           /* tagged fields still to come */
	bool rows_read, tags_begun;
};

struct skim {
	int16_t version;
	const struct message *message;
	const struct field *endpoints;
	uint64_t left; /* bytes of the frame still to come */
	uint64_t skip;
	bool in_body;
	int depth;
	struct level level[WALK_DEPTH];

	enum next next;
	uint8_t varint[VARINT_BYTES];
	size_t varint_size; /* bytes of it so far ... */
	size_t held;        /* ... of which so many in earlier pieces */

	bool blank;   /* what is skipped becomes zeros */
	bool swallow; /* what is read does not come out */
	uint64_t owed;
	uint32_t last_tag; /* since something is owed */

	/* the piece at hand */
	const uint8_t *p, *end;
	const uint8_t *pass; /* all from here to p comes out as it is */
	struct writer *out;
	bool changed, broken;
};

static const struct {
	int16_t api_key;
	enum message_field endpoints;
} streamed[] = {
	{ API_FETCH, FETCH_RESPONSE_NODE_ENDPOINTS },
	{ API_SHARE_FETCH, SHARE_FETCH_RESPONSE_NODE_ENDPOINTS },
	{ API_SHARE_ACKNOWLEDGE, SHARE_ACKNOWLEDGE_RESPONSE_NODE_ENDPOINTS },
};

/* ---- where we are in the message ---- */

static bool in_version(const struct skim *s, const struct field *row)
{
	return s->version >= row->since && s->version <= row->until;
}

static bool is_nullable(const struct skim *s, const struct field *row)
{
	return s->version >= row->nullable_since &&
	       s->version <= row->nullable_until;
}

static void level_init(struct level *l, const struct field *rows)
{
	*l = (struct level) { .rows = rows };
}

static void skip(struct skim *s, uint64_t n)
{
	s->skip += n;
	s->broken |= s->skip > s->left;
}

/* Bytes of what has no length of its own; 0: it has one. */
static uint32_t fixed_size(const struct field *row)
{
	static const uint8_t sizes[] = {
		[FIELD_BOOL] = 1,   [FIELD_INT8] = 1,    [FIELD_INT16] = 2,
		[FIELD_UINT16] = 2, [FIELD_INT32] = 4,   [FIELD_UINT32] = 4,
		[FIELD_INT64] = 8,  [FIELD_FLOAT64] = 8, [FIELD_UUID] = 16,
	};

	return row->type <= FIELD_UUID ? sizes[row->type] : 0;
}

static const struct field *next_row(const struct skim *s, struct level *l)
{
	const struct field *row = l->row ? l->row + 1 : l->rows;

	while (row->type != FIELD_END &&
	       (!in_version(s, row) || s->version >= row->tagged_since))
		row++;
	l->row = row;
	return row->type == FIELD_END ? NULL : row;
}

static void enter(struct skim *s, const struct field *rows)
{
	if (s->depth + 1 >= WALK_DEPTH) {
		s->broken = true;
		return;
	}
	level_init(&s->level[++s->depth], rows);
}

static void begin_row(struct skim *s, const struct field *row)
{
	if (row->array)
		s->next = COUNT;
	else if (row->type == FIELD_STRUCT && is_nullable(s, row))
		s->broken = true; /* none of ours is */
	else if (row->type == FIELD_STRUCT)
		enter(s, row->sub);
	else if (fixed_size(row))
		skip(s, fixed_size(row));
	else
		s->next = LENGTH;
}

/* Over from the header to the body, up from a struct, or past the end. */
static void leave(struct skim *s)
{
	if (s->depth > 0) {
		s->depth--;
		return;
	}
	if (s->in_body) {
		s->next = END;
		return;
	}
	s->in_body = true;
	level_init(&s->level[0], s->message->fields);
}

/* Nothing is being skipped: go on until a varint is next, or the end. */
static void advance(struct skim *s)
{
	s->blank = false;
	while (s->next == NOTHING && !s->broken) {
		struct level *l = &s->level[s->depth];
		const struct field *row = NULL;

		if (l->elements) {
			l->elements--;
			enter(s, l->row->sub);
			continue;
		}
		if (s->depth == 0)
			s->swallow = false;
		if (!l->rows_read)
			row = next_row(s, l);
		if (row) {
			begin_row(s, row);
			continue;
		}
		l->rows_read = true;
		if (!l->tags_begun) {
			s->next = TAG_COUNT;
		} else if (l->tags) {
			l->tags--;
			s->next = TAG;
		} else {
			leave(s);
		}
	}
}

static void begin_array(struct skim *s, struct level *l, uint32_t count)
{
	uint32_t size = fixed_size(l->row);

	if (count > s->left)
		s->broken = true;
	else if (l->row->type == FIELD_STRUCT)
		l->elements = count;
	else if (size)
		skip(s, (uint64_t)count * size);
	else
		s->broken |= count > 0; /* of strings: none of ours */
}

static bool at_endpoints(const struct skim *s, enum next next, uint32_t value)
{
	const struct field *row = s->endpoints;

	if (s->depth || !s->in_body || !row || s->next != next)
		return false;
	if (next == COUNT)
		return s->level[0].row == row && value > 1;
	return s->version >= row->tagged_since && row->tag == (int64_t)value;
}

/* The varint that was next has this value. */
static void take_value(struct skim *s, uint32_t value)
{
	struct level *l = &s->level[s->depth];
	enum next what = s->next;

	s->next = NOTHING;
	switch (what) {
	case COUNT: begin_array(s, l, value ? value - 1 : 0); break;
	case LENGTH: skip(s, value ? value - 1 : 0); break;
	case TAG_COUNT:
		l->tags_begun = true;
		l->tags = value;
		s->broken |= value > s->left / 2;
		break;
	case TAG:
		s->next = TAG_SIZE;
		if (s->depth == 0 && s->owed)
			s->last_tag = value;
		break;
	case TAG_SIZE:
		skip(s, value);
		s->broken |= s->blank && value > SKIM_MAX_ENDPOINTS;
		break;
	case NOTHING:
	case END: break;
	}
}

/* ---- what comes out ---- */

static void put_zeros(struct writer *out, uint64_t n)
{
	static const uint8_t zeros[256];

	for (; n > sizeof(zeros); n -= sizeof(zeros))
		writer_raw(out, bytes_of(zeros, sizeof(zeros)));
	writer_raw(out, bytes_of(zeros, (size_t)n));
}

/* What is before `upto` comes out as it is, what is from there to p does not;
 * and all that comes out of this piece comes by `out`. */
static void flush(struct skim *s, const uint8_t *upto)
{
	writer_raw(s->out, bytes_of(s->pass, (size_t)(upto - s->pass)));
	s->pass = s->p;
	s->changed = true;
}

static size_t varint_size(uint64_t v)
{
	size_t n = 1;

	for (; v >= 0x80; v >>= 7)
		n++;
	return n;
}

/* Put an unknown tagged field that takes as many bytes as are owed: at least
 * nine, since an endpoint takes eleven.  There is none of 130 bytes with a tag
 * of one byte (127 of content take 129, 128 take 131), so longer tags are
 * tried, too; tags ascend.  (That leaves nothing for 134 bytes behind a tag of
 * five; nobody has one.) */
static void pay(struct skim *s)
{
	static const uint32_t first[VARINT_BYTES] = { UNKNOWN_TAG, 0x80, 0x4000,
						      0x200000, 0x10000000 };

	for (size_t size = 1; size <= VARINT_BYTES && s->owed; size++) {
		uint32_t tag = first[size - 1];
		uint64_t n = s->owed - size - 1;

		tag = s->last_tag < tag ? tag : s->last_tag + 1;
		while (size + varint_size(n) + n > s->owed)
			n--;
		if (varint_size(tag) != size ||
		    size + varint_size(n) + n != s->owed)
			continue;
		flush(s, s->p);
		writer_uvarint(s->out, tag);
		writer_uvarint(s->out, (uint32_t)n);
		put_zeros(s->out, n);
		s->owed = 0;
	}
	s->broken |= s->owed > 0;
}

/* May the varint that is next have to come out as another one? */
static bool is_watched(const struct skim *s)
{
	if (s->depth || !s->in_body)
		return false;
	return s->next == TAG || s->next == COUNT || s->owed;
}

/* Change the varint in s->varint, if it has to be. */
static bool edit_varint(struct skim *s, uint32_t value)
{
	size_t n = s->varint_size;

	if (at_endpoints(s, TAG, value)) {
		s->blank = true;
		s->varint[0] |= UNKNOWN_TAG;
	} else if (at_endpoints(s, COUNT, value)) {
		s->swallow = true;
		s->varint[0] = 1;
		s->varint_size = 1;
	} else if (s->owed && s->next == TAG_COUNT && is_watched(s)) {
		s->varint_size = 0;
		for (value++; value >= 0x80; value >>= 7)
			s->varint[s->varint_size++] = (uint8_t)(value | 0x80);
		s->varint[s->varint_size++] = (uint8_t)value;
	} else {
		return false;
	}
	s->owed += n - s->varint_size;
	return true;
}

/* ---- the piece ---- */

/* n bytes were read or skipped: do they come out? */
static void swallowed(struct skim *s, size_t n)
{
	if (!s->swallow)
		return;
	s->pass = s->p;
	s->changed = true;
	s->owed += n;
	s->broken |= s->owed > SKIM_MAX_ENDPOINTS;
}

static void skip_some(struct skim *s)
{
	size_t n = (size_t)(s->end - s->p);

	n = s->skip < n ? (size_t)s->skip : n;
	s->p += n;
	s->skip -= n;
	s->left -= n;
	if (s->blank) {
		flush(s, s->p - n);
		put_zeros(s->out, n);
	}
	swallowed(s, n);
}

/* A whole varint is in s->varint: let it out, changed or not, and use it. */
static void end_varint(struct skim *s)
{
	const uint8_t *begin = s->p - (s->varint_size - s->held);
	struct cursor c;

	cursor_init(&c, bytes_of(s->varint, s->varint_size));
	uint32_t value = cursor_uvarint(&c);

	if (edit_varint(s, value) || s->held) {
		flush(s, begin);
		writer_raw(s->out, bytes_of(s->varint, s->varint_size));
	}
	s->varint_size = 0;
	s->held = 0;
	take_value(s, value);
}

static void read_varint(struct skim *s)
{
	bool more = true;

	while (more && s->p < s->end && s->varint_size < VARINT_BYTES) {
		more = *s->p & 0x80;
		s->varint[s->varint_size++] = *s->p++;
		s->left--;
		swallowed(s, 1);
	}
	if (!more) {
		end_varint(s);
	} else if (s->varint_size == VARINT_BYTES) {
		s->broken = true;
	} else if (is_watched(s)) {
		flush(s, s->p - (s->varint_size - s->held));
		s->held = s->varint_size;
	}
}

enum skim_result skim_feed(struct skim *s, struct bytes piece,
			   struct writer *out)
{
	s->p = s->pass = piece.p;
	s->end = piece.p + piece.n;
	s->out = out;
	s->changed = false;
	s->broken |= piece.n > s->left;
	while (s->p < s->end && !s->broken) {
		if (s->skip)
			skip_some(s);
		else
			read_varint(s);
		if (!s->skip && s->next == NOTHING)
			advance(s);
		if (s->next == END && !s->skip) {
			if (s->owed)
				pay(s);
			skip(s, s->left);
		}
	}
	s->broken |= s->left == 0 && s->next != END;
	if (s->changed)
		flush(s, s->p);
	if (s->broken || out->failed)
		return SKIM_MALFORMED;
	return s->changed ? SKIM_CHANGED : SKIM_SAME;
}

void skim_reset(struct skim *s, int16_t api_key, int16_t api_version,
		uint32_t frame_size)
{
	static const struct field no_rows[] = { { .type = FIELD_END } };

	*s = (struct skim) {
		.version = api_version,
		.message = message_find(api_key, api_version, MESSAGE_RESPONSE),
		.left = (uint64_t)FRAME_PREFIX + frame_size,
	};
	level_init(&s->level[0], no_rows);
	skip(s, FRAME_PREFIX + CORRELATION_ID);
	if (!s->message || api_version < s->message->flexible_since) {
		s->broken = true;
		return;
	}
	for (size_t i = 0; i < sizeof(streamed) / sizeof(streamed[0]); i++)
		for (const struct field *row = s->message->fields;
		     row->type != FIELD_END; row++)
			if (row->id == streamed[i].endpoints &&
			    in_version(s, row))
				s->endpoints = row;
}

struct skim *skim_new(int16_t api_key, int16_t api_version)
{
	struct skim *s = malloc(sizeof(*s));

	if (s)
		skim_reset(s, api_key, api_version, 0);
	return s;
}

void skim_free(struct skim *s)
{
	free(s);
}
