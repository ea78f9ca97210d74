-- The views are the contract for readers: plain words, names joined in, times
-- as ISO 8601 in UTC with the integer beside them (..._us: microseconds since
-- the epoch).  SELECT * FROM help says what each view and column means.  They
-- work in SQLite 3.25; each is in every tape, also when it has nothing to show.
--
-- What looks odd below keeps SQLite's planner on its indexes.  The join of record
-- and batch carries two conditions, so that it works in both directions without
-- an index of its own; likelihood() says that the range is short, and + that no
-- index on record.batch shall be made for the query.  Times are written exactly
-- as in the indexes of seal.c.

CREATE VIEW records AS -- one row per record in the log, as far as it was seen
SELECT t.name AS topic, tp.partition AS partition, r.offset AS offset,
  strftime('%Y-%m-%dT%H:%M:%S', nullif(r.timestamp, -1) / 1000, 'unixepoch') || printf('.%03dZ', r.timestamp % 1000) AS time,
  r.key AS key, r.value AS value,
  -- only what is JSON, so that json_extract(json, ...) never stops a query
  CASE WHEN typeof(r.value) = 'text' AND json_valid(r.value) THEN r.value END AS json,
  r.headers AS headers,
  e.client_id AS producer, s.name AS service,
  b.transactional AS transactional,
  -- of a producer beside the tape: the first marker behind it decides
  CASE b.transactional WHEN 1 THEN coalesce(
    (SELECT CASE x.outcome WHEN 'aborted' THEN 1 WHEN 'committed' THEN 0 END
     FROM txn_batch w JOIN txn x ON x.id = w.txn WHERE w.batch = b.id),
    (SELECT m.control = 'ABORT' FROM batch m
     WHERE m.tp = b.tp AND m.producer_id = b.producer_id AND m.control IS NOT NULL
       AND m.base_offset > b.base_offset
     ORDER BY m.base_offset LIMIT 1))
  END AS aborted,
  strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS produced_at,
  strftime('%Y-%m-%dT%H:%M:%S', b.acked_at / 1000000, 'unixepoch') || printf('.%06dZ', b.acked_at % 1000000) AS acked_at,
  strftime('%Y-%m-%dT%H:%M:%S', b.first_delivered_at / 1000000, 'unixepoch') || printf('.%06dZ', b.first_delivered_at % 1000000) AS first_delivered_at,
  nullif(r.timestamp, -1) * 1000 AS time_us, e.q AS produced_at_us,
  b.acked_at AS acked_at_us, b.first_delivered_at AS first_delivered_at_us,
  b.timestamp_type AS timestamp_type, b.codec AS codec,
  r.id AS record, b.id AS batch, b.exchange AS exchange
FROM record r
JOIN batch b ON b.id = +r.batch AND likelihood(r.id >= b.first_record, 0.01)
  AND likelihood(r.id < b.first_record + b.records, 0.01)
JOIN topic_partition tp ON tp.id = r.tp
JOIN topic t ON t.id = tp.topic
LEFT JOIN exchange e ON e.id = b.exchange
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
WHERE coalesce(b.in_log, r.id) <> 0; -- of b alone it would make SQLite read all batches first

CREATE VIEW produced AS -- one row per attempt to produce a batch
SELECT t.name AS topic, tp.partition AS partition,
  coalesce(p.base_offset, b.base_offset) AS base_offset,
  b.records AS records, b.bytes AS bytes, b.codec AS codec,
  e.client_id AS producer, s.name AS service, p.acks AS acks,
  p.outcome AS outcome, p.proof AS proof,
  CASE WHEN p.error_code <> 0 THEN coalesce(n.name, p.error_code) END AS error,
  p.transactional_id AS transactional_id,
  b.producer_id AS producer_id, b.producer_epoch AS producer_epoch, b.base_sequence AS base_sequence,
  strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS produced_at,
  strftime('%Y-%m-%dT%H:%M:%S', e.r / 1000000, 'unixepoch') || printf('.%06dZ', e.r % 1000000) AS answered_at,
  e.q AS produced_at_us, e.r AS answered_at_us,
  p.batch AS batch, p.exchange AS exchange
FROM produce p
JOIN topic_partition tp ON tp.id = p.tp
JOIN topic t ON t.id = tp.topic
JOIN exchange e ON e.id = p.exchange
LEFT JOIN batch b ON b.id = p.batch
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
LEFT JOIN error n ON n.code = p.error_code;

CREATE VIEW batches AS -- one row per batch of records in the log, or perhaps in it
SELECT t.name AS topic, tp.partition AS partition, b.base_offset AS base_offset, b.last_offset AS last_offset,
  b.records AS records,
  CASE WHEN b.id IN (SELECT batch FROM batch_link WHERE kind = 'overwritten by') THEN 'overwritten'
    WHEN b.in_log IS NULL THEN 'unknown'
    WHEN b.transactional IS NOT 1 OR x.outcome = 'committed' THEN 'kept'
    WHEN x.outcome IN ('aborted', 'open') THEN x.outcome
    -- of a producer beside the tape: the first marker behind it decides
    ELSE coalesce(
      (SELECT CASE m.control WHEN 'ABORT' THEN 'aborted' ELSE 'kept' END FROM batch m
       WHERE m.tp = b.tp AND m.producer_id = b.producer_id AND m.control IS NOT NULL AND m.base_offset > b.base_offset
       ORDER BY m.base_offset LIMIT 1), 'unknown')
  END AS state,
  CASE WHEN b.exchange IS NOT NULL OR b.base_offset >= tp.end_offset THEN 1
    -- where the log of a topic ended that was there before any client is known from then
    WHEN b.base_offset < tp.end_offset AND t.first_seen < (SELECT min(opened) FROM connection WHERE source = 'client') THEN 0
  END AS recorded,
  coalesce(b.exchange, (SELECT f.exchange FROM delivery d JOIN fetch f ON f.id = d.fetch WHERE d.batch = b.id
    ORDER BY d.id LIMIT 1)) AS exchange,
  b.acked_at AS acked_at_us, b.id AS batch, b.tp AS tp
FROM batch b
JOIN topic_partition tp ON tp.id = b.tp
JOIN topic t ON t.id = tp.topic
LEFT JOIN txn_batch w ON w.batch = b.id
LEFT JOIN txn x ON x.id = w.txn
WHERE b.in_log IS NOT 0 AND b.control IS NULL;

CREATE VIEW partitions AS -- one row per partition: how much of its log is known
SELECT p.topic AS topic, p.partition AS partition, p.incarnation AS incarnation,
  p.end_offset AS first_end_offset, p.last_end_offset AS last_end_offset,
  max(0, p.last_end_offset - p.end_offset - p.seen - max(0, p.ended - p.markers)) AS unseen, p.tp AS tp
FROM (
  SELECT t.name AS topic, tp.partition AS partition, t.incarnation AS incarnation, tp.end_offset AS end_offset,
    tp.last_end_offset AS last_end_offset, tp.id AS tp,
    (SELECT coalesce(sum(b.last_offset - b.base_offset + 1), 0) FROM batch b
     WHERE b.tp = tp.id AND b.base_offset >= tp.end_offset AND b.in_log = 1) AS seen,
    -- the marker that ends a transaction takes an offset, and is seen only where somebody reads on
    (SELECT count(DISTINCT w.txn) FROM batch b JOIN txn_batch w ON w.batch = b.id JOIN txn x ON x.id = w.txn
     WHERE b.tp = tp.id AND x.outcome IN ('committed', 'aborted')) AS ended,
    (SELECT count(*) FROM batch b WHERE b.tp = tp.id AND b.control IS NOT NULL) AS markers
  FROM topic_partition tp JOIN topic t ON t.id = tp.topic) p;

CREATE VIEW delivered AS -- one row per record and fetch answer that handed it to a client
SELECT t.name AS topic, tp.partition AS partition, r.offset AS offset,
  strftime('%Y-%m-%dT%H:%M:%S', nullif(r.timestamp, -1) / 1000, 'unixepoch') || printf('.%03dZ', r.timestamp % 1000) AS time,
  r.key AS key, r.value AS value,
  CASE WHEN typeof(r.value) = 'text' AND json_valid(r.value) THEN r.value END AS json,
  r.headers AS headers,
  e.client_id AS consumer, s.name AS service,
  strftime('%Y-%m-%dT%H:%M:%S', e.d / 1000000, 'unixepoch') || printf('.%06dZ', e.d % 1000000) AS delivered_at,
  nullif(r.timestamp, -1) * 1000 AS time_us, e.d AS delivered_at_us,
  r.id AS record, b.id AS batch, f.id AS fetch, e.id AS exchange
