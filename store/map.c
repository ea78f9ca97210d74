/* SPDX-License-Identifier: Apache-2.0 */
/* map.c - chained hash map of intrusive nodes.  It compares hashes only: what
 * equal means is the caller's. */
#include "store/map.h"

#include <stdlib.h>

static struct map_node **slot_of(const struct map *m, uint64_t hash)
{
	/* many of our hashes are ids that go up by one: fine as they are, but
	 * for those of two parts, whose upper half decides, too */
	if (m->slots)
		return &m->slots[(hash ^ hash >> 32) & m->mask];
	return (struct map_node **)&m->only;
}

static void grow(struct map *m)
{
	struct map bigger = { .mask = m->slots ? m->mask * 2 + 1 : 15 };
	struct map_node *node;

	bigger.slots = calloc(bigger.mask + 1, sizeof(struct map_node *));
	if (!bigger.slots)
		return;
	/* oldest first, so that the newest stays in front */
	for (size_t i = 0; i <= (m->slots ? m->mask : 0); i++) {
		struct map_node *oldest_first = NULL;
		struct map_node *next;

		for (node = m->slots ? m->slots[i] : m->only; node;
		     node = next) {
			next = node->next;
			node->next = oldest_first;
			oldest_first = node;
		}
		for (node = oldest_first; node; node = next) {
			next = node->next;
			map_add(&bigger, node, node->hash);
		}
	}
	free(m->slots);
	*m = bigger;
}

void map_release(struct map *m)
{
	free(m->slots);
	*m = (struct map) { 0 };
}

void map_add(struct map *m, struct map_node *node, uint64_t hash)
{
	/* twice as many slots as nodes: most of what is not there is found out
	 * without touching a node */
	if (m->count * 2 > m->mask)
		grow(m);
	struct map_node **slot = slot_of(m, hash);

	node->hash = hash;
	node->next = *slot;
	*slot = node;
	m->count++;
}

void map_remove(struct map *m, struct map_node *node)
{
	struct map_node **at = slot_of(m, node->hash);

	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
	m->count--;
}

struct map_node *map_find(const struct map *m, uint64_t hash)
{
	struct map_node *node = *slot_of(m, hash);

	while (node && node->hash != hash)
		node = node->next;
	return node;
}

struct map_node *map_find_next(const struct map_node *node)
{
	struct map_node *next = node->next;

	while (next && next->hash != node->hash)
		next = next->next;
	return next;
}

struct map_node *map_each(const struct map *m, const struct map_node *node)
{
	size_t slot = 0;

	if (!m->slots)
		return node ? node->next : m->only;
	if (node) {
		if (node->next)
			return node->next;
		slot = (size_t)(slot_of(m, node->hash) - m->slots) + 1;
	}
	for (; slot <= m->mask; slot++)
		if (m->slots[slot])
			return m->slots[slot];
	return NULL;
}
