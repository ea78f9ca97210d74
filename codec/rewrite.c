/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite.c - which responses carry addresses of brokers, and new ones in their
 * place.  The walker finds them; nothing is decoded and encoded again.  What
 * streams through instead of being held is blanked by skim.c.
 *
 * An address is two neighbours, host and port, replaced as one range.  Where
 * they lie in a tagged field (Produce), the field's size comes before them and
 * changes with them:
 *
 *     | tag | size | count | node id | host | port | rack | ...
 *             ────                     ───────────
 */
#include "codec/rewrite.h"

#include "codec/cap.h"
#include "codec/frame.h"
#include "codec/header.h"
#include "codec/walk.h"

static const struct {
	int16_t api_key;
	int16_t since; /* the first version with addresses */
	enum rewrite_need need;
} needs[] = {
	{ API_PRODUCE, 10, REWRITE_HOLD },
	{ API_FETCH, 16, REWRITE_STREAM },
	{ API_METADATA, 0, REWRITE_HOLD },
	{ API_FIND_COORDINATOR, 0, REWRITE_HOLD },
	{ API_DESCRIBE_CLUSTER, 0, REWRITE_HOLD },
	{ API_SHARE_FETCH, 0, REWRITE_STREAM },
	{ API_SHARE_ACKNOWLEDGE, 0, REWRITE_STREAM },
};

static int need_of(int16_t api_key)
{
	for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++)
		if (needs[i].api_key == api_key)
			return (int)i;
	return -1;
}

bool rewrite_carries_addresses(int16_t api_key)
{
	return need_of(api_key) >= 0;
}

enum rewrite_need rewrite_need(int16_t api_key, int16_t api_version)
{
	int i = need_of(api_key);

	if (api_key == API_API_VERSIONS)
		return REWRITE_HOLD;
	if (i < 0)
		return REWRITE_NONE;
	if (!message_find(api_key, api_version, MESSAGE_RESPONSE))
		return REWRITE_REFUSE;
	return api_version < needs[i].since ? REWRITE_NONE : needs[i].need;
}

/* Where the three parts of an address are; always in this order. */
static const struct {
	enum message_field node_id, host, port;
} parts[] = {
	{ PRODUCE_RESPONSE_NODE_ENDPOINTS_NODE_ID,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_HOST,
	  PRODUCE_RESPONSE_NODE_ENDPOINTS_PORT },
	{ METADATA_RESPONSE_BROKERS_NODE_ID, METADATA_RESPONSE_BROKERS_HOST,
	  METADATA_RESPONSE_BROKERS_PORT },
	{ FIND_COORDINATOR_RESPONSE_NODE_ID, FIND_COORDINATOR_RESPONSE_HOST,
	  FIND_COORDINATOR_RESPONSE_PORT },
	{ FIND_COORDINATOR_RESPONSE_COORDINATORS_NODE_ID,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_HOST,
	  FIND_COORDINATOR_RESPONSE_COORDINATORS_PORT },
	{ DESCRIBE_CLUSTER_RESPONSE_BROKERS_BROKER_ID,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_HOST,
	  DESCRIBE_CLUSTER_RESPONSE_BROKERS_PORT },
};

enum { ENDPOINT_BROKERS = 1, ENDPOINT_CONTROLLERS = 2 };

/* A response being rewritten. */
struct rewriting {
	struct walk w;
	struct bytes body;
	size_t body_at; /* in the frame */
	address_map map;
	void *ctx;
	struct splices *out;

	/* the address being read */
	int32_t node_id;
	struct bytes host;
	size_t host_at;
	int64_t endpoint_type;

	/* the tagged field that it lies in */
	size_t size_splice, size_at;
	int64_t growth;
};

static void begin_tag(struct rewriting *r)
{
	struct cursor c;

	r->size_at = r->w.tag_size_at;
	cursor_init(&c,
		    bytes_of(r->body.p + r->size_at, r->body.n - r->size_at));
	cursor_uvarint(&c);
	r->size_splice = splice_begin(r->out, r->body_at + r->size_at,
				      cursor_offset(&c));
}

