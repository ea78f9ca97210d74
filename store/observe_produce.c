/* SPDX-License-Identifier: Apache-2.0 */
/* observe_produce.c - Produce: batches that are sent, and what became of them.
 *
 *   request ──▶ one attempt a batch ──▶ known batch     (is it sent again?)
 *   answer  ──▶ outcome, base offset ──▶ rows of batch, record, produce
 *
 * A batch that is sent again is the same row: idempotent ones by producer id,
 * epoch and sequence, others when the earlier attempts failed and every byte is
 * the same (checks.md 0.3).  What was fetched before its acknowledgement came
 * has its offset from there (observe_fetch.c). */
#include "store/change.h"
#include "store/tell.h"

#include <stdio.h>

enum { RETRY_WINDOW_US = 5 * 60 * 1000000 }; /* checks.md 0.3 */

/* ---- messages */

static void request_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case PRODUCE_REQUEST_TRANSACTIONAL_ID:
		r->transactional_id = w->bytes;
		break;
	case PRODUCE_REQUEST_ACKS: r->acks = (int16_t)w->number; break;
	case PRODUCE_REQUEST_TOPIC_DATA_NAME: r->topic = w->bytes; break;
	case PRODUCE_REQUEST_TOPIC_DATA_TOPIC_ID: r->topic_id = w->bytes; break;
	case PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case PRODUCE_REQUEST_TOPIC_DATA_PARTITION_DATA_RECORDS:
		reading_part(r)->records = w->bytes;
		break;
	default: break;
	}
}

static void response_field(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case PRODUCE_RESPONSE_RESPONSES_NAME: r->topic = w->bytes; break;
	case PRODUCE_RESPONSE_RESPONSES_TOPIC_ID: r->topic_id = w->bytes; break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_BASE_OFFSET:
		reading_part(r)->offset = w->number;
		break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_LOG_APPEND_TIME_MS:
		reading_part(r)->timestamp = w->number;
		break;
	case PRODUCE_RESPONSE_RESPONSES_PARTITION_RESPONSES_LOG_START_OFFSET:
		reading_part(r)->log_start_offset = w->number;
		break;
	default: break;
	}
}

/* ---- outcomes: checks.md 0.2 */

enum outcome { OUTCOME_OK, OUTCOME_NO, OUTCOME_MAYBE };

static const char *const outcomes[] = { "ok", "no", "maybe" };

/* Does the broker raise this error before it appends? */
static bool is_refusal(int16_t error)
{
	static const int8_t refusals[] = {
		2,   /* CORRUPT_MESSAGE */
		3,   /* UNKNOWN_TOPIC_OR_PARTITION */
		10,  /* MESSAGE_TOO_LARGE */
		14,  /* COORDINATOR_LOAD_IN_PROGRESS: of the transaction */
		15,  /* COORDINATOR_NOT_AVAILABLE */
		16,  /* NOT_COORDINATOR */
		17,  /* INVALID_TOPIC_EXCEPTION */
		18,  /* RECORD_LIST_TOO_LARGE */
		19,  /* NOT_ENOUGH_REPLICAS */
		21,  /* INVALID_REQUIRED_ACKS */
		29,  /* TOPIC_AUTHORIZATION_FAILED */
		31,  /* CLUSTER_AUTHORIZATION_FAILED */
		32,  /* INVALID_TIMESTAMP */
		43,  /* UNSUPPORTED_FOR_MESSAGE_FORMAT */
		44,  /* POLICY_VIOLATION */
		45,  /* OUT_OF_ORDER_SEQUENCE_NUMBER */
		47,  /* INVALID_PRODUCER_EPOCH */
		48,  /* INVALID_TXN_STATE */
		51,  /* CONCURRENT_TRANSACTIONS */
		53,  /* TRANSACTIONAL_ID_AUTHORIZATION_FAILED */
		59,  /* UNKNOWN_PRODUCER_ID */
		74,  /* FENCED_LEADER_EPOCH */
		76,  /* UNSUPPORTED_COMPRESSION_TYPE */
		87,  /* INVALID_RECORD */
		90,  /* PRODUCER_FENCED */
		100, /* UNKNOWN_TOPIC_ID */
		120, /* TRANSACTION_ABORTABLE */
	};

	for (size_t i = 0; i < sizeof(refusals); i++)
		if (refusals[i] == error)
			return true;
	return false;
}

