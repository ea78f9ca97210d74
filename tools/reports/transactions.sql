-- transactions: of each transactional id, how many, how they ended, how long they took
SELECT x.transactional_id, max(x.client) AS client, count(*) AS transactions,
  sum(x.outcome = 'committed') AS committed, sum(x.outcome = 'aborted') AS aborted,
  sum(x.outcome = 'open') AS open, sum(x.outcome = 'unknown') AS unknown,
  sum(x.evidence LIKE 'fenced%') AS fenced, sum(x.overdue) AS overdue,
  sum(x.records) AS records, max(x.duration_us) / 1000 AS longest_ms, max(x.timeout_ms) AS timeout_ms
FROM transactions x
GROUP BY x.transactional_id
ORDER BY transactions DESC, 1;
