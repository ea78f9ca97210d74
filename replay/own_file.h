/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_OWN_FILE_H
#define REPLAY_OWN_FILE_H

#include "codec/err.h"

/* All of a person's own text file, to be freed.  NULL: it can't be read
 * (ERR_IO), or holds a zero byte or more than 1 MiB and so is none (ERR_USAGE). */
char *own_file_read(const char *path, struct err *e);

#endif
