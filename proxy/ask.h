/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_ASK_H
#define PROXY_ASK_H

#include "codec/writer.h"
#include "proxy/cluster.h"

/* The requests that ktape itself sends, each in every version of its range.
 * The frame, size prefix included, is appended to `w`. */
enum { ASK_CORRELATION = 1 }; /* of each: there is one at a time */

/* The highest version that we can ask and the broker knows (its range is
 * min..max); false: none. */
bool ask_version(int16_t api_key, int16_t min, int16_t max, int16_t *version);

void ask_api_versions(struct writer *w);
/* `names` NULL: all topics. */
void ask_metadata(struct writer *w, int16_t version, const char *const *names,
		  size_t count);
/* cleanup.policy and message.timestamp.type of topics */
void ask_topic_configs(struct writer *w, int16_t version,
		       const struct cluster *c);
/* Offsets of partitions[from .. to), sorted by topic. */
enum { ASK_LATEST = -1, ASK_EARLIEST = -2 };
void ask_offsets(struct writer *w, int16_t version, const struct cluster *c,
		 size_t from, size_t to, int64_t timestamp);

#endif
