-- title: members read what is theirs
-- means: a member read a partition that another owned and it did not: records are processed twice
-- severity: S2
-- blame: client
-- innocent: the fetch was on its way while the partition changed hands
-- unknown: members that go around ktape
-- do: is the member stuck in its processing (max.poll.interval.ms), or a zombie?
WITH read AS (
  SELECT a.group_id AS group_id, a.member_id AS member_id, f.tp AS tp, min(f.exchange) AS exchange, count(*) AS fetches
  FROM attribution a
  JOIN exchange e ON e.connection = a.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
  JOIN fetch f ON f.exchange = e.id
  JOIN assignment o ON o.group_id = a.group_id AND o.tp = f.tp AND o.member_id <> a.member_id
    AND o.since < e.q AND coalesce(o.until, 9e18) > e.q AND o.protocol IN ('classic', 'consumer')
  WHERE a.confidence = 'proven' AND a.member_id IS NOT NULL AND f.in_request = 1 AND f.offset_from <> 'share'
    AND EXISTS (SELECT 1 FROM assignment s WHERE s.group_id = a.group_id AND s.member_id = a.member_id)
    AND NOT EXISTS (
      SELECT 1 FROM assignment m WHERE m.group_id = a.group_id AND m.tp = f.tp AND m.member_id = a.member_id
        AND m.since <= e.q AND coalesce(m.until, 9e18) >= e.q)
  GROUP BY a.group_id, a.member_id, f.tp)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, NULL AS offset, r.group_id AS group_id,
  r.exchange AS exchange_id, r.fetches || ' fetches by ' || r.member_id || ', to which it does not belong' AS detail
FROM read r JOIN topic_partition tp ON tp.id = r.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' members whose fetches are known' FROM (
  SELECT DISTINCT group_id, member_id FROM attribution WHERE confidence = 'proven' AND member_id IS NOT NULL);
