-- Transactions, with their outcome and what proves it (kafka-protocol.md 5.7).
--
--   steps: what a producer asked for, by (producer id, epoch) in time
--     │ an EndTxn, or a marker between two batches, ends a transaction
--     ▼
--   transactions ◀── markers: each ends the batch before it on its partition
--     │
--     ▼
--   outcomes ──▶ when the offsets committed in them took effect
--
-- With KIP-890 each transaction has an epoch of its own; before, many share one.
-- A transaction is one of which there was data or an offset: partitions that
-- were only added are none.  What a producer beside the tape wrote has no row.

UPDATE offset_commit SET txn = NULL, effective_from = NULL, certain_from = NULL
WHERE kind = 'txn' AND txn IS NOT NULL;
UPDATE txn_event SET txn = NULL WHERE txn IS NOT NULL;
DELETE FROM txn_batch;
DELETE FROM txn;

-- ---- steps

-- An EndTxn that is refused for good (fenced, no such state, not allowed) ends
-- nothing; one with another error, or without an answer, may have.
DROP TABLE IF EXISTS temp.txn_end;
CREATE TEMP TABLE txn_end (
  pid INTEGER, epoch INTEGER, q INTEGER, what TEXT, exchange INTEGER, f INTEGER, r INTEGER, error INTEGER,
  taken INTEGER,           -- 1: yes, 0: no, NULL: not known
  id TEXT, protocol INTEGER,
  n INTEGER,               -- ends of (pid, epoch) up to this one
  PRIMARY KEY (pid, epoch, q)
) WITHOUT ROWID;
INSERT OR IGNORE INTO txn_end
SELECT *, sum(taken IS NOT 0) OVER (PARTITION BY pid, epoch ORDER BY q ROWS UNBOUNDED PRECEDING)
FROM (SELECT v.producer_id AS pid, v.producer_epoch AS epoch, e.q AS q, v.event, e.id, e.f, e.r, v.error_code,
        CASE WHEN v.error_code = 0 THEN 1 WHEN v.error_code IN (35, 42, 47, 48, 49, 53, 90, 120) THEN 0 END AS taken,
        v.transactional_id, 1 + (e.api_version >= 5)
      FROM txn_event v JOIN exchange e ON e.id = v.exchange
      WHERE v.event IN ('commit', 'abort') AND e.f IS NOT NULL AND v.producer_id IS NOT NULL AND v.producer_epoch IS NOT NULL);

-- Requests after as many ends are of one transaction.
DROP TABLE IF EXISTS temp.txn_step;
CREATE TEMP TABLE txn_step (
  pid INTEGER, epoch INTEGER, q INTEGER,
  what TEXT,               -- batch, offsets, or the event
  ref INTEGER,             -- batch.id, else the exchange
  exchange INTEGER, f INTEGER, r INTEGER, error INTEGER, taken INTEGER, id TEXT,
  protocol INTEGER,        -- 0: 1 for sure
  tp INTEGER, base_offset INTEGER, last_offset INTEGER, records INTEGER,
  part INTEGER,            -- ends of (pid, epoch) before it
  cut INTEGER DEFAULT 0,   -- and ends that were missed
  PRIMARY KEY (pid, epoch, q, what, ref)
) WITHOUT ROWID;
INSERT INTO txn_step (pid, epoch, q, what, ref, exchange, f, r, error, taken, protocol, tp, base_offset, last_offset, records,
  part)
SELECT b.producer_id, b.producer_epoch, e.q, 'batch', b.id, e.id, e.f, coalesce(b.acked_at, e.r),
  CASE WHEN b.in_log IS NOT 1 THEN
    (SELECT p.error_code FROM produce p WHERE p.batch = b.id AND p.error_code IN (47, 90)) END,
  b.in_log, 1 + (e.api_version >= 12), b.tp, b.base_offset, b.last_offset, b.records,
  coalesce((SELECT n FROM txn_end z WHERE z.pid = b.producer_id AND z.epoch = b.producer_epoch AND z.q < e.q
            ORDER BY z.q DESC LIMIT 1), 0)
