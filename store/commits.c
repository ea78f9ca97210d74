/* SPDX-License-Identifier: Apache-2.0 */
/* commits.c - rows of committed offsets, written and read back. */
#include "store/commits.h"

#include "store/change.h"
#include "store/tell.h"

/* May the broker have taken the commit all the same?  Errors that it raises
 * after the append was tried, or that say nothing (GroupMetadataManager). */
static bool is_unclear(int16_t error)
{
	switch (error) {
	case -1: /* UNKNOWN_SERVER_ERROR */
	case 6:  /* NOT_LEADER_OR_FOLLOWER */
	case 7:  /* REQUEST_TIMED_OUT */
	case 13: /* NETWORK_EXCEPTION */
	case 15: /* COORDINATOR_NOT_AVAILABLE */
	case 16: /* NOT_COORDINATOR */
	case 20: /* NOT_ENOUGH_REPLICAS_AFTER_APPEND */
	case 56: /* KAFKA_STORAGE_ERROR */ return true;
	default: return false;
	}
}

struct verdict {
	const char *outcome;
	int64_t effective_from, certain_from; /* 0: never, or not known */
	int16_t error;                        /* INT16_MIN: no answer */
};

static struct verdict verdict_of(const struct exchange *x,
				 const struct reading *answer,
				 const struct part *part, bool in_txn)
{
	struct verdict v = { "maybe", 0, 0, INT16_MIN };

	if (x->unsent)
		v.outcome = "no";
	if (!part || !answer)
		return v;
	v.error = answer->top_error;
	if (part->other != PART_NONE)
		v.error = part_at(answer, part->other)->error;
	else if (!v.error)
		return (struct verdict) { "maybe", 0, 0, INT16_MIN };
	if (v.error) {
		v.outcome = is_unclear(v.error) ? "maybe" : "no";
		return v;
	}
	v.outcome = "ok";
	if (in_txn)
		return v;
	v.effective_from = x->f;
	v.certain_from = x->r;
	return v;
}

static int insert_commit(struct scribe *s, struct exchange *x,
			 struct part *part, const struct verdict *v,
			 const char *kind, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_OFFSET_COMMIT);
	const struct reading *r = &x->request;

	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, r->group);
	insert_text_or_blob(i, r->member);
	insert_text_or_blob(i, r->group_instance);
	insert_int(i, r->generation);
	insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
	insert_int(i, part->offset);
	insert_int_or_null(i, part->leader_epoch, -1);
	insert_text_or_blob(i, part->metadata);
	insert_int_or_null(i, v->error, INT16_MIN);
	insert_text(i, kind);
	insert_int_or_null(i, r->producer_id, -1);
	insert_int_or_null(i, r->producer_epoch, -1);
	insert_text_or_blob(i, r->transactional_id);
	insert_int_or_null(i, v->effective_from, 0);
	insert_int_or_null(i, v->certain_from, 0);
	insert_text(i, v->outcome);
	insert_null(i);
	part->row = insert_row(i, e);
	return part->row < 0 ? -1 : 0;
}

static int complete_commit(struct scribe *s, const struct part *part,
			   const struct verdict *v, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		s->tape,
		"UPDATE offset_commit SET error_code = ?2, "
		"effective_from = ?3, certain_from = ?4, outcome = ?5 "
		"WHERE id = ?1",
		e);

	if (!st)
		return -1;
	sqlite3_clear_bindings(st);
	sqlite3_bind_int64(st, 1, part->row);
	if (v->error != INT16_MIN)
		sqlite3_bind_int(st, 2, v->error);
	if (v->effective_from)
		sqlite3_bind_int64(st, 3, v->effective_from);
	if (v->certain_from)
		sqlite3_bind_int64(st, 4, v->certain_from);
	sqlite3_bind_text(st, 5, v->outcome, -1, SQLITE_STATIC);
	return tape_step(s->tape, st, e);
}

static void tell_committed(const struct scribe *s, const struct exchange *x,
			   const struct part *part, bool in_txn)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_COMMITTED);

	event.stamp = x->r;
	event.group = x->request.group;
	event.offset = part->offset;
	event.transactional = in_txn;
	event.producer_id = in_txn ? x->request.producer_id : -1;
	scribe_tell(s, x, part->tp, event);
}

int commits_write(struct scribe *s, struct exchange *x, struct reading *answer,
		  const char *kind, struct err *e)
{
	if (answer)
		reading_pair(&x->request, answer, ++s->passes);
	for (size_t i = 0; i < x->request.parts.count; i++) {
		struct part *part = part_at(&x->request, i);
		struct verdict v = verdict_of(x, answer, part, kind[0] == 't');
		int rc = part->row ? complete_commit(s, part, &v, e)
				   : insert_commit(s, x, part, &v, kind, e);

		if (rc < 0)
			return -1;
		if (v.outcome[0] == 'o')
			tell_committed(s, x, part, kind[0] == 't');
	}
	return 0;
}

