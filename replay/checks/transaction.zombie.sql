-- title: no write of a fenced producer was taken
-- means: a producer with an old epoch wrote after its successor had been given a newer one
-- severity: S1
-- blame: cluster
-- innocent: none
-- unknown: successors that go around ktape
-- do: report it to Kafka, with the two exchanges
WITH raised AS (
  SELECT v.next_producer_id AS producer_id, v.next_producer_epoch AS epoch, e.r AS r, v.exchange AS exchange,
    e.connection AS connection
  FROM txn_event v JOIN exchange e ON e.id = v.exchange
  WHERE v.event = 'init' AND v.error_code = 0 AND v.next_producer_epoch > 0 AND e.r IS NOT NULL)
SELECT CASE WHEN EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      WHERE w.connection BETWEEN m.first_connection AND m.last_connection
        AND e.connection BETWEEN n.first_connection AND n.last_connection
        AND NOT coalesce(e.f - w.r > m.slack + n.slack, 0))
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict, t.name AS topic, tp.partition AS partition, b.base_offset AS offset, NULL AS group_id,
  p.exchange AS exchange_id,
  'a write of epoch ' || b.producer_epoch || ' was taken after epoch ' || w.epoch || ' was given out (exchange '
    || w.exchange || ')' AS detail
FROM raised w
CROSS JOIN batch b ON b.producer_id = w.producer_id AND b.producer_epoch < w.epoch AND b.exchange IS NOT NULL
JOIN produce p ON p.batch = b.id AND p.error_code = 0
JOIN exchange e ON e.id = p.exchange AND e.f > w.r
JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
-- a late retry of what is there is answered so, too
WHERE NOT EXISTS (SELECT 1 FROM produce o WHERE o.batch = b.id AND o.id < p.id)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' epochs given out' FROM txn_event
WHERE event = 'init' AND error_code = 0;
