/* SPDX-License-Identifier: Apache-2.0 */
/* roles.c - which records of a tape a service read, and which it wrote.
 *
 *   named listeners?  yes ─▶ the one whose clients read
 *                     no ──▶ the one group that was given records ─▶ its producer:
 *                            of the same client id, or the only one that does
 *                            not write what the group reads */
#include "replay/roles.h"

#include "replay/query.h"

#include <stdlib.h>
#include <string.h>

/* Names of one kind on the tape, and what they read, as rows (name, words). */
#define READERS(name, condition)                                         \
	"SELECT " name " AS name, " name " || ' (reads ' || "            \
	"group_concat(DISTINCT topic) || ')' AS words FROM flows WHERE " \
	"delivered > 0 AND " condition " GROUP BY 1"

static const char named[] =
	READERS("consumer", "consumer IN (SELECT name FROM service)");
static const char grouped[] = READERS("group_id", "group_id IS NOT NULL");

/* The one row's name of `rows`, or the one that is called `wanted`. */
static char *choose(struct tape *t, const char *rows, const char *wanted,
		    const char *what, struct err *e)
{
	char *count = query_text(t, e, "SELECT count(*) FROM (%s)", rows);
	char *found = NULL, *words;
	int n = count ? (int)strtol(count, NULL, 10) : -1;

	sqlite3_free(count);
	if (n < 0)
		return NULL;
	found = query_text(t, e, "SELECT name FROM (%s) WHERE %Q IN (name, '')",
			   rows, wanted ? wanted : "");
	if (!found || (*found && (wanted || n == 1)))
		return found;
	sqlite3_free(found);
	words = query_text(t, e,
			   "SELECT group_concat(words, ', ') FROM "
			   "(SELECT words FROM (%s) LIMIT 8)",
			   rows);
	if (words && wanted)
		err_set(e, ERR_USAGE,
			"--service: no %s on '%s' that reads is called '%s'; "
			"there is %s",
			what, tape_path(t), wanted, words);
	else if (words)
		err_set(e, ERR_USAGE,
			"'%s' has several services: --service says which of %s",
			tape_path(t), words);
	sqlite3_free(words);
	return NULL;
}

static bool any(struct tape *t, const char *rows)
{
	char *count = query_text(t, NULL, "SELECT count(*) FROM (%s)", rows);
	bool is = count && strcmp(count, "0") != 0;

	sqlite3_free(count);
	return is;
}

/* "(0 OR topic GLOB 'a' OR ...)" */
static char *topics(const char *const *patterns, size_t count)
{
	sqlite3_str *s = sqlite3_str_new(NULL);

	sqlite3_str_appendall(s, "(0");
	for (size_t i = 0; i < count; i++)
		sqlite3_str_appendf(s, " OR topic GLOB %Q", patterns[i]);
	sqlite3_str_appendall(s, ")");
	return sqlite3_str_finish(s);
}

/* ---- what a group wrote */

/* Producers that write nothing of what the group reads. */
#define OTHERS                                                              \
	"SELECT producer AS name, producer || ' (writes ' || "              \
	"group_concat(DISTINCT topic) || ')' AS words FROM flows WHERE "    \
	"producer IS NOT NULL AND producer NOT IN (SELECT producer FROM "   \
	"flows WHERE producer IS NOT NULL AND topic IN (SELECT topic FROM " \
	"flows WHERE group_id = %Q)) GROUP BY 1"

/* Does a client of the group's own id write what the group does not read? */
#define OWN                                                                  \
	"SELECT 1 FROM flows WHERE producer IN (SELECT consumer FROM flows " \
	"WHERE group_id = %Q) AND topic NOT IN (SELECT topic FROM flows "    \
	"WHERE group_id = %Q)"

static char *others_output(struct tape *t, const char *group, struct err *e)
{
	char *rows = sqlite3_mprintf(OTHERS, group);
	char *words, *count, *condition = NULL;

	count = query_text(t, e, "SELECT count(*) FROM (%s)", rows);
	words = query_text(
		t, e,
		"SELECT coalesce(group_concat(words, ', '), '') FROM (%s)",
		rows);
	if (count && words && strtol(count, NULL, 10) > 1)
		err_set(e, ERR_USAGE,
			"which records on '%s' did '%s' write? --output TOPIC "
			"says it; producers are %s",
			tape_path(t), group, words);
	else if (count && words)
		condition =
			sqlite3_mprintf("(producer IN (SELECT name FROM (%s)))",
					rows);
	sqlite3_free(rows);
	sqlite3_free(count);
	sqlite3_free(words);
	return condition;
}

static char *group_output(struct tape *t, const char *group, struct err *e)
{
	char *own = sqlite3_mprintf(OWN, group, group);
	bool is_own = own && any(t, own);

	sqlite3_free(own);
	if (!is_own)
		return others_output(t, group, e);
	return sqlite3_mprintf("(producer IN (SELECT consumer FROM flows WHERE "
			       "group_id = %Q) AND topic NOT IN (SELECT topic "
			       "FROM flows WHERE group_id = %Q))",
			       group, group);
}

/* ---- who */

static void name_service(struct roles *r, const struct roles_options *o)
{
	r->readers = sqlite3_mprintf("SELECT c.id FROM connection c "
				     "JOIN service s ON s.id = c.service "
				     "WHERE s.name = %Q",
				     r->service);
	r->commits = sqlite3_mprintf("(service = %Q)", r->service);
	if (!o->output_count)
		r->outputs = sqlite3_mprintf("(service = %Q)", r->service);
}

static int by_name(struct roles *r, struct tape *t,
		   const struct roles_options *o, struct err *e)
{
	r->service = choose(t, named, o->service, "set of listeners", e);
	if (!r->service)
		return -1;
	name_service(r, o);
	return 0;
}