FROM record r
JOIN batch b ON b.id = +r.batch AND likelihood(r.id >= b.first_record, 0.01)
  AND likelihood(r.id < b.first_record + b.records, 0.01)
JOIN topic_partition tp ON tp.id = r.tp
JOIN topic t ON t.id = tp.topic
JOIN delivery d ON d.batch = b.id
JOIN fetch f ON f.id = d.fetch
JOIN exchange e ON e.id = f.exchange
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
WHERE e.d IS NOT NULL
  AND (d.first_visible_offset IS NULL OR r.offset >= d.first_visible_offset)
  AND (d.absent IS NULL OR r.offset NOT IN (SELECT value FROM json_each(d.absent)))
  AND (f.offset_from IS NOT 'share' OR EXISTS (
    SELECT 1 FROM acquisition q
    WHERE q.exchange = f.exchange AND q.tp = f.tp AND r.offset BETWEEN q.first_offset AND q.last_offset))
  -- a client that reads committed drops what the answer calls aborted, up to the
  -- next ABORT marker of that producer in the same answer (Kafka's CompletedFetch)
  AND NOT (b.transactional = 1 AND f.isolation = 1 AND coalesce((
    SELECT NOT EXISTS (
      SELECT 1 FROM batch m
      WHERE m.tp = b.tp AND m.producer_id = b.producer_id AND m.control IS NOT NULL
        AND m.control = 'ABORT' AND m.base_offset >= a.first_offset AND m.base_offset < b.base_offset
        AND EXISTS (SELECT 1 FROM delivery n WHERE n.batch = m.id AND n.fetch = f.id))
    FROM aborted a
    WHERE a.fetch = f.id AND a.producer_id = b.producer_id AND a.first_offset <= b.last_offset
    ORDER BY a.first_offset DESC LIMIT 1), 0)); -- what the newest does not drop, none does

CREATE VIEW commits AS -- one row per partition of an offset commit
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS time,
  o.group_id AS group_id, t.name AS topic, tp.partition AS partition,
  o.committed_offset AS committed_offset, o.leader_epoch AS leader_epoch, o.metadata AS metadata,
  o.outcome AS outcome,
  CASE WHEN o.error_code <> 0 THEN coalesce(n.name, o.error_code) END AS error,
  o.kind AS kind, o.member_id AS member_id, o.group_instance_id AS group_instance_id,
  o.generation AS generation, o.transactional_id AS transactional_id, x.outcome AS transaction_outcome,
  e.client_id AS client, s.name AS service,
  strftime('%Y-%m-%dT%H:%M:%S', o.certain_from / 1000000, 'unixepoch') || printf('.%06dZ', o.certain_from % 1000000) AS certain_from,
  e.q AS time_us, o.effective_from AS effective_from_us, o.certain_from AS certain_from_us,
  o.exchange AS exchange, o.txn AS txn
FROM offset_commit o
LEFT JOIN txn x ON x.id = o.txn
JOIN topic_partition tp ON tp.id = o.tp
JOIN topic t ON t.id = tp.topic
JOIN exchange e ON e.id = o.exchange
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
LEFT JOIN error n ON n.code = o.error_code;

CREATE VIEW groups AS -- one row per consumer or share group that was seen
SELECT g.group_id AS group_id, max(g.protocol) AS protocol, max(g.assignor) AS assignor,
  count(DISTINCT g.member_id) AS members, count(DISTINCT g.generation) AS generations,
  sum(g.committed) AS commits, sum(g.refused) AS failed_commits, count(DISTINCT g.tp) AS partitions,
  -- the node of the greatest row: the newest
  (SELECT c.node_id FROM coordinator c WHERE c."key" = g.group_id AND c.kind = 'group' AND c.error_code = 0
   ORDER BY c.id DESC LIMIT 1) AS coordinator,
  (SELECT count(*) - 1 FROM (
     SELECT c.node_id AS node, lag(c.node_id) OVER (ORDER BY c.id) AS before FROM coordinator c
     WHERE c."key" = g.group_id AND c.kind = 'group' AND c.error_code = 0) m
   WHERE m.before IS NULL OR m.before <> m.node) AS coordinator_moves,
  strftime('%Y-%m-%dT%H:%M:%S', min(e.q) / 1000000, 'unixepoch') || printf('.%06dZ', min(e.q) % 1000000) AS first_seen,
  strftime('%Y-%m-%dT%H:%M:%S', max(e.q) / 1000000, 'unixepoch') || printf('.%06dZ', max(e.q) % 1000000) AS last_seen,
  min(e.q) AS first_seen_us, max(e.q) AS last_seen_us
FROM (SELECT exchange, group_id, NULL AS protocol, NULL AS assignor, nullif(member_id, '') AS member_id,
        nullif(generation, -1) AS generation, tp,
        outcome IS 'ok' AND (kind <> 'txn' OR certain_from IS NOT NULL) AS committed,
        outcome IS 'no' AS refused FROM offset_commit
      UNION ALL
      SELECT exchange, group_id, NULL, NULL, nullif(member_id, ''), nullif(generation, -1), tp, 0, 0 FROM offset_fetch
      UNION ALL
      SELECT exchange, group_id, protocol, assignor, nullif(member_id, ''), nullif(generation, -1), NULL, 0, 0
      FROM member_event) g
JOIN exchange e ON e.id = g.exchange
WHERE g.group_id IS NOT NULL
GROUP BY g.group_id;

CREATE VIEW members AS -- one row per group member
SELECT m.group_id AS group_id, m.member_id AS member_id, max(m.group_instance_id) AS group_instance_id,
  max(m.protocol) AS protocol, max(e.client_id) AS client, max(s.name) AS service,
  count(DISTINCT m.generation) AS generations, sum(m.event = 'join') AS joins,
  (SELECT group_concat(o.name || '-' || o.partition, ', ')
   FROM (SELECT t.name AS name, tp.partition AS partition FROM assignment a
         JOIN topic_partition tp ON tp.id = a.tp JOIN topic t ON t.id = tp.topic
         WHERE a.group_id = m.group_id AND a.member_id = m.member_id
           AND a.since = (SELECT max(n.since) FROM assignment n
             WHERE n.group_id = m.group_id AND n.member_id = m.member_id AND n.until IS NOT n.since)
         ORDER BY 1, 2) o) AS last_partitions,
  max(m.session_timeout_ms) AS session_timeout_ms, max(m.rebalance_timeout_ms) AS rebalance_timeout_ms,
  max(CASE WHEN m.event = 'leave' THEN strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) END) AS left_at,
  max(CASE WHEN m.event = 'leave' THEN m.reason END) AS reason,
  strftime('%Y-%m-%dT%H:%M:%S', min(e.q) / 1000000, 'unixepoch') || printf('.%06dZ', min(e.q) % 1000000) AS first_seen,
  strftime('%Y-%m-%dT%H:%M:%S', max(e.q) / 1000000, 'unixepoch') || printf('.%06dZ', max(e.q) % 1000000) AS last_seen,
  min(e.q) AS first_seen_us, max(e.q) AS last_seen_us
FROM member_event m
JOIN exchange e ON e.id = m.exchange
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
WHERE m.member_id <> ''
GROUP BY m.group_id, m.member_id;

CREATE VIEW lag AS -- one row per group and partition, at the end of the tape
SELECT o.group_id AS group_id, t.name AS topic, tp.partition AS partition,
  o.committed_offset AS committed_offset, tp.last_end_offset AS end_offset,
  max(tp.last_end_offset - o.committed_offset, 0) AS lag,
  (SELECT coalesce(sum(min(b.records, b.last_offset + 1 - o.committed_offset)), 0) FROM batch b
   WHERE b.tp = o.tp AND b.last_offset >= o.committed_offset AND b.in_log IS NOT 0 AND b.control IS NULL
     -- a batch is never larger than that, and so the index serves
     AND b.base_offset > o.committed_offset - 10000000) AS record_lag,
  strftime('%Y-%m-%dT%H:%M:%S', o.at / 1000000, 'unixepoch') || printf('.%06dZ', o.at % 1000000) AS committed_at,
  o.at AS committed_at_us
