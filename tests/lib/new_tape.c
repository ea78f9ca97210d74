/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/lib/new_tape.h"

#include "store/tape.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

int new_tape_setup(void **state)
{
	struct new_tape *t = calloc(1, sizeof(*t));
	struct err e = { 0 };

	assert_non_null(t);
	t->folder = temp_folder();
	snprintf(t->path, sizeof(t->path), "%s/a.ktape", t->folder);
	snprintf(t->spill, sizeof(t->spill), "%s.spill", t->path);
	if (tape_open(&t->open, t->path, TAPE_CREATE, &e) < 0)
		fail_msg("%s", e.text);
	*state = t;
	return 0;
}

int new_tape_teardown(void **state)
{
	struct new_tape *t = *state;

	tape_close(t->open);
	temp_remove(t->folder);
	free(t);
	return 0;
}

void new_tape_fill(struct new_tape *t, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(tape_db(t->open), sql, NULL, NULL, &why))
		fail_msg("%s", why);
}

void new_tape_close(struct new_tape *t)
{
	tape_close(t->open);
	t->open = NULL;
}
