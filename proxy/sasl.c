/* SPDX-License-Identifier: Apache-2.0 */
/* sasl.c - where raw SASL tokens end and requests begin.  Never looks into a
 * token but for its first four bytes, and keeps nothing of it. */
#include "proxy/sasl.h"

#include "codec/cursor.h"
#include "codec/message.h"

/* Tokens in each direction. */
static const uint32_t tokens[] = {
	[SASL_NONE] = 0,        [SASL_PLAIN] = 1,          [SASL_SCRAM] = 2,
	[SASL_OAUTHBEARER] = 1, [SASL_OTHER] = UINT32_MAX,
};

enum sasl_mechanism sasl_mechanism_named(struct bytes name)
{
	static const struct {
		const char *name;
		enum sasl_mechanism mechanism;
	} names[] = {
		{ "PLAIN", SASL_PLAIN },
		{ "SCRAM-SHA-256", SASL_SCRAM },
		{ "SCRAM-SHA-512", SASL_SCRAM },
		{ "OAUTHBEARER", SASL_OAUTHBEARER },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (bytes_equal(name, bytes_of_string(names[i].name)))
			return names[i].mechanism;
	return SASL_OTHER;
}

void sasl_begin(struct sasl *s, enum sasl_mechanism mechanism)
{
	*s = (struct sasl) { .mechanism = mechanism };
}

static bool looks_like_request(struct bytes frame)
{
	struct cursor c;
	int16_t key, version, min, max;

	cursor_init(&c, frame);
	key = cursor_i16(&c);
	version = cursor_i16(&c);
	return cursor_ok(&c) && api_versions(key, &min, &max) &&
	       version >= min && version <= max;
}

/* Both directions are through: requests again. */
static void end_if_complete(struct sasl *s)
{
	uint32_t n = tokens[s->mechanism];

	if (s->from_client >= n && s->from_broker >= n)
		s->mechanism = SASL_NONE;
}

bool sasl_token_from_client(struct sasl *s, struct bytes frame)
{
	if (s->from_client >= tokens[s->mechanism])
		return false;
	if (s->mechanism == SASL_OTHER && s->from_broker > 0 &&
	    looks_like_request(frame)) {
		s->mechanism = SASL_NONE;
		return false;
	}
	s->from_client++;
	end_if_complete(s);
	return true;
}

bool sasl_token_from_broker(struct sasl *s)
{
	if (s->from_broker >= tokens[s->mechanism])
		return false;
	s->from_broker++;
	end_if_complete(s);
	return true;
}
