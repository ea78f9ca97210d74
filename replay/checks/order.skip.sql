-- title: readers leave nothing out
-- means: a reader went on behind records that it had not asked for, and nothing on the wire says why
-- severity: S2
-- blame: service or client
-- innocent: the program went there on purpose (seek)
-- unknown: why
-- do: look for seek() in the service; at its error handler; at auto.offset.reset
WITH jump AS (
  SELECT p.topic AS topic, p.partition AS partition, p.offset AS offset, p.expected_offset AS expected_offset,
    p.exchange AS exchange, p.exchange_before AS exchange_before,
    (SELECT sum(b.records) FROM batch b
     WHERE b.tp = p.tp AND b.base_offset >= p.expected_offset AND b.base_offset < p.offset AND b.in_log = 1
       AND b.control IS NULL) AS records
  FROM positions p
  WHERE p.move = 'skip' AND p.reason IS NULL)
SELECT 'SUSPECT' AS verdict, j.topic AS topic, j.partition AS partition, j.expected_offset AS offset,
  (SELECT group_concat(DISTINCT a.group_id) FROM attribution a JOIN exchange e ON e.connection = a.connection
   WHERE e.id = j.exchange AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id,
  j.exchange AS exchange_id,
  'was next (exchange ' || j.exchange_before || '), but the reader went on at ' || j.offset || ': ' || j.records
    || ' known records are between' AS detail
FROM jump j WHERE j.records > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' steps of readers' FROM positions;
