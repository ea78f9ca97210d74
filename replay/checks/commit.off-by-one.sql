-- title: groups commit the offset behind the last record
-- means: a group always commits the offset of a record that it was given, and not the next: the last record of each partition comes again after every restart, and its lag never becomes 0
-- severity: S2
-- blame: service
-- innocent: its last record on each partition was not processed
-- unknown: groups of fewer than five commits, or that were not at rest at the end
-- do: commit the offset of the last processed record + 1
WITH shown AS (
  SELECT a.group_id AS group_id, s.tp AS tp, max(s.next_offset) AS furthest
  FROM attribution a
  JOIN stretch s ON s.connection = a.connection AND coalesce(s.until, s.since) >= a.since
    AND s.since < coalesce(a.until, 9e18)
  WHERE s.next_offset IS NOT NULL AND a.confidence <> 'ambiguous' AND s.offset_from <> 'share'
  GROUP BY a.group_id, s.tp),
kept AS (
  SELECT c.group_id AS group_id, c.tp AS tp, count(*) AS commits, max(c.certain_from) AS at FROM offset_commit c
  WHERE c.outcome = 'ok' AND c.kind <> 'admin' AND c.certain_from IS NOT NULL AND c.committed_offset >= 0
    AND (c.generation >= 0 OR c.member_id <> '')
  GROUP BY c.group_id, c.tp),
last AS (
  SELECT s.group_id AS group_id, s.tp AS tp, s.furthest AS furthest, k.commits AS commits, k.at AS at, (
    SELECT c.committed_offset FROM offset_commit c
    WHERE c.group_id = k.group_id AND c.tp = k.tp AND c.certain_from = k.at AND c.outcome = 'ok') AS committed_offset, (
    SELECT c.exchange FROM offset_commit c
    WHERE c.group_id = k.group_id AND c.tp = k.tp AND c.certain_from = k.at AND c.outcome = 'ok') AS exchange
  FROM shown s LEFT JOIN kept k ON k.group_id = s.group_id AND k.tp = s.tp),
tail AS ( -- what remains; behind the last record there may be markers
  SELECT l.*, CASE WHEN l.furthest - l.committed_offset BETWEEN 1 AND 100 THEN (
    SELECT count(*) FROM record r JOIN batch b ON b.id = r.batch
    WHERE r.tp = l.tp AND r.offset >= l.committed_offset AND r.offset < l.furthest AND b.in_log = 1
      AND NOT EXISTS (
        SELECT 1 FROM txn_batch x JOIN txn t ON t.id = x.txn WHERE x.batch = b.id AND t.outcome <> 'committed'))
    ELSE 0 END AS records
  FROM last l),
one AS ( -- groups of which one remains everywhere
  SELECT t.group_id AS group_id, sum(t.commits) AS commits, count(*) AS partitions, max(t.at) AS at, min(t.tp) AS tp
  FROM tail t
  GROUP BY t.group_id
  HAVING sum(t.commits) >= 5 AND min(t.records) = 1 AND max(t.records) = 1 AND count(t.commits) = count(*)),
step AS ( -- what those groups were given and committed, in one order
  SELECT a.group_id AS group_id, f.tp AS tp, e.d AS at, f.next_offset AS next_offset, NULL AS committed_offset
  FROM one o
  JOIN attribution a ON a.group_id = o.group_id
  JOIN exchange e ON e.connection = a.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
  JOIN fetch f ON f.exchange = e.id
  WHERE f.next_offset IS NOT NULL AND e.d IS NOT NULL
  UNION ALL
  SELECT c.group_id, c.tp, e.q, NULL, c.committed_offset
  FROM one o JOIN offset_commit c ON c.group_id = o.group_id JOIN exchange e ON e.id = c.exchange
  WHERE c.outcome = 'ok' AND c.kind <> 'admin' AND c.committed_offset >= 0 AND (c.generation >= 0 OR c.member_id <> '')),
known AS (
  SELECT group_id, committed_offset, max(next_offset) OVER (PARTITION BY group_id, tp ORDER BY at) AS furthest FROM step)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, l.committed_offset AS offset, o.group_id AS group_id,
  l.exchange AS exchange_id,
  'is the last commit, and the last record that the group was given; so on ' || o.partitions || ' partitions, after '
    || o.commits || ' commits' AS detail
FROM one o JOIN tail l ON l.group_id = o.group_id AND l.tp = o.tp
JOIN topic_partition tp ON tp.id = l.tp JOIN topic t ON t.id = tp.topic
WHERE ( -- it had come to rest
    EXISTS (SELECT 1 FROM member_event m JOIN exchange e ON e.id = m.exchange
      WHERE m.group_id = o.group_id AND m.event = 'leave' AND e.q > o.at)
    OR EXISTS (SELECT 1 FROM attribution a JOIN exchange e ON e.connection = a.connection
      WHERE a.group_id = o.group_id AND e.q > o.at + 5000000))
  -- and no commit ever went behind what had been given
  AND NOT EXISTS (
    SELECT 1 FROM known k WHERE k.group_id = o.group_id AND k.committed_offset >= coalesce(k.furthest, -1))
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups and partitions with commits' FROM last
WHERE commits > 0;
