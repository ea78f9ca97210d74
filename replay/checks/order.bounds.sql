-- title: the ends of a log, as a broker tells them, do not go back
-- means: a high watermark, last stable offset or log start went down: data was cut off, or the broker is wrong
-- severity: S1
-- blame: cluster
-- innocent: the leader changed or the broker began anew in between, and is behind for a moment
-- unknown: what other brokers said
-- do: look at the elections of that partition at that time
WITH told AS (
  SELECT f.tp AS tp, f.exchange AS exchange, f.high_watermark AS high_watermark,
    f.last_stable_offset AS last_stable_offset, f.log_start_offset AS log_start_offset,
    f.current_leader_epoch AS epoch, e.f AS f, e.r AS r, c.broker AS broker
  FROM fetch f JOIN exchange e ON e.id = f.exchange JOIN connection c ON c.id = e.connection
  WHERE f.in_response = 1 AND f.error_code = 0 AND f.tp IS NOT NULL AND f.high_watermark IS NOT NULL
    AND e.f IS NOT NULL AND e.r IS NOT NULL),
before AS (
  SELECT tp, exchange, high_watermark, last_stable_offset, log_start_offset, epoch, f, broker,
    lag(high_watermark) OVER w AS hw, lag(last_stable_offset) OVER w AS lso, lag(log_start_offset) OVER w AS start,
    lag(r) OVER w AS told_at, lag(epoch) OVER w AS epoch_then, lag(exchange) OVER w AS exchange_then
  FROM told WINDOW w AS (PARTITION BY tp, broker ORDER BY r))
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
FROM before b JOIN topic_partition tp ON tp.id = b.tp JOIN topic t ON t.id = tp.topic
WHERE b.f > b.told_at
  AND (b.high_watermark < b.hw OR b.last_stable_offset < b.lso OR b.log_start_offset < b.start)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' answers for a partition' FROM told;
