/* SPDX-License-Identifier: Apache-2.0 */
/* reread.c - kept frames through the scribe a second time.
 *
 *   frame (opaque, malformed) ──can this build read it?──▶ temp.again
 *   temp.again, in the order of the stamps ──▶ scribe ──▶ rows
 *
 * Both halves of such an exchange are fed, as they came when they were recorded:
 * a request by q, a response by r.  What the tape knew of sessions at that time
 * is not there any more; positions that hung on it stay unknown. */
#include "store/reread.h"

#include "store/change.h"
#include "store/observe.h"
#include "store/take.h"

#include <stdlib.h>

/* Candidates, by exchange; `row` is the frame's. */
static const char *const choose_sql[] = {
	"PRAGMA secure_delete = ON",
	"DROP TABLE IF EXISTS temp.again",
	"DROP TABLE IF EXISTS temp.readable",
	"CREATE TEMP TABLE readable (exchange INTEGER PRIMARY KEY)",
	"CREATE TEMP TABLE again (exchange INTEGER, direction TEXT, "
	"row INTEGER, PRIMARY KEY (exchange, direction)) WITHOUT ROWID",
	"INSERT OR IGNORE INTO again SELECT exchange, direction, id "
	"FROM main.frame WHERE bytes IS NOT NULL AND exchange IN ("
	"SELECT exchange FROM main.frame WHERE bytes IS NOT NULL "
	"AND state IN ('opaque', 'malformed'))",
	"DELETE FROM again WHERE exchange NOT IN ("
	"SELECT exchange FROM again WHERE direction = 'request')",
	"DELETE FROM again WHERE exchange IN (SELECT a.exchange "
	"FROM main.produce p CROSS JOIN again a ON a.exchange = p.exchange)",
	"DELETE FROM again WHERE exchange IN (SELECT a.exchange "
	"FROM main.fetch f CROSS JOIN again a ON a.exchange = f.exchange)",
};

/* Rows of a request whose answer could not be read; nothing leans on them. */
static const char *const clear_sql[] = {
	"DELETE FROM again WHERE exchange NOT IN (SELECT * FROM readable)",
	"DELETE FROM main.offset_commit WHERE exchange IN readable",
	"DELETE FROM main.offset_fetch WHERE exchange IN readable",
	"DELETE FROM main.offset_lookup WHERE exchange IN readable",
	"DELETE FROM main.epoch_lookup WHERE exchange IN readable",
	"DELETE FROM main.member_event WHERE exchange IN readable",
	"DELETE FROM main.assignment WHERE exchange IN readable",
	"DELETE FROM main.coordinator WHERE exchange IN readable",
	"DELETE FROM main.txn_event WHERE exchange IN readable",
	"DELETE FROM main.acquisition WHERE exchange IN readable",
	"DELETE FROM main.acknowledgement WHERE exchange IN readable",
};

static const char unread_sql[] =
	"SELECT e.id, a.direction = 'response', e.api_key, e.api_version, "
	"f.size, f.bytes FROM temp.again a JOIN main.frame f ON f.id = a.row "
	"JOIN main.exchange e ON e.id = a.exchange "
	"WHERE f.state IN ('opaque', 'malformed') "
	"AND e.connection IS NOT NULL";

/* The bytes are looked up one by one, so that they are not sorted, too. */
static const char in_order_sql[] =
	"SELECT e.id, a.direction = 'response' AS answer, e.connection, "
	"CASE a.direction WHEN 'request' THEN e.q ELSE e.r END AS stamp, "
	"CASE a.direction WHEN 'request' THEN e.f ELSE e.d END, a.row, "
	"e.fate = 'cut' FROM temp.again a "
	"JOIN main.exchange e ON e.id = a.exchange ORDER BY stamp, answer";

static const char bytes_sql[] = "SELECT size, bytes FROM frame WHERE id = ?1";

struct rereading {
	struct tape *tape;
	struct scribe *scribe;
	struct frames frames;
};

static int read_error(const struct rereading *r, struct err *e)
{
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(r->tape),
		       sqlite3_errmsg(tape_db(r->tape)));
}

static int run(struct rereading *r, const char *const *sql, size_t count,
	       struct err *e)
{
	for (size_t i = 0; i < count; i++)
		if (sqlite3_exec(tape_db(r->tape), sql[i], NULL, NULL, NULL))
			return read_error(r, e);
	return 0;
}

static int count_unread(struct rereading *r, int64_t *count, struct err *e)
{
	sqlite3_stmt *st =
		tape_statement(r->tape,
			       "SELECT count(*) FROM frame "
			       "WHERE bytes IS NOT NULL "
			       "AND state IN ('opaque', 'malformed')",
			       e);
	int rc;

	if (!st)
		return -1;
	rc = sqlite3_step(st);
	*count = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return rc == SQLITE_ROW ? 0 : read_error(r, e);
}

static struct bytes column_view(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_blob(st, column);

	return bytes_of(p, (size_t)sqlite3_column_bytes(st, column));
}

/* ---- which ones */

static bool read_header(struct cursor *c, bool response, int16_t *api_key,
			int16_t *version)
{
	struct request_header h;
	int32_t correlation_id;

	if (response)
		return *api_key >= 0 &&
		       response_header_read(c, *api_key, *version,
					    &correlation_id);
	if (!request_header_read(c, &h))
		return false;
	*api_key = h.api_key;
	*version = h.api_version;
	return true;
}

