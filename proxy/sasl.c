/* SPDX-License-Identifier: Apache-2.0 */
/* sasl.c - where raw SASL tokens end and requests begin, and who asks to be let
 * in.  Keeps nothing of a token but the user's name. */
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
	s->mechanism = mechanism;
	s->from_client = 0;
	s->from_broker = 0;
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

/* ---- the user's name */

/* What is before `end`; all of it, if there is none. */
static struct bytes before(struct bytes b, char end)
{
	const uint8_t *at = b.n ? memchr(b.p, end, b.n) : NULL;

	return at ? bytes_first(b, (size_t)(at - b.p)) : b;
}

static struct bytes behind(struct bytes b, struct bytes part)
{
	return bytes_after(b, part.n < b.n ? part.n + 1 : b.n);
}

static bool begins(struct bytes b, const char *with)
{
	size_t n = strlen(with);

	return b.n >= n && memcmp(b.p, with, n) == 0;
}

/* authzid NUL authcid NUL password */
static struct bytes plain_user(struct bytes token)
{
	struct bytes acts_for = before(token, '\0');
	struct bytes rest = behind(token, acts_for);
	struct bytes user = before(rest, '\0');

	if (user.n == rest.n || (acts_for.n && !bytes_equal(acts_for, user)))
		return bytes_of(NULL, 0);
	return user;
}

/* n,[a=authzid],n=user,r=nonce[,tokenauth=true] */
static struct bytes scram_user(struct bytes token)
{
	struct bytes acts_for, rest;

	if (!begins(token, "n,"))
		return bytes_of(NULL, 0);
	rest = bytes_after(token, 2);
	acts_for = before(rest, ',');
	rest = behind(rest, acts_for);
	if (acts_for.n || !begins(rest, "n=") ||
	    memmem(rest.p, rest.n, ",tokenauth=", strlen(",tokenauth=")))
		return bytes_of(NULL, 0);
	return before(bytes_after(rest, 2), ',');
}

/* RFC 5802: "=2C" is a comma, "=3D" an equals sign. */
static void keep_user(struct sasl *s, struct bytes user, bool escaped)
{
	size_t n = 0;

	for (size_t i = 0; i < user.n; i++) {
		struct bytes rest = bytes_after(user, i);
		bool comma = escaped && begins(rest, "=2C");
		bool equals = escaped && begins(rest, "=3D");

		s->user[n++] = comma ? ',' : equals ? '=' : (char)user.p[i];
		if (comma || equals)
			i += 2;
	}
	s->user[n] = '\0';
}

void sasl_read_user(struct sasl *s, struct bytes token)
{
	struct bytes user = { 0 };

	if (s->named == SASL_PLAIN)
		user = plain_user(token);
	else if (s->named == SASL_SCRAM)
		user = scram_user(token);
	/* SCRAM's second token has none: the first one's stays */
	if (user.n && user.n <= SASL_USER_MAX)
		keep_user(s, user, s->named == SASL_SCRAM);
}
