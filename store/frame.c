/* SPDX-License-Identifier: Apache-2.0 */
/* frame.c - bytes of frames into the table `frame`, compressed by zstd, and out
 * of it.  Which frames are kept is the scribe's policy; which never are is said
 * here. */
#include "store/frame.h"

#include <inttypes.h>
#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 1 }; /* frames are small, and there may be many */

const char *frame_state_name(enum frame_state state)
{
	static const char *const names[] = { "understood", "opaque",
					     "malformed", "trailing" };

	return names[state];
}

void frames_release(struct frames *f)
{
	ZSTD_freeCCtx(f->zstd);
	ZSTD_freeDCtx(f->unzstd);
	free(f->out);
	*f = (struct frames) { 0 };
}

bool frame_is_secret(int16_t api_key)
{
	switch (api_key) {
	case 17: /* SaslHandshake */
	case 36: /* SaslAuthenticate */
	case 38: /* CreateDelegationToken */
	case 39: /* RenewDelegationToken */
	case 40: /* ExpireDelegationToken */
	case 41: /* DescribeDelegationToken */
	case 50: /* DescribeUserScramCredentials */
	case 51: /* AlterUserScramCredentials */ return true;
	default: return false;
	}
}

static bool make_room(struct frames *f, size_t size)
{
	if (f->out && f->capacity >= size)
		return true;
	free(f->out);
	f->out = malloc(size ? size : 1);
	f->capacity = f->out ? size : 0;
	return f->out;
}

/* The compressed bytes live until the next call; null: no memory. */
static struct bytes compress(struct frames *f, struct bytes b)
{
	if (!f->zstd)
		f->zstd = ZSTD_createCCtx();
	if (!f->zstd || !make_room(f, ZSTD_compressBound(b.n)))
		return bytes_of(NULL, 0);
	size_t n = ZSTD_compressCCtx(f->zstd, f->out, f->capacity, b.p, b.n,
				     LEVEL);

	return ZSTD_isError(n) ? bytes_of(NULL, 0) : bytes_of(f->out, n);
}

int frames_keep(struct frames *f, struct tape *tape, const struct frame *frame,
		struct err *e)
{
	struct insert *i = tape_insert(tape, TABLE_FRAME);
	struct bytes kept = { 0 };

	if (!frame->withheld) {
		kept = compress(f, frame->bytes);
		if (!kept.p)
			return err_set(e, ERR_IO,
				       "cannot keep a frame of %zu bytes: out "
				       "of memory",
				       frame->bytes.n);
	}
	insert_int(i, frame->exchange);
	insert_text(i, frame->response ? "response" : "request");
	insert_text(i, frame_state_name(frame->state));
	insert_text(i, frame->why && *frame->why ? frame->why : NULL);
	insert_int(i, frame->size);
	insert_blob(i, kept);
	return insert_row(i, e) < 0 ? -1 : 0;
}

int frames_open(struct frames *f, struct bytes kept, int64_t size,
		struct bytes *out, struct err *e)
{
	size_t n;

	if (!f->unzstd)
		f->unzstd = ZSTD_createDCtx();
	/* the wire's own limit, and what the compressed bytes say themselves */
	if (size < 0 || size > INT32_MAX ||
	    ZSTD_getFrameContentSize(kept.p, kept.n) != (uint64_t)size)
		return err_set(e, ERR_TAPE,
			       "a kept frame is damaged: it is not of %" PRId64
			       " bytes, as the tape says",
			       size);
	if (!f->unzstd || !make_room(f, (size_t)size))
		return err_set(e, ERR_IO,
			       "cannot read a frame of %" PRId64
			       " bytes: out of memory",
			       size);
	n = ZSTD_decompressDCtx(f->unzstd, f->out, (size_t)size, kept.p,
				kept.n);
	if (ZSTD_isError(n) || n != (size_t)size)
		return err_set(e, ERR_TAPE, "a kept frame is damaged: %s",
			       ZSTD_isError(n) ? ZSTD_getErrorName(n)
					       : "it ends too early");
	*out = bytes_of(f->out, n);
	return 0;
}
