-- title: a partition has one owner in a group
-- means: two members owned a partition at once: its records are processed twice
-- severity: S1
-- blame: assignor or coordinator
-- innocent: the first owner was gone, and that was not yet to be seen
-- unknown: members that go around ktape
-- do: look at the assignor; in a classic group, at members with different assignors
SELECT CASE WHEN a.generation = b.generation THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, NULL AS offset, a.group_id AS group_id, b.exchange AS exchange_id,
  'belongs to ' || a.member_id || ' (exchange ' || a.exchange || ') and to ' || b.member_id || ' in generation '
    || b.generation AS detail
FROM assignment a
JOIN assignment b ON b.group_id = a.group_id AND b.tp = a.tp AND b.id > a.id AND b.member_id <> a.member_id
  AND b.since < coalesce(a.until, 9e18) AND a.since < coalesce(b.until, 9e18)
JOIN topic_partition tp ON tp.id = a.tp JOIN topic t ON t.id = tp.topic
WHERE a.protocol IN ('classic', 'consumer')
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' assignments of a partition' FROM assignment
WHERE protocol IN ('classic', 'consumer');
