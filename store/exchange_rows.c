/* SPDX-License-Identifier: Apache-2.0 */
/* exchange_rows.c - the rows of an exchange itself: `exchange`, and `frame` for
 * halves whose bytes are kept.  What its messages say is the observers'.
 *
 * When frames that are on the tape are read again (reread.h), the rows are there
 * and only what an older build did not understand is filled in. */
#include "store/change.h"
#include "store/observe.h"
#include "store/take.h"

/* ---- rows of the exchange itself */

static const char *const fates[] = { "open", "answered", "unanswered", "cut" };

static const char understood_sql[] =
	"UPDATE exchange SET error_code = ?2, instance = coalesce(instance, ?3), "
	"api_key = ?4, api_version = ?5 WHERE id = ?1";

static int fill_in(struct scribe *s, const struct exchange *x, struct err *e)
{
	int64_t values[] = {
		(int64_t)x->id,
		x->error != ERROR_NOT_KNOWN ? x->error : CHANGE_NULL,
		x->instance ? x->instance : CHANGE_NULL,
		x->header_read ? x->header.api_key : CHANGE_NULL,
		x->header_read ? x->header.api_version : CHANGE_NULL,
	};

	return change(s->tape, understood_sql, values, 5, e);
}

int scribe_insert_exchange(struct scribe *s, const struct exchange *x,
			   struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_EXCHANGE);
	const struct request_header *h = &x->header;
	const int32_t none = INT32_MIN;

	if (s->options.again)
		return fill_in(s, x, e);
	insert_int(i, (int64_t)x->id);
	insert_int_or_null(i, (int64_t)x->connection->id, 0);
	insert_int_or_null(i, x->instance, 0);
	insert_int_or_null(i, x->header_read ? h->api_key : none, none);
	insert_int_or_null(i, x->header_read ? h->api_version : none, none);
	if (x->header_read)
		insert_int(i, h->correlation_id);
	else
		insert_null(i);
	insert_text_or_blob(i, h->client_id);
	insert_int(i, x->request_size);
	insert_int_or_null(i, x->response_size, -1);
	insert_int(i, x->q);
	insert_int_or_null(i, x->f, 0);
	insert_int_or_null(i, x->r, 0);
	insert_int_or_null(i, x->d, 0);
	insert_int_or_null(i, x->error, ERROR_NOT_KNOWN);
	insert_text(i, fates[x->fate]);
	return insert_row(i, e) < 0 ? -1 : 0;
}

static const char complete_sql[] =
	"UPDATE exchange SET response_bytes = ?2, r = ?3, d = ?4, "
	"error_code = ?5, fate = ?6 WHERE id = ?1";

int scribe_complete_exchange(struct scribe *s, const struct exchange *x,
			     struct err *e)
{
	sqlite3_stmt *st;

	if (s->options.again)
		return fill_in(s, x, e);
	st = tape_statement(s->tape, complete_sql, e);
	if (!st)
		return -1;
	sqlite3_clear_bindings(st);
	sqlite3_bind_int64(st, 1, (int64_t)x->id);
	if (x->response_size >= 0)
		sqlite3_bind_int64(st, 2, x->response_size);
	if (x->r)
		sqlite3_bind_int64(st, 3, x->r);
	if (x->d)
		sqlite3_bind_int64(st, 4, x->d);
	if (x->error != ERROR_NOT_KNOWN)
		sqlite3_bind_int(st, 5, x->error);
	sqlite3_bind_text(st, 6, fates[x->fate], -1, SQLITE_STATIC);
	return tape_step(s->tape, st, e);
}

/* ---- frames */

/* What Produce and Fetch hold is in rows; of the others the bytes are kept. */
static bool keeps(const struct scribe *s, const struct exchange *x,
		  enum frame_state state)
{
	if (state != FRAME_UNDERSTOOD || s->options.frames == FRAMES_ALL)
		return true;
	return s->options.frames == FRAMES_CONTROL &&
	       x->header.api_key != API_PRODUCE &&
	       x->header.api_key != API_FETCH;
}

/* Values of configs that are not a topic's may be passwords; what can't be read
 * may be one of those. */
static bool is_withheld(const struct exchange *x, bool response)
{
	int16_t api = x->header.api_key;

	if (x->withheld || frame_is_secret(api))
		return true;
	if (response ||
	    (api != API_ALTER_CONFIGS && api != API_INCREMENTAL_ALTER_CONFIGS))
		return false;
	return x->request.secret ||
	       (x->state != FRAME_UNDERSTOOD && x->state != FRAME_TRAILING);
}

static const char reread_sql[] =
	"UPDATE frame SET state = ?3, why = ?4, "
	"bytes = CASE WHEN ?5 THEN NULL ELSE bytes END "
	"WHERE id = (SELECT row FROM temp.again "
	"WHERE exchange = ?1 AND direction = ?2) AND bytes IS NOT NULL";

/* Its bytes stay, but for what is only now known to be a secret. */
static int change_frame(struct scribe *s, const struct frame *frame,
			struct err *e)
{
	sqlite3_stmt *st = tape_statement(s->tape, reread_sql, e);

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, frame->exchange);
	sqlite3_bind_text(st, 2, frame->response ? "response" : "request", -1,
			  SQLITE_STATIC);
	sqlite3_bind_text(st, 3, frame_state_name(frame->state), -1,
			  SQLITE_STATIC);
	sqlite3_bind_text(st, 4, frame->why && *frame->why ? frame->why : NULL,
			  -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 5, frame->withheld);
	return tape_step(s->tape, st, e);
}

static int keep(struct scribe *s, const struct exchange *x,
		const struct frame *frame, struct err *e)
{
	if (s->options.again)
		return change_frame(s, frame, e);
	return keeps(s, x, frame->state)
		       ? frames_keep(&s->frames, s->tape, frame, e)
		       : 0;
}

int scribe_keep_request(struct scribe *s, const struct exchange *x,
			struct err *e)
{
	struct frame frame = {
		.exchange = (int64_t)x->id,
		.state = x->state,
		.why = x->why,
		.size = x->request_size,
		.bytes = exchange_frame(x),
		.withheld = is_withheld(x, false),
	};

	return keep(s, x, &frame, e);
}

int scribe_keep_response(struct scribe *s, const struct exchange *x,
			 struct bytes bytes, const struct taken *taken,
			 struct err *e)
{
	struct frame frame = {
		.exchange = (int64_t)x->id,
		.response = true,
		.state = taken->state,
		.why = taken->why,
		.size = x->response_size,
		.bytes = bytes,
		.withheld = is_withheld(x, true),
	};

	return keep(s, x, &frame, e);
}
