/* SPDX-License-Identifier: Apache-2.0 */
/* message.c - looking up the generated rows by API, version and name.  What the
 * rows mean on the wire is walk.c's business. */
#include "codec/message.h"

#include <strings.h>

static bool known(int16_t api_key)
{
	return api_key >= 0 && api_key < API_COUNT;
}

const struct message *message_find(int16_t api_key, int16_t version,
				   enum message_kind kind)
{
	const struct message *m;

	if (!known(api_key) || kind == MESSAGE_DATA)
		return NULL;
	m = kind == MESSAGE_REQUEST ? &request_messages[api_key]
				    : &response_messages[api_key];
	return version >= m->since && version <= m->until ? m : NULL;
}

static const struct message *named(const struct message *list, size_t count,
				   const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

const struct message *message_named(const char *name)
{
	const struct message *m = named(request_messages, API_COUNT, name);

	if (!m)
		m = named(response_messages, API_COUNT, name);
	if (!m)
		m = named(data_messages, DATA_MESSAGE_COUNT, name);
	return m;
}

const char *api_name(int16_t api_key)
{
	return known(api_key) ? api_names[api_key] : NULL;
}

int16_t api_key_named(const char *name)
{
	for (int key = 0; key < API_COUNT; key++)
		if (strcasecmp(api_names[key], name) == 0)
			return (int16_t)key;
	return -1;
}

bool api_versions(int16_t api_key, int16_t *min, int16_t *max)
{
	if (!known(api_key))
		return false;
	*min = request_messages[api_key].since;
	*max = request_messages[api_key].until;
	return true;
}

bool api_flexible(int16_t api_key, int16_t version)
{
	return known(api_key) &&
	       version >= request_messages[api_key].flexible_since;
}

bool api_at(size_t i, int16_t *key, const char **name)
{
	if (i >= API_COUNT)
		return false;
	*key = (int16_t)i;
	*name = api_names[i];
	return true;
}
