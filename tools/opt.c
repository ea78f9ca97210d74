/* SPDX-License-Identifier: Apache-2.0 */
/* opt.c - options as rows: getopt_long() is driven by them and --help is
 * printed from them.  It knows what a size or a duration is, but not what an
 * option means. */
#include "tools/opt.h"

#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	OPTIONS_MAX = 48,
	LONG_FIRST = 256, /* getopt's value of the first row */
	LONG_HELP = LONG_FIRST + OPTIONS_MAX,
	HELP_WIDTH = 80,
	HELP_LEFT_MAX = 34, /* longer left sides get a line of their own */
};

static const struct opt help_row = {
	.type = OPT_FLAG, .letter = 'h', .name = "help", .help = "print this"
};

/* ---- values */

/* What may stand behind a number, in any case of letters; the empty name is
 * the factor of a bare number. */
struct unit {
	const char *name;
	uint64_t factor;
};

static const struct unit size_units[] = {
	{ "", 1 },
	{ "K", 1024 },
	{ "M", 1024 * 1024 },
	{ "G", 1024 * 1024 * 1024 },
	{ "T", 1024ULL * 1024 * 1024 * 1024 },
	{ NULL, 0 },
};

static const struct unit duration_units[] = {
	{ "", 1000 },       { "ms", 1 },          { "s", 1000 },
	{ "m", 60 * 1000 }, { "h", 3600 * 1000 }, { NULL, 0 },
};

static bool parse_units(const char *text, const struct unit *units,
			int64_t *out)
{
	char *end;
	uint64_t n;

	if (!isdigit((unsigned char)text[0]))
		return false;
	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno)
		return false;
	for (; units->name; units++) {
		if (strcasecmp(end, units->name) != 0)
			continue;
		if (n > INT64_MAX / units->factor)
			return false;
		*out = (int64_t)(n * units->factor);
		return true;
	}
	return false;
}

static bool parse_int(const char *text, int64_t *out)
{
	char *end;

	errno = 0;
	*out = strtoll(text, &end, 10);
	return !errno && end != text && !*end &&
	       !isspace((unsigned char)text[0]);
}

/* The microseconds of ".1" to ".123456", where *text then ends. */
static int64_t parse_fraction(const char **text)
{
	int64_t us = 0, digit = 100000;

	if (**text != '.' || !isdigit((unsigned char)(*text)[1]))
		return 0;
	for (++*text; isdigit((unsigned char)**text) && digit; ++*text) {
		us += (**text - '0') * digit;
		digit /= 10;
	}
	return us;
}

/* As the views print a time, or the number beside it. */
static bool parse_time(const char *text, int64_t *out)
{
	static const char shape[] = "dddd-dd-dd dd:dd:dd";
	struct tm tm = { 0 };
	time_t s;
	int day;

	if (isdigit((unsigned char)text[0]) && parse_int(text, out))
		return true;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd'   ? !isdigit((unsigned char)text[i])
		    : shape[i] == ' ' ? text[i] != 'T' && text[i] != ' '
				      : shape[i] != text[i])
			return false;
	text = strptime(text,
			text[10] == 'T' ? "%Y-%m-%dT%H:%M:%S"
					: "%Y-%m-%d %H:%M:%S",
			&tm);
	if (!text)
		return false;
	day = tm.tm_mday;
	s = timegm(&tm);
	if (day != tm.tm_mday) /* made 3 March of 31 February */
		return false;
	*out = (int64_t)s * 1000000 + parse_fraction(&text);
	return !*text || !strcmp(text, "Z");
}

static bool parse_factor(const char *text, double *out)
{
	*out = HUGE_VAL;
	if (!strcmp(text, "max"))
		return true;
	if (!*text || text[strspn(text, "0123456789.")])
		return false;
	return sscanf(text, "%lf", out) == 1 && *out > 0;
}

/* The index of `text` in "a|b|c", or -1. */
static int parse_choice(const char *text, const char *choices)
{
	size_t n = strlen(text);

	for (int i = 0;; i++) {
		size_t length = strcspn(choices, "|");

		if (length == n && !strncmp(choices, text, n))
			return i;
		if (!choices[length])
			return -1;
		choices += length + 1;
	}
}

static void list_add(struct opt_list *list, const char *item)
{
	const char **items =
		realloc(list->items, (list->count + 1) * sizeof(*items));

	if (!items)
		abort(); /* at start, a handful of pointers */
	items[list->count++] = item;
	list->items = items;
}

void opt_list_release(struct opt_list *list)
{
	free(list->items);
	*list = (struct opt_list) { NULL, 0 };
}

