/* SPDX-License-Identifier: Apache-2.0 */
/* exchange_rows.c - Produce and Fetch out of the tape's rows, for exchanges of
 * which no bytes were kept.  What rows do not hold (timeouts, session ids, sizes
 * that were asked for) is not there, rather than guessed; records are named by
 * their rows: "batches":[{"batch":5,"first_record":40,"records":3, ...}]. */
#include "codec/json.h"
#include "codec/messages.h"
#include "tools/exchanges.h"

#include <stdio.h>

/* ---- looking rows up by what they belong to */

static const struct child {
	const char *table, *owner;
} children[] = {
	{ "frame", "exchange" }, { "produce", "exchange" },
	{ "fetch", "exchange" }, { "delivery", "fetch" },
	{ "aborted", "fetch" },
};

static const char indexed_sql[] =
	"CREATE TEMP VIEW %s_of AS SELECT %s AS owner, id AS row FROM %s";
static const char unindexed_sql[] =
	"CREATE TEMP TABLE %s_of (owner, row, PRIMARY KEY (owner, row)) "
	"WITHOUT ROWID;"
	"INSERT INTO %s_of SELECT %s, id FROM %s WHERE %s IS NOT NULL";

static int run(struct tape *t, const char *sql, struct err *e)
{
	sqlite3 *db = tape_db(t);

	if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
		       sqlite3_errmsg(db));
}

int exchange_rows_prepare(struct tape *t, struct err *e)
{
	bool indexed = tape_fact_int(t, "indexed", 0) != 0;
	int rc = run(t, "PRAGMA query_only = OFF", e);

	for (size_t i = 0; rc == 0 && i < sizeof(children) / sizeof(*children);
	     i++) {
		const char *table = children[i].table;
		const char *owner = children[i].owner;
		char sql[400];

		if (indexed)
			snprintf(sql, sizeof(sql), indexed_sql, table, owner,
				 table);
		else
			snprintf(sql, sizeof(sql), unindexed_sql, table, table,
				 owner, table, owner);
		rc = run(t, sql, e);
	}
	return rc ? rc : run(t, "PRAGMA query_only = ON", e);
}

/* ---- one half */

#define BATCHES                                                         \
	"json_group_array(json_object('batch', b.id, 'base_offset', "   \
	"b.base_offset, 'last_offset', b.last_offset, 'producer_id', "  \
	"b.producer_id, 'producer_epoch', b.producer_epoch, "           \
	"'base_sequence', b.base_sequence, 'records', b.records, "      \
	"'first_record', b.first_record, 'codec', b.codec, 'control', " \
	"b.control, 'bytes', b.bytes)) FILTER (WHERE b.id IS NOT NULL)"

#define FROM_PRODUCE                                        \
	"FROM produce_of o JOIN produce p ON p.id = o.row " \
	"LEFT JOIN topic_partition tp ON tp.id = p.tp "     \
	"LEFT JOIN topic t ON t.id = tp.topic "

#define FROM_FETCH                                      \
	"FROM fetch_of o JOIN fetch f ON f.id = o.row " \
	"JOIN topic_partition tp ON tp.id = f.tp "      \
	"JOIN topic t ON t.id = tp.topic "

static const char produce_request_sql[] =
	"SELECT json_object('transactionalId', max(transactional_id), 'acks', "
	"max(acks), 'topicData', json_group_array(json(topic))) FROM ("
	"SELECT transactional_id, acks, json_object('name', name, 'topicId', "
	"topic_id, 'partitionData', json_group_array(json(part))) AS topic "
	"FROM (SELECT t.id, t.name AS name, t.topic_id AS topic_id, "
	"p.transactional_id AS transactional_id, p.acks AS acks, "
	"json_object('index', tp.partition, 'batches', json(" BATCHES
	")) AS part " FROM_PRODUCE "LEFT JOIN batch b ON b.id = p.batch "
	"WHERE o.owner = ?1 GROUP BY p.tp ORDER BY min(p.id)) "
	"GROUP BY name, topic_id)";

