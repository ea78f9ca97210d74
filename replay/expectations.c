/* SPDX-License-Identifier: Apache-2.0 */
/* expectations.c - makes checks of what a person expects.  Taking the file apart
 * is expect_file.c's, judging the SQL's. */
#include "replay/expectations.h"

#include "replay/expect_file.h"
#include "replay/own_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct check *shipped(const char *name)
{
	const struct check *c = checks;

	while (c->name && strcmp(c->name, name) != 0)
		c++;
	return c->name ? c : NULL;
}

static int sql_error(struct tape *t, struct err *e)
{
	return err_set(e, ERR_IO, "expectations: %s",
		       sqlite3_errmsg(tape_db(t)));
}

int expectations_begin(struct tape *t, struct err *e)
{
	/* the first statement of each check that needs the table makes it */
	const char *sql = shipped("expect.records")->sql;
	sqlite3 *db = tape_db(t);
	sqlite3_stmt *st = NULL;
	int rc;

	/* a tape that is read lets nothing be made, not even that */
	sqlite3_exec(db, "PRAGMA query_only = OFF", NULL, NULL, NULL);
	rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	if (rc == SQLITE_OK && sqlite3_step(st) == SQLITE_DONE)
		rc = sqlite3_finalize(st);
	return rc == SQLITE_OK ? 0 : sql_error(t, e);
}

/* ---- one expectation */

/* The row of the table. */
static int insert(struct tape *t, const struct expectation *x, const char *name,
		  struct err *e)
{
	static const char sql[] =
		"INSERT INTO temp.expectation(name, kind, topic, group_id,"
		" field, target, target_field, output, output_field, wanted,"
		" line, low, high)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const char *const texts[] = { name,
				      x->check,
				      x->topic,
				      x->group_id,
				      x->field,
				      x->target,
				      x->target_field,
				      x->output,
				      x->output_field,
				      x->wanted };
	const int64_t numbers[] = { x->line, x->low, x->high };
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(tape_db(t), sql, -1, &st, NULL), at = 0;

	if (rc == SQLITE_OK) {
		for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
			sqlite3_bind_text(st, ++at, texts[i], -1,
					  SQLITE_TRANSIENT);
		for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
			sqlite3_bind_int64(st, ++at, numbers[i]);
		sqlite3_step(st);
		rc = sqlite3_finalize(st);
	}
	return rc == SQLITE_OK ? 0 : sql_error(t, e);
}

static bool has(const struct expectations *x, const char *name)
{
	for (size_t i = 0; i < x->count; i++)
		if (!strcmp(x->checks[i].name, name))
			return true;
	return false;
}

/* "expect.lag orders, group billing"; with its line, if that is there already. */
static char *name_of(const struct expectations *all,
		     const struct expectation *x)
{
	char *name, *longer;

	if (asprintf(&name, "%s %s%s%s", x->check, x->topic,
		     x->target     ? " to "
		     : x->group_id ? ", group "
				   : "",
		     x->target     ? x->target
		     : x->group_id ? x->group_id
				   : "") < 0)
		return NULL;
	if (!has(all, name))
		return name;
	if (asprintf(&longer, "%s, line %d", name, x->line) < 0)
		longer = NULL;
	free(name);
	return longer;
}

static int add(struct expectations *all, struct tape *t,
	       const struct expectation *x, struct err *e)
{
	char *name = name_of(all, x);
	void *more =
		realloc(all->checks, (all->count + 1) * sizeof(*all->checks));

	if (more)
		all->checks = more;
	if (!more || !name) {
		free(name);
		return err_set(e, ERR_IO, "out of memory");
	}
	all->checks[all->count++] = (struct check) {
		.name = name,
		.sql = shipped(x->check)->sql,
	};
	return insert(t, x, name, e);
}

int expectations_read(struct expectations *x, struct tape *t, const char *path,
		      struct err *e)
{
	struct expect_file file = { 0 };
	char *text = own_file_read(path, e);
	int rc = text ? expect_file_parse(&file, text, path, e) : -1;

	for (size_t i = 0; rc == 0 && i < file.count; i++)
		rc = add(x, t, &file.items[i], e);
	expect_file_release(&file);
	return rc;
}

void expectations_release(struct expectations *x)
{
	for (size_t i = 0; i < x->count; i++)
		free((void *)(uintptr_t)x->checks[i].name);
	free(x->checks);
	*x = (struct expectations) { 0 };
}
