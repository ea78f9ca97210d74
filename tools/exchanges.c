/* SPDX-License-Identifier: Apache-2.0 */
/* exchanges.c - `ktape dump --exchanges`: requests with their responses as JSON
 * Lines.  Around them stand the columns of the view `requests`, inside Kafka's
 * own field names:
 *
 *   {"exchange":7,"api":"Heartbeat","api_version":4,"client":"worker", ...,
 *    "request":{"size":57,"from":"frame","header":{"requestApiKey":12, ...},
 *               "body":{"groupId":"shop","generationId":1, ...}},
 *    "response":{"size":10, ...}}
 *
 *   "from":"frame"    the bytes were kept, and are decoded now
 *   "from":"rows"     they were not (--frames); see exchange_rows.c
 *   "withheld":true   they held secrets and are not on the tape
 *   "kept":false      they were not kept, and no rows say what was in them
 *
 * What was not understood has a "state", the reason, and the frame's bytes as
 * "base64" beside what can be read of it.  No response: null. */
#include "tools/exchanges.h"

#include "codec/json.h"
#include "store/frame.h"
#include "store/take.h"
#include "tools/header_json.h"
#include "tools/rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_AT = 64 * 1024 };

/* Its columns come first in each line, as they are. */
static const char head_sql[] =
	"SELECT exchange, time, api, api_version, correlation_id, client,"
	" service, broker, source, peer, connection, fate, error, time_us,"
	" sent_us, answered_us, delivered_us FROM requests WHERE 1";

/* Which exchanges name a partition of :topics? */
static const char touched_sql[] =
	" AND exchange IN (WITH these AS (SELECT p.id AS tp FROM"
	" topic_partition p JOIN topic t ON t.id = p.topic WHERE 1";
static const char touching_sql[] =
	") SELECT exchange FROM produce JOIN these USING (tp)"
	" UNION SELECT exchange FROM fetch JOIN these USING (tp)"
	" UNION SELECT exchange FROM offset_commit JOIN these USING (tp)"
	" UNION SELECT exchange FROM offset_fetch JOIN these USING (tp)"
	" UNION SELECT exchange FROM offset_lookup JOIN these USING (tp)"
	" UNION SELECT exchange FROM epoch_lookup JOIN these USING (tp))";

static const char exchange_sql[] =
	"SELECT api_key, api_version, request_bytes, response_bytes "
	"FROM exchange WHERE id = ?1";
static const char frame_sql[] =
	"SELECT f.state, f.why, f.size, f.bytes FROM frame_of o "
	"JOIN frame f ON f.id = o.row WHERE o.owner = ?1 AND f.direction = ?2 "
	"ORDER BY f.id LIMIT 1";

struct printing {
	struct tape *tape;
	struct frames frames;
	struct writer out;
	/* the exchange */
	int64_t id;
	int16_t api_key, api_version; /* -1: not known */
};

static int read_error(const struct printing *p, struct err *e)
{
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(p->tape),
		       sqlite3_errmsg(tape_db(p->tape)));
}

static struct bytes column_view(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_blob(st, column);

	return bytes_of(p, (size_t)sqlite3_column_bytes(st, column));
}

/* ---- which ones: the query */

static int whole_number(const char *text, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(text, &end, 10);
	return errno || end == text || *end || *n < 0 ? -1 : 0;
}

static int add_ids(sqlite3_str *sql, const struct opt_list *ids, struct err *e)
{
	int64_t id;

	for (size_t i = 0; i < ids->count; i++) {
		if (whole_number(ids->items[i], &id))
			return err_set(e, ERR_USAGE,
				       "--exchange takes a whole number, not "
				       "'%s'",
				       ids->items[i]);
		sqlite3_str_appendf(sql, "%s%lld",
				    i ? ", " : " AND exchange IN (",
				    (long long)id);
	}
	if (ids->count)
		sqlite3_str_appendall(sql, ")");
	return 0;
}

/* By the name in the tape, which an unknown one has not: then it is its key. */
static int add_apis(sqlite3_str *sql, const struct opt_list *apis,
		    struct err *e)
{
	for (size_t i = 0; i < apis->count; i++) {
		const char *name = apis->items[i];
		int64_t key = -1;

		if (whole_number(name, &key))
			key = api_key_named(name);
		if (key < 0 || key > INT16_MAX)
			return err_set(e, ERR_USAGE,
				       "--api: there is no API '%s'", name);
		sqlite3_str_appendf(sql,
				    "%s coalesce((SELECT name FROM api WHERE "
				    "key = %d), %d)",
				    i ? "," : " AND api IN (", (int)key,
				    (int)key);
	}
	if (apis->count)
		sqlite3_str_appendall(sql, ")");
	return 0;
}

