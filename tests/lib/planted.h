/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_LIB_PLANTED_H
#define TESTS_LIB_PLANTED_H

#include "tests/lib/captured.h"

#include <stddef.h>

/* A small recording on which all that can be expected of it holds (planted.c says
 * what is on it).  In a copy of it one fault is planted, which `ktape check
 * --expect` must find, or its innocent twin, which it must not. */
struct plant {
	const char *expected; /* the file of --expect */
	const char *change;   /* of the recording, in SQL */
	int status;           /* of ktape check */
	const char *said;     /* somewhere in what it prints */
};

/* Each of them, with `--only ONLY`. */
void planted_each(const char *only, const struct plant *plants, size_t count);
#define PLANTED_EACH(only, plants) \
	planted_each(only, plants, sizeof(plants) / sizeof(*(plants)))

/* What ktape says of the recording changed by `change`; the caller releases it. */
struct captured planted_check(const char *only, const char *expected,
			      const char *change);

/* ---- pieces of changes */

#define GAP "INSERT INTO gap(why, frames) VALUES ('queue full', 3);"
#define OPEN_TXN(batch)                                        \
	"UPDATE batch SET transactional = 1, producer_id = 5," \
	" producer_epoch = 0 WHERE id = " batch ";"            \
	"UPDATE produce SET transactional_id = 'x' WHERE batch = " batch ";"
#define ABORT_TXN                                                         \
	"INSERT INTO exchange(id, connection, api_key, q, f, r, d,"       \
	" error_code) VALUES (15, 1, 26, 150000, 150001, 150002, 150003," \
	" 0);"                                                            \
	"INSERT INTO txn_event(exchange, transactional_id, producer_id,"  \
	" producer_epoch, event, error_code) VALUES"                      \
	" (15, 'x', 5, 0, 'abort', 0);"

#endif