FROM batch b
JOIN exchange e ON e.id = coalesce(b.exchange, (SELECT min(p.exchange) FROM produce p WHERE p.batch = b.id))
WHERE b.transactional = 1 AND b.control IS NULL AND e.f IS NOT NULL
  AND b.producer_id >= 0 AND b.producer_epoch IS NOT NULL
ORDER BY 1, 2, 3, 4, 5;
INSERT INTO txn_step (pid, epoch, q, what, ref, exchange, f, r, error, taken, id, protocol, part)
SELECT x.*, coalesce((SELECT n FROM txn_end z WHERE z.pid = x.pid AND z.epoch = x.epoch AND z.q < x.q
                      ORDER BY z.q DESC LIMIT 1), 0)
FROM (SELECT o.producer_id AS pid, o.producer_epoch AS epoch, e.q AS q, 'offsets', e.id, e.id, e.f, e.r, max(o.error_code),
        max(CASE o.outcome WHEN 'ok' THEN 1 WHEN 'no' THEN 0 END), max(o.transactional_id), 1 + (e.api_version >= 5)
      FROM offset_commit o JOIN exchange e ON e.id = o.exchange
      WHERE o.kind = 'txn' AND e.f IS NOT NULL AND o.producer_id IS NOT NULL AND o.producer_epoch IS NOT NULL
      GROUP BY e.id, o.producer_id, o.producer_epoch
      UNION ALL
      SELECT v.producer_id, v.producer_epoch, e.q, v.event, e.id, e.id, e.f, e.r, max(v.error_code),
        CASE max(v.error_code) WHEN 0 THEN 1 END, max(v.transactional_id), 0
      FROM txn_event v JOIN exchange e ON e.id = v.exchange
      WHERE v.event IN ('add partition', 'add offsets')
        AND e.f IS NOT NULL AND v.producer_id IS NOT NULL AND v.producer_epoch IS NOT NULL
      GROUP BY e.id, v.producer_id, v.producer_epoch, v.event) x;
-- An end, and its retries, belong to what was asked for before; NULL: nothing was.
INSERT INTO txn_step (pid, epoch, q, what, ref, exchange, f, r, error, taken, id, protocol, part)
SELECT z.pid, z.epoch, z.q, z.what, z.exchange, z.exchange, z.f, z.r, z.error, z.taken, z.id, z.protocol,
  (SELECT s.part FROM txn_step s WHERE s.pid = z.pid AND s.epoch = z.epoch AND s.q < z.q
     AND s.what NOT IN ('commit', 'abort') ORDER BY s.q DESC LIMIT 1)
FROM txn_end z;
DROP TABLE temp.txn_end;

-- Their batches in the log, with the markers between them.
DROP TABLE IF EXISTS temp.txn_log;
CREATE TEMP TABLE txn_log (
  tp INTEGER, pid INTEGER, base_offset INTEGER,
  last_offset INTEGER, epoch INTEGER, q INTEGER, part INTEGER, control TEXT, batch INTEGER,
  PRIMARY KEY (tp, pid, base_offset)
) WITHOUT ROWID;
INSERT OR IGNORE INTO txn_log
SELECT tp, pid, base_offset, last_offset, epoch, q, part, NULL, ref FROM txn_step
WHERE what = 'batch' AND base_offset IS NOT NULL AND taken IS NOT 0
UNION ALL
SELECT tp, producer_id, base_offset, last_offset, producer_epoch, NULL, NULL, control, id FROM batch
WHERE control IS NOT NULL AND control IN ('COMMIT', 'ABORT')
ORDER BY 1, 2, 3;
DROP TABLE IF EXISTS temp.txn_ended;
CREATE TEMP TABLE txn_ended AS -- a marker, between the batches of its producer
SELECT m.tp AS tp, m.pid AS pid, m.base_offset AS base_offset, m.control AS control, m.batch AS batch,
  a.batch AS batch_before, a.base_offset AS since, a.epoch AS epoch_before, a.part AS part_before, a.q AS q_before,
  z.epoch AS epoch_after, z.part AS part_after, z.q AS q_after