/* What the option takes, for the sentence about a value that it doesn't. */
static const char *takes(const struct opt *o)
{
	static const char *const kinds[] = {
		[OPT_INT] = "a whole number",
		[OPT_COUNT] = "a whole number from 1 to 2147483647",
		[OPT_TIMES] = "a whole number from 1 to 2147483647",
		[OPT_SIZE] = "a size such as 64K, 256M or 8G",
		[OPT_DURATION] = "a duration such as 500ms, 5s or 2m",
		[OPT_TIME] = "a time in UTC such as 2026-01-02T03:04:05Z",
		[OPT_FACTOR] = "a factor such as 0.5 or 2, or max",
	};

	return o->type == OPT_CHOICE ? o->value : kinds[o->type];
}

/* Put `text` into the option's target; false: it isn't a value for it. */
static bool store(const struct opt *o, const char *text)
{
	int64_t n = 0;

	switch (o->type) {
	case OPT_FLAG: *(bool *)o->target = true; return true;
	case OPT_TEXT: *(const char **)o->target = text; return true;
	case OPT_LIST: list_add(o->target, text); return true;
	case OPT_TIMES:
		if (!text) {
			*(int64_t *)o->target = INT64_MAX;
			return true;
		}
		/* fallthrough */
	case OPT_INT:
	case OPT_COUNT:
		if (!parse_int(text, &n) || n < (o->type != OPT_INT))
			return false;
		if (o->type != OPT_INT && n > INT32_MAX)
			return false;
		*(int64_t *)o->target = n;
		return true;
	case OPT_SIZE:
		if (!parse_units(text, size_units, &n))
			return false;
		*(uint64_t *)o->target = (uint64_t)n;
		return true;
	case OPT_DURATION: return parse_units(text, duration_units, o->target);
	case OPT_TIME: return parse_time(text, o->target);
	case OPT_FACTOR: return parse_factor(text, o->target);
	case OPT_CHOICE:
		n = parse_choice(text, o->value);
		if (n < 0)
			return false;
		*(int *)o->target = (int)n;
		return true;
	case OPT_END: break;
	}
	return false;
}

/* ---- --help */

/* Print `text` in columns [indent, HELP_WIDTH); the cursor stands at `at`. */
static void print_wrapped(const char *text, int at, int indent)
{
	for (;;) {
		int word;

		text += strspn(text, " ");
		word = (int)strcspn(text, " ");
		if (!word)
			break;
		if (at > indent && at + 1 + word >= HELP_WIDTH) {
			putchar('\n');
			at = 0;
		}
		if (at < indent)
			printf("%*s", indent - at, "");
		else if (at > indent)
			putchar(' ');
		at = at < indent ? indent : at + (at > indent);
		printf("%.*s", word, text);
		at += word;
		text += word;
	}
	putchar('\n');
}

static int left_side(const struct opt *o, char *out, size_t size)
{
	const char *value = o->value ? o->value : "";
	char letter[5] = "    ";

	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c, ", o->letter);
	if (o->type == OPT_TIMES)
		return snprintf(out, size, "  %s--%s[=%s]", letter, o->name,
				value);
	return snprintf(out, size, "  %s--%s%s%s", letter, o->name,
			*value ? " " : "", value);
}

static void print_row(const struct opt *o, int indent)
{
	char left[128];
	int n = left_side(o, left, sizeof(left));

	fputs(left, stdout);
	if (n + 2 > indent) {
		putchar('\n');
		n = 0;
	}
	print_wrapped(o->help, n, indent);
}

static void print_help(const struct opt_usage *u)
{
	char left[128];
	int indent = 0;

	for (const struct opt *o = u->options; o->type != OPT_END; o++) {
		int n = left_side(o, left, sizeof(left)) + 2;

		if (n > indent && n <= HELP_LEFT_MAX)
			indent = n;
	}
	printf("usage: ktape %s ", u->command);
	print_wrapped(u->args, 14 + (int)strlen(u->command),
		      14 + (int)strlen(u->command));
	putchar('\n');
	print_wrapped(u->about, 0, 0);
	putchar('\n');
	for (const struct opt *o = u->options; o->type != OPT_END; o++)
		print_row(o, indent);
	print_row(&help_row, indent);
}

/* ---- parsing */

int opt_error(const struct opt_usage *usage, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "ktape %s: ", usage->command);
	vfprintf(stderr, format, args);
	fprintf(stderr, "; see `ktape %s --help`\n", usage->command);
	va_end(args);
	return ERR_USAGE;
}

int opt_status(int parsed)
{
	return parsed == -2 ? 0 : ERR_USAGE;
}

/* The rows in the two forms that getopt_long() wants. */
struct getopt_rows {
	struct option longs[OPTIONS_MAX + 2];
	char letters[2 * OPTIONS_MAX + 4];
};

