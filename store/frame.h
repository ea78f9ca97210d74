/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_FRAME_H
#define STORE_FRAME_H

#include "store/tape.h"

/* Keeping the bytes of frames, compressed, in the table `frame`. */
enum frame_state {
	FRAME_UNDERSTOOD,
	FRAME_OPAQUE,    /* unknown API or version */
	FRAME_MALFORMED, /* see `why` */
	FRAME_TRAILING,  /* understood, with bytes behind the last field */
};

/* "understood" and so on, as in the table. */
const char *frame_state_name(enum frame_state state);

/* Zero-initialise; the memory of the compressor is kept from frame to frame. */
struct frames {
	void *zstd, *unzstd;
	uint8_t *out;
	size_t capacity;
};
void frames_release(struct frames *f);

struct frame {
	int64_t exchange;
	bool response;
	enum frame_state state;
	const char *why; /* may be NULL */
	int64_t size;    /* of the whole */
	struct bytes bytes;
	bool withheld; /* a secret: the row says that it passed, no more */
};
int frames_keep(struct frames *f, struct tape *tape, const struct frame *frame,
		struct err *e);
/* The frame again from what was kept, of which the tape says that it is `size`
 * bytes; they live until the next call.  ERR_TAPE: that is not so. */
int frames_open(struct frames *f, struct bytes kept, int64_t size,
		struct bytes *out, struct err *e);

/* Are the bytes of this API never kept, whatever their version?  SASL,
 * delegation tokens, SCRAM credentials (design, invariant 6). */
bool frame_is_secret(int16_t api_key);

#endif
