/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_NEW_TAPE_H
#define TESTS_LIB_NEW_TAPE_H

/* An empty tape in a folder of its own, the state of a cmocka test. */
struct new_tape {
	char *folder, path[256];
	char spill[300];   /* where its spill file would be */
	struct tape *open; /* NULL: closed */
};

int new_tape_setup(void **state);
int new_tape_teardown(void **state);
/* Run `sql` on it. */
void new_tape_fill(struct new_tape *t, const char *sql);
/* Before a command opens it, as it would find it. */
void new_tape_close(struct new_tape *t);

#endif