static bool is_readable(struct bytes frame, bool response, int16_t api_key,
			int16_t version)
{
	struct reading reading = { 0 };
	const struct message *m;
	struct taken taken;
	struct bytes body;
	struct cursor c;

	cursor_init(&c, frame);
	if (!read_header(&c, response, &api_key, &version))
		return false;
	body = cursor_take(&c, cursor_left(&c));
	if (response)
		version = answered_version(api_key, version, body);
	m = message_find(api_key, version,
			 response ? MESSAGE_RESPONSE : MESSAGE_REQUEST);
	take_body(m, version, body, NULL, &reading, &taken);
	return is_understood(&taken);
}

static int16_t column_int16(sqlite3_stmt *st, int column)
{
	int64_t n = sqlite3_column_int64(st, column);
	bool is_null = sqlite3_column_type(st, column) == SQLITE_NULL;

	return is_null || n < 0 || n > INT16_MAX ? -1 : (int16_t)n;
}

static int choose_one(struct rereading *r, sqlite3_stmt *st, struct err *e)
{
	int64_t exchange = sqlite3_column_int64(st, 0);
	struct bytes frame;

	if (frames_open(&r->frames, column_view(st, 5),
			sqlite3_column_int64(st, 4), &frame, e) < 0)
		return -1;
	if (!is_readable(frame, sqlite3_column_int(st, 1), column_int16(st, 2),
			 column_int16(st, 3)))
		return 0;
	return change(r->tape,
		      "INSERT OR IGNORE INTO temp.readable VALUES (?1)",
		      &exchange, 1, e);
}

static int choose(struct rereading *r, struct err *e)
{
	sqlite3_stmt *st;
	int rc = 0, step = SQLITE_DONE;

	if (run(r, choose_sql, sizeof(choose_sql) / sizeof(*choose_sql), e))
		return -1;
	st = tape_statement(r->tape, unread_sql, e);
	if (!st)
		return -1;
	while (rc == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		rc = choose_one(r, st, e);
	if (rc == 0 && step != SQLITE_DONE)
		rc = read_error(r, e);
	sqlite3_reset(st);
	return rc ? rc
		  : run(r, clear_sql, sizeof(clear_sql) / sizeof(*clear_sql),
			e);
}

/* ---- once more through the scribe */

static int feed_bytes(struct rereading *r, struct event *event, int64_t row,
		      struct err *e)
{
	sqlite3_stmt *st = tape_statement(r->tape, bytes_sql, e);
	struct bytes frame;
	int rc = -1;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, row);
	if (sqlite3_step(st) != SQLITE_ROW)
		read_error(r, e);
	else
		rc = frames_open(&r->frames, column_view(st, 1),
				 sqlite3_column_int64(st, 0), &frame, e);
	sqlite3_reset(st);
	if (rc < 0)
		return -1;
	event->length = event->frame_size = (uint32_t)frame.n;
	return scribe_frame(r->scribe, event, frame, e);
}

/* What the recording knew of a request that was not simply answered. */
static int feed_fate(struct rereading *r, const struct event *event, bool cut,
		     struct err *e)
{
	const struct event unsent = { .type = EVENT_UNSENT,
				      .exchange = event->exchange };
	struct exchange *x;

	if (!event->stamp2 &&
	    scribe_note(r->scribe, &unsent, bytes_of(NULL, 0), e) < 0)
		return -1;
	x = exchange_find(&r->scribe->exchanges, event->exchange);
	return cut && x ? scribe_end(r->scribe, x, FATE_CUT, e) : 0;
}

static int feed(struct rereading *r, sqlite3_stmt *st, struct err *e)
{
	bool response = sqlite3_column_int(st, 1);
	struct event event = {
		.type = EVENT_FRAME,
		.flags = EVENT_FIRST | EVENT_LAST,
		.exchange = (uint64_t)sqlite3_column_int64(st, 0),
		.connection = (uint64_t)sqlite3_column_int64(st, 2),
		.stamp = sqlite3_column_int64(st, 3),
		.stamp2 = sqlite3_column_int64(st, 4),
	};

	event.flags |= response ? EVENT_RESPONSE : EVENT_REQUEST;
	if (feed_bytes(r, &event, sqlite3_column_int64(st, 5), e) < 0)
		return -1;
	return response ? 0
			: feed_fate(r, &event, sqlite3_column_int(st, 6), e);
}

static int feed_all(struct rereading *r, struct err *e)
{
	sqlite3_stmt *st = tape_statement(r->tape, in_order_sql, e);
	int rc = 0, step = SQLITE_DONE;

	if (!st)
		return -1;
	while (rc == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		rc = feed(r, st, e);
	if (rc == 0 && step != SQLITE_DONE)
		rc = read_error(r, e);
	sqlite3_reset(st);
	return rc;
}

static int reread(struct rereading *r, struct reread *out, struct err *e)
{
	const struct scribe_options options = { .again = true };

	if (scribe_new(&r->scribe, r->tape, &options, e) < 0)
		return -1;
	if (scribe_begin(r->scribe, e) < 0)
		return -1;
	if (choose(r, e) < 0 || feed_all(r, e) < 0 ||
	    scribe_finish(r->scribe, e) < 0) {
		tape_rollback(r->tape);
		return -1;
	}
	return count_unread(r, &out->after, e);
}

int reread_run(struct tape *tape, struct reread *out, struct err *e)
{
	struct rereading r = { .tape = tape };
	int rc;

	*out = (struct reread) { 0 };
	rc = count_unread(&r, &out->before, e);
	if (rc == 0 && out->before)
		rc = reread(&r, out, e);
	scribe_free(r.scribe);
	frames_release(&r.frames);
	return rc;
}
