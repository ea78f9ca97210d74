-- title: no two records of a topic have the same key, header or field, where that is expected
-- means: two records of the topic are the same in what the file of --expect calls unique
-- severity: S2
-- blame: service, or a retry that was stored twice (look at duplicate.log)
-- innocent: nothing: it was said to be unique
-- unknown: records that are not on the tape
-- do: look at both exchanges: were they sent by one program or by two?
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s WHERE coalesce(s.topic, x.topic) = x.topic AND s.group_id IS NULL) AS blind
  FROM expectation x WHERE x.kind = 'expect.unique' AND x.name IS coalesce(:name, x.name)),
kept AS (
  SELECT a.id AS id, tp.topic AS log, r.id AS record, CASE WHEN r.id IS NULL THEN w.records ELSE 1 END AS records,
    CASE WHEN a.field = 'key' THEN r.key WHEN a.field = 'value' THEN r.value
      WHEN a.field LIKE 'value:%' THEN
        CASE WHEN typeof(r.value) = 'text' AND json_valid(r.value) THEN json_extract(r.value, substr(a.field, 7)) END
      ELSE (SELECT json_extract(h.value, '$[1]') FROM json_each(r.headers) h
            WHERE json_extract(h.value, '$[0]') = substr(a.field, 8) ORDER BY h.key DESC LIMIT 1) END AS content
  FROM asked a
  JOIN batches b ON b.topic = a.topic AND b.state = 'kept'
  JOIN topic_partition tp ON tp.id = b.tp
  JOIN batch w ON w.id = b.batch
  LEFT JOIN record r ON r.batch = w.id AND r.id >= w.first_record AND r.id < w.first_record + w.records),
found AS ( -- a topic that was made anew is another log
  SELECT k.id AS id, k.content AS content, sum(k.records) AS records, min(k.record) AS first, max(k.record) AS last
  FROM kept k GROUP BY k.id, k.log, k.content)
SELECT 'FAIL' AS verdict, a.topic AS topic, y.partition AS partition, l.offset AS offset, NULL AS group_id,
  y.exchange AS exchange_id,
  'is the last of ' || f.records || ' with the ' || a.field || ' ' || quote(substr(f.content, 1, 60)) || '; the first is '
    || a.topic || '-' || x.partition || ' offset ' || coalesce(o.offset, 'unknown') || ' (exchange ' || x.exchange
    || '), line ' || a.line AS detail
FROM found f JOIN asked a ON a.id = f.id
JOIN record o ON o.id = f.first JOIN batches x ON x.batch = o.batch
JOIN record l ON l.id = f.last JOIN batches y ON y.batch = l.batch
WHERE f.records > 1 AND f.content IS NOT NULL
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, NULL, NULL, 'not all that passed is on the tape: ' || a.blind
FROM asked a WHERE a.blind IS NOT NULL
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, NULL, NULL, sum(f.records) || ' records have no ' || a.field
FROM found f JOIN asked a ON a.id = f.id WHERE f.content IS NULL GROUP BY a.id
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(f.records), 0) || ' records'
FROM found f JOIN asked a ON a.id = f.id WHERE f.content IS NOT NULL AND a.blind IS NULL;
