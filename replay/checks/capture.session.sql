-- title: it is known where each fetch read
-- means: the recording began inside a fetch session, which names only what changes; until the client's next full fetch its position is not known
-- severity: S4
-- blame: tool
-- innocent: always: that is how fetch sessions work
-- unknown: the positions of these fetches
-- do: begin to record before the consumers start
SELECT 'NONE' AS verdict, t.name AS topic, tp.partition AS partition, NULL AS offset, NULL AS group_id,
  min(f.exchange) AS exchange_id, count(*) || ' fetches began at an unknown offset' AS detail
FROM fetch f
LEFT JOIN topic_partition tp ON tp.id = f.tp
LEFT JOIN topic t ON t.id = tp.topic
WHERE f.offset_from = 'unknown'
GROUP BY +f.tp -- few: no reason to read all by the index
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' fetches of a partition'
FROM fetch WHERE offset_from <> 'unknown';
