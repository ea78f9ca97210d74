/* SPDX-License-Identifier: Apache-2.0 */
/* decode.c - `ktape decode`: of a tape, see decode_tape.c; with --raw: the bytes of one Kafka message on stdin,
 * its fields as one line of JSON on stdout; or, with --lines, a message a line.
 * What can be read of a malformed message is printed all the same. */
#include "codec/header.h"
#include "codec/json.h"
#include "tools/cmd.h"
#include "tools/decode.h"
#include "tools/header_json.h"
#include "tools/opt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INPUT_MAX = 1 << 30 };

static struct decode_given {
	bool raw, hex, lines, header, sizes;
} given;

static const struct opt rows[] = {
	{ OPT_FLAG, 0, "raw", NULL, "take the bytes from stdin", &given.raw },
	{ OPT_FLAG, 0, "hex", NULL,
	  "they are hexadecimal digits; white space is skipped", &given.hex },
	{ OPT_FLAG, 0, "lines", NULL,
	  "a message a line, \"API VERSION request|response HEX\" or, as in "
	  "\"FetchResponse 12 HEX\", \"NAME VERSION HEX\"; HEX is - when "
	  "empty. A line of JSON for each, \"error\" in it if there is one",
	  &given.lines },
	{ OPT_FLAG, 0, "header", NULL,
	  "they begin with the request's or response's header (not with the "
	  "4-byte size before it)",
	  &given.header },
	{ OPT_FLAG, 0, "sizes", NULL,
	  "print the size of records instead of their bytes", &given.sizes },
	{ OPT_END, 0, NULL, NULL, NULL, NULL },
};

static const struct opt_usage usage = {
	.command = "decode",
	.args = "TAPE | --raw API VERSION request|response",
	.about = "Make rows of the requests and responses on a tape that an "
		 "older ktape kept as bytes because it did not know them. Or, "
		 "with --raw, print a message's body, given on stdin, as JSON "
		 "with Kafka's field names: API is a name, Fetch, or its key, "
		 "1; with --lines it is on the lines.",
	.options = rows,
	.operands = 3,
};

/* Which message, by the operands. */
struct decode_what {
	const struct message *message;
	int16_t api_key, version;
	bool request;
};

/* ---- operands */

static bool parse_int16(const char *text, int16_t *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end || n < 0 || n > INT16_MAX)
		return false;
	*out = (int16_t)n;
	return true;
}

static int parse_what(char **operands, struct decode_what *what, struct err *e)
{
	int16_t min, max;

	if (!parse_int16(operands[0], &what->api_key))
		what->api_key = api_key_named(operands[0]);
	if (!api_versions(what->api_key, &min, &max))
		return err_set(e, ERR_USAGE, "there is no API '%s'",
			       operands[0]);
	what->request = !strcmp(operands[2], "request");
	if (!what->request && strcmp(operands[2], "response") != 0)
		return err_set(e, ERR_USAGE, "'%s' is not request or response",
			       operands[2]);
	if (parse_int16(operands[1], &what->version))
		what->message = message_find(what->api_key, what->version,
					     what->request ? MESSAGE_REQUEST
							   : MESSAGE_RESPONSE);
	if (!what->message)
		return err_set(e, ERR_USAGE,
			       "%s has the versions %d to %d, not '%s'",
			       api_name(what->api_key), min, max, operands[1]);
	return 0;
}

/* ---- input */

static int read_all(struct writer *in, struct err *e)
{
	uint8_t buffer[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, buffer, sizeof(buffer))) > 0)
		writer_raw(in, bytes_of(buffer, (size_t)n));
	if (n < 0)
		return err_set(e, ERR_IO, "cannot read stdin: %s",
			       strerror(errno));
	if (in->failed)
		return err_set(e, ERR_IO, "over %d bytes on stdin", INPUT_MAX);
	return 0;
}

