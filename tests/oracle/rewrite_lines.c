/* SPDX-License-Identifier: Apache-2.0 */
/* rewrite_lines.c - what clients would get of responses.  On stdin frames, one
 * a line, on stdout one line for each:
 *
 *     API_KEY VERSION HOST PORT HEX   ─▶   done HEX, or what went wrong
 *
 * Every broker is said to be at HOST, and at a port that depends on all that
 * the map is asked.  What streams goes through skim whole and in all kinds of
 * pieces, which must make no difference; and with bytes flipped, where skim may
 * not refuse what walk can read. */
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "codec/frame.h"
#include "codec/header.h"
#include "codec/rewrite.h"
#include "codec/skim.h"
#include "codec/walk.h"

enum {
	WORDS = 5,
	SMALL = 1500, /* bytes of a frame that is cut at each of them */
	RANDOM_SPLITS = 8,
	FLIPS = 16,
};

struct line {
	int16_t api_key, version;
	const char *host;
	int32_t port;
	struct bytes frame;
};

/* Scratch memory for all lines. */
struct work {
	struct splices splices;
	struct skim *skim;
	struct writer whole, pieces, flipped;
	uint64_t random;
};

static uint32_t next_random(struct work *w, uint32_t below)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(w->random >> 33) % below;
}

static bool map(void *ctx, int32_t node_id, struct bytes host, int32_t port,
		struct address *out)
{
	const struct line *l = ctx;

	snprintf(out->host, sizeof(out->host), "%s", l->host);
	out->port = (int32_t)((uint32_t)l->port + (uint32_t)node_id +
			      (uint32_t)port + (uint32_t)host.n);
	return true;
}

/* ---- skim */

/* Feed [from, upto) and append what comes out. */
static bool feed(struct skim *s, struct bytes frame, size_t from, size_t upto,
		 struct writer *out)
{
	struct bytes piece = bytes_of(frame.p + from, upto - from);
	enum skim_result result = skim_feed(s, piece, out);

	if (result == SKIM_SAME)
		writer_raw(out, piece);
	return result != SKIM_MALFORMED;
}

/* In pieces that end at `cuts`, ascending. */
static bool skim_pieces(struct work *w, const struct line *l,
			const size_t *cuts, size_t count, struct writer *out)
{
	size_t from = 0;
	bool good = true;

	writer_reset(out);
	skim_reset(w->skim, l->api_key, l->version,
		   (uint32_t)(l->frame.n - FRAME_PREFIX));
	for (size_t i = 0; good && i < count; i++) {
		good = feed(w->skim, l->frame, from, cuts[i], out);
		from = cuts[i];
	}
	return good && feed(w->skim, l->frame, from, l->frame.n, out);
}

static bool skim_bytes(struct work *w, const struct line *l)
{
	bool good = true;

	writer_reset(&w->pieces);
	skim_reset(w->skim, l->api_key, l->version,
		   (uint32_t)(l->frame.n - FRAME_PREFIX));
	for (size_t i = 0; good && i < l->frame.n; i++)
		good = feed(w->skim, l->frame, i, i + 1, &w->pieces);
	return good;
}

static bool same(const struct work *w, bool good_whole, bool good_pieces)
{
	return good_whole == good_pieces &&
	       (!good_whole ||
		bytes_equal(writer_bytes(&w->whole), writer_bytes(&w->pieces)));
}

/* Does any split give another answer?  NULL, or which. */
static const char *splits_differ(struct work *w, const struct line *l,
				 bool good)
{
	static char text[64];
	size_t cuts[3];

	if (!same(w, good, skim_bytes(w, l)))
		return "byte by byte";
	for (size_t i = 0; l->frame.n <= SMALL && i <= l->frame.n; i++) {
		snprintf(text, sizeof(text), "cut at %zu", i);
		if (!same(w, good, skim_pieces(w, l, &i, 1, &w->pieces)))
			return text;
	}
	for (int i = 0; i < RANDOM_SPLITS; i++) {
		size_t at = 0;

		for (int k = 0; k < 3; k++)
			at = cuts[k] =
				at +
				next_random(w, (uint32_t)(l->frame.n - at + 1));
		snprintf(text, sizeof(text), "cut at %zu, %zu, %zu", cuts[0],
			 cuts[1], cuts[2]);
		if (!same(w, good, skim_pieces(w, l, cuts, 3, &w->pieces)))
			return text;
	}
	return NULL;
}

