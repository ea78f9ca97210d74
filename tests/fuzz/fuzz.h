/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdlib.h>

#include "codec/bytes.h"

/* One function a target: any bytes in, 0 out, or a crash.  run.sh makes each the
 * entry of a libFuzzer program, test_corpus.c calls them with the corpora. */
int fuzz_batch(const uint8_t *data, size_t size);
int fuzz_frame(const uint8_t *data, size_t size);
int fuzz_rewrite(const uint8_t *data, size_t size);
int fuzz_skim(const uint8_t *data, size_t size);
int fuzz_walk(const uint8_t *data, size_t size);

/* What must hold for every input. */
static inline void must(bool holds)
{
	if (!holds)
		abort();
}

#endif