static int hex_digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Digits to bytes, in place. */
static int unhex_input(uint8_t *data, size_t *size, struct err *e)
{
	size_t digits = 0;

	for (size_t i = 0; i < *size; i++) {
		int digit = hex_digit(data[i]);

		if (digit < 0 && memchr(" \t\r\n", data[i], 4))
			continue;
		if (digit < 0)
			return err_set(e, ERR_USAGE,
				       "byte %zu is not a hexadecimal digit",
				       i);
		if (digits % 2)
			data[digits / 2] |= (uint8_t)digit;
		else
			data[digits / 2] = (uint8_t)(digit << 4);
		digits++;
	}
	if (digits % 2)
		return err_set(e, ERR_USAGE,
			       "an odd number of hexadecimal digits");
	*size = digits / 2;
	return 0;
}

/* ---- output */

static int print_request_header(struct cursor *c,
				const struct decode_what *what,
				struct writer *out, struct err *e)
{
	struct request_header h;

	if (!request_header_read(c, &h))
		return err_set(e, ERR_TAPE, "malformed request header");
	if (h.api_key != what->api_key || h.api_version != what->version)
		return err_set(e, ERR_TAPE,
			       "the header says API %d v%d, not %d v%d",
			       h.api_key, h.api_version, what->api_key,
			       what->version);
	request_header_json(out, &h);
	return 0;
}

static int print_response_header(struct cursor *c,
				 const struct decode_what *what,
				 struct writer *out, struct err *e)
{
	int32_t correlation_id;

	if (!response_header_read(c, what->api_key, what->version,
				  &correlation_id))
		return err_set(e, ERR_TAPE, "malformed response header");
	response_header_json(out, correlation_id);
	return 0;
}

/* 0 and a text in `e`: read, but bytes are left over. */
static int print_body(const struct decode_what *what, struct bytes body,
		      struct writer *out, struct err *e)
{
	const struct json_options options = { .records_as_size = given.sizes };

	return json_message(what->message, what->version, body, &options, out,
			    e)
		       ? 0
		       : -1;
}

static int print_frame(const struct decode_what *what, struct bytes frame,
		       struct writer *out, struct err *e)
{
	struct cursor c;
	int result;

	cursor_init(&c, frame);
	json_raw(out, "{\"header\":");
	result = what->request ? print_request_header(&c, what, out, e)
			       : print_response_header(&c, what, out, e);
	if (result) {
		writer_reset(out); /* half an object is of no use */
		return result;
	}
	json_raw(out, ",\"body\":");
	result = print_body(what, cursor_take(&c, cursor_left(&c)), out, e);
	json_raw(out, "}");
	return result;
}

static int print_message(const struct decode_what *what, struct bytes input,
			 struct writer *out, struct err *e)
{
	return given.header ? print_frame(what, input, out, e)
			    : print_body(what, input, out, e);
}

static int flush_stdout(struct err *e)
{
	if (fflush(stdout) == 0)
		return 0;
	return err_set(e, ERR_IO, "cannot write to stdout: %s",
		       strerror(errno));
}

/* ---- one message, all of stdin */

static int run_one(const struct decode_what *what, struct err *e)
{
	struct writer in, out;
	int result;

	writer_init(&in, INPUT_MAX);
	writer_init(&out, 0);
	result = read_all(&in, e);
	if (!result && given.hex)
		result = unhex_input(in.data, &in.size, e);
	if (!result) {
		result = print_message(what, writer_bytes(&in), &out, e);
		if (!result && e->text[0])
			fprintf(stderr, "%s\n", e->text);
		if (out.size)
			json_raw(&out, "\n");
		fwrite(out.data, 1, out.size, stdout);
	}
	if (!result)
		result = flush_stdout(e);
	writer_release(&in);
	writer_release(&out);
	return result;
}

/* ---- a message a line */

static int parse_name(char **words, struct decode_what *what, struct err *e)
{
	const struct message *m = message_named(words[0]);

	if (!m)
		return err_set(e, ERR_USAGE, "there is no message '%s'",
			       words[0]);
	if (given.header && m->kind == MESSAGE_DATA)
		return err_set(e, ERR_USAGE, "%s has no header", m->name);
	if (!parse_int16(words[1], &what->version) ||
	    what->version < m->since || what->version > m->until)
		return err_set(e, ERR_USAGE,
			       "%s has the versions %d to %d, not '%s'",
			       m->name, m->since, m->until, words[1]);
	what->message = m;
	what->api_key = m->api_key;
	what->request = m->kind == MESSAGE_REQUEST;
	return 0;
}

