-- title: transactions end as their producers ask
-- means: a commit was refused, so that all of its transaction is undone; or a request to end one went unanswered and the next began in the same epoch: if the first arrives late, it ends the wrong one
-- severity: S2
-- blame: service (it took longer than transaction.timeout.ms), configuration (two producers with one transactional.id), or the network
-- innocent: a successor fenced it on purpose; the unanswered request never arrived
-- unknown: whether the program did it again in another transaction
-- do: a longer transaction.timeout.ms, or smaller transactions; brokers and clients with transaction.version=2, where each has an epoch of its own
WITH ends AS (
  SELECT v.txn AS txn, v.event AS event, v.error_code AS error_code, v.exchange AS exchange, e.q AS q, e.f AS f,
    v.producer_id AS producer_id, v.producer_epoch AS producer_epoch
  FROM txn_event v JOIN exchange e ON e.id = v.exchange
  WHERE v.event IN ('commit', 'abort')),
refused AS (
  SELECT x.txn AS txn, x.exchange AS exchange, t.timeout_ms IS NOT NULL AND x.q - t.since > t.timeout_ms * 1000 AS late,
    'a commit was refused: ' || coalesce(r.name, x.error_code) || ', after ' || ((x.q - t.since) / 1000) || ' ms'
      || coalesce(' of ' || t.timeout_ms || ' ms that it may take', '') AS detail
  FROM ends x JOIN txn t ON t.id = x.txn LEFT JOIN error r ON r.code = x.error_code
  WHERE x.event = 'commit' AND x.error_code IN (35, 42, 47, 48, 49, 53, 90, 120)
    AND NOT EXISTS (SELECT 1 FROM ends o WHERE o.txn = x.txn AND o.event = 'commit' AND o.error_code = 0)),
pending AS (
  SELECT x.txn AS txn, x.exchange AS exchange, 0 AS late,
    x.event || ' was not answered; the next transaction of the same epoch began '
      || ((n.since - x.q) / 1000) || ' ms later (exchange ' || n.exchange || ')' AS detail
  FROM ends x JOIN txn t ON t.id = x.txn
  JOIN txn n ON n.producer_id = x.producer_id AND n.producer_epoch = x.producer_epoch AND n.since > x.q
  WHERE x.error_code IS NULL AND x.f IS NOT NULL AND t.protocol = 1
    AND NOT EXISTS (
      SELECT 1 FROM txn m WHERE m.producer_id = n.producer_id AND m.producer_epoch = n.producer_epoch
        AND m.since > x.q AND m.since < n.since)),
found AS (
  SELECT * FROM refused UNION ALL SELECT * FROM pending)
SELECT CASE WHEN w.late AND NOT EXISTS ( -- that it was committed after all may be missing
      SELECT 1 FROM gap g JOIN exchange e ON e.id = w.exchange
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 26) = 26 AND coalesce(g.until, g.since) >= t.since
        AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.id = g.connection AND c.instance <> e.instance))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict, p.name AS topic, tp.partition AS partition,
  b.base_offset AS offset, t.group_ids AS group_id, w.exchange AS exchange_id,
  'of ' || coalesce(t.transactional_id, 'producer ' || t.producer_id) || ': ' || w.detail AS detail
FROM found w JOIN txn t ON t.id = w.txn
LEFT JOIN batch b ON b.id = (SELECT min(x.batch) FROM txn_batch x WHERE x.txn = t.id)
LEFT JOIN topic_partition tp ON tp.id = b.tp LEFT JOIN topic p ON p.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' requests to end a transaction' FROM ends;
