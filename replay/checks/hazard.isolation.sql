-- title: readers of transactional topics read committed data only
-- means: a group with isolation.level=read_uncommitted was given records of a transaction that was aborted
-- severity: S2
-- blame: configuration
-- innocent: a monitor that is meant to see all
-- unknown: what the service did with them
-- do: isolation.level=read_committed
WITH shown AS (
  SELECT x.txn AS txn, b.tp AS tp, b.base_offset AS base_offset, b.records AS records, f.exchange AS exchange
  FROM txn t
  CROSS JOIN txn_batch x ON x.txn = t.id
  CROSS JOIN batch b ON b.id = x.batch
  CROSS JOIN delivery d ON d.batch = b.id
  CROSS JOIN fetch f ON f.id = d.fetch
  WHERE t.outcome = 'aborted' AND f.isolation = 0 AND f.offset_from <> 'share')
SELECT 'SUSPECT' AS verdict, n.name AS topic, tp.partition AS partition, min(s.base_offset) AS offset,
  a.group_id AS group_id, min(s.exchange) AS exchange_id,
  sum(s.records) || ' records of aborted transactions were given to '
    || coalesce('client ' || e.client_id, 'a reader') AS detail
FROM shown s JOIN exchange e ON e.id = s.exchange
LEFT JOIN attribution a ON a.connection = e.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
JOIN topic_partition tp ON tp.id = s.tp JOIN topic n ON n.id = tp.topic
GROUP BY s.tp, a.group_id, e.client_id
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' transactions' FROM txn;
