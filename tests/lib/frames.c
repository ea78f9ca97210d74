/* SPDX-License-Identifier: Apache-2.0 */
/* frames.c - messages written by their rows: the other direction of the walker,
 * sharing no code with it.  A script that does not fit the rows fails the
 * test. */
#include "tests/lib/frames.h"

#include "tests/test.h"

#include <stdlib.h>

struct maker {
	const struct said *next, *end;
	int16_t version;
	bool flexible;
};

enum { CORRELATION = 77, TAGS_MAX = 8 };

static struct said *add(struct script *s, enum message_field field)
{
	assert_true(s->count < sizeof(s->list) / sizeof(s->list[0]));
	struct said *said = &s->list[s->count++];

	*said = (struct said) { .field = field };
	return said;
}

void say(struct script *s, enum message_field field, int64_t number)
{
	add(s, field)->number = number;
}

void say_text(struct script *s, enum message_field field, const char *text)
{
	say_bytes(s, field, bytes_of_string(text));
}

void say_bytes(struct script *s, enum message_field field, struct bytes b)
{
	add(s, field)->bytes = b;
}

static bool in_version(const struct maker *m, const struct field *f)
{
	return m->version >= f->since && m->version <= f->until;
}

static bool may_be_null(const struct maker *m, const struct field *f)
{
	return m->version >= f->nullable_since &&
	       m->version <= f->nullable_until;
}

static const struct said *take(struct maker *m, const struct field *f)
{
	if (m->next == m->end || m->next->field != (enum message_field)f->id)
		return NULL;
	return m->next++;
}

static void make_struct(struct maker *m, struct writer *out,
			const struct field *rows);

static void make_scalar(const struct maker *m, struct writer *out,
			const struct field *f, const struct said *said)
{
	static const uint8_t zeros[16];
	int64_t n = said ? said->number : 0;

	if (!said && f->missing && f->type <= FIELD_INT64)
		n = strtoll(f->missing, NULL, 0);
	switch (f->type) {
	case FIELD_BOOL:
	case FIELD_INT8: writer_i8(out, (int8_t)n); break;
	case FIELD_INT16:
	case FIELD_UINT16: writer_i16(out, (int16_t)n); break;
	case FIELD_INT32:
	case FIELD_UINT32: writer_i32(out, (int32_t)n); break;
	case FIELD_INT64: writer_i64(out, n); break;
	case FIELD_FLOAT64: writer_f64(out, 0); break;
	case FIELD_UUID:
		writer_raw(out, said && said->bytes.p ? said->bytes
						      : bytes_of(zeros, 16));
		break;
	case FIELD_STRING:
		writer_string(out, said ? said->bytes : bytes_of_string(""),
			      m->flexible);
		break;
	default:
		writer_bytes_field(out,
				   said ? said->bytes : bytes_of_string(""),
				   m->flexible);
	}
}

static void make_element(struct maker *m, struct writer *out,
			 const struct field *f)
{
	if (f->type == FIELD_STRUCT)
		make_struct(m, out, f->sub);
	else
		make_scalar(m, out, f, take(m, f));
}

static void make_field(struct maker *m, struct writer *out,
		       const struct field *f, bool tagged)
{
	const struct said *said;

	if (f->array) {
		said = take(m, f);
		int64_t n = said ? said->number : 0;

		writer_count(out, (int32_t)n, m->flexible);
		for (int64_t i = 0; i < n; i++)
			make_element(m, out, f);
		return;
	}
	if (f->type != FIELD_STRUCT) {
		make_scalar(m, out, f, take(m, f));
		return;
	}
	said = take(m, f);
	if (may_be_null(m, f)) {
		if (tagged)
			writer_uvarint(out, said != NULL);
		else
			writer_i8(out, said ? 1 : -1);
		if (!said)
			return;
	}
	make_struct(m, out, f->sub);
}

struct tagged {
	const struct field *f;
	struct writer value;
};

static void make_tags(struct writer *out, struct tagged *tags, size_t count)
{
	writer_uvarint(out, (uint32_t)count);
	for (int16_t tag = 0; tag < TAGS_MAX * 2; tag++)
		for (size_t i = 0; i < count; i++) {
			if (tags[i].f->tag != tag)
				continue;
			writer_uvarint(out, (uint32_t)tag);
			writer_uvarint(out, (uint32_t)tags[i].value.size);
			writer_raw(out, writer_bytes(&tags[i].value));
			writer_release(&tags[i].value);
		}
}

static void make_struct(struct maker *m, struct writer *out,
			const struct field *rows)
{
	struct tagged tags[TAGS_MAX];
	struct writer nowhere;
	size_t count = 0;

	writer_init(&nowhere, 0);
	for (const struct field *f = rows; f->type != FIELD_END; f++) {
		bool said = m->next != m->end &&
			    m->next->field == (enum message_field)f->id;

		if (!in_version(m, f)) {
			if (said)
				make_field(m, &nowhere, f, false);
		} else if (m->version < f->tagged_since) {
			make_field(m, out, f, false);
		} else if (said) {
			assert_true(count < TAGS_MAX);
			tags[count].f = f;
			writer_init(&tags[count].value, 0);
			make_field(m, &tags[count++].value, f, true);
		}
	}
	if (m->flexible)
		make_tags(out, tags, count);
	writer_release(&nowhere);
}

static struct bytes make(struct writer *out, const struct message *message,
			 int16_t version, const struct script *s)
{
	struct maker m = { s->list, s->list + s->count, version,
			   version >= message->flexible_since };

	make_struct(&m, out, message->fields);
	/* a field out of order, or of another message */
	assert_ptr_equal(m.next, m.end);
	assert_false(out->failed);
	return writer_bytes(out);
}

struct bytes frame_request(int16_t api_key, int16_t version,
			   const char *client_id, const struct script *s)
{
	const struct message *m =
		message_find(api_key, version, MESSAGE_REQUEST);
	struct writer out;

	assert_non_null(m);
	writer_init(&out, 0);
	writer_i16(&out, api_key);
	writer_i16(&out, version);
	writer_i32(&out, CORRELATION);
	writer_string(&out, bytes_of_string(client_id), false);
	if (version >= m->flexible_since)
		writer_uvarint(&out, 0);
	return make(&out, m, version, s);
}

struct bytes frame_response(int16_t api_key, int16_t version,
			    const struct script *s)
{
	const struct message *m =
		message_find(api_key, version, MESSAGE_RESPONSE);
	struct writer out;

	assert_non_null(m);
	writer_init(&out, 0);
	writer_i32(&out, CORRELATION);
	if (version >= m->flexible_since && api_key != API_API_VERSIONS)
		writer_uvarint(&out, 0);
	return make(&out, m, version, s);
}
