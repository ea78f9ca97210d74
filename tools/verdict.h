/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TOOLS_VERDICT_H
#define TOOLS_VERDICT_H

#include "replay/diff.h"
#include "tools/test_cases.h"
#include "tools/trial.h"

struct verdict_options {
	enum diff_by by;
	const struct normal *normal;
};

/* Compare what the service did: its outputs, how far its groups committed, its
 * transactions, whether it committed too early, and how it ended.  The cases are
 * added to `cases`; the result is the exit status, 0, ERR_DIFFERS or
 * ERR_UNPROVEN, or -1 with `e`. */
int verdict(struct test_cases *cases, const struct side *recorded,
	    const struct side *now, const struct trial_result *trial,
	    const struct verdict_options *o, struct err *e);

#endif
