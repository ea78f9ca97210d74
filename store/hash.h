/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_HASH_H
#define STORE_HASH_H

#include "codec/bytes.h"

/* The 64-bit hash of contents.  It is written to the tape (record.hash,
 * batch.hash), so it never changes: hash.c is its definition, test_hash.c holds
 * known answers.  Null, empty and absent are told apart. */
uint64_t hash_bytes(uint64_t seed, struct bytes b);
uint64_t hash_number(uint64_t seed, uint64_t number);

#endif