FROM (SELECT *,
        (SELECT max(l.base_offset) FROM txn_log l
         WHERE l.tp = k.tp AND l.pid = k.pid AND l.base_offset < k.base_offset) AS before,
        (SELECT min(l.base_offset) FROM txn_log l
         WHERE l.tp = k.tp AND l.pid = k.pid AND l.base_offset > k.base_offset) AS after
      FROM txn_log k WHERE k.control IS NOT NULL) m
JOIN txn_log a ON a.tp = m.tp AND a.pid = m.pid AND a.base_offset = m.before
LEFT JOIN txn_log z ON z.tp = m.tp AND z.pid = m.pid AND z.base_offset = m.after
WHERE a.control IS NULL AND m.epoch >= a.epoch;
DROP TABLE temp.txn_log;

-- A marker between two batches that no EndTxn parts: one was missed (a gap).  The
-- new transaction began after the first and not after the second of them; as few
-- cuts as possible.
DROP TABLE IF EXISTS temp.txn_hole;
CREATE TEMP TABLE txn_hole AS
SELECT pid, epoch_before AS epoch, part_before AS part, q_before AS since, q_after AS until FROM txn_ended
WHERE epoch_before = epoch_after AND part_before = part_after AND q_after > q_before;
UPDATE txn_step SET cut = (
  WITH RECURSIVE c (at) AS (
    SELECT min(until) FROM txn_hole h WHERE h.pid = txn_step.pid AND h.epoch = txn_step.epoch AND h.part = txn_step.part
    UNION ALL
    SELECT (SELECT min(until) FROM txn_hole h WHERE h.pid = txn_step.pid AND h.epoch = txn_step.epoch
              AND h.part = txn_step.part AND h.since >= c.at) FROM c WHERE c.at IS NOT NULL)
  SELECT count(*) FROM c WHERE at <= txn_step.q)
WHERE (pid, epoch, part) IN (SELECT pid, epoch, part FROM txn_hole);

-- ---- transactions

DROP TABLE IF EXISTS temp.txn_sum;
CREATE TEMP TABLE txn_sum (
  txn INTEGER PRIMARY KEY, pid INTEGER, epoch INTEGER, part INTEGER, cut INTEGER,
  id TEXT, protocol INTEGER, since INTEGER,
  records INTEGER, partitions INTEGER, batch INTEGER, exchange INTEGER,
  alive INTEGER,           -- 0: all was refused
  accepted INTEGER,        -- stamp: from when on something was surely taken
  fenced INTEGER,          -- stamp: PRODUCER_FENCED or INVALID_PRODUCER_EPOCH
  refused INTEGER,         -- stamp: the last refusal
  committed INTEGER, aborted INTEGER, -- stamps: EndTxn answered
  commit_sent INTEGER, abort_sent INTEGER, -- stamps: EndTxn that may have counted
  commit_marker INTEGER, abort_marker INTEGER,
  fence INTEGER, next_part INTEGER, next_epoch INTEGER, held INTEGER, lost INTEGER, -- stamps
  gap INTEGER,             -- what may have been missed
  proof TEXT,              -- the best one but a marker
  proven INTEGER, commits INTEGER -- when, and what
);
INSERT INTO txn_sum (pid, epoch, part, cut, id, protocol, since, records, partitions, batch, exchange, alive,
  accepted, fenced, refused, committed, aborted, commit_sent, abort_sent)
