/* SPDX-License-Identifier: Apache-2.0 */
/* status.c - one line about a running recording:
 *
 *   00:12:31  12 clients  81,200 records/s  8.1 MB/s  queue 0 B  0 gaps
 *
 * It counts nothing itself; proxy and tee do. */
#include "tools/status.h"

#include "proxy/log.h"

#include <inttypes.h>
#include <stdio.h>

const char *status_bytes(char out[STATUS_WORD], uint64_t bytes)
{
	static const char *const units[] = { "B",  "kB", "MB", "GB",
					     "TB", "PB", "EB" };
	double n = (double)bytes;
	int unit = 0;

	for (; n >= 999.5; unit++)
		n /= 1000;
	if (unit && n < 9.95)
		snprintf(out, STATUS_WORD, "%.1f %s", n, units[unit]);
	else
		snprintf(out, STATUS_WORD, "%.0f %s", n, units[unit]);
	return out;
}

const char *status_count(char out[STATUS_WORD], uint64_t n)
{
	char digits[STATUS_WORD];
	int length = snprintf(digits, sizeof(digits), "%" PRIu64, n);
	int at = 0;

	for (int i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = 0;
	return out;
}

const char *status_time(char out[STATUS_WORD], uint64_t ms)
{
	uint64_t s = ms / 1000;

	snprintf(out, STATUS_WORD, "%02" PRIu64 ":%02" PRIu64 ":%02" PRIu64,
		 s / 3600, s / 60 % 60, s % 60);
	return out;
}

void status_init(struct status *s, uint64_t now_ms, bool terminal)
{
	*s = (struct status) { .terminal = terminal,
			       .started_ms = now_ms,
			       .last_ms = now_ms,
			       .logged_ms = now_ms };
}

static uint64_t per_second(uint64_t n, uint64_t ms)
{
	return ms ? n * 1000 / ms : 0;
}

/* Append to a line that is cut rather than overrun. */
static size_t add(char *out, size_t size, size_t at, const char *text)
{
	int n = snprintf(out + at, size - at, "%s%s", at ? "  " : "", text);

	return n > 0 && (size_t)n < size - at ? at + (size_t)n : size - 1;
}

/* "queue 1.2 GB, 3 s behind": what the tape lags. */
static void queue_text(const struct tee_status *tee, char *out, size_t size)
{
	char word[STATUS_WORD];
	uint64_t behind_s = tee->lag_us / 1000000;

	status_bytes(word, tee->memory_used + tee->spill_used);
	if (behind_s)
		snprintf(out, size, "queue %s, %" PRIu64 " s behind", word,
			 behind_s);
	else
		snprintf(out, size, "queue %s", word);
}

static size_t add_tee(char *out, size_t size, size_t at,
		      const struct tee_status *tee)
{
	char text[96], word[STATUS_WORD];

	queue_text(tee, text, sizeof(text));
	at = add(out, size, at, text);
	snprintf(text, sizeof(text), "%s gap%s", status_count(word, tee->gaps),
		 tee->gaps == 1 ? "" : "s");
	at = add(out, size, at, text);
	return tee->failing ? add(out, size, at, "TAPE FAILS") : at;
}

void status_text(struct status *s, uint64_t now_ms,
		 const struct proxy_status *proxy, const struct tee_status *tee,
		 char *out, size_t size)
{
	uint64_t ms = now_ms - s->last_ms;
	uint64_t bytes = proxy->bytes_up + proxy->bytes_down;
	uint64_t count = tee ? tee->records : proxy->requests;
	char text[96], word[STATUS_WORD];
	size_t at;

	at = add(out, size, 0, status_time(word, now_ms - s->started_ms));
	snprintf(text, sizeof(text), "%d client%s", proxy->connections,
		 proxy->connections == 1 ? "" : "s");
	at = add(out, size, at, text);
	status_count(word, per_second(count - s->last_records, ms));
	snprintf(text, sizeof(text), "%s %s/s", word,
		 tee ? "records" : "requests");
	at = add(out, size, at, text);
	status_bytes(word, per_second(bytes - s->last_bytes, ms));
	snprintf(text, sizeof(text), "%s/s", word);
	at = add(out, size, at, text);
	if (tee)
		at = add_tee(out, size, at, tee);
	if (!proxy->upstream_reachable)
		add(out, size, at, "NO UPSTREAM");
	s->last_ms = now_ms;
	s->last_records = count;
	s->last_bytes = bytes;
}

void status_show(struct status *s, uint64_t now_ms,
		 const struct proxy_status *proxy, const struct tee_status *tee)
{
	char line[160];

	if (!s->terminal && now_ms - s->logged_ms < STATUS_LOG_MS)
		return;
	status_text(s, now_ms, proxy, tee, line, sizeof(line));
	if (s->terminal)
		log_status(line);
	else
		log_line(LOG_INFO, "%s", line);
	s->logged_ms = now_ms;
}