static void getopt_rows_fill(struct getopt_rows *g, const struct opt_usage *u)
{
	size_t letters = 0;
	int i = 0;

	memset(g, 0, sizeof(*g));
	if (u->operands == OPT_COMMAND)
		g->letters[letters++] = '+'; /* stop at the first operand */
	g->letters[letters++] = ':';
	g->letters[letters++] = 'h';
	for (; u->options[i].type != OPT_END && i < OPTIONS_MAX; i++) {
		const struct opt *o = &u->options[i];
		bool valued = o->type != OPT_FLAG;

		g->longs[i].name = o->name;
		g->longs[i].has_arg = o->type == OPT_TIMES ? optional_argument
				      : valued             ? required_argument
							   : no_argument;
		g->longs[i].val = LONG_FIRST + i;
		if (o->letter)
			g->letters[letters++] = o->letter;
		if (o->letter && valued)
			g->letters[letters++] = ':';
	}
	g->longs[i].name = "help";
	g->longs[i].val = LONG_HELP;
}

static const struct opt *find_row(const struct opt_usage *u, int value)
{
	if (value >= LONG_FIRST && value < LONG_HELP)
		return &u->options[value - LONG_FIRST];
	for (const struct opt *o = u->options; o->type != OPT_END; o++)
		if (o->letter && o->letter == value)
			return o;
	return NULL;
}

/* The sentence for what getopt_long() refused. */
static int refuse(const struct opt_usage *u, int result, char **argv)
{
	const struct opt *o = find_row(u, optopt);

	if (result == ':' && o)
		return opt_error(u, "--%s needs a value: %s", o->name,
				 o->value);
	if (o && o->type == OPT_FLAG)
		return opt_error(u, "--%s takes no value", o->name);
	if (optopt && optopt < LONG_FIRST)
		return opt_error(u, "unknown option '-%c'", optopt);
	return opt_error(u, "unknown or ambiguous option '%s'",
			 argv[optind - 1]);
}

static int check_operands(const struct opt_usage *u, int argc, char **argv)
{
	int given = argc - optind;
	int before = u->operands == OPT_OPERAND_COMMAND ? 1 : 0;

	if (!given)
		return optind;
	if (u->operands < 0 && given > before &&
	    strcmp(argv[optind - 1], "--") != 0) {
		opt_error(u, "unexpected '%s': a command to run goes behind --",
			  argv[optind + before]);
		return -1;
	}
	if (u->operands >= 0 && given > u->operands) {
		opt_error(u, "unexpected '%s'", argv[optind + u->operands]);
		return -1;
	}
	return optind;
}

int opt_parse(int argc, char **argv, const struct opt_usage *usage)
{
	struct getopt_rows rows;
	int c;

	getopt_rows_fill(&rows, usage);
	optind = 0; /* glibc: begin anew, also after an earlier call */
	opterr = 0;
	while ((c = getopt_long(argc, argv, rows.letters, rows.longs, NULL)) !=
	       -1) {
		const struct opt *o;

		if (c == 'h' || c == LONG_HELP) {
			print_help(usage);
			return -2;
		}
		if (c == '?' || c == ':') {
			refuse(usage, c, argv);
			return -1;
		}
		o = find_row(usage, c);
		if (store(o, optarg))
			continue;
		opt_error(usage, "--%s takes %s, not '%s'", o->name, takes(o),
			  optarg);
		return -1;
	}
	return check_operands(usage, argc, argv);
}

/* ---- addresses */

static bool parse_port(const char *text, int *port)
{
	int64_t n;

	if (!isdigit((unsigned char)text[0]) || !parse_int(text, &n) ||
	    n > 65535)
		return false;
	*port = (int)n;
	return true;
}

int opt_host_port(const char *text, char host[256], int *port, struct err *e)
{
	const char *begin = text, *colon = strrchr(text, ':');
	size_t n;

	if (!colon)
		return err_set(e, ERR_USAGE,
			       "'%s' has no port; write HOST:PORT", text);
	n = (size_t)(colon - text);
	if (text[0] == '[') {
		if (n < 2 || text[n - 1] != ']')
			return err_set(e, ERR_USAGE,
				       "'%s' is not an address; write "
				       "[ADDRESS]:PORT",
				       text);
		begin++;
		n -= 2;
	} else if (memchr(text, ':', n)) {
		return err_set(e, ERR_USAGE,
			       "'%s' has several colons; write an IPv6 address "
			       "as [ADDRESS]:PORT",
			       text);
	}
	if (!n || n > 255)
		return err_set(e, ERR_USAGE,
			       "'%s' has no usable host; write HOST:PORT",
			       text);
	if (!parse_port(colon + 1, port))
		return err_set(e, ERR_USAGE,
			       "'%s' has no usable port (0 to 65535)", text);
	memcpy(host, begin, n);
	host[n] = 0;
	return 0;
}