static int insert_void(struct scribe *s, const struct exchange *x,
		       struct bytes group, int64_t tp, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_OFFSET_COMMIT);

	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, group);
	insert_null(i); /* member_id, group_instance_id */
	insert_null(i);
	insert_int(i, -1);
	insert_int(i, tp);
	insert_int(i, -1);
	insert_null(i); /* leader_epoch, metadata */
	insert_null(i);
	insert_int(i, 0);
	insert_text(i, "admin");
	insert_null(i); /* producer_id, producer_epoch, transactional_id */
	insert_null(i);
	insert_null(i);
	insert_int(i, x->f);
	insert_int(i, x->r);
	insert_text(i, "ok");
	insert_null(i); /* txn */
	return insert_row(i, e) < 0 ? -1 : 0;
}

int commits_void(struct scribe *s, const struct exchange *x, struct bytes group,
		 struct bytes topic, struct err *e)
{
	/* reads them all; groups are rarely deleted */
	sqlite3_stmt *st = tape_statement(
		s->tape,
		"SELECT g.tp FROM (SELECT tp FROM offset_commit "
		"WHERE group_id = ?1 AND id <= ?2 "
		"UNION SELECT tp FROM acquisition WHERE group_id = ?1) g "
		"JOIN topic_partition p ON p.id = g.tp "
		"JOIN topic t ON t.id = p.topic "
		"WHERE ?3 IS NULL OR t.name = ?3 ORDER BY g.tp",
		e);
	struct insert *i = tape_insert(s->tape, TABLE_OFFSET_COMMIT);
	int rc = 0;

	if (!st)
		return -1;
	sqlite3_bind_text64(st, 1, (const char *)group.p, group.n,
			    SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(st, 2, insert_next_id(i) - 1);
	sqlite3_bind_text64(st, 3, (const char *)topic.p, topic.n,
			    SQLITE_STATIC, SQLITE_UTF8);
	while (rc == 0 && sqlite3_step(st) == SQLITE_ROW)
		rc = insert_void(s, x, group, sqlite3_column_int64(st, 0), e);
	sqlite3_reset(st);
	return rc;
}

/* ---- read back */

static const struct group_part *group_at(const struct reading *r, size_t i)
{
	static const struct group_part none = { .generation = -1 };

	return i < r->groups.count ? (struct group_part *)r->groups.items + i
				   : &none;
}

/* The group of the request that a group of the answer belongs to. */
static const struct group_part *asked_group(const struct reading *request,
					    const struct reading *answer,
					    size_t i)
{
	if (!answer->groups.count)
		return group_at(request, 0);
	struct bytes id = group_at(answer, i)->id;

	if (bytes_equal(group_at(request, i)->id, id))
		return group_at(request, i);
	for (size_t n = 0; n < request->groups.count; n++)
		if (bytes_equal(group_at(request, n)->id, id))
			return group_at(request, n);
	return group_at(answer, i);
}

static int insert_committed(struct scribe *s, const struct exchange *x,
			    const struct group_part *group,
			    const struct part *part, int16_t error,
			    struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_OFFSET_FETCH);

	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, group->id);
	insert_text_or_blob(i, group->member);
	insert_int_or_null(i, group->generation, -1);
	insert_int_or_null(i, part && part->tp ? part->tp->row : 0, 0);
	if (part)
		insert_int(i, part->offset);
	else
		insert_null(i);
	insert_int_or_null(i, part ? part->leader_epoch : -1, -1);
	insert_text_or_blob(i, part ? part->metadata : bytes_of(NULL, 0));
	insert_int(i, x->request.require_stable);
	insert_int(i, error);
	return insert_row(i, e) < 0 ? -1 : 0;
}

int committed_write(struct scribe *s, struct exchange *x,
		    struct reading *answer, struct err *e)
{
	const struct reading *r = &x->request;

	for (size_t i = 0; i < answer->parts.count; i++) {
		const struct part *part = part_at(answer, i);
		int16_t whole = answer->groups.count
					? group_at(answer, part->group)->error
					: answer->top_error;

		if (insert_committed(s, x, asked_group(r, answer, part->group),
				     part, part->error ? part->error : whole,
				     e) < 0)
			return -1;
	}
	if (!answer->groups.count && !answer->parts.count && answer->top_error)
		return insert_committed(s, x, group_at(r, 0), NULL,
					answer->top_error, e);
	for (size_t i = 0; i < answer->groups.count; i++) {
		const struct group_part *group = group_at(answer, i);

		if (group->empty && group->error &&
		    insert_committed(s, x, asked_group(r, answer, i), NULL,
				     group->error, e) < 0)
			return -1;
	}
	return 0;
}
