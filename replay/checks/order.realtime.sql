-- title: what was written later lies behind what was acknowledged before
-- means: a write that began after another had been acknowledged got a lower offset: the log was cut off, or the broker is wrong
-- severity: S1
-- blame: cluster
-- innocent: the partition was cut off after its leader failed, and the earlier write was acknowledged with acks=1
-- unknown: writes that were under way together have no order
-- do: look at the elections of that partition between the two exchanges
WITH proven AS ( -- partitions in which the seal saw acknowledgements in the order of offsets
  SELECT CAST(j.key AS INTEGER) AS tp, j.value AS batches FROM tape f, json_each(f.value) j
  WHERE f.key = 'acked_in_order' AND EXISTS (SELECT 1 FROM tape s WHERE s.key = 'indexed' AND s.value = 1)),
rest AS ( -- the first batch to look at; NULL: there is none, as that holds for all partitions
  SELECT CASE WHEN count(*) = 0 OR count(*) < (SELECT count(*) FROM topic_partition)
    THEN (SELECT min(id) FROM batch) END AS first
  FROM proven),
doubtful AS ( -- what began after an acknowledgement was acknowledged after it, too: that needs no exchange
  -- (in the order of rows: by the index each page is read for each partition)
  SELECT DISTINCT s.tp AS tp
  FROM (SELECT b.tp AS tp, b.acked_at AS acked_at, max(b.acked_at) OVER (PARTITION BY +b.tp ORDER BY b.base_offset
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
        FROM batch b
        WHERE b.id >= (SELECT first FROM rest) AND b.tp NOT IN (SELECT tp FROM proven)
          AND b.in_log = 1 AND b.base_offset IS NOT NULL AND b.acked_at IS NOT NULL) s
  WHERE s.latest > s.acked_at),
log AS (
  SELECT b.tp AS tp, b.id AS id, b.base_offset AS base_offset, b.acked_at AS acked_at, b.leader_epoch AS epoch,
    max(e.f) OVER (PARTITION BY b.tp ORDER BY b.base_offset
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
  FROM batch b JOIN exchange e ON e.id = b.exchange
  WHERE b.in_log = 1 AND b.base_offset IS NOT NULL AND b.acked_at IS NOT NULL
    AND b.tp IN (SELECT tp FROM doubtful)
    -- of copies nobody knows which attempt wrote which
    AND b.id NOT IN (SELECT k.other FROM batch_link k WHERE k.kind = 'copy of'
      UNION ALL SELECT k.batch FROM batch_link k WHERE k.kind = 'copy of'))
SELECT CASE WHEN EXISTS ( -- where the log was cut off, all behind is gone, also what nothing has replaced yet
      SELECT 1 FROM batch_link k JOIN batch b ON b.id = k.batch
      WHERE k.kind IN ('overwritten by', 'conflicts with') AND b.tp = l.tp AND b.base_offset <= l.base_offset)
    OR EXISTS ( -- an earlier attempt of the later write may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 0) = 0 AND coalesce(g.topic, t.name) = t.name
        AND coalesce(g.partition, tp.partition) = tp.partition AND g.since <= l.latest)
    OR EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      WHERE (SELECT e.connection FROM exchange e JOIN batch b ON b.exchange = e.id WHERE b.id = l.id) BETWEEN m.first_connection AND m.last_connection
        AND (SELECT e.connection FROM exchange e JOIN batch b ON b.exchange = e.id
        WHERE b.tp = l.tp AND b.base_offset < l.base_offset AND e.f = l.latest LIMIT 1) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(l.latest - l.acked_at > m.slack + n.slack, 0))
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict,
  t.name AS topic, tp.partition AS partition, l.base_offset AS offset, NULL AS group_id,
  (SELECT e.id FROM exchange e JOIN batch b ON b.exchange = e.id
   WHERE b.tp = l.tp AND b.base_offset < l.base_offset AND e.f = l.latest LIMIT 1) AS exchange_id,
  'was acknowledged (exchange ' || (SELECT b.exchange FROM batch b WHERE b.id = l.id)
    || ') before a write began that got offset '
    || (SELECT b.base_offset FROM batch b JOIN exchange e ON e.id = b.exchange
        WHERE b.tp = l.tp AND b.base_offset < l.base_offset AND e.f = l.latest LIMIT 1) AS detail
FROM log l CROSS JOIN topic_partition tp ON tp.id = l.tp JOIN topic t ON t.id = tp.topic
WHERE l.latest > l.acked_at
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  (count(*) + (SELECT coalesce(sum(batches), 0) FROM proven)) || ' acknowledged batches'
FROM batch
WHERE id >= (SELECT first FROM rest) AND tp NOT IN (SELECT tp FROM proven) AND in_log = 1 AND base_offset IS NOT NULL AND acked_at IS NOT NULL;
