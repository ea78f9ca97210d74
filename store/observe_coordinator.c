/* SPDX-License-Identifier: Apache-2.0 */
/* observe_coordinator.c - FindCoordinator: which broker looks after a group, a
 * transactional id, a partition of a share group.  One key up to v3, several
 * from v4 on. */
#include "store/observe.h"

static const char *const kinds[] = { "group", "transaction", "share" };

static void request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case FIND_COORDINATOR_REQUEST_KEY: r->key = w->bytes; break;
	case FIND_COORDINATOR_REQUEST_KEY_TYPE:
		r->key_type = (int8_t)w->number;
		break;
	default: break;
	}
}

static void response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case FIND_COORDINATOR_RESPONSE_NODE_ID:
		reading_add_group(r)->generation = (int32_t)w->number;
		break;
	case FIND_COORDINATOR_RESPONSE_COORDINATORS:
		if (w->event == WALK_BEGIN)
			reading_add_group(r);
		break;
	case FIND_COORDINATOR_RESPONSE_COORDINATORS_KEY:
		reading_group(r)->id = w->bytes;
		break;
	case FIND_COORDINATOR_RESPONSE_COORDINATORS_NODE_ID:
		reading_group(r)->generation = (int32_t)w->number;
		break;
	case FIND_COORDINATOR_RESPONSE_COORDINATORS_ERROR_CODE:
		reading_group(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

static int write(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	const struct reading *r = &x->request;
	const struct group_part *found = answer ? answer->groups.items : NULL;

	for (size_t n = 0; answer && n < answer->groups.count; n++) {
		struct insert *i = tape_insert(s->tape, TABLE_COORDINATOR);
		bool known = r->key_type >= 0 && r->key_type < 3;

		insert_int(i, (int64_t)x->id);
		insert_text(i, known ? kinds[r->key_type] : NULL);
		insert_text_or_blob(i, found[n].id.p ? found[n].id : r->key);
		insert_int_or_null(i, found[n].generation, -1);
		insert_int(i, answer->top_error ? answer->top_error
						: found[n].error);
		if (insert_row(i, e) < 0)
			return -1;
	}
	return 0;
}

const struct observer observe_find_coordinator = {
	.request = request,
	.response = response,
	.write = write,
	.keeps_request = true,
};
