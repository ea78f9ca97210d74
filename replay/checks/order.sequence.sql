-- title: the sequence numbers of idempotent producers have no holes
-- means: a broker took a batch though the one before it is missing: a record was lost where none can be
-- severity: S1
-- blame: cluster, or the client
-- innocent: the missing batch passed, but is not on the tape (a gap), or it was sent and its answer is not known
-- unknown: holes before the first and behind the last batch on the tape
-- do: look at the producer's log for OUT_OF_ORDER_SEQUENCE_NUMBER around that time
WITH proven AS ( -- partitions in which the seal saw no hole
  SELECT CAST(j.key AS INTEGER) AS tp, j.value AS batches FROM tape f, json_each(f.value) j
  WHERE f.key = 'sequences_whole' AND EXISTS (SELECT 1 FROM tape s WHERE s.key = 'indexed' AND s.value = 1)),
rest AS ( -- the first batch to look at; NULL: there is none, as that holds for all partitions
  SELECT CASE WHEN count(*) = 0 OR count(*) < (SELECT count(*) FROM topic_partition)
    THEN (SELECT min(id) FROM batch) END AS first
  FROM proven),
chain AS (
  SELECT tp, producer_id, producer_epoch, max(base_sequence + records) - min(base_sequence) AS span,
    sum(records) AS records, count(*) - count(DISTINCT base_sequence) AS repeats
  FROM batch
  WHERE id >= (SELECT first FROM rest) AND tp NOT IN (SELECT tp FROM proven)
    AND producer_id >= 0 AND base_sequence >= 0 AND exchange IS NOT NULL AND in_log IS NOT 0
  -- in the order of rows: by the index, a partition at a time, each page is read for each partition
  GROUP BY +tp, producer_id, producer_epoch),
sent AS (
  SELECT b.tp AS tp, b.base_offset AS base_offset, b.exchange AS exchange, b.records AS records,
    b.producer_id AS producer_id, b.producer_epoch AS producer_epoch,
    -- behind 2^31 - 1 comes 0: count on
    b.base_sequence + CASE WHEN c.span > 1 << 30 AND b.base_sequence < 1 << 30 THEN 1 << 31 ELSE 0 END AS sequence
  FROM chain c
  JOIN batch b ON b.tp = c.tp AND b.producer_id = c.producer_id AND b.producer_epoch = c.producer_epoch
  WHERE (c.span <> c.records OR c.repeats) AND b.base_sequence >= 0 AND b.exchange IS NOT NULL AND b.in_log IS NOT 0),
step AS (
  SELECT tp, base_offset, exchange, producer_id, producer_epoch, sequence, lag(exchange) OVER w AS before,
    lag(sequence + records) OVER w AS expected
  FROM sent WINDOW w AS (PARTITION BY tp, producer_id, producer_epoch ORDER BY sequence)),
holed AS (
  SELECT tp, base_offset, exchange, producer_id, producer_epoch, before, sequence - expected AS missing,
    sequence % (1 << 31) AS base_sequence, expected % (1 << 31) AS expected
  FROM step WHERE sequence > expected)
SELECT CASE WHEN EXISTS ( -- a slice, and batches of this partition are not on it
      SELECT 1 FROM gap g
      WHERE g.why = 'cut' AND g.group_id IS NULL AND (g.topic IS NULL OR g.topic = t.name)
        AND (g.partition IS NULL OR g.partition = tp.partition))
    THEN 'NONE'
    WHEN EXISTS ( -- what this client wrote in between may be missing
      SELECT 1 FROM gap g JOIN exchange e ON e.id = h.exchange JOIN exchange p ON p.id = h.before
      WHERE g.why <> 'cut' AND coalesce(g.api_key, 0) = 0 AND coalesce(g.topic, t.name) = t.name
        AND coalesce(g.partition, tp.partition) = tp.partition AND g.since <= e.q AND coalesce(g.until, g.since) >= p.q
        AND NOT EXISTS (SELECT 1 FROM connection c WHERE c.id = g.connection AND c.instance <> e.instance))
    OR EXISTS ( -- it was sent, and nobody knows what became of it
      SELECT 1 FROM batch b
      WHERE b.tp = h.tp AND b.producer_id = h.producer_id AND b.producer_epoch = h.producer_epoch
        AND b.base_sequence <= h.expected AND b.base_sequence + b.records > h.expected)
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict,
  t.name AS topic, tp.partition AS partition, h.base_offset AS offset, NULL AS group_id, h.exchange AS exchange_id,
  'sequence ' || h.base_sequence || ' follows; ' || h.expected || ' was next: '
    || h.missing || ' records are missing' AS detail
FROM holed h JOIN topic_partition tp ON tp.id = h.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  (count(*) + (SELECT coalesce(sum(batches), 0) FROM proven)) || ' batches of idempotent producers'
FROM batch
WHERE id >= (SELECT first FROM rest) AND tp NOT IN (SELECT tp FROM proven)
  AND producer_id >= 0 AND base_sequence >= 0 AND exchange IS NOT NULL AND in_log IS NOT 0;
