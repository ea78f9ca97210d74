-- title: no reader of committed data was given a record before its commit
-- means: a broker served records of a transaction that was still open
-- severity: S1
-- blame: cluster
-- innocent: the transaction was committed by another process, around ktape
-- unknown: when the coordinator really decided
-- do: report it to Kafka, with the exchange
WITH shown AS (
  SELECT x.txn AS txn, b.tp AS tp, b.base_offset AS base_offset, b.last_offset AS last_offset, f.exchange AS exchange,
    e.r AS r, e.connection AS connection, f.last_stable_offset AS last_stable_offset
  FROM txn t
  JOIN txn_batch x ON x.txn = t.id
  JOIN batch b ON b.id = x.batch
  JOIN delivery d ON d.batch = b.id
  JOIN fetch f ON f.id = d.fetch
  JOIN exchange e ON e.id = f.exchange
  WHERE f.isolation = 1 AND f.offset_from <> 'share' AND e.r IS NOT NULL)
SELECT CASE WHEN NOT coalesce(s.last_offset >= s.last_stable_offset, 0) AND EXISTS ( -- of two recorders, whose clocks may be as far apart
      SELECT 1 FROM recording m JOIN recording n ON n.id <> m.id
      JOIN txn_event v ON v.txn = s.txn AND v.event IN ('commit', 'abort')
      JOIN exchange e ON e.id = v.exchange AND e.connection BETWEEN n.first_connection AND n.last_connection
      WHERE s.connection BETWEEN m.first_connection AND m.last_connection
        AND NOT coalesce(e.f - s.r > m.slack + n.slack, 0))
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict, n.name AS topic, tp.partition AS partition, s.base_offset AS offset, NULL AS group_id,
  s.exchange AS exchange_id,
  CASE WHEN s.last_offset >= s.last_stable_offset
    THEN 'came though the last stable offset of the same answer is ' || s.last_stable_offset
    ELSE 'came before its transaction was asked to end (exchange '
      || (SELECT min(v.exchange) FROM txn_event v WHERE v.txn = s.txn AND v.event IN ('commit', 'abort')) || ')' END AS detail
FROM shown s JOIN topic_partition tp ON tp.id = s.tp JOIN topic n ON n.id = tp.topic
WHERE s.last_offset >= s.last_stable_offset OR s.r < (
  SELECT min(e.f) FROM txn_event v JOIN exchange e ON e.id = v.exchange JOIN txn t ON t.id = v.txn
  WHERE v.txn = s.txn AND v.event IN ('commit', 'abort') AND t.outcome = 'committed' AND t.evidence LIKE 'EndTxn%')
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches of transactions in answers' FROM shown;
