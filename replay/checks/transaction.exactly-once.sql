-- title: what a group reads takes effect in one transaction, once
-- means: two committed transactions took the same input, an aborted one's input was not read again, or a service that writes in transactions commits what it read outside of them
-- severity: S2
-- blame: service
-- innocent: it had kept the input of the aborted transaction and used it in the next; what it writes does not come from what it reads
-- unknown: which output comes from which input; a service whose reader and writer have neither a client id nor a named listener in common
-- do: sendOffsetsToTransaction(), enable.auto.commit=false; after an abort, seek back to the committed offsets
WITH took AS ( -- offsets that transactions committed, as they took effect
  SELECT c.group_id AS group_id, c.tp AS tp, c.committed_offset AS committed_offset, c.exchange AS exchange, c.txn AS txn,
    c.effective_from AS since, c.certain_from AS at, e.q AS q,
    lag(c.committed_offset) OVER w AS before, lag(c.certain_from) OVER w AS before_at, lag(c.exchange) OVER w AS before_exchange
  FROM offset_commit c JOIN exchange e ON e.id = c.exchange
  WHERE c.kind = 'txn' AND c.outcome = 'ok' AND c.certain_from IS NOT NULL AND c.committed_offset >= 0
  WINDOW w AS (PARTITION BY c.group_id, c.tp ORDER BY c.certain_from)),
back AS (
  SELECT k.group_id AS group_id, k.tp AS tp, k.committed_offset AS offset, k.exchange AS exchange,
    EXISTS ( -- it was given something of it again
      SELECT 1 FROM fetch f JOIN exchange e ON e.id = f.exchange JOIN attribution a ON a.connection = e.connection
      WHERE f.tp = k.tp AND a.group_id = k.group_id AND f.next_offset > f.fetch_offset
        AND f.fetch_offset < k.committed_offset AND e.q > k.before_at AND e.d < k.q) AS proven,
    'was committed by a transaction, after another had committed ' || k.before || ' (exchange ' || k.before_exchange
      || '): the input between took effect twice' AS detail
  FROM took k
  WHERE k.committed_offset < k.before AND k.since > k.before_at AND NOT EXISTS (
    SELECT 1 FROM offset_commit c WHERE c.group_id = k.group_id AND c.tp = k.tp AND c.kind <> 'txn' AND c.outcome <> 'no'
      AND c.effective_from BETWEEN k.before_at AND k.since)),