static enum outcome outcome_of(const struct exchange *x,
			       const struct part *answer)
{
	if (x->unsent)
		return OUTCOME_NO;
	if (!answer)
		return OUTCOME_MAYBE;
	if (!answer->error || answer->error == 46) /* DUPLICATE_SEQUENCE */
		return OUTCOME_OK;
	return is_refusal(answer->error) ? OUTCOME_NO : OUTCOME_MAYBE;
}

/* ---- a request has come: which batches are in it? */

/* Is this batch sent again?  NULL: no, it is new.  `*logical`: the row of
 * another batch with its sequence, 0: none. */
static struct known *find_retry(const struct scribe *s,
				const struct exchange *x,
				const struct topic_partition *tp,
				const struct batch *b, int64_t *logical)
{
	struct known *k = NULL;

	while ((k = batches_same(&s->batches, tp, b, k))) {
		if (b->producer_id >= 0) {
			/* only fetched until now: a broker may have changed
			 * its bytes */
			if (!k->attempts ||
			    (k->crc == b->crc && k->size == b->whole.n))
				return k;
			*logical = k->logical ? k->logical : k->row;
			continue;
		}
		if (x->request.acks == 0 || k->acked || !k->last_sent ||
		    k->instance != x->instance ||
		    x->q - k->last_sent > RETRY_WINDOW_US)
			continue;
		/* an attempt that is still waiting on this very connection
		 * was not given up: the client means another batch */
		if (!k->in_flight || k->connection != x->connection->id)
			return k;
	}
	return NULL;
}

static void tell_produced(const struct scribe *s, const struct exchange *x,
			  const struct topic_partition *tp,
			  const struct batch *b)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_PRODUCED);

	event.stamp = x->q;
	event.index = x->attempts.count - 1;
	event.batch = b->whole;
	event.producer_id = b->producer_id;
	event.transactional = b->transactional;
	scribe_tell(s, x, tp, event);
}

/* At `base`; -1: nobody knows, as it was sent with acks=0. */
static void tell_acked(const struct scribe *s, const struct exchange *x,
		       const struct attempt *a, int64_t base)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_ACKED);

	event.stamp = x->r;
	event.index = (size_t)(a - (struct attempt *)x->attempts.items);
	event.offset = base;
	event.end = base < 0 ? -1 : base + a->known->span;
	event.producer_id = a->known->producer_id;
	scribe_tell(s, x, a->known->tp, event);
}

static int attempt_batch(struct scribe *s, struct exchange *x, size_t part,
			 struct topic_partition *tp, const struct batch *b)
{
	struct attempt *a = exchange_add_attempt(x);
	int64_t logical = 0;
	struct known *k;

	if (!a)
		return -1;
	a->part = part;
	if (!b || !tp)
		return 0;
	k = find_retry(s, x, tp, b, &logical);
	if (!k) {
		k = batches_add(&s->batches, tp, b, false);
		if (!k)
			return -1;
		k->logical = logical;
	} else {
		batches_unsettle(&s->batches, k);
	}
	if (!k->row)
		k->held = x->id;
	k->attempts++;
	k->in_flight++;
	k->last_sent = x->q;
	k->instance = x->instance;
	k->connection = x->connection->id;
	a->known = k;
	a->bytes = b->whole;
	tell_produced(s, x, tp, b);
	if (x->request.acks == 0)
		tell_acked(s, x, a, -1);
	return 0;
}

