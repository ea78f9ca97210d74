-- title: the ends of a log, as a broker tells them, do not go back
-- means: a high watermark, last stable offset or log start went down: data was cut off, or the broker is wrong
-- severity: S1
-- blame: cluster
-- innocent: the leader changed or the broker began anew in between, and is behind for a moment
-- unknown: what other brokers said
-- do: look at the elections of that partition at that time
WITH told AS (
  SELECT f.id AS id, f.tp AS tp, c.broker AS broker, e.r AS r, f.high_watermark AS high_watermark,
    f.last_stable_offset AS last_stable_offset, f.log_start_offset AS log_start_offset
  FROM fetch f CROSS JOIN exchange e ON e.id = f.exchange JOIN connection c ON c.id = e.connection
  WHERE f.in_response = 1 AND f.error_code = 0 AND f.tp IS NOT NULL AND f.high_watermark IS NOT NULL
    AND e.f IS NOT NULL AND e.r IS NOT NULL
    -- the seal has compared each answer with the one before: the rest takes long
    AND f.tp IN (SELECT s.tp FROM stretch s WHERE s.lowered)),
step AS (
  SELECT id, tp, broker, high_watermark, last_stable_offset, log_start_offset, lag(id) OVER w AS before,
    lag(high_watermark) OVER w AS hw, lag(last_stable_offset) OVER w AS lso, lag(log_start_offset) OVER w AS start
  FROM told WINDOW w AS (PARTITION BY tp, broker ORDER BY r)),
down AS (
  SELECT s.tp AS tp, s.broker AS broker, f.exchange AS exchange, s.high_watermark AS high_watermark,
    s.last_stable_offset AS last_stable_offset, s.log_start_offset AS log_start_offset, s.hw AS hw, s.lso AS lso,
    s.start AS start, f.current_leader_epoch AS epoch, p.current_leader_epoch AS epoch_then,
    e.f AS f, x.r AS told_at, p.exchange AS exchange_then
  FROM step s
  JOIN fetch f ON f.id = s.id JOIN exchange e ON e.id = f.exchange
  JOIN fetch p ON p.id = s.before JOIN exchange x ON x.id = p.exchange
  WHERE s.high_watermark < s.hw OR s.last_stable_offset < s.lso OR s.log_start_offset < s.start)
SELECT CASE WHEN b.epoch IS b.epoch_then AND b.epoch IS NOT NULL AND NOT EXISTS (
      -- a broker that began anew tells what its last checkpoint said
      SELECT 1 FROM connection c
      WHERE c.broker = b.broker AND c.closed_by = 'broker' AND c.closed BETWEEN b.told_at AND b.f)
    THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  t.name AS topic, tp.partition AS partition,
  CASE WHEN b.high_watermark < b.hw THEN b.high_watermark
    WHEN b.last_stable_offset < b.lso THEN b.last_stable_offset ELSE b.log_start_offset END AS offset,
  NULL AS group_id, b.exchange AS exchange_id,
  CASE WHEN b.high_watermark < b.hw THEN 'the high watermark was ' || b.hw
    WHEN b.last_stable_offset < b.lso THEN 'the last stable offset was ' || b.lso
    ELSE 'the log start was ' || b.start END || ' before (exchange ' || b.exchange_then || ')' AS detail
FROM down b JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE b.f > b.told_at
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' answers for a partition' FROM fetch
WHERE in_response = 1 AND error_code = 0 AND tp IS NOT NULL AND high_watermark IS NOT NULL;