static const char produce_response_sql[] =
	"SELECT json_object('responses', json_group_array(json(topic))) FROM ("
	"SELECT json_object('name', name, 'topicId', topic_id, "
	"'partitionResponses', json_group_array(json(part))) AS topic FROM ("
	"SELECT t.name AS name, t.topic_id AS topic_id, "
	"json_object('index', tp.partition, 'errorCode', p.error_code, "
	"'baseOffset', min(p.base_offset), 'logAppendTimeMs', "
	"p.log_append_time, 'logStartOffset', p.log_start_offset) AS part " FROM_PRODUCE
	"WHERE o.owner = ?1 AND p.error_code IS NOT NULL "
	"GROUP BY p.tp ORDER BY min(p.id)) GROUP BY name, topic_id)";

static const char fetch_request_sql[] =
	"SELECT json_object('isolationLevel', max(isolation), 'topics', "
	"json_group_array(json(topic)) FILTER (WHERE named)) FROM ("
	"SELECT isolation, named, json_object('topic', name, 'topicId', "
	"topic_id, 'partitions', json_group_array(json(part))) AS topic FROM ("
	"SELECT t.name AS name, t.topic_id AS topic_id, "
	"f.isolation AS isolation, f.in_request AS named, "
	"json_object('partition', tp.partition, 'currentLeaderEpoch', "
	"f.current_leader_epoch, 'fetchOffset', f.fetch_offset, "
	"'lastFetchedEpoch', f.last_fetched_epoch) AS part " FROM_FETCH
	"WHERE o.owner = ?1 ORDER BY f.id) "
	"GROUP BY name, topic_id, named)";

static const char fetch_response_sql[] =
	"SELECT json_object('responses', json_group_array(json(topic))) FROM ("
	"SELECT json_object('topic', name, 'topicId', topic_id, 'partitions', "
	"json_group_array(json(part))) AS topic FROM ("
	"SELECT t.name AS name, t.topic_id AS topic_id, "
	"json_object('partitionIndex', tp.partition, 'errorCode', "
	"f.error_code, 'highWatermark', f.high_watermark, 'lastStableOffset', "
	"f.last_stable_offset, 'logStartOffset', f.log_start_offset, "
	"'divergingEpoch', json_object('epoch', f.diverging_epoch, "
	"'endOffset', f.diverging_end_offset), 'abortedTransactions', json(("
	"SELECT json_group_array(json_object('producerId', a.producer_id, "
	"'firstOffset', a.first_offset)) FROM aborted_of ao "
	"JOIN aborted a ON a.id = ao.row WHERE ao.owner = f.id)), "
	"'preferredReadReplica', f.preferred_replica, 'batches', json(("
	"SELECT " BATCHES " FROM delivery_of d0 JOIN delivery d "
	"ON d.id = d0.row JOIN batch b ON b.id = d.batch "
	"WHERE d0.owner = f.id))) AS part " FROM_FETCH
	"WHERE o.owner = ?1 AND f.in_response = 1 ORDER BY f.id) "
	"GROUP BY name, topic_id)";

static const char *sql_of(int16_t api_key, bool response)
{
	switch (api_key) {
	case API_PRODUCE:
		return response ? produce_response_sql : produce_request_sql;
	case API_FETCH:
		return response ? fetch_response_sql : fetch_request_sql;
	default: return NULL;
	}
}

int exchange_rows_json(struct tape *t, int16_t api_key, bool response,
		       int64_t exchange, struct writer *out, struct err *e)
{
	const char *sql = sql_of(api_key, response);
	sqlite3_stmt *st = sql ? tape_statement(t, sql, e) : NULL;
	int rc;

	if (!sql)
		return 1;
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, exchange);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		json_raw(out, (const char *)sqlite3_column_text(st, 0));
	sqlite3_reset(st);
	if (rc == SQLITE_ROW)
		return 0;
	return err_set(e, ERR_TAPE, "cannot read '%s': %s", tape_path(t),
		       sqlite3_errmsg(tape_db(t)));
}
