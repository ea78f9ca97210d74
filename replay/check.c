/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - runs one check over a tape and makes a verdict of its rows:
 *
 *   FAIL, SUSPECT, NONE rows ──▶ findings        worst of them ─┐
 *   the EXAMINED row ─────────▶ how much, of what  0: NONE ─────┴▶ verdict
 *
 * What is a fault is the SQL's business alone. */
#include "replay/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OPS_PER_CALL = 200000, VALUE_MAX = 200 };

/* The columns of every check. */
enum column {
	VERDICT,
	TOPIC,
	PARTITION,
	OFFSET,
	GROUP,
	EXCHANGE,
	DETAIL,
	COLUMNS
};

static const char *const verdict_names[VERDICTS] = { "PASS", "NONE", "SUSPECT",
						     "FAIL" };

const char *verdict_name(enum verdict v)
{
	return verdict_names[v];
}

/* ---- the head */

void check_head(const struct check *c, const char *key, char *text, size_t size)
{
	const char *line = c->sql;
	size_t n = strlen(key);

	text[0] = '\0';
	for (; !strncmp(line, "-- ", 3); line += strcspn(line, "\n") + 1) {
		const char *words = line + 3;

		if (strncmp(words, key, n) != 0 || words[n] != ':')
			continue;
		words += n + 1 + strspn(words + n + 1, " ");
		snprintf(text, size, "%.*s", (int)strcspn(words, "\n"), words);
		return;
	}
}

/* ---- findings */

static void finding_free(struct finding *f)
{
	if (!f)
		return;
	free(f->topic);
	free(f->group_id);
	free(f->detail);
	free(f);
}

void check_result_release(struct check_result *r)
{
	while (r->findings) {
		struct finding *f = r->findings;

		r->findings = f->next;
		finding_free(f);
	}
	free(r->unit);
	r->unit = NULL;
}

static char *text_at(sqlite3_stmt *st, int column)
{
	const char *text = (const char *)sqlite3_column_text(st, column);

	return text ? strdup(text) : NULL;
}

static char *detail_at(sqlite3_stmt *st)
{
	char *text = text_at(st, DETAIL);

	return text ? text : strdup("");
}

static int64_t int_at(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
		       ? -1
		       : sqlite3_column_int64(st, column);
}

/* Count it, and keep it if it is one of the first of its verdict; what it
 * points to is the result's from then on. */
static int add_finding(struct check_result *r, int64_t keep,
		       struct finding finding, struct err *e)
{
	struct finding **at = &r->findings, *f;

	if (!finding.detail)
		return err_set(e, ERR_IO, "out of memory");
	f = r->count[finding.verdict]++ < keep ? malloc(sizeof(*f)) : NULL;
	if (!f) {
		bool enough = r->count[finding.verdict] > keep;

		free(finding.topic);
		free(finding.group_id);
		free(finding.detail);
		return enough ? 0 : err_set(e, ERR_IO, "out of memory");
	}
	while (*at && (*at)->verdict >= finding.verdict)
		at = &(*at)->next;
	*f = finding;
	f->next = *at;
	*at = f;
	return 0;
}

/* One that has only words. */
static struct finding remark(enum verdict verdict, char *detail)
{
	return (struct finding) { .verdict = verdict,
				  .partition = -1,
				  .offset = -1,
				  .exchange = -1,
				  .detail = detail };
}

/* "120 batches of idempotent producers" */
static int take_examined(struct check_result *r, sqlite3_stmt *st,
			 struct err *e)
{
	const char *text = (const char *)sqlite3_column_text(st, DETAIL);
	char *unit;

	if (!text || r->unit)
		return err_set(e, ERR_USAGE, "%s: %s", r->check->name,
			       r->unit ? "EXAMINED twice"
				       : "EXAMINED says nothing");
	r->examined = strtoll(text, &unit, 10);
	r->unit = strdup(unit + strspn(unit, " "));
	return r->unit ? 0 : err_set(e, ERR_IO, "out of memory");
}

static int take_row(struct check_result *r, sqlite3_stmt *st, int64_t keep,
		    struct err *e)
{
	const char *word = (const char *)sqlite3_column_text(st, VERDICT);

	if (!word)
		word = "NULL";
	if (!strcmp(word, "EXAMINED"))
		return take_examined(r, st, e);
	for (enum verdict v = VERDICT_NONE; v < VERDICTS; v++) {
		if (strcmp(word, verdict_names[v]) != 0)
			continue;
		return add_finding(r, keep,
				   (struct finding) {
					   .verdict = v,
					   .topic = text_at(st, TOPIC),
					   .partition = int_at(st, PARTITION),
					   .offset = int_at(st, OFFSET),
					   .group_id = text_at(st, GROUP),
					   .exchange = int_at(st, EXCHANGE),
					   .detail = detail_at(st) },
				   e);
	}
	return err_set(e, ERR_USAGE, "%s: '%s' is no verdict", r->check->name,
		       word);
}

static enum verdict verdict_of(const struct check_result *r)
{
	if (r->count[VERDICT_FAIL])
		return VERDICT_FAIL;
	if (r->count[VERDICT_SUSPECT])
		return VERDICT_SUSPECT;
	return r->examined ? VERDICT_PASS : VERDICT_NONE;
}

