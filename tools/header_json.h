/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_HEADER_JSON_H
#define TOOLS_HEADER_JSON_H

#include "codec/header.h"
#include "codec/writer.h"

/* Append the header of a request or response as JSON, with Kafka's names. */
void request_header_json(struct writer *out, const struct request_header *h);
void response_header_json(struct writer *out, int32_t correlation_id);

#endif
