/* SPDX-License-Identifier: Apache-2.0 */
/* own_file.c - reads what a person wrote for ktape. */
#include "replay/own_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 1 << 20 };

/* `text` is LARGEST + 2 zeros. */
static int read_all(FILE *f, const char *path, char *text, struct err *e)
{
	size_t size = fread(text, 1, LARGEST + 1, f);

	if (ferror(f))
		return err_set(e, ERR_IO, "cannot read '%s': %s", path,
			       strerror(errno));
	if (size > LARGEST)
		return err_set(e, ERR_USAGE, "'%s' is larger than 1 MiB", path);
	if (strlen(text) != size)
		return err_set(e, ERR_USAGE, "'%s' is no text: byte %zu is 0",
			       path, strlen(text));
	return 0;
}

char *own_file_read(const char *path, struct err *e)
{
	FILE *f = fopen(path, "r");
	char *text;

	if (!f) {
		err_set(e, ERR_IO, "cannot read '%s': %s", path,
			strerror(errno));
		return NULL;
	}
	text = calloc(1, LARGEST + 2);
	if (!text) {
		err_set(e, ERR_IO, "out of memory");
	} else if (read_all(f, path, text, e) < 0) {
		free(text);
		text = NULL;
	}
	fclose(f);
	return text;
}
