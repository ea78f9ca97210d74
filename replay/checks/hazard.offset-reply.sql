-- title: acknowledged offsets are possible
-- means: a broker acknowledged a write at an offset below the log's start, or where other data was acknowledged
-- severity: S2
-- blame: broker
-- innocent: the log was cut off between two acknowledgements
-- unknown: -
-- do: look at the elections of that partition
SELECT 'FAIL' AS verdict, t.name AS topic, tp.partition AS partition, p.base_offset AS offset, NULL AS group_id,
  p.exchange AS exchange_id, 'the log of the same answer begins at ' || p.log_start_offset AS detail
FROM produce p JOIN topic_partition tp ON tp.id = p.tp JOIN topic t ON t.id = tp.topic
WHERE p.error_code = 0 AND p.base_offset >= 0 AND p.base_offset < p.log_start_offset
  AND NOT EXISTS (SELECT 1 FROM produce o WHERE o.batch = p.batch AND o.id <> p.id)
UNION ALL
SELECT 'SUSPECT', t.name, tp.partition, b.base_offset, NULL, b.exchange,
  'batch ' || a.id || ' (exchange ' || a.exchange || ') was acknowledged at the same place'
FROM batch_link l JOIN batch a ON a.id = l.batch JOIN batch b ON b.id = l.other
JOIN topic_partition tp ON tp.id = a.tp JOIN topic t ON t.id = tp.topic
WHERE l.kind IN ('differs from', 'conflicts with') AND a.acked_at IS NOT NULL AND b.acked_at IS NOT NULL
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' acknowledgements' FROM produce WHERE error_code = 0;
