/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROXY_LOG_H
#define PROXY_LOG_H

#include <stdint.h>

/* One line per event on stderr: "2026-01-02T03:04:05.678Z warn  text".  Wire
 * bytes are never printed raw.  Safe from both threads. */
enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);
void log_line(enum log_level level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* For what can happen many times a second: one line in ten seconds, which says
 * how many there were in between.  Zero-initialise; one per kind of line, one
 * thread. */
struct log_limit {
	uint64_t next_ms;
	uint64_t unsaid;
};
void log_limited(struct log_limit *limit, uint64_t now_ms, enum log_level level,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The status line on a terminal: drawn below the log lines and redrawn after
 * each; NULL removes it. */
void log_status(const char *text);

#endif
