-- title: members stay in their groups
-- means: a member joined again and again, or was thrown out: while a group rebalances, it does not read
-- severity: S3
-- blame: service (processing longer than max.poll.interval.ms), or its network
-- innocent: members came and went on purpose
-- unknown: what the program was doing
-- do: look at the reasons in the timeline; a longer max.poll.interval.ms, smaller max.poll.records
WITH joined AS (
  SELECT m.group_id AS group_id, m.member_id AS member_id, count(*) AS times, max(m.exchange) AS exchange,
    (max(e.q) - min(e.q)) / 1000000 AS seconds
  FROM member_event m JOIN exchange e ON e.id = m.exchange
  WHERE m.event = 'join' AND m.error_code = 0 AND m.member_id <> ''
  GROUP BY m.group_id, m.member_id)
SELECT 'SUSPECT' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, j.group_id AS group_id,
  j.exchange AS exchange_id, j.member_id || ' joined ' || j.times || ' times in ' || j.seconds || ' s' AS detail
FROM joined j
WHERE j.times > 5 AND j.seconds < 12 * j.times
UNION ALL
SELECT 'SUSPECT', NULL, NULL, NULL, m.group_id, min(m.exchange),
  coalesce(nullif(m.member_id, ''), 'a member') || ' was thrown out: ' || coalesce(r.name, m.error_code)
FROM member_event m LEFT JOIN error r ON r.code = m.error_code
WHERE m.error_code IN (25, 82, 110, 113) AND m.event <> 'leave'
GROUP BY m.group_id, m.member_id, m.error_code
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' members' FROM joined;
