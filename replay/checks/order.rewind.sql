-- title: readers do not go back
-- means: a reader asked again for what it had been given, and nothing on the wire says why: records are processed twice
-- severity: S2
-- blame: service or client
-- innocent: the program went there on purpose (a retry by seek), or another process with its client id began
-- unknown: why
-- do: look for seek() in the service, and at its error handler
WITH step AS (
  SELECT f.tp AS tp, f.exchange AS exchange, f.fetch_offset AS offset, e.instance AS instance, e.q AS q,
    f.log_start_offset AS log_start_offset,
    lag(f.fetch_offset) OVER w AS expected, lag(e.d) OVER w AS before_d,
    lag(e.q) OVER w AS before_q, lag(f.error_code) OVER w AS before_error, lag(f.exchange) OVER w AS before,
    lag(f.diverging_end_offset) OVER w AS diverging
  FROM fetch f JOIN exchange e ON e.id = f.exchange
  WHERE f.offset_from IN ('wire', 'session') AND f.fetch_offset >= 0 AND e.q IS NOT NULL
  WINDOW w AS (PARTITION BY e.instance, f.tp ORDER BY e.q)),
jump AS (
  SELECT s.tp AS tp, s.exchange AS exchange, s.offset AS offset, s.expected AS expected, s.before AS before,
    (SELECT coalesce(sum(b.records), 0) FROM batch b
     WHERE b.tp = s.tp AND b.base_offset >= s.offset AND b.base_offset < s.expected AND b.in_log = 1
       AND b.control IS NULL) AS records,
    (SELECT group_concat(DISTINCT a.group_id) FROM attribution a JOIN exchange e ON e.connection = a.connection
     WHERE e.id = s.exchange AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)) AS group_id
  FROM step s
  WHERE s.offset < s.expected AND s.before_d < s.q
    AND coalesce(s.before_error, 0) = 0 AND s.diverging IS NULL
    -- told where to go: by its group, by time, by the log's ends, by epoch
    AND NOT EXISTS (
      SELECT 1 FROM offset_fetch o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND o.committed_offset = s.offset AND x.q BETWEEN s.before_q AND s.q)
    AND NOT EXISTS (
      SELECT 1 FROM offset_lookup o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND o.offset = s.offset AND x.q BETWEEN s.before_q AND s.q)
    AND NOT EXISTS (
      SELECT 1 FROM epoch_lookup o JOIN exchange x ON x.id = o.exchange
      WHERE o.tp = s.tp AND x.q BETWEEN s.before_q AND s.q))
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, j.expected AS offset, j.group_id AS group_id,
  j.exchange AS exchange_id,
  'had been asked for (exchange ' || j.before || '), then the reader went back to ' || j.offset || ': ' || j.records
    || ' known records come again' AS detail
FROM jump j JOIN topic_partition tp ON tp.id = j.tp JOIN topic t ON t.id = tp.topic
WHERE j.records > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(expected) || ' steps of readers' FROM step;
