-- What is one batch, sent or seen several times, and what is another in its place
-- (checks.md 0.2 to 0.4).

UPDATE produce SET outcome = 'maybe', proof = CASE WHEN error_code IS NULL THEN 'none' ELSE 'response' END,
  batch = (SELECT l.other FROM batch_link l WHERE l.batch = produce.batch AND l.kind = 'copy of')
WHERE batch IN (SELECT batch FROM batch_link WHERE kind = 'copy of');
UPDATE batch SET exchange = NULL, logical_batch = id
WHERE id IN (SELECT batch FROM batch_link WHERE kind = 'copy of');
DELETE FROM batch_link;

DROP TABLE IF EXISTS temp.failed;
DROP TABLE IF EXISTS temp.twice;
DROP TABLE IF EXISTS temp.maybe;
DROP TABLE IF EXISTS temp.fuller;
DROP TABLE IF EXISTS temp.raised;
DROP TABLE IF EXISTS temp.bumped;
DROP TABLE IF EXISTS temp.large;
DROP TABLE IF EXISTS temp.uncertain;
DROP TABLE IF EXISTS temp.again;
DROP TABLE IF EXISTS temp.proven;

-- ---- a batch that compaction had already thinned out, and later whole from
-- another broker: the whole one stands for both

CREATE TEMP TABLE twice AS -- offsets with several batches: where order.c found them out of order
SELECT tp, base_offset FROM batch
WHERE base_offset IS NOT NULL
  AND EXISTS (SELECT 1 FROM temp.unordered) AND +tp IN (SELECT tp FROM temp.unordered)
GROUP BY tp, base_offset HAVING count(*) > 1;

CREATE TEMP TABLE fuller AS
SELECT a.id AS batch, b.id AS whole
FROM temp.twice p
JOIN batch a ON a.tp = p.tp AND a.base_offset = p.base_offset
JOIN batch b ON b.tp = p.tp AND b.base_offset = p.base_offset
WHERE a.in_log IS NOT 0 AND b.in_log IS NOT 0 AND a.control IS NULL AND b.control IS NULL
  AND a.records < b.records AND a.last_offset = b.last_offset
  AND NOT EXISTS (
    SELECT 1 FROM record r
    WHERE r.id BETWEEN a.first_record AND a.first_record + a.records - 1 AND NOT EXISTS (
      SELECT 1 FROM record w
      WHERE w.id BETWEEN b.first_record AND b.first_record + b.records - 1
        AND w.offset = r.offset AND w.hash = r.hash));

UPDATE delivery SET
  absent = (
    SELECT json_group_array(w.offset) FROM temp.fuller f
    JOIN batch b ON b.id = f.whole
    JOIN record w ON w.id BETWEEN b.first_record AND b.first_record + b.records - 1
    JOIN batch a ON a.id = f.batch
    WHERE f.batch = delivery.batch AND w.offset NOT IN (
      SELECT r.offset FROM record r
      WHERE r.id BETWEEN a.first_record AND a.first_record + a.records - 1)),
  batch = (SELECT f.whole FROM temp.fuller f WHERE f.batch = delivery.batch)
WHERE batch IN (SELECT batch FROM temp.fuller);

UPDATE batch SET in_log = 0 WHERE id IN (SELECT batch FROM temp.fuller);
UPDATE tape SET value = ( -- of batches that were in the log when order.c saw them
  SELECT json_group_object(j.key, j.value) FROM json_each(tape.value) j
  WHERE CAST(j.key AS INTEGER) NOT IN (SELECT tp FROM temp.twice))
WHERE key IN ('acked_in_order', 'sequences_whole') AND EXISTS (SELECT 1 FROM temp.fuller);

-- ---- other content at one offset: rewritten under a higher leader epoch, or
-- something that must not be

-- temp.epochs: partitions with several; order.c has made it

INSERT INTO batch_link (batch, kind, other)
SELECT a.id, CASE WHEN a.leader_epoch < 0 OR b.leader_epoch < 0 THEN 'conflicts with'
    WHEN a.leader_epoch < b.leader_epoch THEN 'overwritten by' ELSE 'differs from' END, b.id
