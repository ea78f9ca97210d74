/* SPDX-License-Identifier: Apache-2.0 */
/* scratch.c - regions of unlinked temporary files.  Regions are handed out one
 * behind the other and never again; a file that has grown past ROTATE gets no
 * new ones and vanishes with its last.
 *
 *   old file   |......freed......|region|           users 1
 *   current    |region|freed|region|  next ▸        users 2 + 1
 */
#include "store/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
	ROTATE = 256 * 1024 * 1024,
	ALIGN = 64 * 1024, /* of regions: mmap wants whole pages of any size */
};

struct scratch_file {
	int fd;
	uint64_t next;
	size_t users; /* regions, and one for being current */
};

int scratch_init(struct scratch *s, const char *folder, struct err *e)
{
	s->current = NULL;
	s->folder = strdup(folder);
	return s->folder ? 0 : err_set(e, ERR_IO, "out of memory");
}

static void file_leave(struct scratch_file *f)
{
	if (!f || --f->users)
		return;
	close(f->fd);
	free(f);
}

void scratch_release(struct scratch *s)
{
	file_leave(s->current);
	free(s->folder);
	*s = (struct scratch) { 0 };
}

/* Not every file system has O_TMPFILE. */
static int open_unlinked(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char *name = NULL;

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	if (asprintf(&name, "%s/.ktape-XXXXXX", folder) < 0)
		return -1;
	fd = mkostemp(name, O_CLOEXEC);
	if (fd >= 0)
		unlink(name);
	free(name);
	return fd;
}

static struct scratch_file *file_open(const char *folder, struct err *e)
{
	struct scratch_file *f = calloc(1, sizeof(*f));

	if (!f) {
		err_set(e, ERR_IO, "out of memory");
		return NULL;
	}
	f->fd = open_unlinked(folder);
	if (f->fd < 0) {
		err_set(e, ERR_IO, "cannot make a temporary file in '%s': %s",
			folder, strerror(errno));
		free(f);
		return NULL;
	}
	f->users = 1;
	return f;
}

int region_new(struct scratch *s, struct region *r, size_t size, struct err *e)
{
	if (s->current && s->current->next >= ROTATE) {
		file_leave(s->current);
		s->current = NULL;
	}
	if (!s->current)
		s->current = file_open(s->folder, e);
	if (!s->current)
		return -1;
	*r = (struct region) { s->current, s->current->next, size };
	r->file->next += (size + ALIGN - 1) / ALIGN * ALIGN;
	r->file->users++;
	return 0;
}

void region_free(struct region *r)
{
	if (!r->file)
		return;
	/* gives the disk back early; where it can't, the file's end does */
	fallocate(r->file->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
		  (off_t)r->at, (off_t)r->size);
	file_leave(r->file);
	r->file = NULL;
}

int region_write(const struct region *r, size_t offset, struct bytes b,
		 struct err *e)
{
	while (b.n) {
		ssize_t n =
			pwrite(r->file->fd, b.p, b.n, (off_t)(r->at + offset));

		if (n <= 0)
			return err_set(e, ERR_IO,
				       "cannot write a temporary file: %s",
				       strerror(errno));
		offset += (size_t)n;
		b = bytes_of(b.p + n, b.n - (size_t)n);
	}
	return 0;
}

struct bytes region_map(const struct region *r)
{
	void *p = mmap(NULL, r->size, PROT_READ, MAP_SHARED, r->file->fd,
		       (off_t)r->at);

	return bytes_of(p == MAP_FAILED ? NULL : p, r->size);
}

void region_unmap(struct bytes map)
{
	if (map.p)
		munmap((void *)(uintptr_t)map.p, map.n);
}
