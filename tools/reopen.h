/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_REOPEN_H
#define TOOLS_REOPEN_H

#include "proxy/proxy.h"
#include "store/scribe.h"
#include "store/tape.h"

/* Finish what the recording before left undone: its spill file is read in; if
 * it was killed, a gap says so. */
int reopen_finish(struct tape *t, const struct scribe_options *options,
		  struct err *e);

/* Go on with an opened tape: stamps and ids of `p` begin above what is there,
 * and the brokers are known before the first client comes.  *known is what
 * p->known points to; the caller frees it after the proxy. */
int reopen_tape(struct tape *t, struct proxy_options *p,
		struct broker_spec **known, struct err *e);

#endif
