-- title: members give signs of life, and say when they go
-- means: a member went without leaving, was silent for most of its session, or did not poll in time: until its partitions have another owner, nobody reads them
-- severity: S3
-- blame: service (it was killed, or processes for too long), or its network
-- innocent: it was ended so on purpose (Kafka Streams does it by default); the recording ended before others took over
-- unknown: what the program was doing; the session timeout of KIP-848 groups, which is the broker's
-- do: close consumers; a longer session.timeout.ms or max.poll.interval.ms, smaller max.poll.records
WITH ending AS (SELECT max(coalesce(d, r, f, q)) AS at FROM exchange),
seen AS (
  SELECT m.group_id AS group_id, m.member_id AS member_id, max(m.group_instance_id) AS instance_id,
    max(m.session_timeout_ms) AS session_timeout_ms, max(m.event = 'leave') AS left, min(e.connection) AS connection,
    count(DISTINCT e.connection) AS connections, min(e.q) AS since, max(e.q) AS q
  FROM member_event m JOIN exchange e ON e.id = m.exchange
  WHERE m.member_id <> '' AND m.protocol IN ('classic', 'consumer')
  GROUP BY m.group_id, m.member_id),
member AS ( -- those that went on over no other connection
  SELECT s.* FROM seen s JOIN connection c ON c.id = s.connection
  WHERE s.connections = 1 AND NOT EXISTS (
    SELECT 1 FROM connection o JOIN exchange e ON e.connection = o.id
    WHERE o.instance = c.instance AND o.id > c.id AND e.api_key IN (12, 68)
      AND NOT EXISTS (SELECT 1 FROM seen n WHERE n.connection = o.id))),
gone AS ( -- its connection ended, and it had not left
  SELECT m.group_id AS group_id, m.member_id AS member_id, c.closed AS closed, (
      SELECT max(e.id) FROM exchange e WHERE e.connection = c.id AND e.api_key IN (8, 11, 12, 14, 68)) AS exchange, (
      SELECT count(DISTINCT a.tp) FROM assignment a
      WHERE a.group_id = m.group_id AND a.member_id = m.member_id AND a.since < c.closed
        AND coalesce(a.until, 9e18) > c.closed) AS partitions, (
      SELECT min(o.since) FROM assignment a JOIN assignment o ON o.group_id = a.group_id AND o.tp = a.tp AND o.since > c.closed
      WHERE a.group_id = m.group_id AND a.member_id = m.member_id AND a.since < c.closed
        AND coalesce(a.until, 9e18) > c.closed) AS owned_again
  FROM member m JOIN connection c ON c.id = m.connection
  WHERE NOT m.left AND c.closed_by = 'client'
    AND NOT EXISTS ( -- a static member may come back
      SELECT 1 FROM member_event n JOIN exchange e ON e.id = n.exchange
      WHERE n.group_id = m.group_id AND n.group_instance_id = m.instance_id AND e.q > c.closed
        AND e.q < c.closed + coalesce(m.session_timeout_ms, 45000) * 1000)
    AND NOT EXISTS ( -- and any member over another connection
      SELECT 1 FROM offset_commit o JOIN exchange e ON e.id = o.exchange
      WHERE o.group_id = m.group_id AND o.member_id = m.member_id AND e.q > c.closed)),
sign AS ( -- what keeps a session alive
  SELECT m.group_id AS group_id, m.member_id AS member_id, m.session_timeout_ms AS session_timeout_ms, e.id AS exchange,
    e.api_key AS api_key, e.q AS q, coalesce(e.d, e.r, e.q) AS d
  FROM member m JOIN exchange e ON e.connection = m.connection AND e.api_key IN (8, 11, 12, 13, 14)
  WHERE m.session_timeout_ms > 0 AND NOT EXISTS ( -- whose else may they be?
    SELECT 1 FROM seen o WHERE o.connection = m.connection AND o.member_id <> m.member_id)
  UNION ALL
  SELECT m.group_id, m.member_id, m.session_timeout_ms, NULL, NULL, coalesce(c.closed, n.at), NULL
  FROM member m JOIN connection c ON c.id = m.connection, ending n
  WHERE m.session_timeout_ms > 0 AND NOT EXISTS (
    SELECT 1 FROM seen o WHERE o.connection = m.connection AND o.member_id <> m.member_id)),
pause AS (
  SELECT group_id, member_id, session_timeout_ms, lag(exchange) OVER w AS exchange, lag(api_key) OVER w AS api_key,
    q - max(d) OVER (PARTITION BY group_id, member_id ORDER BY q ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS us
  FROM sign WINDOW w AS (PARTITION BY group_id, member_id ORDER BY q)),
silent AS (
  SELECT p.group_id AS group_id, p.member_id AS member_id, p.exchange AS exchange, p.session_timeout_ms AS session_timeout_ms,
    max(p.us) AS us
  FROM pause p
  WHERE p.api_key <> 13 AND p.us > p.session_timeout_ms * 1000 / 3 * 2
  GROUP BY p.group_id, p.member_id)
SELECT 'SUSPECT' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, g.group_id AS group_id,
  g.exchange AS exchange_id,
  g.member_id || ' went without leaving; ' || CASE WHEN g.partitions = 0 THEN 'no partition was its' ELSE
    coalesce('nobody read its ' || g.partitions || ' partitions for ' || ((g.owned_again - g.closed) / 1000) || ' ms',
      'its ' || g.partitions || ' partitions got no other owner') END AS detail
FROM gone g WHERE g.partitions > 0
UNION ALL
SELECT 'SUSPECT', NULL, NULL, NULL, s.group_id, s.exchange,
  s.member_id || ' was silent for ' || (s.us / 1000) || ' ms; its session is ' || s.session_timeout_ms || ' ms' FROM silent s
UNION ALL
SELECT 'SUSPECT', NULL, NULL, NULL, m.group_id, m.exchange, m.member_id || ' left: ' || m.reason FROM member_event m
WHERE m.event = 'leave' AND m.reason LIKE '%poll timeout%'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' members' FROM member;
