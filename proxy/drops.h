/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_DROPS_H
#define PROXY_DROPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was dropped since the last gap rows, by connection and API: however much
 * it is, it takes a bounded number of rows. */
enum { DROPS = 4096 };

struct drop {
	uint64_t connection; /* 0: many */
	uint64_t exchange;   /* 0: more than one */
	int16_t api_key;     /* -1: many */
	uint64_t frames, bytes;
	int64_t since, until; /* stamps */
};

/* Zero-initialise.  Slots by hash; what finds no place is counted in `rest`. */
struct drops {
	struct drop *slots;
	size_t count;
	size_t at; /* of drops_take() */
	struct drop rest;
};

/* Add to the sum of its connection and API. */
void drops_add(struct drops *d, const struct drop *one);
/* Is there anything? */
bool drops_any(const struct drops *d);
/* Take one sum out; false: there is none.  Take all before adding again. */
bool drops_take(struct drops *d, struct drop *out);
void drops_release(struct drops *d);

#endif
