/* SPDX-License-Identifier: Apache-2.0 */
/* expect_file.c - the file of --expect, line by line:
 *
 *	[SECTION SUBJECT]    what the lines below speak of
 *	KEY = VALUE          one expectation, or more about the subject
 *
 * Sections and keys are rows; a form says what a value may look like. */
#include "replay/expect_file.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOPIC_NAME_MAX = 249, FIELD_MAX = 1000, SHOWN = 60 };

/* ---- forms: each takes a value into its part of `x`, and gives NULL, or what
 * it should have been */

#define TOPIC_SHOULD \
	"a topic's name, which has letters, digits, '.', '_' and '-'"
#define FIELD_SHOULD "key, value, header:NAME or value:$.PATH"

static bool is_topic(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

	return n && !name[n] && n <= TOPIC_NAME_MAX;
}

static const char *topic_form(struct expectation *x, char *value)
{
	x->topic = value;
	return is_topic(value) ? NULL : TOPIC_SHOULD;
}

static const char *target_form(struct expectation *x, char *value)
{
	x->target = value;
	return is_topic(value) ? NULL : TOPIC_SHOULD;
}

static const char *output_form(struct expectation *x, char *value)
{
	x->output = value;
	return is_topic(value) ? NULL : TOPIC_SHOULD;
}

static const char *group_form(struct expectation *x, char *value)
{
	x->group_id = value;
	return *value ? NULL : "the name of a consumer group";
}

/* One step of a path in JSON: .name, ."name", [3], [#-1] (from the end).  How
 * long it is; 0: it is none. */
static size_t step_length(const char *s)
{
	size_t n;

	if (s[0] == '.' && s[1] == '"') {
		n = strcspn(s + 2, "\"\\");
		return n && s[2 + n] == '"' ? n + 3 : 0;
	}
	if (s[0] == '.') {
		n = strcspn(s + 1, ".[]\"\\ \t");
		return n ? n + 1 : 0;
	}
	if (s[0] != '[')
		return 0;
	s++;
	n = strncmp(s, "#-", 2) ? 0 : 2;
	n += strspn(s + n, "0123456789");
	return isdigit((unsigned char)s[n ? n - 1 : 0]) && n < 10 && s[n] == ']'
		       ? n + 2
		       : 0;
}

/* "$.order.items[0].id" */
static bool is_path(const char *s)
{
	if (*s++ != '$' || !*s)
		return false;
	while (*s) {
		size_t n = step_length(s);

		if (!n)
			return false;
		s += n;
	}
	return true;
}

static bool is_field(const char *s)
{
	if (strlen(s) > FIELD_MAX)
		return false;
	if (!strncmp(s, "value:", 6))
		return is_path(s + 6);
	return !strcmp(s, "key") || !strcmp(s, "value") ||
	       (!strncmp(s, "header:", 7) && s[7]);
}

static const char *field_form(struct expectation *x, char *value)
{
	x->field = value;
	return is_field(value) ? NULL : FIELD_SHOULD;
}

static const char *output_field_form(struct expectation *x, char *value)
{
	x->output_field = value;
	return is_field(value) ? NULL : FIELD_SHOULD;
}

/* The last of several words, cut off from what is before it; NULL: it is the
 * only one. */
static char *cut_last_word(char *value)
{
	char *last = value + strlen(value), *end;

	while (last > value && last[-1] != ' ' && last[-1] != '\t')
		last--;
	if (last == value)
		return NULL;
	for (end = last; end[-1] == ' ' || end[-1] == '\t';)
		end--;
	*end = '\0';
	return last;
}

/* The digits at *s, and step over them and blanks.  False: there are none, or
 * too many. */
static bool take_number(char **s, int64_t *n)
{
	char *digit = *s;

	for (*n = 0; isdigit((unsigned char)*digit); digit++)
		if (__builtin_mul_overflow(*n, 10, n) ||
		    __builtin_add_overflow(*n, *digit - '0', n))
			return false;
	if (digit == *s)
		return false;
	*s = digit + strspn(digit, " \t");
	return true;
}

static bool take_word(char **s, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*s, word, n) != 0)
		return false;
	*s += n + strspn(*s + n, " \t");
	return true;
}

static const char *count_form(struct expectation *x, char *value)
{
	bool least = take_word(&value, ">=");
	bool most = !least && take_word(&value, "<=");
	bool good = take_number(&value, &x->low);

	x->high = least ? INT64_MAX : x->low;
	if (most)
		x->low = 0;
	if (good && !least && !most && take_word(&value, ".."))
		good = take_number(&value, &x->high) && x->high >= x->low;
	return good && !*value ? NULL
			       : "a number: 120, >= 120, <= 120 or 100..120";
}

/* "10", "<= 10" */
static const char *most_form(struct expectation *x, char *value)
{
	take_word(&value, "<=");
	return take_number(&value, &x->high) && !*value ? NULL
							: "a number: <= 10";
}

