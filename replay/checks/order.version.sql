-- title: a key's version never falls, where that is expected
-- means: a record carries a lower version than the one before it of the same key: its readers end with the older state
-- severity: S2
-- blame: service (two writers of one key, or one that writes what it read earlier), or a retry that changed the order
-- innocent: nothing: it was said to rise
-- unknown: the order of records in different partitions; records that are not on the tape
-- do: look at both exchanges; at order.retry-inversion and duplicate.log; at hazard.producer-config
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s WHERE coalesce(s.topic, x.topic) = x.topic AND s.group_id IS NULL) AS blind
  FROM expectation x WHERE x.kind = 'order.version' AND x.name IS coalesce(:name, x.name)),
kept AS (
  SELECT a.id AS id, a.low AS rising, r.tp AS tp, r.offset AS offset, r.id AS record, r.key AS key, r.value IS NULL AS tombstone,
    CASE WHEN a.field = 'key' THEN r.key WHEN a.field = 'value' THEN r.value
      WHEN a.field LIKE 'value:%' THEN
        CASE WHEN typeof(r.value) = 'text' AND json_valid(r.value) THEN json_extract(r.value, substr(a.field, 7)) END
      ELSE (SELECT json_extract(h.value, '$[1]') FROM json_each(r.headers) h
            WHERE json_extract(h.value, '$[0]') = substr(a.field, 8) ORDER BY h.key DESC LIMIT 1) END AS content
  FROM asked a
  JOIN batches b ON b.topic = a.topic AND b.state = 'kept'
  JOIN batch w ON w.id = b.batch
  JOIN record r ON r.batch = w.id AND r.id >= w.first_record AND r.id < w.first_record + w.records),
numbered AS ( -- digits are a number, also in a header; a number that SQLite can't hold exactly is none
  SELECT k.id AS id, k.rising AS rising, k.tp AS tp, k.offset AS offset, k.record AS record, k.key AS key, k.tombstone AS tombstone,
    CASE
      WHEN typeof(k.content) = 'text' AND k.content <> '' AND length(k.content) < 19 AND k.content NOT GLOB '*[^0-9]*'
        THEN CAST(k.content AS INTEGER)
      WHEN typeof(k.content) = 'real' AND abs(k.content) >= 9007199254740992 THEN NULL
      WHEN typeof(k.content) = 'blob' THEN NULL
      ELSE k.content END AS version
  FROM kept k),
judged AS ( -- from one record of a key to the next; what a tombstone ended may begin anew
  SELECT s.id AS id, s.record AS record, s.version AS version, s.before AS before, s.record_before AS record_before,
    CASE WHEN s.key IS NULL OR s.offset IS NULL OR NOT s.good THEN 'none'
      WHEN s.before IS NULL OR s.version IS NULL OR (typeof(s.before) = 'text') <> (typeof(s.version) = 'text') THEN 'first'
      WHEN s.version < s.before OR (s.rising AND s.version = s.before) THEN 'wrong' ELSE 'right' END AS what
  FROM (
    SELECT n.*, lag(n.version) OVER w AS before, lag(n.record) OVER w AS record_before
    FROM (SELECT m.*, m.version IS NOT NULL OR m.tombstone AS good FROM numbered m) n
    WINDOW w AS (PARTITION BY n.id, n.tp, n.key, n.good ORDER BY n.offset)) s)
SELECT 'FAIL' AS verdict, a.topic AS topic, y.partition AS partition, l.offset AS offset, NULL AS group_id,
  y.exchange AS exchange_id,
  'key ' || quote(substr(l.key, 1, 60)) || ' has version ' || substr(j.version, 1, 60) || ' behind '
    || substr(j.before, 1, 60) || ' at offset ' || o.offset || ' (exchange ' || x.exchange || '), line ' || a.line AS detail
FROM judged j JOIN asked a ON a.id = j.id
JOIN record o ON o.id = j.record_before JOIN batches x ON x.batch = o.batch
JOIN record l ON l.id = j.record JOIN batches y ON y.batch = l.batch
WHERE j.what = 'wrong'
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, NULL, NULL, 'not all that passed is on the tape: ' || a.blind
FROM asked a WHERE a.blind IS NOT NULL
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, NULL, NULL,
  count(*) || ' records have no key, or no ' || a.field || ' that can be compared'
FROM judged j JOIN asked a ON a.id = j.id WHERE j.what = 'none' GROUP BY a.id
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(j.id) || ' steps from one record of a key to the next'
FROM judged j JOIN asked a ON a.id = j.id WHERE j.what IN ('wrong', 'right') AND a.blind IS NULL;
