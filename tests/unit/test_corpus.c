/* SPDX-License-Identifier: Apache-2.0 */
/* test_corpus.c - the corpora of the fuzzers as a plain test: each file, and
 * each file cut in the middle, ends at a guard page. */
#include "tests/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

enum { INPUT_MAX = 1 << 20 };

static void run_file(const char *path, int (*target)(const uint8_t *, size_t))
{
	static uint8_t data[INPUT_MAX];
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	size_t size = fread(data, 1, sizeof(data), f);

	fclose(f);
	for (size_t n = size;; n /= 2) {
		struct guarded g = guarded(bytes_of(data, n));

		assert_int_equal(target(g.bytes.p, g.bytes.n), 0);
		guarded_release(&g);
		if (n == 0)
			break;
	}
}

static void run_folder(const char *name, int (*target)(const uint8_t *, size_t))
{
	char folder[64], path[512];
	struct dirent *entry;
	int files = 0;

	snprintf(folder, sizeof(folder), "tests/fuzz/corpus/%s", name);
	DIR *d = opendir(folder);

	assert_non_null(d);
	while ((entry = readdir(d))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		run_file(path, target);
		files++;
	}
	closedir(d);
	assert_true(files > 3);
}

static void frames_hold(void **state)
{
	(void)state;
	run_folder("frame", fuzz_frame);
}

static void walks_hold(void **state)
{
	(void)state;
	run_folder("walk", fuzz_walk);
}

static void skimmed_streams_hold(void **state)
{
	(void)state;
	run_folder("skim", fuzz_skim);
}

static void batches_hold(void **state)
{
	(void)state;
	run_folder("batch", fuzz_batch);
}

static void rewritten_responses_hold(void **state)
{
	(void)state;
	run_folder("rewrite", fuzz_rewrite);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_hold),
		cmocka_unit_test(walks_hold),
		cmocka_unit_test(skimmed_streams_hold),
		cmocka_unit_test(batches_hold),
		cmocka_unit_test(rewritten_responses_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
