/* SPDX-License-Identifier: Apache-2.0 */
/* requests.c - what a client sends: frame by frame, unchanged.  A frame's first
 * byte passes when its head has been understood; the rest is not looked at.
 *
 *	size key version correlation ...      size key ...
 *	|--- held back until read ---|------ passes ------|
 *
 * What can't be a request closes the connection before a byte of it gets to the
 * broker. */
#include "proxy/session.h"

#include "codec/frame.h"
#include "codec/message.h"
#include "proxy/head.h"
#include "proxy/proxy_internal.h"

enum {
	/* of a token that is compared with a request: key and version */
	TOKEN_HEAD = 4,
	/* GSSAPI's first byte: clients of 0.9 send tokens without handshake */
	GSSAPI_TOKEN = 0x60,
};

/* Bytes of the frame on its way. */
static size_t request_pass(struct session *s, struct buffer *b,
			   struct bytes view)
{
	struct relay *r = s->up.relay;
	struct bytes bytes = bytes_first(view, s->request.left);
	struct request *newest;

	output_pass(&r->output, b, bytes);
	passing_take(r, &s->request, bytes, s->up.put + r->output.bytes);
	newest = inflight_last(&s->inflight);
	if (newest && newest->exchange == s->request.exchange)
		newest->unrecorded = s->request.unrecorded;
	return bytes.n;
}

/* Does a raw SASL token begin here?  `frame` is the frame behind its size. */
static bool is_token(struct session *s, struct bytes frame, uint32_t size)
{
	if (s->requests == 0 && s->sasl.mechanism == SASL_NONE && size > 0 &&
	    frame.p[0] == GSSAPI_TOKEN)
		sasl_begin(&s->sasl, SASL_OTHER);
	return sasl_token_from_client(&s->sasl, bytes_first(frame, size));
}

static size_t token_begin(struct session *s, struct buffer *b,
			  struct bytes view, uint32_t size)
{
	if (size > SASL_MAX_TOKEN) {
		session_fail(s, "ktape", "a SASL token of %u bytes", size);
		return 0;
	}
	if (view.n >= FRAME_PREFIX + (size_t)size)
		sasl_read_user(&s->sasl, bytes_of(view.p + FRAME_PREFIX, size));
	passing_begin(&s->request, s->connection, size, EVENT_REQUEST);
	s->request.token = true;
	s->request.kept = 0;
	return request_pass(s, b, view);
}

/* Remember it until its response comes. */
static bool expect_response(struct session *s, const struct request_head *h,
			    enum rewrite_need need, uint32_t size)
{
	struct request r = {
		.exchange = s->request.exchange,
		.correlation_id = h->correlation_id,
		.api_key = h->api_key,
		.api_version = h->api_version,
		.size = size,
		.need = (uint8_t)need,
		.tokens_follow = h->tokens_follow,
	};

	if (inflight_push(&s->inflight, &r))
		return true;
	session_fail(s, "ktape", "out of memory");
	return false;
}

static size_t request_begin(struct session *s, struct buffer *b,
			    struct bytes view, const struct request_head *h,
			    uint32_t size)
{
	enum rewrite_need need = rewrite_need(h->api_key, h->api_version);
	struct relay *r = s->up.relay;

	if (need == REWRITE_REFUSE) {
		session_fail(s, "ktape",
			     "%s version %d is newer than ktape knows and its "
			     "answer would name brokers",
			     api_name(h->api_key), h->api_version);
		return 0;
	}
	passing_begin(&s->request, s->connection, size,
		      h->withheld ? EVENT_REQUEST | EVENT_WITHHELD
				  : EVENT_REQUEST);
	s->request.exchange = ++r->last_exchange;
	s->request.api_key = h->api_key;
	s->request.kept = h->kept;
	s->request.unanswered = h->unanswered;
	if (h->mechanism != SASL_NONE)
		s->sasl.named = h->mechanism;
	if (h->token_size)
		sasl_read_user(&s->sasl,
			       bytes_of(view.p + FRAME_PREFIX + h->token_at,
					h->token_size));
	s->requests++;
	r->requests++;
	if (!h->unanswered && !expect_response(s, h, need, size))
		return 0;
	return request_pass(s, b, view);
}

/* Wait for no more of this request: it can't be one. */
static size_t refuse(struct session *s, const char *what)
{
	session_fail(s, "ktape", "%s instead of a Kafka request", what);
	return 0;
}

static size_t frame_begin(struct session *s, struct buffer *b,
			  struct bytes view)
{
	uint32_t size;
	enum frame_kind kind =
		frame_size(view, s->proxy->options.max_request, &size);
	struct request_head head;
	struct bytes frame;

	if (kind == FRAME_SHORT)
		return 0;
	if (kind != FRAME_KAFKA)
		return refuse(s, frame_kind_text(kind));
	if (s->misdialled && session_can_redial(s))
		return 0;
	frame = bytes_after(view, FRAME_PREFIX);
	if (frame.n < size && frame.n < TOKEN_HEAD)
		return 0;
	if (is_token(s, frame, size))
		return token_begin(s, b, view, size);
	switch (head_read(frame, size, &head)) {
	case HEAD_SHORT: return 0;
	case HEAD_READ: return request_begin(s, b, view, &head, size);
	case HEAD_MALFORMED: break;
	}
	return refuse(s, "bytes without a valid header");
}

size_t requests_take(struct pipe *p, struct buffer *b, struct bytes view)
{
	struct session *s = p->data;
	size_t at = 0;

	while (at < view.n && !s->closed_by) {
		struct bytes rest = bytes_after(view, at);
		size_t n = s->request.left ? request_pass(s, b, rest)
					   : frame_begin(s, b, rest);

		if (n == 0)
			break;
		at += n;
	}
	return at;
}
