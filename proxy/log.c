/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - log lines and the status line on stderr.  One line is one write(), so
 * that lines of two threads do not mix; nothing here reads or keeps anything
 * but the status text. */
#include "proxy/log.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	LIMIT_MS = 10 * 1000,
	LINE_MAX_TEXT = 1024,
	/* the worst case: each byte as \xNN */
	LINE_MAX_SAFE = 4 * LINE_MAX_TEXT,
};

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARN] = "warn ",
	[LOG_INFO] = "info ",
	[LOG_DEBUG] = "debug",
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static enum log_level threshold = LOG_INFO;
static char status[LINE_MAX_TEXT];

void log_set_level(enum log_level level)
{
	pthread_mutex_lock(&lock);
	threshold = level;
	pthread_mutex_unlock(&lock);
}

/* Bytes of the well-formed printable UTF-8 sequence at `s`; 0: not one.  C1
 * control characters (c2 80..9f) are not printable. */
static size_t utf8_length(const unsigned char *s)
{
	size_t n = s[0] < 0xc2   ? 0
		   : s[0] < 0xe0 ? 2
		   : s[0] < 0xf0 ? 3
		   : s[0] < 0xf5 ? 4
				 : 0;

	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xc0) != 0x80)
			return 0;
	return n == 2 && s[0] == 0xc2 && s[1] < 0xa0 ? 0 : n;
}

/* A line in the making; what does not fit is cut. */
struct line {
	size_t n;
	char text[LINE_MAX_SAFE + LINE_MAX_TEXT + 64];
};

static void add(struct line *l, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add(struct line *l, const char *format, ...)
{
	size_t room = sizeof(l->text) - l->n;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(l->text + l->n, room, format, args);
	va_end(args);
	if (n > 0)
		l->n += (size_t)n < room ? (size_t)n : room - 1;
}

/* Control characters and broken UTF-8 become \xNN: a host name or client id
 * from the wire can't drive the terminal. */
static void add_safe(struct line *l, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;

	while (*s) {
		size_t length =
			*s < 0x80 ? *s >= 0x20 && *s != 0x7f : utf8_length(s);

		if (length)
			add(l, "%.*s", (int)length, (const char *)s);
		else
			add(l, "\\x%02x", *s);
		s += length ? length : 1;
	}
}

static void add_time(struct line *l)
{
	struct timespec now;
	struct tm tm;
	char seconds[32];

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &tm);
	add(l, "%s.%03ldZ ", seconds, now.tv_nsec / 1000000);
}

/* A closed or full stderr is no reason to stop recording. */
static void put(const struct line *l)
{
	const char *text = l->text;
	size_t n = l->n;

	while (n) {
		ssize_t written = write(STDERR_FILENO, text, n);

		if (written <= 0)
			return;
		text += written;
		n -= (size_t)written;
	}
}

static void print(enum log_level level, const char *text)
{
	struct line line = { .n = 0 };

	pthread_mutex_lock(&lock);
	if (level <= threshold) {
		if (status[0])
			add(&line, "\r\033[K");
		add_time(&line);
		add(&line, "%s ", level_names[level]);
		add_safe(&line, text);
		add(&line, "\n%s", status);
		put(&line);
	}
	pthread_mutex_unlock(&lock);
}

void log_line(enum log_level level, const char *format, ...)
{
	char text[LINE_MAX_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	print(level, text);
}

void log_limited(struct log_limit *limit, uint64_t now_ms, enum log_level level,
		 const char *format, ...)
{
	char text[LINE_MAX_TEXT];
	size_t n;
	va_list args;

	if (now_ms < limit->next_ms) {
		limit->unsaid++;
		return;
	}
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	n = strlen(text);
	if (limit->unsaid)
		snprintf(text + n, sizeof(text) - n,
			 " (and %" PRIu64 " more like this)", limit->unsaid);
	limit->unsaid = 0;
	limit->next_ms = now_ms + LIMIT_MS;
	print(level, text);
}

void log_status(const char *text)
{
	struct line line = { .n = 0 };
	bool shown;

	pthread_mutex_lock(&lock);
	shown = status[0] != '\0';
	snprintf(status, sizeof(status), "%s", text ? text : "");
	if (shown || status[0]) {
		add(&line, "\r\033[K%s", status);
		put(&line);
	}
	pthread_mutex_unlock(&lock);
}
