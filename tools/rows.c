/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - the rows of a query as text.  A mode is what it prints before, for
 * and after the rows; tables hold back their first rows until the widths are
 * known. */
#include "tools/rows.h"

#include "codec/json.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HELD_ROWS = 1000 };

struct printer {
	FILE *out;
	sqlite3_stmt *st;
	enum rows_mode mode;
	int columns;
	bool tame; /* escape control characters */
	int64_t rows;
	/* of tables: cells that wait for the widths, and the widths */
	char **held;
	size_t held_rows;
	int *widths;
	bool *numbers; /* only numbers in this column */
};

/* ---- one value */

static struct bytes value_bytes(sqlite3_stmt *st, int column)
{
	const void *data = sqlite3_column_type(st, column) == SQLITE_BLOB
				   ? sqlite3_column_blob(st, column)
				   : sqlite3_column_text(st, column);

	return bytes_of(data, (size_t)sqlite3_column_bytes(st, column));
}

/* The value as people read it. */
static void put_value(FILE *out, const struct printer *p, int column)
{
	struct bytes v = value_bytes(p->st, column);

	if (sqlite3_column_type(p->st, column) == SQLITE_BLOB) {
		fputs("x'", out);
		for (size_t i = 0; i < v.n; i++)
			fprintf(out, "%02x", v.p[i]);
		fputs("'", out);
		return;
	}
	for (size_t i = 0; p->tame && i < v.n; i++)
		if (v.p[i] == '\n')
			fputs("\\n", out);
		else if (v.p[i] < 0x20 || v.p[i] == 0x7f)
			fprintf(out, "\\x%02x", v.p[i]);
		else
			putc_unlocked(v.p[i], out);
	if (!p->tame && v.n)
		fwrite(v.p, 1, v.n, out);
}

