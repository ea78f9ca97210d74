-- title: the sequence numbers of idempotent producers have no holes
-- means: a broker took a batch though the one before it is missing: a record was lost where none can be
-- severity: S1
-- blame: cluster, or the client
-- innocent: the missing batch passed, but is not on the tape (a gap), or it was sent and its answer is not known
-- unknown: holes before the first and behind the last batch on the tape
-- do: look at the producer's log for OUT_OF_ORDER_SEQUENCE_NUMBER around that time
WITH chain AS (
  SELECT tp, producer_id, producer_epoch, min(base_sequence) AS first, max(base_sequence + records) AS behind,
    sum(records) AS records
  FROM batch
  WHERE producer_id >= 0 AND base_sequence >= 0 AND exchange IS NOT NULL AND in_log IS NOT 0
  GROUP BY tp, producer_id, producer_epoch),
holed AS (
  SELECT b.tp AS tp, b.base_offset AS base_offset, b.exchange AS exchange, b.base_sequence AS base_sequence,
    b.producer_id AS producer_id, b.producer_epoch AS producer_epoch,
    lag(b.base_sequence + b.records) OVER (PARTITION BY b.tp, b.producer_id, b.producer_epoch
      ORDER BY b.base_sequence) AS expected
  FROM chain c
  JOIN batch b ON b.tp = c.tp AND b.producer_id = c.producer_id AND b.producer_epoch = c.producer_epoch
  WHERE c.behind - c.first <> c.records AND b.base_sequence >= 0 AND b.exchange IS NOT NULL AND b.in_log IS NOT 0)
SELECT CASE WHEN EXISTS (SELECT 1 FROM gap) OR EXISTS ( -- it was sent, and nobody knows what became of it
      SELECT 1 FROM batch b
      WHERE b.tp = h.tp AND b.producer_id = h.producer_id AND b.producer_epoch = h.producer_epoch
        AND b.base_sequence <= h.expected AND b.base_sequence + b.records > h.expected)
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict,
  t.name AS topic, tp.partition AS partition, h.base_offset AS offset, NULL AS group_id, h.exchange AS exchange_id,
  'sequence ' || h.base_sequence || ' follows; ' || h.expected || ' was next: '
    || (h.base_sequence - h.expected) || ' records are missing' AS detail
FROM holed h JOIN topic_partition tp ON tp.id = h.tp JOIN topic t ON t.id = tp.topic
WHERE h.base_sequence > h.expected
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches of idempotent producers' FROM batch
WHERE producer_id >= 0 AND base_sequence >= 0 AND exchange IS NOT NULL AND in_log IS NOT 0;
