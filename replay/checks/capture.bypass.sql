-- title: all that was read was written through ktape
-- means: somebody writes to the topic around ktape, so nothing that needs all writers is known of it
-- severity: S2
-- blame: harness
-- innocent: writers that are meant to be elsewhere (Connect, MirrorMaker, another team), or a broker's own records
-- unknown: clients that bypass ktape and only read
-- do: point that writer at ktape's listener, or leave its topics out
WITH foreign_batch AS (
  SELECT b.tp AS tp, sum(b.records) AS records, min(b.base_offset) AS first
  FROM batch b CROSS JOIN topic_partition tp ON tp.id = b.tp AND b.base_offset >= tp.end_offset
  WHERE b.exchange IS NULL AND b.control IS NULL AND b.in_log = 1 AND b.origin = 'fetched'
    -- not damaged, nor another content of what was written: capture.corrupt, order.divergence
    AND b.crc_ok = 1 AND NOT EXISTS (
      SELECT 1 FROM batch o
      WHERE o.tp = b.tp AND o.base_offset = b.base_offset AND o.exchange IS NOT NULL AND o.in_log = 1)
    AND NOT EXISTS (SELECT 1 FROM batch_link l WHERE l.batch = b.id AND l.kind = 'copy of')
  GROUP BY +b.tp)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, f.first AS offset, NULL AS group_id,
  (SELECT x.exchange FROM batch b JOIN delivery d ON d.batch = b.id JOIN fetch x ON x.id = d.fetch
   WHERE b.tp = f.tp AND b.base_offset = f.first LIMIT 1) AS exchange_id,
  f.records || ' records from here on were read, and written by nobody on the tape' AS detail
FROM foreign_batch f JOIN topic_partition tp ON tp.id = f.tp JOIN topic t ON t.id = tp.topic
UNION ALL
SELECT 'NONE', t.name, tp.partition, NULL, NULL, NULL, 'where the log ended when the recording began is not known'
FROM topic_partition tp JOIN topic t ON t.id = tp.topic
WHERE tp.end_offset IS NULL AND EXISTS (
  SELECT 1 FROM batch b WHERE b.tp = tp.id AND b.exchange IS NULL AND b.control IS NULL AND b.in_log = 1)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' fetched batches'
FROM batch b CROSS JOIN topic_partition tp ON tp.id = b.tp AND b.base_offset >= tp.end_offset
WHERE b.in_log = 1 AND b.control IS NULL;
