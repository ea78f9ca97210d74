/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_UPSTREAM_H
#define TOOLS_UPSTREAM_H

#include "proxy/proxy.h"

/* "HOST:PORT,..." as bootstrap servers, allocated: free() them.  -1: see `e`. */
int upstream_parse(const char *brokers, struct host_port **out, size_t *count,
		   struct err *e);

#endif