static int refuse_ambiguous(struct tape *t, const char *group, struct err *e)
{
	char *others = query_text(
		t, e,
		"SELECT coalesce(group_concat(DISTINCT b.group_id), '') "
		"FROM attribution a JOIN attribution b "
		"ON b.connection = a.connection AND b.group_id <> a.group_id "
		"WHERE a.group_id = %Q AND a.confidence = 'ambiguous'",
		group);
	int result = others ? 0 : -1;

	if (others && *others)
		result = err_set(e, ERR_USAGE,
				 "what '%s' was given on '%s' may have been "
				 "for %s: --input TOPIC says which records are "
				 "its inputs",
				 group, tape_path(t), others);
	sqlite3_free(others);
	return result;
}

static int by_group(struct roles *r, struct tape *t,
		    const struct roles_options *o, struct err *e)
{
	r->service = choose(t, grouped, o->service, "group", e);
	if (!r->service ||
	    (!o->input_count && refuse_ambiguous(t, r->service, e)))
		return -1;
	r->readers = sqlite3_mprintf("SELECT connection FROM attribution "
				     "WHERE group_id = %Q",
				     r->service);
	r->commits = sqlite3_mprintf("(group_id = %Q)", r->service);
	if (!o->output_count)
		r->outputs = group_output(t, r->service, e);
	return o->output_count || r->outputs ? 0 : -1;
}

/* Both sides are given by topics: whoever reads the inputs is the service. */
static int by_topics(struct roles *r, const struct roles_options *o)
{
	char *in = topics(o->inputs, o->input_count);

	r->service = sqlite3_mprintf("service");
	r->readers = sqlite3_mprintf(
		"SELECT connection FROM (SELECT e.connection AS connection, "
		"t.name AS topic FROM (SELECT exchange, tp FROM fetch "
		"UNION ALL SELECT exchange, tp FROM acquisition) f "
		"JOIN exchange e ON e.id = f.exchange "
		"JOIN topic_partition p ON p.id = f.tp "
		"JOIN topic t ON t.id = p.topic) WHERE %s",
		in);
	r->commits = sqlite3_mprintf("%s", in);
	sqlite3_free(in);
	return 0;
}

static int find_service(struct roles *r, struct tape *t,
			const struct roles_options *o, struct err *e)
{
	bool both = o->input_count && o->output_count && !o->service;

	if (both)
		return by_topics(r, o);
	if (any(t, named))
		return by_name(r, t, o, e);
	if (any(t, grouped))
		return by_group(r, t, o, e);
	return err_set(e, ERR_UNPROVEN,
		       "no group on '%s' was given a record, so it holds no "
		       "service to test; --input and --output name its topics "
		       "where it reads without a group",
		       tape_path(t));
}

/* ---- the rest follows */

/* `in` is theirs now. */
static void add_conditions(struct roles *r, const struct roles_options *o,
			   char *in)
{
	char *out = o->output_count ? topics(o->outputs, o->output_count)
				    : r->outputs;

	/* of an open transaction nobody reads anything */
	r->outputs = sqlite3_mprintf(
		"(%s AND (transactional IS NOT 1 OR aborted = 0))", out);
	r->inputs = sqlite3_mprintf("(%s AND aborted IS NOT 1 AND %s IS NOT 1)",
				    in, out);
	sqlite3_free(in);
	sqlite3_free(out);
}

static char *given_to(const struct roles *r, const struct roles_options *o)
{
	if (o->input_count)
		return topics(o->inputs, o->input_count);
	return sqlite3_mprintf("record IN (SELECT d.record FROM delivered d "
			       "JOIN exchange x ON x.id = d.exchange "
			       "WHERE x.connection IN (%s))",
			       r->readers);
}

static int finish(const struct roles *r, struct err *e)
{
	if (!r->service || !r->readers || !r->commits || !r->inputs ||
	    !r->outputs)
		return err_set(e, ERR_IO, "no memory for a query");
	return 0;
}

/* Nobody can tell from its requests when a share group is done. */
static int refuse_share_group(const struct roles *r, struct tape *t,
			      struct err *e)
{
	char *group = query_text(t, e,
				 "SELECT coalesce(min(q.group_id), '') "
				 "FROM acquisition q "
				 "JOIN exchange x ON x.id = q.exchange "
				 "WHERE x.connection IN (%s)",
				 r->readers);
	int result = group ? 0 : -1;

	if (group && *group)
		result =
			err_set(e, ERR_UNPROVEN,
				"on '%s' '%s' reads as the share group '%s': "
				"a test follows fetches and committed offsets, "
				"and a share group has neither",
				tape_path(t), r->service, group);
	sqlite3_free(group);
	return result;
}

int roles_find(struct roles *out, struct tape *t, const struct roles_options *o,
	       struct err *e)
{
	*out = (struct roles) { .service = NULL };
	if (find_service(out, t, o, e) < 0)
		return -1;
	add_conditions(out, o, given_to(out, o));
	return finish(out, e) < 0 ? -1 : refuse_share_group(out, t, e);
}

int roles_by_listeners(struct roles *out, const char *service,
		       const char *feeder, const struct roles_options *o,
		       struct err *e)
{
	*out = (struct roles) { .service = sqlite3_mprintf("%s", service) };
	name_service(out, o);
	add_conditions(out, o, sqlite3_mprintf("service = %Q", feeder));
	return finish(out, e);
}

void roles_release(struct roles *r)
{
	sqlite3_free(r->service);
	sqlite3_free(r->inputs);
	sqlite3_free(r->outputs);
	sqlite3_free(r->readers);
	sqlite3_free(r->commits);
	*r = (struct roles) { .service = NULL };
}
