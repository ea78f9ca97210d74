# SPDX-License-Identifier: Apache-2.0
"""planted.py - for each check the fault that is planted on a tape of real traffic,
by SQL, what must be said of it, and its innocent twin; and gaps, which may take a
proof or not.  The traffic is test_checks.py's."""

# words of the SQL below
TP = """(SELECT tp.id FROM topic_partition tp JOIN topic t ON t.id = tp.topic
         WHERE t.name = 'plain' AND tp.partition = 0)"""
LOG = f"batch WHERE tp = {TP} AND in_log = 1 AND control IS NULL"
FIRST = f"(SELECT id FROM {LOG} ORDER BY base_offset LIMIT 1)"
SECOND = f"(SELECT id FROM {LOG} ORDER BY base_offset LIMIT 1 OFFSET 1)"
LAST = f"(SELECT id FROM {LOG} ORDER BY base_offset DESC LIMIT 1)"
END = "(SELECT max(coalesce(d, r, f, q)) FROM exchange)"


def sent(batch):
    return f"(SELECT exchange FROM batch WHERE id = {batch})"


COMMITS = """INSERT INTO offset_commit(exchange, group_id, member_id,
    generation, tp, committed_offset, error_code, kind, effective_from,
    certain_from, outcome)"""
COMMIT = f"""(SELECT max(id) FROM offset_commit WHERE group_id = 'readers'
              AND tp = {TP} AND outcome = 'ok')"""
READ = f"""(SELECT min(id) FROM fetch WHERE tp = {TP}
            AND next_offset IS NOT NULL)"""
READ_ON = f"(SELECT max(id) FROM fetch WHERE tp = {TP})"
GIVEN = f"""(SELECT min(e.d) FROM delivery d JOIN fetch f ON f.id = d.fetch
    JOIN exchange e ON e.id = f.exchange WHERE d.batch = {FIRST})"""
TOLD = f"(SELECT max(id) FROM fetch WHERE tp = {TP} AND high_watermark > 1)"
STALE = f"""
    UPDATE exchange SET r = r + 40000000, d = d + 40000000
    WHERE id = (SELECT exchange FROM fetch WHERE id = {TOLD});
    UPDATE fetch SET high_watermark = 0 WHERE id = {TOLD};"""
READ_BY_ANOTHER = f"""
    INSERT INTO exchange(id, connection, api_key, q, f, r, d)
    SELECT max(id) + 1, 1000, 1, {END} + 1, {END} + 2, {END} + 3, {END} + 4
    FROM exchange;
    INSERT INTO fetch(exchange, tp, fetch_offset, offset_from, next_offset)
    SELECT (SELECT max(id) FROM exchange), tp, fetch_offset, offset_from,
      next_offset FROM fetch WHERE id = {READ};
    INSERT INTO attribution(connection, group_id, member_id, confidence, since)
    VALUES (1000, 'readers', 'another', 'proven', 0);"""
NO_COMMITS = "DELETE FROM offset_commit WHERE group_id = 'readers';"
READ_BACK_OLD = f"""
    UPDATE offset_commit SET committed_offset = 1 WHERE id = (
      SELECT min(id) FROM offset_commit WHERE group_id = 'readers');
    INSERT INTO exchange(id, q, f, r, d, api_key) SELECT max(id) + 1,
      {END} + 1, {END} + 2, {END} + 3, {END} + 4, 9 FROM exchange;
    INSERT INTO offset_fetch(exchange, group_id, tp, committed_offset,
      error_code) SELECT (SELECT max(id) FROM exchange), 'readers', {TP}, 1,
      0;"""
OF_GROUP = "(SELECT connection FROM attribution WHERE group_id = '%s')"
NEVER_GIVEN = f"""
    DELETE FROM delivery WHERE batch = {FIRST};
    UPDATE batch SET first_delivered_at = NULL WHERE id = {FIRST}"""
COMMITTED_FIVE_TIMES_MORE = f"""
    {COMMITS} SELECT exchange, group_id, member_id, generation, tp,
      committed_offset, 0, kind, effective_from, certain_from, 'ok'
    FROM offset_commit, json_each('[1, 2, 3, 4, 5]') WHERE offset_commit.id = (
      SELECT min(id) FROM offset_commit WHERE group_id = 'readers');"""
