/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_PROBE_H
#define PROXY_PROBE_H

#include "proxy/proxy.h"

/* ktape's own questions to the brokers, on connections of its own: where they
 * are, which topics there are, and from where to where their partitions go. */
struct probe;

/* Try until the cluster answers; `first` is called at the first attempt's end,
 * with `answered` when it is clear how things are: it went well, or it was
 * refused and ktape goes on without.  Otherwise the upstream is down, and
 * `first` is called again when it is not. */
struct probe *probe_new(struct proxy *p,
			void (*first)(struct proxy *p, bool answered));
/* A Metadata response passes, without size prefix: ask about new topics. */
void probe_saw_metadata(struct probe *probe, int16_t version,
			struct bytes frame);
/* The last questions, the end offsets, within PROBE_END_MS; then done(). */
enum { PROBE_END_MS = 3000 };
void probe_end(struct probe *probe, void (*done)(struct proxy *p));
/* Stop at once; done() of probe_end() comes all the same. */
void probe_abort(struct probe *probe);
/* When the loop has run out. */
void probe_free(struct probe *probe);

#endif
