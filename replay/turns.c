/* SPDX-License-Identifier: Apache-2.0 */
/* turns.c - a binary heap. */
#include "replay/turns.h"

#include <stdlib.h>

bool turns_init(struct turns *t, uint32_t room)
{
	*t = (struct turns) { .room = room };
	t->heap = calloc((size_t)room + 1, sizeof(*t->heap));
	return t->heap != NULL;
}

void turns_release(struct turns *t)
{
	free(t->heap);
	*t = (struct turns) { .heap = NULL };
}

void turns_add(struct turns *t, uint64_t number, uint32_t lane)
{
	uint32_t i = t->count++;

	for (; i; i = (i - 1) / 2) {
		if (t->heap[(i - 1) / 2].number <= number)
			break;
		t->heap[i] = t->heap[(i - 1) / 2];
	}
	t->heap[i] = (struct turn) { number, lane };
}

uint32_t turns_take(struct turns *t)
{
	uint32_t lane = t->heap[0].lane, i = 0;
	struct turn last = t->heap[--t->count];

	for (;;) {
		uint32_t child = 2 * i + 1;

		if (child >= t->count)
			break;
		if (child + 1 < t->count &&
		    t->heap[child + 1].number < t->heap[child].number)
			child++;
		if (last.number <= t->heap[child].number)
			break;
		t->heap[i] = t->heap[child];
		i = child;
	}
	t->heap[i] = last;
	return lane;
}
