/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_CAPTURED_H
#define TESTS_LIB_CAPTURED_H

/* What a command printed, and its exit status. */
struct captured {
	char *out, *err; /* with a NUL; freed by captured_release() */
	int status;
};

/* Run a command function of tools/cmd.h in this process with `words`, NULL at
 * the end, and `input` on its stdin (NULL: nothing). */
struct captured captured_run(int (*command)(int argc, char **argv),
			     const char *const *words, const char *input);
void captured_release(struct captured *c);

#endif
