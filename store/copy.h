/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "store/references.h"
#include "store/tape.h"

/* Rows from tape to tape, by reference (references.h):
 *
 *   copy_prepare()  attaches a tape as `src` and makes temp.kept_TABLE for each
 *                   table that others refer to, and temp.kept_group
 *   the caller      fills them: `id` on that tape stays and becomes `became`
 *                   here; `there` is 1 when such a row is here already
 *   copy_rows()     copies the rows of which all that they refer to stays
 *                   (NULL refers to nothing)
 *
 * so no reference on the copy leads nowhere. */
int copy_prepare(struct tape *to, const struct tape *from, struct err *e);

/* All rows of src.TABLE stay, or all groups: with their ids or, `after`, with ids
 * above those that are here. */
int copy_keep(struct tape *to, const char *table, bool after, struct err *e);

enum copy_ids {
	COPY_SAME_IDS, /* all stay; a row whose id is here already is the same */
	COPY_AFTER,    /* above those that are here */
	COPY_IN_ORDER, /* anew, in the order of exchanges and batches */
};

/* Of all tables, in the caller's transaction.  Ids that nobody refers to become
 * what `ids` says, records go with their batch: from its kept first_record on,
 * if that is not NULL.  A stamp becomes that of temp.kept_stamp, or is less by
 * temp.shift. */
int copy_rows(struct tape *to, enum copy_ids ids, struct err *e);

/* Run statements of the copy that give no rows. */
int copy_run(struct tape *to, const char *sql, struct err *e);
/* The same; `sql` is finished and freed. */
int copy_run_built(struct tape *to, sqlite3_str *sql, struct err *e);

/* Does a row `r` of src.TABLE stay?  Appends to `from` the joins that it takes,
 * k_COLUMN each, and to `where` " AND ...", for each of its references that
 * `counts`; NULL: for all. */
void copy_conditions(sqlite3_str *from, sqlite3_str *where, const char *table,
		     bool (*counts)(const struct reference *r));

/* Drop what copy_prepare() made; not in a transaction. */
int copy_end(struct tape *to, struct err *e);

/* ---- a new tape, from its first row to its end

 * `progress` (may be NULL) is called with 0..100 and may return false: stop,
 * which is -1 with ERR_UNPROVEN. */
struct copy_watch {
	bool (*progress)(void *ctx, int percent);
	void *ctx;
};
int copy_begin(struct tape *to, struct copy_watch *w, struct err *e);
/* `w` is no longer asked. */
void copy_unwatch(struct tape *to);
/* Seal it, and say that it is complete, or not. */
int copy_finish(struct tape *to, bool complete, struct copy_watch *w,
		struct err *e);

/* -1 with ERR_UNPROVEN: it is being recorded, or not sealed. */
int copy_refuse_unsealed(struct tape *from, struct err *e);
/* The first value of a query that has a row. */
int copy_query_int(struct tape *t, const char *sql, int64_t *value,
		   struct err *e);

#endif