FROM (SELECT group_id, tp, committed_offset, max(certain_from) AS at -- the newest one's offset
      FROM offset_commit WHERE outcome = 'ok' AND certain_from IS NOT NULL
      GROUP BY group_id, tp) o
JOIN topic_partition tp ON tp.id = o.tp
JOIN topic t ON t.id = tp.topic
WHERE o.committed_offset >= 0;

CREATE VIEW lag_over_time AS -- one row per group, partition and commit that holds: how far behind it was then
SELECT strftime('%Y-%m-%dT%H:%M:%S', l.at / 1000000, 'unixepoch') || printf('.%06dZ', l.at % 1000000) AS time,
  l.group_id AS group_id, t.name AS topic, tp.partition AS partition,
  l.committed_offset AS committed_offset, l.end_offset AS end_offset,
  max(l.end_offset - l.committed_offset, 0) AS lag,
  max(l.records_known - l.records_below, 0) AS record_lag,
  l.at AS time_us, l.exchange AS exchange
FROM (
  -- by time: what was known of the partition's end; acknowledged, fetched, or told
  SELECT o.*, max(o.known_end) OVER w AS end_offset, sum(o.records) OVER w AS records_known
  FROM (
    -- by offset: the records below
    SELECT u.*, sum(u.records) OVER v AS records_below
    FROM (
      SELECT tp, base_offset AS position, 1 AS kind, coalesce(acked_at, first_delivered_at) AS at,
        last_offset + 1 AS known_end, CASE WHEN control IS NULL THEN records ELSE 0 END AS records,
        NULL AS group_id, NULL AS committed_offset, NULL AS exchange
      FROM batch
      WHERE base_offset IS NOT NULL AND in_log IS NOT 0 AND (acked_at IS NOT NULL OR first_delivered_at IS NOT NULL)
      UNION ALL
      SELECT f.tp, f.high_watermark, 2, e.r, f.high_watermark, 0, NULL, NULL, NULL
      FROM fetch f JOIN exchange e ON e.id = f.exchange WHERE f.high_watermark IS NOT NULL
      UNION ALL
      SELECT tp, committed_offset, 0, certain_from, NULL, 0, group_id, committed_offset, exchange
      FROM offset_commit WHERE outcome = 'ok' AND certain_from IS NOT NULL AND committed_offset >= 0) u
    WINDOW v AS (PARTITION BY u.tp ORDER BY u.position, u.kind ROWS UNBOUNDED PRECEDING)) o
  WINDOW w AS (PARTITION BY o.tp ORDER BY o.at ROWS UNBOUNDED PRECEDING)) l
JOIN topic_partition tp ON tp.id = l.tp
JOIN topic t ON t.id = tp.topic
WHERE l.group_id IS NOT NULL;

CREATE VIEW positions AS -- one row per fetch of a partition behind the same reader's one before: where it went on
SELECT strftime('%Y-%m-%dT%H:%M:%S', s.q / 1000000, 'unixepoch') || printf('.%06dZ', s.q % 1000000) AS time,
  s.client_id AS client, t.name AS topic, tp.partition AS partition,
  s.fetch_offset AS offset, s.expected AS expected_offset,
  CASE WHEN s.fetch_offset = s.expected THEN 'advance' WHEN s.fetch_offset > s.expected THEN 'skip'
    WHEN s.fetch_offset < s.asked THEN 'rewind' WHEN s.fetch_offset = s.asked THEN 'refetch'
    ELSE 'partial' END AS move,
  CASE WHEN s.fetch_offset = s.expected THEN NULL
    WHEN s.before_error = 1 THEN 'out of range' WHEN s.before_error <> 0 THEN 'error'
    WHEN s.diverging IS NOT NULL OR EXISTS (
      SELECT 1 FROM epoch_lookup o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND x.q BETWEEN s.before_q AND s.q) THEN 'truncation'
    WHEN s.log_start_offset > s.expected THEN 'retention'
    WHEN EXISTS (
      SELECT 1 FROM offset_fetch o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND o.committed_offset = s.fetch_offset AND x.q BETWEEN s.before_q AND s.q) THEN 'resume'
    WHEN EXISTS (
      SELECT 1 FROM offset_lookup o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND o.offset = s.fetch_offset AND x.q BETWEEN s.before_q AND s.q) THEN 'reset'
    END AS reason,
  s.q AS time_us, s.tp AS tp, s.exchange AS exchange, s.before AS exchange_before
FROM (
  SELECT f.tp AS tp, f.exchange AS exchange, f.fetch_offset AS fetch_offset, f.log_start_offset AS log_start_offset,
    e.q AS q, e.client_id AS client_id, lag(f.fetch_offset) OVER w AS asked,
    lag(coalesce(f.next_offset, f.fetch_offset)) OVER w AS expected, lag(e.q) OVER w AS before_q,
    lag(e.d) OVER w AS before_d, lag(f.error_code) OVER w AS before_error, lag(f.exchange) OVER w AS before,
    lag(f.diverging_end_offset) OVER w AS diverging
  FROM fetch f JOIN exchange e ON e.id = f.exchange
  WHERE f.offset_from IN ('wire', 'session') AND f.fetch_offset >= 0
  WINDOW w AS (PARTITION BY e.instance, f.tp ORDER BY e.q)) s
JOIN topic_partition tp ON tp.id = s.tp
JOIN topic t ON t.id = tp.topic
-- of two that were under way together nobody knows what the client meant
WHERE s.before_d < s.q;

CREATE VIEW requests AS -- one row per request with its response
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS time,
  coalesce(a.name, e.api_key) AS api, e.api_version AS api_version,
  e.client_id AS client, s.name AS service, k.node_id AS broker, c.source AS source,
  e.fate AS fate,
  CASE WHEN e.error_code <> 0 THEN coalesce(n.name, e.error_code) END AS error,
  e.request_bytes AS request_bytes, e.response_bytes AS response_bytes,
  e.r - e.f AS broker_us, e.d - e.q AS total_us,
  e.q AS time_us, e.f AS sent_us, e.r AS answered_us, e.d AS delivered_us,
  c.peer AS peer, e.correlation_id AS correlation_id, e.connection AS connection, e.id AS exchange
FROM exchange e
LEFT JOIN api a ON a.key = e.api_key
LEFT JOIN error n ON n.code = e.error_code
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
LEFT JOIN broker k ON k.id = c.broker;

CREATE VIEW errors AS -- one row per error that a broker answered
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS time,
  coalesce(a.name, e.api_key) AS api, coalesce(n.name, x.error_code) AS error,
  t.name AS topic, tp.partition AS partition, x.group_id AS group_id,
  e.client_id AS client, s.name AS service,
  e.q AS time_us, x.error_code AS error_code, e.connection AS connection, e.id AS exchange
FROM (SELECT exchange, tp, NULL AS group_id, error_code FROM produce WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, NULL, error_code FROM fetch WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, group_id, error_code FROM offset_commit WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, group_id, error_code FROM offset_fetch WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, NULL, error_code FROM offset_lookup WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, NULL, error_code FROM epoch_lookup WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, group_id, error_code FROM acknowledgement WHERE error_code <> 0
      UNION ALL SELECT exchange, tp, group_id, error_code FROM txn_event WHERE error_code <> 0
      -- of the others, and of whole answers: the first error in it
      UNION ALL SELECT id, NULL, NULL, error_code FROM exchange
        WHERE error_code <> 0 AND id NOT IN (
          SELECT exchange FROM produce WHERE error_code <> 0
          UNION ALL SELECT exchange FROM fetch WHERE error_code <> 0
          UNION ALL SELECT exchange FROM offset_commit WHERE error_code <> 0
          UNION ALL SELECT exchange FROM offset_fetch WHERE error_code <> 0
          UNION ALL SELECT exchange FROM offset_lookup WHERE error_code <> 0
          UNION ALL SELECT exchange FROM epoch_lookup WHERE error_code <> 0
          UNION ALL SELECT exchange FROM acknowledgement WHERE error_code <> 0
          UNION ALL SELECT exchange FROM txn_event WHERE error_code <> 0)) x
