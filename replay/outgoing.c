/* SPDX-License-Identifier: Apache-2.0 */
/* outgoing.c - contents of records, by id. */
#include "replay/outgoing.h"

#include <inttypes.h>

enum column { ID, TIMESTAMP, KEY, VALUE, HEADERS };

int outgoing_open(struct outgoing_reader *r, struct tape *t, struct err *e)
{
	*r = (struct outgoing_reader) { .tape = t };
	/* a page is read once: a large cache would only be memory that the
	 * processor has to fetch for it */
	sqlite3_exec(tape_db(t), "PRAGMA cache_size = -512", NULL, NULL, NULL);
	r->rows = tape_statement(t,
				 "SELECT id, timestamp, key, value, headers "
				 "FROM record WHERE id >= ?1 ORDER BY id",
				 e);
	return r->rows ? 0 : -1;
}

void outgoing_close(struct outgoing_reader *r)
{
	if (r->rows)
		sqlite3_reset(r->rows);
}

/* Text and blobs as they are; NULL is null. */
static struct bytes column(sqlite3_stmt *row, int i)
{
	int type = sqlite3_column_type(row, i);
	const void *p;

	if (type == SQLITE_NULL)
		return bytes_of(NULL, 0);
	p = type == SQLITE_BLOB ? sqlite3_column_blob(row, i)
				: sqlite3_column_text(row, i);
	return bytes_of(p ? p : "", (size_t)sqlite3_column_bytes(row, i));
}

int outgoing_read(struct outgoing_reader *r, int64_t record,
		  struct outgoing *out, struct err *e)
{
	int rc;

	if (record != r->next) {
		sqlite3_reset(r->rows);
		sqlite3_bind_int64(r->rows, 1, record);
	}
	rc = sqlite3_step(r->rows);
	if (rc != SQLITE_ROW || sqlite3_column_int64(r->rows, ID) != record) {
		r->next = 0;
		sqlite3_reset(r->rows);
		return err_set(e, ERR_TAPE,
			       "cannot read record %" PRId64 " of '%s': %s",
			       record, tape_path(r->tape),
			       rc == SQLITE_ROW || rc == SQLITE_DONE
				       ? "it isn't there"
				       : sqlite3_errmsg(tape_db(r->tape)));
	}
	r->next = record + 1;
	*out = (struct outgoing) {
		.timestamp =
			sqlite3_column_type(r->rows, TIMESTAMP) == SQLITE_NULL
				? -1
				: sqlite3_column_int64(r->rows, TIMESTAMP),
		.key = column(r->rows, KEY),
		.value = column(r->rows, VALUE),
		.headers = column(r->rows, HEADERS),
	};
	return 0;
}
