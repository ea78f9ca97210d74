/* SPDX-License-Identifier: Apache-2.0 */
/* options.c - the defaults of the proxy.  The command line is parsed by tools/. */
#include "codec/frame.h"
#include "proxy/proxy.h"

enum { MAX_CONNECTIONS = 10000, DRAIN_MS = 5000 };

void proxy_options_init(struct proxy_options *o)
{
	*o = (struct proxy_options) {
		.first_node = -1,
		.last_node = -1,
		.probe = true,
		.max_request = FRAME_MAX_REQUEST,
		.max_connections = MAX_CONNECTIONS,
		.drain_ms = DRAIN_MS,
	};
}