SELECT pid, epoch, part, cut, max(id),
  CASE WHEN max(protocol = 0) THEN 1
    ELSE coalesce(max(CASE WHEN what IN ('commit', 'abort') THEN protocol END), max(protocol)) END,
  min(CASE WHEN what NOT IN ('commit', 'abort') THEN q END) AS since,
  coalesce(sum(CASE WHEN taken IS NOT 0 THEN records END), 0), count(DISTINCT CASE WHEN taken IS NOT 0 THEN tp END),
  min(CASE WHEN what = 'batch' THEN ref END), min(exchange),
  max(what IN ('batch', 'offsets') AND taken IS NOT 0),
  min(CASE WHEN what NOT IN ('commit', 'abort') AND taken = 1 THEN r END),
  min(CASE WHEN error IN (47, 90) THEN r END), max(CASE WHEN taken = 0 THEN r END),
  min(CASE WHEN what = 'commit' AND taken = 1 THEN r END), min(CASE WHEN what = 'abort' AND taken = 1 THEN r END),
  min(CASE WHEN what = 'commit' AND taken IS NOT 0 THEN f END), min(CASE WHEN what = 'abort' AND taken IS NOT 0 THEN f END)
FROM txn_step WHERE part IS NOT NULL
GROUP BY pid, epoch, part, cut
HAVING max(what IN ('batch', 'offsets'))
ORDER BY since;
CREATE UNIQUE INDEX temp.txn_sum_by_part ON txn_sum (pid, epoch, part, cut);
UPDATE txn_sum SET id = (SELECT p.transactional_id FROM produce p WHERE p.batch = txn_sum.batch) WHERE id IS NULL;

INSERT INTO txn_batch
SELECT s.ref, x.txn FROM txn_step s
JOIN txn_sum x ON x.pid = s.pid AND x.epoch = s.epoch AND x.part = s.part AND x.cut = s.cut
WHERE s.what = 'batch' ORDER BY 1;

-- ---- evidence

-- A marker ends the batch of its producer before it, if nothing between them is
-- missing on the tape: the marker of that batch's own transaction might be.
DROP TABLE IF EXISTS temp.txn_marker;
CREATE TEMP TABLE txn_marker AS
SELECT b.txn AS txn, m.control AS control, m.batch AS batch, NULL AS event, NULL AS seen
FROM txn_ended m
JOIN txn_batch b ON b.batch = m.batch_before
JOIN txn_sum x ON x.txn = b.txn
WHERE CASE m.control WHEN 'COMMIT' THEN x.committed ELSE x.aborted END IS NOT NULL -- nothing new
  OR m.base_offset - m.since = (
    SELECT sum(l.last_offset - l.base_offset + 1) FROM batch l
    WHERE l.tp = m.tp AND l.base_offset >= m.since AND l.base_offset < m.base_offset AND l.in_log IS NOT 0);
-- An admin's, for the newest transaction of that producer on that partition.
INSERT INTO txn_marker
SELECT (SELECT x.txn FROM txn_step s JOIN txn_sum x
          ON x.pid = s.pid AND x.epoch = s.epoch AND x.part = s.part AND x.cut = s.cut
        WHERE s.pid = v.producer_id AND s.epoch <= v.producer_epoch AND s.tp = v.tp AND s.q < e.q AND s.taken IS NOT 0
        ORDER BY s.q DESC LIMIT 1),
  upper(replace(v.event, ' marker', '')), NULL, v.id, e.r
FROM txn_event v JOIN exchange e ON e.id = v.exchange
WHERE v.event IN ('commit marker', 'abort marker') AND v.error_code = 0;
CREATE INDEX temp.txn_marker_by_txn ON txn_marker (txn, control);

-- When it was seen matters where no EndTxn says the same.
UPDATE txn_marker SET seen = (
  SELECT min(e.r) FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange e ON e.id = f.exchange
  WHERE d.batch = txn_marker.batch)
