/* SPDX-License-Identifier: Apache-2.0 */
/* sealed.c - opens tapes for the commands that judge them. */
#include "tools/sealed.h"

int sealed_open(struct tape **out, const char *path, struct err *e)
{
	if (tape_open(out, path, TAPE_READ, e) < 0)
		return -1;
	if (tape_is_being_written(*out))
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is being recorded: come back when that is "
			       "done",
			       path);
	if (tape_fact_int(*out, "indexed", 0) == 0)
		return err_set(e, ERR_UNPROVEN,
			       "'%s' is not sealed: run `ktape seal %s` first",
			       path, path);
	return 0;
}
