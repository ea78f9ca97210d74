-- title: readers do not go back
-- means: a reader asked again for what lies before its last fetch, and nothing on the wire says why: records are processed twice
-- severity: S2
-- blame: service or client
-- innocent: the program went there on purpose (a retry by seek), or another process with its client id began
-- unknown: why
-- do: look for seek() in the service, and at its error handler
WITH turn AS ( -- the view sorts all it has: ask it only for partitions where a reader may have gone back
  SELECT DISTINCT s.tp AS tp
  FROM (SELECT s.tp AS tp, s.since AS since, s.first_offset AS first_offset, lag(coalesce(s.until, s.since)) OVER w AS before,
          lag(coalesce(s.next_offset, s.first_offset)) OVER w AS expected
        FROM stretch s WHERE s.offset_from = 'known'
        WINDOW w AS (PARTITION BY s.instance, s.tp ORDER BY s.since)) s
  WHERE s.first_offset < s.expected OR s.since <= s.before)
SELECT CASE WHEN EXISTS ( -- a slice, and it may read for a group whose offsets are not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.group_id IS NOT NULL)
    AND NOT EXISTS (
      SELECT 1 FROM attribution a JOIN exchange e ON e.connection = a.connection
      WHERE e.id = p.exchange AND a.confidence <> 'ambiguous')
    THEN 'NONE' ELSE 'SUSPECT' END AS verdict, p.topic AS topic, p.partition AS partition, p.offset AS offset,
  (SELECT group_concat(DISTINCT a.group_id) FROM attribution a JOIN exchange e ON e.connection = a.connection
   WHERE e.id = p.exchange AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id,
  p.exchange AS exchange_id,
  'is where the reader went back to; ' || p.expected_offset || ' was next (exchange ' || p.exchange_before || ')' AS detail
FROM turn u CROSS JOIN positions p ON p.tp = u.tp
WHERE p.move = 'rewind' AND p.reason IS NULL
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(fetches), 0) || ' fetches of readers' FROM stretch
WHERE offset_from = 'known';
