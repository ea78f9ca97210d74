/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_COMPRESS_H
#define CODEC_COMPRESS_H

#include "codec/batch.h"

/* Decompress the whole of `block`, which a batch of this magic carries, into
 * out->data, out->size; what was there is forgotten.  Understood are
 *
 *   gzip    one or more members (RFC 1952)
 *   snappy  one raw block, or xerial's framing, also several in a row
 *   lz4     frames; of magic 0 with the wrong header checksum of its clients
 *   zstd    frames, with or without a content size
 *
 * Result: DECODE_OK; DECODE_MEMORY: more than `max` bytes would come out, or no
 * memory; DECODE_SHORT: the block is cut; else the block is broken, or the
 * codec is none of the four. */
enum decode_error decompress(enum compression codec, int8_t magic,
			     struct bytes block, size_t max,
			     struct inflate *out);

/* The CRC-32 of zlib, gzip, Ethernet: of message sets 0 and 1. */
uint32_t crc32_of(struct bytes b);

#endif
