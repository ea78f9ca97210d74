/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_TURNS_H
#define REPLAY_TURNS_H

#include <stdbool.h>
#include <stdint.h>

/* Whose turn it is: lanes that can go on, the one with the lowest number first.
 * A heap of its owner's numbers. */
struct turn {
	uint64_t number;
	uint32_t lane;
};

struct turns {
	struct turn *heap;
	uint32_t count, room;
};

/* Room for so many lanes; false: no memory. */
bool turns_init(struct turns *t, uint32_t room);
void turns_release(struct turns *t);

/* A lane that isn't in it. */
void turns_add(struct turns *t, uint64_t number, uint32_t lane);
/* The lane whose turn it is, taken out; there must be one. */
uint32_t turns_take(struct turns *t);

#endif
