/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_COMMITS_H
#define STORE_COMMITS_H

#include "store/observe.h"

/* Rows of offset_commit, one for each partition of the request.  `kind`: plain,
 * txn (effective only when its transaction is), admin. */
int commits_write(struct scribe *s, struct exchange *x, struct reading *answer,
		  const char *kind, struct err *e);

/* The offsets of a group were deleted, of one topic or (p NULL) all of them: a row
 * of offset_commit for each partition that the tape knows one of, like those of
 * OffsetDelete. */
int commits_void(struct scribe *s, const struct exchange *x, struct bytes group,
		 struct bytes topic, struct err *e);

/* Rows of offset_fetch, one for each partition of the answer, and for each
 * group that was refused as a whole. */
int committed_write(struct scribe *s, struct exchange *x,
		    struct reading *answer, struct err *e);

#endif
