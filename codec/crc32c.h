/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_CRC32C_H
#define CODEC_CRC32C_H

#include "codec/bytes.h"

/* CRC-32C (Castagnoli) of `b`, by SSE4.2 where the CPU has it. */
uint32_t crc32c(struct bytes b);
/* The same, going on from the crc of what came before. */
uint32_t crc32c_more(uint32_t crc, struct bytes b);
/* crc32c_more() as it is on a CPU without the instruction. */
uint32_t crc32c_by_table(uint32_t crc, struct bytes b);

#endif
