/* SPDX-License-Identifier: Apache-2.0 */
/* header_json.c - headers of requests and responses as JSON; bodies are
 * codec/json.c's. */
#include "tools/header_json.h"

#include "codec/json.h"

void request_header_json(struct writer *out, const struct request_header *h)
{
	json_raw(out, "{\"requestApiKey\":");
	json_int(out, h->api_key);
	json_raw(out, ",\"requestApiVersion\":");
	json_int(out, h->api_version);
	json_raw(out, ",\"correlationId\":");
	json_int(out, h->correlation_id);
	if (request_header_version(h->api_key, h->api_version) > 0) {
		json_raw(out, ",\"clientId\":");
		if (h->client_id.p)
			json_string(out, h->client_id);
		else
			json_raw(out, "null");
	}
	json_raw(out, "}");
}

void response_header_json(struct writer *out, int32_t correlation_id)
{
	json_raw(out, "{\"correlationId\":");
	json_int(out, correlation_id);
	json_raw(out, "}");
}
