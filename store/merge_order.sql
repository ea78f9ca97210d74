-- The ids of a merged tape: exchanges by time, and all that hangs on them with
-- them, as if one recorder had seen them.

INSERT INTO kept_exchange (id, became)
SELECT id, row_number() OVER (ORDER BY coalesce(q, f, r, 0), id) FROM src.exchange;
INSERT INTO kept_fetch (id, became)
SELECT f.id, row_number() OVER (ORDER BY k.became, f.id) FROM src.fetch f LEFT JOIN kept_exchange k ON k.id = f.exchange;
INSERT INTO kept_batch (id, became, first_record)
SELECT id, row_number() OVER (ORDER BY at, id),
  CASE WHEN rows > 0 THEN 1 + coalesce(sum(rows) OVER (ORDER BY at, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) END
FROM (SELECT b.id AS id, coalesce(e.q, b.first_delivered_at, 0) AS at,
        CASE WHEN b.first_record IS NULL THEN 0 ELSE b.records END AS rows
      FROM src.batch b LEFT JOIN src.exchange e ON e.id = b.exchange);
