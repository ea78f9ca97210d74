-- title: each record that a producer sent is in the log once
-- means: a batch was stored, its acknowledgement did not come back, and the producer's retry was stored again; or a broker's idempotence failed
-- severity: S2
-- blame: configuration (no idempotence), client (a new epoch), cluster (the same sequence twice)
-- innocent: none: the bytes are equal, and the second was a retry of the first
-- unknown: a second copy that nobody fetched and whose acknowledgement did not come
-- do: enable.idempotence=true; consumers must be able to take a record twice in any case
WITH twice AS (
  SELECT b.id AS batch, l.other AS first, 'a retry without idempotence' AS class
  FROM batch_link l JOIN batch b ON b.id = l.batch
  WHERE l.kind = 'copy of'
    -- a retry: not all of the attempts had a good answer
    AND EXISTS (
      SELECT 1 FROM batch o
      JOIN produce p ON p.batch = o.id AND p.error_code IS NOT 0
      WHERE o.id = l.other OR o.logical_batch = l.other)
  UNION ALL
  SELECT b.id, a.id, CASE WHEN a.producer_epoch = b.producer_epoch
    THEN 'the same producer id, epoch and sequence' ELSE 'the same records in a new epoch' END
  FROM batch b JOIN batch a ON a.id = b.logical_batch
  WHERE b.logical_batch <> b.id AND b.in_log = 1 AND a.in_log = 1 AND b.producer_id >= 0),
equal AS ( -- by their bytes
  SELECT w.class AS class, b.tp AS tp, b.base_offset AS offset, a.base_offset AS first, a.id AS a, b.id AS b,
    b.records AS records
  FROM twice w JOIN batch a ON a.id = w.first JOIN batch b ON b.id = w.batch
  WHERE a.tp = b.tp AND a.base_offset <> b.base_offset AND a.in_log = 1 AND b.in_log = 1
    AND a.first_record IS NOT NULL AND b.first_record IS NOT NULL AND a.records = b.records
    AND NOT EXISTS (
      SELECT 1 FROM record r
      JOIN record s ON s.id = r.id - a.first_record + b.first_record
      WHERE r.id BETWEEN a.first_record AND a.first_record + a.records - 1
        AND (r.key IS NOT s.key OR r.value IS NOT s.value OR r.headers IS NOT s.headers)))
SELECT 'FAIL' AS verdict, t.name AS topic, tp.partition AS partition, q.offset AS offset, NULL AS group_id,
  coalesce((SELECT max(p.exchange) FROM produce p WHERE p.batch = q.b),
    (SELECT max(p.exchange) FROM produce p WHERE p.batch = q.a)) AS exchange_id,
  q.records || ' records are also at offset ' || q.first || ': ' || q.class AS detail
FROM equal q JOIN topic_partition tp ON tp.id = q.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' produced batches in the log' FROM batch
WHERE exchange IS NOT NULL AND in_log = 1;
