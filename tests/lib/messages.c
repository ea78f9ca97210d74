/* SPDX-License-Identifier: Apache-2.0 */
/* messages.c - writes messages by their rows, the other way round than walk.c
 * reads them.  Deterministic: the same filling gives the same bytes. */
#include "tests/lib/messages.h"

#include <stdio.h>

#include "tests/test.h"
#include "codec/header.h"

struct filling filling(void)
{
	return (struct filling) { .elements = 2,
				  .endpoints = -1,
				  .host = bytes_of_string("broker.example"),
				  .port = 9092,
				  .records = bytes_of_string("records") };
}

/* A message being written. */
struct filler {
	struct writer *out;
	const struct filling *how;
	int16_t version;
	bool flexible;
	int64_t number; /* counts up */
};

static void fill_struct(struct filler *f, const struct field *rows);

static bool has(const struct filler *f, const struct field *row)
{
	return f->version >= row->since && f->version <= row->until;
}

static bool is_tagged(const struct filler *f, const struct field *row)
{
	return f->version >= row->tagged_since;
}

static bool nullable(const struct filler *f, const struct field *row)
{
	return f->version >= row->nullable_since &&
	       f->version <= row->nullable_until;
}

static void fill_string(struct filler *f, const struct field *row)
{
	char text[16];

	snprintf(text, sizeof(text), "s%d", (int)++f->number);
	writer_string(f->out,
		      strcmp(row->name, "host") == 0 ? f->how->host
						     : bytes_of_string(text),
		      f->flexible);
}

static void fill_scalar(struct filler *f, const struct field *row)
{
	struct writer *w = f->out;
	int64_t n = ++f->number;

	switch (row->type) {
	case FIELD_BOOL: writer_i8(w, n & 1); break;
	case FIELD_INT8: writer_i8(w, (int8_t)(n & 0x7f)); break;
	case FIELD_INT16:
	case FIELD_UINT16: writer_i16(w, (int16_t)(n & 0x7fff)); break;
	case FIELD_INT32:
	case FIELD_UINT32:
		writer_i32(w, strcmp(row->name, "port") == 0
				      ? f->how->port
				      : (int32_t)(n & 0x7fffffff));
		break;
	case FIELD_INT64: writer_i64(w, n); break;
	case FIELD_FLOAT64: writer_f64(w, (double)n); break;
	case FIELD_UUID:
		writer_i64(w, n);
		writer_i64(w, -n);
		break;
	case FIELD_STRING: fill_string(f, row); break;
	case FIELD_STRUCT: fill_struct(f, row->sub); break;
	default: writer_bytes_field(w, f->how->records, f->flexible);
	}
}

static void fill_field(struct filler *f, const struct field *row)
{
	int32_t count = f->how->elements;

	if (!row->array) {
		if (row->type == FIELD_STRUCT && nullable(f, row))
			writer_i8(f->out, 1);
		fill_scalar(f, row);
		return;
	}
	if (f->how->endpoints >= 0 && strcmp(row->name, "nodeEndpoints") == 0)
		count = f->how->endpoints;
	writer_count(f->out, count, f->flexible);
	for (int32_t i = 0; i < count; i++)
		fill_scalar(f, row);
}

/* The value of a tagged field has its size before it. */
static void fill_tagged(struct filler *f, const struct field *row)
{
	struct writer value, *out = f->out;

	writer_init(&value, 0);
	f->out = &value;
	fill_field(f, row);
	f->out = out;
	writer_uvarint(out, (uint32_t)row->tag);
	writer_uvarint(out, (uint32_t)value.size);
	writer_raw(out, writer_bytes(&value));
	writer_release(&value);
}

static void fill_tags(struct filler *f, const struct field *rows)
{
	enum { UNKNOWN_TAG = 200 };
	uint32_t count = f->how->unknown_tags;
	const struct field *row;

	for (row = rows; row->type != FIELD_END; row++)
		count += f->how->tagged && has(f, row) && is_tagged(f, row);
	writer_uvarint(f->out, count);
	for (int16_t tag = 0; f->how->tagged && tag < 16; tag++)
		for (row = rows; row->type != FIELD_END; row++)
			if (has(f, row) && is_tagged(f, row) && row->tag == tag)
				fill_tagged(f, row);
	if (f->how->unknown_tags) {
		writer_uvarint(f->out, UNKNOWN_TAG);
		writer_uvarint(f->out, 3);
		writer_raw(f->out, bytes_of("tag", 3));
	}
}

static void fill_struct(struct filler *f, const struct field *rows)
{
	for (const struct field *row = rows; row->type != FIELD_END; row++)
		if (has(f, row) && !is_tagged(f, row))
			fill_field(f, row);
	if (f->flexible)
		fill_tags(f, rows);
}

void make_message(struct writer *out, const struct message *m, int16_t version,
		  const struct filling *how)
{
	struct filler f = { .out = out,
			    .how = how,
			    .version = version,
			    .flexible = version >= m->flexible_since };

	fill_struct(&f, m->fields);
}

void make_response(struct writer *out, int16_t api_key, int16_t version,
		   const struct filling *how)
{
	const struct message *m =
		message_find(api_key, version, MESSAGE_RESPONSE);
	size_t mark = writer_reserve_i32(out);

	assert_non_null(m);
	writer_i32(out, 7);
	if (api_key != API_API_VERSIONS && version >= m->flexible_since)
		writer_uvarint(out, 0);
	make_message(out, m, version, how);
	writer_fill_i32(out, mark);
}

void walk_response(struct walk *w, int16_t api_key, int16_t version,
		   struct bytes frame)
{
	int32_t correlation_id;
	struct cursor c;

	cursor_init(&c, frame);
	assert_int_equal(cursor_u32(&c), frame.n - 4);
	assert_true(
		response_header_read(&c, api_key, version, &correlation_id));
	walk_init(w, message_find(api_key, version, MESSAGE_RESPONSE), version,
		  cursor_take(&c, cursor_left(&c)));
}
