/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - a message as JSON, straight from the walk.  Nothing is built up:
 * what the walker finds is appended, and a tagged field that turns out to have
 * its default is cut off again, as Kafka's converter leaves it out.
 *
 *     walk level 0   {"throttleTimeMs":0,"responses":[      left[0] = 2
 *          level 1       {"topicId":"..","partitions":[     left[1] = 1
 *          level 2           {"partitionIndex":0,...}
 */
#include "codec/json.h"

#include "codec/walk.h"

struct printer {
	struct walk w;
	struct writer *out;
	bool records_as_size;
	/* per level of the walk */
	int32_t left[WALK_DEPTH]; /* elements to come of the open array */
	size_t mark[WALK_DEPTH];  /* where the field began, comma included */
	size_t value[WALK_DEPTH]; /* where its value began */
	bool differs[WALK_DEPTH]; /* a field is not at its default */
};

/* A comma, unless this is the first in its object or array. */
static void separate(struct printer *p)
{
	struct bytes b = writer_bytes(p->out);

	if (b.n && b.p[b.n - 1] != '{' && b.p[b.n - 1] != '[')
		json_raw(p->out, ",");
}

/* What stands before the value of the field at `level`. */
static void begin_field(struct printer *p, int level)
{
	const struct field *row = p->w.row;

	p->mark[level] = p->out->size;
	separate(p);
	json_raw(p->out, "\"");
	json_raw(p->out, row->name);
	if (row->type == FIELD_RECORDS && p->records_as_size && !p->w.null)
		json_raw(p->out, "SizeInBytes");
	json_raw(p->out, "\":");
	p->value[level] = p->out->size;
}

static bool is_default(const struct printer *p, int level)
{
	struct bytes b = writer_bytes(p->out);
	const char *missing = p->w.row->missing;

	if (!missing) /* a struct: as its fields are */
		return !p->w.null && !p->differs[level + 1];
	if (p->value[level] > b.n)
		return false;
	return bytes_equal(bytes_of(b.p + p->value[level],
				    b.n - p->value[level]),
			   bytes_of_string(missing));
}

/* The value of the field at `level` is complete. */
static void end_field(struct printer *p, int level)
{
	if (!is_default(p, level))
		p->differs[level] = true;
	else if (p->w.version >= p->w.row->tagged_since)
		writer_truncate(p->out, p->mark[level]);
}

/* A value is complete: the field's own, or an element of its array. */
static void end_value(struct printer *p, int level)
{
	if (!p->w.row->array) {
		end_field(p, level);
	} else if (--p->left[level] == 0) {
		json_raw(p->out, "]");
		end_field(p, level);
	}
}

static void print_bytes(struct printer *p)
{
	if (p->w.row->type == FIELD_RECORDS && p->records_as_size) {
		json_int(p->out, (int64_t)p->w.bytes.n);
		return;
	}
	json_raw(p->out, "\"");
	json_base64(p->out, p->w.bytes);
	json_raw(p->out, "\"");
}

static void print_scalar(struct printer *p)
{
	const struct walk *w = &p->w;
	char text[23];

	if (w->null) {
		json_raw(p->out, "null");
		return;
	}
	switch (w->row->type) {
	case FIELD_BOOL: json_raw(p->out, w->number ? "true" : "false"); break;
	case FIELD_FLOAT64: json_double(p->out, w->real); break;
	case FIELD_STRING: json_string(p->out, w->bytes); break;
	case FIELD_UUID:
		uuid_text(w->bytes.p, text);
		json_string(p->out, bytes_of_string(text));
		break;
	case FIELD_BYTES:
	case FIELD_RECORDS: print_bytes(p); break;
	default: json_int(p->out, w->number);
	}
}

static void on_value(struct printer *p)
{
	if (p->w.row->array)
		separate(p);
	else
		begin_field(p, p->w.depth);
	print_scalar(p);
	end_value(p, p->w.depth);
}

static void on_array(struct printer *p)
{
	int level = p->w.depth;

	begin_field(p, level);
	p->left[level] = p->w.count;
	if (p->w.count > 0) {
		json_raw(p->out, "[");
		return;
	}
	p->left[level] = 0;
	json_raw(p->out, p->w.null ? "null" : "[]");
	end_field(p, level);
}

static void on_begin(struct printer *p)
{
	int level = p->w.depth; /* of the struct; its field is one up */

	if (p->w.row->array)
		separate(p);
	else
		begin_field(p, level - 1);
	json_raw(p->out, p->w.null ? "null" : "{");
	p->left[level] = 0;
	p->differs[level] = false;
}

static void on_end(struct printer *p)
{
	if (!p->w.null)
		json_raw(p->out, "}");
	end_value(p, p->w.depth);
}

/* Close what is open, so that what was read of a broken message is JSON. */
static void close_all(struct printer *p)
{
	for (int level = p->w.depth; level >= 0; level--) {
		if (p->left[level] > 0)
			json_raw(p->out, "]");
		if (!p->w.level[level].null)
			json_raw(p->out, "}");
	}
}

static bool say_why(const struct printer *p, struct bytes body, struct err *why)
{
	const struct walk *w = &p->w;
	const char *name = w->message->name;
	char path[256];

	*why = (struct err) { 0 };
	walk_path(w, path, sizeof(path));
	if (walk_error(w) != DECODE_OK)
		err_set(why, ERR_TAPE, "%s v%d%s%s: %s, at byte %zu of %zu",
			name, w->version, path[0] ? " " : "", path,
			decode_error_text(walk_error(w)), w->c.error_at,
			body.n);
	else if (p->out->failed)
		err_set(why, ERR_IO, "%s v%d: the JSON is too large", name,
			w->version);
	else if (walk_trailing(w))
		err_set(why, ERR_NONE,
			"%s v%d: %zu bytes behind the last field", name,
			w->version, walk_trailing(w));
	return why->code == ERR_NONE;
}

bool json_message(const struct message *m, int16_t version, struct bytes body,
		  const struct json_options *options, struct writer *out,
		  struct err *why)
{
	struct printer p = { .out = out };

	p.records_as_size = options && options->records_as_size;
	walk_init(&p.w, m, version, body);
	json_raw(out, "{");
	while (walk_next(&p.w)) {
		switch (p.w.event) {
		case WALK_VALUE: on_value(&p); break;
		case WALK_ARRAY: on_array(&p); break;
		case WALK_BEGIN: on_begin(&p); break;
		case WALK_END: on_end(&p); break;
		case WALK_TAG: p.differs[p.w.depth] = true; break;
		}
	}
	close_all(&p);
	return say_why(&p, body, why);
}
