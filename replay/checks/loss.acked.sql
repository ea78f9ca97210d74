-- title: what was acknowledged can be read
-- means: a reader went over the offset of an acknowledged record and was not given it
-- severity: S1
-- blame: cluster, or acks=1
-- innocent: the topic may be compacted (its cleanup.policy is not known)
-- unknown: records beyond what anybody read
-- do: look at the elections of that partition (unclean.leader.election.enable), at acks and min.insync.replicas
WITH unread AS ( -- acknowledged, and in no answer
  SELECT b.id AS id, b.tp AS tp, b.base_offset AS base_offset, b.last_offset AS last_offset, b.acked_at AS acked_at,
    b.records AS records, b.exchange AS exchange
  FROM batch b
  WHERE +b.exchange IS NOT NULL AND b.in_log = 1 AND b.acked_at IS NOT NULL AND b.base_offset IS NOT NULL
    AND b.first_delivered_at IS NULL
    AND b.base_offset >= (SELECT min(f.fetch_offset) FROM fetch f WHERE f.tp = b.tp)
    AND b.last_offset < (SELECT max(f.next_offset) FROM fetch f WHERE f.tp = b.tp)
    AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.batch = b.id)
    -- given, but damaged: capture.corrupt
    AND NOT EXISTS (SELECT 1 FROM batch o WHERE o.tp = b.tp AND o.base_offset = b.base_offset AND o.crc_ok = 0)),
missed AS (
  SELECT u.id AS id, u.tp AS tp, u.base_offset AS offset, u.records AS records, min(f.exchange) AS exchange,
    'went over it' AS how,
    max(NOT EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      WHERE e.connection BETWEEN m.first_connection AND m.last_connection
        AND (SELECT w.connection FROM exchange w WHERE w.id = u.exchange) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(e.f - u.acked_at > m.slack + n.slack, 0))) AS certain
  FROM unread u
  CROSS JOIN fetch f ON f.tp = u.tp AND f.fetch_offset <= u.base_offset AND f.next_offset > u.last_offset
  JOIN exchange e ON e.id = f.exchange
  WHERE f.error_code = 0 AND e.f > u.acked_at AND f.offset_from <> 'share'
    AND coalesce(f.log_start_offset, 0) <= u.base_offset
  GROUP BY u.id
  UNION ALL
  SELECT b.id, b.tp, (SELECT min(j.value) FROM json_each(d.absent) j), json_array_length(d.absent), f.exchange,
    'was given its batch without it', 1
  FROM delivery d CROSS JOIN batch b ON b.id = d.batch JOIN fetch f ON f.id = d.fetch
  WHERE d.absent IS NOT NULL AND b.acked_at IS NOT NULL
  UNION ALL
  SELECT a.id, a.tp, a.base_offset, a.records,
    coalesce((SELECT min(f.exchange) FROM delivery d JOIN fetch f ON f.id = d.fetch WHERE d.batch = b.id), b.exchange),
    'was given another of a higher leader epoch', 1
  FROM batch_link l JOIN batch a ON a.id = l.batch JOIN batch b ON b.id = l.other
  WHERE l.kind = 'overwritten by' AND a.acked_at IS NOT NULL AND a.in_log = 1)
SELECT CASE WHEN t.cleanup_policy IS NULL OR NOT m.certain THEN 'SUSPECT' ELSE 'FAIL' END AS verdict,
  t.name AS topic, tp.partition AS partition, m.offset AS offset, NULL AS group_id, m.exchange AS exchange_id,
  m.records || ' records were acknowledged (exchange ' || (SELECT b.exchange FROM batch b WHERE b.id = m.id)
    || '), and a later reader ' || m.how AS detail
FROM missed m JOIN topic_partition tp ON tp.id = m.tp JOIN topic t ON t.id = tp.topic
WHERE coalesce(t.cleanup_policy, '') NOT LIKE '%compact%'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' acknowledged batches that were read' FROM batch
WHERE exchange IS NOT NULL AND acked_at IS NOT NULL AND first_delivered_at IS NOT NULL;
