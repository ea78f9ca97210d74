/* SPDX-License-Identifier: Apache-2.0 */
/* cap.c - ApiVersions responses, capped to what ktape understands.  Everything
 * but the array of keys, so also the features, passes as it is. */
#include "codec/cap.h"

#include "codec/walk.h"

enum {
	ERROR_NONE = 0,
	ERROR_UNSUPPORTED_VERSION = 35,
};

/* One key of the answer, with the offset of its max in the body. */
struct offer {
	int16_t key, min, max;
	size_t max_at;
};

enum verdict { OFFER_STAYS, OFFER_LOWERED, OFFER_HIDDEN };

static enum verdict judge(const struct offer *o, bool transparent,
			  int16_t *known_max)
{
	int16_t known_min;

	if (transparent && !rewrite_carries_addresses(o->key))
		return OFFER_STAYS;
	if (!api_versions(o->key, &known_min, known_max) ||
	    o->min > *known_max || o->max < known_min)
		return OFFER_HIDDEN;
	return o->max > *known_max ? OFFER_LOWERED : OFFER_STAYS;
}

/* The element ends at w->end; true: it is hidden. */
static bool cap_offer(const struct walk *w, const struct offer *o,
		      size_t body_at, bool transparent, struct splices *out)
{
	size_t from = out->text.size;
	int16_t known_max;

	switch (judge(o, transparent, &known_max)) {
	case OFFER_LOWERED:
		writer_i16(&out->text, known_max);
		splice_end(out,
			   splice_begin(out, body_at + o->max_at,
					sizeof(known_max)),
			   from);
		return false;
	case OFFER_HIDDEN:
		splice_begin(out, body_at + w->begin, w->end - w->begin);
		return true;
	case OFFER_STAYS: break;
	}
	return false;
}

static enum rewrite_result cap_offers(struct walk *w, size_t body_at,
				      bool transparent, struct splices *out)
{
	size_t array = 0, from;
	int32_t offered = 0, hidden = 0;
	struct offer o = { 0 };

	while (walk_next(w))
		switch (w->field) {
		case API_VERSIONS_RESPONSE_API_KEYS:
			if (w->event == WALK_ARRAY) {
				offered = w->count;
				array = splice_begin(out, body_at + w->begin,
						     w->end - w->begin);
			} else if (w->event == WALK_END) {
				hidden += cap_offer(w, &o, body_at, transparent,
						    out);
			}
			break;
		case API_VERSIONS_RESPONSE_API_KEYS_API_KEY:
			o.key = (int16_t)w->number;
			break;
		case API_VERSIONS_RESPONSE_API_KEYS_MIN_VERSION:
			o.min = (int16_t)w->number;
			break;
		case API_VERSIONS_RESPONSE_API_KEYS_MAX_VERSION:
			o.max = (int16_t)w->number;
			o.max_at = w->begin;
			break;
		default: break;
		}
	if (walk_error(w) || out->failed)
		return REWRITE_MALFORMED;
	if (hidden) {
		from = out->text.size;
		writer_count(&out->text, offered - hidden, w->flexible);
		splice_end(out, array, from);
	} else {
		out->list[array].removed = 0;
	}
	return out->failed ? REWRITE_MALFORMED : REWRITE_DONE;
}

static bool is_valid_v0(struct bytes body)
{
	struct walk w;

	walk_init(&w, message_find(API_API_VERSIONS, 0, MESSAGE_RESPONSE), 0,
		  body);
	while (walk_next(&w))
		;
	return !walk_error(&w) && walk_trailing(&w) == 0;
}

/* Version 0: error, one key: ApiVersions, from 0 to 0. */
static enum rewrite_result offer_v0(size_t body_at, size_t body_size,
				    struct splices *out)
{
	size_t from = out->text.size;

	writer_i16(&out->text, ERROR_UNSUPPORTED_VERSION);
	writer_count(&out->text, 1, false);
	writer_i16(&out->text, API_API_VERSIONS);
	writer_i16(&out->text, 0);
	writer_i16(&out->text, 0);
	splice_end(out, splice_begin(out, body_at, body_size), from);
	return out->failed ? REWRITE_MALFORMED : REWRITE_DONE;
}

enum rewrite_result cap_versions(struct cursor *c, int16_t version,
				 bool transparent, struct splices *out)
{
	const struct message *m =
		message_find(API_API_VERSIONS, version, MESSAGE_RESPONSE);
	size_t body_at = cursor_offset(c);
	struct bytes body = cursor_take(c, cursor_left(c));
	struct cursor head;
	struct walk w;

	cursor_init(&head, body);
	int16_t error = cursor_i16(&head);

	if (!cursor_ok(&head))
		return REWRITE_MALFORMED;
	if (error == ERROR_UNSUPPORTED_VERSION && !is_valid_v0(body))
		return offer_v0(body_at, body.n, out);
	if (error != ERROR_NONE || !m)
		return REWRITE_DONE;
	walk_init(&w, m, version, body);
	return cap_offers(&w, body_at, transparent, out);
}
