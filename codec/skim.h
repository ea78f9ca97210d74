/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_SKIM_H
#define CODEC_SKIM_H

#include "codec/message.h"
#include "codec/writer.h"

/* The resumable, skip-only form of the walk: follows a response while its bytes
 * stream through, in pieces of any size, and keeps nothing of them.  Any split
 * of the bytes gives the same answer as the whole.
 *
 * It blanks the broker endpoints of a Fetch v16+, ShareFetch or ShareAcknowledge
 * response (those that rewrite_need() calls REWRITE_STREAM).  The length is
 * kept: in Fetch tag 0 of nodeEndpoints becomes the unknown tag 0x7f and its
 * content zeros; in the Share responses the array becomes empty and the rest an
 * unknown tagged field of zeros.  Clients then use the node id with the
 * addresses that they have from Metadata. */
struct skim;

enum { SKIM_MAX_ENDPOINTS = 64 * 1024 }; /* bytes in one response */

/* NULL: out of memory.  skim_reset() comes before the first piece. */
struct skim *skim_new(int16_t api_key, int16_t api_version);
void skim_free(struct skim *s);
/* Start with a new response.  frame_size: without the prefix, as in it. */
void skim_reset(struct skim *s, int16_t api_key, int16_t api_version,
		uint32_t frame_size);

enum skim_result {
	SKIM_SAME,      /* pass these bytes as they are */
	SKIM_CHANGED,   /* pass what was appended to `out` instead */
	SKIM_MALFORMED, /* close the connection; also: out of memory, or more
			 * than SKIM_MAX_ENDPOINTS */
};

/* The next piece of the frame (size prefix included in the first), and nothing
 * beyond its end.  In all, as many bytes come out as went in; some may come out
 * later than they went in, but all when the frame ends. */
enum skim_result skim_feed(struct skim *s, struct bytes piece,
			   struct writer *out);

#endif
