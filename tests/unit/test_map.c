/* SPDX-License-Identifier: Apache-2.0 */
/* test_map.c - the map of intrusive nodes. */
#include "store/map.h"

#include "tests/test.h"

enum { NODES = 1000 };

struct thing {
	int value;
	struct map_node node;
};

static void what_is_added_is_found_until_removed(void **state)
{
	static struct thing things[NODES];
	struct map m = { 0 };

	(void)state;
	for (int i = 0; i < NODES; i++) {
		assert_null(map_find(&m, (uint64_t)i));
		map_add(&m, &things[i].node, (uint64_t)i);
	}
	assert_int_equal(m.count, NODES);
	for (int i = 0; i < NODES; i++) {
		struct map_node *n = map_find(&m, (uint64_t)i);

		assert_ptr_equal(map_entry(n, struct thing, node), &things[i]);
		map_remove(&m, n);
		assert_null(map_find(&m, (uint64_t)i));
	}
	assert_int_equal(m.count, 0);
	map_release(&m);
}

static void of_equal_hashes_the_newest_comes_first(void **state)
{
	static struct thing things[NODES];
	struct map m = { 0 };
	struct map_node *n;

	(void)state;
	for (int i = 0; i < NODES; i++) {
		things[i].value = i;
		map_add(&m, &things[i].node, (uint64_t)(i % 2));
	}
	n = map_find(&m, 1);
	for (int i = NODES - 1; i >= 1; i -= 2, n = map_find_next(n))
		assert_int_equal(map_entry(n, struct thing, node)->value, i);
	assert_null(n);
	map_release(&m);
}

static void each_gives_every_node_once(void **state)
{
	static struct thing things[NODES];
	struct map m = { 0 };
	int seen = 0;

	(void)state;
	assert_null(map_each(&m, NULL));
	for (int i = 0; i < NODES; i++) {
		map_add(&m, &things[i].node, (uint64_t)i << 32);
		seen = 0;
		if (i > 3 && i != NODES - 1)
			continue;
		for (struct map_node *n = map_each(&m, NULL); n;
		     n = map_each(&m, n))
			seen++;
		assert_int_equal(seen, i + 1);
	}
	map_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_added_is_found_until_removed),
		cmocka_unit_test(of_equal_hashes_the_newest_comes_first),
		cmocka_unit_test(each_gives_every_node_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
