/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TAKE_H
#define STORE_TAKE_H

#include "store/frame.h"
#include "store/reading.h"

enum { WHY_SIZE = 192 };

/* What came of taking in one frame. */
struct taken {
	enum frame_state state;
	char why[WHY_SIZE]; /* malformed: where and what */
};

/* Walk the body of a message once, handing each field to `field` (may be NULL),
 * which fills `r`; the first error in a response is noted in `r`, too.
 * `m` NULL: the API or version is not known, the body stays opaque. */
void take_body(const struct message *m, int16_t version, struct bytes body,
	       void (*field)(struct reading *r, const struct walk *w),
	       struct reading *r, struct taken *taken);

/* The version of a response to a request of this API and version; `body` is the
 * response's. */
int16_t answered_version(int16_t api_key, int16_t version, struct bytes body);

/* The first error that the response says, of the whole before its parts. */
int16_t taken_error(const struct reading *r);

/* Is it so that observers may use what was read? */
static inline bool is_understood(const struct taken *taken)
{
	return taken->state == FRAME_UNDERSTOOD ||
	       taken->state == FRAME_TRAILING;
}

#endif
