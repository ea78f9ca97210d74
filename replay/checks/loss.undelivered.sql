-- title: groups are given all that they commit
-- means: a group committed past records that none of its members was given: to the group they are lost
-- severity: S1
-- blame: client or service
-- innocent: a member reads around ktape, or through a connection that can't be told to be the group's; or it went past them on purpose
-- unknown: whether what was given was processed
-- do: look at order.skip and group.reset; at who commits
WITH span AS ( -- where each group's reading began, and how far it committed
  SELECT a.group_id AS group_id, f.tp AS tp, min(f.fetch_offset) AS first,
    min(CASE a.confidence WHEN 'proven' THEN 1 ELSE 0 END) AS proven
  FROM attribution a
  JOIN exchange e ON e.connection = a.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
  JOIN fetch f ON f.exchange = e.id
  WHERE f.fetch_offset >= 0 AND f.offset_from <> 'share'
  GROUP BY a.group_id, f.tp),
claimed AS (
  SELECT s.group_id AS group_id, s.tp AS tp, s.first AS first, s.proven AS proven,
    (SELECT max(c.committed_offset) FROM offset_commit c
     WHERE c.group_id = s.group_id AND c.tp = s.tp AND c.outcome = 'ok' AND c.kind <> 'admin') AS committed_offset
  FROM span s),
missed AS (
  SELECT c.group_id AS group_id, c.tp AS tp, min(b.base_offset) AS offset, sum(b.records) AS records, c.proven AS proven,
    c.committed_offset AS committed_offset, min(b.id) AS batch
  FROM claimed c
  CROSS JOIN batch b ON b.tp = c.tp AND b.base_offset >= c.first AND b.base_offset < c.committed_offset
  WHERE b.last_offset < c.committed_offset AND b.in_log = 1 AND b.control IS NULL AND NOT EXISTS (
    SELECT 1 FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange e ON e.id = f.exchange
    JOIN attribution a ON a.connection = e.connection AND a.group_id = c.group_id
    WHERE d.batch = b.id)
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.batch = b.id AND l.kind = 'overwritten by')
  GROUP BY c.group_id, c.tp)
SELECT CASE WHEN m.proven AND NOT EXISTS (SELECT 1 FROM gap)
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
