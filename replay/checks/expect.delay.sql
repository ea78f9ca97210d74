-- title: records reach a group as soon as expected
-- means: between the acknowledgement of records and the first answer that gave them to the group more time went by than expected
-- severity: S3
-- blame: service (too slow, stopped, rebalancing), or cluster
-- innocent: a pause that ktape caused; a reader of which no group is known; the group had not begun yet
-- unknown: records that nobody acknowledged; when the program looked at what it had been given
-- do: `SELECT * FROM life`; look at group.rebalances and commit.lag
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s
     WHERE coalesce(s.topic, x.topic) = x.topic AND coalesce(s.group_id, x.group_id) = x.group_id) AS blind,
    (EXISTS (SELECT 1 FROM offset_commit c WHERE c.group_id = x.group_id)
      OR EXISTS (SELECT 1 FROM member_event m WHERE m.group_id = x.group_id)
      OR EXISTS (SELECT 1 FROM attribution t WHERE t.group_id = x.group_id)) AS seen
  FROM expectation x WHERE x.kind = 'expect.delay' AND x.name IS coalesce(:name, x.name)),
ending AS (SELECT max(coalesce(d, r, f, q)) AS at FROM exchange),
given AS ( -- of each batch: the first time
  SELECT a.id AS id, b.batch AS batch, b.partition AS partition, b.base_offset AS base_offset, b.records AS records,
    b.exchange AS exchange, b.acked_at_us AS acked_at, min(x.d) AS given_at, f.exchange AS given_by,
    max(t.confidence = 'proven') AS proven
  FROM asked a
  JOIN batches b ON b.topic = a.topic AND b.state = 'kept' AND b.recorded AND b.acked_at_us IS NOT NULL
  JOIN delivery d ON d.batch = b.batch
  JOIN fetch f ON f.id = d.fetch
  JOIN exchange x ON x.id = f.exchange AND x.d IS NOT NULL
  JOIN attribution t ON t.connection = x.connection AND t.group_id = a.group_id
    AND x.q >= t.since AND x.q < coalesce(t.until, 9e18)
    AND t.confidence <> 'ambiguous'
  WHERE a.blind IS NULL
  GROUP BY a.id, b.batch),
waited AS (
  SELECT g.*, g.given_at - g.acked_at AS us, 0 AS innocent FROM given g
  UNION ALL
  SELECT a.id, b.batch, b.partition, b.base_offset, b.records, b.exchange, b.acked_at_us, NULL, NULL, 1, n.at - b.acked_at_us,
    EXISTS (
      SELECT 1 FROM delivery d JOIN fetch f ON f.id = d.fetch JOIN exchange x ON x.id = f.exchange
      WHERE d.batch = b.batch AND NOT EXISTS (
        SELECT 1 FROM attribution t
        WHERE t.connection = x.connection AND x.q >= t.since AND x.q < coalesce(t.until, 9e18)
          AND t.confidence <> 'ambiguous'))
    OR EXISTS (SELECT 1 FROM topic c WHERE c.name = a.topic AND c.cleanup_policy LIKE '%compact%')
  FROM asked a
  JOIN batches b ON b.topic = a.topic AND b.state = 'kept' AND b.recorded AND b.acked_at_us IS NOT NULL
  CROSS JOIN ending n
  WHERE a.blind IS NULL AND a.seen AND n.at - b.acked_at_us > a.high
    AND NOT EXISTS (SELECT 1 FROM given g WHERE g.id = a.id AND g.batch = b.batch)),
doubted AS ( -- the clocks of two recorders may be that far apart; NULL: nobody knows how far
  SELECT w.*, CASE WHEN x.connection BETWEEN m.first_connection AND m.last_connection
      AND y.connection NOT BETWEEN m.first_connection AND m.last_connection
    THEN (SELECT CASE WHEN count(r.slack) = count(*) THEN 2 * max(r.slack) END FROM recording r) ELSE 0 END AS slack
  FROM waited w
  LEFT JOIN exchange x ON x.id = w.exchange
  LEFT JOIN exchange y ON y.id = w.given_by
  LEFT JOIN recording m ON x.connection BETWEEN m.first_connection AND m.last_connection),
late AS (
  SELECT w.*, a.topic AS topic, a.group_id AS group_id, a.line AS line, a.wanted AS wanted,
    w.us - coalesce(w.slack, w.us) > a.high AS proven_late,
    (SELECT min(s.why) FROM stall s
     WHERE s.since < w.acked_at + w.us AND coalesce(s.until, s.since) > w.acked_at) AS stall
  FROM doubted w JOIN asked a ON a.id = w.id WHERE w.slack IS NULL OR w.us + w.slack > a.high)
SELECT CASE WHEN l.proven AND l.proven_late AND l.stall IS NULL AND NOT l.innocent THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  l.topic AS topic, l.partition AS partition, l.base_offset AS offset, l.group_id AS group_id,
  coalesce(l.given_by, l.exchange) AS exchange_id,
  CASE WHEN l.given_by IS NULL THEN l.records || ' records from here on were not given to the group in the '
      || (l.us / 1000) || ' ms until the recording ended'
    ELSE l.records || ' records from here on were given to the group ' || (l.us / 1000) || ' ms after their acknowledgement' END
    || ' (exchange ' || l.exchange || '), ' || l.wanted || ' was expected (line ' || l.line || ')'
    || coalesce('; ktape held the traffic up: ' || l.stall, '')
    || CASE WHEN l.proven_late THEN '' ELSE '; the clocks of two recorders may be as far apart' END
    || CASE WHEN l.innocent THEN '; a reader of which no group is known was given them, or compaction took them' ELSE '' END AS detail
FROM late l
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, a.group_id, NULL,
  CASE WHEN NOT a.seen THEN 'nobody on the tape spoke of this group (line ' || a.line || ')'
    ELSE 'not all that passed is on the tape: ' || a.blind END
FROM asked a WHERE a.blind IS NOT NULL OR NOT a.seen
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(w.records), 0) || ' records' FROM waited w;