static int add_topics(sqlite3_str *sql, const struct exchanges_options *o,
		      struct err *e)
{
	int64_t n;

	if (!o->topics.count && !o->partition)
		return 0;
	sqlite3_str_appendall(sql, touched_sql);
	for (size_t i = 0; i < o->topics.count; i++)
		sqlite3_str_appendf(sql, " %s t.name GLOB %Q",
				    i ? "OR" : "AND (", o->topics.items[i]);
	if (o->topics.count)
		sqlite3_str_appendall(sql, ")");
	if (o->partition && whole_number(o->partition, &n))
		return err_set(e, ERR_USAGE,
			       "--partition takes a whole number, not '%s'",
			       o->partition);
	if (o->partition)
		sqlite3_str_appendf(sql, " AND p.partition = %lld",
				    (long long)n);
	sqlite3_str_appendall(sql, touching_sql);
	return 0;
}

static sqlite3_stmt *query(struct tape *t, const struct exchanges_options *o,
			   struct err *e)
{
	sqlite3_str *text = sqlite3_str_new(tape_db(t));
	sqlite3_stmt *st = NULL;
	int rc;
	char *sql;

	sqlite3_str_appendall(text, head_sql);
	rc = add_ids(text, &o->ids, e);
	if (rc == 0)
		rc = add_apis(text, &o->apis, e);
	if (rc == 0)
		rc = add_topics(text, o, e);
	if (o->where)
		sqlite3_str_appendf(text, " AND (%s)", o->where);
	sqlite3_str_appendf(text, " ORDER BY exchange LIMIT %lld",
			    (long long)o->count);
	sql = sqlite3_str_finish(text);
	if (rc == 0 && !sql)
		err_set(e, ERR_IO, "no memory for the query");
	else if (rc == 0 && sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL))
		err_set(e, o->where ? ERR_USAGE : ERR_TAPE, "%s%s",
			o->where ? "--where: " : "",
			sqlite3_errmsg(tape_db(t)));
	sqlite3_free(sql);
	return st;
}

/* ---- one half, from its frame */

static void put_text(struct writer *out, const char *name, struct bytes text)
{
	json_raw(out, name);
	json_string(out, text);
}

/* ,"header":{...}: read off the frame's beginning. */
static bool put_header(struct printing *p, bool response, struct cursor *c)
{
	struct request_header h;
	int32_t correlation_id;
	bool good;

	json_raw(&p->out, ",\"header\":");
	if (response) {
		good = p->api_version >= 0 &&
		       response_header_read(c, p->api_key, p->api_version,
					    &correlation_id);
		if (good)
			response_header_json(&p->out, correlation_id);
	} else {
		good = request_header_read(c, &h);
		if (good)
			request_header_json(&p->out, &h);
	}
	if (!good)
		json_raw(&p->out, "null");
	return good;
}

/* ,"body":{...}; false: not all of it could be read, see `why`. */
static bool put_body(struct printing *p, bool response, struct bytes body,
		     struct err *why)
{
	int16_t version = p->api_version;
	const struct message *m;

	json_raw(&p->out, ",\"body\":");
	if (response)
		version = answered_version(p->api_key, version, body);
	m = message_find(p->api_key, version,
			 response ? MESSAGE_RESPONSE : MESSAGE_REQUEST);
	if (!m) {
		json_raw(&p->out, "null");
		return false;
	}
	return json_message(m, version, body, NULL, &p->out, why) &&
	       !why->text[0];
}

/* The frame: header, body, and its bytes if it was not all understood. */
static void put_frame(struct printing *p, bool response, struct bytes frame,
		      bool understood)
{
	struct err why = { 0 };
	struct cursor c;
	bool good;

	cursor_init(&c, frame);
	good = put_header(p, response, &c);
	if (good)
		good = put_body(p, response, cursor_take(&c, cursor_left(&c)),
				&why);
	else
		json_raw(&p->out, ",\"body\":null");
	if (why.text[0])
		put_text(&p->out, ",\"error\":", bytes_of_string(why.text));
	if (good && understood)
		return;
	json_raw(&p->out, ",\"base64\":\"");
	json_base64(&p->out, frame);
	json_raw(&p->out, "\"");
}

/* `st` stands on the half's row of `frame`. */
static int put_kept(struct printing *p, bool response, sqlite3_stmt *st,
		    struct err *e)
{
	struct bytes state = column_view(st, 0), why = column_view(st, 1);
	bool understood = bytes_equal(state, bytes_of_string("understood"));
	struct bytes frame;

