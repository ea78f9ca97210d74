-- title: groups keep up
-- means: a group's last commit lies before the end of the log, and it made none for more than a minute before the recording ended
-- severity: S3
-- blame: service
-- innocent: the group is meant to have stopped
-- unknown: ends of logs that nobody asked for
-- do: `SELECT * FROM lag_over_time` shows since when; is a consumer there, and stuck?
WITH ending AS (SELECT max(coalesce(d, r, f, q)) AS at FROM exchange)
SELECT 'SUSPECT' AS verdict, l.topic AS topic, l.partition AS partition, l.committed_offset AS offset,
  l.group_id AS group_id,
  (SELECT max(c.exchange) FROM offset_commit c JOIN topic_partition tp ON tp.id = c.tp JOIN topic t ON t.id = tp.topic
   WHERE c.group_id = l.group_id AND t.name = l.topic AND tp.partition = l.partition AND c.outcome = 'ok') AS exchange_id,
  'was committed ' || ((n.at - l.committed_at_us) / 1000000) || ' s before the end; ' || l.record_lag
    || ' known records lie behind it' AS detail
FROM lag l, ending n
WHERE l.record_lag > 0 AND n.at - l.committed_at_us > 60000000
UNION ALL
SELECT 'EXAMINED', NULL, NULL, NULL, NULL, NULL, count(*) || ' groups and partitions with commits' FROM lag;
