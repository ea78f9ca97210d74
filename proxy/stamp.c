/* SPDX-License-Identifier: Apache-2.0 */
/* stamp.c - strictly increasing times.  Reads no clock itself. */
#include "proxy/stamp.h"

void stamp_init(struct stamp_clock *c, int64_t wall_us, uint64_t monotonic_ns,
		int64_t above)
{
	int64_t start = wall_us > above ? wall_us : above + 1;

	c->offset = start - (int64_t)(monotonic_ns / 1000);
	c->last = above;
}

const struct stamp_reading *stamp_closest(const struct stamp_reading *readings,
					  size_t n)
{
	const struct stamp_reading *best = readings;

	for (size_t i = 1; i < n; i++)
		if (readings[i].after_ns - readings[i].before_ns <
		    best->after_ns - best->before_ns)
			best = &readings[i];
	return best;
}

int64_t stamp_next(struct stamp_clock *c, uint64_t monotonic_ns)
{
	int64_t now = c->offset + (int64_t)(monotonic_ns / 1000);

	c->last = now > c->last ? now : c->last + 1;
	return c->last;
}
