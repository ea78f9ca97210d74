/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPLAY_EXPECT_FILE_H
#define REPLAY_EXPECT_FILE_H

#include "codec/err.h"

#include <stddef.h>
#include <stdint.h>

/* What a person expects of the traffic, from a text file:
 *
 *	# a comment is a line of its own
 *	[topic orders]
 *	records = 120
 *
 * docs/checks/expect.md has all that may stand there.  Nothing here knows a
 * tape. */

/* One thing that is expected.  What it is silent about is NULL. */
struct expectation {
	const char *check; /* the check that looks at it: "expect.records" */
	int line;
	/* what its section speaks of: a group's reading of a topic; a topic
	 * whose dead letters go to `target`, its records' outcome to `output` */
	const char *topic, *group_id, *target, *output;
	/* "key", "value", "header:NAME" or "value:$.PATH", of the topic, and of
	 * where its records go */
	const char *field, *target_field, *output_field;
	int64_t low, high;  /* from, to; INT64_MAX: no bound; a time in us */
	const char *wanted; /* the value as it was written */
};

/* All of a file; the words of its items lie in `text`. */
struct expect_file {
	char *text;
	struct expectation *items;
	size_t count;
};

/* Take `text` apart and own it from then on.  -1: ERR_USAGE with "PATH:LINE: ",
 * what is wrong there and what would be right.  Release in any case. */
int expect_file_parse(struct expect_file *x, char *text, const char *path,
		      struct err *e);
void expect_file_release(struct expect_file *x);

#endif
