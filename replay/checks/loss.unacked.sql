-- title: what was sent was stored
-- means: a batch was refused, or never answered, and no later attempt succeeded
-- severity: S2
-- blame: cluster or configuration
-- innocent: the write may be in the log all the same: nobody read that far; a producer that was replaced is refused
-- unknown: whether the program noticed; records that the client gave up before it sent them
-- do: look at the error; the producer's delivery.timeout.ms and the topic's min.insync.replicas
WITH failed AS (
  SELECT p.batch AS batch, max(p.exchange) AS exchange, min(p.outcome) AS outcome, -- 'maybe' if one was
    max(p.error_code) AS error_code
  FROM produce p
  WHERE p.acks <> 0 AND p.outcome <> 'ok' AND p.batch IS NOT NULL
  GROUP BY p.batch),
lost AS (
  SELECT f.batch AS batch, f.exchange AS exchange, f.outcome AS outcome, f.error_code AS error_code, b.tp AS tp,
    b.records AS records
  FROM failed f JOIN batch b ON b.id = f.batch
  WHERE b.in_log IS NOT 1
    AND NOT EXISTS (SELECT 1 FROM produce p WHERE p.batch = f.batch AND p.outcome = 'ok')
    -- the same, sent again under a new epoch
    AND NOT EXISTS (
      SELECT 1 FROM batch o WHERE o.tp = b.tp AND o.logical_batch = b.logical_batch AND o.id <> b.id AND o.in_log = 1)
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.other = b.id AND l.kind = 'piece of'))
SELECT CASE WHEN l.outcome = 'no' AND l.error_code NOT IN (47, 48, 53, 90)
    AND NOT EXISTS ( -- a later attempt may be missing
      SELECT 1 FROM gap g JOIN exchange e ON e.id = l.exchange
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 0) = 0 AND coalesce(g.topic, t.name) = t.name
        AND coalesce(g.partition, tp.partition) = tp.partition AND coalesce(g.until, g.since) >= e.q
        AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.id = g.connection AND c.instance <> e.instance))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, NULL AS offset, NULL AS group_id, l.exchange AS exchange_id,
  l.records || ' records: '
    || CASE WHEN l.error_code IS NULL THEN 'no answer' ELSE coalesce(r.name, 'error ' || l.error_code) END
    || CASE WHEN l.outcome = 'maybe' THEN ', and nobody knows whether they are in the log' ELSE '' END AS detail
FROM lost l JOIN topic_partition tp ON tp.id = l.tp JOIN topic t ON t.id = tp.topic
LEFT JOIN error r ON r.code = l.error_code
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' attempts to write a batch' FROM produce WHERE acks <> 0;
