/* SPDX-License-Identifier: Apache-2.0 */
/* observe_txn.c - what a producer and an admin ask a transaction coordinator
 * for: InitProducerId, AddPartitionsToTxn, AddOffsetsToTxn, EndTxn, and
 * WriteTxnMarkers.  Each says something of one transaction or several; every
 * partition of it, or the whole where none is named, is a row of txn_event.
 * Which of them are one transaction is for store/meaning/transactions.sql.
 * Rules: kafka-protocol.md 5.7. */
#include "store/change.h"
#include "store/tell.h"

/* ---- InitProducerId */

static void init_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case INIT_PRODUCER_ID_REQUEST_TRANSACTIONAL_ID:
		reading_add_txn(r)->id = w->bytes;
		/* one without is idempotent, and of no transaction */
		if (w->bytes.p)
			reading_add_part(r);
		break;
	case INIT_PRODUCER_ID_REQUEST_TRANSACTION_TIMEOUT_MS:
		reading_txn(r)->timeout_ms = (int32_t)w->number;
		break;
	case INIT_PRODUCER_ID_REQUEST_PRODUCER_ID:
		reading_txn(r)->producer_id = w->number;
		break;
	case INIT_PRODUCER_ID_REQUEST_PRODUCER_EPOCH:
		reading_txn(r)->producer_epoch = (int16_t)w->number;
		break;
	default: break;
	}
}

static void init_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case INIT_PRODUCER_ID_RESPONSE_PRODUCER_ID:
		r->producer_id = w->number;
		break;
	case INIT_PRODUCER_ID_RESPONSE_PRODUCER_EPOCH:
		r->producer_epoch = (int16_t)w->number;
		break;
	default: break;
	}
}

/* ---- AddPartitionsToTxn: one transaction up to v3, several from v4 on */

static void add_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TRANSACTIONAL_ID:
		reading_add_txn(r)->id = w->bytes;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS:
		if (w->event == WALK_BEGIN)
			reading_add_txn(r);
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TRANSACTIONAL_ID:
		reading_txn(r)->id = w->bytes;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_ID:
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_ID:
		reading_txn(r)->producer_id = w->number;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_PRODUCER_EPOCH:
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_PRODUCER_EPOCH:
		reading_txn(r)->producer_epoch = (int16_t)w->number;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_VERIFY_ONLY:
		reading_txn(r)->verify_only = w->number;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_NAME:
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_NAME:
		r->topic = w->bytes;
		break;
	case ADD_PARTITIONS_TO_TXN_REQUEST_V3_AND_BELOW_TOPICS_PARTITIONS:
	case ADD_PARTITIONS_TO_TXN_REQUEST_TRANSACTIONS_TOPICS_PARTITIONS:
		if (w->event == WALK_VALUE)
			reading_add_part(r)->partition = (int32_t)w->number;
		break;
	default: break;
	}
}

static void add_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_NAME:
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_NAME:
		r->topic = w->bytes;
		break;
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION:
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_INDEX:
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TOPIC_V3_AND_BELOW_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE:
	case ADD_PARTITIONS_TO_TXN_RESPONSE_RESULTS_BY_TRANSACTION_TOPIC_RESULTS_RESULTS_BY_PARTITION_PARTITION_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

/* ---- AddOffsetsToTxn */

static void offsets_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case ADD_OFFSETS_TO_TXN_REQUEST_TRANSACTIONAL_ID:
		reading_add_txn(r)->id = w->bytes;
		reading_add_part(r);
		break;
	case ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_ID:
		reading_txn(r)->producer_id = w->number;
		break;
	case ADD_OFFSETS_TO_TXN_REQUEST_PRODUCER_EPOCH:
		reading_txn(r)->producer_epoch = (int16_t)w->number;
		break;
	case ADD_OFFSETS_TO_TXN_REQUEST_GROUP_ID: r->group = w->bytes; break;
	default: break;
	}
}

/* ---- EndTxn */

static void end_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case END_TXN_REQUEST_TRANSACTIONAL_ID:
		reading_add_txn(r)->id = w->bytes;
		reading_add_part(r);
		break;
	case END_TXN_REQUEST_PRODUCER_ID:
		reading_txn(r)->producer_id = w->number;
		break;
	case END_TXN_REQUEST_PRODUCER_EPOCH:
		reading_txn(r)->producer_epoch = (int16_t)w->number;
		break;
	case END_TXN_REQUEST_COMMITTED:
		reading_txn(r)->commits = w->number;
		break;
	default: break;
	}
}

static void end_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case END_TXN_RESPONSE_PRODUCER_ID: r->producer_id = w->number; break;
	case END_TXN_RESPONSE_PRODUCER_EPOCH:
		r->producer_epoch = (int16_t)w->number;
		break;
	default: break;
	}
}

/* ---- WriteTxnMarkers: among brokers, and `kafka-transactions --abort` */

static void markers_request(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case WRITE_TXN_MARKERS_REQUEST_MARKERS:
		if (w->event == WALK_BEGIN)
			reading_add_txn(r);
		break;
	case WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_ID:
		reading_txn(r)->producer_id = w->number;
		break;
	case WRITE_TXN_MARKERS_REQUEST_MARKERS_PRODUCER_EPOCH:
		reading_txn(r)->producer_epoch = (int16_t)w->number;
		break;
	case WRITE_TXN_MARKERS_REQUEST_MARKERS_TRANSACTION_RESULT:
		reading_txn(r)->commits = w->number;
		break;
	case WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_NAME:
		r->topic = w->bytes;
		break;
	case WRITE_TXN_MARKERS_REQUEST_MARKERS_TOPICS_PARTITION_INDEXES:
		if (w->event == WALK_VALUE)
			reading_add_part(r)->partition = (int32_t)w->number;
		break;
	default: break;
	}
}

