/* SPDX-License-Identifier: Apache-2.0 */
/* batch_lines.c - what batch.h reads in the contents of `records` fields:
 *
 *     TITLE HEX ...   ─▶   TITLE TEXT
 *
 * a line each, TEXT as of Batches.java. */
#include "tests/lib/batch_text.h"
#include "tests/test.h"

#include <stdlib.h>

static void print_line(char *line, struct inflate *scratch)
{
	char *rest, *title = strtok_r(line, " \n", &rest);
	char *hex = strtok_r(NULL, " \n", &rest);
	struct bytes records;
	struct guarded g;

	assert_non_null(hex);
	records = unhex(strcmp(hex, "-") ? hex : "");
	g = guarded(records);
	printf("%s ", title);
	print_batches(stdout, g.bytes, scratch);
	printf("\n");
	guarded_release(&g);
	free((void *)(uintptr_t)records.p);
}

int main(void)
{
	struct inflate scratch = { 0 };
	size_t room = 0;
	char *line = NULL;

	while (getline(&line, &room, stdin) > 0)
		print_line(line, &scratch);
	free(line);
	inflate_release(&scratch);
	return 0;
}
