-- title: a transaction ended alike everywhere
-- means: the markers on two partitions differ, or a marker says other than the producer was told
-- severity: S1
-- blame: cluster
-- innocent: none
-- unknown: partitions whose markers nobody read
-- do: report it to Kafka, with the exchanges
SELECT 'FAIL' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, t.group_ids AS group_id,
  t.exchange AS exchange_id,
  'of ' || coalesce(t.transactional_id, 'producer ' || t.producer_id) || ': ' || t.evidence AS detail
FROM txn t
WHERE t.evidence LIKE '%against%' OR t.evidence = 'markers disagree'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions that ended' FROM txn
WHERE outcome <> 'open';
