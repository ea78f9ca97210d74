/* SPDX-License-Identifier: Apache-2.0 */
/* normal.c - the words of --ignore as rules. */
#include "replay/normal.h"

#include "store/tape.h"

#include <stdlib.h>

static const char *const kind_names[NORMAL_KINDS] = {
	"header", "value", "key", "topic", "partition", "group", "transaction",
};

/* What may stand behind the colon. */
enum { ALONE = 1, GLOB = 2, PATH = 4 };

static const int forms[NORMAL_KINDS] = {
	[NORMAL_HEADER] = GLOB,
	[NORMAL_VALUE] = ALONE | PATH,
	[NORMAL_KEY] = ALONE | PATH | GLOB,
	[NORMAL_TOPIC] = GLOB,
	[NORMAL_PARTITION] = ALONE,
	[NORMAL_GROUP] = GLOB,
	[NORMAL_TRANSACTION] = GLOB,
};

static int no_memory(struct err *e)
{
	return err_set(e, ERR_IO, "out of memory");
}

/* The copy of a pattern or path; the rules own it. */
static char *keep(struct normal *n, enum normal_kind kind, const char *text,
		  size_t length)
{
	struct normal_globs *g = &n->globs[kind];
	char **more = realloc(g->items, (g->count + 1) * sizeof(*more));

	if (!more)
		return NULL;
	g->items = more;
	more[g->count] = strndup(text, length);
	return more[g->count] ? more[g->count++] : NULL;
}

static int add_path(struct normal *n, enum normal_kind kind, const char *text,
		    size_t length, struct err *e)
{
	struct json_rules *r = kind == NORMAL_KEY ? &n->key : &n->value;
	struct json_path *more;

	if (r->count == JSON_PATHS_MAX)
		return err_set(e, ERR_USAGE, "--ignore takes %d paths at most",
			       JSON_PATHS_MAX);
	more = realloc(r->paths, (r->count + 1) * sizeof(*more));
	if (!more)
		return no_memory(e);
	r->paths = more;
	r->count++;
	if (!json_path_parse(&more[r->count - 1], bytes_of(text, length)))
		return err_set(e, ERR_USAGE,
			       "--ignore: '%.*s' is no path; write $.a.b, "
			       "$['a b'], $.items[0], $.items[*].a or $..a",
			       (int)length, text);
	return 0;
}

/* "KIND" or "KIND:WHAT". */
static int add_rule(struct normal *n, const char *text, size_t length,
		    struct err *e)
{
	const char *colon = memchr(text, ':', length);
	size_t name = colon ? (size_t)(colon - text) : length;
	const char *what = colon ? colon + 1 : text + length;
	size_t rest = (size_t)(text + length - what);
	int form = !colon ? ALONE : rest && *what == '$' ? PATH : GLOB;

	for (enum normal_kind k = 0; k < NORMAL_KINDS; k++) {
		if (strlen(kind_names[k]) != name ||
		    strncmp(kind_names[k], text, name) != 0)
			continue;
		/* a topic may be called '$x' */
		if (form == PATH && !(forms[k] & PATH))
			form = GLOB;
		if (!(forms[k] & form) || (colon && !rest))
			break;
		if (form == PATH)
			return add_path(n, k, what, rest, e);
		if (form == GLOB)
			return keep(n, k, what, rest) ? 0 : no_memory(e);
		n->all[k] = true;
		return 0;
	}
	return err_set(e, ERR_USAGE,
		       "--ignore takes header:NAME, value, value:$.PATH, key, "
		       "key:$.PATH, key:PATTERN, topic:PATTERN, partition, "
		       "group:PATTERN or transaction:PATTERN, not '%.*s'",
		       (int)length, text);
}

/* Up to a comma outside brackets, or the end. */
static size_t rule_length(const char *text)
{
	bool inside = false;
	size_t n = 0;

	for (; text[n] && (inside || text[n] != ','); n++)
		if (text[n] == '[' || text[n] == ']')
			inside = text[n] == '[';
	return n;
}

int normal_add(struct normal *n, const char *text, struct err *e)
{
	for (;;) {
		size_t length = rule_length(text);

		if (add_rule(n, text, length, e) < 0)
			return -1;
		if (!text[length])
			return 0;
		text += length + 1;
	}
}

void normal_tolerate(struct normal *n, double tolerance)
{
	n->value.tolerance = n->key.tolerance = tolerance;
}

bool normal_matches(const struct normal *n, enum normal_kind kind,
		    const char *name)
{
	const struct normal_globs *g = &n->globs[kind];

	for (size_t i = 0; i < g->count; i++)
		if (!sqlite3_strglob(g->items[i], name))
			return true;
	return false;
}

static void release_rules(struct json_rules *r)
{
	for (size_t i = 0; i < r->count; i++)
		json_path_release(&r->paths[i]);
	free(r->paths);
}

void normal_release(struct normal *n)
{
	for (int k = 0; k < NORMAL_KINDS; k++) {
		for (size_t i = 0; i < n->globs[k].count; i++)
			free(n->globs[k].items[i]);
		free(n->globs[k].items);
	}
	release_rules(&n->value);
	release_rules(&n->key);
	*n = (struct normal) { 0 };
}