FROM topic_partition tp
CROSS JOIN batch a ON a.tp = tp.id
CROSS JOIN batch b ON b.tp = a.tp AND b.base_offset BETWEEN a.base_offset AND a.last_offset AND b.id <> a.id
WHERE (tp.id IN (SELECT tp FROM temp.twice) OR tp.id IN (SELECT tp FROM temp.epochs))
  AND a.in_log IS NOT 0 AND b.in_log IS NOT 0
  -- each pair once
  AND (a.leader_epoch < b.leader_epoch OR a.leader_epoch = b.leader_epoch AND a.id < b.id)
UNION
-- a rewriting one begins before it
SELECT a.id, CASE WHEN a.leader_epoch < 0 THEN 'conflicts with' ELSE 'overwritten by' END, b.id
FROM topic_partition tp
CROSS JOIN batch b ON b.tp = tp.id
CROSS JOIN batch a ON a.tp = b.tp AND a.base_offset BETWEEN b.base_offset + 1 AND b.last_offset
WHERE tp.id IN (SELECT tp FROM temp.epochs)
  AND a.in_log IS NOT 0 AND b.in_log IS NOT 0 AND a.leader_epoch < b.leader_epoch;

-- ---- sent again as something else

CREATE TEMP TABLE failed AS -- what the client could not count on, with its newest error
SELECT p.batch AS batch, max(p.error_code) AS error_code
FROM produce p
WHERE p.error_code IS NOT 0 AND p.acks <> 0 AND p.batch IS NOT NULL
GROUP BY p.batch;

-- by an idempotent producer whose epoch was raised meanwhile (KIP-360): the same
-- records under another sequence
CREATE TEMP TABLE raised AS
SELECT id, tp, producer_id, producer_epoch, hash, records FROM batch
WHERE producer_id >= 0 AND producer_epoch > 0 AND transactional = 0 AND exchange IS NOT NULL
  AND EXISTS (SELECT 1 FROM temp.failed);
CREATE INDEX temp.raised_is ON raised (tp, producer_id, producer_epoch, hash);

CREATE TEMP TABLE bumped AS
SELECT b.id AS batch, max(a.id) AS before
FROM temp.failed f
CROSS JOIN batch a ON a.id = f.batch
CROSS JOIN temp.raised b ON b.tp = a.tp AND b.producer_id = a.producer_id
  AND b.producer_epoch = a.producer_epoch + 1 AND b.hash = a.hash AND b.records = a.records AND b.id > a.id
WHERE a.transactional = 0 AND NOT EXISTS (SELECT 1 FROM produce p WHERE p.batch = a.id AND p.error_code = 0)
GROUP BY b.id;

UPDATE batch SET logical_batch = (
  WITH RECURSIVE back (id) AS (
    SELECT u.before FROM temp.bumped u WHERE u.batch = batch.id
    UNION ALL SELECT u.before FROM back k JOIN temp.bumped u ON u.batch = k.id)
  SELECT r.logical_batch FROM back k JOIN batch r ON r.id = k.id ORDER BY r.id LIMIT 1)
WHERE id IN (SELECT batch FROM temp.bumped);

-- in pieces, of one that was refused as too large
CREATE TEMP TABLE large AS
SELECT r.hash AS hash, r.id AS record, a.id AS batch, a.tp AS tp, a.records AS records,
  a.first_record + a.records AS behind
FROM temp.failed f
CROSS JOIN batch a ON a.id = f.batch
CROSS JOIN record r ON r.id BETWEEN a.first_record AND a.first_record + a.records - 1
WHERE f.error_code = 10;
CREATE INDEX temp.large_is ON large (hash);

INSERT INTO batch_link (batch, kind, other)
SELECT b.id, 'piece of', w.batch
FROM batch b
CROSS JOIN record q ON q.id = b.first_record
CROSS JOIN temp.large w ON w.hash = q.hash
WHERE EXISTS (SELECT 1 FROM temp.large) AND b.exchange IS NOT NULL
  AND w.tp = b.tp AND w.batch < b.id AND w.records > b.records AND w.record + b.records <= w.behind
  AND NOT EXISTS (
    SELECT 1 FROM record p JOIN record o ON o.id = p.id - b.first_record + w.record
    WHERE p.id BETWEEN b.first_record AND b.first_record + b.records - 1 AND o.hash <> p.hash)
GROUP BY b.id HAVING w.records = min(w.records); -- a piece may have been too large, too

-- ---- attempts of which nobody knows the outcome

CREATE TEMP TABLE maybe AS SELECT id, batch FROM produce WHERE outcome = 'maybe';

