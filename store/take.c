/* SPDX-License-Identifier: Apache-2.0 */
/* take.c - one walk over a message, shared by all observers: fields to the one
 * who wants them, errors noted, and a sentence when the bytes are not what they
 * should be. */
#include "store/take.h"

#include <stdio.h>

static bool is_error_code(const struct field *row)
{
	return row->type == FIELD_INT16 && !row->array &&
	       (strcmp(row->name, "errorCode") == 0 ||
		strcmp(row->name, "partitionErrorCode") == 0 ||
		strcmp(row->name, "acknowledgeErrorCode") == 0);
}

static void note_error(struct reading *r, const struct walk *w)
{
	if (!w->number || !w->row || !is_error_code(w->row))
		return;
	if (w->depth == 0 && !r->top_error)
		r->top_error = (int16_t)w->number;
	else if (!r->error)
		r->error = (int16_t)w->number;
}

int16_t taken_error(const struct reading *r)
{
	return r->top_error ? r->top_error : r->error;
}

/* A broker that does not know the version of ApiVersions answers in v0, with
 * this error, whatever was asked (kafka-protocol.md 5.10). */
int16_t answered_version(int16_t api_key, int16_t version, struct bytes body)
{
	enum { UNSUPPORTED_VERSION = 35 };

	if (api_key == API_API_VERSIONS && body.n >= 2 && body.p[0] == 0 &&
	    body.p[1] == UNSUPPORTED_VERSION)
		return 0;
	return version;
}

static void malformed(const struct message *m, int16_t version,
		      const struct walk *w, struct taken *taken)
{
	char path[120];

	taken->state = FRAME_MALFORMED;
	snprintf(taken->why, sizeof(taken->why), "%s v%d %s: %s at %zu",
		 m->name, version, walk_path(w, path, sizeof(path)),
		 decode_error_text(walk_error(w)), w->c.error_at);
}

void take_body(const struct message *m, int16_t version, struct bytes body,
	       void (*field)(struct reading *r, const struct walk *w),
	       struct reading *r, struct taken *taken)
{
	struct walk w;

	taken->state = FRAME_OPAQUE;
	taken->why[0] = '\0';
	if (!m)
		return;
	walk_init(&w, m, version, body);
	while (walk_next(&w)) {
		if (m->kind == MESSAGE_RESPONSE && w.event == WALK_VALUE)
			note_error(r, &w);
		if (field)
			field(r, &w);
	}
	if (walk_error(&w) != DECODE_OK)
		malformed(m, version, &w, taken);
	else
		taken->state =
			walk_trailing(&w) ? FRAME_TRAILING : FRAME_UNDERSTOOD;
}
