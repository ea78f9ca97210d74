/* SPDX-License-Identifier: Apache-2.0 */
/* upstream.c - the bootstrap servers behind -b. */
#include "tools/upstream.h"

#include "tools/opt.h"

#include <stdlib.h>
#include <string.h>

static int parse_one(const char *text, struct host_port *at, struct err *e)
{
	if (opt_host_port(text, at->host, &at->port, e))
		return -1;
	return at->port ? 0 : err_set(e, ERR_USAGE, "'%s' has port 0", text);
}

int upstream_parse(const char *brokers, struct host_port **out, size_t *count,
		   struct err *e)
{
	size_t room = strlen(brokers) / 2 + 1; /* no more between commas */
	char *copy = strdup(brokers), *rest = copy, *one;
	int result = 0;

	*count = 0;
	*out = calloc(room, sizeof(**out));
	if (!*out || !copy) {
		free(copy);
		return err_set(e, ERR_IO, "no memory for --brokers");
	}
	while (!result && (one = strsep(&rest, ",")))
		if (*one)
			result = parse_one(one, &(*out)[(*count)++], e);
	free(copy);
	if (!result && !*count)
		return err_set(e, ERR_USAGE, "--brokers is empty");
	return result;
}
