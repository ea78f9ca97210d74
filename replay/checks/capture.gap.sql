-- title: all that passed is on the tape
-- means: the recorder gave something up, or was killed; what passed then is not on the tape, and other checks can't vouch for it
-- severity: S4
-- blame: tool, or a full or slow disk
-- innocent: nothing wrong happened to the traffic; of a slice (ktape cut): somebody left it out on purpose
-- unknown: what passed there
-- do: a larger --queue or --spill, a faster disk, or --on-full block
SELECT 'SUSPECT' AS verdict, g.topic AS topic, g.partition AS partition, NULL AS offset, g.group_id AS group_id,
  g.exchange AS exchange_id,
  CASE g.why WHEN 'cut' THEN 'cut from this slice' ELSE g.why END || coalesce(': ' || g.frames || ' requests and answers', '')
    || coalesce(', ' || g.bytes || ' bytes', '') || coalesce(' of ' || a.name, '') AS detail
FROM gap g LEFT JOIN api a ON a.key = g.api_key
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' exchanges' FROM exchange;
