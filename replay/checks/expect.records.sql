-- title: a topic got as many records as expected
-- means: during the recording more or fewer records were written to the topic than the file of --expect says
-- severity: S2
-- blame: service
-- innocent: records whose fate nobody knows (no answer, a transaction that did not end), or that were written around ktape
-- unknown: what was written around ktape to a partition whose end nobody asked for
-- do: `SELECT * FROM records WHERE topic = ...`; did the recording end too early?
CREATE TEMP TABLE IF NOT EXISTS expectation(
  name, kind, line, topic, group_id, field, target, target_field, output, output_field, low, high, wanted);
WITH asked AS (
  SELECT x.rowid AS id, x.* FROM expectation x WHERE x.kind = 'expect.records' AND x.name IS coalesce(:name, x.name)),
known AS ( -- of each partition: what is there, what may be
  SELECT a.id AS id, p.tp AS tp, p.unseen AS unseen,
    (SELECT coalesce(sum(b.records), 0) FROM batches b WHERE b.tp = p.tp AND b.recorded AND b.state = 'kept') AS sure,
    (SELECT coalesce(sum(b.records), 0) FROM batches b
     WHERE b.tp = p.tp AND b.recorded IS NOT 0 AND (b.state IN ('open', 'unknown')
       OR b.state = 'kept' AND b.recorded IS NULL)) AS unsure,
    (SELECT max(b.exchange) FROM batches b WHERE b.tp = p.tp AND b.recorded AND b.state = 'kept') AS wrote,
    (SELECT max(o.exchange) FROM offset_lookup o WHERE o.tp = p.tp AND o.timestamp = -1 AND o.error_code = 0) AS ended
  FROM asked a JOIN partitions p ON p.topic = a.topic),
found AS (
  SELECT a.*, count(k.tp) AS partitions, coalesce(sum(k.sure), 0) AS sure, coalesce(sum(k.unsure), 0) AS unsure,
    coalesce(sum(k.unseen), 0) AS unseen,
    count(k.unseen) = count(k.tp) AS ends_known, max(k.wrote) AS wrote, max(k.ended) AS ended,
    (SELECT min(s.why) FROM blind_spots s WHERE coalesce(s.topic, a.topic) = a.topic AND s.group_id IS NULL) AS blind
  FROM asked a LEFT JOIN known k ON k.id = a.id
  GROUP BY a.id),
judged AS (
  SELECT f.*, CASE
      WHEN f.partitions = 0 THEN 'NONE'
      WHEN f.sure > f.high THEN 'FAIL'
      WHEN f.blind IS NOT NULL THEN 'NONE'
      WHEN f.sure + f.unsure + f.unseen < f.low THEN CASE WHEN f.ends_known THEN 'FAIL' ELSE 'SUSPECT' END
      WHEN f.sure < f.low OR f.sure + f.unsure + f.unseen > f.high THEN 'SUSPECT'
      ELSE 'PASS' END AS verdict
  FROM found f)
SELECT j.verdict AS verdict, j.topic AS topic, NULL AS partition, NULL AS offset, NULL AS group_id,
  CASE WHEN j.sure > j.high THEN j.wrote ELSE coalesce(j.ended, j.wrote) END AS exchange_id,
  CASE WHEN j.partitions = 0 THEN 'nobody on the tape spoke of this topic (line ' || j.line || ')'
    ELSE printf('%d records were written, %s were expected (line %d)', j.sure, j.wanted, j.line)
      || CASE WHEN j.unsure > 0 THEN printf('; of %d more nobody knows whether they are in the log', j.unsure) ELSE '' END
      || CASE WHEN j.unseen > 0 THEN printf('; %d more offsets were taken by what is not on the tape', j.unseen) ELSE '' END
      || CASE WHEN j.ends_known THEN '' ELSE '; where the log ended nobody asked' END
      || CASE WHEN j.verdict = 'NONE' THEN '; not all that passed is on the tape: ' || j.blind ELSE '' END END AS detail
FROM judged j WHERE j.verdict <> 'PASS'
UNION ALL
SELECT 'NONE', NULL, NULL, NULL, NULL, NULL, 'nothing is declared: ktape check --expect FILE'
WHERE NOT EXISTS (SELECT 1 FROM asked)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL,
  coalesce(sum(j.partitions), 0) || CASE sum(j.partitions) WHEN 1 THEN ' partition' ELSE ' partitions' END
    || coalesce(' with ' || sum(j.sure) || ' records', '')
FROM judged j WHERE j.verdict <> 'NONE';
