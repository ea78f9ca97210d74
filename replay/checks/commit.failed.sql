-- title: the last commit of each group and partition succeeded
-- means: the group's newest position was refused or never answered, and nothing made it good: after a restart records come again
-- severity: S2
-- blame: service, or a rebalance that came too early
-- innocent: the member lost the partition and its new owner goes on from the older commit
-- unknown: whether the program noticed
-- do: look at the error; commit before partitions are taken away (onPartitionsRevoked), and on close
WITH newest AS (
  SELECT c.group_id AS group_id, c.tp AS tp, max(c.id) AS id FROM offset_commit c
  WHERE c.kind <> 'admin' AND c.group_id IS NOT NULL
  GROUP BY c.group_id, c.tp)
SELECT CASE WHEN EXISTS ( -- a slice, and what came after is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.since >= e.q)
    THEN 'NONE'
    WHEN c.outcome = 'no' AND c.error_code NOT IN (22, 25, 27, 82, 110, 113)
    AND NOT EXISTS ( -- a later commit may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 8) IN (8, 28) AND coalesce(g.group_id, c.group_id) = c.group_id
        AND coalesce(g.topic, t.name) = t.name AND coalesce(g.partition, tp.partition) = tp.partition
        AND coalesce(g.until, g.since) >= e.q)
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, c.committed_offset AS offset, c.group_id AS group_id,
  c.exchange AS exchange_id,
  'the last commit: ' || CASE WHEN c.error_code IS NULL THEN 'no answer'
    ELSE coalesce(r.name, 'error ' || c.error_code) END AS detail
FROM newest n JOIN offset_commit c ON c.id = n.id JOIN exchange e ON e.id = c.exchange
JOIN topic_partition tp ON tp.id = c.tp JOIN topic t ON t.id = tp.topic
LEFT JOIN error r ON r.code = c.error_code
WHERE c.outcome <> 'ok' AND NOT EXISTS (
  SELECT 1 FROM offset_commit o WHERE o.group_id = c.group_id AND o.tp = c.tp AND o.outcome = 'ok'
    AND o.committed_offset >= c.committed_offset)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups and partitions with commits' FROM newest;
