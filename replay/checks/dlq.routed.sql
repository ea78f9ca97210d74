-- title: what a service gave up on is on its dead-letter topic, where that is declared
-- means: a group committed past a record of which nothing came: no output, no dead letter; or dead letters and records don't fit
-- severity: S1
-- blame: service
-- innocent: it succeeded when it tried again; the recording ended before the rest was done; somebody writes around ktape
-- unknown: what became of a record where no `output` is declared and the service never went back to it
-- do: look at the service's error handler: does it commit although the dead letter could not be written?
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s
     WHERE (s.topic IS NULL OR s.topic IN (x.topic, x.target) OR s.topic = x.output)
       AND coalesce(s.group_id, x.group_id) = x.group_id) AS blind,
    -- may more be there than the tape knows?
    EXISTS (SELECT 1 FROM batches b
            WHERE (b.topic = x.target OR b.topic = x.output) AND b.state IN ('open', 'unknown'))
    OR EXISTS (SELECT 1 FROM partitions p
               WHERE (p.topic = x.target OR p.topic = x.output) AND p.unseen IS NOT 0) AS unsure,
    (SELECT max(e.q) FROM batches b JOIN batch w ON w.id = b.batch JOIN exchange e ON e.id = w.exchange
     WHERE b.topic = x.target OR b.topic = x.output) AS last_write,
    -- by which stamps of two recorders may be off; NULL: nobody knows
    (SELECT CASE WHEN count(*) < 2 THEN 0 WHEN count(r.slack) = count(*) THEN 2 * max(r.slack) END FROM recording r) AS slack
  FROM expectation x WHERE x.kind = 'dlq.routed' AND x.name IS coalesce(:name, x.name)),
side AS (
  SELECT id, 'source' AS side, topic, field FROM asked
  UNION ALL SELECT id, 'dead', target, target_field FROM asked
  UNION ALL SELECT id, 'output', output, output_field FROM asked WHERE output IS NOT NULL),
kept AS ( -- numbers and text are alike: a header has no numbers
  SELECT s.id AS id, s.side AS side, b.tp AS tp, b.partition AS partition, b.batch AS batch, b.recorded AS recorded,
    b.exchange AS exchange, r.offset AS offset,
    CASE WHEN s.field = 'key' THEN r.key WHEN s.field = 'value' THEN r.value
      WHEN s.field LIKE 'value:%' THEN
        CASE WHEN typeof(r.value) = 'text' AND json_valid(r.value)
          THEN CAST(json_extract(r.value, substr(s.field, 7)) AS TEXT) END
      ELSE (SELECT CAST(json_extract(h.value, '$[1]') AS TEXT) FROM json_each(r.headers) h
            WHERE json_extract(h.value, '$[0]') = substr(s.field, 8) ORDER BY h.key DESC LIMIT 1) END AS content
  FROM side s
  JOIN batches b ON b.topic = s.topic AND b.state = 'kept'
  JOIN batch w ON w.id = b.batch
  JOIN record r ON r.batch = w.id AND r.id >= w.first_record AND r.id < w.first_record + w.records),
committed AS ( -- the group's last word on each partition
  SELECT a.id AS id, tp.id AS tp, a.group_id AS group_id,
    (SELECT c.committed_offset FROM offset_commit c
     WHERE c.group_id = a.group_id AND c.tp = tp.id AND c.outcome = 'ok' AND c.certain_from IS NOT NULL
     ORDER BY c.certain_from DESC LIMIT 1) AS up_to
  FROM asked a JOIN topic t ON t.name = a.topic JOIN topic_partition tp ON tp.topic = t.id
  WHERE a.blind IS NULL),
given AS ( -- which batches the group was given, from where on
  SELECT c.id AS id, d.batch AS batch, min(coalesce(d.first_visible_offset, 0)) AS given_from, min(f.exchange) AS exchange
  FROM committed c
  JOIN fetch f ON f.tp = c.tp
  JOIN exchange x ON x.id = f.exchange AND x.d IS NOT NULL
  JOIN attribution t ON t.connection = x.connection AND t.group_id = c.group_id AND t.confidence <> 'ambiguous'
    AND x.q >= t.since AND x.q < coalesce(t.until, 9e18)
  JOIN delivery d ON d.fetch = f.id
  GROUP BY c.id, d.batch),
