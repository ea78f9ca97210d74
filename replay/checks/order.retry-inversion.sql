-- title: retries did not change the order of a producer's records
-- means: a batch failed, the next went through, and the retry of the first landed behind it
-- severity: S2
-- blame: configuration
-- innocent: the two came over different connections of one client id, perhaps of two producers
-- unknown: the order in which the program called send() before the first attempt
-- do: enable.idempotence=true, or max.in.flight.requests.per.connection=1
WITH shaky AS ( -- partitions where anything was tried again
  SELECT DISTINCT p.tp AS tp FROM produce p WHERE p.error_code IS NOT 0 AND p.acks <> 0),
sent AS (
  SELECT b.id AS id, b.tp AS tp, b.base_offset AS base_offset, b.exchange AS exchange, e.q AS q,
    e.connection AS connection, e.instance AS instance,
    EXISTS (SELECT 1 FROM produce p WHERE p.batch = b.id AND p.error_code IS NOT 0) AS failed
  FROM shaky s
  CROSS JOIN batch b ON b.tp = s.tp
  JOIN exchange e ON e.id = b.exchange
  WHERE b.producer_id = -1 AND b.in_log = 1 AND b.base_offset IS NOT NULL),
overtaken AS (
  SELECT a.id AS id, a.tp AS tp, a.base_offset AS base_offset, a.exchange AS exchange,
    min(b.base_offset) AS before, max(b.connection = a.connection) AS same,
    min(b.exchange) AS other
  FROM sent a JOIN sent b ON b.tp = a.tp AND b.instance = a.instance
  WHERE a.failed AND b.q > a.q AND b.base_offset < a.base_offset
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.other = a.id AND l.kind = 'copy of')
  GROUP BY a.id)
SELECT CASE WHEN o.same THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition, o.base_offset AS offset, NULL AS group_id, o.exchange AS exchange_id,
  'was first sent before exchange ' || o.other || ', whose records are at offset ' || o.before || ' in front of it' AS detail
FROM overtaken o JOIN topic_partition tp ON tp.id = o.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches of producers without idempotence' FROM batch
WHERE producer_id = -1 AND exchange IS NOT NULL AND in_log = 1;
