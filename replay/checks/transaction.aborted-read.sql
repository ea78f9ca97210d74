-- title: no reader of committed data was given an aborted record
-- means: a broker served records of an aborted transaction as committed
-- severity: S1
-- blame: cluster
-- innocent: the outcome rests on the producer's EndTxn alone, and no marker was read
-- unknown: a client that does not filter what the broker named
-- do: report it to Kafka, with the two exchanges
WITH shown AS (
  SELECT x.txn AS txn, b.id AS batch, b.tp AS tp, b.base_offset AS base_offset, b.last_offset AS last_offset,
    b.producer_id AS producer_id, b.records AS records, f.id AS fetch, f.exchange AS exchange
  FROM txn t
  JOIN txn_batch x ON x.txn = t.id
  JOIN batch b ON b.id = x.batch
  JOIN delivery d ON d.batch = b.id
  JOIN fetch f ON f.id = d.fetch
  WHERE t.outcome = 'aborted' AND f.isolation = 1 AND f.offset_from <> 'share')
SELECT CASE WHEN t.evidence LIKE '%marker%' THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  n.name AS topic, tp.partition AS partition, s.base_offset AS offset, NULL AS group_id, s.exchange AS exchange_id,
  s.records || ' records of a transaction of ' || coalesce(t.transactional_id, 'producer ' || s.producer_id)
    || ' that was aborted (' || t.evidence || ') came as committed' AS detail
FROM shown s JOIN txn t ON t.id = s.txn
JOIN topic_partition tp ON tp.id = s.tp JOIN topic n ON n.id = tp.topic
WHERE NOT EXISTS (
  SELECT 1 FROM aborted a WHERE a.fetch = s.fetch AND a.producer_id = s.producer_id AND a.first_offset <= s.last_offset)
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' batches of aborted transactions in answers' FROM shown;