/* The line is cut into words; *hex is one of them. */
static int parse_line(char *line, struct decode_what *what, char **hex,
		      struct err *e)
{
	enum { WORDS = 4 };
	char *words[WORDS + 1], *rest;
	int n = 0;

	for (char *word = strtok_r(line, " \t\r\n", &rest); word && n <= WORDS;
	     word = strtok_r(NULL, " \t\r\n", &rest))
		words[n++] = word;
	if (n != WORDS && n != WORDS - 1)
		return err_set(e, ERR_USAGE,
			       "not NAME VERSION HEX, nor API VERSION "
			       "request|response HEX");
	*hex = words[n - 1];
	return n == WORDS ? parse_what(words, what, e)
			  : parse_name(words, what, e);
}

static int print_line(char *line, struct writer *out, struct err *e)
{
	struct decode_what what = { .message = NULL };
	char *hex = line;
	size_t size = 0;

	if (parse_line(line, &what, &hex, e))
		return -1;
	if (strcmp(hex, "-") != 0)
		size = strlen(hex);
	if (unhex_input((uint8_t *)hex, &size, e))
		return -1;
	return print_message(&what, bytes_of(hex, size), out, e);
}

/* {"error":"...","message":{...}}: `message` holds what could be read. */
static void wrap_error(struct writer *out, const struct err *e,
		       const struct writer *message)
{
	json_raw(out, "{\"error\":");
	json_string(out, bytes_of_string(e->text));
	if (message->size) {
		json_raw(out, ",\"message\":");
		writer_raw(out, writer_bytes(message));
	}
	json_raw(out, "}");
}

static int run_lines(struct err *e)
{
	struct writer message, wrapped;
	unsigned long lines = 0, errors = 0;
	char *line = NULL;
	size_t capacity = 0;

	writer_init(&message, 0);
	writer_init(&wrapped, 0);
	while (getline(&line, &capacity, stdin) >= 0) {
		struct writer *out = &message;
		struct err why = { 0 };

		writer_reset(&message);
		writer_reset(&wrapped);
		print_line(line, &message, &why);
		if (why.text[0]) {
			out = &wrapped;
			wrap_error(out, &why, &message);
			errors++;
		}
		lines++;
		json_raw(out, "\n");
		fwrite(out->data, 1, out->size, stdout);
	}
	free(line);
	writer_release(&message);
	writer_release(&wrapped);
	if (ferror(stdin))
		return err_set(e, ERR_IO, "cannot read stdin: %s",
			       strerror(errno));
	if (flush_stdout(e))
		return -1;
	return errors ? err_set(e, ERR_TAPE, "%lu of %lu lines have an error",
				errors, lines)
		      : 0;
}

static int run_raw(char **operands, int count, struct err *e)
{
	struct decode_what what = { .message = NULL };

	if (count != (given.lines ? 0 : 3))
		return opt_error(&usage, "--raw needs API VERSION "
					 "request|response, or --lines");
	if (given.lines)
		return run_lines(e);
	if (parse_what(operands, &what, e))
		return opt_error(&usage, "%s", e->text);
	return run_one(&what, e);
}

static int run_tape(char **operands, int count, struct err *e)
{
	int rc;

	if (given.hex || given.lines || given.header || given.sizes)
		return opt_error(&usage, "--hex, --lines, --header and --sizes "
					 "go with --raw");
	if (count != 1)
		return opt_error(&usage, "which TAPE?  Or --raw?");
	rc = decode_tape(operands[0], e);
	return rc > 0 ? (int)ERR_UNPROVEN : rc;
}

int cmd_decode(int argc, char **argv)
{
	struct err e = { 0 };
	int first, rc;

	given = (struct decode_given) { .raw = false };
	first = opt_parse(argc, argv, &usage);
	if (first < 0)
		return opt_status(first);
	rc = given.raw ? run_raw(argv + first, argc - first, &e)
		       : run_tape(argv + first, argc - first, &e);
	if (rc >= 0)
		return rc;
	fprintf(stderr, "ktape decode: %s\n", e.text);
	return (int)e.code;
}
