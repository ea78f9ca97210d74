-- title: it is known for which group each connection read
-- means: a Fetch names no group; where several groups fit, checks of groups leave these fetches out
-- severity: S4
-- blame: configuration
-- innocent: always: several groups with one client id in one process
-- unknown: which of the groups it was
-- do: a client id, a principal or a listener (-l NAME=...) of its own for each group
SELECT 'SUSPECT' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, NULL AS group_id,
  (SELECT min(e.id) FROM exchange e WHERE e.connection = a.connection AND e.api_key = 1) AS exchange_id,
  'connection ' || a.connection || ' may read for any of: ' || group_concat(DISTINCT a.group_id) AS detail
FROM attribution a
WHERE a.confidence = 'ambiguous'
GROUP BY a.connection
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(DISTINCT connection) || ' connections that read for a group'
FROM attribution;