/* The same as a string; the caller frees.  NULL: no memory. */
static char *cell(const struct printer *p, int column)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	put_value(out, p, column);
	if (fclose(out) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

static bool is_number(const struct printer *p, int column)
{
	int type = sqlite3_column_type(p->st, column);

	return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/* Columns on a terminal: code points, which is right for most scripts. */
static int width(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

/* ---- list and line */

static int put_list(struct printer *p)
{
	for (int c = 0; c < p->columns; c++) {
		fputs(c ? "|" : "", p->out);
		put_value(p->out, p, c);
	}
	fputc('\n', p->out);
	return 0;
}

static int put_lines(struct printer *p)
{
	int widest = 0;

	for (int c = 0; c < p->columns; c++) {
		int w = width(sqlite3_column_name(p->st, c));

		widest = w > widest ? w : widest;
	}
	if (p->rows)
		fputc('\n', p->out);
	for (int c = 0; c < p->columns; c++) {
		const char *name = sqlite3_column_name(p->st, c);

		fprintf(p->out, "%*s%s = ", widest - width(name), "", name);
		put_value(p->out, p, c);
		fputc('\n', p->out);
	}
	return 0;
}

/* ---- csv */

static void put_quoted(FILE *out, const char *text)
{
	if (!strpbrk(text, "\",\r\n") && *text) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static int begin_csv(struct printer *p)
{
	for (int c = 0; c < p->columns; c++) {
		fputs(c ? "," : "", p->out);
		put_quoted(p->out, sqlite3_column_name(p->st, c));
	}
	fputs("\r\n", p->out);
	return 0;
}

/* Nothing at all is NULL, "" is the empty string. */
static int put_csv(struct printer *p)
{
	for (int c = 0; c < p->columns; c++) {
		int type = sqlite3_column_type(p->st, c);

		fputs(c ? "," : "", p->out);
		if (type == SQLITE_TEXT)
			put_quoted(p->out,
				   (const char *)sqlite3_column_text(p->st, c));
		else
			put_value(p->out, p, c);
	}
	fputs("\r\n", p->out);
	return 0;
}

/* ---- json */

static int begin_json(struct printer *p)
{
	fputc('[', p->out);
	return 0;
}

static void json_value(struct writer *w, sqlite3_stmt *st, int column)
{
	switch (sqlite3_column_type(st, column)) {
	case SQLITE_NULL: json_raw(w, "null"); break;
	case SQLITE_INTEGER:
		json_int(w, sqlite3_column_int64(st, column));
		break;
	case SQLITE_FLOAT:
		json_double(w, sqlite3_column_double(st, column));
		break;
	case SQLITE_BLOB:
		json_raw(w, "{\"b64\":\"");
		json_base64(w, value_bytes(st, column));
		json_raw(w, "\"}");
		break;
	default: json_string(w, value_bytes(st, column)); break;
	}
}

void rows_json(struct writer *out, sqlite3_stmt *st)
{
	int columns = sqlite3_column_count(st);

	json_raw(out, "{");
	for (int c = 0; c < columns; c++) {
		json_raw(out, c ? "," : "");
		json_string(out, bytes_of_string(sqlite3_column_name(st, c)));
		json_raw(out, ":");
		json_value(out, st, c);
	}
	json_raw(out, "}");
}

static int put_json(struct printer *p)
{
	struct writer w;
	bool failed;

	writer_init(&w, 0);
	rows_json(&w, p->st);
	failed = w.failed;
	if (!failed) {
		fputs(p->rows ? ",\n" : "", p->out);
		fwrite(w.data, 1, w.size, p->out);
	}
	writer_release(&w);
	return failed ? -1 : 0;
}

static int end_json(struct printer *p)
{
	fputs("]\n", p->out);
	return 0;
}

/* ---- tables */

static int begin_table(struct printer *p)
{
	size_t columns = (size_t)p->columns;

	p->tame = true;
	p->widths = calloc(columns, sizeof(*p->widths));
	p->numbers = calloc(columns, sizeof(*p->numbers));
	p->held = calloc(columns * HELD_ROWS, sizeof(*p->held));
	if (!p->widths || !p->numbers || !p->held)
		return -1;
	for (int c = 0; c < p->columns; c++) {
		p->widths[c] = width(sqlite3_column_name(p->st, c));
		p->numbers[c] = true;
	}
	return 0;
}

/* ┌──┬──┐ and the like: left, middle, right corner. */
static void put_rule(struct printer *p, const char *const corners[3])
{
	for (int c = 0; c < p->columns; c++) {
		fputs(corners[c ? 1 : 0], p->out);
		for (int i = 0; i < p->widths[c] + 2; i++)
			fputs("─", p->out);
	}
	fprintf(p->out, "%s\n", corners[2]);
}

static void put_cells(struct printer *p, const char *const *cells)
{
	bool box = p->mode == ROWS_BOX;

	for (int c = 0; c < p->columns; c++) {
		int pad = p->widths[c] - width(cells[c]);
		bool last = c + 1 == p->columns;

		pad = pad > 0 ? pad : 0;
		fputs(box ? "│ " : c ? "  " : "", p->out);
		if (p->numbers[c])
			fprintf(p->out, "%*s%s", pad, "", cells[c]);
		else
			fprintf(p->out, "%s%*s", cells[c],
				box || !last ? pad : 0, "");
		fputs(box ? " " : "", p->out);
	}
	fputs(box ? "│\n" : "\n", p->out);
}

static int put_head(struct printer *p)
{
	static const char *const top[] = { "┌", "┬", "┐" };
	static const char *const middle[] = { "├", "┼", "┤" };
	const char **names = calloc((size_t)p->columns, sizeof(*names));

	if (!names)
		return -1;
	for (int c = 0; c < p->columns; c++)
		names[c] = sqlite3_column_name(p->st, c);
	if (p->mode == ROWS_BOX)
		put_rule(p, top);
	put_cells(p, names);
	if (p->mode == ROWS_BOX)
		put_rule(p, middle);
	free(names);
	return 0;
}

static int put_held(struct printer *p)
{
	size_t columns = (size_t)p->columns;

	if (put_head(p) < 0)
		return -1;
	for (size_t r = 0; r < p->held_rows; r++)
		put_cells(p, (const char *const *)p->held + r * columns);
	for (size_t i = 0; i < p->held_rows * columns; i++)
		free(p->held[i]);
	p->held_rows = 0;
	return 0;
}

static int put_table(struct printer *p)
{
	char **cells = p->held + p->held_rows * (size_t)p->columns;

	for (int c = 0; c < p->columns; c++) {
		cells[c] = cell(p, c);
		if (!cells[c])
			return -1;
	}
	p->held_rows++;
	if (p->rows >= HELD_ROWS) {
		put_cells(p, (const char *const *)cells);
		for (int c = 0; c < p->columns; c++)
			free(cells[c]);
		p->held_rows = 0;
		return 0;
	}
	for (int c = 0; c < p->columns; c++) {
		int w = width(cells[c]);

		p->widths[c] = w > p->widths[c] ? w : p->widths[c];
		p->numbers[c] &= is_number(p, c) || !*cells[c];
	}
	return p->rows + 1 == HELD_ROWS ? put_held(p) : 0;
}

static int end_table(struct printer *p)
{
	static const char *const bottom[] = { "└", "┴", "┘" };

	if (p->rows && p->rows < HELD_ROWS && put_held(p) < 0)
		return -1;
	if (p->rows && p->mode == ROWS_BOX)
		put_rule(p, bottom);
	return 0;
}

static void printer_release(struct printer *p)
{
	for (size_t i = 0; i < p->held_rows * (size_t)p->columns; i++)
		free(p->held[i]);
	free(p->held);
	free(p->widths);
	free(p->numbers);
}

static const struct mode {
	int (*begin)(struct printer *p);
	int (*row)(struct printer *p);
	int (*end)(struct printer *p);
} modes[] = {
	[ROWS_BOX] = { begin_table, put_table, end_table },
	[ROWS_COLUMN] = { begin_table, put_table, end_table },
	[ROWS_LIST] = { NULL, put_list, NULL },
	[ROWS_LINE] = { NULL, put_lines, NULL },
	[ROWS_CSV] = { begin_csv, put_csv, NULL },
	[ROWS_JSON] = { begin_json, put_json, end_json },
};

static int failed(struct printer *p, int rc, struct err *e)
{
	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		return err_set(e,
			       (rc & 0xff) == SQLITE_CORRUPT ? ERR_TAPE
							     : ERR_USAGE,
			       "%s", sqlite3_errmsg(sqlite3_db_handle(p->st)));
	if (ferror(p->out))
		return err_set(e, ERR_IO, "cannot write: %s", strerror(errno));
	return err_set(e, ERR_IO, "out of memory");
}

int rows_print(FILE *out, sqlite3_stmt *st, enum rows_mode mode, int64_t *count,
	       struct err *e)
{
	struct printer p = {
		.out = out,
		.st = st,
		.mode = mode,
		.columns = sqlite3_column_count(st),
		.tame = isatty(fileno(out)),
	};
	const struct mode *m = &modes[mode];
	int rc = SQLITE_DONE, done = m->begin ? m->begin(&p) : 0;

	while (done == 0 && !ferror(out) &&
	       (rc = sqlite3_step(st)) == SQLITE_ROW) {
		done = m->row(&p);
		p.rows++;
	}
	if (done == 0 && rc == SQLITE_DONE && m->end)
		done = m->end(&p);
	if (done < 0 || rc != SQLITE_DONE || fflush(out) != 0)
		done = failed(&p, rc, e);
	if (count)
		*count = p.rows;
	printer_release(&p);
	return done;
}
