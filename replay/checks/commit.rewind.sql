-- title: committed offsets do not go back
-- means: a group's committed offset was lowered: what lies between is delivered again after a restart
-- severity: S2
-- blame: service, or two members that commit for one partition
-- innocent: a new owner commits where it began; the program goes back on purpose
-- unknown: why
-- do: commit in one place and in order; look at the rebalances around it
WITH step AS (
  SELECT c.group_id AS group_id, c.tp AS tp, c.committed_offset AS committed_offset, c.exchange AS exchange,
    c.member_id AS member_id, c.effective_from AS since, c.certain_from AS at,
    lag(c.committed_offset) OVER w AS before, lag(c.certain_from) OVER w AS before_at,
    lag(c.member_id) OVER w AS before_member,
    lag(c.exchange) OVER w AS before_exchange,
    max(c.committed_offset) OVER (PARTITION BY c.group_id, c.tp ORDER BY c.certain_from
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS later
  FROM offset_commit c
  WHERE c.outcome = 'ok' AND c.kind <> 'admin' AND c.certain_from IS NOT NULL AND c.committed_offset >= 0
    AND (c.generation >= 0 OR c.member_id <> '')
  WINDOW w AS (PARTITION BY c.group_id, c.tp ORDER BY c.certain_from))
SELECT 'SUSPECT' AS verdict,
  t.name AS topic, tp.partition AS partition, s.committed_offset AS offset, s.group_id AS group_id,
  s.exchange AS exchange_id,
  'was committed after ' || s.before || ' (exchange ' || s.before_exchange || ')'
    || CASE WHEN s.member_id IS NOT s.before_member THEN ', by another member' ELSE '' END
    || CASE WHEN s.later >= s.before THEN '; a later commit made it good' ELSE '' END AS detail
FROM step s JOIN topic_partition tp ON tp.id = s.tp JOIN topic t ON t.id = tp.topic
WHERE s.committed_offset < s.before AND s.since > s.before_at
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' commits' FROM step;
