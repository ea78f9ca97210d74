/* SPDX-License-Identifier: Apache-2.0 */
/* responses.c - what a broker sends: frame by frame, matched with the request
 * that it answers.  Three ways through:
 *
 *	pass     ───────────────────────────────▶  as it arrives
 *	stream   ──▶ skim: endpoints blanked ───▶  as it arrives, same length
 *	hold     ──▶ until whole ──▶ splices ───▶  addresses replaced
 *
 * The recorder gets the broker's bytes in each case.  What can't be matched or
 * rewritten closes the connection; it is never passed on. */
#include "proxy/session.h"

#include "codec/cursor.h"
#include "codec/frame.h"
#include "codec/message.h"
#include "proxy/head.h"
#include "proxy/proxy_internal.h"

enum { HOLD_MAX = 64 * 1024 * 1024 };

static void fail_response(struct session *s, const struct request *q,
			  const char *what)
{
	const char *name = api_name(q->api_key);

	session_fail(s, "ktape", "the broker's answer to %s (%d) version %d %s",
		     name ? name : "an unknown API", q->api_key, q->api_version,
		     what);
}

void responses_init(struct session *s)
{
	writer_init(&s->held, HOLD_MAX + FRAME_PREFIX);
}

/* ---- hold */

static void pass_spliced(struct session *s, const struct request *q,
			 const struct splices *splices, struct bytes frame)
{
	struct writer out;

	writer_init(&out, 0);
	if (splices_apply(splices, frame, &out))
		output_copy(&s->down.relay->output, writer_bytes(&out));
	else
		fail_response(s, q, "can't be rewritten: out of memory");
	writer_release(&out);
}

/* A whole response, size prefix included; `b`: the buffer that it lies in, or
 * NULL when it has been put together. */
static void pass_rewritten(struct session *s, const struct request *q,
			   struct buffer *b, struct bytes frame)
{
	struct output *o = &s->down.relay->output;
	struct splices splices;

	splices_init(&splices);
	switch (rewrite_response(q->api_key, q->api_version, frame,
				 s->proxy->options.transparent, session_address,
				 s, &splices)) {
	case REWRITE_DONE:
		if (splices.count)
			pass_spliced(s, q, &splices, frame);
		else if (b)
			output_pass(o, b, frame);
		else
			output_copy(o, frame);
		if (q->api_key == API_METADATA)
			proxy_saw_metadata(s->proxy, q->api_version, frame);
		break;
	case REWRITE_MALFORMED: fail_response(s, q, "is malformed"); break;
	case REWRITE_NO_ADDRESS:
		fail_response(s, q, "names a broker that has no address here");
		break;
	}
	splices_release(&splices);
}

static void hold(struct session *s, const struct request *q, struct buffer *b,
		 struct bytes bytes)
{
	if (!s->held.size && bytes.n == s->response.left) {
		pass_rewritten(s, q, b, bytes);
		return;
	}
	writer_raw(&s->held, bytes);
	if (s->held.failed)
		fail_response(s, q, "can't be held: out of memory");
	else if (bytes.n == s->response.left)
		pass_rewritten(s, q, NULL, writer_bytes(&s->held));
}

/* ---- stream */

static void stream(struct session *s, const struct request *q, struct buffer *b,
		   struct bytes bytes)
{
	struct output *o = &s->down.relay->output;
	struct writer *out = relay_payload(s->down.relay);

	switch (skim_feed(s->skim, bytes, out)) {
	case SKIM_SAME: output_pass(o, b, bytes); break;
	case SKIM_CHANGED: output_copy(o, writer_bytes(out)); break;
	case SKIM_MALFORMED: fail_response(s, q, "is malformed"); break;
	}
	if (out->failed)
		fail_response(s, q, "can't be rewritten: out of memory");
	writer_reset(out);
}

static bool stream_begin(struct session *s, const struct request *q,
			 uint32_t size)
{
	if (!s->skim)
		s->skim = skim_new(q->api_key, q->api_version);
	if (!s->skim) {
		fail_response(s, q, "can't be rewritten: out of memory");
		return false;
	}
	skim_reset(s->skim, q->api_key, q->api_version, size);
	return true;
}

/* ---- any */

static void response_end(struct session *s)
{
	inflight_pop(&s->inflight);
	if (s->tokens_follow)
		sasl_begin(&s->sasl, s->sasl.named);
	s->tokens_follow = false;
	/* split ones are rare: don't keep the memory */
	if (s->held.capacity) {
		writer_release(&s->held);
		responses_init(s);
	}
}

