-- title: partitions are committed by their owners
-- means: a member committed for a partition that another member owned just then; a broker does not look at that
-- severity: S2
-- blame: client or service
-- innocent: the commit was on its way while the partition changed hands
-- unknown: members that go around ktape
-- do: commit only what is assigned, and before it is given up
WITH claimed AS (
  SELECT c.group_id AS group_id, c.tp AS tp, c.member_id AS member_id, c.committed_offset AS committed_offset,
    c.exchange AS exchange, e.q AS q, e.connection AS connection
  FROM offset_commit c JOIN exchange e ON e.id = c.exchange
  WHERE c.outcome = 'ok' AND c.kind = 'plain' AND c.generation >= 0 AND c.member_id <> ''
    AND EXISTS (SELECT 1 FROM assignment a WHERE a.group_id = c.group_id AND a.member_id = c.member_id))
SELECT CASE WHEN EXISTS ( -- who was given what before may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 11) IN (11, 13, 14, 68) AND coalesce(g.group_id, c.group_id) = c.group_id
        AND g.since <= c.q)
    OR EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      WHERE c.connection BETWEEN m.first_connection AND m.last_connection
        AND (SELECT e.connection FROM exchange e WHERE e.id = o.exchange) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(min(c.q - o.since, coalesce(o.until, 9e18) - c.q) > m.slack + n.slack, 0))
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict, t.name AS topic, tp.partition AS partition, c.committed_offset AS offset,
  c.group_id AS group_id, c.exchange AS exchange_id,
  'was committed by ' || c.member_id || '; its owner was ' || o.member_id AS detail
FROM claimed c
JOIN assignment o ON o.group_id = c.group_id AND o.tp = c.tp AND o.member_id <> c.member_id
  AND o.since < c.q AND coalesce(o.until, 9e18) > c.q AND o.protocol IN ('classic', 'consumer')
JOIN topic_partition tp ON tp.id = c.tp JOIN topic t ON t.id = tp.topic
WHERE NOT EXISTS (
  SELECT 1 FROM assignment m WHERE m.group_id = c.group_id AND m.tp = c.tp AND m.member_id = c.member_id
    AND m.since <= c.q AND coalesce(m.until, 9e18) >= c.q)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' commits by members' FROM claimed;