static int attempt_part(struct scribe *s, struct exchange *x, size_t part)
{
	const struct part *p = part_at(&x->request, part);
	enum batch_result got;
	struct cursor c;
	struct batch b;
	int rc = 0;

	cursor_init(&c, p->records);
	do {
		got = batch_next(&c, &b);
		if (got == BATCH_GOT)
			rc = attempt_batch(s, x, part, p->tp, &b);
		else if (got != BATCH_END || cursor_offset(&c) == 0)
			rc = attempt_batch(s, x, part, p->tp, NULL);
		if (got == BATCH_MALFORMED || got == BATCH_CUT)
			snprintf(s->inside, sizeof(s->inside),
				 "topicData partition %d, records at %zu: %s",
				 p->partition, cursor_offset(&c),
				 got == BATCH_CUT ? "the batch is incomplete"
						  : decode_error_text(c.error));
	} while (rc == 0 && got == BATCH_GOT);
	return rc;
}

static int arrived(struct scribe *s, struct exchange *x, struct err *e)
{
	for (size_t i = 0; i < x->request.parts.count; i++)
		if (attempt_part(s, x, i) < 0)
			return err_set(e, ERR_IO,
				       "cannot keep a batch: out of memory");
	return 0;
}

static void over(struct scribe *s, struct exchange *x)
{
	for (size_t i = 0; i < x->attempts.count; i++) {
		struct known *k = attempt_at(x, i)->known;

		if (!k)
			continue;
		if (x->fate == FATE_CUT && !x->unsent)
			k->maybe_produce = attempt_at(x, i)->row;
		k->in_flight--;
		if (!k->row && !k->in_flight)
			batches_drop(&s->batches, k);
		else if (k->held == x->id)
			k->held = 0;
	}
}

/* ---- rows */

/* Could a broker have written this just now, as far as clocks may differ? */
static bool is_now(const struct exchange *x, int64_t timestamp)
{
	const int64_t day_ms = 24LL * 60 * 60 * 1000;
	int64_t now_ms = x->r / 1000;

	return timestamp > now_ms - day_ms && timestamp < now_ms + day_ms;
}

/* The log's time of the batch, or -1.  An idempotent batch that was sent again
 * is answered with the time that it has in the log, also where that is the
 * producer's own (kafka-protocol.md 5.6); librdkafka's mock makes one up. */
static int64_t append_time(const struct exchange *x, const struct known *k,
			   const struct part *answer)
{
	if (k->base_offset >= 0 || k->tp->topic->times == TIMES_CREATE)
		return -1;
	if (k->tp->topic->times == TIMES_UNKNOWN &&
	    (k->attempts > 1 || !is_now(x, answer->timestamp)))
		return -1;
	return answer->timestamp;
}

static void take_known(struct attempt *a, struct known *k)
{
	a->known->in_flight--;
	k->in_flight++;
	a->known = k;
}

static bool is_like(const struct known *a, const struct known *b)
{
	if (a->producer_id != b->producer_id || a->span != b->span)
		return false;
	if (a->producer_id >= 0)
		return a->producer_epoch == b->producer_epoch &&
		       a->base_sequence == b->base_sequence;
	return a->size == b->size && a->crc == b->crc;
}

/* The batch that the tape has at this offset: fetched before it could be told
 * whose it is, or, when the broker says that it had it already (by its time),
 * from before an earlier recording's end; or it is all in hindsight. */
static struct known *find_there(struct scribe *s, const struct known *k,
				const struct part *answer, int64_t base,
				struct err *e)
{
	struct known *there;

	if (base < 0 || k->base_offset >= 0)
		return NULL;
	there = s->options.again ||
				(k->producer_id >= 0 && answer->timestamp >= 0)
			? batches_look_up(&s->batches, s->tape, k->tp, base, e)
			: batches_at(&s->batches, k->tp, base);
	return there && is_like(there, k) ? there : NULL;
}

static int mark_absent(struct scribe *s, const struct known *k, struct err *e)
{
	return change(s->tape, "UPDATE batch SET in_log = 0 WHERE id = ?1",
		      &k->row, 1, e);
}

/* This attempt's own batch is not the one in the log. */
static int give_up(struct scribe *s, struct known *k, struct err *e)
{
	if (k->in_flight)
		return 0;
	if (!k->row) {
		batches_drop(&s->batches, k);
		return 0;
	}
	batches_settle(&s->batches, k, -1);
	return mark_absent(s, k, e);
}

