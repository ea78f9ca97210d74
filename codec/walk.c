/* SPDX-License-Identifier: Apache-2.0 */
/* walk.c - the pull walker: bytes of any message, field by field, by its rows.
 *
 * Each struct on the way down is a level; each level is a small machine that
 * walk_next() turns until it has something to say:
 *
 *     ROWS ──no row left──▶ TAG_COUNT ──▶ TAGS ──none left──▶ CLOSED ──▶ pop
 *       ▲ │                                │ ▲
 *       │ └──▶ ARRAY (elements) ◀──────────┘ │      not flexible: ROWS ▶ CLOSED
 *       └─────────┴──────────────────────────┘
 *
 * Levels are bounded by the rows (a test walks them all), counts by the bytes
 * that are left: nothing is allocated and nothing recurses. */
#include "codec/walk.h"

#include <stdio.h>

enum state { ROWS, ARRAY, TAG_COUNT, TAGS, CLOSED };

/* The fewest bytes that an element takes: what bounds an array's count. */
static const uint8_t min_size[] = {
	[FIELD_BOOL] = 1,   [FIELD_INT8] = 1,    [FIELD_INT16] = 2,
	[FIELD_UINT16] = 2, [FIELD_INT32] = 4,   [FIELD_UINT32] = 4,
	[FIELD_INT64] = 8,  [FIELD_FLOAT64] = 8, [FIELD_UUID] = 16,
	[FIELD_STRING] = 1, [FIELD_BYTES] = 1,   [FIELD_RECORDS] = 1,
	[FIELD_STRUCT] = 1,
};

static inline bool in_version(const struct field *f, int16_t version)
{
	return version >= f->since && version <= f->until;
}

static inline bool may_be_null(const struct walk *w)
{
	return w->version >= w->row->nullable_since &&
	       w->version <= w->row->nullable_until;
}

static void level_init(struct walk_level *l, const struct field *rows,
		       size_t begin, size_t tag_size_at)
{
	l->rows = rows;
	l->row = NULL;
	l->next = rows;
	l->index = l->count = 0;
	l->tags_left = 0;
	l->last_tag = -1;
	l->begin = begin;
	l->tag_size_at = tag_size_at;
	l->tag_end = 0;
	l->state = ROWS;
	l->null = false;
}

void walk_init(struct walk *w, const struct message *m, int16_t version,
	       struct bytes body)
{
	w->event = WALK_VALUE;
	w->field = FIELD_NONE;
	w->row = NULL;
	cursor_init(&w->c, body);
	w->message = m;
	w->version = version;
	w->flexible = version >= m->flexible_since;
	w->depth = 0;
	level_init(&w->level[0], m->fields, 0, 0);
}

/* Null was read: is it allowed here?  The error belongs to the prefix. */
static void null_read(struct walk *w)
{
	w->null = true;
	if (may_be_null(w) || !cursor_ok(&w->c))
		return;
	cursor_fail(&w->c, DECODE_NULL);
	w->c.error_at = w->begin;
}

static bool read_scalar(struct walk *w, int32_t index)
{
	struct cursor *c = &w->c;

	w->event = WALK_VALUE;
	w->index = index;
	switch (w->row->type) {
	case FIELD_BOOL: w->number = cursor_i8(c) != 0; break;
	case FIELD_INT8: w->number = (int64_t)cursor_i8(c); break;
	case FIELD_INT16: w->number = cursor_i16(c); break;
	case FIELD_UINT16: w->number = cursor_u16(c); break;
	case FIELD_INT32: w->number = cursor_i32(c); break;
	case FIELD_UINT32: w->number = cursor_u32(c); break;
	case FIELD_INT64: w->number = cursor_i64(c); break;
	case FIELD_FLOAT64: w->real = cursor_f64(c); break;
	case FIELD_UUID: w->bytes = cursor_take(c, 16); break;
	case FIELD_STRING:
		w->bytes = cursor_string(c, w->flexible);
		if (!w->bytes.p)
			null_read(w);
		break;
	default: /* FIELD_BYTES, FIELD_RECORDS */
		w->bytes = cursor_bytes(c, w->flexible);
		if (!w->bytes.p)
			null_read(w);
	}
	w->end = cursor_offset(c);
	return cursor_ok(c);
}

