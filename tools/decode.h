/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_DECODE_H
#define TOOLS_DECODE_H

#include "codec/err.h"

/* Make rows of what an older build kept as bytes.  0: nothing is left that is
 * not understood; 1: something is, and that was said; -1: see `e`. */
int decode_tape(const char *path, struct err *e);

#endif
