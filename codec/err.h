/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_ERR_H
#define CODEC_ERR_H

/* The one error shape of the program: a code for the program, a sentence for
 * the person ("cannot open 'a.ktape': No such file or directory").  A code is
 * the exit status that it leads to. */
enum err_code {
	ERR_NONE = 0,
	ERR_DIFFERS = 1,  /* a difference, a failed check */
	ERR_USAGE = 2,    /* wrong arguments */
	ERR_TAPE = 3,     /* not a tape, damaged, of an unknown major version */
	ERR_NETWORK = 4,  /* cannot listen, cannot connect */
	ERR_UNPROVEN = 5, /* stopped short, gaps, nothing compared */
	ERR_IO = 6,       /* disk, memory, operating system */
};

struct err {
	enum err_code code;
	char text[320];
};

/* Fill `e` and return -1, so that a function can end in
 * `return err_set(e, ERR_IO, ...)`.  `e` may be NULL. */
int err_set(struct err *e, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
