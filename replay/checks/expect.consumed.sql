-- title: a group was given each record of a topic and committed it, where that is expected
-- means: records that were written during the recording were not given to the group, or not committed (share groups: accepted) by its end
-- severity: S2
-- blame: service
-- innocent: the recording ended too early; a member reads around ktape, or through a connection that can't be told to be the group's
-- unknown: whether what was given was processed
-- do: look at group.born-late, order.skip, commit.uncommitted; end the recording after the consumers
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s
     WHERE coalesce(s.topic, x.topic) = x.topic AND coalesce(s.group_id, x.group_id) = x.group_id) AS blind,
    EXISTS (SELECT 1 FROM member_event m WHERE m.group_id = x.group_id AND m.protocol = 'share') AS shares,
    (EXISTS (SELECT 1 FROM offset_commit c WHERE c.group_id = x.group_id)
      OR EXISTS (SELECT 1 FROM member_event m WHERE m.group_id = x.group_id)
      OR EXISTS (SELECT 1 FROM attribution t WHERE t.group_id = x.group_id)) AS seen
  FROM expectation x WHERE x.kind = 'expect.consumed' AND x.name IS coalesce(:name, x.name)),
part AS ( -- each partition, and the group's last word on it
  SELECT a.id AS id, a.group_id AS group_id, tp.id AS tp, tp.partition AS partition,
    t.cleanup_policy LIKE '%compact%' AS compacted,
    EXISTS (SELECT 1 FROM topic n WHERE n.name = t.name AND n.incarnation > t.incarnation) AS deleted,
    (SELECT c.id FROM offset_commit c
     WHERE c.group_id = a.group_id AND c.tp = tp.id AND c.outcome = 'ok' AND c.certain_from IS NOT NULL
     ORDER BY c.certain_from DESC LIMIT 1) AS last
  FROM asked a JOIN topic t ON t.name = a.topic JOIN topic_partition tp ON tp.topic = t.id
  WHERE a.seen AND NOT a.shares AND a.blind IS NULL),
ended AS (
  SELECT p.*, coalesce(c.committed_offset, -1) AS committed, c.exchange AS committed_by,
    EXISTS (SELECT 1 FROM offset_commit o LEFT JOIN txn x ON x.id = o.txn
            WHERE o.group_id = p.group_id AND o.tp = p.tp AND o.committed_offset > coalesce(c.committed_offset, -1)
              AND (o.outcome = 'maybe' OR o.kind = 'txn' AND o.outcome = 'ok' AND x.outcome = 'unknown')) AS doubtful
  FROM part p LEFT JOIN offset_commit c ON c.id = p.last),
given AS ( -- of each batch: from where on it was given to the group; and was it given to somebody unknown?
  SELECT e.id AS id, b.batch AS batch, b.tp AS tp, b.base_offset AS base_offset, b.last_offset AS last_offset,
    b.records AS records, b.exchange AS exchange,
    (SELECT min(coalesce(d.first_visible_offset, b.base_offset))
     FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange x ON x.id = f.exchange
     JOIN attribution a ON a.connection = x.connection AND x.q >= a.since AND x.q < coalesce(a.until, 9e18)
     WHERE d.batch = b.batch AND x.d IS NOT NULL AND a.group_id = e.group_id AND a.confidence <> 'ambiguous') AS given_from,
    EXISTS (
      SELECT 1 FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange x ON x.id = f.exchange
      WHERE d.batch = b.batch AND NOT EXISTS (
        SELECT 1 FROM attribution a
        WHERE a.connection = x.connection AND x.q >= a.since AND x.q < coalesce(a.until, 9e18)
          AND a.confidence <> 'ambiguous')) AS strangers
  FROM ended e JOIN batches b ON b.tp = e.tp AND b.state = 'kept' AND b.recorded),
missed AS (
  SELECT g.id AS id, g.tp AS tp, min(g.base_offset) AS offset, min(g.exchange) AS exchange,
    sum(CASE WHEN g.given_from IS NULL THEN g.records ELSE min(g.records, g.given_from - g.base_offset) END) AS records,
    max(g.strangers) AS strangers
  FROM given g WHERE g.given_from IS NULL OR g.given_from > g.base_offset
  GROUP BY g.id, g.tp),