/* Go one level down into the struct of w->row. */
static bool enter(struct walk *w, struct walk_level *l, int32_t index)
{
	w->event = WALK_BEGIN;
	w->index = index;
	w->end = cursor_offset(&w->c);
	if (!cursor_ok(&w->c))
		return false;
	if (w->depth + 1 >= WALK_DEPTH) {
		cursor_fail(&w->c, DECODE_MEMORY);
		return false;
	}
	w->depth++;
	level_init(l + 1, w->row->sub, w->begin, l->tag_size_at);
	l[1].null = w->null;
	if (w->null)
		l[1].state = CLOSED;
	return true;
}

/* A struct that is a field: where it may be null, a byte says whether it is
 * (an int8, -1 for null; tagged: a uvarint, 0 for null). */
static bool read_struct(struct walk *w, struct walk_level *l)
{
	if (may_be_null(w))
		w->null = l->tag_end ? cursor_uvarint(&w->c) == 0
				     : cursor_i8(&w->c) < 0;
	return enter(w, l, 0);
}

static bool read_array(struct walk *w, struct walk_level *l)
{
	w->event = WALK_ARRAY;
	w->index = 0;
	w->count = cursor_count(&w->c, w->flexible, min_size[w->row->type]);
	w->end = cursor_offset(&w->c);
	if (w->count < 0)
		null_read(w);
	if (!cursor_ok(&w->c))
		return false;
	l->index = -1;
	l->count = w->count;
	l->state = ARRAY;
	return true;
}

static inline void value_begins(struct walk *w, const struct walk_level *l)
{
	w->row = l->row;
	w->field = (enum message_field)l->row->id;
	w->null = false;
	w->begin = cursor_offset(&w->c);
	w->tag_size_at = l->tag_size_at;
}

static bool read_field(struct walk *w, struct walk_level *l)
{
	value_begins(w, l);
	if (w->row->array)
		return read_array(w, l);
	if (w->row->type == FIELD_STRUCT)
		return read_struct(w, l);
	return read_scalar(w, 0);
}

static bool read_element(struct walk *w, struct walk_level *l)
{
	value_begins(w, l);
	if (w->row->type == FIELD_STRUCT)
		return enter(w, l, l->index);
	return read_scalar(w, l->index);
}

/* The next untagged row that the version has; false: none is left. */
static inline bool next_row(const struct walk *w, struct walk_level *l)
{
	const struct field *f = l->next;

	while (f->type != FIELD_END &&
	       (!in_version(f, w->version) || w->version >= f->tagged_since))
		f++;
	l->row = f;
	if (f->type == FIELD_END) {
		l->next = f;
		return false;
	}
	l->next = f + 1;
	return true;
}

static const struct field *tagged_row(const struct walk *w,
				      const struct walk_level *l, uint32_t tag)
{
	for (const struct field *f = l->rows; f->type != FIELD_END; f++)
		if (w->version >= f->tagged_since && f->tag == (int64_t)tag &&
		    in_version(f, w->version))
			return f;
	return NULL;
}

static bool read_unknown(struct walk *w, struct walk_level *l, uint32_t size)
{
	w->event = WALK_TAG;
	w->field = FIELD_NONE;
	w->row = NULL;
	w->null = false;
	w->index = 0;
	w->tag = (uint32_t)l->last_tag;
	w->begin = cursor_offset(&w->c);
	w->tag_size_at = l->tag_size_at;
	w->bytes = cursor_take(&w->c, size);
	w->end = cursor_offset(&w->c);
	return cursor_ok(&w->c);
}