JOIN exchange e ON e.id = x.exchange
LEFT JOIN api a ON a.key = e.api_key
LEFT JOIN error n ON n.code = x.error_code
LEFT JOIN topic_partition tp ON tp.id = x.tp
LEFT JOIN topic t ON t.id = tp.topic
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service;

CREATE VIEW latency AS -- one row per API: how long brokers took, and what ktape added on the way there and back
SELECT coalesce(a.name, l.api_key) AS api, l.n AS requests,
  min(CASE WHEN l.broker_k >= 0.50 * l.n THEN l.broker_us END) AS p50_us,
  min(CASE WHEN l.broker_k >= 0.90 * l.n THEN l.broker_us END) AS p90_us,
  min(CASE WHEN l.broker_k >= 0.99 * l.n THEN l.broker_us END) AS p99_us,
  max(l.broker_us) AS max_us,
  min(CASE WHEN l.there_k >= 0.50 * l.n THEN l.there_us END) AS there_p50_us,
  min(CASE WHEN l.there_k >= 0.90 * l.n THEN l.there_us END) AS there_p90_us,
  min(CASE WHEN l.there_k >= 0.99 * l.n THEN l.there_us END) AS there_p99_us,
  min(CASE WHEN l.back_k >= 0.50 * l.n THEN l.back_us END) AS back_p50_us,
  min(CASE WHEN l.back_k >= 0.90 * l.n THEN l.back_us END) AS back_p90_us,
  min(CASE WHEN l.back_k >= 0.99 * l.n THEN l.back_us END) AS back_p99_us,
  min(CASE WHEN l.total_k >= 0.50 * l.n THEN l.total_us END) AS total_p50_us,
  min(CASE WHEN l.total_k >= 0.90 * l.n THEN l.total_us END) AS total_p90_us,
  min(CASE WHEN l.total_k >= 0.99 * l.n THEN l.total_us END) AS total_p99_us
FROM (SELECT api_key, r - f AS broker_us, f - q AS there_us, d - r AS back_us, d - q AS total_us,
        count(*) OVER (PARTITION BY api_key) AS n,
        row_number() OVER (PARTITION BY api_key ORDER BY r - f) AS broker_k,
        row_number() OVER (PARTITION BY api_key ORDER BY f - q) AS there_k,
        row_number() OVER (PARTITION BY api_key ORDER BY d - r) AS back_k,
        row_number() OVER (PARTITION BY api_key ORDER BY d - q) AS total_k
      FROM exchange WHERE f IS NOT NULL AND r IS NOT NULL AND d IS NOT NULL) l
LEFT JOIN api a ON a.key = l.api_key
GROUP BY l.api_key;

CREATE VIEW transactions AS -- one row per transaction
SELECT y.transactional_id AS transactional_id, y.producer_id AS producer_id, y.producer_epoch AS producer_epoch,
  y.protocol AS protocol, y.outcome AS outcome, y.evidence AS evidence,
  strftime('%Y-%m-%dT%H:%M:%S', y.since / 1000000, 'unixepoch') || printf('.%06dZ', y.since % 1000000) AS began_at,
  strftime('%Y-%m-%dT%H:%M:%S', y.until / 1000000, 'unixepoch') || printf('.%06dZ', y.until % 1000000) AS ended_at,
  y.age AS duration_us, y.timeout_ms AS timeout_ms, y.age > y.timeout_ms * 1000 AS overdue,
  y.records AS records, y.partitions AS partitions, y.group_ids AS group_ids,
  e.client_id AS client, s.name AS service,
  y.since AS began_at_us, y.until AS ended_at_us, y.exchange AS exchange, y.id AS txn
FROM (SELECT x.*, coalesce(x.until, CASE x.outcome WHEN 'open' THEN (SELECT value FROM tape WHERE key = 'ended') END) - x.since AS age
      FROM txn x) y
LEFT JOIN exchange e ON e.id = y.exchange
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service;

CREATE VIEW life AS -- one row per record and group that was given it
SELECT d.topic AS topic, d.partition AS partition, d.offset AS offset, a.group_id AS group_id,
  d.key AS key, d.value AS value,
  strftime('%Y-%m-%dT%H:%M:%S', x.q / 1000000, 'unixepoch') || printf('.%06dZ', x.q % 1000000) AS produced_at,
  strftime('%Y-%m-%dT%H:%M:%S', b.acked_at / 1000000, 'unixepoch') || printf('.%06dZ', b.acked_at % 1000000) AS acked_at,
  strftime('%Y-%m-%dT%H:%M:%S', min(d.delivered_at_us) / 1000000, 'unixepoch') || printf('.%06dZ', min(d.delivered_at_us) % 1000000) AS delivered_at,
  coalesce(
    (SELECT strftime('%Y-%m-%dT%H:%M:%S', min(o.certain_from) / 1000000, 'unixepoch') || printf('.%06dZ', min(o.certain_from) % 1000000) FROM offset_commit o
     WHERE o.group_id = a.group_id AND o.tp = b.tp AND o.committed_offset > d.offset AND o.outcome = 'ok'),
    -- of a share group; it locks 10,000 offsets of a partition at most, and so the index serves
    (SELECT strftime('%Y-%m-%dT%H:%M:%S', min(y.r) / 1000000, 'unixepoch') || printf('.%06dZ', min(y.r) % 1000000)
     FROM acknowledgement k JOIN exchange y ON y.id = k.exchange
     WHERE k.group_id = a.group_id AND k.tp = b.tp AND k.first_offset BETWEEN d.offset - 10000 AND d.offset
       AND k.last_offset >= d.offset AND k.type = 'accept' AND k.error_code = 0)) AS committed_at,
  count(*) AS deliveries, max(a.confidence = 'ambiguous') AS ambiguous,
  min(d.delivered_at_us) AS delivered_at_us, d.record AS record
FROM delivered d
JOIN exchange e ON e.id = d.exchange
JOIN attribution a ON a.connection = e.connection AND e.q >= a.since AND (a.until IS NULL OR e.q < a.until)
JOIN batch b ON b.id = d.batch
LEFT JOIN exchange x ON x.id = b.exchange
GROUP BY d.topic, d.partition, d.offset, a.group_id, d.record;

CREATE VIEW flows AS -- one row per producer, topic and group: who writes what for whom
SELECT w.producer AS producer, t.name AS topic, r.group_id AS group_id, r.consumer AS consumer,
  w.records AS produced, r.records AS delivered, r.ambiguous AS ambiguous
FROM topic t
LEFT JOIN (
  SELECT tp.topic AS topic, coalesce(s.name, e.client_id) AS producer, sum(b.records) AS records
  FROM batch b
  JOIN exchange e ON e.id = b.exchange
  JOIN topic_partition tp ON tp.id = b.tp
  LEFT JOIN connection c ON c.id = e.connection
  LEFT JOIN service s ON s.id = c.service
  WHERE b.in_log IS NOT 0 AND b.control IS NULL
  GROUP BY 1, 2) w ON w.topic = t.id
LEFT JOIN (
  SELECT tp.topic AS topic, a.group_id AS group_id, coalesce(s.name, e.client_id) AS consumer,
    sum(CASE WHEN d.first_visible_offset > b.base_offset THEN min(b.records, b.last_offset + 1 - d.first_visible_offset)
        ELSE b.records END) AS records,
    max(a.confidence IS 'ambiguous') AS ambiguous
  FROM delivery d
  JOIN batch b ON b.id = d.batch
  JOIN fetch f ON f.id = d.fetch
  JOIN exchange e ON e.id = f.exchange
  JOIN topic_partition tp ON tp.id = b.tp
  LEFT JOIN connection c ON c.id = e.connection
  LEFT JOIN service s ON s.id = c.service
  LEFT JOIN attribution a ON a.connection = e.connection AND e.q >= a.since AND (a.until IS NULL OR e.q < a.until)
  WHERE e.d IS NOT NULL AND b.control IS NULL
  GROUP BY 1, 2, 3) r ON r.topic = t.id
WHERE w.topic IS NOT NULL OR r.topic IS NOT NULL;

