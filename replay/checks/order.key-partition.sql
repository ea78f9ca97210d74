-- title: records of one key are in one partition
-- means: a key is in several partitions of a topic: nobody can read its records in their order
-- severity: S2
-- blame: client (producers with different partitioners), or service
-- innocent: the service chooses the partition itself; partitions were added during the recording
-- unknown: why; empty keys, which some clients spread on purpose; what lies behind 300000 keys that are in several partitions, of whichever topics
-- do: one partitioner for all that write the topic: Java's default is librdkafka's partitioner=murmur2_random
WITH several AS ( -- by the index alone; of whichever topics
  SELECT r.key AS key FROM record r
  WHERE r.key IS NOT NULL
  GROUP BY r.key HAVING min(r.tp) < max(r.tp)
  LIMIT 300000),
spread AS (
  SELECT s.key AS key, p.topic AS topic, min(r.tp) AS one, max(r.tp) AS other
  FROM several s
  CROSS JOIN record r ON r.key = s.key
  JOIN topic_partition p ON p.id = r.tp
  WHERE length(s.key) > 0
  GROUP BY s.key, p.topic HAVING min(r.tp) < max(r.tp)),
topics AS (
  SELECT s.topic AS topic, count(*) AS keys FROM spread s GROUP BY s.topic),
example AS ( -- a key whose records are in the log
  SELECT t.topic AS topic, t.keys AS keys, (
    SELECT min(s.key) FROM (SELECT key, one, other FROM spread WHERE topic = t.topic LIMIT 100) s
    WHERE EXISTS (SELECT 1 FROM record r JOIN batch b ON b.id = r.batch
                  WHERE r.key = s.key AND r.tp = s.one AND b.in_log IS NOT 0)
      AND EXISTS (SELECT 1 FROM record r JOIN batch b ON b.id = r.batch
                  WHERE r.key = s.key AND r.tp = s.other AND b.in_log IS NOT 0)) AS key
  FROM topics t),
shown AS (
  SELECT e.topic AS topic, e.keys AS keys, e.key AS key, (
      SELECT min(r.id) FROM record r JOIN batch b ON b.id = r.batch
      WHERE r.key = e.key AND r.tp = s.one AND b.in_log IS NOT 0) AS one, (
      SELECT min(r.id) FROM record r JOIN batch b ON b.id = r.batch
      WHERE r.key = e.key AND r.tp = s.other AND b.in_log IS NOT 0) AS other
  FROM example e JOIN spread s ON s.topic = e.topic AND s.key = e.key)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, r.offset AS offset, NULL AS group_id,
  b.exchange AS exchange_id,
  substr(quote(h.key), 1, 60) || ' is here' || coalesce(' by ' || i.client_id, '') || ', and at offset ' || o.offset
    || ' of partition ' || op.partition || coalesce(' by ' || oi.client_id, '') || coalesce(' (exchange ' || ob.exchange || ')', '')
    || '; ' || h.keys || ' keys of the topic are in several partitions' AS detail
FROM shown h
JOIN record r ON r.id = h.other JOIN batch b ON b.id = r.batch
JOIN topic_partition tp ON tp.id = r.tp JOIN topic t ON t.id = tp.topic
LEFT JOIN exchange e ON e.id = b.exchange LEFT JOIN instance i ON i.id = e.instance
JOIN record o ON o.id = h.one JOIN batch ob ON ob.id = o.batch
JOIN topic_partition op ON op.id = o.tp
LEFT JOIN exchange oe ON oe.id = ob.exchange LEFT JOIN instance oi ON oi.id = oe.instance
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' records with a key' FROM record WHERE key IS NOT NULL;
