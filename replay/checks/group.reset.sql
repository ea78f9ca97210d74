-- title: no position was lost
-- means: a reader's position was out of the log's range, or a group's committed offset was gone; where it goes on, auto.offset.reset decides
-- severity: S2
-- blame: retention, truncation, or offsets that expired
-- innocent: the reader asked for an offset of its own on purpose
-- unknown: whether the data between was wanted
-- do: longer retention than the longest stop; auto.offset.reset=none to notice
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, f.fetch_offset AS offset,
  (SELECT group_concat(DISTINCT a.group_id) FROM attribution a
   WHERE a.connection = e.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id,
  f.exchange AS exchange_id,
  'is out of range' || coalesce(': the log begins at ' || f.log_start_offset, '') AS detail
FROM fetch f JOIN exchange e ON e.id = f.exchange
JOIN topic_partition tp ON tp.id = f.tp JOIN topic t ON t.id = tp.topic
WHERE f.error_code = 1
UNION ALL
SELECT 'SUSPECT', t.name, tp.partition, NULL, o.group_id, o.exchange,
  'the group has no committed offset any more; it had one'
FROM offset_fetch o JOIN exchange e ON e.id = o.exchange
JOIN topic_partition tp ON tp.id = o.tp JOIN topic t ON t.id = tp.topic
WHERE o.committed_offset = -1 AND o.error_code = 0 AND 0 <= (
  SELECT c.committed_offset FROM offset_commit c
  WHERE c.group_id = o.group_id AND c.tp = o.tp AND c.outcome = 'ok' AND c.certain_from < e.f
  ORDER BY c.certain_from DESC LIMIT 1)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  ((SELECT count(*) FROM fetch WHERE in_response = 1) + (SELECT count(*) FROM offset_fetch)) || ' fetches and positions';
