-- title: no group began behind records that were there
-- means: a group without a committed offset began at the end of the log (auto.offset.reset=latest), and records written before it are never read
-- severity: S2
-- blame: configuration, or a test that did not wait for the assignment
-- innocent: only new records were wanted
-- unknown: intent
-- do: auto.offset.reset=earliest; in a test, wait until the group has its partitions before producing
WITH first_ask AS (
  SELECT o.group_id AS group_id, o.tp AS tp, min(o.exchange) AS exchange FROM offset_fetch o
  WHERE o.error_code = 0 GROUP BY o.group_id, o.tp),
began AS (
  SELECT a.group_id AS group_id, a.tp AS tp, l.offset AS offset, l.exchange AS exchange, x.f AS f
  FROM first_ask a
  JOIN offset_fetch o ON o.exchange = a.exchange AND o.tp = a.tp AND o.group_id = a.group_id
  JOIN exchange e ON e.id = a.exchange
  JOIN offset_lookup l ON l.tp = a.tp AND l.error_code = 0
  JOIN exchange x ON x.id = l.exchange AND x.instance = e.instance AND x.q > e.q
  WHERE o.committed_offset = -1 AND l.timestamp = -1)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, b.offset AS offset, b.group_id AS group_id,
  b.exchange AS exchange_id,
  'the group began here; ' || sum(w.records) || ' records of this recording lie before it' AS detail
FROM began b
JOIN batch w ON w.tp = b.tp AND w.base_offset < b.offset
JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE w.exchange IS NOT NULL AND w.in_log = 1 AND w.control IS NULL AND w.acked_at < b.f
GROUP BY b.group_id, b.tp
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' first positions of a group and partition' FROM first_ask;
