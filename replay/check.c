/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - runs one check over a tape and makes a verdict of its rows:
 *
 *   FAIL, SUSPECT, NONE rows ──▶ findings        worst of them ─┐
 *   the EXAMINED row ─────────▶ how much, of what  0: NONE ─────┴▶ verdict
 *
 * What is a fault is the SQL's business alone. */
#include "replay/check.h"

#include "codec/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OPS_PER_CALL = 200000 };

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
	size_t n = strlen(key), used = 0;
	bool here = false;

	text[0] = '\0';
	while (!strncmp(line, "--", 2)) {
		const char *words = line + 2 + strspn(line + 2, " ");
		size_t length = strcspn(words, "\n");

		if (!strncmp(line, "-- ", 3) && line[3] != ' ')
			here = !strncmp(words, key, n) && words[n] == ':';
		if (here && line[3] != ' ') {
			words += n + 1 + strspn(words + n + 1, " ");
			length = strcspn(words, "\n");
		}
		if (here && used < size)
			used += (size_t)snprintf(text + used, size - used,
						 "%s%.*s", used ? " " : "",
						 (int)length, words);
		line = words + length + (words[length] == '\n');
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

static int64_t int_at(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL
		       ? -1
		       : sqlite3_column_int64(st, column);
}

static int keep_finding(struct check_result *r, sqlite3_stmt *st,
			enum verdict verdict)
{
	struct finding **at = &r->findings, *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	*f = (struct finding) {
		.verdict = verdict,
		.topic = text_at(st, TOPIC),
		.partition = int_at(st, PARTITION),
		.offset = int_at(st, OFFSET),
		.group_id = text_at(st, GROUP),
		.exchange = int_at(st, EXCHANGE),
		.detail = text_at(st, DETAIL),
	};
	while (*at && (*at)->verdict >= verdict)
		at = &(*at)->next;
	f->next = *at;
	*at = f;
	return 0;
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
		if (r->count[v]++ < keep && keep_finding(r, st, v) < 0)
			return err_set(e, ERR_IO, "out of memory");
		return 0;
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

struct run {
	bool (*progress)(void *ctx);
	void *ctx;
};

static int on_progress(void *ctx)
{
	const struct run *run = ctx;

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

/* ---- a person's own */

/* "id=3, name=x" */
static char *describe(sqlite3_stmt *st)
{
	struct writer w;

	writer_init(&w, 64 * 1024);
	for (int i = 0; i < sqlite3_column_count(st); i++) {
		const char *value = (const char *)sqlite3_column_text(st, i);

		writer_raw(&w, bytes_of_string(i ? ", " : ""));
		writer_raw(&w, bytes_of_string(sqlite3_column_name(st, i)));
		writer_raw(&w, bytes_of_string("="));
		writer_raw(&w, bytes_of_string(value ? value : "NULL"));
	}
	writer_i8(&w, 0);
	return (char *)w.data;
}

static int take_fault(struct check_result *r, sqlite3_stmt *st, int64_t keep,
		      struct err *e)
{
	struct finding **at = &r->findings, *f;

	if (r->count[VERDICT_FAIL]++ >= keep)
		return 0;
	f = calloc(1, sizeof(*f));
	if (!f)
		return err_set(e, ERR_IO, "out of memory");
	*f = (struct finding) { .verdict = VERDICT_FAIL,
				.partition = -1,
				.offset = -1,
				.exchange = -1,
				.detail = describe(st) };
	while (*at)
		at = &(*at)->next;
	*at = f;
	return 0;
}

static int step_assertion(struct check_result *r, sqlite3 *db, sqlite3_stmt *st,
			  int64_t keep, struct err *e)
{
	int rc;

	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		if (take_fault(r, st, keep, e) < 0)
			return -1;
	if (rc != SQLITE_DONE)
		return failed(r, db, rc, e);
	r->examined = 1;
	r->unit = strdup("statement");
	r->verdict = verdict_of(r);
	return 0;
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

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int check_run(struct tape *t, const struct check *c, int64_t keep,
	      bool (*progress)(void *ctx), void *ctx, struct check_result *out,
	      struct err *e)
{
	struct run run = { progress, ctx };
	sqlite3 *db = tape_db(t);
	sqlite3_stmt *st = NULL;
	double began = now();
	int rc, result;

	*out = (struct check_result) { .check = c, .verdict = VERDICT_NONE };
	if (progress)
		sqlite3_progress_handler(db, OPS_PER_CALL, on_progress, &run);
	rc = sqlite3_prepare_v2(db, c->sql, -1, &st, NULL);
	if (rc == SQLITE_OK) {
		result = (c->assertion ? step_assertion
				       : step_check)(out, db, st, keep, e);
	} else if (!c->assertion && is_older(db, rc)) {
		result = asprintf(&out->unit,
				  "rows: the tape is of an older ktape (%s)",
				  sqlite3_errmsg(db)) < 0
				 ? -1
				 : 0;
	} else {
		result = failed(out, db, rc, e);
	}
	sqlite3_finalize(st);
	sqlite3_progress_handler(db, 0, NULL, NULL);
	out->seconds = now() - began;
	return result;
}
