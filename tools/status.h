/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_STATUS_H
#define TOOLS_STATUS_H

#include "proxy/proxy.h"
#include "proxy/tee.h"

/* What is said about a recording while it runs: the line that is redrawn on a
 * terminal, the log line a minute elsewhere, the sum at the end.  Rates are
 * over the time since the line before. */
struct status {
	bool terminal;
	uint64_t started_ms, last_ms, logged_ms; /* uv_now() */
	uint64_t last_records, last_bytes;
};

/* `terminal`: the line is redrawn; else it is logged. */
void status_init(struct status *s, uint64_t now_ms, bool terminal);

/* Say how it goes; to be called every STATUS_EVERY_MS.  `tee` is NULL when
 * nothing is recorded. */
enum { STATUS_EVERY_MS = 500, STATUS_LOG_MS = 60000 };
void status_show(struct status *s, uint64_t now_ms,
		 const struct proxy_status *proxy,
		 const struct tee_status *tee);

/* The line itself, for `status_show` and the tests. */
void status_text(struct status *s, uint64_t now_ms,
		 const struct proxy_status *proxy, const struct tee_status *tee,
		 char *out, size_t size);

/* "1.2 GB", "812 B" (powers of ten); "1,234,567"; "00:12:31". */
enum { STATUS_WORD = 32 };
const char *status_bytes(char out[STATUS_WORD], uint64_t bytes);
const char *status_count(char out[STATUS_WORD], uint64_t n);
const char *status_time(char out[STATUS_WORD], uint64_t ms);

#endif
