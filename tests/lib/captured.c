/* SPDX-License-Identifier: Apache-2.0 */
/* captured.c - a command run in the test's own process, where the sanitizers
 * and the debugger see it, with its streams in temporary files. */
#include "tests/lib/captured.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STREAMS = 3, ARGS_MAX = 64 };

static char *content(FILE *file)
{
	long size;
	char *text;

	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	text = calloc(1, (size_t)size + 1);
	if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
		abort();
	fclose(file);
	return text;
}

struct captured captured_run(int (*command)(int argc, char **argv),
			     const char *const *words, const char *input)
{
	struct captured c = { .status = -1 };
	FILE *files[STREAMS];
	char *argv[ARGS_MAX] = { NULL };
	int kept[STREAMS], argc = 0;

	for (; words[argc] && argc < ARGS_MAX - 1; argc++)
		argv[argc] = strdup(words[argc]);
	fflush(NULL);
	for (int i = 0; i < STREAMS; i++) {
		files[i] = tmpfile();
		kept[i] = dup(i);
		if (!files[i] || kept[i] < 0)
			abort();
		if (!i && input)
			fputs(input, files[i]);
		rewind(files[i]);
		dup2(fileno(files[i]), i);
	}
	clearerr(stdin); /* it was at the end of another file */
	c.status = command(argc, argv);
	fflush(NULL);
	for (int i = 0; i < STREAMS; i++) {
		dup2(kept[i], i);
		close(kept[i]);
	}
	for (int i = 0; i < argc; i++)
		free(argv[i]);
	fclose(files[0]);
	c.out = content(files[1]);
	c.err = content(files[2]);
	return c;
}

void captured_release(struct captured *c)
{
	free(c->out);
	free(c->err);
	memset(c, 0, sizeof(*c));
}
