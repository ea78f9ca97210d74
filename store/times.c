/* SPDX-License-Identifier: Apache-2.0 */
/* times.c - the text of times, quicker than SQLite writes it.
 *
 *   strftime('%Y-%m-%dT%H:%M:%S', SECONDS, 'unixepoch')   2026-11-25T10:00:00
 *   printf('.%06dZ', PART), printf('.%03dZ', PART)        .000123Z
 *
 * of integers from 1970 to 9999.  Whatever else they are asked for they ask
 * SQLite's own, over a connection that has nothing but them. */
#include "store/times.h"

#include "store/tape_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
	DAY_S = 86400,
	DAYS_MAX = 2932896, /* 9999-12-31 */
	DATE_SIZE = sizeof("2026-11-25T") - 1,
	TIME_SIZE = sizeof("2026-11-25T10:00:00") - 1,
};

static const char time_format[] = "%Y-%m-%dT%H:%M:%S";

struct asked {
	sqlite3 *own; /* SQLite's functions */
	sqlite3_stmt *statement;
	int64_t day; /* of `text`; -1: none */
	char text[TIME_SIZE];
};

static void release(void *ctx)
{
	struct asked *a = ctx;

	sqlite3_finalize(a->statement);
	sqlite3_close(a->own);
	free(a);
}

static void ask_sqlite(sqlite3_context *ctx, int n, sqlite3_value **given)
{
	struct asked *a = sqlite3_user_data(ctx);
	int rc = SQLITE_OK;

	for (int i = 0; i < n && rc == SQLITE_OK; i++)
		rc = sqlite3_bind_value(a->statement, i + 1, given[i]);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(a->statement);
	if (rc == SQLITE_ROW)
		sqlite3_result_value(ctx,
				     sqlite3_column_value(a->statement, 0));
	else
		sqlite3_result_error(ctx, sqlite3_errmsg(a->own), -1);
	sqlite3_reset(a->statement);
}

static bool is_text(sqlite3_value *v, const char *text)
{
	return sqlite3_value_type(v) == SQLITE_TEXT &&
	       strcmp((const char *)sqlite3_value_text(v), text) == 0;
}

static void put_digits(char *at, int64_t v, int n)
{
	while (n-- > 0) {
		at[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

/* Years are counted from March, 400 of them at a time, so that the odd day is the
 * last one. */
static void put_date(char *at, int64_t days)
{
	int64_t d = days + 719468, era = d / 146097, of_era = d % 146097;
	int64_t year =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) /
		365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153; /* 0: March */

	put_digits(at, era * 400 + year + (month >= 10), 4);
	at[4] = '-';
	put_digits(at + 5, month < 10 ? month + 3 : month - 9, 2);
	at[7] = '-';
	put_digits(at + 8, of_year - (153 * month + 2) / 5 + 1, 2);
	at[10] = 'T';
}

static void put_time(struct asked *a, int64_t seconds)
{
	int64_t day = seconds / DAY_S, rest = seconds % DAY_S;

	if (day != a->day)
		put_date(a->text, day);
	a->day = day;
	put_digits(a->text + DATE_SIZE, rest / 3600, 2);
	a->text[DATE_SIZE + 2] = ':';
	put_digits(a->text + DATE_SIZE + 3, rest / 60 % 60, 2);
	a->text[DATE_SIZE + 5] = ':';
	put_digits(a->text + DATE_SIZE + 6, rest % 60, 2);
}

static void quick_strftime(sqlite3_context *ctx, int n, sqlite3_value **given)
{
	struct asked *a = sqlite3_user_data(ctx);
	int64_t seconds = sqlite3_value_int64(given[1]);

	if (sqlite3_value_type(given[1]) != SQLITE_INTEGER || seconds < 0 ||
	    seconds / DAY_S > DAYS_MAX || !is_text(given[0], time_format) ||
	    !is_text(given[2], "unixepoch")) {
		ask_sqlite(ctx, n, given);
		return;
	}
	put_time(a, seconds);
	sqlite3_result_text(ctx, a->text, TIME_SIZE, SQLITE_TRANSIENT);
}

/* How many digits the format writes; 0: it is another. */
static int digits_of(sqlite3_value *format)
{
	if (is_text(format, ".%06dZ"))
		return 6;
	return is_text(format, ".%03dZ") ? 3 : 0;
}

static void quick_printf(sqlite3_context *ctx, int n, sqlite3_value **given)
{
	int64_t part = sqlite3_value_int64(given[1]);
	int digits = digits_of(given[0]);
	char text[8];

	if (sqlite3_value_type(given[1]) != SQLITE_INTEGER || !digits ||
	    part < 0 || part >= (digits == 6 ? 1000000 : 1000)) {
		ask_sqlite(ctx, n, given);
		return;
	}
	text[0] = '.';
	put_digits(text + 1, part, digits);
	text[digits + 1] = 'Z';
	sqlite3_result_text(ctx, text, digits + 2, SQLITE_TRANSIENT);
}

static int make_function(struct tape *t, const char *name, const char *sql,
			 void (*f)(sqlite3_context *, int, sqlite3_value **),
			 struct err *e)
{
	struct asked *a = calloc(1, sizeof(*a));
	int rc;

	if (!a)
		return err_set(e, ERR_IO, "out of memory");
	a->day = -1;
	rc = sqlite3_open(":memory:", &a->own);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(a->own, sql, -1, &a->statement, NULL);
	if (rc != SQLITE_OK) {
		release(a);
		return tape_error(t, e, rc, "seal");
	}
	/* a failure releases it, too */
	rc = sqlite3_create_function_v2(
		t->db, name, sqlite3_bind_parameter_count(a->statement),
		SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, a, f,
		NULL, NULL, release);
	return rc == SQLITE_OK ? 0 : tape_error(t, e, rc, "seal");
}

int tape_quick_times(struct tape *t, struct err *e)
{
	if (make_function(t, "strftime", "SELECT strftime(?, ?, ?)",
			  quick_strftime, e) < 0)
		return -1;
	return make_function(t, "printf", "SELECT printf(?, ?)", quick_printf,
			     e);
}
