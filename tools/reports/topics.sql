-- topics and their partitions: records, bytes, offsets
SELECT t.name AS topic, tp.partition,
  sum(b.records) FILTER (WHERE b.control IS NULL) AS records, sum(b.bytes) AS bytes, count(b.id) AS batches,
  min(b.base_offset) AS first_offset, max(b.last_offset) AS last_offset,
  tp.last_start_offset AS log_start, tp.last_end_offset AS log_end
FROM topic_partition tp
JOIN topic t ON t.id = tp.topic
LEFT JOIN batch b ON b.tp = tp.id AND b.in_log IS NOT 0
GROUP BY tp.id
ORDER BY t.name, t.incarnation, tp.partition;
