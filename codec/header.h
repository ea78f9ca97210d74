/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_HEADER_H
#define CODEC_HEADER_H

#include "codec/cursor.h"

/* Kafka's request header.  Which header version an (API, version) uses is in
 * its message rows: v2 from the first flexible version on, else v1; v0 only
 * for ControlledShutdown v0.  An unknown key is read as v1, which all have as
 * their beginning. */
struct request_header {
	int16_t api_key;
	int16_t api_version;
	int32_t correlation_id;
	struct bytes client_id; /* null if p == NULL; a view into the frame */
};

/* 0, 1 or 2: which header a request of this API and version has. */
int request_header_version(int16_t api_key, int16_t api_version);

/* Read a request header, tagged fields included; the cursor is left at the
 * body.  False: see the cursor. */
bool request_header_read(struct cursor *c, struct request_header *h);

/* Read a response header of the exchange's API and version: v1 for flexible
 * ones, but v0 for ApiVersions always (KIP-511). */
bool response_header_read(struct cursor *c, int16_t api_key,
			  int16_t api_version, int32_t *correlation_id);

#endif