READ_FIVE_TIMES_MORE = f"""
    INSERT INTO fetch(exchange, tp, fetch_offset, offset_from, isolation,
      in_request, in_response, error_code, next_offset)
    SELECT exchange, tp, fetch_offset, offset_from, isolation, 1, 1, 0,
      next_offset FROM fetch, json_each('[1, 2, 3, 4, 5]')
    WHERE fetch.id = {READ};"""
TXN_BATCH = "(SELECT min(x.batch) FROM txn_batch x JOIN txn t ON t.id = x.txn " \
            "WHERE t.outcome = 'committed')"
DONE = """id = (SELECT min(r.id) FROM record r
    JOIN topic_partition tp ON tp.id = r.tp JOIN topic t ON t.id = tp.topic
    WHERE t.name = 'done')"""
KEYED = """(SELECT max(r.batch) FROM record r JOIN topic_partition tp
    ON tp.id = r.tp JOIN topic t ON t.id = tp.topic
    WHERE t.name = 'in' AND tp.partition = 1)"""
BESIDE = """tp = (SELECT tp.id FROM topic_partition tp JOIN topic t
    ON t.id = tp.topic WHERE t.name = 'in' AND tp.partition = 2)"""
ENDED = "(SELECT min(id) FROM txn_event WHERE event = 'commit')"
# where a transaction was aborted, too: which partitions it had was the reader's
# luck
TOOK = """(SELECT c.id FROM offset_commit c WHERE c.kind = 'txn'
    AND c.certain_from > 0 AND EXISTS (
      SELECT 1 FROM offset_commit a JOIN txn t ON t.id = a.txn
      WHERE t.outcome = 'aborted' AND a.outcome = 'ok' AND a.tp = c.tp)
    ORDER BY c.certain_from DESC LIMIT 1)"""
TOOK_TP = f"(SELECT tp FROM offset_commit WHERE id = {TOOK})"
TOOK_BEFORE = f"""(SELECT id FROM offset_commit WHERE tp = {TOOK_TP}
    AND certain_from > 0 ORDER BY certain_from DESC LIMIT 1 OFFSET 1)"""
TAKEN_BACK = f"""
    INSERT INTO exchange(id, connection, api_key, q, f, r, d)
    SELECT (SELECT max(id) + 1 FROM exchange), a.connection, 1,
      c.certain_from + 1, c.certain_from + 2, c.certain_from + 3,
      c.certain_from + 4 FROM offset_commit c, attribution a
    WHERE c.id = {TOOK_BEFORE} AND a.group_id = c.group_id LIMIT 1;
    INSERT INTO fetch(exchange, tp, fetch_offset, next_offset)
    SELECT max(id), {TOOK_TP}, 0, 10 FROM exchange;
    UPDATE offset_commit SET committed_offset = 1 WHERE id = {TOOK};"""
ABORTED = f"""(SELECT min(t.until) FROM txn t JOIN offset_commit c ON c.txn = t.id
    WHERE t.outcome = 'aborted' AND c.tp = {TOOK_TP} AND c.outcome = 'ok')"""
OUTSIDE = """
    UPDATE txn SET group_ids = NULL;
    UPDATE offset_commit SET kind = 'plain', txn = NULL WHERE kind = 'txn';"""
COPY = """
    CREATE TEMP TABLE b AS SELECT * FROM batch WHERE id = {of};
    CREATE TEMP TABLE r AS SELECT * FROM record WHERE batch = {of};
    UPDATE b SET id = (SELECT max(id) + 1 FROM batch), {batch},
      first_record = (SELECT max(id) + 1 FROM record);
    UPDATE r SET id = id - (SELECT min(id) FROM r) + (SELECT first_record FROM b),
      batch = (SELECT id FROM b);
    UPDATE r SET {record};
    INSERT INTO batch SELECT * FROM b; INSERT INTO record SELECT * FROM r;"""
LATER = f"""UPDATE exchange SET q = {END} + 1, f = {END} + 2, r = {END} + 3,
  d = {END} + 4 WHERE id = """
WRITTEN_LATER = f"""{LATER}{sent(FIRST)};
    UPDATE batch SET acked_at = (SELECT r FROM exchange
      WHERE id = {sent(FIRST)}) WHERE id = {FIRST}"""

