-- title: every write and commit was answered
-- means: a request went to the broker and its answer never came back, so nobody can tell whether it took effect
-- severity: S4
-- blame: network, broker, or the end of the recording
-- innocent: the recording ended, or the client went away, while the request was under way
-- unknown: whether the broker acted on it
-- do: see who closed the connection (closed_by); a client that retries makes a duplicate of a write that was stored
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, NULL AS offset, NULL AS group_id,
  p.exchange AS exchange_id,
  'a Produce of ' || coalesce(b.records || ' records', 'unreadable records') || ' was not answered (' || e.fate || ')' AS detail
FROM produce p
JOIN exchange e ON e.id = p.exchange
LEFT JOIN batch b ON b.id = p.batch
LEFT JOIN topic_partition tp ON tp.id = p.tp
LEFT JOIN topic t ON t.id = tp.topic
WHERE p.error_code IS NULL AND p.acks <> 0 AND p.outcome = 'maybe' AND e.f IS NOT NULL
UNION ALL
SELECT 'SUSPECT', t.name, tp.partition, c.committed_offset, c.group_id, c.exchange,
  'a commit was not answered (' || e.fate || ')'
FROM offset_commit c
JOIN exchange e ON e.id = c.exchange
LEFT JOIN topic_partition tp ON tp.id = c.tp
LEFT JOIN topic t ON t.id = tp.topic
WHERE c.error_code IS NULL AND c.outcome = 'maybe' AND e.f IS NOT NULL
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  ((SELECT count(*) FROM produce) + (SELECT count(*) FROM offset_commit)) || ' writes and commits';
