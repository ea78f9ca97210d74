-- title: groups are given all that they commit
-- means: a group committed past records that none of its members was given: to the group they are lost
-- severity: S1
-- blame: client or service
-- innocent: a member reads around ktape, or through a connection that can't be told to be the group's; or it went past them on purpose
-- unknown: whether what was given was processed
-- do: look at order.skip and group.reset; at who commits
WITH span AS ( -- where each group's reading began, and how far it committed
  SELECT a.group_id AS group_id, s.tp AS tp, min(s.first_offset) AS first,
    min(CASE a.confidence WHEN 'proven' THEN 1 ELSE 0 END) AS proven
  FROM attribution a
  JOIN stretch s ON s.connection = a.connection AND coalesce(s.until, s.since) >= a.since
    AND s.since < coalesce(a.until, 9e18)
  WHERE s.offset_from = 'known'
  GROUP BY a.group_id, s.tp),
shared AS ( -- partitions that somebody else read, too
  SELECT DISTINCT s.group_id AS group_id, s.tp AS tp
  FROM span s JOIN (SELECT DISTINCT tp, connection FROM stretch) r ON r.tp = s.tp
  WHERE NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = r.connection AND a.group_id = s.group_id)),
claimed AS (
  SELECT s.group_id AS group_id, s.tp AS tp, s.first AS first, s.proven AS proven,
    (SELECT max(c.committed_offset) FROM offset_commit c
     WHERE c.group_id = s.group_id AND c.tp = s.tp AND c.outcome = 'ok' AND c.kind <> 'admin') AS committed_offset,
    -- what was given was given to the group, then
    (s.group_id, s.tp) NOT IN (SELECT h.group_id, h.tp FROM shared h)
      AND NOT EXISTS (SELECT 1 FROM gap g WHERE g.why = 'cut') AS alone
  FROM span s),
ungiven AS ( -- where anything was given to nobody at all
  SELECT b.tp AS tp, min(b.base_offset) AS offset FROM batch b
  WHERE b.first_delivered_at IS NULL AND b.in_log = 1 AND b.control IS NULL GROUP BY +b.tp),
missed AS (
  SELECT c.group_id AS group_id, c.tp AS tp, min(b.base_offset) AS offset, sum(b.records) AS records, c.proven AS proven,
    c.committed_offset AS committed_offset, min(b.id) AS batch
  FROM claimed c LEFT JOIN ungiven u ON u.tp = c.tp
  CROSS JOIN batch b ON b.tp = c.tp AND b.base_offset >= c.first AND b.base_offset < c.committed_offset
  WHERE (NOT c.alone OR u.offset < c.committed_offset)
    AND b.last_offset < c.committed_offset AND b.in_log = 1 AND b.control IS NULL
    AND NOT (c.alone AND b.first_delivered_at IS NOT NULL) AND NOT EXISTS (
    SELECT 1 FROM delivery d CROSS JOIN fetch f ON f.id = d.fetch CROSS JOIN exchange e ON e.id = f.exchange
    WHERE d.batch = b.id AND (c.group_id, e.connection) IN (SELECT a.group_id, a.connection FROM attribution a))
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.batch = b.id AND l.kind = 'overwritten by')
    -- given, but damaged or with another content: capture.corrupt, order.divergence
    AND NOT EXISTS (
      SELECT 1 FROM batch o WHERE o.tp = b.tp AND o.base_offset = b.base_offset AND o.id <> b.id AND o.in_log = 1)
  GROUP BY c.group_id, c.tp)
SELECT CASE WHEN EXISTS ( -- a slice, and what went before is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.until <= (SELECT max(e.q) FROM exchange e))
    THEN 'NONE'
    WHEN m.proven AND NOT EXISTS ( -- that it was given them, or sent past them, may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 1) IN (1, 2, 8) AND coalesce(g.topic, t.name) = t.name
        AND coalesce(g.partition, tp.partition) = tp.partition AND coalesce(g.group_id, m.group_id) = m.group_id
        AND coalesce(g.until, g.since) >= coalesce((
          SELECT e.q FROM batch b JOIN exchange e ON e.id = b.exchange WHERE b.id = m.batch), 0)
        AND (NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = g.connection)
          OR EXISTS (SELECT 1 FROM attribution a WHERE a.connection = g.connection AND a.group_id = m.group_id)))
    AND NOT EXISTS (
      SELECT 1 FROM fetch f JOIN exchange e ON e.id = f.exchange
      WHERE f.tp = m.tp AND NOT EXISTS (SELECT 1 FROM attribution a WHERE a.connection = e.connection))
    AND NOT EXISTS (SELECT 1 FROM fetch f WHERE f.tp = m.tp AND (f.error_code = 1 OR f.log_start_offset > m.offset))
    AND NOT EXISTS (
      SELECT 1 FROM offset_lookup o JOIN exchange e ON e.id = o.exchange JOIN connection c ON c.id = e.connection
      WHERE o.tp = m.tp AND o.offset > m.offset AND o.offset <= m.committed_offset AND c.source = 'client')
    AND NOT EXISTS (
      SELECT 1 FROM offset_commit c WHERE c.group_id = m.group_id AND c.tp = m.tp AND c.kind = 'admin')
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, m.offset AS offset, m.group_id AS group_id,
  (SELECT b.exchange FROM batch b WHERE b.id = m.batch) AS exchange_id,
  m.records || ' records from here on were given to nobody in the group, which committed up to ' || m.committed_offset AS detail
FROM missed m JOIN topic_partition tp ON tp.id = m.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups and partitions that were read' FROM claimed
WHERE committed_offset IS NOT NULL;
