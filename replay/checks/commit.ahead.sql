-- title: groups commit only what they were given
-- means: a committed offset lies beyond all that the group's members had read: after a restart the records between are skipped
-- severity: S1
-- blame: client or service
-- innocent: the group reads through a connection that ktape could not tell to be its own, or around ktape
-- unknown: whether what was read was also processed
-- do: find out who computes the offset; commit the offset of the last processed record + 1
WITH claimed AS (
  SELECT c.group_id AS group_id, c.tp AS tp, c.committed_offset AS committed_offset, c.exchange AS exchange, e.q AS q
  FROM offset_commit c JOIN exchange e ON e.id = c.exchange
  WHERE c.outcome = 'ok' AND c.kind <> 'admin' AND c.committed_offset > 0
    AND (c.generation >= 0 OR c.member_id <> '')
    AND EXISTS (SELECT 1 FROM attribution a WHERE a.group_id = c.group_id)),
doubtful AS ( -- putting all reads in order takes long: only where none of the last ones before it shows that a commit is right
  SELECT DISTINCT c.tp AS tp
  FROM claimed c
  WHERE NOT EXISTS (
    SELECT 1 FROM (
      SELECT f.exchange AS exchange, f.next_offset AS next_offset FROM fetch f
      WHERE f.tp = c.tp AND f.fetch_offset < c.committed_offset ORDER BY f.fetch_offset DESC LIMIT 8) n
    JOIN exchange e ON e.id = n.exchange
    JOIN attribution a ON a.connection = e.connection AND a.group_id = c.group_id
      AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
    WHERE n.next_offset >= c.committed_offset AND e.d < c.q)),
shown AS ( -- how far each group had read, answer by answer
  SELECT a.group_id AS group_id, f.tp AS tp, f.next_offset AS next_offset, e.d AS d
  FROM attribution a
  JOIN exchange e ON e.connection = a.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
  JOIN fetch f ON f.exchange = e.id
  WHERE f.next_offset IS NOT NULL AND e.d IS NOT NULL
    AND f.tp IN (SELECT tp FROM doubtful)),
step AS ( -- both in one order
  SELECT group_id, tp, d AS at, next_offset, NULL AS committed_offset, NULL AS exchange FROM shown
  UNION ALL SELECT group_id, tp, q, NULL, committed_offset, exchange FROM claimed
  WHERE tp IN (SELECT tp FROM doubtful)),
known AS (
  SELECT group_id, tp, at, committed_offset, exchange,
    max(next_offset) OVER (PARTITION BY group_id, tp ORDER BY at) AS furthest
  FROM step),
beyond AS (
  SELECT k.group_id AS group_id, k.tp AS tp, k.committed_offset AS committed_offset, k.exchange AS exchange,
    k.at AS at, k.furthest AS furthest
  FROM known k
  WHERE k.committed_offset > coalesce(k.furthest, -1)
    -- not a position that the group had been told
    AND NOT EXISTS (
      SELECT 1 FROM offset_fetch o JOIN exchange e ON e.id = o.exchange
      WHERE o.group_id = k.group_id AND o.tp = k.tp AND o.committed_offset = k.committed_offset AND e.q < k.at)
    AND NOT EXISTS (
      SELECT 1 FROM offset_lookup o JOIN exchange e ON e.id = o.exchange JOIN connection c ON c.id = e.connection
      WHERE c.source = 'client' AND o.tp = k.tp AND o.offset = k.committed_offset AND e.q < k.at))
SELECT CASE WHEN EXISTS ( -- a slice, and what went before is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.until <= b.at)
    THEN 'NONE'
    WHEN b.furthest IS NOT NULL AND NOT EXISTS ( -- what the group read or was told before may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 1) IN (1, 2, 9) AND coalesce(g.topic, t.name) = t.name
        AND coalesce(g.partition, tp.partition) = tp.partition AND coalesce(g.group_id, b.group_id) = b.group_id
        AND g.since < b.at
        AND (NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = g.connection)
          OR EXISTS (SELECT 1 FROM attribution a WHERE a.connection = g.connection AND a.group_id = b.group_id)))
    AND NOT EXISTS (
      SELECT 1 FROM attribution a WHERE a.group_id = b.group_id AND a.confidence <> 'proven')
    -- and no reader of the partition may have been the group's unseen
    AND NOT EXISTS (
      SELECT 1 FROM fetch f JOIN exchange e ON e.id = f.exchange
      WHERE f.tp = b.tp AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = e.connection))
    AND NOT EXISTS ( -- nor a reader of another recorder, whose clock may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      JOIN attribution a ON a.group_id = b.group_id AND a.connection BETWEEN m.first_connection AND m.last_connection
      JOIN exchange e ON e.connection = a.connection
      JOIN fetch f ON f.exchange = e.id AND f.tp = b.tp AND f.next_offset >= b.committed_offset
      WHERE (SELECT x.connection FROM exchange x WHERE x.id = b.exchange) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(e.d - b.at > m.slack + n.slack, 0))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, b.committed_offset AS offset, b.group_id AS group_id,
  b.exchange AS exchange_id,
  'was committed; ' || coalesce('the group had read up to ' || b.furthest, 'no read of this partition is known to be the group''s')
    AS detail
FROM beyond b JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' commits' FROM claimed;
