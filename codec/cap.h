/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_CAP_H
#define CODEC_CAP_H

#include "codec/cursor.h"
#include "codec/rewrite.h"

/* Splices that cap an ApiVersions response, so that clients speak only what
 * ktape understands.  `c` stands at the body and starts at the frame.
 *
 * A max goes down to the highest known version; a key that is unknown, or known
 * in no version that the broker has, is hidden.  A min is never changed:
 * librdkafka reads features from it (KAFKA-18659).  `transparent`: only the
 * seven APIs of which a newer version would leak addresses are capped.
 *
 * Errors pass as they are, but for 35 with a body that is not the one of
 * version 0 as it has to be (librdkafka 2.0's mock cluster): it becomes one that
 * offers ApiVersions 0.  An answer in a version that is itself unknown passes.
 *
 * Not needed as long as all of Produce 12, TxnOffsetCommit 5 and EndTxn 5 are
 * known (a test holds that): lowering the feature transaction.version, too. */
enum rewrite_result cap_versions(struct cursor *c, int16_t version,
				 bool transparent, struct splices *out);

#endif
