/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TAPE_INTERNAL_H
#define STORE_TAPE_INTERNAL_H

#include "store/tape.h"

/* What tape.c, insert.c and seal.c share; nobody else includes it. */
struct insert {
	struct tape *tape;
	sqlite3_stmt *statement;
	const char *table;
	int columns; /* to be bound */
	int bound;
	int error;       /* first SQLite error of a bind */
	int64_t next_id; /* 0: the caller binds the id */
};

enum { TAPE_STATEMENTS = 128, TAPE_BUSY_MS = 10000 };

struct tape {
	char *path;
	sqlite3 *db;
	enum tape_mode mode;
	int lock; /* descriptor that holds the lock of the one writer; -1 */
	bool being_written; /* by another process, when it was opened */
	bool created;       /* the file was made by this */
	bool immutable;     /* read as a file that nobody can write */
	bool appending;     /* nothing was written yet: still as it was found */
	struct insert inserts[TABLES];
	struct {
		const char *sql;
		sqlite3_stmt *statement;
	} statements[TAPE_STATEMENTS];
};

/* The sentence for a failure of SQLite: "cannot WHAT 'PATH': WHY". */
int tape_error(const struct tape *t, struct err *e, int rc, const char *what);
/* Let SQL on `t` see another tape, which is open to be read, as NAME.TABLE. */
int tape_attach(struct tape *t, const struct tape *other, const char *name,
		struct err *e);
/* The highest id in a table; 0: it is empty. */
int64_t tape_last_id(struct tape *t, const char *table);
/* Run SQL that gives no rows. */
int tape_exec(struct tape *t, const char *sql, const char *what, struct err *e);
/* The tape is about to be added to: it is no longer complete nor indexed. */
int tape_reopen(struct tape *t, struct err *e);
int tape_drop_indexes(struct tape *t, struct err *e);
/* Move the log into the file as far as readers let it. */
int tape_checkpoint(struct tape *t, struct err *e);
/* Prepare all inserts; ids go on above those that are there. */
int inserts_prepare(struct tape *t, struct err *e);
void inserts_release(struct tape *t);

#endif
