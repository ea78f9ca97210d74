/* SPDX-License-Identifier: Apache-2.0 */
/* side.c - the recorded side of a test, and the new one. */
#include "tools/trial.h"

#include "tools/sealed.h"

static int load(struct side *s, struct err *e)
{
	if (expected_load(&s->expected, s->tape, &s->roles, e))
		return -1;
	return commit_order_load(&s->order, s->tape, &s->roles, &s->expected,
				 e);
}

int side_open(struct side *s, const char *path, const struct roles_options *o,
	      struct err *e)
{
	*s = (struct side) { .tape = NULL };
	return sealed_open(&s->tape, path, e) ||
			       roles_find(&s->roles, s->tape, o, e)
		       ? -1
		       : load(s, e);
}

int side_open_new(struct side *s, const char *path, const char *service,
		  const struct roles_options *o, struct err *e)
{
	*s = (struct side) { .tape = NULL };
	return sealed_open(&s->tape, path, e) ||
			       roles_by_listeners(&s->roles, service,
						  TRIAL_FEEDER, o, e)
		       ? -1
		       : load(s, e);
}

void side_release(struct side *s)
{
	commit_order_free(s->order);
	expected_release(&s->expected);
	roles_release(&s->roles);
	tape_close(s->tape);
}