WHERE batch IS NOT NULL AND (
  SELECT CASE txn_marker.control WHEN 'COMMIT' THEN x.committed ELSE x.aborted END
  FROM txn_sum x WHERE x.txn = txn_marker.txn) IS NULL;
UPDATE txn_sum SET
  commit_marker = (SELECT min(coalesce(seen, 0)) FROM txn_marker m WHERE m.txn = txn_sum.txn AND m.control = 'COMMIT'),
  abort_marker = (SELECT min(coalesce(seen, 0)) FROM txn_marker m WHERE m.txn = txn_sum.txn AND m.control = 'ABORT')
WHERE txn IN (SELECT txn FROM txn_marker);

-- InitProducerId is answered once what was open is aborted, with a higher epoch
-- or another producer id.
DROP TABLE IF EXISTS temp.txn_init;
CREATE TEMP TABLE txn_init AS
SELECT v.transactional_id AS id, v.next_producer_id AS pid, v.next_producer_epoch AS epoch, v.timeout_ms AS timeout_ms,
  e.q AS q, e.r AS r
FROM txn_event v JOIN exchange e ON e.id = v.exchange WHERE v.event = 'init' AND v.error_code = 0;
CREATE INDEX temp.txn_init_by_id ON txn_init (id, r);

DROP TABLE IF EXISTS temp.txn_unsure;
CREATE TEMP TABLE txn_unsure AS
SELECT txn FROM txn_sum WHERE committed IS NULL AND aborted IS NULL;
UPDATE txn_sum SET
  fence = max(since, (
    SELECT min(i.r) FROM txn_init i WHERE i.id = txn_sum.id
      AND (i.pid = txn_sum.pid AND i.epoch > txn_sum.epoch OR i.pid <> txn_sum.pid AND i.q > txn_sum.since))),
  -- a producer goes on only when it was told that the one before is over
  next_part = (
    SELECT min(n.accepted) FROM txn_sum n WHERE n.pid = txn_sum.pid AND n.epoch = txn_sum.epoch
      AND (n.part, n.cut) > (txn_sum.part, txn_sum.cut)),
  next_epoch = (
    SELECT min(n.accepted) FROM txn_sum n WHERE n.pid = txn_sum.pid AND n.epoch = txn_sum.epoch + 1
      AND NOT EXISTS (SELECT 1 FROM txn_init i WHERE i.id = txn_sum.id AND i.pid = n.pid AND i.epoch = n.epoch))
WHERE txn IN txn_unsure;
-- That nothing was sent is no evidence where something was missed.
UPDATE txn_sum SET gap = (
  SELECT min(g.id) FROM gap g WHERE (g.api_key IS NULL OR g.api_key IN (22, 26))
    AND coalesce(g.until, g.since) >= txn_sum.since
    AND (g.since <= coalesce(txn_sum.fenced, txn_sum.fence) OR coalesce(txn_sum.fenced, txn_sum.fence) IS NULL))
WHERE txn IN txn_unsure;

-- Its offsets read back by somebody who would have been refused while they were
-- pending: there, though nobody else ever committed the like; or not there,
-- though nobody committed after.
DROP TABLE IF EXISTS temp.txn_request;
CREATE TEMP TABLE txn_request AS
SELECT s.exchange AS exchange, s.what AS what, s.pid AS pid, x.txn AS txn FROM txn_step s
JOIN txn_sum x ON x.pid = s.pid AND x.epoch = s.epoch AND x.part = s.part AND x.cut = s.cut
WHERE s.what <> 'batch';
CREATE INDEX temp.txn_request_by_exchange ON txn_request (exchange, what);
UPDATE offset_commit SET txn = (
  SELECT r.txn FROM txn_request r WHERE r.exchange = offset_commit.exchange AND r.what = 'offsets')
WHERE kind = 'txn';

