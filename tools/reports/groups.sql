-- consumer groups: what they committed and how far behind they are
SELECT l.group_id, l.topic, l.partition, l.committed_offset, l.end_offset, l.lag, l.committed_at,
  (SELECT count(*) FROM offset_commit o
   JOIN topic_partition tp ON tp.id = o.tp JOIN topic t ON t.id = tp.topic
   WHERE o.group_id = l.group_id AND t.name = l.topic AND tp.partition = l.partition) AS commits
FROM lag l
ORDER BY l.group_id, l.topic, l.partition;
