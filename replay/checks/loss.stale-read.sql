-- title: what all replicas have is shown to readers
-- means: a write was acknowledged by all replicas, and an answer of later says that the log ends before it: readers miss what is there
-- severity: S2
-- blame: cluster
-- innocent: the answer is a follower's, or a new leader's, that are behind for a moment
-- unknown: partitions that an answer leaves out because it has no news; what open transactions hold back
-- do: look at the elections of that partition, and at the replicas that are behind
WITH told AS (
  SELECT f.tp AS tp, f.exchange AS exchange, f.high_watermark AS told_end FROM fetch f
  WHERE f.in_response = 1 AND f.error_code = 0 AND f.high_watermark >= 0
  UNION ALL
  SELECT o.tp, o.exchange, o.offset FROM offset_lookup o
  WHERE o.timestamp = -1 AND o.isolation = 0 AND o.error_code = 0 AND o.offset >= 0),
behind AS (
  SELECT w.tp AS tp, w.exchange AS exchange, w.told_end AS told_end, (
    SELECT b.id FROM batch b WHERE b.tp = w.tp AND b.base_offset >= w.told_end
    ORDER BY b.base_offset LIMIT 1) AS batch
  FROM told w),
hidden AS (
  SELECT h.tp AS tp, h.told_end AS told_end, b.id AS batch, b.base_offset AS offset, b.exchange AS written,
    b.acked_at AS acked_at, h.exchange AS exchange, e.f AS f, e.r AS r, coalesce(n.host = pn.host AND n.port = pn.port, 0) AS same,
    n.host AS host, n.port AS port
  FROM behind h
  CROSS JOIN batch b ON b.id = h.batch
  JOIN exchange e ON e.id = h.exchange
  JOIN exchange pe ON pe.id = b.exchange
  LEFT JOIN connection c ON c.id = e.connection LEFT JOIN broker n ON n.id = c.broker
  LEFT JOIN connection pc ON pc.id = pe.connection LEFT JOIN broker pn ON pn.id = pc.broker
  WHERE b.exchange < h.exchange AND b.acked_at < e.f AND b.in_log = 1
    AND EXISTS (SELECT 1 FROM produce p WHERE p.batch = b.id AND p.acks = -1 AND p.error_code = 0)
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.batch = b.id AND l.kind IN ('overwritten by', 'conflicts with'))),
long AS (
  SELECT h.tp AS tp, h.batch AS batch, h.offset AS offset, h.written AS written, min(h.exchange) AS exchange,
    count(*) AS answers, min(h.told_end) AS told_end, min(h.f) - h.acked_at AS since, max(h.r) - h.acked_at AS until,
    min(h.same) AS same, max(h.host) AS host, max(h.port) AS port
  FROM hidden h GROUP BY h.tp, h.batch)
SELECT CASE WHEN l.same AND l.until > 30000000
    AND NOT EXISTS ( -- of several recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m WHERE NOT coalesce(l.until - 30000000 > 2 * m.slack, 0))
    AND NOT EXISTS ( -- it was the leader all the time
      SELECT 1 FROM produce p JOIN exchange e ON e.id = p.exchange JOIN connection c ON c.id = e.connection
      JOIN broker n ON n.id = c.broker
      WHERE p.tp = l.tp AND p.error_code = 0 AND (n.host <> l.host OR n.port <> l.port))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, l.offset AS offset, NULL AS group_id, l.exchange AS exchange_id,
  'was acknowledged by all replicas (exchange ' || l.written || '); ' || (l.since / 1000) || ' ms later an answer said that the log ends at '
    || l.told_end || '; ' || l.answers || ' such answers, up to ' || (l.until / 1000) || ' ms'
    || CASE WHEN NOT l.same THEN ', by another broker' ELSE '' END AS detail
FROM long l JOIN topic_partition tp ON tp.id = l.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' answers that tell the end of a log' FROM fetch
WHERE in_response = 1 AND error_code = 0 AND high_watermark >= 0;
