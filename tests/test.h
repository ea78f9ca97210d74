/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

/* cmocka's includes in the one right order, and what every test needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "codec/bytes.h"

/* `b` copied so that it ends at an unreadable page: reading one byte too many
 * crashes, also without a sanitizer.  Freed by guarded_release(). */
struct guarded {
	struct bytes bytes;
	void *map;
	size_t map_size;
};
struct guarded guarded(struct bytes b);
void guarded_release(struct guarded *g);

/* "00 01 ff" or "0001ff" to bytes; the caller frees .p. */
struct bytes unhex(const char *hex);

/* A fresh folder below $TMPDIR, removed with all in it by temp_remove(). */
char *temp_folder(void);
void temp_remove(char *folder);

#endif
