-- title: every transaction ended
-- means: a transaction was open when the recording ended: readers of committed data wait behind it
-- severity: S2
-- blame: service, or the cluster
-- innocent: it was under way when the recording ended; or its coordinator aborted it after its timeout, and nobody read that
-- unknown: how it ended afterwards
-- do: kafka-transactions.sh --describe; if its producer is gone, --abort
WITH ending AS (SELECT max(coalesce(d, r, f, q)) AS at FROM exchange),
write AS ( -- the first on each partition
  SELECT x.txn AS txn, b.tp AS tp, min(b.base_offset) AS offset
  FROM txn t JOIN txn_batch x ON x.txn = t.id JOIN batch b ON b.id = x.batch
  WHERE t.outcome = 'open'
  GROUP BY x.txn, b.tp),
held AS ( -- an answer that stopped at it, when its coordinator (which looks each 10 s) should have aborted it
  SELECT w.txn AS txn, max(f.exchange) AS exchange
  FROM write w JOIN txn t ON t.id = w.txn
  CROSS JOIN fetch f ON f.tp = w.tp
  JOIN exchange e ON e.id = f.exchange
  WHERE f.error_code = 0 AND f.last_stable_offset <= w.offset AND f.high_watermark > w.offset
    AND e.f > t.since + (t.timeout_ms + 10000) * 1000
  GROUP BY w.txn)
SELECT CASE WHEN h.txn IS NOT NULL THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  n.name AS topic, tp.partition AS partition, w.offset AS offset, t.group_ids AS group_id,
  coalesce(h.exchange, t.exchange) AS exchange_id,
  'of ' || coalesce(t.transactional_id, 'producer ' || t.producer_id) || ' (exchange ' || t.exchange || '), open for '
    || ((g.at - t.since) / 1000) || ' ms' || coalesce(' of ' || t.timeout_ms || ' ms that it may take', '') AS detail
FROM txn t CROSS JOIN ending g
LEFT JOIN held h ON h.txn = t.id
LEFT JOIN write w ON w.txn = t.id AND w.tp = (SELECT min(o.tp) FROM write o WHERE o.txn = t.id)
LEFT JOIN topic_partition tp ON tp.id = w.tp LEFT JOIN topic n ON n.id = tp.topic
WHERE t.outcome = 'open'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions' FROM txn;