static void markers_response(struct reading *r, const struct walk *w)
{
	switch (w->field) {
	case WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_NAME:
		r->topic = w->bytes;
		break;
	case WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS:
		if (w->event == WALK_BEGIN)
			reading_add_part(r);
		break;
	case WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS_PARTITION_INDEX:
		reading_part(r)->partition = (int32_t)w->number;
		break;
	case WRITE_TXN_MARKERS_RESPONSE_MARKERS_TOPICS_PARTITIONS_ERROR_CODE:
		reading_part(r)->error = (int16_t)w->number;
		break;
	default: break;
	}
}

/* ---- rows */

static const char *event_of(int16_t api_key, const struct txn_part *txn)
{
	switch (api_key) {
	case API_INIT_PRODUCER_ID: return "init";
	case API_ADD_PARTITIONS_TO_TXN: return "add partition";
	case API_ADD_OFFSETS_TO_TXN: return "add offsets";
	case API_END_TXN: return txn->commits ? "commit" : "abort";
	default: return txn->commits ? "commit marker" : "abort marker";
	}
}

/* Of a part without partition: the whole answer's. */
static int32_t error_of(const struct reading *answer, const struct part *part)
{
	if (!answer)
		return ERROR_NOT_KNOWN;
	if (part->other != PART_NONE)
		return part_at(answer, part->other)->error;
	return part->tp && !answer->top_error ? ERROR_NOT_KNOWN
					      : answer->top_error;
}

static int insert_event(struct scribe *s, struct exchange *x, struct part *part,
			const struct reading *answer, struct err *e)
{
	struct insert *i = tape_insert(s->tape, TABLE_TXN_EVENT);
	const struct txn_part *txn =
		(struct txn_part *)x->request.txns.items + part->txn;

	insert_null(i);
	insert_int(i, (int64_t)x->id);
	insert_text_or_blob(i, txn->id);
	insert_int_or_null(i, txn->producer_id, -1);
	insert_int_or_null(i, txn->producer_epoch, -1);
	insert_text(i, event_of(x->header.api_key, txn));
	insert_int_or_null(i, error_of(answer, part), ERROR_NOT_KNOWN);
	insert_int_or_null(i, part->tp ? part->tp->row : 0, 0);
	insert_text_or_blob(i, x->request.group);
	insert_int_or_null(i, txn->timeout_ms, -1);
	insert_int_or_null(i, answer ? answer->producer_id : -1, -1);
	insert_int_or_null(i, answer ? answer->producer_epoch : -1, -1);
	part->row = insert_row(i, e);
	return part->row < 0 ? -1 : 0;
}

static int64_t unless(int64_t v, int64_t unknown)
{
	return v == unknown ? CHANGE_NULL : v;
}

static int complete_event(struct scribe *s, const struct part *part,
			  const struct reading *answer, struct err *e)
{
	int64_t values[] = {
		part->row,
		unless(error_of(answer, part), ERROR_NOT_KNOWN),
		unless(answer->producer_id, -1),
		unless(answer->producer_epoch, -1),
	};

	return change(s->tape,
		      "UPDATE txn_event SET error_code = ?2, "
		      "next_producer_id = ?3, next_producer_epoch = ?4 "
		      "WHERE id = ?1",
		      values, 4, e);
}

/* EndTxn was answered without error. */
static void tell_ended(const struct scribe *s, const struct exchange *x,
		       const struct txn_part *txn)
{
	struct scribe_event event = SCRIBE_EVENT(SCRIBE_ENDED);

	event.stamp = x->r;
	event.producer_id = txn->producer_id;
	event.committed = txn->commits;
	scribe_tell(s, x, NULL, event);
}

static int write(struct scribe *s, struct exchange *x, struct reading *answer,
		 struct err *e)
{
	const struct txn_part *txns = x->request.txns.items;

	if (answer)
		reading_pair(&x->request, answer, ++s->passes);
	for (size_t i = 0; i < x->request.parts.count; i++) {
		struct part *part = part_at(&x->request, i);
		int rc = 0;

		if (part->row && answer)
			rc = complete_event(s, part, answer, e);
		else if (!part->row && !txns[part->txn].verify_only)
			rc = insert_event(s, x, part, answer, e);
		if (rc < 0)
			return -1;
	}
	if (answer && x->header.api_key == API_END_TXN && !answer->top_error &&
	    x->request.txns.count)
		tell_ended(s, x, &txns[0]);
	return 0;
}

const struct observer observe_init_producer_id = {
	.request = init_request,
	.response = init_response,
	.write = write,
	.role = ROLE_PRODUCER,
};

const struct observer observe_add_partitions_to_txn = {
	.request = add_request,
	.response = add_response,
	.write = write,
	.role = ROLE_PRODUCER,
};

const struct observer observe_add_offsets_to_txn = {
	.request = offsets_request,
	.write = write,
	.role = ROLE_PRODUCER,
};

const struct observer observe_end_txn = {
	.request = end_request,
	.response = end_response,
	.write = write,
	.role = ROLE_PRODUCER,
};

const struct observer observe_write_txn_markers = {
	.request = markers_request,
	.response = markers_response,
	.write = write,
	.role = ROLE_ADMIN,
};
