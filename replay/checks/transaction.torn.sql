-- title: a transaction ended alike everywhere
-- means: the markers on two partitions differ, or a marker says other than the producer was told
-- severity: S1
-- blame: cluster
-- innocent: none
-- unknown: partitions whose markers nobody read
-- do: report it to Kafka, with the exchanges
SELECT CASE WHEN t.evidence <> 'marker against EndTxn' AND t.evidence <> 'markers disagree'
    -- who was fenced when: by clocks of several recorders
    AND EXISTS (SELECT 1 FROM recording m WHERE m.slack IS NOT 0)
    THEN 'SUSPECT' ELSE 'FAIL' END AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, t.group_ids AS group_id,
  t.exchange AS exchange_id,
  'of ' || coalesce(t.transactional_id, 'producer ' || t.producer_id) || ': ' || t.evidence AS detail
FROM txn t
WHERE t.evidence LIKE '%against%' OR t.evidence = 'markers disagree'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions that ended' FROM txn
WHERE outcome <> 'open';
