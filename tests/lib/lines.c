/* SPDX-License-Identifier: Apache-2.0 */
/* lines.c - lists of lines, compared as multisets with a readable answer. */
#include "tests/lib/lines.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void lines_take(struct lines *l, char *line)
{
	if (l->count == l->capacity) {
		l->capacity = l->capacity ? 2 * l->capacity : 1024;
		l->items = realloc(l->items, l->capacity * sizeof(*l->items));
		assert_non_null(l->items);
	}
	l->items[l->count++] = line;
}

void lines_add(struct lines *l, const char *format, ...)
{
	va_list args;
	char *line = NULL;

	va_start(args, format);
	assert_true(vasprintf(&line, format, args) >= 0);
	va_end(args);
	lines_take(l, line);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	return s;
}

void lines_query(struct lines *l, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = prepare(db, sql);
	int step;

	while ((step = sqlite3_step(s)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(s, 0);

		lines_take(l, strdup(text ? text : "NULL"));
	}
	if (step != SQLITE_DONE)
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	sqlite3_finalize(s);
}

long query_int(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = prepare(db, sql);
	long value;

	if (sqlite3_step(s) != SQLITE_ROW)
		fail_msg("no row (%s): %s", sqlite3_errmsg(db), sql);
	value = (long)sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return value;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void lines_sort(struct lines *l)
{
	if (l->count)
		qsort(l->items, l->count, sizeof(*l->items), compare);
}

void lines_unique(struct lines *l)
{
	size_t kept = 0;

	lines_sort(l);
	for (size_t i = 0; i < l->count; i++) {
		if (kept && !strcmp(l->items[kept - 1], l->items[i]))
			free(l->items[i]);
		else
			l->items[kept++] = l->items[i];
	}
	l->count = kept;
}

void lines_release(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++)
		free(l->items[i]);
	free(l->items);
	*l = (struct lines) { 0 };
}

void lines_assert_equal(const char *left, struct lines *a, const char *right,
			struct lines *b)
{
	enum { SHOWN = 6 };
	size_t i = 0, k = 0, bad = 0;

	lines_sort(a);
	lines_sort(b);
	while (i < a->count || k < b->count) {
		int order = i == a->count   ? 1
			    : k == b->count ? -1
					    : strcmp(a->items[i], b->items[k]);

		if (order < 0 && bad++ < SHOWN)
			print_error("only %s: %.200s\n", left, a->items[i]);
		if (order > 0 && bad++ < SHOWN)
			print_error("only %s: %.200s\n", right, b->items[k]);
		i += order <= 0;
		k += order >= 0;
	}
	if (bad)
		fail_msg("%zu lines differ between %zu %s and %zu %s", bad,
			 a->count, left, b->count, right);
}
