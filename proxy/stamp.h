/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_STAMP_H
#define PROXY_STAMP_H

#include <stddef.h>
#include <stdint.h>

/* Stamps: microseconds of wall clock at the start plus the monotonic clock
 * since, made strictly increasing.  Order and time in one number, safe when
 * the clock is set. */
struct stamp_clock {
	int64_t offset; /* stamp minus monotonic clock, us */
	int64_t last;
};

/* The wall clock, read between two looks at the monotonic one. */
struct stamp_reading {
	uint64_t before_ns, after_ns;
	int64_t wall_us;
};

/* The one of `n` in which least time passed: in others this process had to wait
 * for its turn, and the two clocks would be apart by that. */
const struct stamp_reading *stamp_closest(const struct stamp_reading *readings,
					  size_t n);

/* `wall_us` and `monotonic_ns` are read at the same moment.  All stamps will
 * be above `above`; when the wall clock is behind it, time goes on from there
 * at its usual pace. */
void stamp_init(struct stamp_clock *c, int64_t wall_us, uint64_t monotonic_ns,
		int64_t above);

/* The next stamp, at this reading of the monotonic clock. */
int64_t stamp_next(struct stamp_clock *c, uint64_t monotonic_ns);

#endif
