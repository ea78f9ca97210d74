-- title: readers leave nothing out
-- means: a reader went on behind records that it had not asked for, and nothing on the wire says why
-- severity: S2
-- blame: service or client
-- innocent: the program went there on purpose (seek)
-- unknown: why
-- do: look for seek() in the service; at its error handler; at auto.offset.reset
WITH turn AS ( -- the view sorts all it has: ask it only for partitions where a reader may have left something out
  SELECT DISTINCT s.tp AS tp
  FROM (SELECT s.tp AS tp, s.since AS since, s.first_offset AS first_offset, lag(coalesce(s.until, s.since)) OVER w AS before,
          lag(coalesce(s.next_offset, s.first_offset)) OVER w AS expected
        FROM stretch s WHERE s.offset_from = 'known'
        WINDOW w AS (PARTITION BY s.instance, s.tp ORDER BY s.since)) s
  WHERE s.first_offset > s.expected OR s.since <= s.before),
jump AS (
  SELECT p.topic AS topic, p.partition AS partition, p.offset AS offset, p.expected_offset AS expected_offset,
    p.exchange AS exchange, p.exchange_before AS exchange_before,
    (SELECT sum(b.records) FROM batch b
     WHERE b.tp = p.tp AND b.base_offset >= p.expected_offset AND b.base_offset < p.offset AND b.in_log = 1
       AND b.control IS NULL) AS records
  FROM turn u CROSS JOIN positions p ON p.tp = u.tp
  WHERE p.move = 'skip' AND p.reason IS NULL)
SELECT CASE WHEN EXISTS ( -- a slice, and it may read for a group whose offsets are not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.group_id IS NOT NULL)
    AND NOT EXISTS (
      SELECT 1 FROM attribution a JOIN exchange e ON e.connection = a.connection
      WHERE e.id = j.exchange AND a.confidence <> 'ambiguous')
    THEN 'NONE' ELSE 'SUSPECT' END AS verdict, j.topic AS topic, j.partition AS partition, j.expected_offset AS offset,
  (SELECT group_concat(DISTINCT a.group_id) FROM attribution a JOIN exchange e ON e.connection = a.connection
   WHERE e.id = j.exchange AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id,
  j.exchange AS exchange_id,
  'was next (exchange ' || j.exchange_before || '), but the reader went on at ' || j.offset || ': ' || j.records
    || ' known records are between' AS detail
FROM jump j WHERE j.records > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(fetches), 0) || ' fetches of readers' FROM stretch
WHERE offset_from = 'known';