/* The next tagged field: tag, size, value. */
static bool read_tagged(struct walk *w, struct walk_level *l)
{
	uint32_t tag = cursor_uvarint(&w->c);
	size_t size_at = cursor_offset(&w->c);
	uint32_t size = cursor_uvarint(&w->c);

	l->row = tagged_row(w, l, tag);
	if (tag <= l->last_tag)
		cursor_fail(&w->c, DECODE_TAG);
	l->last_tag = tag;
	if (size > cursor_left(&w->c))
		cursor_fail(&w->c, DECODE_LENGTH);
	if (!cursor_ok(&w->c))
		return false;
	l->tags_left--;
	l->tag_size_at = size_at;
	l->tag_end = cursor_offset(&w->c) + size;
	return l->row ? read_field(w, l) : read_unknown(w, l, size);
}

static void begin_tags(struct walk *w, struct walk_level *l)
{
	uint32_t count = cursor_uvarint(&w->c);

	if (count > cursor_left(&w->c) / 2) /* tag and size each */
		cursor_fail(&w->c, DECODE_COUNT);
	l->tags_left = count;
	l->row = NULL;
	l->state = TAGS;
}

/* A tagged field was read: was its size right? */
static void end_tag(struct walk *w, struct walk_level *l)
{
	if (l->tag_end != cursor_offset(&w->c))
		cursor_fail(&w->c, DECODE_TAG);
	l->tag_end = 0;
	l->tag_size_at = w->depth ? l[-1].tag_size_at : 0;
}

static bool leave(struct walk *w, const struct walk_level *l)
{
	const struct walk_level *up = l - 1;

	if (w->depth == 0)
		return false;
	w->depth--;
	w->event = WALK_END;
	w->row = up->row;
	w->field = (enum message_field)up->row->id;
	w->null = l->null;
	w->index = up->state == ARRAY ? up->index : 0;
	w->begin = l->begin;
	w->end = cursor_offset(&w->c);
	w->tag_size_at = up->tag_size_at;
	return true;
}

bool walk_next(struct walk *w)
{
	while (cursor_ok(&w->c)) {
		struct walk_level *l = &w->level[w->depth];

		switch ((enum state)l->state) {
		case ROWS:
			if (next_row(w, l))
				return read_field(w, l);
			l->state = w->flexible ? TAG_COUNT : CLOSED;
			break;
		case ARRAY:
			if (++l->index < l->count)
				return read_element(w, l);
			l->state = l->tag_end ? TAGS : ROWS;
			break;
		case TAG_COUNT: begin_tags(w, l); break;
		case TAGS:
			if (l->tag_end)
				end_tag(w, l);
			else if (l->tags_left)
				return read_tagged(w, l);
			else
				l->state = CLOSED;
			break;
		case CLOSED: return leave(w, l);
		}
	}
	return false;
}

enum decode_error walk_error(const struct walk *w)
{
	return w->c.error;
}

size_t walk_trailing(const struct walk *w)
{
	return cursor_left(&w->c);
}

const char *walk_path(const struct walk *w, char *text, size_t size)
{
	size_t n = 0;

	text[0] = '\0';
	for (int i = 0; i <= w->depth && n < size; i++) {
		const struct walk_level *l = &w->level[i];
		const char *dot = i ? "." : "";

		if (l->row && l->row->type != FIELD_END)
			n += (size_t)snprintf(text + n, size - n, "%s%s", dot,
					      l->row->name);
		else if (l->state == TAGS && l->last_tag >= 0)
			n += (size_t)snprintf(text + n, size - n, "%stag %u",
					      dot, (uint32_t)l->last_tag);
		if (l->state == ARRAY && l->index >= 0 && n < size)
			n += (size_t)snprintf(text + n, size - n, "[%d]",
					      l->index);
	}
	return text;
}
