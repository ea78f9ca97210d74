-- title: a group's offsets are committed in one way
-- means: a group commits in transactions and besides them: the plain commits are not undone when a transaction aborts
-- severity: S2
-- blame: configuration (auto-commit) or service
-- innocent: an admin, or another program of the same group
-- unknown: -
-- do: enable.auto.commit=false where sendOffsetsToTransaction() is used
WITH used AS (
  SELECT c.group_id AS group_id, sum(c.kind = 'txn') AS txn, sum(c.kind = 'plain') AS plain,
    max(CASE WHEN c.kind = 'plain' THEN c.exchange END) AS exchange
  FROM offset_commit c
  WHERE c.outcome = 'ok' AND (c.generation >= 0 OR c.member_id <> '')
  GROUP BY c.group_id)
SELECT 'FAIL' AS verdict, NULL AS topic, NULL AS partition, NULL AS offset, u.group_id AS group_id,
  u.exchange AS exchange_id, u.plain || ' plain commits besides ' || u.txn || ' in transactions' AS detail
FROM used u WHERE u.txn > 0 AND u.plain > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups that commit' FROM used;