undone AS ( -- offsets of transactions that were aborted, between those that took effect
  SELECT group_id, tp, committed_offset, exchange, until, outcome,
    max(CASE WHEN outcome = 'committed' THEN committed_offset END) OVER (PARTITION BY group_id, tp ORDER BY q
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS first,
    min(CASE WHEN outcome = 'committed' THEN q END) OVER (PARTITION BY group_id, tp ORDER BY q DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS next
  FROM (
    SELECT c.group_id AS group_id, c.tp AS tp, c.committed_offset AS committed_offset, c.exchange AS exchange,
      t.until AS until, t.outcome AS outcome, e.q AS q
    FROM offset_commit c JOIN txn t ON t.id = c.txn JOIN exchange e ON e.id = c.exchange
    WHERE c.kind = 'txn' AND c.outcome = 'ok' AND c.committed_offset >= 0)),
skipped AS (
  SELECT u.group_id AS group_id, u.tp AS tp, min(b.base_offset) AS offset, u.exchange AS exchange, 0 AS proven,
    'and what follows, up to ' || u.committed_offset
      || ', was the input of a transaction that was aborted, and was not read again before the next committed' AS detail
  FROM undone u
  CROSS JOIN batch b ON b.tp = u.tp AND b.base_offset >= coalesce(u.first, 0) AND b.base_offset < u.committed_offset
  WHERE u.outcome = 'aborted' AND u.next > u.until AND b.in_log = 1 AND b.control IS NULL
    AND NOT EXISTS (
      SELECT 1 FROM batch o
      JOIN delivery d ON d.batch = o.id JOIN fetch f ON f.id = d.fetch JOIN exchange e ON e.id = f.exchange
      JOIN attribution a ON a.connection = e.connection AND a.group_id = u.group_id
      WHERE o.tp = u.tp AND o.base_offset >= coalesce(u.first, 0) AND o.base_offset < u.committed_offset
        AND e.d > u.until AND e.q < u.next)
  GROUP BY u.group_id, u.tp, u.exchange),
writer AS ( -- who writes in transactions that commit no offsets
  SELECT t.transactional_id AS transactional_id, t.id AS txn, t.since AS since, t.until AS until, t.exchange AS exchange,
    e.client_id AS client_id, c.service AS service, v.name AS service_name,
    rtrim(rtrim(c.peer, '0123456789'), ':') AS host
  FROM txn t JOIN exchange e ON e.id = t.exchange JOIN connection c ON c.id = e.connection
  LEFT JOIN service v ON v.id = c.service
  WHERE t.outcome = 'committed' AND t.group_ids IS NULL AND t.records > 0),
wrote AS (
  SELECT DISTINCT w.transactional_id AS transactional_id, p.topic AS topic
  FROM writer w JOIN txn_batch x ON x.txn = w.txn JOIN batch b ON b.id = x.batch JOIN topic_partition p ON p.id = b.tp),
kept AS (
  SELECT c.group_id AS group_id, c.tp AS tp, max(e.q) AS q FROM offset_commit c JOIN exchange e ON e.id = c.exchange
  WHERE c.kind = 'plain' AND c.outcome = 'ok' AND (c.generation >= 0 OR c.member_id <> '')
    AND EXISTS (SELECT 1 FROM writer)
  GROUP BY c.group_id, c.tp),
reader AS ( -- of groups that commit by themselves
  SELECT a.group_id AS group_id, e.client_id AS client_id, c.service AS service,
    rtrim(rtrim(c.peer, '0123456789'), ':') AS host, f.tp AS tp, min(e.d) AS since, k.q AS until
  FROM attribution a JOIN connection c ON c.id = a.connection
  JOIN exchange e ON e.connection = a.connection
  JOIN fetch f ON f.exchange = e.id AND f.next_offset > f.fetch_offset
  JOIN kept k ON k.group_id = a.group_id AND k.tp = f.tp
  WHERE a.confidence <> 'ambiguous' AND EXISTS (SELECT 1 FROM writer)
  GROUP BY 1, 2, 3, 4, 5),
outside AS (
  SELECT r.group_id AS group_id, w.transactional_id AS transactional_id, count(DISTINCT w.txn) AS times,
    min(w.exchange) AS exchange
  FROM writer w JOIN reader r ON r.service IS w.service AND r.host = w.host
    AND (w.service_name <> '' OR r.client_id = w.client_id AND w.client_id NOT IN ('', 'rdkafka', 'sarama', 'kafkajs', 'kgo'))
  -- it read, wrote, and then committed, of a topic that it does not write
  WHERE r.since < w.since AND r.until > w.until
    AND (SELECT p.topic FROM topic_partition p WHERE p.id = r.tp) NOT IN (
      SELECT o.topic FROM wrote o WHERE o.transactional_id = w.transactional_id)
  GROUP BY r.group_id, w.transactional_id)
SELECT CASE WHEN EXISTS ( -- a slice, and what went before is not on it
      SELECT 1 FROM gap g JOIN exchange e ON e.id = s.exchange
      WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.until <= e.q)
    THEN 'NONE'
    WHEN s.proven AND NOT EXISTS ( -- that it was put back may be missing
      SELECT 1 FROM gap g JOIN exchange e ON e.id = s.exchange
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 8) = 8 AND coalesce(g.group_id, s.group_id) = s.group_id
        AND coalesce(g.topic, t.name) = t.name AND coalesce(g.partition, tp.partition) = tp.partition AND g.since <= e.q)
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict, t.name AS topic, tp.partition AS partition,
  s.offset AS offset, s.group_id AS group_id, s.exchange AS exchange_id, s.detail AS detail
FROM (SELECT * FROM back UNION ALL SELECT * FROM skipped) s
JOIN topic_partition tp ON tp.id = s.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'SUSPECT', NULL, NULL, NULL, o.group_id, o.exchange,
  o.times || ' transactions of ' || o.transactional_id || ' commit no offsets; the group commits them afterwards, outside' FROM outside o
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions that committed' FROM txn WHERE outcome = 'committed';