again AS ( -- what it went back to, and nothing on the wire says why
  SELECT c.id AS id, c.tp AS tp, p.offset AS offset, count(*) AS times
  FROM committed c
  JOIN positions p ON p.tp = c.tp AND p.reason IS NULL AND p.move IN ('rewind', 'refetch', 'partial')
    AND p.expected_offset > p.offset
  JOIN exchange x ON x.id = p.exchange
  JOIN attribution t ON t.connection = x.connection AND t.group_id = c.group_id
    AND x.q >= t.since AND x.q < coalesce(t.until, 9e18)
  GROUP BY c.id, c.tp, p.offset),
fate AS (
  SELECT k.id AS id, k.content AS content, max(k.side = 'source') AS known, max(k.side = 'output') AS done,
    max(k.side = 'dead') AS dead, min(CASE k.side WHEN 'dead' THEN k.exchange END) AS dead_by
  FROM kept k WHERE k.content IS NOT NULL GROUP BY k.id, k.content),
source AS ( -- each record that the group was given
  SELECT k.id AS id, k.tp AS tp, k.partition AS partition, k.offset AS offset, k.content AS content, g.exchange AS given_by,
    f.done AS done, f.dead AS dead, f.dead_by AS dead_by, coalesce(r.times, 0) AS times,
    coalesce(c.up_to > k.offset, 0) AS passed, a.output IS NULL AS guessed,
    CASE WHEN a.output IS NULL THEN r.times IS NOT NULL ELSE NOT f.done END AS gave_up
  FROM kept k
  JOIN asked a ON a.id = k.id
  JOIN committed c ON c.id = k.id AND c.tp = k.tp
  JOIN given g ON g.id = k.id AND g.batch = k.batch AND k.offset >= g.given_from
  LEFT JOIN fate f ON f.id = k.id AND f.content = k.content
  LEFT JOIN again r ON r.id = k.id AND r.tp = k.tp AND r.offset = k.offset
  WHERE k.side = 'source')
SELECT CASE WHEN s.guessed OR a.unsure
      -- it went on working, and so was done with this one
      OR NOT coalesce(a.last_write - a.slack > (
        SELECT min(c.certain_from) FROM offset_commit c
        WHERE c.group_id = a.group_id AND c.tp = s.tp AND c.committed_offset > s.offset AND c.outcome = 'ok'), 0)
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict,
  a.topic AS topic, s.partition AS partition, s.offset AS offset, a.group_id AS group_id, s.given_by AS exchange_id,
  CASE WHEN s.guessed THEN 'the group went back to this record ' || s.times || ' times and then committed past it; it is not on '
    ELSE 'the group was given this record and committed past it; it is neither on ' || a.output || ' nor on ' END
    || a.target || ' (' || a.field || ' ' || quote(substr(s.content, 1, 60)) || ', line ' || a.line || ')' AS detail
FROM source s JOIN asked a ON a.id = s.id
WHERE s.passed AND s.gave_up AND s.content IS NOT NULL AND NOT s.dead
UNION ALL
SELECT 'SUSPECT', a.topic, s.partition, s.offset, a.group_id, s.dead_by,
  'is on ' || a.target || ', but the group did not commit past it: it comes again (line ' || a.line || ')'
FROM source s JOIN asked a ON a.id = s.id WHERE s.dead AND NOT s.passed
UNION ALL
SELECT 'SUSPECT', a.target, NULL, NULL, NULL, min(k.exchange),
  count(*) || ' dead letters fit no record of ' || a.topic || ' on the tape (line ' || a.line || ')'
FROM kept k JOIN asked a ON a.id = k.id LEFT JOIN fate f ON f.id = k.id AND f.content = k.content
WHERE k.side = 'dead' AND k.recorded AND a.blind IS NULL AND f.known IS NOT 1 GROUP BY a.id
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, a.group_id, min(s.given_by), count(*) || ' records have no ' || a.field
FROM source s JOIN asked a ON a.id = s.id WHERE s.content IS NULL GROUP BY a.id
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, a.group_id, NULL, 'not all that passed is on the tape: ' || a.blind
FROM asked a WHERE a.blind IS NOT NULL
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  count(CASE WHEN s.content IS NOT NULL AND (s.gave_up OR s.dead OR NOT s.guessed) THEN 1 END)
    || ' records that came to an end'
FROM source s;
