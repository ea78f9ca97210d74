-- title: at the end a group is not further behind than expected
-- means: when the recording ended more records lay behind the group's last commits than the file of --expect allows
-- severity: S3
-- blame: service
-- innocent: the recording ended too early; a commit that nobody answered; records that were written around ktape
-- unknown: ends of logs that nobody asked for
-- do: `SELECT * FROM lag_over_time` shows since when; is a consumer there, and stuck?
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.*,
    (SELECT min(s.why) FROM blind_spots s
     WHERE coalesce(s.topic, x.topic) = x.topic AND coalesce(s.group_id, x.group_id) = x.group_id) AS blind,
    EXISTS (SELECT 1 FROM offset_commit c WHERE c.group_id = x.group_id AND c.outcome = 'ok') AS commits
  FROM expectation x WHERE x.kind = 'expect.lag' AND x.name IS coalesce(:name, x.name)),
part AS (
  SELECT a.id AS id, a.group_id AS group_id, tp.id AS tp,
    max(coalesce(tp.last_end_offset, -1), coalesce((SELECT max(f.high_watermark) FROM fetch f WHERE f.tp = tp.id), -1)) AS log_end,
    (SELECT c.id FROM offset_commit c
     WHERE c.group_id = a.group_id AND c.tp = tp.id AND c.outcome = 'ok' AND c.certain_from IS NOT NULL
     ORDER BY c.certain_from DESC LIMIT 1) AS last
  FROM asked a JOIN topic t ON t.name = a.topic JOIN topic_partition tp ON tp.topic = t.id
  WHERE a.commits AND a.blind IS NULL
    AND NOT EXISTS (SELECT 1 FROM topic n WHERE n.name = t.name AND n.incarnation > t.incarnation)),
ended AS (
  SELECT p.*, max(coalesce(c.committed_offset, 0), 0) AS committed, c.exchange AS committed_by,
    EXISTS (SELECT 1 FROM offset_commit o LEFT JOIN txn x ON x.id = o.txn
            WHERE o.group_id = p.group_id AND o.tp = p.tp AND o.committed_offset > coalesce(c.committed_offset, -1)
              AND (o.outcome = 'maybe' OR o.kind = 'txn' AND o.outcome = 'ok' AND x.outcome = 'unknown')) AS doubtful
  FROM part p LEFT JOIN offset_commit c ON c.id = p.last),
behind AS ( -- records, and offsets of which the tape does not know what is there
  SELECT e.*,
    (SELECT coalesce(sum(min(b.records, b.last_offset + 1 - e.committed)), 0) FROM batches b
     WHERE b.tp = e.tp AND b.state = 'kept' AND b.last_offset >= e.committed) AS records,
    (SELECT max(b.exchange) FROM batches b WHERE b.tp = e.tp AND b.state = 'kept' AND b.last_offset >= e.committed) AS wrote,
    max(0, e.log_end - e.committed
      - (SELECT coalesce(sum(b.last_offset + 1 - max(b.base_offset, e.committed)), 0) FROM batch b
         WHERE b.tp = e.tp AND b.in_log = 1 AND b.last_offset >= e.committed)
      -- markers of transactions that nobody read
      - max(0, (SELECT count(DISTINCT w.txn) FROM batch b JOIN txn_batch w ON w.batch = b.id JOIN txn x ON x.id = w.txn
                WHERE b.tp = e.tp AND x.outcome IN ('committed', 'aborted'))
          - (SELECT count(*) FROM batch b WHERE b.tp = e.tp AND b.control IS NOT NULL))) AS unseen
  FROM ended e),
summed AS (
  SELECT a.*, count(b.tp) AS partitions, sum(b.records) AS records, sum(b.unseen) AS unseen, max(b.doubtful) AS doubtful,
    coalesce(max(CASE WHEN b.records > 0 THEN b.committed_by END), max(b.wrote), max(b.committed_by)) AS exchange,
    CASE WHEN sum(b.records) > a.high THEN CASE WHEN max(b.doubtful) THEN 'SUSPECT' ELSE 'FAIL' END
      WHEN sum(b.records) + sum(b.unseen) > a.high THEN 'SUSPECT' END AS verdict
  FROM asked a JOIN behind b ON b.id = a.id
  GROUP BY a.id)
SELECT s.verdict AS verdict, s.topic AS topic, NULL AS partition, NULL AS offset, s.group_id AS group_id,
  s.exchange AS exchange_id,
  s.records || ' records lie behind its last commits, ' || s.wanted || ' were expected (line ' || s.line || ')'
    || CASE WHEN s.unseen > 0 THEN '; ' || s.unseen || ' offsets more hold what is not on the tape' ELSE '' END
    || CASE WHEN s.doubtful THEN '; of a later commit nobody knows whether it was taken' ELSE '' END AS detail
FROM summed s WHERE s.verdict IS NOT NULL
UNION ALL
SELECT 'NONE', a.topic, NULL, NULL, a.group_id, NULL,
  CASE WHEN NOT a.commits THEN 'no commit of this group is on the tape (line ' || a.line || ')'
    WHEN a.blind IS NOT NULL THEN 'not all that passed is on the tape: ' || a.blind
    ELSE 'nobody on the tape spoke of this topic (line ' || a.line || ')' END
FROM asked a WHERE NOT EXISTS (SELECT 1 FROM part p WHERE p.id = a.id)
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(s.partitions), 0)
  || CASE sum(s.partitions) WHEN 1 THEN ' partition' ELSE ' partitions' END FROM summed s;
