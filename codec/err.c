/* SPDX-License-Identifier: Apache-2.0 */
/* err.c - filling the one error shape; nothing here prints. */
#include "codec/err.h"

#include <stdarg.h>
#include <stdio.h>

int err_set(struct err *e, enum err_code code, const char *format, ...)
{
	va_list args;

	if (!e)
		return -1;
	e->code = code;
	va_start(args, format);
	vsnprintf(e->text, sizeof(e->text), format, args);
	va_end(args);
	return -1;
}
