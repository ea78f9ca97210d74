/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_SEALED_H
#define TOOLS_SEALED_H

#include "store/tape.h"

/* Open a tape to be judged, which leans on what the seal makes.  -1: see `e`;
 * ERR_UNPROVEN when it is still being recorded, or is not sealed. */
int sealed_open(struct tape **out, const char *path, struct err *e);

#endif
