-- title: a committed offset that is read back is the one that was committed
-- means: the coordinator forgot or changed a group's position
-- severity: S1
-- blame: cluster
-- innocent: somebody commits around ktape; the group was empty longer than offsets.retention.minutes
-- unknown: commits that did not pass ktape
-- do: look at the coordinator's log, and for elections of __consumer_offsets
WITH asked AS (
  SELECT o.group_id AS group_id, o.tp AS tp, o.committed_offset AS got, o.exchange AS exchange, e.f AS f, e.r AS r
  FROM offset_fetch o JOIN exchange e ON e.id = o.exchange
  WHERE o.error_code = 0 AND e.r IS NOT NULL AND EXISTS (
    SELECT 1 FROM offset_commit c
    WHERE c.group_id = o.group_id AND c.tp = o.tp AND c.outcome = 'ok' AND c.certain_from < e.f)),
possible AS ( -- the newest that was certain, and all that may have come since
  SELECT a.exchange AS exchange, a.tp AS tp, a.group_id AS group_id, c.committed_offset AS value
  FROM asked a
  JOIN offset_commit c ON c.group_id = a.group_id AND c.tp = a.tp
  WHERE c.outcome <> 'no' AND coalesce(c.effective_from, (SELECT e.f FROM exchange e WHERE e.id = c.exchange)) < a.r
    AND NOT EXISTS (
      SELECT 1 FROM offset_commit n
      WHERE n.group_id = c.group_id AND n.tp = c.tp AND n.outcome = 'ok'
        AND n.effective_from > c.certain_from AND n.certain_from < a.f)),
wrong AS (
  SELECT a.group_id AS group_id, a.tp AS tp, a.got AS got, a.exchange AS exchange,
    (SELECT max(p.value) FROM possible p
     WHERE p.exchange = a.exchange AND p.tp = a.tp AND p.group_id = a.group_id) AS expected
  FROM asked a
  WHERE NOT EXISTS (
    SELECT 1 FROM possible p
    WHERE p.exchange = a.exchange AND p.tp = a.tp AND p.group_id = a.group_id AND p.value = a.got))
SELECT CASE WHEN w.got < w.expected AND w.got >= 0 AND EXISTS (
      SELECT 1 FROM offset_commit c WHERE c.group_id = w.group_id AND c.tp = w.tp AND c.committed_offset = w.got)
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, w.got AS offset, w.group_id AS group_id, w.exchange AS exchange_id,
  'was read back; ' || coalesce(w.expected, 'nothing') || ' had been committed' AS detail
FROM wrong w JOIN topic_partition tp ON tp.id = w.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' positions read back after a commit' FROM asked;
