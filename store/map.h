/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MAP_H
#define STORE_MAP_H

#include <stddef.h>
#include <stdint.h>

/* A hash map of nodes that lie inside the caller's structs: it owns nothing and
 * adding can't fail (without memory to grow, chains get longer).  Several nodes
 * may have one hash; the newest comes first. */
struct map_node {
	struct map_node *next;
	uint64_t hash;
};

struct map {
	struct map_node **slots; /* NULL: the one below */
	struct map_node *only;
	size_t mask, count;
};

/* The struct that a node lies in. */
#define map_entry(node, type, member) \
	((type *)(void *)((char *)(node)-offsetof(type, member)))

/* Zero-initialise.  Releasing frees no nodes. */
void map_release(struct map *m);
void map_add(struct map *m, struct map_node *node, uint64_t hash);
/* The node must be in the map. */
void map_remove(struct map *m, struct map_node *node);
/* The newest node of this hash, then the next older one; NULL: no more. */
struct map_node *map_find(const struct map *m, uint64_t hash);
struct map_node *map_find_next(const struct map_node *node);
/* Every node, in no order: NULL gives the first.  To remove the one that was
 * given, ask for the next one before. */
struct map_node *map_each(const struct map *m, const struct map_node *node);

#endif
