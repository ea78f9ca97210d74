-- title: one offset has one content
-- means: two readers were given different records at one offset of one log
-- severity: S1
-- blame: cluster
-- innocent: the leader epoch of one is not known, and the log may have been cut off and written anew between them
-- unknown: which replica is wrong
-- do: find the leaders of that partition at the time; compare the replicas' segments
WITH pair AS (
  SELECT l.kind AS kind, a.id AS a, b.id AS b, a.tp AS tp
  FROM batch_link l JOIN batch a ON a.id = l.batch JOIN batch b ON b.id = l.other
  WHERE l.kind IN ('differs from', 'conflicts with')),
different AS ( -- by their bytes, not by a hash
  SELECT p.kind AS kind, p.tp AS tp, p.a AS a, p.b AS b, min(r.offset) AS offset
  FROM pair p
  JOIN batch x ON x.id = p.a JOIN batch y ON y.id = p.b
  JOIN record r ON r.id BETWEEN x.first_record AND x.first_record + x.records - 1
  JOIN record s ON s.id BETWEEN y.first_record AND y.first_record + y.records - 1 AND s.offset = r.offset
  WHERE r.key IS NOT s.key OR r.value IS NOT s.value OR r.headers IS NOT s.headers
  GROUP BY p.a, p.b)
SELECT CASE WHEN d.kind = 'differs from' THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, d.offset AS offset, NULL AS group_id,
  coalesce((SELECT f.exchange FROM delivery v JOIN fetch f ON f.id = v.fetch WHERE v.batch = d.b LIMIT 1),
    (SELECT y.exchange FROM batch y WHERE y.id = d.b)) AS exchange_id,
  'two contents: batch ' || d.a || ' (exchange '
    || coalesce((SELECT f.exchange FROM delivery v JOIN fetch f ON f.id = v.fetch WHERE v.batch = d.a LIMIT 1),
      (SELECT x.exchange FROM batch x WHERE x.id = d.a), '?')
    || ') and batch ' || d.b AS detail
FROM different d JOIN topic_partition tp ON tp.id = d.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches in the log' FROM batch
WHERE in_log = 1 AND base_offset IS NOT NULL;
