-- title: readers get past every record
-- means: a reader was given the same place again and again and did not get further: what lies behind it waits
-- severity: S2
-- blame: service (a record that it cannot process), client (a marker or a gap that it cannot step over), or a transaction that nobody ends
-- innocent: the recording ended while it tried again; or its client threw the answers away (paused)
-- unknown: a reader without a group whose client reads ahead while its program goes back
-- do: look at the record at that offset; give it up to a dead-letter topic after some attempts; look at transaction.hanging
WITH place AS ( -- where a partition was read from often, by whomever
  SELECT f.tp AS tp, f.fetch_offset AS fetch_offset FROM fetch f
  WHERE f.tp IS NOT NULL AND f.fetch_offset >= 0
  GROUP BY f.tp, f.fetch_offset HAVING count(*) >= 5),
asked AS (
  SELECT f.tp AS tp, f.fetch_offset AS fetch_offset, f.id AS id, f.exchange AS exchange, e.connection AS connection,
    e.q AS q, coalesce(e.d, e.q) AS d, f.isolation AS isolation, f.next_offset > f.fetch_offset AS given,
    f.high_watermark > f.fetch_offset AND f.isolation = 1 AND f.last_stable_offset <= f.fetch_offset AS held,
    -- offsets that are kept tell one that comes again from one that begins anew
    (SELECT a.group_id FROM attribution a
     WHERE a.connection = e.connection AND e.q >= a.since AND e.q < coalesce(a.until, 9e18) AND a.confidence <> 'ambiguous'
       AND (EXISTS (SELECT 1 FROM offset_commit c
                    WHERE c.group_id = a.group_id AND c.tp = f.tp AND c.committed_offset >= 0 AND c.outcome = 'ok')
         OR EXISTS (SELECT 1 FROM offset_fetch o
                    WHERE o.group_id = a.group_id AND o.tp = f.tp AND o.committed_offset >= 0))) AS group_id
  FROM place p
  CROSS JOIN fetch f ON f.tp = p.tp AND f.fetch_offset = p.fetch_offset
  JOIN exchange e ON e.id = f.exchange
  WHERE f.error_code = 0 AND f.offset_from <> 'share'),
again AS (
  SELECT a.tp AS tp, a.fetch_offset AS offset, a.group_id AS group_id, a.given AS given, count(*) AS times,
    count(DISTINCT a.connection) AS lives, min(a.q) AS since, max(a.d) AS until, max(a.exchange) AS exchange,
    max(a.connection) AS connection, min(a.id) AS fetch, max(a.isolation) AS isolation
  FROM asked a WHERE a.given OR a.held
  GROUP BY a.tp, a.fetch_offset, a.group_id, CASE WHEN a.group_id IS NULL THEN a.connection END, a.given
  HAVING count(*) >= 5),
known AS (
  SELECT g.*,
    CASE WHEN g.group_id IS NOT NULL THEN EXISTS (
        SELECT 1 FROM offset_commit c
        WHERE c.group_id = g.group_id AND c.tp = g.tp AND c.committed_offset > g.offset AND c.outcome <> 'no'
          AND c.certain_from > g.since)
      ELSE EXISTS (
        SELECT 1 FROM exchange e JOIN fetch f ON f.exchange = e.id
        WHERE e.connection = g.connection AND e.q > g.until AND f.tp = g.tp
          AND f.fetch_offset > (SELECT max(n.next_offset) FROM fetch n WHERE n.tp = g.tp AND n.fetch_offset = g.offset))
      END AS passed,
    EXISTS ( -- a record, and not only markers or what was aborted
      SELECT 1 FROM delivery d JOIN batch b ON b.id = d.batch
      WHERE d.fetch = g.fetch AND b.control IS NULL AND b.records > 0 AND b.last_offset >= g.offset
        AND NOT (g.isolation = 1 AND EXISTS (
          SELECT 1 FROM txn_batch x JOIN txn t ON t.id = x.txn WHERE x.batch = b.id AND t.outcome = 'aborted'))) AS visible
  FROM again g)
SELECT CASE WHEN NOT k.passed AND EXISTS ( -- a slice, and what came after is not on it
      SELECT 1 FROM gap g WHERE g.why = 'cut' AND g.topic IS NULL AND g.group_id IS NULL AND g.since >= k.until)
    THEN 'NONE' ELSE 'SUSPECT' END AS verdict, t.name AS topic, tp.partition AS partition, k.offset AS offset, k.group_id AS group_id,
  k.exchange AS exchange_id,
  'was asked for ' || k.times || ' times in ' || ((k.until - k.since) / 1000) || ' ms'
    || CASE WHEN k.lives > 1 THEN ', over ' || k.lives || ' connections' ELSE '' END
    || CASE WHEN NOT k.given THEN ', and an open transaction held back what is there'
      WHEN k.visible THEN ', and given each time'
      ELSE ', and only markers or aborted records were given' END
    || CASE WHEN k.passed THEN '; then it went on' ELSE '' END AS detail
FROM known k JOIN topic_partition tp ON tp.id = k.tp JOIN topic t ON t.id = tp.topic
WHERE k.until - k.since > 30000000 OR k.given AND NOT k.passed
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' places that were read from' FROM (
  SELECT 1 FROM fetch WHERE tp IS NOT NULL AND fetch_offset >= 0 GROUP BY tp, fetch_offset);
