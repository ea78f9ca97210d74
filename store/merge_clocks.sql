-- How far the clock of the tape `src` may be ahead of the clock here: what passed
-- one recorder after it had passed the other says "at least" or "at most".
--
--   a batch is read           not before the request that wrote it was sent
--   a batch at a lower offset was not written after the one behind it was answered
--   a high watermark          was told before a batch behind it was acknowledged by
--                             all (of partitions that stayed with one leader)

CREATE TEMP TABLE evidence AS
-- at most: written here, read there
SELECT NULL AS at_least, min(s.first_delivered_at - e.f) AS at_most
FROM shared h JOIN src.batch s ON s.id = h.id JOIN main.batch m ON m.id = h.here JOIN main.exchange e ON e.id = m.exchange;
-- at least: written there, read here
INSERT INTO evidence
SELECT max(e.f - m.first_delivered_at), NULL
FROM shared h JOIN src.batch s ON s.id = h.id JOIN main.batch m ON m.id = h.here JOIN src.exchange e ON e.id = s.exchange;

-- by the order in a log that both wrote to
CREATE TEMP TABLE written AS
SELECT m.tp AS tp, m.base_offset AS base_offset, m.acked_at AS here_acked, e.f AS here_sent,
  NULL AS there_acked, NULL AS there_sent
FROM main.batch m JOIN main.exchange e ON e.id = m.exchange
WHERE m.in_log = 1 AND m.base_offset IS NOT NULL AND m.tp IN (SELECT became FROM kept_topic_partition WHERE there)
UNION ALL
SELECT k.became, s.base_offset, NULL, NULL, s.acked_at, e.f
FROM src.batch s JOIN src.exchange e ON e.id = s.exchange JOIN kept_topic_partition k ON k.id = s.tp AND k.there
WHERE s.in_log = 1 AND s.base_offset IS NOT NULL;
INSERT INTO evidence
SELECT max(there_before - here_acked), min(there_acked - here_before) FROM (
  SELECT here_acked, there_acked, max(here_sent) OVER w AS here_before, max(there_sent) OVER w AS there_before FROM written
  WINDOW w AS (PARTITION BY tp ORDER BY base_offset ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING));

-- by high watermarks: the first batch at or behind one
CREATE TEMP TABLE steady AS -- partitions with one leader, which answered all
SELECT k.id AS there, k.became AS here FROM kept_topic_partition k
WHERE k.there
  AND 1 >= (SELECT count(*) FROM (
    SELECT leader_epoch FROM main.batch WHERE tp = k.became AND leader_epoch >= 0
    UNION SELECT leader_epoch FROM src.batch WHERE tp = k.id AND leader_epoch >= 0))
  AND NOT EXISTS (SELECT 1 FROM main.fetch f WHERE f.tp = k.became AND f.preferred_replica >= 0)
  AND NOT EXISTS (SELECT 1 FROM src.fetch f WHERE f.tp = k.id AND f.preferred_replica >= 0);

CREATE TEMP TABLE told AS
SELECT y.here AS here, y.there AS there, 0 AS by_here, f.high_watermark AS high_watermark, max(e.f) AS sent
FROM steady y JOIN src.fetch f ON f.tp = y.there JOIN src.exchange e ON e.id = f.exchange
WHERE f.error_code = 0 AND f.high_watermark >= 0 AND e.f IS NOT NULL GROUP BY 1, 4
UNION ALL
SELECT y.here, y.there, 1, f.high_watermark, max(e.f)
FROM steady y JOIN main.fetch f ON f.tp = y.here JOIN main.exchange e ON e.id = f.exchange
WHERE f.error_code = 0 AND f.high_watermark >= 0 AND e.f IS NOT NULL GROUP BY 1, 4;
INSERT INTO evidence
SELECT max(t.sent - (
  SELECT b.acked_at FROM main.batch b
  WHERE b.tp = t.here AND b.base_offset >= t.high_watermark AND b.in_log = 1 AND b.acked_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM main.produce p WHERE p.batch = b.id AND p.acks = -1 AND p.error_code = 0)
  ORDER BY b.base_offset LIMIT 1)), NULL FROM told t WHERE NOT t.by_here;
INSERT INTO evidence
SELECT NULL, min((
  SELECT b.acked_at FROM src.batch b
  WHERE b.tp = t.there AND b.base_offset >= t.high_watermark AND b.in_log = 1 AND b.acked_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM src.produce p WHERE p.batch = b.id AND p.acks = -1 AND p.error_code = 0)
  ORDER BY b.base_offset LIMIT 1) - t.sent) FROM told t WHERE t.by_here;

CREATE TEMP TABLE clock AS SELECT max(at_least) AS at_least, min(at_most) AS at_most FROM evidence;