-- of an idempotent producer: what is in the log is there once, whichever wrote it;
-- of another: the only one wrote the batch that was fetched
UPDATE produce SET outcome = 'ok', proof = 'fetched'
WHERE id IN (
  SELECT m.id FROM temp.maybe m JOIN batch b ON b.id = m.batch
  WHERE b.base_offset IS NOT NULL AND EXISTS (SELECT 1 FROM delivery d WHERE d.batch = b.id)
    AND (b.producer_id >= 0 OR (SELECT count(*) FROM produce p WHERE p.batch = b.id) = 1));
UPDATE produce SET outcome = 'ok', proof = 'retry'
WHERE outcome = 'maybe' AND id IN (
  SELECT m.id FROM temp.maybe m JOIN produce p ON p.batch = m.batch WHERE p.proof = 'retry');

-- one of several wrote a batch of its own; it is known again when it was fetched,
-- at other offsets than the one that was acknowledged
CREATE TEMP TABLE uncertain AS
SELECT b.id AS batch, b.tp AS tp, b.hash AS hash, b.records AS records, b.logical_batch AS logical_batch,
  b.exchange AS exchange, b.max_timestamp AS max_timestamp, count(*) AS attempts
FROM temp.maybe m JOIN produce p ON p.id = m.id JOIN batch b ON b.id = p.batch
WHERE p.outcome = 'maybe' AND p.acks <> 0 AND b.producer_id < 0 AND b.base_offset IS NOT NULL
GROUP BY b.id;
CREATE INDEX temp.uncertain_is ON uncertain (tp, hash);

CREATE TEMP TABLE again AS
SELECT c.id AS copy, u.batch AS batch, row_number() OVER (PARTITION BY u.batch ORDER BY c.base_offset) AS n
FROM batch c
CROSS JOIN temp.uncertain u ON u.tp = c.tp AND u.hash = c.hash AND u.records = c.records
WHERE EXISTS (SELECT 1 FROM temp.uncertain)
  AND c.exchange IS NULL AND c.control IS NULL AND c.producer_id < 0 AND c.in_log IS NOT 0
  AND (c.max_timestamp = u.max_timestamp OR c.timestamp_type = 'LogAppendTime')
  -- whose else could it be?
  AND (SELECT count(*) FROM temp.uncertain x WHERE x.tp = u.tp AND x.hash = u.hash
         AND (x.max_timestamp = u.max_timestamp OR c.timestamp_type = 'LogAppendTime')) = 1;

INSERT INTO batch_link (batch, kind, other) SELECT copy, 'copy of', batch FROM temp.again;
UPDATE batch SET
  logical_batch = (SELECT u.logical_batch FROM temp.again g JOIN temp.uncertain u ON u.batch = g.batch WHERE g.copy = batch.id),
  exchange = (SELECT u.exchange FROM temp.again g JOIN temp.uncertain u ON u.batch = g.batch WHERE g.copy = batch.id)
WHERE id IN (SELECT copy FROM temp.again);

CREATE TEMP TABLE proven AS
SELECT p.id AS produce, g.copy AS copy
FROM (SELECT p.id, p.batch, row_number() OVER (PARTITION BY p.batch ORDER BY p.id) AS n
      FROM produce p JOIN temp.uncertain u ON u.batch = p.batch WHERE p.outcome = 'maybe') p
JOIN temp.uncertain u ON u.batch = p.batch
JOIN temp.again g ON g.batch = p.batch AND g.n = p.n
WHERE u.attempts <= (SELECT count(*) FROM temp.again c WHERE c.batch = u.batch);

UPDATE produce SET outcome = 'ok', proof = 'fetched',
  batch = (SELECT v.copy FROM temp.proven v WHERE v.produce = produce.id)
WHERE id IN (SELECT produce FROM temp.proven);
UPDATE batch SET exchange = (
  SELECT p.exchange FROM temp.proven v JOIN produce p ON p.id = v.produce WHERE v.copy = batch.id)
WHERE id IN (SELECT copy FROM temp.proven);

DROP TABLE temp.failed;
DROP TABLE temp.twice;
DROP TABLE temp.unordered;
DROP TABLE temp.epochs;
DROP TABLE temp.maybe;
DROP TABLE temp.fuller;
DROP TABLE temp.raised;
DROP TABLE temp.bumped;
DROP TABLE temp.large;
DROP TABLE temp.uncertain;
DROP TABLE temp.again;
DROP TABLE temp.proven;
