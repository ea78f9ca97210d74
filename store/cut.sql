-- What of the tape `src` stays in a cut.  It fills temp.kept_TABLE, from which
-- copy.c copies, and it leans on
--
--   given_topic, given_group (pattern)  GLOB; none: all
--   span (since, until)                 stamps, from since on, before until
--   chosen (batch)                      by --where; `narrowed` has a row if there was one
--
-- and on the indexes of the seal.  What stays:
--
--   topics       whose name matches, and that the groups have to do with
--   batches      of them that passed in the span, or that --where chose a record
--                of, whole; with each, what proves something about it: its other
--                attempts, its pieces, its copies; and all that says that a log
--                was cut off, and all markers of transactions
--   exchanges    of the span that name something that stays, or nothing and come
--                from a client that had to do with what stays; and from outside
--                of it those that wrote a batch, are of a transaction or handed
--                out an assignment that reaches into it
--   rows         of these exchanges, of which all that they name stays
--
-- services, brokers and instances all stay; connections that were open in the span.

-- ---- topics and groups

INSERT INTO kept_service (id, became) SELECT id, id FROM src.service;
INSERT INTO kept_broker (id, became) SELECT id, id FROM src.broker;
INSERT INTO kept_instance (id, became) SELECT id, id FROM src.instance;

CREATE TEMP TABLE group_seen AS
SELECT group_id, tp FROM src.offset_commit
UNION SELECT group_id, tp FROM src.offset_fetch
UNION SELECT group_id, tp FROM src.assignment
UNION SELECT group_id, tp FROM src.acquisition
UNION SELECT group_id, tp FROM src.acknowledgement
UNION SELECT group_id, NULL FROM src.member_event
UNION SELECT group_id, NULL FROM src.txn_event
UNION SELECT group_id, NULL FROM src.attribution;

INSERT INTO kept_group (id, became) SELECT DISTINCT group_id, group_id FROM group_seen g
WHERE group_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM given_group)
  OR EXISTS (SELECT 1 FROM given_group p WHERE g.group_id GLOB p.pattern));

INSERT INTO kept_topic (id, became) SELECT id, id FROM src.topic t
WHERE (NOT EXISTS (SELECT 1 FROM given_topic)
  OR EXISTS (SELECT 1 FROM given_topic p WHERE t.name GLOB p.pattern))
AND (NOT EXISTS (SELECT 1 FROM given_group) OR EXISTS (
  SELECT 1 FROM src.topic_partition p WHERE p.topic = t.id AND p.id IN (
    SELECT tp FROM group_seen WHERE group_id IN (SELECT id FROM kept_group)
    UNION ALL
    SELECT f.tp FROM src.attribution a
    JOIN src.exchange e ON e.connection = a.connection AND e.q >= a.since AND (a.until IS NULL OR e.q < a.until)
    JOIN src.fetch f ON f.exchange = e.id
    WHERE a.group_id IN (SELECT id FROM kept_group))));

INSERT INTO kept_topic_partition (id, became) SELECT id, id FROM src.topic_partition
WHERE topic IN (SELECT id FROM kept_topic);

-- ---- batches

CREATE TEMP TABLE in_span (exchange INTEGER PRIMARY KEY);
INSERT INTO in_span SELECT e.id FROM src.exchange e, span s
WHERE coalesce(e.q, e.f, e.r, s.since) >= s.since AND coalesce(e.q, e.f, e.r, s.since) < s.until;

CREATE TEMP TABLE passed (batch INTEGER PRIMARY KEY);
INSERT OR IGNORE INTO passed
SELECT p.batch FROM src.produce p WHERE p.exchange IN (SELECT exchange FROM in_span) AND p.batch IS NOT NULL;
INSERT OR IGNORE INTO passed
SELECT d.batch FROM src.delivery d JOIN src.fetch f ON f.id = d.fetch
WHERE f.exchange IN (SELECT exchange FROM in_span) AND d.batch IS NOT NULL;

INSERT INTO kept_batch (id, became) SELECT b.id, b.id FROM src.batch b, span s
WHERE (b.tp IS NULL OR b.tp IN (SELECT id FROM kept_topic_partition))
AND (b.control IS NOT NULL
  OR b.id IN (SELECT l.batch FROM src.batch_link l WHERE l.kind IN ('overwritten by', 'differs from', 'conflicts with'))
  OR b.id IN (SELECT l.other FROM src.batch_link l WHERE l.kind IN ('overwritten by', 'differs from', 'conflicts with'))
  OR ((s.whole OR b.id IN (SELECT batch FROM passed))
    AND (NOT EXISTS (SELECT 1 FROM narrowed) OR b.id IN (SELECT batch FROM chosen))));

CREATE TEMP TABLE related AS
SELECT id AS a, logical_batch AS b FROM src.batch WHERE logical_batch <> id
UNION ALL SELECT logical_batch, id FROM src.batch WHERE logical_batch <> id
UNION ALL SELECT batch, other FROM src.batch_link
UNION ALL SELECT other, batch FROM src.batch_link;
CREATE INDEX temp.related_a ON related (a);
INSERT OR IGNORE INTO kept_batch (id, became)
WITH RECURSIVE r (id) AS (
  SELECT a FROM related WHERE a IN (SELECT id FROM kept_batch)
  UNION SELECT x.b FROM r JOIN related x ON x.a = r.id)
SELECT id, id FROM r WHERE id IN (SELECT id FROM src.batch);