CREATE VIEW acquired AS -- one row per range of records that a member of a share group was given
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.r / 1000000, 'unixepoch') || printf('.%06dZ', e.r % 1000000) AS time,
  q.group_id AS group_id, q.member_id AS member_id, t.name AS topic, tp.partition AS partition,
  q.first_offset AS first_offset, q.last_offset AS last_offset, q.delivery_count AS delivery_count,
  e.client_id AS client, s.name AS service,
  strftime('%Y-%m-%dT%H:%M:%S', e.d / 1000000, 'unixepoch') || printf('.%06dZ', e.d % 1000000) AS delivered_at,
  e.r AS time_us, e.d AS delivered_at_us, e.id AS exchange
FROM acquisition q
JOIN exchange e ON e.id = q.exchange
LEFT JOIN topic_partition tp ON tp.id = q.tp
LEFT JOIN topic t ON t.id = tp.topic
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service;

CREATE VIEW acknowledged AS -- one row per range of records that a member of a share group was done with
SELECT strftime('%Y-%m-%dT%H:%M:%S', e.q / 1000000, 'unixepoch') || printf('.%06dZ', e.q % 1000000) AS time,
  k.group_id AS group_id, k.member_id AS member_id, t.name AS topic, tp.partition AS partition,
  k.first_offset AS first_offset, k.last_offset AS last_offset, k.type AS type,
  CASE WHEN k.error_code = 0 THEN 'ok' WHEN k.error_code IS NULL THEN 'maybe' ELSE 'no' END AS outcome,
  CASE WHEN k.error_code <> 0 THEN coalesce(n.name, k.error_code) END AS error,
  e.client_id AS client, s.name AS service, e.q AS time_us, e.id AS exchange
FROM acknowledgement k
JOIN exchange e ON e.id = k.exchange
LEFT JOIN topic_partition tp ON tp.id = k.tp
LEFT JOIN topic t ON t.id = tp.topic
LEFT JOIN connection c ON c.id = e.connection
LEFT JOIN service s ON s.id = c.service
LEFT JOIN error n ON n.code = k.error_code;

CREATE VIEW headers AS -- one row per header of a record
SELECT r.topic AS topic, r.partition AS partition, r.offset AS offset,
  h.key AS position, json_extract(h.value, '$[0]') AS name,
  CASE json_type(h.value, '$[1]') WHEN 'object' THEN json_extract(h.value, '$[1].b64')
    ELSE json_extract(h.value, '$[1]') END AS value,
  CASE json_type(h.value, '$[1]') WHEN 'object' THEN 'base64' WHEN 'null' THEN 'null' ELSE 'text' END AS encoding,
  r.record AS record
FROM records r, json_each(r.headers) h;

CREATE VIEW timeline AS -- one row per event that is neither a request nor a record
SELECT strftime('%Y-%m-%dT%H:%M:%S', w.at / 1000000, 'unixepoch') || printf('.%06dZ', w.at % 1000000) AS time,
  w.what AS what, w.detail AS detail, w.connection AS connection, w.exchange AS exchange, w.at AS time_us
FROM (SELECT opened AS at, 'connection opened' AS what, coalesce(peer, '') || coalesce(' ' || software_name, '') AS detail,
        id AS connection, NULL AS exchange FROM connection
      UNION ALL SELECT closed, 'connection closed', coalesce('by ' || closed_by, '') || coalesce(': ' || close_reason, '')
        || coalesce(', inside a frame, after ' || cut_bytes || ' bytes of it', ''), id, NULL
        FROM connection WHERE closed IS NOT NULL
      UNION ALL SELECT first_seen, 'broker seen', coalesce('node ' || node_id || ' ', '') || coalesce(host || ':' || port, ''), NULL, NULL
        FROM broker
      UNION ALL SELECT first_seen, 'topic seen', coalesce(name, topic_id), NULL, NULL FROM topic
      UNION ALL SELECT e.q, CASE a.name WHEN 'CreateTopics' THEN 'topics created' ELSE 'topics deleted' END,
        coalesce('by ' || e.client_id, '') || coalesce(': ' || n.name, ''), e.connection, e.id
        FROM exchange e JOIN api a ON a.key = e.api_key LEFT JOIN error n ON n.code = e.error_code AND n.code <> 0
        WHERE e.api_key IN (19, 20)
      UNION ALL SELECT e.q, 'group ' || m.event,
        coalesce(nullif(e.client_id, '') || ' ', '') || coalesce('(' || nullif(m.member_id, '') || ') ', '')
        || CASE m.event WHEN 'join' THEN 'joins ' WHEN 'assign' THEN 'is given its part of ' WHEN 'leave' THEN 'leaves '
             ELSE 'asks for news of ' END || m.group_id
        || coalesce(', generation ' || m.generation, '')
        || CASE m.event WHEN 'assign' THEN coalesce(': ' || (
             SELECT group_concat(t.name || '-' || tp.partition, ' ') FROM assignment x
             JOIN topic_partition tp ON tp.id = x.tp JOIN topic t ON t.id = tp.topic
             WHERE x.exchange = m.exchange AND x.source = 'member'), '') ELSE '' END
        || coalesce(', because ' || nullif(m.reason, ''), '') || coalesce(': ' || n.name, ''),
        e.connection, e.id
        FROM member_event m JOIN exchange e ON e.id = m.exchange
        LEFT JOIN error n ON n.code = m.error_code AND n.code <> 0
      UNION ALL SELECT e.r, 'coordinator', 'of ' || k.kind || ' ' || k."key" || ' is node ' || k.node_id, e.connection, e.id
        FROM (SELECT c.*, lag(c.node_id) OVER (PARTITION BY c.kind, c."key" ORDER BY c.id) AS before
              FROM coordinator c WHERE c.error_code = 0) k
        JOIN exchange e ON e.id = k.exchange WHERE k.before IS NULL OR k.before <> k.node_id
      UNION ALL SELECT e.q, 'offset set by an admin', o.group_id || ' ' || coalesce(t.name || '-' || tp.partition, '') ||
        CASE WHEN o.committed_offset < 0 THEN ' deleted' ELSE ' to ' || o.committed_offset END || coalesce(': ' || n.name, ''),
        e.connection, e.id
        FROM offset_commit o JOIN exchange e ON e.id = o.exchange
        LEFT JOIN topic_partition tp ON tp.id = o.tp LEFT JOIN topic t ON t.id = tp.topic
        LEFT JOIN error n ON n.code = o.error_code AND n.code <> 0 WHERE o.kind = 'admin'
      UNION ALL SELECT e.q, 'records ' || CASE k.type WHEN 'release' THEN 'released' ELSE 'rejected' END,
        k.group_id || ' ' || coalesce(t.name || '-' || tp.partition, '') || ' ' || k.first_offset ||
        CASE WHEN k.last_offset > k.first_offset THEN ' to ' || k.last_offset ELSE '' END || coalesce(': ' || n.name, ''),
        e.connection, e.id
        FROM acknowledgement k JOIN exchange e ON e.id = k.exchange
        LEFT JOIN topic_partition tp ON tp.id = k.tp LEFT JOIN topic t ON t.id = tp.topic
        LEFT JOIN error n ON n.code = k.error_code AND n.code <> 0 WHERE k.type IN ('release', 'reject')
      UNION ALL SELECT e.q, 'transaction ' || v.event, v.transactional_id, e.connection, e.id
        FROM txn_event v JOIN exchange e ON e.id = v.exchange
      UNION ALL SELECT x.until, 'transaction ' || x.outcome, coalesce(x.transactional_id, '') || coalesce(' by ' || x.evidence, ''),
        NULL, x.exchange FROM txn x WHERE x.outcome IN ('committed', 'aborted')
      UNION ALL SELECT since, 'stall', why, NULL, NULL FROM stall
      UNION ALL SELECT since, 'gap', why, connection, exchange FROM gap) w
WHERE w.at IS NOT NULL;

CREATE VIEW gaps AS -- one row per hole: what passed and is not on the tape
SELECT strftime('%Y-%m-%dT%H:%M:%S', g.since / 1000000, 'unixepoch') || printf('.%06dZ', g.since % 1000000) AS since,
  strftime('%Y-%m-%dT%H:%M:%S', g.until / 1000000, 'unixepoch') || printf('.%06dZ', g.until % 1000000) AS until,
  g.why AS why, coalesce(a.name, g.api_key) AS api, g.topic AS topic, g.partition AS partition, g.group_id AS group_id,
  g.frames AS frames, g.bytes AS bytes, e.client_id AS client, c.peer AS peer,
  g.since AS since_us, g.until AS until_us, g.connection AS connection, g.exchange AS exchange
