/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_REWRITE_H
#define CODEC_REWRITE_H

#include "codec/bytes.h"
#include "codec/writer.h"

/* What has to be changed in a response before a client may see it, as a list
 * of replaced ranges: never decoded and encoded again.  The APIs that carry
 * broker addresses: kafka-protocol.md section 3.1 (KIP-951, KIP-932). */
struct address {
	char host[256];
	int32_t port;
};

/* Where shall clients dial the broker `node_id`, which says of itself that it
 * is at `host`:`port`?  False: no answer can be given; the response must not
 * be passed on. */
typedef bool (*address_map)(void *ctx, int32_t node_id, struct bytes host,
			    int32_t port, struct address *out);

/* bytes [at, at + removed) of the frame are replaced by `added` bytes of the
 * splices' own text.  A list is in ascending order, without overlaps. */
struct splice {
	size_t at;
	size_t removed;
	size_t added_at, added; /* in splices.text */
};

struct splices {
	struct splice *list;
	size_t count, capacity;
	struct writer text;
	bool failed; /* out of memory */
};

/* Allocates nothing. */
void splices_init(struct splices *s);
void splices_release(struct splices *s);
/* Keep the memory, forget the splices. */
void splices_reset(struct splices *s);
/* Replace these bytes by those that the caller appends to s->text, and then
 * ends with splice_end().  splice_begin() gives the splice's index: it may also
 * be ended later, after others have begun and ended. */
size_t splice_begin(struct splices *s, size_t at, size_t removed);
void splice_end(struct splices *s, size_t index, size_t text_from);
/* The frame with its splices applied, size prefix included (and corrected),
 * appended to `out`.  False: out of memory. */
bool splices_apply(const struct splices *s, struct bytes frame,
		   struct writer *out);

enum rewrite_need {
	REWRITE_NONE,   /* passes as it is */
	REWRITE_HOLD,   /* hold until whole, then rewrite_response() */
	REWRITE_STREAM, /* streams through skim: endpoints are blanked */
	REWRITE_REFUSE, /* a version of the seven that is newer than ours: the
			 * connection has to be closed */
};

/* What the response of this API and version needs. */
enum rewrite_need rewrite_need(int16_t api_key, int16_t api_version);
/* Is it one of the seven APIs whose responses carry addresses of brokers? */
bool rewrite_carries_addresses(int16_t api_key);

enum rewrite_result {
	REWRITE_DONE,       /* splices may be empty */
	REWRITE_MALFORMED,  /* can't be read, or out of memory: close the
			     * connection */
	REWRITE_NO_ADDRESS, /* the map had no answer: close the connection */
};

/* Splices for a whole frame (size prefix included) of a REWRITE_HOLD response:
 * Metadata, FindCoordinator, DescribeCluster, Produce v10+, ApiVersions.
 * Entries without a host (FindCoordinator's errors: node -1, port -1) stay, and
 * so do the controllers of a DescribeCluster with endpointType 2: they have a
 * listener of their own, and no broker's listener names them.  What comes
 * behind the last known field stays.  `out` is reset first. */
enum rewrite_result rewrite_response(int16_t api_key, int16_t api_version,
				     struct bytes frame, bool transparent,
				     address_map map, void *ctx,
				     struct splices *out);

#endif