static bool walk_reads(const struct line *l)
{
	struct cursor c;
	struct walk w;
	int32_t id;

	cursor_init(&c, l->frame);
	cursor_skip(&c, FRAME_PREFIX);
	if (!response_header_read(&c, l->api_key, l->version, &id))
		return false;
	walk_init(&w, message_find(l->api_key, l->version, MESSAGE_RESPONSE),
		  l->version, cursor_take(&c, cursor_left(&c)));
	while (walk_next(&w))
		;
	return walk_error(&w) == DECODE_OK;
}

/* A byte somewhere is another one: NULL, or what is wrong with the answer. */
static const char *flip_differs(struct work *w, const struct line *l)
{
	static char text[64];
	size_t at = FRAME_PREFIX +
		    next_random(w, (uint32_t)l->frame.n - FRAME_PREFIX);
	struct line flipped = *l;
	bool good;

	writer_reset(&w->flipped);
	writer_raw(&w->flipped, l->frame);
	w->flipped.data[at] ^= (uint8_t)(1 + next_random(w, 255));
	flipped.frame = writer_bytes(&w->flipped);
	good = skim_pieces(w, &flipped, NULL, 0, &w->whole);
	snprintf(text, sizeof(text), "refused, but read with byte %zu as %02x",
		 at, flipped.frame.p[at]);
	if (!good && walk_reads(&flipped))
		return text;
	snprintf(text, sizeof(text), "byte %zu as %02x, byte by byte", at,
		 flipped.frame.p[at]);
	return same(w, good, skim_bytes(w, &flipped)) ? NULL : text;
}

static const char *stream(struct work *w, const struct line *l)
{
	const char *why = NULL;

	for (int i = 0; !why && i < FLIPS; i++)
		why = flip_differs(w, l);
	if (why)
		return why;
	if (!walk_reads(l))
		return "walk can't read it";
	if (!skim_pieces(w, l, NULL, 0, &w->whole))
		return "skim refuses it";
	return splits_differ(w, l, true);
}

/* ---- rewrite */

static const char *hold(struct work *w, struct line *l)
{
	enum rewrite_result result =
		rewrite_response(l->api_key, l->version, l->frame, false, map,
				 l, &w->splices);

	if (result != REWRITE_DONE)
		return result == REWRITE_NO_ADDRESS ? "no address"
						    : "malformed";
	writer_reset(&w->whole);
	if (!splices_apply(&w->splices, l->frame, &w->whole))
		return "out of memory";
	return NULL;
}

/* NULL: the answer is in w->whole; else what went wrong. */
static const char *rewrite(struct work *w, struct line *l)
{
	switch (rewrite_need(l->api_key, l->version)) {
	case REWRITE_HOLD: return hold(w, l);
	case REWRITE_STREAM: return stream(w, l);
	case REWRITE_NONE:
		writer_reset(&w->whole);
		writer_raw(&w->whole, l->frame);
		return NULL;
	case REWRITE_REFUSE: break;
	}
	return "a version that is not known";
}

/* ---- lines */

static void print_answer(const char *why, struct bytes answer)
{
	if (why) {
		printf("%s\n", why);
		return;
	}
	printf("done ");
	for (size_t i = 0; i < answer.n; i++)
		printf("%02x", answer.p[i]);
	printf("\n");
}

static void answer_line(struct work *w, char *text)
{
	char *words[WORDS] = { NULL }, *rest;
	struct line l;
	struct bytes frame;
	struct guarded g;
	const char *why;

	for (int i = 0; i < WORDS; i++)
		words[i] = strtok_r(i ? NULL : text, " \n", &rest);
	assert_non_null(words[WORDS - 1]);
	frame = unhex(words[WORDS - 1]);
	g = guarded(frame);
	l = (struct line) {
		.api_key = (int16_t)strtol(words[0], NULL, 10),
		.version = (int16_t)strtol(words[1], NULL, 10),
		.host = words[2],
		.port = (int32_t)strtol(words[3], NULL, 10),
		.frame = g.bytes,
	};
	why = rewrite(w, &l);
	print_answer(why, writer_bytes(&w->whole));
	guarded_release(&g);
	free((void *)(uintptr_t)frame.p);
}

int main(void)
{
	struct work w = { .random = 1 };
	size_t room = 0;
	char *line = NULL;

	splices_init(&w.splices);
	w.skim = skim_new(API_FETCH, 16);
	writer_init(&w.whole, 0);
	writer_init(&w.pieces, 0);
	writer_init(&w.flipped, 0);
	while (getline(&line, &room, stdin) > 0)
		answer_line(&w, line);
	free(line);
	skim_free(w.skim);
	splices_release(&w.splices);
	writer_release(&w.whole);
	writer_release(&w.pieces);
	writer_release(&w.flipped);
	return 0;
}
