/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_EXCHANGES_H
#define TOOLS_EXCHANGES_H

#include "codec/writer.h"
#include "store/tape.h"
#include "tools/opt.h"

/* Which exchanges; what is empty, NULL or -1 is no condition. */
struct exchanges_options {
	struct opt_list ids;    /* whole numbers */
	struct opt_list apis;   /* "Fetch" or "1" */
	struct opt_list topics; /* patterns; those that name such a topic */
	const char *partition;
	const char *where; /* SQL over the view requests */
	int64_t count;
};

/* Print them to stdout, a line of JSON each. */
int exchanges_print(struct tape *t, const struct exchanges_options *options,
		    struct err *e);

/* ---- exchange_rows.c: where bytes were not kept

 * Make the temporary tables that the functions below and exchanges.c look rows
 * up in, `frame_of` (owner, row) and the like, quick also on a tape that is not
 * sealed. */
int exchange_rows_prepare(struct tape *t, struct err *e);

/* Append what the tape's rows say of one half of an exchange, with Kafka's
 * names, `batches` in place of its records.  0: appended; 1: this API has no
 * such rows; -1: see `e`. */
int exchange_rows_json(struct tape *t, int16_t api_key, bool response,
		       int64_t exchange, struct writer *out, struct err *e);

#endif