	if (sqlite3_column_type(st, 3) != SQLITE_BLOB ||
	    frame_is_secret(p->api_key)) {
		json_raw(&p->out,
			 ",\"withheld\":true,\"header\":null,\"body\":null");
		return 0;
	}
	if (frames_open(&p->frames, column_view(st, 3),
			sqlite3_column_int64(st, 2), &frame, e))
		return -1;
	json_raw(&p->out, ",\"from\":\"frame\"");
	if (!understood)
		put_text(&p->out, ",\"state\":", state);
	if (why.n)
		put_text(&p->out, ",\"why\":", why);
	put_frame(p, response, frame, understood);
	return 0;
}

static int put_from_rows(struct printing *p, bool response, struct err *e)
{
	size_t before = p->out.size;
	int rc;

	json_raw(&p->out, ",\"from\":\"rows\",\"body\":");
	rc = exchange_rows_json(p->tape, p->api_key, response, p->id, &p->out,
				e);
	if (rc <= 0)
		return rc;
	writer_truncate(&p->out, before);
	json_raw(&p->out, ",\"kept\":false,\"body\":null");
	return 0;
}

/* ,"request":{...}; `size` is on the tape, or null: there was none. */
static int put_half(struct printing *p, bool response, sqlite3_stmt *size,
		    struct err *e)
{
	int column = response ? 3 : 2, rc;
	sqlite3_stmt *st;

	json_raw(&p->out, response ? ",\"response\":" : ",\"request\":");
	if (sqlite3_column_type(size, column) == SQLITE_NULL) {
		json_raw(&p->out, "null");
		return 0;
	}
	st = tape_statement(p->tape, frame_sql, e);
	if (!st)
		return -1;
	json_raw(&p->out, "{\"size\":");
	json_int(&p->out, sqlite3_column_int64(size, column));
	sqlite3_bind_int64(st, 1, p->id);
	sqlite3_bind_text(st, 2, response ? "response" : "request", -1,
			  SQLITE_STATIC);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		rc = put_kept(p, response, st, e);
	else if (rc == SQLITE_DONE)
		rc = put_from_rows(p, response, e);
	else
		rc = read_error(p, e);
	sqlite3_reset(st);
	json_raw(&p->out, "}");
	return rc;
}

/* ---- all of them */

static int16_t column_version(sqlite3_stmt *st, int column)
{
	int64_t n = sqlite3_column_int64(st, column);

	if (sqlite3_column_type(st, column) == SQLITE_NULL || n < 0 ||
	    n > INT16_MAX)
		return -1;
	return (int16_t)n;
}

static int put_exchange(struct printing *p, sqlite3_stmt *head, struct err *e)
{
	sqlite3_stmt *st = tape_statement(p->tape, exchange_sql, e);
	int rc;

	if (!st)
		return -1;
	rows_json(&p->out, head);
	writer_truncate(&p->out, p->out.size - 1); /* its brace */
	p->id = sqlite3_column_int64(head, 0);
	sqlite3_bind_int64(st, 1, p->id);
	if (sqlite3_step(st) == SQLITE_ROW) {
		p->api_key = column_version(st, 0);
		p->api_version = column_version(st, 1);
		rc = put_half(p, false, st, e);
		if (rc == 0)
			rc = put_half(p, true, st, e);
	} else {
		rc = read_error(p, e);
	}
	sqlite3_reset(st);
	json_raw(&p->out, "}\n");
	return rc;
}

static int flush(struct printing *p, size_t above, struct err *e)
{
	size_t size = p->out.size;

	if (p->out.failed)
		return err_set(e, ERR_IO, "no memory for exchange %lld",
			       (long long)p->id);
	if (size <= above)
		return 0;
	if (fwrite(p->out.data, 1, size, stdout) != size)
		return err_set(e, ERR_IO, "cannot write to stdout: %s",
			       strerror(errno));
	writer_reset(&p->out);
	return 0;
}

static int print_all(struct printing *p, sqlite3_stmt *head, struct err *e)
{
	int rc;

	while ((rc = sqlite3_step(head)) == SQLITE_ROW)
		if (put_exchange(p, head, e) || flush(p, FLUSH_AT, e))
			return -1;
	return rc == SQLITE_DONE ? flush(p, 0, e) : read_error(p, e);
}

int exchanges_print(struct tape *t, const struct exchanges_options *options,
		    struct err *e)
{
	struct printing p = { .tape = t };
	sqlite3_stmt *head;
	int rc = -1;

	/* one view of the tape, also while it is being recorded */
	if (sqlite3_exec(tape_db(t), "BEGIN", NULL, NULL, NULL))
		return read_error(&p, e);
	writer_init(&p.out, 0);
	head = query(t, options, e);
	if (head && exchange_rows_prepare(t, e) == 0)
		rc = print_all(&p, head, e);
	sqlite3_finalize(head);
	writer_release(&p.out);
	frames_release(&p.frames);
	return rc;
}
