/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/test.h"

#include "proxy/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* stderr goes to a file while a test logs. */
struct capture {
	FILE *file;
	int old;
	char text[8192];
};

static struct capture capture_begin(void)
{
	struct capture c = { .file = tmpfile() };

	assert_non_null(c.file);
	c.old = dup(STDERR_FILENO);
	dup2(fileno(c.file), STDERR_FILENO);
	return c;
}

static const char *capture_end(struct capture *c)
{
	ssize_t n;

	dup2(c->old, STDERR_FILENO);
	close(c->old);
	n = pread(fileno(c->file), c->text, sizeof(c->text) - 1, 0);
	assert_true(n >= 0);
	c->text[n] = '\0';
	fclose(c->file);
	return c->text;
}

static void a_line_has_time_level_and_text(void **state)
{
	struct capture c = capture_begin();
	const char *text;
	int year;

	(void)state;
	log_line(LOG_WARN, "disk %s", "full");
	log_line(LOG_DEBUG, "not shown");
	text = capture_end(&c);
	assert_int_equal(sscanf(text, "%d-", &year), 1);
	assert_string_equal(text + 23, "Z warn  disk full\n");
}

static void bytes_from_the_wire_do_not_drive_the_terminal(void **state)
{
	struct capture c = capture_begin();
	const char *text;

	(void)state;
	log_line(LOG_ERROR, "a\033[2Jb\nc\x7f\xff\xc2\x9b d\xc3\xa4 \xe2\x82");
	text = capture_end(&c);
	assert_string_equal(text + 31, "a\\x1b[2Jb\\x0ac\\x7f\\xff\\xc2\\x9b "
				       "d\xc3\xa4 \\xe2\\x82\n");
}

static void a_very_long_line_is_cut(void **state)
{
	struct capture c = capture_begin();
	char *line = calloc(1, 5001);

	(void)state;
	memset(line, '\001', 5000);
	log_line(LOG_ERROR, "%s", line);
	assert_int_equal(strlen(capture_end(&c)), 31 + 1023 * 4 + 1);
	free(line);
}

static void the_status_line_stays_below(void **state)
{
	struct capture c = capture_begin();
	const char *text;

	(void)state;
	log_status("3 records");
	log_line(LOG_ERROR, "oh");
	log_status(NULL);
	text = capture_end(&c);
	assert_non_null(strstr(text, "\r\033[K3 records"));
	assert_non_null(strstr(text, "oh\n3 records\r\033[K"));
}

static void what_happens_often_is_said_rarely_and_counted(void **state)
{
	struct capture c = capture_begin();
	struct log_limit limit = { 0 };
	const char *text, *second;

	(void)state;
	for (int i = 0; i < 100; i++)
		log_limited(&limit, 1000, LOG_ERROR, "refused %d", i);
	log_limited(&limit, 11000, LOG_ERROR, "refused later");
	text = capture_end(&c);
	second = strchr(text, '\n') + 1;
	assert_non_null(strstr(text, "refused 0\n"));
	assert_string_equal(second + 31,
			    "refused later (and 99 more like this)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_has_time_level_and_text),
		cmocka_unit_test(bytes_from_the_wire_do_not_drive_the_terminal),
		cmocka_unit_test(a_very_long_line_is_cut),
		cmocka_unit_test(the_status_line_stays_below),
		cmocka_unit_test(what_happens_often_is_said_rarely_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
