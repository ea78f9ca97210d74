/* SPDX-License-Identifier: Apache-2.0 */
/* hash.c - a hash in the manner of wyhash: multiply two 64-bit words to 128 bits
 * and fold the halves.  Not for secrets, nor against an enemy: a check that
 * leans on it compares the bytes before it accuses anybody.
 *
 *   h = seed ^ K0
 *   for each 16 bytes but the last 1..16:  h = fold(w0 ^ K1, w1 ^ h)
 *   the rest, padded with zeros to 16:     h = fold(w0 ^ K2, w1 ^ h)
 *   result: fold(h, length ^ K1); of null: fold(seed ^ K0, K3)
 *
 * Words are little-endian.  fold(a, b) = low(a * b) ^ high(a * b). */
#include "store/hash.h"

#include <endian.h>

#define K0 UINT64_C(0xa0761d6478bd642f)
#define K1 UINT64_C(0xe7037ed1a0b428db)
#define K2 UINT64_C(0x8ebc6af09c88c6e3)
#define K3 UINT64_C(0x589965cc75374cc3)

static uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return le64toh(v);
}

uint64_t hash_bytes(uint64_t seed, struct bytes b)
{
	uint64_t h = seed ^ K0;
	uint8_t last[16] = { 0 };
	const uint8_t *p = b.p;
	size_t left = b.n;

	if (!b.p)
		return fold(h, K3);
	for (; left > sizeof(last); left -= sizeof(last), p += sizeof(last))
		h = fold(word(p) ^ K1, word(p + 8) ^ h);
	memcpy(last, p, left);
	h = fold(word(last) ^ K2, word(last + 8) ^ h);
	return fold(h, b.n ^ K1);
}

uint64_t hash_number(uint64_t seed, uint64_t number)
{
	return fold(seed ^ K0, number ^ K1);
}
