-- title: every transaction ended
-- means: a transaction was open when the recording ended: readers of committed data wait behind it
-- severity: S2
-- blame: service, or the cluster
-- innocent: it was under way when the recording ended
-- unknown: how it ended afterwards
-- do: kafka-transactions.sh --describe; if its producer is gone, --abort
WITH ending AS (SELECT max(coalesce(d, r, f, q)) AS at FROM exchange)
SELECT CASE WHEN t.timeout_ms IS NOT NULL AND n.at - t.since > t.timeout_ms * 1000 THEN 'FAIL' ELSE 'SUSPECT' END AS verdict,
  NULL AS topic, NULL AS partition, NULL AS offset, t.group_ids AS group_id, t.exchange AS exchange_id,
  'of ' || coalesce(t.transactional_id, 'producer ' || t.producer_id) || ', open for '
    || (n.at - t.since) / 1000 || ' ms' || coalesce(' of ' || t.timeout_ms || ' ms that it may take', '') AS detail
FROM txn t, ending n
WHERE t.outcome = 'open'
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions' FROM txn;
