/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TAPE_H
#define STORE_TAPE_H

#include "codec/bytes.h"
#include "codec/err.h"

#include <sqlite3.h>

/* The SQLite file: made, opened, written in transactions, sealed.  schema.sql
 * and views.sql alone define it. */
struct tape;

enum tape_mode {
	TAPE_CREATE, /* refused when the file is there */
	TAPE_FORCE,  /* replaces it */
	TAPE_APPEND, /* goes on with it; drops the secondary indexes */
	TAPE_FINISH, /* goes on with it to complete and seal it */
	TAPE_READ,   /* read-only, also while it is being recorded */
};

/* -1 with ERR_TAPE (not a tape, unknown major version, damaged) or ERR_IO. */
int tape_open(struct tape **out, const char *path, enum tape_mode mode,
	      struct err *e);
/* Safe on NULL.  Neither seals nor completes. */
void tape_close(struct tape *t);
/* Close it and remove its files: a new tape that came to nothing. */
void tape_discard(struct tape *t);

sqlite3 *tape_db(struct tape *t);
const char *tape_path(const struct tape *t);

/* Did another process record or seal it when it was opened to be read? */
bool tape_is_being_written(const struct tape *t);

/* Facts.  tape_fact() gives NULL when there is none; the caller frees. */
int tape_set_fact(struct tape *t, const char *key, const char *value,
		  struct err *e);
int tape_set_fact_int(struct tape *t, const char *key, int64_t value,
		      struct err *e);
char *tape_fact(struct tape *t, const char *key);
int64_t tape_fact_int(struct tape *t, const char *key, int64_t otherwise);
/* Is it a slice of another (cut.h)? */
bool tape_is_cut(struct tape *t);
/* The highest stamp and the highest connection and exchange id on it. */
int tape_last(struct tape *t, int64_t *stamp, int64_t *connection,
	      int64_t *exchange, struct err *e);

/* One transaction at a time.  A failed commit has rolled back. */
int tape_begin(struct tape *t, struct err *e);
int tape_commit(struct tape *t, struct err *e);
void tape_rollback(struct tape *t);

/* Is there room left on the file system for `reserve` more bytes? */
bool tape_has_room(const struct tape *t, uint64_t reserve);
/* Give the disk back what SQLite's log takes, if moving it into the tape does
 * not need more than is there.  Between transactions. */
int tape_shrink_log(struct tape *t, struct err *e);

/* ---- inserting: one prepared statement a table, columns in schema order

 *	struct insert *i = tape_insert(t, TABLE_DELIVERY);
 *	insert_int(i, fetch);
 *	...
 *	id = insert_row(i, &err);
 *
 * The id column is not bound: it is the rowid, given back.  Tables whose id the
 * caller knows (connection, exchange, service, broker) bind it first. */
enum tape_table {
	TABLE_SERVICE,
	TABLE_BROKER,
	TABLE_CONNECTION,
	TABLE_INSTANCE,
	TABLE_EXCHANGE,
	TABLE_FRAME,
	TABLE_TOPIC,
	TABLE_TOPIC_PARTITION,
	TABLE_BATCH,
	TABLE_RECORD,
	TABLE_PRODUCE,
	TABLE_FETCH,
	TABLE_DELIVERY,
	TABLE_ABORTED,
	TABLE_OFFSET_COMMIT,
	TABLE_OFFSET_FETCH,
	TABLE_OFFSET_LOOKUP,
	TABLE_EPOCH_LOOKUP,
	TABLE_COORDINATOR,
	TABLE_MEMBER_EVENT,
	TABLE_ASSIGNMENT,
	TABLE_ATTRIBUTION,
	TABLE_TXN,
	TABLE_TXN_EVENT,
	TABLE_ACQUISITION,
	TABLE_ACKNOWLEDGEMENT,
	TABLE_GAP,
	TABLE_STALL,
	TABLES
};

struct insert;
struct insert *tape_insert(struct tape *t, enum tape_table table);
void insert_int(struct insert *i, int64_t v);
void insert_null(struct insert *i);
/* v, or NULL when it equals `unknown` */
void insert_int_or_null(struct insert *i, int64_t v, int64_t unknown);
/* A constant or a string that lives until insert_row(); NULL: NULL. */
void insert_text(struct insert *i, const char *text);
void insert_view(struct insert *i,
		 struct bytes text); /* UTF-8 text, not copied */
void insert_blob(struct insert *i, struct bytes blob);
/* TEXT when it is valid UTF-8 without NUL, else BLOB; null: NULL. */
void insert_text_or_blob(struct insert *i, struct bytes b);
/* The new row's id, or -1; all columns must have been bound. */
int64_t insert_row(struct insert *i, struct err *e);
/* The id that the next insert_row() will give; ids go up by one. */
int64_t insert_next_id(const struct insert *i);

/* ---- updating what was inserted before it was known

 * A prepared UPDATE/DELETE/SELECT from `sql`, kept for the tape's life and found
 * again by the pointer: pass a string constant. */
sqlite3_stmt *tape_statement(struct tape *t, const char *sql, struct err *e);
/* Step it to its end and reset it. */
int tape_step(struct tape *t, sqlite3_stmt *statement, struct err *e);

/* ---- the end of a recording

 * complete=1, ended, checkpoint: from here on the process may be killed
 * without harm. */
int tape_complete(struct tape *t, int64_t ended, struct err *e);

/* The recording was killed, and nothing is left to read in: say so in a gap
 * ("killed", from the last stamp on), once. */
int tape_note_killed(struct tape *t, struct err *e);

/* Secondary indexes, facts for the checks, ANALYZE, indexed=1, then
 * journal_mode=DELETE if nobody reads.  Can be interrupted and done again.
 * `progress` (may be NULL) is called with 0..100 and may return false: stop,
 * which is -1 with ERR_UNPROVEN. */
int tape_seal(struct tape *t, bool (*progress)(void *ctx, int percent),
	      void *ctx, struct err *e);
/* After a seal: is the tape one file?  If not, readers kept SQLite's log beside
 * it, and it goes when the last of them closes. */
bool tape_in_one_file(struct tape *t);

#endif