# check, verdict, fault, twin
FAULTS = [
    ("capture.undecoded", "SUSPECT",
     "INSERT INTO frame(exchange, direction, state) VALUES (1, 'request', '%s')"
     % "malformed",
     "INSERT INTO frame(exchange, direction, state) VALUES (1, 'request', '%s')"
     % "understood"),
    ("capture.unfinished", "SUSPECT",
     f"""UPDATE produce SET error_code = NULL, outcome = 'maybe', batch = NULL
         WHERE batch = {LAST}""",
     f"""UPDATE produce SET error_code = NULL, outcome = 'maybe', batch = NULL,
         acks = 0 WHERE batch = {LAST}"""),
    ("capture.bypass", "SUSPECT",
     f"""DELETE FROM produce WHERE batch = {LAST};
         UPDATE batch SET exchange = NULL, origin = 'fetched'
         WHERE id = {LAST}""",
     f"""DELETE FROM produce WHERE batch = {LAST};
         UPDATE topic_partition SET end_offset = 1000000 WHERE id = {TP};
         UPDATE batch SET exchange = NULL, origin = 'fetched'
         WHERE id = {LAST}"""),
    ("capture.corrupt", "FAIL",
     f"UPDATE batch SET crc_ok = 0 WHERE id = {FIRST}",
     f"UPDATE batch SET crc_ok = 0, in_log = 0 WHERE id = {FIRST}"),
    ("capture.gap", "SUSPECT",
     "INSERT INTO gap(why, frames) VALUES ('queue full', 3)",
     "INSERT INTO stall(why, since) VALUES ('the recorder was full', 1)"),
    ("order.divergence", "FAIL",
     COPY.format(of=FIRST, batch="exchange = NULL, leader_epoch = 0",
                 record="value = 'other'")
     + f"""UPDATE batch SET leader_epoch = 0 WHERE id = {FIRST};
         INSERT INTO delivery(fetch, batch) SELECT {READ}, id FROM b;""",
     COPY.format(of=FIRST, batch="exchange = NULL, leader_epoch = 0",
                 record="value = value")
     + f"""UPDATE batch SET leader_epoch = 0 WHERE id = {FIRST};
         INSERT INTO delivery(fetch, batch) SELECT {READ}, id FROM b;"""),
    ("order.realtime", "FAIL",
     WRITTEN_LATER,
     f"""UPDATE exchange SET f = (SELECT acked_at - 1 FROM batch
         WHERE id = {SECOND}) WHERE id = {sent(FIRST)}"""),
    ("order.retry-inversion", "FAIL",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 7, 'maybe' FROM batch
         WHERE id = {SECOND};
         UPDATE exchange SET q = (SELECT q - 1 FROM exchange
           WHERE id = {sent(FIRST)}) WHERE id = {sent(SECOND)}""",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 7, 'maybe' FROM batch
         WHERE id = {SECOND}"""),
    ("order.sequence", "FAIL",
     """UPDATE batch SET base_sequence = base_sequence + 5 WHERE id = (
        SELECT max(id) FROM batch WHERE base_sequence > 0
        AND exchange IS NOT NULL)""",
     """UPDATE batch SET base_sequence = 0, producer_epoch = producer_epoch + 1
        WHERE id = (SELECT max(id) FROM batch WHERE base_sequence > 0
        AND exchange IS NOT NULL)"""),
    # a hole as long as what is there twice; numbers that begin at 0 again
    ("order.sequence", "FAIL",
     """CREATE TEMP TABLE twice AS SELECT * FROM batch WHERE id = (
          SELECT max(id) FROM batch WHERE base_sequence > 0
          AND exchange IS NOT NULL);
        UPDATE twice SET base_sequence = base_sequence + records;
        UPDATE batch SET base_sequence = base_sequence + records
          WHERE id = (SELECT id FROM twice);
        UPDATE twice SET id = NULL;
        INSERT INTO batch SELECT * FROM twice;
        DROP TABLE twice""",
     """UPDATE batch SET base_sequence = (base_sequence + (1 << 31) - 30)
          % (1 << 31) WHERE base_sequence >= 0 AND exchange IS NOT NULL"""),
    ("order.bounds", "FAIL",
     f"""UPDATE fetch SET high_watermark = 1, current_leader_epoch = 0
         WHERE id = (SELECT max(id) FROM fetch WHERE tp = {TP}
         AND high_watermark > 1)""",
     f"""UPDATE fetch SET high_watermark = 1, error_code = 6
         WHERE id = (SELECT max(id) FROM fetch WHERE tp = {TP}
         AND high_watermark > 1)"""),
    ("order.skip", "SUSPECT",
     f"UPDATE fetch SET next_offset = 1 WHERE id = {READ}",
     f"""UPDATE fetch SET next_offset = 1 WHERE id = {READ};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, 1, fetch_offset, 0 FROM fetch
           WHERE tp = {TP} AND fetch_offset > 1"""),
    ("order.rewind", "SUSPECT",
     f"UPDATE fetch SET fetch_offset = 0 WHERE id = {READ_ON}",
     f"""UPDATE fetch SET fetch_offset = 0 WHERE id = {READ_ON};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, 1, 0, 0 FROM fetch WHERE id = {READ_ON}"""),
    ("duplicate.log", "FAIL",
     COPY.format(of="(SELECT min(id) FROM batch WHERE producer_id >= 0 "
                    "AND exchange IS NOT NULL AND in_log = 1)",
                 batch="base_offset = base_offset + 5000, "
                       "last_offset = last_offset + 5000",
                 record="offset = offset + 5000"),
     COPY.format(of="(SELECT min(id) FROM batch WHERE producer_id >= 0 "
                    "AND exchange IS NOT NULL AND in_log = 1)",
                 batch="base_offset = NULL, last_offset = NULL, in_log = 0",
                 record="offset = NULL")),
    ("loss.unacked", "FAIL",
     f"""UPDATE produce SET error_code = 87, outcome = 'no'
           WHERE batch = {LAST};
         DELETE FROM delivery WHERE batch = {LAST};
         UPDATE batch SET in_log = 0, acked_at = NULL WHERE id = {LAST}""",
     f"""INSERT INTO produce(exchange, tp, batch, acks, error_code, outcome)
         SELECT exchange, tp, id, -1, 87, 'no' FROM batch
         WHERE id = {LAST}"""),
    ("loss.acked", "FAIL",
     f"""DELETE FROM delivery WHERE batch = {FIRST};
         UPDATE topic SET cleanup_policy = 'delete' WHERE name = 'plain';
         UPDATE batch SET first_delivered_at = NULL WHERE id = {FIRST}""",
     f"""DELETE FROM delivery WHERE batch = {FIRST};
         UPDATE topic SET cleanup_policy = 'compact' WHERE name = 'plain';
         UPDATE batch SET first_delivered_at = NULL WHERE id = {FIRST}"""),
    ("loss.stale-read", "SUSPECT",
     f"""UPDATE fetch SET high_watermark = 0 WHERE id = {TOLD};
         UPDATE batch SET acked_at = (
           SELECT e.f - 1000000 FROM fetch f JOIN exchange e ON e.id = f.exchange
           WHERE f.id = {TOLD}) WHERE id = {FIRST}""",
     f"""UPDATE fetch SET high_watermark = 0 WHERE id = {TOLD};
         UPDATE produce SET acks = 1 WHERE tp = {TP}"""),
    ("loss.stale-read", "FAIL",
     STALE,
     f"""INSERT INTO broker(id, host, port) VALUES (90, 'another', 9092);
         UPDATE connection SET broker = 90 WHERE id = (
           SELECT e.connection FROM fetch f JOIN exchange e ON e.id = f.exchange
           WHERE f.id = {TOLD}); {STALE}"""),
    ("loss.undelivered", "FAIL",
     NEVER_GIVEN,
     f"""{NEVER_GIVEN};
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, -1, committed_offset, 0 FROM offset_commit
           WHERE id = {COMMIT}"""),
    ("commit.uncommitted", "SUSPECT",
     f"""DELETE FROM offset_commit WHERE group_id = 'readers'
         AND tp = {TP}""",
     f"""DELETE FROM offset_commit WHERE group_id = 'readers' AND tp = {TP}
         AND id < {COMMIT}"""),
    ("commit.lag", "SUSPECT",
     f"""UPDATE offset_commit SET committed_offset = 1,
           certain_from = {END} - 61000000
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""UPDATE offset_commit SET committed_offset = 1,
           certain_from = {END} - 59000000
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("commit.ahead", "FAIL",
     f"""UPDATE offset_commit SET committed_offset = committed_offset + 1000
         WHERE id = {COMMIT}""",
     f"""INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT (SELECT exchange FROM fetch WHERE id = {READ}), tp, -1,
             committed_offset + 1000, 0 FROM offset_commit
           WHERE id = {COMMIT};
         UPDATE offset_commit SET committed_offset = committed_offset + 1000
         WHERE id = {COMMIT}"""),
    ("commit.rewind", "SUSPECT",
     f"""{COMMITS}
         SELECT exchange, group_id, member_id, generation, tp, 1, 0, kind,
           certain_from + 1, certain_from + 2, 'ok' FROM offset_commit
         WHERE id = {COMMIT}""",
     f"""{COMMITS}
         SELECT exchange, group_id, member_id, generation, tp, 1, 0, kind,
           effective_from - 1, certain_from + 2, 'ok' FROM offset_commit
         WHERE id = {COMMIT}"""),
    ("commit.failed", "FAIL",
     f"""UPDATE offset_commit SET error_code = 28, outcome = 'no'
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO offset_commit(exchange, group_id, member_id, generation,
           tp, committed_offset, error_code, kind, outcome)
         SELECT exchange, group_id, member_id, generation, tp,
           committed_offset - 1, 28, kind, 'no' FROM offset_commit
         WHERE id = {COMMIT}"""),
    ("commit.off-by-one", "SUSPECT",
     COMMITTED_FIVE_TIMES_MORE
     + """UPDATE offset_commit SET committed_offset = committed_offset - 1
          WHERE group_id = 'readers'""",
     COMMITTED_FIVE_TIMES_MORE
     + f"""UPDATE offset_commit SET committed_offset = committed_offset - 1
           WHERE id = {COMMIT}"""),
    ("commit.read-back", "SUSPECT",
     f"""INSERT INTO exchange(id, q, f, r, d, api_key) SELECT max(id) + 1,
           {END} + 1, {END} + 2, {END} + 3, {END} + 4, 9 FROM exchange;
         INSERT INTO offset_fetch(exchange, group_id, tp, committed_offset,
           error_code) SELECT (SELECT max(id) FROM exchange), 'readers', {TP},
           -1, 0""",
     f"""INSERT INTO exchange(id, q, f, r, d, api_key) SELECT max(id) + 1,
           {END} + 1, {END} + 2, {END} + 3, {END} + 4, 9 FROM exchange;
         INSERT INTO offset_fetch(exchange, group_id, tp, committed_offset,
           error_code) SELECT (SELECT max(id) FROM exchange), group_id, tp,
           committed_offset, 0 FROM offset_commit WHERE id = {COMMIT}"""),
    ("group.liveness", "SUSPECT",
     "DELETE FROM member_event WHERE event = 'leave'",
     """DELETE FROM member_event WHERE event = 'leave';
        UPDATE connection SET closed_by = 'ktape'"""),
    ("group.liveness", "SUSPECT",
     "DELETE FROM member_event WHERE event = 'leave' AND group_id = 'readers'",
     """DELETE FROM member_event WHERE event = 'leave' AND group_id = 'readers';
        INSERT INTO connection(id, instance) SELECT 1000, c.instance
          FROM member_event m JOIN exchange e ON e.id = m.exchange
          JOIN connection c ON c.id = e.connection
          WHERE m.group_id = 'readers' LIMIT 1;
        INSERT INTO exchange(connection, api_key, q) VALUES (1000, 12, 1)"""),
    ("group.liveness", "SUSPECT",
     "UPDATE member_event SET session_timeout_ms = 1 WHERE event = 'join'",
     "UPDATE member_event SET session_timeout_ms = 60000 WHERE event = 'join'"),
    ("commit.read-back", "FAIL",
     READ_BACK_OLD,
     f"""{READ_BACK_OLD}
         {COMMITS} SELECT exchange, group_id, member_id, generation, tp, 1,
           NULL, kind, effective_from, NULL, 'maybe' FROM offset_commit
         WHERE id = {COMMIT}"""),
    ("group.rebalances", "SUSPECT",
     """INSERT INTO member_event(exchange, group_id, member_id, event,
          error_code) VALUES (1, 'readers', 'm', 'heartbeat', 25)""",
     """INSERT INTO member_event(exchange, group_id, member_id, event,
          error_code) VALUES (1, 'readers', 'm', 'heartbeat', 27)"""),
    ("group.reset", "SUSPECT",
     f"""UPDATE fetch SET error_code = 1 WHERE id = (
         SELECT max(id) FROM fetch WHERE tp = {TP})""",
     f"""UPDATE fetch SET error_code = 6 WHERE id = (
         SELECT max(id) FROM fetch WHERE tp = {TP})"""),
    ("transaction.aborted-read", "FAIL", "DELETE FROM aborted",
     "DELETE FROM aborted; UPDATE fetch SET isolation = 0"),
    ("transaction.early-read", "FAIL",
     f"""UPDATE fetch SET last_stable_offset = 0 WHERE isolation = 1 AND id IN (
         SELECT fetch FROM delivery WHERE batch = {TXN_BATCH})""",
     f"""UPDATE fetch SET last_stable_offset = 0, isolation = 0
         WHERE id IN (SELECT fetch FROM delivery
         WHERE batch = {TXN_BATCH})"""),
    ("transaction.discipline", "FAIL",
     COMMITS + """
        SELECT exchange, group_id, 'm', 1, tp, committed_offset, 0, 'plain',
          effective_from, certain_from, 'ok' FROM offset_commit WHERE id = (
            SELECT max(id) FROM offset_commit WHERE kind = 'txn')""",
     COMMITS + """
        SELECT exchange, group_id, '', -1, tp, committed_offset, 0, 'plain',
          effective_from, certain_from, 'ok' FROM offset_commit WHERE id = (
            SELECT max(id) FROM offset_commit WHERE kind = 'txn')"""),
    ("transaction.torn", "FAIL",
     """UPDATE batch SET control = 'ABORT' WHERE id = (
        SELECT max(id) FROM batch WHERE control = 'COMMIT')""",
     """DELETE FROM batch WHERE id = (
        SELECT max(id) FROM batch WHERE control = 'COMMIT')"""),
    ("transaction.zombie", "FAIL",
     f"""INSERT INTO txn_event(exchange, event, error_code, next_producer_id,
           next_producer_epoch, transactional_id)
         SELECT 1, 'init', 0, producer_id, producer_epoch + 1, 'x' FROM batch
         WHERE id = {TXN_BATCH}""",
     f"""INSERT INTO txn_event(exchange, event, error_code, next_producer_id,
           next_producer_epoch, transactional_id)
         SELECT 1, 'init', 47, producer_id, producer_epoch + 1, 'x' FROM batch
         WHERE id = {TXN_BATCH}"""),
    ("hazard.producer-config", "SUSPECT",
     f"UPDATE produce SET acks = 1 WHERE tp = {TP}",
     f"UPDATE produce SET acks = -1 WHERE tp = {TP}"),
    ("hazard.isolation", "SUSPECT", "UPDATE fetch SET isolation = 0",
     """UPDATE fetch SET isolation = 0 WHERE id NOT IN (
        SELECT d.fetch FROM delivery d JOIN txn_batch x ON x.batch = d.batch
        JOIN txn t ON t.id = x.txn WHERE t.outcome = 'aborted')"""),
    ("hazard.timestamps", "SUSPECT",
     f"""UPDATE batch SET max_timestamp = 4000000000000
         WHERE id = {FIRST}""",
     f"UPDATE batch SET max_timestamp = max_timestamp + 1 WHERE id = {FIRST}"),
    ("hazard.offset-reply", "FAIL",
     f"UPDATE produce SET log_start_offset = 100000 WHERE batch = {FIRST}",
     f"UPDATE produce SET log_start_offset = 0 WHERE batch = {FIRST}"),
]

# those whose facts are made by the seal: planted behind it
DERIVED = [
    ("order.realtime", "SUSPECT",
     f"""{WRITTEN_LATER};
         INSERT INTO batch_link VALUES ({FIRST}, 'overwritten by', {LAST})""",
     f"INSERT INTO batch_link VALUES ({FIRST}, 'overwritten by', {LAST})"),
    ("capture.identity", "SUSPECT",
     "UPDATE attribution SET confidence = 'ambiguous'",
     "UPDATE attribution SET confidence = 'likely'"),
    ("commit.non-owner", "FAIL",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since)
         SELECT exchange, group_id, protocol, member_id, generation, tp + 1,
           since FROM assignment WHERE group_id = 'readers' AND tp = {TP};
         UPDATE assignment SET member_id = 'another', until = NULL
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation - 1, tp,
           since - 9, since - 1 FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.assignment", "FAIL",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation, tp,
           since + 1, until FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since, until)
         SELECT exchange, group_id, protocol, 'another', generation + 1, tp,
           coalesce(until, since + 5), until + 9 FROM assignment
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.outside-assignment", "SUSPECT",
     f"""INSERT INTO assignment(exchange, group_id, protocol, member_id,
           generation, tp, since)
         SELECT exchange, group_id, protocol, member_id, generation, tp + 1,
           since FROM assignment WHERE group_id = 'readers' AND tp = {TP};
         UPDATE assignment SET member_id = 'another', until = NULL
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""UPDATE assignment SET until = NULL
         WHERE group_id = 'readers' AND tp = {TP}"""),
    ("group.born-late", "SUSPECT",
     f"""UPDATE offset_lookup SET timestamp = -1, offset = 1000000
         WHERE tp = {TP} AND timestamp = -2""",
     f"""UPDATE offset_lookup SET timestamp = -1
         WHERE tp = {TP} AND timestamp = -2"""),
    ("duplicate.delivery", "SUSPECT",
     READ_BY_ANOTHER + NO_COMMITS
     + "DELETE FROM member_event WHERE event = 'leave'",
     READ_BY_ANOTHER + NO_COMMITS),
    ("duplicate.delivery", "SUSPECT",
     READ_BY_ANOTHER,
     f"""{READ_BY_ANOTHER}
         INSERT INTO offset_lookup(exchange, tp, timestamp, offset, error_code)
           SELECT exchange, tp, -2, 0, 0 FROM offset_commit
           WHERE id = {COMMIT}"""),
    ("group.stuck", "SUSPECT",
     READ_FIVE_TIMES_MORE + """UPDATE offset_commit SET committed_offset = 0
         WHERE group_id = 'readers'""",
     READ_FIVE_TIMES_MORE),
    ("expect.unique", "FAIL",
     f"""UPDATE record SET value = (SELECT min(value) FROM record
           WHERE batch = {SECOND}) WHERE id = (SELECT min(id) FROM record
           WHERE batch = {FIRST})""",
     f"""UPDATE record SET key = (SELECT min(key) FROM record
           WHERE batch = {SECOND}) WHERE id = (SELECT min(id) FROM record
           WHERE batch = {FIRST})"""),
    ("order.version", "FAIL",
     f"""UPDATE record SET value = '{{"n":77}}'
         WHERE id = (SELECT min(id) FROM record WHERE batch = {FIRST})""",
     f"""UPDATE record SET value = '{{"n":77}}', key = 'another'
         WHERE id = (SELECT min(id) FROM record WHERE batch = {FIRST})"""),
    ("expect.consumed", "FAIL",
     f"DELETE FROM delivery WHERE batch = {FIRST}",
     f"INSERT INTO delivery(fetch, batch) SELECT {READ_ON}, {FIRST}"),
    ("expect.lag", "FAIL",
     f"""UPDATE offset_commit SET committed_offset = 1
         WHERE group_id = 'readers' AND tp = {TP}""",
     f"""DELETE FROM offset_commit WHERE group_id = 'readers' AND tp = {TP}
         AND id < {COMMIT}"""),
    ("expect.delay", "FAIL",
     f"""UPDATE batch SET acked_at = {GIVEN} - 301000000
         WHERE id = {FIRST}""",
     f"""UPDATE batch SET acked_at = {GIVEN} - 299000000
         WHERE id = {FIRST}"""),
    ("dlq.routed", "FAIL", f"UPDATE record SET value = 'other' WHERE {DONE}",
     f"UPDATE record SET key = 'other' WHERE {DONE}"),
    ("expect.records", "FAIL",
     COPY.format(of=FIRST, batch="base_offset = 1000, last_offset = 1019",
                 record="offset = offset + 1000"),
     COPY.format(of=FIRST, batch="base_offset = 1000, last_offset = 1019, "
                 "in_log = 0", record="offset = offset + 1000")),
    ("order.key-partition", "SUSPECT",
     COPY.format(of=KEYED, batch=BESIDE, record=BESIDE),
     COPY.format(of=KEYED, batch=f"{BESIDE}, in_log = 0", record=BESIDE)),
    ("transaction.exactly-once", "FAIL",
     TAKEN_BACK,
     f"""{TAKEN_BACK}
         INSERT INTO offset_commit(group_id, tp, kind, outcome, effective_from)
           SELECT group_id, tp, 'admin', 'ok', certain_from + 1
           FROM offset_commit WHERE id = {TOOK_BEFORE}"""),
    ("transaction.exactly-once", "SUSPECT",
     f"""DELETE FROM delivery WHERE fetch IN (
           SELECT f.id FROM fetch f JOIN exchange e ON e.id = f.exchange
           WHERE f.tp = {TOOK_TP} AND e.d > {ABORTED})""",
     f"""DELETE FROM delivery WHERE fetch IN (
           SELECT f.id FROM fetch f JOIN exchange e ON e.id = f.exchange
           WHERE f.tp = {TOOK_TP} AND e.d < {ABORTED})"""),
    ("transaction.exactly-once", "SUSPECT",
     OUTSIDE + """UPDATE exchange SET client_id = 'copier'
                  WHERE client_id LIKE '%-copier'""",
     OUTSIDE),
    ("transaction.end", "FAIL",
     f"""UPDATE txn SET timeout_ms = 1;
         UPDATE txn_event SET error_code = 90 WHERE id = {ENDED}""",
     f"""UPDATE txn SET timeout_ms = 1;
         INSERT INTO txn_event(txn, exchange, event, error_code)
           SELECT txn, exchange - 1, event, 51 FROM txn_event
           WHERE id = {ENDED}"""),
    ("transaction.end", "SUSPECT",
     f"""UPDATE txn SET protocol = 1, producer_epoch = 0;
         UPDATE txn_event SET producer_epoch = 0;
         UPDATE txn_event SET error_code = NULL WHERE id = {ENDED}""",
     f"UPDATE txn_event SET error_code = NULL WHERE id = {ENDED}"),
    ("transaction.hanging", "FAIL",
     """UPDATE txn SET outcome = 'open', timeout_ms = 1, since = since - 20000000
        WHERE id = 1;
        UPDATE fetch SET last_stable_offset = 0 WHERE tp IN (
          SELECT b.tp FROM batch b JOIN txn_batch x ON x.batch = b.id
          WHERE x.txn = 1)""",
     # that its coordinator aborted it, nobody has read
     """UPDATE txn SET outcome = 'open', timeout_ms = 1, since = since - 20000000
        WHERE id = 1"""),
]


def gap(**columns):
    """What passed and is not on the tape; of all its time, if none is given."""
    columns = {"why": "'queue full'", "since": 0, "until": 9 * 10**15,
               **columns}
    return ";INSERT INTO gap(%s) VALUES (%s)" % (
        ", ".join(columns), ", ".join(map(str, columns.values())))


# check that FAILs: a gap that may hold the reason, and one that can't
BLIND = [
    ("order.sequence", gap(api_key=0), gap(api_key=1)),
    ("order.sequence", gap(), gap(until=1)),
    ("order.realtime", gap(topic="'plain'"), gap(partition=7)),
    ("loss.unacked", gap(api_key=0), gap(api_key=0, until=1)),
    ("loss.undelivered", gap(api_key=1), gap(api_key=1, until=1)),
    ("commit.ahead", gap(group_id="'readers'"), gap(group_id="'copier'")),
    ("commit.ahead", gap(connection=OF_GROUP % "readers"),
     gap(connection=OF_GROUP % "copier")),
    ("commit.failed", gap(api_key=8), gap(api_key=3)),
    ("commit.read-back", gap(topic="'plain'"), gap(topic="'out'")),
    ("commit.non-owner", gap(api_key=14), gap(since=9 * 10**15)),
    ("group.assignment", gap(api_key=11), gap(group_id="'copier'")),
    ("transaction.end", gap(api_key=26), gap(api_key=26, until=1)),
    ("transaction.exactly-once", gap(api_key=8),
     gap(api_key=8, group_id="'readers'")),
]
