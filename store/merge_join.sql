-- After the rows of the tape `src` were copied: what it knows of topics, partitions
-- and batches that were here already.

UPDATE main.topic SET
  topic_id = coalesce(topic.topic_id, s.topic_id), name = coalesce(topic.name, s.name),
  cleanup_policy = coalesce(topic.cleanup_policy, s.cleanup_policy),
  timestamp_type = coalesce(topic.timestamp_type, s.timestamp_type),
  partitions = max(coalesce(topic.partitions, s.partitions), coalesce(s.partitions, topic.partitions)),
  internal = coalesce(topic.internal, s.internal)
FROM kept_topic k, src.topic s WHERE k.there AND k.became = topic.id AND s.id = k.id;

-- from where on all of it passed a recorder is known once all were there
UPDATE main.topic_partition SET
  start_offset = min(coalesce(topic_partition.start_offset, s.start_offset), coalesce(s.start_offset, topic_partition.start_offset)),
  end_offset = max(topic_partition.end_offset, s.end_offset),
  last_start_offset = max(coalesce(topic_partition.last_start_offset, s.last_start_offset),
    coalesce(s.last_start_offset, topic_partition.last_start_offset)),
  last_end_offset = max(coalesce(topic_partition.last_end_offset, s.last_end_offset),
    coalesce(s.last_end_offset, topic_partition.last_end_offset))
FROM kept_topic_partition k, src.topic_partition s WHERE k.there AND k.became = topic_partition.id AND s.id = k.id;

CREATE TEMP TABLE sight AS -- of a batch that is here, there
SELECT h.here AS here, s.base_offset AS base_offset, s.last_offset AS last_offset, s.leader_epoch AS leader_epoch,
  s.in_log AS in_log, x.became AS exchange,
  coalesce(a.became, s.acked_at - (SELECT us FROM shift)) AS acked_at,
  coalesce(d.became, s.first_delivered_at - (SELECT us FROM shift)) AS delivered_at
FROM shared h JOIN src.batch s ON s.id = h.id
LEFT JOIN kept_exchange x ON x.id = s.exchange
LEFT JOIN kept_stamp a ON a.id = s.acked_at
LEFT JOIN kept_stamp d ON d.id = s.first_delivered_at;
CREATE INDEX temp.sight_here ON sight (here);

CREATE TEMP TABLE placed AS -- records of which only the other tape knew the offset
SELECT r.id AS record, s.base_offset + r.id - b.first_record AS offset
FROM sight s
CROSS JOIN main.batch b ON b.id = s.here
CROSS JOIN main.record r ON r.id >= b.first_record AND r.id < b.first_record + b.records
WHERE b.base_offset IS NULL AND s.base_offset IS NOT NULL;
UPDATE main.record SET offset = p.offset FROM placed p WHERE p.record = record.id;
UPDATE main.produce SET outcome = 'ok', proof = 'fetched'
WHERE outcome = 'maybe' AND batch IN (
  SELECT s.here FROM sight s JOIN main.batch b ON b.id = s.here
  WHERE b.base_offset IS NULL AND s.base_offset IS NOT NULL OR b.base_offset IS NOT NULL AND s.base_offset IS NULL)
AND 1 = (SELECT count(*) FROM main.produce o WHERE o.batch = produce.batch);
UPDATE main.batch SET
  base_offset = coalesce(batch.base_offset, s.base_offset), last_offset = coalesce(batch.last_offset, s.last_offset),
  leader_epoch = max(coalesce(batch.leader_epoch, -1), coalesce(s.leader_epoch, -1)),
  in_log = CASE WHEN 1 IN (batch.in_log, s.in_log) THEN 1 ELSE batch.in_log END,
  exchange = coalesce(batch.exchange, s.exchange), acked_at = coalesce(batch.acked_at, s.acked_at),
  first_delivered_at = min(coalesce(batch.first_delivered_at, s.delivered_at), coalesce(s.delivered_at, batch.first_delivered_at))
FROM sight s WHERE s.here = batch.id;

-- incarnations are counted over all that is known now
UPDATE main.topic SET incarnation = n.incarnation
FROM (SELECT id, row_number() OVER (PARTITION BY name ORDER BY first_seen, id) AS incarnation FROM main.topic
      WHERE name IS NOT NULL) n
WHERE n.id = topic.id;
