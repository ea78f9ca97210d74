/* SPDX-License-Identifier: Apache-2.0 */
/* meaning.c - runs the scripts that say what the rows mean together. */
#include "store/meaning.h"

#include "store/order.h"
#include "store/stretches.h"
#include "store/tape_internal.h"

extern const char store_meaning_batches_sql[];
extern const char store_meaning_transactions_sql[];
extern const char store_meaning_groups_sql[];
extern const char store_meaning_attribution_sql[];

/* Each may lean on those before it. */
static const char *const scripts[] = {
	store_meaning_batches_sql,
	store_meaning_transactions_sql,
	store_meaning_groups_sql,
	store_meaning_attribution_sql,
};

static int run_script(struct tape *t, const char *script, struct err *e)
{
	int rc;

	if (tape_begin(t, e) < 0)
		return -1;
	rc = sqlite3_exec(t->db, script, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return tape_commit(t, e);
	if (rc == SQLITE_INTERRUPT)
		err_set(e, ERR_UNPROVEN,
			"the seal of '%s' was stopped; `ktape seal` finishes "
			"it",
			t->path);
	else
		tape_error(t, e, rc, "seal");
	tape_rollback(t);
	return -1;
}

int tape_make_meaning(struct tape *t, struct err *e)
{
	if (tape_find_order(t, e) < 0 || tape_make_stretches(t, true, e) < 0)
		return -1;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		if (run_script(t, scripts[i], e) < 0)
			return -1;
	return 0;
}