static size_t response_pass(struct session *s, struct buffer *b,
			    struct bytes view)
{
	struct relay *r = s->down.relay;
	struct bytes bytes = bytes_first(view, s->response.left);
	const struct request *q = inflight_first(&s->inflight);

	if (s->response.token || s->need == REWRITE_NONE)
		output_pass(&r->output, b, bytes);
	else if (s->need == REWRITE_STREAM)
		stream(s, q, b, bytes);
	else
		hold(s, q, b, bytes);
	if (!passing_take(r, &s->response, bytes,
			  s->down.put + r->output.bytes) ||
	    s->response.token)
		return bytes.n;
	if (s->closed_by)
		passing_note(r, &s->response, EVENT_UNDELIVERED);
	response_end(s);
	return bytes.n;
}

static size_t token_begin(struct session *s, struct buffer *b,
			  struct bytes view, uint32_t size)
{
	passing_begin(&s->response, s->connection, size, EVENT_RESPONSE);
	s->response.token = true;
	s->response.kept = 0;
	return response_pass(s, b, view);
}

/* What a broker answers before it knows who asks. */
static bool is_login(int16_t api_key)
{
	return api_key == API_SASL_HANDSHAKE ||
	       api_key == API_SASL_AUTHENTICATE || api_key == API_API_VERSIONS;
}

/* The broker answers, so it has let the user in.  By Kafka's rule nobody else
 * may authenticate later on this connection (KIP-368). */
static void tell_principal(struct session *s)
{
	struct relay *r = s->down.relay;
	struct writer *out = relay_payload(r);

	writer_raw(out, bytes_of_string("User:"));
	writer_raw(out, bytes_of_string(s->sasl.user));
	relay_note(r, EVENT_PRINCIPAL, s->connection, 0);
	s->sasl.user[0] = '\0';
}

static void response_begin(struct session *s, const struct request *q,
			   struct bytes frame, uint32_t size)
{
	struct passing *f = &s->response;

	passing_begin(f, s->connection, size, EVENT_RESPONSE);
	f->exchange = q->exchange;
	f->api_key = q->api_key;
	f->unrecorded = q->unrecorded;
	f->earlier = q->unrecorded ? 0 : q->size;
	f->kept = head_response_kept(q->api_key, q->api_version, frame, size);
	if (f->kept < size)
		f->flags |= EVENT_WITHHELD;
	s->need = q->need;
	if (q->tokens_follow && head_handshake_error(frame) == 0)
		s->tokens_follow = true;
	if (s->sasl.user[0] && !is_login(q->api_key))
		tell_principal(s);
}

/* Can the response be let through at all? */
static bool response_check(struct session *s, const struct request *q,
			   struct bytes frame, uint32_t size)
{
	struct cursor c;

	cursor_init(&c, frame);
	if (cursor_i32(&c) != q->correlation_id) {
		fail_response(s, q, "has another correlation id");
		return false;
	}
	if (q->need == REWRITE_HOLD && size > HOLD_MAX) {
		fail_response(s, q, "is too large to be rewritten");
		return false;
	}
	return q->need != REWRITE_STREAM || stream_begin(s, q, size);
}

static size_t frame_begin(struct session *s, struct buffer *b,
			  struct bytes view)
{
	const struct request *q = inflight_first(&s->inflight);
	uint32_t size;
	enum frame_kind kind = frame_size(view, INT32_MAX, &size);
	struct bytes frame;

	if (kind == FRAME_SHORT)
		return 0;
	frame = bytes_after(view, FRAME_PREFIX);
	if (kind == FRAME_KAFKA && sasl_token_from_broker(&s->sasl))
		return token_begin(s, b, view, size);
	if (kind != FRAME_KAFKA || !q || size < sizeof(int32_t)) {
		session_fail(s, "ktape", "the broker sent %s",
			     kind != FRAME_KAFKA ? frame_kind_text(kind)
			     : !q ? "an answer that nobody asked for"
				  : "an answer without a header");
		return 0;
	}
	if (frame.n < head_response_size(q->api_key, size))
		return 0;
	if (!response_check(s, q, frame, size))
		return 0;
	response_begin(s, q, frame, size);
	return response_pass(s, b, view);
}

size_t responses_take(struct pipe *p, struct buffer *b, struct bytes view)
{
	struct session *s = p->data;
	size_t at = 0;

	while (at < view.n && !s->closed_by) {
		struct bytes rest = bytes_after(view, at);
		size_t n = s->response.left ? response_pass(s, b, rest)
					    : frame_begin(s, b, rest);

		if (n == 0)
			break;
		at += n;
	}
	return at;
}