FROM gap g
LEFT JOIN api a ON a.key = g.api_key
LEFT JOIN connection c ON c.id = g.connection
LEFT JOIN exchange e ON e.id = g.exchange;

CREATE VIEW blind_spots AS -- one row per part of the traffic that no other row tells of
SELECT g.why AS why, g.topic AS topic, g.partition AS partition, g.group_id AS group_id, g.exchange AS exchange
FROM gap g
UNION ALL
SELECT a.name || ' v' || e.api_version || ': its ' || f.direction || ' was not understood', NULL, NULL, NULL, e.id
FROM frame f JOIN exchange e ON e.id = f.exchange JOIN api a ON a.key = e.api_key
WHERE f.state IN ('opaque', 'malformed') AND a.name IN (
  'Produce', 'Fetch', 'ShareFetch', 'ShareAcknowledge', 'OffsetCommit', 'TxnOffsetCommit', 'EndTxn', 'OffsetDelete', 'DeleteGroups');

CREATE VIEW help AS -- one row per view and column; the view's own has no column
WITH h ("view", "column", meaning) AS (VALUES
  ('records', NULL, 'one row per record in the log, as far as it was seen: produced, fetched or both'),
  ('records', 'topic', 'topic name'),
  ('records', 'partition', 'partition number'),
  ('records', 'offset', 'offset in the partition; NULL: never learned (acks=0, no answer)'),
  ('records', 'time', 'timestamp of the record; NULL: it has none'),
  ('records', 'key', 'TEXT when it is text, else BLOB; NULL: none'),
  ('records', 'value', 'TEXT when it is text, else BLOB; NULL: none (a tombstone)'),
  ('records', 'json', 'the value, if it is JSON: json_extract(json, ''$.id'')'),
  ('records', 'headers', 'JSON array of [name, value]; see the view headers'),
  ('records', 'producer', 'client id of the producer; NULL: produced before or beside this tape'),
  ('records', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('records', 'transactional', '1: written in a transaction'),
  ('records', 'aborted', '1: its transaction was aborted, 0: committed, NULL: no transaction, or its end was not seen'),
  ('records', 'produced_at', 'when the first attempt came from the producer'),
  ('records', 'acked_at', 'when the broker''s acknowledgement came; NULL: not seen'),
  ('records', 'first_delivered_at', 'when it was first handed to a consumer; NULL: not on this tape'),
  ('records', 'time_us', 'time, as microseconds since the epoch'),
  ('records', 'produced_at_us', 'produced_at, as microseconds since the epoch'),
  ('records', 'acked_at_us', 'acked_at, as microseconds since the epoch'),
  ('records', 'first_delivered_at_us', 'first_delivered_at, as microseconds since the epoch'),
  ('records', 'timestamp_type', 'CreateTime: set by the producer; LogAppendTime: by the broker'),
  ('records', 'codec', 'compression of its batch'),
  ('records', 'record', 'id in the table record'),
  ('records', 'batch', 'id in the table batch'),
  ('records', 'exchange', 'id of the exchange: ktape dump --exchange ID; of the produce request'),
  ('produced', NULL, 'one row per attempt to produce a batch; retries are rows of their own'),
  ('produced', 'topic', 'topic name'),
  ('produced', 'partition', 'partition number'),
  ('produced', 'base_offset', 'offset of the first record; NULL: not known'),
  ('produced', 'records', 'how many the batch has'),
  ('produced', 'bytes', 'size of the batch'),
  ('produced', 'codec', 'compression'),
  ('produced', 'producer', 'client id in the request'),
  ('produced', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('produced', 'acks', '-1: all in-sync replicas, 1: the leader, 0: no answer wanted'),
  ('produced', 'outcome', 'ok: in the log; no: refused; maybe: not known'),
  ('produced', 'proof', 'what the outcome rests on'),
  ('produced', 'error', 'Kafka''s name; NULL: none or no answer'),
  ('produced', 'transactional_id', 'NULL: no transaction'),
  ('produced', 'producer_id', '-1: not idempotent'),
  ('produced', 'producer_epoch', 'goes with producer_id'),
  ('produced', 'base_sequence', 'sequence number of the first record'),
  ('produced', 'produced_at', 'when the request came from the producer'),
  ('produced', 'answered_at', 'when the broker''s answer came'),
  ('produced', 'produced_at_us', 'produced_at, as microseconds since the epoch'),
  ('produced', 'answered_at_us', 'answered_at, as microseconds since the epoch'),
  ('produced', 'batch', 'id in the table batch'),
  ('produced', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('batches', NULL, 'one row per batch of records in the log, or perhaps in it; on a sealed tape'),
  ('batches', 'topic', 'topic name'),
  ('batches', 'partition', 'partition number'),
  ('batches', 'base_offset', 'of its first record; NULL: not known'),
  ('batches', 'last_offset', 'of its last record'),
  ('batches', 'records', 'records in it'),
  ('batches', 'state', 'kept; aborted; open (its transaction did not end); overwritten (after a leader failed); unknown (nobody was told whether it was written, or how its transaction ended)'),
  ('batches', 'recorded', '1: written during this recording; 0: before it; NULL: not known'),
  ('batches', 'exchange', 'id of the exchange that wrote it, else of the first that read it'),
  ('batches', 'acked_at_us', 'when the broker acknowledged it, as microseconds since the epoch; NULL: it did not'),
  ('batches', 'batch', 'id in the table batch'),
  ('batches', 'tp', 'id in the table topic_partition'),
  ('partitions', NULL, 'one row per partition: how much of its log is known; on a sealed tape'),
  ('partitions', 'topic', 'topic name'),
  ('partitions', 'partition', 'partition number'),
  ('partitions', 'incarnation', '1, 2, ... of topics of one name'),
  ('partitions', 'first_end_offset', 'where the log ended when that was first asked: ktape does when it begins; NULL: nobody asked'),
  ('partitions', 'last_end_offset', 'where it ended when that was last asked: ktape does when it ends'),
  ('partitions', 'unseen', 'offsets between the two that nothing on the tape accounts for: written around ktape, and read by nobody'),
  ('partitions', 'tp', 'id in the table topic_partition'),
  ('delivered', NULL, 'one row per record and fetch answer that handed it to a client'),
  ('delivered', 'topic', 'topic name'),
  ('delivered', 'partition', 'partition number'),
  ('delivered', 'offset', 'offset in the partition'),
  ('delivered', 'time', 'timestamp of the record'),
  ('delivered', 'key', 'as in records'),
  ('delivered', 'value', 'as in records'),
  ('delivered', 'json', 'as in records'),
  ('delivered', 'headers', 'as in records'),
  ('delivered', 'consumer', 'client id in the request'),
  ('delivered', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('delivered', 'delivered_at', 'just before the answer''s last byte went to the client'),
  ('delivered', 'time_us', 'time, as microseconds since the epoch'),
  ('delivered', 'delivered_at_us', 'delivered_at, as microseconds since the epoch'),
  ('delivered', 'record', 'id in the table record'),
  ('delivered', 'batch', 'id in the table batch'),
  ('delivered', 'fetch', 'id in the table fetch'),
  ('delivered', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('commits', NULL, 'one row per partition of an offset commit'),
  ('commits', 'time', 'when the request came from the client'),
  ('commits', 'group_id', 'consumer group'),
  ('commits', 'topic', 'topic name'),
  ('commits', 'partition', 'partition number'),
  ('commits', 'committed_offset', 'the next offset to be read'),
  ('commits', 'leader_epoch', '-1 or NULL: not given'),
  ('commits', 'metadata', 'what the client wrote beside the offset'),
  ('commits', 'outcome', 'was it taken: ok, no (refused), maybe (not known); a txn one that is ok holds only if its transaction is committed'),
  ('commits', 'error', 'Kafka''s name; NULL: none or no answer'),
  ('commits', 'kind', 'plain; txn: part of a transaction; admin: by a tool, not by a member'),
  ('commits', 'member_id', 'empty or NULL: none'),
  ('commits', 'group_instance_id', 'of a static member'),
  ('commits', 'generation', 'or member epoch; -1: none'),
  ('commits', 'transactional_id', 'of a txn one'),
  ('commits', 'transaction_outcome', 'of a txn one, on a sealed tape: committed, aborted, open, unknown'),
  ('commits', 'client', 'client id in the request'),
  ('commits', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('commits', 'certain_from', 'from when on it surely held; NULL: never (refused, or its transaction aborted), or not known'),
  ('commits', 'time_us', 'time, as microseconds since the epoch'),
  ('commits', 'effective_from_us', 'from when on it may have held, as microseconds since the epoch'),
  ('commits', 'certain_from_us', 'certain_from, as microseconds since the epoch'),
  ('commits', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('commits', 'txn', 'id in the table txn, on a sealed tape; NULL: no txn one'),
  ('groups', NULL, 'one row per group that was seen'),
  ('groups', 'group_id', 'its name'),
  ('groups', 'protocol', 'classic, consumer (KIP-848), share, streams; NULL: not seen'),
  ('groups', 'assignor', 'who divides the partitions among the members'),
  ('groups', 'members', 'member ids seen'),
  ('groups', 'generations', 'generations seen'),
  ('groups', 'commits', 'partitions committed'),
  ('groups', 'failed_commits', 'refused ones'),
  ('groups', 'partitions', 'partitions committed or read back'),
  ('groups', 'coordinator', 'node id of the broker that looks after it, by the newest answer'),
  ('groups', 'coordinator_moves', 'how often that changed'),
  ('groups', 'first_seen', 'first request'),
  ('groups', 'last_seen', 'last request'),
  ('groups', 'first_seen_us', 'first_seen, as microseconds since the epoch'),
  ('groups', 'last_seen_us', 'last_seen, as microseconds since the epoch'),
  ('members', NULL, 'one row per group member'),
  ('members', 'group_id', 'its group'),
  ('members', 'member_id', 'Kafka''s id of it'),
  ('members', 'group_instance_id', 'of a static member'),
  ('members', 'protocol', 'classic, consumer (KIP-848), share, streams'),
  ('members', 'client', 'client id in the request'),
  ('members', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('members', 'generations', 'generations it took part in'),
  ('members', 'joins', 'how often it joined'),
  ('members', 'last_partitions', 'what it was given last'),
  ('members', 'session_timeout_ms', 'how long it may be silent, as it said when it joined (classic)'),
  ('members', 'rebalance_timeout_ms', 'how long it may take to rejoin, as it said; Java and librdkafka: max.poll.interval.ms'),
  ('members', 'left_at', 'when it said that it leaves; NULL: it did not'),
  ('members', 'reason', 'why, in its own words'),
  ('members', 'first_seen', 'first request'),
  ('members', 'last_seen', 'last request'),
  ('members', 'first_seen_us', 'first_seen, as microseconds since the epoch'),
  ('members', 'last_seen_us', 'last_seen, as microseconds since the epoch'),
  ('lag', NULL, 'one row per group and partition: how far behind at the end of the tape'),
  ('lag', 'group_id', 'consumer group'),
  ('lag', 'topic', 'topic name'),
  ('lag', 'partition', 'partition number'),
  ('lag', 'committed_offset', 'last one that surely holds'),
  ('lag', 'end_offset', 'newest end of the partition that was seen'),
  ('lag', 'lag', 'offsets between them; those of transaction markers count'),
  ('lag', 'record_lag', 'records between them, as far as they are on the tape'),
  ('lag', 'committed_at', 'when it was committed'),
  ('lag', 'committed_at_us', 'committed_at, as microseconds since the epoch'),
  ('lag_over_time', NULL, 'one row per group, partition and commit that holds: how far behind it was then'),
  ('lag_over_time', 'time', 'when it was certain to be committed'),
  ('lag_over_time', 'group_id', 'consumer group'),
  ('lag_over_time', 'topic', 'topic name'),
  ('lag_over_time', 'partition', 'partition number'),
  ('lag_over_time', 'committed_offset', 'what was committed'),
  ('lag_over_time', 'end_offset', 'end of the partition, as far as it was seen by then'),
  ('lag_over_time', 'lag', 'offsets between them; those of transaction markers count'),
  ('lag_over_time', 'record_lag', 'records between them, as far as they were on the tape by then'),
  ('lag_over_time', 'time_us', 'time, as microseconds since the epoch'),
  ('lag_over_time', 'exchange', 'id of the commit: ktape dump --exchange ID'),
  ('positions', NULL, 'one row per fetch of a partition behind the same reader''s one before: where it went on'),
  ('positions', 'time', 'when the fetch came'),
  ('positions', 'client', 'client id in the request'),
  ('positions', 'topic', 'topic name'),
  ('positions', 'partition', 'partition number'),
  ('positions', 'offset', 'where it reads'),
  ('positions', 'expected_offset', 'the end of what the fetch before it had brought'),
  ('positions', 'move', 'advance; skip: beyond what was expected; refetch: where the one before had begun; partial: between; rewind: before that'),
  ('positions', 'reason', 'why it did not advance: resume (a committed offset), reset (ListOffsets), retention, truncation, out of range, error; NULL: the client decided'),
  ('positions', 'time_us', 'time, as microseconds since the epoch'),
  ('positions', 'tp', 'id in the table topic_partition'),
  ('positions', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('positions', 'exchange_before', 'id of the fetch before'),
  ('requests', NULL, 'one row per request with its response'),
  ('requests', 'time', 'when the request came from the client'),
  ('requests', 'api', 'Kafka''s name of the API'),
  ('requests', 'api_version', 'version of the request'),
  ('requests', 'client', 'client id in the request'),
  ('requests', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('requests', 'broker', 'node id; NULL: by the bootstrap address'),
  ('requests', 'source', 'client, or probe: ktape''s own'),
  ('requests', 'fate', 'answered, unanswered (acks=0), open, cut (the connection ended first)'),
  ('requests', 'error', 'first error in the answer'),
  ('requests', 'request_bytes', 'without the 4-byte size'),
  ('requests', 'response_bytes', 'NULL: none'),
  ('requests', 'broker_us', 'microseconds from ktape to the broker and back'),
  ('requests', 'total_us', 'microseconds at ktape in all'),
  ('requests', 'time_us', 'time, as microseconds since the epoch'),
  ('requests', 'sent_us', 'before it was sent to the broker, as microseconds since the epoch'),
  ('requests', 'answered_us', 'after the answer had come, as microseconds since the epoch'),
  ('requests', 'delivered_us', 'before the answer went to the client; NULL: never, as microseconds since the epoch'),
  ('requests', 'peer', 'address of the client'),
  ('requests', 'correlation_id', 'pairs request and response on the wire'),
  ('requests', 'connection', 'id in the table connection'),
  ('requests', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('errors', NULL, 'one row per error that a broker answered'),
  ('errors', 'time', 'when the request came from the client'),
  ('errors', 'api', 'Kafka''s name of the API'),
  ('errors', 'error', 'Kafka''s name of the error'),
  ('errors', 'topic', 'topic name; NULL: not about one'),
  ('errors', 'partition', 'partition number'),
  ('errors', 'group_id', 'NULL: not about one'),
  ('errors', 'client', 'client id in the request'),
  ('errors', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('errors', 'time_us', 'time, as microseconds since the epoch'),
  ('errors', 'error_code', 'Kafka''s number of it'),
  ('errors', 'connection', 'id in the table connection'),
  ('errors', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('latency', NULL, 'one row per API; a Fetch waits for data, so its times are no fault'),
  ('latency', 'api', 'Kafka''s name of the API'),
  ('latency', 'requests', 'answered ones'),
  ('latency', 'p50_us', 'microseconds at the broker: median'),
  ('latency', 'p90_us', '90th percentile'),
  ('latency', 'p99_us', '99th percentile'),
  ('latency', 'max_us', 'longest'),
  ('latency', 'there_p50_us', 'from the clients request, whole at ktape, to its last byte on the way to the broker: median'),
  ('latency', 'there_p90_us', '90th percentile'),
  ('latency', 'there_p99_us', '99th percentile'),
  ('latency', 'back_p50_us', 'from the brokers answer, whole at ktape, to its last byte on the way to the client: median'),
  ('latency', 'back_p90_us', '90th percentile'),
  ('latency', 'back_p99_us', '99th percentile'),
  ('latency', 'total_p50_us', 'from the request, whole at ktape, to the last byte of its answer on the way to the client: median'),
  ('latency', 'total_p90_us', '90th percentile'),
  ('latency', 'total_p99_us', '99th percentile'),
  ('transactions', NULL, 'one row per transaction whose producer was recorded; made by the seal'),
  ('transactions', 'transactional_id', 'of the producer'),
  ('transactions', 'producer_id', 'goes with it'),
  ('transactions', 'producer_epoch', 'goes with it; without KIP-890 the same for many transactions'),
  ('transactions', 'protocol', '2: an epoch per transaction (KIP-890, transaction.version 2); 1: before that'),
  ('transactions', 'outcome', 'committed, aborted, open (at the end of the tape), unknown'),
  ('transactions', 'evidence', 'what proves the outcome: EndTxn (answered), fenced (refused as such), fenced by init (a new producer of that id), next epoch, next transaction, stable OffsetFetch, refused (all of it), marker (in the log; with another proof or alone; against one, it decides); of an unknown one, why; NULL: open'),
  ('transactions', 'began_at', 'first request of it'),
  ('transactions', 'ended_at', 'when the outcome was certain; NULL: it is not'),
  ('transactions', 'duration_us', 'microseconds between; of an open one, until the tape ended'),
  ('transactions', 'timeout_ms', 'after which the broker aborts it; NULL: its InitProducerId was not seen'),
  ('transactions', 'overdue', '1: it lasted longer than that'),
  ('transactions', 'records', 'in the log, as far as known; also aborted ones'),
  ('transactions', 'partitions', 'that they are in'),
  ('transactions', 'group_ids', 'consumer groups whose offsets it commits'),
  ('transactions', 'client', 'client id in its first request'),
  ('transactions', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('transactions', 'began_at_us', 'began_at, as microseconds since the epoch'),
  ('transactions', 'ended_at_us', 'ended_at, as microseconds since the epoch'),
  ('transactions', 'exchange', 'id of its first exchange: ktape dump --exchange ID'),
  ('transactions', 'txn', 'id in the table txn; its batches are those of txn_batch'),
  ('life', NULL, 'one row per record and group that was given it (on a sealed tape: see the table attribution)'),
  ('life', 'topic', 'topic name'),
  ('life', 'partition', 'partition number'),
  ('life', 'offset', 'offset in the partition'),
  ('life', 'group_id', 'consumer group'),
  ('life', 'key', 'as in records'),
  ('life', 'value', 'as in records'),
  ('life', 'produced_at', 'when the first attempt came from the producer; NULL: not on this tape'),
  ('life', 'acked_at', 'when the broker acknowledged it'),
  ('life', 'delivered_at', 'when a member was first given it'),
  ('life', 'committed_at', 'when the group had first committed past it, or a share group accepted it; NULL: not yet'),
  ('life', 'deliveries', 'how often it was given'),
  ('life', 'ambiguous', '1: some of it may have been given to another group of the same client'),
  ('life', 'delivered_at_us', 'delivered_at, as microseconds since the epoch'),
  ('life', 'record', 'id in the table record'),
  ('flows', NULL, 'one row per producer, topic and group: who writes what for whom'),
  ('flows', 'producer', 'its listener set (-l NAME=HOST:PORT), else its client id; NULL: nobody on this tape'),
  ('flows', 'topic', 'topic name'),
  ('flows', 'group_id', 'group that was given records of it, on a sealed tape; NULL: none is known, or a reader without one'),
  ('flows', 'consumer', 'its listener set, else its client id; NULL: nobody on this tape'),
  ('flows', 'produced', 'records of that producer in the log'),
  ('flows', 'delivered', 'records that went to that group, also aborted ones'),
  ('flows', 'ambiguous', '1: some of it may have been given to another group of the same client'),
  ('acquired', NULL, 'one row per range of records that a member of a share group was given'),
  ('acquired', 'time', 'when the broker''s answer came'),
  ('acquired', 'group_id', 'share group'),
  ('acquired', 'member_id', 'Kafka''s id of the member'),
  ('acquired', 'topic', 'topic name'),
  ('acquired', 'partition', 'partition number'),
  ('acquired', 'first_offset', 'first of the range'),
  ('acquired', 'last_offset', 'last of the range; offsets without a record (markers, compacted) may be in it'),
  ('acquired', 'delivery_count', '1: the first time that the group is given it'),
  ('acquired', 'client', 'client id in the request'),
  ('acquired', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('acquired', 'delivered_at', 'just before the answer''s last byte went to the client; NULL: it never did'),
  ('acquired', 'time_us', 'time, as microseconds since the epoch'),
  ('acquired', 'delivered_at_us', 'delivered_at, as microseconds since the epoch'),
  ('acquired', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('acknowledged', NULL, 'one row per range of records that a member of a share group was done with'),
  ('acknowledged', 'time', 'when the request came from the client'),
  ('acknowledged', 'group_id', 'share group'),
  ('acknowledged', 'member_id', 'Kafka''s id of the member'),
  ('acknowledged', 'topic', 'topic name'),
  ('acknowledged', 'partition', 'partition number'),
  ('acknowledged', 'first_offset', 'first of the range'),
  ('acknowledged', 'last_offset', 'last of the range'),
  ('acknowledged', 'type', 'accept, release (again, to anybody), reject (to nobody), renew (more time), gap (no record there)'),
  ('acknowledged', 'outcome', 'was it taken: ok, no (refused), maybe (no answer)'),
  ('acknowledged', 'error', 'Kafka''s name; NULL: none or no answer'),
  ('acknowledged', 'client', 'client id in the request'),
  ('acknowledged', 'service', 'name of the listener set that the client dialled (-l NAME=HOST:PORT)'),
  ('acknowledged', 'time_us', 'time, as microseconds since the epoch'),
  ('acknowledged', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('headers', NULL, 'one row per header of a record'),
  ('headers', 'topic', 'topic name'),
  ('headers', 'partition', 'partition number'),
  ('headers', 'offset', 'offset in the partition'),
  ('headers', 'position', '0 is the record''s first header'),
  ('headers', 'name', 'key of the header'),
  ('headers', 'value', 'its value'),
  ('headers', 'encoding', 'text, base64 (the value is not text) or null'),
  ('headers', 'record', 'id in the table record'),
  ('timeline', NULL, 'one row per event that is neither a request nor a record; ORDER BY time'),
  ('timeline', 'time', 'when'),
  ('timeline', 'what', 'connection opened, topic seen, gap, ...'),
  ('timeline', 'detail', 'more of it, in words'),
  ('timeline', 'connection', 'id in the table connection'),
  ('timeline', 'exchange', 'id of the exchange: ktape dump --exchange ID'),
  ('timeline', 'time_us', 'time, as microseconds since the epoch'),
  ('gaps', NULL, 'one row per hole: what passed and is not on the tape'),
  ('gaps', 'since', 'from'),
  ('gaps', 'until', 'to; NULL: not known'),
  ('gaps', 'why', 'killed, queue full, disk full, ...; cut: this tape is a slice, see SELECT * FROM tape'),
  ('gaps', 'api', 'NULL: any'),
  ('gaps', 'topic', 'NULL: any'),
  ('gaps', 'partition', 'NULL: any'),
  ('gaps', 'group_id', 'NULL: any'),
  ('gaps', 'frames', 'how many requests and responses; NULL: not known'),
  ('gaps', 'bytes', 'how much; NULL: not known'),
  ('gaps', 'client', 'client id in the request'),
  ('gaps', 'peer', 'address of the client'),
  ('gaps', 'since_us', 'since, as microseconds since the epoch'),
  ('gaps', 'until_us', 'until, as microseconds since the epoch'),
  ('gaps', 'connection', 'id in the table connection; NULL: any'),
  ('gaps', 'exchange', 'id in the table exchange; NULL: any'),
  ('blind_spots', NULL, 'one row per part of the traffic that no other row tells of: each gap, and each request or answer about records or offsets that was not understood'),
  ('blind_spots', 'why', 'what happened'),
  ('blind_spots', 'topic', 'NULL: any'),
  ('blind_spots', 'partition', 'NULL: any'),
  ('blind_spots', 'group_id', 'NULL: any'),
  ('blind_spots', 'exchange', 'id in the table exchange; NULL: any'),
  ('help', NULL, 'this list'),
  ('help', 'view', 'name of a view'),
  ('help', 'column', 'NULL: about the view as a whole'),
  ('help', 'meaning', 'what it is'))
SELECT * FROM h;
