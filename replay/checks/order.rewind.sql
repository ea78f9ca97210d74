-- title: readers do not go back
-- means: a reader asked again for what lies before its last fetch, and nothing on the wire says why: records are processed twice
-- severity: S2
-- blame: service or client
-- innocent: the program went there on purpose (a retry by seek), or another process with its client id began
-- unknown: why
-- do: look for seek() in the service, and at its error handler
SELECT 'SUSPECT' AS verdict, p.topic AS topic, p.partition AS partition, p.offset AS offset,
  (SELECT group_concat(DISTINCT a.group_id) FROM attribution a JOIN exchange e ON e.connection = a.connection
   WHERE e.id = p.exchange AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id,
  p.exchange AS exchange_id,
  'is where the reader went back to; ' || p.expected_offset || ' was next (exchange ' || p.exchange_before || ')' AS detail
FROM positions p
WHERE p.move = 'rewind' AND p.reason IS NULL
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' steps of readers' FROM positions;