loose AS (
  SELECT g.id AS id, g.tp AS tp, max(e.committed, min(g.base_offset)) AS offset, e.committed AS committed,
    coalesce(e.committed_by, max(g.exchange)) AS exchange, e.doubtful AS doubtful,
    sum(min(g.records, g.last_offset + 1 - e.committed)) AS records
  FROM given g JOIN ended e ON e.id = g.id AND e.tp = g.tp
  WHERE g.last_offset >= e.committed
  GROUP BY g.id, g.tp),
shared AS ( -- of a share group: each record; more than 10,000 at once are not acquired, and so the index serves
  SELECT a.id AS id, b.tp AS tp, b.partition AS partition, r.offset AS offset, b.exchange AS exchange,
    EXISTS (
      SELECT 1 FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange x ON x.id = f.exchange
      JOIN acquisition q ON q.exchange = f.exchange AND q.tp = f.tp
      WHERE d.batch = b.batch AND x.d IS NOT NULL AND q.group_id = a.group_id
        AND r.offset BETWEEN q.first_offset AND q.last_offset) AS given,
    (SELECT max(CASE k.error_code WHEN 0 THEN 'yes' ELSE 'unsure' END) = 'yes' FROM acknowledgement k
     WHERE k.group_id = a.group_id AND k.tp = b.tp AND k.first_offset BETWEEN r.offset - 10000 AND r.offset
       AND k.last_offset >= r.offset AND k.type = 'accept' AND coalesce(k.error_code, 0) = 0) AS accepted
  FROM asked a
  JOIN batches b ON b.topic = a.topic AND b.state = 'kept' AND b.recorded
  JOIN batch w ON w.id = b.batch
  JOIN record r ON r.batch = w.id AND r.id >= w.first_record AND r.id < w.first_record + w.records
  WHERE a.shares AND a.blind IS NULL),
refused AS (
  SELECT s.id AS id, s.tp AS tp, s.partition AS partition, s.given AS given, min(s.offset) AS offset,
    min(s.exchange) AS exchange, count(*) AS records, count(s.accepted) AS unsure
  FROM shared s WHERE s.accepted IS NOT 1
  GROUP BY s.id, s.tp, s.partition, s.given)
SELECT CASE WHEN m.strangers OR e.compacted OR e.deleted THEN 'SUSPECT' ELSE 'FAIL' END AS verdict, a.topic AS topic, e.partition AS partition,
  m.offset AS offset, a.group_id AS group_id, m.exchange AS exchange_id,
  m.records || ' records from here on were not given to the group (line ' || a.line || ')'
    || CASE WHEN m.strangers THEN '; a reader of which no group is known was given some' ELSE '' END
    || CASE WHEN e.compacted THEN '; compaction may have taken them' ELSE '' END
    || CASE WHEN e.deleted THEN '; the topic was deleted' ELSE '' END AS detail
FROM missed m JOIN asked a ON a.id = m.id JOIN ended e ON e.id = m.id AND e.tp = m.tp
UNION ALL
SELECT CASE WHEN l.doubtful OR e.deleted THEN 'SUSPECT' ELSE 'FAIL' END, a.topic, e.partition, l.offset, a.group_id, l.exchange,
  l.records || ' records from here on were not committed (line ' || a.line || ')'
    || CASE WHEN l.committed < 0 THEN '; the group committed nothing here' ELSE '' END
    || CASE WHEN l.doubtful THEN '; of a later commit nobody knows whether it was taken' ELSE '' END
    || CASE WHEN e.deleted THEN '; the topic was deleted' ELSE '' END
FROM loose l JOIN asked a ON a.id = l.id JOIN ended e ON e.id = l.id AND e.tp = l.tp
UNION ALL
SELECT CASE WHEN r.unsure = r.records THEN 'SUSPECT' ELSE 'FAIL' END, a.topic, r.partition, r.offset, a.group_id, r.exchange,
  r.records || ' records from here on were ' || CASE WHEN r.given THEN 'not accepted' ELSE 'not given to the group' END
    || ' (line ' || a.line || ')'
    || CASE WHEN r.unsure THEN '; of ' || r.unsure || ' nobody knows whether the broker heard it' ELSE '' END
FROM refused r JOIN asked a ON a.id = r.id
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, a.group_id, NULL,
  CASE WHEN NOT a.seen THEN 'nobody on the tape spoke of this group (line ' || a.line || ')'
    ELSE 'not all that passed is on the tape: ' || a.blind END
FROM asked a WHERE a.blind IS NOT NULL OR NOT a.seen
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  ((SELECT coalesce(sum(g.records), 0) FROM given g) + (SELECT count(*) FROM shared)) || ' records';
