-- title: a partition has one owner in a group
-- means: two members owned a partition at once: its records are processed twice
-- severity: S1
-- blame: assignor or coordinator
-- innocent: the first owner was gone, and that was not yet to be seen
-- unknown: members that go around ktape
-- do: look at the assignor; in a classic group, at members with different assignors
SELECT CASE WHEN a.generation = b.generation AND NOT EXISTS ( -- that one gave it up may be missing
      SELECT 1 FROM gap g
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 11) IN (11, 13, 14, 68) AND coalesce(g.group_id, a.group_id) = a.group_id
        AND g.since <= CASE WHEN a.since < b.since THEN b.since ELSE a.since END
        AND coalesce(g.until, g.since) >= CASE WHEN a.since < b.since THEN a.since ELSE b.since END)
    AND NOT EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      WHERE (SELECT e.connection FROM exchange e WHERE e.id = a.exchange) BETWEEN m.first_connection AND m.last_connection
        AND (SELECT e.connection FROM exchange e WHERE e.id = b.exchange) BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(min(coalesce(a.until, 9e18), coalesce(b.until, 9e18)) - max(a.since, b.since) > m.slack + n.slack, 0))
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
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
