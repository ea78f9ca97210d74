/* SPDX-License-Identifier: Apache-2.0 */
/* test_golden.c - what real clients and brokers said to each other, and records
 * that Kafka wrote, read and printed: bytes and text of every case in the *.txt
 * here.  A case is a paragraph (`#` begins a comment):
 *
 *     Fetch 18 response             or  records WHICH
 *       00000005...                     hex, on lines that begin with a space
 *     {"header":...,"body":...}     as `ktape decode --raw --header --sizes`
 *     [2 bytes 93 ...] end          each records field, as tests/lib/batch_text.h
 */
#include "tests/lib/batch_text.h"
#include "tests/lib/captured.h"
#include "tests/test.h"

#include <glob.h>
#include <stdlib.h>

#include "codec/header.h"
#include "codec/walk.h"
#include "tools/cmd.h"

struct golden {
	char *title; /* of the case being read; NULL: none yet */
	char *hex, *text;
	size_t hex_size, text_size;
	FILE *hex_out, *text_out;
	struct inflate scratch;
	size_t cases;
};

static void append_title(FILE *out, const char *title, const char *hex)
{
	fprintf(out, "%s %s\n", title, hex);
}

/* The frame as `ktape decode` prints it. */
static void print_json(FILE *out, const struct golden *g)
{
	static const char *const words[] = { "decode",   "--raw",   "--lines",
					     "--header", "--sizes", NULL };
	size_t size = 0;
	char *input = NULL;
	FILE *in = open_memstream(&input, &size);
	struct captured c;

	assert_non_null(in);
	append_title(in, g->title, g->hex);
	fclose(in);
	c = captured_run(cmd_decode, words, input);
	fputs(c.out, out);
	captured_release(&c);
	free(input);
}

/* Put the walker at the body of the frame. */
static void walk_frame(struct walk *w, const char *title, struct bytes frame)
{
	char *words = strdup(title), *rest;
	int16_t key = api_key_named(strtok_r(words, " ", &rest));
	int16_t version = (int16_t)strtol(strtok_r(NULL, " ", &rest), NULL, 10);
	bool request = !strcmp(strtok_r(NULL, " ", &rest), "request");
	const struct message *m;
	struct request_header h;
	struct cursor c;
	int32_t id;

	free(words);
	cursor_init(&c, frame);
	assert_true(request ? request_header_read(&c, &h)
			    : response_header_read(&c, key, version, &id));
	m = message_find(key, version,
			 request ? MESSAGE_REQUEST : MESSAGE_RESPONSE);
	assert_non_null(m);
	walk_init(w, m, version, cursor_take(&c, cursor_left(&c)));
}

static void print_case(FILE *out, struct golden *g)
{
	struct bytes input = unhex(g->hex);
	struct guarded guard = guarded(input);
	struct walk w;

	if (!strncmp(g->title, "records ", strlen("records "))) {
		print_batches(out, guard.bytes, &g->scratch);
		fputs("\n", out);
	} else {
		print_json(out, g);
		walk_frame(&w, g->title, guard.bytes);
		while (walk_next(&w)) {
			if (w.event != WALK_VALUE || w.null ||
			    w.row->type != FIELD_RECORDS)
				continue;
			print_batches(out, w.bytes, &g->scratch);
			fputs("\n", out);
		}
	}
	guarded_release(&guard);
	free((void *)(uintptr_t)input.p);
}

/* A case is complete: compare. */
static void end_case(struct golden *g)
{
	char *said = NULL;
	size_t size = 0;
	FILE *out;

	if (!g->title)
		return;
	fclose(g->hex_out);
	fclose(g->text_out);
	out = open_memstream(&said, &size);
	assert_non_null(out);
	print_case(out, g);
	fclose(out);
	if (strcmp(said, g->text) != 0)
		print_error("%s:\n", g->title);
	assert_string_equal(said, g->text);
	free(said);
	free(g->title);
	free(g->hex);
	free(g->text);
	g->title = NULL;
	g->cases++;
}

static void begin_case(struct golden *g, const char *title)
{
	g->title = strdup(title);
	g->hex_out = open_memstream(&g->hex, &g->hex_size);
	g->text_out = open_memstream(&g->text, &g->text_size);
	assert_non_null(g->title);
	assert_non_null(g->hex_out);
	assert_non_null(g->text_out);
}

static void read_line(struct golden *g, char *line)
{
	line[strcspn(line, "\n")] = '\0';
	if (line[0] == '#')
		return;
	if (!line[0])
		end_case(g);
	else if (!g->title)
		begin_case(g, line);
	else if (line[0] == ' ')
		fputs(line + strspn(line, " "), g->hex_out);
	else
		fprintf(g->text_out, "%s\n", line);
}

static void every_case_reads_as_its_text_says(void **state)
{
	struct golden g = { .title = NULL };
	size_t room = 0;
	char *line = NULL;
	glob_t files;

	(void)state;
	assert_int_equal(glob("tests/golden/*.txt", 0, NULL, &files), 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		FILE *f = fopen(files.gl_pathv[i], "r");
		size_t before = g.cases;

		assert_non_null(f);
		while (getline(&line, &room, f) > 0)
			read_line(&g, line);
		end_case(&g);
		fclose(f);
		print_message("%s: %zu cases\n", files.gl_pathv[i],
			      g.cases - before);
		assert_true(g.cases > before);
	}
	globfree(&files);
	free(line);
	inflate_release(&g.scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_reads_as_its_text_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