/* The batch was acknowledged, at an offset that may already be known. */
static int acknowledge(struct scribe *s, struct exchange *x, struct attempt *a,
		       const struct part *answer, int64_t base, struct err *e)
{
	struct known *k = a->known, *there;
	struct err failed = { 0 };

	if (base >= 0 && k->base_offset >= 0 && k->base_offset != base &&
	    k->row) {
		there = batch_copy(s, k, base, x->r, e);
		if (!there)
			return -1;
		take_known(a, there);
		tell_acked(s, x, a, base);
		return 0;
	}
	there = find_there(s, k, answer, base, &failed);
	if (failed.code) {
		if (e)
			*e = failed;
		return -1;
	}
	if (there) {
		take_known(a, there);
		if (give_up(s, k, e) < 0)
			return -1;
		k = there;
	}
	if (k->append_time < 0)
		k->append_time = append_time(x, k, answer);
	bool first = !k->acked;

	k->acked = true;
	if (first)
		tell_acked(s, x, a, base);
	if (!first && k->base_offset == base)
		return 0;
	return batch_locate(s, k, base, x->r, e);
}

static int refuse(struct scribe *s, struct attempt *a, struct err *e)
{
	struct known *k = a->known;

	if (k->acked || k->fetched || k->maybe_produce || k->in_flight > 1)
		return 0;
	batches_settle(&s->batches, k, -1);
	return !k->row ? 0 : mark_absent(s, k, e);
}

/* In the log for sure (1), for sure not (0), or nobody knows (-1)? */
static int in_log(const struct known *k, enum outcome outcome)
{
	if (k->acked || k->fetched)
		return 1;
	return outcome == OUTCOME_NO && !k->maybe_produce && k->in_flight == 1
		       ? 0
		       : -1;
}

static int insert_batch_of(struct scribe *s, struct exchange *x,
			   struct attempt *a, enum outcome outcome,
			   struct err *e)
{
	struct cursor c;
	struct batch b;

	cursor_init(&c, a->bytes);
	if (batch_next(&c, &b) != BATCH_GOT)
		return err_set(e, ERR_IO,
			       "a held batch has changed in memory "
			       "(a bug in ktape)");
	struct batch_origin origin = {
		.origin = "produced",
		.exchange = (int64_t)x->id,
		.in_log = in_log(a->known, outcome),
		.acked_at = a->known->acked ? x->r : 0,
	};

	return batch_insert(s, a->known, &b, &origin, e);
}

static const char *proof_of(const struct exchange *x, const struct attempt *a,
			    const struct part *answer, enum outcome *outcome)
{
	if (*outcome == OUTCOME_MAYBE && a->known && a->known->fetched &&
	    (a->known->producer_id >= 0 || a->known->attempts == 1)) {
		*outcome = OUTCOME_OK;
		return "fetched";
	}
	if (x->unsent)
		return "unsent";
	return answer ? "response" : "none";
}

static int insert_produce(struct scribe *s, struct exchange *x,
			  struct attempt *a, const struct part *answer,
			  enum outcome outcome, struct err *e)
{
	const struct part *p = part_at(&x->request, a->part);
	struct insert *i = tape_insert(s->tape, TABLE_PRODUCE);
	const char *proof = proof_of(x, a, answer, &outcome);

	insert_int(i, (int64_t)x->id);
	insert_int_or_null(i, p->tp ? p->tp->row : 0, 0);
	insert_int_or_null(i, a->known ? a->known->row : 0, 0);
	insert_int(i, x->request.acks);
	insert_text_or_blob(i, x->request.transactional_id);
	insert_int_or_null(i, answer ? answer->error : ERROR_NOT_KNOWN,
			   ERROR_NOT_KNOWN);
	insert_int_or_null(i, answer ? answer->offset : -1, -1);
	insert_int_or_null(i, answer ? answer->timestamp : INT64_MIN,
			   INT64_MIN);
	insert_int_or_null(i, answer ? answer->log_start_offset : -1, -1);
	insert_text(i, outcomes[outcome]);
	insert_text(i, proof);
	a->row = insert_row(i, e);
	return a->row < 0 ? -1 : 0;
}

