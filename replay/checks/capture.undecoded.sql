-- title: every request and response was understood
-- means: the bytes passed on unchanged, but ktape could not read them, so other checks know nothing of what they held
-- severity: S4
-- blame: tool, or a client or broker newer than this ktape
-- innocent: an API or version newer than this ktape; an answer whose request passed before the recording began
-- unknown: what the messages said
-- do: look at them with `ktape dump --exchange`; `ktape decode TAPE` of a newer ktape reads what was kept
WITH bad AS (
  SELECT e.api_key AS api_key, e.api_version AS api_version, f.direction AS direction,
    f.state AS state, f.why AS why, count(*) AS times, min(f.exchange) AS first
  FROM frame f JOIN exchange e ON e.id = f.exchange
  WHERE f.state IN ('opaque', 'malformed', 'trailing')
  GROUP BY e.api_key, e.api_version, f.direction, f.state, f.why)
SELECT 'SUSPECT' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, NULL AS group_id,
  b.first AS exchange_id,
  b.times || ' ' || b.state || ' ' || b.direction || CASE WHEN b.times > 1 THEN 's' ELSE '' END || ' of '
    || coalesce(a.name || ' v' || b.api_version, 'an unknown API') || coalesce(': ' || b.why, '') AS detail
FROM bad b LEFT JOIN api a ON a.key = b.api_key
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' exchanges' FROM exchange;
