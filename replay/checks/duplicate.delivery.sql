-- title: a group is given each record once
-- means: records were given to a second member of a group, and the first had them without a commit, or they lie before what the group had committed: they are processed twice
-- severity: S2
-- blame: service (it dies between processing and commit), or its network
-- innocent: the first had not processed them: it died before that, or its client had only read ahead
-- unknown: what was processed; a reader that goes back by itself is order.rewind's, what an orderly leave gives up is no fault
-- do: commit sooner; make processing idempotent, or commit offsets and outputs in one transaction
WITH twice_read AS ( -- partitions of which a group read anything twice
  SELECT DISTINCT r.group_id AS group_id, r.tp AS tp FROM (
    SELECT a.group_id AS group_id, s.tp AS tp, s.first_offset AS first_offset,
      max(s.next_offset) OVER (PARTITION BY a.group_id, s.tp ORDER BY s.first_offset
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS furthest
    FROM (SELECT DISTINCT group_id, connection FROM attribution WHERE confidence <> 'ambiguous') a
    JOIN stretch s ON s.connection = a.connection
    WHERE s.next_offset > s.first_offset AND s.offset_from = 'known') r
  WHERE r.first_offset < r.furthest),
shown AS (
  SELECT a.group_id AS group_id, a.member_id AS member_id, f.tp AS tp, f.exchange AS exchange, e.connection AS connection,
    e.q AS q, f.fetch_offset AS fetch_offset, f.next_offset AS next_offset,
    max(f.next_offset) OVER (PARTITION BY a.group_id, f.tp ORDER BY e.q
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS furthest
  FROM attribution a
  JOIN exchange e ON e.connection = a.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18)
  JOIN fetch f ON f.exchange = e.id
  WHERE a.confidence <> 'ambiguous' AND e.d IS NOT NULL AND f.next_offset > f.fetch_offset AND f.offset_from <> 'share'
    AND (a.group_id, f.tp) IN (SELECT t.group_id, t.tp FROM twice_read t)),
again AS ( -- one row per reader that began behind another
  SELECT s.group_id AS group_id, s.member_id AS member_id, s.tp AS tp, s.connection AS connection,
    min(s.fetch_offset) AS offset, min(s.exchange) AS exchange, min(s.q) AS q,
    max(CASE WHEN s.next_offset < s.furthest THEN s.next_offset ELSE s.furthest END) AS until
  FROM shown s WHERE s.fetch_offset < s.furthest
  GROUP BY s.group_id, s.member_id, s.tp, s.connection),
first AS (
  SELECT g.group_id AS group_id, g.member_id AS member_id, g.tp AS tp, g.connection AS connection, g.offset AS offset,
    g.until AS until, g.exchange AS exchange, g.q AS q,
    (SELECT max(s.exchange) FROM shown s
     WHERE s.group_id = g.group_id AND s.tp = g.tp AND s.exchange < g.exchange
       AND s.fetch_offset <= g.offset AND s.next_offset > g.offset AND s.member_id IS NOT g.member_id) AS before,
    (SELECT c.committed_offset FROM offset_commit c
     WHERE c.group_id = g.group_id AND c.tp = g.tp AND c.outcome = 'ok' AND c.certain_from < g.q
     ORDER BY c.certain_from DESC LIMIT 1) AS committed_offset
  FROM again g),
twice AS (
  SELECT g.group_id AS group_id, g.tp AS tp, g.offset AS offset, g.exchange AS exchange, g.before AS before,
    CASE WHEN g.committed_offset > g.offset THEN g.committed_offset END AS committed_offset,
    (SELECT sum(b.records - CASE WHEN b.base_offset < g.offset THEN g.offset - b.base_offset ELSE 0 END
       - CASE WHEN b.last_offset >= g.until THEN b.last_offset + 1 - g.until ELSE 0 END)
     FROM batch b
     WHERE b.tp = g.tp AND b.in_log = 1 AND b.control IS NULL AND b.base_offset < g.until
       AND b.base_offset >= coalesce((
         SELECT max(o.base_offset) FROM batch o WHERE o.tp = g.tp AND o.base_offset <= g.offset), g.offset)) AS records
  FROM first g
  WHERE g.before IS NOT NULL AND CASE
    WHEN g.committed_offset > g.offset THEN -- nothing sent it there
      NOT EXISTS (SELECT 1 FROM offset_lookup o JOIN exchange e ON e.id = o.exchange
        WHERE o.tp = g.tp AND o.offset = g.offset AND o.exchange > g.before AND e.q < g.q)
      AND NOT EXISTS (SELECT 1 FROM offset_fetch o JOIN exchange e ON e.id = o.exchange
        WHERE o.group_id = g.group_id AND o.tp = g.tp AND o.committed_offset = g.offset
          AND o.exchange > g.before AND e.q < g.q)
    ELSE EXISTS ( -- the first neither left nor gave the partition up
      SELECT 1 FROM shown s WHERE s.exchange = g.before AND s.tp = g.tp AND s.group_id = g.group_id
        AND s.member_id IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM member_event m JOIN exchange e ON e.id = m.exchange
          WHERE m.group_id = s.group_id AND m.member_id = s.member_id AND m.error_code = 0
            AND e.q > s.q AND e.q < g.q)) END)
SELECT 'SUSPECT' AS verdict, t.name AS topic, tp.partition AS partition, w.offset AS offset, w.group_id AS group_id,
  w.exchange AS exchange_id,
  w.records || ' records from here on were given to the group again (first in exchange ' || w.before || '), '
    || coalesce('though it had committed up to ' || w.committed_offset,
      'after a member had them, committed nothing of it and was not heard of again') AS detail
FROM twice w JOIN topic_partition tp ON tp.id = w.tp JOIN topic t ON t.id = tp.topic
WHERE w.records > 0
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, coalesce(sum(given), 0) || ' answers with data for groups'
FROM stretch
WHERE until IS NOT NULL AND offset_from = 'known'
  AND connection IN (SELECT connection FROM attribution WHERE confidence <> 'ambiguous');