static int complete_produce(struct scribe *s, struct exchange *x,
			    struct attempt *a, const struct part *answer,
			    enum outcome outcome, struct err *e)
{
	sqlite3_stmt *st = tape_statement(
		s->tape,
		"UPDATE produce SET batch = coalesce(?2, batch), "
		"error_code = ?3, base_offset = ?4, log_append_time = ?5, "
		"log_start_offset = ?6, outcome = ?7, proof = ?8 WHERE id = ?1",
		e);
	const char *proof = proof_of(x, a, answer, &outcome);

	if (!st)
		return -1;
	sqlite3_clear_bindings(st);
	sqlite3_bind_int64(st, 1, a->row);
	if (a->known)
		sqlite3_bind_int64(st, 2, a->known->row);
	sqlite3_bind_int(st, 3, answer->error);
	if (answer->offset >= 0)
		sqlite3_bind_int64(st, 4, answer->offset);
	sqlite3_bind_int64(st, 5, answer->timestamp);
	if (answer->log_start_offset >= 0)
		sqlite3_bind_int64(st, 6, answer->log_start_offset);
	sqlite3_bind_text(st, 7, outcomes[outcome], -1, SQLITE_STATIC);
	sqlite3_bind_text(st, 8, proof, -1, SQLITE_STATIC);
	return tape_step(s->tape, st, e);
}

/* The broker recognised the batch as one that it has: the attempt before this
 * one, which nobody answered, wrote it. */
static int promote_earlier(struct scribe *s, const struct known *k,
			   const struct part *answer, struct err *e)
{
	if (!k->maybe_produce || k->producer_id < 0 || answer->timestamp < 0 ||
	    k->tp->topic->times != TIMES_CREATE)
		return 0;
	return change(s->tape,
		      "UPDATE produce SET outcome = 'ok', proof = 'retry' "
		      "WHERE id = ?1 AND outcome = 'maybe'",
		      &k->maybe_produce, 1, e);
}

static int write_attempt(struct scribe *s, struct exchange *x,
			 struct attempt *a, const struct part *answer,
			 int64_t base, struct err *e)
{
	enum outcome outcome = outcome_of(x, answer);
	int rc = 0;

	if (a->known && answer && outcome == OUTCOME_OK) {
		rc = promote_earlier(s, a->known, answer, e);
		if (rc == 0)
			rc = acknowledge(s, x, a, answer, base, e);
	}
	if (rc == 0 && a->known && outcome == OUTCOME_NO)
		rc = refuse(s, a, e);
	if (rc == 0 && a->known && !a->known->row)
		rc = insert_batch_of(s, x, a, outcome, e);
	if (rc == 0)
		rc = x->written ? complete_produce(s, x, a, answer, outcome, e)
				: insert_produce(s, x, a, answer, outcome, e);
	if (a->known) {
		a->known->last_produce = a->row;
		if (outcome == OUTCOME_MAYBE &&
		    (answer || x->fate != FATE_OPEN))
			a->known->maybe_produce = a->row;
	}
	return rc;
}

static int write(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	int64_t before = 0; /* records of this part in batches before */

	if (answer)
		reading_pair(&x->request, answer, ++s->passes);
	for (size_t i = 0; i < x->attempts.count; i++) {
		struct attempt *a = attempt_at(x, i);
		size_t other = part_at(&x->request, a->part)->other;
		const struct part *part = answer && other != PART_NONE
						  ? part_at(answer, other)
						  : NULL;

		if (i && attempt_at(x, i - 1)->part != a->part)
			before = 0;
		if (x->written && !part)
			continue;
		int64_t base =
			part && part->offset >= 0 ? part->offset + before : -1;

		if (write_attempt(s, x, a, part, base, e) < 0)
			return -1;
		before += a->known ? a->known->count : 0;
	}
	return 0;
}

const struct observer observe_produce = {
	.request = request_field,
	.response = response_field,
	.arrived = arrived,
	.write = write,
	.over = over,
	.role = ROLE_PRODUCER,
};