/* "500ms", "<= 2s" */
static const char *time_form(struct expectation *x, char *value)
{
	static const struct {
		const char *name;
		int64_t us;
	} units[] = { { "ms", 1000 },
		      { "s", 1000 * 1000 },
		      { "m", 60 * 1000 * 1000 },
		      { "h", 3600LL * 1000 * 1000 } };
	size_t unit = 0;
	bool good;

	take_word(&value, "<=");
	good = take_number(&value, &x->high);
	while (unit < sizeof(units) / sizeof(*units) &&
	       strcmp(units[unit].name, value) != 0)
		unit++;
	return good && unit < sizeof(units) / sizeof(*units) &&
			       !__builtin_mul_overflow(x->high, units[unit].us,
						       &x->high)
		       ? NULL
		       : "a time: 500ms, 2s, 5m, 1h";
}

static const char *all_form(struct expectation *x, char *value)
{
	(void)x;
	return strcmp(value, "all") ? "all" : NULL;
}

/* FIELD, or FIELD rising */
static const char *version_form(struct expectation *x, char *value)
{
	char *last = cut_last_word(value);

	x->field = value;
	x->low = last != NULL; /* each one higher than the one before */
	return (last && strcmp(last, "rising") != 0) || !is_field(value)
		       ? FIELD_SHOULD ", perhaps followed by `rising`"
		       : NULL;
}

/* FIELD of both, or FIELD of the topic and FIELD of its dead letters */
static const char *match_form(struct expectation *x, char *value)
{
	char *last = cut_last_word(value);

	x->field = value;
	x->target_field = last ? last : value;
	return is_field(x->field) && is_field(x->target_field) ? NULL
							       : FIELD_SHOULD
		       ", or two of these";
}

/* ---- what may stand in the file */

static const struct section {
	const char *word, *subject_is;
	const char *(*subject)(struct expectation *x, char *value);
} sections[] = {
	{ "topic", "NAME", topic_form },
	{ "group", "NAME", group_form },
	{ "dlq", "TOPIC", target_form },
};

static const struct key {
	const char *section, *name;
	const char *(*value)(struct expectation *x, char *value);
	const char *check; /* NULL: not an expectation, more of the subject */
	bool needed;
} keys[] = {
	{ "topic", "records", count_form, "expect.records", false },
	{ "topic", "unique", field_form, "expect.unique", false },
	{ "topic", "version", version_form, "order.version", false },
	{ "group", "topic", topic_form, NULL, true },
	{ "group", "consumes", all_form, "expect.consumed", false },
	{ "group", "lag", most_form, "expect.lag", false },
	{ "group", "within", time_form, "expect.delay", false },
	{ "dlq", "topic", topic_form, NULL, true },
	{ "dlq", "group", group_form, NULL, true },
	{ "dlq", "output", output_form, NULL, false },
	{ "dlq", "output-match", output_field_form, NULL, false },
	{ "dlq", "match", match_form, "dlq.routed", true },
};

enum {
	SECTIONS = sizeof(sections) / sizeof(*sections),
	KEYS = sizeof(keys) / sizeof(*keys),
};

/* ---- line by line */

struct parser {
	struct expect_file *out;
	const char *path;
	int line;
	const struct section *section; /* NULL: none yet */
	int section_line;
	struct expectation subject;
	size_t first; /* item of this section */
	bool seen[KEYS];
	struct err *e;
};

