/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SCRATCH_H
#define STORE_SCRATCH_H

#include "codec/bytes.h"
#include "codec/err.h"

/* Room on the disk for frames that are too large for memory: regions of
 * unlinked temporary files in one folder.  One file serves many frames, so that
 * a thousand large frames at once do not cost a thousand descriptors. */
struct scratch_file;

struct scratch {
	char *folder;
	struct scratch_file *current; /* new regions go here */
};

struct region {
	struct scratch_file *file; /* NULL: none */
	uint64_t at;
	size_t size;
};

int scratch_init(struct scratch *s, const char *folder, struct err *e);
/* All regions must have been freed. */
void scratch_release(struct scratch *s);

/* A region of `size` > 0 bytes; it costs disk only as it is written. */
int region_new(struct scratch *s, struct region *r, size_t size, struct err *e);
void region_free(struct region *r); /* safe on none */

/* Write `b` at `offset`, all of it or -1 with ERR_IO. */
int region_write(const struct region *r, size_t offset, struct bytes b,
		 struct err *e);
/* The whole region in memory, until region_unmap(); p is NULL when that
 * fails. */
struct bytes region_map(const struct region *r);
void region_unmap(struct bytes map);

#endif
