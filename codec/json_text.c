/* SPDX-License-Identifier: Apache-2.0 */
/* json_text.c - values as JSON text: strings, numbers, base64, uuids.  Objects
 * and arrays are put together by those who know them (json.c for messages). */
#include "codec/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes of the valid UTF-8 sequence at the head of `b`; 0: it is not valid.
 * Unicode 15, table 3-7: no overlong forms, no surrogates, at most U+10FFFF. */
static size_t utf8_sequence(struct bytes b)
{
	const uint8_t *p = b.p;
	uint8_t low = 0x80, high = 0xbf;
	size_t n;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (n > b.n)
		return 0;
	switch (p[0]) {
	case 0xe0: low = 0xa0; break;
	case 0xed: high = 0x9f; break;
	case 0xf0: low = 0x90; break;
	case 0xf4: high = 0x8f; break;
	default: break;
	}
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

/* How many bytes at the head are ASCII without NUL, by eight?  Nearly all keys
 * and values are, and each one of a recording comes by here. */
static size_t ascii_run(struct bytes b)
{
	const uint64_t ones = 0x0101010101010101, highs = ones << 7;
	size_t i = 0;

	for (uint64_t word; b.n - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, b.p + i, sizeof(word));
		if ((word | (word - ones)) & highs)
			break;
	}
	return i;
}

bool utf8_valid(struct bytes b)
{
	for (size_t i = ascii_run(b); i < b.n;) {
		size_t n = utf8_sequence(bytes_of(b.p + i, b.n - i));

		if (n == 0 || b.p[i] == 0)
			return false;
		i += n;
	}
	return true;
}

void json_raw(struct writer *out, const char *text)
{
	writer_raw(out, bytes_of_string(text));
}

void json_int(struct writer *out, int64_t v)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, v);
	json_raw(out, text);
}

void json_double(struct writer *out, double v)
{
	char text[40];

	if (isnan(v) || isinf(v)) {
		json_raw(out, isnan(v) ? "\"NaN\""
			      : v > 0  ? "\"Infinity\""
				       : "\"-Infinity\"");
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, v);
		if (!(strtod(text, NULL) < v) && !(strtod(text, NULL) > v))
			break;
	}
	json_raw(out, text);
	if (!strpbrk(text, ".e"))
		json_raw(out, ".0");
}

/* The escape of an ASCII character that can't stand for itself. */
static void escape(struct writer *out, uint8_t c)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	char text[8] = { '\\' };

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if (letters[i] == (char)c)
			text[1] = letters[i + 1];
	if (!text[1])
		snprintf(text, sizeof(text), "\\u%04x", c);
	json_raw(out, text);
}

void json_string(struct writer *out, struct bytes text)
{
	size_t plain = 0; /* where the run of unescaped bytes began */

	json_raw(out, "\"");
	for (size_t i = 0; i < text.n;) {
		size_t n = utf8_sequence(bytes_of(text.p + i, text.n - i));
		uint8_t c = text.p[i];

		if (n > 1 || (n == 1 && c >= 0x20 && c != '"' && c != '\\')) {
			i += n;
			continue;
		}
		writer_raw(out, bytes_of(text.p + plain, i - plain));
		if (n)
			escape(out, c);
		else
			json_raw(out, "\xef\xbf\xbd"); /* U+FFFD */
		plain = ++i;
	}
	writer_raw(out, bytes_of(text.p + plain, text.n - plain));
	json_raw(out, "\"");
}

static const char base64_standard[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base64_url[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Up to three bytes to four letters, '=' where there are no bits. */
static void base64_group(const char *alphabet, struct bytes b, char text[4])
{
	uint32_t v = (uint32_t)b.p[0] << 16;

	if (b.n > 1)
		v |= (uint32_t)b.p[1] << 8;
	if (b.n > 2)
		v |= b.p[2];
	text[0] = alphabet[v >> 18];
	text[1] = alphabet[v >> 12 & 63];
	text[2] = b.n > 1 ? alphabet[v >> 6 & 63] : '=';
	text[3] = b.n > 2 ? alphabet[v & 63] : '=';
}

void json_base64(struct writer *out, struct bytes b)
{
	for (size_t i = 0; i < b.n; i += 3) {
		char text[4];

		base64_group(base64_standard, bytes_of(b.p + i, b.n - i), text);
		writer_raw(out, bytes_of(text, sizeof(text)));
	}
}

void uuid_text(const uint8_t uuid[16], char text[23])
{
	char group[4];

	for (size_t i = 0; i < 15; i += 3)
		base64_group(base64_url, bytes_of(uuid + i, 3),
			     text + i / 3 * 4);
	base64_group(base64_url, bytes_of(uuid + 15, 1), group);
	memcpy(text + 20, group, 2);
	text[22] = '\0';
}
