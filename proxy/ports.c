/* SPDX-License-Identifier: Apache-2.0 */
/* ports.c - arithmetic of ports; opens none.
 *
 *	-l a=HOST:19092            -l b=HOST:19192
 *	 19092 bootstrap            19192 bootstrap
 *	 19093 broker 0             19193 broker 0
 *	 19094 broker 1  ...        19194 broker 1  ...
 */
#include "proxy/ports.h"

#include <stdio.h>

enum { PORT_MAX = 65535, STEP = 100 };

int port_planned(int bootstrap, int32_t node_id)
{
	if (bootstrap <= 0 || node_id < 0 || node_id >= PORT_MAX - bootstrap)
		return 0;
	return bootstrap + 1 + node_id;
}

bool host_is_any(const char *host)
{
	return !*host || !strcmp(host, "0.0.0.0") || !strcmp(host, "::") ||
	       !strcmp(host, "*");
}

bool host_overlaps(const char *a, const char *b)
{
	return host_is_any(a) || host_is_any(b) || strcmp(a, b) == 0;
}

/* The last port that a set with its bootstrap at `port` may use. */
static int last_port(const struct proxy_options *o, int port)
{
	int32_t last = o->last_node >= 0 ? o->last_node : PORTS_ROOM - 1;

	return last >= PORT_MAX - port ? PORT_MAX : port + 1 + last;
}

static const char *set_name(const struct listen_spec *l)
{
	return l->name ? l->name : "the first";
}

/* Is there something of set `i` in the ports of set `j`? */
static bool overlap(const struct proxy_options *o, size_t i, size_t j)
{
	const struct host_port *a = &o->listen[i].at, *b = &o->listen[j].at;

	if (a->port == 0 || b->port == 0 || !host_overlaps(a->host, b->host))
		return false;
	return a->port <= last_port(o, b->port) &&
	       b->port <= last_port(o, a->port);
}

/* "-l a=HOST:PORT -l b=HOST:PORT", each far enough from the one before. */
static void propose(const struct proxy_options *o, char *text, size_t size)
{
	int step = last_port(o, 0) + 1 <= STEP ? STEP : last_port(o, 0) + 1;
	int port = o->listen[0].at.port;
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < o->listens && n < size; i++, port += step)
		n += (size_t)snprintf(text + n, size - n, " -l %.40s=%.60s:%d",
				      set_name(&o->listen[i]),
				      o->listen[i].at.host,
				      port <= PORT_MAX ? port : 0);
}

int ports_check(const struct proxy_options *o, struct err *e)
{
	char proposal[256];

	for (size_t i = 0; i < o->listens; i++) {
		for (size_t j = 0; j < i; j++) {
			if (!overlap(o, i, j))
				continue;
			propose(o, proposal, sizeof(proposal));
			return err_set(
				e, ERR_USAGE,
				"the ports of '%.40s' and '%.40s' overlap "
				"(each needs its own and one per broker "
				"above it); this would work:%s",
				set_name(&o->listen[j]),
				set_name(&o->listen[i]), proposal);
		}
	}
	return 0;
}