/* ---- running */

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct run {
	bool (*progress)(void *ctx);
	void *ctx;
	struct check_result *result;
	double began;
};

static int on_progress(void *ctx)
{
	const struct run *run = ctx;

	run->result->seconds = now() - run->began;
	return !run->progress(run->ctx);
}

static int failed(const struct check_result *r, sqlite3 *db, int rc,
		  struct err *e)
{
	const char *name = r->check->name;

	switch (rc & 0xff) {
	case SQLITE_INTERRUPT:
		return err_set(e, ERR_UNPROVEN, "%s: stopped", name);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(e, ERR_TAPE,
			       "%s: the tape is damaged where it looked: %s",
			       name, sqlite3_errmsg(db));
	case SQLITE_ERROR:
		return err_set(e, ERR_USAGE, "%s: %s", name,
			       sqlite3_errmsg(db));
	default: return err_set(e, ERR_IO, "%s: %s", name, sqlite3_errmsg(db));
	}
}

/* A tape of an older ktape has not all tables yet. */
static bool is_older(sqlite3 *db, int rc)
{
	return (rc & 0xff) == SQLITE_ERROR &&
	       !strncmp(sqlite3_errmsg(db), "no such ", 8);
}

static int say_older(struct check_result *r, sqlite3 *db, struct err *e)
{
	char *why;

	r->unit = strdup("rows");
	if (!r->unit || asprintf(&why, "the tape is of an older ktape (%s)",
				 sqlite3_errmsg(db)) < 0)
		return err_set(e, ERR_IO, "out of memory");
	return add_finding(r, 1, remark(VERDICT_NONE, why), e);
}

/* ---- a person's own */

/* "id=3, name=x", each value cut after VALUE_MAX bytes; the caller frees. */
static char *describe(sqlite3_stmt *st)
{
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (!f)
		return NULL;
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *value = (const char *)sqlite3_column_text(st, i);

		fprintf(f, "%s%s=%.*s", i ? ", " : "",
			sqlite3_column_name(st, i), VALUE_MAX,
			value ? value : "NULL");
	}
	fclose(f);
	return text;
}

static int step_assertion(struct check_result *r, sqlite3 *db, sqlite3_stmt *st,
			  int64_t keep, struct err *e)
{
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		if (add_finding(r, keep, remark(VERDICT_FAIL, describe(st)),
				e) < 0)
			return -1;
	if (rc != SQLITE_DONE)
		return failed(r, db, rc, e);
	r->examined = 1;
	r->unit = strdup("statement");
	r->verdict = verdict_of(r);
	return r->unit ? 0 : err_set(e, ERR_IO, "out of memory");
}

/* ---- a shipped one */

static int step_check(struct check_result *r, sqlite3 *db, sqlite3_stmt *st,
		      int64_t keep, struct err *e)
{
	int rc;

	if (sqlite3_column_count(st) != COLUMNS)
		return err_set(e, ERR_USAGE, "%s: a check has %d columns",
			       r->check->name, COLUMNS);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		if (take_row(r, st, keep, e) < 0)
			return -1;
	if (rc != SQLITE_DONE)
		return failed(r, db, rc, e);
	if (!r->unit)
		return err_set(e, ERR_USAGE, "%s: EXAMINED is missing",
			       r->check->name);
	r->verdict = verdict_of(r);
	return 0;
}

/* The last statement of `sql`; those in front of it, which make what it reads
 * where nobody has, are run. */
static int prepare(sqlite3 *db, const char *sql, sqlite3_stmt **st)
{
	int rc = sqlite3_prepare_v2(db, sql, -1, st, &sql);

	while (rc == SQLITE_OK && sql[strspn(sql, " \t\r\n")]) {
		sqlite3_step(*st);
		rc = sqlite3_finalize(*st);
		*st = NULL;
		if (rc == SQLITE_OK)
			rc = sqlite3_prepare_v2(db, sql, -1, st, &sql);
	}
	return rc;
}

int check_run(struct tape *t, const struct check *c, int64_t keep,
	      bool (*progress)(void *ctx), void *ctx, struct check_result *out,
	      struct err *e)
{
	struct run run = { progress, ctx, out, now() };
	sqlite3 *db = tape_db(t);
	sqlite3_stmt *st = NULL;
	int rc, result;

	*out = (struct check_result) { .check = c, .verdict = VERDICT_NONE };
	if (progress)
		sqlite3_progress_handler(db, OPS_PER_CALL, on_progress, &run);
	rc = prepare(db, c->sql, &st);
	if (rc == SQLITE_OK) {
		sqlite3_bind_text(st, sqlite3_bind_parameter_index(st, ":name"),
				  c->name, -1, SQLITE_STATIC);
		result = (c->assertion ? step_assertion
				       : step_check)(out, db, st, keep, e);
	} else if (!c->assertion && is_older(db, rc)) {
		result = say_older(out, db, e);
	} else {
		result = failed(out, db, rc, e);
	}
	sqlite3_finalize(st);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	out->seconds = now() - run.began;
	return result;
}
