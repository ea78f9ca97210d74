-- title: records carry a plausible time
-- means: a record has no time, or one that lies in the future: retention and time indexes go wrong
-- severity: S3
-- blame: client
-- innocent: times are the application's own business
-- unknown: clocks
-- do: let the producer set the time, or message.timestamp.type=LogAppendTime
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, b.base_offset AS offset, NULL AS group_id,
  b.exchange AS exchange_id,
  CASE WHEN b.max_timestamp < 0 THEN 'no time' ELSE 'a time '
    || ((b.max_timestamp - e.q / 1000) / 1000) || ' s in the future' END AS detail
FROM batch b CROSS JOIN exchange e ON e.id = b.exchange
CROSS JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE b.magic > 0 AND b.control IS NULL AND (b.max_timestamp < 0 OR b.max_timestamp > e.q / 1000 + 60000)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' produced batches' FROM batch
WHERE exchange IS NOT NULL AND control IS NULL;
