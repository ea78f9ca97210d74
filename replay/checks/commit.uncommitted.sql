-- title: what groups read, they committed
-- means: records were given to a group, and its last commit lies before them: after a restart they come again
-- severity: S2
-- blame: service
-- innocent: the recording ended before the next commit; offsets are kept elsewhere (Flink, a sink's own database)
-- unknown: whether they were processed
-- do: commit on close and before partitions are given up
WITH shown AS (
  SELECT a.group_id AS group_id, s.tp AS tp, max(s.next_offset) AS furthest, max(f.exchange) AS exchange
  FROM attribution a
  JOIN stretch s ON s.connection = a.connection AND coalesce(s.until, s.since) >= a.since
    AND s.since < coalesce(a.until, 9e18)
  JOIN fetch f ON f.id = s.last_given
  WHERE a.confidence <> 'ambiguous' AND s.offset_from <> 'share'
  GROUP BY a.group_id, s.tp),
kept AS (
  SELECT s.group_id AS group_id, s.tp AS tp, s.furthest AS furthest, s.exchange AS exchange,
    (SELECT c.committed_offset FROM offset_commit c
     WHERE c.group_id = s.group_id AND c.tp = s.tp AND c.outcome = 'ok' AND c.certain_from IS NOT NULL
     ORDER BY c.certain_from DESC LIMIT 1) AS committed_offset
  FROM shown s),
tail AS (
  SELECT k.group_id AS group_id, k.tp AS tp, k.exchange AS exchange, k.committed_offset AS committed_offset,
    (SELECT count(*) FROM record r JOIN batch b ON b.id = r.batch
     WHERE r.tp = k.tp AND r.offset >= coalesce(k.committed_offset, 0) AND r.offset < k.furthest AND b.in_log = 1
       AND NOT EXISTS (
         SELECT 1 FROM txn_batch x JOIN txn t ON t.id = x.txn WHERE x.batch = b.id AND t.outcome <> 'committed')) AS records
  FROM kept k
  WHERE coalesce(k.committed_offset, 0) < k.furthest)
SELECT CASE WHEN EXISTS ( -- a slice, and what came after is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.since >= (SELECT e.q FROM exchange e WHERE e.id = l.exchange))
    THEN 'NONE' ELSE 'SUSPECT' END AS verdict, t.name AS topic, tp.partition AS partition, l.committed_offset AS offset,
  l.group_id AS group_id, l.exchange AS exchange_id,
  CASE WHEN l.committed_offset IS NULL THEN 'no commit at all; ' || l.records || ' records were read'
    ELSE 'is the last commit; ' || l.records || ' records behind it were read' END
    || CASE WHEN EXISTS (SELECT 1 FROM member_event m WHERE m.group_id = l.group_id AND m.event = 'leave')
      THEN ', and members left in order' ELSE '' END AS detail
FROM tail l JOIN topic_partition tp ON tp.id = l.tp JOIN topic t ON t.id = tp.topic
WHERE l.records > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups and partitions that were read' FROM kept;