DROP TABLE IF EXISTS temp.txn_read_back;
CREATE TEMP TABLE txn_read_back AS
SELECT o.txn AS txn, b.committed_offset = o.committed_offset AS held, min(eb.r) AS seen
FROM offset_commit o
JOIN exchange eo ON eo.id = o.exchange
JOIN offset_fetch b ON b.group_id = o.group_id AND b.tp = o.tp
JOIN exchange eb ON eb.id = b.exchange
WHERE o.kind = 'txn' AND o.txn IN txn_unsure AND o.outcome = 'ok'
  AND b.require_stable = 1 AND b.error_code = 0 AND eb.f > eo.r
  AND NOT EXISTS (
    SELECT 1 FROM offset_commit c JOIN exchange ec ON ec.id = c.exchange
    WHERE c.group_id = o.group_id AND c.tp = o.tp AND c.txn IS NOT o.txn AND c.outcome <> 'no' AND ec.q < eb.r
      AND (c.committed_offset = o.committed_offset OR b.committed_offset <> o.committed_offset AND ec.r > eo.f))
  AND (b.committed_offset <> o.committed_offset OR EXISTS (
    SELECT 1 FROM offset_fetch p JOIN exchange ep ON ep.id = p.exchange
    WHERE p.group_id = o.group_id AND p.tp = o.tp AND p.error_code = 0
      AND p.committed_offset <> o.committed_offset AND ep.r < eo.f))
GROUP BY 1, 2;
UPDATE txn_sum SET
  held = (SELECT seen FROM txn_read_back b WHERE b.txn = txn_sum.txn AND b.held),
  lost = (SELECT seen FROM txn_read_back b WHERE b.txn = txn_sum.txn AND NOT b.held)
WHERE txn IN (SELECT txn FROM txn_read_back);

-- ---- outcomes

UPDATE txn_sum SET proof = CASE
  WHEN coalesce(committed, aborted) IS NOT NULL THEN 'EndTxn'
  WHEN next_part IS NOT NULL AND (commit_sent IS NULL) <> (abort_sent IS NULL) THEN 'next transaction'
  WHEN next_epoch IS NOT NULL AND (commit_sent IS NULL) <> (abort_sent IS NULL) THEN 'next epoch'
  -- it never asked to be committed
  WHEN coalesce(fence, fenced) IS NOT NULL AND commit_sent IS NULL AND gap IS NULL
    THEN CASE WHEN fenced < fence OR fence IS NULL THEN 'fenced' ELSE 'fenced by init' END
  WHEN (held IS NULL) <> (lost IS NULL) THEN 'stable OffsetFetch'
  WHEN coalesce(commit_sent, abort_sent) IS NULL AND gap IS NULL AND NOT alive THEN 'refused'
END;
UPDATE txn_sum SET
  proven = CASE proof
    WHEN 'EndTxn' THEN min(coalesce(committed, aborted), coalesce(aborted, committed))
    WHEN 'next transaction' THEN next_part
    WHEN 'next epoch' THEN next_epoch
    WHEN 'fenced' THEN fenced
    WHEN 'fenced by init' THEN fence
    WHEN 'stable OffsetFetch' THEN coalesce(held, lost)
    ELSE refused END,
  commits = CASE proof
    WHEN 'EndTxn' THEN committed IS NOT NULL AND (aborted IS NULL OR committed < aborted)
    WHEN 'next transaction' THEN commit_sent IS NOT NULL
    WHEN 'next epoch' THEN commit_sent IS NOT NULL
    WHEN 'stable OffsetFetch' THEN held IS NOT NULL
    ELSE 0 END
WHERE proof IS NOT NULL;