static int wrong(const struct parser *p, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int wrong(const struct parser *p, int line, const char *format, ...)
{
	char words[256];
	va_list args;

	va_start(args, format);
	vsnprintf(words, sizeof(words), format, args);
	va_end(args);
	return err_set(p->e, ERR_USAGE, "%s:%d: %s", p->path, line, words);
}

static char *trim(char *s)
{
	size_t n;

	s += strspn(s, " \t\r");
	n = strlen(s);
	while (n && strchr(" \t\r", s[n - 1]))
		n--;
	s[n] = '\0';
	return s;
}

static void inherit(struct expectation *x, const struct expectation *subject)
{
	x->topic = subject->topic;
	x->group_id = subject->group_id;
	x->target = subject->target;
	x->output = subject->output;
	x->output_field =
		subject->output_field ? subject->output_field : x->field;
}

/* All lines of a section are there: give its items their subject. */
static int end_section(struct parser *p)
{
	struct expect_file *out = p->out;

	if (!p->section)
		return 0;
	for (size_t i = 0; i < KEYS; i++)
		if (keys[i].needed && !p->seen[i] &&
		    !strcmp(keys[i].section, p->section->word))
			return wrong(p, p->section_line,
				     "this section lacks a line `%s = ...`",
				     keys[i].name);
	if (p->first == out->count)
		return wrong(p, p->section_line,
			     "this section expects nothing");
	for (size_t i = p->first; i < out->count; i++)
		inherit(&out->items[i], &p->subject);
	return 0;
}

static int begin_section(struct parser *p, char *line)
{
	size_t n = strlen(line);
	char *word, *name;
	const struct section *s = sections;
	const char *right;

	if (end_section(p) < 0)
		return -1;
	if (line[n - 1] != ']')
		return wrong(p, p->line, "'%.*s' lacks its ']'", SHOWN, line);
	line[n - 1] = '\0';
	word = line + 1 + strspn(line + 1, " \t");
	name = word + strcspn(word, " \t");
	if (*name)
		*name++ = '\0';
	while (s < sections + SECTIONS && strcmp(s->word, word) != 0)
		s++;
	if (s == sections + SECTIONS)
		return wrong(p, p->line,
			     "'[%.*s ...]' is no section: [topic NAME], "
			     "[group NAME] or [dlq TOPIC]",
			     SHOWN, word);
	memset(p->seen, 0, sizeof(p->seen));
	memset(&p->subject, 0, sizeof(p->subject));
	p->section = s;
	p->section_line = p->line;
	p->first = p->out->count;
	name = trim(name);
	right = s->subject(&p->subject, name);
	return right ? wrong(p, p->line, "'%.*s' should be %s", SHOWN, name,
			     right)
		     : 0;
}

static struct expectation *add(struct parser *p)
{
	struct expect_file *out = p->out;
	void *more =
		realloc(out->items, (out->count + 1) * sizeof(*out->items));

	if (!more) {
		err_set(p->e, ERR_IO, "out of memory");
		return NULL;
	}
	out->items = more;
	memset(&out->items[out->count], 0, sizeof(*out->items));
	return &out->items[out->count++];
}

/* "records, unique" into `text` */
static void list_keys(const char *section, char *text, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < KEYS; i++)
		if (!strcmp(keys[i].section, section) && n < size)
			n += (size_t)snprintf(text + n, size - n, "%s%s",
					      n ? ", " : "", keys[i].name);
}

static int take_value(struct parser *p, const struct key *key, char *value)
{
	struct expectation *x = key->check ? add(p) : &p->subject;
	char shown[SHOWN + 1];
	const char *right;

	if (!x)
		return -1;
	x->check = key->check;
	x->line = p->line;
	x->wanted = value;
	snprintf(shown, sizeof(shown), "%s", value);
	right = key->value(x, value);
	return right ? wrong(p, p->line, "'%s = %s' should be %s", key->name,
			     shown, right)
		     : 0;
}

/* "KEY = VALUE", "KEY >= NUMBER" */
static int take_pair(struct parser *p, char *line)
{
	size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz-");
	char *value = line + n + strspn(line + n, " \t");
	char known[100] = "";
	size_t i = 0;

	if (!p->section)
		return wrong(p, p->line,
			     "'%.*s' stands before the first section", SHOWN,
			     line);
	if (!n || !*value || !strchr("=<>", *value))
		return wrong(p, p->line, "'%.*s' is no line KEY = VALUE", SHOWN,
			     line);
	while (i < KEYS && (strcmp(keys[i].section, p->section->word) != 0 ||
			    strlen(keys[i].name) != n ||
			    strncmp(keys[i].name, line, n) != 0))
		i++;
	list_keys(p->section->word, known, sizeof(known));
	if (i == KEYS)
		return wrong(p, p->line, "'%.*s' is not known in [%s %s]: %s",
			     n < SHOWN ? (int)n : SHOWN, line, p->section->word,
			     p->section->subject_is, known);
	if (p->seen[i])
		return wrong(p, p->line,
			     "'%s' stands here a second time in one section",
			     keys[i].name);
	p->seen[i] = true;
	return take_value(p, &keys[i], trim(*value == '=' ? value + 1 : value));
}

static int take_line(struct parser *p, char *line)
{
	const char *odd = line;

	while (*odd && (*odd == '\t' || !iscntrl((unsigned char)*odd)))
		odd++;
	if (*odd && strcmp(odd, "\r") != 0)
		return wrong(p, p->line, "this line holds the byte 0x%02x",
			     (unsigned char)*odd);
	line = trim(line);
	if (*line == '\0' || *line == '#' || *line == ';')
		return 0;
	return *line == '[' ? begin_section(p, line) : take_pair(p, line);
}

int expect_file_parse(struct expect_file *x, char *text, const char *path,
		      struct err *e)
{
	struct parser p = { .out = x, .path = path, .e = e };
	char *rest = text;

	*x = (struct expect_file) { .text = text };
	if (!strncmp(rest, "\xef\xbb\xbf", 3)) /* what Windows begins with */
		rest += 3;
	for (char *line; (line = strsep(&rest, "\n"));) {
		p.line++;
		if (take_line(&p, line) < 0)
			return -1;
	}
	if (!p.section)
		return wrong(&p, 1,
			     "nothing is expected here; such lines would be: "
			     "[topic orders], and below it records = 120");
	return end_section(&p);
}

void expect_file_release(struct expect_file *x)
{
	free(x->items);
	free(x->text);
	*x = (struct expect_file) { 0 };
}
