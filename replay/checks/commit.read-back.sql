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
  SELECT a.group_id AS group_id, a.tp AS tp, a.got AS got, a.exchange AS exchange, a.f AS f,
    (SELECT max(p.value) FROM possible p
     WHERE p.exchange = a.exchange AND p.tp = a.tp AND p.group_id = a.group_id) AS expected
  FROM asked a
  WHERE NOT EXISTS (
    SELECT 1 FROM possible p
    WHERE p.exchange = a.exchange AND p.tp = a.tp AND p.group_id = a.group_id AND p.value = a.got))
SELECT CASE WHEN EXISTS ( -- a slice, and what went before is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.until <= w.f)
    THEN 'NONE'
    WHEN w.got < w.expected AND w.got >= 0 AND EXISTS (
      SELECT 1 FROM offset_commit c WHERE c.group_id = w.group_id AND c.tp = w.tp AND c.committed_offset = w.got)
    AND NOT EXISTS ( -- that it was put back may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 8) IN (8, 26, 28, 42, 47) AND coalesce(g.group_id, w.group_id) = w.group_id
        AND coalesce(g.topic, t.name) = t.name AND coalesce(g.partition, tp.partition) = tp.partition AND g.since <= w.f)
    AND NOT EXISTS ( -- of another recorder, whose clock may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      JOIN offset_commit c ON c.group_id = w.group_id AND c.tp = w.tp AND c.committed_offset = w.expected
      JOIN exchange e ON e.id = c.exchange AND e.connection BETWEEN m.first_connection AND m.last_connection
      WHERE (SELECT x.connection FROM exchange x WHERE x.id = w.exchange) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(w.f - c.certain_from > m.slack + n.slack, 0))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, w.got AS offset, w.group_id AS group_id, w.exchange AS exchange_id,
  'was read back; ' || coalesce(w.expected, 'nothing') || ' had been committed' AS detail
FROM wrong w JOIN topic_partition tp ON tp.id = w.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' positions read back after a commit' FROM asked;
