/* SPDX-License-Identifier: Apache-2.0 */
/* test.c - what every test needs: guard pages, hex, temporary folders. */
#include "tests/test.h"

#include <ctype.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct guarded guarded(struct bytes b)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t data = (b.n + page - 1) / page * page + page;
	struct guarded g = { .map_size = data + page };

	g.map = mmap(NULL, g.map_size, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(g.map != MAP_FAILED);
	uint8_t *seam = (uint8_t *)g.map + data;

	assert_int_equal(mprotect(seam, page, PROT_NONE), 0);
	if (b.n)
		memcpy(seam - b.n, b.p, b.n);
	g.bytes = bytes_of(seam - b.n, b.n);
	return g;
}

void guarded_release(struct guarded *g)
{
	munmap(g->map, g->map_size);
	g->map = NULL;
}

static int hex_digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : (c | 32) - 'a' + 10;
}

struct bytes unhex(const char *hex)
{
	uint8_t *out = malloc(strlen(hex) / 2 + 1);
	size_t n = 0;

	assert_non_null(out);
	while (*hex) {
		if (isspace((unsigned char)*hex)) {
			hex++;
			continue;
		}
		out[n++] =
			(uint8_t)(hex_digit(hex[0]) << 4 | hex_digit(hex[1]));
		hex += 2;
	}
	return bytes_of(out, n);
}

char *temp_folder(void)
{
	const char *base = getenv("TMPDIR");
	char *path = NULL;

	assert_true(asprintf(&path, "%s/ktape-test-XXXXXX",
			     base ? base : "/tmp") > 0);
	assert_non_null(mkdtemp(path));
	return path;
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void temp_remove(char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}
