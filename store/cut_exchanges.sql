-- Which exchanges of the tape `src` stay in a cut, and what hangs on them: goes on
-- where cut.sql ended.  Between the two cut.c has filled
--
--   naming (exchange, some, whole)  has rows that name a topic, group or batch:
--                                   some of them stay, all of them do
--
-- which is empty when nothing is cut but the time.

-- a group's fetches name it not; those of no known group may be anybody's
INSERT OR REPLACE INTO naming
SELECT e.id, 0, 0 FROM src.attribution a
JOIN src.exchange e ON e.connection = a.connection AND e.q >= a.since AND (a.until IS NULL OR e.q < a.until)
WHERE e.api_key = 1
GROUP BY e.id HAVING NOT max(a.group_id IN (SELECT id FROM kept_group));

CREATE TEMP TABLE strange AS -- connections that had to do with what is cut alone
SELECT e.connection AS id FROM naming n JOIN src.exchange e ON e.id = n.exchange
WHERE e.connection IS NOT NULL
GROUP BY e.connection HAVING NOT max(n.some);

INSERT INTO kept_exchange (id, became)
SELECT w.exchange, w.exchange FROM in_span w
LEFT JOIN naming n ON n.exchange = w.exchange
JOIN src.exchange e ON e.id = w.exchange
WHERE CASE WHEN n.exchange IS NULL THEN e.connection IS NULL OR e.connection NOT IN (SELECT id FROM strange) ELSE n.some END;

-- ---- from outside

INSERT OR IGNORE INTO kept_exchange (id, became)
SELECT id, id FROM src.exchange WHERE id IN (
  SELECT b.exchange FROM kept_batch k JOIN src.batch b ON b.id = k.id
  UNION ALL SELECT p.exchange FROM kept_batch k JOIN src.produce p ON p.batch = k.id
  UNION ALL SELECT exchange FROM src.gap
  UNION ALL
  SELECT a.exchange FROM src.assignment a, span s
  WHERE coalesce(a.since, s.since) < s.until AND coalesce(a.until, s.until) >= s.since
    AND (a.tp IS NULL OR a.tp IN (SELECT id FROM kept_topic_partition))
    AND (a.group_id IS NULL OR a.group_id IN (SELECT id FROM kept_group)));

CREATE TEMP TABLE txn_of (id INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO txn_of
SELECT x.txn FROM kept_batch k JOIN src.txn_batch x ON x.batch = k.id WHERE x.txn IS NOT NULL;
INSERT OR IGNORE INTO txn_of
SELECT c.txn FROM src.offset_commit c
WHERE c.txn IS NOT NULL AND c.exchange IN (SELECT id FROM kept_exchange)
  AND (c.tp IS NULL OR c.tp IN (SELECT id FROM kept_topic_partition))
  AND (c.group_id IS NULL OR c.group_id IN (SELECT id FROM kept_group));
INSERT OR IGNORE INTO txn_of
SELECT v.txn FROM src.txn_event v
WHERE v.txn IS NOT NULL AND v.exchange IN (SELECT id FROM kept_exchange)
  AND (v.tp IS NULL OR v.tp IN (SELECT id FROM kept_topic_partition))
  AND (v.group_id IS NULL OR v.group_id IN (SELECT id FROM kept_group));
INSERT INTO kept_txn (id, became) SELECT id, id FROM src.txn WHERE id IN (SELECT id FROM txn_of);
INSERT OR IGNORE INTO kept_exchange (id, became)
SELECT exchange, exchange FROM src.txn WHERE exchange IS NOT NULL AND id IN (SELECT id FROM kept_txn)
UNION
SELECT exchange, exchange FROM src.txn_event WHERE exchange IS NOT NULL AND txn IN (SELECT id FROM kept_txn);

INSERT INTO kept_connection (id, became)
SELECT c.id, c.id FROM src.connection c, span s
WHERE coalesce(c.opened, s.since) < s.until AND coalesce(c.closed, s.until) >= s.since
  OR c.id IN (SELECT e.connection FROM kept_exchange k JOIN src.exchange e ON e.id = k.id)
  OR c.id IN (SELECT connection FROM src.gap);

INSERT INTO kept_fetch (id, became)
SELECT f.id, f.id FROM kept_exchange k JOIN src.fetch f ON f.exchange = k.id
WHERE f.tp IS NULL OR f.tp IN (SELECT id FROM kept_topic_partition);
INSERT INTO kept_fetch (id, became) SELECT id, id FROM src.fetch WHERE exchange IS NULL;