-- Markers are the log's own word.
INSERT INTO txn
SELECT x.txn, x.id, x.pid, x.epoch, x.protocol, x.since,
  CASE
    WHEN x.commit_marker IS NOT NULL AND x.abort_marker IS NOT NULL THEN NULL
    WHEN x.marker IS NULL THEN x.proven
    WHEN x.proof IS NULL OR x.commits <> (x.abort_marker IS NULL) THEN x.marker
    WHEN x.marker > 0 THEN min(x.proven, x.marker)
    ELSE x.proven END,
  (SELECT i.timeout_ms FROM txn_init i WHERE i.id = x.id AND i.r <= x.since ORDER BY i.r DESC LIMIT 1),
  CASE
    WHEN x.commit_marker IS NOT NULL AND x.abort_marker IS NOT NULL THEN 'unknown'
    WHEN x.marker IS NOT NULL THEN CASE WHEN x.abort_marker IS NULL THEN 'committed' ELSE 'aborted' END
    WHEN x.proof IS NOT NULL THEN CASE WHEN x.commits THEN 'committed' ELSE 'aborted' END
    WHEN coalesce(x.commit_sent, x.abort_sent, x.gap) IS NOT NULL THEN 'unknown'
    ELSE 'open' END,
  CASE
    WHEN x.commit_marker IS NOT NULL AND x.abort_marker IS NOT NULL THEN 'markers disagree'
    WHEN x.marker IS NULL AND x.proof IS NOT NULL THEN x.proof
    WHEN x.marker IS NOT NULL AND x.proof IS NULL THEN 'marker'
    WHEN x.marker IS NOT NULL AND x.commits = (x.abort_marker IS NULL) THEN x.proof || ', marker'
    WHEN x.marker IS NOT NULL THEN 'marker against ' || x.proof
    WHEN coalesce(x.commit_sent, x.abort_sent) IS NOT NULL THEN 'EndTxn without answer'
    WHEN x.gap IS NOT NULL THEN 'gap' END,
  x.records, x.partitions, NULL, x.exchange
FROM (SELECT *, coalesce(commit_marker, abort_marker) AS marker FROM txn_sum) x;

DROP TABLE IF EXISTS temp.txn_group;
CREATE TEMP TABLE txn_group AS
SELECT DISTINCT txn, group_id FROM offset_commit
WHERE kind = 'txn' AND txn IS NOT NULL AND outcome <> 'no' ORDER BY 1, 2;
CREATE INDEX temp.txn_group_by_txn ON txn_group (txn, group_id);
UPDATE txn SET group_ids = (SELECT group_concat(g.group_id, ', ') FROM txn_group g WHERE g.txn = txn.id)
WHERE id IN (SELECT txn FROM txn_group);

UPDATE txn_event SET txn = (
  SELECT r.txn FROM txn_request r
  WHERE r.exchange = txn_event.exchange AND r.what = txn_event.event AND r.pid = txn_event.producer_id)
WHERE event IN ('add partition', 'add offsets', 'commit', 'abort');
UPDATE txn_event SET txn = (SELECT m.txn FROM txn_marker m WHERE m.event = txn_event.id)
WHERE event IN ('commit marker', 'abort marker');

-- Offsets may hold from when their transaction may have been committed, and hold
-- from when that was certain.
UPDATE offset_commit SET
  effective_from = (
    SELECT CASE WHEN t.outcome = 'committed' THEN coalesce(x.commit_sent, e.f)
      WHEN t.outcome = 'unknown' THEN x.commit_sent END
    FROM txn t JOIN txn_sum x ON x.txn = t.id JOIN exchange e ON e.id = offset_commit.exchange
    WHERE t.id = offset_commit.txn),
  certain_from = (SELECT t.until FROM txn t WHERE t.id = offset_commit.txn AND t.outcome = 'committed')
WHERE kind = 'txn' AND txn IS NOT NULL AND outcome = 'ok';

DROP TABLE temp.txn_step;
DROP TABLE temp.txn_ended;
DROP TABLE temp.txn_hole;
DROP TABLE temp.txn_sum;
DROP TABLE temp.txn_marker;
DROP TABLE temp.txn_init;
DROP TABLE temp.txn_unsure;
DROP TABLE temp.txn_request;
DROP TABLE temp.txn_read_back;
DROP TABLE temp.txn_group;