static void end_tag(struct rewriting *r)
{
	struct splices *out = r->out;
	size_t from = out->text.size;
	struct cursor c;

	if (out->failed || !r->size_at)
		return;
	if (!r->growth) {
		out->list[r->size_splice].removed = 0;
		return;
	}
	cursor_init(&c,
		    bytes_of(r->body.p + r->size_at, r->body.n - r->size_at));
	writer_uvarint(&out->text, (uint32_t)(cursor_uvarint(&c) + r->growth));
	splice_end(out, r->size_splice, from);
}

/* The walker is at the port: the address is complete. */
static enum rewrite_result rewrite_address(struct rewriting *r)
{
	const struct walk *w = &r->w;
	struct splices *out = r->out;
	size_t from = out->text.size, old = w->end - r->host_at;
	int32_t port = (int32_t)w->number;
	struct address to;

	if (!r->host.n || r->endpoint_type == ENDPOINT_CONTROLLERS)
		return REWRITE_DONE;
	if (!r->map(r->ctx, r->node_id, r->host, port, &to))
		return REWRITE_NO_ADDRESS;
	struct bytes host = bytes_of_string(to.host);

	if (port == to.port && bytes_equal(host, r->host))
		return REWRITE_DONE;
	if (w->tag_size_at && !r->size_at)
		begin_tag(r);
	writer_string(&out->text, host, w->flexible);
	writer_i32(&out->text, to.port);
	r->growth += (int64_t)(out->text.size - from) - (int64_t)old;
	splice_end(out, splice_begin(out, r->body_at + r->host_at, old), from);
	return REWRITE_DONE;
}

static enum rewrite_result rewrite_part(struct rewriting *r)
{
	const struct walk *w = &r->w;

	if (w->field == DESCRIBE_CLUSTER_RESPONSE_ENDPOINT_TYPE)
		r->endpoint_type = w->number;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (w->field == parts[i].node_id)
			r->node_id = (int32_t)w->number;
		if (w->field == parts[i].host) {
			r->host = w->bytes;
			r->host_at = w->begin;
		}
		if (w->field == parts[i].port)
			return rewrite_address(r);
	}
	return REWRITE_DONE;
}

static enum rewrite_result rewrite_addresses(struct rewriting *r)
{
	enum rewrite_result result = REWRITE_DONE;

	while (result == REWRITE_DONE && walk_next(&r->w))
		if (r->w.event == WALK_VALUE)
			result = rewrite_part(r);
	end_tag(r);
	if (walk_error(&r->w) || r->out->failed)
		return REWRITE_MALFORMED;
	return result;
}

enum rewrite_result rewrite_response(int16_t api_key, int16_t api_version,
				     struct bytes frame, bool transparent,
				     address_map map, void *ctx,
				     struct splices *out)
{
	const struct message *m =
		message_find(api_key, api_version, MESSAGE_RESPONSE);
	struct rewriting r = { .map = map,
			       .ctx = ctx,
			       .out = out,
			       .endpoint_type = ENDPOINT_BROKERS };
	int32_t correlation_id;
	struct cursor c;

	splices_reset(out);
	cursor_init(&c, frame);
	uint32_t size = cursor_u32(&c);

	if (size != cursor_left(&c) ||
	    !response_header_read(&c, api_key, api_version, &correlation_id))
		return REWRITE_MALFORMED;
	if (api_key == API_API_VERSIONS)
		return cap_versions(&c, api_version, transparent, out);
	if (!m)
		return REWRITE_MALFORMED;
	r.body_at = cursor_offset(&c);
	r.body = cursor_take(&c, cursor_left(&c));
	walk_init(&r.w, m, api_version, r.body);
	return rewrite_addresses(&r);
}
